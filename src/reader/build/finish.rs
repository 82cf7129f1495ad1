//! What a block that holds words becomes when it ends.

use super::builder::Builder;
use super::container::Kind;
use super::float;
use super::inline::{Inlines, in_language};
use super::leaf::{self, Leaf, Role};
use crate::document::{Block, BlockKind, Definition, Float, Heading, Inline, InlineKind, Node};
use std::ops::Range;

impl Builder<'_> {
    /// Ends a block that its driver need not end.
    pub(in crate::reader) fn end_implicit(&mut self) {
        if self.leaf.as_ref().is_some_and(|leaf| leaf.open_ended) {
            self.end_leaf();
        }
    }

    /// Ends the block that holds words, if one is open.
    pub(in crate::reader) fn end_leaf(&mut self) {
        let Some(Leaf { range, inlines, role, .. }) = self.leaf.take() else { return };
        match role {
            Role::Heading(level, heading) => self.end_heading(level, heading, inlines, range),
            Role::Paragraph => self.end_paragraph(inlines, range),
            Role::Cell => self.end_cell(inlines, range),
            Role::Term | Role::Summary | Role::Caption => self.end_part(&role, inlines, range),
        }
    }

    /// The finished content of inlines.
    pub(super) fn finished(&mut self, mut inlines: Inlines) -> Vec<Inline> {
        let lang = inlines.lang.take();
        let conventions = self.conventions;
        let content = conventions.content(inlines.finish(), self);
        in_language(lang, content)
    }

    /// Gives words to the container that they are a part of; where there is none, they are a
    /// paragraph.
    fn end_part(&mut self, role: &Role, inlines: Inlines, range: Range<usize>) {
        let content = self.finished(inlines);
        match (self.containers.innermost(), role) {
            (Some(Kind::Definitions(entries)), Role::Term) => {
                entries.push(Definition { term: content, details: Vec::new() });
            }
            (Some(Kind::Collapsible(summary)), Role::Summary) if summary.is_empty() => *summary = content,
            (Some(Kind::Float(float)), Role::Caption) if float.caption.is_empty() => {
                float.caption = content;
                float::take_stated_number(float);
            }
            (Some(Kind::Table(table)), Role::Caption) if table.caption.is_empty() => table.caption = content,
            _ => self.push_words(content, range),
        }
    }

    fn end_heading(&mut self, level: u8, heading: Heading, inlines: Inlines, range: Range<usize>) {
        let heading = Heading { content: self.finished(inlines), ..heading };
        if self.containers.blocks().is_some() {
            let anchor = heading.explicit_id.clone().unwrap_or_default();
            self.push_block(BlockKind::InnerHeading { level, heading, anchor }, range);
        } else {
            let (id, span) = (self.next_id(), self.span(range));
            self.draft.nodes.push(Node::Heading { id, span, level, heading });
        }
    }

    fn end_paragraph(&mut self, mut inlines: Inlines, range: Range<usize>) {
        let verse = self.conventions.has_verse() && inlines.is_verse();
        let lang = inlines.lang.take();
        let content = self.finished(inlines);
        for mut part in leaf::around_formulas(content) {
            let start = part.first().map_or(0, |inline| inline.span.start as usize);
            match leaf::is_lone(&part) {
                true => self.open_language(lang.clone(), true, &range),
                false => part = in_language(lang.clone(), part),
            }
            match leaf::paragraph(verse, part) {
                // Nothing but comments or tags stood there.
                BlockKind::Paragraph(content) if content.is_empty() => {}
                kind if kind.is_image() => self.push_image(kind, range.clone()),
                kind @ BlockKind::Formula { .. } => {
                    let id = self.formula_ids.remove(&start);
                    self.anchor(id.as_deref(), range.clone());
                    self.push_block(kind, range.clone());
                }
                kind => self.push_block(kind, range.clone()),
            }
        }
    }

    /// A paragraph, unless there is nothing in it.
    pub(super) fn push_words(&mut self, content: Vec<Inline>, range: Range<usize>) {
        if !content.is_empty() {
            self.push_block(BlockKind::Paragraph(content), range);
        }
    }

    /// An image that stands alone, linked or not. Its title becomes a caption, so that it is not said
    /// twice.
    fn push_image(&mut self, mut kind: BlockKind, range: Range<usize>) {
        let in_float = matches!(self.containers.innermost(), Some(Kind::Float(_)));
        let captions = self.conventions.has_captions() && !in_float;
        let title = leaf::image_title(&mut kind).and_then(|title| title.take_if(|_| captions));
        let title = title.filter(|title| !title.trim().is_empty());
        let Some(title) = title else { return self.push_block(kind, range) };
        let span = self.span(range.clone());
        let image = Block { id: self.next_id(), span, kind };
        let caption = vec![Inline { span, kind: InlineKind::Text(title.trim().to_owned()) }];
        let float = Float { caption, blocks: vec![image], ..Float::default() };
        self.push_block(BlockKind::Float(float), range);
    }
}
