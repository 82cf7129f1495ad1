//! The faces at hand: those in `fonts/`, which are embedded in the binary.

mod embedded;
mod face;

pub use face::{Face, FaceData, FaceStyle};

use embedded::{EMBEDDED, Embedded};
use std::sync::{Arc, OnceLock};
use unicode_script::{Script, UnicodeScript};

/// A face of the `FontBook`. Ids follow the fixed order of the embedded files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u16);

/// The three families that a theme can ask for, that of formulas, and all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    #[default]
    Serif,
    Sans,
    Mono,
    /// One face alone, whatever style is asked for.
    Math,
    /// Those that stand in for scripts which the faces of a text lack.
    Other(u16),
}

impl Family {
    /// Its place among the families of a book of faces.
    fn index(self) -> usize {
        match self {
            Family::Serif => 0,
            Family::Sans => 1,
            Family::Mono => 2,
            Family::Math => 3,
            Family::Other(number) => 4 + usize::from(number),
        }
    }
}

/// All faces, immutable and shared by reference. A face is opened when it is first asked for: those of foreign
/// scripts are many, and most books need none of them.
#[derive(Clone, Debug)]
pub struct FontBook {
    faces: Vec<Arc<Slot>>,
    /// By family, its faces: upright, slanted, bold, both.
    families: Vec<[FontId; 4]>,
}

#[derive(Debug)]
struct Slot {
    style: FaceStyle,
    /// See `Embedded::scripts`.
    scripts: &'static [Script],
    bytes: &'static [u8],
    opened: OnceLock<Face>,
}

impl Default for FontBook {
    fn default() -> FontBook {
        FontBook::embedded()
    }
}

impl FontBook {
    /// The faces of the binary: serif, sans and mono in four styles each, one for formulas, and those that stand in
    /// for scripts.
    pub fn embedded() -> FontBook {
        let mut book = FontBook { faces: Vec::with_capacity(EMBEDDED.len()), families: Vec::new() };
        for &Embedded { style, scripts, bytes } in EMBEDDED {
            book.faces.push(Arc::new(Slot { style, scripts, bytes, opened: OnceLock::new() }));
        }
        let count = book.faces.iter().map(|slot| slot.style.family.index() + 1).max().unwrap_or(0);
        let mut families = vec![[FontId(0); 4]; count];
        for slot in &book.faces {
            let family = slot.style.family;
            families[family.index()] = [(false, false), (false, true), (true, false), (true, true)]
                .map(|(bold, italic)| book.nearest(FaceStyle { family, bold, italic }));
        }
        FontBook { families, ..book }
    }

    /// The face of a family that is like what is asked for: that before a face of the same slope, since bold words
    /// must not look like all others.
    fn nearest(&self, asked: FaceStyle) -> FontId {
        let faces = (0u16..).map(FontId).zip(&self.faces);
        let of_family = faces.filter(|(_, slot)| slot.style.family == asked.family);
        let likeness = |style: FaceStyle| (style.bold == asked.bold, style.italic == asked.italic);
        // The first of equal ones.
        let nearest = of_family.min_by_key(|(_, slot)| std::cmp::Reverse(likeness(slot.style)));
        nearest.map_or(FontId(0), |(id, _)| id)
    }

    /// The face of a family in a style, or in one that is near to it.
    pub fn query(&self, family: Family, bold: bool, italic: bool) -> FontId {
        let faces = self.families.get(family.index());
        faces.map_or(FontId(0), |faces| faces[usize::from(bold) * 2 + usize::from(italic)])
    }

    pub fn face(&self, id: FontId) -> &Face {
        let Slot { style, bytes, opened, .. } = &*self.faces[usize::from(id.0)];
        // The embedded files are part of this crate, and a test opens each of them.
        opened.get_or_init(|| {
            Face::open(*style, FaceData::Embedded(bytes), 0).expect("the embedded faces are sound")
        })
    }

    pub fn iter(&self) -> impl Iterator<Item = (FontId, &Face)> {
        (0u16..).map(FontId).take(self.faces.len()).map(|id| (id, self.face(id)))
    }

    /// How many faces there are; ids are below it.
    pub fn count(&self) -> usize {
        self.faces.len()
    }

    /// The glyph that a face has for a character by itself.
    pub fn glyph(&self, id: FontId, character: char) -> Option<u16> {
        self.face(id).glyph(character)
    }

    /// Whether a face has a glyph for a character.
    pub fn covers(&self, id: FontId, character: char) -> bool {
        self.glyph(id, character).is_some()
    }

    /// The faces that a text can be set in: those that stand in for no script.
    pub fn of_text(&self) -> impl Iterator<Item = FontId> {
        (0u16..).map(FontId).zip(&self.faces).filter(|(_, slot)| slot.scripts.is_empty()).map(|(id, _)| id)
    }

    /// The face asked for where it covers a character, else the same style of another family for text, else any
    /// face for text, else one that stands in for the character's script.
    pub fn covering(&self, character: char, asked: FontId) -> Option<FontId> {
        let FaceStyle { bold, italic, .. } = self.faces[usize::from(asked.0)].style;
        let of_text = || {
            [Family::Serif, Family::Sans, Family::Mono]
                .into_iter()
                .map(|family| self.query(family, bold, italic))
                .chain(self.of_text())
        };
        let standing_in = || {
            let extension = character.script_extension();
            let serves =
                move |slot: &Slot| slot.scripts.iter().any(|script| extension.contains_script(*script));
            let families = self.faces.iter().filter(move |slot| serves(slot)).map(|slot| slot.style.family);
            families.map(|family| self.query(family, bold, italic))
        };
        std::iter::once(asked)
            .chain(std::iter::once_with(of_text).flatten())
            .chain(std::iter::once_with(standing_in).flatten())
            .find(|&id| self.covers(id, character))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_of_text_has_four_distinct_faces() {
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

    #[test]
    fn scripts_have_faces_that_stand_in_for_them() {
        let book = FontBook::embedded();
        let serif = |bold| book.query(Family::Serif, bold, false);
        let name = |character, bold| {
            book.covering(character, serif(bold)).map(|id| book.face(id).postscript_name.as_str())
        };
        for (character, regular, bold) in [
            ('ж', "LibertinusSerif-Regular", "LibertinusSerif-Bold"),
            ('ب', "NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold"),
            ('،', "NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold"),
            ('ש', "LibertinusSerif-Regular", "LibertinusSerif-Bold"),
            ('\u{5AA}', "NotoSerifHebrew-Regular", "NotoSerifHebrew-Bold"),
            ('क', "NotoSerifDevanagari-Regular", "NotoSerifDevanagari-Bold"),
            ('।', "NotoSerifDevanagari-Regular", "NotoSerifDevanagari-Bold"),
            ('ক', "NotoSerifBengali-Regular", "NotoSerifBengali-Bold"),
            ('த', "NotoSerifTamil-Regular", "NotoSerifTamil-Bold"),
            ('ก', "NotoSerifThai-Regular", "NotoSerifThai-Bold"),
            ('ក', "NotoSerifKhmer-Regular", "NotoSerifKhmer-Bold"),
            ('ბ', "NotoSerifGeorgian-Regular", "NotoSerifGeorgian-Bold"),
            ('ա', "NotoSerifArmenian-Regular", "NotoSerifArmenian-Bold"),
            ('🙂', "NotoEmoji-Regular", "NotoEmoji-Regular"),
            ('🖶', "NotoSansSymbols2-Regular", "NotoSansSymbols2-Regular"),
        ] {
            assert_eq!(name(character, false), Some(regular), "{character}");
            assert_eq!(name(character, true), Some(bold), "{character}");
        }
        assert_eq!(name('語', false), None);
    }
}
