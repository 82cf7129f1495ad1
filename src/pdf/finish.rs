//! The pass over the finished shell: what printpdf leaves out or does otherwise than we want.

mod catalog;
mod compact;
mod faces;
mod file;

use super::attachments::Attachment;
use super::deflate::{Deflated, deflated};
use super::destinations::Ends;
use super::fonts::EmbeddedFont;
use super::images::{self, Embedded};
use super::links::{Annotations, Link};
use super::metadata::Description;
use super::missing::MissingFaces;
use super::objects::points;
use super::series::Objects;
use super::tags::{self, Elements, Tree};
use crate::diagnostic::Error;
use crate::document::{Document, Standards, Timestamp};
use crate::font::FontId;
use crate::layout::page::{Page, PagedDocument};
use crate::memo::Memo;
use crate::resource::ImageId;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the shell is completed with.
pub struct Parts<'a> {
    pub document: &'a Document,
    pub paged: &'a PagedDocument,
    pub fonts: &'a BTreeMap<FontId, EmbeddedFont<'a>>,
    pub missing: &'a MissingFaces,
    /// By page.
    pub links: &'a [Vec<Link>],
    pub images: BTreeMap<ImageId, Embedded<'a>>,
    /// By page.
    pub contents: Vec<Deflated>,
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

/// What may go wrong where the shell is not built as we know it.
type Unknown = Box<dyn std::error::Error + Send + Sync>;

/// The file. Fails only where the shell is not built as we know it.
pub fn finish(pdf: lopdf::Document, parts: Parts) -> Result<Vec<u8>, Error> {
    let written = || {
        let id = identifier(parts.description.run);
        let version = if parts.is_pdf_2 { "2.0" } else { "1.7" };
        let mut objects = complete(pdf, parts)?;
        objects.pdf.version = version.into();
        // Both parts are alike until somebody changes the file.
        let id = Object::String(id, StringFormat::Hexadecimal);
        objects.pdf.trailer.set("ID", vec![id.clone(), id]);
        file::write(objects).map_err(Unknown::from)
    };
    written().map_err(super::unwritten)
}

fn complete<'m>(mut pdf: lopdf::Document, mut parts: Parts<'m>) -> Result<Objects<'m>, Unknown> {
    write_pages(&mut pdf, &mut parts)?;
    // Before what is many is numbered: most of what printpdf wrote is no longer used.
    let mut pdf = compact::compact(pdf);
    deflate(&mut pdf, parts.memo)?;
    let (root, page_tree) = roots(&pdf)?;
    let pages = page_ids(&pdf, page_tree)?;
    let mut objects = Objects::new(pdf, parts.memo);
    let elements = parts.tree.as_ref().map(|tree| Elements::number(&mut objects, tree));
    let annotations = Annotations::number(&mut objects, parts.links);
    let ends = Ends {
        document: parts.document,
        paged: parts.paged,
        pages: &pages,
        // Destinations within the structure are PDF 2.0's.
        structure: parts.tree.as_ref().zip(elements.as_ref()).filter(|_| parts.is_pdf_2),
    };
    let is_tagged = parts.tree.is_some();
    annotations.write(&mut objects, parts.links, &ends, is_tagged)?;
    for (index, &page) in pages.iter().enumerate() {
        lead_from_page(objects.pdf.get_dictionary_mut(page)?, index, &annotations, is_tagged);
    }
    let mut catalog = catalog::catalog(&mut objects, &parts, &ends)?;
    if let Some((tree, elements)) = parts.tree.as_ref().zip(elements.as_ref()) {
        let heights = parts.paged.pages.iter().map(|page| page.size.height).collect();
        let pages = tags::Pages { ids: &pages, heights, links: &annotations, is_pdf_2: parts.is_pdf_2 };
        catalog.set("StructTreeRoot", tags::write(&mut objects, tree, elements, &pages)?);
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
    }
    catalog.set("Pages", page_tree);
    objects.pdf.set_object(root, catalog);
    // PDF 2.0 has XMP alone (ISO 32000-2, 14.3.3).
    if !parts.is_pdf_2 {
        let info = objects.pdf.add_object(parts.description.info());
        objects.pdf.trailer.set("Info", info);
    }
    Ok(objects)
}

/// The catalog and the root of the pages' tree.
fn roots(pdf: &lopdf::Document) -> Result<(ObjectId, ObjectId), lopdf::Error> {
    let root = pdf.trailer.get(b"Root")?.as_reference()?;
    Ok((root, pdf.get_dictionary(root)?.get(b"Pages")?.as_reference()?))
}

fn page_ids(pdf: &lopdf::Document, page_tree: ObjectId) -> Result<Vec<ObjectId>, lopdf::Error> {
    let kids = pdf.get_dictionary(page_tree)?.get(b"Kids")?.as_array()?;
    kids.iter().map(Object::as_reference).collect()
}

/// Puts what the pages show in place of what printpdf wrote, and leaves the catalog with nothing but the pages.
fn write_pages(pdf: &mut lopdf::Document, parts: &mut Parts) -> Result<(), lopdf::Error> {
    let (root, page_tree) = roots(pdf)?;
    let pages = page_ids(pdf, page_tree)?;
    let resources = faces::shared_resources(pdf, &pages, parts.fonts, parts.missing)?;
    place_images(pdf, &resources, std::mem::take(&mut parts.images))?;
    let shown = pages.iter().zip(&parts.paged.pages).zip(std::mem::take(&mut parts.contents));
    for ((&id, page), content) in shown {
        write_page(pdf, id, page, (content, &resources))?;
    }
    pdf.trailer.remove(b"Info");
    pdf.set_object(root, dictionary! { "Type" => "Catalog", "Pages" => page_tree });
    Ok(())
}

fn place_images(
    pdf: &mut lopdf::Document,
    resources: &Object,
    images: BTreeMap<ImageId, Embedded>,
) -> Result<(), lopdf::Error> {
    if images.is_empty() {
        return Ok(());
    }
    let resources = pdf.get_dictionary(resources.as_reference()?)?;
    let named = resources.get(b"XObject")?.as_reference()?;
    let named = pdf.get_dictionary(named)?.clone();
    for (id, image) in images {
        let place = named.get(images::resource_name(id).as_bytes())?.as_reference()?;
        image.put(pdf, place);
    }
    Ok(())
}

fn write_page(
    pdf: &mut lopdf::Document,
    id: ObjectId,
    page: &Page,
    (content, resources): (Deflated, &Object),
) -> Result<(), lopdf::Error> {
    let old = pdf.get_dictionary(id)?;
    let (parent, contents) = (old.get(b"Parent")?.clone(), old.get(b"Contents")?.as_reference()?);
    pdf.set_object(contents, Stream::new(dictionary! { "Filter" => "FlateDecode" }, content.0));
    let origin = Object::Integer(0);
    let new = dictionary! {
        "Type" => "Page",
        "Parent" => parent,
        "MediaBox" => vec![origin.clone(), origin, points(page.size.width), points(page.size.height)],
        "Resources" => resources.clone(),
        "Contents" => contents,
    };
    pdf.set_object(id, new);
    Ok(())
}

/// What leads from a page to its annotations, and to the elements of its marks.
fn lead_from_page(page: &mut Dictionary, index: usize, annotations: &Annotations, is_tagged: bool) {
    if is_tagged {
        page.set("StructParents", index as i64);
    }
    let annotations: Vec<Object> = annotations.ids(index).map(Object::Reference).collect();
    if !annotations.is_empty() {
        page.set("Annots", annotations);
        // Readers step through the links in the order of the page's structure (ISO 14289-1, 7.18.3).
        page.set("Tabs", "S");
    }
}

/// Shorter streams stay as they are: what they might lose, the name of the filter adds.
const LEAST_DEFLATED: usize = 64;

/// Compresses every stream that may be compressed and is not yet.
fn deflate(pdf: &mut lopdf::Document, memo: &Memo) -> std::io::Result<()> {
    pdf.objects.par_iter_mut().try_for_each(|(_, object)| {
        let Object::Stream(stream) = object else { return Ok(()) };
        let is_short = stream.content.len() < LEAST_DEFLATED;
        if is_short || !stream.allows_compression || stream.dict.has(b"Filter") {
            return Ok(());
        }
        let packed = memo.try_get(&stream.content, || deflated(&stream.content))?;
        stream.set_content(Arc::unwrap_or_clone(packed).0);
        stream.dict.set("Filter", "FlateDecode");
        Ok(())
    })
}

/// Sixteen bytes that stand for the file (ISO 32000-1, 14.4): those of its run, whose name is made of all that the
/// file is made of.
fn identifier(run: &str) -> Vec<u8> {
    Sha256::digest(run)[..16].to_vec()
}
