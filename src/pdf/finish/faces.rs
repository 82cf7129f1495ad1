//! Resources of the pages: the faces as printpdf embeds them, made exact, and those of our own.

use crate::font::{Family, FontId};
use crate::pdf::fonts::{self, EmbeddedFont};
use crate::pdf::missing::MissingFaces;
use crate::pdf::objects::number;
use crate::pdf::to_unicode;
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::BTreeMap;

/// One resource dictionary for all pages, with the faces made exact.
pub fn shared_resources(
    pdf: &mut lopdf::Document,
    pages: &[ObjectId],
    fonts: &BTreeMap<FontId, EmbeddedFont>,
    missing: &MissingFaces,
) -> Result<Object, lopdf::Error> {
    let Some(&first) = pages.first() else { return Ok(Dictionary::new().into()) };
    let own = pdf.get_dictionary(first)?.get(b"Resources")?.as_reference()?;
    let own = pdf.get_dictionary(own)?.clone();
    let mut resources = Dictionary::new();
    for kind in [b"Font".as_slice(), b"XObject"] {
        let shared = own.get(kind)?.as_reference()?;
        if !pdf.get_dictionary(shared)?.is_empty() {
            resources.set(kind, shared);
        }
    }
    if let Ok(faces) = resources.get(b"Font").and_then(Object::as_reference) {
        let faces = pdf.get_dictionary(faces)?.clone();
        for (&id, font) in fonts {
            finish_font(pdf, faces.get(fonts::resource_name(id).as_bytes())?.as_reference()?, font)?;
        }
        let boxes = missing.write(pdf);
        let all = faces.into_iter().chain(boxes.into_iter().map(|(name, id)| (name.into_bytes(), id.into())));
        let all: Dictionary = all.collect();
        resources.set("Font", all);
    }
    Ok(Object::Reference(pdf.add_object(resources)))
}

fn finish_font(pdf: &mut lopdf::Document, id: ObjectId, font: &EmbeddedFont) -> Result<(), lopdf::Error> {
    let text = pdf.get_dictionary(id)?.get(b"ToUnicode")?.as_reference()?;
    let entries = (0..=u16::MAX).zip(&font.glyphs).map(|(id, glyph)| (id, glyph.text.as_str().into()));
    let cmap = to_unicode::cmap(to_unicode::Codes::TwoBytes, entries);
    pdf.set_object(text, Stream::new(Dictionary::new(), cmap));
    let descendants = pdf.get_dictionary_mut(id)?.get_mut(b"DescendantFonts")?.as_array_mut()?;
    let descendant = descendants.first_mut().ok_or(lopdf::Error::DictKey("DescendantFonts".into()))?;
    let descendant = descendant.as_dict_mut()?;
    let widths: Vec<Object> = font.glyphs.iter().map(|glyph| number(glyph.width)).collect();
    descendant.set("W", vec![Object::Integer(0), widths.into()]);
    let descriptor = descendant.get(b"FontDescriptor")?.as_reference()?;
    let descriptor = pdf.get_dictionary_mut(descriptor)?;
    let em = f64::from(font.face.units_per_em.max(1));
    descriptor.set("Flags", flags(font));
    descriptor.set("ItalicAngle", number(font.shape.italic_angle.into()));
    descriptor.set("CapHeight", number((f64::from(font.face.cap_height) * 1000.0 / em).round()));
    descriptor.set("XHeight", number((f64::from(font.face.x_height) * 1000.0 / em).round()));
    Ok(())
}

/// ISO 32000-1, table 123. Subsets hold glyphs outside the standard Latin set: symbolic.
fn flags(font: &EmbeddedFont) -> i64 {
    let family = match font.face.style.family {
        Family::Mono => 1,
        Family::Serif | Family::Math => 1 << 1,
        Family::Sans | Family::Other(_) => 0,
    };
    let symbolic = 1 << 2;
    let italic = if font.face.style.italic { 1 << 6 } else { 0 };
    family | symbolic | italic
}
