//! The lines of a text.

use super::signs::Signs;
use crate::document::verse::column_behind;
use crate::reader::control;
use crate::reader::line_end::{is_unspaced, is_wide};
use std::ops::Range;

/// One line of the text. Offsets are bytes of the whole text.
#[derive(Clone, Debug)]
pub struct Line {
    /// As an editor counts, from 1; a form feed ends a line but starts no new number.
    pub number: u32,
    /// The content without the white space around it; empty in a blank line.
    pub content: Range<usize>,
    /// Where the line's end stands: always one byte, or the end of the text.
    pub stop: usize,
    /// Columns before the content; a tab goes to the next multiple of four.
    pub indent: usize,
    /// The columns of the content.
    pub width: usize,
    /// The columns of the first word, which is what a line end before it may have made room for.
    pub first_word: usize,
    /// The widest blank within the content; a tab is as wide as three spaces.
    pub gap: u32,
    /// The characters of the content.
    pub signs: Signs,
}

impl Line {
    pub fn is_blank(&self) -> bool {
        self.content.is_empty()
    }

    /// The column that the line ends at.
    pub fn reach(&self) -> usize {
        self.indent + self.width
    }

    /// The column that the line would have reached with the first word of the next.
    pub fn reach_with(&self, next: &Line) -> usize {
        self.reach() + 1 + next.first_word
    }
}

/// Characters that no edition carries and that are not white space.
pub fn is_forbidden(character: char) -> bool {
    !character.is_ascii_graphic() && !character.is_whitespace() && control::carried(character).is_none()
}

/// The characters of a text that no edition carries, with their places.
pub fn forbidden(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    // Most bytes begin no such character, which is told faster than by reading it.
    let may_begin = |byte: u8| !byte.is_ascii_graphic() && byte != b' ' && byte != b'\n';
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(&byte) = text.as_bytes().get(at) {
            let place = at;
            at += 1;
            if may_begin(byte)
                && let Some(character) = text.get(place..).and_then(|rest| rest.chars().next())
                && is_forbidden(character)
            {
                return Some((place, character));
            }
        }
        None
    })
}

/// The lines of a text, whatever ends them: `\n`, `\r\n`, `\r` or a form feed.
pub fn split(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let mut number: u32 = 1;
    // A byte order mark is no text.
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while start < bytes.len() {
        let rest = bytes.get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r' | b'\x0c'));
        let stop = length.map_or(bytes.len(), |length| start + length);
        lines.push(measure(text, start, stop, number));
        let crlf = bytes.get(stop) == Some(&b'\r') && bytes.get(stop + 1) == Some(&b'\n');
        number = number.saturating_add(u32::from(bytes.get(stop) != Some(&b'\x0c')));
        start = stop + if crlf { 2 } else { 1 };
    }
    set_numbers_aside(text, &mut lines);
    lines
}

/// The number of a verse at the right edge is no part of its width.
fn set_numbers_aside(text: &str, lines: &mut [Line]) {
    let words = |line: &Line| verse_number(&text[line.content.clone()]);
    let numbered: Vec<Option<usize>> = lines.iter().map(words).collect();
    for (index, line) in lines.iter_mut().enumerate() {
        let Some(Some(length)) = numbered.get(index) else { continue };
        // Numbers below each other are a column.
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        if !beside.filter_map(|beside| numbered.get(beside)).any(Option::is_some) {
            line.width = columns(&text[line.content.start..line.content.start + length]);
        }
    }
}

/// The bytes of the words before a number at the right edge. Verses are numbered by fours or fives.
fn verse_number(content: &str) -> Option<usize> {
    const GAP: &str = "   ";
    let figures = content.len() - content.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, number) = content.split_at(content.len() - figures);
    let number: usize = number.parse().ok().filter(|_| figures <= 5)?;
    let words = before.trim_end();
    let counted = number > 0 && (number.is_multiple_of(5) || number.is_multiple_of(4));
    let alone = !words.contains(GAP) && words.contains(char::is_alphabetic);
    // Dots lead to the number of a page.
    let led = words.ends_with('.') && words.ends_with("..");
    (counted && alone && !led && before.ends_with(GAP)).then_some(words.len())
}

fn measure(text: &str, start: usize, stop: usize, number: u32) -> Line {
    let is_edge = |character: char| character.is_whitespace() || is_forbidden(character);
    let raw = &text[start..stop];
    let trimmed = raw.trim_start_matches(is_edge);
    let content_start = stop - trimmed.len();
    let content = trimmed.trim_end_matches(is_edge);
    let indent = raw[..raw.len() - trimmed.len()].chars().filter(|&blank| !is_forbidden(blank));
    let indent = indent.fold(0, column_behind);
    Line {
        number,
        content: content_start..content_start + content.len(),
        stop,
        indent,
        width: columns(content),
        first_word: columns(first_word(content)),
        gap: gap(content),
        signs: Signs::of(content),
    }
}

/// East Asian letters are two columns wide (UAX #11), as their own space is.
pub fn columns(text: &str) -> usize {
    // Most lines of most texts need no look at the tables of scripts.
    match text.is_ascii() {
        true => text.len(),
        false => text.chars().map(width).sum(),
    }
}

/// The columns that a letter takes: those of scripts without spaces are twice as wide.
pub fn width(letter: char) -> usize {
    if !letter.is_ascii() && is_wide(letter) { 2 } else { 1 }
}

fn gap(content: &str) -> u32 {
    const TAB: u32 = 3;
    if !content.contains("  ") && !content.contains('\t') {
        return u32::from(content.contains(' '));
    }
    let (mut widest, mut open) = (0, 0);
    for byte in content.bytes() {
        open = match byte {
            b' ' => open + 1,
            b'\t' => TAB,
            _ => 0,
        };
        widest = widest.max(open);
    }
    widest
}

/// The texts of some lines with a space between them; blank lines count for nothing.
pub fn joined(text: &str, lines: &[Line]) -> String {
    let contents = lines.iter().filter(|line| !line.is_blank()).map(|line| &text[line.content.clone()]);
    contents.collect::<Vec<_>>().join(" ")
}

/// The first word of a line. Letters of scripts without spaces may each begin a line, but for marks that
/// stay with the letter before.
fn first_word(content: &str) -> &str {
    let word = content.split_whitespace().next().unwrap_or_default();
    let stays = |letter: char| is_unspaced(letter) && !letter.is_alphanumeric();
    let mut letters = word.char_indices();
    match letters.next() {
        Some((_, first)) if !first.is_ascii() && is_unspaced(first) => {
            let end = letters.find(|(_, letter)| !stays(*letter)).map_or(word.len(), |(end, _)| end);
            &word[..end]
        }
        _ => word,
    }
}

/// Whether words end as a sentence does, with a quotation mark behind it or without; a row of marks does.
pub fn ends_sentence(words: &str) -> bool {
    let words = words.trim_end_matches(['”', '"', '’', '\'', '»', '«', '“', ')', ']', '」', '』', '_', '*']);
    words.is_empty() || words.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '：', '؟', '।'])
}
