//! Footnotes: which labels are defined, and which are called without being so.

use super::dialect::{Dialect, parser};
use super::events::Markdown;
use crate::document::{Inline, InlineKind};
use crate::reader::build::{Builder, Mention};
use crate::source::Span;
use pulldown_cmark::{Event, Parser, Tag};
use std::collections::BTreeMap;
use std::ops::Range;

/// The labels that a text defines, each with its place in the order of definitions; of two notes of
/// one label the first counts. Calls may stand before the definitions, so that one reading of the
/// text has to find these first.
fn labels(parser: Parser<'_>) -> BTreeMap<String, u32> {
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

/// The labels of a text. Reading twice costs time: only a text that may hold notes is read for them.
pub(super) fn labels_of(text: &str, dialect: Dialect) -> BTreeMap<String, u32> {
    if text.contains("[^") { labels(parser(text, dialect)) } else { BTreeMap::new() }
}

/// Definitions to stand behind a line that calls notes of its text: without one, a call is text to
/// the parser.
pub(super) fn definitions(line: &str, labels: &BTreeMap<String, u32>) -> String {
    let called = calls(line).filter(|(_, label)| labels.contains_key(&key(label)));
    called.map(|(_, label)| format!("\n\n[^{label}]: a")).collect()
}

/// A plain text without the calls of these notes.
pub(super) fn without_calls(text: &str, labels: &BTreeMap<String, u32>) -> String {
    let mut rest = text.to_owned();
    let called: Vec<_> = calls(text).filter(|(_, label)| labels.contains_key(&key(label))).collect();
    for (place, _) in called.into_iter().rev() {
        rest.replace_range(place.clone(), "");
        // A call after a space leaves none at the end, nor two before a word.
        if rest[..place.start].ends_with(' ')
            && matches!(rest[place.start..].chars().next(), None | Some(' '))
        {
            rest.remove(place.start - 1);
        }
    }
    rest
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

/// Names the calls of notes in the title of a link or an image, which is plain text.
pub(super) fn find_in_title(title: &str, range: &Range<usize>, build: &mut Builder<'_>) {
    for (_, label) in calls(title) {
        let span = build.span(range.clone());
        build.report.mention(Mention::NoteInTitle, label, span);
    }
}

/// Looks for calls of notes in what the parser left as text: of notes that are not written, and in
/// HTML, where none is called.
pub(super) fn find_undefined(inlines: &[Inline], markdown: &Markdown<'_>, build: &mut Builder<'_>) {
    let source = markdown.source.text.as_str();
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) if text.contains("[^") => {
                let range = inline.span.start as usize..inline.span.end as usize;
                for (place, label) in calls(source.get(range).unwrap_or_default()) {
                    let start = inline.span.start as usize + place.start;
                    let span = Span::new(inline.span.file, start..start + place.len());
                    match markdown.labels.contains_key(&key(label)) {
                        true => build.report.mention(Mention::UncalledNote, label, span),
                        false => build.report.mention(Mention::UndefinedNote, label, span),
                    }
                }
            }
            kind => find_undefined(kind.content(), markdown, build),
        }
    }
}
