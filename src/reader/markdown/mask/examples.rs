//! Example lists: items that begin `(@)` or `(@label)` are numbered through the whole text, and
//! `(@label)` among words is the number (pandoc's manual, "Numbered example lists").

use super::Hidden;
use super::lines::Line;
use super::terrain::Terrain;
use std::collections::BTreeMap;

/// What an item of an ordered list begins with. It is no longer than the shortest mark of an example.
const ITEM: &str = "1. ";

/// Finds the examples, and the references to them.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    let mut numbers = BTreeMap::new();
    let mut number = 0;
    let mut in_list = false;
    let mut is_announced = false;
    for (index, line) in lines.iter().enumerate() {
        // An item begins a paragraph, or stands below another one. Below a line that announces them, two
        // are a list: one may be a reference that begins a line by chance.
        let goes_on = || lines.get(index + 1).is_some_and(|next| label(next.words(text)).is_some());
        let begins = is_announced && goes_on() || terrain.begins_run(line.start);
        in_list &= !begins;
        let words = line.words(text);
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
