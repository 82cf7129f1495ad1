//! The runs of lines of a text, parted at headings that stand without blank lines around them.
//!
//! Where paragraphs are told by their indents, or are one a line, writers leave no space around
//! "Chapter Two". Its number, which goes on from the last one, and the whole sentence above it tell
//! it from a line of the paragraph.

use super::matter::names_matter;
use super::parts::Parts;
use super::title::{ends_whole, is_capitals, looks_like_title};
use crate::reader::plain::Sheet;
use crate::reader::plain::forms::manner::Wrapping;
use std::collections::BTreeMap;
use std::ops::Range;

/// A line that could be a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    /// "Chapter Two", by its label.
    Labelled(&'static str, u32),
    /// "2. METHOD", "3.1 Upper gate".
    Numbered(Parts),
    /// "Prologue".
    Matter,
}

/// The runs of lines of text without a blank one between them, of which headings are runs of their own.
pub fn pieces(sheet: &Sheet) -> Vec<Range<usize>> {
    let chunks = sheet.chunks();
    let mut stand = standing(sheet, &chunks);
    if stand.is_empty() && is_line_each(sheet) {
        stand = above_paragraphs(sheet, &chunks);
    }
    let mut pieces = Vec::with_capacity(chunks.len() + stand.len());
    for chunk in chunks {
        let from = stand.partition_point(|line| *line < chunk.start);
        let mut start = chunk.start;
        for &line in stand.get(from..).unwrap_or_default().iter().take_while(|line| **line < chunk.end) {
            if start < line {
                pieces.push(start..line);
            }
            let end = line + 1 + usize::from(is_titled(sheet, &chunk, line));
            pieces.push(line..end);
            start = end;
        }
        if start < chunk.end {
            pieces.push(start..chunk.end);
        }
    }
    pieces
}

/// The lines in order that are headings beside other lines; none where all stand apart.
fn standing(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<usize> {
    let mut counts = Counts::default();
    let mut found: Vec<(usize, bool)> = Vec::new();
    let mut matter: Vec<(usize, bool)> = Vec::new();
    for chunk in chunks {
        let forms: Vec<Option<Form>> = chunk.clone().map(|line| form(sheet, line)).collect();
        for (line, form) in chunk.clone().zip(&forms) {
            let Some(form) = form else { continue };
            let inner = line > chunk.start;
            let stands = (chunk.len() == 1 || is_apart(sheet, chunk, line, &forms)) && counts.takes(form);
            match form {
                _ if !stands => {}
                Form::Matter => matter.push((line, inner)),
                _ => found.push((line, inner)),
            }
        }
    }
    // A piece beside the chapters needs chapters, and one line alone may be chance.
    if found.len() > 1 {
        found.append(&mut matter);
        found.sort_unstable();
    }
    let stand_beside = is_line_each(sheet) || found.iter().any(|(_, inner)| *inner);
    if found.len() < 2 || !stand_beside {
        return Vec::new();
    }
    found.into_iter().map(|(line, _)| line).collect()
}

/// The first lines of runs of paragraphs that could be titles, if nearly all such runs have one, and two at least.
fn above_paragraphs(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<usize> {
    const LONG: usize = 80;
    let is_long = |line: usize| sheet.lines.get(line).is_some_and(|line| line.width > LONG);
    let has_long = |chunk: &Range<usize>| chunk.clone().any(is_long);
    let runs = || chunks.iter().filter(|chunk| chunk.len() > 1 && has_long(chunk));
    let is_title = |line: usize| {
        let (words, below) = (sheet.content(line), sheet.content(line + 1));
        let titled = looks_like_title(words) && !ends_whole(words) || is_capitals(words);
        titled && !is_long(line) && ends_whole(below) && !is_capitals(below)
    };
    let titles: Vec<usize> = runs().map(|chunk| chunk.start).filter(|line| is_title(*line)).collect();
    if titles.len() > 1 && titles.len() * 4 >= runs().count() * 3 { titles } else { Vec::new() }
}

fn form(sheet: &Sheet, line: usize) -> Option<Form> {
    let words = sheet.content(line);
    const LONGEST: usize = 80;
    if words.chars().count() > LONGEST {
        return None;
    }
    if names_matter(words) {
        return Some(Form::Matter);
    }
    let number = sheet.numbering(line).filter(|number| !number.weak)?;
    let rest = number.rest;
    let titled = rest.is_empty() || looks_like_title(rest) || is_capitals(rest);
    match number.label {
        Some(label) if titled => Some(Form::Labelled(label, *number.parts.first()?)),
        Some(_) => None,
        // Else it may be an item of a list.
        None if is_line_each(sheet) && rest.is_empty() => Some(Form::Numbered(number.parts)),
        None if is_capitals(rest) || number.parts.len() > 1 && looks_like_title(rest) => {
            Some(Form::Numbered(number.parts))
        }
        None => None,
    }
}

/// Whether a line of a chunk, of whose lines the forms are known, stands between a whole sentence and text that
/// begins anew.
fn is_apart(sheet: &Sheet, chunk: &Range<usize>, line: usize, forms: &[Option<Form>]) -> bool {
    let form = |line: usize| forms.get(line - chunk.start).and_then(Option::as_ref);
    let own = form(line);
    let of_kind = |line: usize| form(line).zip(own).is_some_and(|(other, own)| other.is_like(own));
    let whole = |line: usize| {
        let words = sheet.content(line);
        is_line_each(sheet)
            || ends_whole(words)
            || form(line).is_some()
            || !words.chars().any(char::is_alphanumeric)
    };
    let begins = |line: usize| {
        sheet.content(line).chars().find(|c| c.is_alphabetic()).is_none_or(|c| !c.is_lowercase())
    };
    let above = line == chunk.start || whole(line - 1) && !of_kind(line - 1);
    let below = line + 1 == chunk.end || begins(line + 1) && !of_kind(line + 1) && !is_wrapped(sheet, line);
    above && below
}

/// Whether each line is a paragraph.
fn is_line_each(sheet: &Sheet) -> bool {
    sheet.manner.wrapping == Wrapping::OneLine
}

/// Whether the line below a number alone is its title: "Part One" and "The River".
fn is_titled(sheet: &Sheet, chunk: &Range<usize>, line: usize) -> bool {
    let bare = sheet.numbering(line).is_some_and(|number| number.rest.is_empty());
    let words = sheet.content(line + 1);
    let width = |line: usize| sheet.lines.get(line).map_or(0, |line| line.width);
    let above_text = line + 2 == chunk.end || width(line + 2) > width(line + 1) * 2;
    let within = line + 1 < chunk.end && above_text;
    bare && within && looks_like_title(words) && !ends_whole(words) && form(sheet, line + 1).is_none()
}

/// Whether a line goes on in the next one. Where lines are paragraphs, a full one says nothing.
fn is_wrapped(sheet: &Sheet, line: usize) -> bool {
    const NARROWEST: usize = 40;
    sheet.manner.measure >= NARROWEST && sheet.is_full(line)
}

impl Form {
    /// Whether two lines may be neighbours in a list.
    fn is_like(&self, other: &Form) -> bool {
        match (self, other) {
            (Form::Labelled(own, _), Form::Labelled(label, _)) => own == label,
            (Form::Numbered(own), Form::Numbered(parts)) => own.len() == parts.len(),
            (Form::Matter, Form::Matter) => true,
            _ => false,
        }
    }
}

/// The numbers that came last.
#[derive(Default)]
struct Counts {
    labelled: BTreeMap<&'static str, u32>,
    numbered: Parts,
}

impl Counts {
    /// Whether a heading goes on from the last one of its form, which it then is.
    fn takes(&mut self, form: &Form) -> bool {
        match form {
            Form::Matter => true,
            Form::Labelled(label, number) => {
                let last = self.labelled.get(label).copied().unwrap_or(0);
                let goes_on = *number == 1 || *number == last.saturating_add(1);
                if goes_on {
                    self.labelled.insert(label, *number);
                }
                goes_on
            }
            Form::Numbered(parts) => {
                let goes_on = super::numbered::follows(&self.numbered, parts);
                if goes_on {
                    self.numbered = *parts;
                }
                goes_on
            }
        }
    }
}
