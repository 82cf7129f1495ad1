//! Lists: lines that begin with numbers that go up, or with bullets.

pub mod loose;
mod marker;

use self::marker::{Marker, later_markers, markers};
use crate::document::{Block, BlockId, BlockKind, List, ListItem, Numbers};
use crate::reader::plain::Sheet;
use crate::reader::plain::blocks::inline::Run;
use std::ops::Range;

pub use self::marker::figure;

/// Cuts lines into those of lists and those between them.
pub fn cut(sheet: &Sheet, lines: Range<usize>) -> Vec<(Range<usize>, bool)> {
    let mut stretches = Vec::new();
    let mut start = lines.start;
    let mut line = lines.start;
    while line < lines.end {
        let Some(end) = end_of_list(sheet, line..lines.end) else {
            line += 1;
            continue;
        };
        if start < line {
            stretches.push((start..line, false));
        }
        stretches.push((line..end, true));
        (line, start) = (end, end);
    }
    if start < lines.end {
        stretches.push((start..lines.end, false));
    }
    stretches
}

/// Where the list ends that begins with the first of some lines, if one does.
fn end_of_list(sheet: &Sheet, lines: Range<usize>) -> Option<usize> {
    let longest = markers(sheet.content(lines.start)).into_iter().map(|(marker, _)| marker).map(|marker| {
        let items = items(sheet, &lines, marker);
        let end = items.last().map_or(lines.start, |item| item.end);
        (items.len() >= marker.fewest() && !is_spoken(sheet, marker, &items)).then_some(end)
    });
    longest.flatten().max()
}

fn items(sheet: &Sheet, lines: &Range<usize>, first: Marker) -> Vec<Range<usize>> {
    counted(sheet, lines, first).0
}

/// The lines of each item of a list that begins with a marker, and the marker of the last.
fn counted(sheet: &Sheet, lines: &Range<usize>, first: Marker) -> (Vec<Range<usize>>, Marker) {
    let margin = indent(sheet, lines.start);
    let mut last = first;
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut item = lines.start..lines.start + 1;
    for line in lines.start + 1..lines.end {
        let here = indent(sheet, line);
        let mut next = later_markers(sheet.content(line)).into_iter().map(|(marker, _)| marker);
        if let Some(next) = next.find(|next| here <= margin + 1 && last.is_followed_by(*next)) {
            items.push(std::mem::replace(&mut item, line..line + 1));
            last = next;
        } else if here > margin || markers(sheet.content(line)).is_empty() && sheet.is_full(line - 1) {
            item.end = line + 1;
        } else {
            break;
        }
    }
    items.push(item);
    (items, last)
}

/// Whether hyphens are the dashes of what people say: "- No, - he said.", "- Who?".
fn is_spoken(sheet: &Sheet, marker: Marker, items: &[Range<usize>]) -> bool {
    let says = |item: &&Range<usize>| {
        let words = sheet.words((*item).clone());
        words.ends_with(['?', '!', '…', '”', '»'])
            || [", - ", ", -- ", "! - ", "? - ", ". - "].iter().any(|dash| words.contains(dash))
    };
    marker == Marker::Bullet('-') && items.iter().filter(says).count() * 4 > items.len()
}

fn indent(sheet: &Sheet, line: usize) -> usize {
    sheet.lines.get(line).map_or(0, |line| line.indent)
}

/// The list of lines that `cut` found to be one; `id` gives its blocks their identity.
pub fn list(sheet: &Sheet, lines: Range<usize>, id: &mut impl FnMut() -> BlockId) -> List {
    let found = markers(sheet.content(lines.start)).into_iter();
    let read = |(marker, length)| (items(sheet, &lines, marker), marker, length);
    // Of two meanings the one that explains more lines.
    let read = found.map(read).max_by_key(|(items, ..)| items.len());
    let Some((ranges, marker, _)) = read else {
        return List { tight: true, ..List::default() };
    };
    let numbers = match marker {
        Marker::Bullet(_) => None,
        Marker::Number { figures, delimiter, value } => {
            Some(Numbers { figures, delimiter, ..Numbers::from(value) })
        }
    };
    let items = ranges.into_iter().map(|item| self::item(sheet, item, id)).collect();
    List { numbers, tight: true, items, ..List::default() }
}

/// An item: its words, and the list that is set in below them.
fn item(sheet: &Sheet, lines: Range<usize>, id: &mut impl FnMut() -> BlockId) -> ListItem {
    let margin = indent(sheet, lines.start);
    let is_inner = |&line: &usize| {
        let first = markers(sheet.content(line)).into_iter().any(|(marker, _)| marker.is_first());
        first && indent(sheet, line) > margin + 1 && end_of_list(sheet, line..lines.end) == Some(lines.end)
    };
    let inner = (lines.start + 1..lines.end).find(is_inner).unwrap_or(lines.end);
    let skipped = later_markers(sheet.content(lines.start)).first().map_or(0, |(_, length)| *length);
    let own = lines.start..inner;
    let kind = BlockKind::Paragraph(Run::behind(sheet, own.clone(), skipped).inlines(sheet.file));
    let mut blocks = vec![Block { id: id(), span: sheet.span(own), kind }];
    if inner < lines.end {
        let list = list(sheet, inner..lines.end, id);
        blocks.push(Block { id: id(), span: sheet.span(inner..lines.end), kind: BlockKind::List(list) });
    }
    ListItem { task: None, blocks }
}
