//! Footnotes: a label in the text and a paragraph that begins with it. Either alone is text.

mod call;
mod label;
mod names;

use self::call::{Call, calls};
use self::label::is_number;
use self::names::{bibliographies, mark_names};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::NoteId;
use crate::reader::plain::Sheet;
use crate::reader::plain::role::{Role, Why};
use std::collections::BTreeMap;
use std::ops::Range;

/// A note that is called.
#[derive(Clone, Debug)]
pub struct Definition {
    pub id: NoteId,
    pub lines: Range<usize>,
}

/// Bytes of the text that stand for a call, or for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub bytes: Range<usize>,
    pub call: Option<NoteId>,
}

/// A paragraph that begins with a label.
#[derive(Clone, Debug)]
struct Candidate {
    label: String,
    lines: Range<usize>,
    /// The bytes of its label, and of the bracket that closes it.
    marks: Vec<Range<usize>>,
}

/// Finds the notes of which both ends are there, and takes them out of the text.
pub fn mark(sheet: &mut Sheet) {
    let candidates = candidates(sheet);
    if candidates.is_empty() {
        return;
    }
    let mut calls = calls(sheet, &candidates);
    let mut paired: Vec<(Candidate, Vec<Call>)> = Vec::new();
    let mut by_label: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    for candidate in candidates {
        by_label.entry(candidate.label.clone()).or_default().push(candidate);
    }
    for (label, own) in by_label {
        let called = calls.remove(&label).unwrap_or_default();
        paired.extend(pair(&label, own, called).into_iter().filter(|(_, calls)| !calls.is_empty()));
    }
    paired.sort_by_key(|(candidate, _)| candidate.lines.start);
    let numbered = paired.iter().any(|(candidate, _)| is_number(&candidate.label));
    let known = u32::try_from(sheet.notes.len()).unwrap_or(u32::MAX);
    for (index, (candidate, calls)) in (known..).zip(paired) {
        take(sheet, index, candidate, &calls);
    }
    sheet.marks.sort_by_key(|mark| mark.bytes.start);
    mark_names(sheet);
    if numbered {
        report_uncalled(sheet, calls);
    }
}

fn take(sheet: &mut Sheet, index: u32, candidate: Candidate, calls: &[Call]) {
    let id = NoteId { file: sheet.file, index };
    let first = calls.first().map_or(0, |call| sheet.number(call.line));
    sheet.mark(candidate.lines.clone(), Role::Note, Why::CalledAt { call: first });
    sheet.marks.extend(calls.iter().map(|call| Mark { bytes: call.bytes.clone(), call: Some(id) }));
    sheet.marks.extend(candidate.marks.into_iter().map(|bytes| Mark { bytes, call: None }));
    sheet.notes.push(Definition { id, lines: candidate.lines });
}

/// The paragraphs that could be notes.
fn candidates(sheet: &Sheet) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let listed = bibliographies(sheet);
    for chunk in sheet.chunks() {
        let next = listed.partition_point(|lines| lines.end <= chunk.start);
        if listed.get(next).is_some_and(|lines| lines.contains(&chunk.start)) {
            continue;
        }
        let mut line = chunk.start.max(found.last().map_or(0, |last| last.lines.end));
        if line == chunk.start
            && let Some(below) = below_name(sheet, &chunk)
        {
            found.push(below);
            continue;
        }
        while line < chunk.end {
            let open = found.last().is_some_and(|last| last.lines.end >= line && line > chunk.start);
            let start = (line == chunk.start || open).then(|| label::label(sheet.content(line))).flatten();
            match start {
                Some((label, length, closes)) => {
                    let candidate = candidate(sheet, line..chunk.end, label, length, closes);
                    line = candidate.lines.end.max(line + 1);
                    found.push(candidate);
                }
                None => line = chunk.end,
            }
        }
    }
    found
}

/// A note below a line that says so, up to the last paragraph that is set in below it, or to the row of marks that
/// parts it from the text.
fn below_name(sheet: &Sheet, chunk: &Range<usize>) -> Option<Candidate> {
    let label = label::above_note(sheet.content(chunk.start)).filter(|_| chunk.len() == 1)?;
    let own = sheet.lines.get(chunk.start)?;
    let is_own = |line: &usize| match sheet.roles.get(*line) {
        Some(Role::Blank) => true,
        Some(Role::Text) => sheet.lines.get(*line).is_some_and(|line| line.indent > own.indent),
        _ => false,
    };
    let after = chunk.end..sheet.lines.len();
    let last = after.take_while(is_own).filter(|line| sheet.roles.get(*line) == Some(&Role::Text)).last()?;
    let marks = vec![own.content.clone()];
    Some(Candidate { label: label.to_owned(), lines: chunk.start..last + 1, marks })
}

/// A note from its first line on: up to the next label, or to the bracket that closes it.
fn candidate(sheet: &Sheet, lines: Range<usize>, label: String, length: usize, closes: bool) -> Candidate {
    let offset = |line: usize| sheet.lines.get(line).map_or(0, |line| line.content.start);
    let own = offset(lines.start)..offset(lines.start) + length;
    let mut marks = Vec::from([own]);
    if !closes {
        let end = (lines.start + 1..lines.end).find(|&line| label::label(sheet.content(line)).is_some());
        return Candidate { label, lines: lines.start..end.unwrap_or(lines.end), marks };
    }
    // The longest note in brackets; a bracket that is not closed by then is a slip.
    const MOST_LINES: usize = 60;
    let mut depth = 0i32;
    for line in (lines.start..sheet.lines.len()).take(MOST_LINES) {
        if !matches!(sheet.roles.get(line), Some(Role::Text | Role::Blank)) {
            break;
        }
        for (place, bracket) in sheet.content(line).match_indices(['[', ']']) {
            depth += if bracket == "[" { 1 } else { -1 };
            if depth == 0 {
                marks.push(offset(line) + place..offset(line) + place + 1);
                return Candidate { label, lines: lines.start..line + 1, marks };
            }
        }
    }
    Candidate { label, lines, marks }
}

/// Which calls belong to which of the notes of one label.
///
/// One note takes all calls, and equal numbers go in order, as where the notes of all chapters
/// stand at the end. Else a note takes the calls since the last one of its label. A sign takes but
/// the call before it, since it is used again on every page.
fn pair(label: &str, notes: Vec<Candidate>, calls: Vec<Call>) -> Vec<(Candidate, Vec<Call>)> {
    let is_sign = label.chars().all(|c| "*†‡§".contains(c));
    if notes.len() == 1 && !is_sign {
        return notes.into_iter().map(|note| (note, calls.clone())).collect();
    }
    let in_order = notes.iter().zip(&calls).all(|(note, call)| call.line < note.lines.start);
    if notes.len() == calls.len() && in_order {
        return notes.into_iter().zip(calls.into_iter().map(|call| vec![call])).collect();
    }
    let mut calls = calls.into_iter().peekable();
    let mut paired = Vec::new();
    for note in notes {
        let mut own: Vec<Call> = Vec::new();
        while let Some(call) = calls.next_if(|call| call.line < note.lines.start) {
            own.push(call);
        }
        if is_sign {
            own = own.pop().into_iter().collect();
        }
        paired.push((note, own));
    }
    paired
}

/// Where some notes are found, a figure in brackets that calls none is a slip.
fn report_uncalled(sheet: &mut Sheet, calls: BTreeMap<String, Vec<Call>>) {
    for (label, calls) in calls.into_iter().filter(|(label, _)| is_number(label)) {
        let Some(call) = calls.first() else { continue };
        let message = format!("the text calls note [{label}], which is not written");
        let span = crate::source::Span::new(sheet.file, call.bytes.clone());
        sheet.diagnostics.push(Diagnostic::warning(Code::UndefinedNote, span, message));
    }
}
