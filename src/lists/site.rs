//! The settings of sites whose pages say themselves where they come: of Hugo (and Zola), and of Jekyll.

use super::BookList;
use super::open::LIST;
use super::said::taken;
use crate::diagnostic::{Code, Diagnostic};
use crate::settings::{self, Value};
use std::path::PathBuf;

const HUGO: &[(&str, &str)] = &[
    ("title", "title"),
    ("languageCode", "lang"),
    ("default_language", "lang"),
    ("defaultContentLanguage", "lang"),
    ("author", "author"),
];

const PARAMS: &[(&str, &str)] =
    &[("author", "author"), ("authors", "author"), ("description", "description")];

/// The pages lie in a folder of their own.
pub(super) fn hugo(value: &Value) -> BookList {
    let content = value.get("contentDir").and_then(Value::as_text).unwrap_or("content");
    let mut said = taken(value, HUGO);
    // Themes read who wrote a site out of its parameters (Hugo's manual, "Configure params").
    let params = value.get("params").map(|params| taken(params, PARAMS)).unwrap_or_default();
    let unsaid = params.into_iter().filter(|(name, _)| !said.iter().any(|(known, _)| known == name));
    said.extend(unsaid.collect::<Vec<_>>());
    BookList { said, base: PathBuf::from(content), ..BookList::default() }
}

/// The same in TOML: what is none is told, and the rest is read.
pub(super) fn hugo_toml(text: &str) -> BookList {
    let toml = settings::toml(text, LIST, 0);
    let warning = |(fault, span)| {
        Diagnostic::warning(Code::FrontMatter, span, format!("this is no TOML: {fault}"))
            .hint("what could be read of the file is used")
    };
    BookList { faults: toml.faults.into_iter().map(warning).collect(), ..hugo(&toml.value) }
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
