//! Lists as trees of YAML: items with a file, a title, and items within.

use super::{BookList, Entry};
use crate::document::StandingKind;
use crate::settings::{Value, ValueKind};
use std::ops::Range;

/// What a tool calls the parts of an item.
pub(super) struct Keys {
    pub title: &'static [&'static str],
    pub file: &'static [&'static str],
    /// Files by their names with `*` in them.
    pub pattern: &'static [&'static str],
    pub within: &'static [&'static str],
}

/// Adds the items of a list, which lie within `depth` others.
pub(super) fn add(items: &Value, depth: u8, keys: &Keys, list: &mut BookList) {
    let ValueKind::List(items) = &items.kind else { return };
    let mut depth = depth;
    for item in items {
        match &item.kind {
            ValueKind::Scalar(path) => list.add(Entry::new(Some(path), range(item), depth)),
            ValueKind::Map(_) => {
                let is_head = map(item, depth, keys, list);
                // A title without anything in it is above the items behind it.
                depth = depth.saturating_add(u8::from(is_head));
            }
            ValueKind::Null | ValueKind::List(_) => {}
        }
    }
}

/// Adds an item and what is in it; `true` for a title alone.
fn map(item: &Value, depth: u8, keys: &Keys, list: &mut BookList) -> bool {
    let first = |names: &[&str]| names.iter().find_map(|name| item.get(name)?.as_text());
    let inner = keys.within.iter().filter_map(|name| item.get(name)).find(|value| is_list(value));
    let title = first(keys.title);
    let file = first(keys.file).or(first(keys.pattern));
    let entry = match (file, title) {
        (Some(file), title) => Some(Entry::new(Some(file), range(item), depth).called(title)),
        // The text of a part may be named in the place of its title.
        (None, Some(title)) if is_text(title) => {
            let mut part = Entry::new(Some(title), range(item), depth);
            part.standing.kind = StandingKind::Part;
            Some(part)
        }
        (None, Some(title)) => Some(Entry::new(None, range(item), depth).called(Some(title))),
        (None, None) => None,
    };
    let is_head = entry.as_ref().is_some_and(|entry| entry.path.is_none()) && inner.is_none();
    let below = depth.saturating_add(u8::from(entry.is_some()));
    if let Some(entry) = entry {
        list.add(entry);
    }
    if let Some(inner) = inner {
        add(inner, below, keys, list);
    }
    is_head
}

fn is_list(value: &Value) -> bool {
    matches!(value.kind, ValueKind::List(_))
}

/// Whether words are the name of a text.
fn is_text(words: &str) -> bool {
    let ending = words.rsplit_once('.').map_or("", |(_, ending)| ending);
    crate::address::is_text_ending(ending) || ending == "ipynb"
}

/// Where a value stands in the list.
pub(super) fn range(value: &Value) -> Range<usize> {
    value.span.start as usize..value.span.end as usize
}
