//! A run of lines, read as a contents list: compared with what follows it, for each place where the run could
//! end and the body begin. The longest matching in order wins (`matching`).

use super::bounds::bounded;
use super::candidates::{Index, MOST_PAIRS, items};
use super::matching::{Item, Matched, Unit, best_chain, formed_alike};
use super::runs::names;
use crate::reader::plain::Sheet;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::ops::Range;

/// Each place where the body could begin is a matching of its own.
const MOST_CUTS: usize = 48;

/// As many are tried for pictures within a list.
const MOST_PICTURES: usize = 2;

/// A contents list and what it names.
pub struct List {
    pub lines: Range<usize>,
    /// The lines of the text that it names places in.
    pub body: Range<usize>,
    pub matched: Vec<Matched>,
    /// Whether it says what it is.
    pub titled: bool,
    /// Its lines that stand over entries and name nothing themselves.
    pub heads: Vec<usize>,
    /// Its lines that say more of the entries above them.
    pub glosses: BTreeSet<usize>,
    pub weight: i64,
}

impl List {
    /// The headings that it names, in order.
    pub fn headings(&self) -> impl Iterator<Item = &Range<usize>> {
        self.matched.iter().map(|matched| &matched.unit)
    }
}

pub fn read_list(sheet: &Sheet, units: &[Unit], run: &Range<usize>) -> Option<List> {
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
            named: false,
        });
    }
    let (own, extra) = candidates.split_at(own);
    let later = |item: &Item, unit: &Unit| item.lines.end <= unit.lines.start;
    let index = Index::of(sheet, &items, !names.is_empty());
    let all = index.pairs(own, later);
    let mut cuts = cuts(&items, run, &all);
    // What stands in place of a picture ends a list.
    let pictures = sheet.captions.iter().map(|lines| lines.start);
    cuts.extend(pictures.filter(|start| run.contains(start)).take(MOST_PICTURES));
    let lists = cuts.into_iter().filter_map(|cut| {
        let at_cut: Vec<Unit> = extra.iter().filter(|unit| unit.lines.start == cut).cloned().collect();
        let mut parted = index.pairs(&at_cut, later);
        parted.extend(all.iter().filter(|pair| pair.unit.start >= cut).cloned());
        parted.retain(|pair| pair.entry.end <= cut);
        let chain = best_chain(&parted, cut - run.start, run.start);
        bounded(sheet, &names, formed_alike(chain, &parted), cut)
    });
    lists.max_by_key(|list| list.weight)
}

/// Whether most of what a list without a name lists comes again and again: it is the beginning of a
/// dialogue, with the names of its speakers.
pub fn is_dialogue(units: &[Unit], list: &List) -> bool {
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

/// A list behind all that it names.
pub fn read_list_at_end(sheet: &Sheet, units: &[Unit], run: &Range<usize>) -> Option<List> {
    let items = items(sheet, &(run.start + 1..run.end));
    let end = units.partition_point(|unit| unit.lines.end <= run.start);
    let pairs = Index::of(sheet, &items, true).pairs(units.get(..end).unwrap_or_default(), |_, _| true);
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
