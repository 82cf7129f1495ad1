//! From rows of cells as they are written to a grid: what "forming a table" is in HTML (HTML Living
//! Standard, 4.9.12.1), within bounds.
//!
//! Where HTML lets cells lie over one another, the later one gives way. Columns and rows in which no
//! cell begins are taken out, so that the common `colspan="100"` for "all" makes no hundred columns,
//! and what is left of a row is filled, so that whoever shows the table need not think of gaps.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Alignment, Block, Cell, PartId, Row, Scope, Table};
use crate::source::Span;

/// HTML's own limit for `colspan`, and ours for a whole table: the cells beyond are put into the last
/// one.
const WIDEST: usize = 1_000;

/// So many cells may be added to fill rows, and for every cell that is written so many more.
const SPARE_CELLS: usize = 4_096;
const SPARE_PER_CELL: usize = 4;

/// A table as it is written.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// What columns say of the alignment of their cells.
    pub columns: Vec<Option<Alignment>>,
    pub parts: Vec<WrittenPart>,
}

/// A group of rows, in the order of the manuscript.
#[derive(Debug, Default)]
pub(super) struct WrittenPart {
    pub kind: PartKind,
    pub rows: Vec<Vec<WrittenCell>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum PartKind {
    Head,
    #[default]
    Body,
    Foot,
}

/// A cell as it is written.
#[derive(Debug)]
pub(super) struct WrittenCell {
    pub span: Span,
    pub id: Option<PartId>,
    /// The id of its row, if it is the first that is written in it.
    pub row_id: Option<PartId>,
    pub blocks: Vec<Block>,
    pub colspan: usize,
    /// `None` reaches to the end of the part.
    pub rowspan: Option<usize>,
    pub head: Head,
    pub alignment: Option<Alignment>,
}

impl Default for WrittenCell {
    fn default() -> WrittenCell {
        WrittenCell {
            span: Span::GENERATED,
            id: None,
            row_id: None,
            blocks: Vec::new(),
            colspan: 1,
            rowspan: Some(1),
            head: Head::No,
            alignment: None,
        }
    }
}

/// Whether a cell is a head, and of what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Head {
    #[default]
    No,
    /// What it is the head of follows from where it stands.
    Yes,
    Of(Scope),
}

/// Where a cell is put.
#[derive(Clone, Copy, Debug)]
struct Slot {
    column: usize,
    colspan: usize,
    rowspan: usize,
}

/// The slots of a part's rows; those behind the written cells of a row are to be filled.
type Slots = Vec<Vec<Slot>>;

/// Makes the table that is meant.
pub(super) fn form(written: Written, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let Written { columns, parts } = written;
    let mut parts = in_order(parts);
    parts.iter_mut().for_each(|part| part.tidy(diagnostics));
    let written: usize = parts.iter().flat_map(|part| &part.rows).map(Vec::len).sum();
    let spare = SPARE_CELLS + written * SPARE_PER_CELL;
    let mut grid = place(&parts, true, spare);
    if !grid.complete {
        diagnostics.extend(too_tall(&parts));
        // A cell a row is enough then.
        grid = place(&parts, false, usize::MAX);
    }
    diagnostics.append(&mut grid.diagnostics);
    let mut table = Table { columns: grid.columns, ..Table::default() };
    for (part, slots) in parts.into_iter().zip(grid.slots) {
        let kind = part.kind;
        let alignments = |column: usize| grid.written_columns.get(column).and_then(|&at| *columns.get(at)?);
        let rows =
            part.rows.into_iter().zip(slots).map(|(cells, slots)| row(kind, cells, slots, &alignments));
        let rows: Vec<Row> = rows.collect();
        match kind {
            PartKind::Head => table.head = rows,
            PartKind::Body => table.bodies.push(rows),
            PartKind::Foot => table.foot = rows,
        }
    }
    table
}

/// The parts as they are read: one head, bodies, one foot. CSS shows further heads and feet as bodies
/// where they stand (CSS 2.2, 17.2), and so do we.
fn in_order(parts: Vec<WrittenPart>) -> Vec<WrittenPart> {
    let (mut head, mut foot, mut bodies) = (None, None, Vec::new());
    for part in parts.into_iter().filter(|part| part.rows.iter().any(|row| !row.is_empty())) {
        match part.kind {
            PartKind::Head if head.is_none() => head = Some(part),
            PartKind::Foot if foot.is_none() => foot = Some(part),
            _ => bodies.push(WrittenPart { kind: PartKind::Body, ..part }),
        }
    }
    if head.is_none()
        && let Some(first) = bodies.first_mut()
    {
        head = first.split_head();
    }
    // A foot alone sums up nothing.
    if bodies.is_empty() {
        bodies.extend(foot.take().map(|foot| WrittenPart { kind: PartKind::Body, ..foot }));
    }
    head.into_iter().chain(bodies).chain(foot).collect()
}

impl WrittenPart {
    /// Takes off the first rows where they are of nothing but heads, as tables are written that have
    /// no `thead`; never all rows, and none that a cell reaches out of.
    fn split_head(&mut self) -> Option<WrittenPart> {
        let heads = self.rows.iter().take_while(|row| is_head_row(row)).count();
        let mut reach = 0;
        let mut whole = 0;
        for (index, row) in self.rows[..heads].iter().enumerate() {
            let lowest = row.iter().map(|cell| cell.rowspan.map_or(usize::MAX, |rows| index + rows)).max();
            reach = reach.max(lowest.unwrap_or_default());
            if reach <= index + 1 {
                whole = index + 1;
            }
        }
        if whole == 0 || self.rows[whole..].iter().all(Vec::is_empty) {
            return None;
        }
        let rest = self.rows.split_off(whole);
        let rows = std::mem::replace(&mut self.rows, rest);
        Some(WrittenPart { kind: PartKind::Head, rows })
    }

    /// Ends cells where the part ends, takes out rows without cells, and joins the cells beyond the
    /// widest that a row may be.
    fn tidy(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        // How many rows before each are kept.
        let mut kept = vec![0];
        for row in &self.rows {
            kept.push(kept[kept.len() - 1] + usize::from(!row.is_empty()));
        }
        let last = self.rows.len();
        for (index, row) in self.rows.iter_mut().enumerate() {
            for cell in row.iter_mut() {
                let end = cell.rowspan.map_or(last, |rows| last.min(index.saturating_add(rows)));
                cell.rowspan = Some((kept[end] - kept[index]).max(1));
                cell.colspan = cell.colspan.clamp(1, WIDEST);
            }
            if row.len() > WIDEST {
                diagnostics.extend(join_beyond(row));
            }
        }
        self.rows.retain(|row| !row.is_empty());
    }
}

/// Whether every cell of a row is a head, but for empty ones before them: those name no row.
fn is_head_row(row: &[WrittenCell]) -> bool {
    let rest = row.iter().skip_while(|cell| cell.head == Head::No && cell.blocks.is_empty());
    let of_row = |cell: &WrittenCell| matches!(cell.head, Head::No | Head::Of(Scope::Row));
    let mut rest = rest.peekable();
    rest.peek().is_some() && !rest.any(of_row)
}

fn join_beyond(row: &mut Vec<WrittenCell>) -> Option<Diagnostic> {
    let beyond = row.split_off(WIDEST);
    let span = beyond.first()?.span;
    row.last_mut()?.blocks.extend(beyond.into_iter().flat_map(|cell| cell.blocks));
    let message = format!("this row has more than {WIDEST} cells; what the others hold stands in the last");
    Some(Diagnostic::warning(Code::TableCells, span, message))
}

fn too_tall(parts: &[WrittenPart]) -> Option<Diagnostic> {
    let mut cells = parts.iter().flat_map(|part| &part.rows).flatten();
    let span = cells.find(|cell| cell.rowspan > Some(1))?.span;
    let message = "the cells of this table span so many rows that most of it would be empty: each keeps to its \
                   own row";
    Some(Diagnostic::warning(Code::TableCells, span, message))
}

/// The cells of a table at their places.
struct Grid {
    columns: usize,
    /// The column as it is written of each column that is kept.
    written_columns: Vec<usize>,
    slots: Vec<Slots>,
    /// No part is wider than it may be, and no more cells had to be added than may be.
    complete: bool,
    diagnostics: Vec<Diagnostic>,
}

/// Puts every cell of all parts in its place. A row holds `WIDEST` cells at the most, so that the
/// grid is complete where no cell spans rows.
fn place(parts: &[WrittenPart], span_rows: bool, mut spare: usize) -> Grid {
    let mut diagnostics = Vec::new();
    let place = |part: &WrittenPart| place_part(part, span_rows, &mut diagnostics);
    let placed: Option<Vec<Slots>> = parts.iter().map(place).collect();
    let mut complete = placed.is_some();
    let mut slots = placed.unwrap_or_default();
    // A column is kept where a cell begins in it.
    let mut begun: Vec<bool> = Vec::new();
    for slot in slots.iter().flatten().flatten() {
        if begun.len() <= slot.column {
            begun.resize(slot.column + 1, false);
        }
        begun[slot.column] = true;
    }
    let written_columns: Vec<usize> = (0..begun.len()).filter(|&column| begun[column]).collect();
    let columns = written_columns.len();
    for part in &mut slots {
        for slot in part.iter_mut().flatten() {
            let kept = |column: usize| written_columns.partition_point(|&written| written < column);
            let end = kept(slot.column + slot.colspan);
            slot.column = kept(slot.column);
            slot.colspan = end - slot.column;
        }
        complete &= fill(part, columns, &mut spare);
    }
    Grid { columns, written_columns, slots, complete, diagnostics }
}

/// HTML's algorithm for one group of rows: each cell at the first column that no cell above takes.
/// `None` where the cells above leave too few columns of those that a table may have.
fn place_part(part: &WrittenPart, span_rows: bool, diagnostics: &mut Vec<Diagnostic>) -> Option<Slots> {
    // The row from which on each column is free.
    let mut free_from: Vec<usize> = Vec::new();
    let mut slots = Vec::with_capacity(part.rows.len());
    for (index, row) in part.rows.iter().enumerate() {
        let mut column = 0;
        let mut placed = Vec::with_capacity(row.len());
        for (cell, behind) in row.iter().zip((0..row.len()).rev()) {
            let is_free = |column: usize| free_from.get(column).is_none_or(|&row| row <= index);
            while !is_free(column) {
                column += 1;
            }
            // The cells behind it want a column each.
            let room = WIDEST.checked_sub(column + behind).filter(|&room| room > 0)?;
            let widest = cell.colspan.min(room);
            let colspan = (1..widest).find(|&next| !is_free(column + next)).unwrap_or(widest);
            if colspan < widest {
                diagnostics.push(overlapping(cell.span));
            }
            let rowspan = cell.rowspan.filter(|_| span_rows).unwrap_or(1);
            free_from.resize(free_from.len().max(column + colspan), 0);
            free_from[column..column + colspan].fill(index + rowspan);
            placed.push(Slot { column, colspan, rowspan });
            column += colspan;
        }
        slots.push(placed);
    }
    Some(slots)
}

fn overlapping(span: Span) -> Diagnostic {
    let message = "this cell would lie over one that reaches down beside it: it spans fewer columns";
    Diagnostic::warning(Code::TableCells, span, message)
}

/// Adds slots where a row has gaps: all behind its cells, since each cell took the first free column.
/// `false` where that would take more than may be added.
fn fill(part: &mut Slots, columns: usize, spare: &mut usize) -> bool {
    let mut free_from = vec![0; columns];
    for (index, row) in part.iter_mut().enumerate() {
        let written = row.len();
        for slot in row.iter() {
            free_from[slot.column..slot.column + slot.colspan].fill(index + slot.rowspan);
        }
        let mut gap: Option<Slot> = None;
        for (column, &free_from) in free_from.iter().enumerate() {
            if free_from > index {
                row.extend(gap.take());
            } else {
                gap.get_or_insert(Slot { column, colspan: 0, rowspan: 1 }).colspan += 1;
            }
        }
        row.extend(gap);
        let Some(left) = spare.checked_sub(row.len() - written) else { return false };
        *spare = left;
    }
    true
}

fn row(
    part: PartKind,
    mut cells: Vec<WrittenCell>,
    slots: Vec<Slot>,
    alignments: &dyn Fn(usize) -> Option<Alignment>,
) -> Row {
    let id = cells.first_mut().and_then(|first| first.row_id.take());
    let last_data = cells.iter().rposition(|cell| cell.head == Head::No);
    let mut cells = cells.into_iter().enumerate();
    let cells = slots.into_iter().map(|Slot { column, colspan, rowspan }| {
        let (index, written) = cells.next().unwrap_or_default();
        // What stands before data in its row heads the row. HTML would ask of its column as well
        // (4.9.12.2), so that an empty corner of the head keeps the heads below from being any.
        let scope =
            if part != PartKind::Head && Some(index) < last_data { Scope::Row } else { Scope::Column };
        let alignment = written.alignment.or_else(|| alignments(column)).unwrap_or_default();
        let WrittenCell { span, id, blocks, .. } = written;
        let mut cell = Cell { span, id, blocks, column, colspan, rowspan, heads: None, alignment };
        cell.heads = match written.head {
            _ if cell.is_blank() => None,
            Head::No => None,
            Head::Yes => Some(scope),
            Head::Of(scope) => Some(scope),
        };
        cell
    });
    Row { id, cells: cells.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of cells that each span columns and rows.
    fn body(rows: Vec<Vec<(usize, Option<usize>)>>) -> Written {
        let cell = |(colspan, rowspan)| WrittenCell { colspan, rowspan, ..WrittenCell::default() };
        let row = |row: Vec<_>| row.into_iter().map(cell).collect();
        let rows = rows.into_iter().map(row).collect();
        Written { parts: vec![WrittenPart { kind: PartKind::Body, rows }], ..Written::default() }
    }

    /// What is promised of every table: its cells fill a grid.
    fn assert_grid(table: &Table) {
        for rows in [&table.head, &table.foot].into_iter().chain(&table.bodies) {
            let mut taken = vec![0; table.columns];
            for (index, row) in rows.iter().enumerate() {
                assert!(!row.cells.is_empty(), "row {index} is empty");
                for cell in &row.cells {
                    assert!(index + cell.rowspan <= rows.len(), "a cell of row {index} reaches out");
                    for column in &mut taken[cell.column..cell.column + cell.colspan] {
                        assert!(*column <= index, "cells of row {index} lie over one another");
                        *column = index + cell.rowspan;
                    }
                }
                assert!(taken.iter().all(|end| *end > index), "row {index} has a gap");
            }
        }
        let begun = |column: usize| table.cells().any(|cell| cell.column == column);
        assert!((0..table.columns).all(begun), "a column has no cell");
    }

    #[test]
    fn cells_fill_a_grid_whatever_they_ask_for() {
        let down = None;
        let many = 3_000;
        for (name, rows, columns, complaints) in [
            ("one row", vec![vec![(1, Some(1)); 3]], 3, 0),
            ("ragged", vec![vec![(1, Some(1)); 3], vec![(1, Some(1))]], 3, 0),
            ("an empty row between", vec![vec![(1, Some(3)), (1, Some(2))], vec![], vec![(2, down)]], 2, 0),
            ("nothing", vec![vec![], vec![]], 0, 0),
            ("over another", vec![vec![(1, Some(1)), (1, Some(2))], vec![(3, Some(1))]], 2, 1),
            ("a column that nothing begins in", vec![vec![(100, Some(1))], vec![(1, Some(1)); 2]], 2, 0),
            ("a staircase", vec![vec![(1, down)]; many], 1, 1),
            ("a wide staircase", vec![vec![(1_000, down)]; many], 1, 1),
            ("a comb", [vec![[(1, down), (1, Some(1))].repeat(500)], vec![vec![]; 2]].concat(), 1_000, 0),
            ("a row beyond all", vec![vec![(1, Some(1)); many]], 1_000, 1),
            ("spans beyond all", vec![vec![(1_000, Some(65_534)); many], vec![(1, Some(1))]], 1_000, 2),
        ] {
            let mut diagnostics = Vec::new();
            let table = form(body(rows), &mut diagnostics);
            assert_eq!((table.columns, diagnostics.len()), (columns, complaints), "{name}: {diagnostics:?}");
            assert_grid(&table);
        }
    }

    #[test]
    fn spans_that_leave_a_table_empty_are_given_up() {
        let comb = [(1, None), (1, Some(1))].repeat(500);
        let rows = std::iter::once(comb).chain(std::iter::repeat_n(vec![(1, Some(1))], 20_000));
        let mut diagnostics = Vec::new();
        let table = form(body(rows.collect()), &mut diagnostics);
        assert_grid(&table);
        assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
        assert_eq!(table.cells().count(), 1_000 + 20_000 * 2);
    }

    #[test]
    fn the_first_rows_of_nothing_but_heads_are_the_head() {
        let row = |heads: &str| {
            let cell = |head| WrittenCell { head, ..WrittenCell::default() };
            heads.chars().map(|c| cell(if c == 'h' { Head::Yes } else { Head::No })).collect::<Vec<_>>()
        };
        for (rows, head) in [
            (&["hh", "dd"][..], 1),
            (&["hh", "hh", "dd"], 2),
            (&["hd", "dd"], 0),
            // An empty corner names nothing.
            (&["dh", "hd"], 1),
            (&["hh", "hh"], 0),
            (&["dd", "hh"], 0),
            (&[], 0),
        ] {
            let rows = rows.iter().map(|cells| row(cells)).collect();
            let parts = vec![WrittenPart { kind: PartKind::Body, rows }];
            let table = form(Written { parts, ..Written::default() }, &mut Vec::new());
            assert_eq!(table.head.len(), head);
        }
        // Not where a cell of the head would be cut.
        let mut rows = vec![row("hh"), row("d")];
        rows[0][0].rowspan = Some(2);
        let parts = vec![WrittenPart { kind: PartKind::Body, rows }];
        assert!(form(Written { parts, ..Written::default() }, &mut Vec::new()).head.is_empty());
    }
}
