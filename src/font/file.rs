//! Faces out of a file that a user brings: what is in it, and whether that can be used.

use super::face::{FaceData, FaceFile};
use crate::memo::Fingerprint;
use skrifa::instance::LocationRef;
use skrifa::raw::types::Tag;
use skrifa::raw::{FileRef, TableProvider};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeSet;
use std::sync::Arc;

/// So many faces a file may hold; the largest collections have a few dozen.
const MOST_FACES: u32 = 256;

/// A face of a file that can be used, and what it is by the measures of CSS.
#[derive(Clone, Debug)]
pub struct FoundFace {
    pub file: FaceFile,
    /// What its family is called, by the names that users know: the first is what it is shown as.
    pub families: Vec<String>,
    pub shape: FaceShape,
}

/// What can be told of a face from a few of its tables.
#[derive(Clone, Debug)]
pub struct Glance {
    /// See `FoundFace`.
    pub families: Vec<String>,
    pub shape: FaceShape,
    /// `None` where it does not say.
    pub class: Option<FaceClass>,
    /// The version that its maker gave it; empty where none is said.
    pub version: String,
    /// Those that it has of the characters that were asked for.
    pub covers: BTreeSet<char>,
}

/// The kind of a face's letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceClass {
    Serif,
    Sans,
    /// All letters are equally wide.
    Mono,
}

/// What tells the faces of a family from each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FaceShape {
    /// From 1 to 1000, of which 400 is regular and 700 bold.
    pub weight: f32,
    /// Of the normal width, in hundredths.
    pub width: f32,
    pub italic: bool,
}

/// Why a face cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is no file of faces, or a damaged one.
    Unreadable(String),
    /// Its maker forbids what a book needs.
    Forbidden(String),
}

/// The faces of a file, and of those that cannot be used, why.
pub fn faces_of(bytes: Vec<u8>) -> Vec<Result<FoundFace, Unusable>> {
    if let Some(packed) = packed_for_the_web(&bytes) {
        let why = format!(
            "it is {packed}, which is made for the web; TrueType (.ttf), OpenType (.otf) and their collections (.ttc) can be used"
        );
        return vec![Err(Unusable::Unreadable(why))];
    }
    let count = match FileRef::new(&bytes) {
        Ok(FileRef::Font(_)) => 1,
        Ok(FileRef::Collection(collection)) => collection.len().min(MOST_FACES),
        Err(_) => return vec![Err(Unusable::Unreadable("it is no file of faces".into()))],
    };
    let content = Fingerprint::of_file(&bytes);
    let data = FaceData::Read(Arc::new(bytes));
    let file = |index| FaceFile { data: data.clone(), content, index, ..FaceFile::default() };
    (0..count).flat_map(|index| faces_at(&file(index))).collect()
}

/// A look at the face of an index in a file, and which of some characters it has; `None` where it cannot be used.
pub fn glance(bytes: &[u8], index: u32, wanted: &BTreeSet<char>) -> Option<Glance> {
    let font = FontRef::from_index(bytes, index).ok()?;
    sound(&font).ok()?;
    licence(&font).ok()?;
    let charmap = font.charmap();
    Some(Glance {
        families: family_names(&font),
        shape: shape(&font),
        class: class(&font),
        version: version(&font),
        covers: wanted.iter().copied().filter(|&character| charmap.map(character).is_some()).collect(),
    })
}

/// The kind of a face by its Panose numbers (OpenType, `OS/2`, `panose`) for Latin text; faces of other scripts have
/// them too.
pub(super) fn class(font: &FontRef) -> Option<FaceClass> {
    const LATIN_TEXT: u8 = 2;
    const MONOSPACED: u8 = 9;
    let os2 = font.os2().ok()?;
    match os2.panose_10() {
        [LATIN_TEXT, _, _, MONOSPACED, ..] => Some(FaceClass::Mono),
        [LATIN_TEXT, 2..=10, ..] => Some(FaceClass::Serif),
        [LATIN_TEXT, 11..=15, ..] => Some(FaceClass::Sans),
        _ => None,
    }
}

fn packed_for_the_web(bytes: &[u8]) -> Option<&'static str> {
    match bytes.get(..4)? {
        b"wOFF" => Some("WOFF"),
        b"wOF2" => Some("WOFF2"),
        _ => None,
    }
}

/// The face at an index; of one that varies, one for each style that a text has.
fn faces_at(file: &FaceFile) -> Vec<Result<FoundFace, Unusable>> {
    let unreadable = || Unusable::Unreadable("its list of tables is damaged".into());
    let font = match file.tables().ok_or_else(unreadable).and_then(|font| sound(&font).map(|()| font)) {
        Ok(font) => font,
        Err(why) => return vec![Err(why)],
    };
    let stays_whole = match licence(&font) {
        Ok(stays_whole) => stays_whole,
        Err(why) => return vec![Err(Unusable::Forbidden(why))],
    };
    let shape = shape(&font);
    let found = |shape: FaceShape, variations| FoundFace {
        file: FaceFile { variations, stays_whole, ..file.clone() },
        families: family_names(&font),
        shape,
    };
    let (weights, slopes) = (weights(&font, shape.weight), slopes(&font, shape.italic));
    let instance = |(weight, at): &(f32, Place), (italic, slope): &(bool, Place)| {
        let shape = FaceShape { weight: *weight, italic: *italic, ..shape };
        Ok(found(shape, at.iter().chain(slope).copied().collect()))
    };
    slopes.iter().flat_map(|slope| weights.iter().map(move |weight| instance(weight, slope))).collect()
}

/// Where a face stands on one of its axes, if it varies on that.
type Place = Option<(Tag, f32)>;

/// The weights of a face: of one that varies, regular and bold.
fn weights(font: &FontRef, own: f32) -> Vec<(f32, Place)> {
    let tag = Tag::new(b"wght");
    match font.axes().iter().find(|axis| axis.tag() == tag) {
        None => vec![(own, None)],
        Some(axis) => [400.0f32, 700.0]
            .map(|asked| asked.clamp(axis.min_value(), axis.max_value()))
            .map(|at| (at, Some((tag, at))))
            .into(),
    }
}

/// The slopes of a face: of one that varies, upright and slanted (OpenType's axes `ital`, to 1, and `slnt`, in degrees
/// against the clock).
fn slopes(font: &FontRef, own: bool) -> Vec<(bool, Place)> {
    let furthest = font.axes().iter().find_map(|axis| match &axis.tag().to_be_bytes() {
        b"ital" if axis.max_value() >= 1.0 => Some((axis.tag(), 1.0)),
        b"slnt" if axis.min_value() < 0.0 => Some((axis.tag(), axis.min_value())),
        _ => None,
    });
    match furthest {
        None => vec![(own, None)],
        Some((axis, at)) => vec![(false, Some((axis, 0.0))), (true, Some((axis, at)))],
    }
}

fn shape(font: &FontRef) -> FaceShape {
    let attributes = font.attributes();
    FaceShape {
        weight: attributes.weight.value(),
        width: attributes.stretch.percentage(),
        italic: attributes.style != skrifa::attribute::Style::Normal,
    }
}

/// Whether a face has everything that setting and embedding need.
fn sound(font: &FontRef) -> Result<(), Unusable> {
    let unreadable = |what: &str| Unusable::Unreadable(what.into());
    let has_outlines = [b"glyf", b"CFF ", b"CFF2"].iter().any(|tag| font.table_data(Tag::new(tag)).is_some());
    if !has_outlines {
        return Err(unreadable("it has no outlines of letters"));
    }
    let units = font.head().map_err(|_| unreadable("its head is damaged"))?.units_per_em();
    // The bounds of OpenType's `head`.
    if !(16..=16_384).contains(&units) {
        return Err(unreadable("its head is damaged"));
    }
    let glyphs = font.maxp().map_err(|_| unreadable("it does not say how many glyphs it has"))?.num_glyphs();
    let metrics = font.hhea().and_then(|_| font.hmtx());
    if glyphs == 0 || metrics.is_err() {
        return Err(unreadable("it does not say how wide its letters are"));
    }
    if font.charmap().mappings().next().is_none() {
        return Err(unreadable("it has no letters of Unicode"));
    }
    let measures = font.metrics(skrifa::instance::Size::unscaled(), LocationRef::default());
    let em = f32::from(units);
    // A face whose letters are ten times as high as they say would push every line off its page.
    if measures.ascent.abs() > em * 10.0 || measures.descent.abs() > em * 10.0 {
        return Err(unreadable("its measures are damaged"));
    }
    Ok(())
}

/// What the face's licence says of embedding (OpenType, `OS/2`, `fsType`): whether it has to stay whole, or why it
/// must not be embedded.
fn licence(font: &FontRef) -> Result<bool, String> {
    const RESTRICTED: u16 = 0x0002;
    const NO_SUBSETTING: u16 = 0x0100;
    const BITMAPS_ONLY: u16 = 0x0200;
    let bits = font.os2().map_or(0, |os2| os2.fs_type());
    // Of several kinds of permission the least strict counts; so this one counts where it stands alone.
    if bits & 0x000E == RESTRICTED {
        return Err("its licence forbids to embed it (`fsType` 2)".into());
    }
    if bits & BITMAPS_ONLY != 0 {
        return Err("its licence lets nobody embed its outlines (`fsType`, bit 9)".into());
    }
    Ok(bits & NO_SUBSETTING != 0)
}

/// The number alone: tools that make faces write what they are behind it.
fn version(font: &FontRef) -> String {
    let version = name(font, StringId::VERSION_STRING).unwrap_or_default();
    version.split(';').next().unwrap_or_default().trim_start_matches("Version ").to_owned()
}

fn family_names(font: &FontRef) -> Vec<String> {
    let ids = [StringId::TYPOGRAPHIC_FAMILY_NAME, StringId::FAMILY_NAME, StringId::FULL_NAME];
    let mut names: Vec<String> = Vec::new();
    for name in ids.into_iter().filter_map(|id| name(font, id)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn name(font: &FontRef, id: StringId) -> Option<String> {
    let name = font.localized_strings(id).english_or_first()?.to_string();
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}
