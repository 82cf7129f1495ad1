//! A formula of LaTeX, read, set on a page and told in words; definitions may stand before it. The first byte says
//! whether it stands among words.
#![no_main]

use bifolio::source::Memory;
use bifolio::{Edition, check};
use bifolio_fuzz::{assert_placed, project};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let Some((&how, latex)) = data.split_first() else { return };
    let latex = String::from_utf8_lossy(latex).replace('$', " ").replace("\n\n", "\n");
    let text = match how & 1 {
        0 => format!("$$\n{latex}\n$$\n"),
        _ => format!("Words ${}$ words.\n", latex.replace('\n', " ").trim()),
    };
    let files = Memory::from([("book.md", text)]);
    let project = project("book.md", &[("lang", "en"), ("title", "T")], &[Edition::Pdf]);
    let checked = check(&project, &files).expect("what is wrong with a formula is no error");
    assert_placed(&checked.diagnostics, &checked.sources);
});
