//! Words that are a part of the container around them, with the ids that name them.

use super::builder::Builder;
use crate::document::{Inline, InlineKind, Style};
use crate::source::Span;
use std::collections::BTreeSet;
use std::ops::Range;

impl Builder<'_> {
    /// Words that are all of an element which is no block: its id names them. They are found where the
    /// innermost container is, or, where that has no place of its own for them, at the next block.
    pub(super) fn named_words(&mut self, id: String, tag: Range<usize>, words: Vec<Inline>) -> Vec<Inline> {
        self.name_part(id.clone(), &tag);
        let span = self.span(tag);
        match words.is_empty() {
            true => words,
            false => vec![Inline { span, kind: InlineKind::Styled(Style::Anchor(id), words) }],
        }
    }

    /// Gives words the ids that stand at or behind a place and would name the block that they begin: they begin none.
    pub(super) fn take_names(&mut self, mut words: Vec<Inline>, start: usize) -> Vec<Inline> {
        let next = self.next_block_id();
        let begins = |span: &Span| span.start as usize >= start;
        let mut ids = Vec::new();
        while let Some((id, _, span)) =
            self.draft.anchors.pop_if(|(_, block, span)| *block == next && begins(span))
        {
            ids.push((id, span.start as usize..span.end as usize));
        }
        let mut places = BTreeSet::new();
        places_in(&words, &mut places);
        let (held, mut own): (Vec<_>, Vec<_>) = ids.into_iter().partition(|(id, _)| places.contains(id));
        held.into_iter().for_each(|(id, tag)| self.name_part(id, &tag));
        let Some((first, tag)) = own.pop() else { return words };
        // One names all of them, the others their beginning.
        let mut beginnings = Vec::new();
        for (id, tag) in own {
            let span = self.span(tag.clone());
            self.name_part(id.clone(), &tag);
            beginnings.push(Inline { span, kind: InlineKind::Styled(Style::Anchor(id), Vec::new()) });
        }
        if !words.is_empty() {
            words.splice(0..0, beginnings);
        }
        self.named_words(first, tag, words)
    }
}

/// The names of the places among words.
fn places_in(words: &[Inline], places: &mut BTreeSet<String>) {
    for inline in words {
        if let InlineKind::Styled(Style::Anchor(name), _) = &inline.kind {
            places.insert(name.clone());
        }
        places_in(inline.kind.content(), places);
    }
}
