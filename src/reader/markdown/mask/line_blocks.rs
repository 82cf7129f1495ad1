//! Line blocks: lines behind bars, which keep their ends and indents (pandoc's manual, "Line Blocks").

use super::lines::Line;
use super::terrain::Terrain;
use super::{BREAK, Hidden, Marker};
use std::ops::Range;

/// Finds line blocks: paragraphs whose lines all begin with a bar and a blank. A bar at a line's end
/// is a table's, which the parser has not recognised.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    let mut at = 0;
    while let Some(first) = lines.get(at) {
        at += 1;
        if !is_bar(first.words(text)) || !terrain.begins_run(first.start) {
            continue;
        }
        let rest = &lines[at..];
        let more = rest.iter().zip(&lines[at - 1..]).take_while(|(line, before)| {
            let follows =
                text[before.whole.end..line.whole.start].bytes().filter(|&b| b == b'\n').count() == 1;
            follows && is_bar(line.words(text))
        });
        let block: Vec<&Line> = std::iter::once(first).chain(more.map(|(line, _)| line)).collect();
        at += block.len() - 1;
        let is_table = block.iter().any(|line| line.words(text).len() > 1 && line.words(text).ends_with('|'));
        if !is_table && first.words(text).len() >= BREAK.len() {
            let words: Vec<Range<usize>> = block.iter().map(|line| line.range(text)).collect();
            let kept = words.iter().map(|words| (words.start + 2).min(words.end)..words.end).collect();
            hidden.marker(&words, Marker::LineBlock(kept));
        }
    }
}

fn is_bar(words: &str) -> bool {
    words.strip_prefix('|').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}
