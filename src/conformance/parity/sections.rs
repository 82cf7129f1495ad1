//! The same sections and the same contents, in the same order.

use super::{Editions, SOURCE, align, named, text};
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count, quoted};
use crate::conformance::reading::{Entry, Section};
use std::collections::BTreeSet;

pub(super) fn sections(editions: &Editions) -> Criterion {
    let rule = "Both editions have the same sections in the same order, at the same levels.";
    let mut finding = Finding::new("same-sections", SOURCE, rule);
    let keys = |sections: &[Section]| sections.iter().map(|it| text::key(&it.title)).collect::<Vec<_>>();
    let (epub, pdf) = (&editions.epub.sections, &editions.pdf.sections);
    let ordered: BTreeSet<_> = align::in_order(&keys(epub), &keys(pdf)).into_iter().collect();
    for pair in &editions.pairs {
        let Some((own, other)) = epub.get(pair.0).zip(pdf.get(pair.1)) else { continue };
        finding.check(ordered.contains(pair), || {
            format!(
                "{} stands elsewhere: in the EPUB at {}, in the PDF on {}",
                named(own),
                own.place,
                other.place
            )
        });
        finding.check(own.level == other.level, || {
            format!(
                "{} is of level {} in the EPUB, of level {} in the PDF",
                named(own),
                own.level,
                other.level
            )
        });
    }
    let (in_epub, in_pdf): (BTreeSet<usize>, BTreeSet<usize>) = editions.pairs.iter().copied().unzip();
    for (_, section) in epub.iter().enumerate().filter(|(index, _)| !in_epub.contains(index)) {
        finding.check(false, || format!("{} ({}) is in the EPUB alone", named(section), section.place));
    }
    for (_, section) in pdf.iter().enumerate().filter(|(index, _)| !in_pdf.contains(index)) {
        finding.check(false, || format!("{} ({}) is in the PDF alone", named(section), section.place));
    }
    finding.close(format!(
        "{} in the EPUB, {} in the PDF",
        count(epub.len(), "section", "sections"),
        count(pdf.len(), "section", "sections")
    ))
}

/// What reading systems show beside the text.
pub(super) fn contents(editions: &Editions) -> Criterion {
    let rule = "The contents of the EPUB and the outline of the PDF are the same.";
    let mut finding = Finding::new("same-contents", SOURCE, rule);
    let (mut epub, pdf) = (editions.epub.contents.as_slice(), editions.pdf.contents.as_slice());
    // An EPUB has to have contents (EPUB 3.3, 7.3): of a book without headings they are its title.
    let names_none = |only: &Entry| {
        let key = text::key(&only.title);
        editions.pdf.sections.iter().all(|section| text::key(&section.title) != key)
    };
    if pdf.is_empty() && matches!(epub, [only] if names_none(only)) {
        epub = &[];
    }
    let keys = |entries: &[Entry]| entries.iter().map(|it| text::key(&it.title)).collect::<Vec<_>>();
    let pairs = align::in_order(&keys(epub), &keys(pdf));
    for (own, other) in pairs.iter().filter_map(|pair| Some((epub.get(pair.0)?, pdf.get(pair.1)?))) {
        finding.check(own.depth == other.depth, || {
            format!(
                "{} is of level {} in the EPUB, {} in the PDF",
                quoted(&own.title),
                own.depth,
                other.depth
            )
        });
    }
    let (in_epub, in_pdf): (BTreeSet<usize>, BTreeSet<usize>) = pairs.into_iter().unzip();
    for (entries, found, edition) in [(epub, in_epub, "EPUB"), (pdf, in_pdf, "PDF")] {
        for (_, entry) in entries.iter().enumerate().filter(|(index, _)| !found.contains(index)) {
            finding.check(false, || {
                format!("the entry {} is in the {edition} alone, or elsewhere", quoted(&entry.title))
            });
        }
    }
    finding.close(format!(
        "{} in the EPUB, {} in the PDF",
        count(epub.len(), "entry", "entries"),
        count(pdf.len(), "entry", "entries")
    ))
}
