//! A file of a folder that is the title page of its book (`title.txt`, `metadata.md`), and no chapter.

use super::Text;
use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::{Draft, Format, Node};
use crate::reader::ForeignMarks;
use crate::reader::{markdown, plain};
use crate::source::{FileId, Source, Span};
use std::path::Path;

/// Names that title pages have, without the number that sorts them.
const NAMES: [&str; 7] = ["title", "titlepage", "title page", "book title", "half title", "metadata", "meta"];

/// No title page has more lines that say something.
const MOST_LINES: usize = 16;

/// Puts the title page of a folder before all else, wherever its name sorts it.
pub(super) fn to_front(mut texts: Vec<Text>) -> Warned<Vec<Text>> {
    let may_be = |text: &Text| text.standing.is_none() && is_named(&text.found.path);
    let at = texts.iter().position(|text| may_be(text) && is_title_page(&text.source));
    let Some(at) = at.filter(|_| texts.len() > 1) else { return texts.into() };
    let mut page = texts.remove(at);
    page.is_title_page = true;
    let name = page.found.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let message = format!("`{name}` is the title page: the book is called as it says, and it is no chapter");
    texts.insert(0, page);
    let note = Diagnostic::note(Code::ChapterList, Span::GENERATED, message);
    Warned { value: texts, diagnostics: vec![note] }
}

fn is_named(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase().replace(['-', '_'], " ");
    NAMES.contains(&stem.trim_start_matches(|c: char| c.is_ascii_digit() || " .".contains(c)))
}

/// What such a text is written in, where its name does not say it: pandoc's manuals call a file of metadata
/// `title.txt`.
pub(super) fn format(source: &Source) -> Option<Format> {
    let is_plain = Format::of(&source.path) == Format::Text;
    (is_plain && ["---", "% "].iter().any(|mark| source.text.starts_with(mark))).then_some(Format::Pandoc)
}

/// Whether a text has a title, no headings, and little else.
fn is_title_page(source: &Source) -> bool {
    let lines = source.text.lines().filter(|line| !line.trim().is_empty());
    if lines.take(MOST_LINES + 1).count() > MOST_LINES {
        return false;
    }
    let draft = match (format(source), Format::of(&source.path)) {
        (None, Format::Text) => plain::read(FileId::GENERATED, source, plain::Options::default()).value,
        _ => {
            let options = markdown::Options::default();
            markdown::read_part(FileId::GENERATED, source, options, &mut ForeignMarks::default()).value
        }
    };
    draft.metadata.title.is_some() && !has_headings(&draft)
}

/// Whether a text is more than a page without sections.
pub(super) fn has_headings(draft: &Draft) -> bool {
    draft.nodes.iter().any(|node| matches!(node, Node::Heading { .. }))
}
