//! What the pages show, gathered into the elements.

use super::plan::{MarkedAs, Plan};
use super::tree::{ElementId, Kid, Role, Tree};
use super::{LinkOwner, Mark, Owner};
use crate::document::BlockId;
use crate::layout::page::{Generated, Page};
use crate::pdf::standards::Unmet;
use std::collections::{BTreeMap, BTreeSet};

impl Plan<'_> {
    /// Puts the marks and links of all pages where they belong, in reading order.
    pub fn gather(&mut self, marks: &[Vec<Mark>], links: &[Vec<LinkOwner>]) -> Tree {
        let mut tree = std::mem::take(&mut self.tree);
        let (title_page, contents) = (self.title_page, self.contents);
        let mut made = Made { title_page, contents, elements: BTreeMap::new(), levels: Vec::new() };
        for (page, (marks, links)) in (0..).zip(marks.iter().zip(links)) {
            for (number, mark) in (0..).zip(marks) {
                let element = made.element(mark.owner, &mut tree);
                tree.put(element, Kid::Mark { page, number });
                if let Some((at, size)) = mark.bounds {
                    tree.details(element).bounds.get_or_insert((page, at, size));
                }
            }
            for (index, link) in (0..).zip(links) {
                let Some(owner) = link.owner else { continue };
                let element = made.element(owner, &mut tree);
                tree.put(element, Kid::Link { page, index });
                let target = link.target.and_then(|block| tree.places.get(&block).copied());
                if let (Owner::Made(..), Some(target)) = (owner, target) {
                    tree.details(element).refers_to = vec![target];
                }
            }
        }
        self.keep_shown(|figure| !tree.get(figure).kids.is_empty());
        tree.prune();
        tree
    }

    /// What keeps a file of these pages from being accessible, without what they are drawn by.
    pub fn unmet_on(mut self, pages: &[Page]) -> Vec<Unmet> {
        let mut shown = BTreeSet::new();
        let pieces = pages.iter().flat_map(|page| &page.items).filter(|_| !self.wordless.is_empty());
        for placed in pieces {
            let MarkedAs::Content(Owner::Element(mut id)) = self.place(&placed.part) else { continue };
            while shown.insert(id) {
                id = self.tree.get(id).parent;
            }
        }
        self.keep_shown(|figure| shown.contains(&figure));
        self.unmet
    }

    /// Complains of the images without words that are shown.
    fn keep_shown(&mut self, is_shown: impl Fn(ElementId) -> bool) {
        let wordless = std::mem::take(&mut self.wordless).into_iter();
        self.unmet.extend(wordless.filter(|(figure, _)| is_shown(*figure)).map(|(_, unmet)| unmet));
    }
}

/// The elements of the title page and the contents, which come as their lines do.
struct Made {
    title_page: ElementId,
    contents: ElementId,
    elements: BTreeMap<BlockId, ElementId>,
    /// The lists of contents that are open, with their level and their last entry.
    levels: Vec<(u8, ElementId, ElementId)>,
}

impl Made {
    fn element(&mut self, owner: Owner, tree: &mut Tree) -> ElementId {
        match owner {
            Owner::Element(id) => id,
            Owner::Made(block, kind) => match self.elements.get(&block) {
                Some(&element) => element,
                None => {
                    let element = self.make(kind, tree);
                    self.elements.insert(block, element);
                    element
                }
            },
        }
    }

    fn make(&mut self, kind: Generated, tree: &mut Tree) -> ElementId {
        match kind {
            Generated::TitleLine => tree.add(self.title_page, Role::Paragraph),
            Generated::ContentsHeading => {
                self.levels.clear();
                tree.add(self.contents, Role::Heading(1))
            }
            Generated::Entry { level } => self.entry(level, tree),
        }
    }

    /// An entry of the list at its level; a deeper one is a list within the entry above it.
    fn entry(&mut self, level: u8, tree: &mut Tree) -> ElementId {
        while self.levels.pop_if(|(open, ..)| *open > level).is_some() {}
        let list = match self.levels.pop() {
            Some((open, list, _)) if open == level => list,
            Some(above) => {
                self.levels.push(above);
                tree.add(above.2, Role::Contents)
            }
            None => tree.add(self.contents, Role::Contents),
        };
        let item = tree.add(list, Role::ContentsItem);
        self.levels.push((level, list, item));
        let reference = tree.add(item, Role::Reference);
        tree.add(reference, Role::Link)
    }
}
