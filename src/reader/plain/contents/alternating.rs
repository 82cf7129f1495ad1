//! Numbers and names that stand in turn on lines of a contents list: "CHAPTER I", and below it "The Coach". Each
//! pair is one entry, and one heading where nothing stands between its two headings in the text.

use super::glosses::says_more;
use super::list_words::heads_columns;
use super::matching::Matched;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::labels::rank;
use crate::reader::plain::headings::matter::names_matter;
use crate::reader::plain::headings::numbering::numbering;
use crate::reader::plain::headings::title::without_page;
use crate::reader::plain::role::Role;
use std::collections::BTreeMap;
use std::ops::Range;

/// No more empty lines stand between a number and its name.
const MOST_BLANK_LINES: usize = 2;
/// In a list the head of a column may stand between these.
const MOST_GAP: usize = MOST_BLANK_LINES + 1;
/// The lines of a name.
const MOST_LINES: usize = 2;

/// A line that is a number and nothing else, and what stands below it up to the next number.
struct Group<'a> {
    line: usize,
    label: Option<&'a str>,
    /// Where it is found itself, among the matched entries.
    number: Option<usize>,
    /// The first found entry below it.
    name: Option<usize>,
    /// How many of these there are.
    names: usize,
    /// The lines directly below it that nothing is found for.
    unfound: Option<Range<usize>>,
}

/// Whether a line is a number and nothing else, but for the number of a page.
pub fn is_bare(sheet: &Sheet, line: usize) -> bool {
    let alone = |words: &str| numbering(words).is_some_and(|number| !number.weak && number.rest.is_empty());
    sheet.numbering(line).is_some_and(|number| !number.weak)
        && (sheet.numbering(line).is_some_and(|number| number.rest.is_empty())
            || without_page(sheet.content(line)).is_some_and(|(words, far)| far && alone(words)))
}

/// The name below a number that stands alone: one line or two, which are no sentence.
pub fn name_below(sheet: &Sheet, line: usize, end: usize) -> Option<Range<usize>> {
    let is_text = |line: &usize| *line < end && sheet.roles.get(*line) == Some(&Role::Text);
    let start = (line + 1..end).take(MOST_GAP + 1).find(|&below| !is_between(sheet, below))?;
    let name = start..start + (start..start + MOST_LINES).take_while(is_text).count();
    let counts = sheet.numbering(start).is_some_and(|number| !number.weak);
    (!name.is_empty() && !counts && is_name(sheet, &name)).then_some(name)
}

/// Whether lines could be a name: neither a sentence nor wrapped prose.
fn is_name(sheet: &Sheet, lines: &Range<usize>) -> bool {
    const LONGEST: usize = 100;
    let width: usize = sheet.lines.get(lines.clone()).unwrap_or_default().iter().map(|line| line.width).sum();
    (lines.len() == 1 || width <= LONGEST) && !says_more(sheet, lines)
}

/// Whether a line of a list is empty, or has nothing but the heads of columns.
fn is_between(sheet: &Sheet, line: usize) -> bool {
    sheet.content(line).is_empty() || heads_columns(sheet.content(line))
}

/// Joins the numbers and the names of a list that are entries in turn.
pub fn join(sheet: &Sheet, matched: Vec<Matched>) -> Vec<Matched> {
    let groups = groups(sheet, &matched);
    let paired = paired(&groups);
    let mut joined: BTreeMap<usize, Option<Matched>> = BTreeMap::new();
    for group in groups.iter().filter(|group| paired.get(&group.label) == Some(&true)) {
        let number = group.number.and_then(|index| Some((index, matched.get(index)?)));
        let name = group.name.and_then(|index| Some((index, matched.get(index)?)));
        match (number, name) {
            (Some((first, number)), Some((second, name)))
                if is_gap(sheet, &(number.unit.end..name.unit.start)) =>
            {
                joined.insert(first, Some(both(number, name)));
                joined.insert(second, None);
            }
            (None, Some((index, name))) => {
                let entry = group.line..name.entry.end;
                joined.insert(index, Some(Matched { entry, ..name.clone() }));
            }
            (Some((index, number)), None) => {
                let end = group.unfound.as_ref().map_or(number.entry.end, |lines| lines.end);
                let entry = number.entry.start..end;
                joined.insert(index, Some(Matched { entry, ..number.clone() }));
            }
            _ => {}
        }
    }
    let own = |(index, own): (usize, Matched)| joined.remove(&index).unwrap_or(Some(own));
    matched.into_iter().enumerate().filter_map(own).collect()
}

fn both(number: &Matched, name: &Matched) -> Matched {
    Matched {
        entry: number.entry.start..name.entry.end,
        unit: number.unit.start..name.unit.end,
        weight: number.weight + name.weight,
    }
}

fn is_gap(sheet: &Sheet, lines: &Range<usize>) -> bool {
    lines.start <= lines.end
        && lines.len() <= MOST_BLANK_LINES
        && lines.clone().all(|line| sheet.content(line).is_empty())
}

/// By label, whether most numbers have one name each. Parts may have several titles below them, and the last
/// chapter what stands behind it.
fn paired<'a>(groups: &[Group<'a>]) -> BTreeMap<Option<&'a str>, bool> {
    let mut counts: BTreeMap<Option<&str>, (usize, usize, bool)> = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        let (all, pairs, sound) = counts.entry(group.label).or_insert((0, 0, true));
        let is_part = group.label.and_then(rank).is_some_and(|rank| rank < 2);
        *all += 1;
        let named = group.names == 1 && (group.number.is_some() || !is_part);
        // The text may have numbers alone.
        let unnamed = group.names == 0 && group.number.is_some() && group.unfound.is_some();
        *pairs += usize::from(named || unnamed);
        *sound &= group.names < 2 || !is_part && index + 1 == groups.len();
    }
    let is_paired = |(all, pairs, sound): (usize, usize, bool)| sound && pairs > 1 && pairs * 2 > all;
    counts.into_iter().map(|(label, counts)| (label, is_paired(counts))).collect()
}

/// The numbers of a list that stand alone, in order.
fn groups<'a>(sheet: &'a Sheet, matched: &[Matched]) -> Vec<Group<'a>> {
    let (Some(first), Some(last)) = (matched.first(), matched.last()) else { return Vec::new() };
    let end = last.entry.end + MOST_GAP + MOST_LINES;
    let mut groups: Vec<Group> = Vec::new();
    // Whether what comes next still is below the last number.
    let (mut open, mut next) = (false, 0);
    let mut line = first.entry.start.saturating_sub(MOST_GAP + 1);
    while line < end {
        let own = matched.get(next).filter(|own| own.entry.start == line);
        let bare = is_bare(sheet, line) && own.is_none_or(|own| own.entry.len() == 1);
        if bare && (own.is_some() || line < last.entry.end) {
            let label = sheet.numbering(line).and_then(|number| number.label);
            let number = own.map(|_| next);
            groups.push(Group { line, label, number, name: None, names: 0, unfound: None });
            open = true;
        } else if let Some(own) = own {
            let counts = sheet.numbering(line).is_some_and(|number| !number.weak);
            open &= !counts && !names_matter(sheet.content(line));
            if let Some(group) = groups.last_mut().filter(|_| open) {
                let mut between = group.line + 1..own.entry.start;
                let directly = between.len() <= MOST_GAP
                    && between.all(|line| is_between(sheet, line))
                    && is_name(sheet, &own.entry);
                group.names += usize::from(directly || group.name.is_some());
                group.name = group.name.or(directly.then_some(next));
            }
        } else if let Some(group) = groups.last_mut().filter(|group| open && group.name.is_none())
            && group.unfound.is_none()
            && !is_between(sheet, line)
        {
            let below = name_below(sheet, group.line, end);
            let before = matched.get(next).map_or(end, |next| next.entry.start);
            group.unfound = below.filter(|below| below.start == line && below.end <= before);
        }
        let passed = own.is_some();
        line = own.map_or(line + 1, |own| own.entry.end);
        next += usize::from(passed);
    }
    groups
}
