//! Titles that nothing but the blank lines above them sets off: those of songs, and of the scenes of a play.

use super::dates::is_date;
use super::fallback::Found;
use super::labels::rank;
use super::lone::{gap_above, is_long, is_number, is_stanza};
use super::matter::names_matter;
use super::title::{is_capitals, looks_like_title};
use crate::reader::plain::Sheet;
use crate::reader::plain::head::hands::leads_in_author;
use crate::reader::plain::head::persons::is_full_name;
use std::ops::Range;

/// In a text of verse, lines alone below at least three blank ones, as the titles of songs stand, where all that
/// stands so is such a line. In a play two blank ones set off its scenes.
pub fn set_off(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    const FEWEST: usize = 3;
    let is_play = !sheet.play.names.is_empty();
    let gap = if is_play { 2 } else { FEWEST };
    let stanzas = chunks.iter().filter(|chunk| is_stanza(sheet, chunk)).count();
    // Who wrote it stands above all text.
    let is_body = |chunk: &&Range<usize>| is_long(sheet, chunk) || is_stanza(sheet, chunk);
    let begins = chunks.iter().find(is_body).map_or(0, |chunk| chunk.start);
    let is_author = |chunk: &Range<usize>| chunk.start < begins && is_full_name(sheet.content(chunk.start));
    let apart = chunks.iter().skip(1).filter(|chunk| gap_above(sheet, chunk.start) >= gap);
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
    if !is_play && let Some(pieces) = pieces_behind(sheet, chunks, &apart) {
        return pieces;
    }
    if apart.len() < FEWEST || !is_play && stanzas * 3 < chunks.len() || !apart.iter().all(is_title) {
        return Vec::new();
    }
    let lines = apart.into_iter().flat_map(|chunk| {
        let scene = is_play.then(|| scene_below(sheet, chunks, chunk)).flatten();
        std::iter::once(chunk).chain(scene)
    });
    lines.map(|chunk| (chunk.clone(), 1)).collect()
}

/// The pieces behind a text without other headings, such as a bibliography and a curriculum vitae: all that stands set
/// off behind the first prose says what it is.
fn pieces_behind(sheet: &Sheet, chunks: &[Range<usize>], apart: &[&Range<usize>]) -> Option<Vec<Found>> {
    let begins = chunks.iter().find(|chunk| sheet.is_prose(chunk))?.start;
    let behind = apart.iter().filter(|chunk| chunk.start > begins);
    let pieces: Vec<Found> = behind.map(|chunk| ((*chunk).clone(), 1)).collect();
    let is_piece = |(lines, _): &Found| lines.len() == 1 && names_matter(sheet.content(lines.start));
    (pieces.len() > 1 && pieces.iter().all(is_piece)).then_some(pieces)
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
