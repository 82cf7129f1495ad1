//! The column of finished lines before it is cut into pages: boxes, glue and penalties again.

use crate::diagnostic::Diagnostic;
use crate::document::{BlockId, NoteId};
use crate::layout::page::{Part, Placed};
use crate::layout::paragraph::INFINITE;
use crate::layout::style::TextStyle;
use crate::length::Length;
use std::sync::Arc;

/// A galley and what there was to say while setting it.
#[derive(Debug, Default)]
pub struct Galley {
    pub items: Vec<GalleyItem>,
    pub diagnostics: Vec<Diagnostic>,
}

#[derive(Clone, Debug)]
pub enum GalleyItem {
    Box(LineBox),
    Glue(Space),
    /// A place where a page may end, at a cost; `INFINITE` forbids, `-INFINITE` forces.
    Penalty(i32),
}

/// A line, or anything else that no page cuts.
#[derive(Clone, Debug, Default)]
pub struct LineBox {
    pub height: Length,
    /// Relative to the left edge of the text area and the top of the box.
    pub pieces: Vec<Placed>,
    /// Blocks and sections that begin here.
    pub begins: Vec<BlockId>,
    /// Places for the numbers of pages, which `bind` fills.
    pub slots: Vec<Slot>,
    /// The line ends in a divided word.
    pub divided: bool,
    /// The notes that it calls, and those of them that begin at the foot of its page.
    pub calls: Vec<NoteId>,
    pub notes: Vec<Vec<GalleyItem>>,
    /// The figures that stand at the top of its page, or of one after it.
    pub figures: Vec<Vec<GalleyItem>>,
    /// What goes before it where it begins a page: the head of its table.
    pub head: Option<Arc<LineBox>>,
}

/// Where in a line the number of the page goes on which something stands.
#[derive(Clone, Debug)]
pub struct Slot {
    pub block: BlockId,
    /// What the number is part of.
    pub part: Part,
    /// How many of the line's pieces come before it.
    pub pieces: usize,
    /// The right edge and the baseline.
    pub right: Length,
    pub baseline: Length,
    pub style: TextStyle,
}

/// Vertical white space with its give and take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Space {
    pub natural: Length,
    pub stretch: Length,
    pub shrink: Length,
}

impl Space {
    /// White space that may grow by half and shrink by a fifth.
    pub fn flexible(natural: Length) -> Space {
        Space { natural, stretch: natural / 2, shrink: natural / 5 }
    }

    fn max(self, other: Space) -> Space {
        if other.natural > self.natural { other } else { self }
    }
}

impl Galley {
    pub fn line(&mut self, line: LineBox) {
        self.items.push(GalleyItem::Box(line));
    }

    /// White space between blocks: of two that meet, the larger counts.
    pub fn space(&mut self, space: Space) {
        match self.items.last_mut() {
            Some(GalleyItem::Glue(before)) => *before = before.max(space),
            _ => self.items.push(GalleyItem::Glue(space)),
        }
    }

    /// A page may end here, if nothing has been said yet about this place.
    pub fn may_break(&mut self) {
        if matches!(self.items.last(), Some(GalleyItem::Box(_))) {
            self.items.push(GalleyItem::Penalty(0));
        }
    }

    /// What comes next stays on the page of what came before.
    pub fn keep(&mut self) {
        if !matches!(self.items.last(), Some(GalleyItem::Penalty(cost)) if *cost >= INFINITE) {
            self.items.push(GalleyItem::Penalty(INFINITE));
        }
    }

    /// Takes the white space off both ends.
    pub fn trim(&mut self) {
        while self.items.pop_if(|item| matches!(item, GalleyItem::Glue(_))).is_some() {}
        while matches!(self.items.first(), Some(GalleyItem::Glue(_))) {
            self.items.remove(0);
        }
    }

    /// Adds a figure that may stand at the top of the last line's page, or of one after it; `below`
    /// parts it from what follows there.
    pub fn figure(&mut self, mut figure: Galley, below: Space) {
        let last = self.items.iter_mut().rev().find_map(|item| match item {
            GalleyItem::Box(line) => Some(line),
            _ => None,
        });
        let Some(line) = last else { return self.append(figure) };
        figure.trim();
        figure.items.push(GalleyItem::Glue(below));
        line.figures.push(figure.items);
        self.diagnostics.append(&mut figure.diagnostics);
    }

    /// Adds another galley below this one.
    pub fn append(&mut self, below: Galley) {
        self.diagnostics.extend(below.diagnostics);
        let mut items = below.items.into_iter();
        match items.next() {
            Some(GalleyItem::Glue(space)) => self.space(space),
            Some(first) => {
                if matches!(first, GalleyItem::Box(_)) {
                    self.may_break();
                }
                self.items.push(first);
            }
            None => return,
        }
        self.items.extend(items);
    }

    /// The height of everything at its natural size.
    pub fn height(&self) -> Length {
        self.items
            .iter()
            .map(|item| match item {
                GalleyItem::Box(line) => line.height,
                GalleyItem::Glue(space) => space.natural,
                GalleyItem::Penalty(_) => Length::ZERO,
            })
            .sum()
    }

    /// Says that blocks begin at the first line from the item at `index` on.
    pub fn begin(&mut self, index: usize, blocks: impl IntoIterator<Item = BlockId>) {
        let first = self.items[index..].iter_mut().find_map(|item| match item {
            GalleyItem::Box(line) => Some(line),
            _ => None,
        });
        if let Some(line) = first {
            line.begins.extend(blocks);
        }
    }
}
