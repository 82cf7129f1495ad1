//! Markdown: CommonMark with the extensions that `parser` names, and raw HTML.

mod attributes;
mod autolinks;
mod build;
mod caption;
mod container;
mod finish;
mod html;
mod inline;
mod leaf;
mod note;
mod report;
mod scripts;
mod table;
mod tags;
mod title;

pub use title::title;

use super::front_matter::{self, FrontMatter};
use crate::diagnostic::Warned;
use crate::document::Draft;
use crate::source::{FileId, Source};
use pulldown_cmark::{Options as Extensions, Parser};
use std::collections::BTreeMap;

/// Which Markdown a text is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// CommonMark 0.31.2 and nothing else: no front matter, no extension, no attributes.
    CommonMark,
    /// What GitHub reads: front matter, tables, struck text, tasks, notes, alerts, bare addresses.
    Gfm,
    /// All of it, formulas, definitions, wiki links, raised and lowered text, and what Bifolio adds:
    /// attributes, captions, verse.
    #[default]
    Bifolio,
}

/// How a Markdown file is to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    pub dialect: Dialect,
    /// Lines of Rust that begin with `#` and a space are for the compiler alone, as in mdBook.
    pub hidden_lines: bool,
}

impl From<Dialect> for Options {
    fn from(dialect: Dialect) -> Options {
        Options { dialect, ..Options::default() }
    }
}

/// Reads one Markdown file: its front matter, and its text as nodes in source order. Nothing fails;
/// what cannot be kept as it is written is named in the diagnostics, which follow the source.
pub fn read(file: FileId, source: &Source, options: Options) -> Warned<Draft> {
    let dialect = options.dialect;
    let front = match dialect {
        Dialect::CommonMark => FrontMatter::default(),
        Dialect::Gfm | Dialect::Bifolio => front_matter::read(file, source),
    };
    let body = source.text.get(front.body..).unwrap_or_default();
    // Reading twice costs time: only a text that may hold notes is read for their labels first.
    let labels = if body.contains("[^") { note::labels(parser(body, dialect)) } else { BTreeMap::new() };
    let mut builder = build::Builder::new(file, source, options, front, labels);
    builder.read_titles();
    let mut draft = builder.run(parser(body, dialect).into_offset_iter());
    draft.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    draft
}

/// The parser with the extensions of a dialect. Front matter is not left to it, since it takes any two lines of
/// dashes in the midst of a text for the bounds of a metadata block.
fn parser(body: &str, dialect: Dialect) -> Parser<'_> {
    let mut extensions = Extensions::empty();
    if dialect >= Dialect::Gfm {
        extensions |= Extensions::ENABLE_TABLES
            | Extensions::ENABLE_FOOTNOTES
            | Extensions::ENABLE_STRIKETHROUGH
            | Extensions::ENABLE_TASKLISTS
            | Extensions::ENABLE_GFM;
    }
    if dialect == Dialect::Bifolio {
        extensions |= Extensions::ENABLE_HEADING_ATTRIBUTES
            | Extensions::ENABLE_MATH
            | Extensions::ENABLE_DEFINITION_LIST;
        // `[[1]](address)` is an older way to write a link, and more common than wiki links.
        if !body.contains("]](") && !body.contains("]][") {
            extensions |= Extensions::ENABLE_WIKILINKS;
        }
    }
    Parser::new_ext(body, extensions)
}
