//! International Standard Book Numbers (ISO 2108).

/// Why what is written is no ISBN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoIsbn {
    /// It has neither the length nor the figures of one.
    Form,
    /// Its last figure does not agree with those before it, which want this one.
    CheckDigit(char),
}

impl std::fmt::Display for NoIsbn {
    /// What it would have to be.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoIsbn::Form => formatter.write_str("an ISBN of 10 or 13 digits"),
            NoIsbn::CheckDigit(digit) => {
                write!(formatter, "an ISBN, whose check digit would be {digit}")
            }
        }
    }
}

/// An ISBN as it is written, without the letters "ISBN" before it: of ten figures or of thirteen,
/// with hyphens or spaces between them.
///
/// Errors: why it is none.
pub fn isbn(written: &str) -> Result<String, NoIsbn> {
    let number = without_name(written);
    let figures: Vec<char> = number.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let digits = |count: usize| -> Option<Vec<u32>> {
        figures.iter().take(count).map(|c| c.to_digit(10)).collect::<Option<Vec<u32>>>()
    };
    let wanted = match (figures.len(), digits(figures.len().saturating_sub(1))) {
        (10, Some(digits)) => check_of_ten(&digits),
        // The prefixes of the trade in books among the numbers of all goods.
        (13, Some(digits)) if matches!(digits.get(..3), Some([9, 7, 8 | 9])) => check_of_thirteen(&digits),
        _ => return Err(NoIsbn::Form),
    };
    match figures.last().map(char::to_ascii_uppercase) {
        Some(last) if last == wanted => Ok(number.to_owned()),
        Some('0'..='9' | 'X') => Err(NoIsbn::CheckDigit(wanted)),
        _ => Err(NoIsbn::Form),
    }
}

/// `ISBN-13: 978-…` without its first word.
fn without_name(written: &str) -> &str {
    let written = written.trim();
    let Some(rest) = written.get(4..).filter(|_| written.to_ascii_lowercase().starts_with("isbn")) else {
        return written;
    };
    let rest = rest.strip_prefix("-13").or(rest.strip_prefix("-10")).unwrap_or(rest);
    rest.trim_start_matches([':', ' '])
}

/// Modulo 11, with weights from 10 down to 2; ten is written as X.
fn check_of_ten(digits: &[u32]) -> char {
    let sum: u32 = digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    char::from_digit((11 - sum % 11) % 11, 10).unwrap_or('X')
}

/// Modulo 10, with weights 1 and 3 by turns.
fn check_of_thirteen(digits: &[u32]) -> char {
    let sum: u32 = digits.iter().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_tells() {
        for (written, expected) in [
            ("978-3-16-148410-0", Ok("978-3-16-148410-0")),
            ("ISBN-13: 978 3 16 148410 0", Ok("978 3 16 148410 0")),
            ("9791034300129", Ok("9791034300129")),
            ("isbn 3-16-148410-X", Ok("3-16-148410-X")),
            ("080442957x", Ok("080442957x")),
            ("0-306-40615-2", Ok("0-306-40615-2")),
            ("978-3-16-148410-1", Err(NoIsbn::CheckDigit('0'))),
            ("978-3-16-148410-X", Err(NoIsbn::CheckDigit('0'))),
            ("0-306-40615-3", Err(NoIsbn::CheckDigit('2'))),
            ("3161484100", Err(NoIsbn::CheckDigit('X'))),
            ("4006381333931", Err(NoIsbn::Form)),
            ("123", Err(NoIsbn::Form)),
            ("978-3-16-14841O-0", Err(NoIsbn::Form)),
            ("978-3-16-148410-?", Err(NoIsbn::Form)),
            ("", Err(NoIsbn::Form)),
            ("ISBN", Err(NoIsbn::Form)),
            ("isbü", Err(NoIsbn::Form)),
        ] {
            assert_eq!(isbn(written), expected.map(str::to_owned), "{written}");
        }
    }
}
