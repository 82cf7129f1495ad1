//! What a block that holds words becomes when it ends.

use super::builder::Builder;
use super::float::{self, CaptionPlace};
use super::inline::{Inlines, in_direction, in_language};
use super::kind::Kind;
use super::leaf::{self, Leaf, Role};
use super::open_table::Inherited;
use super::report::Mention;
use crate::document::content::is_blank;
use crate::document::{
    Block, BlockKind, Definition, Float, Group, GroupKind, Heading, Inline, InlineKind, Node,
};
use crate::source::Span;
use std::collections::VecDeque;
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
        let Some(mut leaf) = self.leaf.take() else { return };
        if self.keeps_open && leaf.inlines.can_suspend() {
            self.suspended = leaf.inlines.suspend(self.containers.count());
            self.suspended.retain(|level| level.element.is_some());
        }
        self.settle_leaf(leaf);
    }

    /// What becomes of a block that holds words, when it has ended.
    pub(super) fn settle_leaf(&mut self, leaf: Leaf) {
        let Leaf { range, mut inlines, role, said, breaks_after, open_ended } = leaf;
        if let Some((name, tag)) = inlines.hidden_by.take() {
            let span = self.span(tag);
            self.report.mention(Mention::NeverClosed, &name, span);
        }
        match role {
            Role::Heading(level, heading) => {
                let heading = self.finished_heading(heading, inlines);
                match open_ended || range.start < self.hidden_to {
                    true => self.place_element_heading(level, heading, range),
                    false => self.place_heading(level, heading, range),
                }
            }
            Role::Paragraph if breaks_after.is_some() && inlines.is_blank() => {}
            Role::Paragraph => self.end_paragraph(inlines, said, range),
            Role::Cell => self.end_cell(inlines, range),
            Role::Term | Role::Title => self.end_part(&role, inlines, range),
        }
        if let Some(page) = breaks_after {
            self.push_page_break(page);
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
        let content = self.take_names(content, range.start);
        match (self.containers.innermost(), role) {
            (Some(Kind::Definitions(entries)), Role::Term) => {
                entries.push(Definition { term: content, details: Vec::new() });
            }
            (Some(Kind::Alert(_, title)), Role::Title) if title.is_empty() => *title = content,
            _ => self.push_words(content, range),
        }
    }

    fn finished_heading(&mut self, heading: Heading, inlines: Inlines) -> Heading {
        let mut content = self.finished(inlines);
        let breaks = content.iter().take_while(|inline| inline.kind == InlineKind::LineBreak).count();
        content.drain(..breaks);
        let conventions = self.conventions;
        conventions.heading(Heading { content, ..heading }, self)
    }

    /// Places the heading of an element. A reader sees none that is empty; what leads to it leads to what
    /// stands there.
    pub(super) fn place_element_heading(&mut self, level: u8, heading: Heading, range: Range<usize>) {
        match is_blank(&heading.content) {
            true => self.anchor(heading.explicit_id.as_deref(), range),
            false => self.place_heading(level, heading, range),
        }
    }

    /// Places a heading whose words are all there.
    pub(super) fn place_heading(&mut self, level: u8, heading: Heading, range: Range<usize>) {
        if self.awaits_title() {
            self.anchor(heading.explicit_id.as_deref(), range.clone());
            if let Some(Kind::Alert(_, title)) = self.innermost() {
                *title = heading.content;
            }
        } else if self.containers.count() == 0 {
            self.push_heading(level, heading, range);
        } else if let Some(divisions) = self.interrupt_divisions() {
            let lang = divisions.iter().rev().find_map(|division| division.lang().cloned());
            let content = in_language(lang, heading.content);
            let end = range.end;
            self.push_heading(level, Heading { content, ..heading }, range);
            self.resume_divisions(divisions, end);
        } else {
            let anchor = heading.explicit_id.clone().unwrap_or_default();
            self.push_block(BlockKind::InnerHeading { level, heading, anchor }, range);
        }
    }

    fn push_heading(&mut self, level: u8, heading: Heading, range: Range<usize>) {
        let (id, span) = (self.next_id(), self.span(range));
        self.draft.nodes.push(Node::Heading { id, span, level, heading });
    }

    /// Gives words to the container around them as its title.
    pub(super) fn end_title(&mut self, title: Vec<Inline>, span: Span) {
        match self.innermost() {
            Some(Kind::Alert(_, own) | Kind::Collapsible(own)) if own.is_empty() => *own = title,
            Some(Kind::Definitions(entries)) => entries.push(Definition { term: title, details: Vec::new() }),
            Some(Kind::Table(table)) if table.caption.is_empty() => table.caption = title,
            Some(Kind::Float(float)) if float.caption.is_empty() => {
                float.caption = title;
                float::take_stated_number(float);
            }
            _ => self.push_words(title, span.start as usize..span.end as usize),
        }
    }

    /// The words of blocks that are a title, a line each. What can be in no title, and of one that was
    /// never closed all but its first block, stays among the blocks behind it.
    pub(super) fn title_of(&mut self, blocks: Vec<Block>, closed: bool) -> (Vec<Inline>, Vec<Block>) {
        let (mut title, mut rest, mut first) = (Vec::new(), Vec::new(), true);
        let mut open: VecDeque<Block> = blocks.into();
        while let Some(block) = open.pop_front() {
            let Block { id, span, kind } = block;
            let words = match kind {
                BlockKind::Paragraph(words) if closed || first => words,
                BlockKind::InnerHeading { heading, .. } if closed || first => {
                    self.draft.anchors.extend(heading.explicit_id.map(|name| (name, id, span)));
                    heading.content
                }
                BlockKind::Image(image) if closed || first => {
                    vec![Inline { span, kind: InlineKind::Image(image) }]
                }
                BlockKind::Group(Group { kind: GroupKind::Division(_), lang, direction, blocks, .. }) => {
                    for Block { id, span, kind } in blocks.into_iter().rev() {
                        let kind = match kind {
                            BlockKind::Paragraph(words) => {
                                let words = in_language(lang.clone(), words);
                                BlockKind::Paragraph(in_direction(direction, words))
                            }
                            BlockKind::Group(group) => BlockKind::Group(Group {
                                lang: group.lang.or(lang.clone()),
                                direction: group.direction.or(direction),
                                ..group
                            }),
                            kind => kind,
                        };
                        open.push_front(Block { id, span, kind });
                    }
                    continue;
                }
                kind => {
                    rest.push(Block { id, span, kind });
                    continue;
                }
            };
            first = false;
            if !title.is_empty() {
                title.push(Inline { span, kind: InlineKind::LineBreak });
            }
            title.extend(words);
        }
        (title, rest)
    }

    fn end_paragraph(&mut self, mut inlines: Inlines, said: Inherited, range: Range<usize>) {
        let verse = self.conventions.has_verse() && inlines.is_verse();
        let lang = inlines.lang.take();
        let content = self.finished(inlines);
        for mut part in leaf::around_formulas(content) {
            let start = part.first().map_or(0, |inline| inline.span.start as usize);
            let mut said = Inherited { lang: lang.clone(), ..said.clone() };
            if !leaf::is_lone(&part) {
                part = in_language(said.lang.take(), part);
            }
            self.open_inherited(said, true, &range);
            match leaf::paragraph(verse, part) {
                // Nothing but comments or tags stood there.
                BlockKind::Paragraph(content) if content.is_empty() => {}
                kind if kind.is_image() => {
                    let caption = self.image_captions.remove(&start);
                    self.push_image(kind, caption, range.clone());
                }
                kind @ BlockKind::Formula { .. } => {
                    for id in self.formula_ids.remove(&start).unwrap_or_default() {
                        self.anchor(Some(&id), range.clone());
                    }
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

    /// An image that stands alone, linked or not. Where no words are its caption, its title becomes that,
    /// so that it is not said twice.
    fn push_image(&mut self, mut kind: BlockKind, words: Option<Vec<Inline>>, range: Range<usize>) {
        let is_first = self.containers.is_empty();
        let in_float = match self.containers.innermost() {
            Some(Kind::Captioned(_, CaptionPlace::First)) => is_first,
            kind => matches!(kind, Some(Kind::Float(_))),
        };
        let captions = self.conventions.has_captions() && !in_float;
        let words = words.filter(|_| captions);
        let takes_title = captions && words.is_none();
        let title = leaf::image_title(&mut kind).and_then(|title| title.take_if(|_| takes_title));
        let title = title.filter(|title| !title.trim().is_empty());
        let span = self.span(range.clone());
        let caption = words.or_else(|| Some(vec![Inline::text(title?.trim(), span)]));
        let Some(caption) = caption else { return self.push_block(kind, range) };
        // What names the image names all of the figure.
        let (id, image_id) = (self.next_id(), self.next_id());
        let image = Block { id: image_id, span, kind };
        let float = Float { caption, blocks: vec![image], ..Float::default() };
        self.place(Block { id, span, kind: BlockKind::Float(float) });
    }
}
