//! Which lines of a file are taken in.

use super::parts::{File, line_starts};
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

impl Lines<'_> {
    /// How many bytes of a file are looked through for them, beyond those that were looked at once for all.
    pub(super) fn searched(&self, file: &File) -> usize {
        match self {
            Lines::All | Lines::Range(..) => 0,
            Lines::Anchor(..) => file.anchors().iter().map(|anchor| anchor.line.len()).sum(),
            Lines::Between(_) => file.text.len(),
        }
    }
}

pub(super) fn select(file: &File, lines: &Lines) -> Result<Selected, String> {
    let text = file.text.as_str();
    match lines {
        Lines::All => Ok(Selected::whole(0..text.len())),
        Lines::Range(start, end) => {
            let starts = file.line_starts();
            let count = starts.len();
            let end = end.unwrap_or(count);
            let short = || format!("has {count} lines, not lines {} to {end}", start + 1);
            if *start >= count || *start >= end {
                return Err(short());
            }
            let range = starts[*start]..starts.get(end).copied().unwrap_or(text.len());
            Ok(Selected { short: (end > count).then(short), ..Selected::whole(range) })
        }
        Lines::Between(wanted) => between(text, wanted),
        Lines::Anchor(name, every) => Ok(Selected { ranges: anchored(file, name, *every)?, short: None }),
    }
}

/// The lines between `ANCHOR: name` and `ANCHOR_END: name`, without the lines of other anchors.
fn anchored(file: &File, name: &str, every: bool) -> Result<Vec<Range<usize>>, String> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let (mut found, mut from) = (false, None);
    for anchor in file.anchors() {
        match from {
            None if file.begins(anchor) == Some(name) => from = Some(anchor.line.end),
            None => continue,
            Some(start) => {
                ranges.push(start..anchor.line.start);
                let ends = file.ends(anchor) == Some(name);
                from = (!ends).then_some(anchor.line.end);
                if ends && !every {
                    break;
                }
            }
        }
        found = true;
    }
    ranges.extend(from.map(|start| start..file.text.len()));
    ranges.retain(|range| !range.is_empty());
    found.then_some(ranges).ok_or_else(|| format!("has no anchor `{name}`"))
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
    use crate::source::FileId;

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
            let selected = select(&File::new(FileId(0), text.to_owned()), &lines).ok();
            let selected = selected
                .map(|selected| selected.ranges.into_iter().map(|range| &text[range]).collect::<String>());
            assert_eq!(selected.as_deref(), expected, "{lines:?}");
        }
    }
}
