//! Glyphs side by side, in as little room as a book needs that keeps millions of them until its pages are drawn.

use crate::length::ShortLength;
use std::ops::Deref;

/// A glyph and the pen's way past it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Glyph {
    pub id: u16,
    /// How far the pen moves, kerning and justification included.
    pub advance: ShortLength,
    /// Where in the run's `text` the cluster of this glyph begins; several glyphs may share one.
    pub text: u32,
}

/// How far from the pen a glyph is drawn; y grows upward here, as in fonts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Offset {
    pub x: ShortLength,
    pub y: ShortLength,
}

/// Glyphs in visual order. Hardly any of most scripts is drawn elsewhere than at the pen, so that offsets stand
/// aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Glyphs {
    row: Vec<Glyph>,
    /// By the places of the glyphs in the row, which rise.
    offsets: Vec<(u32, Offset)>,
}

impl Glyphs {
    pub fn with_capacity(glyphs: usize) -> Glyphs {
        Glyphs { row: Vec::with_capacity(glyphs), offsets: Vec::new() }
    }

    pub fn push(&mut self, glyph: Glyph, offset: Offset) {
        if offset != Offset::default() {
            self.offsets.push((self.row.len() as u32, offset));
        }
        self.row.push(glyph);
    }

    pub fn last_mut(&mut self) -> Option<&mut Glyph> {
        self.row.last_mut()
    }

    /// How far from the pen the glyph at `index` is drawn.
    #[inline]
    pub fn offset(&self, index: usize) -> Offset {
        if self.offsets.is_empty() {
            return Offset::default();
        }
        let found = self.offsets.binary_search_by_key(&index, |(glyph, _)| *glyph as usize);
        found.map_or_else(|_| Offset::default(), |found| self.offsets[found].1)
    }

    /// The glyphs of words that stand to the left of each other, of which each begins at one of `starts`.
    pub fn in_parts(&self, starts: &[usize]) -> Glyphs {
        let end = |part: usize| starts.get(part + 1).copied().unwrap_or(self.row.len());
        let parts = starts.iter().enumerate().rev();
        let order = parts.flat_map(|(part, &start)| start..end(part));
        order.map(|index| (self.row[index], self.offset(index))).collect()
    }

    /// Gives back what room is left, where that is much.
    pub fn shrink(&mut self) {
        if self.row.capacity() > self.row.len() * 5 / 4 {
            self.row.shrink_to_fit();
        }
    }
}

impl Deref for Glyphs {
    type Target = [Glyph];

    fn deref(&self) -> &[Glyph] {
        &self.row
    }
}

impl<'a> IntoIterator for &'a Glyphs {
    type Item = &'a Glyph;
    type IntoIter = std::slice::Iter<'a, Glyph>;

    fn into_iter(self) -> Self::IntoIter {
        self.row.iter()
    }
}

impl FromIterator<(Glyph, Offset)> for Glyphs {
    fn from_iter<I: IntoIterator<Item = (Glyph, Offset)>>(glyphs: I) -> Glyphs {
        let mut all = Glyphs::default();
        glyphs.into_iter().for_each(|(glyph, offset)| all.push(glyph, offset));
        all
    }
}
