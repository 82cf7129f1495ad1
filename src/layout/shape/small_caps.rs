//! Small capitals: the face's own where it has them for all small letters of a word, else its capitals,
//! made smaller.

use super::faces::joins_the_run_before;
use super::{Piece, RunStyle, Shaper, SizedGlyph, Word};
use std::ops::Range;

/// Capitals at this many hundredths of the size stand for small ones: between the faces' own, which are
/// 0.71 as high as a capital in Libertinus Serif and 0.79 in Source Sans 3.
const SCALE: i64 = 75;

/// What capitals that were made smaller stand apart by, in hundredths of an em of theirs: they are as
/// tightly fitted as large ones, and lighter.
const TRACKING: i32 = 4;

impl Shaper<'_> {
    /// Adds a run of one face in small capitals to a word.
    pub(super) fn small_caps(&self, text: &str, range: Range<usize>, face: RunStyle, word: &mut Word) {
        let own = self.shape_run(text, range.clone(), face);
        if own.glyphs.iter().all(|glyph| self.is_small_capital(text, glyph, face)) {
            return word.pieces.push(own);
        }
        let plain = RunStyle { small_caps: false, ..face };
        let mut start = range.start;
        for end in stretches(&text[range.clone()]) {
            let stretch = start..range.start + end;
            start = stretch.end;
            word.pieces.push(match text[stretch.clone()].starts_with(has_capital) {
                true => self.scaled_capitals(text, stretch, plain),
                false => self.shape_run(text, stretch, plain),
            });
        }
    }

    /// Whether the face has put another glyph in the place of a small letter.
    fn is_small_capital(&self, text: &str, glyph: &SizedGlyph, face: RunStyle) -> bool {
        let letter = text[glyph.text as usize..].chars().next().filter(|&letter| has_capital(letter));
        letter.is_none_or(|letter| self.fonts.glyph(face.font, letter) != Some(glyph.id))
    }

    fn scaled_capitals(&self, text: &str, range: Range<usize>, face: RunStyle) -> Piece {
        let mut capitals = String::with_capacity(range.len());
        // Where each letter's capital begins: here, and the letter itself in the word.
        let mut origins: Vec<(usize, u32)> = Vec::with_capacity(range.len());
        for (offset, letter) in text[range.clone()].char_indices() {
            origins.push((capitals.len(), (range.start + offset) as u32));
            let capital = letter.to_uppercase();
            match capital.clone().all(|capital| self.fonts.covers(face.font, capital)) {
                true => capitals.extend(capital),
                false => capitals.push(letter),
            }
        }
        let mut glyphs = self.units(&capitals, face);
        let tracking = i32::from(self.fonts.face(face.font).units_per_em) * TRACKING / 100;
        for glyph in &mut glyphs {
            let after = origins.partition_point(|(own, _)| *own <= glyph.text as usize);
            glyph.text =
                origins.get(after.saturating_sub(1)).map_or(range.start as u32, |(_, letter)| *letter);
            // Marks take no room of their own.
            glyph.advance += if glyph.advance > 0 { tracking } else { 0 };
        }
        let smaller = RunStyle { size: face.size.scale(SCALE, 100), ..face };
        self.sized(range, smaller, glyphs.into_iter())
    }
}

/// Whether a letter is a small one that has a capital.
fn has_capital(letter: char) -> bool {
    let mut capital = letter.to_uppercase();
    capital.next() != Some(letter) || capital.next().is_some()
}

/// The ends of stretches of small letters that have capitals, and of everything else. A mark goes with
/// its letter.
fn stretches(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut small = None;
    for (offset, letter) in text.char_indices().filter(|(_, letter)| !joins_the_run_before(*letter)) {
        let is_small = has_capital(letter);
        if small.replace(is_small).is_some_and(|before| before != is_small) {
            ends.push(offset);
        }
    }
    ends.push(text.len());
    ends
}
