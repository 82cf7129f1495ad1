//! The text's contents list, and the later paragraphs that it names.
//!
//! A run of short lines near the top is compared with what follows it, for each place where the
//! run could end and the body begin. The longest matching in order wins (`matching`).

use super::candidates::{Index, LONGEST_TITLE, MOST_PAIRS, items, units};
use super::heads;
use super::list_words::{heads_columns, names_list};
use super::matching::{Item, Matched, Unit, best_chain};
use super::near;
use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::pieces::pieces;
use crate::reader::plain::headings::title::without_page;
use crate::reader::plain::headings::titled::{with_numbers, with_titles};
use crate::reader::plain::lines::ends_sentence;
use crate::reader::plain::role::{Role, Why};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::ops::Range;

/// Only so many lines of a run are looked at as a list.
const LONGEST_LIST: usize = 3000;
/// A list begins within the first lines with text, or the first tenth of them.
const NEAR_THE_TOP: usize = 400;
/// How many runs near the top are tried.
const MOST_RUNS: usize = 24;
/// Each place where the body could begin is a matching of its own.
const MOST_CUTS: usize = 48;

/// Finds the contents list and marks it. Unless the headings are known from elsewhere, marks those
/// that it names, and reports what it names and the text lacks.
pub fn mark_listed(sheet: &mut Sheet, with_headings: bool) -> Option<List> {
    let chunks = pieces(sheet);
    let units = units(sheet, &chunks);
    let at_front = runs(sheet, &chunks).into_iter().filter_map(|run| read_list(sheet, &units, &run));
    let at_end = run_at_end(sheet, &chunks).and_then(|run| read_list_at_end(sheet, &units, &run));
    let lists = at_front.chain(at_end).filter(|list| list.titled || !is_dialogue(&units, list));
    // What says that it is a list is more likely one.
    let mut list = lists.max_by_key(|list| list.weight * if list.titled { 2 } else { 1 })?;
    let headings = with_numbers(sheet, &chunks, list.headings().cloned().collect());
    let headings = with_titles(sheet, &chunks, headings);
    for (matched, heading) in list.matched.iter_mut().zip(headings) {
        matched.unit = heading;
    }
    let lacking = unmatched(sheet, &list);
    near::add(sheet, &chunks, &list.body, &lacking, &mut list.matched);
    let unmatched = unmatched(sheet, &list);
    let (levels, heads) = heads::levels(sheet, &list.matched, &list.heads);
    let first = list.matched.first().map_or(list.lines.end, |matched| matched.entry.start);
    sheet.mark(list.lines.start..first, Role::Contents, Why::ListName);
    sheet.mark(first..list.lines.end, Role::Contents, Why::NotFound);
    for (matched, level) in list.matched.iter().zip(levels) {
        let found = sheet.number(matched.unit.start);
        sheet.mark(matched.entry.clone(), Role::Contents, Why::Entry { found });
        if with_headings {
            let entry = sheet.number(matched.entry.start);
            sheet.mark_heading(matched.unit.clone(), level, Why::Listed { entry });
        }
    }
    for head in &heads {
        let above = sheet.number(head.before);
        sheet.mark(head.line..head.line + 1, Role::Contents, Why::OverEntries { above });
    }
    sheet.heads = heads;
    for line in unmatched {
        sheet.mark(line..line + 1, Role::Contents, Why::NotFound);
        if with_headings {
            report_unmatched(sheet, line);
        }
    }
    Some(list)
}

/// A contents list and what it names.
pub struct List {
    lines: Range<usize>,
    /// The lines of the text that it names places in.
    pub body: Range<usize>,
    matched: Vec<Matched>,
    /// Whether it says what it is.
    titled: bool,
    /// Its lines that stand over entries and name nothing themselves.
    heads: Vec<usize>,
    weight: i64,
}

impl List {
    /// The headings that it names, in order.
    pub fn headings(&self) -> impl Iterator<Item = &Range<usize>> {
        self.matched.iter().map(|matched| &matched.unit)
    }
}

/// The runs of short chunks near the top, as ranges of lines.
fn runs(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Range<usize>> {
    let filled: usize = chunks.iter().map(ExactSizeIterator::len).sum();
    let reach = NEAR_THE_TOP.max(filled / 10);
    let mut runs: Vec<Range<usize>> = Vec::new();
    let (mut seen, mut open) = (0, false);
    for chunk in chunks {
        let short = is_short(sheet, chunk);
        let count = runs.len();
        match runs.last_mut() {
            Some(run) if open && short => run.end = chunk.end,
            _ if short && seen < reach && count < MOST_RUNS => runs.push(chunk.clone()),
            _ => {}
        }
        open = short;
        seen += chunk.len();
        if !open && seen >= reach {
            break;
        }
    }
    for run in &mut runs {
        run.end = run.end.min(run.start + LONGEST_LIST);
    }
    runs.retain(|run| run.len() > 2);
    // A title page above the name of a list has its own lines that come again.
    let named = |run: &Range<usize>| {
        let end = run.end;
        let below = names(sheet, run).into_iter().take(2).map(move |name| name + 1..end);
        below.filter(|below| below.start > run.start + 1 && below.len() > 1).collect::<Vec<_>>()
    };
    let below: Vec<Range<usize>> = runs.iter().flat_map(named).collect();
    runs.extend(below);
    runs
}

fn is_short(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    // Entries that end in the numbers of their pages all reach as far.
    let is_paged =
        |line: &usize| without_page(sheet.content(*line)).is_some_and(|(_, stands_off)| stands_off);
    let paged = chunk.clone().filter(is_paged).count() * 2 > chunk.len();
    (paged || !sheet.is_prose(chunk))
        && chunk.clone().all(|line| sheet.content(line).len() <= LONGEST_TITLE * 2)
}

fn read_list(sheet: &Sheet, units: &[Unit], run: &Range<usize>) -> Option<List> {
    let items = items(sheet, run);
    let names = names(sheet, run);
    let first = units.partition_point(|unit| unit.lines.start < run.start);
    let mut candidates: Vec<Unit> = units.get(first..).unwrap_or_default().to_vec();
    let own = candidates.len();
    // Where the list's last line is the body's first heading, it does not begin a chunk.
    for item in &items {
        candidates.push(Unit {
            lines: item.lines.clone(),
            title: item.title.clone(),
            bonus: 0,
            capitals: false,
        });
    }
    let (own, extra) = candidates.split_at(own);
    let later = |item: &Item, unit: &Unit| item.lines.end <= unit.lines.start;
    let index = Index::of(&items);
    let all = index.pairs(own, later);
    let cuts = cuts(&items, run, &all);
    let lists = cuts.into_iter().filter_map(|cut| {
        let at_cut: Vec<Unit> = extra.iter().filter(|unit| unit.lines.start == cut).cloned().collect();
        let mut parted = index.pairs(&at_cut, later);
        parted.extend(all.iter().filter(|pair| pair.unit.start >= cut).cloned());
        parted.retain(|pair| pair.entry.end <= cut);
        bounded(sheet, &names, best_chain(&parted, cut - run.start, run.start), cut)
    });
    lists.max_by_key(|list| list.weight)
}

/// Whether most of what a list without a name lists comes again and again: it is the beginning of a
/// dialogue, with the names of its speakers.
fn is_dialogue(units: &[Unit], list: &List) -> bool {
    const OFTEN: usize = 1;
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    let mut listed: FxHashMap<&str, usize> = FxHashMap::default();
    let own: BTreeSet<(usize, usize)> = list.headings().map(|lines| (lines.start, lines.end)).collect();
    let mut last = None;
    for unit in units {
        // A chunk and its first line are two units.
        if last.replace(unit.lines.start) != Some(unit.lines.start) {
            *counts.entry(unit.title.full.as_str()).or_default() += 1;
        }
        if own.contains(&(unit.lines.start, unit.lines.end)) {
            *listed.entry(unit.title.full.as_str()).or_default() += 1;
        }
    }
    // Each is there once in the list and once where it leads.
    let is_often =
        |(title, own): &(&&str, &usize)| counts.get(**title).is_some_and(|all| *all >= **own * 2 + OFTEN);
    let often: usize = listed.iter().filter(is_often).map(|(_, own)| *own).sum();
    often * 2 > list.matched.len()
}

/// The run of short chunks below the last name of a list in the second half of the text, where French
/// and Italian books have theirs.
fn run_at_end(sheet: &Sheet, chunks: &[Range<usize>]) -> Option<Range<usize>> {
    let late = chunks.get(chunks.len() / 2..).unwrap_or_default();
    let name = late.iter().rposition(|chunk| names_list(sheet.content(chunk.start)))?;
    let below = late.get(name..)?;
    let short = below.iter().take_while(|chunk| is_short(sheet, chunk));
    let run = below.first()?.start..short.last()?.end;
    Some(run.start..run.end.min(run.start + LONGEST_LIST)).filter(|run| run.len() > 2)
}

/// A list behind all that it names.
fn read_list_at_end(sheet: &Sheet, units: &[Unit], run: &Range<usize>) -> Option<List> {
    let items = items(sheet, &(run.start + 1..run.end));
    let end = units.partition_point(|unit| unit.lines.end <= run.start);
    let pairs = Index::of(&items).pairs(units.get(..end).unwrap_or_default(), |_, _| true);
    let names = names(sheet, run);
    let list = bounded(sheet, &names, best_chain(&pairs, run.len(), run.start), run.end)?;
    Some(List { body: 0..list.lines.start, ..list })
}

/// Where the body could begin: where a title of the run comes again, or at the end of the run.
/// The body begins with one of the list's first titles, so these come first.
fn cuts(items: &[Item], run: &Range<usize>, pairs: &[Matched]) -> Vec<usize> {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    let mut again: Vec<(usize, usize)> = Vec::new();
    for item in items {
        let bare = item.bare.as_ref().map(|bare| bare.full.as_str());
        if let Some(&first) =
            seen.get(item.title.full.as_str()).or_else(|| seen.get(item.title.loose.as_str()))
        {
            again.push((first, item.lines.start));
        }
        for key in
            [Some(item.title.full.as_str()), Some(item.title.loose.as_str()), bare].into_iter().flatten()
        {
            seen.entry(key).or_insert(item.lines.start);
        }
    }
    // A heading of two paragraphs begins with the first of them.
    let within = pairs.iter().filter(|pair| run.contains(&pair.unit.start));
    again.extend(within.map(|pair| (pair.entry.start, pair.unit.start)));
    again.sort_unstable();
    let mut cuts = vec![run.end];
    for (_, cut) in again {
        if !cuts.contains(&cut) {
            cuts.push(cut);
        }
        if cuts.len() == MOST_CUTS {
            break;
        }
    }
    // Over all cuts the pairs stay within their bound, but two cuts are always tried.
    cuts.truncate((MOST_PAIRS / pairs.len().max(1)).max(2));
    cuts
}

/// Finds where the list begins and ends around its matched entries, and whether it is one.
fn bounded(sheet: &Sheet, names: &[usize], mut matched: Vec<Matched>, cut: usize) -> Option<List> {
    leave_title_page(names, &mut matched);
    let first = matched.first()?.entry.start;
    let mut end = matched.last()?.entry.end;
    while end < cut && is_alike(sheet, &matched, end) {
        end += 1;
    }
    let (start, titled) = list_title(names, first);
    let heads = heads::lines(sheet, &(start..end), &matched);
    let is_entry = |line: usize| sheet.roles.get(line) == Some(&Role::Text) && !heads.contains(&line);
    let entries = (first..end).filter(|&line| is_entry(line)).count();
    let found: usize = matched.iter().map(|matched| matched.entry.len()).sum();
    let taken = if takes_heading(sheet, &matched) { TAKEN_HEADING } else { 0 };
    let weight = matched.iter().map(|matched| matched.weight).sum::<i64>()
        - 30 * (entries - found.min(entries)) as i64
        - taken;
    let enough = if titled { 2 } else { 3 };
    let sound = matched.len() >= enough
        && (titled || !counts_in_text(sheet, &matched))
        && found * 3 >= entries * 2
        && leads(sheet, &matched, titled);
    sound.then_some(List { lines: start..end, body: end..sheet.lines.len(), matched, titled, heads, weight })
}

/// Whether most entries are numbers alone, and text stands between the first and the first place that they
/// name: they are the first headings of a text whose numbers come again.
fn counts_in_text(sheet: &Sheet, matched: &[Matched]) -> bool {
    let is_bare = |matched: &&Matched| {
        sheet.numbering(matched.entry.start).is_some_and(|number| number.rest.is_empty())
    };
    let (Some(first), Some(body)) = (matched.first(), matched.iter().map(|m| m.unit.start).min()) else {
        return false;
    };
    let is_entry = |line: usize| matched.iter().any(|matched| matched.entry.contains(&line));
    let bare = matched.iter().filter(is_bare).count();
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

/// More than one entry weighs.
const TAKEN_HEADING: i64 = 150;

/// Whether the last entry is the number above the first heading, which is a part of that.
fn takes_heading(sheet: &Sheet, matched: &[Matched]) -> bool {
    let (Some(first), Some(last)) = (matched.first(), matched.last()) else { return false };
    let adjacent = (last.entry.end..first.unit.start).all(|line| sheet.content(line).is_empty());
    let is_bare = sheet.numbering(last.entry.start).is_some_and(|number| number.rest.is_empty());
    matched.len() > 1 && last.entry.end <= first.unit.start && adjacent && is_bare
}

/// Whether half of the headings have text below them; where the list does not say what it is, more
/// than a line: on title pages lines come again and again.
fn leads(sheet: &Sheet, matched: &[Matched], titled: bool) -> bool {
    let is_text = |line: usize| sheet.roles.get(line) == Some(&Role::Text);
    let followed = matched.iter().zip(matched.iter().skip(1)).filter(|(one, next)| {
        let between = one.unit.end..next.unit.start;
        if titled { between.into_iter().any(is_text) } else { has_body(sheet, between) }
    });
    followed.count() * 2 >= matched.len().saturating_sub(1)
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
        (paged, number.map(|numbering| numbering.label.as_deref()))
    };
    let own = form(line);
    own != (false, None)
        && matched.iter().filter(|matched| form(matched.entry.start) == own).count() * 2 > matched.len()
}

/// The lines that name a list, in a run and directly above it.
fn names(sheet: &Sheet, run: &Range<usize>) -> Vec<usize> {
    let above = run.start.saturating_sub(2)..run.end;
    above.filter(|&line| names_list(sheet.content(line))).collect()
}

/// "CONTENTS" above the first entry, where it stands; and whether it does. A word list alone
/// makes no contents list, but beside one it names it.
fn list_title(names: &[usize], first: usize) -> (usize, bool) {
    const NEAR: usize = 12;
    match names.iter().rev().find(|name| **name < first && first - **name <= NEAR) {
        Some(line) => (*line, true),
        None => (first, false),
    }
}

/// The lines of a list that name nothing, other than its own title and the heads of its columns.
fn unmatched(sheet: &Sheet, list: &List) -> Vec<usize> {
    let is_found = |line: &usize| list.matched.iter().any(|matched| matched.entry.contains(line));
    let is_entry = |line: &usize| {
        let words = sheet.content(*line);
        sheet.roles.get(*line) == Some(&Role::Text)
            && words.chars().any(char::is_alphanumeric)
            && !names_list(words)
            && !heads_columns(words)
            && !list.heads.contains(line)
    };
    list.lines.clone().filter(|line| is_entry(line) && !is_found(line)).collect()
}

fn report_unmatched(sheet: &mut Sheet, line: usize) {
    let message =
        format!("“{}” is in the contents list but no heading was found for it", sheet.content(line));
    let span = sheet.span(line..line + 1);
    sheet.diagnostics.push(Diagnostic::warning(Code::OutlineUnmatched, span, message));
}
