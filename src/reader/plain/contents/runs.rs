//! Where a contents list may stand: runs of short lines near the top, or behind the text.

use super::candidates::LONGEST_TITLE;
use super::glosses;
use super::list_words::names_list;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::without_page;
use std::ops::Range;

/// Only so many lines of a run are looked at as a list.
const LONGEST_LIST: usize = 3000;

/// A list begins within the first lines with text, or the first tenth of them.
const NEAR_THE_TOP: usize = 400;

/// How many runs near the top are tried.
const MOST_RUNS: usize = 24;

/// The runs of short chunks near the top, as ranges of lines.
pub fn runs(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Range<usize>> {
    let filled: usize = chunks.iter().map(ExactSizeIterator::len).sum();
    let reach = NEAR_THE_TOP.max(filled / 10);
    let mut runs: Vec<Range<usize>> = Vec::new();
    let (mut seen, mut open) = (0, false);
    for (index, chunk) in chunks.iter().enumerate() {
        let short = is_short(sheet, chunk) || open && is_between_numbers(sheet, chunks, index);
        let count = runs.len();
        match runs.last_mut() {
            Some(run) if open && short => run.end = chunk.end,
            _ if short && seen < reach && count < MOST_RUNS => runs.push(chunk.clone()),
            _ => {}
        }
        open = short;
        seen += chunk.len();
        if !open && seen >= reach {
            break;
        }
    }
    for run in &mut runs {
        run.end = run.end.min(run.start + LONGEST_LIST);
    }
    runs.retain(|run| run.len() > 2);
    // A title page above the name of a list has its own lines that come again.
    let named = |run: &Range<usize>| {
        let end = run.end;
        let below = names(sheet, run).into_iter().take(2).map(move |name| name + 1..end);
        below.filter(|below| below.start > run.start + 1 && below.len() > 1).collect::<Vec<_>>()
    };
    let below: Vec<Range<usize>> = runs.iter().flat_map(named).collect();
    runs.extend(below);
    runs
}

fn is_short(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    // Entries that end in the numbers of their pages all reach as far.
    let is_paged =
        |line: &usize| without_page(sheet.content(*line)).is_some_and(|(_, stands_off)| stands_off);
    let paged = chunk.clone().filter(is_paged).count() * 2 > chunk.len();
    let glossed = || is_glossed(sheet, chunk) || glosses::has_dashes(sheet, chunk, chunk.len());
    (paged || !sheet.is_prose(chunk) || glossed())
        && chunk.clone().all(|line| sheet.content(line).len() <= LONGEST_TITLE * 2)
}

/// Whether a chunk is an entry and what is said of it, set in below it.
fn is_glossed(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    const MOST_LINES: usize = 12;
    let indent = |line: usize| sheet.lines.get(line).map_or(0, |line| line.indent);
    let hangs = (chunk.start + 1..chunk.end).all(|line| indent(line) > indent(chunk.start));
    (2..=MOST_LINES).contains(&chunk.len()) && hangs && !sheet.is_full(chunk.start)
}

/// Whether a paragraph is all that stands between a number, perhaps with its name below it, and the next number: it
/// says what a chapter holds, however full its lines are.
fn is_between_numbers(sheet: &Sheet, chunks: &[Range<usize>], index: usize) -> bool {
    const MOST_LINES: usize = 16;
    const NAME: usize = 1;
    let number = |index: usize| {
        let chunk = chunks.get(index).filter(|chunk| chunk.len() == 1)?;
        let number = sheet.numbering(chunk.start).filter(|number| number.rest.is_empty())?;
        number.label.zip(number.parts.last().copied())
    };
    let next = number(index + 1);
    let follows = |own: (&str, u32)| next == Some((own.0, own.1 + 1));
    let above = (index.saturating_sub(NAME + 1)..index).filter_map(number);
    chunks.get(index).is_some_and(|chunk| chunk.len() <= MOST_LINES) && above.into_iter().any(follows)
}

/// The run of short chunks below the last name of a list in the second half of the text, where French
/// and Italian books have theirs.
pub fn run_at_end(sheet: &Sheet, chunks: &[Range<usize>]) -> Option<Range<usize>> {
    let late = chunks.get(chunks.len() / 2..).unwrap_or_default();
    let name = late.iter().rposition(|chunk| names_list(sheet.content(chunk.start)))?;
    let below = late.get(name..)?;
    let short = below.iter().take_while(|chunk| is_short(sheet, chunk));
    let run = below.first()?.start..short.last()?.end;
    Some(run.start..run.end.min(run.start + LONGEST_LIST)).filter(|run| run.len() > 2)
}

/// The lines that name a list, in a run and directly above it.
pub fn names(sheet: &Sheet, run: &Range<usize>) -> Vec<usize> {
    let above = run.start.saturating_sub(2)..run.end;
    above.filter(|&line| names_list(sheet.content(line))).collect()
}
