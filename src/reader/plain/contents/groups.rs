//! Entries of a contents list that stand over groups of others: by the form of the list, which sets them in the
//! middle, or out, or gives them no page, or by the text, where each stands directly above the next heading.

use super::columns::{Columns, ladder, steps};
use super::heads::{has_page, names_part};
use super::matching::Matched;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::matter::names_matter;
use crate::reader::plain::headings::title::without_page;
use std::ops::Range;

/// The levels of the entries of a list, and of the heads that only the list holds.
pub struct Grouped {
    pub entries: Vec<u8>,
    pub heads: Vec<u8>,
}

/// What stands on a line of the list, as far as it tells a head from an entry.
#[derive(Clone)]
struct Row {
    line: usize,
    /// Only the list holds it.
    is_head: bool,
    paged: bool,
    column: usize,
    /// Twice the column of its middle.
    middle: usize,
    /// An empty line stands above it.
    apart: bool,
    /// Nothing stands between its heading and the next one.
    leads: bool,
    matter: bool,
    numbered: bool,
    /// It has the number of a volume, a part or a book.
    part: bool,
}

/// Whether a row, of which the index is given, has a form.
type Form = fn(&[Row], usize) -> bool;

/// Levels by the form of the heads in the list, where indents are no plain steps of levels. Volumes and books
/// may stand over the heads.
pub fn by_list(sheet: &Sheet, matched: &[Matched], heads: &[usize]) -> Option<Grouped> {
    let columns = Columns::of(sheet, matched);
    let rows = rows(sheet, matched, heads, &columns);
    let with_page = matched.iter().filter(|own| has_page(sheet.content(own.entry.end - 1))).count();
    let paged = with_page * 2 >= matched.len();
    let unpaged: Form = |rows, index| rows.get(index).is_some_and(|row| !row.paged);
    let forms: [Form; 3] = [unpaged, is_set_in, is_set_out];
    let mut sets = forms.into_iter().skip(usize::from(!paged)).map(|form| over_groups(&rows, form));
    let is_found = |index: &usize| rows.get(*index).is_some_and(|row| !row.is_head);
    let set = sets.find(|set| is_sound(&rows, set) && set.iter().any(is_found));
    let Some(set) = set else { return paged.then(|| below_books(&rows, unpaged)).flatten() };
    let stepped = ladder(sheet, matched, &columns).is_some_and(|steps| {
        let outermost = steps.first().copied().unwrap_or(0);
        set.iter().all(|&index| rows.get(index).is_some_and(|row| row.column == outermost))
    });
    (!stepped).then(|| levels(&rows, &set))
}

/// Levels where volumes or books stand over the other heads, each directly above one of these.
fn below_books(rows: &[Row], form: Form) -> Option<Grouped> {
    let all = over_groups(rows, form);
    let is_book = |index: &usize| rows.get(*index).is_some_and(|row| row.part);
    let (books, _): (Vec<usize>, Vec<usize>) = all.iter().copied().partition(is_book);
    let others: Vec<Row> = rows.iter().filter(|row| !row.part || row.paged).cloned().collect();
    let set = over_groups(&others, form);
    let lead = books.iter().all(|book| all.binary_search(&(book + 1)).is_ok());
    if books.len() < 2 || !lead || !is_sound(&others, &set) {
        return None;
    }
    let first = books.first().copied().unwrap_or(0);
    let inner = levels(&others, &set);
    let (mut entries, mut heads) = (inner.entries.into_iter(), inner.heads.into_iter());
    let mut grouped = Grouped { entries: Vec::new(), heads: Vec::new() };
    for (index, row) in rows.iter().enumerate() {
        let own = if row.is_head { &mut heads } else { &mut entries };
        let below = u8::from(index > first);
        let level =
            if books.binary_search(&index).is_ok() { 1 } else { (own.next().unwrap_or(1) + below).min(6) };
        if row.is_head { &mut grouped.heads } else { &mut grouped.entries }.push(level);
    }
    Some(grouped)
}

/// Levels by the text, where the list is flat.
pub fn by_text(sheet: &Sheet, matched: &[Matched]) -> Option<Vec<u8>> {
    let rows = rows(sheet, matched, &[], &Columns::of(sheet, matched));
    let set = over_groups(&rows, |rows, index| rows.get(index).is_some_and(|row| row.leads));
    let more = rows.len() > set.len() * 2;
    (set.len() > 1 && more && is_sound(&rows, &set)).then(|| levels(&rows, &set).entries)
}

fn rows(sheet: &Sheet, matched: &[Matched], heads: &[usize], columns: &Columns) -> Vec<Row> {
    let row = |lines: Range<usize>, leads: Option<bool>| {
        let words = sheet.content(lines.end - 1);
        let title = without_page(words).map_or(words, |(title, _)| title);
        let indent = sheet.lines.get(lines.start).map_or(0, |line| line.indent);
        Row {
            line: lines.start,
            is_head: leads.is_none(),
            paged: title.len() < words.len(),
            column: columns.of_line(sheet, lines.start),
            middle: indent * 2 + title.chars().count(),
            apart: lines.start == 0 || sheet.content(lines.start - 1).is_empty(),
            leads: leads.unwrap_or(true),
            matter: names_matter(title),
            numbered: sheet.numbering(lines.start).is_some_and(|number| !number.weak),
            part: names_part(sheet, lines.start),
        }
    };
    let leads = |index: usize, own: &Matched| {
        let next = matched.get(index + 1);
        next.is_some_and(|next| {
            let mut between = own.unit.end..next.unit.start;
            own.unit.end <= next.unit.start && between.all(|line| sheet.content(line).is_empty())
        })
    };
    let entries = matched.iter().enumerate();
    let entries = entries.map(|(index, own)| row(own.entry.clone(), Some(leads(index, own))));
    let heads = heads.iter().map(|&line| row(line..line + 1, None));
    let mut rows: Vec<Row> = entries.chain(heads).collect();
    rows.sort_by_key(|row| row.line);
    rows
}

/// Whether a row is set in further than the next one, as what stands in the middle of its line is; where the
/// text does not say that it is over others, all that is set in as far is.
fn is_set_in(rows: &[Row], index: usize) -> bool {
    let is_deeper = |(row, next): (&Row, &Row)| row.column > next.column;
    let Some(row) = rows.get(index) else { return false };
    let pairs = || rows.iter().zip(rows.iter().skip(1));
    let all =
        || pairs().filter(|(other, _)| other.column >= row.column).all(|(o, n)| is_deeper((o, n)) && o.apart);
    rows.get(index + 1).is_some_and(|next| is_deeper((row, next))) && (row.leads || row.apart && all())
}

/// Whether a row is set out further than the next one, and as far as any, in a list whose first one is set in.
fn is_set_out(rows: &[Row], index: usize) -> bool {
    let outermost = rows.iter().map(|row| row.column).min();
    let first = rows.first().map(|row| row.column);
    let pair = rows.get(index).zip(rows.get(index + 1));
    let out = pair.is_some_and(|(row, next)| {
        Some(row.column) == outermost && next.column > row.column && (row.apart || row.leads)
    });
    first > outermost && out
}

/// The rows of a form, with the heads that only the list holds.
fn over_groups(rows: &[Row], form: Form) -> Vec<usize> {
    let is_over = |index: &usize| rows.get(*index).is_some_and(|row| row.is_head) || form(rows, *index);
    (0..rows.len()).filter(is_over).collect()
}

/// Whether rows could stand over the others: they begin below each other or have the same middle, each has
/// others below it, and white space or the text says so of each.
fn is_sound(rows: &[Row], set: &[usize]) -> bool {
    const NEAR: usize = 4;
    let (Some(&first), Some(&last)) = (set.first(), set.last()) else { return false };
    let own = || set.iter().filter_map(|&index| rows.get(index));
    let spread = |place: fn(&Row) -> usize| {
        let ends = own().map(place).min().zip(own().map(place).max());
        ends.map_or(0, |(least, most)| most - least)
    };
    let alike = spread(|row| row.column) == 0 || spread(|row| row.middle) <= NEAR;
    let parted = set.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 < *next));
    let alone = set.len() == 1;
    (!alone || first > 0 && own().all(|row| row.leads))
        && last + 1 < rows.len()
        && parted
        && alike
        && own().all(|row| row.leads || row.apart)
}

/// What stands over others is on the first level, and so is what stands above the first of these, or below
/// the last group, by its name or without a number where all in groups have one. Entries of a group may have levels
/// of their own.
fn levels(rows: &[Row], set: &[usize]) -> Grouped {
    let first = set.first().copied().unwrap_or(0);
    let is_over = |index: usize| set.binary_search(&index).is_ok();
    let counts = |index: usize| rows.get(index).is_some_and(|row| row.numbered) && !is_over(index);
    let last = (first..rows.len()).rev().find(|&index| counts(index)).unwrap_or(rows.len());
    let counted = (first..last).all(|index| is_over(index) || counts(index));
    let is_behind = |(index, row): (usize, &Row)| {
        row.matter || counted && index > last && row.apart && !row.is_head && !is_over(index)
    };
    let behind = rows.iter().enumerate().rposition(|row| !is_behind(row)).map_or(0, |index| index + 1);
    let within = |index: usize| index > first && index < behind && !is_over(index);
    let columns = |index: usize| rows.get(index).map_or(0, |row| row.column);
    let members: Vec<usize> = (0..rows.len()).filter(|&index| within(index)).map(columns).collect();
    let steps = steps(&members).unwrap_or_default();
    let mut grouped = Grouped { entries: Vec::new(), heads: Vec::new() };
    for (index, row) in rows.iter().enumerate() {
        let step = steps.partition_point(|column| *column < row.column);
        let level = if within(index) { (2 + step).min(6) as u8 } else { 1 };
        match row.is_head {
            true => grouped.heads.push(level),
            false => grouped.entries.push(level),
        }
    }
    grouped
}
