//! Numbers that stand alone, and the titles that stand below them.

use super::dates::is_date;
use super::title::{is_capitals, looks_like_title};
use crate::reader::plain::Sheet;
use std::collections::BTreeSet;
use std::ops::Range;

/// Numbers that stand alone, with the titles below them where most have one: "217." and "TO HIS
/// BROTHER." Some headings may hold theirs already.
pub fn with_titles(sheet: &Sheet, chunks: &[Range<usize>], headings: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let place = |lines: &Range<usize>| {
        let place = chunks.binary_search_by_key(&lines.start, |chunk| chunk.start).ok()?;
        let number = sheet.numbering(lines.start).filter(|number| number.label.is_none())?;
        let alone = number.rest.is_empty() && chunks.get(place)?.len() == 1;
        alone.then_some(place)
    };
    let numbers: Vec<Option<usize>> = headings.iter().map(place).collect();
    let title = |place: &Option<usize>| place.and_then(|place| title_below(sheet, chunks, place));
    let titles: Vec<Option<Range<usize>>> = numbers.iter().map(title).collect();
    if titles.iter().flatten().count() * 2 <= numbers.iter().flatten().count() {
        return headings;
    }
    let starts: BTreeSet<usize> = headings.iter().map(|lines| lines.start).collect();
    let joined = headings.into_iter().zip(titles).map(|(lines, title)| {
        let end = title.filter(|title| !starts.contains(&title.start)).map_or(lines.end, |title| title.end);
        lines.start..end.max(lines.end)
    });
    joined.collect()
}

/// Titles with the numbers that stand alone above them, where half of them have one: "CHAPTER I" and
/// "Loomings", of which the list names the title alone.
pub fn with_numbers(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    headings: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    let number = |lines: &Range<usize>| {
        let place = chunks.binary_search_by_key(&lines.start, |chunk| chunk.start).ok()?;
        let above = chunks.get(place.checked_sub(1)?)?;
        let is_number = sheet.numbering(above.start).is_some_and(|number| number.rest.is_empty());
        let near = lines.start - above.end <= MOST_BLANK_LINES;
        let numbered = sheet.numbering(lines.start).is_some_and(|number| !number.weak);
        (above.len() == 1 && is_number && near && !numbered).then_some(above.start)
    };
    let numbers: Vec<Option<usize>> = headings.iter().map(number).collect();
    if numbers.iter().flatten().count() * 2 < headings.len() {
        return headings;
    }
    let mut last = 0;
    let mut joined = Vec::with_capacity(headings.len());
    for (lines, number) in headings.into_iter().zip(numbers) {
        let start = number.filter(|number| *number >= last).unwrap_or(lines.start);
        last = lines.end;
        joined.push(start..lines.end);
    }
    joined
}

/// A number and its title stand no further apart.
const MOST_BLANK_LINES: usize = 2;

/// The title below a chunk that is a number alone: a line that could be one, or up to two lines in
/// capitals, with text below.
fn title_below(sheet: &Sheet, chunks: &[Range<usize>], index: usize) -> Option<Range<usize>> {
    let (number, next) = (chunks.get(index)?, chunks.get(index + 1)?);
    let is_title = |line: usize| {
        let words = sheet.content(line);
        let capitals = is_capitals(words) && words.chars().count() <= 80;
        (capitals || next.len() == 1 && looks_like_title(words) && has_words(words)) && !is_date(words)
    };
    let near = next.start - number.end <= MOST_BLANK_LINES && next.len() <= 2;
    let followed = chunks.get(index + 2).is_some_and(|text| sheet.numbering(text.start).is_none());
    // "DEAREST," begins a letter.
    let open = sheet.content(next.end - 1).ends_with(',');
    (near && followed && !open && next.clone().all(is_title)).then(|| next.clone())
}

fn has_words(words: &str) -> bool {
    words.chars().filter(|letter| letter.is_alphabetic()).count() > 2
}
