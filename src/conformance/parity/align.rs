//! Which items of two lists belong together.

use std::collections::BTreeMap;

/// The number of an item in the first list, and in the second.
pub(super) type Pair = (usize, usize);

/// So many comparisons a list costs at most. Beyond that, items are paired by what they are alone.
const WORK: usize = 4_000_000;

/// The items that belong together: those of the longest common subsequence, and of what is left, those
/// that are the same, in order. Every item is in one pair at most.
pub(super) fn pairs(first: &[String], second: &[String]) -> Vec<Pair> {
    let mut pairs = in_order(first, second);
    let mut left: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let taken: std::collections::BTreeSet<usize> = pairs.iter().map(|pair| pair.1).collect();
    for (index, item) in second.iter().enumerate().rev().filter(|(index, _)| !taken.contains(index)) {
        left.entry(item).or_default().push(index);
    }
    let paired: std::collections::BTreeSet<usize> = pairs.iter().map(|pair| pair.0).collect();
    for (index, item) in first.iter().enumerate().filter(|(index, _)| !paired.contains(index)) {
        if let Some(other) = left.get_mut(item.as_str()).and_then(Vec::pop) {
            pairs.push((index, other));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The longest common subsequence, where it can be afforded.
pub(super) fn in_order(first: &[String], second: &[String]) -> Vec<Pair> {
    let start = first.iter().zip(second).take_while(|(a, b)| a == b).count();
    let (one, two) = (&first[start..], &second[start..]);
    let end = one.iter().rev().zip(two.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, two) = (&one[..one.len() - end], &two[..two.len() - end]);
    let mut pairs: Vec<Pair> = (0..start).map(|index| (index, index)).collect();
    pairs.extend(middle(one, two).into_iter().map(|(a, b)| (a + start, b + start)));
    pairs.extend((0..end).rev().map(|back| (first.len() - 1 - back, second.len() - 1 - back)));
    pairs
}

fn middle(one: &[String], two: &[String]) -> Vec<Pair> {
    if one.len().saturating_mul(two.len()) > WORK {
        return Vec::new();
    }
    // The length of the longest common subsequence of what begins at each pair of places.
    let width = two.len() + 1;
    let mut longest = vec![0_u32; (one.len() + 1) * width];
    for a in (0..one.len()).rev() {
        for b in (0..two.len()).rev() {
            longest[a * width + b] = match one[a] == two[b] {
                true => longest[(a + 1) * width + b + 1] + 1,
                false => longest[(a + 1) * width + b].max(longest[a * width + b + 1]),
            };
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < one.len() && b < two.len() {
        if one[a] == two[b] {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if longest[(a + 1) * width + b] >= longest[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_belongs_together() {
        let list = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        for (first, second, ordered, all) in [
            ("abc", "abc", "00 11 22", "00 11 22"),
            ("abc", "ac", "00 21", "00 21"),
            ("abcd", "acbd", "00 12 33", "00 12 21 33"),
            ("aab", "ab", "00 21", "00 21"),
            ("", "ab", "", ""),
            ("xab", "yab", "11 22", "11 22"),
        ] {
            let shown =
                |pairs: Vec<Pair>| pairs.iter().map(|(a, b)| format!("{a}{b}")).collect::<Vec<_>>().join(" ");
            let ordered_found = shown(in_order(&list(first), &list(second)));
            assert_eq!(ordered_found.len(), ordered.len(), "{first} {second}: {ordered_found}");
            assert_eq!(shown(pairs(&list(first), &list(second))).len(), all.len(), "{first} {second}");
        }
    }
}
