//! Asides by their lines: `T> a tip`. Each line is one of a quotation; a list of attributes on a line of its own
//! titles the aside, or is said of the block below it, as outside of asides.

use super::super::super::Hidden;
use super::super::super::divisions::Opening;
use super::super::super::lines::Line;
use super::{follows, lists, said_of_block};
use crate::reader::build::Attributes;
use crate::reader::foreign::Foreign;
use std::ops::Range;

/// The letters before `>`, with what they mean.
const ASIDES: [(char, &str); 11] = [
    ('A', "aside"),
    ('B', "blurb"),
    ('C', "center"),
    ('D', "discussion"),
    ('E', "error"),
    ('G', "blurb"),
    ('I', "information"),
    ('Q', "question"),
    ('T', "tip"),
    ('W', "warning"),
    ('X', "exercise"),
];

/// The asides of a text, line by line.
#[derive(Default)]
pub(super) struct Asides<'l> {
    /// The last line of one.
    before: Option<(&'l Line, &'static str)>,
    /// The marks that close the code in it.
    fence: Option<&'static str>,
}

/// A line of an aside.
struct AsideLine<'t> {
    name: &'static str,
    /// Its words behind the letter and its sign.
    words: &'t str,
    range: Range<usize>,
}

impl<'l> Asides<'l> {
    /// Takes a line of an aside; `false` where it is none.
    pub(super) fn take(
        &mut self,
        text: &str,
        line: &'l Line,
        below: Option<&Line>,
        hidden: &mut Hidden,
    ) -> bool {
        let Some(own) = AsideLine::of(text, line) else { return false };
        let above = self.before.filter(|(above, _)| follows(text, above, line)).map(|(_, name)| name);
        let goes_on = above == Some(own.name);
        if !goes_on {
            self.fence = None;
        }
        let below = below.filter(|below| follows(text, line, below));
        let below = below.and_then(|below| AsideLine::of(text, below)).filter(|below| below.name == own.name);
        let attributes = match self.is_code(own.words) {
            true => Attributes::default(),
            false => own.said(!goes_on, below.map_or("", |below| below.words), hidden),
        };
        self.before = Some((line, own.name));
        if goes_on {
            hidden.quote(line.start, " >", None);
            return true;
        }
        let classes = vec![own.name.to_owned()];
        let attributes = Attributes { classes, ..attributes };
        let opening = Opening { attributes, title: String::new(), range: line.range(text) };
        begin(text, line, above.is_some(), opening, hidden);
        true
    }

    /// Whether a line is one of code, which its fences are as well.
    fn is_code(&mut self, words: &str) -> bool {
        let mark = ["```", "~~~"].into_iter().find(|mark| words.starts_with(mark));
        match (self.fence, mark) {
            (Some(open), Some(mark)) if open == mark => self.fence = None,
            (Some(_), _) => {}
            (None, mark) => self.fence = mark,
        }
        self.fence.is_some() || mark.is_some()
    }
}

/// Whether a line stands in code that begins in an aside: its fences are ticks among words to the parser.
pub(super) fn is_in_code_of_aside(text: &str, line: &Line, code: &Range<usize>) -> bool {
    // No more than blanks and the mark stand before its first fence.
    const FARTHEST: usize = 32;
    let near = &text[text.floor_char_boundary(code.start.saturating_sub(FARTHEST))..code.start];
    let begins = near.rfind('\n').map_or(near, |end| &near[end + 1..]).trim_start();
    split_mark(begins).is_some() && split_mark(line.words(text)).is_some()
}

/// What a line is an aside of, and what stands behind its mark.
fn split_mark(words: &str) -> Option<(&'static str, &str)> {
    let letter = words.chars().next()?;
    let behind = words[letter.len_utf8()..].strip_prefix('>')?;
    let &(_, name) = ASIDES.iter().find(|(known, _)| *known == letter)?;
    (behind.is_empty() || behind.starts_with([' ', '\t'])).then_some((name, behind))
}

impl<'t> AsideLine<'t> {
    fn of(text: &'t str, line: &Line) -> Option<AsideLine<'t>> {
        let words = line.words(text);
        let (name, behind) = split_mark(words)?;
        let inner = behind.trim_start();
        let start = line.start + words.len() - inner.len();
        Some(AsideLine { name, words: inner, range: start..start + inner.len() })
    }

    /// Does what a list of attributes on this line says; gives back what it says of the aside, which it can where
    /// that begins.
    fn said(&self, begins: bool, below: &str, hidden: &mut Hidden) -> Attributes {
        let list = self.words.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let Some(inner) = list.filter(|inner| !inner.contains(['{', '}'])) else {
            return Attributes::default();
        };
        let said = lists::pairs(inner).filter(|said| said.value("title").is_some());
        let Some(said) = said.filter(|_| begins && lists::Below::of(below) == lists::Below::Other) else {
            said_of_block(inner, self.range.clone(), below, hidden);
            return Attributes::default();
        };
        if said.values.len() > 1 || !said.classes.is_empty() {
            hidden.foreign(Foreign::MarkuaAttributes, self.range.clone());
        }
        hidden.blank(self.range.clone());
        Attributes { classes: Vec::new(), ..said }
    }
}

/// The first line of an aside is the first of a quotation. One of another name directly above is a quotation of its
/// own, but within another quotation, which that would end.
fn begin(text: &str, line: &Line, is_below_another: bool, opening: Opening, hidden: &mut Hidden) {
    let is_set_in = text[line.whole.start..line.start].trim().is_empty();
    match is_below_another {
        true if is_set_in => hidden.quote_apart(line.whole.start, line.start, opening),
        true => hidden.quote(line.start, ">>", Some(opening)),
        // The words of an item begin no farther in than those of an aside that stands below.
        false if line.start > line.unlisted => hidden.quote(line.start, "> ", Some(opening)),
        false => hidden.quote(line.start, " >", Some(opening)),
    }
}
