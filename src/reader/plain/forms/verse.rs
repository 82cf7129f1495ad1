//! Lines that end where their author ended them: verse, addresses, lines of like length that no width explains.

use super::manner::{LONGEST_WRAPPED, Wrapping, is_even};
use super::wrapped::{Fit, Looks, NARROW, stretch_at, turns_over};
use super::{columns, is_answer, said};
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::{Line, ends_sentence};
use crate::reader::plain::role::Role;
use std::borrow::Cow;
use std::ops::Range;

/// In a text of one-line paragraphs, lines of up to this column without a longer one beside them are kept as
/// lines. Beside a longer one they are paragraphs, such as what people say.
const SHORT_LINE: usize = 60;

/// Whether lines end where their author wanted them to: verse, an address, a table.
pub fn keeps_lines(sheet: &Sheet, part: &Range<usize>) -> bool {
    if part.len() < 2 || said::is_joined(sheet, part) {
        return false;
    }
    let are_addresses = || part.clone().all(|line| is_address(sheet.content(line)));
    if columns::columns(sheet, part).is_some() || said::is_beside_name(sheet, part) || are_addresses() {
        return true;
    }
    if part.clone().any(|line| is_paragraph(sheet, line)) {
        return false;
    }
    let placed = placed(sheet, part);
    let lines = placed.as_ref();
    let Some(fit) = Fit::of(sheet.text, lines) else { return false };
    // A question or an answer that goes on below is a paragraph.
    let goes_on = |pair: &[Line]| matches!(pair, [line, next] if turns_over(sheet.text, line, next));
    if sheet.prefixed.contains(&part.start) && lines.windows(2).all(goes_on) {
        return false;
    }
    if is_answer(sheet, part.start) && lines.iter().skip(1).all(|line| begins_small(sheet, line)) {
        return false;
    }
    let looks = Looks::of(sheet.text, lines);
    if is_synopsis(sheet, part) {
        return false;
    }
    match sheet.manner.wrapping {
        Wrapping::OneLine => lines.iter().all(|line| line.width <= SHORT_LINE),
        _ if runs_on(sheet, lines, looks) => false,
        // Whoever has nothing but narrow lines has ended them.
        Wrapping::Ragged if fit.least < SHORTEST_TYPED => true,
        Wrapping::Ragged if sheet.manner.even && is_stanza(lines, fit) => true,
        Wrapping::Ragged => {
            let half = is_half_full(lines, sheet.manner.measure);
            let full = fit.is_sure() && !looks.is_verse() || fit.ends > 3 && half && looks.is_prose();
            !full && !is_typed_prose(lines, fit, looks)
        }
        Wrapping::Wrapped if is_narrow_prose(sheet, lines, fit, looks) => false,
        Wrapping::Wrapped => is_broken_off(sheet, lines, looks),
    }
}

/// Whether a line is longer than anybody wraps lines, and than those of verse: it is a paragraph.
pub fn is_paragraph(sheet: &Sheet, line: usize) -> bool {
    sheet.lines.get(line).is_some_and(|line| line.width > LONGEST_WRAPPED)
}

/// Whether a line is an address of the web and nothing else.
fn is_address(content: &str) -> bool {
    let begins = content.contains("://") || content.starts_with("www.");
    begins && !content.contains(char::is_whitespace)
}

/// Whether lines directly below a heading say what its chapter holds: "The Ship--A Storm--We land".
fn is_synopsis(sheet: &Sheet, part: &Range<usize>) -> bool {
    const FEWEST_DASHES: usize = 3;
    let above = (0..part.start).rev().find(|&line| sheet.roles.get(line) != Some(&Role::Blank));
    let is_below = above.is_some_and(|above| matches!(sheet.roles.get(above), Some(Role::Heading { .. })));
    let dashes = |line: usize| {
        let content = sheet.content(line);
        content.matches("--").count() + content.matches(['—', '–']).count()
    };
    // A line of verse seldom has more than one.
    is_below && part.clone().map(dashes).sum::<usize>() >= FEWEST_DASHES.max(part.len() + 1)
}

/// The lines of a part as they are to be measured: those that are set in by more than half of the width by
/// their own words, since they would be full without them, and what stands behind a name without it.
fn placed<'a>(sheet: &'a Sheet, part: &Range<usize>) -> Cow<'a, [Line]> {
    let lines = sheet.lines.get(part.clone()).unwrap_or_default();
    let depth = lines.iter().map(|line| line.indent).min().unwrap_or(0);
    if depth * 2 > sheet.manner.measure {
        return lines.iter().map(|line| Line { indent: line.indent - depth, ..line.clone() }).collect();
    }
    match behind_name(sheet.text, lines) {
        Some(lines) => Cow::Owned(match sheet.manner.wrapping {
            // No width is known that the names would belong to.
            Wrapping::Ragged => lines.into_iter().map(|line| Line { indent: 0, ..line }).collect(),
            _ => lines,
        }),
        None => Cow::Borrowed(lines),
    }
}

/// The lines of which the first is without the name in the margin that it begins with, if the others stand
/// below each other behind that name.
fn behind_name(text: &str, lines: &[Line]) -> Option<Vec<Line>> {
    let (first, others) = lines.split_first()?;
    let column = others.first().map(|line| line.indent).filter(|&column| column > first.indent)?;
    if others.iter().any(|line| line.indent != column) {
        return None;
    }
    let start = stretch_at(text, first, column)?;
    let content = start..first.content.end;
    let first = Line { content, indent: column, width: first.reach() - column, ..first.clone() };
    Some(std::iter::once(first).chain(others.iter().cloned()).collect())
}

/// Whether lines may be a stanza among others that end with long lines: few, and short of those of prose.
fn is_stanza(lines: &[Line], fit: Fit) -> bool {
    const MOST_LINES: usize = 12;
    // What a hand wraps prose at seldom is narrower, as a speech in a play in verse.
    const WIDEST: usize = 60;
    lines.len() <= MOST_LINES && fit.least < WIDEST && is_even(lines)
}

/// Shorter lines than these are none of prose where nothing tells how wide it is wrapped.
const SHORTEST_TYPED: usize = 45;

/// Prose that somebody has wrapped by hand, or of which there is little: lines that go on in the midst of
/// sentences, longer than those of songs, and of about one length.
fn is_typed_prose(lines: &[Line], fit: Fit, looks: Looks) -> bool {
    let inner = lines.len().saturating_sub(1);
    let even = lines.iter().take(inner).all(|line| line.reach() * 10 >= fit.least * 7);
    fit.least >= SHORTEST_TYPED && looks.goes_on() && even
}

/// A quotation may be narrower than the text and yet be full lines.
fn is_narrow_prose(sheet: &Sheet, lines: &[Line], fit: Fit, looks: Looks) -> bool {
    let wide = fit.least * 2 >= sheet.manner.measure;
    let half = fit.ends > 3 && looks.is_prose() && is_half_full(lines, fit.least);
    let ends = lines.last().is_some_and(|last| ends_sentence(&sheet.text[last.content.clone()]));
    // Three lines of one sentence, wider than those of most verse.
    let sentence = fit.ends > 1 && fit.is_exact() && fit.least >= NARROW && looks.goes_on() && ends;
    wide && (fit.is_sure() && !looks.is_verse() || half || sentence)
}

/// Whether lines are short of every width that the prose of the text is wrapped at.
fn is_broken_off(sheet: &Sheet, lines: &[Line], looks: Looks) -> bool {
    let manner = &sheet.manner;
    let longest = lines.iter().map(Line::reach).max().unwrap_or(0);
    let ends = lines.len() - 1;
    let short = longest * 10 <= manner.measure * 9;
    let fills = |width: &usize| width + 2 >= longest && count_full(lines, *width) * 3 >= ends * 2;
    if manner.widths.iter().any(fills) {
        // Four lines of verse may fit a narrow width by chance.
        return short && ends > 2 && looks.begins_as_verse();
    }
    let ragged = !is_half_full(lines, manner.measure);
    let is_ended = |pair: &&[Line]| match pair {
        [line, next] => !manner.widths.is_empty() && line.reach_with(next) * 5 <= manner.measure * 4,
        _ => false,
    };
    let ended = || lines.windows(2).filter(is_ended);
    // No prose goes on in the midst of a sentence below a line that ends early, and more than once.
    let small = |pair: &&[Line]| pair.last().is_some_and(|next| begins_small(sheet, next));
    let (count, small) = (ended().count(), ended().filter(small).count());
    let uneven = manner.widths.is_empty() && is_uneven(lines, longest);
    let broken = count == ends || count > 1 && small * 2 >= count || uneven;
    ragged && (short || broken || ends > 2 && looks.begins_as_verse())
}

/// Whether lines go on in the midst of sentences, each with a small letter, and one of them is as full as prose is; or
/// two of them are one sentence at the margin, whatever a word too long for the first, or a hand, has ended early.
fn runs_on(sheet: &Sheet, lines: &[Line], looks: Looks) -> bool {
    let manner = &sheet.manner;
    let (Some((first, others)), Some(last)) = (lines.split_first(), lines.last()) else { return false };
    let words = |line: &Line| &sheet.text[line.content.clone()];
    // What is set in deeper than the first line may be a verse that was too long, or code.
    let placed = others.iter().all(|line| line.indent == last.indent) && first.indent >= last.indent;
    let small = others.iter().all(|line| begins_small(sheet, line));
    if !placed || !small || !words(first).contains(char::is_lowercase) {
        return false;
    }
    let ends = ends_sentence(words(last));
    let longest = lines.iter().map(Line::reach).max().unwrap_or(0);
    let inner = lines.get(..lines.len() - 1).unwrap_or_default();
    let even = inner.iter().all(|line| line.reach() * 2 >= longest && line.gap <= SENTENCE_GAP);
    let full = even && longest >= NARROW && longest * 4 >= manner.measure * 3;
    let begins = words(first).starts_with(char::is_uppercase);
    let two = manner.wrapping == Wrapping::Wrapped && lines.len() == 2 && first.indent == manner.margin;
    let is_sentence = two && last.indent == manner.margin && ends && !ends_sentence(words(first));
    is_sentence || full && (ends || begins) && looks.goes_on()
}

/// Typists leave so many blanks behind a sentence; more part columns.
const SENTENCE_GAP: u32 = 2;

fn begins_small(sheet: &Sheet, line: &Line) -> bool {
    sheet.text[line.content.clone()].starts_with(char::is_lowercase)
}

/// Whether most lines are much shorter than the longest, as no wrapped lines are.
fn is_uneven(lines: &[Line], longest: usize) -> bool {
    let inner = lines.len() - 1;
    let short = lines.iter().take(inner).filter(|line| line.reach() * 5 < longest * 3);
    short.count() * 2 > inner
}

/// Whether the next line's first word would not have fitted on more than half of the lines.
fn is_half_full(lines: &[Line], measure: usize) -> bool {
    count_full(lines, measure) * 2 > lines.len() - 1
}

fn count_full(lines: &[Line], measure: usize) -> usize {
    let full = lines.windows(2).filter(|pair| match pair {
        [line, next] => line.reach_with(next) > measure,
        _ => false,
    });
    full.count()
}
