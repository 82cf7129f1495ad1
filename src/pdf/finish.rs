//! The pass over the finished shell: what printpdf leaves out or does otherwise than we want.

mod catalog;
mod compact;
mod faces;
mod file;
mod syntax;

use super::attachments::Attachment;
use super::destinations::Ends;
use super::fonts::EmbeddedFont;
use super::images;
use super::links::Link;
use super::metadata::Description;
use super::missing::MissingFaces;
use super::objects::points;
use super::tags::{self, Tree};
use crate::diagnostic::{Code, Error};
use crate::document::{Document, Standards, Timestamp};
use crate::font::FontId;
use crate::layout::page::{Page, PagedDocument};
use crate::memo::Memo;
use crate::resource::ImageId;
use crate::resource::drawing::Form;
use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

/// What the shell is completed with.
pub struct Parts<'a> {
    pub document: &'a Document,
    pub paged: &'a PagedDocument,
    pub fonts: &'a BTreeMap<FontId, EmbeddedFont<'a>>,
    pub missing: &'a MissingFaces,
    /// By page.
    pub links: &'a [Vec<Link<'a>>],
    pub drawings: Vec<(ImageId, &'a Form)>,
    /// By page, not yet compressed.
    pub contents: Vec<Vec<u8>>,
    /// The structure, where there is to be one.
    pub tree: Option<Tree>,
    /// Those that it meets.
    pub standards: Standards,
    pub is_pdf_2: bool,
    pub attachments: &'a [Attachment],
    pub date: Timestamp,
    pub memo: &'a Memo,
    pub description: Description<'a>,
}

/// Of deflate: higher ones take much longer for little.
const LEVEL: u32 = 6;

/// The file. Fails only where the shell is not built as we know it.
pub fn finish(mut pdf: lopdf::Document, parts: Parts) -> Result<Vec<u8>, Error> {
    let (is_pdf_2, memo) = (parts.is_pdf_2, parts.memo);
    let id = identifier(parts.description.run);
    complete(&mut pdf, parts).map_err(internal)?;
    // Before anything is packed: most of what printpdf wrote is no longer used.
    let mut pdf = compact::compact(pdf);
    pdf.version = if is_pdf_2 { "2.0" } else { "1.7" }.into();
    deflate(&mut pdf, memo).map_err(internal)?;
    // Both parts are alike until somebody changes the file.
    let id = Object::String(id, StringFormat::Hexadecimal);
    pdf.trailer.set("ID", vec![id.clone(), id]);
    file::write(pdf, memo).map_err(internal)
}

fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    let cause = cause.into();
    Error::new(Code::Internal, format!("the PDF cannot be written: {cause}")).caused_by(cause)
}

fn complete(pdf: &mut lopdf::Document, mut parts: Parts) -> Result<(), lopdf::Error> {
    let root = pdf.trailer.get(b"Root")?.as_reference()?;
    let page_tree = pdf.get_dictionary(root)?.get(b"Pages")?.as_reference()?;
    let kids = pdf.get_dictionary(page_tree)?.get(b"Kids")?.as_array()?;
    let pages: Vec<ObjectId> = kids.iter().map(Object::as_reference).collect::<Result<_, _>>()?;
    let resources = faces::shared_resources(pdf, &pages, parts.fonts, parts.missing)?;
    place_drawings(pdf, &resources, std::mem::take(&mut parts.drawings))?;
    let elements = parts.tree.as_ref().map(|tree| tags::number(pdf, tree));
    let ends = Ends {
        document: parts.document,
        paged: parts.paged,
        pages: &pages,
        // Destinations within the structure are PDF 2.0's.
        structure: parts.tree.as_ref().zip(elements.as_ref()).filter(|_| parts.is_pdf_2),
    };
    let mut annotations: Vec<Vec<ObjectId>> = Vec::new();
    let mut before = 0;
    let contents = std::mem::take(&mut parts.contents);
    for (index, ((page, links), content)) in
        parts.paged.pages.iter().zip(parts.links).zip(contents).enumerate()
    {
        let keys = parts.tree.as_ref().map(|_| (index as i64, tags::link_key(pages.len(), before)));
        let Some(&id) = pages.get(index) else { continue };
        annotations.push(finish_page(pdf, id, (page, links, &ends), (content, &resources), keys)?);
        before += links.len();
    }
    let mut catalog = catalog::catalog(pdf, &parts, &ends);
    if let Some((tree, elements)) = parts.tree.as_ref().zip(elements.as_ref()) {
        let heights = parts.paged.pages.iter().map(|page| page.size.height).collect();
        let pages = tags::Pages { ids: &pages, heights, links: &annotations, is_pdf_2: parts.is_pdf_2 };
        catalog.set("StructTreeRoot", tags::write(pdf, tree, elements, &pages));
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
    }
    catalog.set("Pages", page_tree);
    pdf.set_object(root, catalog);
    // PDF 2.0 has XMP alone (ISO 32000-2, 14.3.3).
    pdf.trailer.remove(b"Info");
    if !parts.is_pdf_2 {
        let info = pdf.add_object(parts.description.info());
        pdf.trailer.set("Info", info);
    }
    Ok(())
}

fn place_drawings(
    pdf: &mut lopdf::Document,
    resources: &Object,
    drawings: Vec<(ImageId, &Form)>,
) -> Result<(), lopdf::Error> {
    if drawings.is_empty() {
        return Ok(());
    }
    let resources = pdf.get_dictionary(resources.as_reference()?)?;
    let named = resources.get(b"XObject")?.as_reference()?;
    let named = pdf.get_dictionary(named)?.clone();
    for (id, drawing) in drawings {
        let form = named.get(images::resource_name(id).as_bytes())?.as_reference()?;
        drawing.put(pdf, form);
    }
    Ok(())
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
        // Readers step through the links in the order of the page's structure (ISO 14289-1, 7.18.3).
        new.set("Tabs", "S");
    }
    pdf.set_object(id, new);
    Ok(annotations)
}

/// Compresses every stream that may be compressed and is not yet.
fn deflate(pdf: &mut lopdf::Document, memo: &Memo) -> std::io::Result<()> {
    pdf.objects.par_iter_mut().try_for_each(|(_, object)| {
        let Object::Stream(stream) = object else { return Ok(()) };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            return Ok(());
        }
        let packed = memo.try_get(&stream.content, || packed(&stream.content, LEVEL))?;
        stream.set_content(Arc::unwrap_or_clone(packed).0);
        stream.dict.set("Filter", "FlateDecode");
        Ok(())
    })
}

/// A stream that was deflated.
#[derive(Clone)]
struct Packed(Vec<u8>);

fn packed(content: &[u8], level: u32) -> std::io::Result<Packed> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(content.len() / 2), Compression::new(level));
    encoder.write_all(content)?;
    encoder.finish().map(Packed)
}

/// Sixteen bytes that stand for the file (ISO 32000-1, 14.4): those of its run, whose name is made of all that the
/// file is made of.
fn identifier(run: &str) -> Vec<u8> {
    Sha256::digest(run)[..16].to_vec()
}
