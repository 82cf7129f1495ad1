//! Footnotes: a label in the text and a paragraph that begins with it. Either alone is text.
//!
//! Labels are `[1]`, `[A]`, `[*]`, `[Footnote 1: …]`, raised figures, and rows of `*`, `†` and `‡`
//! directly behind a word.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::NoteId;
use crate::reader::plain::Sheet;
use crate::reader::plain::forms::is_break;
use crate::reader::plain::headings::title::letters_and_digits;
use crate::reader::plain::role::{Role, Why};
use std::collections::{BTreeMap, BTreeSet};
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

/// A label within a text, and the line that it is in.
#[derive(Clone, Debug)]
struct Call {
    line: usize,
    bytes: Range<usize>,
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
        while line < chunk.end {
            let open = found.last().is_some_and(|last| last.lines.end >= line && line > chunk.start);
            let start = (line == chunk.start || open).then(|| label(sheet.content(line))).flatten();
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

/// A note from its first line on: up to the next label, or to the bracket that closes it.
fn candidate(sheet: &Sheet, lines: Range<usize>, label: String, length: usize, closes: bool) -> Candidate {
    let offset = |line: usize| sheet.lines.get(line).map_or(0, |line| line.content.start);
    let own = offset(lines.start)..offset(lines.start) + length;
    let mut marks = Vec::from([own]);
    if !closes {
        let end = (lines.start + 1..lines.end).find(|&line| self::label(sheet.content(line)).is_some());
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

/// The label that a line begins with, its length with the space behind it, and whether a bracket
/// closes the note. `[Footnote 1: …]` is how Distributed Proofreaders write theirs.
fn label(content: &str) -> Option<(String, usize, bool)> {
    let spaced = |length: usize| {
        let rest = &content[length..];
        length + rest.len() - rest.trim_start().len()
    };
    if let Some(inner) = content.strip_prefix('[') {
        if let Some(rest) = inner.strip_prefix("Footnote ").or_else(|| inner.strip_prefix("Note ")) {
            let end = rest.find(':')?;
            let label = rest[..end].trim();
            return is_label(label)
                .then(|| (label.to_owned(), spaced(content.len() - rest.len() + end + 1), true));
        }
        let end = inner.find(']').filter(|&end| is_label(&inner[..end]))?;
        let colon = usize::from(inner[end + 1..].starts_with(':'));
        let length = spaced(end + 2 + colon);
        return (length < content.len()).then(|| (inner[..end].to_owned(), length, false));
    }
    let (label, length) = sign(content)?;
    let rest = content[length..].trim_start();
    let begins = rest.starts_with(|c: char| c.is_alphanumeric() || "“\"‘'«„([_".contains(c));
    (begins && !is_break(content)).then(|| (label, spaced(length), false))
}

/// What may stand in brackets: up to three figures, a letter, signs.
fn is_label(label: &str) -> bool {
    let count = label.chars().count();
    is_number(label)
        || count == 1 && label.chars().all(char::is_alphabetic)
        || (1..=4).contains(&count) && label.chars().all(|c| "*†‡§".contains(c))
}

fn is_number(label: &str) -> bool {
    (1..=3).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit())
}

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/// A row of more signs is no label.
const LONGEST_SIGN: usize = 4;

/// A row of one sign, or raised figures, at the front of a text, and its length in bytes.
fn sign(text: &str) -> Option<(String, usize)> {
    let first = text.chars().next()?;
    let alike = |c: char| if RAISED.contains(first) { RAISED.contains(c) } else { c == first };
    let label: String = text.chars().take_while(|&c| is_sign(first) && alike(c)).collect();
    let length = label.len();
    (1..=LONGEST_SIGN).contains(&label.chars().count()).then_some((label, length))
}

fn is_sign(letter: char) -> bool {
    (letter == '*' || !letter.is_ascii()) && ("*†‡".contains(letter) || RAISED.contains(letter))
}

/// The labels in text and headings. Those within what could be notes do not count: a note that only
/// notes call would stand nowhere.
fn calls(sheet: &Sheet, candidates: &[Candidate]) -> BTreeMap<String, Vec<Call>> {
    let mut calls: BTreeMap<String, Vec<Call>> = BTreeMap::new();
    for (line, role) in sheet.roles.iter().enumerate() {
        // Candidates come in the order of the text.
        let before = candidates.partition_point(|candidate| candidate.lines.end <= line);
        let within = candidates.get(before).is_some_and(|candidate| candidate.lines.contains(&line));
        if within || !matches!(role, Role::Text | Role::Heading { .. }) {
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

/// The lines below headings that name a bibliography, up to the next heading. Its entries are
/// numbered as notes are and called as they are, but are read as a list.
fn bibliographies(sheet: &Sheet) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (line, role) in sheet.roles.iter().enumerate() {
        if let Role::Heading { .. } = role {
            open = names_bibliography(sheet, line);
        } else if open {
            match found.last_mut() {
                Some(last) if last.end == line => last.end += 1,
                _ => found.push(line..line + 1),
            }
        }
    }
    found
}

fn names_bibliography(sheet: &Sheet, line: usize) -> bool {
    const NAMES: &[&str] = &[
        "references",
        "bibliography",
        "workscited",
        "sources",
        "literatur",
        "literaturverzeichnis",
        "quellen",
        "bibliographie",
        "références",
        "referencias",
        "bibliografía",
        "bibliografia",
    ];
    let title = sheet.numbering(line).map_or(sheet.content(line), |numbering| numbering.rest);
    NAMES.contains(&letters_and_digits(title).as_str())
}

/// "NOTES", or a row of marks, with nothing below it but notes that stand elsewhere.
fn mark_names(sheet: &mut Sheet) {
    const NAMES: &[&str] = &[
        "notes",
        "footnotes",
        "endnotes",
        "anmerkungen",
        "fußnoten",
        "fussnoten",
        "endnoten",
        "remarques",
        "notas",
        "note",
        "noten",
    ];
    let starts: Vec<usize> = sheet.notes.iter().map(|note| note.lines.start).collect();
    for start in starts {
        let above = (0..start).rev().find(|&line| sheet.roles.get(line) != Some(&Role::Blank));
        let Some(above) = above else { continue };
        let words = sheet.content(above);
        let goes = match sheet.roles.get(above) {
            Some(Role::Text) if is_break(words) => true,
            Some(Role::Text | Role::Heading { first: true, .. }) => {
                NAMES.contains(&letters_and_digits(words).as_str()) && notes_alone_follow(sheet, above)
            }
            _ => false,
        };
        if goes {
            sheet.mark(above..above + 1, Role::Note, Why::NotesName);
        }
    }
}

/// Whether nothing but notes stands between a line and the next heading.
fn notes_alone_follow(sheet: &Sheet, line: usize) -> bool {
    let mut after = sheet.roles.iter().skip(line + 1);
    let next = after.find(|role| !matches!(role, Role::Blank | Role::Note));
    matches!(next, None | Some(Role::Heading { .. } | Role::Furniture))
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
