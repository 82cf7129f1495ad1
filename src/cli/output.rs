//! Writes books whole or not at all, and never over what was read.

pub mod interrupt;
mod lock;
mod place;
mod replace;

use super::identity::Identity;
use crate::diagnostic::{Code, Error};
use lock::Locks;
use place::OutputPlace;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a run writes.
#[derive(Default)]
pub struct Outputs<'a> {
    /// Folders that the user names as such, to be made where they are not there.
    pub folders: Vec<&'a Path>,
    /// Files by the paths that the user knows.
    pub files: Vec<(PathBuf, &'a [u8])>,
    pub stdout: Option<&'a [u8]>,
}

impl Outputs<'_> {
    /// Writes everything, or nothing: where each file goes is judged first; then each is written and
    /// synced beside its place; only when all are there do they take their places together, so that
    /// an earlier book survives a full disk, a signal, and another run that writes there at the same time.
    /// Gives the names of what was written, and the lengths.
    ///
    /// Errors: `unwritable-output`, for one that is among the files that were read as well.
    pub fn write(&self, read: &BTreeSet<Identity>) -> Result<Vec<(String, usize)>, Error> {
        let places = self.places(read)?;
        for folder in &self.folders {
            std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        }
        // Until the end of this function nobody else writes there.
        let _locks = Locks::on(places.iter().map(OutputPlace::folder));
        let mut ready = Vec::new();
        for place in &places {
            let written = place.written_beside().map_err(|error| without_folder(place.named, error));
            ready.push((place, written.map_err(|error| unwritable(place.named, &error))?));
        }
        let mut written = Vec::new();
        if let Some(bytes) = self.stdout {
            write_stdout(bytes)?;
            written.push(("standard output".to_owned(), bytes.len()));
        }
        replace::all(ready).map_err(|(named, error)| unwritable(named, &error))?;
        written.extend(places.iter().map(|place| (place.named.display().to_string(), place.bytes.len())));
        Ok(written)
    }

    /// Where the files go, each once.
    fn places(&self, read: &BTreeSet<Identity>) -> Result<Vec<OutputPlace<'_>>, Error> {
        let mut places: Vec<OutputPlace<'_>> = Vec::new();
        for (named, bytes) in &self.files {
            let refused = |why: String| Err(unwritable(named, &io::Error::other(why)));
            let place = OutputPlace::of(named, bytes).map_err(|error| unwritable(named, &error))?;
            if read.contains(&place.identity) {
                return refused("it is an input".to_owned());
            }
            match places.iter().find(|other| other.identity == place.identity) {
                // A file and its folder are both named.
                Some(other) if other.bytes == place.bytes => {}
                Some(other) => {
                    return refused(format!("it is the same file as `{}`", other.named.display()));
                }
                None => places.push(place),
            }
        }
        Ok(places)
    }
}

/// The error where a file's folder is not there, of which the system says no more than that something is not.
fn without_folder(named: &Path, error: io::Error) -> io::Error {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    match named.parent().filter(is_missing) {
        Some(folder) => io::Error::other(format!("there is no folder `{}`", folder.display())),
        None => error,
    }
}

/// Writes to standard output.
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
        let outputs = |files: Vec<(PathBuf, &'static [u8])>| Outputs { files, ..Outputs::default() };
        let error =
            outputs(vec![(book.clone(), b"new"), (taken, b"new")]).write(&BTreeSet::new()).unwrap_err();
        assert_eq!(error.code, Code::UnwritableOutput);
        assert_eq!(std::fs::read_to_string(&book).unwrap(), "old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
        outputs(vec![(book.clone(), b"new")]).write(&BTreeSet::new()).unwrap();
        assert_eq!(std::fs::read_to_string(&book).unwrap(), "new");
    }
}
