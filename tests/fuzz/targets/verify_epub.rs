//! An EPUB of others, judged. Bytes of an archive as they are; else files as `%% file PATH` begins them, packed here, so
//! that what is within is reached without a checksum in the way.
#![no_main]

use bifolio::conformance::{epub, identity};
use bifolio_fuzz::parts;
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn packed(data: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (mark, bytes) in parts(data) {
        let Some(path) = mark.strip_prefix("file ") else { continue };
        archive.start_file(path, options).ok()?;
        // The line end before the next mark is none of the file's.
        archive.write_all(bytes.strip_suffix(b"\n").unwrap_or(&bytes)).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    if data.starts_with(b"PK") {
        _ = (epub(data), identity(data));
    } else if let Some(bytes) = packed(data) {
        _ = (epub(&bytes), identity(&bytes));
    }
});
