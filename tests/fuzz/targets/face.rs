//! A file of faces that a user brings: looked into, and what can be used of it in both editions.
#![no_main]

use bifolio::diagnostic::Code;
use bifolio::font::faces_of;
use bifolio::source::Memory;
use bifolio::{Edition, export};
use bifolio_fuzz::project;
use libfuzzer_sys::fuzz_target;

/// Letters of several scripts, a ligature, marks upon letters, and Han characters.
const TEXT: &str = "# One\n\nThe *quick* **fox** office, e\u{301}, 12: ж שָׁל, عربى, हिन्दी, กำ, 直骨。\n";

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let faces = faces_of(data.to_vec());
    let Some(family) = faces.iter().flatten().find_map(|face| face.families.first()) else { return };
    let files = Memory::from([("face.ttf", data), ("book.md", TEXT.as_bytes())]);
    let faces = [("fonts.files", "face.ttf"), ("fonts.fallback", family), ("epub.fonts", "all")];
    let settings: Vec<_> = [("lang", "en"), ("title", "T")].into_iter().chain(faces).collect();
    // The name of a family may be one that a setting cannot give.
    match export(&project("book.md", &settings, &[Edition::Epub, Edition::Pdf]), &files) {
        Ok(exported) => {
            let pdf = exported.book(Edition::Pdf).expect("it was asked for");
            bifolio::conformance::pdf(pdf).expect("it can be read");
        }
        Err(error) => assert!(matches!(error.code, Code::UnreadableFace | Code::BadSetting), "{error:?}"),
    }
});
