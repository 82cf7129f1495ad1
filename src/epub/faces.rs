//! Faces within the e-book, where they are wanted: which of them serve its characters, by the same rules as in print,
//! and the style sheet's rules for them.

use super::face_file::{CutFace, cut};
use super::plan::EpubPlan;
use crate::font::{Face, FaceClass, Family, FontBook, FontId, Han, is_ignorable};
use crate::resource::Resources;
use crate::theme::EpubFaces;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Bound::Excluded;
use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};

/// The faces of a book and what the style sheet says of them; nothing by default.
#[derive(Default)]
pub(super) struct BookFaces {
    pub files: Vec<FaceInBook>,
    pub rules: String,
}

/// A file of a face, with its path within `OEBPS/`.
pub(super) struct FaceInBook {
    pub path: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

impl BookFaces {
    /// Adds a file, and the rule that gives it a name.
    fn add(&mut self, name: &str, face: &Face, CutFace { bytes, weights }: CutFace, range: &str) {
        let is_cubic = bytes.starts_with(b"OTTO");
        let (ending, media_type) = if is_cubic { ("otf", "font/otf") } else { ("ttf", "font/ttf") };
        // One face may have two names.
        let known = self.files.iter().find(|file| file.bytes == bytes).map(|file| file.path.clone());
        let is_new = known.is_none();
        let new = || format!("fonts/{}-{}.{ending}", self.files.len() + 1, face.postscript_name);
        let path = known.unwrap_or_else(new);
        let weight = match weights {
            Some((least, most)) => format!("{least} {most}"),
            None => face.weight.to_string(),
        };
        let style = if face.style.italic { "italic" } else { "normal" };
        let _ = write!(
            self.rules,
            "\n@font-face {{\n  font-family: {name};\n  font-style: {style};\n  font-weight: {weight};\n  src: \
             url({path});\n{range}}}\n",
        );
        if is_new {
            self.files.push(FaceInBook { path, media_type, bytes });
        }
    }
}

/// What a face is asked for: a selector of the style sheet, the family that is asked first, and the generic family
/// behind all others.
struct Role {
    selector: &'static str,
    family: Family,
    generic: &'static str,
}

/// What the face of formulas is called within the book.
const OF_FORMULAS: &str = "\"Formulas\"";

const OF_CODE: &str = "code, kbd, pre, figure .title";

/// Faces for the texts of a book, as they are written.
pub(super) fn faces(book: &EpubPlan, texts: &[&str], resources: &Resources) -> BookFaces {
    let which = resources.theme.epub_faces;
    if which == EpubFaces::None {
        return BookFaces::default();
    }
    let fonts = &resources.fonts;
    let shown: BTreeSet<char> = texts.iter().flat_map(|text| text.chars()).collect();
    let roles = roles(texts, resources);
    let asked = roles.iter().map(|role| role.family).collect();
    let served = Served { fonts, which, shown, asked, styles: styles(texts) };
    let forms = forms(book);
    let by_form: Vec<Vec<BTreeMap<Family, BTreeSet<char>>>> = forms
        .iter()
        .map(|(form, _)| roles.iter().map(|role| served.by_family(role.family, *form)).collect())
        .collect();
    let mut families: BTreeMap<Family, BTreeSet<char>> = BTreeMap::new();
    for (family, characters) in by_form.iter().flatten().flatten() {
        families.entry(*family).or_default().extend(characters);
    }
    let mut faces = BookFaces::default();
    served.embed(&families, &mut faces);
    if texts.iter().any(|text| text.contains("<math")) {
        served.embed_for_formulas(&mut faces);
    }
    for ((_, tags), by_role) in forms.iter().zip(&by_form) {
        for (role, by_family) in roles.iter().zip(by_role) {
            served.rule(role, tags, by_family, &mut faces.rules);
        }
    }
    faces
}

/// The styles of a book's words; headings are bold.
fn styles(texts: &[&str]) -> Vec<(bool, bool)> {
    const SLANTED: [&str; 4] = ["<em", "<i>", "<cite", "tok-"];
    let is_slanted = texts.iter().any(|text| SLANTED.iter().any(|mark| text.contains(mark)));
    let upright = [(false, false), (true, false)].into_iter();
    upright.chain([(false, true), (true, true)].into_iter().filter(|_| is_slanted)).collect()
}

/// The parts of a book that have families of their own.
fn roles(texts: &[&str], resources: &Resources) -> Vec<Role> {
    let (fonts, body) = (&resources.fonts, &resources.theme.body);
    let generic = |family| match fonts.class(family) {
        Some(FaceClass::Sans) => "sans-serif",
        Some(FaceClass::Mono) => "monospace",
        Some(FaceClass::Serif) | None => "serif",
    };
    let role =
        |selector, family| Role { selector, family: fonts.own_family(family), generic: generic(family) };
    let mut roles = vec![role("body", body.family)];
    if body.headings != body.family {
        roles.push(role("h1, h2, h3, h4, h5, h6", body.headings));
    }
    if texts.iter().any(|text| text.contains("<code") || text.contains("<kbd")) {
        roles.push(Role { generic: "monospace", ..role(OF_CODE, Family::Mono) });
    }
    roles
}

/// Whose forms of Han characters the book asks for, each with the languages that do: its own first, under no language.
fn forms(book: &EpubPlan) -> Vec<(Option<Han>, Vec<String>)> {
    let own = Han::of_language(&book.lang);
    let mut others: BTreeMap<Han, Vec<String>> = BTreeMap::new();
    for tag in book.document.languages() {
        if let Some(form) = Han::of_language(tag).filter(|form| Some(*form) != own) {
            others.entry(form).or_default().push(tag.to_owned());
        }
    }
    let others = others.into_iter().map(|(form, tags)| (Some(form), tags));
    std::iter::once((own, Vec::new())).chain(others).collect()
}

/// The characters of a book, and which families serve them.
struct Served<'a> {
    fonts: &'a FontBook,
    which: EpubFaces,
    shown: BTreeSet<char>,
    /// The families that parts of it are set in.
    asked: BTreeSet<Family>,
    /// Those that it has words in: bold, and slanted.
    styles: Vec<(bool, bool)>,
}

impl Served<'_> {
    /// The families that serve a part of the book, with the characters that each has to have.
    fn by_family(&self, asked: Family, form: Option<Han>) -> BTreeMap<Family, BTreeSet<char>> {
        let mut families: BTreeMap<Family, BTreeSet<char>> = BTreeMap::new();
        let face = self.fonts.query(asked, false, false);
        for &character in self.shown.iter().filter(|character| !character.is_control()) {
            let Some(serving) = self.fonts.covering(character, face, form) else { continue };
            let family = self.fonts.face(serving).style.family;
            if self.is_wanted(character, family) {
                families.entry(family).or_default().extend(shaped_from(character));
            }
        }
        // Joiners and selectors belong to the letters on both sides, where these are joined.
        let joiners = || self.shown.iter().copied().filter(|&character| is_ignorable(character));
        let others = families.iter_mut().filter(|(family, _)| matches!(family, Family::Other(_)));
        others.for_each(|(_, characters)| characters.extend(joiners()));
        families
    }

    /// Whether a character needs a face in the book.
    fn is_wanted(&self, character: char, family: Family) -> bool {
        if self.which == EpubFaces::All {
            return true;
        }
        match character.script() {
            _ if is_ignorable(character) => false,
            Script::Latin | Script::Greek | Script::Cyrillic => false,
            // Signs that the faces of a text have, those of reading systems have too.
            Script::Common | Script::Inherited => {
                !self.asked.contains(&family)
                    && !matches!(family, Family::Serif | Family::Sans | Family::Mono)
            }
            _ => true,
        }
    }

    /// Puts the faces of families into a book, and their rules into its style sheet.
    fn embed(&self, families: &BTreeMap<Family, BTreeSet<char>>, into: &mut BookFaces) {
        let faces = families.iter().flat_map(|(family, characters)| {
            let of_family: BTreeSet<FontId> =
                self.styles.iter().map(|(bold, italic)| self.fonts.query(*family, *bold, *italic)).collect();
            of_family.into_iter().map(move |id| (*family, id, characters))
        });
        let faces: Vec<_> = faces.collect();
        let cut = |&(family, id, characters): &(Family, FontId, &BTreeSet<char>)| {
            Some((family, id, cut(&self.fonts.face(id).file, characters)?))
        };
        let cut: Vec<_> = faces.par_iter().filter_map(cut).collect();
        let mut varying: Vec<(Family, bool)> = Vec::new();
        for (family, id, face) in cut {
            // Of one that varies, one file serves for all weights.
            let style = (family, self.fonts.face(id).style.italic);
            if face.weights.is_some() && varying.contains(&style) {
                continue;
            }
            varying.extend(face.weights.map(|_| style));
            let range = self.range(family, &families[&family]);
            into.add(&self.name(family), self.fonts.face(id), face, &range);
        }
    }

    /// The face of formulas, whole and under a name of its own, since it is not to serve the letters of a text.
    fn embed_for_formulas(&self, into: &mut BookFaces) {
        let face = self.fonts.face(self.fonts.query(Family::Math, false, false));
        let Some(whole) = cut(&face.file, &BTreeSet::new()) else { return };
        into.add(OF_FORMULAS, face, whole, "");
        let _ = write!(into.rules, "\n:root math {{\n  font-family: {OF_FORMULAS}, math;\n}}\n");
    }

    /// What a family is called within the book.
    fn name(&self, family: Family) -> String {
        let name = &self.fonts.face(self.fonts.query(family, false, false)).family_name;
        let name: String = name.chars().filter(|&c| !c.is_control() && !matches!(c, '"' | '\\')).collect();
        format!("\"{name}\"")
    }

    /// The characters that a family is asked for, so that it serves no others; that of a text serves all. A range
    /// goes on to the next such character where the book has no other between them.
    fn range(&self, family: Family, characters: &BTreeSet<char>) -> String {
        let is_of_text = self.which == EpubFaces::All && self.asked.contains(&family);
        if is_of_text || characters.is_empty() {
            return String::new();
        }
        let mut ranges: Vec<(char, char)> = Vec::new();
        for &character in characters {
            match ranges.last_mut() {
                Some((_, last))
                    if self.shown.range((Excluded(*last), Excluded(character))).next().is_none() =>
                {
                    *last = character;
                }
                _ => ranges.push((character, character)),
            }
        }
        let written = ranges.into_iter().map(|(first, last)| match (u32::from(first), u32::from(last)) {
            (first, last) if first == last => format!("U+{first:X}"),
            (first, last) => format!("U+{first:X}-{last:X}"),
        });
        format!("  unicode-range: {};\n", written.collect::<Vec<_>>().join(", "))
    }

    /// The families of a part of the book in their order, in text of some languages.
    fn rule(
        &self,
        role: &Role,
        tags: &[String],
        by_family: &BTreeMap<Family, BTreeSet<char>>,
        rules: &mut String,
    ) {
        if by_family.is_empty() {
            return;
        }
        let asked = by_family.keys().filter(|family| **family == role.family);
        let others = by_family.keys().filter(|family| **family != role.family);
        let names: Vec<String> = asked.chain(others).map(|family| self.name(*family)).collect();
        let selectors = match tags {
            [] => role.selector.to_owned(),
            tags => tags.iter().map(|tag| in_language(role.selector, tag)).collect::<Vec<_>>().join(", "),
        };
        let _ =
            write!(rules, "\n{selectors} {{\n  font-family: {}, {};\n}}\n", names.join(", "), role.generic);
    }
}

/// A character and the letters of its script that shapers take it for, if they take it apart (of Thai, U+0E33).
fn shaped_from(character: char) -> impl Iterator<Item = char> {
    let is_letter = move |part: &char| !part.is_ascii() && part.script() == character.script();
    std::iter::once(character).chain(character.nfkd().filter(is_letter))
}

/// A selector for those parts that are in a language; of the text, whatever is.
fn in_language(selector: &str, tag: &str) -> String {
    let of_part =
        |part: &str| if part == "body" { format!(":lang({tag})") } else { format!("{part}:lang({tag})") };
    selector.split(", ").map(of_part).collect::<Vec<_>>().join(", ")
}
