//! The objects of a written PDF, read back with lopdf.

mod common;

use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const MANUSCRIPT: &str = "---
title: Tools & “Words”
author: [Ann Writer, Ben Other]
lang: en-GB
date: 2024-05-06
subject: [one, two]
---

# First {#first}

The first office has a difficult waffle, and a link to [the second](#second), one to
[the web](https://example.org/a?b=c&d) and a 漢 that no face has.

## Within

Text.

### Deeper

Text.

# Second {#second}

<abbr title='as soon as possible'>ASAP</abbr>, with [all of it](https://example.org/a?b=c&d 'All of tea'). A
![lion](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADklEQVR4nGNwgAIGyhgAQGYQARrY3dQAAAAASUVORK5CYII= 'The sign of the house') hangs there.

```
code
```
";

/// The manuscript's PDF, made in a folder of the test's own.
fn written(test: &str, environment: &[(&str, &str)]) -> (PathBuf, Document) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf").join(test);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    std::fs::write(folder.join("book.md"), MANUSCRIPT).expect("a file can be written");
    let output = Command::new(env!("CARGO_BIN_EXE_bifolio"))
        .args(["book.md", "-o", "book.pdf", "-o", "book.epub"])
        .current_dir(&folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .envs(environment.iter().copied())
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let document = Document::load(folder.join("book.pdf")).expect("lopdf reads the file");
    (folder, document)
}

/// A dictionary, or the one that a reference leads to.
fn dictionary<'d>(document: &'d Document, object: &'d Object) -> &'d Dictionary {
    let (_, object) = document.dereference(object).expect("the reference leads somewhere");
    object.as_dict().or_else(|_| object.as_stream().map(|stream| &stream.dict)).expect("a dictionary")
}

fn text(object: &Object) -> String {
    lopdf::decode_text_string(object).expect("a text string")
}

fn xmp(document: &Document) -> String {
    let catalog = document.catalog().expect("a catalog");
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference).expect("XMP");
    let stream = document.get_object(metadata).and_then(Object::as_stream).expect("a stream");
    let packet = stream.get_plain_content().unwrap_or_else(|_| stream.content.clone());
    String::from_utf8(packet).expect("XMP is UTF-8")
}

#[test]
fn info_and_xmp_say_the_same() {
    let (_, document) = written("metadata", &[]);
    let info = dictionary(&document, document.trailer.get(b"Info").expect("Info"));
    let xmp = xmp(&document);
    let tree = roxmltree::Document::parse(&xmp).expect("XMP is XML");
    let said: BTreeSet<String> =
        tree.descendants().filter_map(|node| node.text()).map(|text| text.trim().to_string()).collect();
    assert_eq!(text(info.get(b"Title").expect("a title")), "Tools & “Words”");
    assert!(said.contains("Tools & “Words”"), "{said:?}");
    assert!(!info.has(b"Author"), "Info has no room for two");
    assert!(said.contains("Ann Writer") && said.contains("Ben Other"), "{said:?}");
    let date = String::from_utf8_lossy(info.get(b"CreationDate").and_then(Object::as_str).expect("a date"));
    assert!(date.starts_with("D:20240506"), "{date}");
    assert!(said.iter().any(|value| value.starts_with("2024-05-06T")), "{said:?}");
    let catalog = document.catalog().expect("a catalog");
    assert_eq!(text(catalog.get(b"Lang").expect("a language")), "en-GB");
}

#[test]
fn the_date_of_the_environment_wins() {
    let (_, document) = written("date", &[("SOURCE_DATE_EPOCH", "1700000000")]);
    let info = dictionary(&document, document.trailer.get(b"Info").expect("Info"));
    let date = String::from_utf8_lossy(info.get(b"ModDate").and_then(Object::as_str).expect("a date"));
    assert!(date.starts_with("D:20231114"), "{date}");
    assert!(xmp(&document).contains("2023-11-14T"));
}

#[test]
fn the_outline_is_nested_and_pages_are_labelled() {
    let (folder, document) = written("outline", &[]);
    let reading = common::pdf::read(&folder.join("book.pdf"));
    assert_eq!(reading.outline, ["First", "Within", "Deeper", "Second"]);
    assert_eq!(reading.labels[..4], ["i", "ii", "iii", "iv"]);
    assert_eq!(reading.labels[4], "1");
    let root = dictionary(&document, document.catalog().expect("a catalog").get(b"Outlines").expect("one"));
    let first = dictionary(&document, root.get(b"First").expect("an item"));
    let within = dictionary(&document, first.get(b"First").expect("a nested item"));
    assert_eq!(text(within.get(b"Title").expect("a title")), "Within");
}

/// The names in the catalog's tree of destinations.
fn names(document: &Document, node: &Dictionary, all: &mut BTreeSet<String>) {
    if let Ok(list) = node.get(b"Names").and_then(Object::as_array) {
        all.extend(list.iter().step_by(2).map(text));
    }
    for kid in node.get(b"Kids").and_then(Object::as_array).into_iter().flatten() {
        names(document, dictionary(document, kid), all);
    }
}

#[test]
fn destinations_have_the_names_of_the_anchors() {
    let (folder, document) = written("names", &[]);
    let tree = document.catalog().expect("a catalog").get(b"Names").expect("names");
    let tree = dictionary(&document, tree).get(b"Dests").expect("destinations");
    let mut all = BTreeSet::new();
    names(&document, dictionary(&document, tree), &mut all);
    for anchor in ["first", "within", "deeper", "second"] {
        assert!(all.contains(anchor), "{anchor} is not among {all:?}");
    }
    let book = std::fs::File::open(folder.join("book.epub")).expect("the EPUB is there");
    let mut archive = zip::ZipArchive::new(book).expect("an EPUB is a ZIP file");
    let mut chapters = String::new();
    for name in ["OEBPS/chapter-001.xhtml", "OEBPS/chapter-002.xhtml"] {
        let mut entry = archive.by_name(name).expect("a chapter");
        std::io::Read::read_to_string(&mut entry, &mut chapters).expect("UTF-8");
    }
    assert!(all.iter().all(|name| chapters.contains(&format!("id=\"{name}\""))), "{all:?}");
}

#[test]
fn links_lead_inside_and_outside() {
    let (_, document) = written("links", &[]);
    let mut uris = Vec::new();
    let mut inside = 0;
    for page in document.get_pages().values() {
        for annotation in document.get_page_annotations(*page).expect("annotations") {
            if annotation.get(b"Dest").is_ok() {
                inside += 1;
                continue;
            }
            let action = dictionary(&document, annotation.get(b"A").expect("an action"));
            match action.get(b"URI") {
                Ok(uri) => uris.push(String::from_utf8_lossy(uri.as_str().expect("a string")).into_owned()),
                Err(_) => inside += 1,
            }
        }
    }
    uris.dedup();
    assert_eq!(uris, ["https://example.org/a?b=c&d"]);
    // One in the text, one for each line of the contents.
    assert!(inside >= 4, "{inside} links lead inside");
}

/// What the EPUB has as titles of links and abbreviations.
#[test]
fn titles_of_words_are_in_the_tags_and_annotations() {
    let (_, document) = written("titles", &[]);
    let said = |key: &[u8]| -> Vec<String> {
        let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
        // The contents of a page are no text, but a stream.
        dictionaries.filter_map(|object| lopdf::decode_text_string(object.get(key).ok()?).ok()).collect()
    };
    assert_eq!(said(b"E"), ["as soon as possible"]);
    assert!(said(b"T").contains(&"The sign of the house".to_owned()));
    let contents = said(b"Contents");
    assert!(contents.iter().any(|said| said == "All of tea"), "{contents:?}");
}

#[test]
fn faces_are_subsets_with_texts_and_no_undefined_glyph_is_shown() {
    let (_, document) = written("fonts", &[]);
    let fonts: Vec<&Dictionary> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|font| font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0"))
        .collect();
    assert!(fonts.len() >= 3, "text, headings and code make three faces, not {}", fonts.len());
    for font in fonts {
        let name = font.get(b"BaseFont").and_then(Object::as_name).expect("a name");
        assert_eq!(name.get(6), Some(&b'+'), "{} is no subset", String::from_utf8_lossy(name));
        assert!(font.get(b"ToUnicode").is_ok(), "{} has no texts", String::from_utf8_lossy(name));
    }
    for page in document.get_pages().values() {
        let content = document.get_and_decode_page_content(*page).expect("a content stream");
        for operation in content.operations.iter().filter(|operation| operation.operator == "TJ") {
            let strings = operation.operands.iter().filter_map(|operand| operand.as_array().ok()).flatten();
            for string in strings.filter_map(|object| object.as_str().ok()) {
                assert!(string.chunks(2).all(|code| code != [0, 0]), "a page shows .notdef");
            }
        }
    }
}
