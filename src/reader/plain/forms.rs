//! What form lines of text have: a paragraph, a quotation, verse, a break.

use super::Sheet;
use super::lines::{Wrapping, first_word};
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
    /// Lines with columns of their own.
    Columns,
    /// A break between scenes.
    Break,
}

/// Cuts lines without a blank one between them into parts of one form each.
pub fn forms(sheet: &Sheet, lines: Range<usize>) -> Vec<(Range<usize>, Form)> {
    parts(sheet, lines).into_iter().map(|part| (part.clone(), form(sheet, &part))).collect()
}

fn form(sheet: &Sheet, part: &Range<usize>) -> Form {
    if is_quote(sheet, part) {
        Form::Quote
    } else if part.len() == 1 && is_break(sheet.content(part.start)) {
        Form::Break
    } else if has_columns(sheet, part) {
        Form::Columns
    } else if keeps_lines(sheet, part) {
        Form::Verse
    } else {
        Form::Paragraph
    }
}

/// "* * *", "---", "#": a break between scenes.
pub fn is_break(content: &str) -> bool {
    let marks = content.chars().filter(|character| !character.is_whitespace());
    let count = marks.clone().count();
    let first = marks.clone().next();
    let alike = marks.clone().all(|mark| Some(mark) == first);
    let is_mark = |mark: char| "*-_=~#•·⁂—–+".contains(mark);
    alike
        && first.is_some_and(|mark| {
            is_mark(mark) && (count >= 3 || matches!(mark, '⁂' | '#' | '*') && count == 1)
        })
}

/// Cuts a chunk into paragraphs: at breaks, at indented first lines, and at every line where
/// each is a paragraph.
fn parts(sheet: &Sheet, lines: Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let kept = keeps_lines(sheet, &lines);
    for line in lines {
        let open =
            parts.last().is_some_and(|last| last.end == line) && !begins(sheet, line, kept, parts.last());
        match parts.last_mut() {
            Some(last) if open => last.end = line + 1,
            _ => parts.push(line..line + 1),
        }
    }
    parts
}

/// In a text of one-line paragraphs, neighbours of up to so many characters are kept as lines.
const SHORT_LINE: usize = 60;

fn begins(sheet: &Sheet, line: usize, kept: bool, part: Option<&Range<usize>>) -> bool {
    let before = line.wrapping_sub(1);
    if is_break(sheet.content(line)) || is_break(sheet.content(before)) {
        return true;
    }
    let width = |line: usize| sheet.lines.get(line).map_or(0, |line| line.width);
    if sheet.manner.wrapping == Wrapping::OneLine {
        return width(line) > SHORT_LINE || part.is_some_and(|part| width(part.start) > SHORT_LINE);
    }
    let indented = sheet.lines.get(line).is_some_and(|line| sheet.manner.is_indented(line));
    sheet.manner.first_indent && indented && !kept
}

/// Whether lines end where their author wanted them to: verse, an address, a table.
fn keeps_lines(sheet: &Sheet, part: &Range<usize>) -> bool {
    if part.len() < 2 {
        return false;
    }
    if has_columns(sheet, part) {
        return true;
    }
    let lines = sheet.lines.get(part.clone()).unwrap_or_default();
    let longest = lines.iter().map(|line| line.reach()).max().unwrap_or(0);
    match sheet.manner.wrapping {
        Wrapping::OneLine => lines.iter().all(|line| line.width <= SHORT_LINE),
        Wrapping::Ragged => ragged(sheet, part, sheet.manner.measure),
        // A quotation may be narrower than the text and yet be full lines.
        Wrapping::Wrapped => {
            let own = ragged(sheet, part, longest) || part.len() < 4 || longest * 2 < sheet.manner.measure;
            longest * 10 <= sheet.manner.measure * 9 && ragged(sheet, part, sheet.manner.measure) && own
        }
    }
}

/// Whether the next line's first word would have fitted on at least half of the lines.
fn ragged(sheet: &Sheet, part: &Range<usize>, measure: usize) -> bool {
    let lines = sheet.lines.get(part.clone()).unwrap_or_default();
    let room = lines.windows(2).filter(|pair| match pair {
        [line, next] => line.reach() + 1 + first_word(sheet.text, next) <= measure,
        _ => false,
    });
    room.count() * 2 >= part.len() - 1
}

/// Whether most lines have words set off by three spaces or a tab.
fn has_columns(sheet: &Sheet, part: &Range<usize>) -> bool {
    let set_off = |line: &usize| {
        let content = sheet.content(*line);
        content.contains("   ") || content.contains('\t')
    };
    part.len() > 1 && part.clone().filter(set_off).count() * 2 > part.len()
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
        && !keeps_lines(sheet, part)
}
