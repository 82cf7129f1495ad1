//! Files that settings name.

use super::origin::{Origin, SaidBy};
use crate::source::{Files, Span, why_unread};
use std::path::{Path, PathBuf};

/// Where the files lie that a setting names: anywhere where the user typed it, and within the book where a manuscript
/// says it.
pub struct NamedFiles<'a> {
    /// What reads them.
    pub files: &'a dyn Files,
    /// The folders of the book.
    pub roots: &'a [PathBuf],
    /// Who said which setting.
    pub said: &'a SaidBy,
    /// The name of the setting.
    pub setting: &'static str,
}

impl NamedFiles<'_> {
    /// Where a path may lead.
    pub fn candidates(&self, named: &str) -> Vec<PathBuf> {
        match self.is_typed() {
            true => vec![PathBuf::from(named)],
            false => self.roots.iter().map(|root| root.join(named)).collect(),
        }
    }

    /// The first file that is there; where none is, the first that could be.
    pub fn find(&self, named: &str) -> Option<PathBuf> {
        let candidates = self.candidates(named);
        let there = candidates.iter().find(|path| self.files.resolve(path).is_ok()).or(candidates.first());
        there.cloned()
    }

    /// The content of a file, or why it cannot be read.
    pub fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let read = match self.is_typed() {
            true => self.files.read(path),
            false => self.files.read_beneath(path, self.roots),
        };
        read.map_err(|error| why_unread(&error))
    }

    /// Whether the user typed the setting.
    pub fn is_typed(&self) -> bool {
        is_typed(self.said, self.setting)
    }

    /// Where the setting was said.
    pub fn place(&self) -> Span {
        place(self.said, self.setting)
    }
}

/// Whether the user typed a setting.
pub fn is_typed(said: &SaidBy, setting: &str) -> bool {
    matches!(said.get(setting).map(|said| said.origin), Some(Origin::CommandLine))
}

/// Where a setting was said.
pub fn place(said: &SaidBy, setting: &str) -> Span {
    match said.get(setting).map(|said| said.origin) {
        Some(Origin::File(place)) => place,
        _ => Span::GENERATED,
    }
}
