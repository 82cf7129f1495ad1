//! From the paths that a user names to the texts of the manuscript.

mod encoding;
pub mod include;
mod told;

pub use told::Told;

use crate::address::{rank_in_folder, speaks_for_folder};
use crate::diagnostic::{Code, Diagnostic, Error, Warned};
pub use crate::document::Format;
use crate::document::{Matter, Standing, StandingKind, Title};
use crate::source::{FileId, Files, Source, Span};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A text of the book, and where in the folders it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub path: PathBuf,
    /// A folder that no file speaks for: a part without a text of its own.
    pub is_folder: bool,
    /// How many folders it lies in below the input.
    depth: u8,
    /// What the folder is called of which this is the part.
    part: Option<String>,
}

impl Found {
    fn file(path: PathBuf, depth: u8) -> Found {
        Found { path, is_folder: false, depth, part: None }
    }

    /// Where it stands in the book; `None` for what is a chapter, or several, of its own.
    pub fn standing(&self) -> Option<Standing> {
        let kind = if self.part.is_some() { StandingKind::Part } else { StandingKind::Chapter };
        let title = Title::from(self.part.clone().unwrap_or_default());
        let depth = self.depth;
        let placed = depth > 0 || self.part.is_some();
        placed.then_some(Standing { title, kind, depth, number: None, matter: Matter::Body })
    }
}

/// The texts that the inputs stand for, in reading order. A folder stands for all Markdown in it
/// and in the folders below it, in natural order (`2-x` before `10-x`), `README.md` and
/// `index.md` of each folder first. A folder below it is a part: its `README.md` or `index.md` is
/// the part's own text, and without one the part is called as the folder is. Names that begin with
/// `.` or `_` are left out, and so is what symbolic links lead to outside of the folder; a folder
/// that links lead to again is read once.
///
/// Errors: `no-manuscript` for a folder without Markdown, `unreadable-input` for one that cannot
/// be listed.
pub fn discover(inputs: &[PathBuf], files: &dyn Files) -> Result<Warned<Vec<Found>>, Error> {
    let (mut found, mut diagnostics) = (Vec::new(), Vec::new());
    for input in inputs {
        if !files.is_folder(input) {
            found.push(Found::file(input.clone(), 0));
            continue;
        }
        let mut walk = Walk::new(input, files)?;
        walk.folder(input, 0)?;
        if walk.found.is_empty() {
            let message = format!("the folder `{}` holds no Markdown (no file ends in .md)", input.display());
            return Err(Error::new(Code::NoManuscript, message));
        }
        found.append(&mut without_lone_folder(walk.found));
        diagnostics.append(&mut walk.diagnostics);
    }
    Ok(Warned { value: found, diagnostics })
}

/// A folder that holds all the others is no part of the book but its place.
fn without_lone_folder(mut found: Vec<Found>) -> Vec<Found> {
    let parts = found.iter().filter(|found| found.depth == 0).count();
    if parts == 1 && found.len() > 1 && found.first().is_some_and(|first| first.is_folder) {
        found.remove(0);
        found.iter_mut().for_each(|found| found.depth -= 1);
        return without_lone_folder(found);
    }
    found
}

/// What a folder's name says without the number that sorts it: `02-the-house` is "The house".
fn part_title(folder: &Path) -> String {
    let name = name(folder).replace(['-', '_'], " ");
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let sorted = name.len() - rest.len() <= 3 && rest.trim_start_matches([' ', '.']).len() > 1;
    let title = if sorted { rest.trim_start_matches([' ', '.']) } else { name.as_str() };
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Reads an input as text, without its byte order mark: as UTF-8, as UTF-16, or in the older encoding
/// that its bytes are most like. Bytes that are no text become U+FFFD.
///
/// Errors: `unreadable-input`.
pub fn read(file: FileId, path: &Path, files: &dyn Files) -> Result<Warned<Source>, Error> {
    let bytes = files.read(path).map_err(|error| unreadable(path, error))?;
    // Places are counted in 32 bits (`Span`).
    if u32::try_from(bytes.len()).is_err() {
        return Err(unreadable(path, "it is larger than 4 GiB"));
    }
    let Warned { value: text, diagnostics } = encoding::decode(file, &bytes);
    // U+FFFD is longer than the byte it stands for.
    if u32::try_from(text.len()).is_err() {
        return Err(unreadable(path, "it is not text"));
    }
    Ok(Warned { value: Source { path: path.to_owned(), text }, diagnostics })
}

/// Folders this deep below an input are not looked into. The walk calls itself for each.
const DEEPEST_FOLDER: u8 = 32;

/// The Markdown of one folder.
struct Walk<'a> {
    files: &'a dyn Files,
    /// Where the folder really is, and which folders in it were looked into.
    root: PathBuf,
    seen: BTreeSet<PathBuf>,
    found: Vec<Found>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn new(folder: &Path, files: &'a dyn Files) -> Result<Walk<'a>, Error> {
        let root = files.resolve(folder).map_err(|error| unreadable(folder, error))?;
        let seen = BTreeSet::from([root.clone()]);
        Ok(Walk { files, root, seen, found: Vec::new(), diagnostics: Vec::new() })
    }

    fn folder(&mut self, folder: &Path, depth: u8) -> Result<(), Error> {
        let first = self.found.len();
        let listed = self.files.list(folder);
        let mut entries = listed.map_err(|error| unreadable(folder, error))?;
        entries.retain(|path| !name(path).starts_with(['.', '_']));
        entries.sort_by(|one, other| reading_order(one, other));
        for path in entries {
            let is_folder = self.files.is_folder(&path);
            if !is_folder && !has_ending(&path, "md") && !has_ending(&path, "markdown") {
                continue;
            }
            // What cannot be resolved cannot be read either, which is said when it is.
            let real = self.files.resolve(&path).unwrap_or(path.clone());
            if !real.starts_with(&self.root) && real != path {
                self.leads_outside(&path);
            } else if !is_folder {
                self.found.push(Found::file(path, depth));
            } else if depth < DEEPEST_FOLDER && self.seen.insert(real) {
                self.folder(&path, depth + 1)?;
            }
        }
        if depth > 0 && self.found.len() > first {
            self.make_part(folder, depth - 1, first);
        }
        Ok(())
    }

    /// Makes what was found in a folder a part of the book.
    fn make_part(&mut self, folder: &Path, depth: u8, first: usize) {
        let part = Some(part_title(folder));
        match self.found.get_mut(first).filter(|found| found.depth > depth && speaks_for_folder(&found.path))
        {
            Some(index) if index.path.parent() == Some(folder) => (index.part, index.depth) = (part, depth),
            _ => {
                let path = folder.to_owned();
                self.found.insert(first, Found { path, is_folder: true, depth, part });
            }
        }
    }

    /// A manuscript may come from a stranger: it must not carry other files off into the book.
    fn leads_outside(&mut self, path: &Path) {
        let message =
            format!("the link `{}` leads outside the book's folder and is not followed", path.display());
        self.diagnostics.push(Diagnostic::warning(Code::OutsideLink, Span::GENERATED, message));
    }
}

fn reading_order(one: &Path, other: &Path) -> Ordering {
    let key = |path: &Path| rank_in_folder(path).unwrap_or(usize::MAX);
    let (one_name, other_name) = (name(one), name(other));
    key(one)
        .cmp(&key(other))
        .then_with(|| natord::compare_ignore_case(&one_name, &other_name))
        // Names that differ in case or in leading zeros alone.
        .then_with(|| one_name.cmp(&other_name))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

fn unreadable(path: &Path, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    let cause = cause.into();
    Error::new(Code::UnreadableInput, format!("cannot read `{}`: {cause}", path.display())).caused_by(cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;

    fn memory(paths: &str) -> Memory {
        paths.split(' ').map(|path| (path, "")).collect()
    }

    #[test]
    fn folders_are_read_in_natural_order() {
        let cases = [
            ("b/10-x.md b/2-x.md b/1.md", "b", "b/1.md b/2-x.md b/10-x.md"),
            ("b/a.md b/README.md b/index.md", "b", "b/README.md b/index.md b/a.md"),
            ("b/.git/x.md b/_draft.md b/.h.md b/a.md b/a.png b/n.txt", "b", "b/a.md"),
            ("b/2/index.md b/2/a.md b/1.md b/10.md", "b", "b/1.md b/2/index.md:0:2 b/2/a.md:1 b/10.md"),
            (
                "b/01-the-house/a.md b/01-the-house/in/b.md b/02/c.md",
                "b",
                "b/01-the-house:0:The-house b/01-the-house/a.md:1 b/01-the-house/in:1:In \
                 b/01-the-house/in/b.md:2 b/02:0:02 b/02/c.md:1",
            ),
            ("b/src/text/1.md b/src/text/2.md b/src/a.png", "b", "b/src/text/1.md b/src/text/2.md"),
            ("b/src/1.md b/src/in/2.md", "b", "b/src/1.md b/src/in:0:In b/src/in/2.md:1"),
            ("b/B.md b/a.MD b/c.markdown", "b", "b/a.MD b/B.md b/c.markdown"),
            ("b/x.md z.md", "z.md b z.md", "z.md b/x.md z.md"),
        ];
        for (paths, inputs, expected) in cases {
            let inputs: Vec<PathBuf> = inputs.split(' ').map(PathBuf::from).collect();
            let found = discover(&inputs, &memory(paths)).unwrap().value;
            let shown = |found: &Found| {
                let standing =
                    found.standing().map(|standing| (standing.depth, standing.title.plain.replace(' ', "-")));
                let standing = standing.map(|(depth, part)| format!(":{depth}:{part}")).unwrap_or_default();
                format!("{}{}", found.path.display(), standing.trim_end_matches(':'))
            };
            let found: Vec<_> = found.iter().map(shown).collect();
            assert_eq!(found.join(" "), expected, "{paths}");
        }
    }

    #[test]
    fn a_folder_without_markdown_is_no_manuscript() {
        let error = discover(&["b".into()], &memory("b/a.txt")).unwrap_err();
        assert_eq!(error.code, Code::NoManuscript);
    }
}
