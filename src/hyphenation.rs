//! What a book says of where its words are divided, loaded.

use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::resource::{Hyphenation, Patterns};
use crate::settings::{HyphenationSettings, NamedFiles, Settings};
use crate::source::Files;
use std::path::PathBuf;
use std::sync::Arc;

/// What patterns are loaded by.
pub(crate) struct Loader<'a> {
    pub files: &'a dyn Files,
    /// The folders of the book.
    pub roots: &'a [PathBuf],
    pub settings: &'a Settings,
}

impl Loader<'_> {
    /// Opens the files of patterns that are named. What cannot be used is reported.
    pub(crate) fn load(&self) -> Warned<Hyphenation> {
        let HyphenationSettings { words, least, patterns } = &self.settings.hyphenation;
        let (mut value, mut diagnostics) = (Hyphenation::new(words, *least), Vec::new());
        let setting = "hyphenation-patterns";
        let from = NamedFiles { files: self.files, roots: self.roots, said: &self.settings.said, setting };
        for (tag, named) in patterns {
            let path = from.find(named).unwrap_or_else(|| named.into());
            match from.read(&path).and_then(|bytes| Patterns::read(&bytes)) {
                Ok(patterns) => value.patterns.push((tag.clone(), Arc::new(patterns))),
                Err(why) => {
                    let message =
                        format!("the hyphenation patterns of `{}` cannot be used: {why}", path.display());
                    diagnostics.push(Diagnostic::warning(Code::UnreadablePatterns, from.place(), message));
                }
            }
        }
        Warned { value, diagnostics }
    }
}
