//! Tables between bars.

use super::events::Events;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Alignment;
use crate::reader::build::{Inherited, Kind, OpenTable};
use crate::reader::table::PartKind;
use pulldown_cmark::Alignment as Column;
use std::ops::Range;

impl Events<'_, '_> {
    pub(super) fn start_table(&mut self, columns: &[Column], range: Range<usize>) {
        let columns = columns.iter().map(|&column| match column {
            Column::None => None,
            Column::Left => Some(Alignment::Start),
            Column::Center => Some(Alignment::Centre),
            Column::Right => Some(Alignment::End),
        });
        let table = OpenTable::with_columns(columns.collect());
        self.build.open_container(Kind::Table(Box::new(table)), range);
    }

    /// The rows below the head are one body.
    pub(super) fn start_row(&mut self, kind: PartKind) {
        self.build.in_table(|table| {
            if !table.is_in(kind) {
                table.start_part(kind, Inherited::default());
            }
            table.start_row(Inherited::default());
        });
    }

    /// What stands in a row of Markdown behind as many cells as the head has is no cell, in GitHub's
    /// Markdown as well; the parser passes over it.
    pub(super) fn end_row(&mut self, range: Range<usize>) {
        let is_row = matches!(self.build.innermost(), Some(Kind::Table(_)));
        let start = if is_row { self.cell_end } else { range.end };
        let beyond = self.markdown.source.text.get(self.build.within(start..range.end)).unwrap_or_default();
        let words = beyond.trim_start_matches(|c: char| c == '|' || c.is_whitespace());
        let start = start + beyond.len() - words.len();
        let words = words.trim_end_matches(|c: char| c == '|' || c.is_whitespace());
        if !words.is_empty() {
            let span = self.build.span(start..start + words.len());
            let message =
                format!("this row has more cells than the head of its table: `{words}` is left out");
            let hint = "give the head a cell for every column; a literal bar is written `\\|`";
            self.build
                .report
                .diagnostics
                .push(Diagnostic::warning(Code::TableCells, span, message).hint(hint));
        }
    }
}
