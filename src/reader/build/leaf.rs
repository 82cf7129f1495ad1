//! Blocks that hold words, while they are being read.

use super::inline::{Inlines, SPACE, split_lines, trim_end};
use super::open_table::Inherited;
use crate::document::{BlockKind, Heading, Inline, InlineKind, PageSide, Verse};
use std::ops::Range;

/// The one block that is open at a time and that holds words itself.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) range: Range<usize>,
    pub(super) inlines: Inlines,
    pub(super) role: Role,
    /// It ends where the next block begins, at the latest.
    pub(super) open_ended: bool,
    /// Where its words stand and which way they run, if it says that; the language is that of `inlines`.
    pub(super) said: Inherited,
    /// The new page that is to begin behind it.
    pub(super) breaks_after: Option<NewPage>,
}

/// A new page, with the mark or the tag that asks for it.
#[derive(Clone, Debug)]
pub(in crate::reader) struct NewPage {
    pub(in crate::reader) side: PageSide,
    pub(in crate::reader) range: Range<usize>,
}

impl Leaf {
    /// A block that its driver ends.
    pub(super) fn new(role: Role, range: Range<usize>, inlines: Inlines) -> Leaf {
        Leaf { range, inlines, role, open_ended: false, said: Inherited::default(), breaks_after: None }
    }

    /// A paragraph that no driver announced, as in a tight list.
    pub(super) fn unannounced(range: Range<usize>, inlines: Inlines) -> Leaf {
        Leaf { open_ended: true, ..Leaf::new(Role::Paragraph, range, inlines) }
    }
}

/// What becomes of a leaf's words.
#[derive(Debug)]
pub(in crate::reader) enum Role {
    Paragraph,
    Heading(u8, Heading),
    /// What a list of definitions defines.
    Term,
    /// The title of a notice.
    Title,
    /// What a cell holds that has words alone.
    Cell,
}

/// A listing while it is open.
#[derive(Debug)]
pub(super) struct OpenListing {
    pub(super) start: usize,
    pub(super) language: Option<String>,
    pub(super) text: String,
}

/// A paragraph's content, cut at the formulas that stand on lines of their own.
pub(super) fn around_formulas(content: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut parts = vec![Vec::new()];
    for inline in content {
        if matches!(&inline.kind, InlineKind::Math(formula) if formula.display) {
            parts.push(vec![inline]);
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(inline);
        }
    }
    parts.iter_mut().for_each(trim);
    parts.retain(|part| !part.is_empty());
    // A book keeps its paragraphs from here on, and most are one piece.
    parts.iter_mut().for_each(Vec::shrink_to_fit);
    parts
}

fn trim(content: &mut Vec<Inline>) {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.first_mut() {
        *text = text.trim_start_matches(SPACE).to_owned();
    }
    trim_end(content);
    content.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
}

/// Whether content is an image or a formula that stands alone.
pub(super) fn is_lone(content: &[Inline]) -> bool {
    match content {
        [Inline { kind: InlineKind::Image(_), .. }] => true,
        [Inline { kind: InlineKind::Math(formula), .. }] => formula.display,
        _ => false,
    }
}

/// The title of a block that is an image.
pub(super) fn image_title(block: &mut BlockKind) -> Option<&mut Option<String>> {
    let content = match block {
        BlockKind::Image(image) => return Some(&mut image.title),
        BlockKind::Paragraph(content) => content,
        _ => return None,
    };
    let InlineKind::Link { content, .. } = &mut content.first_mut()?.kind else { return None };
    let InlineKind::Image(image) = &mut content.first_mut()?.kind else { return None };
    Some(&mut image.title)
}

/// What a finished paragraph is: verse, an image, a formula, or a paragraph.
pub(super) fn paragraph(verse: bool, mut content: Vec<Inline>) -> BlockKind {
    if verse && content.iter().any(|inline| inline.kind != InlineKind::LineBreak) {
        return BlockKind::Verse(Verse::of_lines(split_lines(content)));
    }
    match content.pop() {
        Some(Inline { kind: InlineKind::Image(image), .. }) if content.is_empty() => BlockKind::Image(image),
        Some(Inline { kind: InlineKind::Math(formula), .. }) if content.is_empty() && formula.display => {
            BlockKind::Formula { formula, number: None }
        }
        last => {
            content.extend(last);
            BlockKind::Paragraph(content)
        }
    }
}
