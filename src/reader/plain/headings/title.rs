//! Titles as they are compared: without case, spaces and punctuation, their numbers read.

use super::numbering::{Numbering, numbering};
use super::parts::Parts;
use crate::reader::plain::lines::ends_sentence;
use std::borrow::Cow;

/// A title as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Letters and digits in lower case, the number at the front in one notation.
    pub full: String,
    /// The same without the number; equal to `full` where there is none.
    pub loose: String,
    /// The number alone; empty where there is none.
    number: String,
    parts: Parts,
    label: Option<&'static str>,
    /// A number and no words.
    is_bare: bool,
}

impl Title {
    pub fn of(text: &str) -> Title {
        let text = without_calls(without_brackets(text));
        let text = without_continuation(&text);
        Title::numbered(text, numbering(text).as_ref())
    }

    /// The title of a line of which the number is known.
    pub fn of_line(line: &str, number: Option<&Numbering>) -> Title {
        let is_whole = without_continuation(&without_calls(without_brackets(line))).len() == line.len();
        if is_whole { Title::numbered(line, number) } else { Title::of(line) }
    }

    fn numbered(text: &str, number: Option<&Numbering>) -> Title {
        match number {
            // "A. The River" may be "The River".
            None if let Some(rest) = lettered(text) => {
                let (full, loose) = (letters_and_digits(text), letters_and_digits(rest));
                let (number, parts) = (String::new(), Parts::default());
                Title { loose, full, number, parts, label: None, is_bare: false }
            }
            None => {
                let full = letters_and_digits(text);
                let (number, parts) = (String::new(), Parts::default());
                Title { loose: full.clone(), full, number, parts, label: None, is_bare: false }
            }
            // "3 Men" may be the third chapter or three men.
            Some(Numbering { weak: true, parts, rest, .. }) => {
                let (full, loose) = (letters_and_digits(text), letters_and_digits(rest));
                let (number, parts) = (format!("#{}", said(parts)), *parts);
                Title { loose, full, number, parts, label: None, is_bare: false }
            }
            Some(Numbering { label, parts, rest, .. }) => {
                let number = said(parts);
                let rest = letters_and_digits(rest);
                let full = format!("{}#{number}#{rest}", label.unwrap_or_default());
                let is_bare = rest.is_empty();
                let loose = if is_bare { full.clone() } else { rest };
                Title { loose, full, number: format!("#{number}"), parts: *parts, label: *label, is_bare }
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.full.is_empty()
    }

    /// What another title is found by: the whole, the words alone, the number alone.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let loose = (self.loose != self.full).then_some(self.loose.as_str());
        let number = (!self.number.is_empty()).then_some(self.number.as_str());
        std::iter::once(self.full.as_str()).chain(loose).chain(number)
    }

    /// How alike two titles are; `None` if they are different ones. A number may be missing from
    /// either ("The Door" is "I. The Door"), and so may the words ("CHAPTER I" is "I. The Door") or
    /// their end ("1. To his Brother" is "1. To his Brother, March 1801"). The steps are wider than what
    /// one heading can be better than another (`Unit::bonus`).
    pub fn likeness(&self, other: &Title) -> Option<i64> {
        let same_number = self.parts == other.parts;
        let numbers = self.may_share_number(other);
        if self.full == other.full {
            return Some(100);
        }
        if self.loose == other.loose {
            return numbers.then_some(60);
        }
        let labels = self.label.is_none() || other.label.is_none() || self.label == other.label;
        if !same_number || self.parts.is_empty() || !labels {
            return None;
        }
        if begins_alike(&self.loose, &other.loose) {
            return Some(80);
        }
        let wordless = self.is_bare && !other.is_weak() || other.is_bare && !self.is_weak();
        wordless.then_some(40)
    }

    /// Whether two titles have the same number, or one of them has none.
    pub fn may_share_number(&self, other: &Title) -> bool {
        self.parts.is_empty() || other.parts.is_empty() || self.parts == other.parts
    }

    /// Whether it has a number and another title has none.
    pub fn has_more_numbers(&self, other: &Title) -> bool {
        !self.parts.is_empty() && other.parts.is_empty()
    }

    /// Whether what may be its number may be a word.
    fn is_weak(&self) -> bool {
        !self.parts.is_empty() && !self.full.contains('#')
    }
}

fn said(parts: &[u32]) -> String {
    parts.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}

/// "(1) The River" and "[a] The River" without what opens the bracket.
fn without_brackets(text: &str) -> &str {
    const LONGEST: usize = 8;
    let text = text.trim();
    let inner = text.strip_prefix('(').or_else(|| text.strip_prefix('['));
    inner.filter(|inner| inner.find([')', ']']).is_some_and(|end| end <= LONGEST)).unwrap_or(text)
}

/// What says that a title goes on with the last one, letters alone.
const CONTINUATIONS: &[&str] = &[
    "continued",
    "contd",
    "cont",
    "concluded",
    "fortsetzung",
    "schluß",
    "schluss",
    "suite",
    "suiteetfin",
    "continuation",
    "continuación",
    "continúa",
    "conclusión",
    "continuazione",
    "continua",
    "seguito",
    "continuação",
    "vervolg",
    "slot",
    "fortsättning",
    "fortsættelse",
    "fortsettelse",
    "ciągdalszy",
    "pokračování",
    "продолжение",
    "продолженіе",
    "окончание",
];

/// A title without the words behind a mark that say that it goes on: "THE CASTLE--_continued_".
fn without_continuation(text: &str) -> &str {
    const LONGEST: usize = 24;
    // Hardly any line has such a mark.
    if text.bytes().all(|byte| byte.is_ascii() && !matches!(byte, b'-' | b'(' | b'[')) {
        return text;
    }
    let place = ["--", "—", "–", "(", "[", " - "].into_iter().filter_map(|mark| text.rfind(mark)).max();
    let Some(place) = place.filter(|place| *place > 0 && text.len() - place <= LONGEST * 2) else {
        return text;
    };
    let (title, behind) = text.split_at(place);
    let goes_on = CONTINUATIONS.contains(&letters_and_digits(behind).as_str());
    if goes_on && !letters_and_digits(title).is_empty() {
        title.trim_end_matches(['-', ' ', '_', '.'])
    } else {
        text
    }
}

/// A title without the labels of notes in it: "COMPENSATION.[93]".
fn without_calls(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 4;
    let text = text.trim_end_matches(['*', '†', '‡']);
    if !text.contains('[') {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let label = after.split_once(']').filter(|(label, _)| label.len() <= LONGEST);
        kept.push_str(before);
        rest = label.map_or(after, |(_, after)| after);
    }
    kept.push_str(rest);
    if letters_and_digits(&kept).is_empty() { Cow::Borrowed(text) } else { Cow::Owned(kept) }
}

/// What follows a letter that counts: "a) The River", "B. The Mill".
fn lettered(text: &str) -> Option<&str> {
    let mut letters = text.chars();
    letters.next().filter(|letter| letter.is_alphabetic())?;
    let rest = letters.as_str().strip_prefix(['.', ')', ']'])?;
    let title = rest.trim_start();
    (title.len() < rest.len() && !letters_and_digits(title).is_empty()).then_some(title)
}

/// Whether one title is a beginning of the other, long enough to be no accident.
fn begins_alike(one: &str, other: &str) -> bool {
    const FEWEST_LETTERS: usize = 4;
    let shorter = if one.len() < other.len() { one } else { other };
    (one.starts_with(other) || other.starts_with(one)) && shorter.chars().nth(FEWEST_LETTERS - 1).is_some()
}

pub fn letters_and_digits(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| letter.is_alphanumeric()) {
        match letter.is_ascii() {
            true => key.push(letter.to_ascii_lowercase()),
            false => key.extend(letter.to_lowercase()),
        }
    }
    key
}

/// An entry of a contents list without the page number at its end, and whether the number stood
/// off by dots, a tab or several spaces. `None` where there is none.
pub fn without_page(entry: &str) -> Option<(&str, bool)> {
    let entry = entry.trim_end();
    let entry = entry.strip_suffix('.').unwrap_or(entry);
    let number = entry.trim_end_matches(|character: char| character.is_ascii_digit());
    let number =
        // Front matter has its pages in roman numbers.
        if number.len() < entry.len() { number } else { entry.trim_end_matches(['i', 'v', 'x', 'l', 'c']) };
    let (number, entry) = match before_range(number) {
        Some(first) => (first, &entry[..first.len() + 1]),
        None => (number, entry),
    };
    let title = number.trim_end_matches(|character: char| {
        matches!(character, '.' | '…' | '·' | '_' | '-') || character.is_whitespace()
    });
    let leader = &number[title.len()..];
    if number.len() == entry.len() || leader.is_empty() || title.is_empty() || entry.len() - number.len() > 5
    {
        return None;
    }
    let stands_off = leader.contains('\t')
        || leader.contains("..")
        || leader.contains(". .")
        || leader.contains('…')
        || leader.contains("   ")
        || leader.contains("··");
    Some((title, stands_off))
}

/// What stands before the first page of "11-69", whose second number is cut off already. "1914-1918" behind a single
/// space are years.
fn before_range(number: &str) -> Option<&str> {
    let first =
        number.strip_suffix(['-', '–']).filter(|first| first.ends_with(|c: char| c.is_ascii_digit()))?;
    let before = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let parted = before.ends_with(['\t', '.', '…']) || before.ends_with("  ");
    (parted && first.len() - before.len() <= 5).then_some(before)
}

/// A short line that begins with a capital and does not end as a sentence does.
pub fn looks_like_title(words: &str) -> bool {
    // What stands before the label of a note.
    let words =
        words.strip_suffix(']').and_then(|label| label.rsplit_once('[')).map_or(words, |(words, _)| words);
    let last = words.trim_end_matches('*').chars().next_back();
    let ends_open =
        matches!(last, Some('.' | ',' | ';' | ':' | '-' | '—' | '”' | '"' | '’' | '。' | '，' | '：' | '；'));
    let begins = words
        .chars()
        .next()
        .is_some_and(|first| first.is_uppercase() || first.is_numeric() || is_unicased(first));
    let whole = !ends_open && !closes_bracket(words);
    begins && whole && words.chars().count() <= 70 && !words.contains(": ")
}

/// Whether a line ends a bracket that began above it: "FIG. 15.]".
pub fn closes_bracket(words: &str) -> bool {
    words.ends_with([']', ')']) && !words.contains(['[', '('])
}

/// Whether a line ends as a sentence does, or a speech, or says nothing.
pub fn ends_whole(words: &str) -> bool {
    ends_sentence(words) || words.ends_with(['”', '"', '’', '\'', ')', ']', '»', '*', '」', '』'])
}

/// Letters of scripts without case begin a title as capitals do.
fn is_unicased(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_lowercase() && !letter.is_uppercase()
}

/// At least three capitals, and hardly a small letter: "THE HOeFEN GRABENS", "McALPIN'S MILL".
pub fn is_capitals(words: &str) -> bool {
    let (mut capitals, mut small, mut is_below) = (0, 0, false);
    for letter in words.chars() {
        let is_small = letter.is_lowercase();
        // Most lines have two small letters beside each other near their front.
        if is_small && is_below {
            return false;
        }
        is_below = is_small;
        small += usize::from(is_small);
        capitals += usize::from(letter.is_uppercase());
    }
    capitals >= 3 && small * 5 <= capitals
}

/// Whether all longer words begin with capitals, and some have small letters: "The Lord’s Prayer."
pub fn is_in_title_case(words: &str) -> bool {
    const SHORT: usize = 3;
    let mut longer = words.split_whitespace().filter(|word| word.chars().nth(SHORT).is_some()).peekable();
    longer.peek().is_some()
        && longer.all(|word| word.starts_with(char::is_uppercase))
        && words.split_whitespace().nth(1).is_some()
        && words.chars().any(char::is_lowercase)
}
