//! Tables: columns as wide as their content asks for, rows that stay whole, heads that come again.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Alignment, Block, Table, text};
use crate::layout::blocks::{Context, content_rules, half_line};
use crate::layout::galley::{Galley, GalleyItem, LineBox, Space};
use crate::layout::item::{INFINITE, Item};
use crate::layout::page::{ArtifactKind, Color, PageItem, Part, Placed, Rule};
use crate::layout::paragraph::ItemRules;
use crate::layout::setter::{Column, ParagraphRules, Setter, Shape};
use crate::layout::style::BlockStyle;
use crate::layout::text::StyledText;
use crate::length::{Length, Point, Size};
use std::sync::Arc;

/// Percent of the body's size that tables are set in, larger ones first. The last is as small as
/// can still be read, and is set with a warning, whatever becomes of the words.
const SIZES: [i64; 4] = [92, 85, 78, 70];
/// The rules above and below the table, and under its head, as booktabs has them.
const HEAVY: Length = Length::millipt(800);
const LIGHT: Length = Length::millipt(500);

/// A cell before its column has a width.
struct Cell<'a> {
    text: StyledText<'a>,
    /// Where it begins in the table's plain text.
    base: u32,
    /// On one line, and broken wherever it can be.
    natural: Length,
    least: Length,
}

/// The cells of a table at one size.
struct Grid<'a> {
    rows: Vec<Vec<Cell<'a>>>,
    style: BlockStyle,
    gutter: Length,
}

impl Setter<'_> {
    pub fn table(&self, block: &Block, table: &Table, context: Context, galley: &mut Galley) {
        let (grid, widths) = self.fitted(block, table, context, galley);
        if widths.is_empty() {
            return;
        }
        let columns = place_columns(&widths, grid.gutter, context.column);
        let total = columns.last().map_or(Length::ZERO, |last| last.left + last.width)
            - columns.first().map_or(Length::ZERO, |first| first.left);
        let extent = Column { left: columns[0].left, width: total };
        let pad = grid.style.leading / 5;
        let mut rows = grid.rows.iter().map(|row| {
            let mut cells = Galley::default();
            let set = self.table_row(block, row, table, (&columns, grid.style), &mut cells);
            (set, cells.diagnostics)
        });
        galley.space(half_line(context.style));
        let mut head = None;
        let mut top = vec![rule(extent, HEAVY), LineBox::blank(pad)];
        if table.head.is_some()
            && let Some((lines, diagnostics)) = rows.next()
        {
            galley.diagnostics.extend(diagnostics);
            top.extend(lines);
            top.extend([LineBox::blank(pad), rule(extent, LIGHT), LineBox::blank(pad)]);
            let stacked = LineBox::stacked(top);
            head = (stacked.height.0 < self.depth.0 / 3).then(|| Arc::new(stacked.repeated()));
            galley.line(stacked);
        } else {
            galley.line(LineBox::stacked(top));
        }
        galley.keep();
        let count = table.rows.len();
        for (index, (lines, diagnostics)) in rows.enumerate() {
            galley.diagnostics.extend(diagnostics);
            if index > 0 {
                // Two rows at the least stay together at either end.
                let near_end = index == 1 || index + 1 == count;
                galley.items.push(GalleyItem::Penalty(if near_end { INFINITE } else { 0 }));
                galley.space(Space { natural: pad, ..Space::default() });
            }
            self.push_row(lines, head.as_ref(), galley);
        }
        galley.keep();
        galley.line(LineBox::stacked([LineBox::blank(pad), rule(extent, HEAVY)]));
        galley.space(half_line(context.style));
    }

    /// The cells at the largest size that fits the column, and how wide each column is to be.
    fn fitted<'a>(
        &'a self,
        block: &Block,
        table: &'a Table,
        context: Context,
        galley: &mut Galley,
    ) -> (Grid<'a>, Vec<Length>) {
        for size in SIZES {
            let grid = self.grid(table, context, size);
            let last = size == SIZES[SIZES.len() - 1];
            if let Some(widths) = shared(&grid, context.column.width, last) {
                if last {
                    let message = "this table is too wide for the page: it is set small, and its words are cut \
                                   where they must be";
                    galley.diagnostics.push(Diagnostic::warning(Code::WideTable, block.span, message));
                }
                return (grid, widths);
            }
        }
        (self.grid(table, context, SIZES[0]), Vec::new())
    }

    fn grid<'a>(&'a self, table: &'a Table, context: Context, size: i64) -> Grid<'a> {
        let mut text = context.style.text;
        text.size = text.size.scale(size, 100);
        let style = BlockStyle { text, leading: context.style.leading.scale(size, 100) };
        let mut base = 0;
        let rows = table.all_rows().enumerate().map(|(index, row)| {
            let head = index == 0 && table.head.is_some();
            let cells = row.iter().map(|cell| {
                let style = if head { style.text.strong() } else { style.text };
                let text = StyledText::new(cell, style, self.lookup());
                let start = base;
                base += text::inline_text(cell).len() as u32 + 1;
                let (natural, least) = self.extents(&text, context.column, context.style);
                Cell { text, base: start, natural, least }
            });
            let cells = cells.collect();
            base += 1;
            cells
        });
        let rows = rows.collect();
        Grid { rows, style, gutter: style.text.em() }
    }

    /// How wide a text is on one line, and how wide the widest of what cannot be broken.
    fn extents(&self, text: &StyledText, column: Column, style: BlockStyle) -> (Length, Length) {
        let objects = self.objects(text, column, style);
        let rules =
            ItemRules { indent: Length::ZERO, justified: false, measure: column.width, hyphenate: false };
        let (mut line, mut piece, mut natural, mut least) = Default::default();
        for item in self.itemiser.items(text, &objects, &rules) {
            match item {
                Item::Box { width, .. } => {
                    line += width;
                    piece += width;
                }
                Item::Glue { width, .. } => {
                    line += width;
                    piece = Length::ZERO;
                }
                Item::Penalty { cost, .. } if cost <= -INFINITE => (line, piece) = Default::default(),
                Item::Penalty { cost, .. } if cost < INFINITE => piece = Length::ZERO,
                Item::Penalty { .. } => {}
            }
            natural = Length::max(natural, line);
            least = Length::max(least, piece);
        }
        (natural, least)
    }

    /// The lines of a row: one box, or, where it is higher than half a page, a box a line.
    fn table_row(
        &self,
        block: &Block,
        row: &[Cell],
        table: &Table,
        (columns, style): (&[Column], BlockStyle),
        set: &mut Galley,
    ) -> Vec<LineBox> {
        let mut cells: Vec<Vec<LineBox>> = Vec::new();
        for (index, (cell, &column)) in row.iter().zip(columns).enumerate() {
            let shape = match table.columns.get(index).copied().unwrap_or_default() {
                Alignment::Start => Shape::Ragged,
                Alignment::Centre => Shape::Centred,
                Alignment::End => Shape::FlushRight,
            };
            let rules = ParagraphRules { base: cell.base, ..content_rules(block, style, shape) };
            let mut lines = Galley::default();
            self.paragraph(&cell.text, column, &rules, &mut lines);
            set.diagnostics.extend(lines.diagnostics);
            let boxes = lines.items.into_iter().filter_map(|item| match item {
                GalleyItem::Box(line) => Some(line),
                _ => None,
            });
            cells.push(boxes.collect());
        }
        let height = |lines: &[LineBox]| lines.iter().map(|line| line.height).sum::<Length>();
        let highest = cells.iter().map(|lines| height(lines)).max().unwrap_or_default();
        if highest < self.depth / 2 {
            return vec![LineBox::beside(cells.into_iter().map(LineBox::stacked))];
        }
        let count = cells.iter().map(Vec::len).max().unwrap_or_default();
        let mut cells: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
        (0..count).map(|_| LineBox::beside(cells.iter_mut().filter_map(Iterator::next))).collect()
    }

    fn push_row(&self, lines: Vec<LineBox>, head: Option<&Arc<LineBox>>, galley: &mut Galley) {
        for (index, mut line) in lines.into_iter().enumerate() {
            if index > 0 {
                galley.may_break();
            }
            line.head = head.cloned();
            galley.line(line);
        }
    }
}

/// How wide each column is to be, or `None` where they cannot all be as wide as their widest word.
/// `always` shares out the room even then.
fn shared(grid: &Grid, room: Length, always: bool) -> Option<Vec<Length>> {
    let count = grid.rows.iter().map(Vec::len).max()?;
    let room = (room - grid.gutter * (count as i64 - 1)).max(Length::pt(1) * count as i64);
    let (mut natural, mut least) = (vec![Length::ZERO; count], vec![Length::ZERO; count]);
    for (index, cell) in grid.rows.iter().flat_map(|row| row.iter().enumerate()) {
        natural[index] = natural[index].max(cell.natural);
        least[index] = least[index].max(cell.least);
    }
    let sum = |lengths: &[Length]| lengths.iter().copied().sum::<Length>();
    if sum(&natural) <= room {
        return Some(natural);
    }
    let needed = sum(&least);
    if needed > room {
        let share = |width: &Length| Length::max(room.scale(width.0, needed.0.max(1)), Length::millipt(1));
        return always.then(|| least.iter().map(share).collect());
    }
    // Each column gets what it needs, and of the rest as much as it would use of it: the square
    // root keeps one long column from starving the others.
    let wants: Vec<i64> =
        natural.iter().zip(&least).map(|(all, some)| (*all - *some).0.max(0).isqrt()).collect();
    let (rest, total) = (room - needed, wants.iter().sum::<i64>().max(1));
    let mut widths: Vec<Length> =
        least.iter().zip(&wants).map(|(least, want)| *least + rest.scale(*want, total)).collect();
    // What a column does not use goes to those that are still too narrow.
    let mut spare = Length::ZERO;
    for (width, natural) in widths.iter_mut().zip(&natural) {
        spare += (*width - *natural).max(Length::ZERO);
        *width = (*width).min(*natural);
    }
    let lacks: Vec<i64> = natural.iter().zip(&widths).map(|(all, width)| (*all - *width).0).collect();
    let lacking = lacks.iter().sum::<i64>().max(1);
    for (width, lack) in widths.iter_mut().zip(lacks) {
        *width += spare.scale(lack, lacking);
    }
    Some(widths)
}

/// The columns side by side, centred as a whole.
fn place_columns(widths: &[Length], gutter: Length, column: Column) -> Vec<Column> {
    let total = widths.iter().copied().sum::<Length>() + gutter * (widths.len() as i64 - 1);
    let mut left = column.left + (column.width - total).max(Length::ZERO) / 2;
    let place = |&width: &Length| {
        let placed = Column { left, width };
        left += width + gutter;
        placed
    };
    widths.iter().map(place).collect()
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
