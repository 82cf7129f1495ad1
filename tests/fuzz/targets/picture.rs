//! A picture of pixels, whatever its kind, as both editions show it.
#![no_main]

use bifolio::font::FontBook;
use bifolio::images::Loader;
use bifolio::resource::drawing::Drawer;
use bifolio::settings::Limits;
use bifolio::source::Memory;
use bifolio::{Edition, export};
use bifolio_fuzz::project;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static DRAWER: LazyLock<Drawer> = LazyLock::new(|| Drawer::new(&FontBook::embedded()));

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let files = Memory::from([("a.png", data), ("book.md", b"![words](a.png)")]);
    let loader = Loader {
        files: &files,
        drawer: &DRAWER,
        lang: "en",
        is_printed: true,
        limits: Limits::default(),
        memo: &Default::default(),
    };
    let Ok(image) = loader.load_one("a.png", None) else { return };
    assert!(image.width > 0 && image.height > 0);
    // What is said to be shown is shown: a PDF that can be read.
    let project = project("book.md", &[("lang", "en"), ("title", "T")], &[Edition::Pdf]);
    let exported = export(&project, &files).expect("what is wrong with a picture is no error");
    let pdf = exported.book(Edition::Pdf).expect("it was asked for");
    bifolio::conformance::pdf(pdf).expect("it can be read");
});
