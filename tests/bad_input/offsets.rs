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
use roxmltree::{Node, ParsingOptions};
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
    "\n\n```verse\nSo it *goes*,\n  and goes.\n\n\tOn.\n```\n\n",
    "\n\n| So *it\n|   goes*\n|\n| on\n\n",
    "<ruby>tea *b*<rt>a long annotation</rt></ruby>",
    "[small caps]{.smallcaps}",
    "\n\n\\newpage\n\n",
    "\n\n![words](none.png \"A title\")\n\n",
    "<span lang=\"de\">Grundstücksverkehrsgenehmigung</span>",
    "\n\n```rust\nfn main() { // tea\n\tlet x = 1;\n}\n```\n\n",
    "\n\n<details id=\"d\"><summary>Some words</summary>\n\nmore words\n\n</details>\n\n",
    "\n\n<table id=\"t\"><tr><th>head of a row</th><td id=\"c\">data<td>more</tr><tr><th>two<th>three</tr></table>\n\n",
    "\n\n<p id=\"p\"><ul id=\"u\"><li id=\"l\">item</ul><div id=\"v\"><blockquote id=\"q\">said\n\n</blockquote></div>\n\n",
];

fn document(text: String) -> Document {
    let source = Source { path: "book.md".into(), text };
    let draft = bifolio::reader::markdown::read(FileId(0), &source, Default::default()).value;
    let metadata = Metadata { lang: Some("en".into()), title: Some("T".into()), ..Metadata::default() };
    let named = vec![("book.md".to_string(), draft)];
    bifolio::pass::prepare(named, metadata, &Images::default(), &Default::default(), &Default::default())
        .value
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
        PageItem::Glyphs(run) => Some((&piece.part, &*run.text)),
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

/// What is named by its content, in which no mark stands.
const NAMED: &[&str] =
    &["h1", "h2", "h3", "h4", "h5", "h6", "a", "th", "dt", "dfn", "summary", "figcaption", "button"];

/// The chapters of a book.
fn chapters(book: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("it is an archive");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let chapters = names.iter().filter(|name| name.contains("/chapter")).map(|name| {
        let mut text = String::new();
        let mut file = archive.by_name(name).expect("it is in the archive");
        file.read_to_string(&mut text).expect("a chapter is text");
        text
    });
    chapters.collect()
}

fn parsed(chapters: &[String]) -> Vec<roxmltree::Document<'_>> {
    let options = || ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let trees = chapters.iter().map(|text| roxmltree::Document::parse_with_options(text, options()));
    trees.collect::<Result<_, _>>().expect("chapters are well-formed")
}

fn is_named(node: &Node) -> bool {
    NAMED.contains(&node.tag_name().name())
}

/// Every page is marked before the word that it begins with; where that lies in something that is named
/// by its content, before that, and for the head of a row in one of the table's other cells.
fn check_marks(book: &[u8], pages: &PageMap, texts: &BTreeMap<BlockId, String>) {
    let chapters = chapters(book);
    let trees = parsed(&chapters);
    for mark in &pages.marks {
        let is_mark = |node: &Node| {
            node.attribute("role") == Some("doc-pagebreak")
                && node.attribute("aria-label") == Some(&mark.folio)
        };
        let node = trees.iter().find_map(|tree| tree.descendants().find(is_mark));
        let node = node.expect("every page is marked");
        assert!(!node.ancestors().any(|around| is_named(&around)), "page {} is part of a name", mark.folio);
        let named = bare(&texts[&mark.at.block][mark.at.offset as usize..]);
        // Other words stand for an object.
        let named: String = named.chars().take_while(|c| *c != OBJECT).take(8).collect();
        let next = words_behind(node);
        let begins = next.is_none_or(|next| {
            let text = bare(next.text().unwrap_or_default());
            text.chars().zip(named.chars()).all(|(a, b)| a == b)
        });
        assert!(
            begins || next.is_some_and(|next| is_in_name(node, next, &named)),
            "page {} begins with {named:?}, not with {next:?}",
            mark.folio
        );
    }
}

/// Whether a node is text of a block: the numbers that call notes are not, nor is what stands above words.
fn is_words(node: &Node) -> bool {
    let is_apart = |node: &Node| {
        let is_call = node.has_tag_name_of("sup") || node.attribute("class") == Some("noteref");
        is_call || node.has_tag_name_of("rt")
    };
    node.is_text() && !node.ancestors().any(|around| is_apart(&around))
}

/// The first words behind a mark.
fn words_behind<'a>(mark: Node<'a, 'a>) -> Option<Node<'a, 'a>> {
    let behind = mark.document().descendants().filter(|node| node.range().start >= mark.range().end);
    behind.filter(is_words).find(|node| !bare(node.text().unwrap_or_default()).is_empty())
}

/// Whether words are among those of the name that begins behind a mark, or of a head of the table that
/// the mark stands in or before.
fn is_in_name(mark: Node, next: Node, words: &str) -> bool {
    // What a term means stands between it and the next, and is another block.
    let begins = |node: Node| {
        let text = bare(node.text().unwrap_or_default());
        is_words(&node) && !text.is_empty() && words.starts_with(&text)
    };
    let holds = |node: Node| {
        let text: String = node.descendants().filter(is_words).filter_map(|node| node.text()).collect();
        let text = bare(&text);
        // The words may go on behind the name.
        let begin = |end: usize| words.get(..end).is_some_and(|begin| text.ends_with(begin));
        text.contains(words) || (1..words.len()).any(begin) || node.descendants().any(begins)
    };
    let name = next.ancestors().filter(is_named).last();
    let tables = mark.ancestors().chain(next.ancestors()).filter(|node| node.has_tag_name_of("table"));
    let heads = tables.flat_map(|table| table.descendants()).filter(|node| node.has_tag_name_of("th"));
    name.into_iter().chain(heads).any(holds)
}

trait HasName {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl HasName for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}

/// Every name that a link may lead to is the id of one element, but for names within notes that nothing
/// calls, which are in no edition.
fn check_anchors(book: &[u8], document: &Document, texts: &BTreeMap<BlockId, String>) {
    let chapters = chapters(book);
    let trees = parsed(&chapters);
    let ids: Vec<&str> =
        trees.iter().flat_map(|tree| tree.descendants()).filter_map(|node| node.attribute("id")).collect();
    for (anchor, _) in document.anchors.iter().filter(|(_, block)| texts.contains_key(block)) {
        assert_eq!(ids.iter().filter(|id| *id == anchor).count(), 1, "{anchor} among {ids:?}");
    }
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
        let options = EpubOptions { date: Timestamp::default(), toc_depth: 0, run: "urn:example:run".into() };
        let book = bifolio::epub::export(&document, Some(&paged.page_map), &resources, &options);
        let book = book.expect("the archive is put together");
        check_marks(&book, &paged.page_map, &texts);
        check_anchors(&book, &document, &texts);
    }
}
