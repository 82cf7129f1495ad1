//! Where an image lies that a manuscript names.

use crate::address::{normal_text, scheme, with_slashes};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::path::Path;

/// The folder that a manuscript lies in, as paths of images have it; empty where its name has none.
pub(super) fn folder(manuscript: &Path) -> String {
    let folder = manuscript.parent().map(|folder| with_slashes(&folder.to_string_lossy()));
    folder.filter(|folder| !folder.is_empty()).map_or_else(String::new, |folder| normal_text(&folder))
}

/// Resolves an address against the folder that `manuscript` lies in: percent-decoded once, joined
/// with `/`, and `.` and `..` taken out lexically. An absolute path, a drive's among them, or an
/// address with a scheme stays as it is written. So does what stands behind `?` or `#`: whether that is
/// a part of the name, is seen where the file is looked for.
pub(super) fn resolve(written: &str, manuscript: &Path) -> String {
    let written = written.trim();
    if written.is_empty() || written.starts_with(['/', '\\']) || scheme(written).is_some() {
        return written.to_owned();
    }
    // What is then not UTF-8 stays as it is.
    let decoded =
        percent_decode_str(written).decode_utf8().map_or_else(|_| written.to_owned(), Cow::into_owned);
    let (path, query) = decoded.split_at(decoded.find(['?', '#']).unwrap_or(decoded.len()));
    let folder = manuscript.parent().map(|folder| with_slashes(&folder.to_string_lossy()));
    match folder.filter(|folder| !folder.is_empty()) {
        Some(folder) => normal_text(&format!("{folder}/{path}")) + query,
        // A slash that was encoded does not lead to the root.
        None => normal_text(path.trim_start_matches('/')) + query,
    }
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
            ("text/one.md", " a.png ", "text/a.png"),
            ("text/one.md", "../a.png?b=c/../d#e/f", "a.png?b=c/../d#e/f"),
            ("text/one.md", "", ""),
            ("text/one.md", "%2Fetc/a.png", "text/etc/a.png"),
            ("one.md", "%2Fetc/a.png", "etc/a.png"),
        ] {
            assert_eq!(resolve(written, Path::new(manuscript)), expected, "{written} in {manuscript}");
        }
    }
}
