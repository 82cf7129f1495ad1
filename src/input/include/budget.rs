//! How much a book takes in. A few files that name each other often make a text without end.

use crate::diagnostic::{Code, Diagnostic};
use crate::limits::{HINT, Limits};
use crate::source::{Segment, Span};
use std::ops::Range;

/// What a book may take in, and what of that it has.
#[derive(Clone, Copy)]
pub(super) struct Budget {
    includes: Allowance,
    bytes: Allowance,
    searched: Allowance,
}

#[derive(Clone, Copy)]
struct Allowance {
    most: usize,
    spent: usize,
    /// With what was given back: to try what is too much, text after text, is work as well.
    tried: usize,
}

/// A mark for which more would be taken in than the book may.
pub(super) struct Beyond {
    /// What the book may.
    most: String,
    span: Span,
}

impl Budget {
    pub(super) fn new(limits: Limits) -> Budget {
        let allowance = |most| Allowance { most, spent: 0, tried: 0 };
        Budget {
            includes: allowance(limits.includes()),
            bytes: allowance(limits.included_bytes()),
            searched: allowance(limits.searched_bytes()),
        }
    }

    /// Takes in parts of a file. Each costs what it takes to remember where it comes from, too.
    pub(super) fn take(&mut self, ranges: &[Range<usize>]) -> Result<(), Beyond> {
        let bytes = ranges.iter().map(|range| range.len() + size_of::<Segment>()).sum();
        self.includes.spend(1).map_err(|most| Beyond::of(format!("more than {most} files")))?;
        self.bytes.spend(bytes).map_err(|most| Beyond::of(format!("more than {} MB", most >> 20)))
    }

    /// Looks through bytes of a file for the part that is wanted.
    pub(super) fn search(&mut self, bytes: usize) -> Result<(), Beyond> {
        let parts =
            |most: usize| Beyond::of(format!("parts for which more than {} MB are searched", most >> 20));
        self.searched.spend(bytes).map_err(parts)
    }

    /// Nothing is taken in of what was spent since an earlier state.
    pub(super) fn give_back(&mut self, earlier: &Budget) {
        self.includes.spent = earlier.includes.spent;
        self.bytes.spent = earlier.bytes.spent;
        self.searched.spent = earlier.searched.spent;
    }
}

impl Allowance {
    /// Spends so much; else gives what may be spent at most.
    fn spend(&mut self, more: usize) -> Result<(), usize> {
        let (spent, tried) = (self.spent.saturating_add(more), self.tried.saturating_add(more));
        if spent > self.most || tried > self.most.saturating_mul(2) {
            return Err(self.most);
        }
        (self.spent, self.tried) = (spent, tried);
        Ok(())
    }
}

impl Beyond {
    fn of(most: String) -> Beyond {
        Beyond { most, span: Span::GENERATED }
    }

    /// The mark that names what goes beyond, or a file by way of which it is named.
    pub(super) fn at(self, span: Span) -> Beyond {
        Beyond { span, ..self }
    }

    pub(super) fn diagnostic(self) -> Diagnostic {
        let message = format!("with this, the book would take in {}; its text takes in nothing", self.most);
        Diagnostic::warning(Code::BeyondLimits, self.span, message).hint(HINT)
    }
}
