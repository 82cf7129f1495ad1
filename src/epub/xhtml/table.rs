//! Tables as XHTML.

use super::float::alignment_class;
use super::wide::Fit;
use super::{ChapterWriter, running};
use crate::document::content::children;
use crate::document::{Alignment, Block, BlockKind, Cell, Group, GroupKind, PartId, Row, Scope, Table, Word};
use crate::epub::plan::{EpubPlan, Page};
use std::collections::BTreeMap;

/// Where the marks stand of the pages that begin within head cells, which are named by their content:
/// in the row's first data cell; of a row without one, at the end of the last data cell above it, else
/// before the table.
#[derive(Default)]
struct HeadMarks<'b> {
    before: Vec<&'b [Page<'b>]>,
    at_start: BTreeMap<Place, Vec<&'b [Page<'b>]>>,
    at_end: BTreeMap<Place, Vec<&'b [Page<'b>]>>,
}

/// A cell: its row among all of the table, and its number there.
type Place = (usize, usize);

impl<'b> HeadMarks<'b> {
    fn of(book: &'b EpubPlan, table: &Table) -> HeadMarks<'b> {
        let mut marks = HeadMarks::default();
        let mut above = None;
        for (index, row) in table.rows().enumerate() {
            let data: Vec<usize> =
                (0..row.cells.len()).filter(|&cell| row.cells[cell].heads.is_none()).collect();
            for (number, cell) in row.cells.iter().enumerate().filter(|(_, cell)| cell.heads.is_some()) {
                let mut pages = Vec::new();
                pages_within(book, &cell.blocks, &mut pages);
                let before = data.iter().rev().find(|&&data| data < number).map(|&data| (index, data));
                let behind = data.first().map(|&data| (index, data));
                match (before, behind, above) {
                    (Some(place), ..) | (None, None, Some(place)) => {
                        marks.at_end.entry(place).or_default().extend(pages);
                    }
                    (None, Some(place), _) => marks.at_start.entry(place).or_default().extend(pages),
                    (None, None, None) => marks.before.extend(pages),
                }
            }
            above = data.last().map(|&data| (index, data)).or(above);
        }
        marks
    }
}

/// The pages that begin within blocks.
fn pages_within<'b>(book: &'b EpubPlan, blocks: &[Block], pages: &mut Vec<&'b [Page<'b>]>) {
    for block in blocks {
        pages.extend(Some(book.pages_in(block.id)).filter(|pages| !pages.is_empty()));
        children(block).for_each(|child| pages_within(book, std::slice::from_ref(child), pages));
    }
}

impl ChapterWriter<'_, '_> {
    pub(super) fn table(&mut self, table: &Table) {
        // Between the parts of a table no mark may stand.
        self.flush();
        self.ids_before();
        // What stands in a head has its marks where that has them.
        let marks = if self.in_name { HeadMarks::default() } else { HeadMarks::of(self.book, table) };
        marks.before.iter().for_each(|pages| self.mark(pages));
        let fit = if self.in_cell { Fit::Whole } else { Fit::of(table) };
        if fit == Fit::Scrolled {
            self.markup.start("div").attr("class", "scroll");
            self.scrolls(Word::Table, None).line();
        }
        self.open("table").attr_if("class", (fit == Fit::Squeezed).then_some("squeezed")).line();
        let mut first = 0;
        self.row_group("thead", &table.head, &mut first, &marks);
        table.bodies.iter().for_each(|rows| self.row_group("tbody", rows, &mut first, &marks));
        self.row_group("tfoot", &table.foot, &mut first, &marks);
        self.markup.end();
        if fit == Fit::Scrolled {
            self.markup.line().end();
        }
    }

    /// A part of the table, whose first row is the one of this number.
    fn row_group(&mut self, name: &'static str, rows: &[Row], first: &mut usize, marks: &HeadMarks) {
        if rows.is_empty() {
            return;
        }
        self.markup.start(name).line();
        for row in rows {
            self.markup.start("tr");
            self.part_id(row.id.as_ref());
            row.cells.iter().enumerate().for_each(|(number, cell)| self.cell(cell, (*first, number), marks));
            self.markup.end().line();
            *first += 1;
        }
        self.markup.end().line();
    }

    fn cell(&mut self, cell: &Cell, place: Place, marks: &HeadMarks) {
        match cell.heads {
            Some(Scope::Column) => self.markup.start("th").attr("scope", "col"),
            Some(Scope::Row) => self.markup.start("th").attr("scope", "row"),
            None => self.markup.start("td"),
        };
        let has_id = self.part_id(cell.id.as_ref());
        let span = |count: usize| (count > 1).then(|| count.to_string());
        self.markup.attr_if("colspan", span(cell.colspan).as_deref());
        self.markup.attr_if("rowspan", span(cell.rowspan).as_deref());
        let alignment = Some(cell.alignment).filter(|alignment| *alignment != Alignment::Start);
        self.markup.attr_if("class", alignment.map(alignment_class));
        let around = (self.in_name, self.in_cell);
        (self.in_name, self.in_cell) = (around.0 || cell.heads.is_some(), true);
        let blocks = self.cell_start(cell, has_id);
        marks.at_start.get(&place).into_iter().flatten().for_each(|pages| self.mark(pages));
        self.flush();
        self.other_ids();
        self.cell_blocks(blocks);
        marks.at_end.get(&place).into_iter().flatten().for_each(|pages| self.mark(pages));
        (self.in_name, self.in_cell) = around;
        self.markup.end();
    }

    /// Gives the element that was just opened its own id; `false` where it has none.
    fn part_id(&mut self, id: Option<&PartId>) -> bool {
        let place = id.and_then(|id| self.book.place(&id.name));
        self.markup.attr_if("id", place.map(|place| place.id.as_str()));
        place.is_some()
    }

    /// Says of the cell that was just opened what is said of all that it holds; gives back the rest.
    fn cell_start<'c>(&mut self, cell: &'c Cell, has_id: bool) -> &'c [Block] {
        (self.pages, self.ids) = (&[], Vec::new());
        match cell.blocks.as_slice() {
            // The language and the direction of all that a cell holds are the cell's.
            [
                Block {
                    id,
                    kind: BlockKind::Group(Group { kind, lang, direction, alignment: None, title, blocks }),
                    ..
                },
            ] if *kind == GroupKind::Division(Vec::new())
                && title.is_empty()
                && (lang.is_some() || direction.is_some()) =>
            {
                running(self.book, &mut self.markup, lang.as_deref(), *direction);
                self.begin(*id);
                if !has_id {
                    self.own_id();
                }
                blocks
            }
            blocks => {
                if let ([_], false) = (blocks, has_id) {
                    self.lend_id(blocks);
                }
                blocks
            }
        }
    }

    /// A paragraph alone is the cell's text.
    fn cell_blocks(&mut self, blocks: &[Block]) {
        match blocks {
            [Block { id, kind: BlockKind::Paragraph(inlines), .. }] => {
                self.begin(*id);
                self.other_ids();
                self.inlines(inlines);
                self.flush();
            }
            blocks => blocks.iter().for_each(|block| self.block(block)),
        }
    }
}
