//! The numbers that a book adds to its text, in the digits of its language, alike in both editions.

mod common;

use bifolio::conformance::{self, Outcome};
use bifolio::source::Memory;
use bifolio::{Edition, Project, export};

const MANUSCRIPT: &str = "---\ntitle: T\nnumber-sections: true\n---\n# A\n\nIn 1889[^n].\n\n7. b\n8. c\n\n\
                          ## D {#d}\n\n[](#d)\n\n\\newpage\n\ne\n\n[^n]: N.\n";

#[test]
fn both_editions_count_in_the_digits_of_the_book() {
    // One, two, and what CSS calls the digits.
    for (lang, digits, [one, two], style) in [
        ("fa", "auto", ["۱", "۲"], Some("persian")),
        ("ar-EG", "auto", ["١", "٢"], Some("arabic-indic")),
        ("mr", "auto", ["१", "२"], Some("devanagari")),
        ("bn", "auto", ["১", "২"], Some("bengali")),
        ("ar", "auto", ["1", "2"], None),
        ("fa", "latin", ["1", "2"], None),
        ("hi", "devanagari", ["१", "२"], Some("devanagari")),
    ] {
        let settings = [("lang", lang), ("digits", digits)];
        let project = Project {
            inputs: vec!["book.md".into()],
            settings: settings.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec(),
            editions: vec![Edition::Epub, Edition::Pdf],
            ..Project::default()
        };
        let exported = export(&project, &Memory::from([("book.md", MANUSCRIPT)])).expect("a book");
        let [epub, pdf] =
            [Edition::Epub, Edition::Pdf].map(|edition| exported.book(edition).expect("a book"));

        let files = common::epub::files(epub);
        let file = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
        let (chapter, sheet) = (file("chapter-001.xhtml"), file("style.css"));
        for expected in [
            format!("<span class=\"number\">{one}.{one}</span>"),
            format!("<sup>{one}</sup>"),
            format!("{one}.{one}</a>"),
            format!("aria-label=\"{two}\""),
            // What is written in the text, and what XML says of the list, stays as it is.
            "1889".into(),
            "<ol start=\"7\"".into(),
        ] {
            assert!(chapter.contains(&expected), "{lang}: {expected} in {chapter}");
        }
        let counters = sheet.split_once("list-style-type: ").and_then(|(_, rest)| rest.split_once(';'));
        assert_eq!(counters.map(|(style, _)| style), style, "{lang}");
        assert!(file("toc.ncx").contains("type=\"normal\" value=\"2\""), "{lang}");

        let labels = common::pdf::labels(&lopdf::Document::load_mem(pdf).expect("lopdf reads the file"));
        assert_eq!(labels[labels.len() - 2..], [one, two], "{lang}");
        let verified = conformance::verify(epub, pdf).expect("both can be read");
        let broken = verified.parity.criteria.iter().find(|criterion| criterion.outcome == Outcome::NotMet);
        assert!(broken.is_none(), "{lang}: {broken:?}");
    }
}
