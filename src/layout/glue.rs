//! Glue at its width: how what a line or a page lacks, or has too much, is shared among its white
//! space.

use crate::length::Length;

/// Shares an amount among glue in the proportion of what each part can give. Rounding is carried along,
/// so that line or page comes out exactly.
pub struct GlueSetting {
    amount: Length,
    total: Length,
    stretches: bool,
    seen: Length,
    given: Length,
}

impl GlueSetting {
    /// `amount` is to be shared among glue that can give `total` of it; it `stretches`, or else shrinks.
    pub fn new(amount: Length, total: Length, stretches: bool) -> GlueSetting {
        GlueSetting { amount, total, stretches, seen: Length::ZERO, given: Length::ZERO }
    }

    /// What is left of `missing` when all glue has its size.
    pub fn left_over(&self, missing: Length) -> Length {
        let given = if self.stretches && self.total.0 > 0 { self.amount } else { Length::ZERO };
        (missing - given).max(Length::ZERO)
    }

    /// The size of the next glue.
    pub fn size(&mut self, natural: Length, stretch: Length, shrink: Length) -> Length {
        if self.total.0 <= 0 {
            return natural;
        }
        self.seen += if self.stretches { stretch } else { shrink };
        let due = self.amount.scale(self.seen.0, self.total.0);
        let share = due - self.given;
        self.given = due;
        if self.stretches { natural + share } else { natural - share }
    }
}
