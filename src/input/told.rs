//! Whose Markdown a book is written in, where a file in its folder says so. No line of a text does.

use super::Format;
use super::signs::SIGNS;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Files, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
            let listed = files.list(folder).unwrap_or_default();
            let mut signs = SIGNS.iter().filter_map(|sign| Some((sign, sign.format?)));
            signs.find_map(|(sign, format)| Some((listed.iter().find(|path| sign.is(path))?.clone(), format)))
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
