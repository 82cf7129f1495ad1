//! Plain text: the text's own contents list is the key to its structure.
//!
//! Every line is given one role (`Role`), step by step: the frame around the text, its contents
//! list and the headings that the list names, its title and author, the furniture at its edges.
//! Blocks are made from the roles alone.

mod blocks;
mod fallback;
mod furniture;
mod head;
mod inline;
mod lines;
mod matching;
mod outline;
mod title;

use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::{Draft, Metadata};
use crate::source::{FileId, Source, Span};
use lines::{Line, Manner};
use std::ops::Range;

/// Reads a plain text. What the text says of itself is in the draft's metadata; its title is
/// `None` where none was found. With `keep_furniture` the lines that are not part of the text (a
/// licence, calls to subscribe) stay as paragraphs.
pub fn read(file: FileId, source: &Source, keep_furniture: bool) -> Warned<Draft> {
    let mut sheet = Sheet::new(file, &source.text);
    let metadata = sheet.assign_roles();
    sheet.report_control_characters();
    furniture::report(&mut sheet, keep_furniture);
    let nodes = blocks::build(&sheet, keep_furniture);
    let value = Draft { metadata, nodes, ..Draft::default() };
    Warned { value, diagnostics: sheet.diagnostics }
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Blank,
    Text,
    /// Title, subtitle or author: it went into the metadata.
    Head,
    /// The contents list, its own title with it.
    Contents,
    /// A line of a heading; `first` unless it goes on from the line above.
    Heading {
        level: u8,
        first: bool,
    },
    /// The marks under a heading.
    Underline,
    /// Not part of the text.
    Furniture,
}

/// A text while its lines are given their roles.
struct Sheet<'a> {
    file: FileId,
    text: &'a str,
    lines: Vec<Line>,
    roles: Vec<Role>,
    manner: Manner,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Sheet<'a> {
    fn new(file: FileId, text: &'a str) -> Sheet<'a> {
        let lines = lines::split(text);
        let roles = lines.iter().map(|line| if line.is_blank() { Role::Blank } else { Role::Text }).collect();
        let manner = Manner::of(text, &lines);
        Sheet { file, text, lines, roles, manner, diagnostics: Vec::new() }
    }

    /// Gives every line its role and returns what the text says of itself.
    fn assign_roles(&mut self) -> Metadata {
        if self.lines.iter().all(Line::is_blank) {
            return Metadata::default();
        }
        let body = furniture::mark_frame(self);
        self.manner = Manner::of(self.text, self.lines.get(body.clone()).unwrap_or_default());
        let mut metadata = head::stated(self, body.start);
        let list = outline::mark_listed(self);
        furniture::mark_web(self);
        match list {
            Some(list) => outline::report_unlisted(self, &list),
            None => fallback::mark_headings(self),
        }
        head::mark_title(self, &mut metadata);
        metadata
    }

    /// The runs of lines of text without a blank one between them.
    fn chunks(&self) -> Vec<Range<usize>> {
        let mut chunks: Vec<Range<usize>> = Vec::new();
        for (index, _) in self.roles.iter().enumerate().filter(|(_, role)| **role == Role::Text) {
            match chunks.last_mut() {
                Some(last) if last.end == index => last.end += 1,
                _ => chunks.push(index..index + 1),
            }
        }
        chunks
    }

    fn content(&self, line: usize) -> &'a str {
        self.lines.get(line).map_or("", |line| &self.text[line.content.clone()])
    }

    /// The words of some lines, with a space between lines.
    fn words(&self, range: Range<usize>) -> String {
        lines::joined(self.text, self.lines.get(range).unwrap_or_default())
    }

    fn span(&self, range: Range<usize>) -> Span {
        let mut filled = self.lines.get(range).unwrap_or_default().iter().filter(|line| !line.is_blank());
        let first = filled.next();
        let start = first.map_or(0, |line| line.content.start);
        let end = filled.next_back().or(first).map_or(start, |line| line.content.end);
        Span::new(self.file, start..end)
    }

    /// Gives a role to the lines of a range that are not blank.
    fn mark(&mut self, range: Range<usize>, role: Role) {
        for given in self.roles.get_mut(range).unwrap_or_default() {
            if *given != Role::Blank {
                *given = role;
            }
        }
    }

    /// Makes one heading of the lines of a range.
    fn mark_heading(&mut self, range: Range<usize>, level: u8) {
        let mut first = true;
        for given in self.roles.get_mut(range).unwrap_or_default() {
            if *given != Role::Blank {
                *given = Role::Heading { level, first };
                first = false;
            }
        }
    }

    fn is_full(&self, line: usize) -> bool {
        match (self.lines.get(line), self.lines.get(line + 1)) {
            (Some(line), Some(next)) if !next.is_blank() => self.manner.is_full(self.text, line, next),
            _ => false,
        }
    }

    /// Whether the lines of a chunk are the wrapped lines of one paragraph, at least three.
    fn is_prose(&self, chunk: &Range<usize>) -> bool {
        let inner = chunk.len().saturating_sub(1);
        let full = (chunk.start..chunk.start + inner).filter(|&line| self.is_full(line)).count();
        let characters: usize =
            self.lines.get(chunk.clone()).unwrap_or_default().iter().map(|line| line.width).sum();
        match self.manner.wrapping {
            lines::Wrapping::OneLine => characters > 120 * chunk.len(),
            _ => chunk.len() > 3 && full * 2 >= inner || chunk.len() == 1 && characters > 120,
        }
    }

    fn report_control_characters(&mut self) {
        let mut forbidden = self.text.char_indices().filter(|(_, character)| lines::is_forbidden(*character));
        let Some((first, character)) = forbidden.next() else { return };
        let count = forbidden.count() + 1;
        let message = match count {
            1 => "a control character was left out".to_string(),
            _ => format!("{count} control characters were left out; this is the first"),
        };
        let span = Span::new(self.file, first..first + character.len_utf8());
        self.diagnostics.push(Diagnostic::warning(Code::ControlCharacter, span, message));
    }
}
