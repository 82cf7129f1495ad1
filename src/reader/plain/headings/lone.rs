//! Headings that are lines alone: in capitals, or short.

use super::alike::is_end;
use super::beside::is_note;
use super::counted::is_caption;
use super::dates::{is_date, names_month, years};
use super::fallback::Found;
use super::matter::names_matter;
use super::title::{closes_bracket, is_capitals, looks_like_title};
use super::white::is_signature;
use crate::reader::plain::Sheet;
use crate::reader::plain::contents::heads::has_page;
use crate::reader::plain::contents::list_words::heads_columns;
use crate::reader::plain::forms::list;
use crate::reader::plain::head::hands::leads_in_author;
use crate::reader::plain::head::persons::is_initials;
use crate::reader::plain::role::Why;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Whether a line is a number and nothing else.
pub fn is_number(sheet: &Sheet, line: usize) -> bool {
    sheet.numbering(line).is_some_and(|number| number.rest.is_empty() && number.label.is_none())
}

/// The places of single lines in capitals among the chunks.
pub fn capital_lines(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<usize> {
    let lists: BTreeSet<usize> = sheet.play.lists.iter().map(|list| list.start).collect();
    let is_line = |chunk: &Range<usize>| {
        let words = sheet.content(chunk.start);
        // "MY DEAR FRIEND,--" is how a letter begins.
        let open = words.ends_with([',', '-', '—', '–']) || closes_bracket(words);
        let is_title = is_capitals(words) && !is_date(words) && !is_number(sheet, chunk.start) && !open;
        // "W.G.C." stands below what he wrote.
        let is_signed = words.split_whitespace().all(is_initials)
            || leads_in_author(words)
            || is_signature(sheet, chunk.start);
        let listed = lists.contains(&chunk.start);
        let is_title = is_title
            && !is_switch(words)
            && !has_page(words)
            && !heads_columns(words)
            && !listed
            && !sheet.play.gathers(words)
            && !is_end(words)
            && !is_signed
            && !is_row(sheet, chunk.start);
        chunk.len() == 1 && words.chars().count() <= 80 && is_title
    };
    // "Yours sincerely," stands above who wrote the letter.
    let is_below_open = |index: &usize| {
        let above = index.checked_sub(1).and_then(|above| chunks.get(above));
        above.is_some_and(|above| is_long(sheet, above) && sheet.content(above.end - 1).ends_with(','))
    };
    let lines = (0..chunks.len()).filter(|index| chunks.get(*index).is_some_and(is_line));
    lines.filter(|index| !is_below_open(index)).collect()
}

/// Whether a line is what a program is told: "/EXPORT", "-V".
fn is_switch(words: &str) -> bool {
    words.starts_with(['/', '-']) && words.chars().nth(1).is_some_and(char::is_alphabetic)
}

/// The places of titles in capitals, alone on a line or over two or three, and of months above their years.
fn capital_titles(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<usize> {
    const MOST_LINES: usize = 3;
    const LONGEST: usize = 60;
    let is_line = |line: usize| {
        let words = sheet.content(line);
        let fits = words.chars().count() <= LONGEST && !is_switch(words) && !is_row(sheet, line);
        is_capitals(words) && fits && !is_number(sheet, line)
    };
    let is_block = |chunk: &Range<usize>| {
        let own = without_gloss(sheet, chunk);
        let open = sheet.content(own.end - 1).ends_with([',', '-', '—', '–']);
        let dated = chunk.len() == 2 && names_month(sheet.content(chunk.start));
        let dated = dated && years(sheet.content(chunk.start + 1)).is_some();
        (2..=MOST_LINES).contains(&chunk.len()) && !open && (dated || own.clone().all(is_line))
    };
    let mut places = capital_lines(sheet, chunks);
    // Directly below a title it is a dedication, or goes on with it.
    let is_below = |index: usize| index > 1 && places.binary_search(&(index - 1)).is_ok();
    let blocks: Vec<usize> = (0..chunks.len())
        .filter(|&index| chunks.get(index).is_some_and(is_block) && !is_below(index))
        .collect();
    places.extend(blocks);
    places.sort_unstable();
    places
}

/// Whether a line has the words of several columns, or says what something is equal to: "BIT NAME    FUNCTION". Letters
/// may be set apart.
fn is_row(sheet: &Sheet, line: usize) -> bool {
    const GAP: u32 = 3;
    let words = sheet.content(line);
    let apart = || words.split_whitespace().any(|word| word.chars().nth(1).is_some());
    words.contains(" = ") || sheet.lines.get(line).is_some_and(|line| line.gap >= GAP) && apart()
}

/// A title without the last line of its paragraph, where that is set off as what is said of it:
/// "_Translated from the Danish_".
fn without_gloss(sheet: &Sheet, chunk: &Range<usize>) -> Range<usize> {
    let last = sheet.content(chunk.end - 1);
    let pairs = [('_', '_'), ('(', ')'), ('[', ']')];
    let set_off = pairs.iter().any(|(open, close)| last.starts_with(*open) && last.ends_with(*close));
    let is_gloss = chunk.len() > 1 && set_off && !is_capitals(last);
    chunk.start..chunk.end - usize::from(is_gloss)
}

/// Lines in capitals, each with text below it. On a title page a line stands above a line.
pub fn capitals(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    const SHORTEST_STANZA: usize = 3;
    let is_body = |chunk: &Range<usize>| {
        is_long(sheet, chunk) || chunk.len() >= SHORTEST_STANZA && is_stanza(sheet, chunk)
    };
    let first = chunks.iter().position(is_body).unwrap_or(0);
    let mut lines = capital_titles(sheet, chunks);
    let returning = leave_returning(sheet, chunks, &mut lines);
    let has_body = |index: usize| {
        let mut below =
            (index + 1..chunks.len()).take(2).filter_map(|place| Some((place, chunks.get(place)?)));
        // "Fellow citizens:" begins a speech.
        let is_passed = |place: usize, line: usize| {
            let open = sheet.content(line).ends_with([':', ',']);
            is_number(sheet, line) || open || returning.contains(&place)
        };
        let next = below.find(|(place, next)| next.len() > 1 || !is_passed(*place, next.start));
        let is_title_page = |next: &Range<usize>| next.clone().all(|line| is_capitals(sheet.content(line)));
        next.is_some_and(|(_, next)| (is_long(sheet, next) || next.len() > 1) && !is_title_page(next))
    };
    let names_notes = |index: usize| {
        let pair = chunks.get(index).zip(chunks.get(index + 1));
        pair.is_some_and(|(chunk, next)| {
            names_matter(sheet.content(chunk.start)) && is_note(sheet.content(next.start))
        })
    };
    lines.retain(|&index| (index >= first || has_body(index)) && !names_notes(index));
    let mut found = before_text(sheet, chunks, lines);
    put_closer_below(sheet, &mut found);
    found
}

/// Puts the titles that stand no further off than paragraphs do below those that stand far off, where these are many.
fn put_closer_below(sheet: &Sheet, found: &mut [Found]) {
    const FAR: usize = 3;
    let is_far = |(lines, _): &&Found| gap_above(sheet, lines.start) >= FAR;
    let far = found.iter().filter(is_far).count();
    let starts_far = found.first().is_some_and(|first| is_far(&first));
    if starts_far && far >= FAR && far * 3 >= found.len() {
        let close = |(lines, _): &&mut Found| gap_above(sheet, lines.start) <= 1;
        found.iter_mut().filter(close).for_each(|(_, level)| *level = 2);
    }
}

/// Takes out what comes again and again, which heads nothing, and returns where it stands: a title may be above it.
fn leave_returning(sheet: &Sheet, chunks: &[Range<usize>], places: &mut Vec<usize>) -> BTreeSet<usize> {
    const OFTEN: usize = 3;
    let words = |place: &usize| chunks.get(*place).map_or("", |chunk| sheet.content(chunk.start));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for place in places.iter() {
        *counts.entry(words(place)).or_default() += 1;
    }
    let often = |place: &usize| counts.get(words(place)).is_some_and(|count| *count >= OFTEN);
    let returning = places.iter().copied().filter(often).collect();
    places.retain(|place| !often(place));
    returning
}

/// Short lines alone, each with longer text or a stanza below it, or with a numbered list.
pub fn lone(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let items = items(sheet, chunks);
    let is_item = |index: usize| items.binary_search(&index).is_ok();
    // In dialogue every line is short.
    let is_body = |chunk: &Range<usize>| is_long(sheet, chunk) || is_stanza(sheet, chunk);
    let has_body = |index: usize| is_item(index) || chunks.get(index).is_some_and(is_body);
    let bodies = (0..chunks.len()).filter(|&index| has_body(index)).count();
    let is_line = |index: &usize| {
        let pair = chunks.get(*index).zip(chunks.get(index + 1));
        let titled = pair.is_some_and(|(chunk, next)| is_lone_title(sheet, chunk, next));
        *index > 0 && titled && has_body(index + 1) && !is_item(*index)
    };
    let mut lines: Vec<usize> = (0..chunks.len()).filter(is_line).collect();
    keep_apart(sheet, chunks, &mut lines);
    let counted = above_lists(sheet, chunks, &lines);
    lines.extend(counted);
    lines.sort_unstable();
    // Few that begin behind a quarter of a long text are lines of it.
    let late = lines.first().is_some_and(|first| first * 4 > chunks.len());
    let late = late && lines.len() * MOST_BETWEEN < chunks.len();
    if late || bodies * 2 < chunks.len().saturating_sub(lines.len()) {
        Vec::new()
    } else {
        before_text(sheet, chunks, lines)
    }
}

/// Sections that begin late have no more paragraphs.
const MOST_BETWEEN: usize = 40;

/// Lines that count on from one of some headings and stand above a numbered list: "2. The Truths" behind
/// "1. Introduction", above "(1) It has to work."
fn above_lists(sheet: &Sheet, chunks: &[Range<usize>], lines: &[usize]) -> Vec<usize> {
    let parts = |index: usize| {
        let number = sheet.numbering(chunks.get(index)?.start).filter(|number| !number.weak)?;
        Some(number.parts.to_vec())
    };
    let mut known: BTreeSet<Vec<u32>> = lines.iter().filter_map(|&index| parts(index)).collect();
    let is_above_list = |index: usize| {
        let pair = chunks.get(index).zip(chunks.get(index + 1));
        pair.is_some_and(|(chunk, next)| {
            is_lone_title(sheet, chunk, next) && list::figure(sheet.content(next.start)) == Some(1)
        })
    };
    let mut found = Vec::new();
    for index in (1..chunks.len()).filter(|index| lines.binary_search(index).is_err()) {
        let Some(own) = parts(index).filter(|_| is_above_list(index)) else { continue };
        let mut before = own.clone();
        let Some(last) = before.last_mut().filter(|last| **last > 1) else { continue };
        *last -= 1;
        if known.contains(&before) && known.insert(own) {
            found.push(index);
        }
    }
    found
}

/// The places of the items of numbered lists below three short lines or more, each of which begins a list or
/// goes on with the last one; none where fewer lines stand so.
fn items(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<usize> {
    const FEWEST: usize = 3;
    const LONGEST: usize = 40;
    let figures: Vec<Option<i64>> =
        chunks.iter().map(|chunk| list::figure(sheet.content(chunk.start))).collect();
    let figure = |index: usize| figures.get(index).copied().flatten();
    let (mut heads, mut anew, mut last) = (0, 0, 0);
    let mut items = Vec::new();
    for (index, chunk) in chunks.iter().enumerate() {
        let Some(value) = figure(index) else { continue };
        let above = index.checked_sub(1).filter(|&above| figure(above).is_none());
        let is_head = above.and_then(|above| chunks.get(above)).is_some_and(|above| {
            let words = sheet.content(above.start);
            words.chars().count() <= LONGEST && is_lone_title(sheet, above, chunk)
        });
        let is_next = value == last + 1;
        if is_head && (value == 1 || is_next) {
            heads += 1;
            anew += usize::from(value == 1);
        }
        if is_next || value == 1 {
            items.push(index);
            last = value;
        }
    }
    // Lists that each begin anew say more than one that goes on.
    if heads >= FEWEST || anew > 1 { items } else { Vec::new() }
}

/// The titles of poems below other headings, in a text of verse: lone lines that stand off from what is
/// above them more than from the stanza below, or that stand below each heading.
pub fn poems(sheet: &Sheet, chunks: &[Range<usize>], above: &[Found]) -> Vec<Found> {
    const FEWEST: usize = 3;
    let stanzas = chunks.iter().filter(|chunk| is_stanza(sheet, chunk)).count();
    let is_title = |place: usize| {
        let pair = chunks.get(place).zip(chunks.get(place + 1));
        pair.is_some_and(|(chunk, next)| is_stanza(sheet, next) && is_lone_title(sheet, chunk, next))
    };
    let titles: Vec<usize> = (0..chunks.len()).filter(|&place| is_title(place)).collect();
    let others = chunks.len().saturating_sub(above.len() + titles.len());
    if stanzas * 2 < others {
        return Vec::new();
    }
    let level = |chunk: &Range<usize>| {
        let before = above.partition_point(|(lines, _)| lines.start <= chunk.start);
        let (last, level) = above.get(before.checked_sub(1)?)?;
        (last.end <= chunk.start).then_some((level + 1).min(6))
    };
    let titles = titles.into_iter().filter_map(|place| chunks.get(place).zip(chunks.get(place + 1)));
    // Directly below a heading a title need not stand off where others do.
    let first_below: BTreeSet<usize> =
        above.iter().map(|(lines, _)| chunks.partition_point(|chunk| chunk.start < lines.end)).collect();
    let is_first = |chunk: &Range<usize>| {
        chunks.binary_search_by_key(&chunk.start, |own| own.start).is_ok_and(|own| first_below.contains(&own))
    };
    let found: Vec<(Found, bool)> = titles
        .filter_map(|(chunk, next)| {
            let stands_off = gap_above(sheet, chunk.start) > next.start - chunk.end;
            Some(((chunk.clone(), level(chunk)?), stands_off))
        })
        .collect();
    let own = |(found, stands_off): &(Found, bool)| *stands_off || is_first(&found.0);
    let apart = found.iter().filter(|(_, stands_off)| *stands_off).count();
    if apart + 1 >= FEWEST && found.iter().filter(|found| own(found)).count() >= FEWEST {
        return found.into_iter().filter(own).map(|(found, _)| found).collect();
    }
    let leads = |(lines, _): &Found| is_title(chunks.partition_point(|chunk| chunk.start < lines.end));
    // One below each is what the heading is called.
    let all_lead = above.len() > 1 && above.iter().all(leads) && found.len() > above.len().max(FEWEST - 1);
    if all_lead { found.into_iter().map(|(found, _)| found).collect() } else { Vec::new() }
}

/// Whether a chunk is a line that could be the title of what is below it.
pub fn is_lone_title(sheet: &Sheet, chunk: &Range<usize>, next: &Range<usize>) -> bool {
    let words = sheet.content(chunk.start);
    // "The River." is a verse, unless it stands off from the stanza above it.
    let stands_off = gap_above(sheet, chunk.start) > next.start - chunk.end && is_stanza(sheet, next);
    let title = if stands_off { words.trim_end_matches('.') } else { words };
    let counts = is_number(sheet, chunk.start) && is_stanza(sheet, next);
    chunk.len() == 1
        && looks_like_title(title)
        && !is_marks(words)
        && !is_date(words)
        && !counts
        && !leads_in_author(words)
        && !is_caption(words)
        && !is_row(sheet, chunk.start)
}

/// Where two lines above stanzas or more stand off from what is above them, those that do not are
/// verses: a poem may begin with a line alone.
fn keep_apart(sheet: &Sheet, chunks: &[Range<usize>], lines: &mut Vec<usize>) {
    let stands_off = |index: &usize| {
        let pair = chunks.get(*index).zip(chunks.get(index + 1));
        pair.is_some_and(|(chunk, next)| gap_above(sheet, chunk.start) > next.start - chunk.end)
    };
    let above_verse = |index: &usize| chunks.get(index + 1).is_some_and(|next| is_stanza(sheet, next));
    if lines.iter().filter(|index| above_verse(index) && stands_off(index)).count() > 1 {
        lines.retain(|index| !above_verse(index) || stands_off(index));
    }
}

/// The empty lines above a line.
pub fn gap_above(sheet: &Sheet, line: usize) -> usize {
    let own = blank_above(sheet, line);
    // A picture may stand between a title and the white space that sets it off.
    let picture = line.checked_sub(own + 1).and_then(|above| {
        let place = sheet.captions.partition_point(|lines| lines.end <= above);
        sheet.captions.get(place).filter(|lines| lines.contains(&above))
    });
    picture.map_or(own, |lines| own.max(blank_above(sheet, lines.start)))
}

fn blank_above(sheet: &Sheet, line: usize) -> usize {
    const MOST: usize = 9;
    // The number of a page stands between.
    let is_blank =
        |above: usize| sheet.content(above).is_empty() || sheet.reasons.get(above) == Some(&Why::PageEdge);
    (0..line).rev().take(MOST).take_while(|&above| is_blank(above)).count()
}

/// Lines of which most end before they are full, or which are all shorter than those of prose.
pub fn is_stanza(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    const LONGEST_VERSE: usize = 50;
    let full = chunk.clone().filter(|&line| sheet.is_full(line)).count();
    let mut lines = sheet.lines.get(chunk.clone()).unwrap_or_default().iter();
    let short = lines.all(|line| line.width <= LONGEST_VERSE);
    chunk.len() > 1 && (short || full * 2 < chunk.len() && !sheet.is_prose(chunk))
}

fn is_marks(words: &str) -> bool {
    !words.chars().any(char::is_alphanumeric)
}

/// Whether a chunk is more than a line.
pub fn is_long(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    sheet.lines.get(chunk.clone()).unwrap_or_default().iter().map(|line| line.width).sum::<usize>() > 80
}

/// At least two headings, each with text below it; a title directly above another is the book's.
fn before_text(sheet: &Sheet, chunks: &[Range<usize>], lines: Vec<usize>) -> Vec<Found> {
    let found: Vec<usize> = lines
        .iter()
        .copied()
        .filter(|index| {
            let next = index + 1;
            let by = chunks.get(next).is_some_and(|chunk| leads_in_author(sheet.content(chunk.start)));
            next < chunks.len() && !by && lines.binary_search(&next).is_err()
        })
        .collect();
    if found.len() < 2 {
        return Vec::new();
    }
    let found = found.into_iter().filter_map(|index| chunks.get(index));
    found.map(|chunk| (without_gloss(sheet, chunk), 1)).collect()
}
