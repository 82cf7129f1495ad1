//! Headings whose numbers count below others: below "Part One", below "Chapter 1", below Roman numbers.

use super::counted::counted;
use super::extent::heading_lines;
use super::labels::{is_sung, rank};
use super::numbered::follows;
use super::numbering::{Numbering, several};
use super::pages_and_stanzas::{above, count_pages, count_stanzas, is_whole};
use super::parts::Parts;
use super::titled::with_titles;
use crate::reader::plain::Sheet;
use std::ops::Range;

/// What counts below labelled headings: "1.2 Scope" below "Chapter 1", "1" or "1. Fog" below "Part One".
pub fn below_labels(sheet: &Sheet, chunks: &[Range<usize>], labelled: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut below = sections_below(sheet, chunks, labelled);
    let label = |lines: &Range<usize>| sheet.numbering(lines.start).and_then(|number| number.label);
    let are =
        |larger: fn(u8) -> bool| labelled.iter().all(|lines| label(lines).and_then(rank).is_some_and(larger));
    let parts = are(|rank| rank < 2);
    if parts {
        let mut chapters = pieces_of(sheet, chunks, chapters_below(sheet, chunks, labelled, |_| true));
        if chapters.is_empty() {
            let first = labelled.iter().map(|lines| lines.end).min().unwrap_or(0);
            chapters = counted(sheet, chunks);
            chapters.retain(|lines| lines.start >= first);
        }
        below.append(&mut chapters);
    } else if are(|rank| rank > 1) {
        // Within chapters nothing but a number that begins anew in each is told from a list's.
        let pieces = chapters_below(sheet, chunks, labelled, |number| number.rest.is_empty());
        let anew = |lines: &&Range<usize>| value(sheet, lines) == Some(1);
        if pieces.iter().filter(anew).count() > 1 {
            let sung = labelled.iter().any(|lines| label(lines).is_some_and(is_sung));
            let own = if sung { pieces_of } else { with_titles };
            below.extend(own(sheet, chunks, pieces));
        }
    }
    below
}

fn value(sheet: &Sheet, lines: &Range<usize>) -> Option<u32> {
    sheet.numbering(lines.start).and_then(|number| number.parts.first().copied())
}

/// Numbers with the titles below them; none where they count the stanzas of a poem.
fn pieces_of(sheet: &Sheet, chunks: &[Range<usize>], found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    if count_stanzas(sheet, chunks, &found) { Vec::new() } else { with_titles(sheet, chunks, found) }
}

/// Roman numbers in order with Arabic ones between them, and these: "I", "1", "2", "II", "1".
pub fn below_romans(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut romans: Vec<Range<usize>> = Vec::new();
    for (index, chunk) in chunks.iter().enumerate() {
        let number = sheet.numbering(chunk.start);
        let next = u32::try_from(romans.len() + 1).unwrap_or(u32::MAX);
        let counts = |number: &&Numbering| is_plain(number) && number.roman && *number.parts == [next];
        let Some(number) = number.filter(counts) else { continue };
        romans.extend(heading_lines(sheet, chunk, chunks.get(index + 1), number, false));
    }
    let pages = count_pages(sheet, chunks);
    if romans.len() < 2 || pages || count_stanzas(sheet, chunks, &romans) {
        return Vec::new();
    }
    let below = chapters_below(sheet, chunks, &romans, |number| !number.roman);
    let mut below = pieces_of(sheet, chunks, below);
    // The first ones stand between the first Roman numbers.
    let second = romans.get(1).map_or(0, |lines| lines.start);
    let begins = below.first().is_some_and(|first| first.start < second);
    let goes_on = below.last().is_some_and(|last| last.start > second);
    if !begins || !goes_on {
        return Vec::new();
    }
    romans = with_titles(sheet, chunks, romans);
    romans.append(&mut below);
    romans
}

/// Whether a number is bare, of one part, and parted from what follows.
fn is_plain(number: &Numbering) -> bool {
    number.label.is_none() && !number.weak && number.parts.len() == 1
}

/// "1.2 Scope" below "Chapter 1": bare numbers of several parts that go on from a label's.
fn sections_below(sheet: &Sheet, chunks: &[Range<usize>], labelled: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut last = Parts::default();
    for (index, chunk) in chunks.iter().enumerate() {
        let Some(number) = sheet.numbering(chunk.start) else { continue };
        if labelled.binary_search_by_key(&chunk.start, |lines| lines.start).is_ok() {
            last = number.parts;
        } else if number.label.is_none()
            && number.parts.len() > 1
            && follows(&last, &number.parts)
            && let Some(lines) = heading_lines(sheet, chunk, chunks.get(index + 1), number, false)
        {
            last = number.parts;
            found.push(lines);
        }
    }
    found
}

/// "1" or "1. Fog" below larger divisions: bare numbers that begin anew in each or go on through all, most
/// with text below them.
fn chapters_below(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    parts: &[Range<usize>],
    own: impl Fn(&Numbering) -> bool,
) -> Vec<Range<usize>> {
    let pages = count_pages(sheet, chunks);
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut last, mut begins, mut followed) = (0, false, 0);
    let mut parts = parts.iter().peekable();
    let mut within = 0..0;
    for (index, chunk) in chunks.iter().enumerate() {
        if let Some(part) = parts.next_if(|part| part.start <= chunk.start) {
            within = part.clone();
            begins = true;
        }
        let number = sheet.numbering(chunk.start);
        let number =
            number.filter(|number| is_plain(number) && own(number) && !within.contains(&chunk.start));
        let Some(number) = number else { continue };
        let value = number.parts.first().copied().unwrap_or(0);
        let page = pages && number.rest.is_empty() && !is_whole(sheet, above(chunks, index));
        // A selection goes on further up below its next part.
        let jumps = index
            .checked_sub(1)
            .and_then(|before| chunks.get(before))
            .is_some_and(|before| begins && last > 0 && value > last && within.contains(&before.start));
        let counts = last > 0 && value == last + 1 || begins && value == 1 || jumps;
        if counts
            && !page
            && let Some(lines) = heading_lines(sheet, chunk, chunks.get(index + 1), number, false)
        {
            let next = chunks.get(index + 1);
            let is_text = next.is_some_and(|next| sheet.numbering(next.start).is_none());
            followed += usize::from(lines.end < chunk.end || is_text);
            last = several(sheet.content(chunk.start)).map_or(value, |(_, last)| last);
            begins = false;
            found.push(lines);
        }
    }
    if found.len() < 2 || followed * 2 < found.len() { Vec::new() } else { found }
}
