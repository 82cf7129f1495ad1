//! What form lines of text have: a paragraph, a quotation, verse, a list, a table, a break.

pub mod captions;
pub mod chords;
pub mod columns;
mod dashes;
mod drawn;
mod japanese;
pub mod list;
mod lone_verse;
pub mod manner;
pub mod names;
pub mod names_above;
mod paragraphs;
pub mod persons;
mod poem_titles;
pub mod prefixes;
pub mod said;
pub mod speakers;
mod stage;
mod verse;
pub mod wrapped;

use self::columns::Columns;
use self::lone_verse::is_lone_verse;
use self::manner::Wrapping;
use self::paragraphs::parts;
use self::verse::keeps_lines;
use crate::reader::plain::Sheet;
use crate::reader::plain::head::memo::memo_head;
use crate::reader::plain::role::Role;
use std::ops::Range;

/// The form of some lines of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One paragraph, its lines joined.
    Paragraph,
    /// A paragraph of a quotation.
    Quote,
    /// Lines that end where their author ended them.
    Verse,
    /// Items that begin with numbers or bullets.
    List,
    /// Rows of cells.
    Table,
    /// Lines with columns of their own.
    Columns,
    /// A break between scenes.
    Break,
}

/// Cuts lines without a blank one between them into parts of one form each.
pub fn forms(sheet: &Sheet, lines: Range<usize>) -> Vec<(Range<usize>, Form)> {
    if sheet.keep_lines {
        return kept(sheet, lines);
    }
    if sheet.loose.contains_key(&lines.start) {
        return vec![(lines, Form::List)];
    }
    if sheet.play.lists_each(sheet, &lines) && columns::columns(sheet, &lines).is_none() {
        return vec![(lines, Form::Verse)];
    }
    if let Some(parts) = said::filmed(sheet, &lines) {
        return parts;
    }
    if let Some(paragraphs) = japanese::paragraphs(sheet, &lines) {
        return paragraphs;
    }
    if let Some(paragraphs) = dashes::paragraphs(sheet, &lines) {
        return paragraphs;
    }
    let mut forms = Vec::new();
    // What somebody says begins with the name of who says it.
    let mut speeches = Vec::new();
    cut(lines, &mut speeches, |line| sheet.speakers.contains_key(&line) || sheet.prefixed.contains(&line));
    for (stretch, drawn) in speeches.into_iter().flat_map(|speech| drawn::cut(sheet, speech)) {
        match drawn {
            Some(form) => forms.push((stretch, form)),
            None => forms.extend(written(sheet, stretch)),
        }
    }
    forms
}

/// The parts of lines that are words: those of lists, and those between them.
fn written(sheet: &Sheet, lines: Range<usize>) -> Vec<(Range<usize>, Form)> {
    let is_head = || columns::columns(sheet, &lines).is_none() && is_memo_head(sheet, &lines);
    // A table may have numbers at the front of its rows.
    if columns::is_wrapped_table(sheet, &lines) || is_head() {
        return vec![(lines, Form::Columns)];
    }
    let stretches = list::cut(sheet, lines).into_iter();
    let forms = stretches.flat_map(|(stretch, is_list)| match is_list {
        true => vec![(stretch, Form::List)],
        false => parts(sheet, stretch).into_iter().map(|part| (part.clone(), form(sheet, &part))).collect(),
    });
    forms.collect()
}

/// Whether lines are the head of a memo, of which some stand in one of its columns alone.
fn is_memo_head(sheet: &Sheet, lines: &Range<usize>) -> bool {
    const FIRST_LINES: usize = 40;
    lines.start < FIRST_LINES && memo_head(sheet).as_ref() == Some(lines)
}

/// Lines that end where they end in the text; only breaks part them.
fn kept(sheet: &Sheet, lines: Range<usize>) -> Vec<(Range<usize>, Form)> {
    let is_break = |line: usize| is_break(sheet.content(line));
    let mut parts = Vec::new();
    cut(lines, &mut parts, |line| is_break(line) || is_break(line - 1));
    let form = |part: Range<usize>| {
        let form = match part.len() {
            1 if is_break(part.start) => Form::Break,
            1 => Form::Paragraph,
            _ => Form::Verse,
        };
        (part, form)
    };
    parts.into_iter().map(form).collect()
}

fn form(sheet: &Sheet, part: &Range<usize>) -> Form {
    if part.len() == 1 && sheet.play.verses.contains(&part.start) {
        Form::Verse
    } else if is_quote(sheet, part) {
        Form::Quote
    } else if part.len() == 1 && is_break(sheet.content(part.start)) {
        Form::Break
    } else {
        match columns::columns(sheet, part) {
            Some(Columns::Table) => Form::Table,
            // A listing calls no notes.
            Some(Columns::Aligned) if !calls_note(sheet, part) => Form::Columns,
            _ if keeps_lines(sheet, part) || is_lone_verse(sheet, part) => Form::Verse,
            _ => Form::Paragraph,
        }
    }
}

fn calls_note(sheet: &Sheet, part: &Range<usize>) -> bool {
    let bytes = sheet.bytes(part);
    sheet.marks_from(bytes.start).first().is_some_and(|mark| mark.bytes.start < bytes.end)
}

/// "* * *", "---", "#": a break between scenes.
pub fn is_break(content: &str) -> bool {
    let Some(first) = content.chars().find(|mark| !mark.is_whitespace()) else { return false };
    if first.is_ascii_alphanumeric() || !"*-_=~#•·⁂—–+".contains(first) {
        return false;
    }
    let mut marks = content.chars().filter(|mark| !mark.is_whitespace());
    let count = marks.clone().count();
    marks.all(|mark| mark == first) && (count >= 3 || matches!(first, '⁂' | '#' | '*') && count == 1)
}

fn indent(sheet: &Sheet, line: usize) -> usize {
    sheet.lines.get(line).map_or(0, |line| line.indent)
}

/// Cuts a range before each line for which `begins` holds.
fn cut(lines: Range<usize>, parts: &mut Vec<Range<usize>>, begins: impl Fn(usize) -> bool) {
    let mut start = lines.start;
    for line in lines.start + 1..lines.end {
        if begins(line) {
            parts.push(start..line);
            start = line;
        }
    }
    parts.push(start..lines.end);
}

/// Prose whose every line is set in by two columns or more. A line that is set in deeply is
/// centred; where paragraphs begin with an indent, one line proves nothing.
fn is_quote(sheet: &Sheet, part: &Range<usize>) -> bool {
    const CENTRED: usize = 16;
    let lines = sheet.lines.get(part.clone()).unwrap_or_default();
    let depth = lines.iter().map(|line| line.indent.saturating_sub(sheet.manner.margin)).min().unwrap_or(0);
    let proven = part.len() > 1 || !sheet.manner.first_indent;
    (2..CENTRED).contains(&depth)
        && proven
        && sheet.manner.wrapping == Wrapping::Wrapped
        && !is_break(sheet.content(part.start))
        && !is_answer(sheet, part.start)
        && !keeps_lines(sheet, part)
}

/// Whether a line that begins with what others begin with stands directly below another: "A. I." below
/// "Q. Who?"
fn is_answer(sheet: &Sheet, line: usize) -> bool {
    let above = line.checked_sub(1).and_then(|above| sheet.roles.get(above));
    sheet.prefixed.contains(&line) && above == Some(&Role::Text)
}
