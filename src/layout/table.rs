//! Tables: columns as wide as their content asks for, rows that stay whole, heads that come again.

mod columns;
mod extent;
mod rows;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Block, Cell, Table};
use crate::layout::blocks::{Context, Follows, half_line};
use crate::layout::galley::{Galley, GalleyItem, LineBox, Space};
use crate::layout::item::INFINITE;
use crate::layout::page::{ArtifactKind, Color, PageItem, Part, Placed, Rule};
use crate::layout::setter::{Column, Setter, Shape};
use crate::layout::style::BlockStyle;
use crate::length::{Length, Point, Size};
use extent::Measurer;
use rows::SetRow;
use std::sync::Arc;

/// Percent of the body's size that tables are set in, larger ones first. The last is as small as
/// can still be read, and is set with a warning, whatever becomes of the words.
const SIZES: [i64; 4] = [92, 85, 78, 70];
/// The rules above and below the table, and under its head, as booktabs has them. They are 0.08 and
/// 0.05 em there, which is this at a size of ten points.
const HEAVY: Length = Length::millipt(800);
const LIGHT: Length = Length::millipt(500);

/// The columns of a table at the size that they are set in.
struct Frame {
    columns: Vec<Column>,
    context: Context,
    /// White space between rows, and between rows and rules.
    pad: Length,
}

impl Frame {
    fn new(widths: &[Length], context: Context) -> Frame {
        let columns = columns::placed(widths, gutter(context), context);
        Frame { columns, context, pad: context.style.leading / 5 }
    }

    /// What a cell takes of the width.
    fn column(&self, cell: &Cell) -> Column {
        self.between(cell.column, cell.column + cell.colspan - 1)
    }

    fn whole(&self) -> Column {
        self.between(0, self.columns.len() - 1)
    }

    fn between(&self, first: usize, last: usize) -> Column {
        let (first, last) = (self.columns[first], self.columns[last]);
        // The first stands at the right where lines begin there.
        let (left, right) = if last.left < first.left { (last, first) } else { (first, last) };
        Column { left: left.left, width: right.left + right.width - left.left }
    }
}

impl Setter<'_> {
    /// Sets a table below what is in the galley.
    pub fn table(&self, block: &Block, table: &Table, context: Context, galley: &mut Galley) {
        let Some(frame) = self.fitted(block, table, context, galley) else { return };
        galley.space(half_line(context.style));
        let head = self.table_head(table, &frame, galley);
        let mut rows = Vec::new();
        for (index, body) in table.bodies.iter().enumerate() {
            let first = rows.len();
            rows.extend(self.table_rows(body, &frame, galley));
            // Groups of rows stand a little apart.
            let gap = frame.pad * if index > 0 { 3 } else { 1 };
            rows[first..].iter_mut().take(1).for_each(|row| row.gap = gap);
        }
        let foot = self.table_foot(table, &frame, galley);
        let end = rows.len();
        rows.extend(foot);
        let count = rows.len();
        for (index, row) in rows.into_iter().enumerate() {
            if index > 0 {
                // Two rows at the least stay together at either end, and the foot with the last.
                let near_end = index == 1 || index >= end.min(count - 1);
                galley.items.push(GalleyItem::Penalty(if near_end { INFINITE } else { 0 }));
                galley.space(Space { natural: row.gap, ..Space::default() });
            }
            push_row(row, head.as_ref(), galley);
        }
        galley.keep();
        galley.line(LineBox::stacked([LineBox::blank(frame.pad), rule(frame.whole(), HEAVY)]));
        galley.space(half_line(context.style));
    }

    /// The columns at the largest size at which they fit beside each other with whole words, else with
    /// words that are divided as their language has it; `None` without any.
    fn fitted(&self, block: &Block, table: &Table, context: Context, galley: &mut Galley) -> Option<Frame> {
        for divided in [false, true] {
            let measurer = Measurer { setter: self, divided };
            for size in SIZES {
                let context = scaled(context, size);
                if let Some(widths) = measurer.wanted(table, context).fitted(context.column.width) {
                    return (!widths.is_empty()).then(|| Frame::new(&widths, context));
                }
            }
        }
        let message = "this table is too wide for the page: it is set small, and its words are cut where \
                       they must be";
        galley.diagnostics.push(Diagnostic::warning(Code::WideTable, block.span, message));
        let context = scaled(context, SIZES[SIZES.len() - 1]);
        let wanted = Measurer { setter: self, divided: true }.wanted(table, context);
        let widths = wanted.squeezed(context.column.width);
        Some(Frame::new(&widths, context))
    }

    /// The rule above a table and its head; what of it comes again on later pages.
    fn table_head(&self, table: &Table, frame: &Frame, galley: &mut Galley) -> Option<Arc<LineBox>> {
        let mut top = vec![rule(frame.whole(), HEAVY), LineBox::blank(frame.pad)];
        if table.head.is_empty() {
            galley.line(LineBox::stacked(top));
            galley.keep();
            return None;
        }
        let rows = self.table_rows(&table.head, frame, galley);
        let below = [LineBox::blank(frame.pad), rule(frame.whole(), LIGHT), LineBox::blank(frame.pad)];
        let height: Length = rows.iter().map(SetRow::height).sum();
        if height > self.depth / 2 {
            // No page would hold it whole.
            galley.line(LineBox::stacked(top));
            galley.keep();
            rows.into_iter().for_each(|row| push_row(row, None, galley));
            galley.line(LineBox::stacked(below));
            return None;
        }
        top.extend(rows.into_iter().enumerate().flat_map(|(index, row)| {
            let gap = (index > 0).then(|| LineBox::blank(row.gap));
            gap.into_iter().chain(row.lines)
        }));
        top.extend(below);
        let stacked = LineBox::stacked(top);
        let again = (stacked.height.0 < self.depth.0 / 3).then(|| Arc::new(stacked.repeated()));
        galley.line(stacked);
        galley.keep();
        again
    }

    /// The rows of the foot under a rule, as one that stays whole where it is no longer than that.
    fn table_foot(&self, table: &Table, frame: &Frame, galley: &mut Galley) -> Vec<SetRow> {
        let mut rows = self.table_rows(&table.foot, frame, galley);
        let line = rows.first_mut().and_then(|row| row.lines.first_mut());
        if let Some(line) = line {
            let ruled = [rule(frame.whole(), LIGHT), LineBox::blank(frame.pad), std::mem::take(line)];
            *line = LineBox::stacked(ruled);
        }
        let height: Length = rows.iter().map(SetRow::height).sum();
        if height > self.depth / 3 || rows.len() < 2 {
            return rows;
        }
        let gap = frame.pad;
        let lines = rows.into_iter().enumerate().flat_map(|(index, row)| {
            let gap = (index > 0).then(|| LineBox::blank(row.gap));
            gap.into_iter().chain(row.lines)
        });
        vec![SetRow { gap, lines: vec![LineBox::stacked(lines)] }]
    }
}

fn push_row(row: SetRow, head: Option<&Arc<LineBox>>, galley: &mut Galley) {
    for (index, mut line) in row.lines.into_iter().enumerate() {
        if index > 0 {
            galley.may_break();
        }
        if let Some(head) = head {
            line.attach().head = Some(head.clone());
        }
        galley.line(line);
    }
}

/// The surroundings of a table's cells at a size in percent.
fn scaled(context: Context, size: i64) -> Context {
    let mut text = context.style.text;
    text.size = text.size.scale(size, 100);
    let style = BlockStyle { text, leading: context.style.leading.scale(size, 100) };
    Context { style, follows: Follows::Other, depth: 0, ..context }
}

/// The surroundings of what stands in a cell.
fn in_cell(cell: &Cell, context: Context) -> Context {
    let text = if cell.heads.is_some() { context.style.text.strong() } else { context.style.text };
    let shape = Shape::of(cell.alignment);
    let style = BlockStyle { text, ..context.style };
    Context { style, shape, aligned: false, may_end_page: false, ..context }
}

/// White space between columns.
fn gutter(context: Context) -> Length {
    context.style.text.em()
}

fn rule(column: Column, thickness: Length) -> LineBox {
    let size = Size { width: column.width, height: thickness };
    let placed = Placed {
        at: Point { x: column.left, y: Length::ZERO },
        item: PageItem::Rule(Rule { size, color: Color::BLACK }),
        part: Part::Artifact(ArtifactKind::Layout),
    };
    LineBox::new(thickness, [placed])
}
