//! The labels of notes: `[1]`, `[A]`, `[*]`, `[Footnote 1: …]`, raised figures, and rows of `*`, `†` and `‡`
//! directly behind a word.

use crate::reader::plain::forms::is_break;

/// The label that a line begins with, its length with the space behind it, and whether a bracket
/// closes the note. `[Footnote 1: …]` is how Distributed Proofreaders write theirs.
pub fn label(content: &str) -> Option<(String, usize, bool)> {
    let spaced = |length: usize| {
        let rest = &content[length..];
        length + rest.len() - rest.trim_start().len()
    };
    if let Some(inner) = content.strip_prefix('[') {
        if let Some(rest) = inner.strip_prefix("Footnote ").or_else(|| inner.strip_prefix("Note ")) {
            let end = rest.find(':')?;
            let label = rest[..end].trim();
            return is_label(label)
                .then(|| (label.to_owned(), spaced(content.len() - rest.len() + end + 1), true));
        }
        let end = inner.find(']').filter(|&end| is_label(&inner[..end]))?;
        let colon = usize::from(inner[end + 1..].starts_with(':'));
        let length = spaced(end + 2 + colon);
        return (length < content.len()).then(|| (inner[..end].to_owned(), length, false));
    }
    let (label, length) = sign(content)?;
    let rest = content[length..].trim_start();
    let begins = rest.starts_with(|c: char| c.is_alphanumeric() || "“\"‘'«„([_".contains(c));
    (begins && !is_break(content)).then(|| (label, spaced(length), false))
}

/// The label of a note that stands below a line of its own: "Footnote 1:", as one of the tools of Distributed
/// Proofreaders writes it.
pub fn above_note(content: &str) -> Option<&str> {
    let label = content.strip_prefix("Footnote ")?.strip_suffix(':')?.trim();
    is_label(label).then_some(label)
}

/// What may stand in brackets: up to three figures, a letter, signs.
pub fn is_label(label: &str) -> bool {
    let count = label.chars().count();
    is_number(label)
        || count == 1 && label.chars().all(char::is_alphabetic)
        || (1..=4).contains(&count) && label.chars().all(|c| "*†‡§".contains(c))
}

pub fn is_number(label: &str) -> bool {
    (1..=3).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit())
}

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/// A row of more signs is no label.
pub const LONGEST_SIGN: usize = 4;

/// A row of one sign, or raised figures, at the front of a text, and its length in bytes.
pub fn sign(text: &str) -> Option<(String, usize)> {
    let first = text.chars().next()?;
    let alike = |c: char| if RAISED.contains(first) { RAISED.contains(c) } else { c == first };
    let label: String = text.chars().take_while(|&c| is_sign(first) && alike(c)).collect();
    let length = label.len();
    (1..=LONGEST_SIGN).contains(&label.chars().count()).then_some((label, length))
}

pub fn is_sign(letter: char) -> bool {
    (letter == '*' || !letter.is_ascii()) && ("*†‡".contains(letter) || RAISED.contains(letter))
}
