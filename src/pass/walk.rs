//! Walks over the model that change it on the way, in reading order. Blocks and inlines are
//! walked with a stack of our own, so that no depth of nesting can exhaust the thread's.

use crate::document::{Block, BlockKind, Document, Inline, Section, content};

/// Every inline of the book: headings, blocks, then notes.
pub(super) fn inlines_mut(document: &mut Document, visit: &mut dyn FnMut(&mut Inline)) {
    runs_mut(document, &mut |run| {
        for line in run {
            for_inlines_mut(line, visit);
        }
    });
}

/// What `inlines_and_blocks_mut` comes upon.
pub(super) enum Visited<'v> {
    Inline(&'v mut Inline),
    Block(&'v mut Block),
}

/// Every inline and every block of the book: of a section its heading, then each block before its
/// inlines; notes last.
pub(super) fn inlines_and_blocks_mut(document: &mut Document, visit: &mut dyn FnMut(Visited)) {
    sections_mut(&mut document.sections, &mut |section| {
        if let Some(heading) = &mut section.heading {
            for_inlines_mut(&mut heading.content, &mut |inline| visit(Visited::Inline(inline)));
        }
        blocks_and_inlines_mut(&mut section.blocks, visit);
    });
    for note in &mut document.notes {
        blocks_and_inlines_mut(&mut note.blocks, visit);
    }
}

fn blocks_and_inlines_mut(blocks: &mut [Block], visit: &mut dyn FnMut(Visited)) {
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
/// of a verse are one run.
pub(super) fn runs_mut(document: &mut Document, visit: &mut dyn FnMut(Vec<&mut [Inline]>)) {
    sections_mut(&mut document.sections, &mut |section| {
        if let Some(heading) = &mut section.heading {
            visit(vec![&mut heading.content]);
        }
        blocks_mut(&mut section.blocks, &mut |block| block_runs_mut(block, visit));
    });
    for note in &mut document.notes {
        blocks_mut(&mut note.blocks, &mut |block| block_runs_mut(block, visit));
    }
}

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

fn for_inlines_mut(inlines: &mut [Inline], visit: &mut dyn FnMut(&mut Inline)) {
    let mut stack: Vec<&mut Inline> = inlines.iter_mut().rev().collect();
    while let Some(inline) = stack.pop() {
        visit(inline);
        stack.extend(inline.kind.content_mut().iter_mut().rev());
    }
}

fn block_runs_mut(block: &mut Block, visit: &mut dyn FnMut(Vec<&mut [Inline]>)) {
    match &mut block.kind {
        BlockKind::Paragraph(inlines) => visit(vec![inlines]),
        BlockKind::InnerHeading { heading, .. } => visit(vec![&mut heading.content]),
        BlockKind::Verse(lines) => visit(lines.iter_mut().map(Vec::as_mut_slice).collect()),
        BlockKind::Float(float) => {
            visit(vec![&mut float.title]);
            visit(vec![&mut float.caption]);
        }
        BlockKind::Group(group) => visit(vec![&mut group.title]),
        BlockKind::Definitions(entries) => entries.iter_mut().for_each(|entry| visit(vec![&mut entry.term])),
        BlockKind::Quote(_)
        | BlockKind::List(_)
        | BlockKind::Code(_)
        | BlockKind::Image(_)
        | BlockKind::Table(_)
        | BlockKind::Formula { .. }
        | BlockKind::Break => {}
    }
}
