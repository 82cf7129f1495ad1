//! The verse of lines that keep their ends.

use super::inline::Run;
use crate::document::{Verse, VerseLine};
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::Line;
use std::ops::Range;

/// The verse of stanzas, their lines set in against one another.
pub fn verse(sheet: &Sheet, stanzas: &[Range<usize>]) -> Verse {
    let lines = |stanza: &Range<usize>| sheet.lines.get(stanza.clone()).unwrap_or_default();
    let margin = stanzas.iter().flat_map(lines).map(|line| line.indent).min().unwrap_or(0);
    // The second half of a verse that two speak stands where the first ended.
    let is_play = !sheet.play.verses.is_empty();
    let margin = if is_play { margin.min(sheet.manner.margin) } else { margin };
    let written = stanzas.iter().flat_map(|stanza| {
        let lines = lines(stanza);
        let contents = Run::of_verse(sheet, lines).verse(sheet.file);
        let indents = firsts(sheet, lines).map(|line| line.indent - margin);
        let line =
            |(content, indent)| VerseLine { indent: u16::try_from(indent).unwrap_or(u16::MAX), content };
        contents.into_iter().zip(indents).map(line).chain([VerseLine::default()]).collect::<Vec<_>>()
    });
    Verse::of_indented(written)
}

/// The lines at which lines of verse begin: what is too long goes on in the next.
fn firsts<'a>(sheet: &'a Sheet, lines: &'a [Line]) -> impl Iterator<Item = &'a Line> {
    let begins =
        |index: &usize| match (index.checked_sub(1).and_then(|above| lines.get(above)), lines.get(*index)) {
            (Some(above), Some(line)) => !sheet.turns_over(above, line),
            _ => true,
        };
    (0..lines.len()).filter(begins).filter_map(|index| lines.get(index))
}
