//! Blocks and inlines, and the ways through them.

use super::code::Listing;
use super::direction::Direction;
use super::math::Formula;
use super::numbers::Numbers;
use super::table::{Alignment, Table};
use super::theorem::Theorem;
use super::title::Title;
use super::verse::Verse;
use crate::length::Length;
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
    /// What the text's own contents list calls it, where it is no more than a number.
    pub listed_as: Option<Title>,
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
    Definitions(Vec<Definition>),
    Code(Listing),
    /// Lines that are kept as lines and set ragged.
    Verse(Verse),
    /// An image that stands alone.
    Image(ImageRef),
    Table(Table),
    /// A formula on lines of its own.
    Formula {
        formula: Formula,
        /// Printed beside it, without parentheses, where the manuscript gives it an id.
        number: Option<String>,
    },
    /// A figure, table or listing with what is said of it.
    Float(Float),
    Group(Group),
    /// A thematic break.
    Break,
    /// What follows begins on a page of its own in print. An e-book has no pages and shows nothing.
    PageBreak(PageSide),
}

/// On which side of a sheet a page lies. Books are bound on the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PageSide {
    /// On whichever comes next.
    #[default]
    Either,
    /// On the right, where the first page of a book is.
    Recto,
    /// On the left.
    Verso,
}

impl BlockKind {
    /// Whether a block is an image, linked or not: `[![words](image)](address)`.
    pub fn is_image(&self) -> bool {
        match self {
            BlockKind::Image(_) => true,
            BlockKind::Paragraph(content) => match content.as_slice() {
                [Inline { kind: InlineKind::Link { content, .. }, .. }] => {
                    matches!(content.as_slice(), [Inline { kind: InlineKind::Image(_), .. }])
                }
                _ => false,
            },
            _ => false,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The numbers of an ordered list; `None` for bullets.
    pub numbers: Option<Numbers>,
    /// No space between the items: the manuscript has no blank lines there.
    pub tight: bool,
    /// Which way its lines run, and with them its numbers, where that is another than around it; the passes tell.
    pub direction: Option<Direction>,
    pub items: Vec<ListItem>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListItem {
    /// Whether the task is done, where the item is one.
    pub task: Option<bool>,
    pub blocks: Vec<Block>,
}

/// A term and what is said of it; of several terms that share a definition, the last has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    pub term: Vec<Inline>,
    pub details: Vec<Vec<Block>>,
}

/// What is captioned or numbered, and what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Float {
    pub kind: FloatKind,
    /// The number as the manuscript states it, else as the passes count it; `None` for none.
    pub number: Option<String>,
    /// When the passes give it one.
    pub numbered: Numbered,
    /// "Figure 3.2" in the book's language; empty without a number and before the passes.
    pub label: String,
    /// A file's name or a heading of its own, above everything.
    pub title: Vec<Inline>,
    /// Above a table, below everything else.
    pub caption: Vec<Inline>,
    pub blocks: Vec<Block>,
}

/// When what states no number is given one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbered {
    /// Where it has a caption.
    #[default]
    Captioned,
    /// Without a caption too, since the manuscript refers to it by number.
    Always,
    /// The manuscript wants none.
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum FloatKind {
    #[default]
    Figure,
    Table,
    Listing,
}

/// Blocks that belong together, under a title of their own where they have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub kind: GroupKind,
    /// The language of all that it holds, as a well-formed tag, where the manuscript names one.
    pub lang: Option<String>,
    /// Which way its lines run, where the manuscript says that apart from the language.
    pub direction: Option<Direction>,
    /// How the paragraphs that it holds are aligned, where the manuscript says it.
    pub alignment: Option<Alignment>,
    pub title: Vec<Inline>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// HTML's `div` and its kin, with their classes.
    Division(Vec<String>),
    /// HTML's `details`; the title is its summary.
    Details,
    /// A note to the reader; its title names it, since colour alone may not.
    Alert(Alert),
    /// What somebody says in a play; the title is who speaks.
    Speech,
    /// What is known by its kind and a number, which the passes put before its title.
    Theorem(Theorem),
}

/// The kinds of notes to the reader that GitHub's Markdown knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Alert {
    /// The kind that a name means, as the dialects of Markdown call their notices: GitHub's five,
    /// Docusaurus, VitePress, MkDocs, MyST, Quarto (`callout-tip`), Bootstrap (`alert-info`), and what
    /// GitHub makes of its own in HTML.
    pub fn named(name: &str) -> Option<Alert> {
        const PREFIXES: [&str; 4] = ["callout-", "markdown-alert-", "alert-", "admonition-"];
        let name = name.to_ascii_lowercase();
        let prefixed = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix));
        Some(match prefixed.unwrap_or(&name) {
            "note" | "info" | "information" | "seealso" | "admonition" => Alert::Note,
            "tip" | "hint" => Alert::Tip,
            "important" => Alert::Important,
            "warning" | "attention" => Alert::Warning,
            "caution" | "danger" | "error" => Alert::Caution,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    pub span: Span,
    pub kind: InlineKind,
}

impl Inline {
    /// Running text.
    pub fn text(text: impl Into<String>, span: Span) -> Inline {
        Inline { span, kind: InlineKind::Text(text.into()) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Running text; a line end of the manuscript that is no hard break is a space in it, or nothing
    /// between letters that are written without spaces.
    Text(String),
    Styled(Style, Vec<Inline>),
    Code(String),
    Link {
        target: Target,
        title: Option<String>,
        content: Vec<Inline>,
    },
    Image(ImageRef),
    /// A formula among words.
    Math(Formula),
    NoteMark(NoteId),
    /// The number of the page on which a place is printed; in the PDF alone.
    PageNumber {
        target: Target,
        /// "page" in the book's language; empty before the passes.
        word: String,
    },
    /// A hard break.
    LineBreak,
}

/// What a stretch of text is marked as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    Emphasis,
    Strong,
    /// Struck out: no longer valid.
    Struck,
    Superscript,
    Subscript,
    Underlined,
    /// Marked with a pen, as HTML's `mark`.
    Highlighted,
    Small,
    /// Small capitals for small letters; capitals stay as they are.
    SmallCaps,
    /// What a user types.
    Keyboard,
    /// HTML's `span` with its classes.
    Classes(Vec<String>),
    /// In another language than what is around it, as a well-formed tag.
    Language(String),
    /// Running another way than what is around it, apart from its language.
    Direction(Direction),
    /// What links may name: words, or a place between them. One of `Document::anchors`; before the passes
    /// as the manuscript has it, and empty where the name is another place's.
    Anchor(String),
    /// With these words above it that say how it is read or what it means (HTML's `ruby`). They are
    /// words of both editions, and no part of the block's text.
    Ruby(String),
    /// The address of the link before it, where print shows it; in the PDF alone.
    Address,
    /// What HTML has an element for, and print no look of its own beside what `looks_like` says.
    Meaning(Meaning),
}

/// What HTML says of words by an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// With what it is short for.
    Abbreviation(Option<String>),
    /// The title of a work.
    Citation,
    /// A term where it is defined.
    Definition,
    /// What was taken out.
    Deleted,
    /// What was put in.
    Inserted,
    /// Of a direction of its own.
    Isolated,
    /// What a program shows.
    Sample,
    /// With the moment in a form that a machine reads.
    Time(Option<String>),
    /// A variable of a formula or a program.
    Variable,
}

impl Meaning {
    /// The style that shows it in print, if any does.
    pub fn looks_like(&self) -> Option<Style> {
        match self {
            Meaning::Citation | Meaning::Definition | Meaning::Variable => Some(Style::Emphasis),
            Meaning::Deleted => Some(Style::Struck),
            Meaning::Inserted => Some(Style::Underlined),
            Meaning::Sample => Some(Style::Keyboard),
            Meaning::Abbreviation(_) | Meaning::Isolated | Meaning::Time(_) => None,
        }
    }
}

impl InlineKind {
    /// The inlines inside this one.
    pub fn content(&self) -> &[Inline] {
        match self {
            InlineKind::Styled(_, content) | InlineKind::Link { content, .. } => content,
            _ => &[],
        }
    }

    /// The inlines inside this one, to be changed.
    pub fn content_mut(&mut self) -> &mut [Inline] {
        match self {
            InlineKind::Styled(_, content) | InlineKind::Link { content, .. } => content,
            _ => &mut [],
        }
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// As the manuscript has it; the passes leave none, unless they are told to leave all.
    Written(String),
    /// An address outside the book.
    Outside(String),
    /// One of `Document::anchors`.
    Inside(String),
    /// The passes found nothing there, or nothing safe: the content stays as plain text.
    Nowhere,
}

/// An image as the manuscript names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ImageRef {
    /// Relative to the folder that the naming file lies in already resolved: a path that
    /// `Images::get` and `Files::read` take. An address with a scheme stays as it is.
    pub path: String,
    /// Alternative text; empty where the manuscript gives none.
    pub alt: String,
    pub title: Option<String>,
    /// As the manuscript asks for; what it leaves out follows from the image's own shape.
    pub width: Option<Extent>,
    pub height: Option<Extent>,
    /// It shows nothing that a reader would miss.
    pub decorative: bool,
}

/// How wide or high an image is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extent {
    /// Thousandths of the column's width, or of the text area's height.
    Share(u32),
    Length(Length),
}

/// Which note a mark calls: its defining file and its place in the order of definitions there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId {
    pub file: FileId,
    pub index: u32,
}

/// Whether inlines show nothing at all.
pub fn is_blank(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text.trim().is_empty(),
        InlineKind::Styled(_, content) | InlineKind::Link { content, .. } => is_blank(content),
        InlineKind::LineBreak | InlineKind::PageNumber { .. } => true,
        InlineKind::Image(_) | InlineKind::Math(_) | InlineKind::NoteMark(_) => false,
    })
}

/// The blocks directly inside a block.
pub fn children(block: &Block) -> Box<dyn DoubleEndedIterator<Item = &Block> + '_> {
    match &block.kind {
        BlockKind::Quote(blocks)
        | BlockKind::Float(Float { blocks, .. })
        | BlockKind::Group(Group { blocks, .. }) => Box::new(blocks.iter()),
        BlockKind::List(list) => Box::new(list.items.iter().flat_map(|item| &item.blocks)),
        BlockKind::Definitions(entries) => {
            Box::new(entries.iter().flat_map(|entry| &entry.details).flatten())
        }
        BlockKind::Table(table) => Box::new(table.cells().flat_map(|cell| &cell.blocks)),
        _ => Box::new(std::iter::empty()),
    }
}

/// The blocks directly inside a block, to be changed.
pub fn children_mut(block: &mut Block) -> Box<dyn DoubleEndedIterator<Item = &mut Block> + '_> {
    match &mut block.kind {
        BlockKind::Quote(blocks)
        | BlockKind::Float(Float { blocks, .. })
        | BlockKind::Group(Group { blocks, .. }) => Box::new(blocks.iter_mut()),
        BlockKind::List(list) => Box::new(list.items.iter_mut().flat_map(|item| &mut item.blocks)),
        BlockKind::Definitions(entries) => {
            Box::new(entries.iter_mut().flat_map(|entry| &mut entry.details).flatten())
        }
        BlockKind::Table(table) => Box::new(table.cells_mut().flat_map(|cell| &mut cell.blocks)),
        _ => Box::new(std::iter::empty()),
    }
}

/// Whether inlines hold a formula that could be read.
pub fn has_mathematics(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match &inline.kind {
        InlineKind::Math(formula) => formula.tree.is_some(),
        kind => has_mathematics(kind.content()),
    })
}
