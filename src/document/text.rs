//! The text of blocks, and the one definition of the offsets within it.
//!
//! Layout, the page marks of the EPUB and the structure of the PDF all speak of places as bytes of a
//! block's text. They count by what is here: `runs` says where each sequence of inlines begins in the
//! text of its block, `walk` where each inline begins within its sequence, and `own_text` what one
//! inline adds.

use super::content::{Block, BlockKind, Float, Group, Inline, InlineKind};
use super::math::Formula;

/// What stands for an image or a formula in plain text: the object replacement character, three
/// bytes.
pub const OBJECT: char = '\u{FFFC}';
const OBJECT_TEXT: &str = "\u{FFFC}";

/// The text that an inline adds besides that of its content: a hard break is a line end, an image
/// `OBJECT`, and so is a formula; one that could not be read is its source in both editions. A note's
/// mark and a page's number add nothing.
pub fn own_text(kind: &InlineKind) -> &str {
    match kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text,
        InlineKind::Image(_) => OBJECT_TEXT,
        InlineKind::Math(formula) => formula_text(formula),
        InlineKind::LineBreak => "\n",
        InlineKind::Styled(..)
        | InlineKind::Link { .. }
        | InlineKind::NoteMark(_)
        | InlineKind::PageNumber { .. } => "",
    }
}

fn formula_text(formula: &Formula) -> &str {
    if formula.tree.is_some() { OBJECT_TEXT } else { &formula.source }
}

/// What a walk over inlines meets.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// One that holds others begins.
    Enter(&'a Inline),
    /// What it holds is behind.
    Leave(&'a Inline),
    /// One that holds no others.
    Leaf(&'a Inline),
}

/// Goes through inlines in reading order, `start` being the offset of the first; shows each step with
/// its offset. The offset behind the last.
pub fn walk<'a>(inlines: &'a [Inline], start: usize, see: &mut impl FnMut(usize, Step<'a>)) -> usize {
    let mut at = start;
    for inline in inlines {
        match &inline.kind {
            InlineKind::Styled(_, content) | InlineKind::Link { content, .. } => {
                see(at, Step::Enter(inline));
                at = walk(content, at, see);
                see(at, Step::Leave(inline));
            }
            kind => {
                see(at, Step::Leaf(inline));
                at += own_text(kind).len();
            }
        }
    }
    at
}

/// The text of inlines.
pub fn inline_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    walk(inlines, 0, &mut |_, step| {
        if let Step::Leaf(inline) = step {
            text.push_str(own_text(&inline.kind));
        }
    });
    text
}

/// How long the text of inlines is.
fn inline_length(inlines: &[Inline]) -> usize {
    walk(inlines, 0, &mut |_, _| {})
}

/// A sequence of inlines that a block holds itself.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// Where it begins in the text of the block.
    pub start: usize,
    pub inlines: &'a [Inline],
}

/// The sequences of inlines that a block holds itself, in the order of its text.
pub fn runs(block: &Block) -> Vec<Run<'_>> {
    let mut start = 0;
    let placed = separated_runs(block).into_iter().map(|(inlines, end)| {
        let run = Run { start, inlines };
        start += inline_length(inlines) + end.len();
        run
    });
    placed.collect()
}

/// The text of a block that holds text itself; empty for those whose blocks hold it.
pub fn plain_text(block: &Block) -> String {
    match &block.kind {
        BlockKind::Code(listing) => listing.text.clone(),
        BlockKind::Image(_) => OBJECT.into(),
        BlockKind::Formula { formula, .. } => formula_text(formula).to_owned(),
        _ => separated_runs(block).into_iter().map(|(inlines, end)| inline_text(inlines) + end).collect(),
    }
}

/// The sequences of inlines of a block, each with what parts it from the next: lines of verse, terms
/// and a float's title end in a line end.
fn separated_runs(block: &Block) -> Vec<(&[Inline], &'static str)> {
    match &block.kind {
        BlockKind::Paragraph(inlines) => vec![(inlines, "")],
        BlockKind::InnerHeading { heading, .. } => vec![(&heading.content, "")],
        BlockKind::Verse(verse) => verse.lines().map(|line| (line.content.as_slice(), "\n")).collect(),
        BlockKind::Definitions(entries) => {
            entries.iter().map(|entry| (entry.term.as_slice(), "\n")).collect()
        }
        BlockKind::Float(Float { title, caption, .. }) => vec![(title, "\n"), (caption, "")],
        BlockKind::Group(Group { title, .. }) => vec![(title, "")],
        BlockKind::Quote(_)
        | BlockKind::List(_)
        | BlockKind::Code(_)
        | BlockKind::Image(_)
        | BlockKind::Table(_)
        | BlockKind::Formula { .. }
        | BlockKind::Break
        | BlockKind::PageBreak(_) => Vec::new(),
    }
}
