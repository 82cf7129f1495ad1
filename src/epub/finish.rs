//! The finishing pass: epub-builder's archive is written anew with our own package document,
//! nav and NCX, stored media, fixed times and a fixed order.

use crate::diagnostic::{Code, Error};
use crate::memo::Memo;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::sync::Arc;
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// What stands behind a name in the finished archive.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// As it is in epub-builder's archive.
    Assembled,
    /// A text of ours.
    Text(String),
    /// A face.
    Face(Vec<u8>),
    /// An image. PNG and JPEG are compressed already, and drawings are stored like them.
    Media(&'a [u8]),
}

/// A file that was compressed: an archive of nothing else, out of which it is copied.
struct Deflated(Vec<u8>);

/// A file as it goes into the archive.
enum Entry<'a> {
    Assembled,
    Deflated(Arc<Deflated>),
    Stored(&'a [u8]),
}

/// Writes the entries, and nothing else, in their order. The first has to be `mimetype`, which
/// epub-builder stores: readers tell an EPUB by its first bytes (EPUB 3.3, 4.3.3).
pub(super) fn finish(
    assembled: &[u8],
    contents: Vec<(String, Content)>,
    memo: &Memo,
) -> Result<Vec<u8>, Error> {
    check_names(&contents)?;
    // Each text is let go when it is compressed.
    let entries = contents.into_par_iter().map(|(name, content)| {
        let entry = Entry::new(&name, content, memo)?;
        Ok((name, entry))
    });
    let entries: Vec<(String, Entry)> = entries.collect::<ZipResult<_>>().map_err(internal)?;
    archive(assembled, entries).map_err(internal)
}

impl<'a> Entry<'a> {
    fn new(name: &str, content: Content<'a>, memo: &Memo) -> ZipResult<Entry<'a>> {
        Ok(match content {
            Content::Assembled => Entry::Assembled,
            Content::Text(text) => {
                Entry::Deflated(memo.try_get(&(name, &text), || deflated(name, text.as_bytes()))?)
            }
            Content::Face(bytes) => Entry::Deflated(Arc::new(deflated(name, &bytes)?)),
            Content::Media(bytes) => Entry::Stored(bytes),
        })
    }

    /// About how many bytes it takes up in the archive besides those that are there already.
    fn room(&self, name: &str) -> usize {
        // What an archive says of a file in two places, each with its name; a file that was compressed brings its own.
        const RECORDS: usize = 76;
        match self {
            Entry::Assembled => 0,
            Entry::Deflated(alone) => alone.0.len(),
            Entry::Stored(bytes) => bytes.len() + name.len() * 2 + RECORDS,
        }
    }
}

/// 1980-01-01 00:00, the earliest time that a zip archive can carry.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

fn deflated(name: &str, bytes: &[u8]) -> ZipResult<Deflated> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() / 2)));
    writer.start_file(name, options(CompressionMethod::Deflated))?;
    writer.write_all(bytes)?;
    let mut archive = writer.finish()?.into_inner();
    archive.shrink_to_fit();
    Ok(Deflated(archive))
}

fn archive(assembled: &[u8], entries: Vec<(String, Entry)>) -> ZipResult<Vec<u8>> {
    let room = assembled.len() + entries.iter().map(|(name, entry)| entry.room(name)).sum::<usize>();
    let room = Vec::with_capacity(room);
    let mut assembled = ZipArchive::new(Cursor::new(assembled))?;
    let mut writer = ZipWriter::new(Cursor::new(room));
    for (name, entry) in entries {
        match entry {
            Entry::Assembled => {
                let index = assembled.index_for_name(&name).ok_or(ZipError::FileNotFound)?;
                let file = assembled.by_index_raw(index)?;
                writer.raw_copy_file_touch(file, DateTime::default(), Some(0o644))?;
            }
            Entry::Deflated(alone) => {
                let mut alone = ZipArchive::new(Cursor::new(alone.0.as_slice()))?;
                writer.raw_copy_file(alone.by_index_raw(0)?)?;
            }
            Entry::Stored(bytes) => {
                writer.start_file(name, options(CompressionMethod::Stored))?;
                writer.write_all(bytes)?;
            }
        }
    }
    Ok(writer.finish()?.into_inner())
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
