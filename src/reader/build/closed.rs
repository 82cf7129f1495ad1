//! What comes of containers that are closed.

use super::container::{Container, Containers};
use super::float;
use super::kind::{Division, Kind};
use super::open_table::OpenTable;
use crate::document::{
    Block, BlockId, BlockKind, Definition, Group, GroupKind, Heading, Inline, List, ListItem, Note,
};
use crate::reader::table::WrittenCell;
use crate::source::Span;
use std::ops::Range;

/// What comes of a closed container.
pub(super) enum Closed {
    Block(Block),
    /// Blocks one after the other.
    Blocks(Vec<Block>),
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
        id: Option<(String, Range<usize>)>,
        closed: bool,
        span: Span,
    },
    /// A heading, its words not yet taken from its blocks.
    Heading {
        level: u8,
        heading: Heading,
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
        match kind {
            Kind::Note { id, outer } => {
                self.depth = outer;
                Closed::Note(Note { id, span, number: 0, blocks })
            }
            Kind::Item { .. } | Kind::Details | Kind::Cell(_) => {
                self.close_part(kind, blocks);
                Closed::Inside
            }
            Kind::Table(table) => Closed::Table(ClosedTable { id, span, table: *table, strays: blocks }),
            Kind::Title { id, closed } => Closed::Title { blocks, id, closed, span },
            Kind::Heading { level, heading, closed } => {
                Closed::Heading { level, heading, blocks, closed, span }
            }
            Kind::Definitions(entries) if self.is_list_of_definitions() => {
                Closed::Entries { strays: blocks, entries }
            }
            Kind::List { mut numbers, from_count, loose, items } => {
                if let Some(numbers) = numbers.as_mut().filter(|_| from_count) {
                    numbers.first = items.len() as i64;
                }
                let has_items = !items.is_empty();
                let list = List { numbers, tight: !loose, items, ..List::default() };
                Closed::list(id, span, has_items.then_some(BlockKind::List(list)), blocks)
            }
            Kind::Definitions(entries) => Closed::list(id, span, definitions(entries), blocks),
            Kind::Captioned(float, place) => {
                let (float, legend) = float::with_caption(*float, blocks, place);
                Closed::figure(Block { id, span, kind: BlockKind::Float(float) }, legend)
            }
            Kind::ListTable(said) => match said.table(blocks) {
                Ok(table) => Closed::Table(ClosedTable { id, span, table, strays: Vec::new() }),
                Err(division) => Closed::Block(Block { id, span, kind: BlockKind::Group(division) }),
            },
            kind => match block(kind, blocks) {
                Some(kind) => Closed::Block(Block { id, span, kind }),
                None => Closed::Inside,
            },
        }
    }

    /// Gives what is part of the container around it to that.
    fn close_part(&mut self, kind: Kind, blocks: Vec<Block>) {
        match (kind, self.innermost()) {
            (Kind::Item { task }, Some(Kind::List { items, .. })) => items.push(ListItem { task, blocks }),
            (Kind::Details, Some(Kind::Definitions(entries))) => match entries.last_mut() {
                Some(entry) => entry.details.push(blocks),
                None => entries.push(Definition { term: Vec::new(), details: vec![blocks] }),
            },
            (Kind::Cell(cell), Some(Kind::Table(table))) => table.push(WrittenCell { blocks, ..cell }),
            _ => {}
        }
    }
}

/// A list of definitions. HTML has no term without a description, were it an empty one.
fn definitions(mut entries: Vec<Definition>) -> Option<BlockKind> {
    if let Some(Definition { details, .. }) = entries.last_mut()
        && details.is_empty()
    {
        details.push(Vec::new());
    }
    (!entries.is_empty()).then_some(BlockKind::Definitions(entries))
}

/// The block of a container that is one by itself; of a division that may vanish and holds nothing,
/// none.
fn block(kind: Kind, blocks: Vec<Block>) -> Option<BlockKind> {
    Some(match kind {
        Kind::Alert(alert, title) => group(GroupKind::Alert(alert), title, blocks),
        Kind::Division(Division { vanishes: true, title, .. }) if blocks.is_empty() && title.is_empty() => {
            return None;
        }
        Kind::Division(Division { classes, lang, direction, alignment, title, theorem, .. }) => {
            let kind = theorem.map_or(GroupKind::Division(classes), GroupKind::Theorem);
            BlockKind::Group(Group { kind, lang, direction, alignment, title, blocks })
        }
        Kind::Collapsible(summary) => group(GroupKind::Details, summary, blocks),
        Kind::Float(float) => BlockKind::Float(float::finished(*float, blocks)),
        _ => BlockKind::Quote(blocks),
    })
}

impl Closed {
    /// A figure and what is said behind its caption; without a caption, what it shows alone.
    fn figure(mut figure: Block, legend: Option<Block>) -> Closed {
        let mut shown = match &mut figure.kind {
            BlockKind::Float(float) if float.caption.is_empty() && float.title.is_empty() => {
                std::mem::take(&mut float.blocks)
            }
            _ => vec![figure],
        };
        shown.extend(legend);
        Closed::Blocks(shown)
    }

    fn list(id: BlockId, span: Span, kind: Option<BlockKind>, strays: Vec<Block>) -> Closed {
        Closed::List { strays, list: kind.map(|kind| Block { id, span, kind }) }
    }
}

fn group(kind: GroupKind, title: Vec<Inline>, blocks: Vec<Block>) -> BlockKind {
    BlockKind::Group(Group { kind, lang: None, direction: None, alignment: None, title, blocks })
}
