//! Words as they are shaped.

use crate::font::{FontId, Marks};
use crate::layout::cjk::Square;
use crate::layout::page::{Glyph, NOTDEF, Offset};
use crate::length::{Length, ShortLength};
use std::ops::Range;
use std::sync::OnceLock;

/// A shaped word: pieces of one face each, in logical order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Word {
    pub pieces: Vec<Piece>,
    pub width: Length,
    /// Where it may be divided, once that was asked for.
    pub(super) divisions: OnceLock<Box<[Division]>>,
}

/// A place where a word may be divided with a hyphen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// The byte offset in the word.
    pub at: usize,
    /// How wide the whole word is less what is behind.
    pub before: Length,
    /// By how much the part before it is wider with its hyphen.
    pub hyphen: Length,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    pub font: FontId,
    /// That of the glyphs, which are smaller than the text where they stand for small capitals.
    pub size: Length,
    /// Its part of the word's text.
    pub text: Range<u32>,
    /// How far its left edge is from that of the word.
    pub left: Length,
    /// In the order in which they are seen.
    pub glyphs: Vec<SizedGlyph>,
}

impl Piece {
    /// Its text, of that of its word.
    pub fn text_of<'t>(&self, word: &'t str) -> &'t str {
        word.get(self.text.start as usize..self.text.end as usize).unwrap_or_default()
    }
}

/// A glyph at its size. Each advance is rounded by itself, so that a width is the sum of what is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SizedGlyph {
    pub id: u16,
    pub advance: ShortLength,
    pub offset: Offset,
    pub text: u32,
    pub(super) is_apart: bool,
}

impl SizedGlyph {
    /// The glyph in a run, in whose text its cluster begins at `text`.
    #[inline]
    pub fn in_run(&self, text: u32) -> (Glyph, Offset) {
        (Glyph { id: self.id, advance: self.advance, text }, self.offset)
    }
}

impl Word {
    /// Puts the pieces at their places, in the order in which they are seen.
    pub(super) fn place(&mut self, order: impl IntoIterator<Item = usize>) {
        for index in order {
            let piece = &mut self.pieces[index];
            piece.left = self.width;
            self.width += piece.glyphs.iter().map(|glyph| Length::from(glyph.advance)).sum();
        }
    }

    /// Takes the blank half off a mark of Chinese or Japanese that stands alone: whoever sets it puts the blank beside
    /// it where that is wanted.
    pub(super) fn halve_square(&mut self, text: &str, size: Length, marks: Option<Marks>) {
        let mut letters = text.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else { return };
        let Some(square @ (Square::Opening | Square::Closing)) = Square::of(letter, marks) else {
            return;
        };
        let [Piece { glyphs, .. }] = self.pieces.as_mut_slice() else { return };
        let [glyph] = glyphs.as_mut_slice() else { return };
        // A face may have made it narrow already, and a box for a mark that no face has is no square.
        let (own, half) = (Length::from(glyph.advance), size / 2);
        if glyph.id == NOTDEF || own < size.scale(9, 10) {
            return;
        }
        glyph.advance = (own - half).into();
        if square == Square::Opening {
            glyph.offset.x = (Length::from(glyph.offset.x) - half).into();
        }
    }

    /// How wide the part before a place is that can be cut off without shaping anew, and where its last
    /// cluster begins.
    pub(super) fn part_before(&self, at: usize) -> Option<(Length, u32)> {
        let [piece] = self.pieces.as_slice() else { return None };
        // What runs from right to left begins with the glyphs of its end.
        { piece.glyphs.first() }.filter(|first| first.text == piece.text.start)?;
        let behind = piece.glyphs.partition_point(|glyph| (glyph.text as usize) < at);
        piece.glyphs.get(behind).filter(|glyph| glyph.text as usize == at && glyph.is_apart)?;
        let before = &piece.glyphs[..behind];
        Some((before.iter().map(|glyph| Length::from(glyph.advance)).sum(), before.last()?.text))
    }
}
