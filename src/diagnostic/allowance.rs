//! What a manuscript allows in single blocks of it.

use super::policy::Selection;
use super::{Code, Diagnostic, Severity};
use crate::source::{Nested, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Messages that are allowed in one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The whole block.
    pub span: Span,
    /// What is allowed there.
    pub selections: BTreeSet<Selection>,
}

/// All that is allowed in the blocks of a text, or of a book.
#[derive(Clone, Debug, Default)]
pub struct Allowances {
    blocks: Nested,
    selections: BTreeMap<Span, BTreeSet<Selection>>,
}

impl FromIterator<Allowance> for Allowances {
    fn from_iter<I: IntoIterator<Item = Allowance>>(allowances: I) -> Allowances {
        let mut selections: BTreeMap<Span, BTreeSet<Selection>> = BTreeMap::new();
        for Allowance { span, selections: more } in allowances {
            selections.entry(span).or_default().extend(more);
        }
        Allowances { blocks: selections.keys().copied().collect(), selections }
    }
}

impl Allowances {
    /// Whether a message of this kind is allowed at a place.
    pub fn allow(&self, code: Code, severity: Severity, place: Span) -> bool {
        let selections = self.blocks.around(place).filter_map(|block| self.selections.get(&block)).flatten();
        selections.into_iter().any(|selection| selection.takes_kind(code, severity))
    }

    /// Marks the messages that are allowed where they stand.
    pub fn mark(&self, diagnostics: &mut [Diagnostic]) {
        for found in diagnostics {
            found.allowed |= self.allow(found.code, found.severity, found.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn what_is_allowed_holds_within_its_block_alone() {
        let allowance = |start: usize, end: usize, name: &str| {
            let selections = [Selection::named(name).unwrap()].into();
            Allowance { span: Span::new(FileId(1), start..end), selections }
        };
        let allowances: Allowances = [
            allowance(10, 50, "links"),
            allowance(20, 30, "images"),
            allowance(20, 30, "raw-html"),
            allowance(60, 70, "warnings"),
        ]
        .into_iter()
        .collect();
        for (at, code, expected) in [
            (9, Code::DanglingLink, false),
            (10, Code::DanglingLink, true),
            (25, Code::DanglingLink, true),
            (25, Code::RawHtml, true),
            (25, Code::MissingImage, true),
            (40, Code::MissingImage, false),
            (40, Code::DanglingLink, true),
            (50, Code::DanglingLink, false),
            (65, Code::FrontMatter, true),
        ] {
            let place = |file| Span::new(FileId(file), at..at + 1);
            assert_eq!(allowances.allow(code, Severity::Warning, place(1)), expected, "{at} {code}");
            assert!(!allowances.allow(code, Severity::Warning, place(0)));
        }
    }
}
