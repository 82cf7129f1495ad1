//! Total-fit line breaking after Knuth and Plass, "Breaking Paragraphs into Lines" (Software:
//! Practice and Experience 11, 1981), with the constants of Plain TeX unless a comment says why not.
//!
//! All sums are integers, so the breaks are the same on every platform. An active node stands for
//! the best way to reach a break with one fitness class; nodes that no further line can start
//! from are dropped at the first overfull line, which keeps the work linear in the text.

use crate::layout::item::{INFINITE, Item};
use crate::length::Length;

/// The widths of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    pub first: Length,
    pub rest: Length,
}

/// How bad a line may be.
#[derive(Clone, Copy, Debug)]
pub struct LineRules {
    /// The worst badness of a line that is considered; `INFINITE_BADNESS` considers all.
    pub tolerance: i64,
    /// Stretch that every line is given beyond its own when badness is judged: TeX's
    /// `\emergencystretch`, and the ragged right edge of unjustified text.
    pub extra_stretch: Length,
    /// An overfull line is taken where there is no other; else the paragraph is given back.
    pub last_resort: bool,
}

/// One line: items `start..at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineBreak {
    /// The first item that is set: glue and penalties after the break before are passed over.
    pub start: usize,
    /// The item that the line breaks at: glue, which is not set, or a penalty, whose width is.
    pub at: usize,
}

/// TeX's `inf_bad`.
pub const INFINITE_BADNESS: i64 = 10_000;
/// Plain TeX's `\linepenalty`: with it, fewer lines are better than more.
const LINE_DEMERITS: i64 = 10;
/// Plain TeX's `\doublehyphendemerits`: two divided words below each other.
const DOUBLE_HYPHEN_DEMERITS: i64 = 10_000;
/// Plain TeX's `\finalhyphendemerits`: the line before the last ends in a divided word.
const FINAL_HYPHEN_DEMERITS: i64 = 5_000;
/// Plain TeX's `\adjdemerits`: a tight line beside a loose one.
const ADJACENT_DEMERITS: i64 = 10_000;
/// What an overfull line costs in the last resort: more than any paragraph of fitting lines. A fitting
/// line costs less than 2^28 (the squares of its badness and of a penalty), so that it takes over
/// 65,000 of them to cost as much.
const OVERFULL_DEMERITS: i64 = 1 << 44;
/// By the scaled point: a whole point too much (2^30) weighs more than any line that is merely loose.
const OVERFULL_DEMERITS_PER_UNIT: i64 = 1 << 14;

/// Breaks items into lines with the least demerits in all, or `None` where no breaking keeps to
/// the tolerance. The last item must force a break.
pub fn break_lines(items: &[Item], measure: Measure, rules: &LineRules) -> Option<Vec<LineBreak>> {
    // Badness is the cube of the ratio, in hundreds.
    let loosest = (1..5).find(|ratio| 100 * ratio * ratio * ratio > rules.tolerance);
    let sums = Sums::new(items, loosest.unwrap_or_default());
    let (nodes, active) = (Vec::new(), Vec::new());
    let mut search = LineSearch { items, sums: &sums, measure, rules, loosest, nodes, active };
    search.start();
    for at in 0..items.len() {
        if is_legal(items, at) && !search.consider(at) {
            return None;
        }
    }
    Some(search.trace())
}

/// Whether a line may end at an item: at a penalty that does not forbid it, or at glue directly
/// after something that is set.
fn is_legal(items: &[Item], at: usize) -> bool {
    match &items[at] {
        Item::Penalty { cost, .. } => *cost < INFINITE,
        Item::Glue { .. } => at > 0 && matches!(items[at - 1], Item::Box { .. }),
        Item::Box { .. } => false,
    }
}

fn is_forced(item: &Item) -> bool {
    matches!(item, Item::Penalty { cost, .. } if *cost <= -INFINITE)
}

/// Running sums, so that a line's width is a difference.
struct Sums {
    /// What is before each item, and all there is.
    before: Vec<Sum>,
    /// The width before each item with as much stretch as a line may take at the most.
    reach: Vec<Length>,
    /// The widest penalty.
    widest_penalty: Length,
}

#[derive(Clone, Copy, Default)]
struct Sum {
    width: Length,
    stretch: Length,
    shrink: Length,
}

impl Sums {
    fn new(items: &[Item], loosest: i64) -> Sums {
        let mut before = Vec::with_capacity(items.len() + 1);
        let (mut sum, mut widest_penalty) = (Sum::default(), Length::ZERO);
        before.push(sum);
        for item in items {
            match item {
                Item::Box { width, .. } => sum.width += *width,
                Item::Glue { width, stretch, shrink, .. } => {
                    sum.width += *width;
                    sum.stretch += *stretch;
                    sum.shrink += *shrink;
                }
                Item::Penalty { width, .. } => widest_penalty = widest_penalty.max(*width),
            }
            before.push(sum);
        }
        let reach = before.iter().map(|sum| sum.width + sum.stretch * loosest).collect();
        Sums { before, reach, widest_penalty }
    }

    fn between(&self, start: usize, end: usize) -> Sum {
        let (start, end) = (&self.before[start], &self.before[end]);
        Sum {
            width: end.width - start.width,
            stretch: end.stretch - start.stretch,
            shrink: end.shrink - start.shrink,
        }
    }
}

/// A break that some line could start from.
#[derive(Clone, Copy)]
struct ActiveNode {
    at: usize,
    /// The first item of the line that starts here.
    start: usize,
    /// A line that starts here and ends before this item is too loose.
    full_from: usize,
    fitness: usize,
    flagged: bool,
    demerits: i64,
    /// Index of the node before in `Search::nodes`; itself for the paragraph's beginning.
    previous: usize,
}

struct LineSearch<'s> {
    items: &'s [Item],
    sums: &'s Sums,
    measure: Measure,
    rules: &'s LineRules,
    /// A line that lacks more than this many times its stretch is too loose, whatever it lacks.
    loosest: Option<i64>,
    nodes: Vec<ActiveNode>,
    /// Indices into `nodes`.
    active: Vec<usize>,
}

/// A line as judged from one active node.
struct Verdict {
    fits: bool,
    fitness: usize,
    demerits: i64,
}

/// Decent, between tight and loose: what the beginning of a paragraph counts as.
const DECENT: usize = 1;
const CLASSES: usize = 4;

impl LineSearch<'_> {
    fn start(&mut self) {
        let start = self.line_start(0);
        let full_from = self.full_from(start, self.measure.first);
        let (fitness, flagged) = (DECENT, false);
        self.nodes.push(ActiveNode { at: 0, start, full_from, fitness, flagged, demerits: 0, previous: 0 });
        self.active.push(0);
    }

    /// Tries to end a line at `at` from every active node. False when nothing is left to go on
    /// from.
    fn consider(&mut self, at: usize) -> bool {
        let forced = is_forced(&self.items[at]);
        let mut best: [Option<(i64, usize)>; CLASSES] = [None; CLASSES];
        let mut overfull: Option<(i64, usize)> = None;
        let mut active = std::mem::take(&mut self.active);
        active.retain(|&index| {
            if at < self.nodes[index].full_from {
                return !forced;
            }
            let verdict = self.judge(index, at, forced);
            if !verdict.fits {
                if overfull.is_none_or(|(demerits, _)| verdict.demerits < demerits) {
                    overfull = Some((verdict.demerits, index));
                }
                return false;
            }
            if let Some(demerits) = Some(verdict.demerits).filter(|&demerits| demerits < i64::MAX) {
                let class = &mut best[verdict.fitness];
                if class.is_none_or(|(least, _)| demerits < least) {
                    *class = Some((demerits, index));
                }
            }
            // No line goes on over a forced break.
            !forced
        });
        self.active = active;
        self.open(at, best);
        if self.active.is_empty() {
            let Some((demerits, index)) = overfull.filter(|_| self.rules.last_resort) else { return false };
            // TeX keeps the last node that is left and counts nothing for it (its artificial demerits).
            self.push(at, DECENT, demerits, index);
        }
        true
    }

    /// Opens a node for each class that is not much worse than the best: TeX's pruning, which is
    /// exact, since a step between classes costs `ADJACENT_DEMERITS` at most.
    fn open(&mut self, at: usize, best: [Option<(i64, usize)>; CLASSES]) {
        let Some(least) = best.iter().flatten().map(|(demerits, _)| *demerits).min() else { return };
        for (fitness, class) in best.iter().enumerate() {
            if let Some((demerits, index)) = *class
                && demerits <= least.saturating_add(ADJACENT_DEMERITS)
            {
                self.push(at, fitness, demerits, index);
            }
        }
    }

    fn push(&mut self, at: usize, fitness: usize, demerits: i64, previous: usize) {
        let flagged = matches!(self.items[at], Item::Penalty { flagged: true, .. });
        let start = self.line_start(at + 1);
        let full_from = match self.nodes[1..].last() {
            // Nodes of one break differ in their classes alone.
            Some(last) if last.at == at => last.full_from,
            _ => self.full_from(start, self.measure.rest),
        };
        self.active.push(self.nodes.len());
        self.nodes.push(ActiveNode { at, start, full_from, fitness, flagged, demerits, previous });
    }

    /// Where a line from an item on may first end without being too loose. Most ends that an active node
    /// is tried with lie before, and need not be judged.
    fn full_from(&self, start: usize, target: Length) -> usize {
        let Some(loosest) = self.loosest else { return 0 };
        let slack = self.rules.extra_stretch * loosest + self.sums.widest_penalty;
        let full = self.sums.reach[start] + target - slack;
        match self.sums.reach[start..].iter().position(|&reach| reach >= full) {
            // Where even an empty line will do, it may end in what the line's beginning passes over.
            Some(0) => 0,
            Some(more) => start + more,
            None => self.items.len(),
        }
    }

    fn judge(&self, index: usize, at: usize, forced: bool) -> Verdict {
        let node = &self.nodes[index];
        let target = if index == 0 { self.measure.first } else { self.measure.rest };
        // A legal break may lie among the glue and penalties that the beginning of a line passes over:
        // the line is empty.
        let start = node.start.min(at);
        let (extra, cost, flagged) = match &self.items[at] {
            Item::Penalty { width, cost, flagged } => (*width, i64::from(*cost), *flagged),
            _ => (Length::ZERO, 0, false),
        };
        let Sum { width, stretch, shrink } = self.sums.between(start, at);
        let missing = target - (width + extra);
        let stretch = stretch + self.rules.extra_stretch;
        if -missing > shrink {
            // Of two overfull lines the one that runs over less.
            let beyond = (-missing.0).saturating_mul(OVERFULL_DEMERITS_PER_UNIT);
            let demerits = node.demerits.saturating_add(OVERFULL_DEMERITS).saturating_add(beyond);
            return Verdict { fits: false, fitness: DECENT, demerits };
        }
        let badness = if missing.0 >= 0 { badness(missing, stretch) } else { badness(-missing, shrink) };
        let fitness = fitness(missing, badness);
        if badness > self.rules.tolerance {
            // Too loose to be taken, but no reason to give up where it begins: a later end may fill it.
            return Verdict { fits: true, fitness, demerits: i64::MAX };
        }
        // As TeX counts and not as the paper does, which adds a penalty before the sum is squared. A
        // forced break costs nothing: there is no choice to be judged.
        let mut demerits = (LINE_DEMERITS + badness) * (LINE_DEMERITS + badness);
        if cost >= 0 {
            demerits += cost * cost;
        } else if !forced {
            demerits -= cost * cost;
        }
        if node.flagged && flagged {
            demerits += DOUBLE_HYPHEN_DEMERITS;
        }
        if node.flagged && at + 1 == self.items.len() {
            demerits += FINAL_HYPHEN_DEMERITS;
        }
        if fitness.abs_diff(node.fitness) > 1 {
            demerits += ADJACENT_DEMERITS;
        }
        Verdict { fits: true, fitness, demerits: node.demerits.saturating_add(demerits) }
    }

    /// Glue and penalties vanish at the beginning of a line, but a forced break does not.
    fn line_start(&self, from: usize) -> usize {
        let passed = self.items[from..]
            .iter()
            .take_while(|item| !matches!(item, Item::Box { .. }) && !is_forced(item))
            .count();
        from + passed
    }

    fn trace(&self) -> Vec<LineBreak> {
        let mut lines = Vec::new();
        let best = self.active.iter().copied().min_by_key(|&index| self.nodes[index].demerits);
        let mut index = best.unwrap_or(0);
        while index != 0 {
            let node = &self.nodes[index];
            let start = self.nodes[node.previous].start.min(node.at);
            lines.push(LineBreak { start, at: node.at });
            index = node.previous;
        }
        lines.reverse();
        lines
    }
}

/// TeX's measure of how far glue is set from its natural width: 100 r³, where r is the part of
/// the stretch or shrink that is used, and 10,000 at the most. Here r goes by steps of 1/1,024; TeX has
/// an approximation of its own, so that values may differ by a little.
pub fn badness(amount: Length, available: Length) -> i64 {
    const ONE: i64 = 1 << 10;
    if amount.0 <= 0 {
        return 0;
    }
    // From a ratio of 4.64 on, the cube is past 10,000. To stop here keeps the products small as well.
    if available.0 <= 0 || amount.0 / available.0 >= 5 {
        return INFINITE_BADNESS;
    }
    let ratio = amount.scale(ONE, available.0).0;
    (100 * ratio * ratio / ONE * ratio / ONE / ONE).min(INFINITE_BADNESS)
}

/// Tight, decent, loose or very loose. TeX's bounds: a ratio of a half has a badness of 12.5, a ratio
/// of one has 100.
fn fitness(missing: Length, badness: i64) -> usize {
    match (missing.0 < 0, badness) {
        (_, 0..=12) => DECENT,
        (true, _) => 0,
        (false, 13..=99) => 2,
        (false, _) => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::item::{FILL, Piece};
    use proptest::prelude::*;

    fn letter_box(width: i64) -> Item {
        Item::Box { width: Length::pt(width), piece: Piece::Indent }
    }

    fn glue(width: i64) -> Item {
        let width = Length::pt(width);
        Item::Glue { width, stretch: width / 2, shrink: width / 3, space: None }
    }

    fn penalty(width: i64, cost: i32) -> Item {
        Item::Penalty { width: Length::pt(width), cost, flagged: width > 0 }
    }

    fn finish(mut items: Vec<Item>) -> Vec<Item> {
        items.push(penalty(0, INFINITE));
        items.push(Item::Glue { width: Length::ZERO, stretch: FILL, shrink: Length::ZERO, space: None });
        items.push(penalty(0, -INFINITE));
        items
    }

    /// A paragraph in a small notation: a digit is a box that many points wide, a space is glue
    /// of 3 pt, `-` a hyphen's penalty, `!` a forced break.
    fn paragraph(notation: &str) -> Vec<Item> {
        let items = notation.chars().map(|sign| match sign {
            ' ' => glue(3),
            '-' => penalty(1, 50),
            '!' => penalty(0, -INFINITE),
            digit => letter_box(digit.to_digit(10).map_or(0, i64::from)),
        });
        finish(items.collect())
    }

    fn lines_of(items: &[Item], width: i64, tolerance: i64, last_resort: bool) -> Option<Vec<LineBreak>> {
        let measure = Measure { first: Length::pt(width), rest: Length::pt(width) };
        let rules = LineRules { tolerance, extra_stretch: Length::ZERO, last_resort };
        break_lines(items, measure, &rules)
    }

    /// Shows each line as the widths of its boxes.
    fn shown(notation: &str, width: i64) -> String {
        let items = paragraph(notation);
        let lines = lines_of(&items, width, INFINITE_BADNESS, true).expect("the last resort always breaks");
        let show = |line: &LineBreak| -> String {
            let signs = notation.chars().skip(line.start).take(line.at - line.start);
            signs.filter(|sign| !matches!(sign, '-' | '!')).collect()
        };
        lines.iter().map(show).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn paragraphs_break_where_they_are_best() {
        let cases = [
            // Greedy would put three boxes on the first line and leave the second very loose.
            ("6 6 6 6", 15, "6 6|6 6"),
            ("5 5 5", 40, "5 5 5"),
            // A hyphen where the line would be far too loose without one.
            ("9 9-9 9", 22, "9 9|9 9"),
            ("5!5 5", 40, "5|5 5"),
            // A box wider than the line stands on a line of its own.
            ("5 9 5", 6, "5|9|5"),
            ("", 10, ""),
        ];
        for (notation, width, expected) in cases {
            assert_eq!(shown(notation, width), expected, "{notation:?} at {width}");
        }
    }

    #[test]
    fn what_no_breaking_allows_is_given_back() {
        assert_eq!(lines_of(&paragraph("9 9"), 5, INFINITE_BADNESS, false), None);
        assert_eq!(lines_of(&paragraph("5 5 5"), 9, 10, false), None, "loose lines are not tolerated");
    }

    proptest! {
        #[test]
        fn every_item_is_on_exactly_one_line(notation in "([1-9]|[1-9] |[1-9]-|[1-9]!){0,80}", width in 4i64..60) {
            let items = paragraph(&notation);
            let lines = lines_of(&items, width, INFINITE_BADNESS, true).expect("the last resort always breaks");
            let mut next = 0;
            for line in &lines {
                prop_assert!(line.start >= next && line.at >= line.start);
                // Only what vanishes at the beginning of a line is passed over.
                for passed in &items[next..line.start] {
                    let vanishes = !matches!(passed, Item::Box { .. });
                    prop_assert!(vanishes);
                }
                next = line.at + 1;
            }
            prop_assert_eq!(next, items.len());
        }

        #[test]
        fn no_line_is_overfull_where_one_of_its_boxes_is_not(notation in "([1-9] ){1,80}", width in 10i64..60) {
            let items = paragraph(&notation);
            let lines = lines_of(&items, width, INFINITE_BADNESS, true).expect("the last resort always breaks");
            for line in lines {
                let (mut natural, mut shrink) = (Length::ZERO, Length::ZERO);
                for item in &items[line.start..line.at] {
                    match item {
                        Item::Box { width, .. } => natural += *width,
                        Item::Glue { width, shrink: less, .. } => {
                            natural += *width;
                            shrink += *less;
                        }
                        Item::Penalty { .. } => {}
                    }
                }
                prop_assert!(natural - shrink <= Length::pt(width));
            }
        }
    }
}
