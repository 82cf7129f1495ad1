//! Titles of the scenes of a play that nothing but the blank lines above them sets off.

use super::dates::is_date;
use super::fallback::Found;
use super::labels::rank;
use super::lone::{gap_above, is_long, is_number, is_stanza};
use super::title::{is_capitals, looks_like_title};
use crate::reader::plain::Sheet;
use crate::reader::plain::head::hands::leads_in_author;
use crate::reader::plain::head::persons::is_full_name;
use std::ops::Range;

/// In a play, lines alone below at least two blank ones, where all that stands so is such a line, three at least.
pub fn set_off(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    const FEWEST: usize = 3;
    const GAP: usize = 2;
    if sheet.play.names.is_empty() {
        return Vec::new();
    }
    // Who wrote it stands above all text.
    let is_body = |chunk: &&Range<usize>| is_long(sheet, chunk) || is_stanza(sheet, chunk);
    let begins = chunks.iter().find(is_body).map_or(0, |chunk| chunk.start);
    let is_author = |chunk: &Range<usize>| chunk.start < begins && is_full_name(sheet.content(chunk.start));
    let apart = chunks.iter().skip(1).filter(|chunk| gap_above(sheet, chunk.start) >= GAP);
    let apart: Vec<&Range<usize>> = apart.filter(|chunk| !is_author(chunk)).collect();
    let is_title = |chunk: &&Range<usize>| {
        let words = sheet.content(chunk.start).trim_end_matches('.');
        let titled = looks_like_title(words) || is_capitals(words);
        chunk.len() == 1
            && titled
            && !is_number(sheet, chunk.start)
            && !is_date(words)
            && !leads_in_author(words)
            && !sheet.speakers.contains_key(&chunk.start)
    };
    if apart.len() < FEWEST || !apart.iter().all(is_title) {
        return Vec::new();
    }
    let lines = apart.into_iter().flat_map(|chunk| {
        let scene = scene_below(sheet, chunks, chunk);
        std::iter::once(chunk).chain(scene)
    });
    lines.map(|chunk| (chunk.clone(), 1)).collect()
}

/// The title of the first scene of a part, which stands directly below that of the part.
fn scene_below<'a>(
    sheet: &Sheet,
    chunks: &'a [Range<usize>],
    part: &Range<usize>,
) -> Option<&'a Range<usize>> {
    let mut words = sheet.content(part.start).split(|letter: char| !letter.is_alphabetic());
    let is_part = words.any(|word| rank(&word.to_lowercase()).is_some());
    let next = chunks.get(chunks.partition_point(|chunk| chunk.start <= part.start))?;
    let words = sheet.content(next.start);
    let titled = next.len() == 1 && looks_like_title(words) && !is_date(words);
    (is_part && titled && !sheet.speakers.contains_key(&next.start)).then_some(next)
}
