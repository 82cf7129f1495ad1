//! Both editions of a manuscript that uses everything against what was read and approved:
//! `tests/kitchen-sink/epub.xhtml`, `pages.txt` and `tags.txt`. `BLESS=1 cargo test --test kitchen_sink` writes
//! down what they are now; read the difference before you keep it.

#[path = "suite/dump.rs"]
#[allow(dead_code, reason = "another suite uses the rest")]
mod dump;

mod common;

use bifolio::Memo;
use bifolio::epub::EpubOptions;
use bifolio::font::FontBook;
use bifolio::images::Loader;
use bifolio::pass;
use bifolio::pdf::PdfOptions;
use bifolio::reader::markdown;
use bifolio::resource::Resources;
use bifolio::resource::drawing::Drawer;
use bifolio::settings::{self, Typed};
use bifolio::source::{Disk, FileId, Source};
use common::{epub, tags};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kitchen-sink")
}

#[test]
fn both_editions_are_as_approved() {
    let path = folder().join("kitchen-sink.md");
    let text = std::fs::read_to_string(&path).expect("the manuscript is readable");
    let source = Source { path, text };
    let drafts = vec![markdown::read(FileId(0), &source, Default::default()).value];
    let settings = settings::resolve(&Typed::default(), &drafts).expect("nothing was typed").value;
    let images = Loader {
        files: &Disk,
        drawer: &Drawer::new(&FontBook::embedded()),
        lang: "en",
        is_printed: true,
        limits: settings.limits,
        memo: &Memo::default(),
    }
    .load(&drafts, &[folder()])
    .value;
    let drafts = drafts.into_iter().map(|draft| ("kitchen-sink.md".to_owned(), draft)).collect();
    let document =
        pass::prepare(drafts, settings.metadata.clone(), &images, &settings.text, &Memo::default()).value;
    let resources = Resources { theme: settings.theme, images, ..Resources::default() };
    let options = EpubOptions { date: Default::default(), toc_depth: 3, run: "urn:example:run".into() };
    let book = bifolio::epub::export(&document, None, &resources, &options).expect("a book can be made");
    approve("epub.xhtml", &bodies(&book));
    approve("pages.txt", &dump::pages(&document, &resources));
    let paged = bifolio::layout::lay_out(&document, &resources).value;
    let options = PdfOptions {
        date: Default::default(),
        standards: settings.pdf.standards,
        attachments: vec![],
        run: "urn:example:run".into(),
    };
    let print = bifolio::pdf::export(&document, paged, &resources, &options).expect("it can be printed");
    approve("tags.txt", &tags::dump(&lopdf::Document::load_mem(&print.value).expect("lopdf reads it")));
}

/// What stands in the bodies of the contents and the chapters.
fn bodies(book: &[u8]) -> String {
    let mut bodies = String::new();
    for (name, bytes) in epub::files(book).into_iter().filter(|(name, _)| name.ends_with(".xhtml")) {
        let page = String::from_utf8(bytes).expect("it is UTF-8");
        let (_, body) = page.split_once("<body").expect("a page has a body");
        bodies += &format!("<!-- {name} -->\n<body{}\n", body.trim_end());
    }
    bodies
}

fn approve(name: &str, made: &str) {
    let path = folder().join(name);
    if std::env::var_os("BLESS").is_some_and(|value| value == "1") {
        return std::fs::write(path, made).expect("it can be written");
    }
    let approved = std::fs::read_to_string(&path).expect("what was approved is readable");
    let differ = approved.lines().zip(made.lines()).zip(1..).find(|((approved, made), _)| approved != made);
    if let Some(((approved, made), line)) = differ {
        panic!("{name}, line {line}\n  approved: {approved}\n  made:     {made}");
    }
    assert_eq!(approved.lines().count(), made.lines().count(), "{name} is longer or shorter");
}
