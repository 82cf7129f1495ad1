//! The book as it is printed: paper cannot be clicked, so that the addresses of outside links become notes.

use super::reference::notes::{self, FreshIds};
use super::walk::{blocks_mut, sections_mut, word_lists_mut};
use crate::document::text::{inline_text, own_text};
use crate::document::{
    Block, BlockId, BlockKind, Document, Float, Inline, InlineKind, Note, NoteId, Openers, Section, Style,
    Target,
};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A copy of a book in which each outside link calls a note that holds its address, numbered in one sequence
/// with the book's own. A link that shows its address has none, and one within a note is followed by it in
/// parentheses. `page` is how many letters no page holds more of: a link calls the note of an earlier one to
/// the same address where less stands between them, so that no page has an address twice and none is
/// further than a page back.
pub fn noted(document: &Document, page: usize) -> Document {
    let mut printed = document.clone();
    printed.own_numbers = Some(document.notes.iter().map(|note| (note.id, note.number)).collect());
    let chapters = document.chapters();
    let chapters = chapters.iter().flat_map(|it| it.sections().map(|section| (section.id, it.index)));
    let mut adder = Adder {
        fresh: FreshIds::of(document),
        chapters: chapters.collect(),
        chapter: None,
        through: document.openers == Openers::RunOn,
        page,
        letters: 0,
        called: BTreeMap::new(),
        captioned: BTreeSet::new(),
        notes: Vec::new(),
    };
    sections_mut(&mut printed.sections, &mut |section| adder.section(section));
    for note in &mut printed.notes {
        blocks_mut(&mut note.blocks, &mut |block| word_lists_mut(block).into_iter().for_each(say_addresses));
    }
    printed.notes.append(&mut adder.notes);
    notes::renumber(&mut printed);
    printed
}

struct Adder {
    fresh: FreshIds,
    /// The chapter of each section.
    chapters: BTreeMap<BlockId, usize>,
    chapter: Option<usize>,
    /// Chapters run on, so that a page may show several.
    through: bool,
    page: usize,
    /// Letters so far.
    letters: usize,
    /// The last note of each address, and how many letters stood before its call.
    called: BTreeMap<String, (NoteId, usize)>,
    /// Images that are links and stand alone, with a caption that calls their notes.
    captioned: BTreeSet<BlockId>,
    notes: Vec<Note>,
}

impl Adder {
    fn section(&mut self, section: &mut Section) {
        let chapter = self.chapters.get(&section.id).copied();
        if std::mem::replace(&mut self.chapter, chapter) != chapter && !self.through {
            self.called.clear();
        }
        if let Some(heading) = &mut section.heading {
            self.words(&mut heading.content);
        }
        blocks_mut(&mut section.blocks, &mut |block| self.block(block));
    }

    fn block(&mut self, block: &mut Block) {
        if self.captioned.remove(&block.id) {
            return;
        }
        word_lists_mut(block).into_iter().for_each(|words| self.words(words));
        match &mut block.kind {
            BlockKind::Code(listing) => self.letters += listing.text.chars().count(),
            BlockKind::Float(Float { blocks, caption, .. }) if !caption.is_empty() => {
                for block in blocks.iter().filter(|block| block.kind.is_image()) {
                    let Some((span, address)) = linked(block) else { continue };
                    let call = InlineKind::NoteMark(self.note(address, span));
                    caption.push(Inline { span, kind: call });
                    self.captioned.insert(block.id);
                }
            }
            _ => {}
        }
    }

    /// Puts calls behind the links among words.
    fn words(&mut self, words: &mut Vec<Inline>) {
        for mut inline in std::mem::take(words) {
            self.letters += own_text(&inline.kind).chars().count();
            let address = match &mut inline.kind {
                InlineKind::Styled(_, content) => {
                    self.words(content);
                    None
                }
                kind => {
                    self.letters += inline_text(kind.content()).chars().count();
                    unsaid(kind)
                }
            };
            let span = inline.span;
            let call = address.map(|address| InlineKind::NoteMark(self.note(address, span)));
            words.push(inline);
            words.extend(call.map(|kind| Inline { span, kind }));
        }
    }

    /// The note of an address: a new one, or that of a link shortly before.
    fn note(&mut self, address: String, span: Span) -> NoteId {
        if let Some((note, letters)) = self.called.get(&address)
            && self.letters - letters < self.page
        {
            return *note;
        }
        let (id, block) = self.fresh.of_file(span.file);
        let words = vec![link(&address, span)];
        let block = Block { id: block, span, kind: BlockKind::Paragraph(words) };
        self.notes.push(Note { id, span, number: 0, blocks: vec![block] });
        self.called.insert(address, (id, self.letters));
        id
    }
}

/// The address of an image that is a link.
fn linked(block: &Block) -> Option<(Span, String)> {
    let BlockKind::Paragraph(words) = &block.kind else { return None };
    words.iter().find_map(|inline| Some((inline.span, unsaid(&inline.kind)?)))
}

/// The address of an outside link that its words do not say.
fn unsaid(kind: &InlineKind) -> Option<String> {
    let InlineKind::Link { target: Target::Outside(address), content, .. } = kind else { return None };
    let said = inline_text(content);
    (bare(&said) != bare(address)).then(|| address.clone())
}

/// An address without what people leave out when they write one down.
fn bare(address: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(address.trim()).decode_utf8_lossy().to_lowercase();
    let mut bare = decoded.as_str();
    for prefix in ["https://", "http://", "mailto:", "tel:", "www."] {
        bare = bare.strip_prefix(prefix).unwrap_or(bare);
    }
    bare.trim_end_matches('/').to_owned()
}

/// An address as it is printed, which leads there as well. It may end a line where code may: a hyphen
/// would be read as part of it.
fn link(address: &str, span: Span) -> Inline {
    let shown = ["mailto:", "tel:"].iter().find_map(|scheme| address.strip_prefix(scheme)).unwrap_or(address);
    let content = vec![Inline { span, kind: InlineKind::Code(shown.to_owned()) }];
    let kind = InlineKind::Link { target: Target::Outside(address.to_owned()), title: None, content };
    Inline { span, kind }
}

/// Puts the addresses of links within a note behind them.
fn say_addresses(words: &mut Vec<Inline>) {
    for mut inline in std::mem::take(words) {
        if let InlineKind::Styled(_, content) = &mut inline.kind {
            say_addresses(content);
        }
        let (span, address) = (inline.span, unsaid(&inline.kind));
        words.push(inline);
        words.extend(address.map(|address| {
            let content = vec![Inline::text(" (", span), link(&address, span), Inline::text(")", span)];
            Inline { span, kind: InlineKind::Styled(Style::Address, content) }
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_said_is_not_said_again() {
        let kind = |said: &str, address: &str| InlineKind::Link {
            target: Target::Outside(address.to_owned()),
            title: None,
            content: vec![Inline::text(said, Span::GENERATED)],
        };
        for (said, address) in [
            ("https://example.org/", "https://example.org"),
            ("example.org/A%20b", "https://www.example.org/a b/"),
            ("ann@example.org", "mailto:ann@example.org"),
        ] {
            assert_eq!(unsaid(&kind(said, address)), None, "{said}");
        }
        for (said, address) in [("the mill", "https://example.org"), ("example.org", "https://example.org/a")]
        {
            assert_eq!(unsaid(&kind(said, address)).as_deref(), Some(address));
        }
    }
}
