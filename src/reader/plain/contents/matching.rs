//! The heaviest matching in order of entries and paragraphs.

use crate::reader::plain::headings::title::Title;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Range;

/// Lines that could be one entry of a contents list.
#[derive(Clone, Debug)]
pub struct Item {
    pub lines: Range<usize>,
    /// How many of its lines behind the first hold words.
    pub further: i64,
    pub title: Title,
    /// The title without what looks like a page number.
    pub bare: Option<Title>,
    /// The words of the title, without that number.
    pub words: String,
}

/// Lines that could be one heading of the body.
#[derive(Clone, Debug)]
pub struct Unit {
    pub lines: Range<usize>,
    pub title: Title,
    /// How much better a heading it makes than another of the same words, below 20.
    pub bonus: i64,
    /// A line in capitals, or one that names a piece such as an appendix: it may be spelled with another letter in the
    /// list, or say less there.
    pub named: bool,
}

/// An entry and a heading of the same title.
#[derive(Clone, Debug)]
pub struct Matched {
    pub entry: Range<usize>,
    pub unit: Range<usize>,
    pub weight: i64,
}

/// The heaviest chain of pairs in which entries and units both go forward without overlapping:
/// the longest increasing subsequence with weights, in O(n log n). `entries` is how many lines
/// the list has at most, `first` the number of its first line.
pub fn best_chain(pairs: &[Matched], entries: usize, first: usize) -> Vec<Matched> {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by_key(|&index| pairs.get(index).map(|pair| (pair.unit.start, pair.unit.end)));
    let mut best = PrefixMaximum::new(entries + 1);
    // Pairs whose unit has not ended yet cannot come before the one at hand.
    let mut open: BinaryHeap<Reverse<(usize, usize)>> = BinaryHeap::new();
    let mut totals: Vec<(i64, Option<usize>)> = vec![(0, None); pairs.len()];
    for index in order {
        let Some(pair) = pairs.get(index) else { continue };
        while let Some(&Reverse((end, closed))) =
            open.peek().filter(|Reverse((end, _))| *end <= pair.unit.start)
        {
            debug_assert!(end <= pair.unit.start);
            open.pop();
            if let (Some(pair), Some(total)) = (pairs.get(closed), totals.get(closed)) {
                best.raise(pair.entry.end - first, total.0, closed);
            }
        }
        let before = best.up_to(pair.entry.start - first);
        if let Some(total) = totals.get_mut(index) {
            *total = (before.map_or(0, |(weight, _)| weight) + pair.weight, before.map(|(_, index)| index));
        }
        open.push(Reverse((pair.unit.end, index)));
    }
    trace(pairs, &totals)
}

/// A chain with other headings for the entries whose own is over other lines than most are, where one of as many lines
/// as most are stands between its neighbours: what stands before the text may name all chapters as well.
pub fn formed_alike(mut chain: Vec<Matched>, pairs: &[Matched]) -> Vec<Matched> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for own in &chain {
        *counts.entry(own.unit.len()).or_default() += 1;
    }
    let most = counts.iter().find(|(_, count)| **count * 2 > chain.len()).map(|(lines, _)| *lines);
    let Some(lines) = most.filter(|_| counts.len() > 1) else { return chain };
    let mut others: FxHashMap<(usize, usize), Vec<&Matched>> = FxHashMap::default();
    for pair in pairs.iter().filter(|pair| pair.unit.len() == lines) {
        others.entry((pair.entry.start, pair.entry.end)).or_default().push(pair);
    }
    let mut end = usize::MAX;
    for own in chain.iter_mut().rev() {
        let alike = others.get(&(own.entry.start, own.entry.end)).filter(|_| own.unit.len() != lines);
        let sound = |pair: &&&Matched| {
            let between = pair.unit.start >= own.unit.end && pair.unit.end <= end;
            between && (pair.weight - own.weight).abs() < LIKENESS_STEP
        };
        if let Some(other) = alike.and_then(|alike| alike.iter().find(sound)) {
            *own = (*other).clone();
        }
        end = own.unit.start;
    }
    chain
}

/// Headings that are as much like an entry differ by less, whatever else speaks for them.
const LIKENESS_STEP: i64 = 20;

fn trace(pairs: &[Matched], totals: &[(i64, Option<usize>)]) -> Vec<Matched> {
    // Of equal chains the one that ends first in the text.
    let end = |index: usize| pairs.get(index).map_or(usize::MAX, |pair| pair.unit.start);
    let heaviest = totals.iter().enumerate().max_by_key(|(index, total)| (total.0, Reverse(end(*index))));
    let mut at = heaviest.map(|(index, _)| index);
    let mut chain = Vec::new();
    while let Some(index) = at {
        chain.extend(pairs.get(index).cloned());
        at = totals.get(index).and_then(|total| total.1);
    }
    chain.reverse();
    chain
}

/// A Fenwick tree: raising a place and asking for the maximum up to a place, in O(log n).
struct PrefixMaximum {
    tree: Vec<Option<(i64, usize)>>,
}

impl PrefixMaximum {
    fn new(length: usize) -> PrefixMaximum {
        PrefixMaximum { tree: vec![None; length + 1] }
    }

    fn raise(&mut self, place: usize, weight: i64, index: usize) {
        let mut node = place + 1;
        while let Some(value) = self.tree.get_mut(node) {
            // Of equals the earlier stays.
            if value.is_none_or(|(present, _)| present < weight) {
                *value = Some((weight, index));
            }
            node += node & node.wrapping_neg();
        }
    }

    fn up_to(&self, place: usize) -> Option<(i64, usize)> {
        let mut node = place + 1;
        let mut best: Option<(i64, usize)> = None;
        while node > 0 {
            if let Some(Some((weight, index))) = self.tree.get(node).copied()
                && best.is_none_or(|(present, _)| present < weight)
            {
                best = Some((weight, index));
            }
            node -= node & node.wrapping_neg();
        }
        best
    }
}
