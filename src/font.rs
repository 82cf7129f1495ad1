//! The faces at hand: those in `fonts/`, which are embedded in the binary, and those that a user brings.

mod embedded;
mod face;
mod feature;
mod file;
mod han;

pub use face::{Face, FaceData, FaceFile, FaceStyle};
pub use feature::FontFeature;
pub use file::{FaceClass, FaceShape, FoundFace, Glance, Unusable, faces_of, glance};
pub use han::{Dots, FIRST_SQUARE, Han, Marks};

use embedded::{EMBEDDED, Embedded};
use skrifa::raw::TableProvider;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};
use unicode_script::{Script, UnicodeScript};

/// A face of the `FontBook`. Ids follow the fixed order of the embedded files, and behind them that in which a
/// user's were brought.
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
    /// Those that stand in for scripts which the faces of a text lack, and those that a user brings.
    Other(u16),
}

impl Family {
    /// What the families of the program are called: by their own names, and by their kinds.
    pub const NAMES: [(&str, Family); 7] = [
        ("Libertinus Serif", Family::Serif),
        ("Source Sans 3", Family::Sans),
        ("Source Code Pro", Family::Mono),
        ("STIX Two Math", Family::Math),
        ("serif", Family::Serif),
        ("sans", Family::Sans),
        ("mono", Family::Mono),
    ];

    /// A family of the program by its name, in any case of letters.
    pub fn named(name: &str) -> Option<Family> {
        let found = Family::NAMES.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, family)| *family)
    }

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
    /// The families that a user brings, by their names in small letters, with the names as they are written.
    names: BTreeMap<String, (Family, String)>,
    /// The families that a user brings, in their order, and whose forms of Han characters they have.
    brought: Vec<(Family, Option<Han>)>,
    /// Likewise those of the system, which are asked when all others are.
    installed: Vec<(Family, Option<Han>)>,
    /// Those of them that are asked first for what a text's own family lacks.
    fallback: Vec<Family>,
    /// What text in some families is to have.
    features: (Vec<Family>, Vec<FontFeature>),
}

#[derive(Debug)]
struct Slot {
    style: FaceStyle,
    shape: FaceShape,
    /// See `Embedded::scripts`.
    scripts: &'static [Script],
    file: FaceFile,
    opened: OnceLock<Option<Face>>,
}

impl Default for FontBook {
    fn default() -> FontBook {
        FontBook::embedded()
    }
}

/// By what a result depends on the faces that a user brings; those of the program are the same in every run.
impl Hash for FontBook {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.families.hash(state);
        self.fallback.hash(state);
        self.features.hash(state);
        for slot in &self.faces[EMBEDDED.len()..] {
            slot.file.hash(state);
        }
    }
}

impl FontBook {
    /// The faces of the binary: serif, sans and mono in four styles each, one for formulas, and those that stand in
    /// for scripts.
    pub fn embedded() -> FontBook {
        let slot = |&Embedded { style, scripts, bytes }: &Embedded| {
            let weight = if style.bold { 700.0 } else { 400.0 };
            let shape = FaceShape { weight, width: 100.0, italic: style.italic };
            let file = FaceFile { data: FaceData::Embedded(bytes), ..FaceFile::default() };
            Arc::new(Slot { style, shape, scripts, file, opened: OnceLock::new() })
        };
        let mut book = FontBook {
            faces: EMBEDDED.iter().map(slot).collect(),
            families: Vec::new(),
            names: BTreeMap::new(),
            brought: Vec::new(),
            installed: Vec::new(),
            fallback: Vec::new(),
            features: Default::default(),
        };
        book.index_families();
        book
    }

    /// The same with faces of a user. Their families are those of their names, of which they have the first faces
    /// that fit.
    pub fn with(mut self, found: Vec<FoundFace>) -> FontBook {
        let new = self.add(found);
        self.brought.extend(new);
        self
    }

    /// The same with faces of the system, which take nothing from any other.
    pub fn with_installed(mut self, found: Vec<FoundFace>) -> FontBook {
        let new = self.add(found);
        self.installed.extend(new);
        self
    }

    /// Adds faces; the families that are new by them.
    fn add(&mut self, found: Vec<FoundFace>) -> Vec<(Family, Option<Han>)> {
        let mut new = Vec::new();
        let mut next = self.families.len() - Family::Other(0).index();
        for FoundFace { file, families, shape, .. } in found {
            let [name, ..] = families.as_slice() else { continue };
            let (Ok(number), Ok(_)) = (u16::try_from(next), u16::try_from(self.faces.len())) else { break };
            let known = self.family(name);
            let family = known.unwrap_or_else(|| {
                next += 1;
                new.push((Family::Other(number), Han::of_family(name)));
                Family::Other(number)
            });
            for name in &families {
                self.names.entry(name.to_lowercase()).or_insert_with(|| (family, name.clone()));
            }
            let style = FaceStyle { family, bold: shape.weight >= 600.0, italic: shape.italic };
            let opened = OnceLock::new();
            self.faces.push(Arc::new(Slot { style, shape, scripts: &[], file, opened }));
        }
        self.index_families();
        new
    }

    fn index_families(&mut self) {
        let count = self.faces.iter().map(|slot| slot.style.family.index() + 1).max().unwrap_or(0);
        let mut families = vec![[FontId(0); 4]; count];
        for family in self.faces.iter().map(|slot| slot.style.family) {
            families[family.index()] = [(400.0, false), (400.0, true), (700.0, false), (700.0, true)]
                .map(|(weight, italic)| self.nearest(family, weight, italic));
        }
        self.families = families;
    }

    /// The face of a family that is like what is asked for, as CSS chooses it (CSS Fonts 4, 5.2): by width, slope and
    /// weight, in this order; of equal ones the first.
    fn nearest(&self, family: Family, weight: f32, italic: bool) -> FontId {
        let faces = (0u16..).map(FontId).zip(&self.faces);
        let of_family = faces.filter(|(_, slot)| slot.style.family == family);
        let distance = |slot: &Slot| {
            let FaceShape { weight: own, width, italic: slope } = slot.shape;
            [
                f32::from(width > 100.0),
                (width - 100.0).abs(),
                f32::from(slope != italic),
                weight_rank(weight, own),
            ]
        };
        let by_distance = |one: &Slot, other: &Slot| {
            let pairs = distance(one).into_iter().zip(distance(other));
            pairs.fold(Ordering::Equal, |order, (one, other)| order.then(one.total_cmp(&other)))
        };
        let nearest = of_family.min_by(|(_, one), (_, other)| by_distance(one, other));
        nearest.map_or(FontId(0), |(id, _)| id)
    }

    /// The family of a name that a user brings, in any case of letters.
    pub fn family(&self, name: &str) -> Option<Family> {
        self.names.get(&name.to_lowercase()).map(|(family, _)| *family)
    }

    /// What families that a user brings are called.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(|(_, name)| name.as_str())
    }

    /// A family, or that which stands in its place.
    pub fn own_family(&self, family: Family) -> Family {
        self.face(self.query(family, false, false)).style.family
    }

    /// Whether a family has OpenType's table of mathematics.
    pub fn sets_formulas(&self, family: Family) -> bool {
        let tables = self.face(self.query(family, false, false)).file.tables();
        tables.is_some_and(|tables| tables.math().and_then(|math| math.math_constants()).is_ok())
    }

    /// The kind of a family's letters, where it says so.
    pub fn class(&self, family: Family) -> Option<FaceClass> {
        match family {
            Family::Serif => Some(FaceClass::Serif),
            Family::Sans => Some(FaceClass::Sans),
            Family::Mono => Some(FaceClass::Mono),
            Family::Math | Family::Other(_) => {
                file::class(&self.face(self.query(family, false, false)).file.tables()?)
            }
        }
    }

    /// Sets all that is asked for in one family in another: code, for instance, in a family that a user brings.
    pub fn put_in_place(&mut self, of: Family, family: Family) {
        self.families[of.index()] = self.families[family.index()];
    }

    /// Asks these families, in their order, for what the family of a text lacks, before all others.
    pub fn fall_back_on(&mut self, families: Vec<Family>) {
        self.fallback = families;
    }

    /// Has text in these families set with these features.
    pub fn set_with(&mut self, families: Vec<Family>, features: Vec<FontFeature>) {
        self.features = (families, features);
    }

    /// What text in a face is set with besides what is always done.
    pub fn features(&self, id: FontId) -> &[FontFeature] {
        let (families, features) = &self.features;
        let family = self.faces.get(usize::from(id.0)).map(|slot| slot.style.family);
        if family.is_some_and(|family| families.contains(&family)) { features } else { &[] }
    }

    /// The features that the regular face of a family has.
    pub fn features_of(&self, family: Family) -> BTreeSet<String> {
        let tables = self.face(self.query(family, false, false)).file.tables();
        tables.map(|tables| feature::features(&tables)).unwrap_or_default()
    }

    /// The face of a family in a style, or in one that is near to it.
    pub fn query(&self, family: Family, bold: bool, italic: bool) -> FontId {
        let faces = self.families.get(family.index());
        faces.map_or(FontId(0), |faces| faces[usize::from(bold) * 2 + usize::from(italic)])
    }

    /// A face, opened. One that cannot be opened although it was found sound is as the first of all.
    pub fn face(&self, id: FontId) -> &Face {
        let open = |slot: &'_ Slot| Face::open(slot.style, slot.shape.weight as u16, slot.file.clone());
        let of = |slot: &'_ Arc<Slot>| -> bool { slot.opened.get_or_init(|| open(slot)).is_some() };
        let slot = self.faces.get(usize::from(id.0)).filter(|slot| of(slot)).unwrap_or(&self.faces[0]);
        // The embedded files are part of this crate, and a test opens each of them.
        slot.opened.get_or_init(|| open(slot)).as_ref().expect("the embedded faces are sound")
    }

    pub fn iter(&self) -> impl Iterator<Item = (FontId, &Face)> {
        (0u16..).map(FontId).take(self.faces.len()).map(|id| (id, self.face(id)))
    }

    /// Whether a family is one of the system's.
    pub fn is_installed(&self, family: Family) -> bool {
        self.installed.iter().any(|(installed, _)| *installed == family)
    }

    /// The files of the faces that a user brings, and of those of the system.
    pub fn brought(&self) -> impl Iterator<Item = &FaceFile> {
        self.faces[EMBEDDED.len()..].iter().map(|slot| &slot.file)
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

    /// Whether any face has a glyph for a character.
    pub fn has(&self, character: char) -> bool {
        self.covering(character, self.query(Family::Serif, false, false), None).is_some()
    }

    /// Whether a face has a character among others of its script: that of formulas has single signs of other scripts, which
    /// look strange among their kin.
    fn is_of_its_own(&self, id: FontId, character: char) -> bool {
        const OF_FORMULAS: [Script; 5] =
            [Script::Common, Script::Inherited, Script::Latin, Script::Greek, Script::Cyrillic];
        self.faces[usize::from(id.0)].style.family != Family::Math
            || OF_FORMULAS.contains(&character.script())
    }

    /// The faces of the program that a text can be set in: those that stand in for no script.
    pub fn of_text(&self) -> impl Iterator<Item = FontId> {
        let embedded = (0u16..).map(FontId).zip(EMBEDDED);
        embedded.filter(|(_, face)| face.scripts.is_empty()).map(|(id, _)| id)
    }

    /// The face asked for where it covers a character; else that of the user's fallback; else one of the program for
    /// text, in the same style first; else one that the user brings; else one that stands in for the character's
    /// script; else one of the system. Han characters have the forms of a language where that is known.
    pub fn covering(&self, character: char, asked: FontId, han: Option<Han>) -> Option<FontId> {
        let FaceStyle { bold, italic, .. } = self.faces[usize::from(asked.0)].style;
        let in_style = move |family: Family| self.query(family, bold, italic);
        let fallback = self.fallback.iter().copied().map(in_style);
        let of_text = || {
            let in_same_style = [Family::Serif, Family::Sans, Family::Mono].map(in_style).into_iter();
            in_same_style.chain(self.of_text()).filter(|id| self.is_of_its_own(*id, character))
        };
        let standing_in = || {
            let extension = character.script_extension();
            let serves =
                move |slot: &Slot| slot.scripts.iter().any(|script| extension.contains_script(*script));
            let serving = self.faces[..EMBEDDED.len()].iter().filter(move |slot| serves(slot));
            serving.map(move |slot| in_style(slot.style.family))
        };
        std::iter::once(asked)
            .chain(fallback)
            .chain(std::iter::once_with(of_text).flatten())
            .chain(by_forms(&self.brought, han).map(in_style))
            .chain(std::iter::once_with(standing_in).flatten())
            .chain(by_forms(&self.installed, han).map(in_style))
            .find(|&id| self.covers(id, character))
    }
}

/// Families with a language's own forms of Han characters first, those with another's last.
fn by_forms(families: &[(Family, Option<Han>)], han: Option<Han>) -> impl Iterator<Item = Family> {
    let rank = move |own: Option<Han>| match own {
        _ if han.is_none() => 0,
        Some(_) if own == han => 0,
        None => 1,
        Some(_) => 2,
    };
    let of_rank = move |wanted| families.iter().filter(move |(_, own)| rank(*own) == wanted);
    (0..3).flat_map(of_rank).map(|(family, _)| *family)
}

/// Characters that are never drawn (the commonest of Unicode's Default_Ignorable_Code_Point, tags and selectors of
/// variants among them).
pub fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{202A}'..='\u{202E}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// How far a weight is from one that is asked for: lighter ones are farther where more than normal is asked for, and
/// heavier ones where it is not (CSS Fonts 4, 5.2).
fn weight_rank(asked: f32, own: f32) -> f32 {
    const FAR: f32 = 1_000.0;
    let distance = (own - asked).abs();
    let is_on_the_better_side = match asked > 500.0 {
        true => own >= asked,
        false => (asked..=500.0).contains(&own),
    };
    match (is_on_the_better_side, asked > 500.0 || own < asked) {
        (true, _) => distance,
        (false, true) => FAR + distance,
        (false, false) => 2.0 * FAR + distance,
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
            book.covering(character, serif(bold), None).map(|id| book.face(id).postscript_name.as_str())
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
