//! Blocks that hold blocks: opened and closed, by the driver or by elements that may be left open.

use super::builder::Builder;
use super::closed::Closed;
use super::container;
use super::interrupt::Interrupted;
use super::kind::{Depth, Division, Kind};
use super::leaf::NewPage;
use super::open_table::Inherited;
use crate::document::{BlockKind, Heading};
use std::ops::Range;

impl Builder<'_> {
    /// Opens a container that the driver closes.
    pub(in crate::reader) fn open_container(&mut self, kind: Kind, range: Range<usize>) {
        let (id, counts) = (self.next_block_id(), kind.counts());
        if !self.containers.open(id, kind, range.clone()) {
            let span = self.span(range);
            self.report.too_deep(container::LEVELS, span);
        } else if counts {
            self.next_id();
        }
    }

    /// Opens the next of the file's notes.
    pub(in crate::reader) fn open_note(&mut self, range: Range<usize>) {
        let id = self.next_note_id();
        self.next_note += 1;
        self.open_container(Kind::Note { id, outer: Depth::default() }, range);
    }

    /// Closes the innermost container that the driver opened, and what is left open within it.
    pub(in crate::reader) fn end_container(&mut self) {
        self.end_implicit();
        self.close_elements();
        self.close_container();
    }

    /// The kind of the innermost container.
    pub(in crate::reader) fn innermost(&mut self) -> Option<&mut Kind> {
        self.containers.innermost()
    }

    /// Closes the innermost container. An item that holds nothing and has an id is there for that.
    pub(super) fn close_container(&mut self) {
        let is_part = matches!(self.containers.innermost(), Some(Kind::Item { .. } | Kind::Details));
        let next = self.next_block_id();
        if is_part
            && self.containers.is_empty()
            && self.draft.anchors.last().is_some_and(|(_, id, _)| *id == next)
        {
            let start = self.containers.innermost_start();
            self.push_block(BlockKind::Paragraph(Vec::new()), start..start);
        }
        let breaks_after = self.containers.breaks_after();
        let (conventions, named) = (self.conventions, &mut self.named);
        match self.containers.close(|blocks| conventions.siblings(blocks, named)) {
            Closed::Block(block) => self.place(block),
            Closed::Blocks(blocks) => blocks.into_iter().for_each(|block| self.place(block)),
            Closed::Note(note) => self.draft.notes.push(note),
            Closed::Table(table) => self.end_table(table),
            Closed::List { strays, list: Some(list) } => self.place_behind(strays, list),
            Closed::List { strays, list: None } => strays.into_iter().for_each(|block| self.place(block)),
            Closed::Entries { strays, mut entries } => {
                strays.into_iter().for_each(|block| self.place(block));
                if let Some(Kind::Definitions(around)) = self.containers.innermost() {
                    around.append(&mut entries);
                }
            }
            Closed::Title { blocks, id, closed, span } => {
                let (mut title, rest) = self.title_of(blocks, closed);
                if let Some((id, tag)) = id {
                    title = self.named_words(id, tag, title);
                }
                self.end_title(title, span);
                rest.into_iter().for_each(|block| self.place(block));
            }
            Closed::Heading { level, heading, blocks, closed, span } => {
                let (content, rest) = self.title_of(blocks, closed);
                let range = span.start as usize..span.end as usize;
                self.place_element_heading(level, Heading { content, ..heading }, range);
                rest.into_iter().for_each(|block| self.place(block));
            }
            Closed::Inside => {}
        }
        let open = self.containers.count();
        self.suspended.retain(|level| level.depth <= open);
        if let Some(page) = breaks_after {
            self.push_page_break(page);
        }
    }

    /// Has what comes next begin on a new page.
    pub(in crate::reader) fn push_page_break(&mut self, page: NewPage) {
        self.push_block(BlockKind::PageBreak(page.side), page.range);
    }

    /// Closes the elements that were left open within the innermost container of the driver.
    pub(super) fn close_elements(&mut self) {
        while self.containers.ends_in_element() {
            self.close_container();
        }
    }

    /// Closes a division that was there for one block's language.
    pub(super) fn close_lone(&mut self) {
        if self.containers.ends_in_lone() {
            self.close_container();
        }
    }

    /// Opens a container for an element. What is said of an item stands within it, that of any other
    /// element around it.
    pub(in crate::reader) fn open_element(
        &mut self,
        name: &str,
        kind: Kind,
        said: Inherited,
        range: &Range<usize>,
    ) {
        let (mut around, mut within) = (Inherited::default(), Inherited::default());
        match &kind {
            // It says them itself.
            Kind::Division(_) => {}
            Kind::Item { .. } | Kind::Details | Kind::Cell(_) | Kind::Title { .. } | Kind::Heading { .. } => {
                within = said;
            }
            _ => around = said,
        }
        self.open_inherited(around, true, range);
        self.open_named(name, kind, range);
        self.open_inherited(within, false, range);
    }

    /// Opens a division for what is said of all that it holds; where nothing is said, none.
    pub(in crate::reader) fn open_inherited(&mut self, said: Inherited, lone: bool, range: &Range<usize>) {
        if said != Inherited::default() {
            let Inherited { lang, alignment, direction } = said;
            let division = Division { lang, alignment, direction, lone, ..Division::default() };
            // No end tag has this name.
            self.open_named("", Kind::Division(division), range);
        }
    }

    /// Has a new page begin behind the innermost element of a name, as its tag asks.
    pub(in crate::reader) fn break_after(&mut self, name: &str, page: NewPage) {
        self.containers.break_after(name, page);
    }

    /// Whether a title may come next: nothing stands yet in the notice that is the innermost element.
    pub(in crate::reader) fn awaits_title(&mut self) -> bool {
        let is_empty = self.containers.ends_in_element() && self.containers.is_empty();
        is_empty && matches!(self.innermost(), Some(Kind::Alert(_, title)) if title.is_empty())
    }

    /// Closes the divisions that are open, where nothing else is: what comes next is on the top
    /// level.
    pub(super) fn interrupt_divisions(&mut self) -> Option<Vec<Interrupted>> {
        let interrupted = self.containers.interrupt()?;
        let suspended = std::mem::take(&mut self.suspended);
        while self.containers.count() > 0 {
            self.close_container();
        }
        self.suspended = suspended;
        Some(interrupted)
    }

    /// Opens divisions again that were closed for what is on the top level.
    pub(super) fn resume_divisions(&mut self, interrupted: Vec<Interrupted>, end: usize) {
        for division in interrupted {
            let id = self.next_id();
            self.containers.resume(id, division, end..end);
        }
    }

    fn open_named(&mut self, name: &str, kind: Kind, range: &Range<usize>) {
        let (id, counts) = (self.next_block_id(), kind.counts());
        if self.containers.open_element(id, name, kind, range.clone()) && counts {
            self.next_id();
        }
    }

    /// Closes elements up to the innermost of these names, if nothing but elements is open in it; the
    /// search ends at an element of a name in `within`.
    pub(in crate::reader) fn close_within(&mut self, names: &[&str], within: &[&str]) -> bool {
        let Some(depth) = self.containers.depth_of(names, within) else { return false };
        self.close_down_to(self.containers.count() - depth);
        true
    }

    /// Whether the innermost container is an element.
    pub(in crate::reader) fn is_in_element(&self) -> bool {
        self.containers.ends_in_element()
    }

    /// Whether an element of a name is open, and nothing but elements in it.
    pub(in crate::reader) fn has_open(&self, name: &str) -> bool {
        self.containers.depth_of(&[name], &[]).is_some()
    }

    /// Closes what is open within the innermost element of a name; `false` where there is none.
    pub(in crate::reader) fn close_inside(&mut self, name: &str) -> bool {
        let Some(depth) = self.containers.depth_of(&[name], &[]) else { return false };
        self.close_down_to(self.containers.count() + 1 - depth);
        true
    }

    /// Closes the heading of an element that holds blocks; `false` where none is open.
    pub(in crate::reader) fn close_heading(&mut self, name: &str) -> bool {
        if !self.close_inside(name) {
            return false;
        }
        if let Some(Kind::Heading { closed, .. }) = self.innermost() {
            *closed = true;
        }
        self.close_within(&[name], &[])
    }

    /// Closes the caption of the innermost table, with the blocks in it; where none is open, what ends
    /// there is no more than words.
    pub(in crate::reader) fn close_caption(&mut self) {
        self.end_implicit();
        let Some(depth) = self.containers.depth_of(&["caption"], &["table"]) else { return };
        self.close_down_to(self.containers.count() + 1 - depth);
        if let Some(Kind::Title { closed, .. }) = self.innermost() {
            *closed = true;
        }
        self.close_container();
    }

    /// Closes containers until so many are open: one may close another that was there for it alone.
    fn close_down_to(&mut self, count: usize) {
        self.end_implicit();
        while self.containers.count() > count {
            self.close_container();
        }
    }
}
