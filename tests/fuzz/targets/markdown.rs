//! A text of Markdown, in the dialect that the first byte names, to the document that both editions are of.
#![no_main]

use bifolio::reader::markdown::{self, Dialect, Options};
use bifolio::source::{FileId, Sources};
use bifolio_fuzz::{assert_placed, prepared, source};
use libfuzzer_sys::fuzz_target;

const DIALECTS: [Dialect; 8] = [
    Dialect::Bifolio,
    Dialect::CommonMark,
    Dialect::Gfm,
    Dialect::Pandoc,
    Dialect::Leanpub,
    Dialect::Quarto,
    Dialect::Myst,
    Dialect::Obsidian,
];

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let Some((&how, text)) = data.split_first() else { return };
    let options = Options {
        dialect: DIALECTS[usize::from(how % 8)],
        hidden_lines: how & 8 != 0,
        bracket_math: how & 16 != 0,
        is_mdx: how & 64 != 0,
    };
    let mut sources = Sources::default();
    sources.add(source("book.md", text));
    let source = sources.get(FileId(0)).expect("it was added");
    let read = markdown::read(FileId(0), source, options);
    assert_placed(&read.diagnostics, &sources);
    prepared("book.md", read.value);
});
