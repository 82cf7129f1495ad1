//! Which way lines run: what a language says, and what words do.

use super::content::{Inline, InlineKind, Style};
use unicode_bidi::{BidiClass, bidi_class};

/// Which way lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As in Latin script.
    LeftToRight,
    /// As in Arabic and Hebrew.
    RightToLeft,
}

impl Direction {
    /// As HTML writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }

    /// That of a language, by its script or its usual one.
    pub fn of(lang: &str) -> Direction {
        const SCRIPTS: [&str; 5] = ["arab", "hebr", "syrc", "thaa", "nkoo"];
        // `iw` is what Hebrew was called in ISO 639 until 1989.
        const LANGUAGES: [&str; 12] =
            ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"];
        let script = lang.split('-').skip(1).find(|subtag| subtag.len() == 4 && subtag.is_ascii());
        let primary = lang.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let right_to_left = match script {
            Some(script) => SCRIPTS.contains(&script.to_ascii_lowercase().as_str()),
            None => LANGUAGES.contains(&primary.as_str()),
        };
        if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
    }
    /// That of words without a word on it: as the first letter that runs one way, where most of the others run so as well.
    /// The first letter alone (UAX #9, P2; HTML's `dir="auto"`) would turn a paragraph that tells in English what a word
    /// of Hebrew means. `None` where no letter runs either way.
    pub fn of_words(text: &str) -> Option<Direction> {
        let letters = text.chars().filter_map(Direction::of_letter);
        let (mut first, mut rightwards, mut leftwards) = (None, 0usize, 0usize);
        for direction in letters {
            first = first.or(Some(direction));
            match direction {
                Direction::LeftToRight => rightwards += 1,
                Direction::RightToLeft => leftwards += 1,
            }
        }
        first.filter(|first| match first {
            Direction::LeftToRight => rightwards >= leftwards,
            Direction::RightToLeft => leftwards >= rightwards,
        })
    }

    /// Which way a letter runs; `None` for figures, marks and blanks.
    fn of_letter(letter: char) -> Option<Direction> {
        match bidi_class(letter) {
            BidiClass::L => Some(Direction::LeftToRight),
            BidiClass::R | BidiClass::AL => Some(Direction::RightToLeft),
            _ => None,
        }
    }
}

/// Which way the lines of a paragraph run, where all of its words stand in a direction of their own, and the words.
pub fn running(inlines: &[Inline]) -> Option<(Direction, &[Inline])> {
    match inlines {
        [Inline { kind: InlineKind::Styled(Style::Direction(direction), words), .. }] => {
            Some((*direction, words))
        }
        _ => None,
    }
}

/// Whether a text may hold letters or marks that make any of it run from right to left: a look at bytes that costs
/// next to nothing. All such characters begin in UTF-8 with one of these.
pub fn may_run_right(text: &str) -> bool {
    !text.is_ascii()
        && text.char_indices().any(|(offset, character)| match text.as_bytes()[offset] {
            // U+0580 to U+07FF, and what begins as U+0800 to U+08FF does, and those beyond the first plane.
            0xD6..=0xE0 | 0xF0 => true,
            // Marks of direction, and the forms for presentation.
            0xE2 | 0xEF => matches!(
                character,
                '\u{200F}' | '\u{202B}' | '\u{202E}' | '\u{2067}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            ),
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_run_as_their_letters_do() {
        use Direction::{LeftToRight, RightToLeft};
        for (text, expected) in [
            ("words", Some(LeftToRight)),
            ("1. שלום עולם!", Some(RightToLeft)),
            ("«كتاب» Moby", Some(RightToLeft)),
            ("שלום is a word of Hebrew", None),
            ("Hebrew: שלום עולם ועוד מילים", None),
            ("12, 13 …", None),
        ] {
            assert_eq!(Direction::of_words(text), expected, "{text}");
        }
    }
}
