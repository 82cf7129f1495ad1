//! What comes out on the whole, in numbers and in one honest sentence.

use super::{Examined, Report};
use crate::conformance::{Criterion, Outcome};

/// How often each result came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub met: usize,
    pub broken: usize,
    pub not_applicable: usize,
    /// Editions that could not be read back.
    pub unread: usize,
    /// Findings in the manuscript.
    pub found: usize,
}

/// What the sentence of the outcome is never without.
pub(super) const CAVEAT: &str = "This does not say that the book is accessible. What only a person can judge is \
    listed at the end, and was not checked.";

impl Counts {
    pub fn of(report: &Report) -> Counts {
        let criteria =
            |wanted| report.editions.iter().flat_map(rules).filter(|it| it.outcome == wanted).count();
        Counts {
            met: criteria(Outcome::Met),
            broken: criteria(Outcome::NotMet),
            not_applicable: criteria(Outcome::NotApplicable),
            unread: report.editions.iter().filter(|edition| edition.evaluation.is_err()).count(),
            found: report.found.len(),
        }
    }

    /// Whether a check of the files failed, or could not be made.
    pub fn is_failed(self) -> bool {
        self.broken + self.unread > 0
    }

    pub fn sentence(self) -> String {
        let mut parts = Vec::new();
        match self.broken {
            0 if self.unread > 0 => {}
            0 => parts.push("No automatic check failed.".to_owned()),
            1 => parts.push("1 automatic check failed.".to_owned()),
            broken => parts.push(format!("{broken} automatic checks failed.")),
        }
        match self.unread {
            0 => {}
            1 => parts.push("1 edition could not be read back and was not checked.".to_owned()),
            unread => parts.push(format!("{unread} editions could not be read back and were not checked.")),
        }
        match self.found {
            0 => {}
            1 => parts.push("The manuscript holds 1 fault that keeps some readers out.".to_owned()),
            found => parts.push(format!("The manuscript holds {found} faults that keep some readers out.")),
        }
        parts.join(" ")
    }
}

/// The criteria of an edition; none where it could not be read.
fn rules(edition: &Examined) -> &[Criterion] {
    edition.evaluation.as_ref().map_or(&[], |evaluation| &evaluation.criteria)
}
