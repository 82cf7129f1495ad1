//! A small manuscript of Markdown on pages of any size, by settings of which eight bytes at the beginning tell.
#![no_main]

use bifolio::source::Memory;
use bifolio::{Edition, export};
use bifolio_fuzz::project;
use libfuzzer_sys::fuzz_target;

fn choice<'c>(choices: &[&'c str], byte: u8) -> &'c str {
    choices[usize::from(byte) % choices.len()]
}

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let Some((&[width, height, margin, size, leading, how, more, language], text)) = data.split_first_chunk() else {
        return;
    };
    let millimetres = |byte: u8| match byte {
        0..240 => 26 + u32::from(byte) * 2,
        _ => 1000 + u32::from(byte - 240) * 300,
    };
    let points = 4 + u32::from(size % 69);
    let settings = [
        ("pdf.trim", format!("{}x{}mm", millimetres(width), millimetres(height))),
        ("pdf.margins", format!("{}mm", u32::from(margin) * millimetres(width) / 512)),
        ("pdf.size", format!("{points}pt")),
        ("pdf.leading", format!("{}pt", (points + u32::from(leading) * points / 128).min(144))),
        ("pdf.font", choice(&["serif", "sans", "mono"], how).to_owned()),
        ("pdf.openers", choice(&["auto", "page", "recto", "none"], how >> 2).to_owned()),
        ("pdf.figures", choice(&["here", "top"], how >> 4).to_owned()),
        ("pdf.link-urls", choice(&["none", "foot"], how >> 5).to_owned()),
        ("pdf.standard", choice(&["none", "ua-1,a-2a", "ua-2,a-4"], how >> 6).to_owned()),
        ("pdf.toc-depth", (more % 7).to_string()),
        ("number-sections", (more & 8 != 0).to_string()),
        ("split-level", (1 + more / 16 % 3).to_string()),
        ("lists", choice(&["none", "figures,tables,listings"], more >> 7).to_owned()),
        ("lang", choice(&["en", "de", "fr", "he", "ja", "th", "tlh", "ru"], language).to_owned()),
    ];
    let settings: Vec<(&str, &str)> = settings.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let files = Memory::from([("book.md", text)]);
    // A page without room for text is refused.
    let Ok(exported) = export(&project("book.md", &settings, &[Edition::Pdf]), &files) else { return };
    let pdf = exported.book(Edition::Pdf).expect("it was asked for");
    bifolio::conformance::pdf(pdf).expect("it can be read");
});
