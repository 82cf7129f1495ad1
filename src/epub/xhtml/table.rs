//! Tables as XHTML.

use super::ChapterWriter;
use crate::document::content::is_blank;
use crate::document::text::{Run, runs};
use crate::document::{Alignment, Block, Inline, Table};

impl ChapterWriter<'_, '_> {
    pub(super) fn table(&mut self, block: &Block, table: &Table) {
        let mut cells = runs(block).into_iter();
        if table.all_rows().all(<[_]>::is_empty) {
            return self.flush();
        }
        self.markup.start("table").line();
        if let Some(head) = table.head.as_ref().filter(|head| !head.is_empty()) {
            self.markup.start("thead").line();
            self.row(head, &table.columns, true, &mut cells);
            self.markup.end().line();
        }
        self.markup.start("tbody").line();
        for row in table.rows.iter().filter(|row| !row.is_empty()) {
            self.row(row, &table.columns, false, &mut cells);
        }
        self.markup.end().line().end();
        self.flush();
    }

    /// An empty cell of the head is a plain cell: it heads nothing.
    fn row<'r>(
        &mut self,
        cells: &[Vec<Inline>],
        columns: &[Alignment],
        head: bool,
        runs: &mut impl Iterator<Item = Run<'r>>,
    ) {
        self.markup.start("tr");
        for (index, cell) in cells.iter().enumerate() {
            match head && !is_blank(cell) {
                true => self.markup.start("th").attr("scope", "col"),
                false => self.markup.start("td"),
            };
            self.markup.attr_if("class", alignment(columns.get(index).copied().unwrap_or_default()));
            runs.next().into_iter().for_each(|run| self.run(run));
            self.mark_here();
            self.markup.end();
        }
        self.markup.end().line();
    }
}

/// The class of a cell that does not begin where its text does.
fn alignment(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::Start => None,
        Alignment::Centre => Some("centre"),
        Alignment::End => Some("end"),
    }
}
