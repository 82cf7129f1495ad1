//! Places as destinations, and their names: those of the EPUB's anchors.

use super::objects::utf16;
use super::series::Objects;
use super::syntax::{DictionaryWriter, Text, Value, is_plain};
use super::tags::{Elements, Tree};
use crate::document::{BlockId, Document};
use crate::layout::page::{Destination, PagedDocument};
use crate::length::Length;
use lopdf::{Object, ObjectId, dictionary};
use std::io;

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

/// A place as a destination: `[page /XYZ left top null]`. With `null` a reader keeps the magnification it
/// has (ISO 32000-1, 12.3.2.2). In place of a page an element can stand (ISO 32000-2, 12.3.2.3).
pub struct Place {
    target: ObjectId,
    left: Length,
    top: Length,
}

/// A place on a page, and the same as an element where destinations name those.
pub struct End {
    pub page: Place,
    pub element: Option<Place>,
}

impl Ends<'_> {
    /// A block as a page and a place on it; `None` where no page has it.
    pub fn on_page(&self, block: BlockId) -> Option<Place> {
        let page = place(block, self.paged)?.page;
        self.at(*self.pages.get(page)?, block)
    }

    /// A block as its element.
    pub fn in_structure(&self, block: BlockId) -> Option<Place> {
        let (tree, elements) = self.structure?;
        self.at(elements.nearest(tree, *tree.places.get(&block)?), block)
    }

    fn at(&self, target: ObjectId, block: BlockId) -> Option<Place> {
        let place = place(block, self.paged)?;
        let top = self.paged.pages.get(place.page)?.size.height - place.at.y;
        Some(Place { target, left: place.at.x, top })
    }

    /// A block as all that a destination can name.
    pub fn end(&self, block: BlockId) -> Option<End> {
        Some(End { page: self.on_page(block)?, element: self.in_structure(block) })
    }

    /// Writes the name tree (ISO 32000-1, 7.9.6) of all anchors that stand on a page; `None` if
    /// there are none.
    pub fn name_tree(&self, objects: &mut Objects) -> io::Result<Option<ObjectId>> {
        let anchors = self.document.anchors.iter();
        let ends = anchors.filter_map(|(anchor, &block)| Some((anchor.as_str(), self.end(block)?)));
        let mut names: Vec<(&str, End)> = ends.collect();
        if names.is_empty() {
            return Ok(None);
        }
        // The order of the encoded bytes, in which UTF-16 comes after ASCII.
        names.sort_by_cached_key(
            |(name, _)| if is_plain(name) { name.as_bytes().to_vec() } else { utf16(name) },
        );
        let leaves: Vec<&[(&str, End)]> = names.chunks(LEAF).collect();
        let series = objects.add(leaves.len(), |index, dictionary| {
            let leaf = leaves[index];
            let limits: Vec<Text> =
                [leaf.first(), leaf.last()].into_iter().flatten().map(|(name, _)| Text(name)).collect();
            dictionary.set("Limits", limits);
            dictionary.set("Names", Names(leaf));
        })?;
        let kids: Vec<Object> = series.ids().map(Object::Reference).collect();
        Ok(Some(objects.pdf.add_object(dictionary! { "Kids" => kids })))
    }
}

impl Value for Place {
    fn spell(&self, out: &mut Vec<u8>) {
        out.push(b'[');
        self.target.spell(out);
        out.extend(b"/XYZ ");
        self.left.spell(out);
        out.push(b' ');
        self.top.spell(out);
        out.extend(b" null]");
    }

    fn begins_like_a_word(&self) -> bool {
        false
    }
}

/// What a name stands for: a page, or a dictionary where an element is named besides (ISO 32000-2, 12.3.2.3).
impl Value for End {
    fn spell(&self, out: &mut Vec<u8>) {
        match &self.element {
            None => self.page.spell(out),
            Some(element) => DictionaryWriter::write(out, |end| {
                end.set("D", &self.page);
                end.set("SD", element);
            }),
        }
    }

    fn begins_like_a_word(&self) -> bool {
        false
    }
}

/// Names and what they stand for in turn.
struct Names<'n>(&'n [(&'n str, End)]);

impl Value for Names<'_> {
    fn spell(&self, out: &mut Vec<u8>) {
        out.push(b'[');
        for (name, end) in self.0 {
            Text(name).spell(out);
            end.spell(out);
        }
        out.push(b']');
    }

    fn begins_like_a_word(&self) -> bool {
        false
    }
}
