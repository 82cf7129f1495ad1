//! Which face each part of a word is shaped in.

use super::{RunStyle, Shaper};
use crate::font::{FontId, Han, is_ignorable};
use std::ops::Range;

/// So many marks upon one letter are shaped together, since the shaper goes back over all of them for each: as many as
/// any writing has (UAX #15, Stream-Safe Text Format).
const MOST_MARKS: usize = 30;

impl Shaper<'_> {
    /// Cuts a part of a word into runs that one face covers; `None` marks a run that no face does.
    pub(super) fn itemise(
        &self,
        text: &str,
        range: Range<usize>,
        style: RunStyle,
    ) -> Vec<(Option<FontId>, Range<usize>)> {
        let language = self.languages.get(style.lang);
        let (font, han) = (style.font, language.han);
        let (start, text) = (range.start, &text[range.clone()]);
        if text.is_ascii() {
            return vec![(Some(font), range)];
        }
        let mut runs: Vec<(Option<FontId>, Range<usize>)> = Vec::new();
        let (mut marks, pointed) = (0, self.face_of_points(text, font, han));
        for (offset, character) in text.char_indices() {
            let offset = start + offset;
            let end = offset + character.len_utf8();
            let joins = joins_the_run_before(character);
            marks = if joins { marks + 1 } else { 0 };
            let is_crowded = marks > MOST_MARKS;
            let before = runs.last().map(|run| run.0).filter(|_| joins);
            let covering = match before {
                // A box takes the marks upon it along.
                Some(None) => None,
                Some(Some(own)) if is_ignorable(character) || self.fonts.covers(own, character) => Some(own),
                _ if pointed
                    .is_some_and(|face| is_pointed(character) && self.fonts.covers(face, character)) =>
                {
                    pointed
                }
                _ if language.marks().is_some()
                    && is_shared_mark(character)
                    && !text[..offset - start].ends_with(is_latin) =>
                {
                    let squares = self.covering(SQUARE, font, han);
                    squares
                        .filter(|&own| self.fonts.covers(own, character))
                        .or(self.covering(character, font, han))
                }
                _ => self.covering(character, font, han),
            };
            match runs.last_mut() {
                Some(run) if run.0 == covering && !is_crowded => run.1.end = end,
                _ => {
                    marks = 0;
                    runs.push((covering, offset..end));
                }
            }
        }
        runs
    }

    /// The face of a word that has a point which its own face lacks, as Libertinus has no accents of the Bible: one in
    /// another face would not find its place upon its letter, and letters of two faces in one word look like none.
    fn face_of_points(&self, text: &str, font: FontId, han: Option<Han>) -> Option<FontId> {
        let mut points = text.chars().filter(|character| is_point(*character));
        let lacking = points.find(|point| !self.fonts.covers(font, *point))?;
        self.covering(lacking, font, han)
    }

    /// The face of a character; what is never drawn has that of its neighbours.
    fn covering(&self, character: char, font: FontId, han: Option<Han>) -> Option<FontId> {
        if character.is_control() || is_ignorable(character) {
            return Some(font);
        }
        self.fonts.covering(character, font, han)
    }
}

/// Whether a character belongs to a script whose letters have points and accents.
fn is_pointed(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{6FF}' | '\u{FB1D}'..='\u{FB4F}')
}

/// Points and accents of Hebrew and Arabic.
fn is_point(character: char) -> bool {
    matches!(character, '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}')
}

/// What every face for Chinese and Japanese has.
const SQUARE: char = '一';

/// Marks that Latin faces have as well, and that stand in squares in Chinese and Japanese.
fn is_shared_mark(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '—' | '…' | '‥' | '·')
}

fn is_latin(character: char) -> bool {
    character.is_ascii_alphanumeric()
}

/// Combining marks, joiners and variation selectors are set in the face of their base.
pub(super) fn joins_the_run_before(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
        || is_ignorable(character)
}
