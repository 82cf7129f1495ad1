//! The edition as a whole: small documents against their XHTML, a full book against the rules.

mod archive;
mod chapters;
mod sample;
mod style;

use super::{EpubOptions, export};
use crate::document::{
    Block, BlockId, BlockKind, Cell, Document, Heading, Inline, InlineKind, Matter, PageMap, PageMark,
    Position, Row, Scope, Section, Table, Timestamp, Title,
};
use crate::resource::Resources;
use crate::source::{FileId, Span};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

fn id(index: u32) -> BlockId {
    BlockId { file: FileId(0), index }
}

fn inline(kind: InlineKind) -> Inline {
    Inline { span: Span::GENERATED, kind }
}

fn text(words: &str) -> Inline {
    inline(InlineKind::Text(words.into()))
}

fn block(index: u32, kind: BlockKind) -> Block {
    Block { id: id(index), span: Span::GENERATED, kind }
}

/// Cells of words, their blocks numbered from `index` on.
fn row<const N: usize>(index: u32, words: [&str; N]) -> Row {
    let cells = words.into_iter().enumerate().map(|(column, words)| {
        let blocks = if words.is_empty() { vec![] } else { vec![paragraph(index + column as u32, words)] };
        Cell { blocks, column, ..Cell::default() }
    });
    Row { id: None, cells: cells.collect() }
}

/// A table whose head names its columns.
fn headed(mut head: Row, bodies: Vec<Vec<Row>>) -> Table {
    for cell in head.cells.iter_mut().filter(|cell| !cell.is_blank()) {
        cell.heads = Some(Scope::Column);
    }
    Table { columns: head.cells.len(), head: vec![head], bodies, foot: vec![] }
}

fn paragraph(index: u32, words: &str) -> Block {
    block(index, BlockKind::Paragraph(vec![text(words)]))
}

fn section(index: u32, level: u8, anchor: &str, title: &str, blocks: Vec<Block>) -> Section {
    let heading = Heading { content: vec![text(title)], ..Heading::default() };
    Section {
        id: id(index),
        span: Span::GENERATED,
        level,
        matter: Matter::Body,
        number: None,
        anchor: anchor.into(),
        heading: (!title.is_empty()).then_some(heading),
        listed_as: None,
        title: Title::from(title),
        is_part: false,
        blocks,
        children: Vec::new(),
    }
}

/// A document of these sections, with an anchor for each.
fn document(sections: Vec<Section>) -> Document {
    let mut document = Document { sections, split_level: 1, ..Document::default() };
    document.anchors = document.walk().map(|section| (section.anchor.clone(), section.id)).collect();
    document
}

fn mark(folio: &str, index: u32, offset: u32) -> PageMark {
    PageMark { folio: folio.into(), at: Position { block: id(index), offset } }
}

/// Every file of an exported book by name.
fn files(
    document: &Document,
    marks: Option<Vec<PageMark>>,
    resources: &Resources,
) -> BTreeMap<String, Vec<u8>> {
    let pages = marks.map(|marks| PageMap { marks });
    let options = EpubOptions { date: Timestamp::default(), toc_depth: 0, run: "urn:example:run".into() };
    let book = export(document, pages.as_ref(), resources, &options).expect("the book is made");
    unzip(&book)
}

fn unzip(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).expect("an archive");
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("whole");
        files.insert(file.name().to_string(), bytes);
    }
    files
}

/// One file's text.
fn read(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[&format!("OEBPS/{name}")].clone()).expect("UTF-8")
}

/// What stands in the body of a book's only chapter, without its section's own tags.
fn body(blocks: Vec<Block>, marks: Vec<PageMark>) -> String {
    let files = files(&document(vec![section(0, 1, "c", "", blocks)]), Some(marks), &Resources::default());
    let page = read(&files, "chapter-001.xhtml");
    let start = page.find("<section id=\"c\">\n").expect("a section") + "<section id=\"c\">\n".len();
    let end = page.rfind("\n</section>").expect("its end");
    page[start.min(end)..end].to_string()
}
