//! The moment in which new files take the places of old ones: all of them, or none.

use super::interrupt;
use super::place::{OutputPlace, PREFIX};
use std::io;
use std::path::Path;
use tempfile::{NamedTempFile, TempPath};

/// What brings a place back to what it was.
struct Undo<'a> {
    place: &'a Path,
    /// The old file under another name; `None` where there was none.
    old: Option<TempPath>,
}

/// Puts files in their places. Where one cannot be put there, those before it are taken back.
///
/// Errors: the place that could not be taken, as the user knows it, and why.
pub fn all<'a>(ready: Vec<(&'a OutputPlace<'a>, NamedTempFile)>) -> Result<(), (&'a Path, io::Error)> {
    let _held = interrupt::hold();
    let mut done: Vec<Undo> = Vec::new();
    for (place, file) in ready {
        match take(place, file) {
            Ok(undo) => done.push(undo),
            Err(error) => {
                done.into_iter().rev().for_each(Undo::undo);
                return Err((place.named, error));
            }
        }
    }
    Ok(())
}

fn take<'a>(place: &'a OutputPlace, file: NamedTempFile) -> io::Result<Undo<'a>> {
    let old = place.path.exists().then(|| kept(place)).transpose()?;
    file.persist(&place.path).map_err(|error| error.error)?;
    Ok(Undo { place: &place.path, old })
}

/// The old file under another name as well, so that there is a whole file in its place at any moment.
fn kept(place: &OutputPlace) -> io::Result<TempPath> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    let linked = |path: &Path| std::fs::hard_link(&place.path, path);
    // Some file systems have no second names.
    let copied = |path: &Path| std::fs::copy(&place.path, path).map(|_| ());
    let kept = interrupt::beside(|| {
        builder.make_in(place.folder(), linked).or_else(|_| builder.make_in(place.folder(), copied))
    })?;
    Ok(kept.into_temp_path())
}

impl Undo<'_> {
    /// What cannot be brought back either has to stay as it is.
    fn undo(self) {
        match self.old {
            Some(old) => _ = old.persist(self.place),
            None => _ = std::fs::remove_file(self.place),
        }
    }
}
