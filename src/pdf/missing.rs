//! Characters that no face holds: boxes that are glyphs of faces of our own.
//!
//! To show `.notdef` is against PDF/A and PDF/UA (ISO 14289-1, 7.21.8), and lines that are drawn
//! say nothing. A Type 3 face draws the box for any number of codes, each of which stands for a
//! character of its own: what is missing can be copied, searched and read aloud.

use super::cluster::clusters;
use super::to_unicode;
use crate::layout::page::{MISSING_ADVANCE, NOTDEF, Page, PageItem};
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use std::collections::{BTreeMap, BTreeSet};

/// Codes of one face; code 0 is left out, since some readers take it for the end of a string.
const CODES: usize = 255;

/// The texts of a book that are shown as boxes, and the faces that have them.
#[derive(Debug, Default, Hash)]
pub struct MissingFaces {
    texts: BTreeMap<String, usize>,
}

/// The name of such a face in the pages' resources.
pub fn resource_name(index: usize) -> String {
    format!("M{index}")
}

/// Whether the code of a text can stand for it: PDF/A and PDF/UA forbid some characters there
/// (ISO 14289-1, 7.21.7).
pub fn reads_as(text: &str) -> bool {
    !text.is_empty() && !text.contains(['\0', '\u{FEFF}', '\u{FFFE}'])
}

impl MissingFaces {
    /// What the pages show of them, in the order of the characters.
    pub fn collect(pages: &[Page]) -> MissingFaces {
        let texts: BTreeSet<String> = pages.iter().flat_map(missing).collect();
        MissingFaces { texts: texts.into_iter().zip(0..).collect() }
    }

    /// The face of a text, and its code there.
    pub fn code(&self, text: &str) -> Option<(usize, u8)> {
        if self.texts.is_empty() {
            return None;
        }
        let place = *self.texts.get(text)?;
        Some((place / CODES, (place % CODES + 1) as u8))
    }

    /// Writes the faces; their names and objects.
    pub fn write(&self, pdf: &mut lopdf::Document) -> Vec<(String, ObjectId)> {
        let texts: Vec<&str> = self.texts.keys().map(String::as_str).collect();
        let faces = texts.chunks(CODES).enumerate();
        faces.map(|(index, texts)| (resource_name(index), face(pdf, texts))).collect()
    }
}

fn missing(page: &Page) -> Vec<String> {
    let mut texts = Vec::new();
    for placed in &page.items {
        let PageItem::Glyphs(run) = &placed.item else { continue };
        if run.has_boxes() {
            let missing =
                clusters(run).filter(|cluster| cluster.glyphs.iter().all(|glyph| glyph.id == NOTDEF));
            texts.extend(missing.map(|cluster| cluster.text.to_owned()));
        }
    }
    texts
}

/// ISO 32000-1, 9.6.5. All codes are the same box.
fn face(pdf: &mut lopdf::Document, texts: &[&str]) -> ObjectId {
    let last = texts.len() as i64;
    let width = Object::Integer(MISSING_ADVANCE);
    let text = |text: &&str| if reads_as(text) { (*text).to_owned() } else { '\u{FFFD}'.to_string() };
    let entries = (1u16..).zip(texts.iter().map(text)).map(|(code, text)| (code, text.into()));
    let cmap = to_unicode::cmap(to_unicode::Codes::Byte, entries);
    let cmap = pdf.add_object(Stream::new(Dictionary::new(), cmap));
    let shape = pdf.add_object(Stream::new(Dictionary::new(), BOX.as_bytes().to_vec()));
    let differences = std::iter::once(Object::Integer(1)).chain(texts.iter().map(|_| "box".into()));
    let matrix = [0.001, 0.0, 0.0, 0.001, 0.0, 0.0].map(Object::Real);
    let bounds = [0, 0, 600, 700].map(Object::Integer);
    pdf.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type3",
        "FontBBox" => bounds.to_vec(),
        "FontMatrix" => matrix.to_vec(),
        "CharProcs" => dictionary! { "box" => shape },
        "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => differences.collect::<Vec<_>>() },
        "FirstChar" => 1,
        "LastChar" => last,
        "Widths" => vec![width; texts.len()],
        "Resources" => Dictionary::new(),
        "ToUnicode" => cmap,
    })
}

/// The edge of a box in the colour of the text, as the area between two. `d1` says that the glyph has
/// no colour of its own (ISO 32000-1, 9.6.5).
const BOX: &str = "600 0 50 0 550 700 d1\n50 0 500 700 re 83 33 434 634 re f*\n";
