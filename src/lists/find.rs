//! Where the list of a book lies.

use super::open::{Candidate, LIST, Listed};
use crate::address::{lies_beneath, speaks_for_folder};
use crate::diagnostic::{Code, Diagnostic, Error, named};
use crate::input::{self, ListKind, SIGNS};
use crate::source::{Files, Span};
use std::path::{Path, PathBuf};

/// Opens the list that an input is, or that lies in it. `None` where there is none.
///
/// Errors: `unreadable-input` for a list that cannot be read or is broken.
pub fn open(input: &Path, files: &dyn Files) -> Result<Option<Listed>, Error> {
    if !files.is_folder(input) {
        let kind = input::list_kind(input)
            .or_else(|| may_be_paths(input).then_some(ListKind::Paths))
            .or_else(|| may_hold_toctree(input).then_some(ListKind::Sphinx));
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

/// The page of Sphinx that all others hang on.
fn may_hold_toctree(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "index.md")
}

/// The list in a folder, with what other files of the folder say of the book; or that in a folder below it, which
/// these name.
fn in_folder(folder: &Path, files: &dyn Files) -> Result<Option<Listed>, Error> {
    let Some(listed) = beside(folder, files)? else { return Ok(None) };
    let base = listed.folder.clone();
    if listed.found.is_some() || !lies_beneath(&base, folder) {
        return Ok(Some(listed));
    }
    Ok(Some(match beside(&base, files)? {
        Some(mut inner) if inner.found.is_some() => {
            let all = input::discover(&[folder.to_owned()], files).map(|all| all.value).unwrap_or_default();
            let outside =
                all.iter().map(|found| found.path.as_path()).filter(|path| !path.starts_with(&base));
            let outside = outside.filter(|path| !files.is_folder(path));
            inner.diagnostics.extend(lies_within(&base, outside));
            inner.with_stronger(listed.config)
        }
        _ => listed,
    }))
}

/// What is left out of a book that lies in a folder below the one that is given.
fn lies_within<'p>(inner: &Path, outside: impl Iterator<Item = &'p Path>) -> Option<Diagnostic> {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let outside: Vec<String> = outside.map(name).collect();
    let message =
        format!("the book lies in `{}`; it leaves out what is beside that: {}", name(inner), named(&outside));
    (!outside.is_empty()).then(|| Diagnostic::note(Code::ChapterList, Span::new(LIST, 0..0), message))
}

fn beside(folder: &Path, files: &dyn Files) -> Result<Option<Listed>, Error> {
    let there = files.list(folder).map_err(|error| {
        let message = format!("cannot read `{}`: {error}", folder.display());
        Error::new(Code::UnreadableInput, message).caused_by(error)
    })?;
    let mut best: Option<Listed> = None;
    for candidate in candidates(there, files) {
        let has_list = best.as_ref().is_some_and(|best| best.found.is_some());
        // Behind a list only what the site says of itself is of use.
        if has_list && !matches!(candidate.kind, ListKind::Jekyll | ListKind::GitBook) {
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

/// The lists of a folder in the order of `SIGNS`, and behind them the texts that may be lists by what they hold.
fn candidates(mut there: Vec<PathBuf>, files: &dyn Files) -> Vec<Candidate> {
    there.sort();
    let signs = SIGNS.iter().filter_map(|sign| Some((sign, sign.list?)));
    let mut candidates: Vec<Candidate> = signs
        .flat_map(|(sign, kind)| {
            let named = there.iter().filter(|path| sign.is(path) && !files.is_folder(path));
            named.map(move |path| Candidate { path: path.clone(), kind }).collect::<Vec<_>>()
        })
        .collect();
    let indexes = there.iter().filter(|path| may_hold_toctree(path) && !files.is_folder(path));
    candidates.extend(indexes.map(|path| Candidate { path: path.clone(), kind: ListKind::Sphinx }));
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
    if listed.is_none() {
        // It may be the place of another (`docs/source`).
        listed = below(&inner, files)?;
    }
    let outside = paths().filter(|path| is_beside(path));
    if let Some(listed) = &mut listed {
        listed.diagnostics.extend(lies_within(&inner, outside));
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
