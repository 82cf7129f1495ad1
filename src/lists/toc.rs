//! `_toc.yml` of Jupyter Book, and `myst.yml`.

use super::said::taken;
use super::tree::{self, Keys, range};
use super::{BookList, Entry};
use crate::settings::{Value, ValueKind};

/// Of sphinx-external-toc, with the names of its earlier form, and of MyST.
const KEYS: Keys = Keys {
    title: &["title", "caption", "part", "header"],
    file: &["file", "url"],
    pattern: &["glob", "pattern"],
    within: &["parts", "chapters", "sections", "subtrees", "entries", "items", "children"],
};

/// The root comes before all others. The earlier form is a list without more.
pub(super) fn jupyter(value: &Value) -> BookList {
    let mut list = BookList::default();
    if let Some((root, path)) = value.get("root").and_then(|root| Some((root, root.as_text()?))) {
        list.add(Entry::new(Some(path), range(root), 0));
    }
    match value.kind {
        ValueKind::List(_) => tree::add(value, 0, &KEYS, &mut list),
        _ => KEYS.within.iter().filter_map(|key| value.get(key)).for_each(|items| {
            tree::add(items, 0, &KEYS, &mut list);
        }),
    }
    list
}

const SAID: &[(&str, &str)] = &[
    ("title", "title"),
    ("subtitle", "subtitle"),
    ("authors", "author"),
    ("author", "author"),
    ("date", "date"),
    ("description", "description"),
];

pub(super) fn myst(value: &Value) -> BookList {
    let mut list = BookList::default();
    if let Some(project) = value.get("project") {
        list.said = taken(project, SAID);
        if let Some(toc) = project.get("toc") {
            tree::add(toc, 0, &KEYS, &mut list);
        }
    }
    list
}
