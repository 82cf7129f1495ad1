//! "Did you mean …?"

/// The candidate that the fewest slips turn into `word`, if they are at most a third of its letters:
/// more is another word. Of several that are as near, the first.
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
    (word.chars().count() / 3).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_or_none() {
        let names = ["setup", "usage", "instalation", "usages"];
        for (word, expected) in [
            ("installation", Some("instalation")),
            ("setpu", Some("setup")),
            ("setups", Some("setup")),
            ("usage", Some("usage")),
            ("zzz", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, names), expected, "{word}");
        }
    }
}
