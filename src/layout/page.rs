//! Finished pages as plain data: drawing decides nothing any more.

mod glyphs;

pub use glyphs::{Glyph, Glyphs, Offset};

use crate::document::numbers::lower_roman;
use crate::document::{BlockId, Digits, NoteId, PageMap, Target};
use crate::font::FontId;
use crate::length::{Length, Point, Size};
use crate::memo::Shared;
use crate::resource::ImageId;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The print edition: pages, the slip for the EPUB, and where each block begins.
#[derive(Clone, Debug, Default)]
pub struct PagedDocument {
    pub pages: Vec<Page>,
    pub page_map: PageMap,
    /// Where a block's first line stands, for the outline, for destinations and for tags.
    pub places: BTreeMap<BlockId, Destination>,
    /// The page of the printed contents, where the book has one.
    pub contents: Option<Destination>,
}

/// A spot on a page that can be jumped to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Counted from 0.
    pub page: usize,
    /// Top left of what stands there.
    pub at: Point,
}

#[derive(Clone, Debug)]
pub struct Page {
    pub size: Size,
    pub folio: Folio,
    pub items: Vec<Placed>,
}

/// A page's number as it is, or would be, printed; the PDF's page label is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folio {
    pub style: FolioStyle,
    pub number: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolioStyle {
    LowerRoman,
    /// In the digits of the book.
    Decimal(Digits),
}

impl fmt::Display for Folio {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.style {
            FolioStyle::Decimal(digits) => formatter.write_str(&digits.written(self.number)),
            FolioStyle::LowerRoman => formatter.write_str(&lower_roman(u64::from(self.number))),
        }
    }
}

/// Something at its place on the page, with what it is part of.
#[derive(Clone, Debug)]
pub struct Placed {
    /// For glyphs the start of the baseline, for everything else the top left corner.
    pub at: Point,
    pub item: PageItem,
    pub part: Part,
}

impl Placed {
    /// Where it ends at the right; of what has no ink of its own, where it begins.
    pub fn right_edge(&self) -> Length {
        match &self.item {
            PageItem::Glyphs(run) => self.at.x + run.width(),
            PageItem::Rule(rule) => self.at.x + rule.size.width,
            PageItem::Dot(dot) => self.at.x + dot.diameter,
            PageItem::Image(_, size) => self.at.x + size.width,
            PageItem::Stroke { .. } | PageItem::Link(..) => self.at.x,
        }
    }
}

#[derive(Clone, Debug, Hash)]
pub enum PageItem {
    Glyphs(Shared<GlyphRun>),
    Rule(Rule),
    Dot(Dot),
    Image(ImageId, Size),
    /// A straight line to somewhere else.
    Stroke {
        by: Point,
        thickness: Length,
        color: Color,
    },
    /// An area that leads somewhere; it draws nothing. All areas of a link share where it leads.
    Link(Arc<End>, Size),
}

/// Where an area leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// With what the manuscript says of the link.
    Target(Target, Option<String>),
    /// From the number in the text to the note.
    Note(NoteId),
}

/// Where a piece comes from: the tag tree, text extraction and the page list depend on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The manuscript's own: a range of the block's `text::plain_text`, in bytes.
    Content { block: BlockId, text: Range<u32> },
    /// A formula of the manuscript, or a piece of one. Elsewhere, since it is larger than what nearly all
    /// pieces of a book are.
    Formula(Box<FormulaPart>),
    /// The number that calls a note, at an offset of the block's text.
    Call { block: BlockId, at: u32, note: NoteId },
    /// What is said of the words that begin at an offset of the block's text and lie within `depth`
    /// others of which something is said.
    Annotation { block: BlockId, at: u32, depth: u32 },
    /// A mark or number that is no text of the manuscript.
    Label(Labelled),
    /// A line of the contents or the title page: real content, but made by us.
    Generated { block: BlockId, kind: Generated },
    /// Decoration and repetition that a screen reader leaves out.
    Artifact(ArtifactKind),
}

/// Where a formula stands, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaPart {
    pub block: BlockId,
    /// As that of `Part::Content`.
    pub text: Range<u32>,
    /// Its source, which the first piece speaks for all.
    pub source: Arc<str>,
    pub first: bool,
}

impl Part {
    /// The same of another block whose text is the same.
    pub fn of_block(mut self, other: BlockId) -> Part {
        match &mut self {
            Part::Content { block, .. }
            | Part::Call { block, .. }
            | Part::Annotation { block, .. }
            | Part::Generated { block, .. } => *block = other,
            Part::Formula(formula) => formula.block = other,
            Part::Label(_) | Part::Artifact(_) => {}
        }
        self
    }

    /// Of what is the manuscript's own, its block and where it stands in the text of that.
    pub fn own(&self) -> Option<(BlockId, &Range<u32>)> {
        match self {
            Part::Content { block, text } => Some((*block, text)),
            Part::Formula(formula) => Some((formula.block, &formula.text)),
            _ => None,
        }
    }
}

/// What a label stands before, or beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Labelled {
    /// An item of a list, counted from 0.
    Item {
        list: BlockId,
        index: u32,
    },
    Note(NoteId),
    Formula(BlockId),
}

/// What a line is that no manuscript holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Generated {
    TitleLine,
    ContentsHeading,
    /// A line of the contents; those of level 1 stand at the margin.
    Entry {
        level: u8,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArtifactKind {
    RunningHead,
    Folio,
    /// The head of a table where it comes again.
    RepeatedHead,
    /// A ground behind text.
    Background,
    /// Rules, leader dots, the mark of a wrapped line of code.
    Layout,
}

/// Glyphs of one face at one size on one baseline, word spaces included.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GlyphRun {
    pub font: FontId,
    pub size: Length,
    pub color: Color,
    pub glyphs: Glyphs,
    /// What the glyphs stand for; `Glyph::text` are offsets into it.
    pub text: Box<str>,
    /// Among the glyphs is one of a character that no face holds.
    has_boxes: bool,
}

/// The glyph of what no face holds: a face's `.notdef`, which stands for the character at its `text`.
/// Layout gives it a width of its own (`MISSING_ADVANCE`), and whoever draws a page shows it as a box
/// with that character, never as the face's own `.notdef`, which PDF/A and PDF/UA forbid to be shown
/// (ISO 14289-1, 7.21.8).
pub const NOTDEF: u16 = 0;

/// How wide the box of a missing character is, in thousandths of an em. The box that `pdf/missing.rs`
/// draws is made for it.
pub const MISSING_ADVANCE: i64 = 600;

impl From<GlyphRun> for PageItem {
    fn from(run: GlyphRun) -> PageItem {
        PageItem::Glyphs(run.into())
    }
}

impl GlyphRun {
    pub fn new(
        font: FontId,
        size: Length,
        color: Color,
        glyphs: Glyphs,
        text: impl Into<Box<str>>,
    ) -> GlyphRun {
        let has_boxes = glyphs.iter().any(|glyph| glyph.id == NOTDEF);
        GlyphRun { font, size, color, glyphs, text: text.into(), has_boxes }
    }

    /// Whether it shows a character that no face holds.
    pub fn has_boxes(&self) -> bool {
        self.has_boxes
    }

    pub fn width(&self) -> Length {
        self.glyphs.iter().map(|glyph| Length::from(glyph.advance)).sum()
    }
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    pub size: Size,
    pub color: Color,
}

/// A filled circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dot {
    pub diameter: Length,
    pub color: Color,
}

/// Grey or sRGB colour, eight bits a component.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Color {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Color {
    pub const BLACK: Color = Color::grey(0);

    pub const fn grey(level: u8) -> Color {
        Color { red: level, green: level, blue: level }
    }
}
