//! HTML: tags and text to what the builder opens and closes.

mod attributes;
mod blocks;
mod controls;
mod direction;
mod embedded;
mod heading;
mod hidden;
mod inline;
mod look;
mod marks;
mod mixed;
mod page_break;
mod reference;
mod scan;
mod table;
mod tags;

pub(super) use inline::{element_at, stands_among_words};
pub(super) use mixed::is_html_of_blocks;
pub(super) use scan::block_tag;
pub(super) use tags::Tags;
