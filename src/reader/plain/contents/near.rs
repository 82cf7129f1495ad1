//! Entries of a contents list whose headings are spelled with another letter, or say more.

use super::matching::Matched;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::{Title, is_capitals, without_page};
use std::ops::Range;

/// So many pairs of an entry and a line are looked at in all.
const MOST_PAIRS: usize = 20_000;

/// Finds the headings of entries that name none: lines alone in capitals between the headings of the entries
/// around them.
pub fn add(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    body: &Range<usize>,
    entries: &[usize],
    matched: &mut Vec<Matched>,
) {
    let mut pairs = 0;
    for &entry in entries {
        let words = sheet.content(entry);
        let title = Title::of(without_page(words).map_or(words, |(title, _)| title)).full;
        let place = matched.partition_point(|matched| matched.entry.start < entry);
        let before = place.checked_sub(1).and_then(|before| matched.get(before));
        let from = before.map_or(body.start, |before| before.unit.end.max(body.start));
        let to = matched.get(place).map_or(body.end, |next| next.unit.start);
        let first = chunks.partition_point(|chunk| chunk.start < from);
        let within = chunks.get(first..).unwrap_or_default().iter().take_while(|chunk| chunk.end <= to);
        let lines = within.filter(|chunk| chunk.len() == 1 && is_capitals(sheet.content(chunk.start)));
        let mut lines = lines.take(MOST_PAIRS - pairs).inspect(|_| pairs += 1);
        if let Some(unit) = lines.find(|chunk| is_near(&title, &Title::of(sheet.content(chunk.start)).full)) {
            let matching = Matched { entry: entry..entry + 1, unit: unit.clone(), weight: 0 };
            matched.insert(place, matching);
        }
    }
}

/// Whether two titles, letters and digits alone, differ by a letter, or the heading goes on behind the entry.
fn is_near(entry: &str, heading: &str) -> bool {
    const FEWEST_FOR_MORE: usize = 12;
    let count = entry.chars().count();
    count >= FEWEST_FOR_MORE && heading.starts_with(entry) || differ_by_letter(entry, heading)
}

/// Whether one letter of long titles is missing, put in or another. Another number is another title.
pub fn differ_by_letter(one: &str, other: &str) -> bool {
    const FEWEST: usize = 8;
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len() < FEWEST || one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let (a, b) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    let letter = |letters: &[char]| letters.first().is_some_and(|first| first.is_alphabetic());
    let (tail, other_tail) = (a.get(1..), b.get(1..));
    let is_another = tail.is_some() && tail == other_tail && letter(a) && letter(b);
    is_another || tail == Some(b) && letter(a) || other_tail == Some(a) && letter(b)
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn titles_are_near_that_differ_by_a_letter() {
        for (entry, heading) in [
            ("shakespeareorthepoet", "shakspeareorthepoet"),
            ("criticalopinions", "criticalopinionsofemerson"),
            ("themillhouse", "themilhouse"),
            ("themillhouse", "themillmouse"),
        ] {
            assert!(is_near(entry, heading), "{entry}");
        }
        for (entry, heading) in [
            ("themill", "thehill"),
            ("theoldmillhouse", "thenewmillhouse"),
            ("fog", "fogs"),
            ("chapter#1#", "chapter#3#"),
            ("chapter#1#", "chapter#10#"),
        ] {
            assert!(!is_near(entry, heading), "{entry}");
        }
    }
}
