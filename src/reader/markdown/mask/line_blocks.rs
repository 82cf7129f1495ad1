//! Line blocks: lines behind bars, which keep their ends and indents (pandoc's manual, "Line Blocks").

use super::lines::Line;
use super::terrain::Terrain;
use super::{BREAK, Hidden, Marker};
use crate::reader::foreign::Foreign;
use crate::reader::markdown::foreign::is_ruler;
use std::ops::Range;

/// Finds line blocks: paragraphs whose lines begin with a bar and a blank, or go on with a blank where
/// the one above ends. Directly below words they are named: pandoc has an empty line above them. A bar at
/// a line's end, or a line of dashes between bars below, is a table's, which the parser has not recognised.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    let mut at = 0;
    while let Some(first) = lines.get(at) {
        let begins = terrain.begins_run(first.start) || is_below_marker(text, lines, at, hidden);
        if !is_bar(first.words(text)) {
            at += 1;
            continue;
        }
        let count = 1 + lines[at..].windows(2).take_while(|pair| goes_on(text, &pair[0], &pair[1])).count();
        let block = &lines[at..at + count];
        at += count;
        let ruler = lines.get(at).filter(|next| are_neighbours(text, &lines[at - 1], next));
        let is_head = ruler.is_some_and(|next| is_ruler(next.words(text)));
        if is_head || block.iter().any(|line| line.words(text).len() > 1 && line.words(text).ends_with('|')) {
            continue;
        }
        if begins {
            mark(text, block, hidden);
        } else if block.len() > 1 && terrain.run_at(first.start).is_some() {
            // One bar may be a sign among words that begins a line by chance.
            hidden.foreign(Foreign::OpenLineBlock, first.range(text));
        }
    }
}

/// Whether a line stands directly below the fence of a division.
fn is_below_marker(text: &str, lines: &[Line], at: usize, hidden: &Hidden) -> bool {
    let above = at.checked_sub(1).and_then(|above| lines.get(above));
    above.is_some_and(|above| {
        hidden.markers.contains_key(&above.start) && are_neighbours(text, above, &lines[at])
    })
}

/// Whether a block goes on with a line.
fn goes_on(text: &str, above: &Line, line: &Line) -> bool {
    let is_set_in = line.start > line.whole.start && text[line.whole.start..line.start].trim().is_empty();
    let words = line.words(text);
    are_neighbours(text, above, line) && (is_bar(words) || is_set_in && !words.is_empty())
}

fn are_neighbours(text: &str, above: &Line, line: &Line) -> bool {
    text[above.whole.end..line.whole.start].bytes().filter(|&byte| byte == b'\n').count() == 1
}

/// Marks the lines of a block, but for those without words at its beginning.
fn mark(text: &str, block: &[Line], hidden: &mut Hidden) {
    let first = block.iter().position(|line| line.words(text).len() >= BREAK.len());
    let (empty, block) = block.split_at(first.unwrap_or(block.len()));
    for line in empty.iter().filter(|_| !block.is_empty()) {
        hidden.blank(line.range(text));
    }
    let mut kept: Vec<Range<usize>> = Vec::new();
    for line in block {
        let words = line.range(text);
        match kept.last_mut().filter(|_| !is_bar(line.words(text))) {
            Some(above) => above.end = words.end,
            None => kept.push((words.start + 2).min(words.end)..words.end),
        }
    }
    let words: Vec<Range<usize>> = block.iter().map(|line| line.range(text)).collect();
    hidden.marker(&words, Marker::LineBlock(kept));
}

fn is_bar(words: &str) -> bool {
    words.strip_prefix('|').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}
