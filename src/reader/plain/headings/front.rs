//! The title page, of which no line heads a section, whatever its letters are.

use super::dates::{names_month, years};
use super::fallback::Found;
use super::lone::{is_long, is_stanza};
use super::matter::names_matter;
use super::title::{is_capitals, letters_and_digits};
use crate::reader::plain::Sheet;
use crate::reader::plain::head::deeds::{is_imprint, names_hand};
use crate::reader::plain::head::hands::{are_one, awaits_name};
use std::ops::Range;

/// Without the headings above the line at which the title page ends, and without those above or among what a
/// printer says of a book. One that is left of several without numbers is one of them.
pub fn without_title_page(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    end: usize,
    found: Vec<Found>,
) -> Vec<Found> {
    let is_of_printer = |(lines, _): &Found| {
        let next = chunks.partition_point(|chunk| chunk.start < lines.end);
        let below = chunks.get(next).map(|chunk| chunk.start);
        lines.clone().chain(below).any(|line| is_imprint(sheet.content(line)))
    };
    let count = found.len();
    // Each song of a collection may stand above whose copyright it is, and the first directly below the title.
    let few = found.iter().filter(|found| is_of_printer(found)).count() * 3 <= count;
    let copyrights = found.iter().filter(|(lines, _)| stands_over_imprint(sheet, chunks, lines)).count();
    let behind = found.partition_point(|(lines, _)| lines.start < end);
    let above = found.get(behind.saturating_sub(1)).map_or(end, |(lines, _)| lines.start);
    let end = if copyrights > 1 && copyrights * 3 > count { end.min(above) } else { end };
    let is_kept =
        |own: &Found| own.0.start >= end && (!few || is_numbered(sheet, own.0.start) || !is_of_printer(own));
    let kept: Vec<Found> = found.into_iter().filter(is_kept).collect();
    let one_of_many = kept.len() < count && kept.iter().all(|(lines, _)| !is_numbered(sheet, lines.start));
    if one_of_many && kept.len() < 2 { Vec::new() } else { kept }
}

/// Whether an imprint stands between a title and the text below it.
fn stands_over_imprint(sheet: &Sheet, chunks: &[Range<usize>], title: &Range<usize>) -> bool {
    const MOST: usize = 6;
    let next = chunks.partition_point(|chunk| chunk.start < title.end);
    let below = chunks.get(next..).unwrap_or_default().iter().take(MOST);
    let mut between = below.take_while(|chunk| chunk.len() == 1);
    between.any(|chunk| is_imprint(sheet.content(chunk.start)))
}

/// Without the first headings that say the title of the whole, where others follow and no text stands directly below:
/// the title page, and the half title.
pub fn without_title(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    title: &str,
    mut found: Vec<Found>,
) -> Vec<Found> {
    let title = letters_and_digits(title);
    let is_title = |(lines, _): &Found| {
        let own = !title.is_empty() && letters_and_digits(&sheet.words(lines.clone())) == title;
        let next = chunks.get(chunks.partition_point(|chunk| chunk.start < lines.end));
        own && next.is_some_and(|next| !is_prose(sheet, next) && !is_stanza(sheet, next))
    };
    let titles = found.iter().take_while(|found| is_title(found)).count();
    if titles + 1 < found.len() {
        found.drain(..titles);
    }
    found
}

/// The line at which the title page ends; 0 where nothing says so.
pub fn title_page_end(sheet: &Sheet, chunks: &[Range<usize>], authors: &[String]) -> usize {
    let behind = behind_title_page(sheet, chunks, authors);
    chunks.get(..behind).and_then(<[_]>::last).map_or(0, |last| last.end)
}

/// The first chunk behind those that say who wrote, edited, translated or printed the whole, at the beginning of a
/// text: above the first prose, the first verses, and the first heading that says what it is.
fn behind_title_page(sheet: &Sheet, chunks: &[Range<usize>], authors: &[String]) -> usize {
    const MOST: usize = 60;
    const FEWEST_VERSES: usize = 4;
    let words = |chunk: &Range<usize>| sheet.content(chunk.start);
    let keys: Vec<String> = authors.iter().map(|author| letters_and_digits(author)).collect();
    // "ANN WRITER, PH.D.", "A. WRITER".
    let is_author = |words: &str| {
        let key = letters_and_digits(words);
        let name = words.split(',').next().unwrap_or_default();
        let begins = keys.iter().any(|author| !author.is_empty() && key.starts_with(author));
        begins || !key.is_empty() && authors.iter().any(|author| are_one(author, name))
    };
    let says_so = |line: usize| {
        let words = sheet.content(line);
        names_hand(words) || is_imprint(words) || is_author(words)
    };
    // A line of prose may begin with "published by" as well.
    let says = |chunk: &Range<usize>| {
        let end = if is_prose(sheet, chunk) { chunk.start + 1 } else { chunk.end };
        (chunk.start..end).any(says_so) || names_printer(sheet, chunk)
    };
    let is_own = |chunk: &&Range<usize>| {
        let said = is_capitals(words(chunk)) || says(chunk);
        let verse = chunk.len() >= FEWEST_VERSES && is_stanza(sheet, chunk);
        // "97.000 copies" is none.
        let begins = sheet.numbering(chunk.start).filter(|number| !number.weak);
        let counts = begins.is_some_and(|number| number.label.is_some() || number.parts.first() <= Some(&1));
        let headed = names_matter(words(chunk)) || counts;
        // Other books of the author stand there in columns.
        !headed && (said || is_in_columns(sheet, chunk) || !verse && !is_prose(sheet, chunk))
    };
    let page: Vec<&Range<usize>> = chunks.iter().take(MOST).take_while(is_own).collect();
    let Some(last) = page.iter().rposition(|chunk| says(chunk)) else { return 0 };
    last + 1 + usize::from(page.get(last).is_some_and(|chunk| awaits_name(sheet.content(chunk.end - 1))))
}

/// Whether short lines end with a year: a place, a publisher and the year in which he printed the book. A month above its
/// year is that of a diary.
fn names_printer(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    const MOST_LINES: usize = 5;
    const LONGEST: usize = 60;
    let lines = sheet.lines.get(chunk.clone()).unwrap_or_default();
    let short = lines.iter().all(|line| line.width <= LONGEST);
    (2..=MOST_LINES).contains(&lines.len())
        && short
        && years(sheet.content(chunk.end - 1)).is_some()
        && !names_month(sheet.content(chunk.end - 2))
}

/// Whether a chunk is more than the two lines that a note on a title page may have.
fn is_prose(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    const MOST_LINES: usize = 2;
    const LONGEST: usize = 90;
    let mut lines = sheet.lines.get(chunk.clone()).unwrap_or_default().iter();
    is_long(sheet, chunk) && (chunk.len() > MOST_LINES || lines.any(|line| line.width > LONGEST))
}

fn is_in_columns(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    const GAP: u32 = 4;
    let lines = sheet.lines.get(chunk.clone()).unwrap_or_default();
    lines.len() > 1 && lines.iter().filter(|line| line.gap >= GAP).count() * 2 > lines.len()
}

fn is_numbered(sheet: &Sheet, line: usize) -> bool {
    sheet.numbering(line).is_some_and(|number| !number.weak)
}
