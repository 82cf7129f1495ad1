//! Headings without numbers beside those that have them.

use super::alike::alike;
use super::fallback::Found;
use super::lone::{capital_lines, gap_above, is_long, is_stanza};
use super::matter::{is_appendix, names_matter};
use super::title::{ends_whole, is_capitals, is_in_title_case, looks_like_title};
use crate::reader::plain::Sheet;
use crate::reader::plain::contents::list_words::names_persons;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A preface among numbered chapters: a line in capitals above prose, or one that says what it is.
pub fn beside(sheet: &Sheet, chunks: &[Range<usize>], found: &[Found]) -> Vec<Found> {
    // What is quoted is a part of what is told.
    let quoted = |chunk: &Range<usize>| sheet.content(chunk.start).starts_with(['“', '"', '«', '„']);
    let is_apart = |chunk: &Range<usize>| {
        let before = found.partition_point(|(lines, _)| lines.start < chunk.end);
        before
            .checked_sub(1)
            .and_then(|last| found.get(last))
            .is_none_or(|(lines, _)| lines.end <= chunk.start)
    };
    let capitals = capital_lines(sheet, chunks);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for chunk in chunks.iter().filter(|chunk| chunk.len() == 1) {
        *counts.entry(sheet.content(chunk.start)).or_default() += 1;
    }
    // "THE ARGUMENT" comes again in each book.
    let returns = |index: &usize| {
        let words = chunks.get(*index).map_or("", |chunk| sheet.content(chunk.start));
        counts.get(words).is_some_and(|count| *count > 1) && !names_matter(words)
    };
    let first = found.first().map_or(0, |(lines, _)| lines.start);
    let capitals = capitals.into_iter();
    // Whom a letter is from stands above whom it is for.
    let above_returning = |index: &usize| {
        let next = chunks.get(index + 1).filter(|next| next.len() == 1);
        next.is_some_and(|next| counts.get(sheet.content(next.start)).is_some_and(|count| *count > 1))
    };
    let capitals = capitals.filter(|index| !returns(index) && !above_returning(index));
    let capitals = capitals.filter(|index| opens_piece(sheet, chunks, *index, first));
    let is_matter = |index: &usize| {
        let pair = chunks.get(*index).zip(chunks.get(index + 1));
        pair.is_some_and(|(chunk, next)| {
            let words = sheet.content(chunk.start);
            chunk.len() == 1
                && names_matter(words)
                && (is_appendix(words) || !is_note(sheet.content(next.start)))
        })
    };
    let matter: Vec<usize> = (0..chunks.len()).filter(is_matter).collect();
    let alike = alike(sheet, chunks, found, &matter).into_iter();
    let is_other = |index: &usize| {
        let note = chunks.get(index + 1).is_some_and(|next| is_note(sheet.content(next.start)));
        !returns(index) && !note
    };
    let appendices: Vec<usize> =
        matter.iter().copied().filter(|index| is_counted(sheet, chunks, *index)).collect();
    let capitals = without_glosses(sheet, chunks, found, &appendices, capitals.collect()).into_iter();
    let mut places: BTreeSet<usize> = capitals.chain(matter).chain(alike.filter(is_other)).collect();
    let titled: BTreeSet<usize> =
        appendices.into_iter().filter(|index| is_titled_below(sheet, chunks, *index)).collect();
    places.retain(|index| !index.checked_sub(1).is_some_and(|above| titled.contains(&above)));
    let lines = |index: usize| {
        let chunk = chunks.get(index)?;
        let title = chunks.get(index + 1).filter(|_| titled.contains(&index));
        Some(chunk.start..title.map_or(chunk.end, |title| title.end))
    };
    let lines = places.into_iter().filter_map(lines).filter(|lines| is_apart(lines) && !quoted(lines));
    let lines = lines.map(|lines| with_matter_above(sheet, chunks, lines));
    lines.map(|lines| (lines.clone(), level(sheet, found, lines.start))).collect()
}

/// Whether a chunk is the heading of an appendix.
fn is_counted(sheet: &Sheet, chunks: &[Range<usize>], index: usize) -> bool {
    chunks.get(index).is_some_and(|chunk| is_appendix(sheet.content(chunk.start)))
}

/// Whether the title of an appendix stands in capitals on a line near below its number.
fn is_titled_below(sheet: &Sheet, chunks: &[Range<usize>], index: usize) -> bool {
    const MOST_WORDS: usize = 2;
    let (Some(chunk), Some(next)) = (chunks.get(index), chunks.get(index + 1)) else { return false };
    let bare = sheet.content(chunk.start).split_whitespace().count() <= MOST_WORDS;
    let words = sheet.content(next.start);
    bare && next.len() == 1 && next.start - chunk.end == 1 && is_capitals(words) && !names_matter(words)
}

/// A title with the line above it that says what the piece is, and whose: "PREFACE BY THE EDITOR", "A FRIEND OF HIS".
fn with_matter_above(sheet: &Sheet, chunks: &[Range<usize>], lines: Range<usize>) -> Range<usize> {
    let place = chunks.partition_point(|chunk| chunk.start < lines.start);
    let Some(above) = place.checked_sub(1).and_then(|above| chunks.get(above)) else { return lines };
    let words = sheet.content(above.start);
    let says_what = words.split_whitespace().next().is_some_and(names_matter);
    let near = above.len() == 1 && lines.start - above.end == 1 && gap_above(sheet, above.start) > 1;
    if near && says_what && is_capitals(words) { above.start..lines.end } else { lines }
}

/// The level of a line between numbered headings: below the one above it, where it stands closer to the text above
/// than both of these do.
fn level(sheet: &Sheet, found: &[Found], line: usize) -> u8 {
    let place = found.partition_point(|(lines, _)| lines.start < line);
    let above = place.checked_sub(1).and_then(|above| found.get(above));
    let (Some((above, level)), Some((next, _))) = (above, found.get(place)) else { return 1 };
    let gap = gap_above(sheet, line);
    let is_closer = [above, next].iter().all(|heading| gap < gap_above(sheet, heading.start));
    if is_closer && !names_matter(sheet.content(line)) { (level + 1).min(6) } else { 1 }
}

/// Without the lines directly below headings that have a title, unless most headings have one: where a letter was
/// written.
fn without_glosses(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    found: &[Found],
    appendices: &[usize],
    mut places: Vec<usize>,
) -> Vec<usize> {
    let is_titled = |lines: &Range<usize>| {
        let number = sheet.numbering(lines.start);
        number.is_some_and(|number| number.label.is_some() && !number.rest.is_empty())
    };
    let titled = found.iter().filter(|(lines, _)| is_titled(lines)).map(|(lines, _)| lines.end);
    let ends: BTreeSet<usize> = titled
        .chain(appendices.iter().filter_map(|index| chunks.get(*index)).map(|chunk| chunk.end))
        .collect();
    let is_below = |index: &usize| {
        let above = index.checked_sub(1).and_then(|above| chunks.get(above));
        above.is_some_and(|above| ends.contains(&above.end))
    };
    let below = places.iter().filter(|index| is_below(index)).count();
    if below * 2 < ends.len() {
        places.retain(|index| !is_below(index));
    }
    places
}

/// Whether a line in capitals stands above a piece: above prose, above a title and what that stands above, or,
/// in front of the first number, above a whole paragraph, and behind one above verse.
fn opens_piece(sheet: &Sheet, chunks: &[Range<usize>], index: usize, first: usize) -> bool {
    let (Some(chunk), Some(next)) = (chunks.get(index), chunks.get(index + 1)) else { return false };
    let is_body = |chunk: &Range<usize>| {
        is_long(sheet, chunk) && !is_stanza(sheet, chunk) && ends_whole(sheet.content(chunk.end - 1))
    };
    let in_front = chunk.start < first && index > 0 && !names_persons(sheet.content(chunk.start));
    let behind_body = || chunks.get(..index).unwrap_or_default().iter().any(is_body);
    let words = sheet.content(next.start);
    let titled = next.len() == 1 && is_in_title_case(words);
    let verse = chunks.get(index + usize::from(next.len() == 1 && looks_like_title(words)) + 1);
    let above_verse = verse.is_some_and(|verse| is_stanza(sheet, verse));
    sheet.is_prose(next)
        || in_front && (is_body(next) || above_verse && behind_body())
        || titled && chunk.start >= first && chunks.get(index + 2).is_some_and(is_body)
}

/// Whether words are a note below "Notes", which stands where it is called.
pub fn is_note(words: &str) -> bool {
    words.starts_with(|first: char| first == '[' || first.is_ascii_digit() || "*†‡¹".contains(first))
}
