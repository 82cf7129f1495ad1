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
mod tags;

use super::front_matter;
use crate::diagnostic::Warned;
use crate::document::Draft;
use crate::source::{FileId, Source};
use pulldown_cmark::{Options, Parser};
use std::collections::BTreeMap;

/// Reads one Markdown file: its front matter, and its text as nodes in source order. Nothing fails;
/// what cannot be kept as it is written is named in the diagnostics, which follow the source.
pub fn read(file: FileId, source: &Source) -> Warned<Draft> {
    let front = front_matter::read(file, source);
    let body = source.text.get(front.body..).unwrap_or_default();
    // Reading twice costs time: only a text that may hold notes is read for their labels first.
    let labels = if body.contains("[^") { note::labels(parser(body)) } else { BTreeMap::new() };
    let builder = build::Builder::new(file, source, front, labels);
    let mut draft = builder.run(parser(body).into_offset_iter());
    draft.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    draft
}

/// The parser with our extensions. Front matter is not left to it, since it takes any two lines of
/// dashes in the midst of a text for the bounds of a metadata block.
fn parser(body: &str) -> Parser<'_> {
    let mut extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    // `[[1]](address)` is an older way to write a link, and more common than wiki links.
    if !body.contains("]](") && !body.contains("]][") {
        extensions |= Options::ENABLE_WIKILINKS;
    }
    Parser::new_ext(body, extensions)
}
