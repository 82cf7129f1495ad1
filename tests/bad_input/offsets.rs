//! Whoever counts the offsets of a text counts the same: the pieces of pages hold the very words that
//! their ranges name, and the EPUB's page marks stand before the words that the page map names.

use super::FRAGMENTS;
use bifolio::document::content::children;
use bifolio::document::text::{OBJECT, inline_text, plain_text};
use bifolio::document::{Block, BlockId, Document, Metadata, PageMap, Timestamp};
use bifolio::epub::EpubOptions;
use bifolio::layout::lay_out;
use bifolio::layout::page::{Page, PageItem, Part};
use bifolio::length::{Length, Size};
use bifolio::resource::{Images, Resources};
use bifolio::source::{FileId, Source};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::Read;

/// What the random mixtures of Markdown lack: text after which offsets have gone astray before.
const OWN: &[&str] = &[
    "one\\\ntwo[^n] three *four\\\nfive*[^n]\n",
    "\n\n[^n]: A note with [a link](#a){.page}.\n\n",
    "[a link **with** ![words](none.png)](http://x.example/)",
    "$x + y$",
    "$\\unreadable{$",
    "\n\n| a | *b* |\n|---|---|\n| one<br>two[^n] | three |\n\nTable: A caption\n\n",
    "\n\nterm *one*\n: what it is\n\nterm two\n: what that is\n\n",
    "\n\n```verse\nSo it *goes*,\n  and goes.\n```\n\n",
    "\n\n![words](none.png \"A title\")\n\n",
    "<span lang=\"de\">Grundstücksverkehrsgenehmigung</span>",
    "\n\n```rust\nfn main() { // tea\n\tlet x = 1;\n}\n```\n\n",
];

fn document(text: String) -> Document {
    let source = Source { path: "book.md".into(), text };
    let draft = bifolio::reader::markdown::read(FileId(0), &source, Default::default()).value;
    let metadata = Metadata { lang: Some("en".into()), title: Some("T".into()), ..Metadata::default() };
    let named = vec![("book.md".to_string(), draft)];
    bifolio::pass::prepare(named, metadata, &Images::default(), &Default::default()).value
}

/// The text of every block and heading.
fn texts(document: &Document) -> BTreeMap<BlockId, String> {
    let mut texts = BTreeMap::new();
    let mut open: Vec<&Block> = document.notes.iter().flat_map(|note| &note.blocks).collect();
    for section in document.walk() {
        open.extend(&section.blocks);
        let heading = section.heading.as_ref();
        texts.insert(section.id, heading.map_or_else(String::new, |it| inline_text(&it.content)));
    }
    while let Some(block) = open.pop() {
        texts.insert(block.id, plain_text(block));
        open.extend(children(block));
    }
    texts
}

/// Letters and signs alone: a page has spaces for line ends, and hyphens of its own.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{AD}' | '-')).collect()
}

fn check_pages(pages: &[Page], texts: &BTreeMap<BlockId, String>) {
    let runs = pages.iter().flat_map(|page| &page.items).filter_map(|piece| match &piece.item {
        PageItem::Glyphs(run) => Some((&piece.part, run.text.as_str())),
        _ => None,
    });
    let runs: Vec<(&Part, &str)> = runs.collect();
    // Code in several faces is several runs of one part.
    for same in runs.chunk_by(|a, b| a.0 == b.0) {
        if let Part::Content { block, text } = same[0].0 {
            let shown: String = same.iter().map(|(_, text)| *text).collect();
            let whole = &texts[block];
            let named = whole.get(text.start as usize..text.end as usize);
            let named = named.unwrap_or_else(|| panic!("{text:?} is no range of {whole:?}"));
            // An empty range holds what is no text of the block; an object stands for other words.
            if !text.is_empty() && !named.contains(OBJECT) {
                assert_eq!(bare(&shown), bare(named), "{text:?} of {whole:?}");
            }
        }
    }
}

fn check_marks(book: &[u8], pages: &PageMap, texts: &BTreeMap<BlockId, String>) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("it is an archive");
    let mut chapters = String::new();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    for name in names.iter().filter(|name| name.contains("/chapter")) {
        let mut file = archive.by_name(name).expect("it is in the archive");
        file.read_to_string(&mut chapters).expect("a chapter is text");
    }
    let chapters = without(&without(&chapters, "<a class=\"noteref\"", "</a>"), "<sup", "</sup>");
    for mark in &pages.marks {
        let label = format!("aria-label=\"{}\"></span>", mark.folio);
        let (_, after) = chapters.split_once(&label).expect("every page is marked");
        let named = &texts[&mark.at.block][mark.at.offset as usize..];
        let next = after.split(['<', '>']).step_by(2).map(unescaped).find(|text| !bare(text).is_empty());
        let (next, named) = (bare(&next.unwrap_or_default()), bare(named));
        // Other words stand for an object.
        let named_words = named.chars().take_while(|c| *c != OBJECT);
        let same = next.chars().zip(named_words).take(8).all(|(a, b)| a == b);
        assert!(same, "page {} begins with {named:?}, not with {next:?}", mark.folio);
    }
}

/// The numbers that call notes are no text of a block.
fn without(text: &str, start: &str, end: &str) -> String {
    let mut parts = text.split(start);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once(end).map_or("", |(_, rest)| rest))
}

fn unescaped(text: &str) -> String {
    text.replace("&#13;", "\r")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

proptest! {
    #[test]
    fn all_who_count_count_the_same(
        fragments in prop::collection::vec(prop_oneof![prop::sample::select(FRAGMENTS), prop::sample::select(OWN)], 0..50),
    ) {
        let document = document(fragments.concat());
        let texts = texts(&document);
        let mut resources = Resources::default();
        resources.theme.page.trim = Size { width: Length::pt(260), height: Length::pt(200) };
        let paged = lay_out(&document, &resources).value;
        check_pages(&paged.pages, &texts);
        let options = EpubOptions { date: Timestamp::default(), toc_depth: 0 };
        let book = bifolio::epub::export(&document, Some(&paged.page_map), &resources, &options);
        check_marks(&book.expect("the archive is put together"), &paged.page_map, &texts);
    }
}
