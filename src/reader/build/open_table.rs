//! A table while it is open: its parts, rows and columns as they are written.

use crate::document::{Alignment, Direction, Inline, PartId};
use crate::reader::table::{PartKind, Written, WrittenCell, WrittenPart};

/// HTML's limit for `colspan` (HTML Living Standard, 4.9.11), which is one for columns as well.
pub(in crate::reader) const MOST_COLUMNS: usize = 1_000;

/// A table that is open.
#[derive(Debug, Default)]
pub(in crate::reader) struct OpenTable {
    pub(super) caption: Vec<Inline>,
    pub(super) written: Written,
    /// The open part, whose rows are the last, and the open row.
    part: Option<Inherited>,
    row: Option<Inherited>,
    /// The id of the open row, until its first cell takes it along.
    row_id: Option<PartId>,
    /// Where the columns of the open group begin, and what it says of them.
    group: Option<(usize, Option<Alignment>)>,
}

/// What an element says of all that it holds, as a row does of its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::reader) struct Inherited {
    pub(in crate::reader) lang: Option<String>,
    pub(in crate::reader) alignment: Option<Alignment>,
    pub(in crate::reader) direction: Option<Direction>,
}

impl OpenTable {
    /// A table whose columns say how their cells are aligned.
    pub(in crate::reader) fn with_columns(columns: Vec<Option<Alignment>>) -> OpenTable {
        OpenTable { written: Written { columns, ..Written::default() }, ..OpenTable::default() }
    }

    /// A table with a caption.
    pub(in crate::reader) fn captioned(caption: Vec<Inline>) -> OpenTable {
        OpenTable { caption, ..OpenTable::default() }
    }

    /// Whether the last part is of a kind.
    pub(in crate::reader) fn is_in(&self, kind: PartKind) -> bool {
        self.written.parts.last().is_some_and(|part| part.kind == kind)
    }

    /// Opens a part, which ends the one before.
    pub(in crate::reader) fn start_part(&mut self, kind: PartKind, inherited: Inherited) {
        self.end_part();
        self.part = Some(inherited);
        self.written.parts.push(WrittenPart { kind, rows: Vec::new() });
    }

    /// Ends the open part and its row.
    pub(in crate::reader) fn end_part(&mut self) {
        (self.part, self.row) = (None, None);
    }

    /// Says the id of the open row.
    pub(in crate::reader) fn name_row(&mut self, id: Option<PartId>) {
        self.row_id = id;
    }

    /// Ends the open row.
    pub(in crate::reader) fn end_row(&mut self) {
        self.row = None;
    }

    /// A row that stands in no part is a body's.
    pub(in crate::reader) fn start_row(&mut self, inherited: Inherited) {
        if self.part.is_none() {
            self.start_part(PartKind::Body, Inherited::default());
        }
        self.row = Some(inherited);
        if let Some(part) = self.written.parts.last_mut() {
            part.rows.push(Vec::new());
        }
    }

    /// Adds a cell to the open row.
    pub(super) fn push(&mut self, mut cell: WrittenCell) {
        if self.row.is_none() {
            self.start_row(Inherited::default());
        }
        if let Some(row) = self.written.parts.last_mut().and_then(|part| part.rows.last_mut()) {
            cell.row_id = self.row_id.take();
            row.push(cell);
        }
    }

    /// What the open row says, or else the open part.
    pub(in crate::reader) fn inherited<T>(&self, of: impl Fn(&Inherited) -> Option<T>) -> Option<T> {
        self.row.as_ref().and_then(&of).or_else(|| self.part.as_ref().and_then(&of))
    }

    /// Opens a group of columns.
    pub(in crate::reader) fn open_columns(&mut self, count: usize, alignment: Option<Alignment>) {
        self.group = Some((self.written.columns.len(), alignment));
        self.push_columns(count, alignment);
    }

    /// Closes the open group of columns.
    pub(in crate::reader) fn close_columns(&mut self) {
        self.group = None;
    }

    /// Columns, in the open group or in none.
    pub(in crate::reader) fn columns(&mut self, count: usize, mut alignment: Option<Alignment>) {
        if let Some((start, of_group)) = &mut self.group {
            // The group's own count is not for one that names its columns.
            self.written.columns.truncate(*start);
            *start = self.written.columns.len() + count;
            alignment = alignment.or(*of_group);
        }
        self.push_columns(count, alignment);
    }

    fn push_columns(&mut self, count: usize, alignment: Option<Alignment>) {
        let columns = &mut self.written.columns;
        columns.resize((columns.len() + count).min(MOST_COLUMNS), alignment);
    }
}
