//! Where chapters begin in print.
//!
//! It is decided by what the chapters hold, and not by the pages that they fill: notes are numbered
//! through a book whose chapters run on, and an EPUB that is made alone has to be the same.

use super::content::{Block, BlockKind, children};
use super::text::{inline_text, plain_text};
use super::{Chapter, Document};

/// Where a chapter begins in the PDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Openers {
    /// On a new page, or run on where the chapters of the book average under a page. No document is left
    /// with it: the passes decide which it is.
    #[default]
    Auto,
    /// On a new page.
    Page,
    /// On a right-hand page.
    Recto,
    /// Directly under the chapter before.
    RunOn,
}

/// So many letters fill a page of the size that books have by default: 38 lines of 68.
const PAGE: usize = 2_600;

/// What a block takes besides its letters, in letters: half of its last line, and white space.
const BLOCK: usize = 40;

/// What a heading takes besides its letters, with the white space around it.
const HEADING: usize = 200;

/// A picture is seldom higher than a third of a page.
const PICTURE: usize = 800;

impl Document {
    /// Where chapters begin, decided. A single chapter opens a page: there is nothing for it to run on
    /// from.
    pub fn decided(&self, wanted: Openers) -> Openers {
        if wanted != Openers::Auto {
            return wanted;
        }
        let chapters = self.chapters();
        let held: usize = chapters.iter().map(|&chapter| extent(chapter)).sum();
        if chapters.len() > 1 && held < PAGE * chapters.len() { Openers::RunOn } else { Openers::Page }
    }
}

/// How much of its pages a chapter fills, in letters.
fn extent(chapter: Chapter) -> usize {
    let mut extent = 0;
    for section in chapter.sections() {
        let heading = section.heading.as_ref();
        extent += heading.map_or(0, |heading| HEADING + letters(&inline_text(&heading.content)));
        let mut open: Vec<&Block> = section.blocks.iter().collect();
        while let Some(block) = open.pop() {
            extent += extent_of_block(block);
            open.extend(children(block));
        }
    }
    extent
}

/// What a block fills by itself, without those that it holds. Each of the lines of code and verse ends
/// short.
fn extent_of_block(block: &Block) -> usize {
    let text = plain_text(block);
    letters(&text)
        + match &block.kind {
            BlockKind::Code(_) | BlockKind::Verse(_) => BLOCK * (1 + text.matches('\n').count()),
            BlockKind::Image(_) => PICTURE,
            BlockKind::Paragraph(_) | BlockKind::InnerHeading { .. } | BlockKind::Formula { .. } => BLOCK,
            BlockKind::Break => BLOCK * 2,
            _ => 0,
        }
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockId, Inline, Section};
    use crate::source::{FileId, Span};

    fn chapter(index: u32, words: usize) -> Section {
        let id = BlockId { file: FileId(0), index };
        let text = vec![Inline::text("word ".repeat(words), Span::GENERATED)];
        let blocks = vec![Block { id, span: Span::GENERATED, kind: BlockKind::Paragraph(text) }];
        Section { blocks, ..Section::bare(id, Span::GENERATED) }
    }

    #[test]
    fn chapters_run_on_where_they_average_under_a_page() {
        for (wanted, chapters, decided) in [
            (Openers::Auto, &[10, 10][..], Openers::RunOn),
            (Openers::Auto, &[10, 900], Openers::RunOn),
            (Openers::Auto, &[10, 1100], Openers::Page),
            (Openers::Auto, &[10], Openers::Page),
            (Openers::Auto, &[], Openers::Page),
            (Openers::Recto, &[10, 10], Openers::Recto),
            (Openers::RunOn, &[900, 900], Openers::RunOn),
        ] {
            let sections = (0..).zip(chapters).map(|(index, &words)| chapter(index, words)).collect();
            let document = Document { sections, ..Document::default() };
            assert_eq!(document.decided(wanted), decided, "{chapters:?}");
        }
    }
}
