//! Places as destinations, and their names: those of the EPUB's anchors.

use super::objects::{points, text_string};
use crate::document::Document;
use crate::layout::page::{PagedDocument, Place};
use lopdf::{Object, ObjectId, dictionary};

/// A leaf of the name tree holds at most this many names, so that a reader need not take in
/// the names of a whole encyclopedia to find one.
const LEAF: usize = 64;

/// Where an anchor stands; `None` where no page has it.
pub fn place<'a>(document: &Document, paged: &'a PagedDocument, anchor: &str) -> Option<&'a Place> {
    let place = paged.places.get(document.anchors.get(anchor)?)?;
    (place.page < paged.pages.len()).then_some(place)
}

/// `[page /XYZ left top null]`; `None` where the page does not exist.
pub fn explicit(place: &Place, paged: &PagedDocument, pages: &[ObjectId]) -> Option<Object> {
    let (page, &id) = (paged.pages.get(place.page)?, pages.get(place.page)?);
    let top = page.size.height - place.at.y;
    Some(Object::Array(vec![
        Object::Reference(id),
        "XYZ".into(),
        points(place.at.x),
        points(top),
        Object::Null,
    ]))
}

/// Writes the name tree (ISO 32000-1, 7.9.6) of all anchors that stand on a page; `None` if
/// there are none.
pub fn name_tree(
    pdf: &mut lopdf::Document,
    document: &Document,
    paged: &PagedDocument,
    pages: &[ObjectId],
) -> Option<ObjectId> {
    let mut names: Vec<(Object, Object)> = document
        .anchors
        .keys()
        .filter_map(|anchor| {
            let place = place(document, paged, anchor)?;
            Some((text_string(anchor), explicit(place, paged, pages)?))
        })
        .collect();
    // The order of the encoded bytes, in which UTF-16 comes after ASCII.
    names.sort_by(|(a, _), (b, _)| a.as_str().unwrap_or_default().cmp(b.as_str().unwrap_or_default()));
    let kids: Vec<Object> =
        names.chunks(LEAF).filter_map(|leaf| Some(pdf.add_object(leaf_node(leaf)?).into())).collect();
    (!kids.is_empty()).then(|| pdf.add_object(dictionary! { "Kids" => kids }))
}

fn leaf_node(names: &[(Object, Object)]) -> Option<lopdf::Dictionary> {
    let limits = vec![names.first()?.0.clone(), names.last()?.0.clone()];
    let pairs: Vec<Object> = names.iter().flat_map(|(name, place)| [name.clone(), place.clone()]).collect();
    Some(dictionary! { "Limits" => limits, "Names" => pairs })
}
