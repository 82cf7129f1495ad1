//! Imports only point down: every `crate::` path of every file is compared with the table of
//! ARCHITECTURE.md, section 3.

use std::path::{Path, PathBuf};

/// Open to all: lengths, places, complaints, addresses, the name that was meant, what earlier runs gave, and the
/// budgets of a book.
const GROUND: &[&str] = &["source", "length", "diagnostic", "address", "nearest", "memo", "limits"];

/// A module and what it may name besides itself and the ground. `crate::x::y` in the table
/// allows that part of `x` alone.
const TABLE: &[(&str, &[&str])] = &[
    ("source", &["address"]),
    ("length", &[]),
    ("diagnostic", &["source", "nearest"]),
    ("address", &[]),
    ("nearest", &[]),
    ("memo", &[]),
    ("limits", &[]),
    ("notices", &[]),
    ("document", &[]),
    ("font", &[]),
    ("theme", &["font"]),
    ("resource", &["markup", "theme", "font"]),
    ("input", &["document"]),
    ("settings", &["document", "theme", "font"]),
    ("lists", &["document", "input", "reader", "settings"]),
    ("mdbook", &["document", "input", "lists", "reader", "settings"]),
    ("images", &["document", "resource"]),
    ("stage", &[]),
    ("project", &["document", "input", "settings", "stage"]),
    ("reader", &["document", "markup", "settings"]),
    ("manuscript", &["document", "input", "lists", "mdbook", "project", "reader", "settings"]),
    // Of the settings, what the passes are told.
    ("pass", &["document", "resource", "settings::TextSettings", "settings::Links"]),
    ("layout", &["document", "resource", "theme", "font"]),
    ("pdf", &["layout::page", "document", "markup", "resource", "theme", "font"]),
    ("markup", &[]),
    ("epub", &["document", "markup", "resource", "theme", "font"]),
    ("conformance", &[]),
    ("report", &["document", "conformance", "markup", "project::Edition"]),
    ("info", &["document", "settings"]),
    ("run_id", &["document", "resource", "settings"]),
    ("hyphenation", &["resource", "settings"]),
    ("faces", &["layout::page", "document", "font", "settings"]),
    // The names at the root are `export` and its types.
    (
        "cli",
        &[
            "check",
            "notices",
            "export",
            "Memo",
            "explain",
            "report",
            "conformance",
            "Project",
            "Exported",
            "info",
            "Info",
            "FamilyOrigin",
            "Part",
            "faces",
            "at_hand",
            "AtHand",
            "ScriptUse",
            "Explained",
            "Book",
            "Edition",
            "Stage",
            "Observe",
            "Observer",
            "project",
            "settings",
            "input",
            "document",
            "reader::plain::Understood",
        ],
    ),
    (
        "lib",
        &[
            "cli",
            "document",
            "epub",
            "font",
            "images",
            "input",
            "conformance",
            "layout",
            "lists",
            "manuscript",
            "mdbook",
            "pass",
            "pdf",
            "project",
            "reader",
            "resource",
            "settings",
            "theme",
        ],
    ),
];

/// Rooms within a module, and what of it they may not name: readers drive the builder, which knows
/// none of them, and HTML needs no Markdown.
const WITHIN: &[(&str, &[&str])] = &[
    ("reader/build", &["reader::markdown", "reader::html", "reader::plain", "reader::front_matter"]),
    ("reader/html", &["reader::markdown", "reader::plain", "reader::front_matter"]),
];

/// Foreign crates and the only files and folders that name them.
const HOMES: &[(&str, &[&str])] = &[
    // HTML's character references are read from the table that the parser has.
    ("pulldown_cmark", &["reader/markdown", "reader/html/reference.rs", "lists/summary.rs"]),
    ("saphyr", &["reader/front_matter"]),
    ("language_tags", &["document/language.rs"]),
    ("syntect", &["pass/highlight.rs"]),
    ("math_core", &["pass/math/latex.rs"]),
    ("svg2pdf", &["resource/drawing.rs"]),
    ("cap_std", &["source/disk.rs"]),
    ("rustix", &["source/disk.rs"]),
    ("simplecss", &["resource/svg/links.rs"]),
    ("harfrust", &["layout/shape.rs", "layout/language.rs"]),
    ("hypher", &["layout/hyphenate.rs"]),
    ("unicode_bidi", &["layout/bidi.rs", "document/direction.rs"]),
    ("icu_segmenter", &["layout/paragraph/segmenter.rs"]),
    ("icu_locale_core", &["layout/paragraph/segmenter.rs"]),
    ("printpdf", &["pdf"]),
    ("epub_builder", &["epub"]),
    ("siphasher", &["memo.rs"]),
    ("indicatif", &["cli/progress.rs"]),
    ("notify", &["cli/watch.rs"]),
    ("tiny_http", &["cli/preview.rs"]),
    ("signal_hook", &["cli/output/interrupt.rs"]),
];

#[test]
fn imports_only_point_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    assert!(files.len() > 15, "the sources are elsewhere: {}", root.display());
    let mut faults = Vec::new();
    for file in files {
        let module = module(&root, &file);
        let text = std::fs::read_to_string(&file).expect("a source is readable");
        for path in crate_paths(&text) {
            if !may(&module, &path) {
                faults.push(format!("{} names crate::{path}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn readers_drive_the_builder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (room, forbidden) in WITHIN {
        let mut files = Vec::new();
        rust_files(&root.join(room), &mut files);
        assert!(!files.is_empty(), "{room} is elsewhere");
        for file in files {
            let text = std::fs::read_to_string(&file).expect("a source is readable");
            for path in crate_paths(&text) {
                let named = forbidden.iter().find(|forbidden| path.starts_with(**forbidden));
                assert!(named.is_none(), "{} names crate::{path}", file.display());
            }
            assert!(!text.contains("super::super"), "{} names by super::super", file.display());
        }
    }
}

#[test]
fn a_foreign_crate_has_one_home() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    for (foreign, homes) in HOMES {
        let named = format!("{foreign}::");
        let naming: Vec<&PathBuf> = files
            .iter()
            .filter(|file| {
                let text = std::fs::read_to_string(file).expect("a source is readable");
                text.lines().any(|line| line.split("//").next().unwrap_or_default().contains(&named))
            })
            .collect();
        for home in *homes {
            let lives = naming.iter().any(|file| file.starts_with(root.join(home)));
            assert!(lives, "{foreign} is not at home in {home}");
        }
        for file in naming {
            let at_home = homes.iter().any(|home| file.starts_with(root.join(home)));
            assert!(at_home, "{} names {foreign}", file.display());
        }
    }
}

#[test]
fn every_module_is_in_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    for file in files {
        let module = module(&root, &file);
        assert!(module == "main" || TABLE.iter().any(|(name, _)| *name == module), "{}", file.display());
    }
}

#[test]
fn paths_are_found_however_they_are_written() {
    let cases = [
        ("use crate::document::{Block, content::Inline};", "document::Block document::content::Inline"),
        (
            "use crate::{\n    diagnostic::Error,\n    layout::page::{Page, Place},\n};",
            "diagnostic::Error layout::page::Page layout::page::Place",
        ),
        ("pub(crate) use crate::theme::Theme;", "theme::Theme"),
        ("fn f(x: crate::font::FontId) -> crate::length::Length {}", "font::FontId length::Length"),
        ("/// See `crate::pdf`.\n// crate::epub\nlet $crate = 1;", ""),
        ("    use crate::source as s;", "source"),
    ];
    for (text, expected) in cases {
        assert_eq!(crate_paths(text).join(" "), expected, "{text}");
    }
    assert!(
        !may("epub", "layout::page::Page") && !may("pdf", "layout::lay_out") && !may("document", "resource")
    );
    assert!(may("pdf", "layout::page::Page") && may("pdf", "layout::page") && !may("pdf", "layout::pages"));
}

fn may(module: &str, path: &str) -> bool {
    let within = |allowed: &str| path == allowed || path.starts_with(&format!("{allowed}::"));
    let grounded = |module: &str| GROUND.contains(&module);
    let row = TABLE.iter().find(|(name, _)| *name == module).map_or(&[] as &[&str], |(_, allowed)| allowed);
    within(module)
        || row.iter().any(|allowed| within(allowed))
        || !grounded(module) && GROUND.iter().any(|g| within(g))
}

/// The top-level module that a file belongs to: `layout` for `src/layout/lines.rs`.
fn module(root: &Path, file: &Path) -> String {
    let inner = file.strip_prefix(root).expect("the file lies in src");
    let first = inner.components().next().expect("a file has a name");
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("src is readable").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Every path after `crate::`, with the groups of `use` written out.
fn crate_paths(text: &str) -> Vec<String> {
    let code: String =
        text.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n").collect();
    let mut paths = Vec::new();
    for (offset, start) in code.match_indices("crate::") {
        let is_word = code[..offset].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
        if !is_word {
            expand("", &mut code[offset + start.len()..].chars().peekable(), &mut paths);
        }
    }
    paths
}

/// Reads one path, or a group of paths, that stands behind `prefix`.
fn expand(prefix: &str, rest: &mut std::iter::Peekable<std::str::Chars<'_>>, paths: &mut Vec<String>) {
    let mut path = prefix.to_owned();
    while let Some(next) = rest.next_if(|&c| c.is_alphanumeric() || c == '_' || c == ':') {
        path.push(next);
    }
    if rest.next_if_eq(&'{').is_none() {
        paths.push(path.trim_end_matches(':').to_owned());
        return;
    }
    loop {
        while rest.next_if(|c| c.is_whitespace() || *c == ',').is_some() {}
        if rest.next_if_eq(&'}').is_some() || rest.peek().is_none() {
            return;
        }
        expand(&path, rest, paths);
        // What may follow a path within a group: `as other`.
        while rest.next_if(|&c| c != ',' && c != '}').is_some() {}
    }
}
