//! From the paths that a user names to the texts of the manuscript.

use crate::diagnostic::{Code, Diagnostic, Error, Warned};
use crate::source::{FileId, Files, Source, Span};
use std::cmp::Ordering;
use std::path::{Path, PathBuf};

/// How an input is to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Markdown,
    Text,
}

impl Format {
    /// By the ending of the name: `.txt` and `.text` are plain text, all else is Markdown.
    pub fn of(path: &Path) -> Format {
        let text = ["txt", "text"].iter().any(|ending| has_ending(path, ending));
        if text { Format::Text } else { Format::Markdown }
    }
}

/// The files that the inputs stand for, in reading order. A folder stands for all Markdown in it
/// and in the folders below it, in natural order (`2-x` before `10-x`), `README.md` and
/// `index.md` of each folder first. Names that begin with `.` or `_` are left out.
///
/// Errors: `no-manuscript` for a folder without Markdown, `unreadable-input` for one that cannot
/// be listed.
pub fn discover(inputs: &[PathBuf], files: &dyn Files) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for input in inputs {
        if !files.is_folder(input) {
            found.push(input.clone());
            continue;
        }
        let before = found.len();
        walk(input, 0, files, &mut found)?;
        if found.len() == before {
            let message = format!("the folder `{}` holds no Markdown (no file ends in .md)", input.display());
            return Err(Error::new(Code::NoManuscript, message));
        }
    }
    Ok(found)
}

/// Reads an input as UTF-8, without its byte order mark. Bytes that are not UTF-8 become U+FFFD.
///
/// Errors: `unreadable-input`.
pub fn read(file: FileId, path: &Path, files: &dyn Files) -> Result<Warned<Source>, Error> {
    let bytes = files.read(path).map_err(|error| unreadable(path, &error.to_string()))?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(unreadable(path, "it is larger than 4 GiB"));
    }
    let Warned { value: text, diagnostics } = decode(file, bytes);
    // U+FFFD is longer than the byte it stands for.
    if u32::try_from(text.len()).is_err() {
        return Err(unreadable(path, "it is not text"));
    }
    Ok(Warned { value: Source { path: path.to_owned(), text }, diagnostics })
}

/// Folders this deep below an input are not looked into: symbolic links can make a ring.
const DEEPEST_FOLDER: usize = 32;

fn walk(folder: &Path, depth: usize, files: &dyn Files, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    let mut entries = files.list(folder).map_err(|error| unreadable(folder, &error.to_string()))?;
    entries.retain(|path| !name(path).starts_with(['.', '_']));
    entries.sort_by(|one, other| reading_order(one, other));
    for path in entries {
        if files.is_folder(&path) {
            if depth < DEEPEST_FOLDER {
                walk(&path, depth + 1, files, found)?;
            }
        } else if has_ending(&path, "md") || has_ending(&path, "markdown") {
            found.push(path);
        }
    }
    Ok(())
}

fn reading_order(one: &Path, other: &Path) -> Ordering {
    let key = |path: &Path| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        match stem.as_str() {
            "readme" => 0,
            "index" => 1,
            _ => 2,
        }
    };
    let (one_name, other_name) = (name(one), name(other));
    key(one)
        .cmp(&key(other))
        .then_with(|| natord::compare_ignore_case(&one_name, &other_name))
        // Names that differ in case or in leading zeros alone.
        .then_with(|| one_name.cmp(&other_name))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

fn unreadable(path: &Path, why: &str) -> Error {
    Error::new(Code::UnreadableInput, format!("cannot read `{}`: {why}", path.display()))
}

/// This many places with bytes that are not UTF-8 are named one by one: a file that is no text
/// at all would otherwise have more messages than words.
const NAMED_PLACES: usize = 10;

fn decode(file: FileId, bytes: Vec<u8>) -> Warned<String> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).map(<[u8]>::to_vec).unwrap_or(bytes);
    let text = match String::from_utf8(bytes) {
        Ok(text) => return Warned { value: text, diagnostics: Vec::new() },
        Err(error) => error.into_bytes(),
    };
    let (mut decoded, mut places, mut diagnostics) = (String::new(), 0usize, Vec::new());
    for chunk in text.utf8_chunks() {
        decoded.push_str(chunk.valid());
        if chunk.invalid().is_empty() {
            continue;
        }
        let start = decoded.len();
        decoded.push('\u{FFFD}');
        places += 1;
        if places <= NAMED_PLACES {
            let span = Span::new(file, start..decoded.len());
            let message = format!("not UTF-8: {}, shown as U+FFFD", hexadecimal(chunk.invalid()));
            diagnostics.push(Diagnostic::warning(Code::InvalidUtf8, span, message));
        }
    }
    if places > NAMED_PLACES
        && let Some(last) = diagnostics.last_mut()
    {
        last.hints.push(format!("{} more places are not UTF-8: is this file text?", places - NAMED_PLACES));
    }
    Warned { value: decoded, diagnostics }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("byte {}", bytes.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::io;

    /// Paths and what is in them.
    struct Memory(BTreeMap<PathBuf, Vec<u8>>);

    impl Files for Memory {
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            self.0.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
        }
        fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
            let children =
                self.0.keys().filter_map(|path| path.strip_prefix(folder).ok()?.components().next());
            let mut children: Vec<PathBuf> = children.map(|child| folder.join(child)).collect();
            children.dedup();
            children.reverse();
            Ok(children)
        }
        fn is_folder(&self, path: &Path) -> bool {
            self.0.keys().any(|file| file != path && file.starts_with(path))
        }
    }

    fn memory(paths: &str) -> Memory {
        Memory(paths.split(' ').map(|path| (path.into(), Vec::new())).collect())
    }

    #[test]
    fn folders_are_read_in_natural_order() {
        let cases = [
            ("b/10-x.md b/2-x.md b/1.md", "b", "b/1.md b/2-x.md b/10-x.md"),
            ("b/a.md b/README.md b/index.md", "b", "b/README.md b/index.md b/a.md"),
            ("b/.git/x.md b/_draft.md b/.h.md b/a.md b/a.png b/n.txt", "b", "b/a.md"),
            ("b/2/index.md b/2/a.md b/1.md b/10.md", "b", "b/1.md b/2/index.md b/2/a.md b/10.md"),
            ("b/B.md b/a.MD b/c.markdown", "b", "b/a.MD b/B.md b/c.markdown"),
            ("b/x.md z.md", "z.md b z.md", "z.md b/x.md z.md"),
        ];
        for (paths, inputs, expected) in cases {
            let inputs: Vec<PathBuf> = inputs.split(' ').map(PathBuf::from).collect();
            let found = discover(&inputs, &memory(paths)).unwrap();
            let found: Vec<_> = found.iter().map(|path| path.display().to_string()).collect();
            assert_eq!(found.join(" "), expected, "{paths}");
        }
    }

    #[test]
    fn a_folder_without_markdown_is_no_manuscript() {
        let error = discover(&["b".into()], &memory("b/a.txt")).unwrap_err();
        assert_eq!(error.code, Code::NoManuscript);
    }

    #[test]
    fn bytes_become_text() {
        type Places = &'static [(u32, u32)];
        let cases: [(&[u8], &str, Places); 5] = [
            (b"plain", "plain", &[]),
            (b"\xEF\xBB\xBFmark", "mark", &[]),
            (b"a\xFFb\xC3", "a\u{FFFD}b\u{FFFD}", &[(1, 4), (5, 8)]),
            (b"\xE2\x82x", "\u{FFFD}x", &[(0, 3)]),
            (b"nul\0", "nul\0", &[]),
        ];
        for (bytes, text, places) in cases {
            let decoded = decode(FileId(0), bytes.to_vec());
            let found: Vec<_> = decoded.diagnostics.iter().map(|d| (d.span.start, d.span.end)).collect();
            assert_eq!((decoded.value.as_str(), found.as_slice()), (text, places));
        }
        assert_eq!(decode(FileId(0), vec![0xFF; 5000]).diagnostics.len(), NAMED_PLACES);
    }
}
