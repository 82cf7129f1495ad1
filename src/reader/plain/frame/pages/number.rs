//! The numbers of pages as they are printed.

use super::letters;
use crate::document::Figures;
use crate::document::numbers::roman;

/// The number of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageNumber {
    /// Front matter counts by itself, in roman numerals.
    pub roman: bool,
    pub value: u32,
}

/// What may stand before a page's number, in the languages of Project Gutenberg's larger shelves.
const PAGE: &[&str] = &[
    "page",
    "pg",
    "p",
    "seite",
    "s",
    "página",
    "pág",
    "pagina",
    "pag",
    "blz",
    "bladz",
    "bladzijde",
    "sida",
    "sid",
    "side",
    "sivu",
    "strona",
    "str",
    "страница",
    "стр",
    "с",
    "oldal",
    "strana",
];

/// What parts it from the number of all pages.
const OF: &[&str] = &["/", "of", "von", "de", "sur", "van", "av", "di", "z", "из"];

/// The longest line that is nothing but a number: "[Page 1234 of 1234]".
const LONGEST: usize = 24;

/// The number of a page that a line holds, and the letters of the words beside it.
pub fn numbered(content: &str) -> Option<(PageNumber, String)> {
    alone(content)
        .map(|number| (number, String::new()))
        .or_else(|| beside(content).map(|(number, words)| (number, letters(words))))
}

/// The number in a line that holds nothing else: `12`, `xii`, `- 12 -`, `[12]`, `Page 12`, `12/20`.
pub fn alone(content: &str) -> Option<PageNumber> {
    if content.len() > LONGEST {
        return None;
    }
    let inner = without_marks(content);
    let end = inner.find(|c: char| !c.is_alphabetic()).unwrap_or(inner.len());
    let word = inner[..end].to_lowercase();
    let named = PAGE.contains(&word.as_str()) && end < inner.len();
    let rest = if named { inner[end..].trim_start_matches(['.', ' ', '\t']) } else { inner };
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let number = parse(number)?;
    let after = after.trim();
    let of_all = || {
        let all = OF.iter().find_map(|of| after.strip_prefix(of))?.trim();
        (!all.is_empty() && all.bytes().all(|byte| byte.is_ascii_digit())).then_some(())
    };
    (after.is_empty() || of_all().is_some()).then_some(number)
}

/// The number before or behind the words of a head, and the words.
fn beside(content: &str) -> Option<(PageNumber, &str)> {
    let content = content.trim();
    let first = content.split_once([' ', '\t']);
    let last = content.rsplit_once([' ', '\t']);
    let behind = last.and_then(|(words, number)| Some((token(number)?, words)));
    let found = behind.or_else(|| first.and_then(|(number, words)| Some((token(number)?, words))));
    found.map(|(number, words)| (number, without_marks(words))).filter(|(_, words)| !words.is_empty())
}

fn token(token: &str) -> Option<PageNumber> {
    parse(without_marks(token))
}

fn without_marks(content: &str) -> &str {
    content.trim_matches(|c: char| c.is_whitespace() || "-–—[](){}|~*.•·".contains(c))
}

fn parse(number: &str) -> Option<PageNumber> {
    let value = |value: u32| (1..10_000).contains(&value).then_some(value);
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(PageNumber { roman: false, value: value(number.parse().ok()?)? });
    }
    // Those in capitals are of chapters.
    number.bytes().all(|byte| byte.is_ascii_lowercase()).then_some(())?;
    // "mill" and "mild" have the letters of numbers, and are none.
    let read = roman(number).filter(|&read| Figures::LowerRoman.written(i64::from(read)) == number)?;
    Some(PageNumber { roman: true, value: value(read)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_read() {
        let cases = [
            ("12", "12"),
            ("- 3 -", "3"),
            ("[3]", "3"),
            ("— 104 —", "104"),
            ("Page 3", "3"),
            ("Seite 17", "17"),
            ("3/20", "3"),
            ("Page 3 of 20", "3"),
            ("[Pg 9]", "9"),
            ("p. 9", "9"),
            ("xii", "roman 12"),
            ("XII", ""),
            ("0", ""),
            ("3 men", ""),
            ("1.2", ""),
            ("mill", ""),
            ("", ""),
        ];
        for (content, expected) in cases {
            let said = alone(content).map_or(String::new(), |PageNumber { roman, value }| {
                format!("{}{value}", if roman { "roman " } else { "" })
            });
            assert_eq!(said, expected, "{content}");
        }
        let words = |content| beside(content).map(|(number, words)| (number.value, words));
        assert_eq!(words("THE MILL        2"), Some((2, "THE MILL")));
        assert_eq!(words("2  THE MILL"), Some((2, "THE MILL")));
        assert_eq!(words("THE MILL [2]"), Some((2, "THE MILL")));
        assert_eq!(words("THE MILL"), None);
    }
}
