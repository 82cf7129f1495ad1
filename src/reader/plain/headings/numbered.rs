//! Headings that begin with numbers.

use super::below::{below_labels, below_romans};
use super::beside::beside;
use super::counted::{counted, papers};
use super::dates::is_date;
use super::extent::{hang, heading_lines};
use super::fallback::Found;
use super::labels::{is_daily, is_of_stage, rank};
use super::levels::{levels, telling};
use super::lone::{is_long, poems};
use super::matter::names_matter;
use super::named_parts::named_parts;
use super::nested::nested;
use super::numbering::Numbering;
use super::pages_and_stanzas::{above, count_pages, count_stanzas, is_whole};
use super::parts::Parts;
use super::title::{is_capitals, is_in_title_case};
use super::titled::{title_below, with_titles};
use crate::reader::plain::Sheet;
use std::collections::BTreeMap;
use std::ops::Range;

/// "Chapter 3", else "1.2 Scope" or "IV.", with what stands in capitals beside them.
pub fn numbered(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let mut found = nested(sheet, chunks);
    if found.is_empty() {
        found = counting(sheet, chunks);
    }
    if !found.is_empty() {
        let mut others = beside(sheet, chunks, &found);
        found.append(&mut others);
        found.sort_by_key(|(lines, _)| lines.start);
    }
    found
}

/// The numbered headings alone.
fn counting(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let mut headings = numbered_as(sheet, chunks, true, Parts::default());
    if headings.is_empty() {
        headings = papers(sheet, chunks);
    }
    match headings.is_empty() {
        true => headings = below_romans(sheet, chunks),
        false => headings.append(&mut below_labels(sheet, chunks, &headings)),
    }
    if headings.is_empty() {
        headings = numbered_as(sheet, chunks, false, Parts::default());
    }
    if headings.is_empty() {
        headings = counted(sheet, chunks);
    }
    if headings.is_empty() {
        headings = later(sheet, chunks);
    }
    leave_title_page(sheet, chunks, &mut headings);
    headings.sort_by_key(|lines| lines.start);
    if let Some(found) = named_below_parts(sheet, chunks, &headings) {
        return found;
    }
    let titles: Vec<String> = headings.iter().map(|lines| telling(sheet, lines)).collect();
    let mut found: Vec<Found> = headings.into_iter().zip(levels(&titles)).collect();
    put_below_named_parts(sheet, chunks, &mut found);
    let poems = poems(sheet, chunks, &found);
    part_from_poems(sheet, &mut found, &poems);
    found.extend(poems);
    found.sort_by_key(|(lines, _)| lines.start);
    found
}

/// Parts the number of a book from the title below it where that is the only poem of the book, and other books
/// have poems.
fn part_from_poems(sheet: &Sheet, found: &mut Vec<Found>, poems: &[Found]) {
    let Some((_, level)) = poems.first().cloned() else { return };
    let ends: Vec<usize> = found.iter().skip(1).map(|(lines, _)| lines.start).chain([usize::MAX]).collect();
    let mut titles = Vec::new();
    for ((lines, own), end) in found.iter_mut().zip(ends) {
        let first = poems.get(poems.partition_point(|(poem, _)| poem.start < lines.end));
        let empty = first.is_none_or(|(poem, _)| poem.start >= end);
        if empty && *own < level && is_joined_part(sheet, lines) {
            titles.push((lines.end - 1..lines.end, level));
            lines.end = lines.start + 1;
        }
    }
    found.extend(titles);
}

/// Whether lines are the number of a part and a title below an empty line.
fn is_joined_part(sheet: &Sheet, lines: &Range<usize>) -> bool {
    let label = sheet.numbering(lines.start).and_then(|number| number.label);
    let joined = sheet.content(lines.start + 1).is_empty() && lines.len() > 2;
    joined && label.is_some_and(|label| rank(label) == Some(1) && !is_of_stage(label))
}

/// Adds parts that say of what they are a part, and puts the chapters behind the first one below them.
fn put_below_named_parts(sheet: &Sheet, chunks: &[Range<usize>], found: &mut Vec<Found>) {
    let is_part = |(lines, _): &Found| {
        let label = sheet.numbering(lines.start).and_then(|number| number.label);
        label.and_then(rank).is_some_and(|rank| rank < 2)
    };
    if found.iter().any(is_part) {
        return;
    }
    let chapters: Vec<Range<usize>> = found.iter().map(|(lines, _)| lines.clone()).collect();
    let parts = named_parts(sheet, chunks, &chapters);
    let Some(first) = parts.first().map(|lines| lines.start) else { return };
    for (_, level) in found.iter_mut().filter(|(lines, _)| lines.start > first) {
        *level = (*level + 1).min(6);
    }
    found.extend(parts.into_iter().map(|lines| (lines, 1)));
    found.sort_by_key(|(lines, _)| lines.start);
}

/// Parts without numbers below them, each directly above the title of its first piece, which then is not the
/// part's: others of its form stand in each part.
fn named_below_parts(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    headings: &[Range<usize>],
) -> Option<Vec<Found>> {
    if headings.len() < 2 || !headings.iter().all(|lines| is_joined_part(sheet, lines)) {
        return None;
    }
    let first = sheet.content(headings.first()?.end - 1);
    let is_title = |chunk: &Range<usize>, next: &Range<usize>| {
        let words = sheet.content(chunk.start);
        let alike = if is_capitals(first) { is_capitals(words) } else { is_in_title_case(words) };
        let open = words.ends_with(['.', ',', ':', ';', '?', '!', '”', '"']);
        chunk.len() == 1 && alike && !open && sheet.numbering(chunk.start).is_none() && is_long(sheet, next)
    };
    let pairs = chunks.iter().zip(chunks.iter().skip(1));
    let titles: Vec<Range<usize>> =
        pairs.filter(|(chunk, next)| is_title(chunk, next)).map(|(chunk, _)| chunk.clone()).collect();
    let end = |place: usize| headings.get(place + 1).map_or(usize::MAX, |next| next.start);
    let has_titles = |(place, part): (usize, &Range<usize>)| {
        titles.iter().filter(|title| (part.start..end(place)).contains(&title.start)).count() > 1
    };
    if !headings.iter().enumerate().all(has_titles) {
        return None;
    }
    let parts = headings.iter().map(|lines| (lines.start..lines.start + 1, 1));
    let begins = headings.first()?.start;
    let titles = titles.into_iter().filter(|title| title.start > begins).map(|title| (title, 2));
    let mut found: Vec<Found> = parts.chain(titles).collect();
    found.sort_by_key(|(lines, _)| lines.start);
    Some(found)
}

/// Takes out "VOLUME VI" where all such lines stand above the first prose, on the title page.
fn leave_title_page(sheet: &Sheet, chunks: &[Range<usize>], headings: &mut Vec<Range<usize>>) {
    let is_volume = |lines: &Range<usize>| {
        let label = sheet.numbering(lines.start).and_then(|number| number.label);
        label.and_then(rank) == Some(0)
    };
    let prose = chunks.iter().find(|chunk| sheet.is_prose(chunk)).map_or(0, |chunk| chunk.start);
    if headings.iter().filter(|lines| is_volume(lines)).all(|lines| lines.start < prose) {
        headings.retain(|lines| !is_volume(lines));
    }
}

/// Numbers that stand alone and go on from those of an earlier volume: "217.", "218.". Pages go up as well, so each has
/// a full stop behind it or a title below.
fn later(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Range<usize>> {
    const FEWEST: usize = 3;
    const FIRST_YEAR: u32 = 1000;
    let value = |chunk: &Range<usize>| {
        let number = sheet.numbering(chunk.start).filter(|number| number.label.is_none())?;
        let alone = chunk.len() == 1 && number.rest.is_empty() && number.parts.len() == 1;
        number.parts.first().copied().filter(|value| alone && *value < FIRST_YEAR)
    };
    let numbers: Vec<(usize, u32)> =
        chunks.iter().enumerate().filter_map(|(index, chunk)| Some((index, value(chunk)?))).collect();
    let goes_up = numbers.windows(2).all(|pair| matches!(pair, [(_, one), (_, next)] if one + 1 == *next));
    let Some(before) = numbers.first().and_then(|(_, first)| first.checked_sub(1)).filter(|_| goes_up) else {
        return Vec::new();
    };
    let is_stopped =
        |index: usize| chunks.get(index).is_some_and(|chunk| sheet.content(chunk.start).ends_with('.'));
    let is_sound =
        |(index, _): &(usize, u32)| is_stopped(*index) || title_below(sheet, chunks, *index).is_some();
    if numbers.len() < FEWEST || before == 0 || !numbers.iter().all(is_sound) {
        return Vec::new();
    }
    numbered_as(sheet, chunks, false, Parts::of(before))
}

/// Numbers with labels, or without, that go on from those in front of them.
fn numbered_as(sheet: &Sheet, chunks: &[Range<usize>], labelled: bool, before: Parts) -> Vec<Range<usize>> {
    let mut headings: Vec<Range<usize>> = Vec::new();
    let mut last = before;
    let mut followed = 0;
    let pages = !labelled && count_pages(sheet, chunks);
    for (index, chunk) in chunks.iter().enumerate() {
        let words = sheet.content(chunk.start);
        // "Appendix 1" stands beside what is numbered.
        let own =
            |number: &&Numbering| number.label.is_some() == labelled && !(labelled && names_matter(words));
        let Some(number) = sheet.numbering(chunk.start).filter(own) else { continue };
        let next = chunks.get(index + 1);
        let goes_on =
            || !labelled && follows(&last, &number.parts) && hang(sheet, headings.last(), chunk, next);
        let lines = heading_lines(sheet, chunk, next, number, labelled);
        let Some(lines) = lines.or_else(|| goes_on().then(|| chunk.clone())) else { continue };
        let page = pages && number.rest.is_empty() && !is_whole(sheet, above(chunks, index));
        let dated = !labelled && is_date(sheet.content(chunk.start));
        if page
            || dated
            || !labelled && !follows(&last, &number.parts)
            || headings.last().is_some_and(|last| last.end > lines.start)
        {
            continue;
        }
        last = number.parts;
        let next = chunks.get(index + 1).map(|next| next.start);
        let is_text = next.is_some_and(|next| {
            let deeper = |number: &Numbering| number.parts.len() > last.len() || is_date(sheet.content(next));
            sheet.numbering(next).is_none_or(deeper)
        });
        followed += usize::from(lines.end < chunk.end || is_text);
        headings.push(lines);
    }
    // A numbered list of steps has no text between its items.
    let is_plain = |lines: &Range<usize>| {
        let label = sheet.numbering(lines.start).and_then(|number| number.label);
        label.is_some_and(|label| !is_daily(label))
    };
    let enough = if headings.iter().any(is_plain) { 1 } else { 2 };
    // "1. Salt" and "2. Bread" above a paragraph are no more than such a list.
    let sound = headings.len() >= enough && (labelled || followed * 2 > headings.len());
    match sound {
        true if labelled => without_refrains_below(sheet, headings),
        true if count_stanzas(sheet, chunks, &headings) => Vec::new(),
        true => with_titles(sheet, chunks, headings),
        false => Vec::new(),
    }
}

/// Without the titles below numbers where most say the same: "THE ARGUMENT" below each book.
fn without_refrains_below(sheet: &Sheet, mut headings: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    // What the line above leads to is a part of its title: "OF THE GRANGE," and "ALDER."
    let is_apart = |lines: &&Range<usize>| lines.len() > 1 && !sheet.content(lines.end - 2).ends_with(',');
    for lines in headings.iter().filter(is_apart) {
        *counts.entry(sheet.content(lines.end - 1)).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let refrain = counts.into_iter().find(|(_, count)| *count > 1 && *count * 2 > all);
    if let Some((refrain, _)) = refrain {
        let own = |lines: &&mut Range<usize>| sheet.content(lines.end - 1) == refrain && is_apart(&&**lines);
        for lines in headings.iter_mut().filter(own) {
            lines.end = lines.start + 1;
        }
    }
    headings
}

/// Whether a number comes after another: the next, the first below it, or the next further up.
pub fn follows(last: &[u32], next: &[u32]) -> bool {
    if last.is_empty() {
        return next.iter().all(|part| *part <= 1);
    }
    let Some((own, above)) = next.split_last() else { return false };
    if next.len() > last.len() {
        return next.len() == last.len() + 1 && last == above && *own <= 1;
    }
    last.starts_with(above) && last.get(above.len()).is_some_and(|before| *own == before + 1)
}
