//! Which file a path leads to, however it is written.

use std::io;
use std::path::{Path, PathBuf};

/// What two paths to the same file have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identity {
    /// Device and inode, which hard links share.
    #[cfg(unix)]
    Inode(u64, u64),
    /// The path without links: of a file that is not there yet, and where there are no inodes.
    Path(PathBuf),
}

impl Identity {
    /// The identity of a file, once links are followed.
    pub fn of(path: &Path) -> io::Result<Identity> {
        #[cfg(unix)]
        return Ok(Identity::of_metadata(&std::fs::metadata(path)?));
        #[cfg(not(unix))]
        return std::fs::canonicalize(path).map(Identity::Path);
    }

    /// The identity of the file that standard input comes from, if it comes from one.
    #[cfg(unix)]
    pub fn of_stdin() -> Option<Identity> {
        use std::os::fd::AsFd;
        let stdin = io::stdin().as_fd().try_clone_to_owned().ok()?;
        let metadata = std::fs::File::from(stdin).metadata().ok()?;
        metadata.is_file().then(|| Identity::of_metadata(&metadata))
    }

    /// Elsewhere nobody tells.
    #[cfg(not(unix))]
    pub fn of_stdin() -> Option<Identity> {
        None
    }

    #[cfg(unix)]
    fn of_metadata(metadata: &std::fs::Metadata) -> Identity {
        use std::os::unix::fs::MetadataExt;
        Identity::Inode(metadata.dev(), metadata.ino())
    }
}
