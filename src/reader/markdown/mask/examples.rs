//! Example lists: items that begin `(@)` or `(@label)` are numbered through the whole text, and
//! `(@label)` among words is the number (pandoc's manual, "Numbered example lists").

use super::Hidden;
use super::lines::Line;
use super::terrain::Terrain;
use std::collections::{BTreeMap, BTreeSet};

/// What an item of an ordered list begins with. It is no longer than the shortest mark of an example.
const ITEM: &str = "1. ";

/// Finds the examples, and the references to them.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    let begins_run = |line: &&Line| terrain.begins_run(line.start);
    let sure: BTreeSet<&str> =
        lines.iter().filter(begins_run).filter_map(|line| label(line.words(text))).collect();
    let mut numbers = BTreeMap::new();
    let mut number = 0;
    let mut in_list = false;
    let mut is_announced = false;
    for line in lines {
        let words = line.words(text);
        // An item begins a paragraph, or stands below another one, or below a line that announces it, if no
        // other is called so: it may be a reference that begins a line by chance.
        let is_new = || {
            label(words).is_some_and(|label| {
                label.is_empty() || !sure.contains(label) && !numbers.contains_key(label)
            })
        };
        let begins = is_announced && is_new() || begins_run(&line);
        in_list &= !begins;
        is_announced = words.ends_with(':');
        let Some(label) = label(words).filter(|_| in_list || begins) else { continue };
        let mark = line.start..line.start + label.len() + 3;
        if !text[mark.end..].starts_with([' ', '\t']) {
            continue;
        }
        (in_list, number) = (true, number + 1);
        if !label.is_empty() {
            numbers.entry(label).or_insert(number);
        }
        hidden.example(mark, ITEM, number);
    }
    if numbers.is_empty() {
        return;
    }
    for (at, _) in text.match_indices("(@") {
        let Some(label) = label(&text[at..]).filter(|label| !label.is_empty()) else { continue };
        if terrain.opaque_at(at).is_some() || hidden.is_item(at) {
            continue;
        }
        let range = at..at + "(@)".len() + label.len();
        match numbers.get(label) {
            Some(number) => hidden.number(range, *number),
            None => hidden.open_example(range),
        }
    }
}

/// The label in `(@label)` at the beginning of a text.
fn label(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("(@")?;
    let end = rest.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)))?;
    rest[end..].starts_with(')').then_some(&rest[..end])
}
