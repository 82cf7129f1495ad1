//! What the items of lists begin with: numbers, letters and bullets.

use crate::document::{Delimiter, Figures};
use crate::reader::plain::forms::is_break;

/// What an item begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    Bullet(char),
    Number { figures: Figures, delimiter: Delimiter, value: i64 },
}

impl Marker {
    /// Whether another marker is that of the next item.
    pub fn is_followed_by(self, next: Marker) -> bool {
        match (self, next) {
            (Marker::Bullet(own), Marker::Bullet(next)) => own == next,
            (
                Marker::Number { figures, delimiter, value },
                Marker::Number { figures: f, delimiter: d, value: v },
            ) => (figures, delimiter, value + 1) == (f, d, v),
            _ => false,
        }
    }

    /// Whether a list may begin with it.
    pub fn is_first(self) -> bool {
        match self {
            Marker::Bullet(_) => true,
            Marker::Number { value, .. } => value == 1,
        }
    }

    /// How many items prove a list: a hyphen may begin what somebody says, and a number the first of a
    /// line's words.
    pub fn fewest(self) -> usize {
        match self {
            Marker::Bullet('-' | '*' | '+' | 'o') => 3,
            Marker::Number { value, .. } if value != 1 => 3,
            _ => 2,
        }
    }
}

/// The digits of a number with which a list may begin: one of four may be a year.
const FEW_DIGITS: usize = 3;

/// The digits of a number that may go on a list.
const MOST_DIGITS: usize = 9;

/// The markers that a line may begin with, and the bytes that they take with the blank behind them. "i." is
/// the first Roman number and the ninth letter.
pub fn markers(content: &str) -> Vec<(Marker, usize)> {
    markers_of(content, FEW_DIGITS)
}

/// The same of a line that may go on a list: "1000." behind "999.".
pub fn later_markers(content: &str) -> Vec<(Marker, usize)> {
    markers_of(content, MOST_DIGITS)
}

fn markers_of(content: &str, digits: usize) -> Vec<(Marker, usize)> {
    let Some(length) = content.find(char::is_whitespace) else { return Vec::new() };
    let (token, rest) = content.split_at(length);
    let length = length + rest.len() - rest.trim_start().len();
    // The letter of those who have no bullets, which is a word in Portuguese, and in Polish.
    if token == "o" && rest.starts_with("  ") {
        return vec![(Marker::Bullet('o'), length)];
    }
    if let Some(bullet) =
        token.chars().next().filter(|first| token.len() == first.len_utf8() && "-*+•‣◦▪·".contains(*first))
    {
        return if is_break(content) { Vec::new() } else { vec![(Marker::Bullet(bullet), length)] };
    }
    let bracketed = token.strip_prefix('(').and_then(|token| token.strip_suffix(')'));
    let (number, delimiter) = match (bracketed, token.strip_suffix(')'), token.strip_suffix('.')) {
        (Some(number), _, _) => (number, Delimiter::Parentheses),
        (None, Some(number), _) => (number, Delimiter::Parenthesis),
        (None, None, Some(number)) => (number, Delimiter::Period),
        (None, None, None) => return Vec::new(),
    };
    let marker = |(figures, value)| (Marker::Number { figures, delimiter, value }, length);
    values(number, digits).into_iter().map(marker).collect()
}

/// What a number of at the most so many digits may mean.
fn values(number: &str, digits: usize) -> Vec<(Figures, i64)> {
    if number.len() <= digits && number.bytes().all(|digit| digit.is_ascii_digit()) {
        let plain = Figures::Decimal.read(number);
        return plain.map(|value| (Figures::Decimal, value)).into_iter().collect();
    }
    const LETTERS: [Figures; 4] =
        [Figures::LowerLatin, Figures::LowerRoman, Figures::UpperLatin, Figures::UpperRoman];
    LETTERS.into_iter().filter_map(|figures| Some((figures, figures.read(number)?))).collect()
}

/// The number of the item that a line begins, if it is one in figures: "3. Lock the shed."
pub fn figure(content: &str) -> Option<i64> {
    content.starts_with(|first: char| first == '(' || first.is_ascii_digit()).then_some(())?;
    markers(content).into_iter().find_map(|(marker, _)| match marker {
        Marker::Number { figures: Figures::Decimal, value, .. } => Some(value),
        _ => None,
    })
}
