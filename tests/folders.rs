//! Folders of Markdown: the order of their files, parts, and front matter in each file.

mod common;

#[path = "folders/cases.rs"]
mod cases;

use bifolio::diagnostic::Code;
use bifolio::source::{Disk, Span};
use bifolio::{Edition, Exported, Project, export};
use common::epub;
use std::fs;

/// Exports files in a folder `book`.
fn book(files: &[(&str, &str)]) -> Exported {
    exported(files, "")
}

/// Exports one of these files, `book.md`.
fn only_book(files: &[(&str, &str)]) -> Exported {
    exported(files, "book.md")
}

fn exported(files: &[(&str, &str)], input: &str) -> Exported {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join("book").join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    let editions = vec![Edition::Epub, Edition::Pdf];
    let inputs = vec![folder.path().join("book").join(input)];
    export(&Project { inputs, editions, ..Project::default() }, &Disk).expect("the book is made")
}

/// The title, and the contents list of the EPUB: a line for each entry, indented for its level.
fn contents(exported: &Exported) -> String {
    let files = epub::files(&exported.books[0].bytes);
    let nav = files.iter().find(|(name, _)| name.ends_with("nav.xhtml")).expect("there is a nav").1;
    let nav = String::from_utf8_lossy(nav);
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let nav = roxmltree::Document::parse_with_options(&nav, options).expect("the nav is XML");
    let toc =
        nav.descendants().find(|node| node.tag_name().name() == "nav").expect("there is a contents list");
    let mut out = format!("{}\n", exported.metadata.title());
    for link in toc.descendants().filter(|node| node.tag_name().name() == "a") {
        let depth = link.ancestors().filter(|node| node.tag_name().name() == "ol").count();
        let text: String =
            link.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        out += &format!("{}{text}\n", "  ".repeat(depth));
    }
    out
}

/// A name, files with their texts, and the contents.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

#[test]
fn folders_become_books() {
    let cases: &[Case] = &[
        (
            "files in natural order, what is hidden left out",
            &[
                ("10-c.md", "# C"),
                ("2-b.md", "# B"),
                ("README.md", "# A"),
                ("_x.md", "# X"),
                (".y.md", "# Y"),
            ],
            "book\n  A\n  B\n  C\n",
        ),
        (
            "a folder is a part",
            &[
                ("1.md", "# Start"),
                ("2-the-house/1.md", "# Door"),
                ("2-the-house/2.md", "# Stair\n\n## Step"),
            ],
            "book\n  Start\n  The house\n    Door\n    Stair\n      Step\n",
        ),
        (
            "its index is the part's own text",
            &[
                ("1.md", "# Start"),
                ("2/index.md", "# The House\n\nIt stood."),
                ("2/a.md", "# Door"),
                ("3.md", "# End"),
            ],
            "book\n  Start\n  The House\n    Door\n  End\n",
        ),
        (
            "folders in folders",
            &[("1.md", "# Start"), ("part/README.md", "It stood."), ("part/deep/a.md", "# A\n\n# B")],
            "book\n  Start\n  Part\n    Deep\n      A\n      B\n",
        ),
        (
            "one folder that holds them all is none",
            &[("text/1.md", "# A"), ("text/2.md", "# B")],
            "book\n  A\n  B\n",
        ),
        (
            "front matter in each file",
            &[
                ("1.md", "---\ntitle: Fog\nlang: en\n---\n\nIt came."),
                ("2.md", "---\ntitle: Tide\n---\n\nIt went.\n\n## Ebb"),
                ("3.md", "---\ntitle: Other\n---\n\n# Noon\n\n## Late"),
                ("4.md", "---\ntitle: Usage\n---\n\n# Usage\n\nPour.\n\n## More"),
                ("5.md", "---\ntitle: Deep\n---\n\n### Well"),
            ],
            "book\n  Fog\n  Tide\n    Ebb\n  Other\n    Noon\n      Late\n  Usage\n    More\n  Deep\n    Well\n",
        ),
        (
            "an index with a text alone is a chapter",
            &[
                ("index.md", "---\ntitle: Quick start\n---\n\nWelcome.\n\n## Needs\n\nA pot."),
                ("2.md", "---\ntitle: Conduct\nauthor: A Guest\n---\n\n## Pledge"),
            ],
            "book\n  Quick start\n    Needs\n  Conduct\n    Pledge\n",
        ),
        (
            "the only title is the book's, wherever it stands",
            &[("0.md", "# Dedication"), ("1.md", "---\ntitle: The Real Title\n---\n\n# One")],
            "The Real Title\n  Dedication\n  One\n",
        ),
        (
            "a file of front matter alone speaks for the book",
            &[("0.md", "---\ntitle: The Quay\n---\n"), ("1.md", "---\ntitle: Tide\n---\n\nIt went.")],
            "The Quay\n  Tide\n",
        ),
        (
            "the index names the book",
            &[
                ("README.md", "---\ntitle: The Quay\nauthor: Nora Example\n---\n\n# Start"),
                ("2.md", "---\ntitle: Tide\n---\n\nIt went."),
            ],
            "The Quay\n  Start\n  Tide\n",
        ),
        (
            "one title is the book's",
            &[("1.md", "---\ntitle: The Quay\n---\n\n# Fog"), ("2.md", "# Tide")],
            "The Quay\n  Fog\n  Tide\n",
        ),
    ];
    for (name, files, expected) in cases {
        assert_eq!(contents(&book(files)), *expected, "{name}");
    }
}

/// A folder that tools call so in every book does not name this one.
#[test]
fn a_folder_of_a_common_name_is_named_by_the_next() {
    for (folder, title) in [
        ("the-old_mill", "the old mill"),
        ("the-old_mill/manuscript", "the old mill"),
        ("the-old_mill/docs/content", "the old mill"),
        ("src", "book"),
    ] {
        let files = ["1.md", "2.md"].map(|name| format!("{folder}/{name}"));
        let exported = exported(&[(&files[0], "# A\n\nText.\n"), (&files[1], "# B\n\nText.\n")], folder);
        assert_eq!(exported.metadata.title(), title, "{folder}");
    }
}

#[test]
fn links_to_folders_lead_to_their_index() {
    let exported = book(&[
        (
            "README.md",
            "# Start\n\n[Folder](sub/), [without slash](sub), [from the root](/sub/index.html), [file](sub/two.md#part).",
        ),
        ("sub/README.md", "# Sub\n\n[Up](..), [start](../README.md#start), [gone](../std/x.html)."),
        ("sub/two.md", "# Two\n\n## Part\n\nText."),
    ]);
    let said: Vec<_> = exported.diagnostics.iter().filter(|said| said.code == Code::DanglingLink).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].message.contains("../std/x.html") && said[0].hints.is_empty(), "{said:?}");
    let files = epub::files(&exported.books[0].bytes);
    let text: String = files.values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    for (anchor, words) in [
        ("sub", "Folder"),
        ("sub", "without slash"),
        ("sub", "from the root"),
        ("part", "file"),
        ("start", "Up"),
        ("start", "start"),
    ] {
        assert!(text.contains(&format!("#{anchor}\">{words}</a>")), "{words}: {text}");
    }
}

#[test]
fn a_file_of_metadata_speaks_for_the_book() {
    let metadata = "---\ntitle: The *Whole* Book\nauthor: Ann Writer\ndate: March 1, 2026\nlang: en-US\npdf:\n  trim: a5\nwhatever: x\n";
    let chapters = [("a.md", "---\ntitle: Intro\nauthor: Nobody\n---\n\nText."), ("b.md", "# Two\n\nText.")];
    let exported = book(&[chapters[0], chapters[1], ("metadata.yaml", metadata)]);
    assert_eq!(contents(&exported), "The Whole Book\n  Intro\n  Two\n");
    assert_eq!(exported.metadata.authors().collect::<Vec<_>>(), ["Ann Writer"]);
    assert_eq!(exported.metadata.date().map(|date| date.iso()).as_deref(), Some("2026-03-01"));
    let said = |exported: &Exported| -> Vec<String> {
        let place = |span: Span| {
            let source = exported.sources.get(span.file).expect("it has a place");
            let name = source.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            format!("{name}:{}", source.line_column(span.start).line)
        };
        exported.diagnostics.iter().map(|said| format!("{} {}", place(said.span), said.code)).collect()
    };
    assert_eq!(said(&exported), ["a.md:1 chapter-metadata", "metadata.yaml:8 unknown-setting"]);
    // What an index says is stronger; what is broken says nothing, and costs nothing.
    let summary = ("src/SUMMARY.md", "- [One](one.md)\n");
    let toml = ("book.toml", "[book]\ntitle = \"By the *Index*\"\nlanguage = \"en\"\n");
    let one = ("src/one.md", "# One\n\nText.");
    let exported = book(&[toml, summary, one, ("metadata.yml", "title: Other\npublisher: House\n")]);
    assert_eq!(exported.metadata.title(), "By the Index");
    assert_eq!(exported.metadata.publisher.as_deref(), Some("House"));
    let exported = book(&[toml, summary, one, ("metadata.yaml", "title: [a\n")]);
    assert_eq!(said(&exported), ["metadata.yaml:2 front-matter"]);
}

#[test]
fn a_folder_says_whose_markdown_it_holds() {
    for (files, told, expected) in [
        (&[("Book.txt", "one.md"), ("one.md", "# One\n\nT> A tip.")][..], Some("Leanpub"), "alert tip"),
        (
            &[("_quarto.yml", ""), ("one.md", "# One {#sec-one}\n\n# Two\n\nIn @sec-one.")],
            Some("Quarto"),
            "#sec-one",
        ),
        (
            &[("_bookdown.yml", ""), ("one.md", "# One {#one}\n\n# Two\n\nIn \\@ref(one).")],
            Some("Quarto"),
            "#one",
        ),
        (&[("myst.yml", ""), ("in/one.md", "# One\n\nH{sub}`2`O")], Some("MyST"), "<sub>2</sub>"),
        (&[("_toc.yml", ""), ("one.md", "# One\n\nH{sub}`2`O")], Some("MyST"), "<sub>2</sub>"),
        (&[(".obsidian/app.json", "{}"), ("one.md", "# One\n\n==Marked==")], Some("Obsidian"), "<mark>"),
        (&[("one.md", "# One\n\nT> A tip. ==Not marked==")], None, "T&gt; A tip. ==Not marked=="),
    ] {
        let exported = book(files);
        let notes: Vec<&str> = exported
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code == Code::Dialect)
            .map(|diagnostic| diagnostic.message.as_str())
            .collect();
        let says = |name: &str| notes.len() == 1 && notes[0].contains(name);
        assert!(told.map_or(notes.is_empty(), says), "{files:?}: {notes:?}");
        let pages = epub::files(&exported.books[0].bytes);
        let pages = pages.iter().filter(|(name, _)| name.contains("chapter"));
        let text: String = pages.map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
        assert!(text.contains(expected), "{files:?}: {text}");
    }
}

#[test]
fn marks_of_matter_reach_into_the_files_behind_them() {
    let exported = book(&[
        ("Book.txt", "1.md\n2.md\n3.md"),
        ("1.md", "{frontmatter}\n\n# Before\n\nWords."),
        ("2.md", "# Also before\n\n{mainmatter}"),
        ("3.md", "# Body\n\nWords.\n\n{backmatter}\n\n# Behind\n\nWords."),
    ]);
    let files = epub::files(&exported.books[0].bytes);
    let matters: Vec<&str> = files
        .iter()
        .filter(|(name, _)| name.contains("chapter"))
        .filter_map(|(_, bytes)| {
            let text = std::str::from_utf8(bytes).ok()?;
            ["frontmatter", "bodymatter", "backmatter"].into_iter().find(|matter| text.contains(matter))
        })
        .collect();
    assert_eq!(matters, ["frontmatter", "frontmatter", "bodymatter", "backmatter"]);
}

#[test]
fn links_of_a_vault_lead_to_notes() {
    let links = "# A\n\n[[b]] [[b|alias]] [[sub/c]] [[b.md]] [[b#Some Part]] [[#A]] [[Chapter two]]\n";
    let exported = book(&[
        (".obsidian/app.json", "{}"),
        ("a.md", links),
        ("b.md", "# B head\n\n## Some Part\n\nText."),
        ("Chapter two.md", "# Two\n\nText."),
        ("sub/c.md", "# C\n\nText."),
        ("sub/deep/d.md", "# D\n\n[[e]] [[deep/f#F]] [[C]]"),
        ("other/e.md", "# E\n\n[[d|words]]"),
        ("other/deep/f.md", "# F\n\nText."),
        ("other/deep/e.md", "# Not this E\n\nText."),
    ]);
    let dangling = exported.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::DanglingLink);
    assert_eq!(dangling.count(), 0, "{:?}", exported.diagnostics);
}

#[test]
fn a_name_that_two_notes_have_is_named() {
    let exported = book(&[
        (".obsidian/app.json", "{}"),
        ("a.md", "# A\n\n[[b]] and [[two/b]]"),
        ("one/b.md", "# One\n\nText."),
        ("two/b.md", "# Two\n\nText."),
    ]);
    let dangling: Vec<&str> = exported
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == Code::DanglingLink)
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    assert!(matches!(dangling.as_slice(), [only] if only.starts_with("`b` may be `")), "{dangling:?}");
}

/// What is said of images, and how many are in the book.
fn images_of(files: &[(&str, &str)]) -> (Vec<String>, usize) {
    let exported = book(files);
    let said = exported.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::MissingImage);
    let said = said.map(|diagnostic| format!("{} {}", diagnostic.message, diagnostic.hints.join(" ")));
    let files = epub::files(&exported.books[0].bytes);
    let images = files.keys().filter(|name| name.ends_with(".svg")).count();
    (said.collect(), images)
}

#[test]
fn images_of_a_vault_are_found_by_their_names() {
    const DRAWING: &str =
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0'/></svg>";
    // Equal files would be one image.
    let [other, race] = ["8", "7"].map(|size| DRAWING.replace('9', size));
    let files = [
        (".obsidian/app.json", "{}"),
        ("pictures/old/mill.svg", DRAWING),
        ("pictures/Mill Race.svg", race.as_str()),
        ("a/twice.svg", DRAWING),
        ("b/twice.svg", other.as_str()),
        (".trash/gone.svg", DRAWING),
    ];
    for (note, expected, count) in [
        ("![[mill.svg|A mill]] ![A race](Mill%20Race.svg) ![[old/mill.svg|Again]]", "", 2),
        ("![A](b/twice.svg) ![[A/Twice.svg|B]]", "", 2),
        ("![[twice.svg|A]]", "the image `twice.svg` may be `", 0),
        ("![[mil.svg|A]]", "did you mean `mill.svg`?", 0),
        ("![[gone.svg|A]]", "cannot read", 0),
    ] {
        let text = format!("# Note\n\nWords {note} words.\n");
        let files: Vec<(&str, &str)> =
            files.iter().copied().chain([("notes/deep/a.md", text.as_str())]).collect();
        let (said, images) = images_of(&files);
        let said = said.join("\n");
        assert!(said.contains(expected) && said.is_empty() == expected.is_empty(), "{note}: {said}");
        assert_eq!(images, count, "{note}");
    }
}

/// The chapters of the EPUB, one behind the other.
fn chapters(exported: &Exported) -> String {
    let files = epub::files(&exported.books[0].bytes);
    let chapters = files.iter().filter(|(name, _)| name.contains("chapter") || name.contains("section"));
    chapters.map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect()
}

#[test]
fn what_texts_of_a_dialect_take_in_is_in_the_book() {
    let code = "# start\ndef turn():\n    return 1\n# end\nlast = 2\n";
    let cases: &[(&str, &str, &[&str], &str)] = &[
        ("myst.yml", "```{include} part.txt\n```", &["Words of a <em>part</em>", "and of another"], ""),
        (
            "myst.yml",
            ":::{include} /part.txt\n:start-after: Words\n:end-before: part\n:::",
            &["of a *"],
            "another",
        ),
        (
            "myst.yml",
            "```{literalinclude} code/a.py\n:start-after: start\n:end-before: end\n:dedent: 4\n:caption: A *turn*\n```",
            &["turn", "return", "A <em>turn</em>"],
            "last",
        ),
        ("myst.yml", "```{literalinclude} code/a.py\n:lines: 2,5-\n```", &["turn", "last"], "return"),
        ("myst.yml", "````{note}\n```{include} part.txt\n```\n````", &["<em>part</em>"], ""),
        ("myst.yml", "````\n```{include} part.txt\n```\n````", &["{include}"], "another"),
        ("_quarto.yml", "{{< include part.txt >}}", &["<em>part</em>", "and of another"], ""),
        ("_quarto.yml", "```\n{{< include part.txt >}}\n```", &["part.txt"], "another"),
        ("Book.txt", "<<[A turn](code/a.py)", &["A turn", "return", "last"], "&lt;&lt;"),
        (
            "Book.txt",
            "{crop-start-line: 2, crop-end-line: 3, lang: ruby}\n<<(code/a.py)",
            &["turn", "return"],
            "last",
        ),
        ("Book.txt", "![A ring](b.rb)", &["A ring", "ring()"], "![A"),
    ];
    for (sign, text, expected, absent) in cases {
        let text = format!("# One\n\n{text}\n\nLast words.\n");
        let files = [
            (*sign, "book.md\n"),
            ("book.md", text.as_str()),
            (
                "part.txt",
                "Words of a *part*, [more].\n\n{{< include more.txt >}}\n\n```{include} more.txt\n```\n",
            ),
            ("more.txt", "and of another"),
            ("code/a.py", code),
            ("resources/b.rb", "ring()\n"),
        ];
        let chapters = chapters(&only_book(&files));
        let plain: String =
            chapters.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        let has = |words: &str| chapters.contains(words) || plain.contains(words);
        let missing: Vec<&&str> = expected.iter().filter(|words| !has(words)).collect();
        assert!(
            missing.is_empty() && (absent.is_empty() || !has(absent)),
            "{text}: {missing:?} in {chapters}"
        );
    }
}

#[test]
fn what_cannot_be_taken_in_is_named() {
    for (text, code, line) in [
        ("```{include} gone.txt\n```", Code::ForeignMarkup, 3),
        ("```{include} book.md\n```", Code::IncludeLoop, 3),
        ("```{include} ../out.txt\n```", Code::ForeignMarkup, 3),
        ("```{literalinclude} part.txt\n:lines: 9\n```", Code::MissingInclude, 3),
        ("```{literalinclude} part.txt\n:pyobject: a\n```", Code::ForeignMarkup, 3),
        ("```{include} part.txt\n```\n\n![](none.png)", Code::MissingImage, 6),
        ("```{include} image.txt\n```\n\nWords.", Code::MissingImage, 1),
    ] {
        let text = format!("# One\n\n{text}\n\nLast words.\n");
        let exported = only_book(&[
            ("myst.yml", ""),
            ("book.md", &text),
            ("part.txt", "One\n\nTwo"),
            ("image.txt", "![A](none.png)"),
        ]);
        let said = exported.diagnostics.iter().find(|diagnostic| diagnostic.code == code);
        let place = said
            .and_then(|said| Some(exported.sources.get(said.span.file)?.line_column(said.span.start).line));
        assert_eq!(place, Some(line), "{text}: {:?}", exported.diagnostics);
    }
}
