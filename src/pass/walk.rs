//! Walks over the model that change it on the way, in reading order. Blocks and inlines are
//! walked with a stack of our own, so that no depth of nesting can exhaust the thread's.

use crate::document::{Block, BlockKind, Document, Inline, InlineKind, Section};

/// Every inline of the book: headings, blocks, then notes.
pub(super) fn inlines_mut(document: &mut Document, visit: &mut dyn FnMut(&mut Inline)) {
    runs_mut(document, &mut |run| {
        for line in run {
            for_inlines_mut(line, visit);
        }
    });
}

/// Every run of the book. A run is a stretch of text within which quotation marks pair: the lines
/// of a verse are one run, the cells of a table are one each.
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
        match &mut block.kind {
            BlockKind::Quote(blocks) => stack.extend(blocks.iter_mut().rev()),
            BlockKind::List(list) => stack.extend(list.items.iter_mut().flatten().rev()),
            _ => {}
        }
    }
}

/// Every section among `sections` and below them. Levels are `u8`, which bounds the recursion.
pub(super) fn sections_mut(sections: &mut [Section], visit: &mut dyn FnMut(&mut Section)) {
    for section in sections {
        visit(section);
        sections_mut(&mut section.children, visit);
    }
}

/// Every inline of `blocks` and the blocks inside them, unchanged.
pub(super) fn for_block_inlines(blocks: &[Block], visit: &mut dyn FnMut(&Inline)) {
    let mut stack: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = stack.pop() {
        for run in crate::document::content::inline_runs(block) {
            for_inlines(run, visit);
        }
        match &block.kind {
            BlockKind::Quote(blocks) => stack.extend(blocks.iter().rev()),
            BlockKind::List(list) => stack.extend(list.items.iter().flatten().rev()),
            _ => {}
        }
    }
}

/// Every inline among `inlines` and inside them, unchanged.
pub(super) fn for_inlines(inlines: &[Inline], visit: &mut dyn FnMut(&Inline)) {
    let mut stack: Vec<&Inline> = inlines.iter().rev().collect();
    while let Some(inline) = stack.pop() {
        visit(inline);
        match &inline.kind {
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Link { content, .. } => stack.extend(content.iter().rev()),
            _ => {}
        }
    }
}

fn for_inlines_mut(inlines: &mut [Inline], visit: &mut dyn FnMut(&mut Inline)) {
    let mut stack: Vec<&mut Inline> = inlines.iter_mut().rev().collect();
    while let Some(inline) = stack.pop() {
        visit(inline);
        match &mut inline.kind {
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Link { content, .. } => stack.extend(content.iter_mut().rev()),
            _ => {}
        }
    }
}

fn block_runs_mut(block: &mut Block, visit: &mut dyn FnMut(Vec<&mut [Inline]>)) {
    match &mut block.kind {
        BlockKind::Paragraph(inlines) => visit(vec![inlines]),
        BlockKind::InnerHeading { heading, .. } => visit(vec![&mut heading.content]),
        BlockKind::Verse(lines) => visit(lines.iter_mut().map(Vec::as_mut_slice).collect()),
        BlockKind::Figure { caption, .. } => visit(vec![caption]),
        BlockKind::Table(table) => {
            for cell in table.head.iter_mut().chain(&mut table.rows).flatten() {
                visit(vec![cell]);
            }
        }
        BlockKind::Quote(_) | BlockKind::List(_) | BlockKind::Code { .. } | BlockKind::Break => {}
    }
}
