//! A synopsis in front of a text, such as the scenes of a play: by the numbers of acts or chapters it says what
//! their headings do not. It is text, and neither a contents list nor headings.

use super::heads::has_page;
use super::list_words::{names_acts, names_list};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::letters_and_digits;
use std::collections::BTreeMap;
use std::ops::Range;

/// What is counted, and its number: "act" and 2.
type Key = (&'static str, u32);

/// The lines that begin with numbers at the front of paragraphs, by what they count.
type Numbered = BTreeMap<Key, Vec<usize>>;

/// The synopses of a text, each with the line above that says what it is.
pub fn find(sheet: &Sheet) -> Vec<Range<usize>> {
    let chunks = sheet.chunks();
    let mut numbered = Numbered::new();
    for (place, chunk) in chunks.iter().enumerate() {
        if let Some(key) = key(sheet, chunk.start) {
            numbered.entry(key).or_default().push(place);
        }
    }
    let mut found = Vec::new();
    let mut place = 0;
    while place < chunks.len() {
        let end = run(sheet, &chunks, place);
        if end > place && is_synopsis(sheet, &chunks, place..end, &numbered) {
            found.extend(named(sheet, &chunks, place..end));
        }
        place = end.max(place + 1);
    }
    found
}

/// What a line counts, and its number.
fn key(sheet: &Sheet, line: usize) -> Option<Key> {
    let number = sheet.numbering(line)?;
    match *number.parts {
        [value] => Some((number.label?, value)),
        _ => None,
    }
}

/// Where the paragraphs end that follow each other from a place on and begin with numbers; those of the first's
/// label go up from 1. What stands in brackets between two of them is passed over.
fn run(sheet: &Sheet, chunks: &[Range<usize>], place: usize) -> usize {
    let first = chunks.get(place).and_then(|chunk| key(sheet, chunk.start));
    let Some((label, 1)) = first else { return place };
    let (mut end, mut last) = (place, 0);
    for (index, chunk) in chunks.iter().enumerate().skip(place) {
        match key(sheet, chunk.start) {
            Some((own, value)) if own == label && value != last + 1 => break,
            Some((own, value)) => last = if own == label { value } else { last },
            None if chunk.len() == 1 && sheet.content(chunk.start).starts_with(['(', '[']) => continue,
            None => break,
        }
        let others = chunk.clone().skip(1).filter_map(|line| key(sheet, line));
        last = others.filter(|(own, _)| *own == label).map(|(_, value)| value).next_back().unwrap_or(last);
        end = index + 1;
    }
    end
}

/// Whether the numbers of some paragraphs come again behind these, most without what is said of them, and no name
/// of a contents list stands above.
fn is_synopsis(sheet: &Sheet, chunks: &[Range<usize>], run: Range<usize>, numbered: &Numbered) -> bool {
    const NEAR: usize = 12;
    let lines = || chunks.get(run.clone()).unwrap_or_default().iter().flat_map(|chunk| chunk.clone());
    let entries: Vec<(usize, Key)> = lines().filter_map(|line| Some((line, key(sheet, line)?))).collect();
    let above = chunks.get(run.start.saturating_sub(NEAR)..run.start).unwrap_or_default();
    let listed = above.iter().any(|chunk| names_list(sheet.content(chunk.start)));
    let again = |key: &Key| {
        let places = numbered.get(key).map_or(&[][..], Vec::as_slice);
        places.get(places.partition_point(|place| *place < run.end)..).unwrap_or_default()
    };
    let says_more = |(line, key): &&(usize, Key)| {
        let more = sheet.numbering(*line).map_or_else(String::new, |number| letters_and_digits(number.rest));
        !more.is_empty()
            && !again(key).iter().take(MOST_NAMESAKES).any(|place| says(sheet, chunks, *place, &more))
    };
    let Some((_, (label, _))) = entries.first() else { return false };
    let of_first = || entries.iter().filter(|(_, (own, _))| own == label);
    !listed
        && of_first().count() > 1
        && of_first().all(|(_, key)| !again(key).is_empty())
        && entries.iter().filter(says_more).count() * 2 > entries.len()
        && !lines().any(|line| has_page(sheet.content(line)))
}

/// Of headings of one number, as scenes have, the first are compared.
const MOST_NAMESAKES: usize = 64;

/// Whether a heading, or what stands directly below its number, begins with some words or is their beginning.
fn says(sheet: &Sheet, chunks: &[Range<usize>], place: usize, words: &str) -> bool {
    let Some(chunk) = chunks.get(place) else { return false };
    let rest = sheet.numbering(chunk.start).map_or("", |number| number.rest);
    let below =
        if chunk.len() > 1 { chunk.start + 1 } else { chunks.get(place + 1).map_or(0, |next| next.start) };
    let own = letters_and_digits(if rest.is_empty() { sheet.content(below) } else { rest });
    !own.is_empty() && (own.starts_with(words) || words.starts_with(&own))
}

/// The lines of a synopsis, with the name above it.
fn named(sheet: &Sheet, chunks: &[Range<usize>], run: Range<usize>) -> Option<Range<usize>> {
    let above = run.start.checked_sub(1).and_then(|above| chunks.get(above));
    let name = above.filter(|chunk| chunk.len() == 1 && names_acts(sheet.content(chunk.start)));
    let start = name.map_or(chunks.get(run.start)?.start, |name| name.start);
    Some(start..chunks.get(run.end - 1)?.end)
}
