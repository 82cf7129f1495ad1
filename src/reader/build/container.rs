//! Blocks that hold blocks, while they are being read: a stack, so that no depth of nesting in the
//! manuscript becomes a depth of calls.

use super::float;
use super::open_table::OpenTable;
use crate::document::{
    Alert, Alignment, Block, BlockId, BlockKind, Definition, Float, Group, GroupKind, Inline, List, ListItem,
    Note, NoteId,
};
use crate::reader::table::WrittenCell;
use crate::source::{FileId, Span};
use std::ops::Range;

/// So many quotes and lists may nest.
pub(super) const LEVELS: usize = 100;

/// What a container is, and what it gathers besides its blocks.
#[derive(Debug)]
pub(in crate::reader) enum Kind {
    Quote,
    /// A note to the reader, with its title where the manuscript gives one.
    Alert(Alert, Vec<Inline>),
    Definitions(Vec<Definition>),
    /// What is said of a term.
    Details,
    Division(Division),
    /// HTML's `details`, with its summary.
    Collapsible(Vec<Inline>),
    /// What is the title of the notice or of HTML's `details` that it is directly in, the caption of
    /// the figure, or the next term of the list; `closed` where its end tag is there.
    Title {
        closed: bool,
    },
    /// HTML's `figure`, or an unknown element with a caption, a number or a file's name.
    Float(Box<Float>),
    List {
        start: Option<u64>,
        loose: bool,
        items: Vec<ListItem>,
    },
    Item {
        task: Option<bool>,
    },
    /// A table; what stands in it but in none of its cells are its blocks.
    Table(Box<OpenTable>),
    /// A cell of an HTML table.
    Cell(WrittenCell),
    /// A note stands outside of what it is defined in: depth counts anew, and `outer` is put back.
    Note {
        id: NoteId,
        outer: Depth,
    },
}

/// HTML's `div` and its kin, and what says the language of a block that cannot say it itself.
#[derive(Clone, Debug, Default)]
pub(in crate::reader) struct Division {
    pub(in crate::reader) classes: Vec<String>,
    pub(in crate::reader) lang: Option<String>,
    /// How its paragraphs are aligned.
    pub(in crate::reader) alignment: Option<Alignment>,
    /// What stands above its blocks as their title.
    pub(in crate::reader) title: Vec<Inline>,
    /// It is there for one block's language or alignment alone, and ends with that block.
    pub(in crate::reader) lone: bool,
    /// Its headings are its own and none of the book's, as those of HTML's `aside`.
    pub(in crate::reader) apart: bool,
    /// It is nothing where no block is in it: it has only been closed for a heading, or asks for a
    /// new page alone.
    pub(in crate::reader) vanishes: bool,
}

/// How deep containers are nested.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::reader) struct Depth {
    levels: usize,
    /// Containers open beyond the limit, whose content goes to the last one within it.
    flattened: usize,
}

#[derive(Debug)]
struct Container {
    id: BlockId,
    span: Span,
    kind: Kind,
    /// The element that opened it and may leave it open; `None` where the driver closes what it opens.
    element: Option<String>,
    /// The tag that has a new page begin behind it.
    breaks_after: Option<Range<usize>>,
    blocks: Vec<Block>,
}

/// A division that was closed for a heading, to go on behind it.
pub(super) struct Interrupted {
    division: Division,
    element: Option<String>,
    breaks_after: Option<Range<usize>>,
}

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

/// The containers that are open, the innermost last.
#[derive(Debug)]
pub(super) struct Containers {
    file: FileId,
    stack: Vec<Container>,
    depth: Depth,
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

    fn push(&mut self, id: BlockId, kind: Kind, element: Option<String>, range: Range<usize>) {
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

    /// The innermost container's kind.
    pub(super) fn innermost(&mut self) -> Option<&mut Kind> {
        self.stack.last_mut().map(|container| &mut container.kind)
    }

    /// A paragraph that the driver announces makes the list that it stands in directly a loose one.
    pub(super) fn paragraph(&mut self) {
        if let [.., list, Container { kind: Kind::Item { .. }, .. }] = self.stack.as_mut_slice()
            && let Kind::List { loose, .. } = &mut list.kind
        {
            *loose = true;
        }
    }

    fn is_list_of_definitions(&mut self) -> bool {
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
    pub(super) fn break_after(&mut self, name: &str, tag: &Range<usize>) {
        let open = self.stack.iter_mut().rev();
        let mut named = open.filter(|container| container.element.as_deref() == Some(name));
        if let Some(container) = named.next() {
            container.breaks_after = Some(tag.clone());
            if let Kind::Division(division) = &mut container.kind {
                division.vanishes = true;
            }
        }
    }

    /// The tag that has a new page begin behind the innermost container.
    pub(super) fn breaks_after(&self) -> Option<Range<usize>> {
        self.stack.last().filter(|_| self.depth.flattened == 0)?.breaks_after.clone()
    }

    /// The divisions that are open, if nothing else is: a heading in them is one of the book. They
    /// are to be closed, and leave nothing where nothing is in them.
    pub(super) fn interrupt(&mut self) -> Option<Vec<Interrupted>> {
        // Each heading doubles them, so that a hostile text could make many of few.
        const MOST: usize = 16;
        let holds_headings = |container: &Container| {
            matches!(container.kind, Kind::Division(Division { apart: false, lone: false, .. }))
        };
        let open = self.depth.flattened == 0 && (1..=MOST).contains(&self.stack.len());
        if !(open && self.stack.iter().all(holds_headings)) {
            return None;
        }
        let interrupted = self.stack.iter_mut().filter_map(|container| {
            let Kind::Division(division) = &mut container.kind else { return None };
            division.vanishes = true;
            let division = Division { title: Vec::new(), ..division.clone() };
            let breaks_after = std::mem::take(&mut container.breaks_after);
            Some(Interrupted { division, element: container.element.clone(), breaks_after })
        });
        Some(interrupted.collect())
    }

    /// Opens a division again that was closed for a heading.
    pub(super) fn resume(&mut self, id: BlockId, interrupted: Interrupted, range: Range<usize>) {
        let Interrupted { division, element, breaks_after } = interrupted;
        self.depth.levels += 1;
        self.push(id, Kind::Division(division), element, range);
        if let Some(container) = self.stack.last_mut() {
            container.breaks_after = breaks_after;
        }
    }
}

impl Interrupted {
    /// The language of what it holds.
    pub(super) fn lang(&self) -> Option<&String> {
        self.division.lang.as_ref()
    }
}

impl Closed {
    fn list(id: BlockId, span: Span, kind: Option<BlockKind>, strays: Vec<Block>) -> Closed {
        Closed::List { strays, list: kind.map(|kind| Block { id, span, kind }) }
    }
}

impl Kind {
    /// Whether it is a level of nesting of its own, and a block.
    pub(super) fn counts(&self) -> bool {
        !matches!(
            self,
            Kind::Item { .. } | Kind::Cell(_) | Kind::Details | Kind::Title { .. } | Kind::Note { .. }
        )
    }
}

fn group(kind: GroupKind, title: Vec<Inline>, blocks: Vec<Block>) -> BlockKind {
    BlockKind::Group(Group { kind, lang: None, alignment: None, title, blocks })
}
