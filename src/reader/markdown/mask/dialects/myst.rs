//! MyST: directives that hold Markdown, in fences of ticks, tildes or colons; `(label)=` before a
//! block; comments and breaks between cells (the MyST guide, "Directives and Roles"). Directives that
//! hold code are read with other code.

mod containers;
mod titles;

use super::super::divisions::Opening;
use super::super::lines::item_mark;
use super::super::{Hidden, Marker, attributes};
use crate::reader::build::Attributes;
use crate::reader::foreign::Foreign;
use crate::reader::markdown::directive;
use containers::{Containers, Place};
use std::ops::Range;

/// Finds these marks.
pub(super) fn find(text: &str, hidden: &mut Hidden) {
    let containers = Containers::default();
    let mut search = Search { text, lines: Vec::new(), open: Vec::new(), containers, hidden };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let whole = at..at + line.trim_end_matches(['\n', '\r']).len();
        at += line.len();
        search.lines.push(whole);
    }
    let mut index = 0;
    while index < search.lines.len() {
        index += search.line(index);
    }
    search.end();
}

const FENCES: [&str; 3] = ["```", "~~~", ":::"];

/// What a directive that holds Markdown opens.
fn opening(name: &str, argument: &str, mut attributes: Attributes, range: Range<usize>) -> Opening {
    let mut title = argument.to_owned();
    match name {
        "figure" | "image" => attributes.values.push(("path".into(), std::mem::take(&mut title))),
        // It names itself.
        "figure-md" if !title.is_empty() => attributes.id = Some(std::mem::take(&mut title)),
        // What it solves.
        "solution" if !title.is_empty() && !title.contains('`') => title = format!("{{ref}}`{title}`"),
        // How many columns it has.
        "grid" => title.clear(),
        // Its classes.
        "div" | "container" => {
            attributes.classes.extend(std::mem::take(&mut title).split_whitespace().map(str::to_owned));
        }
        _ => {}
    }
    let name = directive::without_domain(name);
    if let Some(own) = titles::of(name, &title) {
        title = own;
    }
    attributes.classes.insert(0, name.to_owned());
    if name == "dropdown" || attributes.has_class(&["dropdown"]) {
        attributes.classes.push("details".into());
    }
    Opening { attributes, title, range }
}

/// Whether attributes above a block are its id and nothing else: what else they say, nothing would tell.
fn says_id_alone(attributes: &Attributes) -> bool {
    attributes.id.is_some() && attributes.classes.is_empty() && attributes.values.is_empty()
}

/// A fence that is open.
struct Fence {
    mark: u8,
    length: usize,
    line: usize,
    place: Place,
    /// What it opens, and how many lines of options follow it; code without.
    opening: Option<(Opening, usize)>,
}

struct Search<'t, 'h> {
    text: &'t str,
    lines: Vec<Range<usize>>,
    open: Vec<Fence>,
    containers: Containers,
    hidden: &'h mut Hidden,
}

/// The longest fence of colons that may hold code.
const TILDES: &str = "~~~~~~~~~~~~~~~~~~~~";

impl Search<'_, '_> {
    /// Looks at a line; gives back how many lines it takes.
    fn line(&mut self, index: usize) -> usize {
        self.enter(index);
        let range = self.words(index);
        let words = &self.text[range.clone()];
        let in_code = self.is_in_code();
        let mark = words.bytes().next().filter(|mark| matches!(mark, b'`' | b'~' | b':'));
        let length = words.bytes().take_while(|&byte| Some(byte) == mark).count();
        if mark.is_some() && length >= 3 {
            let rest = words[length..].trim();
            let closes =
                |fence: &Fence| Some(fence.mark) == mark && fence.length <= length && rest.is_empty();
            let closed = self.open.iter().rposition(closes);
            if let Some(at) = closed.filter(|at| !in_code || at + 1 == self.open.len()) {
                self.close(at, index);
            } else if !in_code && !rest.is_empty() | (mark != Some(b':')) {
                return self.open(index, mark.unwrap_or_default(), length);
            }
        } else if !in_code && self.open.iter().all(|fence| fence.opening.is_some()) {
            self.mark(range);
        }
        1
    }

    fn is_in_code(&self) -> bool {
        self.open.last().is_some_and(|fence| fence.opening.is_none())
    }

    /// Goes into what a line stands in, and out of what has ended above it.
    fn enter(&mut self, index: usize) {
        let line = &self.text[self.lines[index].clone()];
        self.containers.leave(line);
        while let Some(fence) = self.open.pop_if(|fence| !self.containers.hold(fence.place)) {
            self.leave_open(fence);
        }
        if !self.is_in_code() {
            self.containers.enter(line);
        }
    }

    /// The words of a line, without the marks of quotations and items.
    fn words(&self, index: usize) -> Range<usize> {
        let whole = self.lines[index].clone();
        let line = &self.text[whole.clone()];
        let mut words = line.trim_start_matches([' ', '\t', '>']);
        // A fence may stand directly behind the mark of an item.
        while let Some(behind) =
            item_mark(words).map(|mark| words[mark..].trim_start_matches([' ', '\t', '>']))
            && (item_mark(behind).is_some() || FENCES.iter().any(|fence| behind.starts_with(fence)))
        {
            words = behind;
        }
        let start = whole.end - words.len();
        start..start + words.trim_end().len()
    }

    /// Opens a fence; gives back how many lines its head takes.
    fn open(&mut self, index: usize, mark: u8, length: usize) -> usize {
        let range = self.words(index);
        let info = self.text[range.clone()][length..].trim();
        let is_colons = mark == b':';
        let directive = directive::name(info);
        if directive.is_none() && is_colons {
            return 1;
        }
        let lines = || self.lines[index + 1..].iter().map(|line| &self.text[line.clone()]);
        let holds_code = match directive {
            Some(("glossary", _)) => !directive::defines_by_colons(lines()),
            Some((name, _)) if is_colons => directive::is_code(name),
            Some((name, _)) => !directive::holds_markdown(name),
            None => true,
        };
        let place = self.containers.place();
        let Some((name, argument)) = directive.filter(|_| !holds_code) else {
            self.open.push(Fence { mark, length, line: index, place, opening: None });
            return 1;
        };
        let (attributes, options) = directive::options(lines());
        let opening = opening(name, argument, attributes, range);
        self.open.push(Fence { mark, length, line: index, place, opening: Some((opening, options)) });
        1 + options
    }

    /// Closes a fence and those in it that no line closes.
    fn close(&mut self, at: usize, index: usize) {
        let unclosed = self.open.split_off(at + 1);
        let Some(Fence { opening, line, length, mark, .. }) = self.open.pop() else { return };
        let end = self.words(index);
        let Some((opening, options)) = opening else {
            // The parser knows no code between colons.
            if mark == b':' && end.len() <= TILDES.len() {
                let start = self.words(line).start;
                self.hidden.rewritten.push((start..start + length, &TILDES[..length]));
                self.hidden.rewritten.push((end.clone(), &TILDES[..end.len()]));
            }
            return;
        };
        self.begin(line, options, opening);
        let mut closed = 1;
        for fence in unclosed {
            closed += usize::from(self.leave_open(fence));
        }
        self.hidden.marker(&[end], Marker::Closes(closed));
    }

    /// A directive begins, with the lines of its options.
    fn begin(&mut self, line: usize, options: usize, opening: Opening) {
        let head: Vec<Range<usize>> = (line..line + 1 + options).map(|at| self.words(at)).collect();
        let is_lost = |range: &&Range<usize>| directive::is_unread_option(&self.text[(*range).clone()]);
        for range in head.iter().skip(1).filter(is_lost) {
            self.hidden.foreign(Foreign::DirectiveOption, range.clone());
        }
        self.hidden.marker(&head, Marker::Opens(opening));
    }

    /// A fence that is never closed: one of colons stays text, and a directive goes to the end of what
    /// it stands in, as all fences do. Gives back whether it goes on so.
    fn leave_open(&mut self, fence: Fence) -> bool {
        let Some((opening, options)) = fence.opening else { return false };
        let range = opening.range.clone();
        if fence.mark == b':' {
            self.hidden.foreign(Foreign::OpenDivision, range);
            return false;
        }
        self.hidden.foreign(Foreign::OpenDirective, range);
        self.begin(fence.line, options, opening);
        true
    }

    /// Marks that stand on lines of their own.
    fn mark(&mut self, range: Range<usize>) {
        let words = &self.text[range.clone()];
        let label = words.strip_prefix('(').and_then(|rest| rest.strip_suffix(")="));
        if let Some(label) = label.filter(|label| !label.is_empty() && !label.contains(['(', ')'])) {
            self.hidden.marker(&[range], Marker::Anchor(label.trim().to_owned()));
        } else if let Some((attributes, "")) = attributes(words).filter(|(said, _)| says_id_alone(said)) {
            self.hidden.marker(&[range], Marker::Attributes(attributes));
        } else if words == "^^^" && self.is_in_card() {
            let part = ("part".to_owned(), "card-header".to_owned());
            let card = self.open.last_mut().and_then(|fence| fence.opening.as_mut());
            card.into_iter().for_each(|(card, _)| card.attributes.values.push(part.clone()));
            self.hidden.marker(&[range], Marker::Within("card-body"));
        } else if words.starts_with("+++") && self.is_in_card() {
            self.hidden.marker(&[range], Marker::Within("card-footer"));
        } else if words.starts_with("+++") || words.starts_with('%') {
            self.hidden.blank(range);
        }
    }

    /// Whether the innermost directive is a card, whose head, body and foot lines part (sphinx-design's manual,
    /// "Cards").
    fn is_in_card(&self) -> bool {
        let card = self.open.last().and_then(|fence| fence.opening.as_ref());
        card.is_some_and(|(card, _)| card.attributes.has_class(&["card", "grid-item-card"]))
    }

    fn end(mut self) {
        for fence in std::mem::take(&mut self.open) {
            self.leave_open(fence);
        }
    }
}
