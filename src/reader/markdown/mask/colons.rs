//! What defines a term: a colon where a blank follows it, as all dialects have it, and a tilde as
//! pandoc has it. The parser takes any colon, and no tilde.

use super::Hidden;
use super::lines::Line;
use super::terrain::Terrain;

/// Masks colons at the start of lines that no blank follows, and makes colons of the tildes directly
/// below a term of one line.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    for line in lines {
        let words = line.words(text);
        if begins_word(words) && !hidden.markers.contains_key(&line.start) {
            hidden.text(line.start..line.start + 1);
        }
    }
    for &at in terrain.definitions.iter().filter(|&&at| text[at..].starts_with('~')) {
        hidden.rewritten.push((at..at + 1, ":"));
    }
}

/// Whether a line begins with a colon that is no mark. One below the head of a table aligns its column.
pub(super) fn begins_word(words: &str) -> bool {
    let is_delimiter_row =
        || words.contains('-') && words.bytes().all(|byte| matches!(byte, b':' | b'-' | b'|' | b' ' | b'\t'));
    words.starts_with(':') && !is_mark(words, ':') && !is_delimiter_row()
}

pub(super) fn is_mark(words: &str, mark: char) -> bool {
    words.strip_prefix(mark).is_some_and(|rest| rest.starts_with([' ', '\t']))
}
