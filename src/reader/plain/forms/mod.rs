//! What form lines of text have: a paragraph, a quotation, verse, a list, a table, a break.

pub mod chords;
pub mod columns;
mod drawn;
mod japanese;
pub mod list;
pub mod loose;
pub mod manner;
pub mod names;
pub mod names_above;
pub mod persons;
pub mod prefixes;
pub mod said;
pub mod speakers;
pub mod wrapped;

use self::columns::Columns;
use self::manner::{Wrapping, is_even};
use self::wrapped::{Fit, Looks, NARROW, stretch_at, turns_over};
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::{Line, ends_sentence};
use crate::reader::plain::role::Role;
use std::borrow::Cow;
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
    let stretches = list::cut(sheet, lines).into_iter();
    let forms = stretches.flat_map(|(stretch, is_list)| match is_list {
        true => vec![(stretch, Form::List)],
        false => parts(sheet, stretch).into_iter().map(|part| (part.clone(), form(sheet, &part))).collect(),
    });
    forms.collect()
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
    if !"*-_=~#•·⁂—–+".contains(first) {
        return false;
    }
    let mut marks = content.chars().filter(|mark| !mark.is_whitespace());
    let count = marks.clone().count();
    marks.all(|mark| mark == first) && (count >= 3 || matches!(first, '⁂' | '#' | '*') && count == 1)
}

/// Cuts a chunk into paragraphs: at breaks, and between these as `between_breaks` says.
fn parts(sheet: &Sheet, lines: Range<usize>) -> Vec<Range<usize>> {
    // A row of dashes below the heads of columns is no break.
    if columns::columns(sheet, &lines) == Some(Columns::Table) {
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

/// In a text of one-line paragraphs, lines of up to this column without a longer one beside them are kept as
/// lines. Beside a longer one they are paragraphs, such as what people say.
const SHORT_LINE: usize = 60;

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
    two_edges
        && lines.clone().filter(|&line| indent(sheet, line) == edge).all(begins)
        && (lines.start + 1..lines.end).any(|line| indent(sheet, line) == margin && is_long(line - 1))
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

/// Whether lines end where their author wanted them to: verse, an address, a table.
fn keeps_lines(sheet: &Sheet, part: &Range<usize>) -> bool {
    if part.len() < 2 || said::is_joined(sheet, part) {
        return false;
    }
    let are_addresses = || part.clone().all(|line| is_address(sheet.content(line)));
    if columns::columns(sheet, part).is_some() || said::is_beside_name(sheet, part) || are_addresses() {
        return true;
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

/// Whether a line alone is one of verse, such as a refrain: a stanza stands above or below it, no deeper set
/// in, and the line is neither a caption nor what announces the verse.
fn is_lone_verse(sheet: &Sheet, part: &Range<usize>) -> bool {
    let line = part.start;
    let content = sheet.content(line);
    let speaks = sheet.speakers.contains_key(&line);
    if part.len() > 1 || speaks || content.ends_with(':') || !content.chars().any(char::is_lowercase) {
        return false;
    }
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    if is_text(&(line + 1)) || line.checked_sub(1).is_some_and(|above| is_text(&above)) {
        return false;
    }
    let above = line.checked_sub(2).filter(is_text).map(|last| {
        let first = (0..=last).rev().take(MOST_STANZA).take_while(is_text).last().unwrap_or(last);
        first..last + 1
    });
    let below = Some(line + 2).filter(is_text).map(|first| {
        first..(first..sheet.lines.len()).take(MOST_STANZA).take_while(is_text).last().unwrap_or(first) + 1
    });
    let is_stanza = |stanza: &Range<usize>| {
        let lines = sheet.lines.get(stanza.clone()).unwrap_or_default();
        let widest = lines.iter().map(|line| line.width).max().unwrap_or(0);
        let margin = lines.iter().map(|line| line.indent).min().unwrap_or(0);
        let own = sheet.lines.get(line).map_or((0, 0), |line| (line.width, line.indent));
        let is_list = list::cut(sheet, stanza.clone()).iter().any(|(_, is_list)| *is_list);
        let is_verse = !is_list && columns::columns(sheet, stanza).is_none();
        is_verse
            && own.0 * 2 >= widest
            && own.0 <= widest * 3 / 2
            && own.1 >= margin
            && keeps_lines(sheet, stanza)
    };
    above.is_some_and(|stanza| is_stanza(&stanza)) || below.is_some_and(|stanza| is_stanza(&stanza))
}

/// So many lines of a stanza are looked at beside a line alone.
const MOST_STANZA: usize = 40;

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
