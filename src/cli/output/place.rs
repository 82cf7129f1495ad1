//! Where a file goes, and what lies there already.

use super::interrupt;
use crate::cli::identity::Identity;
use std::fs::Permissions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What the names of files begin with that are written beside their places.
pub const PREFIX: &str = ".bifolio-";

/// Where an output goes.
pub struct OutputPlace<'a> {
    /// As the user knows it.
    pub named: &'a Path,
    pub bytes: &'a [u8],
    /// Links followed, so that they stay.
    pub path: PathBuf,
    pub identity: Identity,
    /// Those of the file that is there already.
    permissions: Option<Permissions>,
}

impl<'a> OutputPlace<'a> {
    pub fn of(named: &'a Path, bytes: &'a [u8]) -> io::Result<OutputPlace<'a>> {
        let path = followed(named)?;
        match std::fs::metadata(&path) {
            Ok(old) if old.is_dir() => Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
            // To replace a device would be a disaster, and a pipe can be written but not taken back.
            Ok(old) if !old.is_file() => Err(io::Error::other("it is not a regular file")),
            Ok(old) => {
                let (identity, permissions) = (Identity::of(&path)?, Some(old.permissions()));
                Ok(OutputPlace { named, bytes, path, identity, permissions })
            }
            // It is not there yet; what else is wrong shows when it is written.
            Err(_) => {
                let identity = Identity::Path(real(&path));
                Ok(OutputPlace { named, bytes, path, identity, permissions: None })
            }
        }
    }

    /// The folder that it lies in.
    pub fn folder(&self) -> &Path {
        folder_of(&self.path)
    }

    /// Writes its bytes to a file beside it.
    pub fn written_beside(&self) -> io::Result<NamedTempFile> {
        let folder = self.folder();
        // tempfile would name its own file in the message, which means nothing to the user.
        std::fs::metadata(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        {
            // Temporary files are private by default; a book is an ordinary file, as the umask has it.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(Permissions::from_mode(0o666));
        }
        let mut file = interrupt::beside(|| builder.tempfile_in(folder))?;
        if let Some(permissions) = &self.permissions {
            file.as_file().set_permissions(permissions.clone())?;
        }
        file.write_all(self.bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    }
}

/// Where a link leads in the end, be there a file or not; any other path as it is.
fn followed(path: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match std::fs::read_link(&path) {
            Ok(target) => path = folder_of(&path).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("its links lead in a circle"))
}

/// Where a path leads, however it is written. The file itself need not be there.
fn real(path: &Path) -> PathBuf {
    let folder = std::fs::canonicalize(folder_of(path));
    let whole = folder.ok().zip(path.file_name()).map(|(folder, name)| folder.join(name));
    whole.unwrap_or_else(|| path.to_owned())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
