//! What is said in a play: whether it is prose or verse, where a line alone below a name is a verse, too.

use super::persons::comes_or_goes;
use super::{Form, cut, forms};
use crate::reader::plain::Sheet;
use crate::reader::plain::blocks::verse::said_at;
use crate::reader::plain::lines::ends_sentence;
use crate::reader::plain::role::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Remembers the lines alone that are verse, where most of what is said is.
pub fn mark(sheet: &mut Sheet) {
    sheet.play.is_prose = is_prose(sheet);
    sheet.play.said_at = column_of_verse(sheet).filter(|_| !sheet.play.is_prose);
    let speeches: Vec<Range<usize>> =
        sheet.chunks().into_iter().filter(|lines| is_said(sheet, lines.start)).collect();
    sheet.play.is_filmed =
        !speeches.is_empty() && (0..sheet.lines.len()).any(|line| is_shot(sheet.content(line)));
    if sheet.play.is_filmed {
        return;
    }
    let mut verses = alone_in_verse(sheet, speeches);
    if !sheet.play.is_prose {
        verses.extend(alone_in_verse(sheet, beside_names(sheet)));
    }
    sheet.play.verses = verses;
}

/// The speeches of one line that are verse, if most lines of the longer ones are.
fn alone_in_verse(sheet: &Sheet, speeches: Vec<Range<usize>>) -> BTreeSet<usize> {
    let (mut verses, mut lines) = (0, 0);
    for said in speeches.iter().filter(|said| said.len() > 1) {
        lines += said.len();
        let parts = forms(sheet, said.clone()).into_iter();
        verses += parts.filter(|(_, form)| *form == Form::Verse).map(|(part, _)| part.len()).sum::<usize>();
    }
    if verses * 2 <= lines {
        return BTreeSet::new();
    }
    let alone = speeches.into_iter().filter(|said| said.len() == 1).map(|said| said.start);
    alone.filter(|&line| may_be_verse(sheet, line)).collect()
}

/// What is said behind names on the same line, each with the name.
fn beside_names(sheet: &Sheet) -> Vec<Range<usize>> {
    let goes_on =
        |line: &usize| sheet.roles.get(*line) == Some(&Role::Text) && !sheet.speakers.contains_key(line);
    let end = |start: usize| {
        (start + 1..sheet.lines.len()).find(|line| !goes_on(line)).unwrap_or(sheet.lines.len())
    };
    sheet.speakers.keys().map(|&start| start..end(start)).collect()
}

/// The column that half of what is said behind names begins at.
fn column_of_verse(sheet: &Sheet) -> Option<usize> {
    let mut columns: BTreeMap<usize, usize> = BTreeMap::new();
    for (&line, &length) in &sheet.speakers {
        *columns.entry(said_at(sheet, line, length)).or_default() += 1;
    }
    let (&column, &count) = columns.iter().max_by_key(|(_, count)| **count)?;
    (count * 2 >= sheet.speakers.len()).then_some(column)
}

/// Whether what is said behind names on the same line is prose: it goes on with small letters, or below
/// lines that are longer than those of verse.
fn is_prose(sheet: &Sheet) -> bool {
    const LONGEST_VERSE: usize = 66;
    let goes_on = sheet.speakers.keys().map(|line| line + 1);
    let goes_on = goes_on.filter(|line| sheet.roles.get(*line) == Some(&Role::Text));
    let goes_on: Vec<usize> =
        goes_on.filter(|line| !sheet.speakers.contains_key(line) && !hangs(sheet, line - 1, *line)).collect();
    let is_long = |line: usize| sheet.lines.get(line).is_some_and(|line| line.width > LONGEST_VERSE);
    let prose = goes_on
        .iter()
        .filter(|&&line| sheet.content(line).starts_with(char::is_lowercase) || is_long(line - 1));
    prose.count() * 2 > goes_on.len()
}

/// Whether a line is set in as deep as a name is long, as verse is below a verse that begins with one.
fn hangs(sheet: &Sheet, name: usize, line: usize) -> bool {
    const DEEP: usize = 6;
    let indent = |line: usize| sheet.lines.get(line).map_or(0, |line| line.indent);
    indent(line) > indent(name) + DEEP
}

/// Whether lines are verse that stands beside a name, each set in below the first word of the first.
pub fn is_beside_name(sheet: &Sheet, part: &Range<usize>) -> bool {
    const LONGEST_VERSE: usize = 60;
    let short = |line: usize| sheet.lines.get(line).is_some_and(|line| line.reach() <= LONGEST_VERSE);
    let mut below = part.start + 1..part.end;
    !sheet.play.is_prose
        && sheet.speakers.contains_key(&part.start)
        && part.clone().all(short)
        && below.all(|line| hangs(sheet, part.start, line))
}

/// Whether lines are those of a paragraph of a play, whatever width they are wrapped at: prose behind a name,
/// or a direction in brackets.
pub fn is_joined(sheet: &Sheet, part: &Range<usize>) -> bool {
    if sheet.play.names.is_empty() {
        return false;
    }
    let goes_on = part.start + 1..part.end;
    let small = goes_on.clone().filter(|line| sheet.content(*line).starts_with(char::is_lowercase)).count();
    let last = sheet.content(part.end - 1).trim_end_matches(['.', '_']);
    let directs = match sheet.content(part.start).chars().next() {
        Some('[') => last.ends_with(']'),
        Some('(') => last.ends_with(')'),
        _ => false,
    };
    let hangs = goes_on.clone().any(|line| hangs(sheet, part.start, line));
    let speaks = sheet.play.is_prose && !hangs && sheet.speakers.contains_key(&part.start);
    speaks && (small * 2 >= goes_on.len() || goes_on.len() == 1)
        || directs && small == goes_on.len()
        || is_direction(sheet, part)
        || small == goes_on.len() && is_wide(sheet, part)
}

/// Whether what stands below a name goes on over lines that are longer than those of verse.
fn is_wide(sheet: &Sheet, part: &Range<usize>) -> bool {
    const LONGEST_VERSE: usize = 60;
    let is_long = |line: usize| sheet.lines.get(line).is_some_and(|line| line.width > LONGEST_VERSE);
    is_said(sheet, part.start) && (part.start..part.end - 1).all(is_long)
}

/// Whether lines are a direction, whatever they begin with: a bracket that opens on the first closes at the end
/// of the last, or full lines say who comes and goes.
fn is_direction(sheet: &Sheet, part: &Range<usize>) -> bool {
    const MOST_LINES: usize = 4;
    const FULL: usize = 50;
    let (first, last) = (sheet.content(part.start), sheet.content(part.end - 1));
    let count =
        |mark: char| part.clone().map(|line| sheet.content(line).matches(mark).count()).sum::<usize>();
    let closed = last.trim_end_matches(['.', '_']).ends_with(']') && count(']') == 1;
    let bracketed = first.contains('[') && count('[') == 1 && closed;
    let goes_on = |line: usize| sheet.lines.get(line).is_some_and(|line| line.width >= FULL);
    let full = (part.start..part.end - 1).all(|line| goes_on(line) && !ends_sentence(sheet.content(line)));
    part.len() <= MOST_LINES && full && (bracketed || comes_or_goes(first) && ends_sentence(last))
}

/// Whether a line stands below the name of who says it.
fn is_said(sheet: &Sheet, line: usize) -> bool {
    let role = |line: Option<usize>| line.and_then(|line| sheet.roles.get(line)).copied();
    let (above, further) = (role(line.checked_sub(1)), role(line.checked_sub(2)));
    above == Some(Role::Speaker) || above == Some(Role::Blank) && further == Some(Role::Speaker)
}

/// Whether a line says where the camera stands: "INT. WAITING ROOM - NIGHT".
pub fn is_shot(content: &str) -> bool {
    ["INT. ", "EXT. ", "INT./EXT", "EXT./INT", "I/E. "].iter().any(|shot| content.starts_with(shot))
}

/// The parts of what is said in a film: directions in parentheses, and paragraphs between them.
pub fn filmed(sheet: &Sheet, lines: &Range<usize>) -> Option<Vec<(Range<usize>, Form)>> {
    if !sheet.play.is_filmed || !is_said(sheet, lines.start) {
        return None;
    }
    let is_direction =
        |line: usize| sheet.content(line).starts_with('(') && sheet.content(line).ends_with(')');
    let mut parts = Vec::new();
    cut(lines.clone(), &mut parts, |line| is_direction(line) || is_direction(line - 1));
    Some(parts.into_iter().map(|part| (part, Form::Paragraph)).collect())
}

/// Whether a line is no direction, and no longer than lines of verse are.
fn may_be_verse(sheet: &Sheet, line: usize) -> bool {
    const LONGEST: usize = 66;
    let short = sheet.lines.get(line).is_some_and(|line| line.width <= LONGEST);
    short && !sheet.content(line).starts_with(['(', '['])
}
