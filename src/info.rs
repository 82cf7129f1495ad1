//! What there is to say of a book besides its text: what is in force for it and who said so, its outline, and how
//! much of everything it holds.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::policy::Policy;
use crate::document::content::children;
use crate::document::text::{inline_text, plain_text};
use crate::document::{Block, Document, Metadata, Section};
use crate::length::Size;
use crate::settings::{Origin, Said, Setting};
use crate::source::{Sources, Span};
use std::path::PathBuf;
use unicode_script::{Script, UnicodeScript};

/// What there is to say of a book.
#[derive(Debug)]
#[non_exhaustive]
pub struct Info {
    /// What it says of itself, language and title included where they were told otherwise.
    pub metadata: Metadata,
    /// The settings, and the fields of the metadata that say something, in the order of the table.
    pub in_force: Vec<(&'static Setting, Said)>,
    /// The file that gave the chapters and their order; `None` where the inputs did.
    pub list: Option<PathBuf>,
    /// Its sections in reading order.
    pub outline: Vec<Part>,
    /// Those of the sections and of the notes.
    pub words: usize,
    /// As the settings have them.
    pub pages: Pages,
    /// Each that is shown, once, the cover included.
    pub images: usize,
    /// Those that are called.
    pub notes: usize,
    /// In the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that spans point into.
    pub sources: Sources,
    /// What the book says of messages, as in `Exported`.
    pub messages: Policy,
}

/// A section of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// From 1.
    pub level: u8,
    /// Its number, where sections have some.
    pub number: Option<String>,
    /// What it is called, as plain text; empty for what stands before the first heading.
    pub title: String,
    /// Those of its heading and of its own text, without the sections within it.
    pub words: usize,
}

/// The pages of the PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pages {
    /// Title page and contents included.
    pub count: usize,
    /// Trimmed.
    pub size: Size,
}

impl Info {
    /// The file, the line and the column that said something, where one did.
    pub fn place(&self, said: &Said) -> Option<(String, usize, usize)> {
        let Origin::File(span) = said.origin else { return None };
        place(span, &self.sources)
    }
}

fn place(span: Span, sources: &Sources) -> Option<(String, usize, usize)> {
    let span = sources.origin(span);
    let source = sources.get(span.file)?;
    let at = source.line_column(span.start);
    Some((source.path.display().to_string(), at.line, at.column))
}

/// The sections of a book, in reading order.
pub(crate) fn outline(document: &Document) -> Vec<Part> {
    document.walk().map(part).collect()
}

/// The words of the notes.
pub(crate) fn words_of_notes(document: &Document) -> usize {
    document.notes.iter().map(|note| words_of(&note.blocks)).sum()
}

fn part(section: &Section) -> Part {
    let heading = section.heading.as_ref().map_or_else(String::new, |heading| inline_text(&heading.content));
    Part {
        level: section.level,
        number: section.number.as_ref().map(ToString::to_string),
        title: section.title.plain.clone(),
        words: count(&heading) + words_of(&section.blocks),
    }
}

fn words_of(blocks: &[Block]) -> usize {
    let mut open: Vec<&Block> = blocks.iter().collect();
    let mut words = 0;
    while let Some(block) = open.pop() {
        words += count(&plain_text(block));
        open.extend(children(block));
    }
    words
}

/// The words of a text, as word processors count them: what stands between blanks and holds a letter or a figure;
/// where words are written without blanks, each character is one.
fn count(text: &str) -> usize {
    let in_word = |word: &str| {
        let is_alone = |c: &char| matches!(c.script(), Script::Han | Script::Hiragana | Script::Katakana);
        let alone = word.chars().filter(is_alone).count();
        let has_others = word.chars().any(|c| c.is_alphanumeric() && !is_alone(&c));
        alone + usize::from(has_others)
    };
    text.split_whitespace().map(in_word).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_word_processors_do() {
        let cases = [
            ("", 0),
            ("Boil fresh water.", 3),
            ("half\u{A0}full – it's 3.5 °C", 5),
            ("吾輩は猫である", 7),
            ("Русский текст", 2),
            ("* * *", 0),
            ("日本 tea", 3),
        ];
        for (text, expected) in cases {
            assert_eq!(count(text), expected, "{text}");
        }
    }
}
