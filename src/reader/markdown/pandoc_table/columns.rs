//! Columns of a text: a row of dashes that shows them, and lines that are parted by it.

use super::{ACROSS, DrawnCell, DrawnRow, Line, OUTSIDE, Unclear};
use crate::document::Alignment;
use unicode_width::UnicodeWidthChar;

/// A tab goes on to the next column of which this is a divisor, as in CommonMark (2.2).
const TAB: usize = 4;

/// The characters of a line with the columns of the screen that each begins at: characters of Chinese
/// and its neighbours take two.
pub(super) fn characters(text: &str) -> impl Iterator<Item = Character> + '_ {
    let mut next = 0;
    text.char_indices().map(move |(offset, c)| {
        let column = next;
        next += if c == '\t' { TAB - column % TAB } else { c.width().unwrap_or(0) };
        Character { c, offset, column, end: next }
    })
}

/// A character at its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Character {
    pub(super) c: char,
    /// The byte that it begins at.
    pub(super) offset: usize,
    pub(super) column: usize,
    /// The column behind it.
    pub(super) end: usize,
}

/// A row of dashes: each group of them is a column.
#[derive(Debug)]
pub(super) struct Rule {
    groups: Vec<Group>,
}

#[derive(Clone, Copy, Debug)]
struct Group {
    start: usize,
    length: usize,
}

impl Rule {
    /// Dashes in groups, set in by three spaces at the most.
    pub(super) fn of(text: &str) -> Option<Rule> {
        let mut groups: Vec<Group> = Vec::new();
        for Character { c, column, .. } in characters(text.trim_end()) {
            match (c, groups.last_mut()) {
                ('-', Some(group)) if group.start + group.length == column => group.length += 1,
                ('-', _) => groups.push(Group { start: column, length: 1 }),
                (' ' | '\t', _) => {}
                _ => return None,
            }
        }
        groups.first().is_some_and(|group| group.start <= 3).then_some(Rule { groups })
    }

    /// Whether there is more than one column. A row of dashes without a gap underlines a heading or is
    /// a break.
    pub(super) fn parts_columns(&self) -> bool {
        self.groups.len() > 1
    }

    /// Whether it may be a thematic break as well, of dashes in equal groups.
    pub(super) fn is_ornament(&self) -> bool {
        let gap = |pair: &[Group]| pair[1].start - pair[0].start - pair[0].length;
        let even = |pair: &[Group]| pair[1].length == pair[0].length && gap(pair) == 1;
        let longest = self.groups.iter().map(|group| group.length).max();
        longest < Some(2) || longest <= Some(3) && self.groups.windows(2).all(even)
    }

    /// Whether it reaches to the last column of another.
    pub(super) fn spans(&self, other: &Rule) -> bool {
        let end = self.groups.last().map(|group| group.start + group.length);
        end > other.groups.last().map(|group| group.start)
    }

    /// A line in its columns, each without the space behind its words.
    pub(super) fn split<'t>(&self, line: &Line<'t>) -> Result<Vec<Line<'t>>, &'static str> {
        let text = line.text.trim_end();
        // The byte at which each column begins.
        let mut begins = Vec::with_capacity(self.groups.len());
        let mut before = ' ';
        for Character { c, offset, end, column } in characters(text) {
            while let Some(group) = self.groups.get(begins.len()).filter(|group| group.start < end) {
                let has_words = !before.is_whitespace() && !c.is_whitespace();
                if group.start > column && !c.is_whitespace() || !begins.is_empty() && has_words {
                    return Err(ACROSS);
                }
                begins.push(offset);
            }
            if begins.is_empty() && !c.is_whitespace() {
                return Err(OUTSIDE);
            }
            before = c;
        }
        begins.resize(self.groups.len(), text.len());
        let ends = begins.iter().skip(1).copied().chain([text.len()]);
        let parts = begins.iter().zip(ends);
        Ok(parts
            .map(|(&begin, end)| Line { text: text[begin..end].trim_end(), start: line.start + begin })
            .collect())
    }

    /// Lines in their columns; `first` is the place of the first of them in the table.
    pub(super) fn split_all<'t>(
        &self,
        lines: &[Line<'t>],
        first: usize,
    ) -> Result<Vec<Vec<Line<'t>>>, Unclear> {
        let split = |(at, line)| self.split(line).map_err(|reason| Unclear { line: first + at, reason });
        lines.iter().enumerate().map(split).collect()
    }

    /// What lines that are split say of the alignment of their columns: words that begin with the
    /// dashes are to the left, words that end with them to the right.
    pub(super) fn alignments(&self, lines: &[Vec<Line<'_>>]) -> Vec<Option<Alignment>> {
        let aligned = |(at, group): (usize, &Group)| {
            let words = lines.iter().filter_map(|line| line.get(at)).filter(|words| !words.text.is_empty());
            let width = |text: &str| characters(text).last().map_or(0, |last| last.end);
            let narrowest = words.min_by_key(|words| width(words.text))?;
            let space_before = narrowest.text.starts_with([' ', '\t']);
            match (space_before, width(narrowest.text) < group.length) {
                (true, false) => Some(Alignment::End),
                (false, true) => Some(Alignment::Start),
                (true, true) => Some(Alignment::Centre),
                (false, false) => None,
            }
        };
        self.groups.iter().enumerate().map(aligned).collect()
    }
}

/// A row of the lines that are split, of which each cell takes its part.
pub(super) fn row<'t>(lines: &[Vec<Line<'t>>]) -> DrawnRow<'t> {
    let columns = lines.first().map_or(0, Vec::len);
    let words = |at: usize| {
        let parts = lines.iter().filter_map(move |line| line.get(at));
        parts.map(without_space).filter(|part| !part.text.is_empty()).collect()
    };
    (0..columns).map(|at| DrawnCell { colspan: 1, rowspan: 1, lines: words(at) }).collect()
}

fn without_space<'t>(line: &Line<'t>) -> Line<'t> {
    let text = line.text.trim_start();
    Line { text, start: line.start + line.text.len() - text.len() }
}
