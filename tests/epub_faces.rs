//! Faces within the EPUB: which are there, by which rules, and that they hold what they are asked for.

use bifolio::source::Memory;
use bifolio::{Edition, Project, export};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The files of the EPUB of a text.
fn made(text: &str, lang: &str, settings: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let always = [("title", "T"), ("lang", lang), ("fonts.system", "off"), ("fonts.files", "faces")];
    let project = Project {
        inputs: vec!["book.md".into()],
        settings: always.iter().chain(settings).map(|&(key, value)| (key.into(), value.into())).collect(),
        editions: vec![Edition::Epub],
        ..Project::default()
    };
    let files = Memory::from([
        ("book.md", text.as_bytes()),
        ("faces/tiny-han.ttc", include_bytes!("faces/tiny-han.ttc")),
        ("faces/tiny-variable.ttf", include_bytes!("faces/tiny-variable.ttf")),
    ]);
    let exported = export(&project, &files).expect("a book");
    let epub = exported.book(Edition::Epub).expect("an EPUB");
    let mut archive = ZipArchive::new(Cursor::new(epub)).expect("an archive");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let content = |name: String| {
        let mut bytes = Vec::new();
        archive.by_name(&name).expect("it is there").read_to_end(&mut bytes).expect("it can be read");
        (name, bytes)
    };
    names.into_iter().map(content).collect()
}

/// The names of the faces without their numbers, and the families by the style sheet's selectors.
fn faces(files: &BTreeMap<String, Vec<u8>>) -> (Vec<&str>, Vec<(String, String)>) {
    let names = files.keys().filter_map(|name| name.strip_prefix("OEBPS/fonts/"));
    let mut names: Vec<&str> = names.map(|name| name.split_once('-').expect("a number").1).collect();
    names.sort_unstable();
    let style = std::str::from_utf8(&files["OEBPS/style.css"]).expect("text");
    let rules = style.rsplit("}\n\n").filter(|rule| !rule.starts_with('@')).map_while(|rule| {
        let (selector, rest) = rule.split_once(" {\n  font-family: ")?;
        Some((selector.to_owned(), rest.split(';').next()?.to_owned()))
    });
    let mut rules: Vec<_> = rules.collect();
    rules.reverse();
    (names, rules)
}

const TEXT: &str = "# One\n\nWords, ж and [직 直骨]{lang=ja} and **दो** `क`.\n";

#[test]
fn no_face_is_in_a_book_that_asks_for_none() {
    let files = made(TEXT, "en", &[]);
    assert_eq!(faces(&files), (Vec::new(), Vec::new()));
    assert!(!String::from_utf8_lossy(&files["OEBPS/style.css"]).contains("@font-face"));
}

#[test]
fn needed_faces_are_those_of_scripts_that_reading_systems_lack() {
    let files = made(TEXT, "zh-Hans", &[("epub.fonts", "needed")]);
    let (names, rules) = faces(&files);
    let noto = ["NotoSerifDevanagari-Bold.ttf", "NotoSerifDevanagari-Regular.ttf"];
    assert_eq!(names, [noto[0], noto[1], "TinyHanJP-Regular.ttf", "TinyHanSC-Regular.ttf"]);
    let rule = |selector: &str, families: &str| (selector.to_owned(), families.to_owned());
    let expected = [
        rule("body", "\"Noto Serif Devanagari\", \"Tiny Han SC\", serif"),
        rule("code, kbd, pre, figure .title", "\"Noto Serif Devanagari\", \"Tiny Han SC\", monospace"),
        rule(":lang(ja)", "\"Noto Serif Devanagari\", \"Tiny Han JP\", serif"),
        rule(
            "code:lang(ja), kbd:lang(ja), pre:lang(ja), figure .title:lang(ja)",
            "\"Noto Serif Devanagari\", \"Tiny Han JP\", monospace",
        ),
    ];
    assert_eq!(rules, expected);
}

#[test]
fn a_face_holds_what_it_is_asked_for_and_little_else() {
    let files = made("# क्षत्रिय\n", "en", &[("epub.fonts", "needed")]);
    let (name, bytes) =
        files.iter().find(|(name, _)| name.ends_with("Devanagari-Regular.ttf")).expect("a face");
    assert!(bytes.len() < 60_000, "{name} has {} bytes of 264,000", bytes.len());
    let face = FontRef::new(bytes).expect("a face");
    for character in "क्षत्रिय".chars() {
        assert!(face.charmap().map(character).is_some(), "{character}");
    }
    assert!(face.charmap().map('A').is_none() && face.charmap().map('ख').is_none());
    assert!(face.gsub().is_ok() && face.gpos().is_ok(), "conjuncts and marks need them");
}

#[test]
fn all_faces_are_those_of_print() {
    let text = "# One\n\nWords and `code` and $x^2$.\n";
    let files = made(text, "en", &[("epub.fonts", "all"), ("pdf.font-headings", "Tiny Variable")]);
    let (names, rules) = faces(&files);
    let expected = [
        "LibertinusSerif-Bold.otf",
        "LibertinusSerif-Regular.otf",
        "STIXTwoMath-Regular.otf",
        "SourceCodePro-Bold.otf",
        "SourceCodePro-Regular.otf",
        "TinyVariable-400.ttf",
    ];
    assert_eq!(names, expected);
    let selectors: Vec<&str> = rules.iter().map(|(selector, _)| selector.as_str()).collect();
    assert_eq!(selectors, [":root math", "body", "h1, h2, h3, h4, h5, h6", "code, kbd, pre, figure .title"]);
    let style = String::from_utf8_lossy(&files["OEBPS/style.css"]).into_owned();
    assert!(
        style.contains("font-weight: 400 700") || style.contains("font-weight: 300 900"),
        "it still varies"
    );
}
