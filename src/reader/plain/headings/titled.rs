//! Numbers that stand alone, and the titles that stand below them.

use super::dates::{is_date, years};
use super::lone::{is_long, is_stanza};
use super::title::{is_capitals, looks_like_title};
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::ends_sentence;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Numbers that stand alone, with the titles below them where most have one: "217." and "TO HIS
/// BROTHER." Some headings may hold theirs already.
pub fn with_titles(sheet: &Sheet, chunks: &[Range<usize>], headings: Vec<Range<usize>>) -> Vec<Range<usize>> {
    // "CHAPTER I" has its title only where most others are known to have theirs.
    let is_labelled = |lines: &&Range<usize>| {
        sheet.numbering(lines.start).is_some_and(|number| number.label.is_some() && number.rest.is_empty())
    };
    let labelled = headings.iter().filter(is_labelled);
    let known = labelled.clone().filter(|lines| lines.len() > 1).count() * 2 > labelled.count();
    let place = |lines: &Range<usize>| {
        let place = chunks.binary_search_by_key(&lines.start, |chunk| chunk.start).ok()?;
        let number = sheet.numbering(lines.start).filter(|number| known || number.label.is_none())?;
        let alone = number.rest.is_empty() && chunks.get(place)?.len() == 1;
        alone.then_some(place)
    };
    let numbers: Vec<Option<usize>> = headings.iter().map(place).collect();
    let title = |place: &Option<usize>| place.and_then(|place| title_below(sheet, chunks, place));
    let mut titles: Vec<Option<Range<usize>>> = numbers.iter().map(title).collect();
    if titles.iter().flatten().count() * 2 <= numbers.iter().flatten().count() {
        let stopped = stopped_titles(sheet, chunks, &numbers);
        titles = stopped.unwrap_or_else(|| plain_titles(sheet, chunks, titles));
    }
    let starts: BTreeSet<usize> = headings.iter().map(|lines| lines.start).collect();
    let joined = headings.into_iter().zip(titles).map(|(lines, title)| {
        let end = title.filter(|title| !starts.contains(&title.start)).map_or(lines.end, |title| title.end);
        lines.start..end.max(lines.end)
    });
    joined.collect()
}

/// The titles below numbers that end with full stops, where each of three numbers at least has such a line alone above
/// other text: "I." and "An seinen Bruder.", as letters have them.
fn stopped_titles(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    numbers: &[Option<usize>],
) -> Option<Vec<Option<Range<usize>>>> {
    const FEWEST: usize = 3;
    const MOST_WORDS: usize = 7;
    let title = |place: &Option<usize>| {
        let place = (*place)?;
        let (number, next, text) = (chunks.get(place)?, chunks.get(place + 1)?, chunks.get(place + 2)?);
        let words = sheet.content(next.start);
        let near = next.start - number.end <= MOST_BLANK_LINES && next.len() == 1;
        let words_alone = words.strip_suffix('.').unwrap_or(words);
        let titled = looks_like_title(words_alone) && has_words(words) && !is_date(words);
        let short = words.split_whitespace().count() <= MOST_WORDS;
        (near && titled && short && sheet.numbering(text.start).is_none()).then(|| next.clone())
    };
    let titles: Vec<Option<Range<usize>>> = numbers.iter().map(title).collect();
    (titles.len() >= FEWEST && titles.iter().all(Option::is_some)).then_some(titles)
}

/// Where fewer numbers have titles, only those in capitals, or years, are titles, two at least, each another, above a
/// paragraph or a stanza: "III" and "THE RECRUIT".
fn plain_titles(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    titles: Vec<Option<Range<usize>>>,
) -> Vec<Option<Range<usize>>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for lines in titles.iter().flatten() {
        *counts.entry(sheet.content(lines.start)).or_default() += 1;
    }
    let is_plain = |lines: &Range<usize>| {
        let words = sheet.content(lines.start);
        let below = chunks.get(chunks.partition_point(|chunk| chunk.start < lines.end));
        let body = below.is_some_and(|below| is_long(sheet, below) || below.len() > 1);
        let capitals = years(words).is_some() || lines.clone().all(|line| is_capitals(sheet.content(line)));
        capitals && body && counts.get(words) == Some(&1) && !words.ends_with([':', '!', '?'])
    };
    let plain: Vec<Option<Range<usize>>> =
        titles.into_iter().map(|title| title.filter(|lines| is_plain(lines))).collect();
    let none = vec![None; plain.len()];
    if plain.iter().flatten().count() > 1 { plain } else { none }
}

/// Lines that count, with the titles below them where most have one.
pub fn with_titles_below(sheet: &Sheet, chunks: &[Range<usize>], places: &[usize]) -> Vec<Range<usize>> {
    let own = |place: &usize| {
        let title = title_below(sheet, chunks, *place).or_else(|| wrapped_title_below(sheet, chunks, *place));
        (*place, title)
    };
    let titles: Vec<(usize, Option<Range<usize>>)> = places.iter().map(own).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for lines in titles.iter().filter_map(|(_, lines)| lines.as_ref()) {
        *counts.entry(sheet.content(lines.start)).or_default() += 1;
    }
    // Who wrote each paper may stand there.
    let is_name = |lines: &Range<usize>| {
        let words = sheet.content(lines.start);
        is_capitals(words) && counts.get(words).is_some_and(|count| *count > 1)
    };
    let named = titles.iter().filter_map(|(_, lines)| lines.as_ref()).any(is_name);
    let most = titles.iter().filter(|(_, lines)| lines.is_some()).count() * 2 > titles.len();
    let joined = titles.into_iter().filter_map(|(place, title)| {
        let chunk = chunks.get(place)?;
        let end = title.filter(|_| most && !named).map_or(chunk.end, |lines| lines.end);
        Some(chunk.start..end)
    });
    joined.collect()
}

/// A title over two lines of which the longer words begin with capitals.
fn wrapped_title_below(sheet: &Sheet, chunks: &[Range<usize>], index: usize) -> Option<Range<usize>> {
    const SHORT: usize = 3;
    let (number, next) = (chunks.get(index)?, chunks.get(index + 1)?);
    let words = sheet.words(next.clone());
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut longer = words.split_whitespace().map(bare).filter(|word| word.chars().nth(SHORT).is_some());
    let near = next.start - number.end <= MOST_BLANK_LINES && next.len() == 2;
    (near && longer.all(|word| word.starts_with(char::is_uppercase))).then(|| next.clone())
}

/// Titles with the numbers that stand alone above them, where half of them have one: "CHAPTER I" and
/// "Loomings", of which the list names the title alone.
pub fn with_numbers(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    headings: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    let headings: Vec<Range<usize>> =
        headings.into_iter().map(|lines| without_text(sheet, chunks, lines)).collect();
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
    // A poem that is called by its first line begins with that all the same.
    let is_verse = |lines: &Range<usize>| {
        let place = chunks.binary_search_by_key(&lines.start, |chunk| chunk.start);
        let Some((place, chunk)) = place.ok().and_then(|place| Some((place, chunks.get(place)?))) else {
            return false;
        };
        // Nothing else may stand below the number.
        let is_number =
            |next: &Range<usize>| sheet.numbering(next.start).is_some_and(|number| number.rest.is_empty());
        let whole = chunk.len() > 1 && chunks.get(place + 1).is_none_or(is_number);
        (lines.len() < chunk.len() || whole) && is_stanza(sheet, chunk)
    };
    for (lines, number) in headings.into_iter().zip(numbers) {
        let number = number.filter(|number| *number >= last);
        let end = number.filter(|_| is_verse(&lines)).map_or(lines.end, |number| number + 1);
        last = lines.end;
        joined.push(number.unwrap_or(lines.start)..end);
    }
    joined
}

/// A number alone in place of a heading that goes on with the first lines of the poem below it, or with a sentence that
/// is all that stands there.
fn without_text(sheet: &Sheet, chunks: &[Range<usize>], lines: Range<usize>) -> Range<usize> {
    const FEWEST_WORDS: usize = 6;
    let place = chunks.partition_point(|chunk| chunk.start < lines.start);
    let (Some(number), Some(text)) = (chunks.get(place), chunks.get(place + 1)) else { return lines };
    let is_number = |chunk: &Range<usize>| {
        let number = sheet.numbering(chunk.start).filter(|_| chunk.len() == 1);
        number.is_some_and(|number| number.rest.is_empty())
    };
    let alone = number.start == lines.start && is_number(number) && text.contains(&(lines.end - 1));
    let whole = || chunks.get(place + 2).is_none_or(is_number);
    let is_verse = || is_stanza(sheet, text) && (lines.end < text.end || text.len() > 1 && whole());
    let is_sentence = || {
        let words = sheet.words(text.clone());
        let long = words.split_whitespace().nth(FEWEST_WORDS - 1).is_some();
        long && ends_sentence(&words) && !is_capitals(&words) && whole()
    };
    if alone && (is_verse() || is_sentence()) { number.clone() } else { lines }
}

/// A number and its title stand no further apart.
const MOST_BLANK_LINES: usize = 2;

/// The title below a chunk that is a number alone: a line that could be one, or up to two lines in
/// capitals, with text below.
pub fn title_below(sheet: &Sheet, chunks: &[Range<usize>], index: usize) -> Option<Range<usize>> {
    let (number, next) = (chunks.get(index)?, chunks.get(index + 1)?);
    let is_title = |line: usize| {
        let words = sheet.content(line);
        let capitals = is_capitals(words) && words.chars().count() <= 80;
        let alone =
            next.len() == 1 && (looks_like_title(words) && has_words(words) || years(words).is_some());
        (capitals || alone) && !is_date(words)
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
