//! The columns in which the entries of a contents list begin.

use super::ditto::begins_with_ditto;
use super::matching::Matched;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::matter::names_matter;
use crate::reader::plain::headings::title::without_page;
use std::collections::BTreeSet;

/// Where the entries of a list begin.
pub struct Columns {
    /// Numbers are set right, as "VIII." below "I." is: what stands below each other are the words.
    at_words: bool,
}

impl Columns {
    pub fn of(sheet: &Sheet, matched: &[Matched]) -> Columns {
        let count = |at_words: bool| {
            let columns = Columns { at_words };
            let own: BTreeSet<usize> =
                matched.iter().map(|m| columns.of_line(sheet, m.entry.start)).collect();
            own.len()
        };
        Columns { at_words: count(true) < count(false) }
    }

    /// The column of an entry; a ditto mark stands below what it means, and not where the line begins.
    pub fn of_line(&self, sheet: &Sheet, line: usize) -> usize {
        const MOST_DITTOS: usize = 64;
        let is_plain =
            |line: &usize| !sheet.content(*line).is_empty() && !begins_with_ditto(sheet.content(*line));
        let own = (0..=line).rev().take(MOST_DITTOS).find(is_plain).unwrap_or(line);
        let words = sheet.content(own);
        let indent = sheet.lines.get(own).map_or(0, |line| line.indent);
        let number = sheet.numbering(own).filter(|number| self.at_words && number.label.is_none());
        let rest = number.map_or(0, |number| number.rest.len());
        indent + if rest == 0 { 0 } else { words[..words.len() - rest].chars().count() }
    }
}

/// The indents of the entries, each once, where they are steps of levels. A preface holds nothing: where no other
/// entry stands over what is set in, its place is no step.
pub fn ladder(sheet: &Sheet, matched: &[Matched], columns: &Columns) -> Option<Vec<usize>> {
    let indent = |matched: &Matched| columns.of_line(sheet, matched.entry.start);
    let mut indents: Vec<usize> = matched.iter().map(indent).collect();
    let outermost = indents.iter().copied().min()?;
    let is_over =
        |(above, below): &(&Matched, &Matched)| indent(above) == outermost && indent(below) > outermost;
    let is_matter = |(above, _): (&Matched, &Matched)| {
        let words = sheet.content(above.entry.start);
        names_matter(without_page(words).map_or(words, |(title, _)| title))
    };
    let mut over = matched.iter().zip(matched.iter().skip(1)).filter(is_over).peekable();
    if over.peek().is_some() && over.all(is_matter) {
        indents.retain(|indent| *indent > outermost);
    }
    steps(&indents)
}

/// Indents, each once, where they are steps of levels of which the first is the outermost.
pub fn steps(indents: &[usize]) -> Option<Vec<usize>> {
    const MOST_LEVELS: usize = 6;
    let mut own = indents.to_vec();
    own.sort_unstable();
    own.dedup();
    ((2..=MOST_LEVELS).contains(&own.len()) && indents.first() == own.first()).then_some(own)
}
