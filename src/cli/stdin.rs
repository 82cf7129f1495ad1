//! The disk, with standard input in the place of the input `-`.

use crate::diagnostic::{Code, Error};
use crate::source::{Disk, Files};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The name of standard input among the inputs and in messages. Images are looked for in the
/// working folder.
pub const NAME: &str = "<stdin>";

pub struct DiskAndStdin {
    stdin: Option<Vec<u8>>,
}

impl DiskAndStdin {
    /// Reads standard input to its end if it is one of the inputs.
    pub fn new(inputs: &[PathBuf]) -> Result<DiskAndStdin, Error> {
        if !inputs.iter().any(|input| input == Path::new(NAME)) {
            return Ok(DiskAndStdin { stdin: None });
        }
        let mut bytes = Vec::new();
        match io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => Ok(DiskAndStdin { stdin: Some(bytes) }),
            Err(error) => {
                let message = format!("cannot read standard input: {error}");
                Err(Error::new(Code::UnreadableInput, message))
            }
        }
    }
}

impl Files for DiskAndStdin {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match &self.stdin {
            Some(bytes) if path == Path::new(NAME) => Ok(bytes.clone()),
            _ => Disk.read(path),
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
