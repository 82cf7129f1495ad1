//! Numbered divisions within the sections that a contents list names, such as the acts of the plays in a
//! collection: they are headings below the listed ones.

use super::list::List;
use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::labels::rank;
use crate::reader::plain::headings::lone::{gap_above, is_number};
use crate::reader::plain::headings::title::ends_whole;
use crate::reader::plain::role::{Role, Why};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A line such as "ACT II".
struct Division {
    lines: Range<usize>,
    label: String,
    rank: u8,
    number: u32,
    /// The level of the listed heading above.
    above: u8,
}

/// Marks the divisions that count within listed sections and that the list does not name, and says so.
pub fn mark(sheet: &mut Sheet, list: &List) {
    let divisions = counting(divisions(sheet, list));
    let ranks: BTreeSet<u8> = divisions.iter().map(|division| division.rank).collect();
    let Some(first) = divisions.first() else { return };
    let words = sheet.content(first.lines.start);
    let message = match divisions.len() {
        1 => format!("“{words}” is a heading that the contents list does not name"),
        count => {
            format!("“{words}” and {} more are headings that the contents list does not name", count - 1)
        }
    };
    let diagnostic = Diagnostic::note(Code::OutlineUnlisted, sheet.span(first.lines.clone()), message);
    sheet
        .diagnostics
        .push(diagnostic.hint("what counts within the sections that it names stands below these"));
    for Division { lines, rank, above, .. } in divisions {
        let depth = ranks.iter().filter(|other| **other < rank).count() as u8;
        sheet.mark_heading(lines, (above + 1 + depth).min(6), Why::Numbered);
    }
}

/// The lone lines with a label that no listed heading has, with text below them.
fn divisions(sheet: &Sheet, list: &List) -> Vec<Division> {
    let label = |line: usize| sheet.numbering(line).map(|number| number.label.unwrap_or_default());
    let listed: BTreeSet<&str> = list.headings().filter_map(|lines| label(lines.start)).collect();
    let (mut above, mut seen) = (0, 0);
    let chunks = sheet.outside_synopses(sheet.chunks());
    let mut divisions = Vec::new();
    for (index, chunk) in chunks.iter().enumerate().filter(|(_, chunk)| list.body.contains(&chunk.start)) {
        let passed = sheet.roles.iter().take(chunk.start).skip(seen);
        above = passed.fold(above, |above, role| match role {
            Role::Heading { level, .. } => *level,
            _ => above,
        });
        seen = chunk.start;
        let is_above_text = chunks.get(index + 1).is_some_and(|next| next.start - chunk.end <= MOST_BLANK);
        let number = sheet.numbering(chunk.start).filter(|_| chunk.len() == 1 && is_above_text && above > 0);
        let label = number.and_then(|number| match number.label {
            Some(label) => rank(label).map(|rank| (label, rank)),
            None => stands_off(sheet, &chunks, index).then_some(("", BARE)),
        });
        if let Some(number) = number
            && let Some((label, rank)) = label.filter(|(label, _)| !listed.contains(label))
            && let [value] = &*number.parts
        {
            divisions.push(Division {
                lines: chunk.clone(),
                label: label.to_owned(),
                rank,
                number: *value,
                above,
            });
        }
    }
    divisions
}

/// Numbers without a label count below all others.
const BARE: u8 = u8::MAX;

/// Whether a number alone stands further off from a whole paragraph above than paragraphs do.
fn stands_off(sheet: &Sheet, chunks: &[Range<usize>], index: usize) -> bool {
    let Some(chunk) = chunks.get(index) else { return false };
    let above = index.checked_sub(1).and_then(|above| chunks.get(above));
    // The first number stands directly below the listed heading.
    let whole = above.is_none_or(|above| ends_whole(sheet.content(above.end - 1)));
    is_number(sheet, chunk.start) && gap_above(sheet, chunk.start) > 1 && whole
}

/// A heading is followed by its text at once, or by the speakers of a play.
const MOST_BLANK: usize = 6;

/// The divisions of the labels that count: nearly each number is the first or follows the last one of its
/// label, and some go beyond the first.
fn counting(divisions: Vec<Division>) -> Vec<Division> {
    let mut numbers: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for division in &divisions {
        numbers.entry(&division.label).or_default().push(division.number);
    }
    let counts = |numbers: &Vec<u32>| {
        let follows = |pair: &[u32]| matches!(pair, [last, next] if *next == last + 1 || *next == 1);
        let sound = numbers.windows(2).filter(|pair| follows(pair)).count();
        let begins = numbers.first() == Some(&1);
        begins && numbers.contains(&2) && sound * 5 >= (numbers.len() - 1) * 4
    };
    let sound: BTreeSet<String> =
        numbers.iter().filter(|(_, numbers)| counts(numbers)).map(|(label, _)| (*label).to_owned()).collect();
    divisions.into_iter().filter(|division| sound.contains(&division.label)).collect()
}
