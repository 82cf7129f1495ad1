//! The slip of paper that goes from layout to the EPUB: where each printed page begins.

use super::content::BlockId;

/// A place in the text: a block and an offset into its `text::plain_text`, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub block: BlockId,
    pub offset: u32,
}

/// The first word of the manuscript on one printed page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageMark {
    /// The folio as it is printed, or as it would be: the PDF's page label.
    pub folio: String,
    pub at: Position,
}

/// All printed pages that carry the manuscript's text, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageMap {
    pub marks: Vec<PageMark>,
}
