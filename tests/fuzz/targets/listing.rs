//! A listing in the language that the first line names, as both editions colour it.
#![no_main]

use bifolio::reader::markdown;
use bifolio::source::FileId;
use bifolio_fuzz::{prepared, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let fence = b"`````````";
    let text = [&fence[..], data, b"\n", fence, b"\n"].concat();
    let read = markdown::read(FileId(0), &source("book.md", &text), Default::default());
    prepared("book.md", read.value);
});
