//! From a list to the texts that it names.

use super::shelf::{Shelf, texts_in};
use super::{BookList, crowbook, gitbook, leanpub, mkdocs, quarto, site, sphinx, summary, toc};
use crate::diagnostic::{Code, Diagnostic, Error, named};
use crate::document::Draft;
use crate::input::{self, Format, Found, ListKind};
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

impl Listed {
    /// With what a weaker file says.
    pub(super) fn with(mut self, mut weaker: Draft) -> Listed {
        // Of several files one alone is the list, which places can be told of.
        weaker.metadata.places.clear();
        self.config.metadata = self.config.metadata.or(weaker.metadata);
        self
    }

    pub(super) fn with_stronger(mut self, mut stronger: Draft) -> Listed {
        stronger.metadata.places.clear();
        self.config.metadata = stronger.metadata.or(self.config.metadata);
        self
    }
}

/// A file that may be a list.
pub(super) struct Candidate {
    pub(super) path: PathBuf,
    pub(super) kind: ListKind,
}

impl Candidate {
    /// `None` for what is no list after all.
    pub(super) fn open(&self, files: &dyn Files) -> Result<Option<Listed>, Error> {
        let root = self.path.parent().unwrap_or(Path::new("")).to_owned();
        let list = match input::read_beneath(std::slice::from_ref(&root), None, LIST, &self.path, files) {
            // What is wrong with a text is said where it is read as one.
            Err(_) if self.kind == ListKind::Paths => return Ok(None),
            list => list?.value,
        };
        let book = self.read(&list, files).map_err(|broken| broken_list(&list, &broken))?;
        let mut shelf = Shelf::new(files, &root, &book.base);
        if !self.is_list(&book, &mut shelf) || !files.is_folder(&root.join(&book.base)) {
            return Ok(None);
        }
        let (config, mut diagnostics) = config(&book, &list);
        diagnostics.extend(book.faults.iter().cloned());
        let (found, said) = shelf.take(&book, &list, LIST);
        diagnostics.extend(said);
        if found.is_empty() && !book.entries.is_empty() {
            let message = format!("`{}` lists no text that can be read", list.path.display());
            return Err(Error::new(Code::NoManuscript, message));
        }
        let found = (!book.entries.is_empty()).then_some(found);
        diagnostics.extend(found.as_ref().map(|_| note(&list, &book, &shelf.left_out(&self.path))));
        let format = match self.kind {
            ListKind::Leanpub => Some(Format::Leanpub),
            ListKind::Sphinx => Some(Format::Myst),
            _ => None,
        };
        let is_named_by_index = matches!(self.kind, ListKind::Bookdown | ListKind::Quarto);
        let folder = root.join(&book.base);
        Ok(Some(Listed { found, list, config, folder, root, format, is_named_by_index, diagnostics }))
    }

    fn read(&self, list: &Source, files: &dyn Files) -> Result<BookList, Broken> {
        let text = &list.text;
        let span = Span::new(LIST, 0..text.len());
        let yaml = || front_matter::yaml(text, span);
        Ok(match self.kind {
            ListKind::Leanpub => leanpub::read(text),
            ListKind::Paths => leanpub::paths(text),
            ListKind::Quarto => quarto::quarto(&yaml()?),
            ListKind::Bookdown => {
                let folder = self.path.parent().unwrap_or(Path::new("")).to_owned();
                quarto::bookdown(&yaml()?, &texts_in(&folder, files))
            }
            ListKind::Myst => toc::myst(&yaml()?),
            ListKind::Jupyter => toc::jupyter(&yaml()?),
            ListKind::MkDocs => mkdocs::read(&yaml()?),
            ListKind::Jekyll => site::jekyll(&yaml()?),
            ListKind::Hugo if is_toml(&list.path) => site::hugo_toml(text),
            ListKind::Hugo => site::hugo(&yaml()?),
            ListKind::Crowbook => crowbook::read(text, span)?,
            ListKind::Summary => summary::without_config(text),
            ListKind::Docsify => summary::docsify(text),
            ListKind::GitBook => gitbook::read(&yaml()?),
            ListKind::Sphinx => sphinx::read(list, files),
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
            ListKind::Leanpub | ListKind::Summary | ListKind::Docsify | ListKind::Crowbook => {
                book.entries.iter().any(|entry| shelf.has(entry))
            }
            // The first is the page that the list stands in.
            ListKind::Sphinx => book.entries.iter().skip(1).any(|entry| shelf.has(entry)),
            _ => true,
        }
    }
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
