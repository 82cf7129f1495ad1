//! Parts that say of what they are a part ("Primera parte del ingenioso hidalgo", "THE SECOND PART OF KING HENRY"),
//! and the years that letters stand below.

use super::dates;
use super::labels::{is_of_stage, rank};
use super::lone::gap_above;
use super::number_words::{is_of_word, ordinal};
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::ends_sentence;
use std::ops::Range;

/// The lines of such parts, or of years, in their order, each directly above a chapter; one alone may be the title
/// of the text, unless it is set off from prose above it.
pub fn named_parts(sheet: &Sheet, chunks: &[Range<usize>], chapters: &[Range<usize>]) -> Vec<Range<usize>> {
    const MOST_LINES: usize = 3;
    let (mut parts, mut years): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut year = 0;
    for (place, (chunk, next)) in chunks.iter().zip(chunks.iter().skip(1)).enumerate() {
        let leads = chapters.binary_search_by_key(&next.start, |lines| lines.start).is_ok();
        if chunk.len() > MOST_LINES || !leads {
            continue;
        }
        let words = sheet.words(chunk.clone());
        if part(&words).is_some_and(|number| usize::try_from(number) == Ok(parts.len() + 1)) {
            parts.push(place);
        } else if let Some(next) = dates::years(&words).filter(|next| *next > year) {
            year = next;
            years.push(place);
        }
    }
    let is_lone_part = |place: usize| follows_prose(sheet, chunks, chapters, place);
    let sound = match parts.as_slice() {
        [] => years.len() > 1,
        [first] => is_lone_part(*first),
        _ => true,
    };
    let own = if parts.is_empty() { years } else { parts };
    own.into_iter().filter(|_| sound).filter_map(|place| chunks.get(place).cloned()).collect()
}

/// Whether a part stands above the first chapter, below prose, with more than one blank line between, and is none
/// of a play, which may be called so.
fn follows_prose(sheet: &Sheet, chunks: &[Range<usize>], chapters: &[Range<usize>], place: usize) -> bool {
    const SENTENCE: usize = 40;
    let line = chunks.get(place).map_or(0, |chunk| chunk.start);
    let begins = chapters.first().is_some_and(|first| first.start > line);
    let staged =
        chapters.first().and_then(|first| sheet.numbering(first.start)?.label).is_some_and(is_of_stage);
    let is_prose = |chunk: &Range<usize>| {
        let width: usize = sheet.lines.get(chunk.clone()).unwrap_or_default().iter().map(|l| l.width).sum();
        width >= SENTENCE && ends_sentence(sheet.content(chunk.end - 1))
    };
    let above = place.checked_sub(1).and_then(|above| chunks.get(above));
    begins && !staged && gap_above(sheet, line) > 1 && above.is_some_and(is_prose)
}

/// The number of a part that goes on with what it is a part of, and is no sentence.
fn part(words: &str) -> Option<u32> {
    const ARTICLES: &[&str] = &["the", "la", "le", "il", "el", "a", "o", "der", "die", "das", "de", "het"];
    const LONGEST: usize = 120;
    let (first, after) = split(words);
    let title = if ARTICLES.contains(&first.to_lowercase().as_str()) { after.trim_start() } else { words };
    let (number, length) = ordinal(title)?;
    let (label, rest) = split(title.get(length..)?.strip_prefix(' ')?.trim_start());
    let label = label.to_lowercase();
    let is_part = rank(&label).is_some_and(|rank| rank < 2) && !is_of_stage(&label);
    let begins = words.starts_with(char::is_uppercase);
    let sound = begins && words.chars().count() <= LONGEST && !ends_sentence(words.trim_end_matches('.'));
    (is_part && sound && !rest.trim().is_empty()).then_some(number)
}

fn split(text: &str) -> (&str, &str) {
    text.split_at(text.find(|letter: char| !is_of_word(letter)).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn parts_say_of_what_they_are() {
        for (words, number) in [
            ("Primera parte del ingenioso hidalgo", Some(1)),
            ("THE SECOND PART OF KING HENRY", Some(2)),
            ("Troisième partie des mémoires", Some(3)),
            ("Zweiter Teil der Reise", Some(2)),
            ("The first chapter of the tale", None),
            ("the second part of it", None),
        ] {
            assert_eq!(part(words), number, "{words}");
        }
    }
}
