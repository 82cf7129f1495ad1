//! Titles that stand outside of the text, in front matter and in lists of chapters: Markdown of one
//! line, which is never a block.

use super::build::Builder;
use super::{Options, tags};
use crate::document::{Inline, InlineKind, Title};
use crate::reader::front_matter::FrontMatter;
use crate::source::{FileId, Source};
use pulldown_cmark::Event;
use std::collections::BTreeMap;
use std::ops::Range;

/// Keeps the parser from taking "1984. A novel" for a list and "# 1" for a heading.
const LEAD: &str = "a ";

/// Reads a stretch of a file as the title of a chapter.
pub fn title(file: FileId, source: &Source, range: Range<usize>) -> Title {
    let front = FrontMatter::default();
    let mut builder = Builder::new(file, source, Options::default(), front, BTreeMap::new());
    let written = source.text.get(range.clone()).unwrap_or_default();
    builder.read_title(written, &range)
}

impl Builder<'_> {
    /// Reads what the front matter says of the title as Markdown.
    pub(super) fn read_titles(&mut self) {
        let range = 0..self.base;
        let metadata = &self.draft.metadata;
        let [title, subtitle] = [metadata.title.clone(), metadata.subtitle.clone()]
            .map(|title| title.map(|title| self.read_title(&title.plain, &range)));
        self.draft.metadata.title = title;
        self.draft.metadata.subtitle = subtitle;
    }

    fn read_title(&mut self, written: &str, range: &Range<usize>) -> Title {
        let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = format!("{LEAD}{line}");
        // A title calls no notes: what looks like a call is text.
        let labels = std::mem::take(&mut self.labels);
        let events = super::parser(&line, self.options.dialect).map(|event| match event {
            Event::InlineHtml(tag) if !tags::stands_among_words(&tag) => Event::Text(tag),
            event => event,
        });
        let mut content = self.read_events(events, range);
        self.labels = labels;
        strip_lead(&mut content);
        Title::of(&content)
    }
}

fn strip_lead(content: &mut Vec<Inline>) {
    let Some(Inline { kind: InlineKind::Text(first), .. }) = content.first_mut() else { return };
    *first = first.strip_prefix(LEAD).unwrap_or(first).to_owned();
    if first.is_empty() {
        content.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line_of_markdown() {
        for (written, plain, inlines) in [
            ("A Study of *Hamlet* and `code`", "A Study of Hamlet and code", 4),
            ("The law of $x^2$", "The law of x^2", 2),
            ("1984. A novel", "1984. A novel", 1),
            ("# 1", "# 1", 1),
            ("- and - again", "- and - again", 1),
            ("> 3", "> 3", 1),
            ("*One*", "One", 1),
            ("Two\n  lines", "Two lines", 1),
            ("A note[^1]", "A note[^1]", 1),
            ("`Vec<T>` and Vec<T>", "Vec<T> and Vec<T>", 2),
            ("H<sub>2</sub>O", "H2O", 3),
            ("[Linked](two.md) words", "Linked words", 2),
            ("It's \"here\" -- now", "It's \"here\" -- now", 1),
        ] {
            let source = Source { path: "a.md".into(), text: written.into() };
            let title = title(FileId(0), &source, 0..written.len());
            assert_eq!((title.plain.as_str(), title.content.len()), (plain, inlines), "{:?}", title.content);
        }
    }
}
