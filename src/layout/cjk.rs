//! What sets Chinese and Japanese apart, and the scripts of South-East Asia: characters of the former stand in squares, the marks among them fill but half of theirs,
//! and lines are filled between characters, since there are no spaces between words.
//!
//! After JIS X 4051 and the W3C's notes on both scripts (JLREQ 3.1.2 to 3.1.10, CLREQ 3.1.6), as far as a page needs
//! it: no two halves of blank stand side by side, none stands at the end of a line or at its beginning, and Latin
//! words and figures stand a quarter of an em apart from what is around them.

use crate::font::{FIRST_SQUARE, Marks};
use unicode_script::{Script, UnicodeScript};

/// What a character is to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Square {
    /// A character that fills its square.
    Full,
    /// A bracket, of which the left half is blank.
    Opening,
    /// A bracket, comma or stop, of which the right half is blank.
    Closing,
}

impl Square {
    /// `None` for what stands in no square. Quotation marks, dashes and dots that all scripts share do so in text of a
    /// language that has `marks` in squares.
    pub fn of(character: char, marks: Option<Marks>) -> Option<Square> {
        if character < FIRST_SQUARE {
            return match character {
                '“' | '‘' if marks.is_some() => Some(Square::Opening),
                '”' | '’' if marks.is_some() => Some(Square::Closing),
                '—' | '…' | '‥' | '·' if marks.is_some() => Some(Square::Full),
                _ => None,
            };
        }
        match character {
            '、' | '。' | '，' | '．' if marks == Some(Marks::InMiddle) => Some(Square::Full),
            '（' | '「' | '『' | '【' | '〔' | '〈' | '《' | '［' | '｛' | '〖' | '｟' | '〝' => {
                Some(Square::Opening)
            }
            '）' | '」' | '』' | '】' | '〕' | '〉' | '》' | '］' | '｝' | '〗' | '｠' | '〟' | '、'
            | '。' | '，' | '．' => Some(Square::Closing),
            '\u{3000}'..='\u{303F}' | '\u{30FB}' | '\u{30FC}' | '\u{FF01}'..='\u{FF60}' => Some(Square::Full),
            other => {
                let script = other.script();
                let is_full =
                    matches!(script, Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo);
                is_full.then_some(Square::Full)
            }
        }
    }
}

/// White space between two characters, in thousandths of an em: natural, stretch, shrink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blank(pub i64, pub i64, pub i64);

pub const NOTHING: Blank = Blank(0, 0, 0);
/// What stands beside Latin words and figures: pTeX's `\xkanjiskip`, a quarter plus 1 pt minus 1 pt at ten points.
pub const QUARTER: Blank = Blank(250, 100, 100);

/// What stands between two characters that no space parts, of which at least one stands in a square; `None` where
/// none does.
pub fn between(before: char, after: char, marks: Option<Marks>) -> Option<Blank> {
    // pTeX's `\kanjiskip` is 0 pt plus 0.4 pt at ten points. The stretch within half a square is what JLREQ leaves to
    // be taken away there.
    const FULL: Blank = Blank(0, 60, 0);
    const HALF: Blank = Blank(500, 60, 250);
    use Square::{Closing, Full, Opening};
    // An apostrophe within a word is none of these marks, nor are those around words of their own.
    let is_letter = |letter: char| letter < FIRST_SQUARE && letter.is_alphabetic();
    let square = |letter: char, beside: char| {
        Square::of(letter, marks.filter(|_| letter >= FIRST_SQUARE || !is_letter(beside)))
    };
    Some(match (square(before, after), square(after, before)) {
        (None, None) => return None,
        (Some(Closing), Some(Closing)) | (Some(Opening), _) | (_, Some(Closing)) => NOTHING,
        (Some(Closing), _) | (_, Some(Opening)) => HALF,
        (Some(Full), Some(Full)) => FULL,
        (Some(Full), None) | (None, Some(Full)) if before.is_alphanumeric() && after.is_alphanumeric() => {
            QUARTER
        }
        (Some(Full), None) | (None, Some(Full)) => NOTHING,
    })
}

/// Whether a text is a mark that may hang out of a line: the commas and the stops (JLREQ, classes 6 and 7).
pub fn hangs(text: &str) -> bool {
    matches!(text, "、" | "。" | "，" | "．")
}

/// Whether emphasis marks a character by a dot: no blank and no mark (CSS Text Decoration 3, 3.1).
pub fn takes_dot(character: char) -> bool {
    Square::of(character, None) == Some(Square::Full) && character.is_alphanumeric()
}

/// What stands between two words of a script that writes them without spaces: where a line lacks width, they stand
/// apart a little, before its few spaces stand apart much (W3C, Thai and Khmer Layout Requirements).
pub fn between_words(before: char, after: char) -> Option<Blank> {
    let is_unspaced = |letter: char| {
        matches!(letter.script(), Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar)
    };
    (is_unspaced(before) && is_unspaced(after)).then_some(Blank(0, 60, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_spaces_may_stand_apart() {
        for (before, after, expected) in
            [('ก', 'ข', true), ('ក', 'ខ', true), ('ก', 'a', false), ('a', 'b', false)]
        {
            assert_eq!(between_words(before, after).is_some(), expected, "{before}{after}");
        }
    }

    #[test]
    fn letters_of_squares_take_dots() {
        for (character, expected) in [
            ('日', true),
            ('あ', true),
            ('ー', true),
            ('々', true),
            ('Ａ', true),
            ('。', false),
            ('「', false),
            ('・', false),
            ('！', false),
            ('\u{3000}', false),
            ('a', false),
            ('가', false),
        ] {
            assert_eq!(takes_dot(character), expected, "{character}");
        }
    }

    #[test]
    fn no_two_halves_of_blank_stand_side_by_side() {
        let natural = |pair: &str, marks: Option<Marks>| {
            let mut pair = pair.chars();
            let (before, after) = (pair.next().unwrap(), pair.next().unwrap());
            between(before, after, marks).map(|Blank(natural, ..)| natural)
        };
        for (pair, expected) in [
            ("日本", Some(0)),
            ("語。", Some(0)),
            ("。」", Some(0)),
            ("」日", Some(500)),
            ("」「", Some(500)),
            ("日「", Some(500)),
            ("「日", Some(0)),
            ("「『", Some(0)),
            ("日a", Some(250)),
            ("3日", Some(250)),
            ("日!", Some(0)),
            ("、a", Some(500)),
            ("：“", Some(500)),
            ("”他", Some(500)),
            ("——", Some(0)),
            ("n’", None),
            ("ab", None),
            ("가나", None),
        ] {
            assert_eq!(natural(pair, Some(Marks::InCorner)), expected, "{pair}");
        }
        // In Taiwan and Hong Kong commas and stops stand in the middle of their squares, of which nothing can be taken.
        for (pair, expected) in
            [("語。", Some(0)), ("。日", Some(0)), ("，a", Some(0)), ("。」", Some(0)), ("」日", Some(500))]
        {
            assert_eq!(natural(pair, Some(Marks::InMiddle)), expected, "{pair}");
        }
    }
}
