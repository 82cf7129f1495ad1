//! Words that stand in columns: a table where every row has all of them.

use crate::document::{Alignment, Block, BlockId, BlockKind, Cell, Listing, Row, Scope, Table};
use crate::reader::plain::Sheet;
use crate::reader::plain::blocks::inline::Run;
use crate::reader::plain::lines::{self, ends_sentence, is_forbidden, width};
use crate::reader::plain::signs::Signs;
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// How lines with wide spaces in them are to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Every row has all columns.
    Table,
    /// Words of some lines stand below each other.
    Aligned,
    /// The wide spaces are within the lines alone, as in the middle of an Old English verse.
    Loose,
}

/// The columns of lines of which most have words set off by three spaces or a tab, or all by two in the
/// same places.
pub fn columns(sheet: &Sheet, part: &Range<usize>) -> Option<Columns> {
    if are_accounts(sheet, part) {
        return Some(Columns::Aligned);
    }
    let lines = sheet.lines.get(part.clone()).unwrap_or_default();
    let count = |gap: u32| lines.iter().filter(|line| line.gap >= gap).count();
    let (spaced, wide) = (count(2), count(3));
    let filled = part.clone().filter(|line| !is_rule(sheet, *line)).count();
    let plain = wide * 2 > filled;
    if filled < 2 || !plain && spaced < filled.max(3) {
        return None;
    }
    match grid(sheet, part) {
        Some(_) => Some(Columns::Table),
        None if !plain => None,
        None if is_aligned(sheet, part) => Some(Columns::Aligned),
        None => Some(Columns::Loose),
    }
}

/// Whether dots lead to figures on most of some lines, and the others name them or sum them up.
pub fn are_accounts(sheet: &Sheet, part: &Range<usize>) -> bool {
    let has_figure = |line: usize| sheet.signs(line).meet(Signs::of("0"));
    let leads = |line: usize| has_figure(line) && leads_to_figure(sheet.content(line));
    let others = |line: usize| is_rule(sheet, line) || is_short_head(sheet, line);
    let led = part.clone().filter(|line| leads(*line)).count();
    let accounts = led > 1 && led * 3 >= part.len() * 2;
    accounts && part.clone().all(|line| leads(line) || others(line)) || lead_to_words(sheet, part)
}

/// Whether dots lead to words in one column on all of three lines or more: "Arrow keys ..... Move".
fn lead_to_words(sheet: &Sheet, part: &Range<usize>) -> bool {
    const FEWEST: usize = 3;
    let mut columns: Option<usize> = None;
    part.len() >= FEWEST
        && part.clone().all(|line| {
            let content = sheet.content(line);
            let behind = content.split_once(" ...").map(|(_, behind)| behind.trim_start_matches('.'));
            let Some(words) = behind.and_then(|behind| behind.strip_prefix(' ')) else { return false };
            let column = lines::columns(&content[..content.len() - words.len()]);
            let column = column + sheet.lines.get(line).map_or(0, |line| line.indent);
            *columns.get_or_insert(column) == column && words.starts_with(char::is_alphanumeric)
        })
}

/// Whether a line is a word or two that may name the accounts below it, or sum up those above: "Income".
fn is_short_head(sheet: &Sheet, line: usize) -> bool {
    const LONGEST: usize = 30;
    let words = sheet.content(line);
    words.chars().count() <= LONGEST && !ends_sentence(words.trim_end_matches(':'))
}

/// Whether dots lead from words to a figure at the end of a line: "Stores ....... 14".
fn leads_to_figure(content: &str) -> bool {
    const LONGEST: usize = 16;
    let Some(at) = ["...", ". . .", "…", "···", "___"].iter().filter_map(|dots| content.rfind(dots)).max()
    else {
        return false;
    };
    let end = content[at..].trim_start_matches(|c: char| "._…·".contains(c) || c.is_whitespace());
    let before = content[..at].chars().any(char::is_alphanumeric);
    before && end.chars().any(|c| c.is_ascii_digit()) && end.chars().count() <= LONGEST
}

/// Whether words begin in one column on half of the lines.
fn is_aligned(sheet: &Sheet, part: &Range<usize>) -> bool {
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    for words in part.clone().flat_map(|line| words(sheet, line).into_iter().skip(1)) {
        *starts.entry(words.columns.start).or_default() += 1;
    }
    starts.values().any(|&count| count > 1 && count * 2 >= part.len())
}

/// A stretch of a line between wide spaces: its bytes, and its columns on the line.
#[derive(Clone, Debug)]
struct Words {
    bytes: Range<usize>,
    columns: Range<usize>,
}

/// The rows and columns of some lines.
pub struct Grid {
    rows: Vec<Vec<Words>>,
    /// The first row names what stands in the columns.
    has_head: bool,
    alignments: Vec<Alignment>,
}

/// A tab's stops, as `Line::indent` counts them.
const TAB: usize = 4;

/// The columns of lines that all have the same: each row has as many stretches of words, and those of one
/// column stand below each other, or between bars; `None` where a row has none or another number.
pub fn grid(sheet: &Sheet, part: &Range<usize>) -> Option<Grid> {
    let is_rule = |line: &usize| is_rule(sheet, *line);
    let filled: Vec<usize> = part.clone().filter(|line| !is_rule(line)).collect();
    let (first, last) = (*filled.first()?, *filled.last()?);
    let inner = (first..last).find(is_rule);
    let head = inner.map(|rule| rule - first);
    if head.is_some_and(|rows| rows > 1) {
        return None;
    }
    let is_barred = filled.iter().all(|line| sheet.content(*line).contains(BARS));
    if is_barred {
        return barred(sheet, part, &filled, head.is_some());
    }
    let tabbed = filled.iter().all(|line| sheet.content(*line).contains('\t'));
    let rows: Vec<Vec<Words>> = filled.into_iter().map(|line| words(sheet, line)).collect();
    let count = rows.first()?.len();
    if count < 2 || rows.iter().any(|row| row.len() != count) {
        return None;
    }
    let has_head = head.is_some() || has_head(sheet, &rows);
    let column = |column: usize| {
        let column = || rows.iter().filter_map(move |row| row.get(column));
        let alignment = alignment(sheet, column().skip(usize::from(has_head)));
        // Between tabs, cells may be of any width.
        alignment.filter(|_| shares_place(column())).or(tabbed.then_some(Alignment::Start))
    };
    let alignments = (0..count).map(column).collect::<Option<Vec<Alignment>>>()?;
    Some(Grid { rows, has_head, alignments })
}

/// Whether lines are the rows of a table whose cells go on in the lines below: all rows begin at the margin and
/// have a cell in each of three columns or more, and the other lines are set in.
pub fn is_wrapped_table(sheet: &Sheet, part: &Range<usize>) -> bool {
    const FEWEST_ROWS: usize = 3;
    const FEWEST_COLUMNS: usize = 3;
    let lines = sheet.lines.get(part.clone()).unwrap_or_default();
    let margin = lines.iter().map(|line| line.indent).min().unwrap_or(0);
    let is_row = |line: &usize| sheet.lines.get(*line).is_some_and(|line| line.indent == margin);
    let rows: Vec<usize> = part.clone().filter(is_row).collect();
    if rows.len() < FEWEST_ROWS || rows.len() == part.len() || rows.first() != Some(&part.start) {
        return false;
    }
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    for words in rows.iter().flat_map(|&row| words(sheet, row)) {
        *starts.entry(words.columns.start).or_default() += 1;
    }
    let columns: Vec<usize> =
        starts.into_iter().filter(|(_, count)| count * 2 > rows.len()).map(|(start, _)| start).collect();
    let wraps = part.clone().any(|line| !is_row(&line) && words(sheet, line).len() > 1);
    columns.len() >= FEWEST_COLUMNS
        && wraps
        && rows.iter().all(|&row| columns.iter().all(|&column| begins_at(sheet, row, column)))
}

/// Whether a word begins at a column of a line.
fn begins_at(sheet: &Sheet, line: usize, column: usize) -> bool {
    let Some(place) = sheet.lines.get(line) else { return false };
    let Some(offset) = column.checked_sub(place.indent) else { return false };
    let mut letters = sheet.text[place.content.clone()].chars().skip(offset.saturating_sub(1));
    let before = if offset == 0 { Some(' ') } else { letters.next() };
    before.is_some_and(char::is_whitespace) && letters.next().is_some_and(|letter| !letter.is_whitespace())
}

/// What stands between the columns of a table that is drawn.
const BARS: [char; 3] = ['|', '│', '║'];

/// The rows of a table whose cells stand between bars. A row without a first cell goes on from that above.
fn barred(sheet: &Sheet, part: &Range<usize>, filled: &[usize], has_head: bool) -> Option<Grid> {
    let rows: Vec<Vec<Words>> = filled.iter().map(|line| cells(sheet, *line)).collect();
    let count = rows.first()?.len();
    // A box around one line is a drawing.
    if rows.len() < 2 {
        return None;
    }
    let is_drawn = has_head || filled.len() < part.len() || count > 2;
    let body = rows.iter().skip(usize::from(has_head));
    let goes_on = |row: &Vec<Words>| row.first().is_none_or(|cell| cell.bytes.is_empty());
    if count < 2 || !is_drawn || rows.iter().any(|row| row.len() != count) || body.clone().any(goes_on) {
        return None;
    }
    let marks = part
        .clone()
        .map(|line| sheet.content(line))
        .find(|content| content.contains(":-") || content.contains("-:"));
    let marks: Vec<&str> =
        marks.map(|marks| between_bars(marks).split('|').map(str::trim).collect()).unwrap_or_default();
    let alignment = |column: usize| {
        let mut column_cells =
            body.clone().filter_map(|row| row.get(column)).filter(|cell| !cell.bytes.is_empty()).peekable();
        match marks.get(column).map(|mark| (mark.starts_with(':'), mark.ends_with(':'))) {
            Some((true, true)) => Alignment::Centre,
            Some((false, true)) => Alignment::End,
            Some((true, false)) => Alignment::Start,
            _ if column_cells.peek().is_some() && column_cells.all(|cell| is_number(sheet, cell)) => {
                Alignment::End
            }
            _ => Alignment::Start,
        }
    };
    let alignments = (0..count).map(alignment).collect();
    Some(Grid { rows, has_head, alignments })
}

/// A row without the bars at its edges.
fn between_bars(content: &str) -> &str {
    let content = content.trim();
    let content = content.strip_prefix(BARS).unwrap_or(content);
    content.strip_suffix(BARS).unwrap_or(content)
}

/// What stands between the bars of a line.
fn cells(sheet: &Sheet, line: usize) -> Vec<Words> {
    let content = sheet.content(line);
    let edge = sheet.lines.get(line).map_or(0, |line| line.content.start);
    let row = between_bars(content);
    let mut at = edge + content.find(row).unwrap_or(0);
    let cells = row.split_inclusive(BARS).map(|cell| {
        let words = cell.trim_end_matches(BARS).trim();
        let start = at + cell.find(words).unwrap_or(0);
        at += cell.len();
        Words { bytes: start..start + words.len(), columns: start - edge..start - edge + words.len() }
    });
    cells.collect()
}

/// Whether a line is a row of dashes above, below or between the rows of a table.
pub fn is_rule(sheet: &Sheet, line: usize) -> bool {
    const MARKS: Signs = Signs::of("-=_+|: \t");
    let is_row = |content: &str| ["--", "==", "__"].iter().any(|row| content.contains(row));
    sheet.signs(line).are_within(MARKS) && is_row(sheet.content(line))
}

/// Whether the words of a column all begin at one place, all end at one, or stand over one.
fn shares_place<'a>(column: impl Iterator<Item = &'a Words>) -> bool {
    let mut common: Option<Range<usize>> = None;
    for words in column {
        let Range { start, end } = words.columns.clone();
        let shared = common.map_or(start..end, |common| common.start.max(start)..common.end.min(end));
        if shared.is_empty() {
            return false;
        }
        common = Some(shared);
    }
    true
}

/// How the words of a column stand below each other, if they do. One row proves nothing, and numbers end
/// below each other where they could be either.
fn alignment<'a>(sheet: &Sheet, column: impl Iterator<Item = &'a Words> + Clone) -> Option<Alignment> {
    let spread = |place: fn(&Words) -> usize| {
        let (least, most) = column
            .clone()
            .map(place)
            .fold((usize::MAX, 0), |(least, most), place| (least.min(place), most.max(place)));
        most.saturating_sub(least)
    };
    let (starts, ends) = (spread(|words| words.columns.start), spread(|words| words.columns.end));
    let middles = spread(|words| words.columns.start + words.columns.end);
    if ends == 0 && (starts > 0 || column.clone().all(|words| is_number(sheet, words))) {
        Some(Alignment::End)
    } else if starts == 0 {
        Some(Alignment::Start)
    } else {
        // An odd number of spaces leaves one over.
        (middles <= 2).then_some(Alignment::Centre)
    }
}

fn is_number(sheet: &Sheet, words: &Words) -> bool {
    let mut letters = sheet.text[words.bytes.clone()].chars();
    letters.next().is_some_and(|first| first.is_ascii_digit() || "-+–−$£€".contains(first))
}

/// Whether the first row has words alone over a column of numbers.
fn has_head(sheet: &Sheet, rows: &[Vec<Words>]) -> bool {
    let has_digit = |words: &Words| sheet.text[words.bytes.clone()].contains(|c: char| c.is_ascii_digit());
    let Some((first, rest)) = rows.split_first() else { return false };
    let numbers = |column: usize| rest.iter().filter_map(|row| row.get(column)).all(has_digit);
    rest.len() > 1 && !first.iter().any(has_digit) && (0..first.len()).any(numbers)
}

/// The stretches of a line that wide spaces or tabs part.
fn words(sheet: &Sheet, line: usize) -> Vec<Words> {
    let Some(place) = sheet.lines.get(line) else { return Vec::new() };
    let content = &sheet.text[place.content.clone()];
    let mut found: Vec<Words> = Vec::new();
    let (mut column, mut gap) = (place.indent, usize::MAX);
    for (offset, letter) in content.char_indices() {
        let at = place.content.start + offset;
        match letter {
            ' ' => (column, gap) = (column + 1, gap.saturating_add(1)),
            '\t' => (column, gap) = ((column / TAB + 1) * TAB, usize::MAX),
            _ => {
                let (end, behind) = (at + letter.len_utf8(), column + width(letter));
                match found.last_mut().filter(|_| gap < 2) {
                    Some(words) => (words.bytes.end, words.columns.end) = (end, behind),
                    None => found.push(Words { bytes: at..end, columns: column..behind }),
                }
                (column, gap) = (behind, 0);
            }
        }
    }
    found
}

/// The table of a grid; `id` gives its blocks their identity.
pub fn table(sheet: &Sheet, grid: &Grid, mut id: impl FnMut() -> BlockId) -> Table {
    let mut row = |(index, words): (usize, &Vec<Words>)| {
        let heads = (index == 0 && grid.has_head).then_some(Scope::Column);
        let cells = words.iter().zip(&grid.alignments).enumerate().map(|(column, (words, alignment))| {
            let span = Span::new(sheet.file, words.bytes.clone());
            let kind = BlockKind::Paragraph(Run::of_bytes(sheet, words.bytes.clone()).inlines(sheet.file));
            let blocks = vec![Block { id: id(), span, kind }];
            Cell { span, blocks, column, heads, alignment: *alignment, ..Cell::default() }
        });
        Row { id: None, cells: cells.collect() }
    };
    let mut rows: Vec<Row> = grid.rows.iter().enumerate().map(&mut row).collect();
    let body = rows.split_off(usize::from(grid.has_head));
    Table { columns: grid.alignments.len(), head: rows, bodies: vec![body], foot: Vec::new() }
}

/// Lines as they are typed, with their spaces.
pub fn listing(sheet: &Sheet, part: &Range<usize>) -> Listing {
    let lines = sheet.lines.get(part.clone()).unwrap_or_default();
    let margin = lines.iter().map(|line| line.indent).min().unwrap_or(0);
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        let indent = line.indent - margin;
        text.extend(std::iter::repeat_n(' ', indent));
        let mut column = line.indent;
        for letter in sheet.text[line.content.clone()].chars().filter(|letter| !is_forbidden(*letter)) {
            if letter == '\t' {
                let stop = (column / TAB + 1) * TAB;
                text.extend(std::iter::repeat_n(' ', stop - column));
                column = stop;
            } else {
                text.push(letter);
                column += width(letter);
            }
        }
    }
    Listing { text, ..Listing::default() }
}
