//! Pieces in front of a contents list, or between it and what it names, that say what they are: a preface is
//! seldom listed where it stands above the list.

use super::list::List;
use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::lone::{gap_above, is_long};
use crate::reader::plain::headings::matter::names_matter;
use crate::reader::plain::role::{Role, Why};
use std::ops::Range;

/// Marks the lines alone above the first listed heading that name a piece of prose, and says so.
pub fn mark(sheet: &mut Sheet, list: &List) {
    for lines in pieces(sheet, list) {
        let message =
            format!("“{}” is a heading that the contents list does not name", sheet.content(lines.start));
        let note = Diagnostic::note(Code::OutlineUnlisted, sheet.span(lines.clone()), message);
        sheet
            .diagnostics
            .push(note.hint("what says that it is a preface or the like stands beside what is listed"));
        sheet.mark_heading(lines, 1, Why::Matter);
    }
}

fn pieces(sheet: &Sheet, list: &List) -> Vec<Range<usize>> {
    const FEWEST_BLANK_LINES: usize = 2;
    let first = list.headings().map(|lines| lines.start).min().unwrap_or(0);
    let chunks = sheet.chunks();
    let is_piece = |chunk: &Range<usize>, next: &Range<usize>| {
        chunk.len() == 1
            && chunk.start < first
            && next.start < first
            && sheet.roles.get(chunk.start) == Some(&Role::Text)
            && gap_above(sheet, chunk.start) >= FEWEST_BLANK_LINES
            && names_matter(sheet.content(chunk.start))
            && is_long(sheet, next)
    };
    let pairs = chunks.iter().zip(chunks.iter().skip(1));
    pairs.filter(|(chunk, next)| is_piece(chunk, next)).map(|(chunk, _)| chunk.clone()).collect()
}
