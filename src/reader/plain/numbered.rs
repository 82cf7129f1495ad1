//! Headings that begin with numbers.

use super::Sheet;
use super::dates::is_date;
use super::fallback::Found;
use super::labels::rank;
use super::lone::{capital_lines, is_stanza, poems};
use super::manner::Wrapping;
use super::numbering::{Numbering, levels, numbering};
use super::title::{is_capitals, looks_like_title};
use std::collections::BTreeSet;
use std::ops::Range;

/// "Chapter 3", else "1.2 Scope" or "IV.", with what stands in capitals beside them.
pub fn numbered(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let mut headings = numbered_as(sheet, chunks, true);
    match headings.is_empty() {
        true => headings = numbered_as(sheet, chunks, false),
        false => headings.append(&mut sections_below(sheet, chunks, &headings)),
    }
    leave_title_page(sheet, chunks, &mut headings);
    headings.sort_by_key(|lines| lines.start);
    let titles: Vec<String> = headings.iter().map(|lines| sheet.words(lines.clone())).collect();
    let mut found: Vec<Found> = headings.into_iter().zip(levels(&titles)).collect();
    found.extend(poems(sheet, chunks, &found));
    found.sort_by_key(|(lines, _)| lines.start);
    // A preface among numbered chapters is in capitals as a rule.
    if !found.is_empty() {
        let others = capital_lines(sheet, chunks).into_iter().filter(|index| {
            let chunk = chunks.get(*index);
            let apart = chunk.is_some_and(|chunk| {
                let after = found.partition_point(|(lines, _)| lines.start < chunk.end);
                let before = after.checked_sub(1).and_then(|last| found.get(last));
                before.is_none_or(|(lines, _)| lines.end <= chunk.start)
            });
            // What is quoted is a part of what is told.
            let quoted =
                chunk.is_some_and(|chunk| sheet.content(chunk.start).starts_with(['“', '"', '«', '„']));
            apart && !quoted && chunks.get(index + 1).is_some_and(|next| sheet.is_prose(next))
        });
        let others: Vec<Found> =
            others.filter_map(|index| chunks.get(index).map(|chunk| (chunk.clone(), 1))).collect();
        found.extend(others);
        found.sort_by_key(|(lines, _)| lines.start);
    }
    found
}

/// Takes out "VOLUME VI" where all such lines stand above the first prose, on the title page.
fn leave_title_page(sheet: &Sheet, chunks: &[Range<usize>], headings: &mut Vec<Range<usize>>) {
    let is_volume = |lines: &Range<usize>| {
        let label = numbering(sheet.content(lines.start)).and_then(|number| number.label);
        label.and_then(|label| rank(&label)) == Some(0)
    };
    let prose = chunks.iter().find(|chunk| sheet.is_prose(chunk)).map_or(0, |chunk| chunk.start);
    let others = headings.iter().any(|lines| !is_volume(lines));
    if others && headings.iter().filter(|lines| is_volume(lines)).all(|lines| lines.start < prose) {
        headings.retain(|lines| !is_volume(lines));
    }
}

/// "1.2 Scope" below "Chapter 1": bare numbers of several parts that go on from a label's.
fn sections_below(sheet: &Sheet, chunks: &[Range<usize>], labelled: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut last: Vec<u32> = Vec::new();
    for (index, chunk) in chunks.iter().enumerate() {
        let Some(number) = numbering(sheet.content(chunk.start)) else { continue };
        if labelled.iter().any(|lines| lines.start == chunk.start) {
            last = number.parts;
        } else if number.label.is_none()
            && number.parts.len() > 1
            && follows(&last, &number.parts)
            && let Some(lines) = heading_lines(sheet, chunk, chunks.get(index + 1), &number, false)
        {
            last = number.parts;
            found.push(lines);
        }
    }
    found
}

fn numbered_as(sheet: &Sheet, chunks: &[Range<usize>], labelled: bool) -> Vec<Range<usize>> {
    let mut headings: Vec<Range<usize>> = Vec::new();
    let mut last: Vec<u32> = Vec::new();
    let mut followed = 0;
    for (index, chunk) in chunks.iter().enumerate() {
        let Some(number) =
            numbering(sheet.content(chunk.start)).filter(|number| number.label.is_some() == labelled)
        else {
            continue;
        };
        let Some(lines) = heading_lines(sheet, chunk, chunks.get(index + 1), &number, labelled) else {
            continue;
        };
        let page =
            !labelled && number.rest.is_empty() && !ends_sentence(sheet, chunks.get(index.wrapping_sub(1)));
        let dated = !labelled && is_date(sheet.content(chunk.start));
        if page
            || dated
            || !labelled && !follows(&last, &number.parts)
            || headings.last().is_some_and(|last| last.end > lines.start)
        {
            continue;
        }
        let next = chunks.get(index + 1).map_or("", |next| sheet.content(next.start));
        followed += usize::from(lines.end < chunk.end || (!next.is_empty() && numbering(next).is_none()));
        last = number.parts;
        headings.push(lines);
    }
    // A numbered list of steps has no text between its items.
    let enough = if labelled { 1 } else { 2 };
    let sound = headings.len() >= enough && (labelled || followed * 2 >= headings.len());
    match sound {
        true if labelled => headings,
        true if count_stanzas(sheet, chunks, &headings) => Vec::new(),
        true => with_titles(sheet, chunks, headings),
        false => Vec::new(),
    }
}

/// Whether most numbers stand above a single stanza: they count the stanzas of one poem. What has the
/// length of a sonnet is a poem.
fn count_stanzas(sheet: &Sheet, chunks: &[Range<usize>], headings: &[Range<usize>]) -> bool {
    const LONGEST_STANZA: usize = 12;
    let is_number =
        |chunk: &Range<usize>| headings.binary_search_by_key(&chunk.start, |lines| lines.start).is_ok();
    let is_lone_stanza = |lines: &Range<usize>| {
        let place = chunks.partition_point(|chunk| chunk.start < lines.end);
        let (stanza, next) = (chunks.get(place), chunks.get(place + 1));
        stanza.is_some_and(|stanza| stanza.len() <= LONGEST_STANZA && is_stanza(sheet, stanza))
            && next.is_none_or(is_number)
    };
    let bare = |lines: &&Range<usize>| {
        numbering(sheet.content(lines.start)).is_some_and(|number| number.rest.is_empty())
    };
    headings.iter().filter(bare).filter(|lines| is_lone_stanza(lines)).count() * 2 > headings.len()
}

/// Numbers that stand alone, with the titles below them where most have one: "217." and "TO HIS
/// BROTHER." Some headings may hold theirs already.
pub fn with_titles(sheet: &Sheet, chunks: &[Range<usize>], headings: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let place = |lines: &Range<usize>| {
        let place = chunks.binary_search_by_key(&lines.start, |chunk| chunk.start).ok()?;
        let number = numbering(sheet.content(lines.start)).filter(|number| number.label.is_none())?;
        let alone = number.rest.is_empty() && chunks.get(place)?.len() == 1;
        alone.then_some(place)
    };
    let numbers: Vec<Option<usize>> = headings.iter().map(place).collect();
    let title = |place: &Option<usize>| place.and_then(|place| title_below(sheet, chunks, place));
    let titles: Vec<Option<Range<usize>>> = numbers.iter().map(title).collect();
    if titles.iter().flatten().count() * 2 <= numbers.iter().flatten().count() {
        return headings;
    }
    let starts: BTreeSet<usize> = headings.iter().map(|lines| lines.start).collect();
    let joined = headings.into_iter().zip(titles).map(|(lines, title)| {
        let end = title.filter(|title| !starts.contains(&title.start)).map_or(lines.end, |title| title.end);
        lines.start..end.max(lines.end)
    });
    joined.collect()
}

/// Titles with the numbers that stand alone above them, where half of them have one: "CHAPTER I" and
/// "Loomings", of which the list names the title alone.
pub fn with_numbers(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    headings: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    let number = |lines: &Range<usize>| {
        let place = chunks.binary_search_by_key(&lines.start, |chunk| chunk.start).ok()?;
        let above = chunks.get(place.checked_sub(1)?)?;
        let is_number = numbering(sheet.content(above.start)).is_some_and(|number| number.rest.is_empty());
        let near = lines.start - above.end <= MOST_BLANK_LINES;
        let numbered = numbering(sheet.content(lines.start)).is_some_and(|number| !number.weak);
        (above.len() == 1 && is_number && near && !numbered).then_some(above.start)
    };
    let numbers: Vec<Option<usize>> = headings.iter().map(number).collect();
    if numbers.iter().flatten().count() * 2 < headings.len() {
        return headings;
    }
    let mut last = 0;
    let mut joined = Vec::with_capacity(headings.len());
    for (lines, number) in headings.into_iter().zip(numbers) {
        let start = number.filter(|number| *number >= last).unwrap_or(lines.start);
        last = lines.end;
        joined.push(start..lines.end);
    }
    joined
}

/// A number and its title stand no further apart.
const MOST_BLANK_LINES: usize = 2;

/// The title below a chunk that is a number alone: a line that could be one, or up to two lines in
/// capitals, with text below.
fn title_below(sheet: &Sheet, chunks: &[Range<usize>], index: usize) -> Option<Range<usize>> {
    let (number, next) = (chunks.get(index)?, chunks.get(index + 1)?);
    let is_title = |line: usize| {
        let words = sheet.content(line);
        let capitals = is_capitals(words) && words.chars().count() <= 80;
        (capitals || next.len() == 1 && looks_like_title(words) && has_words(words)) && !is_date(words)
    };
    let near = next.start - number.end <= MOST_BLANK_LINES && next.len() <= 2;
    let followed = chunks.get(index + 2).is_some_and(|text| numbering(sheet.content(text.start)).is_none());
    (near && followed && next.clone().all(is_title)).then(|| next.clone())
}

fn has_words(words: &str) -> bool {
    words.chars().filter(|letter| letter.is_alphabetic()).count() > 2
}

/// The lines of a numbered heading: a short paragraph of its own, the first line of one if it is
/// short, and the title below a number that stands alone.
fn heading_lines(
    sheet: &Sheet,
    chunk: &Range<usize>,
    next: Option<&Range<usize>>,
    number: &Numbering,
    labelled: bool,
) -> Option<Range<usize>> {
    let words = sheet.content(chunk.start);
    let bare = number.rest.is_empty();
    let one = chunk.start..chunk.start + 1;
    if words.chars().count() > 120 {
        return None;
    }
    if bare && chunk.len() == 1 {
        let title = next.filter(|next| {
            labelled && next.len() == 1 && next.start - chunk.end <= 1 && next.start > chunk.end
        });
        let title = title.filter(|next| {
            let words = sheet.content(next.start);
            (looks_like_title(words) || is_capitals(words)) && numbering(words).is_none()
        });
        return Some(chunk.start..title.map_or(chunk.end, |title| title.end));
    }
    if chunk.len() == 1 {
        return (labelled || looks_like_title(number.rest)).then_some(one);
    }
    let wrapped = chunk.len() == 2
        && (sheet.is_full(chunk.start) || bare || is_capitals(sheet.content(chunk.start + 1)));
    if labelled && (wrapped || is_long_title(sheet, chunk, number)) {
        return Some(chunk.clone());
    }
    let short = !sheet.is_full(chunk.start)
        && (sheet.is_full(chunk.start + 1) || sheet.manner.wrapping == Wrapping::OneLine);
    ((labelled || bare || looks_like_title(number.rest)) && short).then_some(one)
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

/// Whether nothing, or a whole sentence, stands before a number that stands alone: the number of a
/// page stands where the page ends.
fn ends_sentence(sheet: &Sheet, before: Option<&Range<usize>>) -> bool {
    let last = before.map_or("", |before| sheet.content(before.end - 1));
    let title =
        before.is_some_and(|before| before.len() == 1 && (looks_like_title(last) || is_capitals(last)));
    last.is_empty()
        || title
        || last
            .ends_with(['.', '!', '?', ':', '”', '"', '’', '\'', ')', '»', '*', '…', '。', '！', '？', '」'])
}

/// Whether a number comes after another: the next, the first below it, or the next further up.
fn follows(last: &[u32], next: &[u32]) -> bool {
    if last.is_empty() {
        return next.iter().all(|part| *part <= 1);
    }
    let Some((own, above)) = next.split_last() else { return false };
    if next.len() > last.len() {
        return next.len() == last.len() + 1 && last == above && *own <= 1;
    }
    last.starts_with(above) && last.get(above.len()).is_some_and(|before| *own == before + 1)
}
