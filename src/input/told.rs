//! Whose Markdown a book is written in, where a file in its folder says so. No line of a text does.

use super::Format;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Files, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What lies in the folder of a book, with whose book that makes it: Leanpub's list of files,
/// the projects of Quarto and of bookdown (whose marks Quarto took over), those of MyST and of Jupyter
/// Book, and the settings of an Obsidian vault.
const SIGNS: [(&str, Format); 7] = [
    ("Book.txt", Format::Leanpub),
    ("_quarto.yml", Format::Quarto),
    ("_quarto.yaml", Format::Quarto),
    ("_bookdown.yml", Format::Quarto),
    ("myst.yml", Format::Myst),
    ("_toc.yml", Format::Myst),
    (".obsidian", Format::Obsidian),
];

/// The folders of a book, each looked into once.
pub struct Told<'a> {
    files: &'a dyn Files,
    folders: BTreeMap<PathBuf, Option<(PathBuf, Format)>>,
}

impl<'a> Told<'a> {
    /// No folder is looked into yet.
    pub fn new(files: &'a dyn Files) -> Told<'a> {
        Told { files, folders: BTreeMap::new() }
    }

    /// What a text is written in, as the nearest folder says that it lies in, up to the book's own.
    pub fn format_of(&mut self, text: &Path, book: &Path) -> Option<Format> {
        let folders = text.ancestors().skip(1).take_while(|folder| folder.starts_with(book));
        folders.into_iter().find_map(|folder| self.sign(folder))
    }

    fn sign(&mut self, folder: &Path) -> Option<Format> {
        let files = self.files;
        let look = || {
            let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let listed = files.list(here).unwrap_or_default();
            let is_there =
                |sign: &str| listed.iter().find(|path| path.file_name().is_some_and(|name| name == sign));
            SIGNS.iter().find_map(|(sign, format)| Some((is_there(sign)?.clone(), *format)))
        };
        let told = self.folders.entry(folder.to_owned()).or_insert_with(look);
        told.as_ref().map(|(_, format)| *format)
    }

    /// What was found, once a sign.
    pub fn notes(self) -> Vec<Diagnostic> {
        let note = |(path, format): (PathBuf, Format)| {
            let message =
                format!("`{}` says that this is {}: its marks are read", path.display(), format.book()?);
            let note = Diagnostic::note(Code::Dialect, Span::GENERATED, message);
            Some(note.hint("`--from markdown` reads the texts without them"))
        };
        self.folders.into_values().flatten().filter_map(note).collect()
    }
}
