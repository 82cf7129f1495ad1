//! One face: its bytes, the measures that layout needs, and which characters it holds.

use super::Family;
use crate::memo::Fingerprint;
use skrifa::instance::{Location, LocationRef, Size};
use skrifa::raw::model::Font;
use skrifa::raw::types::Tag;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::fmt;
use std::hash::{Hash, Hasher};
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

impl Default for FaceData {
    fn default() -> FaceData {
        FaceData::Embedded(&[])
    }
}

impl fmt::Debug for FaceData {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} bytes", self.len())
    }
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

/// Where a face lies, and what is to be known of it before it is opened.
#[derive(Clone, Debug, Default)]
pub struct FaceFile {
    pub data: FaceData,
    /// What stands for the file; that of the program is of no account.
    pub content: Fingerprint,
    /// Which of the faces of its file it is.
    pub index: u32,
    /// Where it stands on the axes that it varies on.
    pub variations: Vec<(Tag, f32)>,
    /// Its licence lets nobody take it apart: it is embedded whole.
    pub stays_whole: bool,
}

impl FaceFile {
    /// Its tables; `None` where there is no such face.
    pub fn tables(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.data, self.index).ok()
    }

    /// Its place on the axes of the face that it is opened as.
    pub fn location(&self, font: &FontRef) -> Location {
        font.axes().location(self.variations.iter().copied())
    }
}

impl Hash for FaceFile {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.content, self.index).hash(state);
        self.variations.iter().for_each(|(axis, at)| (axis.to_be_bytes(), at.to_bits()).hash(state));
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
    pub file: FaceFile,
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
    /// Opens a face of a weight; `None` where its file holds no such face.
    pub fn open(style: FaceStyle, weight: u16, file: FaceFile) -> Option<Face> {
        let font = match file.data.clone() {
            FaceData::Embedded(bytes) => Font::new(bytes, file.index),
            FaceData::Read(bytes) => Font::new(bytes as Arc<dyn AsRef<[u8]> + Send + Sync>, file.index),
        }?;
        let font = match file.variations.as_slice() {
            [] => font,
            at => font.instance_builder().variations(at.iter().copied()).build(),
        };
        let opened = file.tables()?;
        let location = file.location(&opened);
        let metrics = opened.metrics(Size::unscaled(), &location);
        let name = |id| opened.localized_strings(id).english_or_first().map(|name| name.to_string());
        let family_name = name(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(StringId::FAMILY_NAME));
        Some(Face {
            style,
            postscript_name: postscript_name(name(StringId::POSTSCRIPT_NAME), &file),
            family_name: family_name.unwrap_or_else(|| "Unnamed".into()),
            weight,
            units_per_em: metrics.units_per_em,
            ascent: metrics.ascent.round() as i32,
            descent: -metrics.descent.round() as i32,
            cap_height: metrics.cap_height.unwrap_or(metrics.ascent * 0.7).round() as i32,
            x_height: metrics.x_height.unwrap_or(metrics.ascent * 0.5).round() as i32,
            soft_hyphen: soft_hyphen(&opened, metrics.units_per_em),
            font,
            file,
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

/// The name of a face as PDF and PostScript can have it (OpenType, `name`, id 6: at most 63 letters of ASCII); that of
/// a face which varies with its place on the axes, since both its faces have one name.
fn postscript_name(own: Option<String>, file: &FaceFile) -> String {
    let own = own.unwrap_or_default();
    let letters = own.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).take(63);
    let name: String = letters.collect();
    let name = if name.is_empty() { "Unnamed".to_owned() } else { name };
    match file.variations.as_slice() {
        [] => name,
        axes => axes.iter().fold(name.split('-').next().unwrap_or_default().to_owned(), |name, (_, at)| {
            format!("{name}-{}", at.round() as i32)
        }),
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
