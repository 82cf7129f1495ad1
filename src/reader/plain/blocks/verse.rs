//! The verse of lines that keep their ends.

use super::inline::Run;
use crate::document::{Inline, InlineKind, Style, Verse, VerseLine};
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::{Line, columns};
use crate::source::Span;
use std::ops::Range;

/// The verse of stanzas, their lines set in against one another.
pub fn verse(sheet: &Sheet, stanzas: &[Range<usize>]) -> Verse {
    let lines = |stanza: &Range<usize>| sheet.lines.get(stanza.clone()).unwrap_or_default();
    let margin = stanzas.iter().flat_map(lines).map(|line| line.indent).min().unwrap_or(0);
    // The second half of a verse that two speak stands where the first ended.
    let is_play = !sheet.play.verses.is_empty();
    let margin = if is_play { margin.min(sheet.manner.margin) } else { margin };
    let written = stanzas.iter().flat_map(|stanza| {
        let said = said(sheet, stanza);
        let contents = contents(sheet, stanza, &said);
        let indents =
            firsts(sheet, &said).filter_map(|line| lines(stanza).get(line)).map(|line| line.indent - margin);
        let line =
            |(content, indent)| VerseLine { indent: u16::try_from(indent).unwrap_or(u16::MAX), content };
        contents.into_iter().zip(indents).map(line).chain([VerseLine::default()]).collect::<Vec<_>>()
    });
    Verse::of_indented(written)
}

/// The lines of a stanza without the name of who says them.
fn said(sheet: &Sheet, stanza: &Range<usize>) -> Vec<Line> {
    let mut lines = sheet.lines.get(stanza.clone()).unwrap_or_default().to_vec();
    if let (Some(&length), Some(first)) = (sheet.speakers.get(&stanza.start), lines.first_mut()) {
        let column = said_at(sheet, stanza.start, length);
        first.width = first.reach().saturating_sub(column);
        first.indent = column;
        first.content.start += length;
    }
    lines
}

/// The words of each line of a stanza, the name of who says them apart.
fn contents(sheet: &Sheet, stanza: &Range<usize>, said: &[Line]) -> Vec<Vec<Inline>> {
    let mut contents = Run::of_verse(sheet, said).verse(sheet.file);
    if let (Some(&length), Some(first)) = (sheet.speakers.get(&stanza.start), contents.first_mut()) {
        let words = std::mem::take(first);
        *first = speaker(sheet, stanza.start, length).into_iter().chain(words).collect();
    }
    contents
}

/// The name of so many bytes that a line begins with, and the room behind it where what is said stands further
/// right than it does elsewhere: the second half of a verse stands where the first ended.
pub fn speaker(sheet: &Sheet, line: usize, length: usize) -> Vec<Inline> {
    let Some(place) = sheet.lines.get(line) else { return Vec::new() };
    let start = place.content.start;
    let span = Span::new(sheet.file, start..start + length);
    let styled = |style, content| Inline { span, kind: InlineKind::Styled(style, content) };
    let name = Run::of_bytes(sheet, start..start + length).inlines(sheet.file);
    let name = styled(Style::SmallCaps, vec![styled(Style::Classes(vec!["speaker".into()]), name)]);
    let column = said_at(sheet, line, length);
    let room =
        sheet.play.said_at.map_or(0, |usual| column.saturating_sub(usual).min(blanks(sheet, line, length)));
    // An em is about as wide as two letters.
    let room = (room >= ROOM).then(|| "\u{2003}".repeat(room.min(WIDEST_ROOM) / 2));
    let room = room.map(|room| Inline { span, kind: InlineKind::Text(room) });
    std::iter::once(name).chain(room).collect()
}

/// Fewer columns are chance, and no more find room on a page.
const ROOM: usize = 4;
const WIDEST_ROOM: usize = 40;

/// The blanks that a line is set in by, and those behind so many bytes of a name but for the one that parts words: a
/// longer name moves what is said as well, and that is no indent.
fn blanks(sheet: &Sheet, line: usize, length: usize) -> usize {
    let Some(place) = sheet.lines.get(line) else { return 0 };
    let name = &sheet.text[place.content.start..place.content.start + length];
    let behind = columns(name) - columns(name.trim_end());
    place.indent.saturating_sub(sheet.manner.margin) + behind.saturating_sub(1)
}

/// The column that words stand at behind so many bytes of a name.
pub fn said_at(sheet: &Sheet, line: usize, length: usize) -> usize {
    let place = sheet.lines.get(line);
    place
        .map_or(0, |line| line.indent + columns(&sheet.text[line.content.start..line.content.start + length]))
}

/// The lines at which lines of verse begin: what is too long goes on in the next.
fn firsts(sheet: &Sheet, lines: &[Line]) -> impl Iterator<Item = usize> {
    let begins =
        |index: &usize| match (index.checked_sub(1).and_then(|above| lines.get(above)), lines.get(*index)) {
            (Some(above), Some(line)) => !sheet.turns_over(above, line),
            _ => true,
        };
    (0..lines.len()).filter(begins)
}
