//! Citations as pandoc has them, and cross-references as Quarto has them.

use super::LONGEST;
use crate::reader::foreign::Foreign;
use crate::reader::markdown::marks::is_quarto_label;
use std::collections::BTreeSet;
use std::ops::Range;

/// What a text cites in brackets: such a key is one without brackets too.
pub(super) struct Citations<'t> {
    keys: BTreeSet<&'t str>,
    /// `@name` is a person on the web: the text holds such names that cannot be a key with a year.
    names_people: bool,
}

impl<'t> Citations<'t> {
    pub(super) fn of(text: &'t str) -> Citations<'t> {
        let mut citations = Citations { keys: BTreeSet::new(), names_people: false };
        for (at, _) in text.match_indices('@') {
            let (before, behind) = around(text, at, &(0..text.len()));
            let Some(name) = name(behind) else { continue };
            if bracketed(before, behind, at).is_some() {
                citations.keys.insert(name);
            } else {
                let is_other = is_free(before) && !is_cross_reference(name) && !has_year(name);
                citations.names_people |= is_other;
            }
        }
        citations
    }

    /// `[@key]`, `@key` with a year or one that is cited in brackets too, and `@fig-key`.
    pub(super) fn at(&self, text: &str, at: usize, run: &Range<usize>) -> Option<(Foreign, Range<usize>)> {
        let (before, behind) = around(text, at, run);
        let name = name(behind)?;
        let range = at..at + 1 + name.len();
        if is_cross_reference(name) {
            return Some((Foreign::CrossReference, range));
        }
        if let Some(range) = bracketed(before, behind, at) {
            return Some((Foreign::Citation, range));
        }
        let is_key = has_year(name) && !self.names_people || self.keys.contains(name);
        (is_free(before) && is_key).then_some((Foreign::Citation, range))
    }
}

/// Whether a sign stands behind no word.
fn is_free(before: &str) -> bool {
    before.is_empty() || before.ends_with([' ', '\n', '('])
}

/// Whether a name is one that Quarto numbers: `fig-mill`.
fn is_cross_reference(name: &str) -> bool {
    // pandoc-crossref writes a colon.
    is_quarto_label(&name.replacen(':', "-", 1))
}

/// Whether a key is a name with a year, as `knuth84` and `doe2020a` are. The names that people have on the
/// web may hold any number (`@rs017991`).
fn has_year(name: &str) -> bool {
    let key = name.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(name);
    let letters = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = &key[letters.len()..];
    let is_year =
        year.len() == 2 || year.len() == 4 && ["15", "16", "17", "18", "19", "20"].contains(&&year[..2]);
    let is_name = letters.chars().all(|c| c.is_lowercase() || ":-_".contains(c))
        || year.len() == 4 && letters.chars().all(char::is_alphabetic);
    is_year && is_name && letters.chars().count() > 1
}

/// What stands before and behind the sign at `at` in a run.
fn around<'t>(text: &'t str, at: usize, run: &Range<usize>) -> (&'t str, &'t str) {
    let before = &text[text.ceil_char_boundary(run.start.max(at.saturating_sub(LONGEST)))..at];
    let behind = &text[at + 1..text.floor_char_boundary(run.end.min(at + 1 + LONGEST))];
    (before, behind)
}

/// The key that a text begins with.
fn name(behind: &str) -> Option<&str> {
    let end = behind.find(|c: char| !(c.is_alphanumeric() || "_:.-/".contains(c))).unwrap_or(behind.len());
    let name = behind[..end].trim_end_matches(['.', ':', '-', '/']);
    name.starts_with(|c: char| c.is_alphabetic() || c == '_').then_some(name)
}

/// `[see @key, p. 3; -@other]` around the sign at `at`.
fn bracketed(before: &str, behind: &str, at: usize) -> Option<Range<usize>> {
    let open = before.rfind(['[', ']']).filter(|&open| before.as_bytes()[open] == b'[')?;
    let lead = &before[open + 1..];
    let close = behind.find(']')?;
    let is_link = behind[close + 1..].starts_with(['(', ':', '{']);
    let leads = lead.is_empty() || lead.ends_with(['-', ' ', ';']);
    (leads && !is_link).then(|| at - (before.len() - open)..at + 1 + close + 1)
}
