//! Printed pages begin where the e-book says.

use super::{Editions, SOURCE, named};
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count, quoted};
use crate::conformance::reading::{Anchor, Position, Reading, Section};
use std::collections::{BTreeMap, BTreeSet};

/// The list of pages against the labels of the pages.
pub(super) fn labels(editions: &Editions) -> Criterion {
    let rule =
        "The list of pages names pages of the PDF, in their order, and every one that begins with text.";
    let mut finding = Finding::new("page-labels", "EPUB Accessibility 1.1, 3.3.1.3.2", rule);
    let (list, labels) = (&editions.epub.labels, &editions.pdf.labels);
    let mut rest = labels.iter();
    for label in list {
        let there = rest.clone().any(|other| other == label);
        finding.check(there, || format!("page {label} is not in the PDF, or not behind the page before it"));
        if there {
            rest.by_ref().find(|other| *other == label);
        }
    }
    let listed: BTreeSet<&String> = list.iter().collect();
    for turn in editions.pdf.turns.iter().filter(|_| !list.is_empty()) {
        finding.check(listed.contains(&turn.label), || match turn.label.as_str() {
            "" => "a page of the PDF has no label, and is not in the list".to_owned(),
            label => format!("page {label} of the PDF is not in the list"),
        });
    }
    finding.close(format!(
        "{} in the list, {} in the PDF",
        count(list.len(), "page", "pages"),
        count(labels.len(), "page", "pages")
    ))
}

/// A mark stands before the first word that begins on its page: a word that was divided over it, or the
/// mark of a list, may come first.
const APART: usize = 64;

/// Where pages begin in both.
pub(super) fn turns(editions: &Editions) -> Criterion {
    let rule = "The mark of each printed page stands at the words with which that page begins.";
    let mut finding = Finding::new("page-turns", SOURCE, rule);
    let mut marks: BTreeMap<&str, Position> = BTreeMap::new();
    for turn in &editions.epub.turns {
        let before = marks.insert(&turn.label, turn.at);
        finding.check(before.is_none(), || format!("page {} is marked twice", turn.label));
    }
    let sections: BTreeMap<usize, usize> = editions.pairs.iter().map(|pair| (pair.1, pair.0)).collect();
    for turn in &editions.pdf.turns {
        let Some(&section) = sections.get(&turn.at.section) else { continue };
        let Some(mark) = marks.get(turn.label.as_str()) else {
            finding.check(marks.is_empty(), || format!("page {} has no mark", turn.label));
            continue;
        };
        let begins = Position { section, ..turn.at };
        let from =
            if turn.from.section == turn.at.section { Position { section, ..turn.from } } else { begins };
        let apart = match (from..=begins).contains(mark) {
            true => Some(0),
            false => [from, begins].into_iter().filter_map(|at| distance(editions.epub, *mark, at)).min(),
        };
        finding.check(apart.is_some_and(|apart| apart <= APART), || {
            let marked = editions.epub.sections.get(mark.section).map_or_else(String::new, named);
            let there = editions.epub.sections.get(section).map_or_else(String::new, named);
            let letters = apart.map_or_else(|| "sections".to_owned(), |apart| format!("{apart} letters"));
            format!(
                "page {}: its mark stands in {marked}, {letters} from where it begins in {there}",
                turn.label
            )
        });
    }
    finding.close(count(editions.pdf.turns.len(), "page", "pages"))
}

/// The letters between two places; `None` where a whole section lies between.
fn distance(reading: &Reading, one: Position, other: Position) -> Option<usize> {
    let (first, last) = if one <= other { (one, other) } else { (other, one) };
    let length = |section: &Section| crate::conformance::reading::letters(&section.text).count();
    match last.section - first.section {
        0 => Some(last.letters - first.letters),
        1 => {
            let rest = reading.sections.get(first.section).map(length)?.saturating_sub(first.letters);
            Some(rest + last.letters)
        }
        _ => None,
    }
}

/// Names lead to the same printed page in both.
pub(super) fn anchors(editions: &Editions) -> Criterion {
    let rule = "Names lead to the same place in both editions, those of sections are in both.";
    let mut finding = Finding::new("same-anchors", SOURCE, rule);
    let (epub, pdf) = (&editions.epub.anchors, &editions.pdf.anchors);
    if !pdf.is_empty() {
        for section in &editions.epub.sections {
            for name in &section.names {
                finding.check(pdf.contains_key(name), || {
                    format!(
                        "{} has no name in the PDF, where the EPUB has {}",
                        named(section),
                        quoted(&format!("#{name}"))
                    )
                });
            }
        }
    }
    let turns = &editions.epub.turns;
    for (name, anchor) in epub {
        let (Anchor::At(at), Some(Anchor::OnPage(page))) = (anchor, pdf.get(name)) else { continue };
        // The page that is open there, and those that begin at once.
        let index = turns.partition_point(|turn| turn.at < *at);
        let open = index.checked_sub(1).and_then(|index| turns.get(index));
        let next = turns
            .iter()
            .skip(index)
            .take_while(|turn| distance(editions.epub, turn.at, *at).is_some_and(|apart| apart <= APART));
        let mut near = open.into_iter().chain(next).peekable();
        if near.peek().is_none() {
            continue;
        }
        finding.check(near.any(|turn| turn.label == *page), || {
            let section = editions.epub.sections.get(at.section).map_or_else(String::new, named);
            format!(
                "{} stands in {section} in the EPUB, but on page {page} of the PDF",
                quoted(&format!("#{name}"))
            )
        });
    }
    finding.counted("name", "names")
}
