//! What the tables and notes of a book may come to: what is more is left out before anything is made of it.

use super::walk::{Visited, blocks_and_inlines_mut, blocks_mut, for_inlines_mut};
use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::{Block, BlockKind, Draft, InlineKind, Node, NoteId};
use crate::limits::{HINT, Limits};
use crate::source::Span;
use std::collections::BTreeSet;

/// The drafts without the tables and the notes that are more than a book may have, in reading order.
pub fn within(mut drafts: Vec<Draft>, limits: Limits) -> Warned<Vec<Draft>> {
    let tables = Spent::new(limits.cells()).tables(&mut drafts).map(|first| {
        let most = limits.cells();
        complaint(
            first,
            format!("the tables of this book hold more than {most} cells: those from here on are left out"),
        )
    });
    let notes = Spent::new(limits.notes()).notes(&mut drafts).map(|first| {
        let most = limits.notes();
        complaint(first, format!("this book has more than {most} notes: those from here on are left out"))
    });
    Warned { value: drafts, diagnostics: tables.into_iter().chain(notes).collect() }
}

fn complaint(first: Span, message: String) -> Diagnostic {
    Diagnostic::warning(Code::BeyondLimits, first, message).hint(HINT)
}

/// A budget, and what is left of it.
struct Spent {
    left: usize,
    /// Where it was met: from there on nothing more is taken.
    met: Option<Span>,
}

impl Spent {
    fn new(budget: usize) -> Spent {
        Spent { left: budget, met: None }
    }

    /// Whether something still fits in.
    fn takes(&mut self, count: usize, span: Span) -> bool {
        match self.left.checked_sub(count).filter(|_| self.met.is_none()) {
            Some(left) => self.left = left,
            None => _ = self.met.get_or_insert(span),
        }
        self.met.is_none()
    }

    /// Empties the tables that do not fit in; where the first of them is.
    fn tables(mut self, drafts: &mut [Draft]) -> Option<Span> {
        for draft in drafts {
            let notes = draft.notes.iter_mut().flat_map(|note| &mut note.blocks);
            for block in blocks_of(&mut draft.nodes).chain(notes) {
                blocks_mut(std::slice::from_mut(block), &mut |block| {
                    let BlockKind::Table(table) = &block.kind else { return };
                    if !self.takes(table.cells().count(), block.span) {
                        block.kind = BlockKind::Paragraph(Vec::new());
                    }
                });
            }
        }
        self.met
    }

    /// Takes out the notes that do not fit in, and what calls them; where the first of them is.
    fn notes(mut self, drafts: &mut [Draft]) -> Option<Span> {
        let mut left_out: BTreeSet<NoteId> = BTreeSet::new();
        for draft in &mut *drafts {
            draft.notes.retain(|note| {
                let fits = self.takes(1, note.span);
                left_out.extend((!fits).then_some(note.id));
                fits
            });
        }
        if !left_out.is_empty() {
            drafts.iter_mut().for_each(|draft| forget(draft, &left_out));
        }
        self.met
    }
}

fn blocks_of(nodes: &mut [Node]) -> impl Iterator<Item = &mut Block> {
    nodes.iter_mut().filter_map(|node| match node {
        Node::Block(block) => Some(block),
        Node::Heading { .. } => None,
    })
}

/// Takes out the calls of notes.
fn forget(draft: &mut Draft, left_out: &BTreeSet<NoteId>) {
    let silence = |kind: &mut InlineKind| {
        if matches!(kind, InlineKind::NoteMark(id) if left_out.contains(id)) {
            *kind = InlineKind::Text(String::new());
        }
    };
    let in_blocks = |blocks: &mut [Block]| {
        blocks_and_inlines_mut(blocks, &mut |visited| {
            if let Visited::Inline(inline) = visited {
                silence(&mut inline.kind);
            }
        });
    };
    for node in &mut draft.nodes {
        match node {
            Node::Block(block) => in_blocks(std::slice::from_mut(block)),
            Node::Heading { heading, .. } => {
                for_inlines_mut(&mut heading.content, &mut |inline| silence(&mut inline.kind));
            }
        }
    }
    draft.notes.iter_mut().for_each(|note| in_blocks(&mut note.blocks));
}

#[cfg(test)]
mod tests {
    use super::super::testing::draft;
    use super::*;
    use crate::document::{Cell, Row, Table};
    use crate::source::FileId;

    /// A table of so many cells behind what a draft holds.
    fn add_table(draft: &mut Draft, cells: usize) {
        let Some(Node::Block(last)) = draft.nodes.last() else { panic!("a block at the end") };
        let cell = Cell {
            span: last.span,
            id: None,
            blocks: Vec::new(),
            column: 0,
            colspan: 1,
            rowspan: 1,
            heads: None,
            alignment: Default::default(),
        };
        let cells = vec![cell; cells];
        let table = Table { columns: 1, bodies: vec![vec![Row { id: None, cells }]], ..Table::default() };
        let block = Block { kind: BlockKind::Table(table), ..last.clone() };
        draft.nodes.push(Node::Block(block));
    }

    #[test]
    fn budgets_are_spent_in_reading_order_through_all_files() {
        for (cells, kept, said) in [
            ([1, 2], [true, true], None),
            ([2, 2], [true, false], Some(1)),
            ([4, 1], [false, false], Some(0)),
        ] {
            let mut drafts = vec![draft(0, "One."), draft(1, "Two.")];
            drafts.iter_mut().zip(cells).for_each(|(draft, cells)| add_table(draft, cells));
            let met = Spent::new(3).tables(&mut drafts);
            let stays = |draft: &Draft| {
                matches!(draft.nodes.last(), Some(Node::Block(Block { kind: BlockKind::Table(_), .. })))
            };
            assert_eq!([stays(&drafts[0]), stays(&drafts[1])], kept, "{cells:?}");
            assert_eq!(met.map(|span| span.file), said.map(FileId), "{cells:?}");
        }
    }

    #[test]
    fn calls_of_notes_that_are_left_out_leave_no_trace() {
        let mut drafts = vec![draft(0, "# One[^1]\nTwo[^0] three[^1].\n[^0]: Zero.\n[^1]: One.")];
        let met = Spent::new(1).notes(&mut drafts).expect("one is too many");
        assert_eq!((met.file, drafts[0].notes.len()), (FileId(0), 1));
        let mut calls = Vec::new();
        for node in &mut drafts[0].nodes {
            let content = match node {
                Node::Heading { heading, .. } => &mut heading.content,
                Node::Block(Block { kind: BlockKind::Paragraph(content), .. }) => content,
                Node::Block(_) => panic!("paragraphs alone"),
            };
            for_inlines_mut(content, &mut |inline| {
                if let InlineKind::NoteMark(id) = &inline.kind {
                    calls.push(id.index);
                }
            });
        }
        assert_eq!(calls, [0]);
    }
}
