//! Blocks and inlines, and the one definition of the text offsets within them.

use crate::source::{FileId, Span};

/// Identity and reading order of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId {
    pub file: FileId,
    pub index: u32,
}

/// What a reader yields: headings are still loose between the blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Heading { id: BlockId, span: Span, level: u8, heading: Heading },
    Block(Block),
}

/// The words of a heading and what its attributes say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    pub content: Vec<Inline>,
    /// `{#id}` as the manuscript gives it.
    pub explicit_id: Option<String>,
    pub classes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub id: BlockId,
    pub span: Span,
    pub kind: BlockKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph(Vec<Inline>),
    /// A heading inside a quotation, a list or a note: set as a minor heading, in no outline.
    InnerHeading {
        level: u8,
        heading: Heading,
        anchor: String,
    },
    Quote(Vec<Block>),
    List(List),
    /// A listing, without the final line end.
    Code {
        language: Option<String>,
        text: String,
    },
    /// Lines that are kept as lines and set ragged.
    Verse(Vec<Vec<Inline>>),
    /// An image that stands alone; the caption is empty where there is none.
    Figure {
        image: ImageRef,
        caption: Vec<Inline>,
    },
    Table(Table),
    /// A thematic break.
    Break,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The first number of an ordered list; `None` for bullets.
    pub start: Option<u64>,
    /// No space between the items: the manuscript has no blank lines there.
    pub tight: bool,
    pub items: Vec<Vec<Block>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Rows of cells, the head first where there is one.
    pub head: Option<Vec<Vec<Inline>>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    pub span: Span,
    pub kind: InlineKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Running text; a line end of the manuscript that is no hard break is a space in it.
    Text(String),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Code(String),
    Link {
        target: Target,
        title: Option<String>,
        content: Vec<Inline>,
    },
    Image(ImageRef),
    NoteMark(NoteId),
    /// A hard break.
    LineBreak,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// As the manuscript has it; none is left after the passes.
    Written(String),
    /// An address outside the book.
    Outside(String),
    /// One of `Document::anchors`.
    Inside(String),
    /// The passes found nothing there, or nothing safe: the content stays as plain text.
    Nowhere,
}

/// An image as the manuscript names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageRef {
    /// Relative to the folder that the naming file lies in already resolved: a path that
    /// `Images::get` and `Files::read` take. An address with a scheme stays as it is.
    pub path: String,
    /// Alternative text; empty where the manuscript gives none.
    pub alt: String,
    pub title: Option<String>,
}

/// Which note a mark calls: its defining file and its place in the order of definitions there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId {
    pub file: FileId,
    pub index: u32,
}

/// What stands for an image in plain text: the object replacement character, three bytes.
pub const OBJECT: char = '\u{FFFC}';

/// The text of inlines. This is the definition of text offsets (bytes of UTF-8) that layout and
/// the EPUB's page marks share: a hard break counts as `\n`, an image as `OBJECT`, a note's mark
/// as nothing.
pub fn inline_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_inline_text(inlines, &mut text);
    text
}

fn push_inline_text(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(run) | InlineKind::Code(run) => text.push_str(run),
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Link { content, .. } => push_inline_text(content, text),
            InlineKind::Image(_) => text.push(OBJECT),
            InlineKind::LineBreak => text.push('\n'),
            InlineKind::NoteMark(_) => {}
        }
    }
}

/// The text of a block that holds text itself; empty for quotes and lists, whose blocks hold it.
/// Lines of verse end in `\n`, cells of a table in a tab and its rows in `\n`; a figure is
/// `OBJECT` followed by its caption.
pub fn plain_text(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph(inlines) => inline_text(inlines),
        BlockKind::InnerHeading { heading, .. } => inline_text(&heading.content),
        BlockKind::Code { text, .. } => text.clone(),
        BlockKind::Verse(lines) => lines.iter().map(|line| inline_text(line) + "\n").collect(),
        BlockKind::Figure { caption, .. } => format!("{OBJECT}{}", inline_text(caption)),
        BlockKind::Table(table) => table.all_rows().map(row_text).collect(),
        BlockKind::Quote(_) | BlockKind::List(_) | BlockKind::Break => String::new(),
    }
}

fn row_text(row: &[Vec<Inline>]) -> String {
    let cells: String = row.iter().map(|cell| inline_text(cell) + "\t").collect();
    cells + "\n"
}

impl Table {
    /// The head, where there is one, and the rows.
    pub fn all_rows(&self) -> impl Iterator<Item = &[Vec<Inline>]> {
        self.head.iter().chain(&self.rows).map(Vec::as_slice)
    }
}

/// The blocks directly inside a block.
pub fn children(block: &Block) -> Box<dyn Iterator<Item = &Block> + '_> {
    match &block.kind {
        BlockKind::Quote(blocks) => Box::new(blocks.iter()),
        BlockKind::List(list) => Box::new(list.items.iter().flatten()),
        _ => Box::new(std::iter::empty()),
    }
}

/// The sequences of inlines that a block holds itself, in reading order.
pub fn inline_runs(block: &Block) -> Vec<&[Inline]> {
    match &block.kind {
        BlockKind::Paragraph(inlines) => vec![inlines],
        BlockKind::InnerHeading { heading, .. } => vec![&heading.content],
        BlockKind::Verse(lines) => lines.iter().map(Vec::as_slice).collect(),
        BlockKind::Figure { caption, .. } => vec![caption],
        BlockKind::Table(table) => table.all_rows().flatten().map(Vec::as_slice).collect(),
        BlockKind::Quote(_) | BlockKind::List(_) | BlockKind::Code { .. } | BlockKind::Break => Vec::new(),
    }
}
