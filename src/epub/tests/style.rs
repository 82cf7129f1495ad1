//! The style sheet as readers with little sight or other eyes for colour meet it.

use super::super::style::STYLE_SHEET;
use crate::document::{Digits, Document};
use crate::resource::Resources;
use crate::theme::{Autospace, LineBreaking, SquareStyle, WritingMode};

/// Grounds that reading systems put text on by day: white, and the yellowish ones of paper. In the
/// dark the colours give way, by a rule of the style sheet.
const GROUNDS: &[&str] = &["#ffffff", "#fbf0d9", "#f4ecd8"];

/// Rules with the selectors that they stand under, comments left out.
fn rules() -> Vec<(String, String)> {
    let mut sheet = String::new();
    for part in STYLE_SHEET.split("/*") {
        sheet += part.split_once("*/").map_or(part, |(_, rest)| rest);
    }
    let mut rules = Vec::new();
    for block in sheet.split('}').filter(|block| block.contains('{')) {
        let (selector, declarations) = block.rsplit_once('{').expect("it has a brace");
        let declarations = declarations.split(';').map(str::trim).filter(|rule| !rule.is_empty());
        rules.extend(declarations.map(|rule| (selector.trim().to_owned(), rule.to_owned())));
    }
    rules
}

/// Relative luminance (WCAG 2.2, definition of contrast ratio).
fn luminance(color: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("six digits")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn every_colour_can_be_read_and_stands_on_no_ground_of_its_own() {
    let mut colors = 0;
    for (selector, rule) in rules() {
        let (name, value) = rule.split_once(':').expect("a declaration");
        let (name, value) = (name.trim(), value.trim());
        if name == "color" && value != "inherit" {
            colors += 1;
            assert!(selector.starts_with(".tok-"), "{selector} colours running text");
            for ground in GROUNDS {
                let contrast = (luminance(ground) + 0.05) / (luminance(value) + 0.05);
                assert!(contrast >= 4.5, "{selector}: {value} on {ground} is {contrast:.2}");
            }
        }
        let of_ink = value.contains("currentcolor") && !value.contains('#');
        assert!(!name.starts_with("background") || of_ink, "{selector} has a ground: {rule}");
        assert!(!name.starts_with("border") || !value.contains('#'), "{selector}: {rule}");
    }
    assert!(colors > 5, "the colours of code are elsewhere");
}

/// Links in running text keep the line that reading systems draw below them: what stands out by
/// another colour alone is not seen by all. Raised numbers and lists of links stand out without.
#[test]
fn links_are_told_by_more_than_colour() {
    for (selector, rule) in rules() {
        let plain = rule.starts_with("text-decoration") && rule.contains("none");
        assert!(!plain || ["nav a", ".noteref"].contains(&selector.as_str()), "{selector}: {rule}");
    }
}

fn in_language(lang: &str) -> Document {
    let mut document = super::document(vec![super::section(0, 1, "c", "", vec![])]);
    document.metadata.lang = Some(lang.into());
    document
}

/// The rules that stand in a book of a language besides those of all books, without their white space.
fn own_rules(lang: &str, squares: SquareStyle) -> String {
    let mut resources = Resources::default();
    resources.theme.squares = squares;
    let sheet = super::read(&super::files(&in_language(lang), None, &resources), "style.css");
    let own = sheet.strip_prefix(STYLE_SHEET).expect("it begins with the rules of all books");
    let rules = own.split_once("*/").map_or("", |(_, rules)| rules);
    let rules = rules.split_whitespace().collect::<Vec<_>>().join(" ");
    // Emphasis comes last.
    rules.split_once(" em:lang").map_or(rules.clone(), |(set, _)| set.to_owned())
}

#[test]
fn chinese_and_japanese_have_rules_of_their_own() {
    let plain = SquareStyle::default();
    let loose = SquareStyle { line_break: LineBreaking::Loose, autospace: Autospace::Nothing, ..plain };
    let hanging = SquareStyle { hanging: true, ..plain };
    for (lang, squares, expected) in [
        ("en", loose, ""),
        ("ko", loose, ""),
        ("ja", plain, ":lang(ja) { line-break: strict; text-autospace: normal; }"),
        ("zh-Hant", loose, ":lang(zh-Hant) { line-break: loose; text-autospace: no-autospace; }"),
        (
            "ja",
            hanging,
            ":lang(ja) { line-break: strict; text-autospace: normal; hanging-punctuation: allow-end; }",
        ),
    ] {
        assert_eq!(own_rules(lang, squares), expected, "{lang}");
    }
}

/// Dots stand above or below as in print.
#[test]
fn emphasis_is_marked_by_dots() {
    for (lang, expected) in [
        ("ja", Some("over right")),
        ("zh-Hans", Some("under right")),
        ("yue", Some("under right")),
        ("ko", None),
        ("en", None),
    ] {
        let files = super::files(&in_language(lang), None, &Resources::default());
        let sheet = super::read(&files, "style.css");
        let side = sheet.split_once("  text-emphasis-position: ").and_then(|(_, rest)| rest.split_once(';'));
        assert_eq!(side.map(|(side, _)| side), expected, "{lang}");
    }
}

#[test]
fn lists_are_numbered_in_the_digits_of_the_book() {
    for (digits, expected) in [(Digits::Latin, None), (Digits::Persian, Some("persian"))] {
        let document = Document { digits, ..in_language("fa") };
        let sheet = super::read(&super::files(&document, None, &Resources::default()), "style.css");
        let style = sheet.split_once("  list-style-type: ").and_then(|(_, rest)| rest.split_once(';'));
        assert_eq!(style.map(|(style, _)| style), expected);
    }
}

#[test]
fn lines_from_the_top_down_begin_on_the_right_and_turn_the_pages() {
    for (writing, is_vertical, turning) in
        [(WritingMode::Horizontal, false, "ltr"), (WritingMode::Vertical, true, "rtl")]
    {
        let mut resources = Resources::default();
        resources.theme.epub_writing = writing;
        let files = super::files(&in_language("ja"), None, &resources);
        let sheet = super::read(&files, "style.css");
        assert_eq!(sheet.contains("\n  writing-mode: vertical-rl;"), is_vertical);
        let spine = format!("page-progression-direction=\"{turning}\"");
        assert!(super::read(&files, "content.opf").contains(&spine), "{spine}");
    }
}
