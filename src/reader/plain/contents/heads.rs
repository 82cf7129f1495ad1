//! Heads within a contents list, which stand over its entries, and the levels that a list gives.

use super::columns::{Columns, Ladder};
use super::groups;
use super::list_words::{heads_columns, names_list, without_column_head};
use super::matching::Matched;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::labels::rank;
use crate::reader::plain::headings::levels;
use crate::reader::plain::headings::numbering::numbering;
use crate::reader::plain::headings::title::{is_capitals, letters_and_digits, without_page};
use crate::reader::plain::role::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A line of a contents list that stands over entries and that the text itself lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub line: usize,
    /// Where the first heading below it begins.
    pub before: usize,
    pub level: u8,
}

impl Head {
    /// Its words, without the heads of columns beside them.
    pub fn title(text: &str) -> &str {
        without_column_head(text).unwrap_or(text)
    }

    /// The heads over each heading that has some, by the line where that begins.
    pub fn by_heading(heads: &[Head]) -> BTreeMap<usize, Vec<&Head>> {
        let mut by_heading: BTreeMap<usize, Vec<&Head>> = BTreeMap::new();
        for head in heads {
            by_heading.entry(head.before).or_default().push(head);
        }
        by_heading
    }
}

/// The lines of a list that stand over found entries and are no entries themselves.
/// Lines that say more of an entry (`glosses`) are none.
pub fn lines(
    sheet: &Sheet,
    list: &Range<usize>,
    matched: &[Matched],
    glosses: &BTreeSet<usize>,
) -> Vec<usize> {
    let found: BTreeSet<usize> = matched.iter().flat_map(|matched| matched.entry.clone()).collect();
    let starts: BTreeSet<usize> = matched.iter().map(|matched| matched.entry.start).collect();
    let paged = is_paged(sheet, matched);
    let group = Group::of(sheet, matched);
    let is_head = |line: &usize| {
        let below = (line + 1..list.end)
            .find(|&below| !sheet.content(below).is_empty() && !heads_columns(sheet.content(below)));
        sheet.roles.get(*line) == Some(&Role::Text)
            && !found.contains(line)
            && !glosses.contains(line)
            && below.is_some_and(|below| starts.contains(&below))
            && could_be_head(sheet.content(*line))
            && (paged || below.is_some_and(|below| group.differs(sheet, *line, below)))
    };
    let mut heads: Vec<usize> = list.clone().filter(is_head).collect();
    if heads.is_empty() {
        heads = set_apart(sheet, list, &starts, glosses);
    }
    // One head over all entries is the name of the book, not of a part of it.
    let over_all = matches!(heads.as_slice(), [only] if starts.first().is_none_or(|first| only < first));
    if over_all { Vec::new() } else { heads }
}

/// The lines that stand over found entries below wider gaps than these do, each of them, in a list whose
/// found entries all stand closer to what is above them.
fn set_apart(
    sheet: &Sheet,
    list: &Range<usize>,
    starts: &BTreeSet<usize>,
    glosses: &BTreeSet<usize>,
) -> Vec<usize> {
    let gap = |line: usize| (list.start..line).rev().take_while(|&l| sheet.content(l).is_empty()).count();
    let Some(widest) = starts.iter().map(|&start| gap(start)).max() else { return Vec::new() };
    let is_apart = |line: &usize| {
        let filled = sheet.roles.get(*line) == Some(&Role::Text);
        filled && *line > list.start && gap(*line) > widest && !starts.contains(line)
    };
    let apart: Vec<usize> = list.clone().filter(is_apart).collect();
    let leads = |line: &usize| {
        let below = (line + 1..list.end).find(|&below| !sheet.content(below).is_empty());
        let over = below.is_some_and(|below| starts.contains(&below)) && !glosses.contains(line);
        over && could_be_head(sheet.content(*line))
    };
    if apart.len() > 1 && apart.iter().all(leads) { apart } else { Vec::new() }
}

/// Whether most entries have the number of a page.
fn is_paged(sheet: &Sheet, matched: &[Matched]) -> bool {
    let paged = matched.iter().filter(|matched| has_page(sheet.content(matched.entry.end - 1)));
    paged.count() * 2 > matched.len()
}

/// Whether a line ends in the number of a page, which something sets off.
pub fn has_page(words: &str) -> bool {
    without_page(words).is_some_and(|(_, stands_off)| stands_off)
}

fn could_be_head(words: &str) -> bool {
    const LONGEST: usize = 80;
    let title = Head::title(words);
    !has_page(words)
        && title.chars().count() <= LONGEST
        && !letters_and_digits(title).is_empty()
        && !names_list(words)
        && !heads_columns(words)
}

/// What most entries have in common.
struct Group {
    indent: Option<usize>,
    columns: Columns,
    capitals: bool,
    /// Some have the number of a part or a book.
    parts: bool,
}

impl Group {
    fn of(sheet: &Sheet, matched: &[Matched]) -> Group {
        let columns = Columns::of(sheet, matched);
        let indents: BTreeSet<usize> =
            matched.iter().map(|matched| columns.of_line(sheet, matched.entry.start)).collect();
        let capitals = matched.iter().filter(|matched| is_capitals(sheet.content(matched.entry.start)));
        Group {
            indent: indents.first().copied().filter(|_| indents.len() == 1),
            columns,
            capitals: capitals.count() * 2 > matched.len(),
            parts: matched.iter().any(|matched| names_part(sheet, matched.entry.start)),
        }
    }

    /// Whether a line with an empty one above it looks other than the entries below it.
    fn differs(&self, sheet: &Sheet, line: usize, below: usize) -> bool {
        let apart = line == 0 || sheet.content(line - 1).is_empty();
        let in_block = below > line + 1 && !sheet.content(below + 1).is_empty();
        let set_in = self.indent.is_some_and(|indent| indent != self.columns.of_line(sheet, line));
        let capitals = !self.capitals && is_capitals(Head::title(sheet.content(line)));
        !self.parts && names_part(sheet, line) || apart && (in_block || set_in || capitals)
    }
}

/// Whether a line has the number of a volume, a part or a book.
pub fn names_part(sheet: &Sheet, line: usize) -> bool {
    let label = sheet.numbering(line).and_then(|number| number.label);
    label.and_then(rank).is_some_and(|rank| rank < 2)
}

/// The level of each entry of a list, and its heads with theirs.
pub fn levels(sheet: &Sheet, matched: &[Matched], heads: &[usize]) -> (Vec<u8>, Vec<Head>) {
    let grouped = (!count_in_parts(sheet, matched)).then(|| groups::by_list(sheet, matched, heads)).flatten();
    if let Some(grouped) = grouped {
        let head = |(&line, level): (&usize, &u8)| {
            let before = matched.iter().find(|matched| matched.entry.start > line)?;
            Some(Head { line, before: before.unit.start, level: *level })
        };
        let placed = heads.iter().zip(&grouped.heads).filter_map(head).collect();
        return (grouped.entries, placed);
    }
    let mut levels = of_entries(sheet, matched);
    let groups = entries_below(matched, heads);
    let own = of_heads(sheet, matched, heads);
    let mut placed = Vec::new();
    for ((&line, group), own) in heads.iter().zip(groups).zip(own) {
        let (Some(first), Some(entries)) = (matched.get(group.start), levels.get_mut(group)) else {
            continue;
        };
        let above = entries.iter().copied().min().unwrap_or(1);
        let level = own.filter(|own| *own < above).unwrap_or(above);
        if level == above {
            entries.iter_mut().for_each(|level| *level = (*level + 1).min(6));
        }
        placed.push(Head { line, before: first.unit.start, level });
    }
    (levels, placed)
}

/// The entries below each head, up to the next one.
fn entries_below(matched: &[Matched], heads: &[usize]) -> Vec<Range<usize>> {
    let start = |head: &usize| matched.partition_point(|matched| matched.entry.start < *head);
    let starts: Vec<usize> = heads.iter().map(start).chain([matched.len()]).collect();
    starts.windows(2).filter_map(|pair| Some(*pair.first()?..*pair.last()?)).collect()
}

/// The levels that heads have by their indent or their number, if these say any.
fn of_heads(sheet: &Sheet, matched: &[Matched], heads: &[usize]) -> Vec<Option<u8>> {
    let columns = Columns::of(sheet, matched);
    if let Some(ladder) = Ladder::of(sheet, matched, &columns).filter(|_| !count_in_parts(sheet, matched)) {
        let step = |head: &usize| {
            let stands = ladder.has(columns.of_line(sheet, *head));
            stands.then(|| ladder.level(sheet, &columns, *head))
        };
        return heads.iter().map(step).collect();
    }
    let entries = matched.iter().map(|matched| (matched.entry.start, levels::telling(sheet, &matched.entry)));
    let own = heads.iter().map(|&head| (head, Head::title(sheet.content(head)).to_owned()));
    let mut all: Vec<(usize, String)> = entries.chain(own).collect();
    all.sort_by_key(|(line, _)| *line);
    let titles: Vec<String> = all.iter().map(|(_, title)| title.clone()).collect();
    let levels = levels::levels(&titles);
    let level = |head: &usize| {
        let place = all.binary_search_by_key(head, |(line, _)| *line).ok()?;
        numbering(titles.get(place)?).and_then(|_| levels.get(place).copied())
    };
    heads.iter().map(level).collect()
}

/// The levels that the list gives its entries: by their indent, by "1.2", or by "Part" and
/// "Chapter"; all 1 where none of these is plain.
fn of_entries(sheet: &Sheet, matched: &[Matched]) -> Vec<u8> {
    let columns = Columns::of(sheet, matched);
    if let Some(ladder) = Ladder::of(sheet, matched, &columns).filter(|_| !count_in_parts(sheet, matched)) {
        let step = |matched: &Matched| ladder.level(sheet, &columns, matched.entry.start);
        return matched.iter().map(step).collect();
    }
    let titles: Vec<String> = matched.iter().map(|matched| levels::telling(sheet, &matched.entry)).collect();
    let levels = levels::levels(&titles);
    let flat = levels.iter().all(|level| *level == 1);
    let by_numbers = || by_numbers(sheet, matched);
    let by_text =
        || in_blocks(sheet, matched).or_else(|| groups::by_text(sheet, matched)).or_else(by_numbers);
    flat.then(by_text).flatten().unwrap_or(levels)
}

/// The levels that headings have by the numbers above them, which the list leaves out, where most have one.
fn by_numbers(sheet: &Sheet, matched: &[Matched]) -> Option<Vec<u8>> {
    let titles: Vec<String> = matched.iter().map(|matched| levels::telling(sheet, &matched.unit)).collect();
    let numbered = titles.iter().filter(|title| numbering(title).is_some_and(|number| !number.weak));
    (numbered.count() * 2 > matched.len()).then(|| levels::levels(&titles))
}

/// Whether most entries count as "1.2" does, some in several parts: their numbers say more than where they begin.
fn count_in_parts(sheet: &Sheet, matched: &[Matched]) -> bool {
    let parts = |matched: &Matched| {
        let number = sheet.numbering(matched.entry.start).filter(|number| number.label.is_none());
        number.filter(|number| !number.weak).map(|number| number.parts.len())
    };
    let counts: Vec<usize> = matched.iter().filter_map(parts).collect();
    counts.len() * 4 >= matched.len() * 3
        && counts.iter().filter(|count| **count > 1).count() * 2 > counts.len()
}

/// The levels of the entries of a list in blocks, parted by empty lines, of which each begins with a title
/// that stands directly above its next one in the text.
fn in_blocks(sheet: &Sheet, matched: &[Matched]) -> Option<Vec<u8>> {
    let is_empty = |mut lines: Range<usize>| lines.all(|line| sheet.content(line).is_empty());
    let mut levels: Vec<u8> = Vec::with_capacity(matched.len());
    let mut blocks = 0;
    for (place, own) in matched.iter().enumerate() {
        let begins = place
            .checked_sub(1)
            .and_then(|last| matched.get(last))
            .is_none_or(|last| last.entry.end < own.entry.start && is_empty(last.entry.end..own.entry.start));
        if begins {
            let next = matched.get(place + 1)?;
            let leads = next.entry.start == own.entry.end && is_empty(own.unit.end..next.unit.start);
            leads.then_some(())?;
            blocks += 1;
        }
        levels.push(if begins { 1 } else { 2 });
    }
    (blocks > 1).then_some(levels)
}
