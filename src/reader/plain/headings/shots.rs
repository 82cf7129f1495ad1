//! Headings of the play of a film, which say where the camera stands.

use super::fallback::Found;
use crate::reader::plain::Sheet;
use crate::reader::plain::forms::said::is_shot;
use std::ops::Range;

/// The first lines of paragraphs that do, two at least: "INT. WAITING ROOM - NIGHT".
pub fn shots(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    const FEWEST: usize = 2;
    let shots = chunks.iter().filter(|chunk| is_shot(sheet.content(chunk.start)));
    let found: Vec<Found> = shots.map(|chunk| (chunk.start..chunk.start + 1, 1)).collect();
    if found.len() < FEWEST { Vec::new() } else { found }
}
