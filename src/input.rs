//! From the paths that a user names to the texts of the manuscript.

mod encoding;
pub mod include;
mod kind;
mod missing;
mod signs;
mod told;
mod unread;

pub use missing::{neighbour, with_neighbour};
pub use signs::{ListKind, SIGNS, list_kind};
pub use told::Told;
pub use unread::{hint_for, read_as_markdown};

use crate::address::{is_text_ending, rank_in_folder, speaks_for_folder};
use crate::diagnostic::{Code, Diagnostic, Error, Warned};
pub use crate::document::Format;
use crate::document::{Matter, Standing, StandingKind, Title};
use crate::source::{FileId, Files, Source, Span, why_unread};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use unread::Unread;

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
    /// Other texts lie in that folder.
    holds_others: bool,
    /// Where a list of chapters puts it.
    listed: Option<Standing>,
}

impl Found {
    fn file(path: PathBuf, depth: u8) -> Found {
        Found { path, is_folder: false, depth, part: None, holds_others: false, listed: None }
    }

    /// The same in a folder that a list puts somewhere.
    pub fn below(self, depth: u8, matter: Matter) -> Found {
        let own = self.standing();
        let plain =
            Standing { title: Title::default(), kind: StandingKind::Chapter, depth: 0, number: None, matter };
        let own = own.unwrap_or(plain);
        let listed = Some(Standing { depth: own.depth.saturating_add(depth), matter, ..own });
        Found { listed, ..self }
    }

    /// Whether a list names it.
    pub fn is_listed(&self) -> bool {
        self.listed.is_some()
    }

    /// What a list of chapters names: a text, or, without one of its own, a part.
    pub fn listed(path: PathBuf, is_bare: bool, standing: Standing) -> Found {
        Found { is_folder: is_bare, listed: Some(standing.clone()), ..Found::file(path, standing.depth) }
    }

    /// Where it stands in the book; `None` for what is a chapter, or several, of its own.
    pub fn standing(&self) -> Option<Standing> {
        if self.listed.is_some() {
            return self.listed.clone();
        }
        let is_part = self.part.is_some() && self.holds_others;
        let kind = if is_part { StandingKind::Part } else { StandingKind::Chapter };
        let title = Title::from(self.part.clone().unwrap_or_default());
        let depth = self.depth;
        let placed = depth > 0 || self.part.is_some();
        placed.then_some(Standing { title, kind, depth, number: None, matter: Matter::Body })
    }
}

/// The texts that the inputs stand for, in reading order. A folder stands for all Markdown and plain text in it
/// and in the folders below it, in natural order (`2-x` before `10-x`), `README.md` and
/// `index.md` of each folder first. A folder below it is a part: its `README.md` or `index.md` is
/// the part's own text, and without one the part is called as the folder is. Names that begin with
/// `.` or `_` are left out, but for Hugo's `_index.md`, and so are lists of other tools, and what symbolic links lead to outside of the folder; a folder
/// that links lead to again is read once.
///
/// Errors: `no-manuscript` for a folder without texts, `unreadable-input` for one that cannot
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
            let message =
                format!("the folder `{}` holds no text (no file ends in .md or .txt)", input.display());
            return Err(Error::new(Code::NoManuscript, message + &walk.unread.instead()));
        }
        found.append(&mut without_lone_folder(walk.found));
        diagnostics.append(&mut walk.diagnostics);
        diagnostics.extend(walk.unread.diagnostic());
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

/// What the name of a file says likewise, where it has letters.
pub fn title_of_name(path: &Path) -> Option<String> {
    Some(part_title(Path::new(path.file_stem()?))).filter(|title| title.contains(char::is_alphabetic))
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
/// Errors: `unreadable-input`, also for a file of another kind, such as a PDF.
pub fn read(file: FileId, path: &Path, files: &dyn Files) -> Result<Warned<Source>, Error> {
    read_in(None, file, path, files)
}

/// The same of a file that the user names: where it is missing, its nearest neighbour is named.
///
/// Errors: `unreadable-input`.
pub fn read_named(file: FileId, path: &Path, files: &dyn Files) -> Result<Warned<Source>, Error> {
    read(file, path, files).map_err(|error| missing::with_neighbour(error, path, files))
}

/// The same of a text whose language is known.
///
/// Errors: `unreadable-input`.
pub fn read_in(
    lang: Option<&str>,
    file: FileId,
    path: &Path,
    files: &dyn Files,
) -> Result<Warned<Source>, Error> {
    let bytes = files.read(path).map_err(|error| unread(path, error))?;
    source(lang, file, path, &bytes)
}

/// The same of a file that has to lie beneath one of the folders.
///
/// Errors: `unreadable-input`.
pub fn read_beneath(
    folders: &[PathBuf],
    lang: Option<&str>,
    file: FileId,
    path: &Path,
    files: &dyn Files,
) -> Result<Warned<Source>, Error> {
    let bytes = files.read_beneath(path, folders).map_err(|error| unread(path, error))?;
    source(lang, file, path, &bytes)
}

fn source(lang: Option<&str>, file: FileId, path: &Path, bytes: &[u8]) -> Result<Warned<Source>, Error> {
    // Places are counted in 32 bits (`Span`).
    if u32::try_from(bytes.len()).is_err() {
        return Err(unreadable(path, "it is larger than 4 GiB"));
    }
    if let Some((what, hint)) = kind::no_text(bytes) {
        return Err(unreadable(
            path,
            format!("it is {what} and no text; {}", kind::hint_for(hint, &name(path))),
        ));
    }
    let Warned { value: text, diagnostics } = encoding::decode(file, bytes, lang);
    // U+FFFD is longer than the byte it stands for.
    if u32::try_from(text.len()).is_err() {
        return Err(unreadable(path, "it is not text"));
    }
    Ok(Warned { value: Source { path: path.to_owned(), text }, diagnostics })
}

/// Folders this deep below an input are not looked into. The walk calls itself for each.
const DEEPEST_FOLDER: u8 = 32;

/// The texts of one folder.
struct Walk<'a> {
    files: &'a dyn Files,
    /// Where the folder really is, and which folders in it were looked into.
    root: PathBuf,
    seen: BTreeSet<PathBuf>,
    found: Vec<Found>,
    /// What may be texts, and is not read.
    unread: Unread,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn new(folder: &Path, files: &'a dyn Files) -> Result<Walk<'a>, Error> {
        let root = files.resolve(folder).map_err(|error| unreadable(folder, error))?;
        let seen = BTreeSet::from([root.clone()]);
        Ok(Walk { files, root, seen, found: Vec::new(), unread: Unread::default(), diagnostics: Vec::new() })
    }

    fn folder(&mut self, folder: &Path, depth: u8) -> Result<(), Error> {
        let first = self.found.len();
        let listed = self.files.list(folder);
        let mut entries = listed.map_err(|error| unreadable(folder, error))?;
        let of_site = entries.iter().any(|path| list_kind(path) == Some(ListKind::Jekyll));
        entries.retain(|path| {
            let is_text = !is_hidden(path) || of_site && is_collection(path);
            is_text && !SIGNS.iter().any(|sign| sign.list.is_some() && sign.is(path))
        });
        entries.sort_by(|one, other| reading_order(one, other));
        for path in entries {
            let is_folder = self.files.is_folder(&path);
            if !is_folder && !is_text_file(&path) {
                self.unread.look_at(&path);
                continue;
            }
            // What cannot be resolved cannot be read either, which is said when it is.
            let real = self.files.resolve(&path).unwrap_or(path.clone());
            if !real.starts_with(&self.root) && real != path {
                self.leads_outside(&path);
            } else if !is_folder {
                self.found.push(Found::file(path, depth));
            } else if depth < DEEPEST_FOLDER && self.seen.insert(real) {
                // The posts of a site are no part of their own.
                self.folder(&path, if is_collection(&path) { depth } else { depth + 1 })?;
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
        let holds_others = self.found.len() > first + 1;
        match self.found.get_mut(first).filter(|found| found.depth > depth && speaks_for_folder(&found.path))
        {
            Some(index) if index.path.parent() == Some(folder) => {
                (index.part, index.depth, index.holds_others) = (part, depth, holds_others);
            }
            _ => {
                let path = folder.to_owned();
                let folder = Found { is_folder: true, part, holds_others: true, ..Found::file(path, depth) };
                self.found.insert(first, folder);
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

/// Whether a name says that what it names is no text of the book: for tools, or a draft.
pub fn is_hidden(path: &Path) -> bool {
    name(path).starts_with(['.', '_']) && !speaks_for_folder(path)
}

/// Folders of a site of Jekyll that hold what its pages are made with, or drafts.
const OF_JEKYLL: [&str; 7] = ["_data", "_drafts", "_includes", "_layouts", "_plugins", "_sass", "_site"];

/// Whether a path is that of a folder of posts, or of another collection, where it lies in a site of Jekyll.
fn is_collection(path: &Path) -> bool {
    name(path).starts_with('_') && path.extension().is_none() && !OF_JEKYLL.contains(&&*name(path))
}

/// Files that end like plain text and are for programs: what pip installs, what robots and models may read, what CMake
/// builds, and Leanpub's lists of parts of a book.
const FOR_PROGRAMS: [&str; 7] = [
    "requirements.txt",
    "robots.txt",
    "llms.txt",
    "humans.txt",
    "CMakeLists.txt",
    "Sample.txt",
    "Subset.txt",
];

/// Whether a file of a folder is a text of the book by its name.
pub fn is_text_file(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    is_text_ending(ending) && !FOR_PROGRAMS.contains(&name(path).as_str())
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

fn unread(path: &Path, error: io::Error) -> Error {
    let message = format!("cannot read `{}`: {}", path.display(), why_unread(&error));
    Error::new(Code::UnreadableInput, message).caused_by(error)
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
            ("b/.git/x.md b/_draft.md b/.h.md b/a.md b/a.png b/requirements.txt", "b", "b/a.md"),
            ("b/2.txt b/10.txt b/1.md b/Book.txt b/Sample.txt", "b", "b/1.md b/2.txt b/10.txt"),
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
    fn a_folder_without_texts_is_no_manuscript() {
        let error = discover(&["b".into()], &memory("b/a.docx")).unwrap_err();
        assert!(error.message.contains("pandoc"), "{}", error.message);
        assert_eq!(error.code, Code::NoManuscript);
    }
}
