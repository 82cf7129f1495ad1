//! The settings of sites whose pages say themselves where they come: of Hugo (and Zola), and of Jekyll.

use super::BookList;
use super::said::taken;
use crate::settings::Value;
use std::path::PathBuf;

const HUGO: &[(&str, &str)] = &[
    ("title", "title"),
    ("languageCode", "lang"),
    ("default_language", "lang"),
    ("defaultContentLanguage", "lang"),
];

/// The pages lie in a folder of their own.
pub(super) fn hugo(value: &Value) -> BookList {
    let content = value.get("contentDir").and_then(Value::as_text).unwrap_or("content");
    BookList { said: taken(value, HUGO), base: PathBuf::from(content), ..BookList::default() }
}

const JEKYLL: &[(&str, &str)] = &[
    ("title", "title"),
    ("author", "author"),
    ("description", "description"),
    ("lang", "lang"),
    ("locale", "lang"),
];

pub(super) fn jekyll(value: &Value) -> BookList {
    BookList { said: taken(value, JEKYLL), ..BookList::default() }
}
