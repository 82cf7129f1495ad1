//! A line of the column, or anything else that no page cuts, with all that belongs to it.
//!
//! What a line carries is put together here alone: whoever stacks lines, sets them side by side or
//! puts something before them takes everything along, and cannot forget the notes, the numbers of
//! pages or the beginnings of blocks.

use super::GalleyItem;
use crate::document::{BlockId, NoteId, Position};
use crate::layout::page::{ArtifactKind, PageItem, Part, Placed};
use crate::layout::style::TextStyle;
use crate::length::{Length, Point};
use std::sync::Arc;

/// A line, or anything else that no page cuts.
#[derive(Clone, Debug, Default)]
pub struct LineBox {
    pub height: Length,
    /// From its top to its baseline, where it is a line of text.
    pub baseline: Option<Length>,
    pieces: Vec<LinePiece>,
    begins: Vec<BlockId>,
    /// The line ends in a divided word.
    pub divided: bool,
    /// What few lines have. Elsewhere, since a book keeps its lines until all pages are drawn.
    attached: Option<Box<Attached>>,
}

/// What belongs to a line and does not stand on it.
#[derive(Clone, Debug, Default)]
pub struct Attached {
    calls: Vec<NoteId>,
    /// Of a line that begins with the rest of a divided word, where its first whole word begins.
    pub first_word: Option<Position>,
    /// The notes that begin at the foot of its page.
    pub notes: Vec<Vec<GalleyItem>>,
    /// The figures that stand at the top of its page, or of one after it.
    pub figures: Vec<Vec<GalleyItem>>,
    /// What goes before it where it begins a page: the head of its table.
    pub head: Option<Arc<LineBox>>,
}

impl Attached {
    const NOTHING: Attached =
        Attached { calls: Vec::new(), first_word: None, notes: Vec::new(), figures: Vec::new(), head: None };
}

/// A piece of a line, relative to the left edge of the text area and the top of the line.
#[derive(Clone, Debug)]
pub enum LinePiece {
    Placed(Placed),
    PageNumber(Box<PageNumberSlot>),
}

/// The place of a page's number, which is known only when all pages are bound.
#[derive(Clone, Debug)]
pub struct PageNumberSlot {
    /// The number is that of the page on which this begins.
    pub block: BlockId,
    /// What the number is part of.
    pub part: Part,
    /// The right end of the number's baseline.
    pub at: Point,
    pub style: TextStyle,
}

impl LinePiece {
    /// The piece, moved by a distance.
    pub fn translated(mut self, by: Point) -> LinePiece {
        let at = match &mut self {
            LinePiece::Placed(placed) => &mut placed.at,
            LinePiece::PageNumber(slot) => &mut slot.at,
        };
        *at = Point { x: at.x + by.x, y: at.y + by.y };
        self
    }

    fn of_block(self, block: BlockId) -> LinePiece {
        let part = match &self {
            LinePiece::Placed(placed) => &placed.part,
            LinePiece::PageNumber(slot) => &slot.part,
        };
        let part = part.clone().of_block(block);
        self.in_part(part)
    }

    fn in_part(mut self, part: Part) -> LinePiece {
        match &mut self {
            LinePiece::Placed(placed) => placed.part = part,
            LinePiece::PageNumber(slot) => slot.part = part,
        }
        self
    }
}

impl From<Placed> for LinePiece {
    fn from(placed: Placed) -> LinePiece {
        LinePiece::Placed(placed)
    }
}

impl LineBox {
    /// White space that no page takes away.
    pub fn blank(height: Length) -> LineBox {
        LineBox { height, ..LineBox::default() }
    }

    /// A line with what stands on it.
    pub fn new(height: Length, pieces: impl IntoIterator<Item = impl Into<LinePiece>>) -> LineBox {
        LineBox { height, pieces: pieces.into_iter().map(Into::into).collect(), ..LineBox::default() }
    }

    /// The line, calling notes.
    pub fn calling(mut self, calls: Vec<NoteId>) -> LineBox {
        if !calls.is_empty() {
            self.attach().calls = calls;
        }
        self
    }

    /// What belongs to the line and does not stand on it.
    pub fn attached(&self) -> &Attached {
        static NOTHING: Attached = Attached::NOTHING;
        self.attached.as_deref().unwrap_or(&NOTHING)
    }

    /// The same, to be added to.
    pub fn attach(&mut self) -> &mut Attached {
        self.attached.get_or_insert_default()
    }

    /// The same, where there is any, to be changed.
    pub fn attached_mut(&mut self) -> Option<&mut Attached> {
        self.attached.as_deref_mut()
    }

    /// A line of a paragraph as one of a block whose text is the same.
    pub fn of_block(mut self, block: BlockId) -> LineBox {
        let pieces =
            std::mem::take(&mut self.pieces).into_iter().map(|piece| piece.of_block(block)).collect();
        let mut line = LineBox { pieces, ..self };
        if let Some(position) = line.attached_mut().and_then(|attached| attached.first_word.as_mut()) {
            position.block = block;
        }
        line
    }

    /// Boxes below each other as one.
    pub fn stacked(boxes: impl IntoIterator<Item = LineBox>) -> LineBox {
        let mut all = LineBox::default();
        for line in boxes {
            let down = Point { x: Length::ZERO, y: all.height };
            all.height += line.height;
            all.divided = line.divided;
            all.take(line, down);
        }
        all
    }

    /// Boxes side by side as one, their tops in a line.
    pub fn beside(boxes: impl IntoIterator<Item = LineBox>) -> LineBox {
        let mut all = LineBox::default();
        for line in boxes {
            all.height = all.height.max(line.height);
            all.divided |= line.divided;
            let first_word = line.attached().first_word;
            if all.attached().first_word.is_none() && first_word.is_some() {
                all.attach().first_word = first_word;
            }
            all.take(line, Point::default());
        }
        all
    }

    /// Takes over all that belongs to another line. The head is left to it: one box has one at most,
    /// and it is given to rows when they are whole.
    fn take(&mut self, line: LineBox, by: Point) {
        self.pieces.extend(line.pieces.into_iter().map(|piece| piece.translated(by)));
        self.begins.extend(line.begins);
        if let Some(attached) = line.attached {
            let own = self.attach();
            own.calls.extend(attached.calls);
            own.notes.extend(attached.notes);
            own.figures.extend(attached.figures);
        }
    }

    /// Adds what is drawn, and read, after all that the line holds.
    pub fn push(&mut self, piece: impl Into<LinePiece>) {
        self.pieces.push(piece.into());
    }

    /// Adds what is drawn, and read, before all that the line holds.
    pub fn precede(&mut self, pieces: Vec<Placed>) {
        // A book keeps its lines until all pages are drawn, and most have no more than this.
        self.pieces.reserve_exact(pieces.len());
        self.pieces.splice(0..0, pieces.into_iter().map(LinePiece::Placed));
    }

    /// Says that blocks or sections begin here.
    pub fn begin(&mut self, blocks: impl IntoIterator<Item = BlockId>) {
        self.begins.extend(blocks);
    }

    /// Blocks and sections that begin here.
    pub fn begins(&self) -> &[BlockId] {
        &self.begins
    }

    /// The notes that it calls.
    pub fn calls(&self) -> &[NoteId] {
        &self.attached().calls
    }

    /// Leaves the notes that it calls to the lines that call them elsewhere.
    pub fn forget_calls(&mut self) {
        if let Some(attached) = self.attached_mut() {
            attached.calls.clear();
        }
    }

    /// What stands on the line, without the numbers of pages.
    pub fn placed(&self) -> impl Iterator<Item = &Placed> {
        self.pieces.iter().filter_map(|piece| match piece {
            LinePiece::Placed(placed) => Some(placed),
            LinePiece::PageNumber(_) => None,
        })
    }

    /// All that stands on the line, at its place on a page.
    pub fn into_pieces_at(self, origin: Point) -> impl Iterator<Item = LinePiece> {
        self.pieces.into_iter().map(move |piece| piece.translated(origin))
    }

    /// A head as it comes again on a later page: read once already, leading nowhere and calling
    /// nothing.
    pub fn repeated(&self) -> LineBox {
        let leads =
            |piece: &&LinePiece| matches!(piece, LinePiece::Placed(Placed { item: PageItem::Link(..), .. }));
        let part = Part::Artifact(ArtifactKind::RepeatedHead);
        let again = self.pieces.iter().filter(|piece| !leads(piece)).cloned();
        LineBox::new(self.height, again.map(|piece| piece.in_part(part.clone())))
    }
}
