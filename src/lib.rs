//! Bifolio exports one manuscript as two editions, EPUB 3.3 and PDF, from one section model.
//!
//! The road: inputs become text ([`input`]), text becomes drafts ([`reader`]), drafts become one
//! frozen [`document::Document`] ([`pass`]); it is set in pages ([`layout`]) and written by two
//! doors side by side ([`pdf`], [`epub`]). Where each printed page begins travels from layout to
//! the EPUB as plain data, its page list. [`export`] is the only place that knows every stage.
//!
//! ```
//! use bifolio::source::Files;
//! use bifolio::{Edition, Project, export};
//! use std::io;
//! use std::path::{Path, PathBuf};
//!
//! /// A manuscript that lies in memory.
//! struct Desk;
//!
//! impl Files for Desk {
//!     fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
//!         match path.to_str() {
//!             Some("tea.md") => Ok(b"# Tea\n\nBoil *fresh* water.\n".to_vec()),
//!             _ => Err(io::ErrorKind::NotFound.into()),
//!         }
//!     }
//!     fn list(&self, _: &Path) -> io::Result<Vec<PathBuf>> {
//!         Ok(Vec::new())
//!     }
//!     fn is_folder(&self, _: &Path) -> bool {
//!         false
//!     }
//! }
//!
//! let project = Project {
//!     inputs: vec!["tea.md".into()],
//!     settings: vec![("lang".into(), "en".into())],
//!     editions: vec![Edition::Epub],
//!     ..Project::default()
//! };
//! let exported = export(&project, &Desk)?;
//! assert_eq!(exported.books[0].edition, Edition::Epub);
//! assert!(exported.books[0].bytes.starts_with(b"PK"));
//! # Ok::<(), bifolio::diagnostic::Error>(())
//! ```

pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod epub;
pub mod font;
pub mod images;
pub mod input;
pub mod layout;
pub mod length;
pub mod mdbook;
pub mod pass;
pub mod pdf;
pub mod project;
pub mod reader;
pub mod resource;
pub mod source;
pub mod theme;

pub use project::{Edition, Project};

use diagnostic::{Code, Diagnostic, Error, Warned};
use document::{Document, Draft, Metadata, Standing, StandingKind, Timestamp};
use font::FontBook;
use input::Format;
use layout::page::PagedDocument;
use project::Settings;
use rayon::prelude::*;
use reader::markdown::Dialect;
use resource::{Images, Resources};
use source::{FileId, Files, Source, Sources, Span};
use std::path::{Path, PathBuf};

/// What an export gives.
#[derive(Debug)]
pub struct Exported {
    /// The editions that the project asks for, each once, EPUB first.
    pub books: Vec<Book>,
    /// The book's title, from which files can be named.
    pub title: String,
    /// In the order of their places; those without a place are last.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the diagnostics' spans point into.
    pub sources: Sources,
}

/// One edition, written.
#[derive(Debug)]
pub struct Book {
    pub edition: Edition,
    pub bytes: Vec<u8>,
}

/// Makes the editions of one book, wholly in memory. The work is spread over rayon's current
/// thread pool; the bytes do not depend on how many threads there are.
///
/// Errors: `unreadable-input` and `no-manuscript` for inputs, `unknown-setting` and
/// `bad-setting` for `Project::settings`, `internal` where a library failed to write. Whatever
/// is wrong with the manuscript itself is a diagnostic, and the book is made all the same.
pub fn export(project: &Project, files: &dyn Files) -> Result<Exported, Error> {
    // What the user typed is judged before any file is opened.
    project::resolve(project, &[])?;
    let mut diagnostics = Vec::new();
    let manuscript = read_manuscript(project, files)?.collect(&mut diagnostics);
    let mut drafts = read_drafts(&manuscript, project).collect(&mut diagnostics);
    // What an index of the book says goes before what its chapters say.
    drafts.splice(0..0, manuscript.config.clone());
    let (settings, complaints) = project::resolve(project, &drafts)?;
    diagnostics.extend(complaints);
    drafts.drain(0..usize::from(manuscript.config.is_some()));
    let sources = manuscript.sources;
    if settings.metadata.lang.is_none() {
        diagnostics.push(lang_not_set());
    }
    let roots = manuscript.root.map_or_else(|| roots(project, files), |root| vec![root]);
    let images = load_images(project, &drafts, &settings.metadata, &roots, files).collect(&mut diagnostics);
    let document = prepare(project, &sources, drafts, &settings, &images).collect(&mut diagnostics);
    let resources = Resources { theme: settings.theme.clone(), fonts: FontBook::embedded(), images };
    let paged = project
        .editions
        .contains(&Edition::Pdf)
        .then(|| layout::lay_out(&document, &resources).collect(&mut diagnostics));
    let books = write(project, &document, paged.as_ref(), &resources, &settings)?;
    for diagnostic in &mut diagnostics {
        diagnostic.span = sources.origin(diagnostic.span);
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    Ok(Exported { books, title: document.metadata.title().to_owned(), diagnostics, sources })
}

/// The texts of a book, before they are read.
#[derive(Default)]
struct Manuscript {
    sources: Sources,
    /// What the first files are, where an index of the book says so; those after them are what they
    /// were made of.
    standings: Option<Vec<Standing>>,
    /// What that index says besides.
    config: Option<Draft>,
    /// Where images are looked for, if not beside the inputs.
    root: Option<PathBuf>,
}

fn read_manuscript(project: &Project, files: &dyn Files) -> Result<Warned<Manuscript>, Error> {
    let listed = project.inputs.iter().find_map(|input| mdbook::config_of(input, files));
    let handed_over = project.inputs.first().filter(|_| project.from == Some(Format::RenderContext));
    let Some(index) = handed_over.cloned().or(listed) else {
        let Warned { value: sources, diagnostics } = read_sources(project, files)?;
        return Ok(Warned { value: Manuscript { sources, ..Manuscript::default() }, diagnostics });
    };
    if project.inputs.len() > 1 {
        let message = format!("`{}` is a whole book, and takes no other inputs beside it", index.display());
        return Err(Error::new(Code::BadSetting, message));
    }
    let Warned { value: book, diagnostics } = match handed_over {
        Some(input) => mdbook::context::read(input, files)?,
        None => mdbook::read(&index, files)?,
    };
    let manuscript = Manuscript {
        sources: book.sources,
        standings: Some(book.standings),
        config: Some(book.config),
        root: Some(book.root),
    };
    Ok(Warned { value: manuscript, diagnostics })
}

fn read_sources(project: &Project, files: &dyn Files) -> Result<Warned<Sources>, Error> {
    let mut diagnostics = Vec::new();
    let paths = input::discover(&project.inputs, files)?.collect(&mut diagnostics);
    let numbered: Vec<(FileId, &PathBuf)> = (0u32..).map(FileId).zip(&paths).collect();
    let read: Vec<_> = numbered.into_par_iter().map(|(file, path)| input::read(file, path, files)).collect();
    let mut all = Warned { value: Sources::default(), diagnostics };
    for source in read {
        let source = source?.collect(&mut all.diagnostics);
        let is_empty = source.text.trim().is_empty();
        let file = all.value.add(source);
        if is_empty {
            let message = "the input holds no text";
            all.diagnostics.push(Diagnostic::warning(Code::EmptyInput, Span::new(file, 0..0), message));
        }
    }
    Ok(all)
}

fn read_drafts(manuscript: &Manuscript, project: &Project) -> Warned<Vec<Draft>> {
    let count = manuscript.standings.as_ref().map_or(usize::MAX, Vec::len);
    let sources: Vec<(FileId, &Source)> = manuscript.sources.iter().take(count).collect();
    let hidden_lines = manuscript.standings.is_some();
    let read = |&(file, source): &(FileId, &Source)| {
        let dialect = match project.from.unwrap_or(Format::of(&source.path)) {
            Format::Markdown | Format::RenderContext => Dialect::Bifolio,
            Format::Gfm => Dialect::Gfm,
            Format::CommonMark => Dialect::CommonMark,
            Format::Text => return reader::plain::read(file, source, project.keep_furniture),
        };
        reader::markdown::read(file, source, reader::markdown::Options { dialect, hidden_lines })
    };
    let read: Vec<Warned<Draft>> = sources.par_iter().map(read).collect();
    let mut diagnostics = Vec::new();
    let mut drafts: Vec<Draft> = read.into_iter().map(|draft| draft.collect(&mut diagnostics)).collect();
    let standings = manuscript.standings.iter().flatten().cloned();
    for ((draft, standing), (file, _)) in drafts.iter_mut().zip(standings).zip(sources) {
        draft.standing = Some((file, standing));
    }
    Warned { value: drafts, diagnostics }
}

fn lang_not_set() -> Diagnostic {
    let message = "the language is not set; English is assumed";
    Diagnostic::note(Code::LangNotSet, Span::GENERATED, message)
        .hint("`lang: en` in the front matter, or `--set lang=en`, says it")
}

/// The folders of the inputs, out of which no image is taken.
fn roots(project: &Project, files: &dyn Files) -> Vec<PathBuf> {
    let folder = |input: &PathBuf| match files.is_folder(input) {
        true => input.clone(),
        false => input.parent().unwrap_or(Path::new("")).to_owned(),
    };
    project.inputs.iter().map(folder).collect()
}

/// The images of the text, which lie beneath the book's folders, and the cover.
fn load_images(
    project: &Project,
    drafts: &[Draft],
    metadata: &Metadata,
    roots: &[PathBuf],
    files: &dyn Files,
) -> Warned<Images> {
    let mut images = images::load(drafts, roots, files);
    if let Some(cover) = &metadata.cover_image {
        // A path that the user typed may lie anywhere, one of the manuscript may not.
        let typed = project.settings.iter().any(|(key, _)| key == "cover-image");
        match images::load_one(&cover.path, (!typed).then_some(roots), files) {
            Ok(image) => _ = images.value.add(image),
            Err((code, message)) => {
                images.diagnostics.push(Diagnostic::warning(code, Span::GENERATED, message));
            }
        }
    }
    images
}

fn prepare(
    project: &Project,
    sources: &Sources,
    drafts: Vec<Draft>,
    settings: &Settings,
    images: &Images,
) -> Warned<Document> {
    let paths = sources.iter().map(|(_, source)| source.path.to_string_lossy().into_owned());
    let options = pass::Options {
        split_level: settings.split_level,
        number_sections: settings.number_sections,
        typography: settings.typography,
        links: pass::Links::Resolved,
        site_url: settings.site_url.clone(),
        lists: settings.lists.clone(),
    };
    let is_planned = |draft: &Draft| {
        draft.standing.as_ref().is_some_and(|(_, standing)| standing.kind == StandingKind::Planned)
    };
    let shown = |(_, draft): &(String, Draft)| settings.planned_chapters || !is_planned(draft);
    let drafts = paths.zip(drafts).filter(shown).collect();
    let mut prepared = pass::prepare(drafts, settings.metadata.clone(), images, &options);
    // Only now: a lone heading at the start is a better title than a name of a file.
    let metadata = &mut prepared.value.metadata;
    metadata.title = metadata.title.take().or_else(|| title_of_input(project));
    prepared
}

/// A title from the name of the only input: `my-first_book.md` is "my first book".
fn title_of_input(project: &Project) -> Option<String> {
    let [input] = project.inputs.as_slice() else { return None };
    let stem = input.file_stem()?.to_string_lossy().replace(['-', '_'], " ");
    let stem = stem.trim();
    // Not a name: standard input, and folders such as `..`.
    (stem.starts_with(char::is_alphanumeric)).then(|| stem.to_owned())
}

fn write(
    project: &Project,
    document: &Document,
    paged: Option<&PagedDocument>,
    resources: &Resources,
    settings: &Settings,
) -> Result<Vec<Book>, Error> {
    let stated = || document.metadata.date.as_deref().and_then(Timestamp::parse);
    let date = project.date.or_else(stated).unwrap_or_default();
    let write_epub = || {
        let options = epub::EpubOptions { date, toc_depth: settings.epub_toc_depth };
        let pages = paged.map(|paged| &paged.page_map);
        let wanted = project.editions.contains(&Edition::Epub);
        wanted.then(|| epub::export(document, pages, resources, &options)).transpose()
    };
    let write_pdf =
        || paged.map(|paged| pdf::export(document, paged, resources, &pdf::PdfOptions { date })).transpose();
    let (epub, pdf) = rayon::join(write_epub, write_pdf);
    let book = |edition, bytes: Option<Vec<u8>>| bytes.map(|bytes| Book { edition, bytes });
    Ok(book(Edition::Epub, epub?).into_iter().chain(book(Edition::Pdf, pdf?)).collect())
}
