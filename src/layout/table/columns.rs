//! How wide the columns of a table are to be.

use super::extent::Extent;
use crate::document::Cell;
use crate::layout::blocks::Context;
use crate::layout::setter::{Column, Shape};
use crate::length::Length;

/// What the cells of a table ask of its columns.
pub(super) struct Wanted {
    columns: Vec<Extent>,
    gutter: Length,
}

impl Wanted {
    /// Cells in one column come first; those that span more widen them where that is not enough, the
    /// narrow ones before the wide.
    pub(super) fn new<'c>(
        count: usize,
        gutter: Length,
        cells: impl Iterator<Item = (&'c Cell, Extent)>,
    ) -> Wanted {
        let mut columns = vec![Extent::default(); count];
        let (single, mut spanning): (Vec<_>, Vec<_>) = cells.partition(|(cell, _)| cell.colspan == 1);
        for (cell, extent) in single {
            columns[cell.column] = columns[cell.column].or(extent);
        }
        spanning.sort_by_key(|(cell, _)| cell.colspan);
        for (cell, extent) in spanning {
            let columns = &mut columns[cell.column..cell.column + cell.colspan];
            let gutters = gutter * (cell.colspan as i64 - 1);
            let weights: Vec<i64> = columns.iter().map(|column| column.natural.0).collect();
            widen(columns.iter_mut().map(|column| &mut column.least), &weights, extent.least - gutters);
            widen(columns.iter_mut().map(|column| &mut column.natural), &weights, extent.natural - gutters);
            columns.iter_mut().for_each(|column| column.natural = column.natural.max(column.least));
        }
        Wanted { columns, gutter }
    }

    /// The extent of the table as a whole.
    pub(super) fn whole(&self) -> Extent {
        let gutters = self.gutter * (self.columns.len() as i64 - 1);
        let sum = |of: fn(&Extent) -> Length| self.columns.iter().map(of).sum::<Length>() + gutters;
        Extent { natural: sum(|column| column.natural), least: sum(|column| column.least) }
    }

    /// What is left for the columns of a width that they share.
    fn room(&self, width: Length) -> Length {
        let count = self.columns.len() as i64;
        // A table may have more columns than there is room for gutters alone.
        (width - self.gutter * (count - 1)).max(Length::pt(1) * count)
    }

    /// The widths of the columns, or `None` where they cannot all be as wide as their widest word.
    pub(super) fn fitted(&self, width: Length) -> Option<Vec<Length>> {
        let room = self.room(width);
        let natural: Length = self.columns.iter().map(|column| column.natural).sum();
        if natural <= room {
            return Some(self.columns.iter().map(|column| column.natural).collect());
        }
        let needed: Length = self.columns.iter().map(|column| column.least).sum();
        (needed <= room).then(|| self.shared(room - needed))
    }

    /// The widths of columns that get less than they need.
    pub(super) fn squeezed(&self, width: Length) -> Vec<Length> {
        let (room, needed) =
            (self.room(width), self.columns.iter().map(|column| column.least).sum::<Length>());
        let share = |least: Length| Length::max(room.scale(least.0, needed.0.max(1)), Length::millipt(1));
        self.columns.iter().map(|column| share(column.least)).collect()
    }

    /// Each column gets what it needs, and of the rest as much as it would use of it: the square root
    /// keeps one long column from starving the others.
    fn shared(&self, rest: Length) -> Vec<Length> {
        let want = |column: &Extent| (column.natural - column.least).0.max(0).isqrt();
        let total = self.columns.iter().map(want).sum::<i64>().max(1);
        let share = |column: &Extent| column.least + rest.scale(want(column), total);
        let mut widths: Vec<Length> = self.columns.iter().map(share).collect();
        // What a column does not use goes to those that are still too narrow.
        let mut spare = Length::ZERO;
        for (width, column) in widths.iter_mut().zip(&self.columns) {
            spare += (*width - column.natural).max(Length::ZERO);
            *width = (*width).min(column.natural);
        }
        let lacks = self.columns.iter().zip(&widths).map(|(column, width)| (column.natural - *width).0);
        let lacks: Vec<i64> = lacks.collect();
        let lacking = lacks.iter().sum::<i64>().max(1);
        for (width, lack) in widths.iter_mut().zip(lacks) {
            *width += spare.scale(lack, lacking);
        }
        widths
    }
}

/// Makes lengths as long together as is wanted, each by its weight.
fn widen<'l>(lengths: impl Iterator<Item = &'l mut Length>, weights: &[i64], wanted: Length) {
    let lengths: Vec<&mut Length> = lengths.collect();
    let lacking = wanted - lengths.iter().map(|length| **length).sum();
    if lacking.0 <= 0 {
        return;
    }
    let total: i64 = weights.iter().sum();
    let (mut seen, mut given) = (0, Length::ZERO);
    for (length, weight) in lengths.into_iter().zip(weights) {
        // Columns that nothing else stands in are equally wide.
        seen += if total > 0 { *weight } else { 1 };
        let due = lacking.scale(seen, if total > 0 { total } else { weights.len() as i64 });
        *length += due - given;
        given = due;
    }
}

/// The columns side by side, centred as a whole; in a cell, where its words stand.
pub(super) fn placed(widths: &[Length], gutter: Length, context: Context) -> Vec<Column> {
    let total = widths.iter().copied().sum::<Length>() + gutter * (widths.len() as i64 - 1);
    let room = (context.column.width - total).max(Length::ZERO);
    let from_right = context.style.text.from_right;
    let mut left = context.column.left
        + match context.shape {
            // What aligns the text around it leaves a table as it is.
            _ if context.aligned => room / 2,
            Shape::Justified => room / 2,
            shape => shape.side(from_right).left_of(room),
        };
    let mut place = |&width: &Length| {
        let placed = Column { left, width };
        left += width + gutter;
        placed
    };
    match from_right {
        false => widths.iter().map(place).collect(),
        true => {
            let mut columns: Vec<Column> = widths.iter().rev().map(&mut place).collect();
            columns.reverse();
            columns
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(cells: &[(usize, usize, i64, i64)], width: i64) -> Option<Vec<i64>> {
        let cell = |&(column, colspan, least, natural): &(usize, usize, i64, i64)| {
            let extent = Extent { natural: Length(natural), least: Length(least) };
            (Cell { column, colspan, ..Cell::default() }, extent)
        };
        let cells: Vec<(Cell, Extent)> = cells.iter().map(cell).collect();
        let wanted = Wanted::new(2, Length(10), cells.iter().map(|(cell, extent)| (cell, *extent)));
        Some(wanted.fitted(Length(width))?.into_iter().map(|width| width.0).collect())
    }

    #[test]
    fn cells_that_span_columns_widen_them_where_they_must() {
        let pt = Length::pt(1).0;
        let (a, b) = ((0, 1, 10 * pt, 20 * pt), (1, 1, 10 * pt, 60 * pt));
        for (cells, width, expected) in [
            (&[a, b][..], 200 * pt, Some(vec![20 * pt, 60 * pt])),
            // It needs no more than the columns have.
            (&[a, b, (0, 2, 20 * pt, 80 * pt)], 200 * pt, Some(vec![20 * pt, 60 * pt])),
            // What it lacks goes to the columns as they ask for room.
            (&[a, b, (0, 2, 0, 120 * pt + 10)], 200 * pt, Some(vec![30 * pt, 90 * pt])),
            (&[(0, 2, 0, 50 * pt + 10)], 200 * pt, Some(vec![25 * pt, 25 * pt])),
            (&[a, b, (0, 2, 90 * pt, 90 * pt)], 80 * pt, None),
        ] {
            assert_eq!(widths(cells, width), expected, "{cells:?}");
        }
    }
}
