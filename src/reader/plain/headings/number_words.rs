//! Numbers in words, as titles write them beside the name of a division.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The words of a kind, in small letters, with what they mean.
type Values = FxHashMap<&'static str, u32>;

/// What `number_words.txt` holds; its head says what the kinds are.
#[derive(Default)]
struct Vocabulary {
    cardinals: Values,
    tens: Values,
    ordinals: Values,
    units: Values,
    decades: Values,
}

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::parse(include_str!("number_words.txt")));

impl Vocabulary {
    fn parse(text: &'static str) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            let kind = match words.next() {
                Some("cardinal") => &mut vocabulary.cardinals,
                Some("tens") => &mut vocabulary.tens,
                Some("ordinal") => &mut vocabulary.ordinals,
                Some("unit") => &mut vocabulary.units,
                Some("decade") => &mut vocabulary.decades,
                _ => continue,
            };
            let number = words.next().and_then(|number| number.parse().ok()).unwrap_or(0);
            kind.extend(words.map(|word| (word, number)));
        }
        vocabulary
    }
}

/// A number below a hundred at the front of a text ("twenty-one", "Twenty One", "drei"), and its length
/// in bytes.
pub fn cardinal(text: &str) -> Option<(u32, usize)> {
    let unit = |word: &str| VOCABULARY.cardinals.get(word.to_lowercase().as_str()).copied();
    let word = first_word(text);
    if let Some(number) = unit(word) {
        return Some((number, word.len()));
    }
    let tens = tens(word)?;
    let below = parted(&text[word.len()..]).map(first_word).and_then(|next| Some((unit(next)?, next.len())));
    Some(match below.filter(|(unit, _)| *unit < 10) {
        Some((unit, length)) => {
            let parted = text[word.len()..].chars().next().map_or(0, char::len_utf8);
            (tens + unit, word.len() + parted + length)
        }
        None => (tens, word.len()),
    })
}

fn tens(word: &str) -> Option<u32> {
    VOCABULARY.tens.get(word.to_lowercase().as_str()).copied()
}

/// What follows a hyphen or a space.
fn parted(text: &str) -> Option<&str> {
    text.strip_prefix(['-', ' ', '\u{2011}'])
}

fn first_word(text: &str) -> &str {
    text.find(|letter: char| !is_of_word(letter)).map_or(text, |end| &text[..end])
}

/// Whether a character is part of a word: a letter, or the sign that takes the vowel from one of Hindi.
pub fn is_of_word(letter: char) -> bool {
    letter.is_alphabetic() || letter == '\u{94d}'
}

/// The number of words such as "erstes", "Première", "THIRD" or "Twenty-First" at the front of a text, and
/// their length in bytes. They are to be asked only beside the name of a division, where such words mean
/// nothing else.
pub fn ordinal(text: &str) -> Option<(u32, usize)> {
    let word = first_word(text);
    if let Some(tens) = tens(word)
        && let Some(rest) = parted(&text[word.len()..])
        && let next = first_word(rest)
        && let Some(unit) = one_word(next).filter(|unit| *unit < 10)
    {
        return Some((tens + unit, text.len() - rest.len() + next.len()));
    }
    one_word(word).map(|number| (number, word.len()))
}

/// The number of the longest stem that a word is a form of: "femtende" is no form of "femte".
fn one_word(word: &str) -> Option<u32> {
    // The small letter of the Turkish "İ" has a dot of its own.
    let word = match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => word.to_lowercase().replace('\u{307}', ""),
    };
    stem(&VOCABULARY.ordinals, &word, 4).or_else(|| in_german(&word))
}

fn in_german(word: &str) -> Option<u32> {
    let (unit, tens) = word.split_once("und")?;
    Some(stem(&VOCABULARY.decades, tens, 2)? + VOCABULARY.units.get(unit)?)
}

/// What the longest stem means that a word begins with, if its ending has no more letters than `ending`.
fn stem(stems: &Values, word: &str, ending: usize) -> Option<u32> {
    let ends = word.char_indices().rev().take(ending).map(|(end, _)| end);
    std::iter::once(word.len()).chain(ends).find_map(|end| stems.get(&word[..end]).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_words() {
        let cases: [(&str, Option<(u32, usize)>); 8] = [
            ("Twenty-One: The Boat", Some((21, 10))),
            ("ONE", Some((1, 3))),
            ("forty two", Some((42, 9))),
            ("Thirty boats", Some((30, 6))),
            ("twenty-ten", Some((20, 6))),
            ("zwei", Some((2, 4))),
            ("dieciséis", Some((16, 10))),
            ("oneself", None),
        ];
        for (text, expected) in cases {
            assert_eq!(cardinal(text), expected, "{text}");
        }
        let ordinals = [
            ("Erstes", 1),
            ("PREMIÈRE", 1),
            ("zwölfter", 12),
            ("Третья", 3),
            ("settimo", 7),
            ("pierwszy", 1),
            ("První", 1),
            ("femtende", 15),
            ("femte", 5),
            ("achtzehntes", 18),
            ("Twenty-First", 21),
            ("vingt-deuxième", 22),
            ("einundzwanzigstes", 21),
            ("двадцать первая", 21),
            ("Második", 2),
            ("Ensimmäinen", 1),
        ];
        for (words, expected) in ordinals {
            assert_eq!(ordinal(words).map(|(number, _)| number), Some(expected), "{words}");
        }
        assert_eq!(ordinal("firstborns"), None);
    }
}
