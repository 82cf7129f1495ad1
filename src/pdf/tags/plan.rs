//! Which element a piece of a page belongs to.

use super::Owner;
use super::tree::{ElementId, Tree};
use super::write::name;
use crate::document::{BlockId, Digits, Note, NoteId};
use crate::layout::page::{ArtifactKind, Generated, Labelled, Part};
use crate::pdf::standards::Unmet;
use crate::resource::Images;
use std::collections::BTreeMap;
use std::ops::Range;

/// All elements of a book, and the way from a piece of a page to its element.
pub struct Plan<'d> {
    pub(super) images: &'d Images,
    pub(super) tree: Tree,
    /// The elements of the title page and of the contents, which are filled as their lines come.
    pub(super) title_page: ElementId,
    pub(super) contents: ElementId,
    pub(super) texts: BTreeMap<BlockId, Texts>,
    pub(super) labels: BTreeMap<Labelled, ElementId>,
    /// By block, offset and note.
    pub(super) calls: BTreeMap<(BlockId, u32, NoteId), Call>,
    /// By block, offset and depth.
    pub(super) annotations: BTreeMap<(BlockId, u32, u32), ElementId>,
    /// The notes that each chapter calls first, and whether they stand behind the children of its
    /// section; by the id of that.
    pub(super) notes: BTreeMap<BlockId, (bool, Vec<&'d Note>)>,
    /// Of the manuscript's own notes, where print has others beside them.
    pub(super) own_numbers: Option<&'d BTreeMap<NoteId, u32>>,
    pub(super) digits: Digits,
    pub(super) note_elements: BTreeMap<NoteId, ElementId>,
    /// Images without words, which turn into complaints where they are shown.
    pub(super) wordless: Vec<(ElementId, Unmet)>,
    /// What keeps the file from being accessible; known when all is gathered.
    pub unmet: Vec<Unmet>,
}

/// The elements of a number that calls a note.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    /// What the number is part of.
    pub number: ElementId,
    /// What its annotation is part of: the same, or the link that the number stands in.
    pub link: ElementId,
}

/// The elements of one block's text, by offsets of its `text::plain_text`.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// From each offset on, until the next, the text belongs to this innermost element; `None` is
    /// decoration.
    pub stretches: Vec<(u32, Option<ElementId>)>,
    /// Where the runs of inlines begin (the terms of definitions, for one), and the element of each.
    pub runs: Vec<(u32, ElementId)>,
    pub links: Vec<(Range<u32>, ElementId)>,
    /// Behind each image that stands in a link or another element among words, that element: the words for an
    /// image that cannot be shown stand there.
    pub behind_images: BTreeMap<u32, ElementId>,
}

impl Texts {
    /// Gives back the room that is left: a book keeps the texts of all its blocks until its pages are drawn.
    pub fn shrink(&mut self) {
        self.stretches.shrink_to_fit();
        self.runs.shrink_to_fit();
        self.links.shrink_to_fit();
    }
}

/// The title (`T`; ISO 32000-1, table 323) of what print alone shows of links: by it, who compares the
/// editions knows that the e-book has none of it.
pub(super) const ADDRESS: &str = "address";

/// What a piece is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkedAs {
    Content(Owner),
    Artifact(ArtifactKind),
}

impl Plan<'_> {
    /// What a piece of a page belongs to. What is found in no element is decoration.
    pub fn place(&self, part: &Part) -> MarkedAs {
        let element = match part {
            Part::Artifact(kind) => return MarkedAs::Artifact(*kind),
            Part::Generated { block, kind } => return MarkedAs::Content(Owner::Made(*block, *kind)),
            Part::Content { block, text } => self.element(*block, text),
            Part::Formula(formula) => self.element(formula.block, &formula.text),
            Part::Call { block, at, note } => self.calls.get(&(*block, *at, *note)).map(|call| call.number),
            Part::Annotation { block, at, depth } => self.annotations.get(&(*block, *at, *depth)).copied(),
            Part::Label(labelled) => self.labels.get(labelled).copied(),
        };
        element.map_or(MarkedAs::Artifact(ArtifactKind::Layout), |element| {
            MarkedAs::Content(Owner::Element(element))
        })
    }

    /// The element that a stretch of a block's text belongs to.
    fn element(&self, block: BlockId, text: &Range<u32>) -> Option<ElementId> {
        self.texts.get(&block).and_then(|texts| texts.element(text))
    }

    /// The title of a note and of its calls, where not all notes are the manuscript's: what says that it is
    /// an address, else the number that it has in the e-book.
    pub(super) fn title_of_note(&self, note: NoteId) -> Option<String> {
        let own = self.own_numbers?.get(&note);
        Some(own.map_or_else(|| ADDRESS.to_owned(), |own| self.digits.written(own)))
    }

    /// What the annotation of a link belongs to.
    pub fn link(&self, part: &Part) -> Option<Owner> {
        match part {
            Part::Generated { block, kind } => Some(Owner::Made(*block, *kind)),
            Part::Call { block, at, note } => {
                self.calls.get(&(*block, *at, *note)).map(|call| Owner::Element(call.link))
            }
            Part::Content { block, text } => {
                let links = &self.texts.get(block)?.links;
                let index = links.partition_point(|(range, _)| range.start < text.start);
                let same = links[index..].iter().take_while(|(range, _)| range.start == text.start);
                same.filter(|(range, _)| range.end == text.end).map(|(_, id)| Owner::Element(*id)).next()
            }
            _ => None,
        }
    }

    /// What marked content is called: the type of its element.
    pub fn type_name(&self, owner: Owner) -> &'static str {
        match owner {
            Owner::Element(id) => name(self.tree.get(id).role),
            Owner::Made(_, Generated::TitleLine) => "P",
            Owner::Made(_, Generated::ContentsHeading) => "H1",
            Owner::Made(_, Generated::Entry { .. }) => "Link",
        }
    }
}

impl Texts {
    /// The innermost element at the beginning of a range; for an empty one, which holds what is no
    /// text of the block, that of the image before it, or else the element of the whole run.
    fn element(&self, text: &Range<u32>) -> Option<ElementId> {
        if text.is_empty() {
            if let Some(element) = self.behind_images.get(&text.start) {
                return Some(*element);
            }
            let index = self.runs.partition_point(|(start, _)| *start <= text.start).checked_sub(1)?;
            return Some(self.runs[index].1);
        }
        let index = self.stretches.partition_point(|(start, _)| *start <= text.start).checked_sub(1)?;
        self.stretches[index].1
    }
}
