//! What defines a term: a colon where a blank follows it, as all dialects have it, and a tilde as
//! pandoc has it. The parser takes any colon, and no tilde.

use super::Hidden;
use super::lines::Line;
use super::terrain::Terrain;

/// Masks colons at the start of lines that no blank follows, and makes colons of the tildes directly
/// below a term of one line.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    let mut is_term = false;
    for line in lines {
        let words = line.words(text);
        let begins = terrain.begins_run(line.start);
        if words.starts_with(':') && !is_mark(words, ':') && !hidden.markers.contains_key(&line.start) {
            hidden.text(line.start..line.start + 1);
        }
        let defines = is_term && !begins && is_mark(words, '~');
        if defines {
            hidden.rewritten.push((line.start..line.start + 1, ":"));
        }
        is_term = begins || defines;
    }
}

fn is_mark(words: &str, mark: char) -> bool {
    words.strip_prefix(mark).is_some_and(|rest| rest.starts_with([' ', '\t']))
}
