//! Parts that say of what they are a part: "Primera parte del ingenioso hidalgo", "THE SECOND PART OF KING HENRY".

use super::labels::{is_of_stage, rank};
use super::number_words::{is_of_word, ordinal};
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::ends_sentence;
use std::ops::Range;

/// The lines of such parts, two at least, in their order, each directly above a chapter.
pub fn named_parts(sheet: &Sheet, chunks: &[Range<usize>], chapters: &[Range<usize>]) -> Vec<Range<usize>> {
    const MOST_LINES: usize = 3;
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut last = 0;
    for (chunk, next) in chunks.iter().zip(chunks.iter().skip(1)) {
        let leads = chapters.binary_search_by_key(&next.start, |lines| lines.start).is_ok();
        if chunk.len() > MOST_LINES || !leads {
            continue;
        }
        let number = part(&sheet.words(chunk.clone()));
        if number == Some(last + 1) {
            last += 1;
            parts.push(chunk.clone());
        }
    }
    if parts.len() > 1 { parts } else { Vec::new() }
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
