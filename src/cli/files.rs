//! What a run reads: the disk, with standard input in the place of the input `-`. It remembers which
//! files these were, so that none of them is written over.

use super::identity::Identity;
use super::record::{ReadFile, digest};
use crate::diagnostic::{Code, Error};
use crate::source::{Disk, Files};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// The name of standard input among the inputs and in messages. Images are looked for in the
/// working folder.
pub const STDIN: &str = "<stdin>";

/// The disk and standard input, recorded.
#[derive(Default)]
pub struct RecordedFiles {
    stdin: Option<Vec<u8>>,
    /// By the paths that they were read by.
    read: Mutex<BTreeMap<PathBuf, ReadBytes>>,
    seen: Mutex<Seen>,
    /// Whether what is read is hashed.
    is_hashed: bool,
}

/// A file that was read.
struct ReadBytes {
    identity: Identity,
    /// The hash of what was read, where it is wanted.
    digest: Option<String>,
}

/// What was looked at, as it was then.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Files, also those that were not there.
    files: BTreeMap<PathBuf, Option<Stamp>>,
    /// Folders, with what lay in them.
    folders: BTreeMap<PathBuf, Option<BTreeSet<PathBuf>>>,
}

/// What changes with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    identity: Option<Identity>,
}

impl Stamp {
    fn of(path: &Path) -> Option<Stamp> {
        let metadata = std::fs::metadata(path).ok()?;
        Some(Stamp {
            modified: metadata.modified().ok(),
            length: metadata.len(),
            identity: Identity::of(path).ok(),
        })
    }
}

impl Seen {
    /// How many files were there.
    pub fn files(&self) -> usize {
        self.files.values().flatten().count()
    }

    /// The folders in which a change would show; of what was not there, the nearest that is.
    pub fn folders(&self) -> BTreeSet<&Path> {
        let parents = self.files.keys().filter_map(|path| path.parent());
        let all = parents.chain(self.folders.keys().map(PathBuf::as_path));
        let here = |path: &Path| if path.as_os_str().is_empty() { Path::new(".") } else { path }.is_dir();
        all.filter_map(|folder| folder.ancestors().find(|above| here(above)))
            .map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
            .collect()
    }

    /// Whether anything is not as it was. What lies in a folder because it was made, and is no part of the book
    /// unless it was read, is no change.
    pub fn has_changed(&self, made: &[PathBuf]) -> bool {
        let made: Vec<PathBuf> = made.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
        let holds_made = |path: &PathBuf| {
            std::path::absolute(path).is_ok_and(|path| made.iter().any(|made| made.starts_with(&path)))
        };
        let others = |names: &Option<BTreeSet<PathBuf>>| {
            names
                .as_ref()
                .map(|names| names.iter().filter(|name| !holds_made(name)).cloned().collect::<Vec<_>>())
        };
        self.files.iter().any(|(path, stamp)| Stamp::of(path) != *stamp)
            || self.folders.iter().any(|(path, names)| others(&listed(&Disk.list(path))) != others(names))
    }
}

fn listed(list: &io::Result<Vec<PathBuf>>) -> Option<BTreeSet<PathBuf>> {
    list.as_ref().ok().map(|paths| paths.iter().cloned().collect())
}

impl RecordedFiles {
    /// Reads standard input to its end if it is one of the inputs.
    pub fn new(inputs: &[PathBuf]) -> Result<RecordedFiles, Error> {
        if !inputs.iter().any(|input| input == Path::new(STDIN)) {
            return Ok(RecordedFiles::default());
        }
        let mut bytes = Vec::new();
        match io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => {
                let read = Identity::of_stdin().map(|identity| ReadBytes { identity, digest: None });
                let read = read.into_iter().map(|read| (STDIN.into(), read)).collect();
                Ok(RecordedFiles { stdin: Some(bytes), read: Mutex::new(read), ..RecordedFiles::default() })
            }
            Err(error) => {
                let message = format!("cannot read standard input: {error}");
                Err(Error::new(Code::UnreadableInput, message))
            }
        }
    }

    /// With the hashes of all that is read.
    pub fn hashed(self, is_hashed: bool) -> RecordedFiles {
        RecordedFiles { is_hashed, ..self }
    }

    /// What has been looked at until now.
    pub fn seen(&self) -> Seen {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The files that have been read until now.
    pub fn read_until_now(&self) -> BTreeSet<Identity> {
        self.read
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .values()
            .map(|read| read.identity.clone())
            .collect()
    }

    /// The paths by which they were read; `from` a folder where they lie in it, so that who types paths from there
    /// gets such paths.
    pub fn paths_until_now(&self, from: Option<&Path>) -> Vec<PathBuf> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let named: BTreeSet<PathBuf> = read.keys().map(|path| named_from(from, path)).collect();
        named.into_iter().collect()
    }

    /// The same with their hashes, where these are wanted.
    pub fn hashed_until_now(&self, from: Option<&Path>) -> Vec<ReadFile> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let hashed =
            |(path, read): (&PathBuf, &ReadBytes)| Some((named_from(from, path), read.digest.clone()?));
        let typed = self.stdin.iter().map(|bytes| (STDIN.into(), digest(bytes)));
        let hashed: BTreeMap<PathBuf, String> = read.iter().filter_map(hashed).chain(typed).collect();
        hashed.into_iter().map(|(path, digest)| ReadFile { path, digest }).collect()
    }
}

fn named_from(folder: Option<&Path>, path: &Path) -> PathBuf {
    folder.and_then(|folder| path.strip_prefix(folder).ok()).unwrap_or(path).to_owned()
}

impl RecordedFiles {
    fn recorded(&self, path: &Path, read: impl FnOnce() -> io::Result<Vec<u8>>) -> io::Result<Vec<u8>> {
        // Before it is read, so that what changes meanwhile is a change.
        let stamp = Stamp::of(path);
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).files.insert(path.to_owned(), stamp);
        let bytes = read()?;
        let read =
            ReadBytes { identity: Identity::of(path)?, digest: self.is_hashed.then(|| digest(&bytes)) };
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), read);
        Ok(bytes)
    }
}

impl Files for RecordedFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match &self.stdin {
            Some(bytes) if path == Path::new(STDIN) => Ok(bytes.clone()),
            _ => self.recorded(path, || Disk.read(path)),
        }
    }

    fn read_beneath(&self, path: &Path, folders: &[PathBuf]) -> io::Result<Vec<u8>> {
        self.recorded(path, || Disk.read_beneath(path, folders))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let list = Disk.list(folder);
        let names = listed(&list);
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).folders.insert(folder.to_owned(), names);
        list
    }

    fn is_folder(&self, path: &Path) -> bool {
        let is_folder = Disk.is_folder(path);
        if !is_folder {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.files.entry(path.to_owned()).or_insert_with(|| Stamp::of(path));
        }
        is_folder
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Disk.resolve(path)
    }

    fn visit_system_faces(&self, visit: &mut dyn FnMut(&Path, u32, &[u8])) {
        Disk.visit_system_faces(visit);
    }
}
