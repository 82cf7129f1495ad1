//! Which lines a numbered heading takes.

use super::dates::is_date;
use super::labels::{is_daily, is_of_stage, rank};
use super::numbering::Numbering;
use super::title::{is_capitals, looks_like_title};
use crate::reader::plain::Sheet;
use crate::reader::plain::forms::manner::Wrapping;
use std::ops::Range;

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
        let is_common = number.label.is_some_and(is_daily);
        // The title of a part has a page of its own.
        let is_part = number.label.and_then(rank).is_some_and(|rank| rank < 2);
        let is_scene = number.label.is_some_and(is_of_stage);
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
        && !is_text_below(sheet, chunk, next)
        && (sheet.is_full(chunk.start) || bare || is_capitals(sheet.content(chunk.start + 1)));
    // "LES MÊMES, GASTON" directly below a scene's number.
    let gathered =
        number.label.is_some_and(is_of_stage) && sheet.play.says_who_is_there(sheet.content(chunk.start + 1));
    if labelled && gathered {
        return Some(one);
    }
    if labelled && (wrapped || is_long_title(sheet, chunk, number)) {
        return Some(chunk.clone());
    }
    if let Some(lines) = with_line_below(sheet, chunk, next, number) {
        return Some(lines);
    }
    // "The second day, about noon," and below it what happened then.
    let leads_on = words.ends_with(',') && sheet.content(chunk.start + 1).starts_with(char::is_lowercase);
    let short = !leads_on
        && !sheet.is_full(chunk.start)
        && (sheet.is_full(chunk.start + 1) || sheet.manner.wrapping == Wrapping::OneLine);
    ((labelled || bare || looks_like_title(number.rest)) && short).then_some(one)
}

/// Whether a paragraph goes on with a series of questions or the like, whatever its words are: the text below it is
/// set in deeper than its number, as that below the heading before it is.
pub fn hang(
    sheet: &Sheet,
    before: Option<&Range<usize>>,
    chunk: &Range<usize>,
    next: Option<&Range<usize>>,
) -> bool {
    const MOST_LINES: usize = 3;
    let indent = |line: usize| sheet.lines.get(line).map_or(0, |line| line.indent);
    let below = |lines: &Range<usize>| (lines.end..).find(|&line| !sheet.content(line).is_empty());
    let before_hangs = before.is_some_and(|lines| {
        sheet.content(lines.end).is_empty()
            && below(lines).is_some_and(|next| indent(next) > indent(lines.start))
    });
    let hangs = next.is_some_and(|next| indent(next.start) > indent(chunk.start));
    let own = (chunk.start + 1..chunk.end).all(|line| indent(line) > indent(chunk.start));
    before_hangs && hangs && own && chunk.len() <= MOST_LINES
}

/// Whether the second of two lines is all that a chapter says: it could be no title, and is a paragraph for its
/// length or for nothing but a number below it.
fn is_text_below(sheet: &Sheet, chunk: &Range<usize>, next: Option<&Range<usize>>) -> bool {
    const LONGEST: usize = 80;
    let words = sheet.content(chunk.start + 1);
    let is_long = sheet.lines.get(chunk.start + 1).is_some_and(|line| line.width > LONGEST);
    let is_last = next.is_none_or(|next| sheet.numbering(next.start).is_some_and(|number| !number.weak));
    !looks_like_title(words) && !is_capitals(words) && (is_long || is_last)
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
    let stage = number.label.is_some_and(is_of_stage);
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
