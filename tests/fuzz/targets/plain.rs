//! A plain text, read by the options of the first byte, to the document that both editions are of. Every line of it is
//! explained, once and in order.
#![no_main]

use bifolio::reader::plain::{self, Options};
use bifolio::settings::Structure;
use bifolio::source::{FileId, Sources};
use bifolio_fuzz::{assert_placed, prepared, source};
use libfuzzer_sys::fuzz_target;

const STRUCTURES: [Structure; 4] = [Structure::Auto, Structure::List, Structure::Numbers, Structure::None];

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let Some((&how, text)) = data.split_first() else { return };
    let mut sources = Sources::default();
    let mut parts = text.splitn(2, |&byte| byte == 0);
    sources.add(source("book.txt", parts.next().unwrap_or_default()));
    let outline = parts.next().map(|outline| sources.add(source("book.outline", outline)));
    let options = Options {
        structure: STRUCTURES[usize::from(how % 4)],
        keep_furniture: how & 4 != 0,
        keep_lines: how & 8 != 0,
        heading: None,
        outline: outline.and_then(|outline| Some((outline, sources.get(outline)?))),
    };
    let source = sources.get(FileId(0)).expect("it was added");
    let explained = plain::explain(FileId(0), source, options);
    let lines: Vec<usize> = explained.value.lines.iter().map(|line| line.line).collect();
    assert!(lines.is_sorted(), "{lines:?}");
    let read = plain::read(FileId(0), source, options);
    assert_placed(read.diagnostics.iter().chain(&explained.diagnostics), &sources);
    prepared("book.txt", read.value);
});
