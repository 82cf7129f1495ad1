//! The text's contents list, or an outline that the user gives, and the headings that it names.

pub mod candidates;
pub mod ditto;
pub mod given;
pub mod heads;
pub mod list_words;
pub mod matching;
pub mod near;
pub mod outline;
pub mod unlisted;
pub mod within;
