//! From text to a `Draft`.

mod control;
mod front_matter;
pub mod markdown;
mod path;
pub mod plain;
mod table;
