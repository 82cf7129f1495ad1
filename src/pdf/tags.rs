//! The structure tree (ISO 32000-1, 14.7 and 14.8): what a page's marks are part of.
//!
//! The elements come from the `Document`, in its order; pages only contribute what they show of
//! each. So a paragraph that a page cuts is one element, and reading order is the book's. First
//! the elements are planned (`plan`), then the pages are encoded side by side, each asking the plan
//! what its pieces belong to, at last what the pages show is gathered into the tree (`gather`) and
//! written (`write`).

mod blocks;
mod elements;
mod gather;
mod inlines;
mod parents;
mod plan;
mod table;
mod tree;
mod write;

pub use elements::Elements;
pub use plan::{MarkedAs, Plan};
pub use tree::{ElementId, Tree};
pub use write::{Pages, write};

use crate::document::BlockId;
use crate::layout::page::Generated;
use crate::length::{Point, Size};

/// One stretch of marked content of a page; its number is its place among those of the page.
#[derive(Clone, Debug)]
pub struct Mark {
    pub owner: Owner,
    /// Where its images and rules stand: top left corner and extent.
    pub bounds: Option<(Point, Size)>,
}

/// What the annotation of a link belongs to, and the block that it leads to, if that is in the book.
#[derive(Clone, Copy, Debug)]
pub struct LinkOwner {
    pub owner: Option<Owner>,
    pub target: Option<BlockId>,
}

/// What a mark's content is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Element(ElementId),
    /// A line that no manuscript holds: its element is made when it is met.
    Made(BlockId, Generated),
}
