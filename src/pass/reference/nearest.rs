//! "Did you mean …?", for a whole book.

use crate::nearest::{is_comparable, nearest};

/// Looks for the nearest of many names, as long as the work stays within a bound for the whole
/// book: a manuscript of nothing but broken links must not take quadratic time.
pub(super) struct Nearest {
    /// Steps of the edit distance that are left.
    budget: usize,
}

impl Default for Nearest {
    fn default() -> Nearest {
        Nearest { budget: 20_000_000 }
    }
}

impl Nearest {
    /// The candidate that is nearest to `name`; `None` also when the search would cost too much.
    pub(super) fn find<'a>(
        &mut self,
        name: &str,
        candidates: impl Iterator<Item = &'a String>,
    ) -> Option<&'a str> {
        let affordable = candidates.map(String::as_str).take_while(|candidate| self.charge(name, candidate));
        let found = nearest(name, affordable);
        found.filter(|_| self.budget > 0)
    }

    /// Takes the cost of a comparison from the budget, if it is still there.
    fn charge(&mut self, name: &str, candidate: &str) -> bool {
        let letters = if is_comparable(name, candidate) { name.len() * candidate.len() } else { 0 };
        self.budget = self.budget.saturating_sub(candidate.len() + 1 + letters);
        self.budget > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_costs_too_much_finds_nothing() {
        let names: Vec<String> = ["setup", "usage"].map(String::from).into();
        assert_eq!(Nearest::default().find("setups", names.iter()), Some("setup"));
        assert_eq!(Nearest { budget: 3 }.find("setups", names.iter()), None);
        assert_eq!(Nearest { budget: 40 }.find("setups", names.iter()), None);
    }
}
