//! The text's contents list, or an outline that the user gives, and the headings that it names.

mod alternating;
pub mod beneath;
mod bounds;
mod candidates;
mod columns;
pub mod ditto;
pub mod given;
mod glosses;
mod groups;
pub mod heads;
pub mod in_front;
mod list;
pub mod list_words;
pub mod matching;
mod names;
pub mod near;
pub mod outline;
mod romans;
mod runs;
pub mod synopsis;
pub mod unlisted;
pub mod within;
