//! What containers are.

use super::float::CaptionPlace;
use super::list_table::ListTable;
use super::open_table::OpenTable;
use crate::document::{
    Alert, Alignment, Definition, Direction, Float, Heading, Inline, ListItem, NoteId, Numbers, Theorem,
};
use crate::reader::table::WrittenCell;
use std::ops::Range;

/// What a container is, and what it gathers besides its blocks.
#[derive(Debug)]
pub(in crate::reader) enum Kind {
    Quote,
    /// A note to the reader, with its title where the manuscript gives one.
    Alert(Alert, Vec<Inline>),
    Definitions(Vec<Definition>),
    /// What is said of a term.
    Details,
    Division(Division),
    /// HTML's `details`, with its summary.
    Collapsible(Vec<Inline>),
    /// What is the title of the notice or of HTML's `details` that it is directly in, the caption of
    /// the figure or the table, or the next term of the list; `closed` where its end tag is there.
    Title {
        /// Its id, with the place of its tag.
        id: Option<(String, Range<usize>)>,
        closed: bool,
    },
    /// A heading that holds blocks, whose words are its own; `closed` where its end tag is there.
    Heading {
        level: u8,
        heading: Heading,
        closed: bool,
    },
    /// HTML's `figure`, or an unknown element with a caption, a number or a file's name.
    Float(Box<Float>),
    /// The same with its caption among its blocks.
    Captioned(Box<Float>, CaptionPlace),
    /// A list of lists that is a table.
    ListTable(Box<ListTable>),
    List {
        numbers: Option<Numbers>,
        /// The number of its first item is how many it has.
        from_count: bool,
        loose: bool,
        items: Vec<ListItem>,
    },
    Item {
        task: Option<bool>,
    },
    /// A table; what stands in it but in none of its cells are its blocks.
    Table(Box<OpenTable>),
    /// A cell of an HTML table.
    Cell(WrittenCell),
    /// A note stands outside of what it is defined in: depth counts anew, and `outer` is put back.
    Note {
        id: NoteId,
        outer: Depth,
    },
}

/// HTML's `div` and its kin, and what says the language of a block that cannot say it itself.
#[derive(Clone, Debug, Default)]
pub(in crate::reader) struct Division {
    pub(in crate::reader) classes: Vec<String>,
    pub(in crate::reader) lang: Option<String>,
    /// Which way its lines run.
    pub(in crate::reader) direction: Option<Direction>,
    /// How its paragraphs are aligned.
    pub(in crate::reader) alignment: Option<Alignment>,
    /// What stands above its blocks as their title.
    pub(in crate::reader) title: Vec<Inline>,
    /// What it is known by, where it is more than a division.
    pub(in crate::reader) theorem: Option<Theorem>,
    /// It is there for one block's language or alignment alone, and ends with that block.
    pub(in crate::reader) lone: bool,
    /// Its headings are its own and none of the book's, as those of HTML's `aside`.
    pub(in crate::reader) apart: bool,
    /// It is nothing where no block is in it: it has only been closed for a heading, or asks for a
    /// new page alone.
    pub(in crate::reader) vanishes: bool,
}

/// How deep containers are nested.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::reader) struct Depth {
    pub(super) levels: usize,
    /// Containers open beyond the limit, whose content goes to the last one within it.
    pub(super) flattened: usize,
}
impl Kind {
    /// Whether it is a level of nesting of its own, and a block.
    pub(super) fn counts(&self) -> bool {
        !matches!(
            self,
            Kind::Item { .. }
                | Kind::Cell(_)
                | Kind::Details
                | Kind::Title { .. }
                | Kind::Heading { .. }
                | Kind::Note { .. }
        )
    }
}
