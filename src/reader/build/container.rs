//! Blocks that hold blocks, while they are being read: a stack, so that no depth of nesting in the
//! manuscript becomes a depth of calls.

use super::kind::{Depth, Division, Kind};
use super::leaf::NewPage;
use crate::document::{Block, BlockId, Definition};
use crate::source::{FileId, Span};
use std::ops::Range;

/// So many quotes and lists may nest.
pub(super) const LEVELS: usize = 100;

#[derive(Debug)]
pub(super) struct Container {
    pub(super) id: BlockId,
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// The element that opened it and may leave it open; `None` where the driver closes what it opens.
    pub(super) element: Option<String>,
    /// The tag that has a new page begin behind it.
    pub(super) breaks_after: Option<NewPage>,
    pub(super) blocks: Vec<Block>,
}

/// The containers that are open, the innermost last.
#[derive(Debug)]
pub(super) struct Containers {
    file: FileId,
    pub(super) stack: Vec<Container>,
    pub(super) depth: Depth,
}

impl Containers {
    /// No container is open.
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
            kind if kind.counts() && self.depth.levels >= LEVELS => {
                self.depth.flattened = 1;
                return false;
            }
            kind if kind.counts() => self.depth.levels += 1,
            _ => {}
        }
        self.push(id, kind, None, range);
        true
    }

    /// Opens a container for an element; too deep, it opens none.
    pub(super) fn open_element(&mut self, id: BlockId, name: &str, kind: Kind, range: Range<usize>) -> bool {
        if self.depth.flattened > 0 || self.depth.levels >= LEVELS {
            return false;
        }
        self.depth.levels += usize::from(kind.counts());
        self.push(id, kind, Some(name.to_owned()), range);
        true
    }

    pub(super) fn push(&mut self, id: BlockId, kind: Kind, element: Option<String>, range: Range<usize>) {
        self.stack.push(Container {
            id,
            span: Span::new(self.file, range),
            kind,
            element,
            breaks_after: None,
            blocks: Vec::new(),
        });
    }

    /// How many containers have to be closed so that the innermost element of one of these names is;
    /// `None` where there is none, or where something is open within it that is no element. The search ends
    /// at an element of one of the names in `within`.
    pub(super) fn depth_of(&self, names: &[&str], within: &[&str]) -> Option<usize> {
        if self.depth.flattened > 0 {
            return None;
        }
        let open = self.stack.iter().rev().map_while(|container| container.element.as_deref());
        let open = open.take_while(|name| !within.contains(name));
        open.enumerate().find(|(_, name)| names.contains(name)).map(|(depth, _)| depth + 1)
    }

    /// How many containers are open.
    pub(super) fn count(&self) -> usize {
        self.stack.len()
    }

    /// Whether the table of an element is open and none of its cells.
    pub(super) fn is_between_cells(&self) -> bool {
        self.ends_in_element() && matches!(self.stack.last(), Some(Container { kind: Kind::Table(_), .. }))
    }

    /// Whether the innermost container is an element.
    pub(super) fn ends_in_element(&self) -> bool {
        self.depth.flattened == 0 && self.stack.last().is_some_and(|container| container.element.is_some())
    }

    /// Whether the innermost container ends with the one block that it is there for.
    pub(super) fn ends_in_lone(&self) -> bool {
        let innermost = self.stack.last().map(|container| &container.kind);
        self.depth.flattened == 0 && matches!(innermost, Some(Kind::Division(Division { lone: true, .. })))
    }

    /// The innermost container's kind.
    pub(super) fn innermost(&mut self) -> Option<&mut Kind> {
        self.stack.last_mut().map(|container| &mut container.kind)
    }

    /// The id of the innermost container.
    pub(super) fn innermost_id(&self) -> Option<BlockId> {
        self.stack.last().map(|container| container.id)
    }

    /// Where the innermost container begins.
    pub(super) fn innermost_start(&self) -> usize {
        self.stack.last().map_or(0, |container| container.span.start as usize)
    }

    /// Whether the innermost container is an item whose words are no paragraphs.
    pub(super) fn is_tight_item(&self) -> bool {
        matches!(
            self.stack.as_slice(),
            [
                ..,
                Container { kind: Kind::List { loose: false, .. }, .. },
                Container { kind: Kind::Item { .. }, .. }
            ]
        )
    }

    /// A paragraph that the driver announces makes the list that it stands in directly a loose one.
    pub(super) fn paragraph(&mut self) {
        if let [.., list, Container { kind: Kind::Item { .. }, .. }] = self.stack.as_mut_slice()
            && let Kind::List { loose, .. } = &mut list.kind
        {
            *loose = true;
        }
    }

    /// Whether the innermost container is a list of definitions.
    pub(super) fn is_list_of_definitions(&mut self) -> bool {
        matches!(self.innermost(), Some(Kind::Definitions(_)))
    }

    /// The blocks of the innermost container; `None` at the top level. What stands in a list and in
    /// none of its items belongs to the item before it.
    pub(super) fn blocks(&mut self) -> Option<&mut Vec<Block>> {
        let Container { kind, blocks, .. } = self.stack.last_mut()?;
        Some(match kind {
            Kind::List { items, .. } => items.last_mut().map_or(blocks, |item| &mut item.blocks),
            Kind::Definitions(entries) => match entries.last_mut() {
                Some(Definition { details, .. }) => {
                    if details.is_empty() {
                        details.push(Vec::new());
                    }
                    details.last_mut().unwrap_or(blocks)
                }
                None => blocks,
            },
            _ => blocks,
        })
    }

    /// Whether the innermost container holds no block yet.
    pub(super) fn is_empty(&self) -> bool {
        self.stack.last().is_some_and(|container| container.blocks.is_empty())
    }

    /// Has a new page begin behind the innermost element of a name, as its tag asks.
    pub(super) fn break_after(&mut self, name: &str, page: NewPage) {
        let open = self.stack.iter_mut().rev();
        let mut named = open.filter(|container| container.element.as_deref() == Some(name));
        if let Some(container) = named.next() {
            container.breaks_after = Some(page);
            if let Kind::Division(division) = &mut container.kind {
                division.vanishes = true;
            }
        }
    }

    /// The new page that is to begin behind the innermost container.
    pub(super) fn breaks_after(&self) -> Option<NewPage> {
        self.stack.last().filter(|_| self.depth.flattened == 0)?.breaks_after.clone()
    }
}
