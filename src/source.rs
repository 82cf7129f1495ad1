//! The door to bytes, and the way back from a byte offset to a line and a column.

mod disk;
mod nested;

pub use disk::Disk;
pub use nested::Nested;

use crate::address::lies_beneath;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Which input a span lies in. Inputs are numbered in reading order; one that is listed twice
/// counts twice, which makes `BlockId`s unique without a global pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(
    /// Its number, from 0.
    pub u32,
);

impl FileId {
    /// The reserved file of blocks that no manuscript holds: title page and contents.
    pub const GENERATED: FileId = FileId(u32::MAX);
}

/// A range of bytes in one input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The input.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A range of an input.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Span {
        debug_assert!(range.start <= range.end, "{range:?} ends before it begins");
        // Inputs over 4 GiB are refused when they are read, so the offsets fit.
        Span { file, start: range.start as u32, end: range.end as u32 }
    }

    /// The span of what no manuscript holds.
    pub const GENERATED: Span = Span { file: FileId::GENERATED, start: 0, end: 0 };
}

/// One input as text: the path as the user named it (for messages and for resolving relative
/// paths) and the decoded text.
#[derive(Clone, Debug, Hash)]
pub struct Source {
    /// As the user named it.
    pub path: PathBuf,
    /// Decoded, without a byte order mark.
    pub text: String,
}

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
}

impl Source {
    /// Where a byte offset lies. An offset past the end or inside a character is moved back.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        LineColumn {
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// Where a stretch of a text that was put together comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where it begins in the text; it ends where the next one begins.
    pub at: u32,
    /// The file that it comes from.
    pub file: FileId,
    /// Where it begins there.
    pub from: u32,
}

/// All inputs of one run, indexed by `FileId`.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    /// What the texts are made of that no file holds as they are.
    made_of: BTreeMap<FileId, Vec<Segment>>,
}

impl Sources {
    /// Adds an input; the ids follow the order of the calls.
    pub fn add(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId(self.files.len() as u32 - 1)
    }

    /// Adds a text that is put together from other inputs.
    pub fn add_made_of(&mut self, source: Source, segments: Vec<Segment>) -> FileId {
        let file = self.add(source);
        self.made_of.insert(file, segments);
        file
    }

    /// Adds an input of others under the number that is next, with what it is made of.
    pub fn add_of(&mut self, others: &Sources, file: FileId) {
        let Some(source) = others.get(file) else { return };
        match others.made_of.get(&file) {
            Some(segments) => _ = self.add_made_of(source.clone(), segments.clone()),
            None => _ = self.add(source.clone()),
        }
    }

    /// A place of a text that was put together as the place that a person can look up.
    pub fn origin(&self, span: Span) -> Span {
        let segments = self.made_of.get(&span.file).map_or(&[][..], Vec::as_slice);
        let index = segments.partition_point(|segment| segment.at <= span.start).saturating_sub(1);
        let Some(segment) = segments.get(index) else { return span };
        let start = segment.from + span.start.saturating_sub(segment.at);
        Span { file: segment.file, start, end: start + (span.end - span.start) }
    }

    /// An input by its id.
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.0 as usize)
    }

    /// The inputs that were read, without what was put together from them.
    pub fn originals(&self) -> impl Iterator<Item = &Source> {
        self.iter().filter(|(file, _)| !self.made_of.contains_key(file)).map(|(_, source)| source)
    }

    /// All inputs with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0u32..).map(FileId).zip(&self.files)
    }
}

/// Why something could not be read, in the words that users have for it: systems have words and numbers of their own.
pub fn why_unread(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "you are not permitted to read it".to_owned(),
        _ => error.to_string(),
    }
}

/// A file lies outside the folders beneath which it was looked for.
#[derive(Debug)]
struct Outside;

impl fmt::Display for Outside {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("it lies outside the book's folder")
    }
}

impl std::error::Error for Outside {}

fn outside() -> io::Error {
    io::Error::other(Outside)
}

/// Whether a file was not read since it lies outside the folders that it has to lie beneath.
pub fn is_outside(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|cause| cause.is::<Outside>())
}

/// The outside world as far as reading goes; tests and other programs bring their own. The empty path is the
/// folder where the program stands, which is that of a file named without one.
pub trait Files: Sync {
    /// The whole content of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// The whole content of a file that lies beneath one of the folders, once all symbolic links are followed:
    /// a manuscript may come from a stranger, and must not carry other files off into the book. Of one that lies
    /// elsewhere, [`is_outside`] says so.
    fn read_beneath(&self, path: &Path, folders: &[PathBuf]) -> io::Result<Vec<u8>> {
        let real = self.resolve(path)?;
        let holds = |folder: &PathBuf| self.resolve(folder).is_ok_and(|folder| lies_beneath(&real, &folder));
        if folders.iter().any(holds) { self.read(&real) } else { Err(outside()) }
    }
    /// The paths directly inside a folder, in no particular order.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// Whether a path is that of a folder.
    fn is_folder(&self, path: &Path) -> bool;
    /// Where a path leads once all symbolic links are followed. Where there are no links, that is
    /// the path itself.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }
    /// Shows the faces that the system has for all programs, in the order of their paths: the file of each, which of
    /// the file's faces it is, and the file's bytes, of which only those that are looked at need be read. A file may be
    /// shown that [`Files::read`] cannot read. Only a real system has any.
    fn visit_system_faces(&self, _visit: &mut dyn FnMut(&Path, u32, &[u8])) {}
}

/// Files that lie in memory, by their paths. Folders are there where a file lies in them.
///
/// ```
/// use bifolio::source::{Files, Memory};
/// use std::path::Path;
///
/// let files = Memory::from([("book/tea.md", "# Tea"), ("book/more/cup.md", "# Cup")]);
/// assert_eq!(files.read(Path::new("book/tea.md"))?, b"# Tea");
/// assert!(files.is_folder(Path::new("book/more")));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl<P: Into<PathBuf>, B: Into<Vec<u8>>> FromIterator<(P, B)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Memory {
        Memory { files: files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect() }
    }
}

impl<P: Into<PathBuf>, B: Into<Vec<u8>>, const N: usize> From<[(P, B); N]> for Memory {
    fn from(files: [(P, B); N]) -> Memory {
        files.into_iter().collect()
    }
}

impl Files for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let inside = |path: &PathBuf| Some(folder.join(path.strip_prefix(folder).ok()?.components().next()?));
        let mut listed: Vec<PathBuf> = self.files.keys().filter_map(inside).collect();
        listed.dedup();
        Ok(listed)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.files.keys().any(|file| file != path && file.starts_with(path))
    }
}
