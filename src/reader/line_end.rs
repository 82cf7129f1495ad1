//! Line ends of the manuscript, and whether they part words.

use unicode_script::{Script, UnicodeScript};

/// Whether a line end between two characters is nothing: scripts that are written without spaces break
/// their lines anywhere (CSS Text 4, 4.1.3, the segment break transformation rules). Korean, although it
/// is as wide, has spaces between its words.
///
/// Quotation marks, dashes and ellipses are of no width of their own (UAX #11 calls it ambiguous): beside
/// such a letter they are as wide.
pub(super) fn vanishes(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let is_mark = |character: char| matches!(character, '‘' | '’' | '“' | '”' | '—' | '…');
    match (is_unspaced(before), is_unspaced(after)) {
        (true, true) => true,
        (true, false) => is_mark(after),
        (false, true) => is_mark(before),
        (false, false) => false,
    }
}

/// Letters and marks of Unicode's East Asian widths W, F and H, without Hangul, and without the pictures
/// among them, which nobody reads as letters.
pub(super) fn is_unspaced(character: char) -> bool {
    let of_script = matches!(
        character.script(),
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Bopomofo
            | Script::Yi
            | Script::Tangut
            | Script::Nushu
            | Script::Khitan_Small_Script
    );
    // Marks that several scripts share: punctuation, enclosed and squared signs, vertical, small and
    // full-width forms.
    let shared = matches!(character, '\u{2FF0}'..='\u{303E}' | '\u{3099}'..='\u{30FF}' | '\u{3190}'..='\u{31EF}'
        | '\u{3220}'..='\u{325F}' | '\u{3280}'..='\u{33FF}' | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE6B}'
        | '\u{FF01}'..='\u{FF9F}' | '\u{FFE0}'..='\u{FFEE}');
    of_script || shared
}

/// Whether a letter is two columns wide: that of a script without spaces, or Hangul.
pub(super) fn is_wide(character: char) -> bool {
    is_unspaced(character) || character.script() == Script::Hangul
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_vanishes_between_letters_that_need_no_spaces() {
        for (pair, expected) in [
            ("了继", true),
            ("，我", true),
            ("。「", true),
            ("ァー", true),
            ("ㄅ々", true),
            ("Ａ１", true),
            ("𠀀ｱ", true),
            // One of the two is written with spaces.
            ("用R", false),
            ("R语", false),
            ("字1", false),
            ("한글", false),
            ("字글", false),
            ("”我", true),
            ("我—", true),
            ("”h", false),
            ("한”", false),
            ("”“", false),
            ("🙂🙂", false),
        ] {
            let mut pair_of = pair.chars();
            assert_eq!(vanishes(pair_of.next(), pair_of.next()), expected, "{pair}");
        }
        assert!(!vanishes(None, Some('了')));
    }
}
