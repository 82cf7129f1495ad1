//! Emphasised words in books in which emphasis may be marked by dots: those of other scripts are told by their slope
//! there too, as in print, and for that are elements of their own.

use super::ChapterWriter;
use crate::font::FIRST_SQUARE;

impl ChapterWriter<'_, '_> {
    /// A stretch of text, as it stands in what is open.
    pub(super) fn words(&mut self, text: &str) {
        if !self.is_emphasised || self.book.square_languages.is_empty() {
            return self.plain(text);
        }
        for (part, is_latin) in parts(text) {
            match is_latin {
                true => _ = self.markup.start("span").attr("class", "latin").text_end(part),
                false => self.plain(part),
            }
        }
    }
}

/// The parts of a text, and whether they are words of scripts that have no squares.
fn parts(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let is_word = |letter: char| letter < FIRST_SQUARE && letter.is_alphanumeric();
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = match is_word(first) {
            // With what stands between words, but not with what stands behind the last of them.
            true => {
                let others = rest.find(|letter| letter >= FIRST_SQUARE).unwrap_or(rest.len());
                rest[..others].trim_end_matches(|letter| !is_word(letter)).len()
            }
            false => rest.find(is_word).unwrap_or(rest.len()),
        };
        let (part, behind) = rest.split_at(end);
        rest = behind;
        Some((part, is_word(first)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_squares() {
        for (text, expected) in [
            ("強調", vec![("強調", false)]),
            ("an “old” word", vec![("an “old” word", true)]),
            (
                "第3章の Tea, 茶",
                vec![("第", false), ("3", true), ("章の ", false), ("Tea", true), (", 茶", false)],
            ),
            ("", vec![]),
        ] {
            assert_eq!(parts(text).collect::<Vec<_>>(), expected);
        }
    }
}
