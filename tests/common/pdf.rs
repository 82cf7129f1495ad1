//! A written PDF, read back: labels and outline by its objects, text by pdftotext.

use super::words;
use lopdf::{Document, Object, ObjectId};
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Reading {
    /// The label of every page.
    pub labels: Vec<String>,
    /// The titles of the outline at all depths, in order.
    pub outline: Vec<String>,
}

pub fn read(path: &Path) -> Reading {
    let document = Document::load(path).expect("lopdf reads the file");
    Reading { labels: labels(&document), outline: outline(&document) }
}

/// The titles of the outline at all depths, in order.
pub fn outline(document: &Document) -> Vec<String> {
    let catalog = document.catalog().expect("there is a catalog");
    let mut outline = Vec::new();
    if let Ok(root) = catalog.get(b"Outlines").and_then(Object::as_reference) {
        walk(document, root, &mut outline);
    }
    outline
}

/// What the file says of the book: the title of its Info dictionary, and its XMP packet.
pub fn description(document: &Document) -> (String, String) {
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("there is an Info");
    let title = document.get_dictionary(info).and_then(|info| info.get(b"Title")).expect("it has a title");
    let catalog = document.catalog().expect("there is a catalog");
    let xmp = catalog.get(b"Metadata").and_then(Object::as_reference).expect("there is XMP");
    let xmp = document.get_object(xmp).and_then(Object::as_stream).expect("XMP is a stream");
    let title = lopdf::decode_text_string(title).expect("a title is a text string");
    (title, String::from_utf8(xmp.content.clone()).expect("XMP is UTF-8"))
}

fn walk(document: &Document, parent: ObjectId, titles: &mut Vec<String>) {
    let entry = |id| document.get_dictionary(id).expect("an outline is made of dictionaries");
    let mut next = entry(parent).get(b"First").and_then(Object::as_reference).ok();
    while let Some(id) = next {
        let title = entry(id).get(b"Title").expect("an outline entry has a title");
        titles.push(lopdf::decode_text_string(title).expect("a title is a text string"));
        walk(document, id, titles);
        next = entry(id).get(b"Next").and_then(Object::as_reference).ok();
    }
}

/// ISO 32000-1, 12.4.2: each range of pages has a style and goes on from its first number, or has a prefix that is all
/// of its labels.
pub fn labels(document: &Document) -> Vec<String> {
    let catalog = document.catalog().expect("there is a catalog");
    let resolved = |object: &Object| match object {
        Object::Reference(id) => document.get_dictionary(*id).cloned().ok(),
        Object::Dictionary(dictionary) => Some(dictionary.clone()),
        _ => None,
    };
    let tree = catalog.get(b"PageLabels").ok().and_then(resolved).expect("the pages have labels");
    let ranges = tree.get(b"Nums").and_then(Object::as_array).expect("labels are a number tree");
    let mut labels: Vec<String> = Vec::new();
    let count = document.get_pages().len();
    for (index, range) in ranges.chunks(2).enumerate() {
        let style = resolved(&range[1]).expect("a label is a dictionary");
        let end = ranges.get(index * 2 + 2).map_or(count as i64, |next| next.as_i64().expect("an index"));
        let start = range[0].as_i64().expect("an index");
        let first = style.get(b"St").and_then(Object::as_i64).unwrap_or(1);
        let roman = style.get(b"S").and_then(Object::as_name).is_ok_and(|style| style == b"r");
        let prefix = style.get(b"P").ok();
        let prefix =
            prefix.map(|prefix| lopdf::decode_text_string(prefix).expect("a prefix is a text string"));
        labels.extend((first..first + end - start).map(|number| match (&prefix, roman) {
            (Some(prefix), _) => prefix.clone(),
            (None, true) => bifolio::document::numbers::lower_roman(number as u64),
            (None, false) => number.to_string(),
        }));
    }
    labels
}

/// The words of each page below the running head, those inside drawings aside; `None` where
/// pdftotext is not installed.
pub fn page_texts(path: &Path) -> Option<Vec<String>> {
    let path = &without_drawings(path);
    // The default trim of 432 × 648 pt: the running head stands above 40 pt, the text below 54 pt.
    let output = Command::new("pdftotext")
        .args("-raw -enc UTF-8 -r 72 -x 0 -y 42 -W 432 -H 606".split(' '))
        .args([path, Path::new("-")])
        .output()
        .ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("pdftotext writes UTF-8");
    let mut pages: Vec<String> = text.split('\u{c}').map(words).collect();
    pages.pop();
    Some(pages)
}

/// The text of each whole page; `None` where pdftotext is not installed.
pub fn whole_pages(path: &Path) -> Option<Vec<String>> {
    let output =
        Command::new("pdftotext").args(["-enc", "UTF-8"]).args([path, Path::new("-")]).output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("pdftotext writes UTF-8");
    Some(text.split_terminator('\u{c}').map(str::to_owned).collect())
}

/// A copy in which drawings are empty: what stands in them is no text of the book.
pub fn without_drawings(path: &Path) -> PathBuf {
    let mut document = Document::load(path).expect("lopdf reads the file");
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form")
        {
            stream.dict.remove(b"Filter");
            stream.set_content(Vec::new());
        }
    }
    let copy = path.with_extension("words.pdf");
    document.save(&copy).expect("a copy can be written");
    copy
}
