//! Headings of a text without a contents list, and how titles and their numbers are read.

pub mod below;
pub mod cast;
pub mod counted;
pub mod dated;
pub mod dates;
pub mod eastern;
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
pub mod paired;
pub mod pieces;
pub mod posted;
pub mod rules;
pub mod title;
pub mod titled;
