//! Bifolio exports one manuscript as two editions, EPUB 3.3 and PDF, from one section model.
//!
//! The road: inputs become text ([`input`]), text becomes drafts ([`reader`]), drafts become one
//! frozen [`document::Document`] ([`pass`]); it is set in pages ([`layout`]) and written by two
//! doors side by side ([`pdf`], [`epub`]). Where each printed page begins travels from layout to
//! the EPUB as plain data, its page list. [`export`] is the only place that knows every stage.
//! [`report`](fn@report) has what was written judged by its bytes ([`conformance`]).
//!
//! ```
//! use bifolio::source::Memory;
//! use bifolio::{Edition, Project, export};
//!
//! let files = Memory::from([("tea.md", "# Tea\n\nBoil *fresh* water.\n")]);
//! let project = Project {
//!     inputs: vec!["tea.md".into()],
//!     settings: vec![("lang".into(), "en".into())],
//!     editions: vec![Edition::Epub],
//!     ..Project::default()
//! };
//! let exported = export(&project, &files)?;
//! assert!(exported.book(Edition::Epub).is_some_and(|bytes| bytes.starts_with(b"PK")));
//! assert_eq!(exported.book(Edition::Pdf), None);
//! # Ok::<(), bifolio::diagnostic::Error>(())
//! ```

mod address;
mod faces;
mod hyphenation;
mod info;
mod limits;
mod lists;
mod manuscript;
mod markup;
mod mdbook;
mod memo;
mod nearest;
#[cfg(feature = "cli")]
mod notices;
mod run_id;
mod stage;

pub mod conformance;
pub mod diagnostic;
pub mod report;
pub mod settings;
pub mod source;

// For the program, the tests and the benchmarks of this crate, which look at single stages of the
// road: no promise to others, who have `export` and the types that it gives.
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod epub;
#[doc(hidden)]
pub mod font;
#[doc(hidden)]
pub mod images;
#[doc(hidden)]
pub mod input;
#[doc(hidden)]
pub mod layout;
#[doc(hidden)]
pub mod length;
#[doc(hidden)]
pub mod pass;
#[doc(hidden)]
pub mod pdf;
#[doc(hidden)]
pub mod project;
#[doc(hidden)]
pub mod reader;
#[doc(hidden)]
pub mod resource;
#[doc(hidden)]
pub mod theme;

/// What a book says of itself.
pub mod metadata {
    pub use crate::document::{
        Conformance, Creator, Date, Direction, ImageRef, Metadata, Series, Subject, SubjectCode, Timestamp,
        Title, said::Places,
    };
}

pub use faces::{AtHand, FacesUsed, FamilyOrigin, ScriptUse, at_hand};
pub use info::{Info, Pages, Part};
pub use input::Format;
pub use memo::Memo;
pub use project::{Edition, Project};
pub use reader::plain::Understood;
pub use stage::{Observe, Observer, Stage};

use diagnostic::allowance::Allowances;
use diagnostic::policy::Policy;
use diagnostic::{Code, Diagnostic, Error, Warned};
use document::{Document, Draft, Metadata, Timestamp, Title};
use layout::page::PagedDocument;
use manuscript::Manuscript;
use rayon::prelude::*;
use reader::language::{self, ToldLanguage};
use reader::plain;
use report::{Examined, Report};
use resource::drawing::Drawer;
use resource::{Images, Resources};
use run_id::Run;
use settings::{LinkUrls, Origin, Said, Settings, Typed};
use source::{Files, Sources, Span};
use std::path::{Path, PathBuf};
use theme::EpubFaces;

/// What an export gives.
#[derive(Debug)]
#[non_exhaustive]
pub struct Exported {
    /// The editions that the project asks for, each once, EPUB first.
    pub books: Vec<Book>,
    /// What the book says of itself. Its title names the files.
    pub metadata: Metadata,
    /// The moment that the files carry.
    pub date: Timestamp,
    /// In the order of their places; those without a place are last.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the diagnostics' spans point into.
    pub sources: Sources,
    /// What the book says of messages: the program leaves out what it allows, and refuses to write a book
    /// with what it denies. Here all of them are.
    pub messages: Policy,
}

impl Exported {
    /// The bytes of an edition, if it was asked for.
    pub fn book(&self, edition: Edition) -> Option<&[u8]> {
        self.books.iter().find(|book| book.edition == edition).map(|book| book.bytes.as_slice())
    }
}

/// One edition, written.
#[derive(Debug)]
#[non_exhaustive]
pub struct Book {
    /// Which one.
    pub edition: Edition,
    /// The whole file.
    pub bytes: Vec<u8>,
}

/// Makes the editions of one book, wholly in memory. The work is spread over rayon's current
/// thread pool; the bytes do not depend on how many threads there are.
///
/// Errors: `unreadable-input` and `no-manuscript` for inputs, `unknown-setting` and
/// `bad-setting` for `Project::settings`, `internal` where a library failed to write. Whatever
/// is wrong with the manuscript itself is a diagnostic, and the book is made all the same.
pub fn export(project: &Project, files: &dyn Files) -> Result<Exported, Error> {
    let is_printed = project.editions.contains(&Edition::Pdf);
    set(project, files, is_printed)?.exported(project, |set| {
        let paged = set.paged.take();
        write(project, set, paged)
    })
}

/// Finds all that [`export`] would complain of, and makes no edition: `books` are none.
///
/// Errors: those of [`export`], but for those of writing.
pub fn check(project: &Project, files: &dyn Files) -> Result<Exported, Error> {
    set(project, files, false)?.exported(project, |set| {
        let of_pdf = |(shown, paged)| {
            let settings = &set.settings.pdf;
            pdf::complaints(shown, paged, &set.resources, settings.standards, settings.attach_manuscript)
        };
        Ok(Warned { value: Vec::new(), diagnostics: set.shown().map(of_pdf).unwrap_or_default() })
    })
}

/// What there is to say of a book: the settings in force and where each comes from, its outline, and how much of
/// everything it holds. It is set in pages, and nothing is written.
///
/// Errors: those of [`export`].
pub fn info(project: &Project, files: &dyn Files) -> Result<Info, Error> {
    let Set { settings, document, resources, paged, sources, list, diagnostics, .. } =
        set(&in_print(project), files, false)?.ended();
    let outline = info::outline(&document);
    let words = outline.iter().map(|part| part.words).sum::<usize>() + info::words_of_notes(&document);
    let pages = Pages { count: paged.map_or(0, |paged| paged.pages.len()), size: settings.theme.page.trim };
    Ok(Info {
        in_force: settings.in_force().collect(),
        list,
        outline,
        words,
        pages,
        images: resources.images.iter().count(),
        notes: document.notes.len(),
        metadata: document.metadata,
        diagnostics,
        sources,
        messages: settings.messages,
    })
}

/// Which faces serve the scripts of a book, as its printed pages have them.
///
/// Errors: those of [`export`].
pub fn faces(project: &Project, files: &dyn Files) -> Result<FacesUsed, Error> {
    let set = set(&in_print(project), files, false)?.ended();
    let fonts = &set.resources.fonts;
    let (families, scripts) = (faces::families(fonts), faces::used(set.paged.as_ref(), fonts));
    let Set { settings, sources, diagnostics, .. } = set;
    Ok(FacesUsed { families, scripts, diagnostics, sources, messages: settings.messages })
}

fn in_print(project: &Project) -> Project {
    Project { editions: vec![Edition::Pdf], ..project.clone() }
}

/// A book as far as it goes before its editions are written.
struct Set {
    settings: Settings,
    document: Document,
    /// What the pages show, where that is more than what the manuscript says.
    printed: Option<Document>,
    resources: Resources,
    /// Where a PDF is asked for.
    paged: Option<PagedDocument>,
    sources: Sources,
    /// The file that lists the chapters.
    list: Option<PathBuf>,
    /// The messages that the texts allow, and where.
    allowances: Allowances,
    diagnostics: Vec<Diagnostic>,
}

impl Set {
    /// What the PDF shows, and its pages.
    fn shown(&self) -> Option<(&Document, &PagedDocument)> {
        Some((self.printed.as_ref().unwrap_or(&self.document), self.paged.as_ref()?))
    }

    /// With the books that `write` makes of it.
    fn exported(
        mut self,
        project: &Project,
        write: impl FnOnce(&mut Set) -> Result<Warned<Vec<Book>>, Error>,
    ) -> Result<Exported, Error> {
        let books = write(&mut self)?.collect(&mut self.diagnostics);
        let date = date_of(project, &self.document);
        let Set { settings, document, paged, sources, diagnostics, .. } = self.ended();
        // Side by side: to let go of all lines one after the other takes as long as to write the EPUB.
        paged.into_par_iter().flat_map(|paged| paged.pages).for_each(drop);
        project.memo.turn();
        let messages = settings.messages;
        Ok(Exported { books, metadata: document.metadata, date, diagnostics, sources, messages })
    }

    /// With its messages as they are said.
    fn ended(mut self) -> Set {
        self.allowances.mark(&mut self.diagnostics);
        in_order_of_places(&mut self.diagnostics, &self.sources);
        self
    }
}

/// Reads, prepares and sets a book; what is printed, and not only set, has its pictures packed for that.
fn set(project: &Project, files: &dyn Files, is_printed: bool) -> Result<Set, Error> {
    // What the user typed is judged before any file is opened.
    let typed = Typed::parse(&project.settings)?;
    let (memo, mut diagnostics) = (&project.memo, Vec::new());
    let (manuscript, drafts) = project.observer.during(Stage::Read, || {
        let manuscript = Manuscript::open(project, files)?.collect(&mut diagnostics);
        let drafts = manuscript.read(project).collect(&mut diagnostics);
        Ok((manuscript, drafts))
    })?;
    // What an index of the book says goes before what a file beside the text says, and that before what
    // its chapters say.
    let stated = manuscript.config.iter().chain(&manuscript.metadata).chain(&drafts);
    let mut settings = settings::resolve(&typed, stated)?.collect(&mut diagnostics);
    let Manuscript { sources, roots, folder, list, limits, .. } = manuscript;
    if settings.metadata.lang.is_none() {
        let told = language::tell(&drafts);
        diagnostics.push(lang_not_set(&sources, &drafts, told.as_ref()));
        settings.metadata.lang = told.map(|told| told.tag.to_owned());
        let origin = if settings.metadata.lang.is_some() { Origin::Words } else { Origin::Default };
        settings.said.insert("lang", Said { values: vec![settings.metadata.lang().to_owned()], origin });
    }
    let allowances: Allowances = drafts.iter().flat_map(|draft| draft.allowances.iter().cloned()).collect();
    let loader = faces::Loader {
        files,
        roots: &roots,
        faces: &settings.faces,
        said: &settings.said,
        needs_faces: project.editions.contains(&Edition::Pdf) || settings.theme.epub_faces != EpubFaces::None,
        drafts: &drafts,
        metadata: &settings.metadata,
        sources: &sources,
    };
    let faces::Loaded { fonts, text, headings } = loader.load()?.collect(&mut diagnostics);
    (settings.theme.body.family, settings.theme.body.headings) = (text, headings);
    let loader = hyphenation::Loader { files, roots: &roots, settings: &settings };
    let hyphenation = loader.load().collect(&mut diagnostics).into();
    let drawer = Drawer::new(&fonts);
    let lang = settings.metadata.lang();
    let loader = images::Loader { files, drawer: &drawer, lang, is_printed, limits, memo };
    let load = || load_images(&settings, &drafts, &roots, &loader);
    let images = project.observer.during(Stage::Images, load).collect(&mut diagnostics);
    let drafts = pass::within(drafts, limits).collect(&mut diagnostics);
    let prepare = || prepare(&sources, drafts, &settings, &images, memo);
    let mut document = project.observer.during(Stage::Prepare, prepare).collect(&mut diagnostics);
    title(&mut document, &mut settings, || title_of_input(project, folder, files));
    let resources =
        Resources { memo: memo.clone(), theme: settings.theme.clone(), fonts, images, hyphenation };
    let printed = (settings.pdf.link_urls == LinkUrls::Foot)
        .then(|| pass::noted(&document, settings.theme.most_letters_a_page()));
    let shown = printed.as_ref().unwrap_or(&document);
    let paged = project
        .editions
        .contains(&Edition::Pdf)
        .then(|| project.observer.during(Stage::Pages, || layout::lay_out(shown, &resources)))
        .map(|paged| paged.collect(&mut diagnostics));
    if let Some(paged) = &paged {
        diagnostics.extend(layout::missing_glyphs(shown, paged, &sources, &allowances));
    }
    Ok(Set { settings, document, printed, resources, paged, sources, list, allowances, diagnostics })
}

/// Judges the editions by their bytes, and says what came out and what was found in the manuscript.
/// What is left out of `Exported::diagnostics` is left out here too.
pub fn report(exported: &Exported) -> Report {
    let editions = exported.books.par_iter().map(|book| Examined::of(book.edition, &book.bytes)).collect();
    Report {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        date: exported.date,
        metadata: exported.metadata.clone(),
        editions,
        found: report::found(&exported.diagnostics, &exported.sources),
    }
}

/// How a plain text is understood.
#[derive(Debug)]
#[non_exhaustive]
pub struct Explained {
    /// Every line of the text.
    pub lines: Vec<Understood>,
    /// Its headings, a line each and indented for their levels, as `text.outline` reads them.
    pub outline: String,
    /// In the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The text, and the outline where there is one.
    pub sources: Sources,
    /// What the book says of messages, as in `Exported`.
    pub messages: Policy,
}

/// Says of every line of a plain text what it is taken for in both editions, and why.
///
/// Errors: `unreadable-input`, `unknown-setting`, and `bad-setting`, also where the project's input is not
/// one plain text.
pub fn explain(project: &Project, files: &dyn Files) -> Result<Explained, Error> {
    let typed = Typed::parse(&project.settings)?;
    let mut diagnostics = Vec::new();
    let manuscript = Manuscript::open(project, files)?.collect(&mut diagnostics);
    let stated = manuscript.config.iter().chain(&manuscript.metadata);
    let messages = settings::resolve(&typed, stated)?.collect(&mut diagnostics).messages;
    let explanation = manuscript.explain(project)?.collect(&mut diagnostics);
    let sources = manuscript.sources;
    in_order_of_places(&mut diagnostics, &sources);
    let plain::Explanation { lines, outline } = explanation;
    Ok(Explained { lines, outline, diagnostics, sources, messages })
}

fn in_order_of_places(diagnostics: &mut [Diagnostic], sources: &Sources) {
    for diagnostic in &mut *diagnostics {
        diagnostic.span = sources.origin(diagnostic.span);
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
}

/// The place is where the language would be said: the beginning of the first file.
fn lang_not_set(sources: &Sources, drafts: &[Draft], told: Option<&ToldLanguage>) -> Diagnostic {
    // A folder that no file speaks for is a text without words.
    let first = sources.iter().find(|(_, source)| !source.text.is_empty()).or(sources.iter().next());
    let span = first.map_or(Span::GENERATED, |(file, _)| Span::new(file, 0..0));
    let message = match told {
        Some(told) => format!("the language is not set; {} was detected", told.name),
        None => "the language is not set and could not be detected; English is assumed".into(),
    };
    let tag = told.map_or("en", |told| told.tag);
    // Plain text has no front matter.
    let places = match drafts.iter().all(|draft| draft.typewritten) {
        true => "in a `metadata.yaml` beside it",
        false => "in front matter or `metadata.yaml`",
    };
    Diagnostic::note(Code::LangNotSet, span, message)
        .hint(format!("set it with `--set lang={tag}`, or with `lang: {tag}` {places}"))
}

/// The images of the text, which lie beneath the book's folders, and the cover.
fn load_images(
    settings: &Settings,
    drafts: &[Draft],
    roots: &[PathBuf],
    loader: &images::Loader,
) -> Warned<Images> {
    let mut images = loader.load(drafts, roots);
    // One of the text is found in the same way, where the user did not type it.
    let is_known = |path: &str| !settings.cover_is_typed && images.value.get(path).is_some();
    if let Some(cover) = settings.metadata.cover_image.as_ref().filter(|cover| !is_known(&cover.path)) {
        let said = match loader.load_one(&cover.path, (!settings.cover_is_typed).then_some(roots)) {
            Ok(image) => {
                // What an image of the text lacks has been said there.
                let is_new = images.value.get(&image.path).is_none();
                let said = if is_new { images::incomplete(&image) } else { Vec::new() };
                let id = images.value.add(image);
                images.value.alias(&cover.path, id);
                said
            }
            Err(refused) => vec![refused],
        };
        let place = settings::place(&settings.said, "cover-image");
        images.diagnostics.extend(said.iter().map(|refused| refused.at(place)));
    }
    images
}

fn prepare(
    sources: &Sources,
    drafts: Vec<Draft>,
    settings: &Settings,
    images: &Images,
    memo: &Memo,
) -> Warned<Document> {
    let paths = sources.iter().map(|(_, source)| source.path.to_string_lossy().into_owned());
    let drafts = paths.zip(drafts).collect();
    pass::prepare(drafts, settings.metadata.clone(), images, &settings.text, memo)
}

/// Gives a book without a title the name of its input. Only now: a lone heading at the start is a better title.
fn title(document: &mut Document, settings: &mut Settings, named: impl FnOnce() -> Option<String>) {
    let metadata = &mut document.metadata;
    let origin = if metadata.title.is_some() { Origin::Heading } else { Origin::Name };
    metadata.title = metadata.title.take().or_else(|| named().map(Title::from));
    if settings.metadata.title.is_none() && metadata.title.is_some() {
        let values = vec![metadata.title().to_owned()];
        settings.said.insert("title", Said { values, origin });
    }
}

/// A title from the name of the only input, or of the folder of the list that it is: `my-first_book.md` is
/// "my first book".
fn title_of_input(project: &Project, folder: Option<PathBuf>, files: &dyn Files) -> Option<String> {
    let [input] = project.inputs.as_slice() else { return None };
    let input = folder.as_ref().unwrap_or(input);
    // `.` and `..` have a name as well.
    let named = match input.file_stem() {
        Some(_) => input.clone(),
        None => files.resolve(input).ok()?,
    };
    let title = |path: &Path| {
        let stem = path.file_stem()?.to_string_lossy().replace(['-', '_'], " ");
        // Not a name: standard input, and folders that a program made for a while.
        Some(stem.trim().to_owned()).filter(|stem| stem.starts_with(char::is_alphanumeric))
    };
    let outer = files.is_folder(&named).then(|| outer_folder(&named, files)).flatten();
    outer.and_then(|outer| title(&outer)).or_else(|| title(&named))
}

/// Names of folders that are alike in all books of a tool, or by habit.
const COMMON_FOLDERS: [&str; 6] = ["chapters", "content", "docs", "manuscript", "source", "src"];

/// The folder whose name is that of the book, where a folder has a common one.
fn outer_folder(folder: &Path, files: &dyn Files) -> Option<PathBuf> {
    let is_common = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
        name.is_some_and(|name| COMMON_FOLDERS.contains(&name.as_str()))
    };
    let whole = is_common(folder).then(|| files.resolve(folder).ok()).flatten()?;
    whole.ancestors().find(|path| !is_common(path)).map(Path::to_owned)
}

/// The moment that the files carry.
fn date_of(project: &Project, document: &Document) -> Timestamp {
    let stated = || document.metadata.date().map(Timestamp::of);
    project.date.or_else(stated).unwrap_or_default()
}

/// The editions, for which the pages are given up.
fn write(project: &Project, set: &Set, mut paged: Option<PagedDocument>) -> Result<Warned<Vec<Book>>, Error> {
    let Set { document, resources, settings, sources, .. } = set;
    let pages = paged.as_mut().map(|paged| std::mem::take(&mut paged.page_map));
    let date = date_of(project, document);
    let run = Run { document, settings, sources, resources, date }.id();
    let write_epub = || {
        let options = epub::EpubOptions { date, toc_depth: settings.epub.toc_depth, run: run.clone() };
        let wanted = project.editions.contains(&Edition::Epub);
        let write = || epub::export(document, pages.as_ref(), resources, &options);
        wanted.then(|| project.observer.during(Stage::Epub, write)).transpose()
    };
    let write_pdf = || {
        let attachments = if settings.pdf.attach_manuscript { attachments(sources) } else { Vec::new() };
        let standards = settings.pdf.standards;
        let options = pdf::PdfOptions { date, standards, attachments, run: run.clone() };
        let shown = set.printed.as_ref().unwrap_or(document);
        let write =
            |paged| project.observer.during(Stage::Pdf, || pdf::export(shown, paged, resources, &options));
        paged.map(write).transpose()
    };
    let (epub, pdf) = rayon::join(write_epub, write_pdf);
    let mut diagnostics = Vec::new();
    let pdf = pdf?.map(|pdf| pdf.collect(&mut diagnostics));
    let book = |edition, bytes: Option<Vec<u8>>| bytes.map(|bytes| Book { edition, bytes });
    let value = book(Edition::Epub, epub?).into_iter().chain(book(Edition::Pdf, pdf)).collect();
    Ok(Warned { value, diagnostics })
}

/// The texts of the manuscript as files, named from the folder that holds them all.
fn attachments(sources: &Sources) -> Vec<pdf::Attachment> {
    let mut root = sources.originals().next().and_then(|source| source.path.parent()).map(Path::to_owned);
    for source in sources.originals() {
        while root.as_ref().is_some_and(|root| !source.path.starts_with(root)) {
            root = root.and_then(|root| root.parent().map(Path::to_owned));
        }
    }
    let root = root.unwrap_or_default();
    let attachment = |source: &source::Source| {
        let path = source.path.strip_prefix(&root).unwrap_or(&source.path);
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        let kind = match path.extension().is_some_and(|ending| ending == "md") {
            true => "text/markdown",
            false => "text/plain",
        };
        pdf::Attachment { name: parts.join("/"), kind, bytes: source.text.clone().into_bytes() }
    };
    let mut attachments: Vec<_> = sources.originals().map(attachment).collect();
    // A file that is a chapter twice is one file.
    attachments.sort_by(|a, b| a.name.cmp(&b.name));
    attachments.dedup_by(|a, b| a.name == b.name);
    attachments
}
