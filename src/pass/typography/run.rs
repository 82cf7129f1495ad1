//! A stretch of text laid flat: marks are judged by what stands beside them, whatever markup lies
//! between.

use crate::document::quotation;
use crate::document::text::{OBJECT, inline_text};
use crate::document::{Inline, InlineKind, Target};

/// The characters of a run.
pub(super) struct Run {
    pub chars: Vec<char>,
    /// Whether each may be edited: code and addresses may not.
    editable: Vec<bool>,
}

/// What becomes of one character: another one, several, or none.
pub(super) struct Edit {
    pub at: usize,
    pub text: &'static str,
}

/// A piece of a run.
pub(super) enum Leaf<'a> {
    Text {
        text: &'a mut String,
        fixed: bool,
    },
    /// Counts as one character: code and images like a letter, a line break like a space.
    Opaque(char),
}

/// The leaves of some lines in reading order.
pub(super) fn leaves<'a>(lines: &'a mut [&mut [Inline]]) -> Vec<Leaf<'a>> {
    let mut leaves = Vec::new();
    for line in lines {
        if !leaves.is_empty() {
            leaves.push(Leaf::Opaque('\n'));
        }
        push_leaves(line, &mut leaves);
    }
    leaves
}

fn push_leaves<'a>(line: &'a mut [Inline], leaves: &mut Vec<Leaf<'a>>) {
    let mut stack: Vec<(&mut Inline, bool)> = line.iter_mut().rev().map(|inline| (inline, false)).collect();
    while let Some((inline, fixed)) = stack.pop() {
        match &mut inline.kind {
            InlineKind::Text(text) => leaves.push(Leaf::Text { text, fixed }),
            InlineKind::Code(_) | InlineKind::Image(_) | InlineKind::Math(_) => {
                leaves.push(Leaf::Opaque(OBJECT))
            }
            InlineKind::LineBreak => leaves.push(Leaf::Opaque('\n')),
            InlineKind::NoteMark(_) | InlineKind::PageNumber { .. } => {}
            InlineKind::Styled(_, content) => {
                stack.extend(content.iter_mut().rev().map(|inner| (inner, fixed)));
            }
            InlineKind::Link { target, content, .. } => {
                let fixed = fixed || shows_itself(target, content);
                stack.extend(content.iter_mut().rev().map(|inner| (inner, fixed)));
            }
        }
    }
}

/// Whether a link's text is its address, as an autolink's is.
fn shows_itself(target: &Target, content: &[Inline]) -> bool {
    let Target::Outside(uri) = target else { return false };
    let text = inline_text(content);
    text == *uri || uri.strip_prefix("mailto:").is_some_and(|address| address == text)
}

impl Run {
    pub(super) fn of(leaves: &[Leaf<'_>]) -> Run {
        // As many bytes as there are, or a few more than characters.
        let room =
            leaves.iter().map(|leaf| if let Leaf::Text { text, .. } = leaf { text.len() } else { 1 }).sum();
        let mut run = Run { chars: Vec::with_capacity(room), editable: Vec::with_capacity(room) };
        for leaf in leaves {
            match leaf {
                Leaf::Text { text, fixed } => {
                    run.chars.extend(text.chars());
                    run.editable.resize(run.chars.len(), !*fixed);
                }
                Leaf::Opaque(char) => {
                    run.chars.push(*char);
                    run.editable.push(false);
                }
            }
        }
        run.protect_addresses();
        run
    }

    /// The character at an index, if there is one.
    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    pub(super) fn before(&self, index: usize) -> Option<char> {
        self.at(index.checked_sub(1)?)
    }

    pub(super) fn is_editable(&self, index: usize) -> bool {
        self.editable.get(index).copied().unwrap_or(false)
    }

    /// Whether an editable `char` stands at the index.
    pub(super) fn is(&self, index: usize, char: char) -> bool {
        self.at(index) == Some(char) && self.is_editable(index)
    }

    /// Addresses in running text are words with `://`, or that begin `www.`.
    fn protect_addresses(&mut self) {
        if !self.chars.contains(&'/') && !self.chars.windows(3).any(|three| three == ['w', 'w', 'w']) {
            return;
        }
        let mut at = 0;
        while at < self.chars.len() {
            let word_end = self.chars[at..].iter().position(|char| ends_address(*char));
            let end = word_end.map_or(self.chars.len(), |length| at + length);
            if let Some(start) = address_start(&self.chars[at..end]) {
                let kept = self.chars[at..end].iter().rposition(|char| !trails_address(*char));
                let kept_end = kept.map_or(at, |last| at + last + 1);
                self.editable[(at + start).min(kept_end)..kept_end].fill(false);
            }
            at = end + 1;
        }
    }
}

fn ends_address(char: char) -> bool {
    char.is_whitespace()
        || quotation::mark(char).is_some()
        || matches!(char, '"' | '<' | '>' | '“' | '”' | '«' | '»')
}

fn trails_address(char: char) -> bool {
    matches!(char, '\'' | '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']')
}

fn address_start(word: &[char]) -> Option<usize> {
    let scheme_end = word.windows(3).position(|three| three == [':', '/', '/']);
    if let Some(end) = scheme_end {
        let scheme = word[..end].iter().rev().take_while(|char| char.is_ascii_alphanumeric()).count();
        return Some(end - scheme);
    }
    let first = word.iter().position(|char| char.is_alphanumeric())?;
    word[first..].starts_with(&['w', 'w', 'w', '.']).then_some(first)
}

/// Writes the edits, which are sorted by place, into the texts of the leaves.
pub(super) fn apply(leaves: &mut [Leaf<'_>], edits: &[Edit]) {
    let mut edits = edits.iter().peekable();
    let mut at = 0;
    for leaf in leaves {
        let Leaf::Text { text, .. } = leaf else {
            at += 1;
            continue;
        };
        let length = text.chars().count();
        if edits.peek().is_some_and(|edit| edit.at < at + length) {
            let mut edited = String::with_capacity(text.len() + 8);
            for (index, char) in (at..).zip(text.chars()) {
                match edits.next_if(|edit| edit.at == index) {
                    Some(edit) => edited.push_str(edit.text),
                    None => edited.push(char),
                }
            }
            **text = edited;
        }
        at += length;
    }
}
