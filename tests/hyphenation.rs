//! Patterns that a book brings along: where their files lie, what is said of those that cannot be used, and what a run
//! is called by.

use bifolio::source::Memory;
use bifolio::{Edition, Exported, Project, export};

/// Which divide "abababab" behind each b.
const PATTERNS: &str = "\\patterns{ab1a}";

fn exported(settings: &[(&str, &str)], front_matter: &str, files: &[(&str, &str)]) -> Exported {
    let book = format!("---\ntitle: Words\nlang: lv\n{front_matter}---\n\n# One\n\nabababab\n");
    let files: Memory = files.iter().copied().chain([("book/book.md", book.as_str())]).collect();
    let project = Project {
        inputs: vec!["book/book.md".into()],
        settings: settings.iter().map(|&(key, value)| (key.into(), value.into())).collect(),
        editions: vec![Edition::Epub, Edition::Pdf],
        ..Project::default()
    };
    export(&project, &files).expect("the book is made")
}

fn said(exported: &Exported) -> Vec<String> {
    exported.diagnostics.iter().map(|said| format!("{} {}", said.code, said.message)).collect()
}

#[test]
fn patterns_are_read_where_they_may_lie() {
    let none = "no-hyphenation there are no hyphenation patterns for `lv`";
    let unread = |path: &str, why: &str| {
        format!("unreadable-patterns the hyphenation patterns of `{path}` cannot be used: {why}")
    };
    let of_file = |named: &str| (vec![], format!("hyphenation-patterns: {named}\n"));
    let typed = |named: &'static str| (vec![("hyphenation-patterns", named)], String::new());
    let cases = [
        (of_file("hyph-lv.tex"), "book/hyph-lv.tex", PATTERNS, vec![]),
        (of_file("[more/hyph-lv.tex, en=more/hyph-lv.tex]"), "book/more/hyph-lv.tex", PATTERNS, vec![]),
        (of_file("lv=list.txt"), "book/list.txt", "ab1a", vec![]),
        (typed("elsewhere/hyph-lv.tex"), "elsewhere/hyph-lv.tex", PATTERNS, vec![]),
        (
            of_file("../hyph-lv.tex"),
            "hyph-lv.tex",
            PATTERNS,
            vec![none.to_owned(), unread("book/../hyph-lv.tex", "it lies outside the book's folder")],
        ),
        (of_file("hyph-lv.tex"), "x", "", vec![none.into(), unread("book/hyph-lv.tex", "no such file")]),
        (
            of_file("hyph-lv.tex"),
            "book/hyph-lv.tex",
            "Prose.",
            vec![none.into(), unread("book/hyph-lv.tex", "it holds no patterns")],
        ),
        (of_file("hyph-en.tex"), "book/hyph-en.tex", PATTERNS, vec![none.into()]),
    ];
    for ((settings, front_matter), path, text, expected) in cases {
        let mut said = said(&exported(&settings, &front_matter, &[(path, text)]));
        said.sort();
        assert_eq!(said, expected, "{front_matter}{settings:?}");
    }
}

#[test]
fn a_run_is_called_by_the_patterns_and_not_by_their_place() {
    let epub = |path: &str, text: &str| {
        let exported = exported(&[("hyphenation-patterns", path)], "", &[(path, text)]);
        exported.book(Edition::Epub).expect("an EPUB").to_vec()
    };
    let first = epub("hyph-lv.tex", PATTERNS);
    assert!(first == epub("a/hyph-lv.txt", PATTERNS), "the place counts");
    assert!(first != epub("hyph-lv.tex", "b1a"), "the patterns do not count");
}
