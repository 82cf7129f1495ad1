//! The elements of tables.

use super::plan::Plan;
use super::tree::{ElementId, Role, Spans};
use crate::document::{Block, BlockKind, Cell, Row, Table};

impl<'d> Plan<'d> {
    /// The parts of a table, whose element is there. A head that heads nothing is a body, since a
    /// table may not be without one (ISO 32000-1, table 337).
    pub(super) fn table(&mut self, table: &'d Table, element: ElementId, level: u8) {
        let head = if table.bodies.is_empty() { Role::TableBody } else { Role::TableHead };
        self.rows(&table.head, element, head, level);
        table.bodies.iter().for_each(|rows| self.rows(rows, element, Role::TableBody, level));
        self.rows(&table.foot, element, Role::TableFoot, level);
    }

    fn rows(&mut self, rows: &'d [Row], table: ElementId, role: Role, level: u8) {
        if rows.is_empty() {
            return;
        }
        let part = self.tree.add(table, role);
        for row in rows {
            let element = self.tree.add(part, Role::Row);
            row.cells.iter().for_each(|cell| self.cell(cell, element, level));
        }
    }

    /// As in the EPUB, a paragraph alone is the cell's text.
    fn cell(&mut self, cell: &'d Cell, row: ElementId, level: u8) {
        let spans = Spans { columns: span(cell.colspan), rows: span(cell.rowspan) };
        let role = match cell.heads {
            Some(scope) => Role::HeadCell(scope, spans),
            None => Role::Cell(spans),
        };
        let element = self.tree.add(row, role);
        match cell.blocks.as_slice() {
            [Block { id, kind: BlockKind::Paragraph(inlines), .. }] => {
                self.tree.places.insert(*id, element);
                self.text(*id, inlines, element);
            }
            blocks => self.blocks(blocks, element, level),
        }
    }
}

/// No table has so many columns or rows that it does not fit.
fn span(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
