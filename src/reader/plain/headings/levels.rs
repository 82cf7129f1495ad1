//! The levels that numbered titles have by their numbers.

use super::labels::rank;
use super::numbering::{Numbering, numbering};
use crate::reader::plain::Sheet;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What the level of a heading is told by: its words, or its number alone, where that stands above them.
pub fn telling(sheet: &Sheet, lines: &Range<usize>) -> String {
    let alone = sheet.numbering(lines.start).is_some_and(|number| number.rest.is_empty());
    sheet.words(lines.start..if alone { lines.start + 1 } else { lines.end })
}

/// The levels of numbered titles: "1.2" is one deeper than "1"; "Chapter" is one deeper than
/// "Part" where both occur, and so are bare numbers below either. Titles without a number are on
/// the first level, or below the parts where each part has some. Arabic numbers are below Roman ones that
/// they stand between.
pub fn levels(titles: &[String]) -> Vec<u8> {
    let numbers: Vec<Option<Numbering>> = titles.iter().map(|title| numbering(title)).collect();
    let below = begun_anew(&numbers);
    let rank_of = |number: &Numbering| {
        let label = number.label?;
        Some(rank(label)? * 2 + u8::from(below.contains(label)))
    };
    let mut ranks: Vec<u8> = numbers.iter().flatten().filter_map(rank_of).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let bare = |number: &Numbering| number.label.is_none() && !number.weak;
    let single = numbers.iter().flatten().any(|number| bare(number) && number.parts.len() == 1);
    // Where no bare number has one part, the first part is the number of a labelled division.
    let above = if single { ranks.len() } else { ranks.len().saturating_sub(1) };
    let nested = counts_below_romans(&numbers);
    let untitled = untitled_below(&numbers, &ranks);
    let level = |(index, number): (usize, &Option<Numbering>)| match number {
        None => 1 + usize::from(untitled.contains(&index)),
        Some(number) => match rank_of(number) {
            Some(rank) => ranks.partition_point(|other| *other < rank) + number.parts.len(),
            None => above + number.parts.len() + usize::from(nested && !number.roman),
        },
    };
    numbers.iter().enumerate().map(level).map(|level| level.clamp(1, 6) as u8).collect()
}

/// The labels that count from 1 again and again and come behind another one of the same rank: parts of books.
fn begun_anew(numbers: &[Option<Numbering>]) -> BTreeSet<String> {
    let mut first: BTreeMap<u8, &str> = BTreeMap::new();
    let mut ones: BTreeMap<&str, usize> = BTreeMap::new();
    for number in numbers.iter().flatten() {
        let Some((label, rank)) = number.label.and_then(|label| Some((label, rank(label)?))) else {
            continue;
        };
        if *first.entry(rank).or_insert(label) != label && *number.parts == [1] {
            *ones.entry(label).or_default() += 1;
        }
    }
    ones.into_iter().filter(|(_, count)| *count > 1).map(|(label, _)| label.to_owned()).collect()
}

/// Whether Arabic numbers count below Roman ones: they begin between the first Roman number and the second.
fn counts_below_romans(numbers: &[Option<Numbering>]) -> bool {
    let is_single = |number: &&Numbering| number.label.is_none() && !number.weak && number.parts.len() == 1;
    let mut singles = numbers.iter().flatten().filter(is_single);
    let first = singles.next().is_some_and(|first| first.roman && *first.parts == [1]);
    let below = singles.next().is_some_and(|next| !next.roman && *next.parts == [1]);
    first && below && singles.any(|later| later.roman && *later.parts == [2])
}

fn rank_of(number: &Numbering) -> Option<u8> {
    number.label.and_then(rank)
}

/// The titles without a number that lie within parts: those behind the first part, where titles
/// without a number stand behind each part. What stands behind the last part but the first title
/// may be an epilogue; only its form could tell, so it is taken as the others are.
fn untitled_below(numbers: &[Option<Numbering>], ranks: &[u8]) -> std::ops::Range<usize> {
    let is_part = |number: &Option<Numbering>| {
        number.as_ref().is_some_and(|number| rank_of(number).is_some_and(|rank| rank < 2))
    };
    let parts: Vec<usize> =
        (0..numbers.len()).filter(|&index| numbers.get(index).is_some_and(is_part)).collect();
    let titled = |part: &usize| numbers.get(part + 1).is_some_and(Option::is_none);
    match parts.first() {
        Some(first) if ranks.len() == 1 && parts.len() > 1 && parts.iter().all(titled) => {
            *first..numbers.len()
        }
        _ => 0..0,
    }
}

#[cfg(test)]
mod tests {
    use super::levels;

    #[test]
    fn levels_follow_numbers() {
        let cases = [
            ("Preface|Part 1|Chapter 1|Chapter 2|Part 2|Chapter 3", "112212"),
            ("Part One|1. Fog|2. Tide|Part Two|3. Noon", "12212"),
            ("Chapter 1|1.1 Scope|1.1.1 Depth|Chapter 2|2.1 More", "12312"),
            ("Introduction|Part One|The Fox|The Hound|Part Two|The Bear", "112212"),
            ("Introduction|Part One|Part Two|Conclusion", "1111"),
            ("1 One|1.1 Two|2 Three", "121"),
            ("PART ONE|ONE|TWO|PART TWO|THREE", "12212"),
            ("Part One: Sea|1. Ansgar|3. Tom|Part Two|1. Marit", "12212"),
            ("I|1|2|II|3", "12212"),
            ("BOOK I|I|1|BOOK II|II|2", "123123"),
            ("I|II|1", "111"),
            ("Book One|Part One|Part Two|Book Two|Part One", "12212"),
        ];
        for (titles, expected) in cases {
            let titles: Vec<String> = titles.split('|').map(str::to_owned).collect();
            let found: String = levels(&titles).iter().map(u8::to_string).collect();
            assert_eq!(found, expected, "{titles:?}");
        }
    }
}
