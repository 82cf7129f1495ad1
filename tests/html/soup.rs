//! Random soups of HTML's tags, words and Markdown.

use super::{chapters, epub};
use proptest::prelude::*;

/// The elements whose words stay, in any order and never as they should nest.
const NAMES: &[&str] = &[
    "a href='https://example.org'",
    "abbr title='x'",
    "address",
    "article",
    "aside",
    "audio src='a.mp3'",
    "b",
    "bdi",
    "blockquote",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "div align='right' lang='fr'",
    "div class='warning'",
    "div style='page-break-after: always'",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2 id='h'",
    "h3",
    "hr",
    "iframe src='f.html'",
    "img src='i.png' alt='i'",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "math",
    "menu",
    "nav",
    "object data='o'",
    "ol",
    "option",
    "p",
    "p align='center'",
    "p class='title'",
    "picture",
    "pre",
    "q",
    "rb",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "section",
    "select",
    "source src='s'",
    "span class='smallcaps x'",
    "span id='s'",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time datetime='2026'",
    "time",
    "tr",
    "u",
    "ul",
    "unknown",
    "var",
    "video",
];

/// A piece of a soup; words are numbered later.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => prop::sample::select(NAMES).prop_map(|name| format!("<{name}>")),
        4 => prop::sample::select(NAMES)
            .prop_map(|name| format!("</{}>", name.split(' ').next().unwrap_or_default())),
        5 => Just("WORD".to_owned()),
        2 => Just(" ".to_owned()),
        2 => Just("\n\n".to_owned()),
        1 => prop::sample::select(&["\n", "* ", "> ", "# ", "**", "*", "\n\n    "][..]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn soups_break_no_rule_and_lose_no_word(pieces in prop::collection::vec(piece(), 1..40)) {
        let mut words = Vec::new();
        let soup: String = pieces.iter().enumerate().map(|(index, piece)| {
            if piece == "WORD" {
                words.push(format!("w{index}w"));
                format!("w{index}w")
            } else {
                piece.clone()
            }
        }).collect();
        let text = chapters(&epub(&soup), &soup);
        for word in words {
            prop_assert!(text.contains(&word), "{} is lost of\n{}\nin\n{}", word, soup, text);
        }
    }
}
