//! Notes at the feet of pages, which stand where their own page calls them, since their labels begin
//! anew on each.

use super::turns;
use crate::document::NoteId;
use crate::reader::plain::Sheet;
use crate::reader::plain::blocks::notes::{Definition, Mark};
use crate::reader::plain::lines::ends_sentence;
use crate::reader::plain::role::{Role, Why};
use std::collections::{BTreeMap, BTreeSet};
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

/// Takes the notes at the feet of pages that their page calls out of the text, each with what of it stands at the
/// foot of the next page.
pub fn mark(sheet: &mut Sheet) {
    let turns = turns(sheet);
    if turns.is_empty() {
        return;
    }
    let end = sheet.lines.len();
    let mut start = 0;
    let mut rests: Vec<(usize, Range<usize>)> = Vec::new();
    let mut open = None;
    for turn in turns.into_iter().chain(std::iter::once(end..end)) {
        let foot = foot(sheet, &(start..turn.start), open.is_some());
        let rest = open.zip(foot.rest.clone());
        open = mark_page(sheet, start..turn.start, &foot)
            .or(open.filter(|_| foot.starts.is_empty() && rest.is_some()));
        if let Some((note, lines)) = rest {
            take_rest(sheet, note, lines.clone());
            open = open.filter(|&open| open != note || !ends_sentence(sheet.content(lines.end - 1)));
            rests.push((note, lines));
        }
        start = turn.end;
    }
    put_together(sheet, &rests);
    sheet.marks.sort_by_key(|mark| mark.bytes.start);
}

/// What stands at the foot of a page.
struct Foot {
    starts: Vec<Start>,
    /// Lines of a note of the page before.
    rest: Option<Range<usize>>,
}

/// Marks the notes of a page; gives back the last one if it is not at its end.
fn mark_page(sheet: &mut Sheet, page: Range<usize>, foot: &Foot) -> Option<usize> {
    let starts = &foot.starts;
    let first = starts.first().map(|start| start.line)?;
    // A call comes once, and calls come in the order of their notes.
    let mut from = sheet.lines.get(page.start).map_or(0, |line| line.content.start);
    let mut ends: Vec<usize> = starts.iter().skip(1).map(|start| start.line).collect();
    ends.push(page.end);
    let mut open = None;
    for (start, end) in starts.iter().zip(ends) {
        let Some((line, bytes)) = call(sheet, page.start..first, from, &start.label) else { continue };
        from = bytes.end;
        take(sheet, start, end, line, bytes);
        let last = sheet.notes.last().map_or(0, |note| note.lines.end - 1);
        open = (end == page.end && !ends_sentence(sheet.content(last))).then(|| sheet.notes.len() - 1);
    }
    let top = foot.rest.as_ref().map_or(first, |rest| rest.start);
    let rule = top.checked_sub(1).filter(|&above| above > page.start && is_rule(sheet.content(above)));
    if let Some(rule) = rule.filter(|_| sheet.roles.get(first) == Some(&Role::Note)) {
        sheet.mark(rule..rule + 1, Role::Note, Why::NotesName);
    }
    open
}

/// Marks what of a note stands at the foot of a later page, with the rule above it.
fn take_rest(sheet: &mut Sheet, note: usize, lines: Range<usize>) {
    let Some(first) = sheet.notes.get(note).map(|note| note.lines.start) else { return };
    let why = sheet.reasons.get(first).copied().unwrap_or(Why::NotesName);
    sheet.mark(lines.clone(), Role::Note, why);
    if let Some(rule) = lines.start.checked_sub(1).filter(|&above| is_rule(sheet.content(above))) {
        sheet.mark(rule..rule + 1, Role::Note, Why::NotesName);
    }
}

/// Puts the lines of notes that go on over pages behind each other.
fn put_together(sheet: &mut Sheet, rests: &[(usize, Range<usize>)]) {
    if rests.is_empty() {
        return;
    }
    let mut behind: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (note, lines) in rests {
        let last = sheet.notes.get(*note).map_or(0, |note| note.lines.end - 1);
        behind.entry(last).or_default().extend(lines.clone());
    }
    let moved: BTreeSet<usize> = behind.values().flatten().copied().collect();
    let mut order = Vec::with_capacity(sheet.lines.len());
    for line in (0..sheet.lines.len()).filter(|line| !moved.contains(line)) {
        order.push(line);
        order.extend(behind.get(&line).into_iter().flatten());
    }
    sheet.reorder(&order);
    for (note, lines) in rests {
        if let Some(note) = sheet.notes.get_mut(*note) {
            note.lines.end += lines.len();
        }
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
/// labels, and the lines within them that do. Where a note of the page before is `open`, it may go on above them.
fn foot(sheet: &Sheet, page: &Range<usize>, open: bool) -> Foot {
    let is_text = |line: usize| sheet.roles.get(line) == Some(&Role::Text);
    let mut starts: Vec<Start> = Vec::new();
    let mut rest = None;
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
        if first == page.start {
            break;
        }
        let labelled = (first..end).rev().filter_map(|line| {
            let (label, length) = label(sheet.content(line))?;
            Some(Start { line, label, length })
        });
        let labelled: Vec<Start> = labelled.collect();
        let is_labelled = labelled.last().is_some_and(|start| start.line == first);
        let is_rest = !is_labelled && open && goes_on(sheet, page, first);
        if is_rest {
            rest = Some(first..labelled.last().map_or(end, |start| start.line));
        }
        if !is_labelled && !is_rest {
            break;
        }
        starts.extend(labelled);
        // A rule is above the first of them.
        if is_rest || is_text(first - 1) {
            break;
        }
        end = first;
    }
    starts.reverse();
    Foot { starts, rest }
}

/// Whether the lines from one on may be the rest of a note: they stand below a rule, or below other text of the
/// page and begin with a small letter.
fn goes_on(sheet: &Sheet, page: &Range<usize>, line: usize) -> bool {
    let above = (page.start..line).rev().find(|&above| !sheet.content(above).is_empty());
    let small = sheet.content(line).starts_with(char::is_lowercase);
    let below_text = above.is_some_and(|above| sheet.roles.get(above) == Some(&Role::Text));
    below_text && (small || is_rule(sheet.content(line - 1)))
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
    // "3.1" is a number; "2009.2" is a year and a call.
    let is_number = |c: char| c.is_numeric() && !ends_with_year(before);
    let behind_word = last.is_alphabetic() || is_mark(last) && above.next().is_some_and(|c| !is_number(c));
    let ends = rest[length..].chars().next().is_none_or(|c| !c.is_alphanumeric() && !"*†‡§".contains(c));
    (behind_word && ends).then_some((label, length))
}

/// Whether words end with a year and a mark behind it.
fn ends_with_year(words: &str) -> bool {
    const FIGURES: usize = 4;
    let bare = words.trim_end_matches(|c: char| !c.is_numeric());
    let year = bare.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let apart = !bare[..bare.len() - year.len()].ends_with(['.', ',', '-', '/']);
    year.len() == FIGURES && year.starts_with(['1', '2']) && apart
}
