//! Addresses and paths as a manuscript writes them, judged by their letters alone.

mod data;

pub use data::{decoded, image_name, is_data};

use std::path::{Component, Path, PathBuf};

/// The scheme of an address (RFC 3986, section 3.1), as it is written. Of a path of Windows that is
/// the letter of its drive.
pub fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let letters = scheme.starts_with(|first: char| first.is_ascii_alphabetic());
    let valid = scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char));
    (letters && valid).then_some(scheme)
}

/// Whether a path lies in a folder, by the names alone.
pub fn lies_beneath(path: &Path, root: &Path) -> bool {
    let (path, root) = (normal(path), normal(root));
    let below = path.strip_prefix(root).ok().and_then(|rest| rest.components().next());
    matches!(below, Some(Component::Normal(_)))
}

/// The path with its `.`, `..` and double slashes worked out, as far as that needs no file system:
/// a relative one keeps the steps up that it begins with, and above the root is the root.
pub fn normal(path: &Path) -> PathBuf {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => _ = parts.pop(),
            (Component::ParentDir, Some(Component::RootDir | Component::Prefix(_))) => {}
            _ => parts.push(part),
        }
    }
    parts.into_iter().collect()
}

/// The same of a path that is text, with slashes on every system.
pub fn normal_text(path: &str) -> String {
    with_slashes(&normal(Path::new(path)).to_string_lossy())
}

/// Whether a file is the text of the folder that it lies in.
pub fn speaks_for_folder(path: &Path) -> bool {
    rank_in_folder(path).is_some()
}

/// Where among the files that speak for their folder a file comes by its name.
pub fn rank_in_folder(path: &Path) -> Option<usize> {
    let stem = path.file_stem()?.to_string_lossy().to_lowercase();
    // Hugo calls the page of a section so.
    ["readme", "index", "_index"].iter().position(|index| stem == *index)
}

/// The endings of texts, and of names that links and lists leave them off from, the most frequent first.
pub const TEXT_ENDINGS: [&str; 6] = ["md", "markdown", "txt", "qmd", "Rmd", "text"];

/// Whether a file with this ending is a text.
pub fn is_text_ending(ending: &str) -> bool {
    TEXT_ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// The path with slashes between its folders, whatever system named it.
pub fn with_slashes(path: &str) -> String {
    if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_lies_beneath_its_root() {
        let cases = [
            ("a.png", "", true),
            ("../a.png", "", false),
            ("b/../a.png", "", true),
            ("../b/a.png", "../b", true),
            ("../a.png", "../b", false),
            ("/x/b/a.png", "/x/b", true),
            ("/x/../../b", "/x", false),
            ("./b/a.png", "b", true),
            ("/a.png", "", false),
            ("", "", false),
        ];
        for (path, root, expected) in cases {
            assert_eq!(lies_beneath(Path::new(path), Path::new(root)), expected, "{path} {root}");
        }
    }

    #[test]
    fn steps_are_worked_out() {
        for (path, expected) in [
            ("./a//b/../c/", "a/c"),
            ("../../a", "../../a"),
            ("a/../../b", "../b"),
            ("/../a", "/a"),
            ("a/..", ""),
        ] {
            assert_eq!(normal_text(path), expected, "{path}");
        }
    }

    #[test]
    fn schemes() {
        for (address, expected) in [
            ("https://example.org", Some("https")),
            ("HTTP:x", Some("HTTP")),
            ("C:/a", Some("C")),
            ("a/b:c", None),
            ("3d:x", None),
            (":x", None),
            ("my notes: one.md", None),
            ("", None),
        ] {
            assert_eq!(scheme(address), expected, "{address}");
        }
    }
}
