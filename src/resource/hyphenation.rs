//! What a book says of where its words are divided.

mod brought;
mod pattern_file;
mod patterns;

pub use brought::brought_for;
pub use patterns::Patterns;

use std::collections::BTreeMap;
use std::sync::Arc;

/// What is known of the division of words besides the patterns of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Hyphenation {
    /// Words of the book's own, of whatever language.
    pub words: Exceptions,
    /// So many letters stand at the least before a hyphen and behind it, where the book says so.
    pub least: Option<(usize, usize)>,
    /// Patterns that the book brings along, each with the tag of its language in small letters.
    pub patterns: Vec<(String, Arc<Patterns>)>,
}

impl Hyphenation {
    /// Of words with hyphens where they may be divided, and the least letters before a hyphen and behind it.
    pub fn new(words: &[String], least: Option<(u8, u8)>) -> Hyphenation {
        let words = words.iter().map(String::as_str).collect();
        let least = least.map(|(before, behind)| (before.into(), behind.into()));
        Hyphenation { words, least, patterns: Vec::new() }
    }

    /// The patterns that the book brings along for the tag of a language: those of the most of it (`de` for
    /// `de-AT`), else those of one of its kinds (`de-1996` for `de`).
    pub fn patterns_of(&self, tag: &str) -> Option<&Arc<Patterns>> {
        let of_more = self.patterns.iter().filter(|(own, _)| is_of(tag, own));
        let of_kind = || self.patterns.iter().find(|(own, _)| is_of(own, tag));
        // Of two files for one tag, the first counts.
        let found = of_more.rev().max_by_key(|(own, _)| own.len()).or_else(of_kind);
        found.map(|(_, patterns)| patterns)
    }
}

/// Whether a tag is that of a language or of a kind of it: `de-AT` is of `de`.
fn is_of(tag: &str, language: &str) -> bool {
    tag.strip_prefix(language).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Words with the places where they may be divided, in any case of letters; where one is known, no pattern is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Exceptions(BTreeMap<String, Vec<usize>>);

impl<'w> FromIterator<&'w str> for Exceptions {
    /// Of words with hyphens where they may be divided, as `man-u-script`; of a word that comes twice, the last counts.
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Exceptions {
        Exceptions(words.into_iter().map(exception).collect())
    }
}

impl Exceptions {
    /// So many letters of a word stand before each place where it may be divided; `None` where the word is not known.
    pub fn of(&self, word: &str) -> Option<&[usize]> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&in_small_letters(word)).map(Vec::as_slice)
    }
}

fn exception(divided: &str) -> (String, Vec<usize>) {
    let (mut word, mut places, mut letters) = (String::new(), Vec::new(), 0);
    for part in divided.split('-') {
        if letters > 0 {
            places.push(letters);
        }
        letters += part.chars().count();
        word.push_str(part);
    }
    (in_small_letters(&word), places)
}

/// A word in small letters, as many as it has: one that would be two when it is small (`İ`) stays as it is.
fn in_small_letters(word: &str) -> String {
    let small = |letter: char| {
        let mut small = letter.to_lowercase();
        small.next().filter(|_| small.next().is_none()).unwrap_or(letter)
    };
    word.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case_of_letters() {
        let words: Exceptions = ["data-base", "Bifolio", "İs-tan-bul", "a-b", "a-bc"].into_iter().collect();
        for (word, expected) in [
            ("database", Some(&[4][..])),
            ("DataBase", Some(&[4])),
            ("bifolio", Some(&[])),
            ("İSTANBUL", Some(&[2, 5])),
            ("abc", Some(&[1])),
            ("databases", None),
            ("", None),
        ] {
            assert_eq!(words.of(word), expected, "{word}");
        }
        assert_eq!(Exceptions::default().of("database"), None);
    }

    #[test]
    fn patterns_are_those_of_the_nearest_language() {
        let file = |tag: &str| {
            let patterns = Patterns::read(format!("{tag}1a").as_bytes()).expect("there are patterns");
            (tag.to_owned(), Arc::new(patterns))
        };
        let patterns = ["de", "de-1996", "en-gb", "pt-pt", "pt-pt"].map(file).into();
        let own = Hyphenation { patterns, ..Hyphenation::default() };
        for (tag, expected) in [
            ("de", Some(0)),
            ("de-at", Some(0)),
            ("de-1996-x", Some(1)),
            ("den", None),
            ("en", Some(2)),
            ("en-us", None),
            ("pt-pt", Some(3)),
        ] {
            let found = own.patterns_of(tag);
            let at =
                found.and_then(|found| own.patterns.iter().position(|(_, known)| Arc::ptr_eq(known, found)));
            assert_eq!(at, expected, "{tag}");
        }
    }
}
