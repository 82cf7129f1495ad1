//! A folder of any files, as `tests/folders` writes them: whose book it is, lists of chapters of other tools,
//! `book.toml`, what texts take in from each other. `%% input PATH` gives a file in its place.
#![no_main]

use bifolio::{Edition, check};
use bifolio_fuzz::{assert_placed, folder, parts, project};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let files = folder(data, "book/");
    let input = parts(data).into_iter().find_map(|(mark, _)| Some(format!("book/{}", mark.strip_prefix("input ")?)));
    let input = input.unwrap_or_else(|| "book".to_owned());
    let Ok(checked) = check(&project(&input, &[], &[Edition::Epub]), &files) else { return };
    assert_placed(&checked.diagnostics, &checked.sources);
});
