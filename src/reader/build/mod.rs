//! A draft under construction, whatever language its manuscript is written in: blocks, words, tables
//! and anchors, which the driver of a language opens and closes.

mod allow;
mod attributes;
mod blocks;
mod builder;
mod closed;
mod container;
mod direction;
mod finish;
mod float;
mod inline;
mod interrupt;
mod kind;
mod leaf;
mod level;
mod line_ends;
mod list_table;
mod listing;
mod moment;
mod named_words;
mod open_table;
mod report;
mod ruby;
mod table;
mod unseen;
mod words;
mod wrapper;

pub(super) use attributes::{Attributes, RULES_OF_IMAGES, RULES_OF_WORDS, extent};
pub(super) use builder::{Builder, Built, Conventions};
pub(super) use float::{CaptionPlace, Named, kind_of, take_stated_number};
pub(super) use kind::{Division, Kind};
pub(super) use leaf::{NewPage, Role};
pub(super) use list_table::ListTable;
pub(super) use open_table::{Inherited, MOST_COLUMNS, OpenTable};
pub(super) use report::Mention;
pub(super) use wrapper::{Embedded, Wrapper};
