//! A text of the same length in which the parser finds definitions and blocks where they are meant to be:
//! it is only looked into, so that what is found can be masked.

use super::colons::{begins_word, is_mark};
use super::{BREAK, divisions, lines};
use std::borrow::Cow;
use std::ops::Range;

/// Stands for a colon that defines nothing; any character would do that is no mark.
const WORD: u8 = 1;

/// How far the lines of a note are set in.
const NOTE: usize = 4;

/// A text as the parser is to see it.
pub(super) struct Readable<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where fences stand that are empty lines here, because they may stand directly below HTML, which such
    /// a line alone ends (CommonMark 4.6).
    pub(super) below_html: Vec<usize>,
}

/// The text as the parser is to see it.
pub(super) fn of(text: &str) -> Readable<'_> {
    let mut reading = Reading {
        bytes: text.as_bytes().to_vec(),
        above: Above::Nothing,
        content: 0,
        html_within: None,
        below_html: Vec::new(),
    };
    let mut at = 0;
    for written in text.split_inclusive('\n') {
        reading.see(written.trim_end_matches(['\n', '\r']), at);
        at += written.len();
    }
    let Reading { bytes, below_html, .. } = reading;
    let text = match bytes == text.as_bytes() {
        true => Cow::Borrowed(text),
        // Only characters of one byte are written over, or whole lines.
        false => String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned),
    };
    Readable { text, below_html }
}

/// What the line above is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Above {
    /// No words that go on.
    Nothing,
    /// The first line of a paragraph, which may be a term, or what is said of one.
    Term,
    Words,
}

struct Reading {
    bytes: Vec<u8>,
    above: Above,
    /// Where the words of the item begin that a line stands in, on its line.
    content: usize,
    /// In how many quotations the line stands that begins like a tag, without an empty line below it.
    html_within: Option<usize>,
    below_html: Vec<usize>,
}

impl Reading {
    /// Reads a line that begins at a place.
    fn see(&mut self, line: &str, at: usize) {
        let (start, unlisted) = lines::prefixes(line, |_| false);
        let begins = self.above == Above::Nothing || start > unlisted;
        let behind = self.definitions(line, at, start);
        let (is_item, defines, start) = (behind > unlisted, behind > start, behind);
        let words = line[start..].trim_end();
        let quotes = line[..start].bytes().filter(|&byte| byte == b'>').count();
        let is_within = start >= self.content;
        if is_item {
            // The words of a note go on behind four blanks, wherever they begin.
            let is_note = lines::note_mark(&line[unlisted..]).is_some();
            self.content = if is_note { start.min(unlisted + NOTE) } else { start };
        } else if !is_within && !words.is_empty() {
            self.content = 0;
        }
        if divisions::is_fence(words) {
            let is_below_html = self.html_within == Some(quotes) && is_within;
            return self.fence(at + start..at + start + words.len(), is_below_html);
        }
        if begins_word(words) {
            self.bytes[at + start] = WORD;
        }
        self.above = match words {
            "" => Above::Nothing,
            _ if words.starts_with('#') => Above::Nothing,
            _ if begins || defines => Above::Term,
            _ => Above::Words,
        };
        let html = self.html_within.or_else(|| words.starts_with('<').then_some(quotes));
        self.html_within = html.filter(|_| !words.is_empty());
    }

    /// Makes colons of the marks of definitions that a line begins with; gives back where its words begin.
    fn definitions(&mut self, line: &str, at: usize, mut start: usize) -> usize {
        let may_be_tilde = self.above == Above::Term;
        while is_mark(&line[start..], ':') || may_be_tilde && is_mark(&line[start..], '~') {
            self.bytes[at + start] = b':';
            let behind = line[start + 1..].trim_start_matches([' ', '\t']);
            start = line.len() - behind.len();
        }
        start
    }

    /// A fence is a block of its own.
    fn fence(&mut self, range: Range<usize>, is_below_html: bool) {
        let stand_in = if is_below_html { "" } else { BREAK };
        if is_below_html {
            self.below_html.push(range.start);
        }
        let fence = &mut self.bytes[range];
        fence.fill(b' ');
        fence[..stand_in.len()].copy_from_slice(stand_in.as_bytes());
        (self.above, self.html_within) = (Above::Nothing, None);
    }
}
