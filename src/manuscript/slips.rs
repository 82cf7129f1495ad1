//! What was probably not meant in how the files of a book are named and where they lie.

use super::{Manuscript, metadata_in};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Files, Source, Span};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Names a file of metadata that lies beside texts deeper within the book, for which it does not speak.
pub(super) fn metadata_not_read(
    manuscript: &Manuscript,
    read: Option<&Path>,
    files: &dyn Files,
) -> Option<Diagnostic> {
    let texts = manuscript.sources.iter().take(manuscript.standings.len());
    let folders: BTreeSet<&Path> = texts.filter_map(|(_, source)| source.path.parent()).collect();
    let is_within = |folder: &&&Path| {
        manuscript.roots.iter().any(|root| **folder != root.as_path() && folder.starts_with(root))
    };
    let found = folders.iter().filter(is_within).filter_map(|folder| metadata_in(folder, files));
    let found: Vec<PathBuf> = found.filter(|path| Some(path.as_path()) != read).collect();
    let first = found.first()?;
    let message = format!(
        "`{}` is not read: it lies deeper than the folder of the book{}",
        first.display(),
        more(&found)
    );
    let folder = first.parent().unwrap_or(first).display();
    let hint = format!("move it to the top of the book, or name its folder: `bifolio {folder}`");
    Some(Diagnostic::note(Code::UnreadFile, Span::GENERATED, message).hint(hint))
}

/// Names a text that stands in the book twice, since two of the inputs are it or hold it.
pub(super) fn named_twice(manuscript: &Manuscript, files: &dyn Files) -> Option<Diagnostic> {
    let mut seen = BTreeSet::new();
    let texts = manuscript.sources.iter().take(manuscript.standings.len());
    let real = |source: &Source| files.resolve(&source.path).unwrap_or_else(|_| source.path.clone());
    let twice: Vec<&Source> =
        texts.map(|(_, source)| source).filter(|source| !seen.insert(real(source))).collect();
    let path = twice.first()?.path.display();
    let message = format!("`{path}` stands in the book more than once{}", more(&twice));
    let warning = Diagnostic::warning(Code::DuplicateChapter, Span::GENERATED, message);
    Some(warning.hint("name each file once; a folder holds all files in it"))
}

fn more<T>(found: &[T]) -> String {
    match found.len() {
        1 => String::new(),
        count => format!(" ({} more like it)", count - 1),
    }
}
