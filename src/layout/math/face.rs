//! What the face of mathematics says of itself: the `MATH` table of OpenType. The only file that
//! reads it.

use crate::font::{Face, Family, FontBook, FontId};
use crate::length::Length;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::TableProvider;
use skrifa::raw::tables::math::{Math, MathConstants, MathGlyphInfo, MathVariants};
pub use skrifa::raw::tables::math::{MathConstant, StretchAxis};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;

/// The face of mathematics with its tables open, and the extents of all faces' glyphs.
pub struct MathFace<'f> {
    pub font: FontId,
    units: i64,
    constants: MathConstants<'f>,
    glyphs: Option<MathGlyphInfo<'f>>,
    variants: Option<MathVariants<'f>>,
    fonts: &'f FontBook,
    /// By face, those that stand in for scripts left out, with its units to the em.
    metrics: BTreeMap<FontId, (GlyphMetrics<'f>, i64)>,
}

/// How far a glyph's ink reaches from the baseline; both are upward.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ink {
    pub top: Length,
    pub bottom: Length,
}

/// How a sign is made larger.
#[derive(Debug, Default)]
pub struct Construction {
    /// Larger glyphs, each with its length along the axis.
    pub variants: Vec<(u16, Length)>,
    /// Parts from bottom to top or from left to right.
    pub parts: Vec<PartGlyph>,
    /// What neighbours share at the least.
    pub overlap: Length,
}

/// A part of a sign that is put together.
#[derive(Clone, Copy, Debug)]
pub struct PartGlyph {
    pub id: u16,
    pub length: Length,
    pub start: Length,
    pub end: Length,
    /// It can be left out and repeated.
    pub extends: bool,
}

impl<'f> MathFace<'f> {
    /// `None` where the face has no `MATH` table; the embedded one has, as a test asserts.
    pub fn open(fonts: &'f FontBook) -> Option<MathFace<'f>> {
        let font = fonts.query(Family::Math, false, false);
        let math: Math<'f> = opened(fonts.face(font))?.math().ok()?;
        Some(MathFace {
            font,
            units: i64::from(fonts.face(font).units_per_em),
            constants: math.math_constants().ok()?,
            glyphs: math.math_glyph_info().ok(),
            variants: math.math_variants().ok(),
            fonts,
            metrics: fonts.of_text().filter_map(|id| Some((id, metrics(fonts.face(id))?))).collect(),
        })
    }

    /// A measure of the face at a size.
    pub fn constant(&self, constant: MathConstant, size: Length) -> Length {
        self.at(self.constants.constant(constant), size)
    }

    /// A measure that is a percentage.
    pub fn percent(&self, constant: MathConstant) -> i64 {
        i64::from(self.constants.constant(constant))
    }

    /// How far a slanted glyph leans out of its width.
    pub fn italics(&self, glyph: u16, size: Length) -> Length {
        let info = self.glyphs.as_ref().and_then(|info| info.math_italics_correction_info()?.ok());
        let value = info.and_then(|info| info.correction(GlyphId::from(glyph)));
        self.at(value.unwrap_or(0), size)
    }

    /// Where above a glyph an accent stands.
    pub fn accent(&self, glyph: u16, size: Length) -> Option<Length> {
        let info = self.glyphs.as_ref()?.math_top_accent_attachment()?.ok()?;
        Some(self.at(info.attachment(GlyphId::from(glyph))?, size))
    }

    pub fn ink(&self, font: FontId, glyph: u16, size: Length) -> Ink {
        let Some((metrics, units)) = self.metrics(font) else { return Ink::default() };
        let Some(bounds) = metrics.bounds(GlyphId::from(glyph)) else { return Ink::default() };
        let at = |value: f32| size.scale(value.round() as i64, units);
        Ink { top: at(bounds.y_max), bottom: at(bounds.y_min) }
    }

    pub fn advance(&self, glyph: u16, size: Length) -> Length {
        let advance =
            self.metrics(self.font).and_then(|(metrics, _)| metrics.advance_width(GlyphId::from(glyph)));
        self.at(advance.unwrap_or(0.0).round() as i32, size)
    }

    pub fn construction(&self, glyph: u16, axis: StretchAxis, size: Length) -> Construction {
        let Some(variants) = &self.variants else { return Construction::default() };
        let Some(found) = variants.glyph_construction(GlyphId::from(glyph), axis) else {
            return Construction::default();
        };
        let larger = found.math_glyph_variant_records().iter().map(|record| {
            let length = i32::from(record.advance_measurement().to_u16());
            (record.variant_glyph().to_u16(), self.at(length, size))
        });
        let parts = found.glyph_assembly().and_then(Result::ok).map(|assembly| {
            let parts = assembly.part_records().iter().map(|part| PartGlyph {
                id: part.glyph_id().to_u16(),
                length: self.at(i32::from(part.full_advance().to_u16()), size),
                start: self.at(i32::from(part.start_connector_length().to_u16()), size),
                end: self.at(i32::from(part.end_connector_length().to_u16()), size),
                // OpenType's flag `fExtender`.
                extends: part.part_flags().bits() & 1 != 0,
            });
            parts.collect()
        });
        Construction {
            variants: larger.collect(),
            parts: parts.unwrap_or_default(),
            overlap: self.at(i32::from(variants.min_connector_overlap().to_u16()), size),
        }
    }

    fn metrics(&self, font: FontId) -> Option<(GlyphMetrics<'f>, i64)> {
        self.metrics.get(&font).cloned().or_else(|| metrics(self.fonts.face(font)))
    }

    fn at(&self, units: i32, size: Length) -> Length {
        size.scale(i64::from(units), self.units)
    }
}

fn metrics(face: &Face) -> Option<(GlyphMetrics<'_>, i64)> {
    let metrics = opened(face)?.glyph_metrics(Size::unscaled(), LocationRef::default());
    Some((metrics, i64::from(face.units_per_em)))
}

fn opened(face: &Face) -> Option<FontRef<'_>> {
    face.file.tables()
}
