//! What the suites share.
#![allow(dead_code, reason = "each suite is its own crate and uses a part of this")]

use bifolio::document::{Document, Metadata};
use bifolio::resource::Images;
use bifolio::source::{FileId, Source};
use std::path::PathBuf;

/// A manuscript that is kept outside the project, or `None`, which is said.
pub fn corpus(path: &str) -> Option<String> {
    let file = corpora().join(path);
    let text = std::fs::read(&file).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if text.is_none() {
        eprintln!("skipped: the manuscript {path} is not at hand");
    }
    text
}

/// The folder of outside manuscripts: `BIFOLIO_CORPORA`, or `../shared/corpora` beside the checkout.
pub fn corpora() -> PathBuf {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    std::env::var_os("BIFOLIO_CORPORA").map_or_else(beside, PathBuf::from)
}

/// A plain text, read and prepared.
pub fn plain_document(text: &str) -> Document {
    let source = Source { path: "book.txt".into(), text: text.into() };
    let draft = bifolio::reader::plain::read(FileId(0), &source, false).value;
    let drafts = vec![("book.txt".to_string(), draft)];
    bifolio::pass::prepare(drafts, Metadata::default(), &Images::default(), &Default::default()).value
}
