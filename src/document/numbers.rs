//! The numbers of ordered lists: what they are written with, and what stands around them.

use super::Digits;

/// How the items of an ordered list are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// The number of the first item.
    pub first: i64,
    /// They count down.
    pub reversed: bool,
    pub figures: Figures,
    pub delimiter: Delimiter,
}

/// What numbers are written with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Figures {
    #[default]
    Decimal,
    LowerLatin,
    UpperLatin,
    LowerRoman,
    UpperRoman,
}

/// What parts a number from the words of its item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// `1.`
    #[default]
    Period,
    /// `1)`
    Parenthesis,
    /// `(1)`
    Parentheses,
}

impl Numbers {
    /// Figures with a period behind them.
    pub fn from(first: i64) -> Numbers {
        Numbers { first, reversed: false, figures: Figures::Decimal, delimiter: Delimiter::Period }
    }

    /// The number of an item by its place in the list.
    pub fn at(&self, index: usize) -> i64 {
        match self.reversed {
            true => self.first.saturating_sub_unsigned(index as u64),
            false => self.first.saturating_add_unsigned(index as u64),
        }
    }

    /// What stands before an item of a book that has these digits.
    pub fn label(&self, index: usize, digits: Digits) -> String {
        let number = digits.written(self.figures.written(self.at(index)));
        match self.delimiter {
            Delimiter::Period => format!("{number}."),
            Delimiter::Parenthesis => format!("{number})"),
            Delimiter::Parentheses => format!("({number})"),
        }
    }
}

impl Figures {
    /// A number in these figures. What letters or numerals have no form for, is written in digits.
    pub fn written(self, number: i64) -> String {
        let counted = number.unsigned_abs();
        let is_roman = (1..=MOST_ROMAN).contains(&number);
        match self {
            Figures::LowerLatin if number > 0 => latin(counted),
            Figures::UpperLatin if number > 0 => latin(counted).to_uppercase(),
            Figures::LowerRoman if is_roman => lower_roman(counted),
            Figures::UpperRoman if is_roman => lower_roman(counted).to_uppercase(),
            _ => number.to_string(),
        }
    }

    /// The number that a text is in these figures, as lists have it: one letter, or a numeral in its
    /// proper form.
    pub fn read(self, written: &str) -> Option<i64> {
        let number = match self {
            Figures::Decimal => written.parse().ok()?,
            Figures::LowerLatin | Figures::UpperLatin => match written.as_bytes() {
                [letter] if letter.is_ascii_alphabetic() => i64::from(letter.to_ascii_lowercase() - b'a') + 1,
                _ => return None,
            },
            Figures::LowerRoman | Figures::UpperRoman => i64::from(roman(written)?),
        };
        (self.written(number) == written).then_some(number)
    }
}

/// As many letters as the number asks for: `z` is followed by `aa`.
fn latin(mut number: u64) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        let letter = (number - 1) % 26;
        letters.push(char::from(b'a' + letter as u8));
        number = (number - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Beyond it, numerals only repeat their thousands.
const MOST_ROMAN: i64 = 3_999;

const NUMERALS: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// A number in lower-case roman numerals; over 3,999 the thousands repeat `m`.
pub fn lower_roman(mut number: u64) -> String {
    let mut roman = String::new();
    for (value, numeral) in NUMERALS {
        while number >= u64::from(value) {
            roman.push_str(numeral);
            number -= u64::from(value);
        }
    }
    roman
}

/// The number that a text is as a Roman numeral, in capitals or small letters; whether it is in its proper form is
/// not judged.
pub fn roman(written: &str) -> Option<u32> {
    // 3,888 is the longest below 4,000, and has fifteen letters.
    const LONGEST: usize = 15;
    let value = |letter: u8| {
        let numeral = [letter.to_ascii_lowercase()];
        NUMERALS.iter().find(|(_, known)| known.as_bytes() == numeral).map(|(value, _)| i64::from(*value))
    };
    if written.is_empty() || written.len() > LONGEST {
        return None;
    }
    let values: Vec<i64> = written.bytes().map(value).collect::<Option<_>>()?;
    let signed = values.iter().enumerate().map(|(index, &value)| {
        let is_smaller = values.get(index + 1).is_some_and(|&next| value < next);
        if is_smaller { -value } else { value }
    });
    u32::try_from(signed.sum::<i64>()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_and_read_in_their_figures() {
        for (figures, number, written) in [
            (Figures::Decimal, 12, "12"),
            (Figures::LowerLatin, 26, "z"),
            (Figures::UpperLatin, 2, "B"),
            (Figures::LowerRoman, 14, "xiv"),
            (Figures::UpperRoman, 1999, "MCMXCIX"),
        ] {
            assert_eq!((figures.written(number).as_str(), figures.read(written)), (written, Some(number)));
        }
        assert_eq!(Figures::LowerLatin.written(28), "ab");
        assert_eq!(Figures::LowerRoman.written(0), "0");
        for (figures, written) in [
            (Figures::LowerRoman, "iiii"),
            (Figures::LowerRoman, "XI"),
            (Figures::LowerLatin, "ab"),
            (Figures::UpperLatin, "b"),
            (Figures::Decimal, "07"),
        ] {
            assert_eq!(figures.read(written), None, "{written}");
        }
        let read = ["XIV", "mdc", "IIII", "LOX", ""].map(roman);
        assert_eq!(read, [Some(14), Some(1600), Some(4), None, None]);
    }

    #[test]
    fn a_label_has_what_stands_around_its_number() {
        let labels = [Delimiter::Period, Delimiter::Parenthesis, Delimiter::Parentheses].map(|delimiter| {
            Numbers { figures: Figures::LowerLatin, delimiter, ..Numbers::from(3) }.label(1, Digits::Latin)
        });
        assert_eq!(labels, ["d.", "d)", "(d)"]);
        assert_eq!(Numbers::from(9).label(1, Digits::Persian), "۱۰.");
    }

    #[test]
    fn numbers_count_in_either_direction() {
        let labels = |numbers: Numbers| [0, 1, 2].map(|index| numbers.label(index, Digits::Latin));
        assert_eq!(labels(Numbers::from(-1)), ["-1.", "0.", "1."]);
        let down = Numbers { reversed: true, figures: Figures::LowerLatin, ..Numbers::from(2) };
        assert_eq!(labels(down), ["b.", "a.", "0."]);
        assert_eq!(Numbers::from(i64::MAX).at(1), i64::MAX);
    }
}
