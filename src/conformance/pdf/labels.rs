//! The labels of pages (ISO 32000-1, 12.4.2).

use super::objects::{File, raw};
use super::plant::number_tree;
use lopdf::Dictionary;

/// Letters of labels repeat (`aa`, `aaa`), so that a number in the file could ask for any length.
const LONGEST: usize = 64;

/// The label of each of so many pages; none where the file has no labels.
pub(super) fn labels(file: &File, catalog: &Dictionary, pages: usize) -> Vec<String> {
    let Some(root) = raw(catalog, "PageLabels") else { return Vec::new() };
    let ranges = number_tree(file, root);
    let mut labels = Vec::new();
    for page in 0..pages {
        let index = i64::try_from(page).unwrap_or(i64::MAX);
        let Some((first, range)) = ranges.range(..=index).next_back() else {
            labels.push(String::new());
            continue;
        };
        let Some(range) = file.to_dictionary(range) else {
            labels.push(String::new());
            continue;
        };
        let start = file.integer(range, "St").unwrap_or(1);
        let number = u64::try_from(start.saturating_add(index - first)).unwrap_or_default();
        let prefix = file.text(range, "P").unwrap_or_default();
        labels.push(prefix + &figures(file.name(range, "S"), number));
    }
    labels
}

/// A number in the style of a range.
fn figures(style: Option<&str>, number: u64) -> String {
    match style {
        Some("D") => number.to_string(),
        Some("r") => roman(number),
        Some("R") => roman(number).to_uppercase(),
        Some("a") => latin(number),
        Some("A") => latin(number).to_uppercase(),
        _ => String::new(),
    }
}

fn roman(number: u64) -> String {
    /// Above it no numeral is used, and each more thousand would be one more letter.
    const GREATEST: u64 = 20_000;
    const FIGURES: &[(u64, &str)] = &[
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number > GREATEST {
        return number.to_string();
    }
    let (mut rest, mut text) = (number, String::new());
    for (value, figure) in FIGURES {
        while rest >= *value {
            text.push_str(figure);
            rest -= value;
        }
    }
    text
}

/// a to z, then aa to zz.
fn latin(number: u64) -> String {
    let Some(index) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or_default());
    let times = usize::try_from(index / 26).map_or(LONGEST, |times| (times + 1).min(LONGEST));
    letter.to_string().repeat(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_style() {
        for (style, number, expected) in [
            (Some("D"), 12, "12"),
            (Some("r"), 1994, "mcmxciv"),
            (Some("R"), 4, "IV"),
            (Some("a"), 27, "aa"),
            (Some("A"), 26, "Z"),
            (None, 3, ""),
        ] {
            assert_eq!(figures(style, number), expected);
        }
        assert!(roman(u64::MAX).len() < 30 && latin(u64::MAX).len() <= LONGEST);
    }
}
