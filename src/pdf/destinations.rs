//! Places as destinations, and their names: those of the EPUB's anchors.

use super::objects::{points, text_string};
use super::tags::{Elements, Tree};
use crate::document::{BlockId, Document};
use crate::layout::page::{Destination, PagedDocument};
use lopdf::{Dictionary, Object, ObjectId, dictionary};

/// A leaf of the name tree holds at most this many names, so that a reader need not take in
/// the names of a whole encyclopedia to find one.
const LEAF: usize = 64;

/// All that links and the outline can lead to.
pub struct Ends<'a> {
    pub document: &'a Document,
    pub paged: &'a PagedDocument,
    pub pages: &'a [ObjectId],
    /// The elements, where destinations name them besides pages.
    pub structure: Option<(&'a Tree, &'a Elements)>,
}

/// Where a block stands; `None` where no page has it.
pub fn place(block: BlockId, paged: &PagedDocument) -> Option<&Destination> {
    paged.places.get(&block).filter(|place| place.page < paged.pages.len())
}

impl Ends<'_> {
    /// `[page /XYZ left top null]`; `None` where no page has the block. With `null` a reader keeps the
    /// magnification it has (ISO 32000-1, 12.3.2.2).
    pub fn on_page(&self, block: BlockId) -> Option<Object> {
        let page = place(block, self.paged)?.page;
        self.at(*self.pages.get(page)?, block)
    }

    /// `[element /XYZ left top null]` (ISO 32000-2, 12.3.2.3).
    pub fn in_structure(&self, block: BlockId) -> Option<Object> {
        let (tree, elements) = self.structure?;
        let element = tree.nearest(*tree.places.get(&block)?, |id| elements.contains_key(&id));
        self.at(*elements.get(&element)?, block)
    }

    fn at(&self, target: ObjectId, block: BlockId) -> Option<Object> {
        let place = place(block, self.paged)?;
        let top = self.paged.pages.get(place.page)?.size.height - place.at.y;
        let (left, top) = (points(place.at.x), points(top));
        Some(Object::Array(vec![target.into(), "XYZ".into(), left, top, Object::Null]))
    }

    /// The entry of an outline's item that leads to a block, and its key.
    pub fn of_outline(&self, block: BlockId) -> Option<(&'static str, Object)> {
        let page = self.on_page(block)?;
        // Only an action can name an element besides a page (ISO 32000-2, 12.6.4.2).
        Some(match self.in_structure(block) {
            Some(element) => ("A", dictionary! { "S" => "GoTo", "D" => page, "SD" => element }.into()),
            None => ("Dest", page),
        })
    }

    /// What a name stands for.
    fn named(&self, block: BlockId) -> Option<Object> {
        let page = self.on_page(block)?;
        Some(match self.in_structure(block) {
            Some(element) => dictionary! { "D" => page, "SD" => element }.into(),
            None => page,
        })
    }

    /// Writes the name tree (ISO 32000-1, 7.9.6) of all anchors that stand on a page; `None` if
    /// there are none.
    pub fn name_tree(&self, pdf: &mut lopdf::Document) -> Option<ObjectId> {
        let anchors = self.document.anchors.iter();
        let mut names: Vec<(Object, Object)> =
            anchors.filter_map(|(anchor, &block)| Some((text_string(anchor), self.named(block)?))).collect();
        // The order of the encoded bytes, in which UTF-16 comes after ASCII.
        names.sort_by(|(a, _), (b, _)| a.as_str().unwrap_or_default().cmp(b.as_str().unwrap_or_default()));
        let kids: Vec<Object> =
            names.chunks(LEAF).filter_map(|leaf| Some(pdf.add_object(leaf_node(leaf)?).into())).collect();
        (!kids.is_empty()).then(|| pdf.add_object(dictionary! { "Kids" => kids }))
    }
}

fn leaf_node(names: &[(Object, Object)]) -> Option<Dictionary> {
    let limits = vec![names.first()?.0.clone(), names.last()?.0.clone()];
    let pairs: Vec<Object> = names.iter().flat_map(|(name, place)| [name.clone(), place.clone()]).collect();
    Some(dictionary! { "Limits" => limits, "Names" => pairs })
}
