//! The two searches by themselves, for the fuzzer: there is no such module in a program.

pub use super::galley::{Attached, GalleyItem, LineBox, Space};
pub use super::item::{INFINITE, Item, Piece};
pub use super::lines::{INFINITE_BADNESS, LineRules, Measure, break_lines};
pub use super::paginate::{PageBody, PageRules, paginate};
