//! The clusters of a glyph run: the smallest pieces whose text is known.

use crate::layout::page::{Glyph, GlyphRun};
use std::cell::OnceCell;

/// Adjacent glyphs that together stand for a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster<'a> {
    pub glyphs: &'a [Glyph],
    /// Where in the run they begin.
    pub first: usize,
    pub text: &'a str,
    /// What is read first stands last.
    pub from_right: bool,
}

impl<'a> Cluster<'a> {
    /// The glyphs as what they stand for is read.
    pub fn in_reading_order(&self) -> impl Iterator<Item = &'a Glyph> {
        let (glyphs, count) = (self.glyphs, self.glyphs.len());
        let from_right = self.from_right;
        (0..count).map(move |index| &glyphs[if from_right { count - 1 - index } else { index }])
    }
}

/// Whether the glyphs of a run stand for its text from its end on.
pub fn runs_from_right(run: &GlyphRun) -> bool {
    matches!(run.glyphs.as_ref(), [first, .., last] if first.text > last.text)
}

/// The clusters of a run in the order of its glyphs.
///
/// A cluster's text ends where the next one in the text begins, which stands to the right of it,
/// to the left of it in right-to-left script, or further off where a run holds both. Offsets that
/// do not fit the run's text give an empty text.
pub fn clusters(run: &GlyphRun) -> impl Iterator<Item = Cluster<'_>> {
    Clusters { run, rest: &run.glyphs, starts: OnceCell::new(), from_right: runs_from_right(run) }
}

struct Clusters<'a> {
    run: &'a GlyphRun,
    rest: &'a [Glyph],
    /// See `starts_out_of_order`; asked for by the first cluster that is more than a byte.
    starts: OnceCell<Option<Vec<u32>>>,
    from_right: bool,
}

impl<'a> Iterator for Clusters<'a> {
    type Item = Cluster<'a>;

    #[inline]
    fn next(&mut self) -> Option<Cluster<'a>> {
        let start = self.rest.first()?.text;
        let next = self.rest.get(1).map(|glyph| glyph.text);
        // A book has a million of these: whatever the order, nothing begins within one byte.
        let (count, end) = match next {
            Some(next) if next == start.wrapping_add(1) => (1, Some(next)),
            _ => self.extent(start),
        };
        let first = self.run.glyphs.len() - self.rest.len();
        let (glyphs, rest) = self.rest.split_at(count);
        self.rest = rest;
        let end = end.map_or(self.run.text.len(), |end| end as usize);
        let text = self.run.text.get(start as usize..end).unwrap_or_default();
        Some(Cluster { glyphs, first, text, from_right: self.from_right })
    }
}

impl Clusters<'_> {
    /// How many glyphs the first cluster has, and where its text ends, unless that is at the run's end.
    fn extent(&self, start: u32) -> (usize, Option<u32>) {
        let count = self.rest.iter().take_while(|glyph| glyph.text == start).count();
        let end = match self.starts.get_or_init(|| starts_out_of_order(self.run)) {
            None => self.rest.get(count).map(|glyph| glyph.text),
            Some(starts) => starts.get(starts.partition_point(|&other| other <= start)).copied(),
        };
        (count, end)
    }
}

/// Where the clusters begin, sorted; `None` where the glyphs are in the order of the text already,
/// as they nearly always are.
fn starts_out_of_order(run: &GlyphRun) -> Option<Vec<u32>> {
    if run.glyphs.is_sorted_by_key(|glyph| glyph.text) {
        return None;
    }
    let mut starts: Vec<u32> = run.glyphs.iter().map(|glyph| glyph.text).collect();
    starts.sort_unstable();
    Some(starts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontId;
    use crate::layout::page::{Color, Offset};
    use crate::length::Length;

    #[test]
    fn clusters_take_their_text_from_the_neighbouring_offsets() {
        type Case<'a> = (&'a str, &'a [u32], &'a [(usize, &'a str)]);
        let cases: &[Case] = &[
            ("abc", &[0, 1, 2], &[(1, "a"), (1, "b"), (1, "c")]),
            ("office", &[0, 1, 4, 5], &[(1, "o"), (1, "ffi"), (1, "c"), (1, "e")]),
            ("e\u{301}x", &[0, 0, 3], &[(2, "e\u{301}"), (1, "x")]),
            ("אבג", &[4, 2, 0], &[(1, "ג"), (1, "ב"), (1, "א")]),
            ("אב, c", &[2, 0, 4, 5, 6], &[(1, "ב"), (1, "א"), (1, ","), (1, " "), (1, "c")]),
            ("", &[], &[]),
            // Offsets outside the text or inside a character.
            ("a", &[7], &[(1, "")]),
            ("é", &[0, 1], &[(1, ""), (1, "")]),
        ];
        for &(text, offsets, expected) in cases {
            let glyph = |&text| (Glyph { id: 1, advance: Length::pt(5).into(), text }, Offset::default());
            let glyphs = offsets.iter().map(glyph).collect();
            let run = GlyphRun::new(FontId(0), Length::pt(10), Color::BLACK, glyphs, text);
            let found: Vec<_> = clusters(&run).map(|cluster| (cluster.glyphs.len(), cluster.text)).collect();
            assert_eq!(found, expected, "{text:?} {offsets:?}");
        }
    }
}
