//! Which way lines run, where `dir` says that apart from the language.

use super::attributes::Attributes;
use crate::document::Direction;

impl Attributes {
    /// What `dir` says of words; of `auto`, their letters do.
    pub(in crate::reader) fn direction(&self, words: &str) -> Option<Direction> {
        let written = self.value("dir")?.trim().to_ascii_lowercase();
        match written.as_str() {
            "rtl" => Some(Direction::RightToLeft),
            "ltr" => Some(Direction::LeftToRight),
            "auto" => of_letters(words),
            _ => None,
        }
    }
}

/// The direction of the first letter in a text (HTML, 3.2.6.4), that of tags left out.
fn of_letters(text: &str) -> Option<Direction> {
    // So far off is no first letter of an element that a person wrote.
    const FAR: usize = 1_000;
    let mut in_tag = false;
    let letter = text.chars().take(FAR).find(|character| {
        in_tag = match character {
            '<' => true,
            '>' => false,
            _ => in_tag,
        };
        !in_tag && character.is_alphabetic()
    })?;
    // Hebrew, Arabic, Syriac, Thaana, N'Ko and their kin, with the forms for presentation.
    Some(match letter {
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' => Direction::RightToLeft,
        _ => Direction::LeftToRight,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_says_the_direction() {
        for (text, direction) in [
            ("1 <b>\u{5D0}</b> a", Some(Direction::RightToLeft)),
            ("(a \u{627})", Some(Direction::LeftToRight)),
            ("12", None),
        ] {
            assert_eq!(of_letters(text), direction, "{text}");
        }
    }
}
