//! The quotations and items that a line stands in: a fence ends with what holds it (CommonMark 0.31.2,
//! 4.5 "Fenced code blocks").

use super::super::super::lines::item_mark;

/// Where a block begins: in how many quotations and items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    quotes: usize,
    items: usize,
}

/// What is open at a line.
#[derive(Debug, Default)]
pub(super) struct Containers {
    quotes: usize,
    items: Vec<Item>,
}

/// An item by where its content begins.
#[derive(Debug)]
struct Item {
    quotes: usize,
    column: usize,
}

impl Containers {
    /// Leaves what a line does not stand in.
    pub(super) fn leave(&mut self, line: &str) {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let prefix = &line[..line.len() - words.len()];
        self.quotes = prefix.bytes().filter(|&byte| byte == b'>').count();
        let column = if words.is_empty() { usize::MAX } else { width(prefix) };
        let is_left = |item: &mut Item| self.quotes < item.quotes || column < item.column;
        while self.items.pop_if(is_left).is_some() {}
    }

    /// Enters the items that begin in a line.
    pub(super) fn enter(&mut self, line: &str) {
        let mut words = line.trim_start_matches([' ', '\t', '>']);
        while let Some(mark) = item_mark(words) {
            let behind = &words[mark..];
            words = behind.trim_start_matches([' ', '\t']);
            let start = width(&line[..line.len() - behind.len()]);
            let column = width(&line[..line.len() - words.len()]);
            // More blanks begin code that is set in.
            let column = if column - start > 4 { start + 1 } else { column };
            self.items.push(Item { quotes: self.quotes, column });
        }
    }

    /// Where a block begins in the line that was entered last.
    pub(super) fn place(&self) -> Place {
        Place { quotes: self.quotes, items: self.items.len() }
    }

    /// Whether what began at a place is still open.
    pub(super) fn hold(&self, place: Place) -> bool {
        place.quotes <= self.quotes && place.items <= self.items.len()
    }
}

/// The column behind some characters, with tabs as wide as CommonMark has them (2.2).
fn width(text: &str) -> usize {
    text.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}
