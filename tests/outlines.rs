//! Plain texts in the shapes that people have, each with its outline beside it: the titles that
//! are to be found, indented by two spaces for each level.

use bifolio::document::{Node, content::inline_text};
use bifolio::reader::plain;
use bifolio::source::{FileId, Source};
use std::path::{Path, PathBuf};

fn texts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outlines");
    let entries = std::fs::read_dir(&folder).expect("the texts are there");
    let paths = entries.map(|entry| entry.expect("an entry is readable").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    assert!(paths.len() > 20, "the texts are elsewhere: {}", folder.display());
    paths
}

fn source(path: &Path) -> Source {
    Source { path: path.to_owned(), text: std::fs::read_to_string(path).expect("a text is readable") }
}

/// The headings of a draft, as an outline is written.
fn outline(nodes: &[Node]) -> String {
    let headings = nodes.iter().filter_map(|node| match node {
        Node::Heading { level, heading, .. } => {
            let indent = "  ".repeat(usize::from(*level) - 1);
            Some(format!("{indent}{}\n", inline_text(&heading.content)))
        }
        Node::Block(_) => None,
    });
    headings.collect()
}

#[test]
fn every_text_has_the_outline_beside_it() {
    let mut faults = Vec::new();
    for path in texts() {
        let expected = std::fs::read_to_string(path.with_extension("outline")).expect("an outline is there");
        let draft = plain::read(FileId(0), &source(&path), plain::Options::default()).value;
        let found = outline(&draft.nodes);
        if found.trim_end() != expected.trim_end() {
            faults.push(format!("{}\nexpected:\n{expected}\nfound:\n{found}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
