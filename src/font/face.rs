//! One face: its bytes, the measures that layout needs, and which characters it holds.

use super::Family;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::model::Font;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The bytes of a file of faces.
#[derive(Clone)]
pub enum FaceData {
    /// A file of `fonts/`, which is a part of the program.
    Embedded(&'static [u8]),
    /// A file that was read.
    Read(Arc<Vec<u8>>),
}

impl Deref for FaceData {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            FaceData::Embedded(bytes) => bytes,
            FaceData::Read(bytes) => bytes,
        }
    }
}

impl AsRef<[u8]> for FaceData {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

/// Which of the faces of a family it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FaceStyle {
    pub family: Family,
    pub bold: bool,
    pub italic: bool,
}

/// A face with the measures that layout needs, in font units.
pub struct Face {
    pub style: FaceStyle,
    pub postscript_name: String,
    /// What users call its family.
    pub family_name: String,
    /// From 1 to 1000, of which 400 is regular and 700 bold.
    pub weight: u16,
    pub data: FaceData,
    /// Which of the faces of its file it is.
    pub index: u32,
    pub units_per_em: u16,
    pub ascent: i32,
    /// Below the baseline, positive.
    pub descent: i32,
    pub cap_height: i32,
    pub x_height: i32,
    /// The glyph of U+00AD, where it is about as wide as the hyphen: by it a divided word can be told
    /// from one with a hyphen of its own.
    pub soft_hyphen: Option<u16>,
    /// Its tables, opened, as shaping takes them; clones share them.
    pub font: Font,
}

impl fmt::Debug for Face {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Face").field("name", &self.postscript_name).finish_non_exhaustive()
    }
}

impl Face {
    /// Opens a face of a file; `None` where that holds no such face.
    pub fn open(style: FaceStyle, data: FaceData, index: u32) -> Option<Face> {
        let font = match data.clone() {
            FaceData::Embedded(bytes) => Font::new(bytes, index),
            FaceData::Read(bytes) => Font::new(bytes as Arc<dyn AsRef<[u8]> + Send + Sync>, index),
        }?;
        let opened = FontRef::from_index(&data, index).ok()?;
        let metrics = opened.metrics(Size::unscaled(), LocationRef::default());
        let name = |id| opened.localized_strings(id).english_or_first().map(|name| name.to_string());
        let family_name = name(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(StringId::FAMILY_NAME));
        Some(Face {
            style,
            postscript_name: name(StringId::POSTSCRIPT_NAME).unwrap_or_else(|| "Unnamed".into()),
            family_name: family_name.unwrap_or_else(|| "Unnamed".into()),
            weight: opened.attributes().weight.value().round() as u16,
            index,
            units_per_em: metrics.units_per_em,
            ascent: metrics.ascent.round() as i32,
            descent: -metrics.descent.round() as i32,
            cap_height: metrics.cap_height.unwrap_or(metrics.ascent * 0.7).round() as i32,
            x_height: metrics.x_height.unwrap_or(metrics.ascent * 0.5).round() as i32,
            soft_hyphen: soft_hyphen(&opened, metrics.units_per_em),
            font,
            data,
        })
    }

    /// The glyph that it has for a character by itself.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let glyph = self.font.charmap().map_unicode(character)?;
        u16::try_from(glyph.to_u32()).ok().filter(|&glyph| glyph != 0)
    }

    /// The characters that it has a glyph for, in their order.
    pub fn characters(&self) -> Vec<char> {
        self.font.charmap().unicodes().filter_map(|(character, _)| char::from_u32(character)).collect()
    }
}

fn soft_hyphen(font: &FontRef, units_per_em: u16) -> Option<u16> {
    let advances = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let [soft, hyphen] = ['\u{AD}', '-'].map(|character| font.charmap().map(character));
    let advance = |glyph: Option<GlyphId>| glyph.and_then(|glyph| advances.advance_width(glyph));
    // A fiftieth of an em at the end of a line is seen by nobody.
    let differ = advance(soft).zip(advance(hyphen)).map(|(soft, hyphen)| (soft - hyphen).abs());
    let soft = soft.filter(|_| differ.is_some_and(|by| by * 50.0 <= f32::from(units_per_em)))?;
    u16::try_from(soft.to_u32()).ok()
}
