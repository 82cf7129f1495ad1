//! Which lines of a file are taken in.

use std::ops::Range;

/// Which lines of a file are wanted.
#[derive(Debug, PartialEq, Eq)]
pub enum Lines<'t> {
    All,
    /// Counted from 0; without an end, to the last.
    Range(usize, Option<usize>),
    /// The first part of this name, or every one.
    Anchor(&'t str, bool),
    /// Between words, and some lines of these.
    Between(Between<'t>),
}

/// What stands between words of a file, and which lines of that.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Between<'t> {
    pub start: Option<Bound<'t>>,
    pub end: Option<Bound<'t>>,
    /// Counted from 0; without an end, to the last.
    pub lines: Vec<(usize, Option<usize>)>,
    /// Bounds are lines, where else they are the words themselves.
    pub by_line: bool,
    /// So many blanks go from the beginning of each line.
    pub dedent: usize,
}

/// Words at which a part of a file begins or ends.
#[derive(Debug, PartialEq, Eq)]
pub struct Bound<'t> {
    pub words: &'t str,
    /// They are a part of it.
    pub within: bool,
}

/// The wanted lines as ranges of the text; adjacent lines are one range.
#[derive(Debug)]
pub(super) struct Selected {
    pub(super) ranges: Vec<Range<usize>>,
    /// Why they are fewer than was asked for; like an error, it completes a sentence that begins with
    /// the file's name.
    pub(super) short: Option<String>,
}

impl Selected {
    fn whole(range: Range<usize>) -> Selected {
        Selected { ranges: std::iter::once(range).collect(), short: None }
    }
}

pub(super) fn select(text: &str, lines: &Lines) -> Result<Selected, String> {
    match lines {
        Lines::All => Ok(Selected::whole(0..text.len())),
        Lines::Range(start, end) => {
            let starts: Vec<usize> = line_starts(text).collect();
            let count = starts.len();
            let end = end.unwrap_or(count);
            let short = format!("has {count} lines, not lines {} to {end}", start + 1);
            if *start >= count || *start >= end {
                return Err(short);
            }
            let range = starts[*start]..starts.get(end).copied().unwrap_or(text.len());
            Ok(Selected { short: (end > count).then_some(short), ..Selected::whole(range) })
        }
        Lines::Between(wanted) => between(text, wanted),
        Lines::Anchor(name, every) => Ok(Selected { ranges: anchored(text, name, *every)?, short: None }),
    }
}

fn line_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).filter(|&at| at < text.len())
}

/// The lines between `ANCHOR: name` and `ANCHOR_END: name`, without the lines of other anchors.
fn anchored(text: &str, name: &str, every: bool) -> Result<Vec<Range<usize>>, String> {
    let starts: Vec<usize> = line_starts(text).chain([text.len()]).collect();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let (mut found, mut within) = (false, false);
    for line in starts.windows(2).map(|ends| ends[0]..ends[1]) {
        let words = &text[line.clone()];
        match (within, anchor(words, "ANCHOR_END:"), anchor(words, "ANCHOR:")) {
            (false, _, Some(own)) => within = own == name,
            (true, Some(own), _) if own == name && every => within = false,
            (true, Some(own), _) if own == name => break,
            (true, None, None) => match ranges.last_mut() {
                Some(last) if last.end == line.start => last.end = line.end,
                _ => ranges.push(line),
            },
            _ => {}
        }
        found |= within;
    }
    found.then_some(ranges).ok_or_else(|| format!("has no anchor `{name}`"))
}

fn anchor<'t>(line: &'t str, mark: &str) -> Option<&'t str> {
    let rest = line[line.find(mark)? + mark.len()..].trim_start();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

fn between(text: &str, wanted: &Between<'_>) -> Result<Selected, String> {
    let missing = |bound: &Bound<'_>| format!("has no words `{}`", bound.words);
    let (mut start, mut end) = (0, text.len());
    if let Some(bound) = &wanted.start {
        let found = text.find(bound.words).ok_or_else(|| missing(bound))?;
        let behind = found + bound.words.len();
        start = match (wanted.by_line, bound.within) {
            (false, true) => found,
            (false, false) => behind,
            (true, true) => text[..found].rfind('\n').map_or(0, |at| at + 1),
            (true, false) => text[behind..].find('\n').map_or(text.len(), |at| behind + at + 1),
        };
    }
    if let Some(bound) = &wanted.end {
        let found = start + text[start..].find(bound.words).ok_or_else(|| missing(bound))?;
        let behind = found + bound.words.len();
        end = match (wanted.by_line, bound.within) {
            (false, true) => behind,
            (false, false) => found,
            (true, true) => text[behind..].find('\n').map_or(text.len(), |at| behind + at + 1),
            (true, false) => text[start..found].rfind('\n').map_or(start, |at| start + at + 1),
        };
    }
    let part = &text[start..end];
    let starts: Vec<usize> = line_starts(part).chain([part.len()]).collect();
    let count = starts.len().saturating_sub(1);
    let mut short = None;
    let mut ranges = Vec::new();
    let all = [(0, None)];
    let lines = if wanted.lines.is_empty() { &all[..] } else { &wanted.lines };
    for (first, last) in lines {
        let last = last.unwrap_or(count);
        if last > count {
            short = Some(format!("has {count} lines there, not lines {} to {last}", first + 1));
        }
        for line in starts.windows(2).take(last).skip(*first) {
            let words = &part[line[0]..line[1]];
            let blanks = words.len() - words.trim_start_matches(' ').len();
            ranges.push(start + line[0] + blanks.min(wanted.dedent)..start + line[1]);
        }
    }
    ranges.dedup_by(|next, last| {
        let joins = last.end == next.start;
        last.end = if joins { next.end } else { last.end };
        joins
    });
    let is_empty = ranges.is_empty() && !part.is_empty();
    let none = || short.clone().unwrap_or_else(|| "has no such lines".to_owned());
    if is_empty { Err(none()) } else { Ok(Selected { ranges, short }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_selected() {
        let text = "one\n// ANCHOR: a\ntwo\n// ANCHOR: b\nthree\n// ANCHOR_END: b\nfour\n// ANCHOR_END: a\nfive\n// ANCHOR: b\nsix\n";
        for (lines, expected) in [
            (Lines::All, Some(text)),
            (Lines::Range(0, Some(1)), Some("one\n")),
            (Lines::Range(10, None), Some("six\n")),
            (Lines::Range(10, Some(12)), Some("six\n")),
            (Lines::Range(4, Some(4)), None),
            (Lines::Range(11, None), None),
            (Lines::Anchor("a", false), Some("two\nthree\nfour\n")),
            (Lines::Anchor("b", false), Some("three\n")),
            (Lines::Anchor("b", true), Some("three\nsix\n")),
            (Lines::Anchor("c", true), None),
        ] {
            let selected = select(text, &lines).ok();
            let selected = selected
                .map(|selected| selected.ranges.into_iter().map(|range| &text[range]).collect::<String>());
            assert_eq!(selected.as_deref(), expected, "{lines:?}");
        }
    }
}
