//! From the list of a book to its texts.

use super::shelf::Shelf;
use super::{BookList, crowbook, leanpub, mkdocs, quarto, site, summary, toc};
use crate::address::speaks_for_folder;
use crate::diagnostic::{Code, Diagnostic, Error, named};
use crate::document::Draft;
use crate::input::{self, Format, Found, ListKind, SIGNS};
use crate::reader::front_matter::{self, Broken};
use crate::reader::markdown;
use crate::settings::{self, Place, Value};
use crate::source::{FileId, Files, Source, Span};
use std::path::{Path, PathBuf};

/// A book of which a file lists the chapters, or says something else.
#[derive(Debug)]
pub struct Listed {
    /// The chapters and parts; `None` where the folder is to be read in its natural order.
    pub found: Option<Vec<Found>>,
    /// The list itself. Its number is `LIST` in what is said of it.
    pub list: Source,
    /// Of the book, as a draft without text.
    pub config: Draft,
    /// Where the texts lie.
    pub folder: PathBuf,
    /// The folder out of which nothing is read.
    pub root: PathBuf,
    /// What all texts are written in, whatever their endings say.
    pub format: Option<Format>,
    /// The index names the book, and not only its chapter.
    pub is_named_by_index: bool,
    /// What there is to say, of the list and of its entries.
    pub diagnostics: Vec<Diagnostic>,
}

/// The number of a list until it is known how many texts there are.
pub const LIST: FileId = FileId::GENERATED;

/// Opens the list that an input is, or that lies in it. `None` where there is none.
///
/// Errors: `unreadable-input` for a list that cannot be read or is broken.
pub fn open(input: &Path, files: &dyn Files) -> Result<Option<Listed>, Error> {
    if !files.is_folder(input) {
        let kind = input::list_kind(input).or_else(|| may_be_paths(input).then_some(ListKind::Paths));
        let opened = kind.map(|kind| Candidate { path: input.to_owned(), kind }.open(files));
        return Ok(opened.transpose()?.flatten().filter(|listed| listed.found.is_some()));
    }
    match in_folder(input, files)? {
        Some(listed) => Ok(Some(listed)),
        None => below(input, files),
    }
}

/// Names that lists of paths have; any other text is none, whatever its lines are.
fn may_be_paths(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["txt", "text", "lst", "list"].contains(&ending)
}

/// The list in a folder, with what other files of the folder say of the book.
fn in_folder(folder: &Path, files: &dyn Files) -> Result<Option<Listed>, Error> {
    let there = files.list(folder).map_err(|error| {
        let message = format!("cannot read `{}`: {error}", folder.display());
        Error::new(Code::UnreadableInput, message).caused_by(error)
    })?;
    let mut best: Option<Listed> = None;
    for candidate in candidates(there, files) {
        let has_list = best.as_ref().is_some_and(|best| best.found.is_some());
        // Behind a list only what the site says of itself is of use.
        if has_list && candidate.kind != ListKind::Jekyll {
            continue;
        }
        let Some(next) = candidate.open(files)? else { continue };
        best = Some(match best {
            None => next,
            Some(best) if best.found.is_some() || next.found.is_none() => best.with(next.config),
            Some(best) => next.with_stronger(best.config),
        });
    }
    Ok(best)
}

impl Listed {
    /// With what a weaker file says.
    fn with(mut self, weaker: Draft) -> Listed {
        self.config.metadata = self.config.metadata.or(weaker.metadata);
        self
    }

    fn with_stronger(mut self, stronger: Draft) -> Listed {
        self.config.metadata = stronger.metadata.or(self.config.metadata);
        self
    }
}

/// The lists of a folder in the order of `SIGNS`, and the texts that are nothing but paths behind them.
fn candidates(mut there: Vec<PathBuf>, files: &dyn Files) -> Vec<Candidate> {
    there.sort();
    let signs = SIGNS.iter().filter_map(|sign| Some((sign, sign.list?)));
    let mut candidates: Vec<Candidate> = signs
        .flat_map(|(sign, kind)| {
            let named = there.iter().filter(|path| sign.is(path) && !files.is_folder(path));
            named.map(move |path| Candidate { path: path.clone(), kind }).collect::<Vec<_>>()
        })
        .collect();
    let texts = there.iter().filter(|path| may_be_paths(path) && input::list_kind(path).is_none());
    let texts = texts.filter(|path| !files.is_folder(path));
    candidates.extend(texts.map(|path| Candidate { path: path.clone(), kind: ListKind::Paths }));
    candidates
}

/// The list of the only folder within that holds texts, where nothing but what surrounds a book lies beside it.
fn below(folder: &Path, files: &dyn Files) -> Result<Option<Listed>, Error> {
    let all = input::discover(&[folder.to_owned()], files).map(|found| found.value).unwrap_or_default();
    let paths = || all.iter().filter(|found| !found.is_folder).map(|found| found.path.as_path());
    let is_beside = |path: &Path| path.parent() == Some(folder) && surrounds(path);
    let inner = paths()
        .find(|path| !is_beside(path))
        .and_then(|path| path.strip_prefix(folder).ok()?.components().next());
    let Some(inner) = inner.map(|inner| folder.join(inner)).filter(|inner| files.is_folder(inner)) else {
        return Ok(None);
    };
    if !paths().all(|path| is_beside(path) || path.starts_with(&inner)) {
        return Ok(None);
    }
    let mut listed = in_folder(&inner, files)?;
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside: Vec<String> = paths().filter(|path| is_beside(path)).map(name).collect();
    if let Some(listed) = listed.as_mut().filter(|_| !beside.is_empty()) {
        let message = format!(
            "the book lies in `{}`; it leaves out what is beside that: {}",
            name(&inner),
            named(&beside)
        );
        listed.diagnostics.push(Diagnostic::note(Code::ChapterList, Span::new(LIST, 0..0), message));
    }
    Ok(listed)
}

/// Whether a text beside the folder of a book is no part of it: those about it have names in capitals as a rule.
fn surrounds(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let is_shouted = stem.contains(char::is_uppercase) && !stem.contains(char::is_lowercase);
    speaks_for_folder(path) || is_about(path) || stem.len() > 3 && is_shouted
}

/// Names of files about a repository, which are no chapters of the book in it.
const ABOUT: [&str; 8] =
    ["contributing", "license", "licence", "copying", "changelog", "code_of_conduct", "security", "authors"];

/// Whether a file is about the folder that a book is kept in.
pub fn is_about(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase().replace('-', "_");
    ABOUT.contains(&stem.as_str())
}

/// A file that may be a list.
struct Candidate {
    path: PathBuf,
    kind: ListKind,
}

impl Candidate {
    /// `None` for what is no list after all.
    fn open(&self, files: &dyn Files) -> Result<Option<Listed>, Error> {
        let root = self.path.parent().unwrap_or(Path::new("")).to_owned();
        let list = match input::read(LIST, &self.path, files) {
            // What is wrong with a text is said where it is read as one.
            Err(_) if self.kind == ListKind::Paths => return Ok(None),
            list => list?.value,
        };
        let book = self.read(&list).map_err(|broken| broken_list(&list, &broken))?;
        let mut shelf = Shelf::new(files, &root, &book.base);
        if !self.is_list(&book, &mut shelf) || !is_folder(files, &root.join(&book.base)) {
            return Ok(None);
        }
        let (config, mut diagnostics) = config(&book, &list);
        let (found, said) = shelf.take(&book, &list, LIST);
        diagnostics.extend(said);
        if found.is_empty() && !book.entries.is_empty() {
            let message = format!("`{}` lists no text that can be read", list.path.display());
            return Err(Error::new(Code::NoManuscript, message));
        }
        let found = (!book.entries.is_empty()).then_some(found);
        diagnostics.extend(found.as_ref().map(|_| note(&list, &book, &shelf.left_out(&self.path))));
        let format = (self.kind == ListKind::Leanpub).then_some(Format::Leanpub);
        let is_named_by_index = matches!(self.kind, ListKind::Bookdown | ListKind::Quarto);
        let folder = root.join(&book.base);
        Ok(Some(Listed { found, list, config, folder, root, format, is_named_by_index, diagnostics }))
    }

    fn read(&self, list: &Source) -> Result<BookList, Broken> {
        let text = &list.text;
        let span = Span::new(LIST, 0..text.len());
        let yaml = || front_matter::yaml(text, span);
        Ok(match self.kind {
            ListKind::Leanpub => leanpub::read(text),
            ListKind::Paths => leanpub::paths(text),
            ListKind::Quarto => quarto::quarto(&yaml()?),
            ListKind::Bookdown => quarto::bookdown(&yaml()?),
            ListKind::Myst => toc::myst(&yaml()?),
            ListKind::Jupyter => toc::jupyter(&yaml()?),
            ListKind::MkDocs => mkdocs::read(&yaml()?),
            ListKind::Jekyll => site::jekyll(&yaml()?),
            ListKind::Hugo if is_toml(&list.path) => site::hugo(&settings::toml(text, LIST, 0).value),
            ListKind::Hugo => site::hugo(&yaml()?),
            ListKind::Crowbook => crowbook::read(text, span)?,
            ListKind::Summary => summary::without_config(text),
        })
    }

    /// Names that others use as well make a list only where its entries are files: of a text of nothing but
    /// paths all, else one.
    fn is_list(&self, book: &BookList, shelf: &mut Shelf<'_>) -> bool {
        match self.kind {
            ListKind::Paths => {
                book.entries.len() > 1
                    && book.entries.iter().all(|entry| shelf.has(entry))
                    && book.addresses.is_empty()
            }
            ListKind::Leanpub | ListKind::Summary | ListKind::Crowbook => {
                book.entries.iter().any(|entry| shelf.has(entry))
            }
            _ => true,
        }
    }
}

fn is_folder(files: &dyn Files, path: &Path) -> bool {
    path.as_os_str().is_empty() || files.is_folder(path)
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml")
}

fn broken_list(list: &Source, broken: &Broken) -> Error {
    let place = list.line_column(broken.span.start);
    let path = list.path.display();
    let (line, column, why) = (place.line, place.column, &broken.message);
    Error::new(
        Code::UnreadableInput,
        format!("cannot read the list of chapters `{path}`: line {line}, column {column}: {why}"),
    )
}

/// What a list says of the book, as a draft without text. A cover lies where the list does.
fn config(book: &BookList, list: &Source) -> (Draft, Vec<Diagnostic>) {
    let mut said: Vec<(String, Value)> = Vec::new();
    for (key, value) in &book.said {
        // Of two that say the same, the first is the more exact.
        if said.iter().all(|(known, _)| known != key) {
            said.push((key.clone(), value.clone()));
        }
    }
    let stated = settings::read(said, Place::MetadataFile);
    let (mut metadata, mut diagnostics) = (stated.value.metadata, stated.diagnostics);
    diagnostics.extend(markdown::mark_up_titles(&mut metadata, LIST, list));
    if let Some(cover) = &mut metadata.cover_image {
        let path = list.path.parent().unwrap_or(Path::new("")).join(&cover.path);
        cover.path = path.to_string_lossy().into_owned();
    }
    (Draft { metadata, settings: stated.value.settings, ..Draft::default() }, diagnostics)
}

/// Which list was used, and what it leaves out.
fn note(list: &Source, book: &BookList, left_out: &[String]) -> Diagnostic {
    let name = list.path.file_name().unwrap_or_default().to_string_lossy();
    let mut message = format!("the chapters are those that `{name}` lists, in its order");
    if !left_out.is_empty() {
        let count = left_out.len();
        let texts = if count == 1 { "text" } else { "texts" };
        message += &format!("; it leaves out {count} {texts} beside it: {}", named(left_out));
    }
    if !book.addresses.is_empty() {
        message += &format!("; what it lists on the web is no chapter: {}", named(&book.addresses));
    }
    Diagnostic::note(Code::ChapterList, Span::new(LIST, 0..0), message)
}
