//! Lists with blank lines between their items, and lists whose numbers go on below another heading.

use super::marker::{Marker, figure, markers};
use super::{counted, indent, is_spoken};
use crate::document::date::is_month;
use crate::document::{Block, BlockId, BlockKind, Figures, List};
use crate::reader::plain::Sheet;
use crate::reader::plain::blocks::inline::Run;
use crate::reader::plain::forms::verse::keeps_lines;
use crate::reader::plain::lines::ends_sentence;
use crate::reader::plain::role::{Role, Why};
use std::collections::BTreeMap;
use std::ops::Range;

/// Lines without a blank one between them that are an item, or several.
struct Part {
    first: Marker,
    last: Marker,
    items: Vec<Range<usize>>,
}

/// A list over several stretches of lines.
struct Loose {
    lines: Range<usize>,
    /// Where its stretches begin.
    starts: Vec<usize>,
    first: Marker,
    last: Marker,
    items: Vec<Range<usize>>,
}

/// The items of a list have no more bytes than this, one with another.
const LONGEST_ITEM: usize = 450;
/// So many paragraphs that are set in below an item belong to it.
const MOST_PARAGRAPHS: usize = 3;

/// The first lines of the stretches of loose lists, each with all lines of its list.
pub fn find(sheet: &Sheet) -> BTreeMap<usize, Range<usize>> {
    let chunks = sheet.chunks();
    let mut found = BTreeMap::new();
    let mut ended: Option<Marker> = None;
    let mut index = 0;
    while let Some(chunk) = chunks.get(index) {
        let loose = parts(sheet, chunk).into_iter().map(|part| grown(sheet, &chunks, index, part));
        let loose = loose.max_by_key(|loose| loose.lines.end);
        // None of a list that would begin further down, either.
        if let Some(loose) = loose.as_ref().filter(|loose| are_paragraphs(sheet, loose)) {
            index = chunks.partition_point(|chunk| chunk.end <= loose.lines.end);
            continue;
        }
        let Some(loose) = loose.filter(|loose| is_list(sheet, loose, ended)) else {
            index += 1;
            continue;
        };
        ended = Some(loose.last);
        index = chunks.partition_point(|chunk| chunk.end <= loose.lines.end);
        if loose.starts.len() > 1 || loose.items.len() < loose.first.fewest() {
            found.extend(loose.starts.into_iter().map(|start| (start, loose.lines.clone())));
        }
    }
    found
}

/// The ways in which all lines of a chunk are items.
fn parts(sheet: &Sheet, chunk: &Range<usize>) -> Vec<Part> {
    let content = sheet.content(chunk.start);
    // "3. März. Rain." is a day of a diary.
    let month =
        |length: usize| content[length..].split(|c: char| !c.is_alphanumeric()).next().is_some_and(is_month);
    let is_asked = || sheet.prefixed.contains(&chunk.start) && figure(content).is_some();
    if sheet.speakers.contains_key(&chunk.start) || is_asked() {
        return Vec::new();
    }
    let own = markers(content).into_iter().filter(|(_, length)| !month(*length));
    let parts = own.map(|(first, _)| {
        let (items, last) = counted(sheet, chunk, first);
        Part { first, last, items }
    });
    parts.filter(|part| part.items.last().is_some_and(|last| last.end == chunk.end)).collect()
}

/// A list with all stretches that go on from its first one.
fn grown(sheet: &Sheet, chunks: &[Range<usize>], index: usize, part: Part) -> Loose {
    let start = chunks.get(index).map_or(0, |chunk| chunk.start);
    let margin = indent(sheet, start);
    let Part { first, last, items } = part;
    let end = items.last().map_or(start, |item| item.end);
    let mut loose = Loose { lines: start..end, starts: vec![start], first, last, items };
    let mut end = loose.lines.end;
    let mut within: Vec<usize> = Vec::new();
    for chunk in chunks.iter().skip(index + 1) {
        let blank = (end..chunk.start).all(|line| is_between(sheet, line));
        let here = indent(sheet, chunk.start);
        if !blank || within.len() > MOST_PARAGRAPHS {
            break;
        }
        let next = || parts(sheet, chunk).into_iter().find(|next| loose.last.is_followed_by(next.first));
        if let Some(next) = (here <= margin + 1).then(next).flatten() {
            loose.starts.append(&mut within);
            loose.starts.push(chunk.start);
            loose.items.extend(next.items);
            loose.last = next.last;
            loose.lines.end = chunk.end;
        } else if here > margin + 1 && !keeps_lines(sheet, chunk) {
            within.push(chunk.start);
        } else {
            break;
        }
        end = chunk.end;
    }
    loose
}

/// Whether a line may stand between the items of a list: a blank one, or the head or the foot of a page.
fn is_between(sheet: &Sheet, line: usize) -> bool {
    sheet.roles.get(line) == Some(&Role::Blank) || sheet.reasons.get(line) == Some(&Why::PageEdge)
}

/// Whether what looks like items is a list: enough of them, of which none is a stanza or what somebody says.
fn is_list(sheet: &Sheet, loose: &Loose, ended: Option<Marker>) -> bool {
    let goes_on =
        ended.is_some_and(|ended| ended.is_followed_by(loose.first)) && is_below_heading(sheet, loose);
    let fewest = match loose.first {
        // Initials are letters.
        Marker::Number { figures, .. } if figures != Figures::Decimal => 3,
        Marker::Number { .. } if goes_on => 1,
        marker => marker.fewest(),
    };
    let is_prose = |item: &Range<usize>| {
        let hangs = (item.start + 1..item.end).all(|line| indent(sheet, line) > indent(sheet, item.start));
        hangs || !keeps_lines(sheet, item)
    };
    let says = |item: &Range<usize>| ends_sentence(sheet.content(item.end - 1));
    let spoken = loose.first == Marker::Bullet('-') && loose.items.iter().any(says)
        || is_spoken(sheet, loose.first, &loose.items);
    // What is longer are the numbered paragraphs of an essay.
    let letters: usize = sheet.bytes(&loose.lines).len();
    let short = letters <= LONGEST_ITEM * loose.items.len();
    let begins = loose.first.is_first() || goes_on || loose.items.len() >= fewest;
    loose.items.len() >= fewest && begins && short && !spoken && loose.items.iter().all(is_prose)
}

/// Whether what Roman numbers begin are the paragraphs of a book: half of them and more go on over lines that
/// are not set in below them.
fn are_paragraphs(sheet: &Sheet, loose: &Loose) -> bool {
    const MOST_LINES: usize = 2;
    let is_roman = matches!(loose.first, Marker::Number { figures: Figures::UpperRoman, .. });
    let is_long = |item: &&Range<usize>| {
        let flush =
            || (item.start + 1..item.end).all(|line| indent(sheet, line) <= indent(sheet, item.start));
        item.len() > MOST_LINES && flush()
    };
    is_roman && loose.items.iter().filter(is_long).count() * 2 >= loose.items.len()
}

fn is_below_heading(sheet: &Sheet, loose: &Loose) -> bool {
    let above = sheet.roles.get(..loose.lines.start).unwrap_or_default().iter();
    let last = above.rev().find(|role| !matches!(role, Role::Blank | Role::Rule));
    matches!(last, Some(Role::Heading { .. }))
}

/// The list of lines that `find` found to be one.
pub fn list(sheet: &Sheet, lines: Range<usize>, id: &mut impl FnMut() -> BlockId) -> List {
    let mut list = List { tight: false, ..List::default() };
    let mut start = lines.start;
    while start < lines.end {
        let end = (start..lines.end).find(|&line| is_between(sheet, line)).unwrap_or(lines.end);
        if start < end {
            let within = indent(sheet, start) > indent(sheet, lines.start) + 1;
            match list.items.last_mut().filter(|_| within) {
                Some(item) => {
                    let kind = BlockKind::Paragraph(Run::of(sheet, start..end).inlines(sheet.file));
                    item.blocks.push(Block { id: id(), span: sheet.span(start..end), kind });
                }
                None => {
                    let own = super::list(sheet, start..end, id);
                    list.numbers = list.numbers.or(own.numbers);
                    list.items.extend(own.items);
                }
            }
        }
        start = end + 1;
    }
    list
}
