//! What a contents list says of its entries on lines below them: arguments, summaries, mottoes. It names nothing,
//! even where the text says it again.

use super::alternating::{is_bare, name_below};
use super::matching::Matched;
use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::{is_capitals, letters_and_digits, without_page};
use crate::reader::plain::lines::ends_sentence;
use crate::reader::plain::role::Role;
use std::collections::BTreeSet;
use std::ops::Range;

/// The lines of a run that say more of the numbers and titles above them, as far as is plain before anything is
/// matched. A sentence may be a title.
pub fn within(sheet: &Sheet, run: &Range<usize>) -> BTreeSet<usize> {
    let (mut glosses, mut others) = (Vec::new(), Vec::new());
    let mut start = run.start;
    while start < run.end {
        let block = chunk(sheet, start, run.end);
        start = block.end + 1;
        if block.is_empty() {
            continue;
        }
        let named = is_bare(sheet, block.start).then(|| name_below(sheet, block.start, block.end)).flatten();
        let entry = block.start..named.map_or(block.start + 1, |name| name.end);
        let own = entry.end..block.end;
        let bare = is_bare(sheet, entry.start);
        let below =
            !own.is_empty() && (bare || is_set_in(sheet, &entry, &own) && !goes_on(sheet, &entry, &own));
        let apart = !is_numbered(sheet, block.start) && has_dashes(sheet, &block, block.len());
        match below {
            true if is_plainly(sheet, &own) => glosses.push(own),
            true => others.push(own),
            false if apart => glosses.push(block),
            false => {}
        }
    }
    // Where most say more, the others say less of it.
    let most = glosses.len() > 1 && glosses.len() > others.len();
    let all = glosses.into_iter().chain(others.into_iter().filter(|_| most));
    all.chain(below_names(sheet, run)).flatten().collect()
}

/// The paragraphs of a list in which most numbers that stand alone have a name, a paragraph of several lines and the
/// next number below them; or a paragraph alone, where dashes part what most of these say.
fn below_names(sheet: &Sheet, run: &Range<usize>) -> Vec<Range<usize>> {
    const FEWEST: usize = 3;
    let mut blocks = Vec::new();
    let mut start = run.start;
    while start < run.end {
        let block = chunk(sheet, start, run.end);
        start = block.end + 1;
        blocks.extend(Some(block).filter(|block| !block.is_empty()));
    }
    let is_number = |block: &Range<usize>| block.len() == 1 && is_bare(sheet, block.start);
    let is_paragraph = |block: &Range<usize>| {
        let paged = block.clone().any(|line| without_page(sheet.content(line)).is_some_and(|(_, far)| far));
        block.len() > 1 && !paged && !is_numbered(sheet, block.start)
    };
    let named = |group: &[Range<usize>]| match group {
        [number, name, paragraph, next] => {
            let named = name.len() <= 2 && !is_numbered(sheet, name.start);
            let sound = is_number(number) && named && is_paragraph(paragraph) && is_number(next);
            sound.then(|| paragraph.clone())
        }
        _ => None,
    };
    let numbers = blocks.iter().filter(|block| is_number(block)).count();
    let enough = |found: &[Range<usize>]| found.len() >= FEWEST && found.len() * 2 >= numbers;
    let found: Vec<Range<usize>> = blocks.windows(4).filter_map(named).collect();
    if enough(&found) {
        return found;
    }
    // Behind the last number another entry may stand.
    let below_number = |index: usize| {
        let below = blocks.get(index + 1).filter(|below| !is_numbered(sheet, below.start))?;
        let sound = blocks.get(index + 2).is_some_and(is_number) || has_dash(sheet, below);
        (is_number(blocks.get(index)?) && sound).then(|| below.clone())
    };
    let found: Vec<Range<usize>> = (0..blocks.len()).filter_map(below_number).collect();
    let dashed = found.iter().filter(|lines| has_dash(sheet, lines)).count();
    if enough(&found) && dashed * 3 >= found.len() * 2 { found } else { Vec::new() }
}

/// Whether an entry may go on in the lines below it, which are set in: it is the widest line, and ends nowhere.
fn goes_on(sheet: &Sheet, entry: &Range<usize>, lines: &Range<usize>) -> bool {
    let width = |line: usize| sheet.lines.get(line).map_or(0, |line| line.width);
    let last = sheet.content(entry.end - 1);
    let widest = lines.clone().map(width).max().unwrap_or(0);
    let ends = ends_sentence(last) || without_page(last).is_some_and(|(_, far)| far);
    let other = is_capitals(last) && !lines.clone().any(|line| is_capitals(sheet.content(line)));
    width(entry.end - 1) + SHORTER >= widest && !ends && !other
}

/// A line of an entry that goes on may be shorter than the next one by a word.
const SHORTER: usize = 8;

/// Whether lines go on from one to the next with a small letter, or dashes part what they say.
fn is_plainly(sheet: &Sheet, lines: &Range<usize>) -> bool {
    let begins_small = |line: usize| sheet.content(line).starts_with(char::is_lowercase);
    let goes_on = !begins_small(lines.start) && (lines.start + 1..lines.end).any(begins_small);
    goes_on || has_dashes(sheet, lines, 2)
}

fn is_numbered(sheet: &Sheet, line: usize) -> bool {
    sheet.numbering(line).is_some_and(|number| !number.weak)
}

/// The lines between found entries, and behind the last of them up to `end`, that say more of the entry above.
pub fn lines(sheet: &Sheet, matched: &[Matched], end: usize) -> BTreeSet<usize> {
    let (mut glosses, mut others) = (Vec::new(), Vec::new());
    for (index, own) in matched.iter().enumerate() {
        let end = matched.get(index + 1).map_or(end, |next| next.entry.start);
        let below = chunk(sheet, own.entry.end, end);
        if below.is_empty() {
            // Behind the last entry a paragraph may be text.
            let (sound, last) = (|lines: &_| says_more(sheet, lines), index + 1 == matched.len());
            let behind = || {
                Some(chunk(sheet, below.end + 1, end))
                    .filter(|own| own.len() > 1 && has_dashes(sheet, own, own.len() / 2))
            };
            let apart = apart(sheet, below.end + 1, end).or_else(|| last.then(behind).flatten());
            // Below an entry with a page another with one is an entry.
            let paged = without_page(sheet.content(own.entry.end - 1)).is_some_and(|(_, far)| far);
            let apart = apart.filter(|lines| !paged || are_pageless(sheet, &own.entry, lines));
            let list = if !last && apart.as_ref().is_some_and(sound) { &mut glosses } else { &mut others };
            list.extend(apart);
        } else if is_gloss(sheet, &own.entry, &below) {
            glosses.push(below);
        } else if is_set_in(sheet, &own.entry, &below) || is_in_block(sheet, &own.entry, &below) {
            others.push(below);
        }
    }
    // Where most entries have something below them that is not found, that says more of them.
    let all = glosses.len() + others.len();
    let most = all > 1 && all * 2 >= matched.len();
    glosses.into_iter().chain(others.into_iter().filter(|_| most)).flatten().collect()
}

/// The found entries without the sentences below others that the text says again directly below the headings of
/// these, where most have one.
pub fn without(sheet: &Sheet, matched: Vec<Matched>) -> Vec<Matched> {
    let said_again = |(index, own): (usize, &Matched)| {
        let above = index.checked_sub(1).and_then(|above| matched.get(above))?;
        let below = matched.get(index + 1).is_some_and(|next| next.entry.start == own.entry.end);
        let mut between = above.unit.end..own.unit.start;
        let adjacent = above.unit.end <= own.unit.start && between.all(|line| sheet.content(line).is_empty());
        let gloss = above.entry.end == own.entry.start && is_gloss(sheet, &above.entry, &own.entry);
        (gloss && !below && adjacent).then_some(own.entry.start)
    };
    let glosses: BTreeSet<usize> = matched.iter().enumerate().filter_map(said_again).collect();
    if glosses.len() < 2 || glosses.len() * 3 < matched.len() {
        return matched;
    }
    matched.into_iter().filter(|own| !glosses.contains(&own.entry.start)).collect()
}

/// Says that what the list says of its entries is not printed, but for what the text says again.
pub fn report(sheet: &mut Sheet, glosses: &BTreeSet<usize>, body: &Range<usize>) {
    let chunks: Vec<Range<usize>> =
        sheet.chunks().into_iter().filter(|chunk| body.contains(&chunk.start)).collect();
    let said: BTreeSet<String> =
        chunks.iter().map(|chunk| letters_and_digits(&sheet.words(chunk.clone()))).collect();
    let mut lost: Vec<Range<usize>> = Vec::new();
    for &line in glosses {
        match lost.last_mut() {
            Some(last) if last.end == line => last.end += 1,
            _ => lost.push(line..line + 1),
        }
    }
    let bare = |lines: &Range<usize>| {
        let words = sheet.words(lines.clone());
        letters_and_digits(without_page(&words).filter(|(_, far)| *far).map_or(&words, |(words, _)| words))
    };
    lost.retain(|lines| !said.contains(&bare(lines)));
    let Some(first) = lost.first() else { return };
    let words = sheet.content(first.start);
    let message = match lost.len() {
        1 => format!("“{words}” in the contents list says more of an entry and is left out with the list"),
        count => format!(
            "“{words}” and {} more passages of the contents list say more of its entries and are left out with it",
            count - 1
        ),
    };
    let diagnostic = Diagnostic::note(Code::OutlineUnmatched, sheet.span(first.clone()), message);
    sheet.diagnostics.push(diagnostic);
}

/// Lines below an empty one, where nothing else stands up to the next entry.
fn apart(sheet: &Sheet, start: usize, end: usize) -> Option<Range<usize>> {
    let below = chunk(sheet, start, end);
    let alone = (below.end..end).all(|line| sheet.content(line).is_empty());
    (alone && !below.is_empty() && !is_numbered(sheet, below.start)).then_some(below)
}

/// The lines of text from a line on.
fn chunk(sheet: &Sheet, start: usize, end: usize) -> Range<usize> {
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    start..start + (start..end).take_while(is_text).count()
}

/// Whether lines directly below an entry say more of it: they are set in, or a sentence in a block of their own.
fn is_gloss(sheet: &Sheet, entry: &Range<usize>, lines: &Range<usize>) -> bool {
    if is_set_in(sheet, entry, lines) {
        return is_plainly(sheet, lines) || is_sentence(sheet, lines, 2);
    }
    is_in_block(sheet, entry, lines) && says_more(sheet, lines)
}

/// Whether an entry and lines without pages are all that stands between two empty lines.
fn is_in_block(sheet: &Sheet, entry: &Range<usize>, lines: &Range<usize>) -> bool {
    let is_empty = |line: usize| sheet.content(line).is_empty();
    let block = (entry.start == 0 || is_empty(entry.start - 1)) && is_empty(lines.end);
    block && are_pageless(sheet, entry, lines)
}

/// Whether lines begin further in than the entry above and are no entries with pages.
fn is_set_in(sheet: &Sheet, entry: &Range<usize>, lines: &Range<usize>) -> bool {
    let indent = |line: usize| sheet.lines.get(line).map_or(0, |line| line.indent);
    are_pageless(sheet, entry, lines) && lines.clone().all(|line| indent(line) > indent(entry.start))
}

/// Whether lines have no numbers of pages, but for one at the end of all that is said of an entry without one.
fn are_pageless(sheet: &Sheet, entry: &Range<usize>, lines: &Range<usize>) -> bool {
    let is_paged = |line: usize| without_page(sheet.content(line)).is_some_and(|(_, far)| far);
    let last = usize::from(!is_paged(entry.end - 1));
    !lines.clone().rev().skip(last).any(is_paged)
}

/// Whether lines are no titles: a sentence, or what is told in a chapter.
pub fn says_more(sheet: &Sheet, lines: &Range<usize>) -> bool {
    const FEWEST_WORDS: usize = 6;
    !lines.is_empty() && (has_dashes(sheet, lines, 2) || is_sentence(sheet, lines, FEWEST_WORDS))
}

/// Whether dashes part what lines say, two or more: "The start--A storm--We land".
pub fn has_dashes(sheet: &Sheet, lines: &Range<usize>, fewest: usize) -> bool {
    let words = sheet.words(lines.clone());
    words.matches("--").count() + words.matches(['—', '–']).count() >= fewest.max(2)
}

/// Whether a dash parts what lines say.
fn has_dash(sheet: &Sheet, lines: &Range<usize>) -> bool {
    let words = sheet.words(lines.clone());
    words.contains("--") || words.contains(['—', '–'])
}

/// Whether lines end as a sentence does, of which most words begin with small letters.
fn is_sentence(sheet: &Sheet, lines: &Range<usize>, fewest: usize) -> bool {
    let words = sheet.words(lines.clone());
    let words = without_page(&words).filter(|(_, far)| *far).map_or(words.as_str(), |(words, _)| words);
    let all = words.split_whitespace().count();
    let small = words.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    all >= fewest && small * 2 >= all && ends_sentence(words) && !is_capitals(words)
}
