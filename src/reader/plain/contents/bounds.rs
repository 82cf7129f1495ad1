//! Where a contents list begins and ends around the entries that are found again, and whether it is one.

use super::alternating;
use super::glosses;
use super::heads::{self, has_page};
use super::list::List;
use super::list_words::names_acts;
use super::matching::Matched;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::without_page;
use crate::reader::plain::lines::ends_sentence;
use crate::reader::plain::role::Role;
use std::collections::BTreeSet;
use std::ops::Range;

/// Finds where the list begins and ends around its matched entries, and whether it is one.
pub fn bounded(sheet: &Sheet, names: &[usize], mut matched: Vec<Matched>, cut: usize) -> Option<List> {
    leave_title_page(names, &mut matched);
    let matched = alternating::join(sheet, matched);
    let first = matched.first()?.entry.start;
    let (start, titled) = list_title(sheet, names, first);
    let matched = if titled { glosses::without(sheet, matched) } else { matched };
    let last = matched.last()?.entry.end;
    // What stands in place of a picture behind the list is no entry.
    let next = sheet.captions.partition_point(|lines| lines.start < last);
    let cut = sheet.captions.get(next).map_or(cut, |lines| lines.start.min(cut));
    let glosses = if titled { glosses::lines(sheet, &matched, cut) } else { BTreeSet::new() };
    let mut end = glosses.last().map_or(last, |gloss| last.max(gloss + 1));
    while end < cut && is_alike(sheet, &matched, end) {
        end += 1;
    }
    let heads = heads::lines(sheet, &(start..end), &matched, &glosses);
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    let is_entry = |line: &usize| is_text(line) && !heads.contains(line) && !glosses.contains(line);
    let entries = (first..end).filter(is_entry).count();
    let found = matched.iter().flat_map(|matched| matched.entry.clone()).filter(is_text).count();
    let taken = if takes_heading(sheet, &matched) { TAKEN_HEADING } else { 0 };
    let weight = matched.iter().map(|matched| matched.weight).sum::<i64>()
        - 30 * (entries - found.min(entries)) as i64
        - taken;
    let enough = if titled { 2 } else { 3 };
    let sound = matched.len() >= enough
        && (titled || !counts_in_text(sheet, &matched))
        && found * 3 >= entries * 2
        && leads(sheet, &matched, titled);
    let (lines, body) = (start..end, end..sheet.lines.len());
    let matched = without_title_of_all(sheet, matched);
    sound.then_some(List { lines, body, matched, titled, heads, glosses, weight })
}

/// Without a first entry that alone has no page, and whose heading stands directly above the next: it is the title of
/// the book over the list and over the text, not of a part of it.
fn without_title_of_all(sheet: &Sheet, mut matched: Vec<Matched>) -> Vec<Matched> {
    let Some((first, others)) = matched.split_first() else { return matched };
    let paged = |own: &Matched| heads::has_page(sheet.content(own.entry.end - 1));
    let own = !paged(first) && !heads::names_part(sheet, first.entry.start) && others.iter().all(paged);
    let is_gap = |next: &Matched| {
        let mut between = first.unit.end..next.unit.start;
        first.unit.end <= next.unit.start && between.all(|line| sheet.content(line).is_empty())
    };
    if own && others.len() > 1 && others.first().is_some_and(is_gap) {
        matched.remove(0);
    }
    matched
}

/// Whether most entries are numbers alone, and text stands between the first and the first place that they
/// name: they are the first headings of a text whose numbers come again.
fn counts_in_text(sheet: &Sheet, matched: &[Matched]) -> bool {
    let (Some(first), Some(body)) = (matched.first(), matched.iter().map(|m| m.unit.start).min()) else {
        return false;
    };
    let is_entry = |line: usize| matched.iter().any(|matched| matched.entry.contains(&line));
    let bare = matched.iter().filter(|matched| is_bare(sheet, matched)).count();
    let mut between = first.entry.end..body;
    // An entry that nothing is found for is no text.
    let is_text = |line: usize| {
        let words = sheet.content(line);
        !words.is_empty() && ends_sentence(words) && sheet.numbering(line).is_none()
    };
    bare * 2 > matched.len() && between.any(|line| !is_entry(line) && is_text(line))
}

/// What is found above the name of the list is on the title page, where most are found below it.
fn leave_title_page(names: &[usize], matched: &mut Vec<Matched>) {
    let below = |name: &usize| matched.partition_point(|matched| matched.entry.start < *name);
    let above = names.iter().map(below).find(|above| *above > 0 && (matched.len() - above) > above * 2);
    if let Some(above) = above {
        matched.drain(..above);
    }
}

/// Whether an entry is a number alone.
fn is_bare(sheet: &Sheet, matched: &Matched) -> bool {
    let number = sheet.numbering(matched.entry.start);
    matched.entry.len() == 1 && number.is_some_and(|number| number.rest.is_empty())
}

/// More than one entry weighs.
const TAKEN_HEADING: i64 = 150;

/// Whether the last entry is the number above the first heading, which is a part of that, as other headings have
/// numbers that no entry names above their titles.
fn takes_heading(sheet: &Sheet, matched: &[Matched]) -> bool {
    let (Some(first), Some(last)) = (matched.first(), matched.last()) else { return false };
    let units: BTreeSet<usize> = matched.iter().map(|matched| matched.unit.start).collect();
    let is_number = |line: usize| sheet.numbering(line).is_some_and(|number| number.rest.is_empty());
    let is_below_number = |matched: &Matched| {
        let mut above = (last.entry.end..matched.unit.start).rev();
        let above = above.find(|line| !sheet.content(*line).is_empty());
        let begins = matched.unit.len() > 1 && is_number(matched.unit.start);
        begins || above.is_some_and(|line| is_number(line) && !units.contains(&line))
    };
    let adjacent = (last.entry.end..first.unit.start).all(|line| sheet.content(line).is_empty());
    let below_last = matched.len() > 1 && last.entry.end <= first.unit.start && adjacent;
    below_last && is_bare(sheet, last) && matched.iter().any(is_below_number)
}

/// Whether a third of the headings have text below them; where the list does not say what it is, half have more
/// than a line: on title pages lines come again and again.
fn leads(sheet: &Sheet, matched: &[Matched], titled: bool) -> bool {
    let is_text = |line: usize| sheet.roles.get(line) == Some(&Role::Text);
    let followed = matched.iter().zip(matched.iter().skip(1)).filter(|(one, next)| {
        let between = one.unit.end..next.unit.start;
        if titled { between.into_iter().any(is_text) } else { has_body(sheet, between) }
    });
    let pairs = matched.len().saturating_sub(1);
    // Without numbers, and without pages, three lines of a title page are as good.
    let is_plain = |matched: &Matched| {
        sheet.numbering(matched.entry.start).is_none() && !has_page(sheet.content(matched.entry.end - 1))
    };
    let plain = matched.iter().all(is_plain);
    // Volumes and groups may stand over most pieces.
    match titled {
        true => followed.count() * 3 >= pairs,
        false => followed.count() * 2 >= pairs + usize::from(plain),
    }
}

/// Whether the first lines of a range hold two lines without an empty one between them, a long one or a
/// sentence.
fn has_body(sheet: &Sheet, lines: Range<usize>) -> bool {
    const NEAR: usize = 40;
    const LONG: usize = 80;
    const SENTENCE: usize = 40;
    let is_text = |line: usize| sheet.roles.get(line) == Some(&Role::Text);
    let is_long = |line: usize| {
        let width = sheet.lines.get(line).map_or(0, |line| line.width);
        width > LONG || width > SENTENCE && ends_sentence(sheet.content(line))
    };
    let in_body =
        |line: usize| is_text(line) && (is_long(line) || lines.contains(&(line + 1)) && is_text(line + 1));
    lines.clone().take(NEAR).any(in_body)
}

/// Whether the line after a list's last known entry is an entry as well: in the same run of
/// lines, or of the form of the others. An unmatched paragraph after the list is else text.
fn is_alike(sheet: &Sheet, matched: &[Matched], line: usize) -> bool {
    if sheet.roles.get(line) == Some(&Role::Blank) {
        let next = (line + 1..line + 3).find(|&next| sheet.roles.get(next) != Some(&Role::Blank));
        return next.is_some_and(|next| {
            sheet.roles.get(next) == Some(&Role::Text) && has_form(sheet, matched, next)
        });
    }
    let last = matched.last().map_or(line, |matched| matched.entry.end);
    let block = (last..=line).all(|line| sheet.roles.get(line) == Some(&Role::Text));
    // In a block of lines each line is an entry; a block of one line proves nothing.
    (block
        && matched.iter().any(|matched| {
            sheet.roles.get(matched.entry.end) == Some(&Role::Text) && matched.entry.end < last
        }))
        || has_form(sheet, matched, line)
}

fn has_form(sheet: &Sheet, matched: &[Matched], line: usize) -> bool {
    let form = |line: usize| {
        let paged = without_page(sheet.content(line)).is_some_and(|(_, stands_off)| stands_off);
        let number = sheet.numbering(line).filter(|numbering| !numbering.weak);
        (paged, number.map(|numbering| numbering.label))
    };
    let own = form(line);
    own != (false, None)
        && matched.iter().filter(|matched| form(matched.entry.start) == own).count() * 2 > matched.len()
}

/// "CONTENTS" above the first entry, where it stands; and whether it does. A word list alone
/// makes no contents list, but beside one it names it; "SCENES" directly above one is its name as well.
fn list_title(sheet: &Sheet, names: &[usize], first: usize) -> (usize, bool) {
    const NEAR: usize = 12;
    if let Some(line) = names.iter().rev().find(|name| **name < first && first - **name <= NEAR) {
        return (*line, true);
    }
    let above = (0..first).rev().take(NEAR).find(|line| !sheet.content(*line).is_empty());
    (above.filter(|line| names_acts(sheet.content(*line))).unwrap_or(first), false)
}
