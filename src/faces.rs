//! The faces at hand, and which of them serve a book.

mod load;
mod system;
mod wanted;

pub(crate) use load::{Loaded, Loader};

use crate::diagnostic::Diagnostic;
use crate::diagnostic::policy::Policy;
use crate::font::{Face, FaceData, FontBook};
use crate::layout::page::{NOTDEF, PageItem, PagedDocument};
use crate::length::Length;
use crate::source::Sources;
use std::collections::{BTreeMap, BTreeSet};
use unicode_script::{Script, UnicodeScript};

/// A family at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AtHand {
    /// As `pdf.font` names it.
    pub family: String,
    /// Whose it is.
    pub origin: FamilyOrigin,
    /// Its faces: style and weight.
    pub styles: Vec<(&'static str, u16)>,
    /// The scripts that its upright face has letters of, and of how many characters; the most first.
    pub scripts: Vec<(&'static str, usize)>,
}

/// Whose a family is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FamilyOrigin {
    /// It comes with the program.
    Program,
    /// It comes out of a file that a setting names.
    File,
    /// It is one of the system's.
    System,
}

/// Which faces serve a book.
#[derive(Debug)]
#[non_exhaustive]
pub struct FacesUsed {
    /// The families that the book could be set in.
    pub families: Vec<AtHand>,
    /// Each script of the printed pages.
    pub scripts: Vec<ScriptUse>,
    /// In the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the diagnostics' spans point into.
    pub sources: Sources,
    /// What the book says of messages, as in `Exported`.
    pub messages: Policy,
}

/// A script of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScriptUse {
    /// Its name by Unicode; `Common` are signs and figures.
    pub script: &'static str,
    /// How many different characters of it the pages show.
    pub characters: usize,
    /// The families that show them, the one that shows most first.
    pub families: Vec<String>,
    /// The characters that no face has, for which boxes stand.
    pub missing: Vec<char>,
}

/// The families that come with the program.
pub fn at_hand() -> Vec<AtHand> {
    families(&FontBook::embedded())
}

/// The families of a book of faces.
pub(crate) fn families(book: &FontBook) -> Vec<AtHand> {
    let mut families: Vec<AtHand> = Vec::new();
    for (_, face) in book.iter() {
        let style = (style(face), face.weight);
        match families.iter_mut().find(|known| known.family == face.family_name) {
            Some(known) => known.styles.push(style),
            None => families.push(AtHand {
                family: face.family_name.clone(),
                origin: match face.file.data {
                    FaceData::Embedded(_) => FamilyOrigin::Program,
                    FaceData::Read(_) if book.is_installed(face.style.family) => FamilyOrigin::System,
                    FaceData::Read(_) => FamilyOrigin::File,
                },
                styles: vec![style],
                scripts: scripts(face),
            }),
        }
    }
    families
}

fn style(face: &Face) -> &'static str {
    if face.style.italic { "italic" } else { "upright" }
}

fn scripts(face: &Face) -> Vec<(&'static str, usize)> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let letters = face.characters().into_iter().map(|character| character.script());
    for script in letters.filter(|script| !is_shared(*script)) {
        *counts.entry(script.full_name()).or_default() += 1;
    }
    let mut scripts: Vec<_> = counts.into_iter().collect();
    scripts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    scripts
}

/// Signs and marks that belong to no script of their own.
fn is_shared(script: Script) -> bool {
    matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

#[derive(Default)]
struct Tally {
    characters: BTreeSet<char>,
    families: BTreeMap<String, usize>,
    missing: BTreeSet<char>,
}

/// What the finished pages are set in, script by script.
pub(crate) fn used(paged: Option<&PagedDocument>, book: &FontBook) -> Vec<ScriptUse> {
    let mut scripts: BTreeMap<&'static str, Tally> = BTreeMap::new();
    for placed in paged.iter().flat_map(|paged| &paged.pages).flat_map(|page| &page.items) {
        let PageItem::Glyphs(run) = &placed.item else { continue };
        let family = &book.face(run.font).family_name;
        for glyph in &run.glyphs {
            let Some(character) = run.text.get(glyph.text as usize..).and_then(|text| text.chars().next())
            else {
                continue;
            };
            // Blanks have no ink, and joiners go along with a box and take no room.
            if character.is_whitespace()
                || (glyph.id == NOTDEF && Length::from(glyph.advance) <= Length::ZERO)
            {
                continue;
            }
            let tally = scripts.entry(character.script().full_name()).or_default();
            tally.characters.insert(character);
            match glyph.id == NOTDEF {
                true => _ = tally.missing.insert(character),
                false => *tally.families.entry(family.clone()).or_default() += 1,
            }
        }
    }
    let mut used: Vec<ScriptUse> = scripts.into_iter().map(|(script, tally)| tally.of(script)).collect();
    used.sort_by_key(|script| std::cmp::Reverse(script.characters));
    used
}

impl Tally {
    fn of(self, script: &'static str) -> ScriptUse {
        let mut families: Vec<(String, usize)> = self.families.into_iter().collect();
        families.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        ScriptUse {
            script,
            characters: self.characters.len(),
            families: families.into_iter().map(|(family, _)| family).collect(),
            missing: self.missing.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_families_of_the_program_are_at_hand() {
        let families = at_hand();
        let names: Vec<&str> = families.iter().map(|family| family.family.as_str()).collect();
        assert_eq!(names[..4], ["Libertinus Serif", "Source Sans 3", "Source Code Pro", "STIX Two Math"]);
        assert!(names[4..].iter().all(|name| name.starts_with("Noto ")), "{names:?}");
        assert_eq!(
            families[0].styles,
            [("upright", 400), ("italic", 400), ("upright", 700), ("italic", 700)]
        );
        for family in &families[..3] {
            let scripts: Vec<&str> = family.scripts.iter().map(|(script, _)| *script).collect();
            assert!(
                ["Latin", "Greek", "Cyrillic"].iter().all(|script| scripts.contains(script)),
                "{scripts:?}"
            );
        }
    }
}
