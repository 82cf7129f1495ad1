//! What is said of a book: `%% typed` with lines of `KEY=VALUE`, `%% front` with front matter, and any files besides,
//! such as `%% file metadata.yaml`. The editions show it.
#![no_main]

use bifolio::source::Files;
use bifolio::source::Memory;
use bifolio::{Edition, check, info};
use bifolio_fuzz::{assert_placed, folder, parts, project};
use libfuzzer_sys::fuzz_target;
use std::path::Path;

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let (mut typed, mut text) = (String::new(), Vec::new());
    for (mark, bytes) in parts(data) {
        match mark.as_str() {
            "typed" => typed.push_str(&String::from_utf8_lossy(&bytes)),
            "front" => text.extend(bytes),
            _ => {}
        }
    }
    text.extend(b"\n# One\n\nWords[^n].\n\n# Two\n\n![Words](a.png)\n\n[^n]: A note.\n");
    let files = folder(data, "");
    let others = ["metadata.yaml", "book.toml", "src/SUMMARY.md", "_quarto.yml", "a.png"];
    let others = others.iter().filter_map(|name| Some(((*name).to_owned(), files.read(Path::new(name)).ok()?)));
    let files: Memory = others.chain([("book.md".to_owned(), text)]).collect();
    let typed: Vec<(&str, &str)> = typed.lines().filter_map(|line| line.split_once('=')).collect();
    // A value that is refused refuses all; what holds then is what the files say.
    let typed = project("book.md", &typed, &[Edition::Epub, Edition::Pdf]);
    let stated = project("book.md", &[], &[Edition::Epub, Edition::Pdf]);
    for project in [typed, stated] {
        let Ok(checked) = check(&project, &files) else { continue };
        assert_placed(&checked.diagnostics, &checked.sources);
        info(&project, &files).expect("what can be checked can be told of");
        break;
    }
});
