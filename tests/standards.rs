//! What a PDF claims to be, and what it then is.

mod common;

use bifolio::diagnostic::Error;
use bifolio::source::{Files, Memory};
use bifolio::{Edition, Exported, Project, check, export};
use common::tags;
use lopdf::{Document, Object};

fn exported(manuscript: &'static str, settings: &[(&str, &str)]) -> Exported {
    made(export, manuscript, settings)
}

fn made(
    make: fn(&Project, &dyn Files) -> Result<Exported, Error>,
    manuscript: &'static str,
    settings: &[(&str, &str)],
) -> Exported {
    let setting = |&(key, value): &(&str, &str)| (key.to_owned(), value.to_owned());
    let project = Project {
        inputs: vec!["book.md".into()],
        settings: [("lang", "en")].iter().chain(settings).map(setting).collect(),
        editions: vec![Edition::Pdf],
        ..Project::default()
    };
    let page = include_bytes!("kitchen-sink/images/page.png").as_slice();
    let files = Memory::from([("book.md", manuscript.as_bytes()), ("page.png", page)]);
    make(&project, &files).expect("the book can be made")
}

fn read(exported: &Exported) -> Document {
    Document::load_mem(exported.book(Edition::Pdf).expect("a PDF")).expect("lopdf reads the file")
}

fn xmp(pdf: &Document) -> String {
    let metadata = pdf.catalog().and_then(|catalog| catalog.get(b"Metadata")).and_then(Object::as_reference);
    let stream = metadata.and_then(|id| pdf.get_object(id)).and_then(Object::as_stream).expect("XMP");
    String::from_utf8_lossy(&stream.content).into_owned()
}

#[test]
fn a_file_is_what_it_claims_to_be() {
    // The setting; the version; what XMP claims; whether there are structure, Info and an intent.
    type Case = (&'static str, &'static str, &'static [&'static str], [bool; 3]);
    const PARTS: [&str; 5] =
        ["<pdfuaid:part>", "<pdfuaid:rev>", "<pdfaid:part>", "<pdfaid:rev>", "<pdfaid:conformance>"];
    let cases: &[Case] = &[
        (
            "ua-1,a-2a",
            "1.7",
            &["<pdfuaid:part>1", "<pdfaid:part>2", "<pdfaid:conformance>A"],
            [true, true, true],
        ),
        ("ua-1", "1.7", &["<pdfuaid:part>1"], [true, true, false]),
        ("a-3a", "1.7", &["<pdfaid:part>3", "<pdfaid:conformance>A"], [true, true, true]),
        ("ua-2", "2.0", &["<pdfuaid:part>2", "<pdfuaid:rev>2024"], [true, false, false]),
        ("a-4", "2.0", &["<pdfaid:part>4", "<pdfaid:rev>2020"], [true, false, true]),
        ("none", "1.7", &[], [false, true, false]),
    ];
    for (standard, version, claims, [structure, info, intent]) in cases {
        let pdf = read(&exported("# One\n\nText.\n", &[("pdf.standard", standard)]));
        let catalog = pdf.catalog().expect("a catalog");
        assert_eq!(pdf.version, *version, "{standard}");
        let xmp = xmp(&pdf);
        assert!(claims.iter().all(|claim| xmp.contains(claim)), "{standard}: {xmp}");
        let claimed = PARTS.iter().filter(|part| xmp.contains(**part)).count();
        assert_eq!(claimed, claims.len(), "{standard}: {xmp}");
        assert_eq!(catalog.has(b"StructTreeRoot"), *structure, "{standard}");
        assert_eq!(pdf.trailer.has(b"Info"), *info, "{standard}");
        assert_eq!(catalog.has(b"OutputIntents"), *intent, "{standard}");
    }
}

#[test]
fn what_the_content_cannot_meet_is_said_and_not_claimed() {
    // A stand-in for a text that is too long.
    const LONG: usize = 40_000;
    let long: &'static str = format!("# One\n\n[a](https://example.org/{})\n", "x".repeat(LONG)).leak();
    let wordless = "# One\n\nText.\n\n![](page.png)\n\nWords ![](page.png) among words.\n";
    let cases = [
        (wordless, "ua-1,a-2a", "PDF/UA-1", 2, "<pdfuaid:part>", "<pdfaid:part>2"),
        (wordless, "ua-2,a-4", "PDF/UA-2", 2, "<pdfuaid:part>", "<pdfaid:part>4"),
        (long, "ua-1,a-2a", "PDF/A-2a", 1, "<pdfaid:part>", "<pdfuaid:part>1"),
        (long, "ua-2,a-4", "", 0, "<nothing>", "<pdfaid:part>4"),
        ("![](page.png){.decorative}\n", "ua-1,a-2a", "", 0, "<nothing>", "<pdfuaid:part>1"),
    ];
    for (manuscript, standard, named, count, unclaimed, claimed) in cases {
        let exported = exported(manuscript, &[("pdf.standard", standard)]);
        let said: Vec<_> =
            exported.diagnostics.iter().filter(|said| said.code.as_str() == "standard-unmet").collect();
        assert_eq!(said.len(), count, "{standard}: {said:?}");
        assert!(said.iter().all(|said| said.message.contains(named) && said.span.end > 0), "{said:?}");
        let checked = made(check, manuscript, &[("pdf.standard", standard)]);
        assert_eq!(format!("{:?}", checked.diagnostics), format!("{:?}", exported.diagnostics), "{standard}");
        assert!(checked.books.is_empty());
        let xmp = xmp(&read(&exported));
        assert!(!xmp.contains(unclaimed) && xmp.contains(claimed), "{standard}: {xmp}");
    }
}

#[test]
fn the_manuscript_is_attached_where_that_is_wanted() {
    let manuscript = "# One\n\nText — and more.\n";
    let pdf = read(&exported(manuscript, &[("pdf.attach-manuscript", "yes")]));
    let files = pdf.catalog().and_then(|catalog| catalog.get(b"AF")).and_then(Object::as_array);
    let file = files.expect("files are named")[0].as_reference().and_then(|id| pdf.get_dictionary(id));
    let file = file.expect("a file specification");
    let name = lopdf::decode_text_string(file.get(b"UF").expect("a name")).expect("a text string");
    assert_eq!(name, "book.md");
    let content = file.get(b"EF").and_then(Object::as_dict).and_then(|held| held.get(b"F"));
    let content = content.and_then(Object::as_reference).and_then(|id| pdf.get_object(id));
    let content = content.and_then(Object::as_stream).expect("a stream");
    let bytes = content.get_plain_content().expect("it can be unpacked");
    assert_eq!(bytes, manuscript.as_bytes());
    assert!(xmp(&pdf).contains("<pdfaid:part>3"));
}

#[test]
fn the_structure_is_that_of_the_book() {
    let cases = [
        // A level that the manuscript skips is no level; a heading within a quotation is one deeper.
        ("# One\n\n### Three\n\n> ## In\n>\n> Text.\n", "H1 · H2 · BlockQuote H3 · P ·"),
        ("Before.\n\n# One\n", "P · H1 ·"),
        ("A [link](https://example.org \"t\") and `code`.\n", "P ·· Link ·→"),
        ("[a `b` c](https://example.org)\n", "P Link ·→"),
        ("A <span lang=\"de\">Wort</span>.\n", "P ·· Span Lang=\"de\" ·"),
        ("<div lang=\"de\">\n\nWort.\n\n</div>\n", "Div Lang=\"de\" P ·"),
        ("- a\n\n      code\n", "L ListNumbering=Disc LI Lbl · LBody P · P Code ·"),
        ("3. a\n4. b\n", "L ListNumbering=Decimal LI Lbl · LBody · LI Lbl · LBody ·"),
        ("Term\n: Said.\n", "L ListNumbering=None LI Lbl · LBody P ·"),
        ("A[^1].\n\n[^1]: Note.\n", "P ·· Reference Link ·→ Note ID=\"note-1\" Lbl · P ·"),
        ("|a|b|\n|-|-|\n|1|\n", "Table THead TR TH Scope=Column · TH Scope=Column · TBody TR TD · TD"),
        ("||b|\n|-|-|\n|1|2|\n", "Table THead TR TD TH Scope=Column · TBody TR TD · TD ·"),
        ("<table><tr><th>a<td>b</table>\n", "Table TBody TR TH Scope=Row · TD ·"),
        (
            "<table><thead><tr><th rowspan=2>a<th colspan=2>b<tr><th>c<th>d<tbody><tr><td colspan=2><td>1\
             <tbody><tr><td>1<td>2<td><ul><li>x</ul><tfoot><tr><td colspan=3><p>f<p>g</table>\n",
            "Table THead TR TH RowSpan=2 Scope=Column · TH ColSpan=2 Scope=Column · TR TH Scope=Column · TH \
             Scope=Column · TBody TR TD ColSpan=2 TD · TBody TR TD · TD · TD L ListNumbering=Disc LI Lbl · LBody · \
             TFoot TR TD ColSpan=3 P · P ·",
        ),
        ("$a^2$ is\n", "P · Formula Alt=\"a^2\" ·"),
        ("$$a$${#x}\n", "P Formula Alt=\"a\" · Lbl ·"),
        ("![A page](page.png)\n", "Figure Alt=\"A page\" BBox=… ·"),
        ("![A page](page.png \"Said\")\n", "Figure Alt=\"A page\" BBox=… · Caption ·"),
        // A stanza is a paragraph, and a poem of several what holds them.
        ("```verse\na\n b\n```\n", "P ·"),
        ("```verse\na\n b\n\nc\n```\n", "Div P · P ·"),
        ("::: {style=\"text-align: center\"}\na\n:::\n", "Div TextAlign=Center P ·"),
        ("<ruby>a *b*<rt>c</rt></ruby> d\n", "P · Ruby RB · RT ·"),
        ("[x <ruby>a<rt>c</rt></ruby>](https://example.org)\n", "P Link ·→ Ruby RB · RT ·"),
        ("> [!NOTE]\n> Text.\n", "Div P · P ·"),
        ("a\n\n***\n\nb\n", "P · P ·"),
    ];
    for (manuscript, expected) in cases {
        let settings = [("title", "T"), ("pdf.toc-depth", "0")];
        let dump = tags::dump(&read(&exported(manuscript, &settings)));
        // Behind the line of the title page.
        let lines = dump.lines().map(str::trim).filter(|line| !matches!(*line, "Document" | "Sect"));
        let found = lines.skip(1).collect::<Vec<_>>().join(" ");
        assert_eq!(found, expected, "{manuscript}\n{dump}");
    }
}
