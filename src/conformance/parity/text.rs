//! The same words, section by section.

use super::{Editions, SOURCE, named};
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, quoted};
use crate::conformance::reading::{Position, letters};

/// A text by the letters that count, for comparison.
pub(super) fn key(text: &str) -> String {
    letters(text).collect()
}

pub(super) fn text(editions: &Editions) -> Criterion {
    let rule = "Every section has the same words in both editions; hyphens and spaces do not count.";
    let mut finding = Finding::new("same-text", SOURCE, rule);
    let mut length = 0;
    for pair in &editions.pairs {
        let Some((epub, pdf)) = editions.epub.sections.get(pair.0).zip(editions.pdf.sections.get(pair.1))
        else {
            continue;
        };
        let parting = parting(&epub.text, &pdf.text);
        length += letters(&epub.text).count();
        finding.check(parting.is_none(), || {
            let at = parting.unwrap_or_default();
            let page = editions.page(Position { section: pair.1, letters: at });
            let page = page.map(|page| format!(", page {page}")).unwrap_or_default();
            format!(
                "{}{page}: the EPUB has {}, the PDF {}",
                named(epub),
                quoted(around(&epub.text, at)),
                quoted(around(&pdf.text, at))
            )
        });
    }
    let sections = finding.looked();
    finding.close(format!("{length} letters in {sections} sections"))
}

/// How many letters are the same before two texts part; `None` where they do not.
pub(super) fn parting(one: &str, other: &str) -> Option<usize> {
    let (mut first, mut second) = (letters(one), letters(other));
    let mut same = 0;
    loop {
        match (first.next(), second.next()) {
            (None, None) => return None,
            (a, b) if a != b => return Some(same),
            _ => same += 1,
        }
    }
}

/// The text from a word or two before a letter.
pub(super) fn around(text: &str, letter: usize) -> &str {
    const BEFORE: usize = 20;
    let from = letter.saturating_sub(BEFORE);
    let mut seen = 0;
    let at = text.char_indices().find(|(_, character)| {
        let here = seen >= from;
        seen += letters(character.encode_utf8(&mut [0; 4])).count();
        here
    });
    let text = at.map_or("", |(at, _)| text.get(at..).unwrap_or_default());
    text.trim()
}
