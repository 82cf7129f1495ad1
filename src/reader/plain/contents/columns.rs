//! The columns in which the entries of a contents list begin.

use super::ditto::begins_with_ditto;
use super::matching::Matched;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::labels::rank;
use crate::reader::plain::headings::matter::names_matter;
use crate::reader::plain::headings::title::without_page;
use std::collections::{BTreeMap, BTreeSet};

/// Where the entries of a list begin.
#[derive(Default)]
pub struct Columns {
    /// The outermost columns at which the entries begin whose numbers end at a column, and those at which their
    /// words begin, where numbers are set right, as "VIII." below "I." is.
    by_end: BTreeMap<usize, usize>,
    by_words: BTreeMap<usize, usize>,
    /// The outermost columns of volumes, parts and books, by what they are called.
    by_label: BTreeMap<&'static str, usize>,
}

impl Columns {
    pub fn of(sheet: &Sheet, matched: &[Matched]) -> Columns {
        let starts = || matched.iter().map(|matched| matched.entry.start);
        let numbers: Vec<(usize, NumberMark)> =
            starts().filter_map(|line| Some((indent(sheet, line), mark(sheet, line)?))).collect();
        let mut columns = Columns::default();
        let set_right = are_set_right(sheet, matched, &numbers);
        for (indent, mark) in numbers.iter().filter(|_| set_right) {
            for (columns, at) in [(&mut columns.by_end, mark.end), (&mut columns.by_words, mark.words)] {
                let column = columns.entry(indent + at).or_insert(*indent);
                *column = (*indent).min(*column);
            }
        }
        for line in starts() {
            let Some(label) = part(sheet, line) else { continue };
            let column = columns.by_label.entry(label).or_insert(usize::MAX);
            *column = indent(sheet, line).min(*column);
        }
        columns
    }

    /// The column of an entry; a ditto mark stands below what it means, and not where the line begins.
    pub fn of_line(&self, sheet: &Sheet, line: usize) -> usize {
        const MOST_DITTOS: usize = 64;
        let is_plain =
            |line: &usize| !sheet.content(*line).is_empty() && !begins_with_ditto(sheet.content(*line));
        let own = (0..=line).rev().take(MOST_DITTOS).find(is_plain).unwrap_or(line);
        let indent = indent(sheet, own);
        let set_right = match mark(sheet, own) {
            Some(mark) => self.by_end.get(&(indent + mark.end)),
            None => self.by_words.get(&indent),
        };
        let labelled = part(sheet, own).and_then(|label| self.by_label.get(label));
        labelled.or(set_right).copied().unwrap_or(indent)
    }
}

/// Whether numbers end below each other rather than begin so, or words stand below each other, with numbers before
/// them and without.
fn are_set_right(sheet: &Sheet, matched: &[Matched], numbers: &[(usize, NumberMark)]) -> bool {
    let count = |columns: &mut dyn Iterator<Item = usize>| columns.collect::<BTreeSet<usize>>().len();
    let ends = count(&mut numbers.iter().map(|(indent, mark)| indent + mark.end));
    let begins = count(&mut numbers.iter().map(|(indent, _)| *indent));
    let starts = || matched.iter().map(|matched| matched.entry.start);
    let words =
        count(&mut starts().map(|line| indent(sheet, line) + mark(sheet, line).map_or(0, |m| m.words)));
    ends < begins || words < count(&mut starts().map(|line| indent(sheet, line)))
}

fn indent(sheet: &Sheet, line: usize) -> usize {
    sheet.lines.get(line).map_or(0, |line| line.indent)
}

/// What a line that has the number of a volume, a part or a book calls it.
fn part(sheet: &Sheet, line: usize) -> Option<&'static str> {
    let label = sheet.numbering(line).and_then(|number| number.label)?;
    rank(label).is_some_and(|rank| rank < 2).then_some(label)
}

/// A number without a label, in columns from where its line begins.
struct NumberMark {
    end: usize,
    /// Where the words behind it begin.
    words: usize,
}

fn mark(sheet: &Sheet, line: usize) -> Option<NumberMark> {
    let number = sheet.numbering(line).filter(|number| number.label.is_none() && !number.rest.is_empty())?;
    let content = sheet.content(line);
    let before = &content[..content.len() - number.rest.len()];
    Some(NumberMark { end: before.trim_end().chars().count(), words: before.chars().count() })
}

/// The steps of the levels of a list, from the outermost column and, among those that begin below each other, from
/// the largest division: parts and chapters are two.
pub struct Ladder {
    steps: Vec<(usize, u8)>,
}

impl Ladder {
    pub fn of(sheet: &Sheet, matched: &[Matched], columns: &Columns) -> Option<Ladder> {
        let indents = ladder(sheet, matched, columns)?;
        let starts = || matched.iter().map(|matched| matched.entry.start);
        let mut steps: Vec<(usize, u8)> = indents.iter().map(|indent| (*indent, 0)).collect();
        for &column in &indents {
            let beside = starts().filter(|&line| columns.of_line(sheet, line) == column);
            let ranks: BTreeSet<u8> = beside.filter_map(|line| label_rank(sheet, line)).collect();
            steps.extend(ranks.into_iter().skip(1).map(|rank| (column, rank)));
        }
        steps.sort_unstable();
        Some(Ladder { steps })
    }

    /// The level of a line of the list.
    pub fn level(&self, sheet: &Sheet, columns: &Columns, line: usize) -> u8 {
        let own = (columns.of_line(sheet, line), label_rank(sheet, line).unwrap_or(0));
        self.steps.partition_point(|step| *step <= own).clamp(1, 6) as u8
    }

    /// Whether entries begin at the column of a line.
    pub fn has(&self, column: usize) -> bool {
        self.steps.iter().any(|step| step.0 == column)
    }
}

fn label_rank(sheet: &Sheet, line: usize) -> Option<u8> {
    sheet.numbering(line).and_then(|number| number.label).and_then(rank)
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
