//! A chapter to its galley: headings, blocks, and the notes that it calls.

use crate::document::{Block, BlockKind, Chapter, FloatKind, Section};
use crate::layout::blocks::{Context, Follows};
use crate::layout::galley::{Galley, Space};
use crate::layout::notes;
use crate::layout::owner::Owner;
use crate::layout::setter::{Column, ParagraphRules, Setter, Shape};
use crate::layout::style::BlockStyle;
use crate::layout::text::{Mark, StyledText};
use crate::length::Length;
use crate::theme::Figures;
use rayon::prelude::*;

/// Sets a chapter. Its blocks are set side by side: none needs to know where another came to
/// stand, only of what kind the one before it is.
pub fn set_chapter(setter: &Setter, chapter: Chapter) -> Galley {
    let column = Column { left: Length::ZERO, width: setter.resources.theme.page.measure() };
    let context = Context {
        column,
        style: setter.styles.body,
        follows: Follows::Other,
        depth: 0,
        shape: Shape::Justified,
        aligned: false,
        may_end_page: true,
    };
    let mut pieces = Vec::new();
    for section in chapter.sections() {
        pieces.push(ChapterPart::Heading(section));
        let mut follows = Follows::Other;
        for block in &section.blocks {
            pieces.push(ChapterPart::Block(block, Context { follows, ..context }));
            // The text goes on as if a figure that stands elsewhere were not there.
            if !setter.moves(block) {
                follows = Follows::of(block);
            }
        }
    }
    let set: Vec<Galley> = pieces.par_iter().map(|piece| piece.set(setter, context)).collect();
    let mut galley = Galley::default();
    for (piece, set) in pieces.iter().zip(set) {
        match piece.moves(setter, &set) {
            true => galley.figure(set, Space { natural: setter.styles.body.leading, ..Space::default() }),
            false => galley.append(set),
        }
    }
    notes::set(setter, chapter, context, &mut galley);
    // A chapter without a heading begins at its first line.
    if chapter.section.heading.is_none() {
        galley.begin(0, [chapter.section.id]);
    }
    galley
}

enum ChapterPart<'a> {
    Heading(&'a Section),
    Block(&'a Block, Context),
}

impl ChapterPart<'_> {
    /// Whether it is a figure that may stand elsewhere; one that is nearly as high as a page may not.
    fn moves(&self, setter: &Setter, set: &Galley) -> bool {
        let ChapterPart::Block(block, _) = self else { return false };
        setter.moves(block) && set.height() + setter.styles.body.leading * 2 < setter.depth
    }

    fn set(&self, setter: &Setter, context: Context) -> Galley {
        let mut galley = Galley::default();
        match self {
            ChapterPart::Heading(section) => setter.heading(section, context.column, &mut galley),
            ChapterPart::Block(block, context) => setter.block(block, *context, &mut galley),
        }
        galley
    }
}

impl Setter<'_> {
    /// Whether a block is a figure, and figures are to stand at the top of pages.
    fn moves(&self, block: &Block) -> bool {
        let is_figure = match &block.kind {
            BlockKind::Image(_) => true,
            BlockKind::Float(float) => float.kind == FloatKind::Figure,
            _ => false,
        };
        is_figure && self.resources.theme.figures == Figures::Top
    }

    fn heading(&self, section: &Section, column: Column, galley: &mut Galley) {
        let Some(heading) = &section.heading else { return };
        // Chapters that run on have headings among text, not above it: one size smaller.
        let level = section.level.saturating_add(u8::from(self.runs_on));
        let style = self.styles.heading(level);
        let (above, below) = around_heading(level, self.styles.body.leading);
        galley.space(above);
        let start = galley.items.len();
        let mut text = StyledText::empty(style.text);
        if let Some(number) = &section.number {
            text.push_mark(Mark::Words(format!("{number}\u{2002}")), style.text);
        }
        text.push(&heading.content, style.text, self.lookup());
        let owner = Owner::Content(section.id);
        let rules = heading_rules(section, style, owner);
        self.paragraph(&text, column, &rules, galley);
        galley.forbid_breaks(start);
        galley.begin(start, [section.id]);
        galley.keep();
        galley.space(below);
    }
}

fn heading_rules(section: &Section, style: BlockStyle, owner: Owner) -> ParagraphRules {
    ParagraphRules {
        style,
        owner,
        base: 0,
        indent: Length::ZERO,
        hanging: Length::ZERO,
        shape: Shape::Ragged,
        goes_on: false,
        span: section.span,
    }
}

/// White space above and below a heading: with a heading of one line whose leading is on the grid, five,
/// three or two lines in all, so that the text after it is back on the grid. A chapter's title is off
/// it by what its leading is more than a line and a half (`Styles::heading`).
fn around_heading(level: u8, leading: Length) -> (Space, Space) {
    let fixed = |lines: i64, quarter: i64| Space {
        natural: leading * lines + leading.scale(quarter, 4),
        ..Space::default()
    };
    match level {
        0 | 1 => (Space { stretch: leading / 2, ..fixed(2, 0) }, fixed(1, 2)),
        2 => (Space { stretch: leading, shrink: leading / 4, ..fixed(1, 2) }, fixed(0, 2)),
        _ => (Space { stretch: leading / 2, shrink: leading / 4, ..fixed(0, 3) }, fixed(0, 1)),
    }
}
