//! A linear scan of HTML that tells tags from text.

use crate::markup::{is_block, is_void};
use std::ops::Range;

/// A stretch of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text, its character references not yet decoded.
    Text(Range<usize>),
    Tag {
        name: &'a str,
        closing: bool,
        range: Range<usize>,
    },
    /// A comment that is closed, or what a script or style element holds: nothing to keep.
    Silent(Range<usize>),
    /// The source of an element that does not end here: what would end it, and its tag.
    Endless(&'static str, Range<usize>),
    /// The start of a comment that is never closed; its text follows as text.
    OpenComment(Range<usize>),
}

impl Piece<'_> {
    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        match self {
            Piece::Text(range)
            | Piece::Tag { range, .. }
            | Piece::Silent(range)
            | Piece::Endless(_, range)
            | Piece::OpenComment(range) => range.start,
        }
    }
}

/// Cuts raw HTML into tags and text, in order. Every byte is looked at a fixed number of times: a
/// search that ran to the end in vain is not begun again.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut scan = Scan { html, pieces: Vec::new(), text_start: 0, in_drawing: false, exhausted: Vec::new() };
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        at = scan.markup(at + found);
    }
    scan.text_until(html.len());
    scan.pieces
}

/// What begins text that holds no markup.
pub(super) const CHARACTER_DATA: &str = "<![CDATA[";

/// The name of the block or part of a table whose tag is written so, and whether it is an end tag.
pub(in crate::reader) fn block_tag(written: &str) -> Option<(String, bool)> {
    let (name, closing) = tag_name(written)?;
    let name = name.to_ascii_lowercase();
    (is_block(&name) && !is_void(&name)).then_some((name, closing))
}

/// The name of a tag and whether it is an end tag; `None` for comments. Declarations and processing
/// instructions go by their first character.
pub(super) fn tag_name(tag: &str) -> Option<(&str, bool)> {
    let inner = tag.strip_prefix('<')?;
    if inner.starts_with("!--") {
        return None;
    }
    if inner.starts_with(['!', '?']) {
        return Some((&inner[..1], false));
    }
    let closing = inner.starts_with('/');
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let end = name.find(|c: char| c.is_whitespace() || "/<>".contains(c)).unwrap_or(name.len());
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| (&name[..end], closing))
}

/// What ends an element whose content is no text of the page that it stands in: source, or the page's
/// title.
pub(super) fn hidden_ending(name: &str) -> Option<&'static str> {
    const ENDINGS: [&str; 3] = ["</script", "</style", "</title"];
    ENDINGS.into_iter().find(|ending| name.eq_ignore_ascii_case(&ending["</".len()..]))
}

struct Scan<'a> {
    html: &'a str,
    pieces: Vec<Piece<'a>>,
    /// Where the text begins that no piece holds yet.
    text_start: usize,
    /// A drawing has titles of its own, which are words of it.
    in_drawing: bool,
    /// Endings that do not occur any more in the rest.
    exhausted: Vec<&'static str>,
}

impl<'a> Scan<'a> {
    /// Reads what begins with the `<` at `start`. Returns where to go on.
    fn markup(&mut self, start: usize) -> usize {
        let html = self.html;
        let rest = &html[start..];
        let tag = if rest.starts_with("<!--") {
            return self.comment(start);
        } else if rest.starts_with(CHARACTER_DATA) {
            return self.character_data(start);
        } else if rest.starts_with("<?") {
            self.find(start, "?>")
        } else if tag_name(rest).is_some() {
            self.tag_end(start)
        } else {
            None
        };
        let (Some(end), Some((name, closing))) = (tag, tag_name(rest)) else { return start + 1 };
        self.text_until(start);
        self.pieces.push(Piece::Tag { name, closing, range: start..end });
        self.text_start = end;
        if name.eq_ignore_ascii_case("svg") {
            self.in_drawing = !closing;
        }
        match hidden_ending(name)
            .filter(|_| !(closing || self.in_drawing && name.eq_ignore_ascii_case("title")))
        {
            Some(ending) => self.hidden(ending, start..end),
            None => end,
        }
    }

    /// What stands in it is text. Where its end is missing, all is.
    fn character_data(&mut self, start: usize) -> usize {
        let from = self.silent(start, start + CHARACTER_DATA.len());
        match self.find(from, "]]>") {
            Some(end) => self.silent(end - "]]>".len(), end),
            None => from,
        }
    }

    fn comment(&mut self, start: usize) -> usize {
        match self.find(start + "<!--".len(), "-->") {
            Some(end) => self.silent(start, end),
            None => {
                let end = start + "<!--".len();
                self.text_until(start);
                self.pieces.push(Piece::OpenComment(start..end));
                self.text_start = end;
                end
            }
        }
    }

    /// Passes over what an element holds that is source, not text.
    fn hidden(&mut self, ending: &'static str, tag: Range<usize>) -> usize {
        match self.find(tag.end, ending) {
            Some(end) => self.silent(tag.end, end - ending.len()),
            None => {
                self.pieces.push(Piece::Endless(ending, tag));
                self.text_start = self.html.len();
                self.html.len()
            }
        }
    }

    /// The end of the tag at `start`: the first `>` outside quotes. Where quotes are never closed it
    /// is the first one of all, and from then on quotes are not looked at.
    fn tag_end(&mut self, start: usize) -> Option<usize> {
        const QUOTES: &str = "quotes";
        if !self.exhausted.contains(&QUOTES) {
            let mut quote = None;
            for (offset, byte) in self.html[start..].bytes().enumerate() {
                match (quote, byte) {
                    (None, b'>') => return Some(start + offset + 1),
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), _) if open == byte => quote = None,
                    _ => {}
                }
            }
            self.exhausted.push(QUOTES);
        }
        self.find(start, ">")
    }

    /// The end of the first `ending` at or after `start`, without regard to case.
    fn find(&mut self, start: usize, ending: &'static str) -> Option<usize> {
        if self.exhausted.contains(&ending) {
            return None;
        }
        let rest = self.html.as_bytes().get(start..)?;
        let found =
            rest.windows(ending.len()).position(|bytes| bytes.eq_ignore_ascii_case(ending.as_bytes()));
        if found.is_none() {
            self.exhausted.push(ending);
        }
        found.map(|found| start + found + ending.len())
    }

    fn silent(&mut self, start: usize, end: usize) -> usize {
        self.text_until(start);
        self.pieces.push(Piece::Silent(start..end));
        self.text_start = end;
        end
    }

    fn text_until(&mut self, end: usize) {
        if self.text_start < end {
            self.pieces.push(Piece::Text(self.text_start..end));
        }
        self.text_start = end;
    }
}
