//! What a manuscript allows in single blocks of it.

use super::policy::Selection;
use super::{Code, Diagnostic, Severity};
use crate::source::Span;
use std::cmp::Reverse;
use std::collections::BTreeSet;

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
    /// In the order of the text, what is within others behind them; one for each stretch.
    sorted: Vec<Allowance>,
    /// The innermost of `sorted` that each is within.
    outer: Vec<Option<usize>>,
}

impl FromIterator<Allowance> for Allowances {
    fn from_iter<I: IntoIterator<Item = Allowance>>(allowances: I) -> Allowances {
        let mut all: Vec<Allowance> = allowances.into_iter().collect();
        all.sort_by_key(|one| (one.span.file, one.span.start, Reverse(one.span.end)));
        let mut sorted: Vec<Allowance> = Vec::new();
        for one in all {
            match sorted.last_mut().filter(|last| last.span == one.span) {
                Some(last) => last.selections.extend(one.selections),
                None => sorted.push(one),
            }
        }
        let (mut open, mut outer): (Vec<usize>, _) = (Vec::new(), Vec::new());
        for (index, one) in sorted.iter().enumerate() {
            open.retain(|&within| holds(sorted[within].span, one.span));
            outer.push(open.last().copied());
            open.push(index);
        }
        Allowances { sorted, outer }
    }
}

/// Whether one stretch begins within another.
fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && (outer.start..outer.end).contains(&inner.start)
}

impl Allowances {
    /// Whether a message of this kind is allowed at a place.
    pub fn allow(&self, code: Code, severity: Severity, place: Span) -> bool {
        let behind =
            self.sorted.partition_point(|one| (one.span.file, one.span.start) <= (place.file, place.start));
        let mut within = behind.checked_sub(1);
        while let Some(one) = within.and_then(|index| self.sorted.get(index)) {
            let takes = |selection: &Selection| selection.takes_kind(code, severity);
            if holds(one.span, place) && one.selections.iter().any(takes) {
                return true;
            }
            within = within.and_then(|index| self.outer.get(index).copied().flatten());
        }
        false
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
