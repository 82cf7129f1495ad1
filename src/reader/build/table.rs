//! Cells and tables when they end.

use super::builder::Builder;
use super::closed::ClosedTable;
use super::float;
use super::inline::Inlines;
use super::kind::Kind;
use super::open_table::OpenTable;
use crate::document::{Block, BlockId, BlockKind, Float, FloatKind, Scope, content};
use crate::reader::table::{self, Head, PartKind, WrittenCell};
use std::collections::BTreeMap;
use std::ops::Range;

impl Builder<'_> {
    /// Changes the table that is the innermost container.
    pub(in crate::reader) fn in_table(&mut self, change: impl FnOnce(&mut OpenTable)) {
        if let Some(Kind::Table(table)) = self.containers.innermost() {
            change(table);
        }
    }

    /// A cell that has words alone; where the table nests too deep to be one, its words stay.
    pub(super) fn end_cell(&mut self, inlines: Inlines, range: Range<usize>) {
        let content = self.finished(inlines);
        if !matches!(self.containers.innermost(), Some(Kind::Table(_))) {
            return self.push_words(content, range);
        }
        let (span, mut blocks) = (self.span(range.clone()), Vec::new());
        if !content.is_empty() {
            blocks.push(Block { id: self.next_id(), span, kind: BlockKind::Paragraph(content) });
        }
        self.in_table(|table| {
            let head = if table.is_in(PartKind::Head) { Head::Of(Scope::Column) } else { Head::No };
            table.push(WrittenCell { span, blocks, head, ..WrittenCell::default() });
        });
    }

    /// Closes an element's table of which no cell is open: what the driver announces stands between no cells.
    pub(in crate::reader) fn leave_table(&mut self) {
        if self.containers.is_between_cells() {
            self.close_container();
        }
    }

    /// Places a table, in a float where it has a caption, behind what stood in none of its cells, as
    /// HTML has it ("foster parenting").
    pub(super) fn end_table(&mut self, closed: ClosedTable) {
        let ClosedTable { id, span, table, strays: blocks } = closed;
        let OpenTable { caption, written, .. } = table;
        let table = table::form(written, &mut self.report.diagnostics);
        let range = span.start as usize..span.end as usize;
        if table.rows().next().is_none() {
            blocks.into_iter().for_each(|stray| self.place(stray));
            self.push_words(caption, range);
            return self.close_lone();
        }
        let mut block = Block { id, span, kind: BlockKind::Table(table) };
        if !caption.is_empty() {
            let mut float =
                Float { kind: FloatKind::Table, caption, blocks: vec![block], ..Float::default() };
            float::take_stated_number(&mut float);
            block = Block { id: self.next_id(), span, kind: BlockKind::Float(float) };
        }
        self.place_behind(blocks, block);
    }

    /// Places a block behind what stood in it and cannot.
    pub(super) fn place_behind(&mut self, strays: Vec<Block>, block: Block) {
        let mut blocks = strays;
        blocks.push(block);
        self.number_in_order(&mut blocks);
        let last = blocks.pop();
        if let Some(around) = self.containers.blocks() {
            around.append(&mut blocks);
        }
        blocks.into_iter().chain(last).for_each(|block| self.place(block));
    }

    /// Numbers blocks anew where they are read in another order than they are written in: those of a
    /// foot that stands before the body, and a table whose caption makes a float of it.
    fn number_in_order(&mut self, blocks: &mut [Block]) {
        let mut order = Vec::new();
        each_block(blocks, &mut |block| order.push(block.id));
        if order.is_sorted() {
            return;
        }
        let mut numbers = order.clone();
        numbers.sort_unstable();
        let anew: BTreeMap<BlockId, BlockId> = order.into_iter().zip(numbers).collect();
        let number = |id: &mut BlockId| *id = anew.get(id).copied().unwrap_or(*id);
        each_block(blocks, &mut |block| number(&mut block.id));
        // What was named before the table stands before it.
        let is_within = |id: &BlockId| anew.first_key_value().is_some_and(|(first, _)| id >= first);
        let anchors = self.draft.anchors.iter_mut().map(|(_, id, _)| id).rev();
        anchors.take_while(|id| is_within(id)).for_each(number);
        let named = self.named.iter_mut().map(|(_, id)| id).rev();
        named.take_while(|id| is_within(id)).for_each(number);
    }
}

/// Visits blocks and what they hold in reading order.
fn each_block(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    let mut stack: Vec<&mut Block> = blocks.iter_mut().rev().collect();
    while let Some(block) = stack.pop() {
        visit(block);
        stack.extend(content::children_mut(block).rev());
    }
}
