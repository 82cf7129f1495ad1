//! Blocks that hold blocks: opened and closed, by the driver or by elements that may be left open.

use super::builder::Builder;
use super::container::{self, Closed, Depth, Division, Kind};
use crate::document::NoteId;
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
        let id = NoteId { file: self.file, index: self.next_note };
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

    /// Closes the innermost container.
    pub(super) fn close_container(&mut self) {
        let (conventions, named) = (self.conventions, &mut self.named);
        match self.containers.close(|blocks| conventions.siblings(blocks, named)) {
            Closed::Block(block) => self.place(block),
            Closed::Note(note) => self.draft.notes.push(note),
            Closed::Table(table) => self.end_table(table),
            Closed::Inside => {}
        }
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

    /// Opens a container for an element. The language of an item stands within it, that of any other
    /// element around it.
    pub(in crate::reader) fn open_element(
        &mut self,
        name: &str,
        kind: Kind,
        lang: Option<String>,
        range: &Range<usize>,
    ) {
        let within = matches!(kind, Kind::Item { .. } | Kind::Details | Kind::Cell(_));
        let lang = lang.filter(|_| !matches!(kind, Kind::Division(_)));
        let (around, within) = if within { (None, lang) } else { (lang, None) };
        self.open_language(around, true, range);
        self.open_named(name, kind, range);
        self.open_language(within, false, range);
    }

    /// Opens a division that says the language of what it holds; without a language, none.
    pub(in crate::reader) fn open_language(
        &mut self,
        lang: Option<String>,
        lone: bool,
        range: &Range<usize>,
    ) {
        if lang.is_some() {
            let division = Division { lang, lone, ..Division::default() };
            // No end tag has this name.
            self.open_named("", Kind::Division(division), range);
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

    /// Closes what is open within the innermost element of a name; `false` where there is none.
    pub(in crate::reader) fn close_inside(&mut self, name: &str) -> bool {
        let Some(depth) = self.containers.depth_of(&[name], &[]) else { return false };
        self.close_down_to(self.containers.count() + 1 - depth);
        true
    }

    /// Closes containers until so many are open: one may close another that was there for it alone.
    fn close_down_to(&mut self, count: usize) {
        self.end_implicit();
        while self.containers.count() > count {
            self.close_container();
        }
    }
}
