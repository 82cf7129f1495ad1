//! "Did you mean …?"

/// The candidate that the fewest slips turn into `word`, if they are at most a third of its letters:
/// more is another word. A single letter is near to any other, and so to none. Of several that are as
/// near, the first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best = None;
    let mut limit = most_slips(word);
    for candidate in candidates.into_iter().filter(|candidate| is_comparable(word, candidate)) {
        // Two letters in the wrong order are one slip of the fingers.
        let slips = strsim::osa_distance(word, candidate);
        if slips < limit || (slips == limit && best.is_none()) {
            (limit, best) = (slips, Some(candidate));
        }
    }
    best
}

/// Whether two words are so close in length that it is worth while to compare their letters.
pub fn is_comparable(word: &str, candidate: &str) -> bool {
    word.chars().count().abs_diff(candidate.chars().count()) <= most_slips(word)
}

fn most_slips(word: &str) -> usize {
    match word.chars().count() {
        0 | 1 => 0,
        letters => (letters / 3).max(1),
    }
}

/// Looks for the nearest of many names, as long as the work stays within a bound for the whole
/// book: a manuscript of nothing but broken links must not take quadratic time.
pub struct Nearest {
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
    pub fn find<'a>(&mut self, name: &str, candidates: impl Iterator<Item = &'a String>) -> Option<&'a str> {
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
    fn the_nearest_or_none() {
        let names = ["setup", "usage", "instalation", "usages", "a"];
        for (word, expected) in [
            ("installation", Some("instalation")),
            ("setpu", Some("setup")),
            ("setups", Some("setup")),
            ("usage", Some("usage")),
            ("zzz", None),
            ("", None),
            ("s", None),
        ] {
            assert_eq!(nearest(word, names), expected, "{word}");
        }
    }

    #[test]
    fn a_search_that_costs_too_much_finds_nothing() {
        let names: Vec<String> = ["setup", "usage"].map(String::from).into();
        assert_eq!(Nearest::default().find("setups", names.iter()), Some("setup"));
        assert_eq!(Nearest { budget: 3 }.find("setups", names.iter()), None);
        assert_eq!(Nearest { budget: 40 }.find("setups", names.iter()), None);
    }
}
