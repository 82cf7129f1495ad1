//! Entries of a contents list whose headings are spelled with another letter, say more, or stand above the list.

use super::matching::Matched;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::matter::names_matter;
use crate::reader::plain::headings::title::{Title, is_capitals, without_page};
use crate::reader::plain::lines::ends_sentence;
use std::collections::BTreeMap;
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

/// Finds the headings of the first entries of a list above it, as those of an abstract and of thanks are: they
/// name what stands in front of a text, have the numbers of its pages or are in capitals, and a sentence stands
/// below them.
pub fn add_above(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    list: &Range<usize>,
    entries: &[usize],
    matched: &mut Vec<Matched>,
) {
    let first = matched.first().map_or(0, |matched| matched.entry.start);
    let in_front = |words: &str| {
        let (title, page) = without_page(words).map_or((words, ""), |(title, _)| words.split_at(title.len()));
        let sound = names_matter(title) || is_capitals(title) || page.ends_with(['i', 'v', 'x']);
        sound.then(|| Title::of(title).full)
    };
    let entries = entries.iter().take_while(|entry| **entry < first);
    let entries = entries.filter_map(|&entry| Some((entry, in_front(sheet.content(entry))?)));
    let entries: Vec<(usize, String)> = entries.collect();
    if entries.is_empty() {
        return;
    }
    let is_heading = |(chunk, below): &(&Range<usize>, &Range<usize>)| {
        let said = sheet.words((*below).clone());
        chunk.len() == 1 && said.chars().count() > SHORTEST_BODY && ends_sentence(&said)
    };
    let above = chunks.get(..chunks.partition_point(|chunk| chunk.end <= list.start)).unwrap_or_default();
    let headings = above.iter().zip(above.iter().skip(1)).filter(is_heading);
    let mut lines: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (chunk, _) in headings {
        lines.entry(Title::of(sheet.content(chunk.start)).full).or_default().push(chunk.start);
    }
    let mut from = 0;
    let mut found = Vec::new();
    for (entry, title) in entries {
        let own = lines.get(&title).map_or(&[][..], Vec::as_slice);
        if let Some(&line) = own.get(own.partition_point(|line| *line < from)) {
            from = line + 1;
            found.push(Matched { entry: entry..entry + 1, unit: line..line + 1, weight: 0 });
        }
    }
    matched.splice(0..0, found);
}

/// A sentence below a heading is longer; "All rights reserved." is no text.
const SHORTEST_BODY: usize = 40;

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
