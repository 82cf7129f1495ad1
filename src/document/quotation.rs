//! The marks of quotations whose sides are known, as those of HTML's `q` are, until typography sets those
//! of the language. They are noncharacters, which Unicode keeps for such use (The Unicode Standard, 23.7);
//! none of a manuscript is carried.

/// Opening and closing marks of a quotation, and of one within it.
const MARKS: [(char, char); 2] = [('\u{FDD0}', '\u{FDD1}'), ('\u{FDD2}', '\u{FDD3}')];

/// The opening and the closing mark of a quotation that lies in so many others.
pub fn marks(depth: usize) -> (char, char) {
    MARKS[depth % MARKS.len()]
}

/// What a character says, if it is such a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotationMark {
    /// Whether its quotation lies directly in another one.
    pub inner: bool,
    pub opens: bool,
}

/// Reads a character as a mark.
pub fn mark(character: char) -> Option<QuotationMark> {
    let (inner, opens) = match character {
        '\u{FDD0}' => (false, true),
        '\u{FDD1}' => (false, false),
        '\u{FDD2}' => (true, true),
        '\u{FDD3}' => (true, false),
        _ => return None,
    };
    Some(QuotationMark { inner, opens })
}

/// A text with straight marks in their place; `None` where it holds none.
pub fn straightened(text: &str) -> Option<String> {
    text.contains(|character| mark(character).is_some()).then(|| {
        let straight = |character: char| match mark(character) {
            Some(QuotationMark { inner: true, .. }) => '\'',
            Some(_) => '"',
            None => character,
        };
        text.chars().map(straight).collect()
    })
}
