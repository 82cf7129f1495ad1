//! mdBook's books as they are: the summary, what chapters include, and what is wrong with them.

mod common;

use bifolio::diagnostic::Severity;
use bifolio::source::{Disk, Files, Memory};
use bifolio::{Edition, Exported, Project, export};
use common::{corpora, epub, pdf};
use proptest::prelude::*;
use std::path::Path;

fn book(files: &[(&str, &str)], settings: &[(&str, &str)]) -> Exported {
    let memory: Memory = files.iter().copied().collect();
    let settings = settings.iter().map(|&(key, value)| (key.into(), value.into())).collect();
    let editions = vec![Edition::Epub, Edition::Pdf];
    let project = Project { inputs: vec!["b".into()], settings, editions, ..Project::default() };
    export(&project, &memory).expect("the book is made")
}

/// `file:line:column code`, a line each.
fn complaints(exported: &Exported) -> Vec<String> {
    let line = |diagnostic: &bifolio::diagnostic::Diagnostic| {
        let source = exported.sources.get(diagnostic.span.file);
        let place = source.map_or_else(String::new, |source| {
            let at = source.line_column(diagnostic.span.start);
            format!("{}:{}:{} ", source.path.display(), at.line, at.column)
        });
        format!("{place}{}", diagnostic.code)
    };
    exported.diagnostics.iter().map(line).collect()
}

/// A file of the EPUB.
fn entry(exported: &Exported, name: &str) -> String {
    let mut files = epub::files(&exported.books[0].bytes);
    String::from_utf8(files.remove(name).expect("it is there")).expect("it is UTF-8")
}

/// All chapters, one after the other.
fn chapters(exported: &Exported) -> String {
    let files = epub::files(&exported.books[0].bytes).into_iter();
    let chapters = files.filter(|(name, _)| name.starts_with("chapter"));
    chapters.map(|(_, text)| String::from_utf8(text).expect("it is UTF-8")).collect()
}

/// The labels of the contents.
fn contents(exported: &Exported) -> Vec<String> {
    let nav = entry(exported, "nav.xhtml");
    let toc = nav.split("landmarks").next().unwrap_or_default();
    let labels = toc.split("<a href=").skip(1).filter_map(|link| Some(link.split_once('>')?.1));
    let labels = labels.map(|label| label.split("</a>").next().unwrap_or_default());
    labels.map(without_tags).collect()
}

fn without_tags(markup: &str) -> String {
    markup.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

const CONFIG: (&str, &str) =
    ("b/book.toml", "[book]\ntitle = \"Tea\"\nauthors = [\"A\", \"B\"]\nlanguage = \"en\"\n");

#[test]
fn the_direction_of_the_text_is_taken() {
    let summary = ("b/src/SUMMARY.md", "- [One](one.md)\n");
    let chapter = ("b/src/one.md", "# One\n\nText.\n");
    for (config, expected) in [
        ("[book]\nlanguage = \"fa\"\n", "rtl"),
        ("[book]\nlanguage = \"fa\"\ntext-direction = \"ltr\"\n", "ltr"),
        ("[book]\nlanguage = \"en\"\ntext-direction = \"rtl\"\n", "rtl"),
        ("[book]\nlanguage = \"en\"\n", "ltr"),
    ] {
        let made = book(&[("b/book.toml", config), summary, chapter], &[]);
        let spine = format!("page-progression-direction=\"{expected}\"");
        assert!(entry(&made, "content.opf").contains(&spine), "{config}");
        let pdf = lopdf::Document::load_mem(&made.books[1].bytes).expect("lopdf reads the PDF");
        let catalog = pdf.catalog().expect("there is a catalog");
        let views =
            catalog.get(b"ViewerPreferences").and_then(lopdf::Object::as_dict).expect("there are views");
        assert_eq!(views.has(b"Direction"), expected == "rtl", "{config}");
    }
}

#[test]
fn a_summary_makes_the_book() {
    let files = [
        CONFIG,
        (
            "b/src/SUMMARY.md",
            "# Summary\n\n[Foreword](foreword.md)\n\n# Leaves\n\n- [Green](green.md)\n  - [Sencha](sub/README.md)\n- [Later]()\n\n# Water\n\n- [Kettles](kettles.md)\n\n[Thanks](thanks.md)\n",
        ),
        ("b/src/foreword.md", "# Foreword\n\nBefore.\n"),
        (
            "b/src/green.md",
            "# Green tea\n\n## Its leaves\n\nSee [it](sub/index.html), [that](sub/README.md#steam), [out](../other/x.md).\n",
        ),
        ("b/src/sub/README.md", "Without a heading.\n\n## Steam\n\nWords.\n"),
        ("b/src/kettles.md", "# Kettles\n\nText.\n"),
        ("b/src/thanks.md", "# Thanks\n\nAfter.\n"),
    ];
    let made = book(&files, &[]);
    assert_eq!(made.metadata.title(), "Tea");
    let expected = [
        "Foreword",
        "Leaves",
        "1 Green",
        "Its leaves",
        "1.1 Sencha",
        "Steam",
        "Water",
        "3 Kettles",
        "Thanks",
    ];
    assert_eq!(contents(&made), expected);
    assert_eq!(complaints(&made), ["b/src/green.md:5:56 dangling-link"]);
    let text = chapters(&made);
    assert!(text.contains("<span class=\"number\">1</span> Green tea"), "{text}");
    assert!(text.contains("<span class=\"number\">1.1</span> Sencha"), "{text}");
    assert_eq!(
        text.matches("<a href=\"#sencha\"").count() + text.matches("<a href=\"#steam\"").count(),
        2,
        "{text}"
    );
    assert!(text.contains("aria-label=\"v\""), "the foreword has a roman page: {text}");
    let package = entry(&made, "content.opf");
    assert!(package.contains(">A</dc:creator>") && package.contains(">B</dc:creator>"), "{package}");

    let made = book(&files, &[("planned-chapters", "yes"), ("site-url", "https://example.org/a/tea")]);
    assert!(contents(&made).contains(&"2 Later".to_owned()));
    assert!(complaints(&made).is_empty());
    assert!(chapters(&made).contains("href=\"https://example.org/a/other/x.html\""), "{}", chapters(&made));
    let made = book(&files, &[("number-sections", "no")]);
    assert!(contents(&made).contains(&"Sencha".to_owned()));
}

#[test]
fn includes_are_read() {
    let files = [
        CONFIG,
        ("b/src/SUMMARY.md", "- [One](one.md)\n"),
        (
            "b/src/one.md",
            "# One\n\n```rust\n{{#rustdoc_include ../code/a.rs:here}}\n```\n\n{{#include words.md}} and \\{{#include words.md}}\n\n```rust\n{{#include ../code/a.rs:1:2}}\n```\n\n{{#title Other}}{{#playground ../code/a.rs}}\n\n{{#unknown thing}}\n\n![](missing.png)\n",
        ),
        ("b/src/words.md", "Included *words*, {{#include more.md}}"),
        ("b/src/more.md", "and [more](nowhere.md)\n"),
        (
            "b/code/a.rs",
            "use tea;\n# hidden();\n// ANCHOR: here\nsteep();\n# not_shown();\n#[derive(Tea)]\n## kept\n// ANCHOR_END: here\nend();\n",
        ),
    ];
    let made = book(&files, &[]);
    let text = chapters(&made);
    let plain = without_tags(&text);
    for part in [
        "steep();\n#[derive(Tea)]\n# kept",
        "Included words, and more and {{#include words.md}}",
        "use tea;",
        "use tea;\n// ANCHOR: here\nsteep();",
        "{{#unknown thing}}",
    ] {
        assert!(plain.contains(part), "{part} in {plain}");
    }
    assert!(!plain.contains("hidden();") && !plain.contains("Other"), "{plain}");
    // Each place is that of the file in which it stands.
    assert_eq!(
        complaints(&made),
        [
            "b/src/one.md:15:1 foreign-markup",
            "b/src/one.md:17:1 missing-image",
            "b/src/one.md:17:1 missing-alt",
            "b/src/more.md:1:5 dangling-link"
        ]
    );
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let files = [
        ("b/book.toml", "[book\ntitle = \"Tea\"\n[preprocessor.mermaid]\ncommand = \"rm\"\n"),
        (
            "b/src/SUMMARY.md",
            "- [One](one.md)\n- [Gone](gone.md)\n- [Again](one.md)\n- nothing\n- [Out](../../x.md)\n",
        ),
        (
            "b/src/one.md",
            "# One\n\n{{#include one.md}}\n\n{{#include gone.rs}}\n\n{{#include a.rs:none}}\n\n{{#include a.rs:7}}\n\n{{#include a.rs:1:9}}\n\n{{#include ../../x.md}}\n",
        ),
        ("b/src/a.rs", "one\n"),
        ("x.md", "not in the book"),
    ];
    let made = book(&files, &[("lang", "en")]);
    let expected = [
        "b/src/SUMMARY.md:2:3 missing-chapter",
        "b/src/SUMMARY.md:3:3 duplicate-chapter",
        "b/src/SUMMARY.md:4:1 missing-chapter",
        "b/src/SUMMARY.md:5:3 missing-chapter",
        "b/book.toml:1:6 book-toml",
        "b/book.toml:3:15 preprocessor",
        "b/src/one.md:3:1 include-loop",
        "b/src/one.md:5:1 missing-include",
        "b/src/one.md:7:1 missing-include",
        "b/src/one.md:9:1 missing-include",
        "b/src/one.md:11:1 missing-include",
        "b/src/one.md:13:1 missing-include",
    ];
    assert_eq!(complaints(&made), expected);
    assert!(!chapters(&made).contains("not in the book"));
}

#[test]
fn a_folder_with_no_summary_is_refused_with_a_hint() {
    let memory = Memory::from([("b/book.toml", ""), ("b/a.md", "# A")]);
    let project = Project { inputs: vec!["b".into()], editions: vec![Edition::Epub], ..Project::default() };
    let error = export(&project, &memory).expect_err("there is no summary");
    assert!(error.message.contains("SUMMARY.md"), "{}", error.message);
}

#[test]
fn the_rust_book_is_whole() {
    let folder = corpora().join("rust-book");
    if !folder.exists() {
        return eprintln!("skipped: the manuscript rust-book is not at hand");
    }
    let settings = vec![("lang".into(), "en".into())];
    let editions = vec![Edition::Epub];
    let project = Project { inputs: vec![folder.clone()], settings, editions, ..Project::default() };
    let made = export(&project, &Disk).expect("the book is made");
    let codes: Vec<&str> = made.diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
    let count = |code: &str| codes.iter().filter(|&&other| other == code).count();
    // One include asks for a line more than its file has.
    assert_eq!((count("missing-include"), count("include-loop"), count("missing-chapter")), (1, 0, 0));
    assert!(!chapters(&made).contains("{{#"), "all 707 includes are resolved");
    let summary = std::fs::read_to_string(folder.join("src/SUMMARY.md")).expect("the summary is readable");
    let links = summary.lines().filter(|line| line.contains("](")).map(|line| {
        let (words, _) = line.rsplit_once("](").expect("a line links to its chapter");
        words.split_once('[').expect("a link has words").1.replace(['`', '\\'], "")
    });
    let decoded = |label: String| label.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let listed: Vec<String> = contents(&made).into_iter().map(decoded).collect();
    let mut rest = listed.iter();
    for title in links {
        // The summary's marks are as they are typed.
        let typed = |label: &str| label.replace('’', "'").replace(['“', '”'], "\"").replace('–', "--");
        let title = typed(&title);
        let is_it = |label: &&String| typed(label) == title || typed(label).ends_with(&format!(" {title}"));
        assert!(rest.any(|label| is_it(&label)), "{title} is in the contents, in order");
    }
}

/// The titles of a summary are Markdown, and set like all else; those that mdBook hands over are plain.
#[test]
fn titles_of_a_summary_are_set() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/titles/summary");
    let file = |name: &str| std::fs::read_to_string(folder.join(name)).expect("it is readable");
    let json = serde_json::json!({
        "version": "0.5.0", "root": "b",
        "config": {"book": {
            "title": "It's a \"quoted\" title -- really", "authors": ["Ann A", "Ben B"], "language": "en",
        }},
        "book": {"items": [{"Chapter": {
            "name": "It's \"here\" -- now", "content": file("src/one.md"), "number": [1], "path": "one.md",
            "sub_items": [{"Chapter": {
                "name": "Nested code & more [^1]", "content": file("src/two.md"), "number": [1, 1],
                "path": "two.md", "sub_items": [],
            }}],
        }}]},
    });
    let handed_over = Memory::from([("<stdin>", json.to_string())]);
    let from = Some(bifolio::input::Format::RenderContext);
    let files: [(&dyn Files, Project); 2] = [
        (&Disk, Project { inputs: vec![folder], ..Project::default() }),
        (&handed_over, Project { inputs: vec!["<stdin>".into()], from, ..Project::default() }),
    ];
    for (files, project) in files {
        let editions = vec![Edition::Epub, Edition::Pdf];
        let made = export(&Project { editions, ..project }, files).expect("the book is made");
        let listed = ["1 It’s “here” – now", "1.1 Nested code &amp; more"];
        assert_eq!(contents(&made), listed);
        let ncx = entry(&made, "toc.ncx");
        assert!(listed.iter().all(|title| ncx.contains(&format!("<text>{title}</text>"))), "{ncx}");
        assert_eq!(made.metadata.title(), "It’s a “quoted” title – really");
        assert_eq!(made.metadata.authors().collect::<Vec<_>>(), ["Ann A", "Ben B"]);
        let outline = pdf::outline(&lopdf::Document::load_mem(&made.books[1].bytes).expect("lopdf reads it"));
        assert_eq!(outline, ["1 It’s “here” – now", "1.1 Nested code & more"]);
        let title_page = entry(&made, "titlepage.xhtml");
        for line in ["<p class=\"author\">Ann A</p>", "<p class=\"author\">Ben B</p>"] {
            assert!(title_page.contains(line), "{title_page}");
        }
    }
}

#[test]
fn mdbook_hands_its_book_over() {
    for list in ["sections", "items"] {
        let json = r##"{
            "version": "0.5.0", "root": "b", "destination": "b/book",
            "config": {
                "book": {"title": "Tea", "authors": ["A"], "language": "de", "src": "text"},
                "output": {"bifolio": {"command": "bifolio mdbook", "lists": ["figures"], "pdf": {"trim": "a5"}}}
            },
            "book": {"LIST": [
                {"Chapter": {"name": "Foreword", "content": "# Foreword\n\nBefore.", "number": null,
                    "sub_items": [], "path": "f.md", "source_path": "f.md", "parent_names": []}},
                {"PartTitle": "Leaves"},
                {"Chapter": {"name": "Green", "content": "# Green\n\nSee [it](sub/index.md).\n\n[x](gone.md)",
                    "number": [1], "path": "g.md", "source_path": "g.md", "parent_names": [], "sub_items": [
                    {"Chapter": {"name": "Sencha", "content": "Words.", "number": [1, 1], "sub_items": [],
                        "path": "sub/index.md", "source_path": "sub/README.md", "parent_names": ["Green"]}}]}},
                "Separator",
                {"Chapter": {"name": "Thanks", "content": "# Thanks", "number": null, "sub_items": [],
                    "path": "t.md", "source_path": "t.md", "parent_names": []}}
            ]}
        }"##;
        let memory = Memory::from([("<stdin>", json.replace("LIST", list))]);
        let project = Project {
            inputs: vec!["<stdin>".into()],
            from: Some(bifolio::input::Format::RenderContext),
            editions: vec![Edition::Epub],
            ..Project::default()
        };
        let made = export(&project, &memory).expect("the book is made");
        assert_eq!(made.metadata.title(), "Tea");
        assert_eq!(contents(&made), ["Foreword", "Leaves", "1 Green", "1.1 Sencha", "Thanks"]);
        assert_eq!(complaints(&made), ["b/text/g.md:5:1 dangling-link", "handed-over"]);
    }
    let memory = Memory::from([("<stdin>", "# No JSON")]);
    let from = Some(bifolio::input::Format::RenderContext);
    let project = Project { inputs: vec!["<stdin>".into()], from, ..Project::default() };
    assert!(export(&project, &memory).is_err());
}

/// One book by its `book.toml`, and as mdBook hands it over.
fn both_ways(toml: &str, config: &str) -> [Exported; 2] {
    let text = "# One\n\nIt's *tea*.\n\n## Two\n\nSee [the other](other.md).\n";
    let chapter = serde_json::json!({"Chapter": {"name": "One", "content": text, "number": [1],
        "sub_items": [], "path": "one.md", "source_path": "one.md", "parent_names": []}});
    let config: serde_json::Value = serde_json::from_str(config).expect("the case is JSON");
    let context = serde_json::json!({"root": "b", "config": config, "book": {"items": [chapter]}});
    let files = [
        ("b/book.toml", toml.to_owned()),
        ("b/text/SUMMARY.md", "- [One](one.md)\n".to_owned()),
        ("b/text/one.md", text.to_owned()),
        ("<stdin>", context.to_string()),
    ];
    let memory = files.into_iter().collect::<Memory>();
    let made = |input: &str, from| {
        let editions = vec![Edition::Epub, Edition::Pdf];
        let project = Project { inputs: vec![input.into()], from, editions, ..Project::default() };
        export(&project, &memory).expect("the book is made")
    };
    [made("b", None), made("<stdin>", Some(bifolio::input::Format::RenderContext))]
}

#[test]
fn the_file_and_what_is_handed_over_say_the_same() {
    let plain = (
        r#"
[book]
title = "Tea"
authors = ["Ann Writer", "Ben Other"]
description = "About tea."
language = "fa"
text-direction = "ltr"
src = "text"
multilingual = false
[build]
build-dir = "made"
[output.html]
site-url = "https://example.org/tea/"
default-theme = "rust"
[output.bifolio]
command = "bifolio mdbook"
optional = true
subtitle = "And of Water"
subject = ["tea", "kitchens"]
series = "Small Books #3"
date = "2026"
isbn = "978-3-16-148410-0"
lists = ["figures", "tables"]
toc-depth = 1
typography = false
pdf.trim = "a5"
pdf.size = 12
epub = { notes = "chapter-end" }
"#,
        r#"{"book": {"title": "Tea", "authors": ["Ann Writer", "Ben Other"], "description": "About tea.",
            "language": "fa", "text-direction": "ltr", "src": "text", "multilingual": false},
        "build": {"build-dir": "made"},
        "output": {"html": {"site-url": "https://example.org/tea/", "default-theme": "rust"},
            "bifolio": {"command": "bifolio mdbook", "optional": true, "subtitle": "And of Water",
                "subject": ["tea", "kitchens"], "series": "Small Books #3", "date": "2026",
                "isbn": "978-3-16-148410-0", "lists": ["figures", "tables"], "toc-depth": 1,
                "typography": false, "pdf": {"trim": "a5", "size": 12}, "epub": {"notes": "chapter-end"}}}}"#,
        &[][..],
    );
    let faulty = (
        r#"
[book]
title = "Tea"
titel = "T"
language = "de-UKX"
src = "text"
multilingual = false
[output.html]
site-url = "/tea/"
[output.bifolo]
title = "T"
[output.bifolio]
author = [{ name = "Ann Writer", role = "editor" }, "Ben Other", { nam = "X" }]
titel = "T"
layout = "post"
isbn = "978-3-16-148410-1"
cover-image = "../cover.png"
pdf = { colour = "red", trm = "a5", margins = "3in" }
fonts.files = "here"
"#,
        r#"{"book": {"title": "Tea", "titel": "T", "language": "de-UKX", "src": "text", "multilingual": false},
        "output": {"html": {"site-url": "/tea/"}, "bifolo": {"title": "T"},
            "bifolio": {"author": [{"name": "Ann Writer", "role": "editor"}, "Ben Other", {"nam": "X"}], "titel": "T",
                "layout": "post", "isbn": "978-3-16-148410-1", "cover-image": "../cover.png",
                "pdf": {"colour": "red", "trm": "a5", "margins": "3in"},
                "fonts": {"files": "here"}}}}"#,
        &[
            "`[output.bifolo]` is not read; did you mean `[output.bifolio]`?",
            "`author` has no part `nam`; did you mean `name`?",
            "`author` has somebody without a `name`, who is left out",
            "`isbn` cannot be `978-3-16-148410-1`",
            "`language` cannot be `de-UKX`",
            "`other.md` is not part of this book",
            "`pdf.margins` cannot be `3in`",
            "a face of `b/here` cannot be used: no such file",
            "the image `cover.png` lies outside the book's folder",
            "there is no setting `layout`",
            "there is no setting `pdf.colour`",
            "there is no setting `pdf.trm`; did you mean `pdf.trim`?",
            "there is no setting `titel`; did you mean `title`?",
            "there is no setting `titel`; did you mean `title`?",
        ][..],
    );
    for (toml, json, complaints) in [plain, faulty] {
        let [file, handed_over] = both_ways(toml, json);
        assert_eq!(file.metadata, handed_over.metadata);
        assert_eq!(file.books[0].bytes, handed_over.books[0].bytes);
        assert_eq!(file.books[1].bytes, handed_over.books[1].bytes);
        let said = |made: &Exported| {
            let warnings = made.diagnostics.iter().filter(|found| found.severity > Severity::Note);
            let mut said: Vec<String> = warnings.map(|found| found.message.clone()).collect();
            said.sort();
            said
        };
        assert_eq!(said(&file), said(&handed_over));
        let said = said(&file);
        assert_eq!(said.len(), complaints.len(), "{said:#?}");
        for (said, expected) in said.iter().zip(complaints) {
            assert!(said.starts_with(expected), "{said}: {expected}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Whatever a book is made of, it is exported or refused, and every complaint has a place that is
    /// there.
    #[test]
    fn any_mixture_is_a_book_or_none(
        summary in prop::collection::vec(prop::sample::select(SUMMARY), 0..12),
        chapter in prop::collection::vec(prop::sample::select(CHAPTER), 0..12),
        config in prop::collection::vec(prop::sample::select(TOML), 0..5),
    ) {
        let files = [
            ("b/book.toml", config.concat()),
            ("b/src/SUMMARY.md", summary.concat()),
            ("b/src/a.md", chapter.concat()),
            ("b/src/ä b.md", "# Ä\n\n{{#include a.md:2:}}\n".to_owned()),
            ("b/src/README.md", chapter.concat().repeat(2)),
        ];
        let memory = Memory::from(files);
        let editions = vec![Edition::Epub, Edition::Pdf];
        let project = Project { inputs: vec!["b".into()], editions, ..Project::default() };
        if let Ok(made) = export(&project, &memory) {
            for diagnostic in &made.diagnostics {
                let source = made.sources.get(diagnostic.span.file);
                let inside = source.is_none_or(|source| diagnostic.span.start as usize <= source.text.len());
                prop_assert!(inside, "{diagnostic:?}");
            }
            complaints(&made);
        }
    }
}

const SUMMARY: &[&str] = &[
    "# S\n\n",
    "- [A](a.md)\n",
    "  - [Ä](%C3%A4%20b.md)\n",
    "    - [Deep](README.md)\n",
    "- [Gone](x.md)\n",
    "- [P]()\n",
    "[F](README.md)\n",
    "\n---\n\n",
    "- no\n",
    "1. [N](a.md)\n",
    "> - [Q](a.md)\n",
    "- [A](../a.md)\n",
    "- **[B](a.md) [C](README.md)**\n",
    "\n# Part\n\n",
    "        code\n",
    "- [](a.md)\n",
    "[r]: a.md\n- [r]\n",
];

const CHAPTER: &[&str] = &[
    "{{#include a.md}}\n",
    "{{#include README.md}}",
    "{{#include ä b.md:1}}",
    "{{ #include a.md:x }}",
    "\\{{#include x}}",
    "{{#include",
    "}}",
    "{{#title ü}}",
    "# H\n\n",
    "ANCHOR: x\n",
    "ANCHOR_END: x\n",
    "```rust\n# a\n## b\n",
    "```\n",
    "{{#playground a.md}}\n",
    "[l](index.html#h)\n\n",
    "ü\n",
    "\r\n",
    "![](../x.png)\n",
    "[^n] \n\n[^n]: note\n\n",
];

const TOML: &[&str] = &[
    "[book]\n",
    "title = \"T\"\n",
    "src = \"src\"\n",
    "[output.bifolio]\n",
    "pdf.trim = \"a5\"\n",
    "[preprocessor.x]\n",
    "x = [\n",
    "lang = {}\n",
    "authors = [1, \"b\"]\n",
    "\"ü\" = 1\n",
    "site-url = \"https://e.org\"\n",
];

#[test]
fn a_book_of_mathjax_has_its_formulas_in_brackets() {
    for (toml, formulas) in [
        ("[book]\ntitle = \"Tea\"\n[output.html]\nmathjax-support = true\n", 2),
        ("[book]\ntitle = \"Tea\"\n[output.bifolio]\ntext.bracket-math = true\n", 2),
        ("[book]\ntitle = \"Tea\"\n", 0),
    ] {
        let files = [
            ("b/book.toml", toml),
            ("b/src/SUMMARY.md", "- [One](one.md)\n"),
            ("b/src/one.md", "# One\n\nIt is \\\\(x^2\\\\), and\n\n\\\\[ y_1 \\\\]\n"),
        ];
        let made = book(&files, &[("lang", "en")]);
        assert_eq!(chapters(&made).matches("<math").count(), formulas, "{toml}");
    }
}
