//! From bytes of a text to lines and columns, for many places of a large text.

use crate::source::{Source, Span};
use std::ops::Range;
use std::path::Path;

/// A source with the byte offsets at which its lines begin, so that a thousand diagnostics in a
/// large file do not read it a thousand times.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    source: &'a Source,
    starts: Vec<usize>,
    /// How many characters begin before each block of `BLOCK` bytes, and in all: a line can be the whole
    /// file, and is not counted anew for each of its diagnostics.
    characters: Vec<usize>,
}

pub(super) const BLOCK: usize = 4096;

/// Where a span begins: its line and what is to be underlined there.
pub(super) struct SourcePlace<'a> {
    pub(super) path: &'a Path,
    /// Both from 1; columns count characters.
    pub(super) line: usize,
    pub(super) column: usize,
    /// Line and column behind the last character.
    pub(super) end: (usize, usize),
    /// The whole line, without its end.
    pub(super) text: &'a str,
    /// The part of the span that lies on this line, in bytes of `text`.
    pub(super) marked: Range<usize>,
}

impl SourcePlace<'_> {
    /// The path as it was named.
    pub(super) fn path(&self) -> String {
        self.path.display().to_string()
    }
}

impl<'a> Lines<'a> {
    pub(super) fn new(source: &'a Source) -> Lines<'a> {
        let ends = source.text.match_indices('\n');
        let starts = std::iter::once(0).chain(ends.map(|(offset, _)| offset + 1)).collect();
        let mut characters = vec![0];
        for block in source.text.as_bytes().chunks(BLOCK) {
            characters.push(characters.last().map_or(0, |before| before + count_characters(block)));
        }
        Lines { source, starts, characters }
    }

    /// How many characters begin before an offset.
    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let rest = &self.source.text.as_bytes()[(block * BLOCK).min(offset)..offset];
        self.characters.get(block).map_or(0, |before| before + count_characters(rest))
    }

    /// The line that holds an offset, counted from 0, and where it begins.
    fn line_of(&self, offset: usize) -> (usize, usize) {
        let index = self.starts.partition_point(|&line_start| line_start <= offset).saturating_sub(1);
        (index, self.starts.get(index).copied().unwrap_or(0))
    }

    fn column(&self, line_start: usize, offset: usize) -> usize {
        self.characters_before(offset) - self.characters_before(line_start) + 1
    }

    pub(super) fn place(&self, span: Span) -> SourcePlace<'a> {
        let text = &self.source.text;
        let (start, end) = (boundary(text, span.start as usize), boundary(text, span.end as usize));
        let (index, line_start) = self.line_of(start);
        let line_end = self.starts.get(index + 1).map_or(text.len(), |next| next - 1);
        let line = text[line_start..line_end].trim_end_matches('\r');
        let from = (start - line_start).min(line.len());
        let to = end.saturating_sub(line_start).clamp(from, line.len());
        let end = end.max(line_start + from);
        let (last, last_start) = self.line_of(end);
        SourcePlace {
            path: &self.source.path,
            line: index + 1,
            column: self.column(line_start, line_start + from),
            end: (last + 1, self.column(last_start, end)),
            text: line,
            marked: from..to,
        }
    }
}

/// The characters that begin in a stretch of UTF-8.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// The offset, moved back to the start of a character and into the text.
fn boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0)
}

/// At most so many characters of a text.
pub(super) fn first_chars(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(offset, _)| &text[..offset])
}

/// At most so many characters of a text, from its end.
pub(super) fn last_chars(text: &str, count: usize) -> &str {
    count
        .checked_sub(1)
        .and_then(|last| text.char_indices().nth_back(last))
        .map_or(text, |(offset, _)| &text[offset..])
}
