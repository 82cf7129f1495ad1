//! What a text holds, found by walking through all of its blocks and words: the notes that it calls,
//! the languages that it names, the text itself.

use super::content::{Block, BlockKind, Group, Inline, InlineKind, Node, NoteId, Style, children};
use super::text::{inline_text, plain_text, runs};
use super::{Chapter, Draft};

/// The notes that a chapter's text calls, in order; one that is called twice comes twice.
pub fn calls(chapter: Chapter) -> Vec<NoteId> {
    let mut calls = Vec::new();
    for section in chapter.sections() {
        if let Some(heading) = &section.heading {
            push_calls(&heading.content, &mut calls);
        }
        calls.extend(calls_in_blocks(&section.blocks));
    }
    calls
}

/// The notes that blocks call, in order.
pub fn calls_in_blocks(blocks: &[Block]) -> Vec<NoteId> {
    let mut calls = Vec::new();
    let mut stack: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = stack.pop() {
        runs(block).into_iter().for_each(|run| push_calls(run.inlines, &mut calls));
        stack.extend(children(block).rev());
    }
    calls
}

fn push_calls(inlines: &[Inline], calls: &mut Vec<NoteId>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::NoteMark(id) => calls.push(*id),
            kind => push_calls(kind.content(), calls),
        }
    }
}

/// The languages that blocks and their words name, in reading order, with repetitions.
pub fn languages_in_blocks<'a>(blocks: &'a [Block], languages: &mut Vec<&'a str>) {
    for block in blocks {
        if let BlockKind::Group(Group { lang: Some(lang), .. }) = &block.kind {
            languages.push(lang);
        }
        runs(block).into_iter().for_each(|run| languages_in_inlines(run.inlines, languages));
        children(block).for_each(|child| languages_in_blocks(std::slice::from_ref(child), languages));
    }
}

/// The languages that words name, in reading order, with repetitions.
pub fn languages_in_inlines<'a>(inlines: &'a [Inline], languages: &mut Vec<&'a str>) {
    for inline in inlines {
        if let InlineKind::Styled(Style::Language(lang), _) = &inline.kind {
            languages.push(lang);
        }
        languages_in_inlines(inline.kind.content(), languages);
    }
}

/// Shows the texts of a draft: its headings, its blocks and the blocks of its notes.
pub fn texts_of_draft(draft: &Draft, see: &mut impl FnMut(&str)) {
    for node in &draft.nodes {
        match node {
            Node::Heading { heading, .. } => see(&inline_text(&heading.content)),
            Node::Block(block) => texts_of_blocks(std::slice::from_ref(block), see),
        }
    }
    draft.notes.iter().for_each(|note| texts_of_blocks(&note.blocks, see));
}

/// The languages that a draft names, in no order that counts, with repetitions.
pub fn languages_of_draft(draft: &Draft) -> Vec<&str> {
    let mut languages = Vec::new();
    for node in &draft.nodes {
        match node {
            Node::Heading { heading, .. } => languages_in_inlines(&heading.content, &mut languages),
            Node::Block(block) => languages_in_blocks(std::slice::from_ref(block), &mut languages),
        }
    }
    draft.notes.iter().for_each(|note| languages_in_blocks(&note.blocks, &mut languages));
    languages
}

fn texts_of_blocks(blocks: &[Block], see: &mut impl FnMut(&str)) {
    let mut open: Vec<&Block> = blocks.iter().collect();
    while let Some(block) = open.pop() {
        see(&plain_text(block));
        open.extend(children(block));
    }
}
