//! Markdown: CommonMark with the extensions that `parser` names, and raw HTML.

mod alternative;
mod attributes;
mod autolinks;
mod bracketed;
mod caption;
mod cell;
mod code;
mod conditional;
mod containers;
mod conventions;
mod dialect;
mod directive;
mod directive_data;
mod drawn;
mod end_tags;
mod events;
mod foreign;
mod heading_reference;
mod leftover;
mod list;
mod marker;
mod marks;
mod mask;
mod note;
mod pandoc_table;
mod places;
mod raw;
mod scripts;
mod table;
mod tex_reference;
mod theorem;
mod title;

pub use dialect::{Dialect, Options};
pub(crate) use directive::{holds_markdown as is_directive_of_markdown, name as directive_name};
pub use title::{plain_title, title};

use super::build::{Builder, Built};
use super::foreign::ForeignMarks;
use super::front_matter::{self, FrontMatter};
use super::path;
use crate::diagnostic::{Diagnostic, Warned};
use crate::document::{Draft, Metadata};
use crate::settings::{self, Stated};
use crate::source::{FileId, Source};
use dialect::References;
use events::{Events, Markdown};
use mask::Masked;
use places::Places;

/// Reads a file of metadata that lies beside the text, as a draft without text. Titles in it are Markdown,
/// as in front matter.
pub fn read_metadata(file: FileId, source: &Source) -> Warned<Draft> {
    let Warned { value: Stated { mut metadata, settings }, mut diagnostics } =
        front_matter::of_file(file, source);
    diagnostics.extend(mark_up_titles(&mut metadata, file, source));
    Warned { value: Draft { metadata, settings, ..Draft::default() }, diagnostics }
}

/// Reads as Markdown what a file that is no Markdown says of the title.
pub fn mark_up_titles(metadata: &mut Metadata, file: FileId, source: &Source) -> Vec<Diagnostic> {
    let markdown = Markdown {
        source,
        options: Options::default(),
        labels: Default::default(),
        references: References::new(),
        text_references: Default::default(),
    };
    let mut build = Builder::new(file, source, &markdown);
    title::read_titles(metadata, &(0..0), &mut build, &markdown);
    build.finish().draft.diagnostics
}

/// Reads one Markdown file: its front matter, and its text as nodes in source order. Nothing fails;
/// what cannot be kept as it is written is named in the diagnostics, which follow the source.
pub fn read(file: FileId, source: &Source, options: Options) -> Warned<Draft> {
    let mut foreign = ForeignMarks::default();
    let mut draft = read_part(file, source, options, &mut foreign);
    draft.diagnostics.extend(foreign.diagnostics());
    draft.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    draft
}

/// The same of a file of many, whose foreign marks are added to those of the files before it and named
/// together.
pub fn read_part(
    file: FileId,
    source: &Source,
    mut options: Options,
    marks: &mut ForeignMarks,
) -> Warned<Draft> {
    let dialect = options.dialect;
    let mut front = match dialect {
        Dialect::CommonMark => FrontMatter::default(),
        _ => front_matter::read(file, source),
    };
    options.bracket_math |= settings::before_reading(&[], [front.settings.as_slice()]).text.bracket_math;
    let body = source.text.get(front.body..).unwrap_or_default();
    let is_named_so = source.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("mdx"));
    options.is_mdx |= options.has_ours() && (is_named_so || foreign::begins_as_mdx(body));
    let masked = Masked::new(body, options);
    let later: Vec<_> = masked.metadata.iter().map(|at| front.body + at.start..front.body + at.end).collect();
    front = front.add(&later, file, source);
    let labels = note::labels_of(masked.text(), dialect);
    let mut references = match options.has_ours() {
        true => heading_reference::find(masked.text()),
        false => References::new(),
    };
    if masked.has_tables() {
        references.extend(dialect::references(masked.text(), dialect));
    }
    let text_references = masked.text_references.clone();
    let markdown = Markdown { source, options, labels, references, text_references };
    let mut build = Builder::new(file, source, &markdown);
    title::read_titles(&mut front.metadata, &(0..front.body), &mut build, &markdown);
    let places = Places::from(front.body);
    let mut events = Events::new(&mut build, &markdown, places.clone());
    if let Some(range) = front.unread {
        events.unread_front_matter(range);
    }
    events.run(&masked);
    marker::report(&masked, &places, &mut build);
    let Built { mut draft, mut foreign } = build.finish();
    if options.has_ours() && (body.contains('{') || body.contains("][")) {
        let addresses = || dialect::references(masked.text(), dialect);
        leftover::marks(&draft.value, source, addresses, &mut foreign);
    }
    foreign.part(&draft.value.allowances.iter().cloned().collect(), source);
    marks.append(foreign);
    draft.value.metadata = front.metadata;
    draft.value.settings = front.settings;
    draft.value.vault_folder = (dialect == Dialect::Obsidian).then(|| path::folder(&source.path));
    draft.diagnostics.splice(0..0, front.diagnostics);
    draft.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    draft
}
