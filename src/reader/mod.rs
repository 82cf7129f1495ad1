//! From text to a `Draft`.

mod build;
mod control;
mod foreign;
pub mod front_matter;
mod html;
pub mod language;
mod line_end;
pub mod markdown;
mod path;
pub mod plain;
mod table;

pub use foreign::ForeignMarks;
