//! Headings of a text without a contents list: underlined, numbered, in capitals, or lone short
//! lines; the first of these forms that the text has.

use super::Sheet;
use super::manner::Wrapping;
use super::numbering::{Numbering, levels, numbering};
use super::outline::looks_like_title;
use super::role::Why;
use super::rules::Ruled;
use crate::diagnostic::{Code, Diagnostic};
use std::ops::Range;

/// A way to look for headings in chunks of lines.
type Search = fn(&Sheet, &[Range<usize>]) -> Vec<Found>;

/// A heading as a range of lines, and its level.
type Found = (Range<usize>, u8);

/// Marks the headings that the form of lines gives away, and says that they are a guess.
pub fn mark_headings(sheet: &mut Sheet, ruled: &[Ruled]) {
    let chunks = sheet.chunks();
    let underlined = ruled.iter().map(|ruled| (ruled.title.clone(), ruled.level)).collect();
    let forms: [(Why, Search); 3] =
        [(Why::Numbered, numbered), (Why::InCapitals, capitals), (Why::Alone, lone)];
    let others = forms.into_iter().map(|(why, find)| (why, find(sheet, &chunks)));
    let found =
        std::iter::once((Why::Underlined, underlined)).chain(others).find(|(_, found)| !found.is_empty());
    let end = sheet.lines.len();
    let Some((why, found)) = found else {
        let message = "no contents list and no headings were found; the text is one section";
        let diagnostic = Diagnostic::warning(Code::OutlineGuessed, sheet.span(0..end), message);
        sheet.diagnostics.push(diagnostic);
        return;
    };
    report(sheet, why, &found);
    for (lines, level) in found {
        sheet.mark_heading(lines, level, why);
    }
}

fn report(sheet: &mut Sheet, why: Why, found: &[Found]) {
    let span = sheet.span(found.first().map_or(0..0, |(lines, _)| lines.clone()));
    let headings = match found.len() {
        1 => "1 heading was".to_string(),
        count => format!("{count} headings were"),
    };
    let form = match why {
        Why::Underlined => "underlines",
        Why::Numbered => "numbers",
        Why::InCapitals => "capitals",
        _ => "lone short lines",
    };
    let message = format!("no contents list was found; {headings} told by {form}");
    // Underlines and numbers are plain speech; the others are a guess.
    sheet.diagnostics.push(match why {
        Why::Underlined | Why::Numbered => Diagnostic::note(Code::OutlineGuessed, span, message),
        _ => Diagnostic::warning(Code::OutlineGuessed, span, message),
    });
}

fn numbered(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let mut headings = numbered_as(sheet, chunks, true);
    match headings.is_empty() {
        true => headings = numbered_as(sheet, chunks, false),
        false => headings.append(&mut sections_below(sheet, chunks, &headings)),
    }
    headings.sort_by_key(|lines| lines.start);
    let titles: Vec<String> = headings.iter().map(|lines| sheet.words(lines.clone())).collect();
    let mut found: Vec<Found> = headings.into_iter().zip(levels(&titles)).collect();
    // A preface among numbered chapters is in capitals as a rule.
    if !found.is_empty() {
        let others = capital_lines(sheet, chunks).into_iter().filter(|index| {
            let chunk = chunks.get(*index);
            let apart = chunk.is_some_and(|chunk| {
                found.iter().all(|(lines, _)| lines.end <= chunk.start || chunk.end <= lines.start)
            });
            apart && chunks.get(index + 1).is_some_and(|next| sheet.is_prose(next))
        });
        let others: Vec<Found> =
            others.filter_map(|index| chunks.get(index).map(|chunk| (chunk.clone(), 1))).collect();
        found.extend(others);
        found.sort_by_key(|(lines, _)| lines.start);
    }
    found
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
        if page
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
    if sound { headings } else { Vec::new() }
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
    if labelled && wrapped {
        return Some(chunk.clone());
    }
    let short = !sheet.is_full(chunk.start)
        && (sheet.is_full(chunk.start + 1) || sheet.manner.wrapping == Wrapping::OneLine);
    ((labelled || bare || looks_like_title(number.rest)) && short).then_some(one)
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

fn is_capitals(words: &str) -> bool {
    words.chars().filter(|letter| letter.is_uppercase()).count() >= 3
        && !words.chars().any(char::is_lowercase)
}

/// The places of single lines in capitals among the chunks.
fn capital_lines(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<usize> {
    let is_line = |chunk: &Range<usize>| {
        let words = sheet.content(chunk.start);
        chunk.len() == 1 && words.chars().count() <= 80 && is_capitals(words)
    };
    (0..chunks.len()).filter(|index| chunks.get(*index).is_some_and(is_line)).collect()
}

fn capitals(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    before_text(sheet, chunks, capital_lines(sheet, chunks))
}

fn lone(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    // In verse and in dialogue every line is short.
    let prose = chunks.iter().filter(|chunk| is_long(sheet, chunk)).count();
    let is_line = |index: &usize| {
        chunks.get(*index).is_some_and(|chunk| {
            let next = chunks.get(index + 1).is_some_and(|next| is_long(sheet, next));
            *index > 0
                && chunk.len() == 1
                && next
                && looks_like_title(sheet.content(chunk.start))
                && !is_marks(sheet.content(chunk.start))
                && !is_date(sheet.content(chunk.start))
        })
    };
    let lines: Vec<usize> = (0..chunks.len()).filter(is_line).collect();
    if prose * 2 < chunks.len().saturating_sub(lines.len()) {
        Vec::new()
    } else {
        before_text(sheet, chunks, lines)
    }
}

fn is_marks(words: &str) -> bool {
    !words.chars().any(char::is_alphanumeric)
}

/// "March 3, 2021", "2021-03-03": a year, a day, and at most a month beside them.
fn is_date(words: &str) -> bool {
    let tokens = || words.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
    let numbers = || tokens().filter_map(|token| token.parse::<u32>().ok());
    let years = numbers().filter(|number| (1000..3000).contains(number)).count();
    let days = numbers().filter(|number| (1..=31).contains(number)).count();
    years == 1 && days >= 1 && tokens().count() <= 5
}

fn is_long(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    sheet.lines.get(chunk.clone()).unwrap_or_default().iter().map(|line| line.width).sum::<usize>() > 80
}

/// At least two headings, each with text below it; a title directly above another is the book's.
fn before_text(sheet: &Sheet, chunks: &[Range<usize>], lines: Vec<usize>) -> Vec<Found> {
    let found: Vec<usize> = lines
        .iter()
        .copied()
        .filter(|index| {
            let next = index + 1;
            let by = chunks
                .get(next)
                .is_some_and(|chunk| sheet.content(chunk.start).to_lowercase().starts_with("by "));
            next < chunks.len() && !by && lines.binary_search(&next).is_err()
        })
        .collect();
    if found.len() < 2 {
        return Vec::new();
    }
    found.into_iter().filter_map(|index| chunks.get(index).map(|chunk| (chunk.clone(), 1))).collect()
}
