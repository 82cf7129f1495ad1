//! Attributes that stand at nothing, and references to addresses that are not written: they would be
//! printed in silence.

use super::attributes::in_braces;
use super::dialect::References;
use super::note::key;
use crate::document::content::children;
use crate::document::text::runs;
use crate::document::{Block, Draft, Inline, InlineKind, Node};
use crate::reader::foreign::{Foreign, ForeignMarks};
use crate::source::{Source, Span};

/// A mark that is left, as it is written, and where.
type Left = (Foreign, String, Span);

/// Names the attributes in braces and the references to addresses that are left in the words of a draft.
/// References whose addresses are written are those in HTML.
pub(super) fn marks(
    draft: &Draft,
    source: &Source,
    addresses: impl FnOnce() -> References,
    marks: &mut ForeignMarks,
) {
    let mut left = Vec::new();
    for node in &draft.nodes {
        match node {
            Node::Heading { heading, .. } => in_inlines(&heading.content, &mut left),
            Node::Block(block) => in_block(block, &mut left),
        }
    }
    draft.notes.iter().flat_map(|note| &note.blocks).for_each(|block| in_block(block, &mut left));
    let has_references = left.iter().any(|(kind, ..)| *kind == Foreign::OpenReference);
    let addresses = if has_references { addresses() } else { References::new() };
    for (kind, written, span) in &left {
        match *kind == Foreign::OpenReference && addresses.contains_key(&name_in(written)) {
            true => marks.add(Foreign::HtmlReference, written, place_of(written, *span, source)),
            false => marks.add(*kind, written, *span),
        }
    }
}

/// What `[words][name]` refers to; without a name, to its words.
fn name_in(reference: &str) -> String {
    let (words, name) = reference.split_once("][").unwrap_or_default();
    let name = name.trim_end_matches(']');
    key(if name.is_empty() { words.trim_start_matches('[') } else { name })
}

/// Where a mark stands within words whose place is known; all of that, if they are written otherwise.
fn place_of(written: &str, words: Span, source: &Source) -> Span {
    let (start, end) = (words.start as usize, words.end as usize);
    let found = source.text.get(start..end).and_then(|words| words.find(written));
    found.map_or(words, |at| Span::new(words.file, start + at..start + at + written.len()))
}

fn in_block(block: &Block, left: &mut Vec<Left>) {
    runs(block).iter().for_each(|run| in_inlines(run.inlines, left));
    children(block).for_each(|block| in_block(block, left));
}

fn in_inlines(inlines: &[Inline], left: &mut Vec<Left>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => {
                for (at, _) in text.match_indices('{') {
                    let written = left_at(text, at).map(str::to_owned);
                    left.extend(written.map(|written| (Foreign::Attributes, written, inline.span)));
                }
                for (at, _) in text.match_indices("][") {
                    let written = reference_at(text, at).map(str::to_owned);
                    left.extend(written.map(|written| (Foreign::OpenReference, written, inline.span)));
                }
            }
            kind => in_inlines(kind.content(), left),
        }
    }
}

/// The attributes that stand at a brace: with an id or a class, of images, or all of a text. Two braces
/// are a template's.
fn left_at(text: &str, at: usize) -> Option<&str> {
    const KEYS: [&str; 9] =
        ["width", "height", "align", "lang", "title", "alt", "caption", "fig-align", "startfrom"];
    let (said, rest) = in_braces(&text[at..]).filter(|_| !text[..at].ends_with('{'))?;
    let is_known = said.values.iter().any(|(key, _)| KEYS.contains(&key.as_str()));
    let is_all = text[..at].trim().is_empty() && rest.trim().is_empty();
    let is_mark = !said.classes.is_empty() || said.id.is_some() || is_known || is_all;
    is_mark.then(|| &text[at..text.len() - rest.len()])
}

/// No reference is longer, in bytes.
const LONGEST: usize = 300;

/// The reference `[words][name]` around the two brackets at `at`. Behind a letter it is code: `a[i][j]`. Two numbers
/// are words: "in [1][2]".
fn reference_at(text: &str, at: usize) -> Option<&str> {
    let before = &text[text.ceil_char_boundary(at.saturating_sub(LONGEST))..at];
    let behind = &text[at + 2..text.floor_char_boundary(text.len().min(at + 2 + LONGEST))];
    let open = before.rfind(['[', ']']).filter(|&open| before.as_bytes()[open] == b'[')?;
    let start = at - (before.len() - open);
    let end = at + 2 + behind.find(['[', ']']).filter(|&end| behind.as_bytes()[end] == b']')? + 1;
    let is_code = text[..start].ends_with(|c: char| c.is_alphanumeric() || c == ']');
    let is_mark = before[open + 1..].starts_with(['^', '@', '!']);
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_numbers = is_number(&before[open + 1..]) && is_number(&text[at + 2..end - 1]);
    (!is_code && !is_mark && !is_numbers && open + 1 < before.len()).then(|| &text[start..end])
}
