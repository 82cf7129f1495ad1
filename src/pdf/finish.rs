//! The pass over the finished shell: what printpdf leaves out or does otherwise than we want.

mod compact;
mod cross_reference;

use super::attachments::{self, Attachment};
use super::destinations::Ends;
use super::fonts::{self, EmbeddedFont};
use super::links::Link;
use super::metadata::Description;
use super::missing::MissingFaces;
use super::objects::{number, points, text_string};
use super::tags::{self, Tree};
use super::{color, images, labels, outline, svg, to_unicode};
use crate::diagnostic::{Code, Error};
use crate::document::{Direction, Document, Standards, Timestamp};
use crate::font::{Family, FontId};
use crate::layout::page::{Page, PagedDocument};
use crate::resource::ImageId;
use flate2::{Compression, write::ZlibEncoder};
use lopdf::{
    Dictionary, Object, ObjectId, ObjectStreamConfig, SaveOptions, Stream, StringFormat, dictionary,
};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;

/// What the shell is completed with.
pub struct Parts<'a> {
    pub document: &'a Document,
    pub paged: &'a PagedDocument,
    pub fonts: &'a BTreeMap<FontId, EmbeddedFont<'a>>,
    pub missing: &'a MissingFaces,
    /// By page.
    pub links: &'a [Vec<Link<'a>>],
    pub drawings: Vec<(ImageId, lopdf::Document)>,
    /// By page, not yet compressed.
    pub contents: Vec<Vec<u8>>,
    /// The structure, where there is to be one.
    pub tree: Option<Tree>,
    pub standards: Standards,
    pub attachments: Vec<Attachment>,
    pub date: Timestamp,
    pub description: Description<'a>,
}

/// How many objects are packed together: more take less room, fewer are found faster.
const OBJECTS_TOGETHER: usize = 250;
/// Of deflate: higher ones take much longer for little.
const LEVEL: u32 = 6;

/// The file. Fails only where the shell is not built as we know it, or cannot be saved.
pub fn finish(mut pdf: lopdf::Document, parts: Parts) -> Result<Vec<u8>, Error> {
    let standards = parts.standards;
    complete(&mut pdf, parts).map_err(internal)?;
    let mut pdf = compact::compact(pdf);
    pdf.version = if standards.is_pdf_2() { "2.0" } else { "1.7" }.into();
    deflate(&mut pdf).map_err(internal)?;
    let id = Object::String(content_hash(&pdf), StringFormat::Hexadecimal);
    pdf.trailer.set("ID", vec![id.clone(), id]);
    let object_stream_config =
        ObjectStreamConfig { max_objects_per_stream: OBJECTS_TOGETHER, compression_level: 9 };
    let options = SaveOptions {
        use_object_streams: true,
        use_xref_streams: true,
        object_stream_config,
        ..SaveOptions::default()
    };
    let mut bytes = Vec::new();
    pdf.save_with_options(&mut bytes, options).map_err(internal)?;
    cross_reference::pack(bytes).ok_or_else(|| internal("its cross references are not where they were"))
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::new(Code::Internal, format!("the PDF cannot be written: {error}"))
}

fn complete(pdf: &mut lopdf::Document, parts: Parts) -> Result<(), lopdf::Error> {
    let root = pdf.trailer.get(b"Root")?.as_reference()?;
    let page_tree = pdf.get_dictionary(root)?.get(b"Pages")?.as_reference()?;
    let kids = pdf.get_dictionary(page_tree)?.get(b"Kids")?.as_array()?;
    let pages: Vec<ObjectId> = kids.iter().map(Object::as_reference).collect::<Result<_, _>>()?;
    let Parts {
        document,
        paged,
        fonts,
        missing,
        links,
        drawings,
        contents,
        tree,
        standards,
        attachments,
        date,
        description,
    } = parts;

    let resources = shared_resources(pdf, &pages, fonts, missing)?;
    place_drawings(pdf, &resources, drawings)?;
    let elements = tree.as_ref().map(|tree| tags::number(pdf, tree));
    let ends = Ends {
        document,
        paged,
        pages: &pages,
        // Destinations within the structure are PDF 2.0's.
        structure: tree.as_ref().zip(elements.as_ref()).filter(|_| standards.is_pdf_2()),
    };
    let mut annotations: Vec<Vec<ObjectId>> = Vec::new();
    let mut before = 0;
    for (index, ((page, links), content)) in paged.pages.iter().zip(links).zip(contents).enumerate() {
        let keys = tree.as_ref().map(|_| (index as i64, tags::link_key(pages.len(), before)));
        let Some(&id) = pages.get(index) else { continue };
        annotations.push(finish_page(pdf, id, (page, links, &ends), (content, &resources), keys)?);
        before += links.len();
    }
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => page_tree,
        "Lang" => text_string(document.metadata.lang()),
        "PageLabels" => labels::number_tree(&paged.pages),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "Metadata" => pdf.add_object(description.stream()),
    };
    if let Some((tree, elements)) = tree.as_ref().zip(elements.as_ref()) {
        let heights = paged.pages.iter().map(|page| page.size.height).collect();
        let pages = tags::Pages { ids: &pages, heights, links: &annotations, is_pdf_2: standards.is_pdf_2() };
        catalog.set("StructTreeRoot", tags::write(pdf, tree, elements, &pages));
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
    }
    if document.metadata.direction() == Direction::RightToLeft {
        // Which of two facing pages is on the left (ISO 32000-1, 12.2).
        let turned = dictionary! { "DisplayDocTitle" => true, "Direction" => "R2L" };
        catalog.set("ViewerPreferences", turned);
    }
    if let Some(outline) = outline::write(pdf, &ends) {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    let mut names = Dictionary::new();
    if let Some(destinations) = ends.name_tree(pdf) {
        names.set("Dests", destinations);
    }
    if let Some((files, tree)) = attachments::write(pdf, attachments, date) {
        names.set("EmbeddedFiles", tree);
        catalog.set("AF", files);
    }
    if !names.is_empty() {
        catalog.set("Names", names);
    }
    if standards.archived.is_some() {
        catalog.set("OutputIntents", vec![color::output_intent(pdf).into()]);
    }
    pdf.set_object(root, catalog);
    // PDF 2.0 has XMP alone (ISO 32000-2, 14.3.3).
    pdf.trailer.remove(b"Info");
    if !standards.is_pdf_2() {
        let info = pdf.add_object(description.info());
        pdf.trailer.set("Info", info);
    }
    Ok(())
}

/// One resource dictionary for all pages, with the faces made exact.
fn shared_resources(
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

fn place_drawings(
    pdf: &mut lopdf::Document,
    resources: &Object,
    drawings: Vec<(ImageId, lopdf::Document)>,
) -> Result<(), lopdf::Error> {
    if drawings.is_empty() {
        return Ok(());
    }
    let resources = pdf.get_dictionary(resources.as_reference()?)?;
    let named = resources.get(b"XObject")?.as_reference()?;
    let named = pdf.get_dictionary(named)?.clone();
    for (id, drawing) in drawings {
        let form = named.get(images::resource_name(id).as_bytes())?.as_reference()?;
        svg::place(pdf, form, drawing)?;
    }
    Ok(())
}

fn finish_font(pdf: &mut lopdf::Document, id: ObjectId, font: &EmbeddedFont) -> Result<(), lopdf::Error> {
    let text = pdf.get_dictionary(id)?.get(b"ToUnicode")?.as_reference()?;
    let entries = (0u16..).zip(&font.glyphs).map(|(id, glyph)| (id, glyph.text.as_str().into()));
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
    let family = match font.face.family {
        Family::Mono => 1,
        Family::Serif | Family::Math => 1 << 1,
        Family::Sans => 0,
    };
    let symbolic = 1 << 2;
    let italic = if font.face.italic { 1 << 6 } else { 0 };
    family | symbolic | italic
}

/// Completes a page; its annotations. `keys` are those of its marks and of its first annotation in
/// the parent tree.
fn finish_page(
    pdf: &mut lopdf::Document,
    id: ObjectId,
    (page, links, ends): (&Page, &[Link], &Ends),
    (content, resources): (Vec<u8>, &Object),
    keys: Option<(i64, i64)>,
) -> Result<Vec<ObjectId>, lopdf::Error> {
    let old = pdf.get_dictionary(id)?.clone();
    let contents = old.get(b"Contents")?.as_reference()?;
    pdf.set_object(contents, Stream::new(Dictionary::new(), content));
    let origin = Object::Integer(0);
    let mut new = dictionary! {
        "Type" => "Page",
        "Parent" => old.get(b"Parent")?.clone(),
        "MediaBox" => vec![origin.clone(), origin, points(page.size.width), points(page.size.height)],
        "Resources" => resources.clone(),
        "Contents" => contents,
    };
    if let Some((key, _)) = keys {
        new.set("StructParents", key);
    }
    let mut annotations = Vec::new();
    for (index, (annotation, link)) in (0i64..).zip(old.get(b"Annots")?.as_array()?.iter().zip(links)) {
        let mut annotation = annotation.as_dict()?.clone();
        link.complete(&mut annotation, ends);
        if let Some((_, first)) = keys {
            annotation.set("StructParent", first + index);
        }
        annotations.push(pdf.add_object(annotation));
    }
    if !annotations.is_empty() {
        new.set("Annots", annotations.iter().copied().map(Object::Reference).collect::<Vec<_>>());
        // Readers step through the links in the order of the page's structure.
        new.set("Tabs", "S");
    }
    pdf.set_object(id, new);
    Ok(annotations)
}

/// Compresses every stream that may be compressed and is not yet.
fn deflate(pdf: &mut lopdf::Document) -> std::io::Result<()> {
    pdf.objects.par_iter_mut().try_for_each(|(_, object)| {
        let Object::Stream(stream) = object else { return Ok(()) };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            return Ok(());
        }
        stream.set_content(packed(&stream.content)?);
        stream.dict.set("Filter", "FlateDecode");
        Ok(())
    })
}

fn packed(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(content.len() / 2), Compression::new(LEVEL));
    encoder.write_all(content)?;
    encoder.finish()
}

/// Sixteen bytes that stand for all objects: the file's identity (ISO 32000-1, 14.4).
fn content_hash(pdf: &lopdf::Document) -> Vec<u8> {
    let mut hash = Sha256::new();
    for (id, object) in &pdf.objects {
        match object {
            Object::Stream(stream) => {
                hash.update(format!("{id:?}{:?}", stream.dict));
                hash.update(&stream.content);
            }
            _ => hash.update(format!("{id:?}{object:?}")),
        }
    }
    hash.finalize()[..16].to_vec()
}
