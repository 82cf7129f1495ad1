//! The lines of a text without the marks of what they stand in.

use super::terrain::Terrain;
use std::ops::Range;

/// A line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// All of it, without its end.
    pub(super) whole: Range<usize>,
    /// Where its own words begin: behind the marks of quotations, of an item, of a note and of a definition,
    /// and behind blanks.
    pub(super) start: usize,
    /// Where they would begin if a mark of an item were words.
    pub(super) unlisted: usize,
}

impl Line {
    /// Its own words, without blanks at their end.
    pub(super) fn words<'t>(&self, text: &'t str) -> &'t str {
        text[self.start..self.whole.end].trim_end()
    }

    /// Where its own words stand.
    pub(super) fn range(&self, text: &str) -> Range<usize> {
        self.start..self.start + self.words(text).len()
    }
}

/// The lines of a text in their order, but for those of code and of HTML.
pub(super) fn of(text: &str, terrain: &Terrain) -> Vec<Line> {
    let mut lines = all(text, terrain);
    lines.retain(|line| terrain.opaque_at(line.start).is_none());
    lines
}

/// All lines of a text in their order.
pub(super) fn all(text: &str, terrain: &Terrain) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    for written in text.split_inclusive('\n') {
        let whole = at..at + written.trim_end_matches(['\n', '\r']).len();
        let (start, unlisted) = prefixes(&text[whole.clone()], |at| terrain.defines_at(whole.start + at));
        lines.push(Line { start: whole.start + start, unlisted: whole.start + unlisted, whole });
        at += written.len();
    }
    lines
}

/// How long the prefixes of a line are with and without a mark of an item. What begins with a colon may be
/// words: `defines` tells.
pub(super) fn prefixes(line: &str, defines: impl Fn(usize) -> bool) -> (usize, usize) {
    let quoted = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    let mut start = quoted;
    loop {
        let words = &line[start..];
        let definition = || defines(start).then_some(1);
        let Some(mark) = item_mark(words).or_else(|| note_mark(words)).or_else(definition) else { break };
        start += mark;
        start += line[start..].len() - line[start..].trim_start_matches([' ', '\t', '>']).len();
    }
    (start, quoted)
}

/// The length of the mark of an item at the beginning of a text.
pub(super) fn item_mark(text: &str) -> Option<usize> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = match (digits, text[digits..].chars().next()?) {
        (0, '-' | '+' | '*') | (1..=9, '.' | ')') => digits + 1,
        _ => return None,
    };
    text[mark..].starts_with([' ', '\t']).then_some(mark)
}

/// The length of the mark of a note at the beginning of a text: `[^label]:`.
pub(super) fn note_mark(text: &str) -> Option<usize> {
    let label = text.strip_prefix("[^")?;
    let end = label.find(|c: char| c.is_whitespace() || "[]".contains(c))?;
    (end > 0 && label[end..].starts_with("]:")).then_some("[^".len() + end + "]:".len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_their_words_behind_the_marks_of_what_they_stand_in() {
        for (line, words, unlisted) in [
            ("::: tip", "::: tip", "::: tip"),
            ("> > ::: tip  ", "::: tip", "::: tip"),
            ("- ::: tip", "::: tip", "- ::: tip"),
            (" 12) - > | verse", "| verse", "12) - > | verse"),
            ("[^a]: | verse", "| verse", "[^a]: | verse"),
            ("1984", "1984", "1984"),
            ("*a*", "*a*", "*a*"),
            ("", "", ""),
        ] {
            let found = of(line, &Terrain::default());
            let [found] = found.as_slice() else {
                assert_eq!(line, "");
                continue;
            };
            assert_eq!((found.words(line), line[found.unlisted..].trim_end()), (words, unlisted));
        }
    }
}
