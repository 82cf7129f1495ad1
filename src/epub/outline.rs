//! The contents with the addresses of what they name, for nav and NCX.

use super::plan::{EpubPlan, TITLE_PAGE};
use crate::document::{BlockId, ContentsEntry, Inline, Section};

/// A line of the contents.
#[derive(Debug)]
pub(super) struct OutlineEntry<'a> {
    /// In plain text, with its number.
    pub label: String,
    /// The section; `None` for the entry that stands for a book without headings.
    pub section: Option<&'a Section>,
    pub href: String,
    pub level: u8,
    /// Where the section begins; as above.
    pub at: Option<(usize, BlockId)>,
    pub children: Vec<OutlineEntry<'a>>,
}

impl OutlineEntry<'_> {
    /// The number and the words of the entry, as they are set.
    pub fn shown(&self) -> Option<(Option<String>, &[Inline])> {
        let section = self.section?;
        Some((section.number.as_ref().map(ToString::to_string), &section.title.content))
    }
}

/// All headings. Never empty: nav has to lead somewhere, so a book without headings gets one
/// entry with its title.
pub(super) fn outline<'a>(book: &EpubPlan<'a>) -> Vec<OutlineEntry<'a>> {
    let contents = book.document.contents();
    let entries: Vec<OutlineEntry> = contents.iter().flat_map(|listed| entries(book, listed)).collect();
    if !entries.is_empty() {
        return entries;
    }
    let href = book.chapters.first().map_or(TITLE_PAGE, |chapter| &chapter.file).to_string();
    let title = book.document.metadata.title().trim();
    let label = if title.is_empty() { "–".into() } else { title.to_string() };
    vec![OutlineEntry { label, section: None, href, level: 1, at: None, children: Vec::new() }]
}

/// A section's entry; where the book has no place for it, those of its children take its place.
fn entries<'a>(book: &EpubPlan<'a>, listed: &ContentsEntry<'a>) -> Vec<OutlineEntry<'a>> {
    let section = listed.section;
    let children = listed.children.iter().flat_map(|child| entries(book, child)).collect();
    let Some(place) = book.place(&section.anchor) else { return children };
    let href = match book.chapters.get(place.chapter) {
        Some(file) if file.chapter.section.id == section.id => file.file.clone(),
        _ => book.href(place),
    };
    let at = Some((place.chapter, section.id));
    let (label, level) = (section.label(), section.level);
    vec![OutlineEntry { label, section: Some(section), href, level, at, children }]
}

/// How many levels the entries have.
pub(super) fn depth(entries: &[OutlineEntry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}
