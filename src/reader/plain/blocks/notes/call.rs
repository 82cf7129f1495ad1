//! The labels within a text that may call notes.

use super::Candidate;
use super::label::{LONGEST_SIGN, is_label, is_sign, sign};
use crate::reader::plain::Sheet;
use crate::reader::plain::role::Role;
use crate::reader::plain::signs::Signs;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A label within a text, and the line that it is in.
#[derive(Clone, Debug)]
pub struct Call {
    pub line: usize,
    pub bytes: Range<usize>,
}

/// The labels in text and headings. Those within what could be notes do not count: a note that only
/// notes call would stand nowhere.
pub fn calls(sheet: &Sheet, candidates: &[Candidate]) -> BTreeMap<String, Vec<Call>> {
    const LABELS: Signs = Signs::of("[*").with(Signs::OTHERS);
    let mut calls: BTreeMap<String, Vec<Call>> = BTreeMap::new();
    for (line, role) in sheet.roles.iter().enumerate() {
        // Candidates come in the order of the text.
        let before = candidates.partition_point(|candidate| candidate.lines.end <= line);
        let within = candidates.get(before).is_some_and(|candidate| candidate.lines.contains(&line));
        if within || !matches!(role, Role::Text | Role::Heading { .. }) {
            continue;
        }
        if !sheet.signs(line).meet(LABELS) {
            continue;
        }
        let start = sheet.lines.get(line).map_or(0, |line| line.content.start);
        for (label, place) in calls_in(sheet.content(line)) {
            let bytes = start + place.start..start + place.end;
            // That of a note at the foot of its page.
            if sheet.marks.binary_search_by_key(&bytes.start, |mark| mark.bytes.start).is_ok() {
                continue;
            }
            calls.entry(label).or_default().push(Call { line, bytes });
        }
    }
    calls
}

/// What could call a note in a line.
fn calls_in(content: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    // "*word*" is emphasis: something opens before it.
    let mut opened: BTreeSet<&str> = BTreeSet::new();
    for (start, bracket) in content.char_indices().filter(|(_, c)| *c == '[' || is_sign(*c)) {
        let rest = &content[start..];
        let before = content[..start].chars().next_back();
        if bracket == '[' {
            let end = rest.find(']').filter(|&end| is_label(&rest[1..end]));
            found.extend(end.map(|end| (rest[1..end].to_owned(), start..start + end + 1)));
        } else if before.is_none_or(char::is_whitespace) {
            opened.extend(rest.char_indices().take(LONGEST_SIGN).map(|(at, c)| &rest[..at + c.len_utf8()]));
        } else if before.is_some_and(|c| c != '[' && !is_sign(c))
            && let Some((label, length)) = sign(rest)
        {
            let next = rest[length..].chars().next();
            if next.is_none_or(|c| !c.is_alphanumeric()) && !opened.contains(label.as_str()) {
                found.push((label, start..start + length));
            }
        }
    }
    found
}
