//! A face as a file of the e-book: cut down to the characters that it is there for, with everything that a reading
//! system needs to shape them.

use crate::font::FaceFile;
use skera::{Plan, SubsetFlags, subset_font};
use skrifa::raw::FontRef;
use skrifa::raw::collections::IntSet;
use skrifa::raw::types::{NameId, Tag};
use skrifa::{GlyphId, MetadataProvider};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use subsetter::GlyphRemapper;
use write_fonts::FontBuilder;
use write_fonts::tables::cmap::Cmap;

/// Faces of cubic outlines keep all of their letters where they are smaller than this: the faces of Latin letters
/// are, and those of Han characters are thirty times as large.
const LARGEST_WHOLE: usize = 1 << 20;

/// A file of a face.
pub(super) struct CutFace {
    pub bytes: Vec<u8>,
    /// Its axis of weight, where it still varies on that.
    pub weights: Option<(f32, f32)>,
}

/// The face of a file with these characters, and as few others as can be; `None` where it cannot be read.
pub(super) fn cut(file: &FaceFile, characters: &BTreeSet<char>) -> Option<CutFace> {
    let font = file.tables()?;
    let bytes = match () {
        // The face of formulas is asked for all that it has.
        () if file.stays_whole || characters.is_empty() => None,
        () if has(&font, b"glyf") => kept(|| with_layout(&font, characters)),
        () if size(&font) > LARGEST_WHOLE => {
            let bytes = kept(|| without_layout(file, &font, characters))?;
            return Some(CutFace { bytes, weights: None });
        }
        () => None,
    };
    let weight = font.axes().iter().find(|axis| axis.tag() == Tag::new(b"wght"));
    Some(CutFace {
        bytes: bytes.unwrap_or_else(|| FontBuilder::new().copy_missing_tables(font.clone()).build()),
        weights: weight.map(|axis| (axis.min_value(), axis.max_value())),
    })
}

/// What a library makes of a face that may be damaged in some corner: a panic of it is no reason to end a run.
fn kept(cut: impl FnOnce() -> Option<Vec<u8>>) -> Option<Vec<u8>> {
    catch_unwind(AssertUnwindSafe(cut)).ok().flatten()
}

fn has(font: &FontRef, table: &[u8; 4]) -> bool {
    font.table_data(Tag::new(table)).is_some()
}

fn size(font: &FontRef) -> usize {
    let lengths = font.table_directory().table_records().iter().map(|table| table.length() as usize);
    lengths.fold(0, usize::saturating_add)
}

/// With ligatures, joined forms and marks for these characters.
fn with_layout(font: &FontRef, characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    // What is of no use for letters on a screen, and signatures, which would be wrong.
    let dropped =
        [b"DSIG", b"JSTF", b"EBDT", b"EBLC", b"EBSC", b"SVG ", b"PCLT", b"LTSH", b"kern", b"morx", b"mort"];
    // Shapers put a dotted circle beneath a mark that has no letter.
    let unicodes: IntSet<u32> = characters.iter().copied().chain(['\u{25CC}']).map(u32::from).collect();
    let plan = Plan::new(
        &IntSet::empty(),
        &unicodes,
        font,
        SubsetFlags::default(),
        &dropped.into_iter().map(Tag::new).collect(),
        &IntSet::all(),
        &IntSet::all(),
        // Who made it and under which licence, which is to go with it.
        &(0..=14).map(NameId::new).collect(),
        &IntSet::all(),
    );
    subset_font(font, &plan).ok()
}

/// Glyphs for single characters alone, which is all that Han characters and signs need.
fn without_layout(file: &FaceFile, font: &FontRef, characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let charmap = font.charmap();
    let mut remapper = GlyphRemapper::new();
    let mut mappings = Vec::new();
    for &character in characters {
        let glyph = charmap.map(character).and_then(|glyph| u16::try_from(glyph.to_u32()).ok());
        mappings.extend(glyph.map(|glyph| (character, GlyphId::from(remapper.remap(glyph)))));
    }
    let at: Vec<_> =
        file.variations.iter().map(|(axis, at)| (subsetter::Tag::new(&axis.to_be_bytes()), *at)).collect();
    let cut = subsetter::subset_with_variations(&file.data, file.index, &at, &remapper).ok()?;
    let mut builder = FontBuilder::new();
    builder.add_table(&Cmap::from_mappings(mappings).ok()?).ok()?;
    if let Some(os2) = font.table_data(Tag::new(b"OS/2")) {
        builder.add_raw(Tag::new(b"OS/2"), os2.as_bytes());
    }
    Some(builder.copy_missing_tables(FontRef::new(&cut).ok()?).build())
}
