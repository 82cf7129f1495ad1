//! Headings that begin with numbers.

use super::below::{below_labels, below_romans};
use super::counted::counted;
use super::dates::is_date;
use super::fallback::Found;
use super::labels::{is_daily, is_of_stage, rank};
use super::levels::levels;
use super::lone::{capital_lines, is_long, is_stanza, poems};
use super::matter::names_matter;
use super::nested::nested;
use super::numbering::Numbering;
use super::title::{ends_whole, is_capitals, looks_like_title};
use super::titled::with_titles;
use crate::reader::plain::Sheet;
use crate::reader::plain::contents::list_words::names_persons;
use crate::reader::plain::forms::manner::Wrapping;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// "Chapter 3", else "1.2 Scope" or "IV.", with what stands in capitals beside them.
pub fn numbered(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let mut found = nested(sheet, chunks);
    if found.is_empty() {
        found = counting(sheet, chunks);
    }
    if !found.is_empty() {
        let mut others = beside(sheet, chunks, &found);
        found.append(&mut others);
        found.sort_by_key(|(lines, _)| lines.start);
    }
    found
}

/// The numbered headings alone.
fn counting(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let mut headings = numbered_as(sheet, chunks, true);
    match headings.is_empty() {
        true => headings = below_romans(sheet, chunks),
        false => headings.append(&mut below_labels(sheet, chunks, &headings)),
    }
    if headings.is_empty() {
        headings = numbered_as(sheet, chunks, false);
    }
    if headings.is_empty() {
        headings = counted(sheet, chunks);
    }
    leave_title_page(sheet, chunks, &mut headings);
    headings.sort_by_key(|lines| lines.start);
    if let Some(found) = named_below_parts(sheet, chunks, &headings) {
        return found;
    }
    let titles: Vec<String> = headings.iter().map(|lines| sheet.words(lines.clone())).collect();
    let mut found: Vec<Found> = headings.into_iter().zip(levels(&titles)).collect();
    found.extend(poems(sheet, chunks, &found));
    found.sort_by_key(|(lines, _)| lines.start);
    found
}

/// Parts without numbers below them, each directly above the title of its first piece, which then is not the
/// part's: others of its form stand in each part.
fn named_below_parts(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    headings: &[Range<usize>],
) -> Option<Vec<Found>> {
    let is_part = |lines: &Range<usize>| {
        let label = sheet.numbering(lines.start).and_then(|number| number.label.as_deref());
        let joined = sheet.content(lines.start + 1).is_empty() && lines.len() > 2;
        joined && label.is_some_and(|label| rank(label) == Some(1) && !is_of_stage(label))
    };
    if headings.len() < 2 || !headings.iter().all(is_part) {
        return None;
    }
    let first = sheet.content(headings.first()?.end - 1);
    let is_title = |chunk: &Range<usize>, next: &Range<usize>| {
        let words = sheet.content(chunk.start);
        let alike = if is_capitals(first) { is_capitals(words) } else { is_in_title_case(words) };
        let open = words.ends_with(['.', ',', ':', ';', '?', '!', '”', '"']);
        chunk.len() == 1 && alike && !open && sheet.numbering(chunk.start).is_none() && is_long(sheet, next)
    };
    let pairs = chunks.iter().zip(chunks.iter().skip(1));
    let titles: Vec<Range<usize>> =
        pairs.filter(|(chunk, next)| is_title(chunk, next)).map(|(chunk, _)| chunk.clone()).collect();
    let end = |place: usize| headings.get(place + 1).map_or(usize::MAX, |next| next.start);
    let has_titles = |(place, part): (usize, &Range<usize>)| {
        titles.iter().filter(|title| (part.start..end(place)).contains(&title.start)).count() > 1
    };
    if !headings.iter().enumerate().all(has_titles) {
        return None;
    }
    let parts = headings.iter().map(|lines| (lines.start..lines.start + 1, 1));
    let begins = headings.first()?.start;
    let titles = titles.into_iter().filter(|title| title.start > begins).map(|title| (title, 2));
    let mut found: Vec<Found> = parts.chain(titles).collect();
    found.sort_by_key(|(lines, _)| lines.start);
    Some(found)
}

/// A preface among numbered chapters: a line in capitals above prose, or one that says what it is.
fn beside(sheet: &Sheet, chunks: &[Range<usize>], found: &[Found]) -> Vec<Found> {
    // What is quoted is a part of what is told.
    let quoted = |chunk: &Range<usize>| sheet.content(chunk.start).starts_with(['“', '"', '«', '„']);
    let is_apart = |chunk: &Range<usize>| {
        let before = found.partition_point(|(lines, _)| lines.start < chunk.end);
        before
            .checked_sub(1)
            .and_then(|last| found.get(last))
            .is_none_or(|(lines, _)| lines.end <= chunk.start)
    };
    let capitals = capital_lines(sheet, chunks);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for chunk in capitals.iter().filter_map(|index| chunks.get(*index)) {
        *counts.entry(sheet.content(chunk.start)).or_default() += 1;
    }
    // "THE ARGUMENT" comes again in each book.
    let returns = |index: &usize| {
        let words = chunks.get(*index).map_or("", |chunk| sheet.content(chunk.start));
        counts.get(words).is_some_and(|count| *count > 1) && !names_matter(words)
    };
    let first = found.first().map_or(0, |(lines, _)| lines.start);
    let capitals = capitals.into_iter();
    let capitals = capitals.filter(|index| !returns(index) && opens_piece(sheet, chunks, *index, first));
    let is_matter = |index: &usize| {
        let pair = chunks.get(*index).zip(chunks.get(index + 1));
        pair.is_some_and(|(chunk, next)| {
            chunk.len() == 1
                && names_matter(sheet.content(chunk.start))
                && !is_note(sheet.content(next.start))
        })
    };
    let places: BTreeSet<usize> = capitals.chain((0..chunks.len()).filter(is_matter)).collect();
    let lines = places.into_iter().filter_map(|index| chunks.get(index).cloned());
    lines.filter(|lines| is_apart(lines) && !quoted(lines)).map(|lines| (lines, 1)).collect()
}

/// Whether a line in capitals stands above a piece: above prose, above a title and what that stands above, or,
/// in front of the first number, above a whole paragraph, and behind one above verse.
fn opens_piece(sheet: &Sheet, chunks: &[Range<usize>], index: usize, first: usize) -> bool {
    let (Some(chunk), Some(next)) = (chunks.get(index), chunks.get(index + 1)) else { return false };
    let is_body = |chunk: &Range<usize>| {
        is_long(sheet, chunk) && !is_stanza(sheet, chunk) && ends_whole(sheet.content(chunk.end - 1))
    };
    let in_front = chunk.start < first && index > 0 && !names_persons(sheet.content(chunk.start));
    let behind_body = || chunks.get(..index).unwrap_or_default().iter().any(is_body);
    let words = sheet.content(next.start);
    let titled = next.len() == 1 && is_in_title_case(words);
    let verse = chunks.get(index + usize::from(next.len() == 1 && looks_like_title(words)) + 1);
    let above_verse = verse.is_some_and(|verse| is_stanza(sheet, verse));
    sheet.is_prose(next)
        || in_front && (is_body(next) || above_verse && behind_body())
        || titled && chunk.start >= first && chunks.get(index + 2).is_some_and(is_body)
}

/// Whether all longer words begin with capitals, and some have small letters: "The Lord’s Prayer."
pub fn is_in_title_case(words: &str) -> bool {
    const SHORT: usize = 3;
    let words: Vec<&str> = words.split_whitespace().collect();
    let longer = || words.iter().filter(|word| word.chars().nth(SHORT).is_some());
    words.len() > 1
        && longer().count() > 0
        && longer().all(|word| word.starts_with(char::is_uppercase))
        && words.iter().any(|word| word.chars().any(char::is_lowercase))
}

/// Whether words are a note below "Notes", which stands where it is called.
fn is_note(words: &str) -> bool {
    words.starts_with(|first: char| first == '[' || first.is_ascii_digit() || "*†‡¹".contains(first))
}

/// Takes out "VOLUME VI" where all such lines stand above the first prose, on the title page.
fn leave_title_page(sheet: &Sheet, chunks: &[Range<usize>], headings: &mut Vec<Range<usize>>) {
    let is_volume = |lines: &Range<usize>| {
        let label = sheet.numbering(lines.start).and_then(|number| number.label.as_deref());
        label.and_then(rank) == Some(0)
    };
    let prose = chunks.iter().find(|chunk| sheet.is_prose(chunk)).map_or(0, |chunk| chunk.start);
    let others = headings.iter().any(|lines| !is_volume(lines));
    if others && headings.iter().filter(|lines| is_volume(lines)).all(|lines| lines.start < prose) {
        headings.retain(|lines| !is_volume(lines));
    }
}

fn numbered_as(sheet: &Sheet, chunks: &[Range<usize>], labelled: bool) -> Vec<Range<usize>> {
    let mut headings: Vec<Range<usize>> = Vec::new();
    let mut last: Vec<u32> = Vec::new();
    let mut followed = 0;
    let pages = !labelled && count_pages(sheet, chunks);
    for (index, chunk) in chunks.iter().enumerate() {
        let words = sheet.content(chunk.start);
        // "Appendix 1" stands beside what is numbered.
        let own =
            |number: &&Numbering| number.label.is_some() == labelled && !(labelled && names_matter(words));
        let Some(number) = sheet.numbering(chunk.start).filter(own) else { continue };
        let Some(lines) = heading_lines(sheet, chunk, chunks.get(index + 1), number, labelled) else {
            continue;
        };
        let page = pages && number.rest.is_empty() && !is_whole(sheet, above(chunks, index));
        let dated = !labelled && is_date(sheet.content(chunk.start));
        if page
            || dated
            || !labelled && !follows(&last, &number.parts)
            || headings.last().is_some_and(|last| last.end > lines.start)
        {
            continue;
        }
        last.clone_from(&number.parts);
        let next = chunks.get(index + 1).map(|next| next.start);
        let is_text = next.is_some_and(|next| {
            let deeper = |number: &Numbering| number.parts.len() > last.len() || is_date(sheet.content(next));
            sheet.numbering(next).is_none_or(deeper)
        });
        followed += usize::from(lines.end < chunk.end || is_text);
        headings.push(lines);
    }
    // A numbered list of steps has no text between its items.
    let is_plain = |lines: &Range<usize>| {
        let label = sheet.numbering(lines.start).and_then(|number| number.label.as_deref());
        label.is_some_and(|label| !is_daily(label))
    };
    let enough = if headings.iter().any(is_plain) { 1 } else { 2 };
    // "1. Salt" and "2. Bread" above a paragraph are no more than such a list.
    let sound = headings.len() >= enough && (labelled || followed * 2 > headings.len());
    match sound {
        true if labelled => without_refrains_below(sheet, headings),
        true if count_stanzas(sheet, chunks, &headings) => Vec::new(),
        true => with_titles(sheet, chunks, headings),
        false => Vec::new(),
    }
}

/// Without the titles below numbers where most say the same: "THE ARGUMENT" below each book.
fn without_refrains_below(sheet: &Sheet, mut headings: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for lines in headings.iter().filter(|lines| lines.len() > 1) {
        *counts.entry(sheet.content(lines.end - 1)).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let refrain = counts.into_iter().find(|(_, count)| *count > 1 && *count * 2 > all);
    if let Some((refrain, _)) = refrain {
        for lines in headings.iter_mut().filter(|lines| sheet.content(lines.end - 1) == refrain) {
            lines.end = lines.start + 1;
        }
    }
    headings
}

/// Whether most numbers stand above a single stanza: they count the stanzas of one poem. What has the
/// length of a sonnet is a poem.
pub fn count_stanzas(sheet: &Sheet, chunks: &[Range<usize>], headings: &[Range<usize>]) -> bool {
    const LONGEST_STANZA: usize = 12;
    let is_number =
        |chunk: &Range<usize>| headings.binary_search_by_key(&chunk.start, |lines| lines.start).is_ok();
    let is_lone_stanza = |lines: &Range<usize>| {
        let place = chunks.partition_point(|chunk| chunk.start < lines.end);
        let (stanza, next) = (chunks.get(place), chunks.get(place + 1));
        let is_verse = |stanza: &Range<usize>| {
            let sentences = stanza.clone().filter(|&line| ends_whole(sheet.content(line))).count();
            // Lines that each are a whole sentence are paragraphs.
            stanza.len() <= LONGEST_STANZA && is_stanza(sheet, stanza) && sentences * 4 < stanza.len() * 3
        };
        stanza.is_some_and(is_verse) && next.is_none_or(is_number)
    };
    // A title below a number is that of a piece.
    let bare = |lines: &&Range<usize>| {
        lines.len() == 1 && sheet.numbering(lines.start).is_some_and(|number| number.rest.is_empty())
    };
    headings.iter().filter(bare).filter(|lines| is_lone_stanza(lines)).count() * 2 > headings.len()
}

/// The lines of a numbered heading: a short paragraph of its own, the first line of one if it is
/// short, and the title below a number that stands alone.
pub fn heading_lines(
    sheet: &Sheet,
    chunk: &Range<usize>,
    next: Option<&Range<usize>>,
    number: &Numbering,
    labelled: bool,
) -> Option<Range<usize>> {
    let words = sheet.content(chunk.start);
    let bare = number.rest.is_empty();
    let one = chunk.start..chunk.start + 1;
    if words.chars().count() > 120 || is_citation(number) {
        return None;
    }
    if bare && chunk.len() == 1 {
        let is_common = number.label.as_deref().is_some_and(is_daily);
        // The title of a part has a page of its own.
        let is_part = number.label.as_deref().and_then(rank).is_some_and(|rank| rank < 2);
        let is_scene = number.label.as_deref().is_some_and(is_of_stage);
        let title = next.filter(|next| {
            let capitals = is_part && is_capitals(sheet.content(next.start));
            let most_blank = if capitals { 3 } else { 1 };
            labelled && next.len() == 1 && next.start - chunk.end <= most_blank && next.start > chunk.end
        });
        let title = title.filter(|next| {
            let words = sheet.content(next.start);
            let capitals = is_capitals(words) && !words.ends_with(',');
            // Below "Third Letter" a place, a date or a salutation stands.
            let titled = capitals || !is_common && looks_like_title(words) && !is_date(words);
            titled
                && sheet.numbering(next.start).is_none()
                && !(is_scene && sheet.play.says_who_is_there(words))
        });
        return Some(chunk.start..title.map_or(chunk.end, |title| title.end));
    }
    if chunk.len() == 1 {
        let titled = looks_like_title(number.rest) || is_capitals(number.rest);
        return (labelled || titled).then_some(one);
    }
    let wrapped = chunk.len() == 2
        && (sheet.is_full(chunk.start) || bare || is_capitals(sheet.content(chunk.start + 1)));
    // "LES MÊMES, GASTON" directly below a scene's number.
    let gathered = number.label.as_deref().is_some_and(is_of_stage)
        && sheet.play.says_who_is_there(sheet.content(chunk.start + 1));
    if labelled && gathered {
        return Some(one);
    }
    if labelled && (wrapped || is_long_title(sheet, chunk, number)) {
        return Some(chunk.clone());
    }
    if let Some(lines) = with_line_below(sheet, chunk, next, number) {
        return Some(lines);
    }
    let short = !sheet.is_full(chunk.start)
        && (sheet.is_full(chunk.start + 1) || sheet.manner.wrapping == Wrapping::OneLine);
    ((labelled || bare || looks_like_title(number.rest)) && short).then_some(one)
}

/// Whether a number belongs to what is cited: "BOOK I. iii. _Prasini_", "PSALM xlii. 1."
fn is_citation(number: &Numbering) -> bool {
    const OF_VERSES: &[&str] = &["psal", "psau", "salm", "псал"];
    let Some(label) = &number.label else { return false };
    let end = number.rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(number.rest.len());
    let (place, after) = number.rest.split_at(end);
    let chapter = after.starts_with(['.', ',']) && place.chars().all(|letter| "ivxlc".contains(letter));
    let verse = place.chars().all(|figure| figure.is_ascii_digit());
    !place.is_empty() && (chapter || verse && OF_VERSES.iter().any(|stem| label.starts_with(stem)))
}

/// A short line directly below a number: the title of a bare one, the place of a scene, or else a line of its
/// own, such as who wrote a hymn.
fn with_line_below(
    sheet: &Sheet,
    chunk: &Range<usize>,
    next: Option<&Range<usize>>,
    number: &Numbering,
) -> Option<Range<usize>> {
    const LONGEST: usize = 60;
    let is_short = |line: usize| sheet.content(line).chars().count() <= LONGEST;
    let below = sheet.content(chunk.start + 1);
    let titled = looks_like_title(below.trim_end_matches('.')) || is_capitals(below);
    let followed = next.is_some_and(|next| sheet.numbering(next.start).is_none_or(|number| number.weak));
    let fits = (2..=3).contains(&chunk.len()) && chunk.clone().all(is_short);
    if !fits || !titled || sheet.numbering(chunk.start + 1).is_some() || !followed {
        return None;
    }
    // "LETTER I.", "To his Mother.", "Alder, May 3."
    if chunk.len() > 2 {
        let end = chunk.start + 1 + usize::from(is_capitals(below));
        let full = (chunk.start..chunk.end - 1).any(|line| sheet.is_full(line));
        return number.label.as_ref().filter(|_| !full).map(|_| chunk.start..end);
    }
    let stage = number.label.as_deref().is_some_and(is_of_stage);
    match &number.label {
        None if !number.rest.is_empty() || !looks_like_title(below) => None,
        Some(_) if !stage => Some(chunk.start..chunk.start + 1),
        _ => Some(chunk.clone()),
    }
}

/// Whether a paragraph is a title over several lines: a mark parts its number from its words, and its lines
/// are full, or set in below the first.
fn is_long_title(sheet: &Sheet, chunk: &Range<usize>, number: &Numbering) -> bool {
    const MOST_LINES: usize = 4;
    let words = sheet.content(chunk.start);
    let before = words.strip_suffix(number.rest).unwrap_or_default().trim_end();
    let parted = before.ends_with(['.', ':', '-', '—', '–']);
    let indent = |line: usize| sheet.lines.get(line).map_or(0, |line| line.indent);
    let hangs = (chunk.start + 1..chunk.end).all(|line| indent(line) > indent(chunk.start));
    let full = (chunk.start..chunk.end - 1).all(|line| sheet.is_full(line));
    parted && chunk.len() <= MOST_LINES && (hangs || full)
}

/// Whether the numbers that stand alone are those of pages: one in four cuts a sentence, and even that
/// is more than those of chapters do. Below a title page, a letter or a verse no full stop stands either.
pub fn count_pages(sheet: &Sheet, chunks: &[Range<usize>]) -> bool {
    const WIDE: usize = 50;
    let is_number = |chunk: &Range<usize>| {
        let number = sheet.numbering(chunk.start).filter(|number| number.label.is_none());
        chunk.len() == 1 && number.is_some_and(|number| number.rest.is_empty())
    };
    let cuts = |index: usize| {
        let before = above(chunks, index);
        let below = chunks.get(index + 1).map_or("", |below| sheet.content(below.start));
        let wide = before.and_then(|before| sheet.lines.get(before.end - 1)).is_some_and(|l| l.width > WIDE);
        let goes_on =
            below.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_uppercase());
        wide && goes_on && !is_whole(sheet, before)
    };
    let (mut all, mut cut) = (0, 0);
    for index in (0..chunks.len()).filter(|&index| chunks.get(index).is_some_and(is_number)) {
        all += 1;
        cut += usize::from(cuts(index));
    }
    cut * 4 > all
}

pub fn above(chunks: &[Range<usize>], index: usize) -> Option<&Range<usize>> {
    chunks.get(index.checked_sub(1)?)
}

/// Whether nothing, or a whole sentence, stands before a number that stands alone: the number of a
/// page stands where the page ends.
pub fn is_whole(sheet: &Sheet, before: Option<&Range<usize>>) -> bool {
    let last = before.map_or("", |before| sheet.content(before.end - 1));
    let title =
        before.is_some_and(|before| before.len() == 1 && (looks_like_title(last) || is_capitals(last)));
    title || ends_whole(last)
}

/// Whether a number comes after another: the next, the first below it, or the next further up.
pub fn follows(last: &[u32], next: &[u32]) -> bool {
    if last.is_empty() {
        return next.iter().all(|part| *part <= 1);
    }
    let Some((own, above)) = next.split_last() else { return false };
    if next.len() > last.len() {
        return next.len() == last.len() + 1 && last == above && *own <= 1;
    }
    last.starts_with(above) && last.get(above.len()).is_some_and(|before| *own == before + 1)
}
