//! Tables: rows of cells, which hold blocks and may span columns and rows.

use super::content::{Block, BlockKind, is_blank};
use crate::source::Span;

/// A table whose cells fill a grid. `reader::table` makes it so: every row is as wide as `columns`,
/// no cell lies over another or reaches out of its part, and in every row and every column a cell
/// begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// How many columns there are.
    pub columns: usize,
    /// The rows that name what the columns hold, and that come again on every page.
    pub head: Vec<Row>,
    /// The groups of rows between head and foot; none is empty.
    pub bodies: Vec<Vec<Row>>,
    /// The rows that sum up; last, wherever the manuscript has them.
    pub foot: Vec<Row>,
}

/// The cells that begin in a row, from the first column to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its id, where the manuscript gives it one.
    pub id: Option<PartId>,
    /// Cells from rows above that reach down into it are not among them.
    pub cells: Vec<Cell>,
}

/// What links may name a part of a table by, which is no block: one of `Document::anchors`. Before the
/// passes as the manuscript has it, and empty where the name is another place's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartId {
    /// The name.
    pub name: String,
    /// Where the manuscript gives it.
    pub span: Span,
}

/// A cell and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where the manuscript has it; of one that fills a gap, nowhere.
    pub span: Span,
    /// Its id, where the manuscript gives it one.
    pub id: Option<PartId>,
    /// What it holds; nothing where it is empty.
    pub blocks: Vec<Block>,
    /// The first column that it takes, counted from 0.
    pub column: usize,
    /// How many columns it takes; at least one.
    pub colspan: usize,
    /// How many rows it takes, from its own on; at least one.
    pub rowspan: usize,
    /// What it is the head of; an empty cell heads nothing.
    pub heads: Option<Scope>,
    /// Where its words stand.
    pub alignment: Alignment,
}

/// What a cell is the head of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The cells behind it, in all rows that it takes.
    Row,
    /// The cells below it, in all columns that it takes.
    Column,
}

/// Where in its cell a text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// Where lines begin.
    #[default]
    Start,
    /// In the middle.
    Centre,
    /// Where lines end.
    End,
}

impl Default for Cell {
    fn default() -> Cell {
        Cell {
            span: Span::GENERATED,
            id: None,
            blocks: Vec::new(),
            column: 0,
            colspan: 1,
            rowspan: 1,
            heads: None,
            alignment: Alignment::Start,
        }
    }
}

impl Cell {
    /// Whether nothing is shown in it.
    pub fn is_blank(&self) -> bool {
        self.blocks.iter().all(|block| match &block.kind {
            BlockKind::Paragraph(inlines) => is_blank(inlines),
            _ => false,
        })
    }
}

impl Table {
    /// All rows in reading order: head, bodies, foot.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.head.iter().chain(self.bodies.iter().flatten()).chain(&self.foot)
    }

    /// All cells in reading order.
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = &Cell> {
        self.rows().flat_map(|row| &row.cells)
    }

    /// The ids of its rows and cells, to be changed.
    pub fn ids_mut(&mut self) -> impl Iterator<Item = &mut PartId> {
        let rows = self.head.iter_mut().chain(self.bodies.iter_mut().flatten()).chain(&mut self.foot);
        rows.flat_map(|row| row.id.iter_mut().chain(row.cells.iter_mut().filter_map(|cell| cell.id.as_mut())))
    }

    /// All cells in reading order, to be changed.
    pub fn cells_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Cell> {
        let rows = self.head.iter_mut().chain(self.bodies.iter_mut().flatten()).chain(&mut self.foot);
        rows.flat_map(|row| &mut row.cells)
    }
}
