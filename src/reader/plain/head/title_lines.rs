//! The lines of a title: where it goes on below a blank line, and where its subtitle begins.

use super::persons::is_no_name;
use crate::reader::plain::Sheet;
use crate::reader::plain::forms::manner::Wrapping;
use crate::reader::plain::headings::title::is_capitals;
use std::ops::Range;

/// Where the subtitle begins in a title of several lines: below the last line in capitals, where the title is in
/// capitals and what follows is not, else at a second line that need not have been one.
pub fn subtitle_within(sheet: &Sheet, lines: &Range<usize>) -> Option<usize> {
    let first = sheet.content(lines.start);
    let is_small = |line: &usize| {
        let words = sheet.content(*line);
        words.chars().any(char::is_lowercase) && !is_capitals(words)
    };
    let second = sheet.content(lines.start + 1);
    let goes_on = first.ends_with([',', '-']) || is_open(first) || leads_on(second);
    let parted = (lines.start + 1..lines.end).find(is_small).filter(|_| is_capitals(first) && !goes_on);
    let short = || !goes_on && !sheet.is_full(lines.start) && sheet.manner.wrapping != Wrapping::Ragged;
    parted.or_else(|| (lines.len() > 1 && short()).then_some(lines.start + 1))
}

/// Whether a line of a title ends with a word that others follow: "LES", "THE HISTORY OF".
pub fn is_open(words: &str) -> bool {
    const OPEN: &[&str] =
        &["a", "an", "à", "aux", "du", "de", "di", "von", "del", "della", "do", "da", "y", "e"];
    let last = words.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    is_no_name(&last) || OPEN.contains(&last.as_str())
}

/// A title that goes on below a blank line, "LES" above "FLEURS DU MAL", as one paragraph, and the others as they
/// are then.
pub fn whole_title(
    sheet: &Sheet,
    zone: &[Range<usize>],
    first: Range<usize>,
) -> (Range<usize>, Vec<Range<usize>>) {
    const MOST: usize = 5;
    let mut own = 1;
    // "OF", alone on its line.
    let joins = |words: &str| leads_on(words) && !words.contains(' ');
    let is_line = |place: usize| zone.get(place).is_some_and(|chunk| chunk.len() == 1);
    let words = |place: usize| zone.get(place).map_or("", |chunk| sheet.content(chunk.start));
    let in_capitals = |words: &str| is_capitals(words) || words.chars().all(char::is_uppercase);
    let capitals = in_capitals(words(0));
    while own < MOST
        && capitals
        && is_line(own - 1)
        && is_line(own)
        && (is_open(words(own - 1)) || joins(words(own)))
        && in_capitals(words(own))
    {
        own += 1;
    }
    let whole = first.start..zone.get(own - 1).map_or(first.end, |last| last.end);
    let zone = std::iter::once(whole.clone()).chain(zone.iter().skip(own).cloned()).collect();
    (whole, zone)
}

/// Whether a line begins with a word that goes on with a title: "ET DE LA NUIT". What begins with an article or
/// with "or" says something of its own.
fn leads_on(words: &str) -> bool {
    const LEADS: &[&str] =
        &["of", "and", "und", "des", "et", "de", "du", "y", "del", "e", "di", "della", "do", "da"];
    // "IN WONDERLAND" goes on, "IN TWO ACTS" does not.
    const INTO: &[&str] = &["in", "on", "at", "im", "am", "en", "au", "aux", "à"];
    const COUNTS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "einem", "zwei", "drei", "vier", "fünf", "un", "deux",
        "trois", "quatre", "cinq", "dos", "tres", "cuatro", "cinco", "due", "tre", "quattro", "cinque",
    ];
    let mut words = words.split_whitespace().map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    let counts =
        |word: String| COUNTS.contains(&word.as_str()) || word.starts_with(|c: char| c.is_ascii_digit());
    LEADS.contains(&first.as_str()) || INTO.contains(&first.as_str()) && !words.next().is_some_and(counts)
}
