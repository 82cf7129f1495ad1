//! What comes of containers that are closed.

use super::container::{Container, Containers};
use super::float;
use super::kind::{Division, Kind};
use super::open_table::OpenTable;
use crate::document::{
    Block, BlockId, BlockKind, Definition, Group, GroupKind, Inline, List, ListItem, Note,
};
use crate::reader::table::WrittenCell;
use crate::source::Span;

/// What comes of a closed container.
pub(super) enum Closed {
    Block(Block),
    /// What stood in a list before its first item goes before the list; one without items is none.
    List {
        strays: Vec<Block>,
        list: Option<Block>,
    },
    /// Entries of a group go to the list of definitions around it.
    Entries {
        strays: Vec<Block>,
        entries: Vec<Definition>,
    },
    /// What is the title of the container around it, and the blocks that cannot be in one.
    Title {
        blocks: Vec<Block>,
        closed: bool,
        span: Span,
    },
    Note(Note),
    Table(ClosedTable),
    /// An item went to its list, a cell to its table, or a container beyond the limit ended.
    Inside,
}

/// A table whose rows are all there.
pub(super) struct ClosedTable {
    pub(super) id: BlockId,
    pub(super) span: Span,
    pub(super) table: OpenTable,
    /// What stood in none of its cells.
    pub(super) strays: Vec<Block>,
}

impl Containers {
    /// Closes the innermost container; `siblings` has the last word on the blocks in it.
    pub(super) fn close(&mut self, siblings: impl FnOnce(Vec<Block>) -> Vec<Block>) -> Closed {
        if self.depth.flattened > 0 {
            self.depth.flattened -= 1;
            return Closed::Inside;
        }
        let Some(Container { id, span, kind, blocks, .. }) = self.stack.pop() else { return Closed::Inside };
        let blocks = siblings(blocks);
        self.depth.levels -= usize::from(kind.counts() && self.depth.levels > 0);
        let kind = match kind {
            Kind::Note { id, outer } => {
                self.depth = outer;
                return Closed::Note(Note { id, span, number: 0, blocks });
            }
            Kind::Item { task } => {
                if let Some(Kind::List { items, .. }) = self.innermost() {
                    items.push(ListItem { task, blocks });
                }
                return Closed::Inside;
            }
            Kind::Details => {
                if let Some(Kind::Definitions(entries)) = self.innermost() {
                    match entries.last_mut() {
                        Some(entry) => entry.details.push(blocks),
                        None => entries.push(Definition { term: Vec::new(), details: vec![blocks] }),
                    }
                }
                return Closed::Inside;
            }
            Kind::Cell(cell) => {
                if let Some(Kind::Table(table)) = self.innermost() {
                    table.push(WrittenCell { blocks, ..cell });
                }
                return Closed::Inside;
            }
            Kind::Table(table) => {
                return Closed::Table(ClosedTable { id, span, table: *table, strays: blocks });
            }
            Kind::Title { closed } => return Closed::Title { blocks, closed, span },
            Kind::Definitions(entries) if self.is_list_of_definitions() => {
                return Closed::Entries { strays: blocks, entries };
            }
            Kind::List { start, loose, items } => {
                let has_items = !items.is_empty();
                let list = List { start, tight: !loose, items };
                let list = Some(BlockKind::List(list)).filter(|_| has_items);
                return Closed::list(id, span, list, blocks);
            }
            Kind::Definitions(mut entries) => {
                // HTML has no term without a description, were it an empty one.
                if let Some(Definition { details, .. }) = entries.last_mut()
                    && details.is_empty()
                {
                    details.push(Vec::new());
                }
                let list = (!entries.is_empty()).then_some(BlockKind::Definitions(entries));
                return Closed::list(id, span, list, blocks);
            }
            Kind::Division(Division { vanishes: true, title, .. })
                if blocks.is_empty() && title.is_empty() =>
            {
                return Closed::Inside;
            }
            Kind::Quote => BlockKind::Quote(blocks),
            Kind::Alert(alert, title) => group(GroupKind::Alert(alert), title, blocks),
            Kind::Division(Division { classes, lang, alignment, title, .. }) => {
                let kind = GroupKind::Division(classes);
                BlockKind::Group(Group { kind, lang, alignment, title, blocks })
            }
            Kind::Collapsible(summary) => group(GroupKind::Details, summary, blocks),
            Kind::Float(float) => BlockKind::Float(float::finished(*float, blocks)),
        };
        Closed::Block(Block { id, span, kind })
    }
}

impl Closed {
    fn list(id: BlockId, span: Span, kind: Option<BlockKind>, strays: Vec<Block>) -> Closed {
        Closed::List { strays, list: kind.map(|kind| Block { id, span, kind }) }
    }
}

fn group(kind: GroupKind, title: Vec<Inline>, blocks: Vec<Block>) -> BlockKind {
    BlockKind::Group(Group { kind, lang: None, alignment: None, title, blocks })
}
