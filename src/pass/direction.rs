//! Words that run another way than what is around them, without a word on it in the manuscript: a paragraph of Hebrew in
//! an English book. Both editions take it from here, so that they agree.

use super::walk::{names_mut, sections_mut, word_lists_mut};
use crate::document::text::{Step, runs, walk};
use crate::document::{
    Block, BlockKind, Direction, Document, Group, Inline, InlineKind, List, Style, content, may_run_right,
    running,
};

/// Puts paragraphs, headings, lines of verse and captions that run another way into a direction of their own.
pub(super) fn settle(document: &mut Document) {
    let direction = document.metadata.direction();
    sections_mut(&mut document.sections, &mut |section| {
        names_mut(section).for_each(|name| turn(name, direction));
        turn_blocks(&mut section.blocks, direction);
    });
    document.notes.iter_mut().for_each(|note| turn_blocks(&mut note.blocks, direction));
}

fn turn_blocks(blocks: &mut [Block], direction: Direction) {
    let mut open: Vec<(&mut Block, Direction)> = blocks.iter_mut().map(|block| (block, direction)).collect();
    while let Some((block, around)) = open.pop() {
        let around = match &mut block.kind {
            BlockKind::Group(Group { direction, lang, .. }) => {
                direction.or(lang.as_deref().map(Direction::of)).unwrap_or(around)
            }
            BlockKind::List(list) => {
                // Bullets and numbers stand on the side where the words of most items begin.
                list.direction = other_direction(&words_of(list), around);
                list.direction.unwrap_or(around)
            }
            _ => around,
        };
        word_lists_mut(block).into_iter().for_each(|words| turn(words, around));
        open.extend(content::children_mut(block).map(|block| (block, around)));
    }
}

/// Puts words into a direction of their own, if they run another way than those around them.
fn turn(words: &mut Vec<Inline>, around: Direction) {
    if running(words).is_some() || words.is_empty() {
        return;
    }
    if let Some(own) = other_direction(&own_words(words), around) {
        let span = words[0].span;
        let kind = InlineKind::Styled(Style::Direction(own), std::mem::take(words));
        words.push(Inline { kind, span });
    }
}

/// The words of a list's items themselves.
fn words_of(list: &List) -> String {
    let blocks = list.items.iter().flat_map(|item| &item.blocks);
    let runs = blocks.flat_map(runs).map(|run| own_words(run.inlines));
    runs.collect::<Vec<_>>().join(" ")
}

/// Words that do not say for themselves which way they run; code is none of any language.
fn own_words(inlines: &[Inline]) -> String {
    let (mut text, mut apart) = (String::new(), 0usize);
    let says = |inline: &Inline| {
        matches!(inline.kind, InlineKind::Styled(Style::Direction(_) | Style::Language(_), _))
    };
    walk(inlines, 0, &mut |_, step| match step {
        Step::Enter(inline) => apart += usize::from(says(inline)),
        Step::Leave(inline) => apart -= usize::from(says(inline)),
        Step::Leaf(Inline { kind: InlineKind::Text(words), .. }) if apart == 0 => text.push_str(words),
        Step::Leaf(_) => {}
    });
    text
}

/// The direction of words, where it is another than around them.
fn other_direction(text: &str, around: Direction) -> Option<Direction> {
    // Most books have no letter of the other kind.
    if around == Direction::LeftToRight && !may_run_right(text) {
        return None;
    }
    Direction::of_words(text).filter(|own| *own != around)
}
