//! Entries of a contents list whose headings are spelled with another letter, say more, or stand above the list.

use super::matching::Matched;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::lone::gap_above;
use crate::reader::plain::headings::matter::names_matter;
use crate::reader::plain::headings::title::{Title, is_capitals, without_page};
use crate::reader::plain::lines::ends_sentence;
use std::collections::BTreeMap;
use std::ops::Range;

/// So many pairs of an entry and a line are looked at in all.
const MOST_PAIRS: usize = 20_000;

/// Finds the headings of entries that name none between the headings of the entries around them: lines alone in capitals
/// that differ by a letter or go on, lines set as headings are that say the same words among others, or the only line
/// that is set as all headings are.
pub fn add(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    body: &Range<usize>,
    entries: &[usize],
    matched: &mut Vec<Matched>,
) {
    let gaps = matched.iter().skip(1).map(|own| gap_above(sheet, own.unit.start));
    let apart = gaps.min().unwrap_or(usize::MAX).max(FEWEST_BLANK_LINES);
    let mut pairs = 0;
    for (index, &entry) in entries.iter().enumerate() {
        let words = sheet.content(entry);
        let words = without_page(words).map_or(words, |(title, _)| title);
        let title = Title::of(words).full;
        let place = matched.partition_point(|matched| matched.entry.start < entry);
        let before = place.checked_sub(1).and_then(|before| matched.get(before));
        let from = before.map_or(body.start, |before| before.unit.end.max(body.start));
        let next = matched.get(place);
        let to = next.map_or(body.end, |next| next.unit.start);
        let first = chunks.partition_point(|chunk| chunk.start < from);
        let within = chunks.get(first..).unwrap_or_default().iter().take_while(|chunk| chunk.end <= to);
        let lone: Vec<&Range<usize>> =
            within.filter(|chunk| chunk.len() == 1).take(MOST_PAIRS - pairs).collect();
        pairs += lone.len();
        let is_own = |chunk: &&&Range<usize>| {
            let said = sheet.content(chunk.start);
            let capitals = is_capitals(said);
            let set = capitals || names_matter(said) || gap_above(sheet, chunk.start) >= apart;
            capitals && is_near(&title, &Title::of(said).full)
                || set && !ends_open(said) && says_all(words, said)
        };
        let others = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        let mut others = others.filter_map(|other| entries.get(other));
        let between = before.map_or(0, |before| before.entry.end)..next.map_or(usize::MAX, |n| n.entry.start);
        let alone = !others.any(|other| between.contains(other));
        let only = || only_alike(sheet, &lone, apart, matched).filter(|_| alone && before.is_some());
        if let Some(unit) = lone.iter().find(is_own).map(|unit| (**unit).clone()).or_else(only) {
            matched.insert(place, Matched { entry: entry..entry + 1, unit, weight: 0 });
        }
    }
}

/// Headings stand below more empty lines than paragraphs do.
const FEWEST_BLANK_LINES: usize = 2;

/// The only line in capitals that stands off as all headings do, where most of these are in capitals.
fn only_alike(
    sheet: &Sheet,
    lone: &[&Range<usize>],
    apart: usize,
    matched: &[Matched],
) -> Option<Range<usize>> {
    let capitals = matched.iter().filter(|own| is_capitals(sheet.content(own.unit.start))).count();
    let is_alike = |chunk: &&&Range<usize>| {
        is_capitals(sheet.content(chunk.start)) && gap_above(sheet, chunk.start) >= apart
    };
    let mut alike = lone.iter().filter(is_alike);
    let only = alike.next().filter(|_| capitals * 4 >= matched.len() * 3 && alike.next().is_none())?;
    Some((*only).clone())
}

fn ends_open(words: &str) -> bool {
    words.ends_with([',', ';', ':', '-', '—', '–', '!', '?', '”', '"'])
}

/// Puts to headings that are a number alone the titles below them that say the words of their entries among others.
pub fn add_names(sheet: &Sheet, chunks: &[Range<usize>], matched: &mut [Matched]) {
    const MOST_BLANK_LINES: usize = 2;
    for own in matched.iter_mut().filter(|own| own.unit.len() == 1 && own.entry.len() > 1) {
        let bare = sheet.numbering(own.unit.start).is_some_and(|number| number.rest.is_empty());
        let below = chunks.get(chunks.partition_point(|chunk| chunk.start < own.unit.end));
        let name = sheet.words(own.entry.start + 1..own.entry.end);
        let near = below.filter(|below| below.len() <= 2 && below.start - own.unit.end <= MOST_BLANK_LINES);
        if let Some(title) = near.filter(|title| bare && says_all(&name, &sheet.words((*title).clone()))) {
            own.unit.end = title.end;
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

/// Whether one of two titles says the words of the other; other numbers are other titles.
fn says_all(one: &str, other: &str) -> bool {
    says_words(one, other) && Title::of(one).may_share_number(&Title::of(other))
}

/// Whether one of two texts says all words of the other in order, and not many more.
pub fn says_words(one: &str, other: &str) -> bool {
    const FEWEST_LETTERS: usize = 5;
    let (one, other) = (words(one), words(other));
    let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let letters = |words: &[String]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    let mut rest = longer.iter();
    let all = shorter.iter().all(|word| rest.any(|other| other == word));
    let enough = shorter.len() > 1 || letters(&shorter) >= FEWEST_LETTERS;
    all && enough && letters(&shorter) * 3 >= letters(&longer)
}

fn words(title: &str) -> Vec<String> {
    let words = title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
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
    use super::{is_near, says_all};

    #[test]
    fn titles_say_the_words_of_others() {
        for (entry, heading) in [
            ("Samuel Ferry", "SAMUEL JOHN FERRY."),
            ("A. Bells of Alder", "Appendix A. Bells of Alder"),
            ("The Mill", "VERSE: THE MILL"),
            ("INTERVIEW WITH MILLER", "Interview with the Miller."),
            ("CHAPTER II. THE MILL", "THE OLD MILL"),
        ] {
            assert_eq!(says_all(entry, heading), entry != "CHAPTER II. THE MILL", "{entry}");
        }
        for (entry, heading) in [
            ("Ferry", "THE WHOLE HISTORY OF THE OLD FERRY"),
            ("Chapter 1. Mill and Weir", "Chapter 2. Mill and Weir"),
            ("Mill and Weir", "WEIR AND MILL"),
            ("Fog", "OF FOG"),
        ] {
            assert!(!says_all(entry, heading), "{entry}");
        }
    }

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
