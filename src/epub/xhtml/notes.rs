//! The notes at the end of a chapter.

use super::ChapterWriter;
use crate::document::{Block, BlockKind, Note, Word};
use crate::theme::Notes;

impl ChapterWriter<'_, '_> {
    /// The notes that this chapter calls first. `level` is the chapter's: headings within notes
    /// stand one below it, which never skips a level.
    pub(super) fn notes(&mut self, level: u8, notes: &[&Note]) {
        if notes.is_empty() {
            return;
        }
        self.level = level;
        self.markup.start("section").attr("class", "notes");
        match self.book.notes_as {
            // DPUB-ARIA has no role for a group of footnotes.
            Notes::PopUp => self.markup.attr("epub:type", "footnotes"),
            Notes::ChapterEnd => self.markup.attr("epub:type", "endnotes").attr("role", "doc-endnotes"),
        };
        self.markup.attr("aria-label", self.book.words.get(Word::Notes)).line();
        notes.iter().for_each(|note| self.note(note));
        self.markup.end().line();
    }

    fn note(&mut self, note: &Note) {
        let Some(place) = self.book.note(note.id) else { return };
        // Reading systems pop up an aside of this type, and hide it where it stands.
        let (element, kind) = match self.book.notes_as {
            Notes::PopUp => ("aside", "footnote"),
            Notes::ChapterEnd => ("div", "endnote"),
        };
        self.markup.start(element).attr("class", "note").attr("id", &place.at.id).attr("epub:type", kind);
        // Of endnotes too: DPUB-ARIA 1.1 has deprecated `doc-endnote`.
        self.markup.attr("role", "doc-footnote").line();
        self.markup.start("p");
        self.lend_id(&note.blocks);
        self.markup.start("a").attr("class", "backlink").attr("epub:type", "backlink");
        self.markup.attr("role", "doc-backlink").attr("href", &format!("#{}", place.call_id));
        self.markup.text_end(&self.book.document.digits.written(place.number)).text(" ");
        let rest = self.first_paragraph(&note.blocks);
        self.markup.end().line();
        rest.iter().for_each(|block| self.block(block));
        self.markup.end().line();
    }

    /// Sets a note's first paragraph behind its number; gives back the blocks that follow.
    fn first_paragraph<'n>(&mut self, blocks: &'n [Block]) -> &'n [Block] {
        match blocks.split_first() {
            Some((Block { id, kind: BlockKind::Paragraph(inlines), .. }, rest)) => {
                self.begin(*id);
                self.other_ids();
                self.inlines(inlines);
                self.flush();
                rest
            }
            _ => blocks,
        }
    }
}
