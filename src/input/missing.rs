//! A file that is missing may be there under a name that is nearly the same.

use super::name;
use crate::diagnostic::Error;
use crate::nearest::nearest;
use crate::source::Files;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The same error; where it comes from a file that is missing, with its nearest neighbour in the message.
pub fn with_neighbour(mut error: Error, path: &Path, files: &dyn Files) -> Error {
    if error.io().is_none_or(|cause| cause.kind() != ErrorKind::NotFound) {
        return error;
    }
    if let Some(near) = neighbour(path, files) {
        error.message += &format!("; did you mean `{}`?", near.display());
    }
    error
}

/// What lies in the same folder and is called nearly so, but for capitals; what is hidden is not meant.
pub fn neighbour(path: &Path, files: &dyn Files) -> Option<PathBuf> {
    let folder = path.parent()?;
    let mut names: Vec<(String, String)> = files
        .list(folder)
        .ok()?
        .iter()
        .map(|listed| name(listed))
        .filter(|listed| !listed.starts_with('.'))
        .map(|listed| (listed.to_lowercase(), listed))
        .collect();
    names.sort();
    let wanted = name(path).to_lowercase();
    let near = nearest(&wanted, names.iter().map(|(lower, _)| lower.as_str()))?;
    let (_, name) = names.iter().find(|(lower, _)| lower == near)?;
    Some(folder.join(name))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::input::read_named;
    use crate::source::{FileId, Memory};
    use std::path::Path;

    #[test]
    fn a_missing_file_is_answered_with_its_neighbour() {
        let files: Memory =
            ["book.md", "in/One.md", "in/.ore.md", "in/pic.png"].map(|path| (path, "")).into();
        for (path, near) in [
            ("bok.md", "; did you mean `book.md`?"),
            ("BOOK.MD", "; did you mean `book.md`?"),
            ("in/ore.md", "; did you mean `in/One.md`?"),
            ("in/chapter.md", ""),
            ("gone/book.md", ""),
        ] {
            let error = read_named(FileId(0), Path::new(path), &files).unwrap_err();
            let expected = format!("cannot read `{path}`: no such file{near}");
            assert_eq!((error.code, error.message), (Code::UnreadableInput, expected));
        }
    }
}
