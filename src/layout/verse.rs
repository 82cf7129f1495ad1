//! Verse to galley material: each line is a paragraph to the breaker, so that hanging applies to what is
//! turned over.

use crate::document::text::{self, Run};
use crate::document::{Block, Verse};
use crate::layout::blocks::{Context, Follows, QUOTE_INDENT, content_rules, half_line};
use crate::layout::galley::{Galley, GalleyItem, Space};
use crate::layout::setter::{ParagraphRules, Setter, Shape};
use crate::layout::text::StyledText;
use crate::length::Length;

/// What is turned over stands this much deeper than any line begins, in hundredths of an em.
pub const HANGING: i64 = 200;

/// A stanza is rather not parted. The square, 40,000, lies between what a page costs that is two lines
/// short (24,100) and one that is three (81,100).
const WITHIN_STANZA: i32 = 200;

/// Nor is one line of it left alone: the square, 160,000, is what a page costs that is nearly four lines
/// short. A cost and no ban, since poems of two-line stanzas have no other places.
const LONE_LINE: i32 = 400;

/// How far a line begins to the right of the others.
pub fn verse_indent(indent: u16, em: Length) -> Length {
    em / 2 * i64::from(indent)
}

/// Where the lines of a poem stand.
struct Frame {
    context: Context,
    /// Where what is turned over begins.
    turned: Length,
}

impl Setter<'_> {
    /// A poem, set in from the margin.
    pub fn verse(&self, block: &Block, verse: &Verse, context: Context, galley: &mut Galley) {
        let em = context.style.text.em();
        let margin = em.scale(QUOTE_INDENT, 100);
        let column = match context.shape_or(Shape::Ragged) {
            Shape::Justified | Shape::Ragged => context.set_in(margin),
            Shape::Centred | Shape::FlushEnd => context.column,
        };
        let turned = verse_indent(verse.deepest_indent(), em) + em.scale(HANGING, 100);
        let frame = Frame { context: Context { column, ..context }, turned };
        // A whole line, so that what comes after is on the grid again.
        let between = Space { natural: context.style.leading, ..Space::default() };
        let around = half_line(context.style);
        galley.space(if context.follows == Follows::Verse { between } else { around });
        let mut runs = text::runs(block).into_iter();
        for (index, stanza) in verse.stanzas.iter().enumerate() {
            if index > 0 {
                galley.space(between);
            }
            for (index, line) in stanza.iter().enumerate() {
                match index {
                    0 => galley.may_break(),
                    _ => galley.items.push(GalleyItem::Penalty(between_lines(index, stanza.len()))),
                }
                if let Some(run) = runs.next() {
                    self.verse_line(block, run, line.indent, &frame, galley);
                }
            }
        }
        galley.space(around);
    }

    fn verse_line(&self, block: &Block, run: Run, indent: u16, frame: &Frame, galley: &mut Galley) {
        let (style, shape) = (frame.context.style, frame.context.shape_or(Shape::Ragged));
        // Where lines are centred, or end at the right, they begin at different places already.
        let begins = matches!(shape, Shape::Justified | Shape::Ragged);
        let indent = if begins { verse_indent(indent, style.text.em()) } else { Length::ZERO };
        let column = frame.context.set_in(indent);
        let hanging = if begins { frame.turned - indent } else { Length::ZERO };
        let text = StyledText::new(run.inlines, style.text, self.lookup());
        let rules = ParagraphRules {
            // In a narrow column the rest of a line needs its room more.
            hanging: hanging.min(column.width / 2),
            base: run.start as u32,
            goes_on: true,
            ..content_rules(block, style, shape)
        };
        self.paragraph(&text, column, &rules, galley);
    }
}

/// What it costs to end a page before a line of a stanza that is not its first.
fn between_lines(index: usize, count: usize) -> i32 {
    if index == 1 || index + 1 == count { LONE_LINE } else { WITHIN_STANZA }
}
