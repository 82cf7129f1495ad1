//! From text to a `Draft`.

mod build;
mod control;
mod front_matter;
mod html;
pub mod markdown;
mod path;
pub mod plain;
mod table;
