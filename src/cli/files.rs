//! What a run reads: the disk, with standard input in the place of the input `-`. It remembers which
//! files these were, so that none of them is written over.

use super::identity::Identity;
use crate::diagnostic::{Code, Error};
use crate::source::{Disk, Files};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The name of standard input among the inputs and in messages. Images are looked for in the
/// working folder.
pub const STDIN: &str = "<stdin>";

/// The disk and standard input, recorded.
pub struct RecordedFiles {
    stdin: Option<Vec<u8>>,
    /// By the paths that they were read by.
    read: Mutex<BTreeMap<PathBuf, Identity>>,
}

impl RecordedFiles {
    /// Reads standard input to its end if it is one of the inputs.
    pub fn new(inputs: &[PathBuf]) -> Result<RecordedFiles, Error> {
        if !inputs.iter().any(|input| input == Path::new(STDIN)) {
            return Ok(RecordedFiles { stdin: None, read: Mutex::default() });
        }
        let mut bytes = Vec::new();
        match io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => {
                let read =
                    Identity::of_stdin().into_iter().map(|identity| (STDIN.into(), identity)).collect();
                Ok(RecordedFiles { stdin: Some(bytes), read: Mutex::new(read) })
            }
            Err(error) => {
                let message = format!("cannot read standard input: {error}");
                Err(Error::new(Code::UnreadableInput, message))
            }
        }
    }

    /// The files that have been read until now.
    pub fn read_until_now(&self) -> BTreeSet<Identity> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// The paths by which they were read.
    pub fn paths_until_now(&self) -> Vec<PathBuf> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }
}

impl Files for RecordedFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match &self.stdin {
            Some(bytes) if path == Path::new(STDIN) => Ok(bytes.clone()),
            _ => {
                let bytes = Disk.read(path)?;
                let identity = Identity::of(path)?;
                self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), identity);
                Ok(bytes)
            }
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        Disk.list(folder)
    }

    fn is_folder(&self, path: &Path) -> bool {
        Disk.is_folder(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Disk.resolve(path)
    }
}
