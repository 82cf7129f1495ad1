//! "Did you mean …?"

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
    /// The candidate with the smallest edit distance to `name`, if it is at most a third of the
    /// name's length; the first of several. `None` also when the search would cost too much.
    pub(super) fn find<'a>(
        &mut self,
        name: &str,
        candidates: impl Iterator<Item = &'a String>,
    ) -> Option<&'a str> {
        let name: Vec<char> = name.chars().collect();
        let mut limit = (name.len() / 3).max(1);
        let mut best = None;
        for candidate in candidates {
            let other: Vec<char> = candidate.chars().collect();
            self.budget = self.budget.checked_sub(other.len() + 1)?;
            if name.len().abs_diff(other.len()) > limit {
                continue;
            }
            self.budget = self.budget.checked_sub(name.len() * other.len())?;
            let distance = edit_distance(&name, &other);
            if distance < limit || (distance == limit && best.is_none()) {
                limit = distance;
                best = Some(candidate.as_str());
            }
        }
        best
    }
}

/// Levenshtein's distance, with one row of memory.
fn edit_distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.iter().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(right) {
            let changed = diagonal + usize::from(from != to);
            diagonal = *cell;
            *cell = changed.min(before + 1).min(diagonal + 1);
            before = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or(left.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (left, right, expected) in
            [("", "", 0), ("a", "", 1), ("", "abc", 3), ("kitten", "sitting", 3), ("setup", "setpu", 2)]
        {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(edit_distance(&chars(left), &chars(right)), expected, "{left} {right}");
        }
    }

    #[test]
    fn the_nearest_or_none() {
        let names: Vec<String> = ["setup", "usage", "instalation"].map(String::from).into();
        for (name, expected) in
            [("installation", Some("instalation")), ("setpu", None), ("setups", Some("setup")), ("zzz", None)]
        {
            assert_eq!(Nearest::default().find(name, names.iter()), expected, "{name}");
        }
        assert_eq!(Nearest { budget: 3 }.find("setups", names.iter()), None);
    }
}
