//! Editions that part from each other in one thing: each time it is found, and named by its rule.

use super::broken;
use super::epub::{packed, unpacked};
use bifolio::conformance::{Verified, verify};
use bifolio::source::Memory;
use bifolio::{Edition, Project, export};
use zip::CompressionMethod;

/// Something of every kind, on some pages.
const BOOK: &str = include_str!("parity.md");

/// Both editions of a manuscript, made together for pages of one size.
fn editions_on(trim: &str, text: &str) -> (Vec<u8>, Vec<u8>) {
    editions_with(&[("pdf.trim", trim)], text)
}

fn editions_with(settings: &[(&str, &str)], text: &str) -> (Vec<u8>, Vec<u8>) {
    let files = Memory::from([
        ("book.md", text.as_bytes().to_vec()),
        ("kettle.svg", DRAWING.to_vec()),
        ("cup.svg", DRAWING.to_vec()),
    ]);
    let project = Project {
        inputs: vec!["book.md".into()],
        settings: settings.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect(),
        editions: vec![Edition::Epub, Edition::Pdf],
        ..Project::default()
    };
    let exported = export(&project, &files).expect("the book is exported");
    let mut bytes = exported.books.into_iter().map(|book| book.bytes);
    (bytes.next().expect("an EPUB"), bytes.next().expect("a PDF"))
}

fn editions(text: &str) -> (Vec<u8>, Vec<u8>) {
    editions_on("a6", text)
}

const DRAWING: &[u8] =
    b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"60\"><rect width=\"90\" height=\"60\"/></svg>";

/// The rules of both editions together that are broken, with their faults.
fn parted(verified: &Verified) -> Vec<(&'static str, Vec<String>)> {
    broken(&verified.parity)
}

#[test]
fn editions_of_one_run_hold_the_same() {
    let (epub, pdf) = editions(BOOK);
    let verified = verify(&epub, &pdf).expect("both can be read");
    assert!(verified.epub.is_sound() && verified.pdf.is_sound() && verified.unread.is_empty());
    assert!(verified.parity.is_sound(), "{:#?}", parted(&verified));
    // Nothing is passed over: there is something of every kind.
    for criterion in &verified.parity.criteria {
        assert_eq!(criterion.outcome, bifolio::conformance::Outcome::Met, "{}", criterion.id);
    }
}

/// What one edition once read in another order than it shows.
#[test]
fn what_stands_among_blocks_and_in_links_is_read_in_its_place() {
    for text in [
        "# One\n\n$$x = 1$$\n\nThe sum of $y$ and $z$ is more.\n",
        "# One\n\n> $$x = 1$$\n>\n> The sum of $y$ and $z$ is more.\n\n- $$a$$\n\n  Then $b$.\n",
        "# One\n\n[![A whale](none.png)](https://example.org/)\n",
        "# One\n\nSee [the ![white whale](none.png) of old](https://example.org/) and flee.\n",
    ] {
        let (epub, pdf) = editions(text);
        let verified = verify(&epub, &pdf).expect("both can be read");
        assert!(verified.parity.is_sound(), "{text}: {:#?}", parted(&verified));
    }
}

#[test]
fn a_book_without_headings_holds_the_same() {
    let (epub, pdf) = editions("---\ntitle: Tea\nlang: en\n---\n\nPour.\n");
    let verified = verify(&epub, &pdf).expect("both can be read");
    assert!(verified.parity.is_sound(), "{:#?}", parted(&verified));
}

#[test]
fn terms_are_words_by_every_standard() {
    let text = "---\ntitle: Tea\nlang: en\n---\n\n# Words\n\nKettle\n: It sings.\n\nCup\n: It is full.\n";
    for standard in ["ua-1,a-2a", "ua-2,a-4"] {
        let settings = [("pdf.standard", standard)];
        let (epub, pdf) = editions_with(&settings, text);
        let verified = verify(&epub, &pdf).expect("both can be read");
        assert!(verified.parity.is_sound(), "{:#?}", parted(&verified));
        let (changed, _) = editions_with(&settings, &text.replacen("Cup", "Mug", 1));
        assert_parted("a term is another", &changed, &pdf, "same-text");
    }
}

/// Addresses that print alone shows are no difference, and hide none: notes are numbered among them.
#[test]
fn addresses_in_print_are_no_difference() {
    let text = BOOK.replacen("[^second]: ", "[^second]: [Here](https://example.org/rain). ", 1);
    for standard in ["ua-1,a-2a", "ua-2,a-4"] {
        let settings = [("pdf.trim", "a6"), ("pdf.link-urls", "foot"), ("pdf.standard", standard)];
        let (epub, pdf) = editions_with(&settings, &text);
        let verified = verify(&epub, &pdf).expect("both can be read");
        assert!(verified.pdf.is_sound(), "{:#?}", broken(&verified.pdf));
        assert!(verified.parity.is_sound(), "{:#?}", parted(&verified));
        let (changed, _) = editions_with(&settings, &text.replacen("Rain is soft.", "Rain is hard.", 1));
        assert_parted("a note has another word", &changed, &pdf, "same-notes");
        let (lost, _) = editions_with(&settings, &text.replacen("Water[^second]", "Water", 1));
        assert_parted("a note is lost", &lost, &pdf, "same-notes");
    }
}

/// What is changed in the manuscript before the EPUB is made from it, and the rule that then is broken.
const CHANGED: &[(&str, &str, &str, &str)] = &[
    ("a chapter is missing", "# Cups\n", "\n", "same-sections"),
    ("a section is missing", "## Of iron\n\nIron keeps the heat.\n", "", "same-sections"),
    ("a section has another level", "## Of iron\n", "### Of iron\n", "same-sections"),
    ("a title has another word", "# Kettles\n", "# Kettle\n", "same-sections"),
    ("a section is too many", "# Cups\n", "# Saucers\n\nNone.\n\n# Cups\n", "same-sections"),
    ("an entry of the contents is missing", "## Of copper\n", "Of copper\n", "same-contents"),
    ("a word is changed", "the second kettle sings", "the second kettle hums", "same-text"),
    ("a word is missing", "never quite full", "never full", "same-text"),
    ("a letter is changed", "whistle", "whistie", "same-text"),
    ("a full stop is missing", "heats quickly.", "heats quickly", "same-text"),
    ("two words are swapped", "green and black", "black and green", "same-text"),
    ("a paragraph is missing", "Nobody counts the leaves.\n", "\n", "same-text"),
    ("a line of verse is missing", "| And waits for tea\n", "", "same-text"),
    ("a cell is changed", "| copper | 4 |", "| copper | 5 |", "same-text"),
    ("an item is missing", "- a strainer\n", "", "same-text"),
    ("a line of code is changed", "pour(cup)", "pour(pot)", "same-text"),
    ("a caption is changed", "A kettle at rest", "A kettle at work", "same-text"),
    ("a Hebrew word is changed", "תה", "קפה", "same-text"),
    ("a note is lost", "Water[^second]", "Water", "same-notes"),
    ("a note has another word", "Rain is soft.", "Rain is hard.", "same-notes"),
    ("an image is dropped", "![A cup](cup.svg)\n", "\n", "same-images"),
    ("an image is described otherwise", "![A cup]", "![A mug]", "same-images"),
    ("a formula is changed", "$E = mc^2$", "$E = mc^3$", "same-formulas"),
    ("a formula is missing", "It is $E = mc^2$.", "It is.", "same-formulas"),
    ("a link leads elsewhere outside", "https://example.org/tea", "https://example.org/tee", "same-links"),
    ("a link leads elsewhere within", "(#kettles)", "(#tea)", "same-links"),
    ("a link is lost", "[the shop](https://example.org/tea)", "the shop", "same-links"),
    ("a name is another", "{#iron-age}", "{#iron}", "same-anchors"),
];

#[test]
fn what_parts_two_manuscripts_is_found() {
    let (_, pdf) = editions(BOOK);
    for (name, from, to, rule) in CHANGED {
        assert!(BOOK.contains(from), "{name}: {from} does not stand in the book");
        let (epub, _) = editions(&BOOK.replacen(from, to, 1));
        assert_parted(name, &epub, &pdf, rule);
    }
}

/// Compares two editions that differ in one thing: the rule is broken, and every fault says something.
fn assert_parted(name: &str, epub: &[u8], pdf: &[u8], rule: &str) {
    let verified = verify(epub, pdf).expect("both can be read");
    let parted = parted(&verified);
    assert!(parted.iter().any(|(id, _)| *id == rule), "{name}: {rule} is not among {parted:#?}");
    let said = |faults: &[String]| !faults.is_empty() && faults.iter().all(|fault| !fault.trim().is_empty());
    assert!(parted.iter().all(|(_, faults)| said(faults)), "{name}: {parted:#?}");
}

#[test]
fn chapters_that_change_places_are_found() {
    let (_, pdf) = editions(BOOK);
    let (head, rest) = BOOK.split_once("# Cups").expect("a chapter");
    let (cups, last) = rest.split_once("# Tea").expect("a chapter behind it");
    let swapped = format!("{head}# Tea{last}\n\n# Cups{cups}");
    assert_parted("two chapters are swapped", &editions(&swapped).0, &pdf, "same-sections");
}

#[test]
fn pages_that_turn_elsewhere_are_found() {
    let (_, pdf) = editions(BOOK);
    assert_parted("the pages are those of another size", &editions_on("a5", BOOK).0, &pdf, "page-turns");
    assert_parted(
        "a book of another title",
        &editions(&BOOK.replacen("title: Tea", "title: Tee", 1)).0,
        &pdf,
        "same-book",
    );
}

/// A run that is killed between two files leaves an edition of the run before.
#[test]
fn editions_of_two_runs_are_told() {
    let (epub, pdf) = editions(BOOK);
    let again = editions(BOOK);
    assert!(epub == again.0 && pdf == again.1, "the same run twice");
    let only = |epub: &[u8], pdf: &[u8], name: &str| {
        let parted = parted(&verify(epub, pdf).expect("both can be read"));
        let [("same-run", faults)] = parted.as_slice() else { panic!("{name}: {parted:#?}") };
        assert!(faults[0].starts_with("these are from two runs: the EPUB from urn:uuid:"), "{faults:?}");
    };
    // Nothing of it is seen in the text: a comment, another title of the same image, another date.
    let commented = format!("{BOOK}\n<!-- later -->\n");
    only(&editions(&commented).0, &pdf, "another text");
    only(&epub, &editions(&commented).1, "another text, the other way round");
    only(
        &epub,
        &editions_with(&[("pdf.trim", "a6"), ("epub.notes", "chapter-end")], BOOK).1,
        "another setting",
    );
}

/// What is changed in the first file of the EPUB that holds it, and the rule that then is broken.
const DAMAGED: &[(&str, &str, &str, &str)] = &[
    ("a page is called otherwise in the text", "aria-label=\"3\"", "aria-label=\"4\"", "page-turns"),
    ("a page is called otherwise in the list", "#page-3\">3<", "#page-3\">33<", "page-labels"),
    ("a page is not in the list", "#page-3\">3</a>", "#page-3\">2</a>", "page-labels"),
    ("a name stands elsewhere", "id=\"iron-age\"", "id=\"iron-age-2\"", "same-anchors"),
    ("a heading is a paragraph", "<h2>Of copper</h2>", "<p>Of copper</p>", "same-sections"),
    ("an entry of the contents says something else", ">Cups</a>", ">Bowls</a>", "same-contents"),
    ("a note stands in the text", " epub:type=\"footnote\" role=\"doc-footnote\"", "", "same-notes"),
];

#[test]
fn what_is_changed_in_a_written_file_is_found() {
    let (epub, pdf) = editions(BOOK);
    let entries = unpacked(&epub);
    for (name, from, to, rule) in DAMAGED {
        let mut damaged = entries.clone();
        let entry = damaged.iter_mut().find(|(path, bytes)| {
            let text = String::from_utf8_lossy(bytes);
            // The contents stand in an entry of their own, which is not meant where a page is changed.
            !path.ends_with(".ncx") && text.contains(from)
        });
        let (_, bytes) = entry.unwrap_or_else(|| panic!("{name}: {from} stands nowhere"));
        *bytes = String::from_utf8_lossy(bytes).replace(from, to).into_bytes();
        let changed = packed(&damaged, CompressionMethod::Deflated);
        assert_parted(name, &changed, &pdf, rule);
    }
}

#[test]
fn what_cannot_be_read_is_said_and_not_compared() {
    let (epub, pdf) = editions(BOOK);
    let cut = &epub[..epub.len() / 2];
    assert!(verify(cut, &pdf).is_err_and(|reason| reason.starts_with("the EPUB cannot be read")));
    assert!(verify(&epub, b"%PDF-1.7\n").is_err_and(|reason| reason.starts_with("the PDF cannot be read")));
}
