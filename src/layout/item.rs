//! What the line breaker sees of a paragraph: boxes, glue and penalties. The page breaker's material
//! (`galley`) costs in the same measure.

use crate::layout::shape::Word;
use crate::length::Length;
use std::ops::Range;
use std::sync::Arc;

/// Box, glue or penalty, after Knuth and Plass, "Breaking Paragraphs into Lines" (1981).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Box {
        width: Length,
        piece: Piece,
    },
    /// Blank space.
    Glue {
        width: Length,
        stretch: Length,
        shrink: Length,
        /// The spaces that it stands for; `None` where no text is blank, as within a formula.
        space: Option<TextRange>,
    },
    /// A place where a line may end, at a cost; `width` is added to a line that ends here.
    Penalty {
        width: Length,
        cost: i32,
        flagged: bool,
    },
}

/// A range of the paragraph's text, all of one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRange {
    pub range: Range<u32>,
    pub segment: u32,
}

/// What a box holds. Segments are named by their index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(TextPiece),
    Mark(u32),
    Image(u32),
    /// One of the pieces in which a formula may be broken.
    Formula {
        segment: u32,
        piece: u32,
    },
    /// What is said of words.
    Annotation(AnnotationPiece),
    /// Nothing: the indent of a first line, or the room beside words whose annotation is wider.
    Indent,
}

/// A word of one style, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPiece {
    pub text: TextRange,
    /// The whole word; none of what had to be cut.
    pub whole: Option<WholeWord>,
}

/// A word of one style as it is where no line ends within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeWord {
    pub range: Range<u32>,
    pub shaped: Arc<Word>,
    /// Hyphens may divide it, where lines turn out badly without them.
    pub may_divide: bool,
}

/// An annotation, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotationPiece {
    pub segment: u32,
    /// Its part of the annotation's words.
    pub words: Range<u32>,
    /// It stands above what is just behind, which is this wide; else it follows that on the line.
    pub over: Option<Length>,
}

impl Item {
    /// How wide it is where no line ends.
    pub fn width(&self) -> Length {
        match self {
            Item::Box { width, .. } | Item::Glue { width, .. } => *width,
            Item::Penalty { .. } => Length::ZERO,
        }
    }
}

/// A penalty of this or more forbids a break, of this or less with a minus sign forces one. TeX has the
/// same value.
pub const INFINITE: i32 = 10_000;
/// Stretch that swallows whatever a line lacks. Finite, because lengths are integers: a thousand
/// times wider than any page is enough to leave the other glue of the line at rest.
pub const FILL: Length = Length::pt(1_000_000);
