//! Blocks that hold blocks, while they are being read: a stack, so that no depth of nesting in the
//! manuscript becomes a depth of calls.

use crate::document::{Block, BlockId, BlockKind, List, ListItem, Note, NoteId};
use crate::source::{FileId, Span};
use std::ops::Range;

/// So many quotes and lists may nest.
pub(super) const LEVELS: usize = 100;

#[derive(Debug)]
pub(super) enum Kind {
    Quote,
    List {
        start: Option<u64>,
        loose: bool,
        items: Vec<ListItem>,
    },
    Item,
    /// A note stands outside of what it is defined in: depth counts anew, and `outer` is put back.
    Note {
        id: NoteId,
        outer: Depth,
    },
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Depth {
    levels: usize,
    /// Containers open beyond the limit, whose content goes to the last one within it.
    flattened: usize,
}

#[derive(Debug)]
struct Container {
    id: BlockId,
    span: Span,
    kind: Kind,
    blocks: Vec<Block>,
}

/// What comes of a closed container.
pub(super) enum Closed {
    Block(Block),
    Note(Note),
    /// An item went to its list, or a container beyond the limit ended.
    Inside,
}

#[derive(Debug)]
pub(super) struct Containers {
    file: FileId,
    stack: Vec<Container>,
    depth: Depth,
}

impl Containers {
    pub(super) fn new(file: FileId) -> Containers {
        Containers { file, stack: Vec::new(), depth: Depth::default() }
    }

    /// Opens a container. `false` where it would nest too deep: its content then goes to this one.
    pub(super) fn open(&mut self, id: BlockId, mut kind: Kind, range: Range<usize>) -> bool {
        match &mut kind {
            Kind::Note { outer, .. } => *outer = std::mem::take(&mut self.depth),
            _ if self.depth.flattened > 0 => {
                self.depth.flattened += 1;
                return false;
            }
            Kind::Quote | Kind::List { .. } if self.depth.levels >= LEVELS => {
                self.depth.flattened = 1;
                return false;
            }
            Kind::Quote | Kind::List { .. } => self.depth.levels += 1,
            Kind::Item => {}
        }
        let span = Span::new(self.file, range);
        self.stack.push(Container { id, span, kind, blocks: Vec::new() });
        true
    }

    pub(super) fn close(&mut self) -> Closed {
        if self.depth.flattened > 0 {
            self.depth.flattened -= 1;
            return Closed::Inside;
        }
        let Some(Container { id, span, kind, blocks }) = self.stack.pop() else { return Closed::Inside };
        let kind = match kind {
            Kind::Note { id, outer } => {
                self.depth = outer;
                return Closed::Note(Note { id, span, number: 0, blocks });
            }
            Kind::Item => {
                if let Some(Kind::List { items, .. }) = self.stack.last_mut().map(|list| &mut list.kind) {
                    items.push(ListItem { task: None, blocks });
                }
                return Closed::Inside;
            }
            Kind::Quote => BlockKind::Quote(blocks),
            Kind::List { start, loose, items } => BlockKind::List(List { start, tight: !loose, items }),
        };
        self.depth.levels -= 1;
        Closed::Block(Block { id, span, kind })
    }

    /// A paragraph that the parser announces makes the list that it stands in directly a loose one.
    pub(super) fn paragraph(&mut self) {
        if let [.., list, Container { kind: Kind::Item, .. }] = self.stack.as_mut_slice()
            && let Kind::List { loose, .. } = &mut list.kind
        {
            *loose = true;
        }
    }

    /// The blocks of the innermost container; `None` at the top level.
    pub(super) fn blocks(&mut self) -> Option<&mut Vec<Block>> {
        self.stack.last_mut().map(|container| &mut container.blocks)
    }
}
