//! Titles as they are compared: without case, spaces and punctuation, their numbers read.

use super::numbering::{Numbering, numbering};

/// A title as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Letters and digits in lower case, the number at the front in one notation.
    pub full: String,
    /// The same without the number; equal to `full` where there is none.
    pub loose: String,
    /// The number alone; empty where there is none.
    number: String,
    parts: Vec<u32>,
    label: Option<String>,
    /// A number and no words.
    is_bare: bool,
}

impl Title {
    pub fn of(text: &str) -> Title {
        match numbering(text) {
            None => {
                let full = letters_and_digits(text);
                let (number, parts) = (String::new(), Vec::new());
                Title { loose: full.clone(), full, number, parts, label: None, is_bare: false }
            }
            // "3 Men" may be the third chapter or three men.
            Some(Numbering { weak: true, parts, rest, .. }) => {
                let (full, loose) = (letters_and_digits(text), letters_and_digits(rest));
                Title { loose, full, number: String::new(), parts, label: None, is_bare: false }
            }
            Some(Numbering { label, parts, rest, .. }) => {
                let number = parts.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
                let rest = letters_and_digits(rest);
                let full = format!("{}#{number}#{rest}", label.as_deref().unwrap_or_default());
                let is_bare = rest.is_empty();
                let loose = if is_bare { full.clone() } else { rest };
                Title { loose, full, number: format!("#{number}"), parts, label, is_bare }
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
    /// either ("The Door" is "I. The Door"), and so may the words ("CHAPTER I" is "I. The Door"). The
    /// steps are wider than what one heading can be better than another (`Unit::bonus`).
    pub fn likeness(&self, other: &Title) -> Option<i64> {
        let same_number = self.parts == other.parts;
        let numbers = self.parts.is_empty() || other.parts.is_empty() || same_number;
        if self.full == other.full {
            return Some(100);
        }
        if self.loose == other.loose {
            return numbers.then_some(60);
        }
        let labels = self.label.is_none() || other.label.is_none() || self.label == other.label;
        let wordless = self.is_bare || other.is_bare;
        (same_number && !self.parts.is_empty() && labels && wordless).then_some(40)
    }
}

pub fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// An entry of a contents list without the page number at its end, and whether the number stood
/// off by dots, a tab or several spaces. `None` where there is none.
pub fn without_page(entry: &str) -> Option<(&str, bool)> {
    let entry = entry.trim_end();
    let number = entry.trim_end_matches(|character: char| character.is_ascii_digit());
    let number =
        // Front matter has its pages in roman numbers.
        if number.len() < entry.len() { number } else { entry.trim_end_matches(['i', 'v', 'x', 'l', 'c']) };
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
