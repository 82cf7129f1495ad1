//! Grid tables: borders of `-`, `=`, `|` and `+` around every cell. The borders are followed from the
//! upper left corner on, right and down, so that what is drawn within a cell is none of them; cells may
//! span rows and columns. Every character is met a fixed number of times.

use super::columns::characters;
use super::{Drawn, DrawnCell, DrawnRow, Found, Line, Unclear, unclear};
use crate::document::Alignment;
use std::collections::BTreeSet;

const RAGGED: &str = "its right border does not stand below the one above it";
const NO_BORDER: &str = "no border ends the table there";
const GAP: &str = "a border has a gap, or a cell is no rectangle";

/// Whether a line is the border above a grid.
pub(super) fn is_rule(text: &str) -> bool {
    let text = text.trim_end();
    let marks = text.trim_start_matches(' ');
    let inner = marks.strip_prefix('+').and_then(|rest| rest.strip_suffix('+'));
    let is_border = |part: &str| {
        let line = part.strip_prefix(':').unwrap_or(part);
        let line = line.strip_suffix(':').unwrap_or(line);
        !line.is_empty() && (line.bytes().all(|c| c == b'-') || line.bytes().all(|c| c == b'='))
    };
    text.len() - marks.len() <= 3 && inner.is_some_and(|inner| inner.split('+').all(is_border))
}

/// The grid that begins with the first line, which is a border. A border alone is none.
pub(super) fn find<'t>(lines: &[Line<'t>]) -> Option<Found<'t>> {
    let is_part = |line: &Line<'_>| line.text.trim_start().starts_with(['|', '+']);
    let count = lines.iter().position(|line| !is_part(line)).unwrap_or(lines.len());
    let drawing = &lines[..count];
    drawing.get(1)?;
    // Columns are those of the screen; some people count characters instead.
    let on_screen = Grid::of(drawing, true).and_then(|grid| grid.table());
    let read =
        on_screen.or_else(|why| Grid::of(drawing, false).and_then(|grid| grid.table()).map_err(|_| why));
    Some(match read {
        Ok(table) => Found::Table { lines: count, table },
        Err(Unclear { line, reason }) => unclear(count, line, reason),
    })
}

/// A drawing by its rows and columns.
struct Grid<'l, 't> {
    lines: &'l [Line<'t>],
    /// What stands at each column of each line, with its byte; a wide character fills its second
    /// column as well.
    places: Vec<Vec<(char, usize)>>,
    width: usize,
    /// Where borders run that the corner at the upper left is joined with.
    across: Vec<Vec<bool>>,
    down: Vec<Vec<bool>>,
}

/// What stands in the second column of a wide character.
const REST: char = '\0';

impl<'l, 't> Grid<'l, 't> {
    fn of(lines: &'l [Line<'t>], on_screen: bool) -> Result<Grid<'l, 't>, Unclear> {
        let indent = lines.first().map_or(0, |line| line.text.len() - line.text.trim_start().len());
        let places: Vec<_> = lines.iter().map(|line| places(line.text, indent, on_screen)).collect();
        let width = places.first().map_or(0, Vec::len);
        if let Some(line) = places.iter().position(|line| line.len() != width) {
            return Err(Unclear { line, reason: RAGGED });
        }
        let last = lines.len() - 1;
        if !lines.last().is_some_and(|line| is_rule(line.text)) {
            return Err(Unclear { line: last, reason: NO_BORDER });
        }
        let none = vec![vec![false; width]; lines.len()];
        let mut grid = Grid { lines, places, width, across: none.clone(), down: none };
        grid.follow();
        Ok(grid)
    }

    /// Follows the borders from corner to corner.
    fn follow(&mut self) {
        let mut corners = vec![(0, 0)];
        while let Some((line, column)) = corners.pop() {
            let right = (column + 1..self.width).find(|&at| !"-=:".contains(self.at(line, at)));
            if let Some(end) = right.filter(|&end| end > column + 1 && self.is_corner(line, end))
                && !self.across[line][column + 1]
            {
                self.across[line][column..=end].fill(true);
                corners.push((line, end));
            }
            let below = (line + 1..self.lines.len()).find(|&at| self.at(at, column) != '|');
            if let Some(end) = below.filter(|&end| self.is_corner(end, column))
                && !self.down[line + 1][column]
            {
                self.down[line..=end].iter_mut().for_each(|line| line[column] = true);
                corners.push((end, column));
            }
        }
    }

    fn at(&self, line: usize, column: usize) -> char {
        self.places[line][column].0
    }

    fn is_corner(&self, line: usize, column: usize) -> bool {
        self.at(line, column) == '+'
    }

    /// The table, if borders part the whole of it.
    fn table(&self) -> Result<Drawn<'t>, Unclear> {
        let rows: Vec<usize> =
            (0..self.lines.len()).filter(|&line| self.across[line].contains(&true)).collect();
        let columns: BTreeSet<usize> =
            self.down.iter().flat_map(|line| (0..self.width).filter(|&at| line[at])).collect();
        let columns: Vec<usize> = columns.into_iter().collect();
        let is_whole =
            |bounds: &[usize], size: usize| bounds.first() == Some(&0) && bounds.last() == Some(&(size - 1));
        if !is_whole(&rows, self.lines.len()) || !is_whole(&columns, self.width) {
            return Err(Unclear { line: 0, reason: GAP });
        }
        let cells = Cells::of(self, &rows, &columns)?;
        Ok(self.in_parts(cells, &rows, &columns))
    }

    /// Borders of `=` end the head; a second one, and one below the table, are around the foot.
    fn in_parts(&self, cells: Vec<DrawnRow<'t>>, rows: &[usize], columns: &[usize]) -> Drawn<'t> {
        let is_double = |line: usize| (0..self.width).all(|at| "+=:".contains(self.at(line, at)));
        let doubles: Vec<usize> = (1..rows.len()).filter(|&row| is_double(rows[row])).collect();
        let (inner, has_last) = match doubles.split_last() {
            Some((&last, inner)) if last == rows.len() - 1 => (inner, true),
            _ => (&doubles[..], false),
        };
        let head_end = inner.first().copied().unwrap_or(0);
        let foot_start = inner.last().copied().filter(|&last| has_last && last > head_end);
        let mut head = cells;
        let mut body = head.split_off(head_end);
        let foot = body.split_off(foot_start.unwrap_or(rows.len() - 1) - head_end);
        // Without a head, the first border says how the columns are aligned.
        let rule = rows[head_end];
        let columns = columns.windows(2).map(|pair| self.alignment(rule, pair[0] + 1, pair[1] - 1)).collect();
        Drawn { columns, head, body, foot, holds_blocks: true }
    }

    fn alignment(&self, rule: usize, first: usize, last: usize) -> Option<Alignment> {
        match (self.at(rule, first) == ':', self.at(rule, last) == ':') {
            (true, true) => Some(Alignment::Centre),
            (true, false) => Some(Alignment::Start),
            (false, true) => Some(Alignment::End),
            (false, false) => None,
        }
    }

    /// The lines between borders, without the space that all of them are set in by.
    fn words(&self, lines: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> Vec<Line<'t>> {
        let part = |at: usize| {
            let (Line { text, start }, places) = (self.lines[at], &self.places[at]);
            let (begin, end) = (places[columns.start].1, places[columns.end].1);
            Line { text: text[begin..end].trim_end(), start: start + begin }
        };
        let mut parts: Vec<Line<'t>> = lines.map(part).collect();
        let indent = |line: &Line<'_>| line.text.len() - line.text.trim_start_matches(' ').len();
        let common = parts.iter().filter(|line| !line.text.is_empty()).map(indent).min().unwrap_or(0);
        for line in parts.iter_mut().filter(|line| !line.text.is_empty()) {
            *line = Line { text: &line.text[common..], start: line.start + common };
        }
        let last = parts.iter().rposition(|line| !line.text.is_empty()).map_or(0, |last| last + 1);
        parts.truncate(last);
        let first = parts.iter().position(|line| !line.text.is_empty()).unwrap_or(0);
        parts.split_off(first)
    }
}

/// What stands at each column of a line.
fn places(text: &str, indent: usize, on_screen: bool) -> Vec<(char, usize)> {
    let text = text.trim_end();
    let mut places = Vec::with_capacity(text.len());
    for character in characters(text) {
        let columns = if on_screen { character.end - character.column } else { 1 };
        // A mark upon a letter takes no column.
        if columns > 0 {
            places.push((character.c, character.offset));
            let rest = std::iter::repeat_n((REST, character.offset + character.c.len_utf8()), columns - 1);
            places.extend(rest);
        }
    }
    places.drain(..indent.min(places.len()));
    places
}

/// The rectangles that borders part a grid into, while they are found.
struct Cells<'g, 'l, 't> {
    grid: &'g Grid<'l, 't>,
    rows: &'g [usize],
    columns: &'g [usize],
    taken: Vec<Vec<bool>>,
}

impl<'t> Cells<'_, '_, 't> {
    fn of(grid: &Grid<'_, 't>, rows: &[usize], columns: &[usize]) -> Result<Vec<DrawnRow<'t>>, Unclear> {
        let taken = vec![vec![false; columns.len() - 1]; rows.len() - 1];
        let mut cells = Cells { grid, rows, columns, taken };
        (0..rows.len() - 1).map(|row| cells.row(row)).collect()
    }

    fn row(&mut self, row: usize) -> Result<DrawnRow<'t>, Unclear> {
        let mut found = Vec::new();
        for column in 0..self.columns.len() - 1 {
            if self.taken[row][column] {
                continue;
            }
            let (last_row, last_column) = (self.rows.len() - 1, self.columns.len() - 1);
            let right = (column + 1..last_column).find(|&next| self.is_parted(row, next));
            let right = right.unwrap_or(last_column);
            let below = (row + 1..last_row).find(|&next| self.is_underlined(next, column));
            let below = below.unwrap_or(last_row);
            if !self.take(row..below, column..right) {
                return Err(Unclear { line: self.rows[row], reason: GAP });
            }
            let lines = self.rows[row] + 1..self.rows[below];
            let lines = self.grid.words(lines, self.columns[column] + 1..self.columns[right]);
            found.push(DrawnCell { colspan: right - column, rowspan: below - row, lines });
        }
        Ok(found)
    }

    /// Takes a rectangle, if borders are around it and none in it.
    fn take(&mut self, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> bool {
        for row in rows.clone() {
            for column in columns.clone() {
                let sound = !std::mem::replace(&mut self.taken[row][column], true)
                    && self.is_side(row, column) == Some(column == columns.start)
                    && self.is_side(row, column + 1) == Some(column + 1 == columns.end)
                    && self.is_border(row, column) == Some(row == rows.start)
                    && self.is_border(row + 1, column) == Some(row + 1 == rows.end);
                if !sound {
                    return false;
                }
            }
        }
        true
    }

    fn is_parted(&self, row: usize, column: usize) -> bool {
        self.is_side(row, column) != Some(false)
    }

    fn is_underlined(&self, row: usize, column: usize) -> bool {
        self.is_border(row, column) != Some(false)
    }

    /// Whether a border runs down at a column beside a row; `None` where it does in part, or where no
    /// line is between the borders of the row.
    fn is_side(&self, row: usize, column: usize) -> Option<bool> {
        let lines = &self.grid.down[self.rows[row] + 1..self.rows[row + 1]];
        all(lines.iter().map(|line| line[self.columns[column]]))
    }

    /// Whether a border runs across above a row; `None` where it does in part.
    fn is_border(&self, row: usize, column: usize) -> Option<bool> {
        let line = &self.grid.across[self.rows[row]];
        all(line[self.columns[column] + 1..self.columns[column + 1]].iter().copied())
    }
}

/// What all of them are; `None` where they differ, or where there are none.
fn all(mut of: impl Iterator<Item = bool>) -> Option<bool> {
    let first = of.next()?;
    of.all(|other| other == first).then_some(first)
}
