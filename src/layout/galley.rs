//! The column of finished lines before it is cut into pages: boxes, glue and penalties again.

mod line_box;

use crate::diagnostic::Diagnostic;
use crate::document::{BlockId, PageSide};
use crate::layout::item::INFINITE;
use crate::length::Length;
pub use line_box::{Attached, LineBox, LinePiece, PageNumberSlot};

/// A galley and what there was to say while setting it.
#[derive(Debug, Default)]
pub struct Galley {
    pub items: Vec<GalleyItem>,
    pub diagnostics: Vec<Diagnostic>,
}

#[derive(Clone, Debug)]
pub enum GalleyItem {
    /// Elsewhere, since it is six times as large as all that stands between lines.
    Box(Box<LineBox>),
    Glue(Space),
    /// A place where a page may end, at a cost; `INFINITE` forbids, `-INFINITE` forces.
    Penalty(i32),
    /// The page that begins here lies on this side. It stands where a page has to end, so that it is on
    /// none.
    Side(PageSide),
}

/// Vertical white space with its give and take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
        self.items.push(line.into());
    }

    /// White space between blocks: of two that meet, the larger counts. Margins collapse like this in
    /// CSS (CSS 2.2, 8.3.1), so that blocks need not know their neighbours.
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

    /// What comes next begins a page, on this side.
    pub fn end_page(&mut self, side: PageSide) {
        self.items.push(GalleyItem::Penalty(-INFINITE));
        if side != PageSide::Either {
            self.items.push(GalleyItem::Side(side));
        }
    }

    /// Opens a page with this at its head. What asks for a new page before anything is on it only says
    /// on which side it lies.
    pub fn open_page(&mut self, head: LineBox) {
        let lines = self.items.iter().position(|item| matches!(item, GalleyItem::Box(_)));
        let leading = self.items.drain(..lines.unwrap_or(self.items.len()));
        let (sides, leading): (Vec<_>, Vec<_>) = leading
            .filter(|item| !matches!(item, GalleyItem::Penalty(cost) if *cost <= -INFINITE))
            .partition(|item| matches!(item, GalleyItem::Side(_)));
        let head = lines.map(|_| [GalleyItem::from(head), GalleyItem::Penalty(INFINITE)]);
        self.items.splice(0..0, sides.into_iter().chain(head.into_iter().flatten()).chain(leading));
    }

    /// What comes next stays on the page of what came before. Said before the white space between the
    /// two: a page may end at glue that stands right behind a line, and the penalty parts them.
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
        let last = lines_mut(&mut self.items).next_back();
        let Some(line) = last else { return self.append(figure) };
        figure.trim();
        figure.items.push(GalleyItem::Glue(below));
        line.attach().figures.push(figure.items);
        self.diagnostics.append(&mut figure.diagnostics);
    }

    /// Adds another galley below this one.
    pub fn append(&mut self, below: Galley) {
        self.diagnostics.extend(below.diagnostics);
        if self.items.is_empty() {
            self.items = below.items;
            return;
        }
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
        self.items.iter().map(GalleyItem::height).sum()
    }

    /// Says that blocks begin at the first line from the item at `index` on.
    pub fn begin(&mut self, index: usize, blocks: impl IntoIterator<Item = BlockId>) {
        if let Some(line) = self.lines_from(index).next() {
            line.begin(blocks);
        }
    }

    /// The lines from the item at `index` on, to be changed.
    pub fn lines_from(&mut self, index: usize) -> impl DoubleEndedIterator<Item = &mut LineBox> {
        lines_mut(&mut self.items[index..])
    }

    /// No page ends between the items from `index` on.
    pub fn forbid_breaks(&mut self, index: usize) {
        for item in &mut self.items[index..] {
            if let GalleyItem::Penalty(cost) = item {
                *cost = INFINITE;
            }
        }
    }

    /// The lines alone, white space as a part of the line below it.
    pub fn into_lines(self) -> Vec<LineBox> {
        let (mut lines, mut above) = (Vec::new(), Length::ZERO);
        for item in self.items {
            match item {
                GalleyItem::Box(line) if above > Length::ZERO => {
                    lines.push(LineBox::stacked([LineBox::blank(above), *line]));
                    above = Length::ZERO;
                }
                GalleyItem::Box(line) => lines.push(*line),
                GalleyItem::Glue(space) => above += space.natural,
                GalleyItem::Penalty(_) | GalleyItem::Side(_) => {}
            }
        }
        lines
    }

    /// Everything in it as one box, white space at its natural size, which no page cuts.
    pub fn into_box(self) -> LineBox {
        LineBox::stacked(self.items.into_iter().filter_map(|item| match item {
            GalleyItem::Box(line) => Some(*line),
            GalleyItem::Glue(space) => Some(LineBox::blank(space.natural)),
            GalleyItem::Penalty(_) | GalleyItem::Side(_) => None,
        }))
    }
}

impl From<LineBox> for GalleyItem {
    fn from(line: LineBox) -> GalleyItem {
        GalleyItem::Box(Box::new(line))
    }
}

impl GalleyItem {
    /// How high it is at its natural size.
    pub fn height(&self) -> Length {
        match self {
            GalleyItem::Box(line) => line.height,
            GalleyItem::Glue(space) => space.natural,
            GalleyItem::Penalty(_) | GalleyItem::Side(_) => Length::ZERO,
        }
    }
}

fn lines_mut(items: &mut [GalleyItem]) -> impl DoubleEndedIterator<Item = &mut LineBox> {
    items.iter_mut().filter_map(|item| match item {
        GalleyItem::Box(line) => Some(&mut **line),
        _ => None,
    })
}
