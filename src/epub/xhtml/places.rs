//! What a place in the text is found by: the marks of printed pages, and the ids that links lead to.
//!
//! No mark stands within what is named by its content (a heading, a link, a head cell, a summary, a
//! term, a caption), since its number would become a part of the name (WAI-ARIA 1.2, 5.2.8.3).

use super::ChapterWriter;
use crate::document::text::walk;
use crate::document::{Block, BlockId, BlockKind, Inline, InlineKind, Style};
use crate::epub::plan::Page;
use crate::markup::Markup;

impl<'b> ChapterWriter<'b, '_> {
    /// Turns to the page marks of a block, and to the ids that links know it by.
    pub(super) fn begin(&mut self, block: BlockId) {
        self.pages = if self.in_name { &[] } else { self.book.pages_in(block) };
        self.offset = 0;
        let lent = self.lent.take_if(|lent| *lent == block).is_some();
        let book = self.book;
        self.ids.clear();
        self.ids.extend(book.loose_ids(block).skip(usize::from(lent)));
    }

    /// Opens the element of a block, which carries its first id; attributes may follow.
    pub(super) fn open(&mut self, name: &'static str) -> &mut Markup {
        self.markup.start(name);
        self.own_id();
        &mut self.markup
    }

    /// Gives the element that was just opened the first id of the block.
    pub(super) fn own_id(&mut self) {
        if !self.ids.is_empty() {
            let id = self.ids.remove(0);
            self.markup.attr("id", id);
        }
    }

    /// Writes the ids that are left, as places within the element of the block.
    pub(super) fn other_ids(&mut self) {
        for id in self.ids.drain(..) {
            self.markup.start("span").attr("id", id).end();
        }
    }

    /// Writes all ids but the first: what is opened next holds no text of its own.
    pub(super) fn ids_before(&mut self) {
        for id in self.ids.drain(self.ids.len().min(1)..) {
            self.markup.start("span").attr("id", id).end();
        }
    }

    /// Gives the element that was just opened the first id of the paragraph that it will hold without
    /// an element of its own, if the first block is one.
    pub(super) fn lend_id(&mut self, blocks: &[Block]) {
        let Some(Block { id, kind: BlockKind::Paragraph(_), .. }) = blocks.first() else { return };
        if let Some(own) = self.book.loose_ids(*id).next() {
            self.markup.attr("id", own);
            self.lent = Some(*id);
        }
    }

    /// Gives the element that was just opened the id that all its words have.
    pub(super) fn words_id(&mut self, words: &[Inline]) -> &mut Markup {
        let book = self.book;
        if let [Inline { kind: InlineKind::Styled(Style::Anchor(name), _), .. }] = words
            && let Some(place) = book.place(name)
        {
            self.markup.attr("id", &place.id);
            self.named = Some(&place.id);
        }
        &mut self.markup
    }

    /// Writes the marks of pages.
    pub(super) fn mark(&mut self, pages: &[Page]) {
        for page in pages {
            self.markup.start("span").attr("epub:type", "pagebreak").attr("role", "doc-pagebreak");
            self.markup.attr("id", &page.at.id).attr("aria-label", page.folio).end();
        }
    }

    /// Writes the marks of all pages that begin before `offset`.
    pub(super) fn mark_before(&mut self, offset: usize) {
        let before = self.pages.partition_point(|page| (page.position.offset as usize) < offset);
        let (before, rest) = self.pages.split_at(before);
        self.pages = rest;
        self.mark(before);
    }

    /// Writes the marks of the pages that begin at this very place.
    pub(super) fn mark_here(&mut self) {
        self.mark_before(self.offset + 1);
    }

    /// Writes the marks of the pages that begin within inlines which come next and name something.
    pub(super) fn mark_within(&mut self, inlines: &[Inline]) {
        if !self.pages.is_empty() {
            self.mark_before(walk(inlines, self.offset, &mut |_, _| {}));
        }
    }

    /// Writes what marks are left of a block, so that no entry of the page list leads nowhere.
    pub(super) fn flush(&mut self) {
        self.mark_before(usize::MAX);
    }
}
