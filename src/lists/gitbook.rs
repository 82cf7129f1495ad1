//! What GitBook and HonKit keep beside `SUMMARY.md`: `book.json`, and later `.gitbook.yaml`.

use super::BookList;
use super::said::taken;
use crate::address::normal;
use crate::settings::Value;
use std::path::Path;

/// HonKit's manual, "Configuration".
const SAID: &[(&str, &str)] = &[
    ("title", "title"),
    ("author", "author"),
    ("description", "description"),
    ("language", "lang"),
    ("isbn", "isbn"),
];

/// The texts, and the summary of them, lie in the folder that `root` names.
pub(super) fn read(value: &Value) -> BookList {
    let root = value.get("root").and_then(Value::as_text).unwrap_or_default();
    BookList { said: taken(value, SAID), base: normal(Path::new(root)), ..BookList::default() }
}
