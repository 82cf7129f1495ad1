//! Where an image lies that a manuscript names.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::path::{Component, Path};

/// Resolves an address against the folder that `manuscript` lies in: percent-decoded once, joined
/// with `/`, and `.` and `..` taken out lexically. An absolute path or an address with a scheme
/// stays as it is written.
pub(super) fn resolve(written: &str, manuscript: &Path) -> String {
    if written.is_empty() || written.starts_with(['/', '\\']) || has_scheme(written) {
        return written.to_owned();
    }
    let (root, mut parts) = folder(manuscript);
    // What is then not UTF-8 stays as it is.
    let decoded =
        percent_decode_str(written).decode_utf8().map_or_else(|_| written.to_owned(), Cow::into_owned);
    for part in decoded.split('/') {
        push(&mut parts, part, !root.is_empty());
    }
    root + &parts.join("/")
}

/// The root, empty for a relative path, and the names of the folders down from it.
fn folder(manuscript: &Path) -> (String, Vec<String>) {
    let mut root = String::new();
    let mut parts = Vec::new();
    for component in manuscript.parent().into_iter().flat_map(Path::components) {
        match component {
            Component::Prefix(prefix) => root.push_str(&prefix.as_os_str().to_string_lossy()),
            Component::RootDir => root.push('/'),
            other => push(&mut parts, &other.as_os_str().to_string_lossy(), !root.is_empty()),
        }
    }
    (root, parts)
}

fn push(parts: &mut Vec<String>, part: &str, rooted: bool) {
    match part {
        "" | "." => {}
        ".." if parts.last().is_some_and(|last| last != "..") => {
            parts.pop();
        }
        ".." if rooted => {}
        part => parts.push(part.to_owned()),
    }
}

/// RFC 3986, section 3.1. A single letter is a drive, which makes the path absolute as well.
fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_resolve_against_the_folder_of_the_file_that_names_them() {
        for (manuscript, written, expected) in [
            ("book.md", "a.png", "a.png"),
            ("text/one.md", "a.png", "text/a.png"),
            ("text/one.md", "./img/../a%20b.png", "text/a b.png"),
            ("text/one.md", "../../a.png", "../a.png"),
            ("/text/one.md", "../../a.png", "/a.png"),
            ("./text/one.md", "%2e%2e/a.png", "a.png"),
            ("text/one.md", "a%2520.png", "text/a%20.png"),
            ("text/one.md", "100%.png", "text/100%.png"),
            ("text/one.md", "%ff.png", "text/%ff.png"),
            ("text/one.md", "%é.png", "text/%é.png"),
            ("text/one.md", "/a%20b.png", "/a%20b.png"),
            ("text/one.md", "https://example.org/a%20b.png", "https://example.org/a%20b.png"),
            ("text/one.md", "data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
            ("text/one.md", "C:/a.png", "C:/a.png"),
            ("text/one.md", "", ""),
        ] {
            assert_eq!(resolve(written, Path::new(manuscript)), expected, "{written} in {manuscript}");
        }
    }
}
