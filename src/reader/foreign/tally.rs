//! How many marks of each kind a text holds, and the messages about them.

use super::Foreign;
use crate::diagnostic::allowance::Allowances;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Source, Span};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The marks of a text, or of a book, that are not read, by their kind and whether they are allowed where they
/// stand.
#[derive(Clone, Debug, Default)]
pub struct ForeignMarks(BTreeMap<(bool, Foreign), Tallied>);

#[derive(Clone, Debug)]
struct Tallied {
    /// How the first is written.
    written: String,
    places: Vec<Span>,
}

impl ForeignMarks {
    /// Counts a mark.
    pub(in crate::reader) fn add(&mut self, kind: Foreign, written: &str, span: Span) {
        let none = || Tallied { written: shortened(written), places: Vec::new() };
        self.0.entry((false, kind)).or_insert_with(none).places.push(span);
    }

    /// Parts those off that the text allows where they stand.
    pub(in crate::reader) fn part(&mut self, allowances: &Allowances, source: &Source) {
        for ((_, kind), Tallied { written, places }) in std::mem::take(&mut self.0) {
            let is_allowed = |span: &Span| allowances.allow(Code::ForeignMarkup, kind.severity(), *span);
            let first = places.first().copied();
            let (allowed, said): (Vec<Span>, Vec<Span>) = places.into_iter().partition(is_allowed);
            for (allowed, places) in [(false, said), (true, allowed)] {
                let Some(&place) = places.first() else { continue };
                let written = match Some(place) == first {
                    true => written.clone(),
                    false => shortened(&source.text[place.start as usize..place.end as usize]),
                };
                self.0.insert((allowed, kind), Tallied { written, places });
            }
        }
    }

    /// Adds the marks of a text behind those of the texts before it.
    pub fn append(&mut self, behind: ForeignMarks) {
        for (kind, found) in behind.0 {
            match self.0.entry(kind) {
                Entry::Vacant(entry) => _ = entry.insert(found),
                Entry::Occupied(mut entry) => entry.get_mut().places.extend(found.places),
            }
        }
    }

    /// One message a kind.
    pub fn diagnostics(self) -> Vec<Diagnostic> {
        let messages = self.0.into_iter().filter_map(|((_, kind), Tallied { written, places })| {
            let more = match places.len() {
                1 => String::new(),
                count => format!(" ({} more like it)", count - 1),
            };
            let message = format!("`{written}` {}{more}", kind.says());
            let first = *places.first()?;
            Some(Diagnostic::new(kind.severity(), Code::ForeignMarkup, first, message).hint(kind.hint()))
        });
        messages.collect()
    }
}

impl Foreign {
    fn severity(self) -> Severity {
        if self.is_as_expected() { Severity::Note } else { Severity::Warning }
    }
}

/// So much of a mark stands in a message.
const LONGEST: usize = 60;

fn shortened(written: &str) -> String {
    let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
