//! What lines begin with again and again: "Q." and "A." in an interview, the times of a log. Such a line
//! begins a paragraph.

use super::list;
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::ends_sentence;
use crate::reader::plain::role::Role;
use std::collections::{BTreeMap, BTreeSet};

/// A prefix that begins fewer lines proves nothing.
const FEWEST: usize = 3;
/// A prefix is short.
const LONGEST: usize = 12;

/// The lines that begin with a prefix that others begin with, too.
pub fn find(sheet: &Sheet) -> BTreeSet<usize> {
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    // "thought / I. But" goes on from the line above.
    let begins = |line: &usize| {
        let above = line.checked_sub(1).map_or("", |above| sheet.content(above));
        is_text(line) && (above.is_empty() || ends_sentence(above))
    };
    let prefixed: Vec<(usize, String)> = (0..sheet.lines.len())
        .filter(begins)
        .filter_map(|line| Some((line, prefix(sheet.content(line))?)))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, prefix) in &prefixed {
        *counts.entry(prefix).or_default() += 1;
    }
    let returns = |prefix: &str| counts.get(prefix).is_some_and(|count| *count >= FEWEST);
    let mut found: BTreeSet<usize> =
        prefixed.iter().filter(|(_, prefix)| returns(prefix)).map(|(line, _)| *line).collect();
    let asked: Vec<usize> = (0..sheet.lines.len()).filter(|line| is_asked(sheet, &found, *line)).collect();
    found.extend(asked);
    found
}

/// Whether a line asks behind a number what is answered below it: "1. Q. Who?" above "A. I."
fn is_asked(sheet: &Sheet, prefixed: &BTreeSet<usize>, line: usize) -> bool {
    const MOST_LINES: usize = 12;
    let content = sheet.content(line);
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    let is_labelled =
        || content.split_once(char::is_whitespace).and_then(|(_, rest)| prefix(rest.trim_start()));
    let mut below = (line + 1..line + MOST_LINES)
        .take_while(|line| is_text(line) && list::figure(sheet.content(*line)).is_none());
    is_text(&line)
        && list::figure(content).is_some()
        && is_labelled().is_some()
        && below.any(|line| prefixed.contains(&line))
}

/// The first word of a line, if it is a label or a time, its digits made one: `Q.`, `Anna:`, `[00:00]`.
fn prefix(content: &str) -> Option<String> {
    let (word, rest) = content.split_once(char::is_whitespace)?;
    if !word.contains(':') && !word.ends_with('.') {
        return None;
    }
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let body = word.trim_end_matches(['.', ':']);
    let is_short = letters == 1 && body.chars().skip(1).all(|letter| letter.is_ascii_digit());
    let is_label = letters > 0
        && word.starts_with(char::is_uppercase)
        && (word.ends_with(':') || word.ends_with('.') && is_short);
    let is_time = word.contains(':') && word.contains(|c: char| c.is_ascii_digit()) && letters == 0;
    let sound = (is_label || is_time) && word.chars().count() <= LONGEST && !rest.trim().is_empty();
    sound.then(|| word.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect())
}
