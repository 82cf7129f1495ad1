//! The real file system. What is opened is looked at by what was opened, never by its path, which may lead
//! elsewhere a moment later.

use super::{Files, outside};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The real file system.
pub struct Disk;

/// No manuscript and no image comes near this size; a file that does is a mistake or an attack,
/// and would fill the memory.
const LARGEST: u64 = 512 << 20;

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut options = File::options();
        options.read(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, WITHOUT_WAITING);
        whole(options.open(path)?)
    }

    fn read_beneath(&self, path: &Path, folders: &[PathBuf]) -> io::Result<Vec<u8>> {
        let real = self.resolve(path)?;
        for folder in folders.iter().filter_map(|folder| self.resolve(folder).ok()) {
            let Ok(below) = real.strip_prefix(&folder) else { continue };
            // Whatever has become of the path since, this does not leave the folder.
            let folder = Dir::open_ambient_dir(&folder, ambient_authority())?;
            let mut options = OpenOptions::new();
            options.read(true);
            #[cfg(unix)]
            cap_std::fs::OpenOptionsExt::custom_flags(&mut options, WITHOUT_WAITING);
            return whole(folder.open_with(below, &options)?.into_std());
        }
        Err(outside())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        std::fs::read_dir(folder_named(folder))?.map(|entry| Ok(entry?.path())).collect()
    }

    fn is_folder(&self, path: &Path) -> bool {
        folder_named(path).is_dir()
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::canonicalize(folder_named(path))
    }

    fn visit_system_faces(&self, visit: &mut dyn FnMut(&Path, u32, &[u8])) {
        let mut installed = fontdb::Database::new();
        installed.load_system_fonts();
        let of_file = |face: &fontdb::FaceInfo| match &face.source {
            fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => {
                Some((path.clone(), face.index, face.id))
            }
            fontdb::Source::Binary(_) => None,
        };
        let mut faces: Vec<_> = installed.faces().filter_map(of_file).collect();
        faces.sort();
        faces.dedup_by(|(path, index, _), (before, index_before, _)| path == before && index == index_before);
        for (path, index, id) in faces {
            installed.with_face_data(id, |bytes, _| visit(&path, index, bytes));
        }
    }
}

/// A pipe that is opened to be read waits for somebody to write into it, for ever.
#[cfg(unix)]
const WITHOUT_WAITING: i32 = rustix::fs::OFlags::NONBLOCK.bits() as i32;

/// The content of a file that is open, if it is one: a pipe or a device would never end.
fn whole(file: File) -> io::Result<Vec<u8>> {
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    let too_large = || {
        let message = format!("larger than {} MiB", LARGEST >> 20);
        io::Error::new(io::ErrorKind::FileTooLarge, message)
    };
    if metadata.len() > LARGEST {
        return Err(too_large());
    }
    // It may still grow, and files of the system's own say that they are empty.
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST { Err(too_large()) } else { Ok(bytes) }
}

/// A path as the system takes it, for which an empty one is none.
fn folder_named(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}
