//! Walks over the model that change it on the way, in reading order. Blocks and inlines are
//! walked with a stack of our own, so that no depth of nesting can exhaust the thread's.

use crate::document::{Block, BlockKind, Document, Inline, Section, Title, content};
use rayon::prelude::*;

/// What `inlines_and_blocks_mut` comes upon.
pub(super) enum Visited<'v> {
    Inline(&'v mut Inline),
    Block(&'v mut Block),
}

/// Every inline and every block of the book: its title, then of a section its names, then each block
/// before its inlines; notes last.
pub(super) fn inlines_and_blocks_mut(document: &mut Document, visit: &mut dyn FnMut(Visited)) {
    for title in titles_mut(document) {
        for_inlines_mut(&mut title.content, &mut |inline| visit(Visited::Inline(inline)));
    }
    sections_mut(&mut document.sections, &mut |section| {
        for name in names_mut(section) {
            for_inlines_mut(name, &mut |inline| visit(Visited::Inline(inline)));
        }
        blocks_and_inlines_mut(&mut section.blocks, visit);
    });
    for note in &mut document.notes {
        blocks_and_inlines_mut(&mut note.blocks, visit);
    }
}

/// The title and the subtitle of the book.
fn titles_mut(document: &mut Document) -> impl Iterator<Item = &mut Title> {
    let metadata = &mut document.metadata;
    [&mut metadata.title, &mut metadata.subtitle].into_iter().flatten()
}

/// The words of a section's heading, and those that a list of chapters has for it.
pub(super) fn names_mut(section: &mut Section) -> impl Iterator<Item = &mut Vec<Inline>> {
    let heading = section.heading.as_mut().map(|heading| &mut heading.content);
    heading.into_iter().chain(section.listed_as.as_mut().map(|listed| &mut listed.content))
}

/// Every inline of a section itself: of its names and its blocks.
pub(super) fn inlines_in_section_mut(section: &mut Section, visit: &mut dyn FnMut(&mut Inline)) {
    names_mut(section).for_each(|name| for_inlines_mut(name, visit));
    blocks_and_inlines_mut(&mut section.blocks, &mut |visited| {
        if let Visited::Inline(inline) = visited {
            visit(inline);
        }
    });
}

/// Every block among `blocks` and inside them, before its inlines.
pub(super) fn blocks_and_inlines_mut(blocks: &mut [Block], visit: &mut dyn FnMut(Visited)) {
    blocks_mut(blocks, &mut |block| {
        visit(Visited::Block(block));
        block_runs_mut(block, &mut |run| {
            for line in run {
                for_inlines_mut(line, &mut |inline| visit(Visited::Inline(inline)));
            }
        });
    });
}

/// Every run of the book. A run is a stretch of text within which quotation marks pair: the lines
/// of a verse are one run. They are visited side by side, in no order.
pub(super) fn runs_mut(document: &mut Document, visit: &(dyn Fn(Vec<&mut [Inline]>) + Sync)) {
    let visit_blocks = |blocks: &mut Vec<Block>| {
        let each = |block: &mut Block| {
            blocks_mut(std::slice::from_mut(block), &mut |block| {
                block_runs_mut(block, &mut |run| visit(run))
            });
        };
        blocks.par_iter_mut().with_min_len(FEW_BLOCKS).for_each(each);
    };
    titles_mut(document).for_each(|title| visit(vec![&mut title.content]));
    sections_mut(&mut document.sections, &mut |section| {
        names_mut(section).for_each(|name| visit(vec![name]));
        visit_blocks(&mut section.blocks);
    });
    document.notes.par_iter_mut().for_each(|note| visit_blocks(&mut note.blocks));
}

/// So few take no longer than to share them out.
const FEW_BLOCKS: usize = 16;

/// Every block among `blocks` and inside them.
pub(super) fn blocks_mut(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    let mut stack: Vec<&mut Block> = blocks.iter_mut().rev().collect();
    while let Some(block) = stack.pop() {
        visit(block);
        stack.extend(content::children_mut(block).rev());
    }
}

/// Every section among `sections` and below them. Levels are `u8`, which bounds the recursion.
pub(super) fn sections_mut(sections: &mut [Section], visit: &mut dyn FnMut(&mut Section)) {
    for section in sections {
        visit(section);
        sections_mut(&mut section.children, visit);
    }
}

/// Every inline among `inlines` and inside them, unchanged.
pub(super) fn for_inlines(inlines: &[Inline], visit: &mut dyn FnMut(&Inline)) {
    let mut stack: Vec<&Inline> = inlines.iter().rev().collect();
    while let Some(inline) = stack.pop() {
        visit(inline);
        stack.extend(inline.kind.content().iter().rev());
    }
}

/// Every inline among `inlines` and inside them, to be changed.
pub(super) fn for_inlines_mut(inlines: &mut [Inline], visit: &mut dyn FnMut(&mut Inline)) {
    let mut stack: Vec<&mut Inline> = inlines.iter_mut().rev().collect();
    while let Some(inline) = stack.pop() {
        visit(inline);
        stack.extend(inline.kind.content_mut().iter_mut().rev());
    }
}

fn block_runs_mut(block: &mut Block, visit: &mut dyn FnMut(Vec<&mut [Inline]>)) {
    if let BlockKind::Verse(verse) = &mut block.kind {
        return visit(verse.lines_mut().map(|line| line.content.as_mut_slice()).collect());
    }
    word_lists_mut(block).into_iter().for_each(|words| visit(vec![words]));
}

/// The lists of inlines that a block holds itself, in the order of its text.
pub(super) fn word_lists_mut(block: &mut Block) -> Vec<&mut Vec<Inline>> {
    match &mut block.kind {
        BlockKind::Paragraph(inlines) => vec![inlines],
        BlockKind::InnerHeading { heading, .. } => vec![&mut heading.content],
        BlockKind::Verse(verse) => verse.lines_mut().map(|line| &mut line.content).collect(),
        BlockKind::Float(float) => vec![&mut float.title, &mut float.caption],
        BlockKind::Group(group) => vec![&mut group.title],
        BlockKind::Definitions(entries) => entries.iter_mut().map(|entry| &mut entry.term).collect(),
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
