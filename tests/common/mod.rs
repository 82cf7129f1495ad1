//! What the suites share.
#![allow(dead_code, reason = "each suite is its own crate and uses a part of this")]

pub mod epub;
pub mod examples;
pub mod pdf;
pub mod structure;
pub mod tags;

use bifolio::document::{Document, Metadata};
use bifolio::resource::Images;
use bifolio::source::{FileId, Source};
use std::path::PathBuf;

/// Says that something which a test needs is not at hand. Where the judges are required, it fails.
pub fn skip(what: &str) {
    let required = std::env::var_os("BIFOLIO_REQUIRE_JUDGES").is_some_and(|value| value == "1");
    assert!(!required, "{what} is required and not at hand");
    eprintln!("skipped: {what} is not at hand");
}

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
    let draft = bifolio::reader::plain::read(FileId(0), &source, Default::default()).value;
    let drafts = vec![("book.txt".to_string(), draft)];
    bifolio::pass::prepare(
        drafts,
        Metadata::default(),
        &Images::default(),
        &Default::default(),
        &Default::default(),
    )
    .value
}

/// A Markdown text, read and prepared, in a language.
pub fn markdown_document(text: &str, lang: &str) -> Document {
    let source = Source { path: "book.md".into(), text: text.into() };
    let draft = bifolio::reader::markdown::read(FileId(0), &source, Default::default()).value;
    let metadata = Metadata { lang: Some(lang.into()), ..Metadata::default() };
    let drafts = vec![("book.md".to_string(), draft)];
    let (images, settings, options) = (Images::default(), Default::default(), Default::default());
    bifolio::pass::prepare(drafts, metadata, &images, &settings, &options).value
}

/// What two texts of the same words have in common: neither white space nor hyphens, which a
/// line end may add or take, nor the mark of a wrapped line of code. pdftotext puts marks around
/// right-to-left words and the punctuation behind them in front: both are left out as well.
pub fn words(text: &str) -> String {
    let dropped = ['-', '\u{AD}', '\u{2010}', '»', '\u{200B}', '\u{2060}', '\u{202B}', '\u{202C}'];
    let right_to_left = |c: char| ('\u{590}'..'\u{900}').contains(&c);
    let kept: Vec<char> = text.chars().filter(|&c| !c.is_whitespace() && !dropped.contains(&c)).collect();
    let beside = |at: usize| {
        let near = kept[at.saturating_sub(1)..kept.len().min(at + 2)].iter();
        !kept[at].is_alphanumeric() && near.copied().any(right_to_left)
    };
    (0..kept.len()).filter(|&at| !beside(at)).map(|at| kept[at]).collect()
}
