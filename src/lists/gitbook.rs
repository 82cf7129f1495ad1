//! What GitBook and HonKit keep beside `SUMMARY.md`: `book.json`, and later `.gitbook.yaml`.

use super::BookList;
use super::said::taken;
use crate::settings::Value;
use std::path::PathBuf;

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
    BookList { said: taken(value, SAID), base: PathBuf::from(root), ..BookList::default() }
}
