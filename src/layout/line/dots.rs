//! Emphasis in Chinese and Japanese: dots above or below its characters, in the white space between lines, which they
//! do not change.

use crate::font::Dots;
use crate::layout::cjk::takes_dot;
use crate::layout::page::{ArtifactKind, Dot, GlyphRun, PageItem, Part, Placed};
use crate::length::{Length, Point};

/// How large a dot is, in thousandths of an em: that of U+2022 in the faces for these scripts, at half of the text's
/// size (CSS Text Decoration 3, 3.4).
const DIAMETER: i64 = 180;
/// How far its middle is from the baseline: a little nearer to its own character than the midst of what the default
/// leading leaves between the squares of two lines, which reach from 0.12 em below the baseline to 0.88 em above it.
const ABOVE: i64 = 1_010;
const BELOW: i64 = -250;

/// The dots of a run that begins at a point of its baseline.
pub(super) fn dots(run: &GlyphRun, at: Point, side: Dots) -> Vec<Placed> {
    let em = run.size;
    let diameter = em.scale(DIAMETER, 1_000);
    let middle = em.scale(if side == Dots::Above { ABOVE } else { BELOW }, 1_000);
    let mut left = at.x;
    let mut dots = Vec::new();
    for glyph in &run.glyphs {
        let advance = Length::from(glyph.advance);
        let letter = run.text[glyph.text as usize..].chars().next();
        if letter.is_some_and(takes_dot) {
            // One that is wider has blank behind its square.
            let at = Point { x: left + (advance.min(em) - diameter) / 2, y: at.y - middle - diameter / 2 };
            let item = PageItem::Dot(Dot { diameter, color: run.color });
            dots.push(Placed { at, item, part: Part::Artifact(ArtifactKind::Layout) });
        }
        left += advance;
    }
    dots
}
