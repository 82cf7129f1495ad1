//! Tables that are written as lists of lists: each item is a row, and each item in it a cell
//! (docutils, "List Table").

use super::open_table::{Inherited, OpenTable};
use crate::document::{Block, BlockKind, Group, GroupKind, Inline, List, Scope};
use crate::reader::table::{Head, PartKind, WrittenCell};
use crate::source::Span;

/// What such a table says besides its lists.
#[derive(Debug, Default)]
pub(in crate::reader) struct ListTable {
    pub(in crate::reader) caption: Vec<Inline>,
    /// So many rows are its head.
    pub(in crate::reader) head_rows: usize,
    /// So many cells of each row are heads of it.
    pub(in crate::reader) stub_columns: usize,
}

impl ListTable {
    /// The table of these blocks; a division where they are no list of lists.
    pub(super) fn table(self, mut blocks: Vec<Block>) -> Result<OpenTable, Group> {
        if !is_list_of_lists(&blocks) {
            let kind = GroupKind::Division(vec!["list-table".to_owned()]);
            return Err(Group {
                kind,
                lang: None,
                direction: None,
                alignment: None,
                title: self.caption,
                blocks,
            });
        }
        let mut table = OpenTable::captioned(self.caption);
        for (index, mut row) in items(blocks.pop()).enumerate() {
            let part = if index < self.head_rows { PartKind::Head } else { PartKind::Body };
            if !table.is_in(part) {
                table.start_part(part, Inherited::default());
            }
            table.start_row(Inherited::default());
            let span = row.first().map_or(Span::GENERATED, |cells| cells.span);
            for (column, blocks) in items(row.pop()).enumerate() {
                let head = match part {
                    PartKind::Head => Head::Of(Scope::Column),
                    _ if column < self.stub_columns => Head::Of(Scope::Row),
                    _ => Head::No,
                };
                let span = blocks.first().map_or(span, |block| block.span);
                table.push(WrittenCell { span, blocks, head, ..WrittenCell::default() });
            }
        }
        Ok(table)
    }
}

fn is_list_of_lists(blocks: &[Block]) -> bool {
    let [Block { kind: BlockKind::List(List { items, .. }), .. }] = blocks else { return false };
    items.iter().all(|row| matches!(row.blocks.as_slice(), [Block { kind: BlockKind::List(_), .. }]))
}

/// What the items of a list hold.
fn items(list: Option<Block>) -> impl Iterator<Item = Vec<Block>> {
    let items = match list.map(|block| block.kind) {
        Some(BlockKind::List(List { items, .. })) => items,
        _ => Vec::new(),
    };
    items.into_iter().map(|item| item.blocks)
}
