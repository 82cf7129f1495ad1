//! One walk over a chapter before anything is written: what it holds and what it calls for.

use crate::document::content::children;
use crate::document::text::runs;
use crate::document::{
    Block, BlockId, BlockKind, Chapter, ImageRef, Inline, InlineKind, Note, NoteId, Style,
};

/// What a chapter, or a note, holds; all in reading order.
#[derive(Debug, Default)]
pub(super) struct Survey<'a> {
    pub blocks: Vec<BlockId>,
    /// The anchors that sections, inner headings, and the rows and cells of tables carry themselves.
    pub anchors: Vec<&'a str>,
    /// Marks of notes; a note that is called twice comes twice.
    pub calls: Vec<NoteId>,
    pub images: Vec<&'a ImageRef>,
    /// It holds a formula that could be read.
    pub mathematics: bool,
}

impl<'a> Survey<'a> {
    pub fn chapter(chapter: Chapter<'a>) -> Survey<'a> {
        let mut survey = Survey::default();
        for section in chapter.sections() {
            survey.blocks.push(section.id);
            survey.anchors.push(&section.anchor);
            if let Some(heading) = &section.heading {
                survey.inlines(&heading.content);
            }
            section.blocks.iter().for_each(|block| survey.block(block));
        }
        survey
    }

    pub fn note(note: &'a Note) -> Survey<'a> {
        let mut survey = Survey::default();
        note.blocks.iter().for_each(|block| survey.block(block));
        survey
    }

    fn block(&mut self, block: &'a Block) {
        self.blocks.push(block.id);
        match &block.kind {
            BlockKind::InnerHeading { anchor, .. } if !anchor.is_empty() => self.anchors.push(anchor),
            BlockKind::Image(image) => self.images.push(image),
            BlockKind::Table(table) => {
                let of_cells = table.cells().filter_map(|cell| cell.id.as_ref());
                let ids = table.rows().filter_map(|row| row.id.as_ref()).chain(of_cells);
                self.anchors.extend(ids.map(|id| id.name.as_str()).filter(|name| !name.is_empty()));
            }
            BlockKind::Formula { formula, .. } => self.mathematics |= formula.tree.is_some(),
            _ => {}
        }
        runs(block).into_iter().for_each(|run| self.inlines(run.inlines));
        children(block).for_each(|child| self.block(child));
    }

    fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Styled(Style::Anchor(name), content) => {
                    self.anchors.extend(Some(name.as_str()).filter(|name| !name.is_empty()));
                    self.inlines(content);
                }
                InlineKind::Styled(_, content) | InlineKind::Link { content, .. } => self.inlines(content),
                InlineKind::Image(image) => self.images.push(image),
                InlineKind::NoteMark(note) => self.calls.push(*note),
                InlineKind::Math(formula) => self.mathematics |= formula.tree.is_some(),
                InlineKind::Text(_)
                | InlineKind::Code(_)
                | InlineKind::PageNumber { .. }
                | InlineKind::LineBreak => {}
            }
        }
    }
}
