//! Blocks that hold text, while they are being read.

use super::inline::{Inlines, split_lines};
use crate::document::{BlockKind, Heading, Inline, InlineKind, Table};
use std::ops::Range;

/// The one block that is open at a time and that holds text itself.
#[derive(Debug)]
pub(super) enum Leaf {
    Words { range: Range<usize>, inlines: Inlines, role: Role },
    Table(TableLeaf),
    Raw(Raw),
}

#[derive(Debug)]
pub(super) enum Role {
    Paragraph,
    /// A paragraph that the parser does not announce, as in a tight list.
    Implicit,
    Heading(u8, Heading),
}

#[derive(Debug)]
pub(super) struct TableLeaf {
    pub(super) range: Range<usize>,
    pub(super) table: Table,
    pub(super) row: Vec<Vec<Inline>>,
    pub(super) cell: Inlines,
}

/// Code and raw HTML: text as it is, and where its parts stand in the source.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) range: Range<usize>,
    /// `None` for HTML; for code, what its fence says after the marks.
    pub(super) info: Option<String>,
    pub(super) text: String,
    /// Offsets in `text` and in the source at which parts begin.
    places: Vec<(usize, usize)>,
}

impl Raw {
    pub(super) fn new(range: Range<usize>, info: Option<String>) -> Raw {
        Raw { range, info, text: String::new(), places: Vec::new() }
    }

    pub(super) fn push(&mut self, text: &str, start: usize) {
        self.places.push((self.text.len(), start));
        self.text.push_str(text);
    }

    /// The source's range for a range of `text`.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_offset(range.start);
        // The end is that of the last byte: the next part may lie far away.
        let end = if range.is_empty() { start } else { self.source_offset(range.end - 1) + 1 };
        start..end.max(start)
    }

    fn source_offset(&self, offset: usize) -> usize {
        let after = self.places.partition_point(|&(place, _)| place <= offset);
        match after.checked_sub(1).and_then(|index| self.places.get(index)) {
            Some(&(place, source)) => (source + offset - place).min(self.range.end),
            None => self.range.start,
        }
    }

    /// The lines of a fence named `verse`, each with its range in the source.
    pub(super) fn lines(&self) -> Vec<(&str, Range<usize>)> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.text.trim_end_matches(['\n', '\r']).split('\n') {
            let words = line.trim_end_matches('\r');
            lines.push((words, self.source(start..start + words.len())));
            start += line.len() + 1;
        }
        lines
    }
}

/// The language that a fence names: its first word, as `rust` in `rust,ignore`, or the first class in
/// braces, as in `{.rust #id}`.
pub(super) fn language(info: &str) -> Option<String> {
    let word = match info.trim().strip_prefix('{') {
        Some(attributes) => attributes.split([' ', '\t', '}']).find_map(|word| word.strip_prefix('.'))?,
        None => info.trim().split([' ', '\t', ',', '{']).next()?,
    };
    (!word.is_empty()).then(|| word.to_owned())
}

/// What a finished paragraph is: verse, a figure, or a paragraph.
pub(super) fn paragraph(verse: bool, mut content: Vec<Inline>) -> BlockKind {
    if verse && content.iter().any(|inline| inline.kind != InlineKind::LineBreak) {
        return BlockKind::Verse(split_lines(content));
    }
    match content.pop() {
        Some(Inline { kind: InlineKind::Image(image), .. }) if content.is_empty() => BlockKind::Image(image),
        last => {
            content.extend(last);
            BlockKind::Paragraph(content)
        }
    }
}
