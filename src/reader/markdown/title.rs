//! Titles that stand outside of the text, in front matter and in lists of chapters: Markdown of one
//! line, which is never a block.

use super::dialect::{Options, References, parser};
use super::events::{Events, Markdown};
use super::note;
use super::places::Places;
use crate::document::{Inline, InlineKind, Metadata, Title};
use crate::reader::build::Builder;
use crate::reader::html;
use crate::source::{FileId, Source};
use pulldown_cmark::{Event, TagEnd};
use std::ops::Range;

/// Keeps the parser from taking "1984. A novel" for a list and "# 1" for a heading.
pub(super) const LEAD: &str = "a ";

/// Reads a stretch of a file as the title of a chapter, whose text holds the notes that it calls.
pub fn title(file: FileId, source: &Source, range: Range<usize>, chapter: &str) -> Title {
    let options = Options::default();
    let markdown = Markdown {
        source,
        options,
        labels: note::labels_of(chapter, options.dialect),
        references: References::default(),
        text_references: Default::default(),
    };
    let mut build = Builder::new(file, source, &markdown);
    let written = source.text.get(range.clone()).unwrap_or_default();
    read_title(written, &range, &mut build, &markdown)
}

/// The title of a chapter that is handed over as plain text, calls of the chapter's notes included.
pub fn plain_title(written: &str, chapter: &str) -> Title {
    let labels = note::labels_of(chapter, Options::default().dialect);
    Title::from(note::without_calls(written, &labels))
}

/// Reads what the front matter says of the title, and of the book in a few sentences, as Markdown.
pub(super) fn read_titles(
    metadata: &mut Metadata,
    range: &Range<usize>,
    build: &mut Builder<'_>,
    markdown: &Markdown<'_>,
) {
    for title in [&mut metadata.title, &mut metadata.subtitle].into_iter().flatten() {
        *title = read_title(&title.plain, range, build, markdown);
    }
    // Catalogues show no markup. What has none stays as it is written.
    if let Some(description) = &mut metadata.description {
        let paragraphs = description.split("\n\n").map(|written| {
            let plain = read_title(written, range, build, markdown).plain;
            match written.split_whitespace().eq(plain.split_whitespace()) {
                true => written.to_owned(),
                false => plain,
            }
        });
        *description = paragraphs.collect::<Vec<_>>().join("\n\n");
    }
}

fn read_title(
    written: &str,
    range: &Range<usize>,
    build: &mut Builder<'_>,
    markdown: &Markdown<'_>,
) -> Title {
    let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    // As in a heading, the call belongs to the text and is no part of the title.
    let kept = |event: &Event<'_>| !matches!(event, Event::FootnoteReference(_));
    Title::of_book(&read_line(&line, range, build, markdown, kept))
}

/// Reads a line as words, whatever block it would begin elsewhere.
pub(super) fn read_line(
    line: &str,
    range: &Range<usize>,
    build: &mut Builder<'_>,
    markdown: &Markdown<'_>,
    kept: impl Fn(&Event<'_>) -> bool,
) -> Vec<Inline> {
    // The parser would take the blank off the lead.
    if line.trim().is_empty() {
        return Vec::new();
    }
    let line = format!("{LEAD}{line}{}", note::definitions(line, &markdown.labels));
    let events = parser(&line, markdown.options.dialect);
    let of_line = events.take_while(|event| *event != Event::End(TagEnd::Paragraph)).filter(kept);
    let events = of_line.map(|event| match event {
        Event::InlineHtml(tag) if !html::stands_among_words(&tag) => Event::Text(tag),
        event => event,
    });
    let events = events.map(|event| (event, range.clone()));
    let mut content =
        build.words_apart(range, |build| Events::new(build, markdown, Places::from(0)).inlines(events));
    strip_lead(&mut content);
    content
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
            let title = title(FileId(0), &source, 0..written.len(), "");
            assert_eq!((title.plain.as_str(), title.content.len()), (plain, inlines), "{:?}", title.content);
        }
    }

    #[test]
    fn calls_of_notes_are_no_part_of_a_title() {
        for (written, plain) in [
            ("Law[^1]", "Law"),
            ("Law [^1]", "Law"),
            ("*Law*[^1] and [^ONE] order", "Law and order"),
            ("The set [^a-z]", "The set [^a-z]"),
            ("Not \\[^1] but `[^1]`", "Not [^1] but [^1]"),
        ] {
            let source = Source { path: "a.md".into(), text: written.into() };
            let chapter = "Text[^1].\n\n[^1]: Note.\n\n[^one]: Other.\n";
            assert_eq!(title(FileId(0), &source, 0..written.len(), chapter).plain, plain);
        }
    }
}
