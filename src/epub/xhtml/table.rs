//! Tables as XHTML.

use super::ChapterWriter;
use crate::document::content::is_blank;
use crate::document::{Alignment, Inline, Table};

impl ChapterWriter<'_, '_> {
    pub(super) fn table(&mut self, table: &Table) {
        if table.all_rows().all(<[_]>::is_empty) {
            return self.flush();
        }
        self.markup.start("table").line();
        if let Some(head) = table.head.as_ref().filter(|head| !head.is_empty()) {
            self.markup.start("thead").line();
            self.row(head, &table.columns, true);
            self.markup.end().line();
        }
        self.markup.start("tbody").line();
        table.rows.iter().filter(|row| !row.is_empty()).for_each(|row| self.row(row, &table.columns, false));
        self.markup.end().line().end();
        self.flush();
    }

    /// An empty cell of the head is a plain cell: it heads nothing.
    fn row(&mut self, cells: &[Vec<Inline>], columns: &[Alignment], head: bool) {
        self.markup.start("tr");
        for (index, cell) in cells.iter().enumerate() {
            match head && !is_blank(cell) {
                true => self.markup.start("th").attr("scope", "col"),
                false => self.markup.start("td"),
            };
            self.markup.attr_if("class", alignment(columns.get(index).copied().unwrap_or_default()));
            self.inlines(cell);
            self.mark_here();
            self.offset += "\t".len();
            self.markup.end();
        }
        self.offset += "\n".len();
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
