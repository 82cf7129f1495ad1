//! The headings as a tree, for nav and NCX.

use super::book::{Book, TITLE_PAGE, label};
use crate::document::{BlockId, Section};

/// A line of the contents.
#[derive(Debug)]
pub(super) struct Entry {
    pub label: String,
    pub href: String,
    pub level: u8,
    /// Where the section begins; `None` for the entry that stands for a book without headings.
    pub at: Option<(usize, BlockId)>,
    pub children: Vec<Entry>,
}

/// All headings. Never empty: nav has to lead somewhere, so a book without headings gets one
/// entry with its title.
pub(super) fn outline(book: &Book) -> Vec<Entry> {
    let entries: Vec<Entry> =
        book.document.sections.iter().flat_map(|section| entries(book, section)).collect();
    if !entries.is_empty() {
        return entries;
    }
    let href = book.chapters.first().map_or(TITLE_PAGE, |chapter| &chapter.file).to_string();
    let title = book.document.metadata.title().trim();
    let label = if title.is_empty() { "–".into() } else { title.to_string() };
    vec![Entry { label, href, level: 1, at: None, children: Vec::new() }]
}

/// A section's entry; without a heading it has none, and those of its children take its place.
fn entries(book: &Book, section: &Section) -> Vec<Entry> {
    let children = section.children.iter().flat_map(|child| entries(book, child)).collect();
    let words = match &section.listed_as {
        Some(words) => words.clone(),
        None => label(section.heading.as_ref().map_or(&[], |heading| &heading.content)),
    };
    let number = section.number.as_ref().map_or_else(String::new, ToString::to_string);
    let label = format!("{number} {words}").trim().to_string();
    let Some(place) = book.place(&section.anchor).filter(|_| !label.is_empty()) else { return children };
    let href = match book.chapters.get(place.chapter) {
        Some(file) if file.chapter.section.id == section.id => file.file.clone(),
        _ => book.href(place),
    };
    vec![Entry { label, href, level: section.level, at: Some((place.chapter, section.id)), children }]
}

/// How many levels the entries have.
pub(super) fn depth(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}
