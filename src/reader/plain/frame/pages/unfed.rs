//! Numbers of pages in a text without form feeds.

use super::letters;
use super::number::{PageNumber, alone, numbered};
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::ends_sentence;
use crate::reader::plain::role::{Role, Why};
use rustc_hash::FxHashMap;

/// Fewer numbers may be anything.
const FEWEST: usize = 4;
/// So many pages may lack their number in a row: plates, and first pages of chapters.
const MOST_MISSING: u32 = 4;
/// A page has more lines than a list has between its numbers.
const SHORTEST_PAGE: usize = 8;

/// A line that could be the head or the foot of a page, with its number.
struct Candidate {
    line: usize,
    number: PageNumber,
}

/// Marks lines with numbers that go up through the text at about even distances and stand within
/// sentences, or beside the title of the text, as the numbers of chapters never do.
pub fn mark(sheet: &mut Sheet) {
    mark_braced(sheet);
    let candidates = candidates(sheet);
    for chain in chains(&candidates) {
        let of_pages = || cuts_sentences(sheet, &chain) || stand_by_title(sheet, &chain);
        if chain.len() < FEWEST || !is_even(&chain) || !of_pages() {
            continue;
        }
        for candidate in &chain {
            sheet.mark(candidate.line..candidate.line + 1, Role::Furniture, Why::PageEdge);
        }
        mark_heads(sheet, &chain);
    }
}

/// Marks numbers alone in braces that go up through the text, roman ones before the others: "{xii}", "{3}". Others of
/// them stand within lines.
fn mark_braced(sheet: &mut Sheet) {
    let is_braced = |line: &usize| {
        let words = sheet.content(*line);
        words.starts_with('{') && words.ends_with('}') && sheet.roles.get(*line) == Some(&Role::Text)
    };
    let lines = (0..sheet.lines.len()).filter(is_braced);
    let found: Vec<Candidate> =
        lines.filter_map(|line| Some(Candidate { line, number: alone(sheet.content(line))? })).collect();
    let goes_up = found.windows(2).all(|pair| match pair {
        [one, next] => {
            let of = |candidate: &Candidate| (!candidate.number.roman, candidate.number.value);
            of(one) < of(next)
        }
        _ => true,
    });
    if found.len() >= FEWEST && goes_up {
        for candidate in found {
            sheet.mark(candidate.line..candidate.line + 1, Role::Furniture, Why::PageEdge);
        }
    }
}

/// Numbers alone, and numbers beside words that come again so.
fn candidates(sheet: &Sheet) -> Vec<Candidate> {
    const LONGEST: usize = 80;
    let lines = (0..sheet.lines.len())
        .filter(|&line| sheet.roles.get(line) == Some(&Role::Text) && sheet.content(line).len() <= LONGEST);
    let mut heads: FxHashMap<String, usize> = FxHashMap::default();
    let mut found: Vec<(Candidate, String)> = Vec::new();
    for line in lines.filter(|&line| stands_apart(sheet, line)) {
        let Some((number, key)) = numbered(sheet.content(line)) else { continue };
        *heads.entry(key.clone()).or_default() += 1;
        found.push((Candidate { line, number }, key));
    }
    let comes_again = |key: &String| key.is_empty() || heads.get(key).is_some_and(|count| *count > 2);
    found.into_iter().filter(|(_, key)| comes_again(key)).map(|(candidate, _)| candidate).collect()
}

/// Whether a blank line stands above or below a line.
fn stands_apart(sheet: &Sheet, line: usize) -> bool {
    let is_blank = |line: Option<usize>| {
        line.and_then(|line| sheet.roles.get(line)).is_none_or(|role| *role == Role::Blank)
    };
    is_blank(line.checked_sub(1)) || is_blank(Some(line + 1))
}

/// The numbers in rows that go up, arabic ones and roman ones by themselves. A number that does not go
/// on is passed over, so that the number of a chapter does not end a row.
fn chains(candidates: &[Candidate]) -> [Vec<&Candidate>; 2] {
    [false, true].map(|roman| {
        let own: Vec<&Candidate> =
            candidates.iter().filter(|candidate| candidate.number.roman == roman).collect();
        // The row that most numbers go on from; `lengths` and `before` are of rows that end at each.
        let mut last: FxHashMap<u32, (usize, usize)> = FxHashMap::default();
        let mut before: Vec<Option<usize>> = Vec::with_capacity(own.len());
        let mut best: Option<(usize, usize)> = None;
        for (index, candidate) in own.iter().enumerate() {
            let value = candidate.number.value;
            let rows = (1..=MOST_MISSING + 1).filter_map(|step| last.get(&value.checked_sub(step)?).copied());
            let row = rows.max();
            before.push(row.map(|(_, index)| index));
            let length = row.map_or(1, |(length, _)| length + 1);
            if last.get(&value).is_none_or(|(known, _)| length >= *known) {
                last.insert(value, (length, index));
            }
            best = best.max(Some((length, index)));
        }
        let mut chain = Vec::new();
        let mut next = best.map(|(_, index)| index);
        while let Some(index) = next {
            chain.extend(own.get(index).copied());
            next = before.get(index).copied().flatten();
        }
        chain.reverse();
        chain
    })
}

/// Whether most numbers are as far from each other as the others are.
fn is_even(chain: &[&Candidate]) -> bool {
    let pairs = chain.iter().zip(chain.iter().skip(1));
    let distance = |(one, next): (&&Candidate, &&Candidate)| {
        let pages = next.number.value.saturating_sub(one.number.value).max(1) as usize;
        (next.line - one.line) / pages
    };
    let mut distances: Vec<usize> = pairs.map(distance).collect();
    distances.sort_unstable();
    let median = distances.get(distances.len() / 2).copied().unwrap_or(0);
    let even = distances.iter().filter(|&&distance| distance * 5 >= median * 3 && distance * 3 <= median * 5);
    median >= SHORTEST_PAGE && even.count() * 4 >= distances.len() * 3
}

/// Whether at least two in five of the numbers stand where a sentence goes on.
fn cuts_sentences(sheet: &Sheet, chain: &[&Candidate]) -> bool {
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    let cuts = |candidate: &&&Candidate| {
        // No further than a head and the blank lines around it.
        let near = 6;
        let above = (candidate.line.saturating_sub(near)..candidate.line).rev().find(is_text);
        let below = (candidate.line + 1..candidate.line + near).find(is_text);
        let begins = below.and_then(|line| sheet.content(line).chars().next());
        above.is_some_and(|line| !ends_sentence(sheet.content(line)))
            && begins
                .is_some_and(|first| first.is_lowercase() || !first.is_uppercase() && first.is_alphabetic())
    };
    chain.iter().filter(cuts).count() * 5 >= chain.len() * 2
}

/// Whether the first line of the text comes again beside most of the numbers: it is the running head.
fn stand_by_title(sheet: &Sheet, chain: &[&Candidate]) -> bool {
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    let title = (0..sheet.lines.len()).find(is_text).map(|line| letters(sheet.content(line)));
    let Some(title) = title.filter(|title| !title.is_empty()) else { return false };
    let again = beside(sheet, chain).into_iter().filter(|line| letters(sheet.content(*line)) == title);
    again.count() * 2 > chain.len()
}

/// The lines of their own beside numbers.
fn beside(sheet: &Sheet, chain: &[&Candidate]) -> Vec<usize> {
    const NEAR: usize = 3;
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    let beside = chain.iter().flat_map(|candidate| {
        let above = (candidate.line.saturating_sub(NEAR)..candidate.line).rev().find(is_text);
        let below = (candidate.line + 1..candidate.line + 1 + NEAR).find(is_text);
        above.into_iter().chain(below)
    });
    // The last line of a paragraph is no head.
    let ends = |line: usize| line.checked_sub(1).is_some_and(|above| is_text(&above));
    beside.filter(|&line| stands_apart(sheet, line) && !ends(line)).collect()
}

/// Marks the running heads beside the numbers: lines of their own that come again there.
fn mark_heads(sheet: &mut Sheet, chain: &[&Candidate]) {
    let beside = beside(sheet, chain);
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for &line in &beside {
        *counts.entry(letters(sheet.content(line))).or_default() += 1;
    }
    for line in beside {
        let key = letters(sheet.content(line));
        if !key.is_empty() && counts.get(&key).is_some_and(|count| *count > 2) {
            sheet.mark(line..line + 1, Role::Furniture, Why::PageEdge);
        }
    }
}
