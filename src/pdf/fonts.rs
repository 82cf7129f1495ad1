//! The faces that are embedded: subsets with new glyph ids, their widths and their texts.

use super::usage::{self, GlyphTexts, PageUsage};
use crate::diagnostic::{Code, Error};
use crate::font::{Face, FaceData, FaceFile, FontBook, FontId};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;
use std::sync::Arc;
use subsetter::GlyphRemapper;

/// A face cut down to the glyphs that the pages use.
pub struct EmbeddedFont<'a> {
    pub face: &'a Face,
    /// The PostScript name behind a tag of six letters (ISO 32000-1, 9.6.4).
    pub name: String,
    /// The subset as an OpenType file.
    pub program: Vec<u8>,
    pub shape: Shape,
    /// By the id within the subset; the first is `.notdef`.
    pub glyphs: Vec<SubsetGlyph>,
    /// By the id within the face.
    new_ids: Vec<u16>,
}

/// One glyph of a subset.
pub struct SubsetGlyph {
    /// Thousandths of an em, exact: the widths of the file and of the face are to agree (ISO 14289-1,
    /// 7.21.5).
    pub width: f64,
    /// What ToUnicode says of the glyph.
    pub text: String,
    /// The same, where it is one character of ASCII.
    pub letter: Option<u8>,
}

/// What a font descriptor says of a face's looks, in font units and degrees.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Left, bottom, right, top.
    pub bounds: [f32; 4],
    pub italic_angle: f32,
    pub weight: u16,
}

impl EmbeddedFont<'_> {
    /// The id within the subset; `.notdef` for what the face does not hold.
    pub fn new_id(&self, glyph: u16) -> u16 {
        self.new_ids.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// A glyph by its id within the face.
    pub fn glyph(&self, glyph: u16) -> (u16, &SubsetGlyph) {
        let new_id = self.new_id(glyph);
        (new_id, &self.glyphs[usize::from(new_id)])
    }
}

/// The name of a face in the pages' resources.
pub fn resource_name(font: FontId) -> String {
    format!("F{}", font.0)
}

/// Subsets of all faces that the pages use. Runs in a face that the book of faces does not hold
/// are left out.
pub fn embed<'a>(
    pages: &[Arc<PageUsage>],
    book: &'a FontBook,
) -> Result<BTreeMap<FontId, EmbeddedFont<'a>>, Error> {
    let mut used = usage::collect(pages);
    let shown: Vec<_> = book.iter().filter_map(|(id, face)| Some((id, face, used.remove(&id)?))).collect();
    let embedded = shown.par_iter().map(|(id, face, used)| Ok((*id, subset(face, used)?)));
    // Of several errors the first is given, whichever comes first.
    embedded.collect::<Vec<Result<_, Error>>>().into_iter().collect()
}

fn subset<'a>(face: &'a Face, used: &GlyphTexts) -> Result<EmbeddedFont<'a>, Error> {
    let failed = |error: &dyn std::fmt::Display| {
        // Those of the program are sound.
        let (code, hint) = match face.file.data {
            FaceData::Embedded(_) => (Code::Internal, ""),
            FaceData::Read(_) => {
                (Code::UnreadableFace, "; it is damaged, so leave its file out of `fonts.files`")
            }
        };
        Error::new(code, format!("the face {} cannot be embedded: {error}{hint}", face.postscript_name))
    };
    let font = face.file.tables().ok_or_else(|| failed(&"its tables are damaged"))?;
    let location = face.file.location(&font);
    let metrics = font.glyph_metrics(Size::unscaled(), &location);
    let mut remapper = GlyphRemapper::new();
    for id in (0..=u16::MAX).zip(used).filter_map(|(id, texts)| texts.as_ref().map(|_| id)) {
        if u32::from(id) < metrics.glyph_count() {
            remapper.remap(id);
        }
    }
    if face.file.stays_whole {
        (0..=u16::MAX).take(metrics.glyph_count() as usize).for_each(|id| _ = remapper.remap(id));
    }
    let program = program(&face.file, &remapper).map_err(|error| failed(&error))?;
    let mut new_ids = vec![0; used.len()];
    for (new, old) in (0..=u16::MAX).zip(remapper.remapped_gids()) {
        if let Some(id) = new_ids.get_mut(usize::from(old)) {
            *id = new;
        }
    }
    let own_characters = characters(&font);
    let glyphs = remapper.remapped_gids().map(|old| {
        let width = f64::from(metrics.advance_width(GlyphId::from(old)).unwrap_or(0.0)) * 1000.0
            / f64::from(face.units_per_em.max(1));
        let text = text(old, used, &own_characters);
        let letter = { text.bytes().next() }.filter(|letter| text.len() == 1 && letter.is_ascii());
        SubsetGlyph { width, text, letter }
    });
    Ok(EmbeddedFont {
        face,
        name: format!("{}+{}", tag(&program), face.postscript_name),
        shape: shape(&font),
        glyphs: glyphs.collect(),
        new_ids,
        program,
    })
}

/// The subset as a file; of a face that varies, as it is at its place on the axes.
fn program(file: &FaceFile, remapper: &GlyphRemapper) -> Result<Vec<u8>, subsetter::Error> {
    let FaceFile { data, index, variations, .. } = file;
    match variations.as_slice() {
        [] => subsetter::subset(data, *index, remapper),
        at => {
            let at: Vec<(subsetter::Tag, f32)> =
                at.iter().map(|(axis, at)| (subsetter::Tag::new(&axis.to_be_bytes()), *at)).collect();
            subsetter::subset_with_variations(data, *index, &at, remapper)
        }
    }
}

/// What a glyph stands for on the pages, else its character in the face, else U+FFFD.
fn text(glyph: u16, used: &GlyphTexts, own_characters: &BTreeMap<u32, char>) -> String {
    let on_pages = used.get(usize::from(glyph)).and_then(Option::as_ref).and_then(usage::most_frequent);
    let own = || own_characters.get(&u32::from(glyph)).copied().unwrap_or(char::REPLACEMENT_CHARACTER);
    on_pages.map_or_else(|| own().to_string(), str::to_owned)
}

/// The first character of each glyph that has one.
fn characters(font: &FontRef) -> BTreeMap<u32, char> {
    let mut characters = BTreeMap::new();
    for (code, glyph) in font.charmap().mappings() {
        if let Some(character) = char::from_u32(code).filter(|&character| character != '\0') {
            characters.entry(glyph.to_u32()).or_insert(character);
        }
    }
    characters
}

fn shape(font: &FontRef) -> Shape {
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let bounds = metrics.bounds.unwrap_or_default();
    Shape {
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
        italic_angle: metrics.italic_angle,
        weight: font.attributes().weight.value() as u16,
    }
}

/// Six letters from the subset's bytes, so that equal subsets have equal names.
fn tag(program: &[u8]) -> String {
    Sha256::digest(program).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
