//! Headings of a text without a contents list, and how titles and their numbers are read.

mod below;
mod beside;
pub mod cast;
pub mod counted;
pub mod dated;
pub mod dates;
pub mod eastern;
mod extent;
pub mod fallback;
pub mod labels;
pub mod lettered;
pub mod levels;
pub mod lone;
pub mod matter;
pub mod nested;
pub mod number_words;
pub mod numbered;
pub mod numbering;
pub mod numbers;
mod pages_and_stanzas;
pub mod paired;
mod parts;
pub mod pieces;
pub mod posted;
pub mod rules;
pub mod title;
pub mod titled;
