//! The finishing pass: epub-builder's archive is written anew with our own package document,
//! nav and NCX, stored media, fixed times and a fixed order.

use crate::diagnostic::{Code, Error};
use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// What stands behind a name in the finished archive.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// As it is in epub-builder's archive, without compressing it again.
    Assembled,
    /// A text of ours.
    Text(String),
    /// An image. PNG and JPEG are compressed already, and drawings are stored like them.
    Media(&'a [u8]),
}

/// Writes the entries, and nothing else, in their order. The first has to be `mimetype`, which
/// epub-builder stores. Readers tell an EPUB by its first bytes (EPUB 3.3, 4.3.3).
pub(super) fn finish(assembled: &[u8], entries: &[(String, Content)]) -> Result<Vec<u8>, Error> {
    check_names(entries)?;
    let mut archive = ZipArchive::new(Cursor::new(assembled)).map_err(internal)?;
    let size = assembled.len() + entries.iter().map(|(_, content)| media_size(content)).sum::<usize>();
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(size)));
    // 1980-01-01 00:00, the earliest time that a zip archive can carry.
    let time = DateTime::default();
    let options = SimpleFileOptions::default().last_modified_time(time).unix_permissions(0o644);
    for (name, content) in entries {
        match content {
            Content::Assembled => {
                let index = archive.index_for_name(name).ok_or_else(|| internal(format!("no {name}")))?;
                let file = archive.by_index_raw(index).map_err(internal)?;
                writer.raw_copy_file_touch(file, time, Some(0o644)).map_err(internal)?;
            }
            Content::Text(text) => {
                let deflated = options.compression_method(CompressionMethod::Deflated);
                writer.start_file(name.as_str(), deflated).map_err(internal)?;
                writer.write_all(text.as_bytes()).map_err(internal)?;
            }
            Content::Media(bytes) => {
                let stored = options.compression_method(CompressionMethod::Stored);
                writer.start_file(name.as_str(), stored).map_err(internal)?;
                writer.write_all(bytes).map_err(internal)?;
            }
        }
    }
    Ok(writer.finish().map_err(internal)?.into_inner())
}

fn media_size(content: &Content) -> usize {
    match content {
        Content::Media(bytes) => bytes.len(),
        Content::Text(_) | Content::Assembled => 0,
    }
}

/// epub-builder takes any path, even one that leaves the archive: every name is checked here.
fn check_names(entries: &[(String, Content)]) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    for (name, _) in entries {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let sound =
            name.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && part.chars().all(plain));
        if !sound || !seen.insert(name) {
            return Err(internal(format!("an archive cannot hold {name:?}")));
        }
    }
    Ok(())
}

/// Writing to memory fails only through a fault of ours.
pub(super) fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    let cause = cause.into();
    Error::new(Code::Internal, format!("the EPUB could not be put together: {cause}")).caused_by(cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_the_archive() {
        for (names, sound) in [
            (&["mimetype", "OEBPS/images/image-001.png"][..], true),
            (&["OEBPS/../../evil.txt"], false),
            (&["/etc/hosts"], false),
            (&["a\\b"], false),
            (&["a b.xhtml"], false),
            (&["OEBPS//a"], false),
            (&["a", "a"], false),
            (&[""], false),
        ] {
            let entries: Vec<_> = names.iter().map(|name| (name.to_string(), Content::Media(b""))).collect();
            assert_eq!(check_names(&entries).is_ok(), sound, "{names:?}");
        }
    }
}
