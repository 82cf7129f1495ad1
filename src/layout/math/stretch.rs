//! Signs that grow: larger glyphs, and beyond them signs put together from parts.

use super::boxes::MathBox;
use super::face::{Construction, PartGlyph, StretchAxis};
use super::{Level, MathSetter};
use crate::layout::page::{Glyph, GlyphRun, Glyphs, Offset};
use crate::length::{Length, ShortLength};

impl MathSetter<'_> {
    /// A sign at least as long as `target` along an axis, or as long as it can be.
    pub(super) fn stretched(&self, sign: &str, axis: StretchAxis, target: Length, level: Level) -> MathBox {
        let size = self.size(level);
        let plain = self.signs(sign, sign, level);
        let natural = match axis {
            StretchAxis::Vertical => plain.total(),
            StretchAxis::Horizontal => plain.width,
        };
        let Some(glyph) = self.glyph(sign).filter(|_| natural < target) else { return plain };
        let construction = self.face.construction(glyph, axis, size);
        let variant = construction.variants.iter().find(|(_, length)| *length >= target);
        match (variant, construction.parts.is_empty()) {
            (Some(&(id, _)), _) => self.variant(id, sign, level),
            (None, false) => self.assembled(&construction, sign, axis, target, level),
            (None, true) => match construction.variants.last() {
                Some(&(id, _)) => self.variant(id, sign, level),
                None => plain,
            },
        }
    }

    /// The sign at the size of a line of its own.
    pub(super) fn large(&self, sign: &str, least: Length, level: Level) -> MathBox {
        let grown = self.stretched(sign, StretchAxis::Vertical, least, level);
        self.centred(grown, level)
    }

    /// A sign moved so that its middle is on the axis, where fractions have their rules.
    pub(super) fn centred(&self, sign: MathBox, level: Level) -> MathBox {
        let up = self.axis(level) - (sign.height - sign.depth) / 2;
        let (height, depth) = (sign.height + up, sign.depth - up);
        let mut moved = MathBox { width: sign.width, italics: sign.italics, ..MathBox::default() };
        moved.put(sign, Length::ZERO, up);
        MathBox { height, depth, ..moved }
    }

    /// The glyph of a lone sign of the face.
    fn glyph(&self, sign: &str) -> Option<u16> {
        let word = self.shaper.word_in(sign, self.face.font, Length::pt(1), self.text.lang);
        let [piece] = word.pieces.as_slice() else { return None };
        let [glyph] = piece.glyphs.as_slice() else { return None };
        (piece.font == self.face.font).then_some(glyph.id)
    }

    /// A mark as the face draws it: the shaper would move it over a letter that is not there.
    pub(super) fn unshaped(&self, sign: &str, meant: &str, level: Level) -> MathBox {
        match self.glyph(sign) {
            Some(id) => self.variant(id, meant, level),
            None => self.signs(sign, meant, level),
        }
    }

    fn variant(&self, id: u16, sign: &str, level: Level) -> MathBox {
        let size = self.size(level);
        let glyph = Glyph { id, advance: self.face.advance(id, size).into(), text: 0 };
        let glyphs = [(glyph, Offset::default())].into_iter().collect();
        let run = GlyphRun::new(self.face.font, size, level.color, glyphs, sign);
        self.run(run)
    }

    fn assembled(
        &self,
        construction: &Construction,
        sign: &str,
        axis: StretchAxis,
        target: Length,
        level: Level,
    ) -> MathBox {
        let size = self.size(level);
        let (parts, overlap) = assembly(construction, target);
        let (mut glyphs, mut at, mut across) = (Glyphs::default(), Length::ZERO, Length::ZERO);
        for part in &parts {
            let ink = self.face.ink(self.face.font, part.id, size);
            let offset = match axis {
                StretchAxis::Vertical => Offset { x: ShortLength::ZERO, y: (at - ink.bottom).into() },
                StretchAxis::Horizontal => Offset { x: at.into(), y: ShortLength::ZERO },
            };
            across = across.max(self.face.advance(part.id, size));
            glyphs.push(Glyph { id: part.id, advance: ShortLength::ZERO, text: 0 }, offset);
            at += part.length - overlap;
        }
        let length = at + overlap;
        let run = GlyphRun::new(self.face.font, size, level.color, glyphs, sign);
        match axis {
            StretchAxis::Vertical => MathBox::of(run.into(), across, length, Length::ZERO),
            StretchAxis::Horizontal => MathBox { width: length, accent: None, ..self.run(run) },
        }
    }
}

/// The parts with what repeats repeated as often as it takes, and the overlap that makes them
/// exactly as long as asked.
fn assembly(construction: &Construction, target: Length) -> (Vec<PartGlyph>, Length) {
    /// No sign of a page is longer.
    const MOST: usize = 400;
    let repeated = |times: usize| {
        let parts = construction.parts.iter();
        parts.flat_map(move |part| std::iter::repeat_n(*part, if part.extends { times } else { 1 }))
    };
    let longest = |times: usize| {
        let (count, sum) =
            repeated(times).fold((0, Length::ZERO), |(n, sum), part| (n + 1, sum + part.length));
        (sum - construction.overlap * (count - 1).max(0), count, sum)
    };
    let times = (0..MOST).find(|&times| longest(times).0 >= target).unwrap_or(MOST);
    let (_, count, sum) = longest(times);
    // Neighbours may overlap by no more than the shorter of the connectors that meet (OpenType, `MATH`,
    // glyph assembly). The shortest of all serves for every joint.
    let connector =
        repeated(times).flat_map(|part| [part.start, part.end]).filter(|length| length.0 > 0).min();
    let wanted = if count > 1 { (sum - target) / (count - 1) } else { Length::ZERO };
    let overlap = wanted.min(connector.unwrap_or(construction.overlap)).max(construction.overlap);
    (repeated(times).collect(), overlap)
}
