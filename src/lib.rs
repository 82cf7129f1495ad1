//! Bifolio exports one manuscript as two editions, EPUB 3.3 and PDF, from one section model.

pub mod diagnostic;
pub mod document;
pub mod epub;
pub mod font;
pub mod layout;
pub mod length;
pub mod pass;
pub mod pdf;
pub mod reader;
pub mod resource;
pub mod source;
pub mod theme;
