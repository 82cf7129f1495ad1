//! Attributes that stand at nothing: they would be printed in silence.

use super::attributes::in_braces;
use crate::document::content::children;
use crate::document::text::runs;
use crate::document::{Block, Draft, Inline, InlineKind, Node};
use crate::reader::foreign::{Foreign, ForeignMarks};
use crate::source::Span;

/// Names the attributes in braces that are left in the words of a draft.
pub(super) fn attributes(draft: &Draft, marks: &mut ForeignMarks) {
    let mut left = Vec::new();
    for node in &draft.nodes {
        match node {
            Node::Heading { heading, .. } => in_inlines(&heading.content, &mut left),
            Node::Block(block) => in_block(block, &mut left),
        }
    }
    draft.notes.iter().flat_map(|note| &note.blocks).for_each(|block| in_block(block, &mut left));
    for (written, span) in &left {
        marks.add(Foreign::Attributes, written, *span);
    }
}

fn in_block(block: &Block, left: &mut Vec<(String, Span)>) {
    runs(block).iter().for_each(|run| in_inlines(run.inlines, left));
    children(block).for_each(|block| in_block(block, left));
}

fn in_inlines(inlines: &[Inline], left: &mut Vec<(String, Span)>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => {
                for (at, _) in text.match_indices('{') {
                    left.extend(left_at(text, at).map(|written| (written.to_owned(), inline.span)));
                }
            }
            kind => in_inlines(kind.content(), left),
        }
    }
}

/// The attributes that stand at a brace, with an id or a class. Two braces are a template's.
fn left_at(text: &str, at: usize) -> Option<&str> {
    let (said, rest) = in_braces(&text[at..]).filter(|_| !text[..at].ends_with('{'))?;
    (!said.classes.is_empty() || said.id.is_some()).then(|| &text[at..text.len() - rest.len()])
}
