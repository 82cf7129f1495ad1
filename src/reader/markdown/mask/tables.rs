//! Tables that are drawn in text, with the lines that they take in whatever they stand in.

use super::terrain::Terrain;
use super::{BREAK, Hidden, Marker};
use crate::reader::markdown::pandoc_table::{self, Found, Line};
use std::ops::Range;

/// Finds the tables that are drawn in a text, and what is drawn like one: the lines of each are a
/// marker. Gives back where they stand.
pub(super) fn find(text: &str, terrain: &Terrain, hidden: &mut Hidden) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), 0);
    let lines = Lines::of(text);
    while at < lines.ranges.len() {
        let table = lines.table_at(at, terrain).unwrap_or_default();
        at += table.len().max(1);
        if let (Some(first), Some(last)) = (table.first(), table.last()) {
            found.push(first.start..last.end);
            let mut lines = table.clone();
            lines[0].start += common_indent(text, &table);
            hidden.marker(&lines, Marker::Table(table));
        }
    }
    found
}

/// How far all lines are set in, which may be because they stand in an item.
fn common_indent(text: &str, lines: &[Range<usize>]) -> usize {
    let written = lines.iter().map(|line| &text[line.clone()]).filter(|line| !line.trim().is_empty());
    written.map(blanks).min().unwrap_or(0)
}

/// How many blanks a line begins with.
fn blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether tables may be drawn in a text.
pub(super) fn may_stand_in(text: &str) -> bool {
    ["+-", "+=", "+:", "- -", "-  ", "-\t"].iter().any(|mark| text.contains(mark))
}

/// The lines of a text.
struct Lines<'t> {
    text: &'t str,
    /// Each without its end.
    ranges: Vec<Range<usize>>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Lines<'t> {
        let mut at = 0;
        let range = |line: &str| {
            let start = at;
            at += line.len();
            start..start + line.trim_end_matches(['\n', '\r']).len()
        };
        Lines { text, ranges: text.split_inclusive('\n').map(range).collect() }
    }

    fn line(&self, at: usize) -> &'t str {
        self.ranges.get(at).map_or("", |range| &self.text[range.clone()])
    }

    /// The lines of a table that begins at a line, without the marks of what it stands in.
    fn table_at(&self, at: usize, terrain: &Terrain) -> Option<Vec<Range<usize>>> {
        let (container, words) = Container::of(self.line(at), self.line(at + 1));
        // Most lines are told by what they begin with.
        let begins =
            words.trim_start().starts_with(['+', '-']) || unmarked(self.line(at + 1)).starts_with('-');
        let start = self.ranges[at].end - words.trim_start().len();
        let opaque = begins && self.is_opaque(at, start, terrain);
        if !begins || opaque || !(container.has_item || self.begins_block(at, words)) {
            return None;
        }
        let lines = self.lines_from(at, words, &container);
        let (Found::Table { lines: count, .. } | Found::Unclear { lines: count, .. }) =
            pandoc_table::find(&lines)?;
        let range = |line: &Line<'_>| line.start..line.start + line.text.trim_end().len();
        let ranges: Vec<Range<usize>> = lines[..count].iter().map(range).collect();
        let first = ranges.first()?;
        (self.text[first.clone()].trim_start().len() >= BREAK.len()).then_some(ranges)
    }

    /// Whether words are in code or HTML. A head that is set in far is none if a rule stands below it.
    fn is_opaque(&self, at: usize, start: usize, terrain: &Terrain) -> bool {
        let below = self.ranges.get(at + 1).map(|below| below.end - unmarked_start(self.line(at + 1)).len());
        terrain.opaque_at(start).is_some_and(|opaque| {
            let is_indented = self.ranges[at].contains(&opaque.start) && blanks(self.line(at)) > FARTHEST;
            !is_indented || below.is_none_or(|below| opaque.contains(&below))
        })
    }

    /// Whether a table may begin at a line: below a blank line, a heading, a break or the fence of a
    /// division, and the mark of a notice or a note. What can be nothing else needs none of these.
    fn begins_block(&self, at: usize, words: &str) -> bool {
        if pandoc_table::is_border(words) || pandoc_table::parts_columns(unmarked(self.line(at + 1))) {
            return true;
        }
        let before = at.checked_sub(1).map_or("", |before| unmarked(self.line(before)));
        let is_mark = before.starts_with("[!") && before.ends_with(']')
            || super::lines::note_mark(before) == Some(before.len());
        before.is_empty() || before == BREAK || before.starts_with(['#', ':']) || is_mark || is_dashes(before)
    }

    /// The lines of what a line stands in, from it on, as far as a table can reach.
    fn lines_from(&self, at: usize, first: &'t str, container: &Container) -> Vec<Line<'t>> {
        let is_grid = first.trim_start().starts_with('+');
        let mut lines = vec![Line { text: first, start: self.ranges[at].end - first.len() }];
        let mut dashes = usize::from(is_dashes(first));
        for range in &self.ranges[at + 1..] {
            let words = container.words(&self.text[range.clone()]);
            let goes_on = |words: &&str| match is_grid {
                true => words.trim_start().starts_with(['+', '|']),
                // The fence of a division.
                false => !words.trim_start().starts_with(":::") && words.trim() != BREAK,
            };
            let Some(words) = words.filter(goes_on) else { break };
            lines.push(Line { text: words, start: range.end - words.len() });
            dashes += usize::from(is_dashes(words));
            // A table has three rows of dashes at the most, and a line behind them tells them apart.
            if dashes > 3 {
                break;
            }
        }
        lines
    }
}

/// What a line stands in.
#[derive(Debug, Default)]
struct Container {
    quotes: usize,
    /// How far its lines are set in behind the marks of quotations.
    indent: usize,
    /// The mark of an item stands on its first line.
    has_item: bool,
}

/// Lines that are set in farther stand in an item, or else they are code.
const FARTHEST: usize = 3;

impl Container {
    /// What a line stands in, and its own words. Of lines that are set in by an item above them, the
    /// one below says how far.
    fn of<'t>(line: &'t str, below: &str) -> (Container, &'t str) {
        let mut container = Container::default();
        let mut words = line;
        while let Some(rest) = words.trim_start_matches(' ').strip_prefix('>') {
            container.quotes += 1;
            words = rest.strip_prefix(' ').unwrap_or(rest);
        }
        let behind = words;
        if let Some(said) = defined(words) {
            words = said;
            container.has_item = true;
        }
        let rule = words.len() - words.trim_end().trim_end_matches(['-', ' ', '\t']).len();
        while let Some(mark) = super::lines::item_mark(words.trim_start_matches(' ')) {
            let item = &words.trim_start_matches(' ')[mark..];
            // Dashes to the end of the line are a rule, and a mark alone has nothing behind it.
            if words.len() <= rule || item.trim().is_empty() {
                break;
            }
            words = item.trim_start_matches(' ');
            container.has_item = true;
        }
        if container.has_item {
            container.indent = behind.len() - words.len();
        } else {
            let below = container.words(below).map_or(0, blanks);
            let indent = blanks(words).min(below);
            container.indent = if indent > FARTHEST { indent } else { 0 };
            words = &words[container.indent..];
        }
        (container, words)
    }

    /// The words of a further line; `None` where it no longer stands in it.
    fn words<'t>(&self, line: &'t str) -> Option<&'t str> {
        let mut words = line;
        for _ in 0..self.quotes {
            let rest = words.trim_start_matches(' ').strip_prefix('>')?;
            words = rest.strip_prefix(' ').unwrap_or(rest);
        }
        if words.trim().is_empty() {
            return Some("");
        }
        (blanks(words) >= self.indent).then(|| &words[self.indent..])
    }
}

/// What is said of a term on the first line of that, behind its mark.
fn defined(words: &str) -> Option<&str> {
    let rest = words.trim_start_matches(' ').strip_prefix([':', '~'])?;
    let said = rest.trim_start_matches(' ');
    (said.len() < rest.len() && !said.is_empty()).then_some(said)
}

/// A line without blanks and the marks of quotations.
fn unmarked(line: &str) -> &str {
    unmarked_start(line).trim_end()
}

fn unmarked_start(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

/// Whether a line is of dashes and blanks.
fn is_dashes(words: &str) -> bool {
    words.contains('-') && words.trim().bytes().all(|byte| matches!(byte, b'-' | b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of the tables in a text, as they stand without what is around them.
    fn shown(text: &str) -> String {
        let mut hidden = Hidden::default();
        find(text, &Terrain::of(text), &mut hidden);
        let lines = |marker: &Marker| match marker {
            Marker::Table(lines) => {
                lines.iter().map(|line| &text[line.clone()]).collect::<Vec<_>>().join("~")
            }
            other => format!("{other:?}"),
        };
        hidden.markers.values().map(lines).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn tables_are_found_in_what_they_stand_in() {
        for (text, expected) in [
            ("Text.\n\n+---+\n| a |\n+---+\n\nText.", "+---+~| a |~+---+"),
            ("> +---+\n> | a |\n> +---+\n", "+---+~| a |~+---+"),
            ("- +---+\n  | a |\n  +---+\n- b", "+---+~| a |~+---+"),
            ("10. Words\n\n    a   b\n    --- ----\n    1   2\n", "a   b~--- ----~1   2"),
            ("- > a   b\n  > --- ----\n  > 1   2\n", ""),
            ("# Head\na   b\n--- ----\n1   2\n", "a   b~--- ----~1   2"),
            (
                "---\n\n------- ---\n      1   2\n\n      3   4\n------- ---\n",
                "------- ---~      1   2~~      3   4~------- ---",
            ),
            (
                "        Right  Left\n-------------  ----\n            1  2\n",
                "        Right  Left~-------------  ----~            1  2",
            ),
            ("Words\na   b\n--- ----\n1   2\n", "a   b~--- ----~1   2"),
            ("Words\n+---+\n| a |\n+---+\nWords", "+---+~| a |~+---+"),
            ("Words\n--- ---\nWords", ""),
            ("```\n+---+\n| a |\n+---+\n```\n", ""),
            ("    +---+\n    | a |\n    +---+\n", ""),
            ("> a   b\n--- ----\n", ""),
            ("- - -\n\n- a\n- b\n", ""),
            ("Head\n----\n\nText\n", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
