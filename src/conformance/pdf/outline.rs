//! The outline, as viewers show it beside the pages.

use super::objects::{File, raw};
use crate::conformance::reading::Entry;
use lopdf::{Dictionary, Object};
use std::collections::BTreeSet;

/// Its entries in order. By a list of its own, since entries may follow each other without end, or in
/// a circle.
pub(super) fn entries(file: &File, catalog: &Dictionary) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut seen = BTreeSet::new();
    let root = file.dictionary(catalog, "Outlines").and_then(|root| raw(root, "First"));
    let mut waiting: Vec<(&Object, usize)> = root.into_iter().map(|first| (first, 1)).collect();
    while let Some((object, depth)) = waiting.pop() {
        let Some(entry) = file.to_dictionary(object).filter(|_| seen.insert(file.key(object))) else {
            continue;
        };
        entries.push(Entry { depth, title: file.text(entry, "Title").unwrap_or_default() });
        waiting.extend(raw(entry, "Next").map(|next| (next, depth)));
        waiting.extend(raw(entry, "First").map(|first| (first, depth + 1)));
    }
    entries
}
