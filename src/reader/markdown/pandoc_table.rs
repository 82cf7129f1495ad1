//! Tables that are drawn in text, as pandoc's manual has them ("Tables"): grids, and columns under
//! dashes. Lines become cells of lines; what the cells hold is read elsewhere.

mod columns;
mod grid;
mod multiline;
mod simple;

use crate::document::Alignment;
use columns::Rule;

/// A line without the marks of what it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    /// Where its text stands in the source.
    pub(super) start: usize,
}

/// What begins at a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'t> {
    /// A table, and how many lines it takes.
    Table { lines: usize, table: Drawn<'t> },
    /// It is drawn as a table, but its cells are not plain.
    Unclear { lines: usize, why: Unclear },
}

/// Why a drawing is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unclear {
    /// Which of its lines shows it, from 0.
    pub(super) line: usize,
    pub(super) reason: &'static str,
}

/// A table as it is drawn.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Drawn<'t> {
    pub(super) columns: Vec<Option<Alignment>>,
    pub(super) head: Vec<DrawnRow<'t>>,
    pub(super) body: Vec<DrawnRow<'t>>,
    pub(super) foot: Vec<DrawnRow<'t>>,
    /// Its cells hold blocks; those of tables without borders hold words alone.
    pub(super) holds_blocks: bool,
}

pub(super) type DrawnRow<'t> = Vec<DrawnCell<'t>>;

/// A cell as it is drawn: its lines, without the space around them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct DrawnCell<'t> {
    pub(super) colspan: usize,
    pub(super) rowspan: usize,
    pub(super) lines: Vec<Line<'t>>,
}

/// Whether a line parts columns and is no thematic break.
pub(super) fn parts_columns(text: &str) -> bool {
    Rule::of(text).is_some_and(|rule| rule.parts_columns() && !rule.is_ornament())
}

/// Whether a line is the border above a grid.
pub(super) fn is_border(text: &str) -> bool {
    grid::is_rule(text)
}

const ACROSS: &str = "its text lies across two columns";
const OUTSIDE: &str = "its text begins before the first column";
const NO_END: &str = "no row of dashes ends it";
const NO_ROWS: &str = "no row follows its head";

/// The table that begins at the first line, which is one where a block may begin. The search goes no
/// further than to the next row of dashes, or to the first line without a border, so that searching
/// at every line of a text takes linear time.
pub(super) fn find<'t>(lines: &[Line<'t>]) -> Option<Found<'t>> {
    let first = lines.first().filter(|line| !is_blank(line))?;
    if grid::is_rule(first.text) {
        return grid::find(lines);
    }
    match Rule::of(first.text) {
        Some(rule) => multiline::headed(lines, &rule).or_else(|| unheaded(lines, &rule)),
        None => simple::headed(lines),
    }
}

/// A table without a head: what stands between two rows of dashes that part columns. Blank lines in
/// it part its rows, else every line is one.
fn unheaded<'t>(lines: &[Line<'t>], rule: &Rule) -> Option<Found<'t>> {
    if !rule.parts_columns() || is_blank(lines.get(1)?) || Rule::of(lines[1].text).is_some() {
        return None;
    }
    let Some(end) = next_rule(lines, 1) else {
        // A break of dashes and spaces may stand before any paragraph.
        let end = next_blank(lines, 1);
        let fits = rule.split_all(&lines[1..end], 1).is_ok() && !rule.is_ornament();
        return fits.then(|| unclear(end, 0, NO_END));
    };
    let rows = &lines[1..end];
    match rows.iter().any(is_blank) {
        true => multiline::between(rows, rule),
        false => simple::between(rows, rule),
    }
    .map_or_else(
        |why| (!rule.is_ornament()).then_some(Found::Unclear { lines: end + 1, why }),
        |table| Some(Found::Table { lines: end + 1, table }),
    )
}

fn unclear<'t>(lines: usize, line: usize, reason: &'static str) -> Found<'t> {
    Found::Unclear { lines, why: Unclear { line, reason } }
}

fn is_blank(line: &Line<'_>) -> bool {
    line.text.trim().is_empty()
}

/// The first line from an index on that is a row of dashes.
fn next_rule(lines: &[Line<'_>], from: usize) -> Option<usize> {
    (from..lines.len()).find(|&index| Rule::of(lines[index].text).is_some())
}

/// The first line from an index on that is blank, or where the lines end.
fn next_blank(lines: &[Line<'_>], from: usize) -> usize {
    (from..lines.len()).find(|&index| is_blank(&lines[index])).unwrap_or(lines.len())
}

#[cfg(test)]
mod tests;
