//! The rows of a table as boxes. Rows that a cell spans stand together: a page ends between them only
//! where they are too high to stay whole.

use super::{Frame, LIGHT, in_cell, rule};
use crate::document::{Cell, Row};
use crate::layout::blocks::Context;
use crate::layout::galley::{Galley, LineBox};
use crate::layout::setter::Setter;
use crate::length::Length;

/// A row, or several that stay together, as lines between which a page may end.
pub(super) struct SetRow {
    /// White space above it, where another row stands there.
    pub gap: Length,
    pub lines: Vec<LineBox>,
}

impl SetRow {
    pub(super) fn height(&self) -> Length {
        self.gap + self.lines.iter().map(|line| line.height).sum()
    }
}

/// A cell whose content is set.
struct SetCell<'c> {
    cell: &'c Cell,
    /// Its first row and the one after its last, among those that stand together.
    first: usize,
    end: usize,
    content: Galley,
}

impl Setter<'_> {
    pub(super) fn table_rows(&self, rows: &[Row], frame: &Frame, galley: &mut Galley) -> Vec<SetRow> {
        let mut set = Vec::new();
        let mut start = 0;
        while start < rows.len() {
            let mut end = start + 1;
            let mut index = start;
            while index < end {
                let lowest = rows[index].cells.iter().map(|cell| index + cell.rowspan).max();
                end = end.max(lowest.unwrap_or_default()).min(rows.len());
                index += 1;
            }
            set.extend(self.rows_together(&rows[start..end], frame, galley));
            start = end;
        }
        set
    }

    /// Rows of which none can be told from the next for a cell that spans them.
    fn rows_together(&self, rows: &[Row], frame: &Frame, galley: &mut Galley) -> Vec<SetRow> {
        let mut cells = Vec::new();
        for (first, row) in rows.iter().enumerate() {
            for cell in &row.cells {
                let context = Context { column: frame.column(cell), ..in_cell(cell, frame.context) };
                let mut content = Galley::default();
                self.blocks(&cell.blocks, context, &mut content);
                content.trim();
                galley.diagnostics.append(&mut content.diagnostics);
                let end = (first + cell.rowspan).min(rows.len());
                cells.push(SetCell { cell, first, end, content });
            }
        }
        let tops = tops(&cells, rows.len(), frame);
        let height = tops[rows.len()] - frame.pad;
        if height < self.depth / 2 {
            return vec![SetRow { gap: frame.pad, lines: vec![whole(cells, &tops, frame)] }];
        }
        line_by_line(cells, rows.len(), frame)
    }
}

/// Where each row begins, and where one behind the last would: a row is as high as the highest of its
/// cells, and the last of those that a cell spans takes what the cell is higher than they.
fn tops(cells: &[SetCell], count: usize, frame: &Frame) -> Vec<Length> {
    let mut heights = vec![frame.context.style.leading; count];
    let mut order: Vec<&SetCell> = cells.iter().collect();
    order.sort_by_key(|cell| (cell.end, cell.end - cell.first));
    let mut tops = vec![Length::ZERO; count + 1];
    let mut known = 0;
    for cell in order {
        // All rows above the last one of this cell are as high as they will be.
        while known + 1 < cell.end {
            tops[known + 1] = tops[known] + heights[known] + frame.pad;
            known += 1;
        }
        let above = tops[cell.end - 1] - tops[cell.first];
        let last = &mut heights[cell.end - 1];
        *last = (*last).max(cell.content.height() - above);
    }
    for row in known..count {
        tops[row + 1] = tops[row] + heights[row] + frame.pad;
    }
    tops
}

/// All cells at their places, in one box.
fn whole(cells: Vec<SetCell>, tops: &[Length], frame: &Frame) -> LineBox {
    let count = tops.len() - 1;
    let mut boxes = vec![LineBox::blank(tops[count] - frame.pad)];
    for SetCell { cell, first, end, content } in cells {
        boxes.push(LineBox::stacked([LineBox::blank(tops[first]), content.into_box()]));
        // A head of several columns has a rule above the heads that it holds together.
        if cell.heads.is_some() && cell.colspan > 1 && end < count {
            let above = tops[end] - (frame.pad + LIGHT) / 2;
            boxes.push(LineBox::stacked([LineBox::blank(above), rule(frame.column(cell), LIGHT)]));
        }
    }
    LineBox::beside(boxes)
}

/// A box a line: each row ends with the last line of the cells that end in it, and a cell that spans
/// rows goes on beside them.
fn line_by_line(cells: Vec<SetCell>, count: usize, frame: &Frame) -> Vec<SetRow> {
    let mut waiting = cells.into_iter().peekable();
    let mut open = Vec::new();
    let mut rows = Vec::with_capacity(count);
    for row in 0..count {
        while let Some(SetCell { cell, end, content, .. }) = waiting.next_if(|cell| cell.first == row) {
            open.push((cell.column, end, content.into_lines().into_iter()));
        }
        open.sort_by_key(|(column, ..)| *column);
        let ending = open.iter().filter(|(_, end, _)| *end == row + 1);
        let lines = ending.map(|(.., lines)| lines.len()).max().unwrap_or_default().max(1);
        let line = |_| {
            let line = LineBox::beside(open.iter_mut().filter_map(|(.., lines)| lines.next()));
            if line.height > Length::ZERO { line } else { LineBox::blank(frame.context.style.leading) }
        };
        rows.push(SetRow { gap: frame.pad, lines: (0..lines).map(line).collect() });
        open.retain(|(_, end, _)| *end > row + 1);
    }
    rows
}
