//! Notes at the feet of pages, which stand where their own page calls them, since their labels begin
//! anew on each.

use super::turns;
use crate::document::NoteId;
use crate::reader::plain::Sheet;
use crate::reader::plain::blocks::notes::{Definition, Mark};
use crate::reader::plain::role::{Role, Why};
use std::ops::Range;

/// What a note and its call have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Label {
    Number(u32),
    /// A row of one sign.
    Signs(char, usize),
}

/// A label at the front of a line, and the bytes that it takes there.
struct Start {
    line: usize,
    label: Label,
    length: usize,
}

/// Takes the notes at the feet of pages that their page calls out of the text.
pub fn mark(sheet: &mut Sheet) {
    let turns = turns(sheet);
    if turns.is_empty() {
        return;
    }
    let end = sheet.lines.len();
    let mut start = 0;
    for turn in turns.into_iter().chain(std::iter::once(end..end)) {
        mark_page(sheet, start..turn.start);
        start = turn.end;
    }
    sheet.marks.sort_by_key(|mark| mark.bytes.start);
}

fn mark_page(sheet: &mut Sheet, page: Range<usize>) {
    let starts = foot(sheet, &page);
    let Some(first) = starts.first().map(|start| start.line) else { return };
    // A call comes once, and calls come in the order of their notes.
    let mut from = sheet.lines.get(page.start).map_or(0, |line| line.content.start);
    let mut ends: Vec<usize> = starts.iter().skip(1).map(|start| start.line).collect();
    ends.push(page.end);
    for (start, end) in starts.iter().zip(ends) {
        let Some((line, bytes)) = call(sheet, page.start..first, from, &start.label) else { continue };
        from = bytes.end;
        take(sheet, start, end, line, bytes);
    }
    let rule = first.checked_sub(1).filter(|&above| above > page.start && is_rule(sheet.content(above)));
    if let Some(rule) = rule.filter(|_| sheet.roles.get(first) == Some(&Role::Note)) {
        sheet.mark(rule..rule + 1, Role::Note, Why::NotesName);
    }
}

fn take(sheet: &mut Sheet, start: &Start, end: usize, line: usize, call: Range<usize>) {
    let id = NoteId { file: sheet.file, index: u32::try_from(sheet.notes.len()).unwrap_or(u32::MAX) };
    let mut lines = start.line..end;
    while lines.len() > 1 && sheet.roles.get(lines.end - 1) == Some(&Role::Blank) {
        lines.end -= 1;
    }
    let own = sheet.lines.get(start.line).map_or(0, |line| line.content.start);
    sheet.mark(lines.clone(), Role::Note, Why::CalledAt { call: sheet.number(line) });
    sheet.marks.push(Mark { bytes: call, call: Some(id) });
    sheet.marks.push(Mark { bytes: own..own + start.length, call: None });
    sheet.notes.push(Definition { id, lines });
}

/// The first lines of what could be notes at the foot of a page: the last paragraphs that begin with
/// labels, and the lines within them that do.
fn foot(sheet: &Sheet, page: &Range<usize>) -> Vec<Start> {
    let is_text = |line: usize| sheet.roles.get(line) == Some(&Role::Text);
    let mut starts: Vec<Start> = Vec::new();
    let mut end = page.end;
    loop {
        while end > page.start && !is_text(end - 1) {
            end -= 1;
        }
        let mut first = end;
        while first > page.start && is_text(first - 1) && !is_rule(sheet.content(first - 1)) {
            first -= 1;
        }
        // A page is no note as a whole.
        if first == page.start || label(sheet.content(first)).is_none() {
            break;
        }
        let labelled = (first..end).rev().filter_map(|line| {
            let (label, length) = label(sheet.content(line))?;
            Some(Start { line, label, length })
        });
        starts.extend(labelled);
        // A rule is above the first of them.
        if is_text(first - 1) {
            break;
        }
        end = first;
    }
    starts.reverse();
    starts
}

/// A row of marks, as it stands between a page's text and its notes.
fn is_rule(content: &str) -> bool {
    content.chars().count() >= 3 && content.chars().all(|c| "-_=—–".contains(c))
}

/// The label that a note begins with, and its length with the space behind it: `1`, `1.`, `1)`, `[1]`,
/// `(1)`, raised figures, a row of a sign.
fn label(content: &str) -> Option<(Label, usize)> {
    let inner = content.trim_start_matches(['[', '(']);
    let opened = content.len() - inner.len();
    let (label, length) = bare(inner)?;
    let rest = &inner[length..];
    let after = rest.trim_start_matches([']', ')', '.', ':']);
    let closed = rest.len() - after.len();
    let words = after.trim_start();
    let apart = words.len() < after.len()
        || closed > 0
        || matches!(label, Label::Signs(..))
        || raised(inner).is_some();
    let begins = words.starts_with(|c: char| c.is_alphabetic() || "“\"‘'«„_".contains(c));
    (opened <= 1 && closed <= 2 && apart && begins).then_some((label, content.len() - words.len()))
}

fn bare(text: &str) -> Option<(Label, usize)> {
    if let Some(found) = raised(text) {
        return Some(found);
    }
    let figures = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&figures) {
        return Some((Label::Number(text[..figures].parse().ok()?), figures));
    }
    let sign = text.chars().next().filter(|sign| "*†‡§".contains(*sign))?;
    let count = text.chars().take_while(|next| *next == sign).count();
    (count <= 3).then_some((Label::Signs(sign, count), count * sign.len_utf8()))
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

fn raised(text: &str) -> Option<(Label, usize)> {
    let value = |c: char| RAISED.iter().position(|raised| *raised == c);
    let figures: Vec<char> = text.chars().take_while(|c| value(*c).is_some()).take(3).collect();
    let number = figures.iter().filter_map(|c| value(*c)).fold(0, |number, figure| number * 10 + figure);
    let length = figures.iter().map(|c| c.len_utf8()).sum();
    (!figures.is_empty()).then_some((Label::Number(u32::try_from(number).ok()?), length))
}

/// The first call of a label in some lines, behind a byte: directly behind a word or its mark, or
/// in brackets.
fn call(sheet: &Sheet, lines: Range<usize>, from: usize, wanted: &Label) -> Option<(usize, Range<usize>)> {
    for line in lines.filter(|&line| sheet.roles.get(line) == Some(&Role::Text)) {
        let start = sheet.lines.get(line)?.content.start;
        let content = sheet.content(line);
        let behind = from.saturating_sub(start);
        for (at, _) in content.char_indices().filter(|(at, _)| *at >= behind && *at > 0) {
            let length = called(content, at).filter(|(label, _)| label == wanted).map(|(_, length)| length);
            if let Some(length) = length {
                return Some((line, start + at..start + at + length));
            }
        }
    }
    None
}

/// The label of a call at a place within a line, and its length.
fn called(content: &str, at: usize) -> Option<(Label, usize)> {
    let (before, rest) = content.split_at(at);
    let opening = rest.chars().next()?;
    if let Some(closing) =
        [('[', ']'), ('(', ')')].iter().find(|(open, _)| *open == opening).map(|(_, close)| *close)
    {
        let (label, length) = bare(&rest[1..])?;
        return rest[1 + length..].starts_with(closing).then_some((label, length + 2));
    }
    let (label, length) = bare(rest)?;
    let mut above = before.chars().rev();
    let last = above.next()?;
    let is_mark = |c: char| ".,;:!?”’\"')»".contains(c);
    // "3.1" is a number.
    let behind_word = last.is_alphabetic() || is_mark(last) && above.next().is_some_and(|c| !c.is_numeric());
    let ends = rest[length..].chars().next().is_none_or(|c| !c.is_alphanumeric() && !"*†‡§".contains(c));
    (behind_word && ends).then_some((label, length))
}
