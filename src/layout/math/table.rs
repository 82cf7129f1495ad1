//! Matrices, aligned lines, cases.

use super::boxes::MathBox;
use super::face::MathConstant;
use super::{Level, MathSetter};
use crate::document::{MathAlign, MathTable};
use crate::length::{Length, Size};

/// A row's least height and depth, in thousandths of an em: a strut of TeX's baseline skip, seven
/// tenths of it above the baseline; and those of rows that stand close.
const STRUT: (i32, i32) = (840, 360);
const CLOSE_STRUT: (i32, i32) = (700, 250);
/// Half the white space between columns: TeX's `\arraycolsep` of five points; between pairs of
/// aligned columns; between those of a small matrix.
const BESIDE: i32 = 500;
const BESIDE_ALIGNED: i32 = 1000;
const BESIDE_CLOSE: i32 = 280;
/// TeX's `\jot`, between lines of their own.
const JOT: i32 = 300;
/// The least that a number keeps off its formula.
const BEFORE_TAG: i32 = 1000;

impl MathSetter<'_> {
    /// A table whose middle is on the axis. Numbers of rows stand at the right edge of `width`,
    /// else behind the rows; the table then stands in the middle.
    pub(super) fn table(&self, table: &MathTable, level: Level, width: Option<Length>) -> MathBox {
        let inner = Level { display: table.display, ..level };
        let set = |row: &crate::document::MathRow| {
            row.cells.iter().map(|cell| self.node(&cell.content, inner)).collect::<Vec<_>>()
        };
        let cells: Vec<Vec<MathBox>> = table.rows.iter().map(set).collect();
        let tags: Vec<Option<MathBox>> = table
            .rows
            .iter()
            .map(|row| row.tag.as_ref().map(|tag| self.words(tag, false, false, level)))
            .collect();
        let columns = self.columns(table, &cells, level);
        let (left, tag_right) = self.placing(&columns, &tags, width, level);
        let extents = self.extents(table, &cells, level);
        let total: Length = extents.iter().map(|(height, depth)| *height + *depth).sum();
        // As TeX's `\vcenter` has it.
        let mut top = self.axis(level) + total / 2;
        let (mut whole, upper) = (MathBox::default(), top);
        whole.width = tag_right.unwrap_or(columns.width);
        let thickness = self.constant(MathConstant::FractionRuleThickness, level);
        for (((row, cells), tag), (height, depth)) in table.rows.iter().zip(cells).zip(tags).zip(&extents) {
            if row.ruled {
                let size = Size { width: columns.width, height: thickness };
                whole.rule(left, top - thickness / 2, size, level.color);
            }
            let baseline = top - *height;
            for ((cell, set), column) in row.cells.iter().zip(cells).zip(&columns.each) {
                let free = column.width - set.width;
                let within = match cell.align {
                    MathAlign::Left => Length::ZERO,
                    MathAlign::Centre => free / 2,
                    MathAlign::Right => free,
                };
                whole.put(set, left + column.left + within, baseline);
            }
            if let (Some(tag), Some(right)) = (tag, tag_right) {
                let x = right - tag.width;
                whole.put(tag, x, baseline);
            }
            top -= *height + *depth;
        }
        for column in columns.each.iter().filter(|column| column.ruled) {
            let size = Size { width: thickness, height: total };
            whole.rule(left + column.right, top, size, level.color);
        }
        MathBox { height: whole.height.max(upper), depth: whole.depth.max(-top), ..whole }
    }

    /// Where the table begins and where its numbers end.
    fn placing(
        &self,
        columns: &Columns,
        tags: &[Option<MathBox>],
        width: Option<Length>,
        level: Level,
    ) -> (Length, Option<Length>) {
        let widest = tags.iter().flatten().map(|tag| tag.width).max();
        let Some(widest) = widest else { return (Length::ZERO, None) };
        let least = columns.width + self.em(BEFORE_TAG, level) + widest;
        match width.filter(|&width| width >= least) {
            // In the middle of the page, or as far to the left as the number asks.
            Some(width) => (((width - columns.width) / 2).min(width - least), Some(width)),
            None => (Length::ZERO, Some(least)),
        }
    }

    fn columns(&self, table: &MathTable, cells: &[Vec<MathBox>], level: Level) -> Columns {
        let count = cells.iter().map(Vec::len).max().unwrap_or(0);
        let beside = match (table.display, table.close) {
            (_, true) => BESIDE_CLOSE,
            (true, _) => BESIDE_ALIGNED,
            _ => BESIDE,
        };
        let stated = |column: usize, side: fn(&crate::document::MathCell) -> Option<i32>| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
            let stated = cells.filter_map(side).next();
            self.em(stated.unwrap_or(beside), level)
        };
        let mut columns = Columns { each: Vec::with_capacity(count), width: Length::ZERO };
        for column in 0..count {
            let width = cells.iter().filter_map(|row| row.get(column)).map(|cell| cell.width).max();
            let width = width.unwrap_or_default();
            if column > 0 {
                columns.width += stated(column, |cell| cell.left);
            }
            let left = columns.width;
            columns.width += width;
            let ruled = table.rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| cell.ruled));
            if column + 1 < count || ruled {
                columns.width += stated(column, |cell| cell.right);
            }
            columns.each.push(Column { left, width, right: columns.width, ruled });
        }
        columns
    }

    /// Height and depth of every row, with what keeps it off the next.
    fn extents(&self, table: &MathTable, cells: &[Vec<MathBox>], level: Level) -> Vec<(Length, Length)> {
        let strut = if table.close { CLOSE_STRUT } else { STRUT };
        let (least_height, least_depth) = (self.em(strut.0, level), self.em(strut.1, level));
        // Fractions in neighbouring rows must not touch.
        let apart = if table.close { Length::ZERO } else { self.em(100, level) };
        let jot = if table.display { self.em(JOT, level) } else { Length::ZERO };
        let last = cells.len().saturating_sub(1);
        let rows = cells.iter().enumerate().map(|(index, row)| {
            let height = row.iter().map(|cell| cell.height + apart).fold(least_height, Length::max);
            let depth = row.iter().map(|cell| cell.depth + apart).fold(least_depth, Length::max);
            (height, if index < last { depth + jot } else { depth })
        });
        rows.collect()
    }
}

struct Columns {
    each: Vec<Column>,
    width: Length,
}

struct Column {
    left: Length,
    width: Length,
    /// Where the rule to its right stands.
    right: Length,
    ruled: bool,
}
