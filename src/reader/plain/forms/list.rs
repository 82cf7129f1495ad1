//! Lists: lines that begin with numbers that go up, or with bullets.

use super::is_break;
use crate::document::{Block, BlockId, BlockKind, Delimiter, Figures, List, ListItem, Numbers};
use crate::reader::plain::Sheet;
use crate::reader::plain::blocks::inline::Run;
use std::ops::Range;

/// What an item begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet(char),
    Number { figures: Figures, delimiter: Delimiter, value: i64 },
}

impl Marker {
    /// Whether another marker is that of the next item.
    pub(super) fn is_followed_by(self, next: Marker) -> bool {
        match (self, next) {
            (Marker::Bullet(own), Marker::Bullet(next)) => own == next,
            (
                Marker::Number { figures, delimiter, value },
                Marker::Number { figures: f, delimiter: d, value: v },
            ) => (figures, delimiter, value + 1) == (f, d, v),
            _ => false,
        }
    }

    /// Whether a list may begin with it.
    pub(super) fn is_first(self) -> bool {
        match self {
            Marker::Bullet(_) => true,
            Marker::Number { value, .. } => value == 1,
        }
    }

    /// How many items prove a list: a hyphen may begin what somebody says, and a number the first of a
    /// line's words.
    pub(super) fn fewest(self) -> usize {
        match self {
            Marker::Bullet('-' | '*' | '+' | 'o') => 3,
            Marker::Number { value, .. } if value != 1 => 3,
            _ => 2,
        }
    }
}

/// The markers that a line may begin with, and the bytes that they take with the blank behind them. "i." is
/// the first Roman number and the ninth letter.
pub(super) fn markers(content: &str) -> Vec<(Marker, usize)> {
    let Some(length) = content.find(char::is_whitespace) else { return Vec::new() };
    let (token, rest) = content.split_at(length);
    let length = length + rest.len() - rest.trim_start().len();
    if is_break(content) {
        return Vec::new();
    }
    // The letter of those who have no bullets, which is a word in Portuguese, and in Polish.
    if token == "o" && rest.starts_with("  ") {
        return vec![(Marker::Bullet('o'), length)];
    }
    if let Some(bullet) =
        token.chars().next().filter(|first| token.len() == first.len_utf8() && "-*+•‣◦▪·".contains(*first))
    {
        return vec![(Marker::Bullet(bullet), length)];
    }
    let bracketed = token.strip_prefix('(').and_then(|token| token.strip_suffix(')'));
    let (number, delimiter) = match (bracketed, token.strip_suffix(')'), token.strip_suffix('.')) {
        (Some(number), _, _) => (number, Delimiter::Parentheses),
        (None, Some(number), _) => (number, Delimiter::Parenthesis),
        (None, None, Some(number)) => (number, Delimiter::Period),
        (None, None, None) => return Vec::new(),
    };
    let marker = |(figures, value)| (Marker::Number { figures, delimiter, value }, length);
    values(number).into_iter().map(marker).collect()
}

/// What a number may mean: of a list that is short enough to be written in a text.
fn values(number: &str) -> Vec<(Figures, i64)> {
    if number.len() <= 3 && number.bytes().all(|digit| digit.is_ascii_digit()) {
        let plain = Figures::Decimal.read(number);
        return plain.map(|value| (Figures::Decimal, value)).into_iter().collect();
    }
    const LETTERS: [Figures; 4] =
        [Figures::LowerLatin, Figures::LowerRoman, Figures::UpperLatin, Figures::UpperRoman];
    LETTERS.into_iter().filter_map(|figures| Some((figures, figures.read(number)?))).collect()
}

/// The number of the item that a line begins, if it is one in figures: "3. Lock the shed."
pub fn figure(content: &str) -> Option<i64> {
    markers(content).into_iter().find_map(|(marker, _)| match marker {
        Marker::Number { figures: Figures::Decimal, value, .. } => Some(value),
        _ => None,
    })
}

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
pub(super) fn counted(sheet: &Sheet, lines: &Range<usize>, first: Marker) -> (Vec<Range<usize>>, Marker) {
    let margin = indent(sheet, lines.start);
    let mut last = first;
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut item = lines.start..lines.start + 1;
    for line in lines.start + 1..lines.end {
        let next = markers(sheet.content(line)).into_iter().map(|(marker, _)| marker);
        let here = indent(sheet, line);
        if let Some(next) = next.clone().find(|next| here <= margin + 1 && last.is_followed_by(*next)) {
            items.push(std::mem::replace(&mut item, line..line + 1));
            last = next;
        } else if here > margin || next.count() == 0 && sheet.is_full(line - 1) {
            item.end = line + 1;
        } else {
            break;
        }
    }
    items.push(item);
    (items, last)
}

/// Whether hyphens are the dashes of what people say: "- No, - he said.", "- Who?".
pub(super) fn is_spoken(sheet: &Sheet, marker: Marker, items: &[Range<usize>]) -> bool {
    let says = |item: &&Range<usize>| {
        let words = sheet.words((*item).clone());
        words.ends_with(['?', '!', '…', '”', '»'])
            || [", - ", ", -- ", "! - ", "? - ", ". - "].iter().any(|dash| words.contains(dash))
    };
    marker == Marker::Bullet('-') && items.iter().filter(says).count() * 4 > items.len()
}

pub(super) fn indent(sheet: &Sheet, line: usize) -> usize {
    sheet.lines.get(line).map_or(0, |line| line.indent)
}

/// The list of lines that `cut` found to be one; `id` gives its blocks their identity.
pub fn list(sheet: &Sheet, lines: Range<usize>, id: &mut impl FnMut() -> BlockId) -> List {
    let found = markers(sheet.content(lines.start)).into_iter();
    let read = |(marker, length)| (items(sheet, &lines, marker), marker, length);
    // Of two meanings the one that explains more lines.
    let read = found.map(read).max_by_key(|(items, ..)| items.len());
    let Some((ranges, marker, _)) = read else {
        return List { numbers: None, tight: true, items: Vec::new() };
    };
    let numbers = match marker {
        Marker::Bullet(_) => None,
        Marker::Number { figures, delimiter, value } => {
            Some(Numbers { figures, delimiter, ..Numbers::from(value) })
        }
    };
    let items = ranges.into_iter().map(|item| self::item(sheet, item, id)).collect();
    List { numbers, tight: true, items }
}

/// An item: its words, and the list that is set in below them.
fn item(sheet: &Sheet, lines: Range<usize>, id: &mut impl FnMut() -> BlockId) -> ListItem {
    let margin = indent(sheet, lines.start);
    let is_inner = |&line: &usize| {
        let first = markers(sheet.content(line)).into_iter().any(|(marker, _)| marker.is_first());
        first && indent(sheet, line) > margin + 1 && end_of_list(sheet, line..lines.end) == Some(lines.end)
    };
    let inner = (lines.start + 1..lines.end).find(is_inner).unwrap_or(lines.end);
    let skipped = markers(sheet.content(lines.start)).first().map_or(0, |(_, length)| *length);
    let own = lines.start..inner;
    let kind = BlockKind::Paragraph(Run::behind(sheet, own.clone(), skipped).inlines(sheet.file));
    let mut blocks = vec![Block { id: id(), span: sheet.span(own), kind }];
    if inner < lines.end {
        let list = list(sheet, inner..lines.end, id);
        blocks.push(Block { id: id(), span: sheet.span(inner..lines.end), kind: BlockKind::List(list) });
    }
    ListItem { task: None, blocks }
}
