//! Writes books whole or not at all.

use crate::diagnostic::{Code, Error};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Writes every file, or none: each is written and synced beside its place first, and only when
/// all are there do they take their places, so that an earlier book survives a full disk.
///
/// Errors: `unwritable-output`.
pub fn write_all(files: &[(&Path, &[u8])]) -> Result<(), Error> {
    let mut ready = Vec::new();
    for &(path, bytes) in files {
        ready.push((path, beside(path, bytes).map_err(|error| unwritable(path, &error))?));
    }
    for (path, file) in ready {
        file.persist(path).map_err(|error| unwritable(path, &error.error))?;
    }
    Ok(())
}

/// Makes a folder that the user names as one, and those above it.
///
/// Errors: `unwritable-output`.
pub fn make_folder(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))
}

/// Writes a book to standard output.
///
/// Errors: `unwritable-output`.
pub fn write_stdout(bytes: &[u8]) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(bytes).and_then(|()| stdout.flush());
    written.map_err(|error| unwritable(Path::new("-"), &error))
}

/// Names of this many bytes leave room for an ending and a number on every file system.
const LONGEST_STEM: usize = 80;

/// A name for a book's files that is safe on every system: `moby-dick-or-the-whale`. Letters of
/// all scripts stay.
pub fn file_stem(title: &str) -> String {
    let mut stem = String::new();
    for character in title.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            if stem.len() + character.len_utf8() > LONGEST_STEM {
                break;
            }
            stem.push(character);
        } else if !matches!(character, '\'' | '’') && !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
    }
    let stem = stem.trim_end_matches('-');
    // Devices of Windows, which own these names with any ending.
    let numbered = |name: &str| stem.strip_prefix(name).is_some_and(|rest| rest.len() == 1);
    match stem {
        "" => "book".to_owned(),
        "con" | "prn" | "aux" | "nul" => format!("{stem}-book"),
        _ if numbered("com") || numbered("lpt") => format!("{stem}-book"),
        _ => stem.to_owned(),
    }
}

fn beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    let folder = folder_of(path);
    // tempfile would name its own file in the message, which means nothing to the user.
    std::fs::metadata(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".bifolio-");
    #[cfg(unix)]
    {
        // Temporary files are private by default; a book is an ordinary file, as the umask has it.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Where a path leads, however it is written. The file itself need not be there.
pub fn real(path: &Path) -> PathBuf {
    let folder = std::fs::canonicalize(folder_of(path));
    let whole = folder.ok().zip(path.file_name()).map(|(folder, name)| folder.join(name));
    whole.unwrap_or_else(|| path.to_owned())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    let text = error.to_string();
    let why = text.split_once(" at path ").map_or(text.as_str(), |(why, _)| why);
    Error::new(Code::UnwritableOutput, format!("cannot write `{}`: {why}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_makes_a_safe_name() {
        let long = "ä".repeat(100);
        let cases = [
            ("Moby-Dick; or, The Whale", "moby-dick-or-the-whale"),
            ("Alice’s Adventures", "alices-adventures"),
            ("../../etc/passwd", "etc-passwd"),
            ("吾輩は猫である", "吾輩は猫である"),
            ("C:\\con\0", "c-con"),
            ("COM1", "com1-book"),
            ("Nul", "nul-book"),
            ("…", "book"),
            (&long, &long[..80]),
        ];
        for (title, expected) in cases {
            assert_eq!(file_stem(title), expected, "{title}");
        }
    }

    #[test]
    fn one_file_that_cannot_be_written_leaves_all_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let (book, taken) = (folder.path().join("a.epub"), folder.path().join("b.pdf"));
        std::fs::write(&book, "old").unwrap();
        std::fs::create_dir(&taken).unwrap();
        let error = write_all(&[(&book, b"new"), (&taken, b"new")]).unwrap_err();
        assert_eq!(error.code, Code::UnwritableOutput);
        assert_eq!(std::fs::read_to_string(&book).unwrap(), "old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
        write_all(&[(&book, b"new")]).unwrap();
        assert_eq!(std::fs::read_to_string(&book).unwrap(), "new");
    }
}
