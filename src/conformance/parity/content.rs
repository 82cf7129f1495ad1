//! The same notes, images, formulas and links.

use super::text::{around, key, parting};
use super::{Editions, SOURCE, align, named};
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count, quoted};
use crate::conformance::reading::{Link, Note, Section, Target};

pub(super) fn notes(editions: &Editions) -> Criterion {
    let rule = "Both editions have the same notes.";
    let mut finding = Finding::new("same-notes", SOURCE, rule);
    let (epub, pdf) = (&editions.epub.notes, &editions.pdf.notes);
    let keys = |notes: &[Note]| notes.iter().map(|note| key(&note.text)).collect::<Vec<_>>();
    let pairs = align::in_order(&keys(epub), &keys(pdf));
    pairs.iter().for_each(|_| finding.look());
    // Between notes that are the same, those that stand at the same place were changed.
    let ends = [(epub.len(), pdf.len())];
    let mut from = (0, 0);
    for to in pairs.iter().chain(&ends) {
        let (own, other) = (&epub[from.0..to.0.max(from.0)], &pdf[from.1..to.1.max(from.1)]);
        let shared = own.len().min(other.len());
        for (own, other) in own.iter().zip(other) {
            let at = parting(&own.text, &other.text).unwrap_or_default();
            finding.check(false, || {
                let (own_words, other_words) =
                    (quoted(around(&own.text, at)), quoted(around(&other.text, at)));
                format!(
                    "{}: a note has {own_words} in the EPUB, {other_words} in the PDF",
                    section(editions, own)
                )
            });
        }
        for note in &own[shared..] {
            finding.check(false, || {
                format!(
                    "{}: the note {} is in the EPUB alone",
                    section(editions, note),
                    quoted(note.text.trim())
                )
            });
        }
        for note in &other[shared..] {
            finding.check(false, || format!("the note {} is in the PDF alone", quoted(note.text.trim())));
        }
        from = (to.0 + 1, to.1 + 1);
    }
    finding.close(format!("{} and {}", count(epub.len(), "note", "notes"), pdf.len()))
}

fn section(editions: &Editions, note: &Note) -> String {
    editions.epub.sections.get(note.section).map_or_else(String::new, named)
}

pub(super) fn images(editions: &Editions) -> Criterion {
    let rule = "Every section has the same images, with the same alternative texts.";
    lists("same-images", rule, ("image", "images"), editions, |section| &section.images)
}

pub(super) fn formulas(editions: &Editions) -> Criterion {
    let rule = "Every section has the same formulas.";
    lists("same-formulas", rule, ("formula", "formulas"), editions, |section| &section.formulas)
}

/// Compares what sections have of one kind, by what is said of each.
fn lists(
    id: &'static str,
    rule: &'static str,
    (one, many): (&str, &str),
    editions: &Editions,
    of: impl Fn(&Section) -> &Vec<String>,
) -> Criterion {
    let mut finding = Finding::new(id, SOURCE, rule);
    for (epub, pdf) in editions.pairs() {
        let (own, other) = (of(epub), of(pdf));
        if own.len() != other.len() {
            finding.check(false, || {
                let (own, other) = (count(own.len(), one, many), other.len());
                format!("{} has {own} in the EPUB, {other} in the PDF", named(epub))
            });
            continue;
        }
        for (own, other) in own.iter().zip(other) {
            finding.check(key(own) == key(other), || {
                format!("{}: {} in the EPUB, {} in the PDF", named(epub), quoted(own), quoted(other))
            });
        }
    }
    finding.counted(one, many)
}

pub(super) fn links(editions: &Editions) -> Criterion {
    let rule = "Every section has the same links, which lead to the same places.";
    let mut finding = Finding::new("same-links", SOURCE, rule);
    let mut unnamed = 0;
    for (epub, pdf) in editions.pairs() {
        if epub.links.len() != pdf.links.len() {
            let (own, other) = (count(epub.links.len(), "link", "links"), pdf.links.len());
            let first = first_apart(&epub.links, &pdf.links);
            finding
                .check(false, || format!("{} has {own} in the EPUB, {other} in the PDF{first}", named(epub)));
            continue;
        }
        for (own, other) in epub.links.iter().zip(&pdf.links) {
            let is_told = own.target != Target::Unnamed && other.target != Target::Unnamed;
            unnamed += usize::from(!is_told);
            let same =
                key(&own.text) == key(&other.text) && (!is_told || is_same(&own.target, &other.target));
            finding.check(same, || {
                let (own, other) = (shown(own), shown(other));
                format!("{}: {own} in the EPUB, {other} in the PDF", named(epub))
            });
        }
    }
    let links = count(finding.looked(), "link", "links");
    match unnamed {
        0 => finding.close(links),
        _ => finding
            .close(format!("{links}; {unnamed} lead to places without a name, which were not compared")),
    }
}

/// The first link that only one of the two has.
fn first_apart(own: &[Link], other: &[Link]) -> String {
    let same = own.iter().zip(other).take_while(|(a, b)| key(&a.text) == key(&b.text)).count();
    let longer = if own.len() > other.len() { own } else { other };
    longer.get(same).map_or_else(String::new, |link| format!(", first {}", shown(link)))
}

/// Addresses are written with and without percent signs, and with and without a last slash.
fn is_same(own: &Target, other: &Target) -> bool {
    match (own, other) {
        (Target::Address(own), Target::Address(other)) => {
            let plain = |address: &str| {
                let decoded = percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned();
                decoded.trim_end_matches('/').to_owned()
            };
            plain(own) == plain(other)
        }
        _ => own == other,
    }
}

fn shown(link: &Link) -> String {
    let text = quoted(link.text.trim());
    match &link.target {
        Target::Address(address) => format!("{text} to {}", quoted(address)),
        Target::Anchor(name) => format!("{text} to {}", quoted(&format!("#{name}"))),
        Target::Unnamed => text,
    }
}
