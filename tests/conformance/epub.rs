//! EPUBs that are broken on purpose, by a change in one of their files.

use super::{KITCHEN_SINK, assert_broken, assert_sound, written};
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The entries of an archive in their order.
pub type Entries = Vec<(String, Vec<u8>)>;

pub fn unpacked(book: &[u8]) -> Entries {
    let mut archive = ZipArchive::new(Cursor::new(book)).expect("an archive");
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("an entry");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("an entry can be read");
        entries.push((file.name().to_owned(), bytes));
    }
    entries
}

pub fn packed(entries: &Entries, method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(name.as_str(), options).expect("an entry begins");
        writer.write_all(bytes).expect("an entry is written");
    }
    writer.finish().expect("the archive ends").into_inner()
}

/// What is done to the first file that holds a text: its name, the text, and what stands there
/// instead; then the rule that is broken.
const MUTANTS: &[(&str, &str, &str, &str)] = &[
    ("alternative removed", " alt=\"A page of the handbook\"", "", "images-described"),
    ("alternative blank", " alt=\"A page of the handbook\"", " alt=\" \"", "images-described"),
    ("claim of nobody", ">readingOrder<", ">signLanguage<", "features-earned"),
    ("claim of alternatives that one image lacks", " alt=\"Once more\"", "", "features-earned"),
    ("claim that text suffices", " alt=\"Once more\"", "", "modes-earned"),
    ("mode not said", "<meta property=\"schema:accessMode\">visual</meta>", "", "modes-earned"),
    (
        "hazards beside none",
        "schema:accessibilitySummary\">",
        "schema:accessibilityHazard\">flashing</meta><meta property=\"schema:accessibilitySummary\">",
        "hazards-earned",
    ),
    ("summary removed", "schema:accessibilitySummary", "schema:other", "accessibility-metadata"),
    (
        "conformance without a name",
        "<meta property=\"dcterms:modified\">",
        "<meta property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta><meta property=\"dcterms:modified\">",
        "conformance-certified",
    ),
    ("mark of a page removed", " epub:type=\"pagebreak\" role=\"doc-pagebreak\"", "", "page-list"),
    ("place of a page removed", " id=\"page-2\"", "", "page-list"),
    ("entry of a page leads elsewhere", "#page-2\">2<", "#page-3\">2<", "page-list"),
    (
        "heading skipped",
        "<h3 id=\"with-a-heading\" class=\"inner\">With a heading</h3>",
        "<h5 id=\"with-a-heading\">With a heading</h5>",
        "headings-order",
    ),
    ("heading empty", "class=\"inner\">With a heading<", "class=\"inner\"><", "headings-order"),
    ("id twice", " id=\"page-3\"", " id=\"page-2\"", "ids-unique"),
    ("link to nowhere", "href=\"#note-2-1\"", "href=\"#gone\"", "links-lead"),
    (
        "contents lead to nowhere",
        "<a href=\"chapter-002.xhtml#lists\"",
        "<a href=\"chapter-009.xhtml\"",
        "links-lead",
    ),
    ("link without words", ">link<", "><", "links-named"),
    ("language removed", " lang=\"en\" xml:lang=\"en\"", " lang=\"en\"", "documents-language"),
    (
        "language of two kinds",
        " lang=\"en\" xml:lang=\"en\"",
        " lang=\"en\" xml:lang=\"de\"",
        "documents-language",
    ),
    ("language malformed", " lang=\"en\" xml:lang=\"en\"", " lang=\"en_GB\" xml:lang=\"en_GB\"", "languages"),
    ("title removed", "<title>Blocks</title>", "<title></title>", "documents-titled"),
    ("element left open", "</h1>", "", "documents-well-formed"),
    ("scope removed", " scope=\"col\"", "", "table-heads"),
    ("role of a note's call", " role=\"doc-noteref\"", "", "roles"),
    ("role of a page's mark", " role=\"doc-pagebreak\"", "", "roles"),
    ("role of a notice", " role=\"note\"", "", "asides"),
    ("mark within a heading", "</h1>", "<span role=\"doc-pagebreak\"></span></h1>", "names-unmarked"),
    ("mark within a link", ">link<", "><span role=\"doc-pagebreak\"></span>link<", "names-unmarked"),
    ("script", "</body>", "<script>alert(1)</script></body>", "scripts-none"),
    ("handler", "<h1", "<h1 onclick=\"x()\"", "scripts-none"),
    ("image from outside", "src=\"images/", "src=\"https://example.org/", "resources-inside"),
    ("contents empty", "epub:type=\"toc\" role=\"doc-toc\"", "epub:type=\"other\"", "navigation"),
    ("landmarks removed", "epub:type=\"landmarks\"", "epub:type=\"other\"", "navigation"),
    ("item that is not there", "href=\"style.css\"", "href=\"other.css\"", "manifest"),
    ("page without its source", " property=\"pageBreakSource\"", " property=\"other\"", "page-source"),
    (
        "page of the spine twice",
        "<itemref idref=\"nav\"/>",
        "<itemref idref=\"nav\"/><itemref idref=\"nav\"/>",
        "spine",
    ),
    ("formula not declared", " properties=\"mathml\"", "", "properties-earned"),
    ("language of the book removed", "<dc:language>en</dc:language>", "", "package-identity"),
];

fn mutated(book: &Entries, from: &str, to: &str) -> Option<Entries> {
    let mut entries = book.clone();
    let holds = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(|text| text.contains(from));
    let (_, bytes) = entries.iter_mut().find(|(_, bytes)| holds(bytes))?;
    *bytes = String::from_utf8_lossy(bytes).replacen(from, to, 1).into_bytes();
    Some(entries)
}

#[test]
fn broken_epubs_are_found_out() {
    let book = unpacked(&written(KITCHEN_SINK, &[]).0);
    let judge = |entries: &Entries| {
        let bytes = packed(entries, CompressionMethod::Stored);
        bifolio::conformance::epub(&bytes).expect("it can be read still")
    };
    let sound = judge(&book);
    assert_sound("packed again", &sound);
    for (name, from, to, id) in MUTANTS {
        let mutant = mutated(&book, from, to).unwrap_or_else(|| panic!("{name}: no file holds {from}"));
        assert_broken(name, &judge(&mutant), id);
    }
    let broken: BTreeSet<&str> = MUTANTS.iter().map(|(.., id)| *id).collect();
    let unbroken = sound.criteria.iter().map(|criterion| criterion.id).filter(|id| !broken.contains(id));
    assert_eq!(unbroken.collect::<Vec<_>>(), ["archive-mimetype"], "which has a test of its own");
}

#[test]
fn the_type_of_the_file_comes_first_and_is_stored() {
    let mut book = unpacked(&written(KITCHEN_SINK, &[]).0);
    let judge = |book: &Entries, method| bifolio::conformance::epub(&packed(book, method)).expect("an EPUB");
    assert_broken("compressed", &judge(&book, CompressionMethod::Deflated), "archive-mimetype");
    book.swap(0, 1);
    assert_broken("not the first", &judge(&book, CompressionMethod::Stored), "archive-mimetype");
}
