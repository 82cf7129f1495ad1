//! Markdown: CommonMark with the extensions that `parser` names, and raw HTML.

mod attributes;
mod autolinks;
mod caption;
mod code;
mod conventions;
mod dialect;
mod events;
mod note;
mod raw;
mod scripts;
mod table;
mod title;

pub use dialect::{Dialect, Options};
pub use title::{plain_title, title};

use super::build::Builder;
use super::front_matter::{self, FrontMatter};
use crate::diagnostic::Warned;
use crate::document::Draft;
use crate::source::{FileId, Source};
use dialect::parser;
use events::{Events, Markdown};

/// Reads one Markdown file: its front matter, and its text as nodes in source order. Nothing fails;
/// what cannot be kept as it is written is named in the diagnostics, which follow the source.
pub fn read(file: FileId, source: &Source, options: Options) -> Warned<Draft> {
    let dialect = options.dialect;
    let mut front = match dialect {
        Dialect::CommonMark => FrontMatter::default(),
        Dialect::Gfm | Dialect::Bifolio => front_matter::read(file, source),
    };
    let body = source.text.get(front.body..).unwrap_or_default();
    let markdown = Markdown { source, options, labels: note::labels_of(body, dialect) };
    let mut build = Builder::new(file, source, &markdown);
    title::read_titles(&mut front.metadata, &(0..front.body), &mut build, &markdown);
    let mut events = Events::new(&mut build, &markdown, front.body);
    if let Some(range) = front.unread {
        events.unread_front_matter(range);
    }
    events.run(parser(body, dialect).into_offset_iter());
    let mut draft = build.finish();
    draft.value.metadata = front.metadata;
    draft.value.settings = front.settings;
    draft.diagnostics.splice(0..0, front.diagnostics);
    draft.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    draft
}
