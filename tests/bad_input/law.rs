//! The law of both editions: every word of a manuscript is in both, or a message names it. Random
//! documents of the whole vocabulary, and of that of each dialect, are made of fragments whose words are
//! all different.

use super::vocabulary::{DIALECTS, VOCABULARY, manuscript};
use bifolio::diagnostic::Diagnostic;
use bifolio::document::{Metadata, Timestamp};
use bifolio::epub::EpubOptions;
use bifolio::layout::lay_out;
use bifolio::layout::page::PageItem;
use bifolio::length::{Length, Size};
use bifolio::reader::markdown::Dialect;
use bifolio::resource::{Images, Resources};
use bifolio::source::{FileId, Source};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::io::Read;

/// The kinds of messages that say of words that they are left out.
const TELLING: &[&str] = &["raw-html", "foreign-markup", "embedded-media", "table-cells", "unused-note"];

struct Outcome {
    epub: String,
    pdf: String,
    codes: BTreeSet<&'static str>,
    diagnostics: Vec<Diagnostic>,
}

/// What is no letter of a word: a page has line ends and hyphens of its own.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{AD}' | '-')).collect()
}

fn made(text: &str, dialect: Dialect) -> Outcome {
    let source = Source { path: "book.md".into(), text: text.to_owned() };
    let mut diagnostics = Vec::new();
    let draft = bifolio::reader::markdown::read(FileId(0), &source, dialect.into());
    let drafts = vec![("book.md".to_string(), draft.collect(&mut diagnostics))];
    let metadata = Metadata { lang: Some("en".into()), title: Some("T".into()), ..Metadata::default() };
    let document = bifolio::pass::prepare(
        drafts,
        metadata,
        &Images::default(),
        &Default::default(),
        &Default::default(),
    );
    let document = document.collect(&mut diagnostics);
    let mut resources = Resources::default();
    resources.theme.page.trim = Size { width: Length::pt(400), height: Length::pt(600) };
    let paged = lay_out(&document, &resources).collect(&mut diagnostics);
    let items = paged.pages.iter().flat_map(|page| &page.items);
    let shown: String = items
        .filter_map(|piece| match &piece.item {
            PageItem::Glyphs(run) => Some(&*run.text),
            _ => None,
        })
        .collect();
    let options = EpubOptions { date: Timestamp::default(), toc_depth: 0, run: "urn:example:run".into() };
    let book = bifolio::epub::export(&document, None, &resources, &options).expect("it is put together");
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
    Outcome { epub: bare(&text_of(&book)), pdf: bare(&shown), codes, diagnostics }
}

/// The text of all chapters.
fn text_of(book: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("it is an archive");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut text = String::new();
    for name in names.iter().filter(|name| name.contains("/chapter")) {
        let mut chapter = String::new();
        let mut file = archive.by_name(name).expect("it is in the archive");
        file.read_to_string(&mut chapter).expect("a chapter is text");
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let tree = roxmltree::Document::parse_with_options(&chapter, options).expect("it is well-formed");
        let body = tree.descendants().find(|node| node.tag_name().name() == "body").expect("it has a body");
        text.extend(body.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()));
    }
    text
}

/// What the law says of a manuscript that is broken, if anything is.
fn broken(fragments: &[(&str, &str)], dialect: Dialect) -> Option<String> {
    let (text, kept, named) = manuscript(fragments);
    let made = made(&text, dialect);
    let is_there = |word: &String| made.epub.contains(word.as_str()) && made.pdf.contains(word.as_str());
    let is_told = |word: &String| {
        let at = text.find(word.as_str()).unwrap_or_default();
        let line = text[..at].matches('\n').count();
        let telling =
            made.diagnostics.iter().filter(|diagnostic| TELLING.contains(&diagnostic.code.as_str()));
        telling.into_iter().any(|diagnostic| {
            let first = text[..(diagnostic.span.start as usize).min(text.len())].matches('\n').count();
            let last = text[..(diagnostic.span.end as usize).min(text.len())].matches('\n').count();
            diagnostic.message.contains(word.as_str()) || (first..=last.max(first)).contains(&line)
        })
    };
    let lost = kept.iter().find(|word| !is_there(word) && !is_told(word));
    let silent = named.iter().find(|(word, code)| !is_there(word) && !made.codes.contains(code.as_str()));
    let lost = lost.or(silent.map(|(word, _)| word))?;
    let (epub, pdf) = (made.epub.contains(lost.as_str()), made.pdf.contains(lost.as_str()));
    Some(format!(
        "`{lost}` in the EPUB: {epub}, in the PDF: {pdf}\n{dialect:?}: {text}\n{:?}",
        made.diagnostics
    ))
}

/// What is lost of fragments, each by itself.
fn lost(fragments: &[(&str, &str)], dialect: Dialect) -> Vec<String> {
    let alone = fragments.iter().map(std::slice::from_ref);
    alone.filter_map(|fragment| broken(fragment, dialect)).collect()
}

#[test]
fn no_word_of_the_vocabulary_is_lost() {
    let lost = lost(VOCABULARY, Dialect::default());
    assert!(lost.is_empty(), "{}", lost.join("\n\n"));
}

#[test]
fn no_word_of_a_dialect_is_lost() {
    let lost: Vec<String> = DIALECTS.iter().flat_map(|(dialect, own)| lost(own, *dialect)).collect();
    assert!(lost.is_empty(), "{}", lost.join("\n\n"));
}

/// A dialect with fragments of its own and of the whole vocabulary.
fn mixture() -> impl Strategy<Value = (Dialect, Vec<(&'static str, &'static str)>)> {
    // What is a comment in some of them is left out, as comments are, and the title of an image is no words of
    // the page to pandoc.
    let is_elsewhere = |fragment: &str| fragment.contains("%%") || fragment.contains(".png \"");
    let common = VOCABULARY.iter().filter(|(fragment, _)| !is_elsewhere(fragment));
    let common: Vec<_> = common.copied().collect();
    prop::sample::select(DIALECTS).prop_flat_map(move |(dialect, own)| {
        let fragment = prop_oneof![prop::sample::select(own), prop::sample::select(common.clone())];
        (Just(dialect), prop::collection::vec(fragment, 1..20))
    })
}

proptest! {
    #[test]
    fn no_word_of_a_mixture_is_lost(fragments in prop::collection::vec(prop::sample::select(VOCABULARY), 1..25)) {
        if let Some(lost) = broken(&fragments, Dialect::default()) {
            panic!("{lost}");
        }
    }

    #[test]
    fn no_word_of_a_dialects_mixture_is_lost((dialect, fragments) in mixture()) {
        if let Some(lost) = broken(&fragments, dialect) {
            panic!("{lost}");
        }
    }
}
