//! The faces at hand: those in `fonts/`, which are embedded in the binary.

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size as FontSize};
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::fmt;

/// A face of the `FontBook`. Ids follow the fixed order of the embedded files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u16);

/// The three families that a theme can ask for, and that of formulas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    #[default]
    Serif,
    Sans,
    Mono,
    /// One face alone, whatever style is asked for.
    Math,
}

/// One face with the measures that layout needs, in font units.
#[derive(Clone, Debug)]
pub struct Face {
    pub family: Family,
    pub bold: bool,
    pub italic: bool,
    pub postscript_name: String,
    /// What users call its family.
    pub family_name: String,
    /// From 1 to 1000, of which 400 is regular and 700 bold.
    pub weight: u16,
    pub data: &'static [u8],
    pub units_per_em: u16,
    pub ascent: i32,
    /// Below the baseline, positive.
    pub descent: i32,
    pub cap_height: i32,
    pub x_height: i32,
    /// The glyph of U+00AD, where it is about as wide as the hyphen: by it a divided word can be told
    /// from one with a hyphen of its own.
    pub soft_hyphen: Option<u16>,
}

/// All faces, immutable and shared by reference.
#[derive(Clone)]
pub struct FontBook {
    faces: Vec<Face>,
    /// By face: opening a face for each character of a foreign script would take a third of a run.
    charmaps: Vec<Charmap<'static>>,
}

impl fmt::Debug for FontBook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("FontBook").field(&self.faces).finish()
    }
}

macro_rules! embedded {
    ($($family:ident $bold:literal $italic:literal $path:literal,)*) => {
        &[$((Family::$family, $bold, $italic, include_bytes!(concat!("../fonts/", $path)) as &'static [u8]),)*]
    };
}

const EMBEDDED: &[(Family, bool, bool, &[u8])] = embedded! {
    Serif false false "libertinus-serif/LibertinusSerif-Regular.otf",
    Serif false true "libertinus-serif/LibertinusSerif-Italic.otf",
    Serif true false "libertinus-serif/LibertinusSerif-Bold.otf",
    Serif true true "libertinus-serif/LibertinusSerif-BoldItalic.otf",
    Sans false false "source-sans-3/SourceSans3-Regular.otf",
    Sans false true "source-sans-3/SourceSans3-It.otf",
    Sans true false "source-sans-3/SourceSans3-Bold.otf",
    Sans true true "source-sans-3/SourceSans3-BoldIt.otf",
    Mono false false "source-code-pro/SourceCodePro-Regular.otf",
    Mono false true "source-code-pro/SourceCodePro-It.otf",
    Mono true false "source-code-pro/SourceCodePro-Bold.otf",
    Mono true true "source-code-pro/SourceCodePro-BoldIt.otf",
    Math false false "stix-two-math/STIXTwoMath-Regular.otf",
};

impl Default for FontBook {
    fn default() -> FontBook {
        FontBook::embedded()
    }
}

impl FontBook {
    /// The faces of the binary: serif, sans and mono in four styles each, and one for formulas.
    pub fn embedded() -> FontBook {
        let faces = EMBEDDED.iter().map(|&(family, bold, italic, data)| face(family, bold, italic, data));
        let charmaps = EMBEDDED.iter().map(|&(.., data)| font_ref(data).charmap());
        FontBook { faces: faces.collect(), charmaps: charmaps.collect() }
    }

    /// The face of a family in a style. Every family but that of formulas has all four.
    pub fn query(&self, family: Family, bold: bool, italic: bool) -> FontId {
        let style = if family == Family::Math { (false, false) } else { (bold, italic) };
        let index =
            self.faces.iter().position(|face| (face.family, (face.bold, face.italic)) == (family, style));
        FontId(index.unwrap_or(0) as u16)
    }

    pub fn face(&self, id: FontId) -> &Face {
        &self.faces[id.0 as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = (FontId, &Face)> {
        (0u16..).map(FontId).zip(&self.faces)
    }

    /// The glyph that a face has for a character by itself.
    pub fn glyph(&self, id: FontId, character: char) -> Option<u16> {
        let glyph = self.charmaps[id.0 as usize].map(character)?;
        u16::try_from(glyph.to_u32()).ok()
    }

    /// The characters that a face has a glyph for, in their order.
    pub fn characters(&self, id: FontId) -> Vec<char> {
        let mappings = self.charmaps[id.0 as usize].mappings();
        mappings.filter_map(|(character, _)| char::from_u32(character)).collect()
    }

    /// Whether a face has a glyph for a character.
    pub fn covers(&self, id: FontId, character: char) -> bool {
        self.charmaps[id.0 as usize].map(character).is_some()
    }
}

/// The embedded files are part of this crate, and a test opens each of them.
fn font_ref(data: &'static [u8]) -> FontRef<'static> {
    FontRef::new(data).expect("the embedded faces are sound")
}

fn face(family: Family, bold: bool, italic: bool, data: &'static [u8]) -> Face {
    let font = font_ref(data);
    let metrics = font.metrics(FontSize::unscaled(), LocationRef::default());
    let advances = font.glyph_metrics(FontSize::unscaled(), LocationRef::default());
    let [soft, hyphen] = ['\u{AD}', '-'].map(|character| font.charmap().map(character));
    let advance = |glyph: Option<GlyphId>| glyph.and_then(|glyph| advances.advance_width(glyph));
    // A fiftieth of an em at the end of a line is seen by nobody.
    let differ = advance(soft).zip(advance(hyphen)).map(|(soft, hyphen)| (soft - hyphen).abs());
    let soft = soft.filter(|_| differ.is_some_and(|by| by * 50.0 <= f32::from(metrics.units_per_em)));
    let name = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string());
    let family_name = name(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(StringId::FAMILY_NAME));
    Face {
        family,
        bold,
        italic,
        postscript_name: name(StringId::POSTSCRIPT_NAME).unwrap_or_else(|| "Unnamed".into()),
        family_name: family_name.unwrap_or_else(|| "Unnamed".into()),
        weight: font.attributes().weight.value().round() as u16,
        data,
        units_per_em: metrics.units_per_em,
        ascent: metrics.ascent.round() as i32,
        descent: -metrics.descent.round() as i32,
        cap_height: metrics.cap_height.unwrap_or(metrics.ascent * 0.7).round() as i32,
        x_height: metrics.x_height.unwrap_or(metrics.ascent * 0.5).round() as i32,
        soft_hyphen: soft.and_then(|glyph| u16::try_from(glyph.to_u32()).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_has_four_distinct_faces() {
        let book = FontBook::embedded();
        let mut ids: Vec<FontId> = [Family::Serif, Family::Sans, Family::Mono]
            .into_iter()
            .flat_map(|family| {
                [(false, false), (false, true), (true, false), (true, true)].map(|style| (family, style))
            })
            .map(|(family, (bold, italic))| book.query(family, bold, italic))
            .collect();
        ids.dedup();
        assert_eq!(ids.len(), 12);
    }

    #[test]
    fn mono_covers_the_line_drawing_of_terminal_listings() {
        let book = FontBook::embedded();
        let mono = book.query(Family::Mono, false, false);
        for character in "─│┌┐└┘├┤┬┴┼═║╔╗╚╝█▓▒░←→↑↓•…".chars()
        {
            assert!(book.covers(mono, character), "{character}");
        }
    }
}
