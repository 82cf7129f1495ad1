//! How many marks of each kind a text holds, and the messages about them.

use super::Foreign;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The marks of a text, or of a book, that are not read: of each kind the first, and how many there are.
#[derive(Clone, Debug, Default)]
pub struct ForeignMarks(BTreeMap<Foreign, Tallied>);

#[derive(Clone, Debug)]
struct Tallied {
    written: String,
    first: Span,
    count: usize,
}

impl ForeignMarks {
    /// Counts a mark.
    pub(in crate::reader) fn add(&mut self, kind: Foreign, written: &str, span: Span) {
        let first = || Tallied { written: shortened(written), first: span, count: 0 };
        self.0.entry(kind).or_insert_with(first).count += 1;
    }

    /// Adds the marks of a text behind those of the texts before it.
    pub fn append(&mut self, behind: ForeignMarks) {
        for (kind, found) in behind.0 {
            match self.0.entry(kind) {
                Entry::Vacant(entry) => _ = entry.insert(found),
                Entry::Occupied(mut entry) => entry.get_mut().count += found.count,
            }
        }
    }

    /// One message a kind.
    pub fn diagnostics(self) -> Vec<Diagnostic> {
        let messages = self.0.into_iter().map(|(kind, Tallied { written, first, count })| {
            let more = match count {
                1 => String::new(),
                count => format!(" ({} more like it)", count - 1),
            };
            let message = format!("`{written}` {}{more}", kind.says());
            let severity = if kind.is_as_expected() { Severity::Note } else { Severity::Warning };
            Diagnostic::new(severity, Code::ForeignMarkup, first, message).hint(kind.hint())
        });
        messages.collect()
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
