//! Where paragraphs begin among lines without a blank one between them.

use super::columns::{self, Columns};
use super::manner::Wrapping;
use super::verse::{is_paragraph, keeps_lines};
use super::wrapped::NARROW;
use super::{cut, indent, is_break};
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::ends_sentence;
use std::ops::Range;

/// Cuts a chunk into paragraphs: at breaks, and between these as `between_breaks` says.
pub fn parts(sheet: &Sheet, lines: Range<usize>) -> Vec<Range<usize>> {
    // A row of dashes below the heads of columns, or above a sum, is no break.
    if columns::columns(sheet, &lines) == Some(Columns::Table) || columns::are_accounts(sheet, &lines) {
        return vec![lines];
    }
    let mut parts = Vec::new();
    let mut start = lines.start;
    for line in lines.clone().filter(|&line| is_break(sheet.content(line))) {
        between_breaks(sheet, start..line, &mut parts);
        parts.push(line..line + 1);
        start = line + 1;
    }
    between_breaks(sheet, start..lines.end, &mut parts);
    parts
}

/// Cuts lines into paragraphs: at indented first lines, at every line where each is a paragraph, and where
/// a line was ended long before it was full.
fn between_breaks(sheet: &Sheet, lines: Range<usize>, parts: &mut Vec<Range<usize>>) {
    if lines.is_empty() {
        return;
    }
    let manner = &sheet.manner;
    if manner.first_indent && begin_set_in(sheet, &lines) {
        paragraphs(sheet, lines, parts);
    } else if keeps_lines(sheet, &lines) {
        parts.push(lines);
    } else if manner.wrapping == Wrapping::OneLine {
        parts.extend(lines.map(|line| line..line + 1));
    } else {
        paragraphs(sheet, lines, parts);
    }
}

/// Cuts lines at indented first lines, or at the first lines of entries that hang, and where a line was
/// ended long before it was full.
fn paragraphs(sheet: &Sheet, lines: Range<usize>, parts: &mut Vec<Range<usize>>) {
    let mut paragraphs = Vec::new();
    let hanging = hanging(sheet, &lines);
    let labelled = are_labelled(sheet, &lines);
    cut(lines.clone(), &mut paragraphs, |line| match hanging {
        _ if is_paragraph(sheet, line) || is_paragraph(sheet, line - 1) => true,
        _ if labelled && begins_label(sheet, &lines, line) || is_set_apart(sheet, line) => true,
        Some(margin) => indent(sheet, line) == margin,
        None => sheet.manner.first_indent && is_indented(sheet, line),
    });
    for paragraph in paragraphs {
        // Two neighbours that are ended by their author stay together.
        let is_ended = |line: usize| paragraph.contains(&line) && is_ended(sheet, line);
        let is_alone = |line: usize| {
            is_ended(line) && (line == paragraph.start || is_ended(line - 1))
                || line + 1 == paragraph.end && line > paragraph.start && is_ended(line - 1)
        };
        cut(paragraph.clone(), parts, |line| {
            let sentence = ends_sentence(sheet.content(line - 1));
            is_ended(line - 1) && (sentence || !(is_alone(line - 1) && is_alone(line)))
        });
    }
}

/// Whether the first of some lines and another one begin with labels: "Present: …", "Apologies: …".
fn are_labelled(sheet: &Sheet, lines: &Range<usize>) -> bool {
    let mut others = lines.start + 1..lines.end;
    is_label(sheet.content(lines.start)) && others.any(|line| begins_label(sheet, lines, line))
}

/// Whether a line begins with a label below a first line that does, and is none that a label has got into
/// by chance.
fn begins_label(sheet: &Sheet, lines: &Range<usize>, line: usize) -> bool {
    let is_ended = ends_sentence(sheet.content(line - 1)) || !sheet.is_full(line - 1);
    is_ended && indent(sheet, line) == indent(sheet, lines.start) && is_label(sheet.content(line))
}

/// Whether a line begins with up to three words, the first of them with a capital, and a colon.
fn is_label(content: &str) -> bool {
    const LONGEST: usize = 30;
    let Some((label, rest)) = content.split_once(':') else { return false };
    let words = label.split_whitespace().count();
    let is_word = |c: char| c.is_alphanumeric() || " .-’'()/".contains(c);
    label.len() <= LONGEST
        && (1..=3).contains(&words)
        && label.starts_with(char::is_uppercase)
        && label.chars().all(is_word)
        && rest.starts_with(char::is_whitespace)
}

/// Whether a line is set in by more than half of the width below one that is not: who signs a letter.
fn is_set_apart(sheet: &Sheet, line: usize) -> bool {
    let is_deep = |line: usize| indent(sheet, line) * 2 > sheet.manner.measure;
    is_deep(line) && !is_deep(line - 1)
}

fn is_indented(sheet: &Sheet, line: usize) -> bool {
    sheet.lines.get(line).is_some_and(|line| sheet.manner.is_indented(line))
}

/// Whether the paragraphs of lines begin with an indent: there are two edges, what is set in begins with no
/// small letter, and a line is full.
fn begin_set_in(sheet: &Sheet, lines: &Range<usize>) -> bool {
    let margin = sheet.manner.margin;
    let first = lines.clone().find(|&line| is_indented(sheet, line));
    let Some(edge) = first.map(|line| indent(sheet, line)) else { return false };
    let two_edges = lines.clone().all(|line| matches!(indent(sheet, line), at if at == margin || at == edge));
    let begins = |line: usize| !sheet.content(line).starts_with(char::is_lowercase);
    let is_long = |line: usize| match (sheet.lines.get(line), sheet.lines.get(line + 1)) {
        (Some(line), Some(next)) => line.reach_with(next) * 5 > sheet.manner.measure * 4,
        _ => false,
    };
    !is_set_verse(sheet, lines)
        && two_edges
        && lines.clone().filter(|&line| indent(sheet, line) == edge).all(begins)
        && (lines.start + 1..lines.end).any(|line| indent(sheet, line) == margin && is_long(line - 1))
}

/// Whether lines of a narrow text all begin with capitals, also those that are not set in: verse whose lines are
/// set in by turns. Where each second one is, a quatrain tells.
fn is_set_verse(sheet: &Sheet, lines: &Range<usize>) -> bool {
    const FEWEST: usize = 2;
    let flush = || lines.clone().skip(1).filter(|&line| indent(sheet, line) == sheet.manner.margin);
    let letter = |line: usize| sheet.content(line).chars().find(|letter| letter.is_alphabetic());
    let capital = |line: usize| letter(line).is_some_and(char::is_uppercase);
    let by_turns = || {
        lines.len() > 3 && lines.clone().skip(1).all(|line| indent(sheet, line) != indent(sheet, line - 1))
    };
    sheet.manner.measure < NARROW && flush().all(capital) && (flush().count() >= FEWEST || by_turns())
}

/// The indent that entries begin at, whose other lines are set in deeper: at least two hang so.
fn hanging(sheet: &Sheet, lines: &Range<usize>) -> Option<usize> {
    let margin = lines.clone().map(|line| indent(sheet, line)).min()?;
    let hangs = |&line: &usize| {
        indent(sheet, line) == margin && line + 1 < lines.end && indent(sheet, line + 1) > margin
    };
    let begins = indent(sheet, lines.start) == margin;
    (begins && !sheet.manner.first_indent && lines.clone().filter(hangs).count() > 1).then_some(margin)
}

/// A line that ends a sentence so many columns short of the width ends a paragraph.
const SLACK: usize = 3;

/// Whether a line of a text that is wrapped at a plain width ends long before it is full.
fn is_ended(sheet: &Sheet, line: usize) -> bool {
    let manner = &sheet.manner;
    match (sheet.lines.get(line), sheet.lines.get(line + 1)) {
        (Some(line), Some(next)) if !manner.widths.is_empty() => {
            let reach = line.reach_with(next);
            let sentence = ends_sentence(&sheet.text[line.content.clone()]);
            reach * 5 <= manner.measure * 4 || sentence && reach + SLACK <= manner.measure
        }
        _ => false,
    }
}
