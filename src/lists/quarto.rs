//! `_quarto.yml` and `_bookdown.yml`.

use super::said::taken;
use super::tree::{self, Keys};
use super::{BookList, Entry};
use crate::document::Matter;
use crate::settings::{Value, ValueKind};

/// Of books, and of the sidebars of websites (Quarto's manual, "Book Structure" and "Website Navigation").
const KEYS: Keys = Keys {
    title: &["part", "section", "text"],
    file: &["file", "href"],
    pattern: &[],
    within: &["chapters", "contents"],
};

/// What a project or its book says of itself.
const SAID: &[(&str, &str)] = &[
    ("title", "title"),
    ("subtitle", "subtitle"),
    ("author", "author"),
    ("authors", "author"),
    ("date", "date"),
    ("description", "description"),
    ("abstract", "description"),
    ("lang", "lang"),
    ("cover-image", "cover-image"),
];

pub(super) fn quarto(value: &Value) -> BookList {
    let mut list = BookList::default();
    let book = value.get("book").or(value.get("website"));
    if let Some(book) = book {
        list.said = taken(book, SAID);
        if let Some(chapters) = book.get("chapters") {
            tree::add(chapters, 0, &KEYS, &mut list);
        }
        let behind = list.entries.len();
        if let Some(appendices) = book.get("appendices") {
            tree::add(appendices, 0, &KEYS, &mut list);
        }
        list.entries.iter_mut().skip(behind).for_each(|entry| entry.standing.matter = Matter::Back);
        if list.entries.is_empty() {
            sidebar(book, &mut list);
        }
    }
    list.said.extend(taken(value, SAID));
    list
}

/// A site has a sidebar, or several.
fn sidebar(site: &Value, list: &mut BookList) {
    let Some(sidebar) = site.get("sidebar") else { return };
    let several = match &sidebar.kind {
        ValueKind::List(several) => several.as_slice(),
        _ => std::slice::from_ref(sidebar),
    };
    for contents in several.iter().filter_map(|sidebar| sidebar.get("contents")) {
        tree::add(contents, 0, &KEYS, list);
    }
}

/// Files by name, or those of each format that the book is made in; without either, of the texts that lie there
/// (`beside`) those in R Markdown, in folders only where the list says so. The index comes first (bookdown's manual,
/// "Usage").
pub(super) fn bookdown(value: &Value, beside: &[String]) -> BookList {
    let mut list = BookList { said: taken(value, SAID), ..BookList::default() };
    let files = value.get("rmd_files");
    let of_format = files.and_then(|files| files.get("html").or(files.entries().first().map(|(_, of)| of)));
    if let Some(files) = of_format.or(files) {
        tree::add(files, 0, &KEYS, &mut list);
    }
    if files.is_none() {
        let is_deep = value.get("rmd_subdir").is_some_and(|deep| deep.as_text() != Some("false"));
        let is_chapter = |name: &&String| {
            name.ends_with(".Rmd") && !name.starts_with('_') && (is_deep || !name.contains('/'))
        };
        let chapters = beside.iter().filter(is_chapter);
        list.entries = chapters.map(|name| Entry::new(Some(name), 0..0, 0)).collect();
    }
    let is_index = |entry: &Entry| {
        entry.path.as_ref().is_some_and(|path| path.to_ascii_lowercase().starts_with("index."))
    };
    list.entries.sort_by_key(|entry| !is_index(entry));
    // "The Rmd files are merged into one" (bookdown's manual, section 1.4).
    list.entries = list.entries.into_iter().map(Entry::in_one_text).collect();
    list
}
