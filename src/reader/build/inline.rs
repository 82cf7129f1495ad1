//! Inlines under construction: text is merged, its white space made single, and its nesting bounded.

use super::level::Level;
use super::line_ends;
use super::wrapper::Wrapper;
use crate::document::content::is_blank;
use crate::document::{Direction, Formula, ImageRef, Inline, InlineKind, NoteId, Style};
use crate::source::{FileId, Span};
use std::ops::Range;

/// So deep may inlines nest. No hand-written text comes near it, and what walks the tree by
/// recursion stays within a thread's stack.
pub(super) const LEVELS: usize = 50;

/// The inlines of one paragraph, heading or cell.
#[derive(Debug)]
pub(in crate::reader) struct Inlines {
    pub(super) file: FileId,
    pub(super) levels: Vec<Level>,
    /// The content of the innermost level; the levels keep what stands before them.
    pub(super) content: Vec<Inline>,
    /// What the block says its language is.
    pub(super) lang: Option<String>,
    /// Where in the source what is left out ends: the source of a script or of a style sheet.
    pub(super) hidden_to: usize,
    /// The element that is left out and goes on, with its place.
    pub(super) hidden_by: Option<(String, Range<usize>)>,
    pub(super) flattened: usize,
    soft_breaks: usize,
    hard_breaks: usize,
}

impl Inlines {
    /// Inlines without content.
    pub(super) fn new(file: FileId) -> Inlines {
        let (levels, content) = (Vec::new(), Vec::new());
        Inlines {
            file,
            levels,
            content,
            lang: None,
            hidden_to: 0,
            hidden_by: None,
            flattened: 0,
            soft_breaks: 0,
            hard_breaks: 0,
        }
    }

    /// An image that is complete; within alternative text, its own words.
    pub(in crate::reader) fn image(&mut self, image: ImageRef, range: Range<usize>) {
        match self.alt() {
            Some(alt) => alt.push_str(&image.alt),
            None => self.add(InlineKind::Image(image), range),
        }
    }

    /// A formula; within alternative text, its source.
    pub(in crate::reader) fn formula(&mut self, formula: Formula, range: Range<usize>) {
        match self.alt() {
            Some(alt) => alt.push_str(&formula.source),
            None => self.add(InlineKind::Math(formula), range),
        }
    }

    /// Running text, its white space made single; line ends are kept until all is there.
    pub(in crate::reader) fn text(&mut self, text: &str, range: Range<usize>) {
        if range.start < self.hidden_to {
            return;
        }
        if let Some(alt) = self.alt() {
            return push_single_spaced(alt, text);
        }
        let behind_space = self.at_line_start() || self.is_at_place_behind_space();
        let text = if behind_space { text.trim_start_matches(SPACE) } else { text };
        if text.is_empty() {
            return;
        }
        if let Some(Inline { span, kind: InlineKind::Text(last) }) = self.content.last_mut() {
            push_single_spaced(last, text);
            span.end = range.end as u32;
        } else {
            let mut run = String::with_capacity(text.len());
            push_single_spaced(&mut run, text);
            self.add(InlineKind::Text(run), range);
        }
    }

    /// Text that begins with an escaped mark: kept apart, so that the mark stays one.
    pub(in crate::reader) fn escaped(&mut self, text: &str, range: Range<usize>) {
        match self.alt() {
            Some(alt) => push_single_spaced(alt, text),
            None => self.add(InlineKind::Text(text.to_owned()), range),
        }
    }

    /// Code among words, as it is written.
    pub(in crate::reader) fn code(&mut self, code: &str, range: Range<usize>) {
        match self.alt() {
            Some(alt) => alt.push_str(code),
            None => self.add(InlineKind::Code(code.to_owned()), range),
        }
    }

    /// A line end of the manuscript within running text. After `<br>` it says nothing new.
    pub(in crate::reader) fn soft_break(&mut self, range: Range<usize>) {
        if matches!(self.content.last(), Some(Inline { kind: InlineKind::LineBreak, .. })) {
            self.hard_breaks += 1;
        } else {
            self.soft_breaks += 1;
            self.text("\n", range);
        }
    }

    /// A break that the language has a mark for.
    pub(in crate::reader) fn hard_break(&mut self, range: Range<usize>) {
        self.hard_breaks += 1;
        self.line_break(range);
    }

    /// A break that `<br>` asks for, wherever it stands in the manuscript's line.
    pub(in crate::reader) fn line_break(&mut self, range: Range<usize>) {
        match self.alt() {
            Some(alt) => push_single_spaced(alt, " "),
            None => {
                trim_end(&mut self.content);
                self.add(InlineKind::LineBreak, range);
            }
        }
    }

    /// A break, unless a line has just begun.
    pub(in crate::reader) fn new_line(&mut self, range: Range<usize>) {
        if !self.at_line_start() {
            self.line_break(range);
        }
    }

    /// The call of a note; alternative text calls none.
    pub(in crate::reader) fn note(&mut self, note: NoteId, range: Range<usize>) {
        if self.alt().is_none() {
            self.add(InlineKind::NoteMark(note), range);
        }
    }

    /// A place that links may name; alternative text holds none.
    pub(super) fn anchor(&mut self, id: String, range: Range<usize>) {
        if self.alt().is_none() {
            self.add(InlineKind::Styled(Style::Anchor(id), Vec::new()), range);
        }
    }

    /// Whether every line but the last ends in a hard break, and there are two or more.
    pub(super) fn is_verse(&self) -> bool {
        self.soft_breaks == 0 && self.hard_breaks > 0
    }

    /// Whether nothing is shown so far.
    pub(super) fn is_blank(&self) -> bool {
        is_blank(&self.content) && self.levels.iter().all(|level| is_blank(&level.outer))
    }

    /// The finished content, without white space and breaks at its end.
    pub(super) fn finish(mut self) -> Vec<Inline> {
        while let Some(level) = self.levels.last() {
            let end = self.content.last().map_or(level.start, |last| last.span.end as usize);
            self.close_level(end);
        }
        trim_end(&mut self.content);
        while self.content.pop_if(|inline| inline.kind == InlineKind::LineBreak).is_some() {
            trim_end(&mut self.content);
        }
        line_ends::settle(&mut self.content);
        self.content
    }

    /// Adds an inline, unless it stands where all is left out.
    fn add(&mut self, kind: InlineKind, range: Range<usize>) {
        if range.start < self.hidden_to {
            return;
        }
        self.content.push(Inline { span: Span::new(self.file, range), kind });
    }

    /// The alternative text that is being gathered, if any is.
    pub(super) fn alt(&mut self) -> Option<&mut String> {
        match &mut self.levels.last_mut()?.wrapper {
            Wrapper::Image { alt, .. } => Some(alt),
            _ => None,
        }
    }

    /// Whether the last words end in white space, with nothing behind them but places that have names.
    fn is_at_place_behind_space(&self) -> bool {
        let is_place = |inline: &&Inline| matches!(&inline.kind, InlineKind::Styled(Style::Anchor(_), words) if words.is_empty());
        // A text of nothing but places would else be searched from each of them.
        const MOST: usize = 16;
        let places = self.content.iter().rev().take(MOST).take_while(is_place).count();
        let before = self.content.len().checked_sub(places + 1).map(|last| &self.content[last].kind);
        places > 0 && matches!(before, Some(InlineKind::Text(text)) if text.ends_with(SPACE))
    }

    fn at_line_start(&self) -> bool {
        let before = self.levels.iter().rev().map(|level| &level.outer);
        let last = std::iter::once(&self.content).chain(before).find_map(|content| content.last());
        last.is_none_or(|last| last.kind == InlineKind::LineBreak)
    }
}

/// Content as what it is in another language.
pub(super) fn in_language(lang: Option<String>, content: Vec<Inline>) -> Vec<Inline> {
    match (lang, content.first(), content.last()) {
        (Some(lang), Some(first), Some(last)) => {
            let span = Span { end: last.span.end, ..first.span };
            vec![Inline { span, kind: InlineKind::Styled(Style::Language(lang), content) }]
        }
        _ => content,
    }
}

/// Words which run a way of their own.
pub(super) fn in_direction(direction: Option<Direction>, content: Vec<Inline>) -> Vec<Inline> {
    match (direction, content.first(), content.last()) {
        (Some(direction), Some(first), Some(last)) => {
            let span = Span { end: last.span.end, ..first.span };
            vec![Inline { span, kind: InlineKind::Styled(Style::Direction(direction), content) }]
        }
        _ => content,
    }
}

/// What HTML collapses to one space.
pub(super) const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// Appends `text` with each run of white space as one space, which is how HTML shows it: both
/// editions then hold the same characters. One that holds a line end is a line end, of which
/// `line_ends` makes a space or nothing. No-break and other fixed spaces stay as they are.
fn push_single_spaced(run: &mut String, mut text: &str) {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    loop {
        let words = text.bytes().position(|byte| is_space(&byte)).unwrap_or(text.len());
        run.push_str(&text[..words]);
        let blanks = text[words..].bytes().take_while(is_space).count();
        if blanks == 0 {
            return;
        }
        let space = if text[words..words + blanks].contains(['\n', '\r']) { '\n' } else { ' ' };
        if !run.ends_with([' ', '\n']) {
            run.push(space);
        } else if space == '\n' && run.ends_with(' ') {
            run.pop();
            run.push(space);
        }
        text = &text[words + blanks..];
    }
}

/// Takes white space from the end.
pub(super) fn trim_end(content: &mut Vec<Inline>) {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.last_mut() {
        text.truncate(text.trim_end_matches(SPACE).len());
        if text.is_empty() {
            content.pop();
        }
    }
}

/// Cuts inlines at their hard breaks; emphasis or a link that runs over a break is closed and
/// opened again.
pub(super) fn split_lines(content: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut lines = Vec::new();
    let mut line = Vec::new();
    for Inline { span, kind } in content {
        let (parts, rewrap): (_, Box<dyn Fn(Vec<Inline>) -> InlineKind>) = match kind {
            InlineKind::LineBreak => {
                lines.push(std::mem::take(&mut line));
                continue;
            }
            InlineKind::Styled(style, content) => {
                (split_lines(content), Box::new(move |content| InlineKind::Styled(style.clone(), content)))
            }
            InlineKind::Link { target, title, content } => (
                split_lines(content),
                Box::new(move |content| InlineKind::Link {
                    target: target.clone(),
                    title: title.clone(),
                    content,
                }),
            ),
            kind => {
                line.push(Inline { span, kind });
                continue;
            }
        };
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                lines.push(std::mem::take(&mut line));
            }
            line.push(Inline { span, kind: rewrap(part) });
        }
    }
    lines.push(line);
    lines
}
