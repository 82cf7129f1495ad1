//! Tables as XHTML.

use super::ChapterWriter;
use super::float::alignment_class;
use crate::document::{Alignment, Block, BlockKind, Cell, Group, GroupKind, Row, Scope, Table};

impl ChapterWriter<'_, '_> {
    pub(super) fn table(&mut self, table: &Table) {
        // Between the parts of a table no mark may stand.
        self.flush();
        self.markup.start("table").line();
        self.row_group("thead", &table.head);
        table.bodies.iter().for_each(|rows| self.row_group("tbody", rows));
        self.row_group("tfoot", &table.foot);
        self.markup.end();
    }

    fn row_group(&mut self, name: &'static str, rows: &[Row]) {
        if rows.is_empty() {
            return;
        }
        self.markup.start(name).line();
        for row in rows {
            self.markup.start("tr");
            row.cells.iter().for_each(|cell| self.cell(cell));
            self.markup.end().line();
        }
        self.markup.end().line();
    }

    fn cell(&mut self, cell: &Cell) {
        match cell.heads {
            Some(Scope::Column) => self.markup.start("th").attr("scope", "col"),
            Some(Scope::Row) => self.markup.start("th").attr("scope", "row"),
            None => self.markup.start("td"),
        };
        let span = |count: usize| (count > 1).then(|| count.to_string());
        self.markup.attr_if("colspan", span(cell.colspan).as_deref());
        self.markup.attr_if("rowspan", span(cell.rowspan).as_deref());
        let alignment = Some(cell.alignment).filter(|alignment| *alignment != Alignment::Start);
        self.markup.attr_if("class", alignment.map(alignment_class));
        match cell.blocks.as_slice() {
            // The language of all that a cell holds is the cell's.
            [
                Block {
                    id,
                    kind: BlockKind::Group(Group { kind, lang: Some(lang), alignment: None, title, blocks }),
                    ..
                },
            ] if *kind == GroupKind::Division(Vec::new()) && title.is_empty() => {
                self.markup.attr("lang", lang).attr("xml:lang", lang);
                self.begin(*id);
                self.flush();
                self.cell_blocks(blocks);
            }
            blocks => self.cell_blocks(blocks),
        }
        self.markup.end();
    }

    /// A paragraph alone is the cell's text.
    fn cell_blocks(&mut self, blocks: &[Block]) {
        match blocks {
            [Block { id, kind: BlockKind::Paragraph(inlines), .. }] => {
                self.begin(*id);
                self.inlines(inlines);
                self.flush();
            }
            blocks => blocks.iter().for_each(|block| self.block(block)),
        }
    }
}
