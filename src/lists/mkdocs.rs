//! `mkdocs.yml`: titles are the keys of its `nav`.

use super::said::taken;
use super::tree::range;
use super::{BookList, Entry};
use crate::settings::{Value, ValueKind};
use std::path::PathBuf;

const SAID: &[(&str, &str)] =
    &[("site_name", "title"), ("site_author", "author"), ("site_description", "description")];

pub(super) fn read(value: &Value) -> BookList {
    let docs = value.get("docs_dir").and_then(Value::as_text).unwrap_or("docs");
    let mut list = BookList { said: taken(value, SAID), base: PathBuf::from(docs), ..BookList::default() };
    list.said
        .extend(value.get("theme").map(|theme| taken(theme, &[("language", "lang")])).unwrap_or_default());
    if let Some(nav) = value.get("nav") {
        add(nav, 0, &mut list);
    }
    list
}

fn add(items: &Value, depth: u8, list: &mut BookList) {
    let ValueKind::List(items) = &items.kind else { return };
    for item in items {
        if let ValueKind::Scalar(path) = &item.kind {
            list.add(Entry::new(Some(path), range(item), depth));
        }
        for (title, value) in item.entries() {
            match &value.kind {
                ValueKind::Scalar(path) => {
                    list.add(Entry::new(Some(path), range(item), depth).called(Some(title)));
                }
                ValueKind::List(_) => {
                    list.add(Entry::new(None, range(item), depth).called(Some(title)));
                    add(value, depth.saturating_add(1), list);
                }
                ValueKind::Null | ValueKind::Map(_) => {}
            }
        }
    }
}
