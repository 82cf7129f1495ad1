//! What is drawn on a page, and which pieces of it belong together: all that its operators depend on.

use super::{Embedded, PageContent, formula};
use crate::layout::page::{ArtifactKind, Page, PageItem, Placed};
use crate::length::Size;
use crate::pdf::tags::{Mark, MarkedAs, Owner, Plan};
use crate::pdf::usage::PageUsage;
use std::hash::{Hash, Hasher};

/// A page as it is drawn.
pub struct DrawnPage<'p> {
    pub size: Size,
    /// Links are none of them: they draw nothing, and must not part the text that they lie over.
    pub(super) items: Vec<Drawn<'p>>,
    /// What the owners of the page are in the structure.
    owners: Vec<Owner>,
}

/// A piece of a page.
#[derive(Clone, Copy)]
pub(super) struct Drawn<'p> {
    pub placed: &'p Placed,
    /// What it is marked as, where anything is marked.
    pub place: Option<Place>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Content(PageOwner),
    Artifact(ArtifactKind),
}

/// An element by the order in which it is met on a page: what is drawn is the same wherever in the book the
/// element stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageOwner {
    index: usize,
    /// What its marks are called.
    pub(super) name: &'static str,
}

impl DrawnPage<'_> {
    pub fn new<'p>(page: &'p Page, plan: Option<&Plan>) -> DrawnPage<'p> {
        let mut drawn =
            DrawnPage { size: page.size, items: Vec::with_capacity(page.items.len()), owners: vec![] };
        for placed in &page.items {
            if !matches!(placed.item, PageItem::Link(..)) {
                let place = plan.map(|plan| drawn.place(plan.place(&placed.part), plan));
                drawn.items.push(Drawn { placed, place });
            }
        }
        drawn
    }

    fn place(&mut self, marked: MarkedAs, plan: &Plan) -> Place {
        let owner = match marked {
            MarkedAs::Artifact(kind) => return Place::Artifact(kind),
            MarkedAs::Content(owner) => owner,
        };
        // Neighbours are, nearly always, of one element.
        let known = self.owners.iter().rposition(|known| *known == owner);
        let index = known.unwrap_or_else(|| {
            self.owners.push(owner);
            self.owners.len() - 1
        });
        Place::Content(PageOwner { index, name: plan.type_name(owner) })
    }

    /// The marks of its content as those of elements.
    pub fn marks(&self, content: &PageContent) -> Vec<Mark> {
        let mark = |stretch: &super::Stretch| Mark {
            owner: self.owners[stretch.owner.index],
            bounds: stretch.bounds,
        };
        content.marks.iter().map(mark).collect()
    }
}

impl Hash for DrawnPage<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.size.hash(state);
        for Drawn { placed, place } in &self.items {
            let Placed { at, item, part: _ } = placed;
            (at, item, place, formula(placed)).hash(state);
        }
    }
}

/// What a page takes of the faces and the images. A letter that is new in a face gives others other numbers: those
/// that a page does not show do not matter to it.
pub struct EmbeddedOn<'a> {
    pub page: &'a DrawnPage<'a>,
    pub used: &'a PageUsage,
    pub embedded: &'a Embedded<'a>,
}

impl Hash for EmbeddedOn<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Embedded { fonts, missing, images } = self.embedded;
        missing.hash(state);
        for (font, glyph) in self.used.glyphs() {
            let shown = fonts.get(&font).map(|font| font.glyph(glyph));
            shown.map(|(id, glyph)| (id, glyph.width.to_bits(), &glyph.text)).hash(state);
        }
        for drawn in &self.page.items {
            if let PageItem::Image(id, _) = drawn.placed.item {
                images.get(&id).hash(state);
            }
        }
    }
}
