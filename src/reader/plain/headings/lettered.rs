//! Headings that are letters of the alphabet, as dictionaries and indexes have them.

use super::fallback::Found;
use super::lone::{capital_lines, is_long};
use crate::document::numbers::roman;
use crate::reader::plain::Sheet;
use std::collections::BTreeMap;
use std::ops::Range;

/// Fewer letters in order may stand there by chance.
const FEWEST: usize = 3;

/// Lone letters that go up, each with text below it, and what stands in capitals above the first.
/// A letter is missing where no word begins with it.
pub fn lettered(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let has_text = |index: usize| chunks.get(index + 1).is_some_and(|next| letter_of(sheet, next).is_none());
    // "I", "V" and "X" alone are the numbers of chapters, and so are they beside "II".
    let is_numeral = |letter: char| roman(&letter.to_string()).is_some();
    let is_second = |chunk: &Range<usize>| {
        let number = sheet.numbering(chunk.start).filter(|number| number.roman && number.rest.is_empty());
        chunk.len() == 1 && number.is_some_and(|number| *number.parts == [2])
    };
    let counted = chunks.iter().any(is_second);
    let letters: Vec<(usize, char)> = (0..chunks.len())
        .filter(|&index| has_text(index))
        .filter_map(|index| Some((index, letter_of(sheet, chunks.get(index)?)?)))
        .filter(|(_, letter)| !(counted && is_numeral(*letter)))
        .collect();
    let rising = longest_rise(&letters);
    if rising.len() < FEWEST || rising.iter().all(|(_, letter)| is_numeral(*letter)) {
        return Vec::new();
    }
    let first = rising.first().map_or(0, |(index, _)| *index);
    let mut places = front_titles(sheet, chunks, first);
    places.extend(rising.iter().map(|(index, _)| *index));
    places.extend(own_letters(&letters, &rising));
    places.sort_unstable();
    let places = places.into_iter();
    places.filter_map(|index| chunks.get(index).map(|chunk| (chunk.clone(), 1))).collect()
}

/// Letters with marks that a language has at a place of its own: "Ñ" behind "N", "Ä" behind "Å".
fn own_letters(letters: &[(usize, char)], rising: &[(usize, char)]) -> Vec<usize> {
    let first = rising.first().copied().unwrap_or_default();
    let within = letters.iter().filter(|(index, letter)| !letter.is_ascii() && first.0 < *index);
    let mut counts: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (index, letter) in within {
        counts.entry(*letter).or_default().push(*index);
    }
    let is_known = |letter: char| rising.iter().any(|(_, known)| *known == letter);
    let single = counts.into_iter().filter(|(letter, places)| places.len() == 1 && !is_known(*letter));
    single.flat_map(|(_, places)| places).collect()
}

/// Lines in capitals above the first letter, with text below them: "PREFACE".
fn front_titles(sheet: &Sheet, chunks: &[Range<usize>], first: usize) -> Vec<usize> {
    let front = chunks.get(..first).unwrap_or_default();
    let lines = capital_lines(sheet, front).into_iter();
    let has_text = |index: &usize| front.get(index + 1).is_some_and(|next| is_long(sheet, next));
    lines.filter(|index| *index > 0 && has_text(index)).collect()
}

/// The letter of a line such as "A", "B.", "-C-", "[D]", "E e" or "Ff".
pub fn letter_of(sheet: &Sheet, chunk: &Range<usize>) -> Option<char> {
    const LONGEST: usize = 12;
    let words = sheet.content(chunk.start);
    if chunk.len() != 1 || words.len() > LONGEST {
        return None;
    }
    let mut letters = words.chars().filter(|letter| letter.is_alphanumeric());
    let letter = letters.next().filter(|letter| letter.is_uppercase())?;
    let is_small = |small: char| letter.to_lowercase().eq([small]);
    let again = letters.next();
    let alone = again.is_none_or(is_small) && letters.next().is_none();
    let framed =
        words.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || ".-–—[]()*=,&".contains(c));
    (alone && framed).then_some(letter)
}

/// The longest run of letters that each come after the one before, not necessarily neighbours.
fn longest_rise(letters: &[(usize, char)]) -> Vec<(usize, char)> {
    // The place of the last letter of the best rise of each length, and what comes before each place.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(letters.len());
    let letter = |place: usize| letters.get(place).map(|(_, letter)| *letter);
    for place in 0..letters.len() {
        let length = ends.partition_point(|&end| letter(end) < letter(place));
        before.push(length.checked_sub(1).and_then(|length| ends.get(length)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut rise = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(place) = at {
        rise.extend(letters.get(place).copied());
        at = before.get(place).copied().flatten();
    }
    rise.reverse();
    rise
}
