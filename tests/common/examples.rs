//! The examples of the CommonMark specification (0.31.2) and of GitHub's tables, tasks and struck
//! text, as the Markdown parser's own tests carry them in its source.

use std::path::{Path, PathBuf};

/// Where folders of examples are made.
const HOME: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/examples");

pub struct Example {
    /// The number that the specification gives it.
    pub number: usize,
    pub markdown: String,
    pub html: String,
}

/// The examples of one of the parser's files, or `None` where its source is not at hand, which is
/// said.
pub fn read(name: &str) -> Option<Vec<Example>> {
    let suite = suite().and_then(|folder| std::fs::read_to_string(folder.join(name)).ok());
    let Some(suite) = suite else {
        super::skip(&format!("the parser's file {name}"));
        return None;
    };
    let examples = suite.split("let original = r##\"").skip(1).zip(1..);
    Some(examples.map(|(text, number)| example(text, number)).collect())
}

fn example(text: &str, number: usize) -> Example {
    let (markdown, rest) = text.split_once("\"##;").expect("a raw string ends");
    let (_, rest) = rest.split_once("r##\"").expect("an expectation follows");
    let (html, _) = rest.split_once("\"##;").expect("a raw string ends");
    Example { number, markdown: markdown.into(), html: html.into() }
}

/// The tests of the parser that Cargo unpacked.
fn suite() -> Option<PathBuf> {
    let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).ok()?;
    let (_, parser) = lock.split_once("name = \"pulldown-cmark\"\nversion = \"")?;
    let version = parser.split('"').next()?;
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    let registries = std::fs::read_dir(home.join("registry/src")).ok()?;
    let folders = registries
        .flatten()
        .map(|registry| registry.path().join(format!("pulldown-cmark-{version}")).join("tests/suite"));
    folders.into_iter().find(|folder| folder.is_dir())
}

/// The examples of CommonMark as a folder of files, one for each.
pub fn folder(test: &str) -> Option<PathBuf> {
    let examples = read("spec.rs")?;
    let folder = Path::new(HOME).join(test);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    for Example { number, markdown, .. } in examples {
        std::fs::write(folder.join(format!("{number}.md")), markdown).expect("a file can be written");
    }
    Some(folder)
}

/// What the program has to be told of a manuscript, if it is that folder.
pub fn arguments(manuscript: &Path) -> &'static [&'static str] {
    match manuscript.starts_with(HOME) {
        true => &["--from", "commonmark", "--set", "pdf.openers=none"],
        false => &[],
    }
}
