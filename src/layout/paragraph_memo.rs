//! Paragraphs that an earlier run has set already (`Memo`).

use crate::document::BlockId;
use crate::layout::galley::{Galley, GalleyItem, LineBox};
use crate::layout::setter::{Column, ParagraphRules, Setter};
use crate::layout::text::{SegmentKind, StyledText};
use std::hash::{Hash, Hasher};

/// A paragraph, set: what goes into the galley of its block.
#[derive(Clone)]
pub struct SetParagraph {
    /// Whose text it was set as.
    pub block: BlockId,
    pub lines: Vec<LineBox>,
    /// What it costs to end a page between two lines.
    pub between: Vec<i32>,
    /// A line holds something too wide.
    pub overfull: bool,
}

impl SetParagraph {
    /// Puts the lines into a galley, as those of a block.
    pub fn put(self, block: BlockId, galley: &mut Galley) {
        let mut between = self.between.into_iter();
        for (index, line) in self.lines.into_iter().enumerate() {
            if index > 0 {
                galley.items.extend(between.next().map(GalleyItem::Penalty));
            }
            galley.line(if block == self.block { line } else { line.of_block(block) });
        }
    }
}

/// All that a paragraph's lines depend on. Whose text it is, and where that stands in the manuscript, does not
/// count; the dictionaries and the faces of the program are the same in every run.
pub struct ParagraphKey<'a> {
    pub setter: &'a Setter<'a>,
    pub text: &'a StyledText<'a>,
    pub column: Column,
    pub rules: &'a ParagraphRules,
}

impl Hash for ParagraphKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let ParagraphRules { style, owner, base, indent, hanging, shape, goes_on, span: _ } = self.rules;
        let shaper = self.setter.itemiser.shaper;
        shaper.languages().hash(state);
        shaper.fonts().hash(state);
        self.setter.resources.theme.squares.hash(state);
        (self.text, self.column).hash(state);
        (style, base, indent, hanging, shape, goes_on).hash(state);
        owner.kind().hash(state);
        let within = self.setter.room_for_objects(self.text, self.column, *style);
        for segment in &self.text.segments {
            if let SegmentKind::Image(image) = segment.kind {
                self.setter.sized_image(image, within).hash(state);
            }
        }
    }
}
