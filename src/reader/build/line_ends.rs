//! What the line ends within a paragraph are when all of it is there: spaces, or nothing. Until then
//! they stand in the text, since what comes after them decides.

use crate::document::text::OBJECT;
use crate::document::{Inline, InlineKind};
use crate::reader::line_end::vanishes;

/// Makes a space or nothing of each line end, by the characters on both sides of it.
pub(super) fn settle(content: &mut Vec<Inline>) {
    let mut text = String::new();
    gather(content, &mut text);
    if text.contains('\n') {
        let is_kept = |(at, _): (usize, &str)| {
            let before = text[..at].trim_end_matches('\n').chars().next_back();
            !vanishes(before, text[at + 1..].chars().next())
        };
        let spaces: Vec<bool> = text.match_indices('\n').map(is_kept).collect();
        replace(content, &mut spaces.into_iter());
    }
}

/// The line ends of an alternative text, and of code that HTML has among words.
pub(super) fn settled(text: &str) -> String {
    let mut settled = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' if vanishes(settled.chars().next_back(), characters.peek().copied()) => {}
            '\n' => settled.push(' '),
            other => settled.push(other),
        }
    }
    settled
}

/// The running text, with a character for whatever else stands in it.
fn gather(content: &[Inline], text: &mut String) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text(own) => text.push_str(own),
            // The number stands close to its word, and says nothing about the next.
            InlineKind::NoteMark(_) => {}
            InlineKind::Styled(_, inner) | InlineKind::Link { content: inner, .. } => gather(inner, text),
            _ => text.push(OBJECT),
        }
    }
}

fn replace(content: &mut Vec<Inline>, spaces: &mut impl Iterator<Item = bool>) {
    for inline in content.iter_mut() {
        match &mut inline.kind {
            InlineKind::Text(text) if text.contains('\n') => {
                let mut kept = String::with_capacity(text.len());
                for (index, line) in text.split('\n').enumerate() {
                    if index > 0 && spaces.next() != Some(false) {
                        kept.push(' ');
                    }
                    kept.push_str(line);
                }
                *text = kept;
            }
            InlineKind::Styled(_, inner) | InlineKind::Link { content: inner, .. } => replace(inner, spaces),
            _ => {}
        }
    }
    content.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
}
