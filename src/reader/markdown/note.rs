//! Footnotes: which labels are defined, and which are called without being so.

use crate::document::{Inline, InlineKind};
use crate::reader::build::Builder;
use crate::source::Span;
use pulldown_cmark::{Event, Parser, Tag};
use std::collections::BTreeMap;
use std::ops::Range;

/// The labels that a text defines, each with its place in the order of definitions; of two notes of
/// one label the first counts. Calls may stand before the definitions, so that one reading of the
/// text has to find these first.
pub(super) fn labels(parser: Parser<'_>) -> BTreeMap<String, u32> {
    let mut labels = BTreeMap::new();
    let definitions = parser.filter_map(|event| match event {
        Event::Start(Tag::FootnoteDefinition(label)) => Some(key(&label)),
        _ => None,
    });
    for (index, label) in (0u32..).zip(definitions) {
        labels.entry(label).or_insert(index);
    }
    labels
}

/// Labels are equal without regard to case and to the length of white space, as CommonMark has it.
pub(super) fn key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Where `[^label]` stands in a stretch of the manuscript, with the label. An escaped bracket is
/// none.
fn calls(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices("[^").filter_map(move |(start, mark)| {
        let rest = &text[start + mark.len()..];
        let length = rest.find(|c: char| c.is_whitespace() || "[]\\".contains(c))?;
        let escapes = text[..start].bytes().rev().take_while(|&byte| byte == b'\\').count();
        let called = length > 0 && escapes % 2 == 0 && rest[length..].starts_with(']');
        called.then(|| (start..start + mark.len() + length + 1, &rest[..length]))
    })
}

/// Looks for calls of notes in what the parser left as text.
pub(super) fn find_undefined(inlines: &[Inline], source: &str, build: &mut Builder<'_>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) if text.contains("[^") => {
                let range = inline.span.start as usize..inline.span.end as usize;
                for (place, label) in calls(source.get(range).unwrap_or_default()) {
                    let start = inline.span.start as usize + place.start;
                    build
                        .report
                        .undefined_note(label, Span::new(inline.span.file, start..start + place.len()));
                }
            }
            kind => find_undefined(kind.content(), source, build),
        }
    }
}
