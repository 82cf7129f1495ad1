//! HTML: tags and text to what the builder opens and closes.

mod attributes;
mod blocks;
mod reference;
mod scan;
mod table;
mod tags;

pub(super) use tags::{Tags, stands_among_words};
