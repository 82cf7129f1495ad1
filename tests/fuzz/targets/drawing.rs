//! A drawing, cleaned and turned into a form of PDF.
#![no_main]

use bifolio::font::FontBook;
use bifolio::images::Loader;
use bifolio::resource::drawing::Drawer;
use bifolio::settings::Limits;
use bifolio::source::Memory;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static DRAWER: LazyLock<Drawer> = LazyLock::new(|| Drawer::new(&FontBook::embedded()));

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let files = Memory::from([("a.svg", data)]);
    let loader = Loader {
        files: &files,
        drawer: &DRAWER,
        lang: "en",
        is_printed: true,
        limits: Limits::default(),
        memo: &Default::default(),
    };
    let Ok(image) = loader.load_one("a.svg", None) else { return };
    assert!(image.width > 0 && image.height > 0);
});
