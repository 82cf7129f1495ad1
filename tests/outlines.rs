//! Plain texts in the shapes that people have, each with its outline beside it: the titles that
//! are to be found, indented by two spaces for each level.

#[path = "outlines/account.rs"]
mod account;
mod common;
#[path = "outlines/mixtures.rs"]
mod mixtures;

use account::{lost, lost_by};
use bifolio::diagnostic::Code;
use bifolio::document::Node;
use bifolio::document::text::inline_text;
use bifolio::reader::plain;
use bifolio::settings::{Pattern, Structure};
use bifolio::source::{FileId, Source};
use common::corpus;
use mixtures::mixture;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::{BTreeMap, BTreeSet};
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

/// The roles of the lines of a text: each stretch of lines of one role, without the blank ones.
fn roles(source: &Source) -> String {
    let lines = plain::explain(FileId(0), source, plain::Options::default()).value.lines;
    let stretches = lines.chunk_by(|line, next| line.role == next.role);
    let written = stretches.filter(|stretch| stretch[0].role != "blank").map(|stretch| {
        let (first, last) = (stretch[0].line, stretch[stretch.len() - 1].line);
        let lines = if first == last { first.to_string() } else { format!("{first}-{last}") };
        format!("{lines} {}\n", stretch[0].role)
    });
    written.collect()
}

/// `BLESS=1` writes what is found.
#[test]
fn lines_have_the_roles_beside_them() {
    let mut faults = Vec::new();
    for path in texts() {
        let (beside, found) = (path.with_extension("roles"), roles(&source(&path)));
        match std::fs::read_to_string(&beside) {
            Ok(_) if std::env::var_os("BLESS").is_some() => {
                std::fs::write(&beside, &found).expect("the roles can be written");
            }
            Ok(expected) if found != expected => {
                faults.push(format!("{}\nexpected:\n{expected}\nfound:\n{found}", path.display()));
            }
            _ => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_text_is_lost() {
    for name in ["moby-dick/moby-dick.txt", "article/slideshow-article.txt"] {
        let Some(text) = corpus(name) else { continue };
        assert_eq!(lost(&Source { path: name.into(), text }), None, "{name}");
    }
    for path in texts() {
        assert_eq!(lost(&source(&path)), None, "{}", path.display());
    }
    // A note is no song, whatever its words are.
    let text = "[1] A note.\n  G      D7\nthat goes on.]\n=====\n\nThe lamp[1] was out.\n";
    assert_eq!(lost(&Source { path: "note.txt".into(), text: text.into() }), None);
}

proptest! {
    // Two tests, which run side by side: five thousand mixtures in all.
    #![proptest_config(ProptestConfig {
        // More where `PROPTEST_CASES` asks for more.
        cases: ProptestConfig::default().cases.max(2500),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn of_no_text_is_anything_lost(text in mixture()) {
        let source = Source { path: "book.txt".into(), text };
        let fault = lost(&source);
        prop_assert!(fault.is_none(), "{}\n---\n{}", fault.unwrap_or_default(), source.text);
    }

    #[test]
    fn of_no_text_is_anything_lost_whatever_is_asked_for(text in mixture(), asked in asked()) {
        let source = Source { path: "book.txt".into(), text };
        let (structure, keep_lines, heading) = asked;
        let heading = heading.map(|heading| Pattern::parse(heading).expect("it is a pattern"));
        let options =
            plain::Options { structure, keep_lines, heading: heading.as_ref(), ..plain::Options::default() };
        let fault = lost_by(&source, options);
        prop_assert!(fault.is_none(), "{}\n---\n{}", fault.unwrap_or_default(), source.text);
    }
}

/// What users may ask for.
fn asked() -> impl Strategy<Value = (Structure, bool, Option<&'static str>)> {
    let structure = prop_oneof![
        2 => Just(Structure::Auto),
        1 => Just(Structure::List),
        1 => Just(Structure::Numbers),
        1 => Just(Structure::None),
    ];
    let heading = prop_oneof![2 => Just(None), 1 => Just(Some("^The ")), 1 => Just(Some("[A-Z]{4}"))];
    (structure, proptest::bool::weighted(0.3), heading)
}

/// The account of a text without speakers or tables says nothing of them: each role is one of many mixtures, and they
/// are read as differently as texts are.
#[test]
fn mixtures_hold_lines_of_every_role() {
    const MIXTURES: usize = 400;
    const FEWEST: usize = 8;
    let mut runner = TestRunner::deterministic();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut reasons: BTreeSet<String> = BTreeSet::new();
    for _ in 0..MIXTURES {
        let text = mixture().new_tree(&mut runner).expect("a mixture is made").current();
        let source = Source { path: "book.txt".into(), text };
        let lines = plain::explain(FileId(0), &source, plain::Options::default()).value.lines;
        let roles: BTreeSet<&str> = lines.iter().map(|line| line.role).collect();
        roles.into_iter().for_each(|role| *counts.entry(role).or_default() += 1);
        reasons.extend(lines.into_iter().map(|line| line.why.replace(char::is_numeric, "")));
    }
    for role in [
        "blank",
        "title",
        "subtitle",
        "author",
        "contributor",
        "field",
        "contents",
        "heading",
        "speaker",
        "rule",
        "paragraph",
        "quotation",
        "verse",
        "list",
        "table",
        "columns",
        "break",
        "note",
        "furniture",
    ] {
        let count = counts.get(role).copied().unwrap_or(0);
        assert!(count >= FEWEST, "{role} is in {count} of {MIXTURES} mixtures: {counts:?}");
    }
    assert!(reasons.len() > 35, "{reasons:#?}");
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

#[test]
fn an_outline_of_the_users_overrides_all_guessing() {
    for path in texts() {
        let text = source(&path);
        let titles = source(&path.with_extension("outline"));
        let options = plain::Options { outline: Some((FileId(1), &titles)), ..plain::Options::default() };
        let read = plain::read(FileId(0), &text, options);
        assert_eq!(outline(&read.value.nodes).trim_end(), titles.text.trim_end(), "{}", path.display());
        let unmatched = read.diagnostics.iter().filter(|found| found.code == Code::OutlineUnmatched).count();
        assert_eq!(unmatched, 0, "{}", path.display());
    }
}

#[test]
fn the_outline_that_is_found_can_be_given_back() {
    for path in texts() {
        let text = source(&path);
        let found = plain::explain(FileId(0), &text, plain::Options::default()).value.outline;
        let titles = Source { path: "outline.txt".into(), text: found.clone() };
        let options = plain::Options { outline: Some((FileId(1), &titles)), ..plain::Options::default() };
        let read = plain::explain(FileId(0), &text, options).value.outline;
        assert_eq!(read, found, "{}", path.display());
    }
}
