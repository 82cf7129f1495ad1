//! The pages of a text that has pages: their numbers, the lines that come again on each, the notes
//! at their feet, and the paragraphs that they cut.
//!
//! Form feeds end pages, which programs that take the text out of a PDF write. Without them only
//! numbers on lines of their own tell of pages, and only where they do so plainly.

mod edges;
mod joining;
mod notes;
mod number;
mod unfed;

use crate::reader::plain::Sheet;
use crate::reader::plain::role::{Role, Why};
use std::ops::Range;

pub use joining::join;

/// Marks the heads and feet of pages, and the notes at their feet.
pub fn mark(sheet: &mut Sheet) {
    let turns: Vec<usize> = (0..sheet.lines.len()).filter(|&line| ends_page(sheet, line)).collect();
    match turns.is_empty() {
        true => unfed::mark(sheet),
        false => edges::mark(sheet, &pages(&turns, sheet.lines.len())),
    }
    notes::mark(sheet);
}

/// Whether a form feed stands behind a line.
fn ends_page(sheet: &Sheet, line: usize) -> bool {
    sheet.lines.get(line).is_some_and(|line| sheet.text.as_bytes().get(line.stop) == Some(&b'\x0c'))
}

/// The lines of each page; each of `turns` is the last line of one.
fn pages(turns: &[usize], lines: usize) -> Vec<Range<usize>> {
    let ends = turns.iter().map(|turn| turn + 1).chain([lines]);
    let starts = std::iter::once(0).chain(turns.iter().map(|turn| turn + 1));
    starts.zip(ends).map(|(start, end)| start..end).filter(|page| !page.is_empty()).collect()
}

/// Where pages turn: the stretches of blank lines, notes, heads and feet between the text of two pages.
fn turns(sheet: &Sheet) -> Vec<Range<usize>> {
    let is_edge = |line: usize| sheet.reasons.get(line) == Some(&Why::PageEdge);
    let mut turns: Vec<Range<usize>> = Vec::new();
    let mut line = 0;
    while line < sheet.lines.len() {
        let start = line;
        let mut turned = start.checked_sub(1).is_some_and(|above| ends_page(sheet, above));
        while matches!(sheet.roles.get(line), Some(Role::Blank | Role::Note)) || is_edge(line) {
            turned |= is_edge(line) || ends_page(sheet, line);
            line += 1;
        }
        if turned && start > 0 && start < line && line < sheet.lines.len() {
            turns.push(start..line);
        }
        line = line.max(start + 1);
    }
    turns
}

/// Letters alone, in lower case: heads are compared by them.
fn letters(content: &str) -> String {
    content.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}
