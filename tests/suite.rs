//! The readers, the passes and the layout, case by case: every file of `tests/suite` holds
//! manuscripts with what is to become of them beside them. `BLESS=1 cargo test --test suite`
//! writes down what becomes of them now; read the difference before you keep it.
//!
//! A line `%% case NAME` begins a case, `%% markdown` or `%% text` its manuscript, `%% file PATH`
//! a further chapter, `%% read PATH` one that is a file of the project, `%% from DIALECT` says what the
//! Markdown is, `%% set KEY=VALUE` sets a setting. What is expected follows: `%% tree` the
//! document, `%% diagnostics` the complaints, `%% pages` the lines of the pages.

#[path = "suite/dump.rs"]
mod dump;

use bifolio::document::Document;
use bifolio::reader::markdown::Dialect;
use bifolio::resource::{Hyphenation, Images, Resources};
use bifolio::settings::{self, LinkUrls, Settings, Typed};
use bifolio::source::{Source, Sources};
use bifolio::{pass, reader};
use std::path::{Path, PathBuf};

/// One manuscript and what is expected of it.
#[derive(Debug, Default)]
struct Case {
    name: String,
    settings: Vec<(String, String)>,
    dialect: Dialect,
    /// Path and text of each chapter.
    files: Vec<(String, String)>,
    /// The kind of expectation and its text.
    expected: Vec<(String, String)>,
}

/// What becomes of a manuscript.
struct Outcome {
    document: Document,
    settings: Settings,
    complaints: Vec<String>,
}

#[test]
fn manuscripts_become_what_the_suite_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut files = Vec::new();
    find(&root, &mut files);
    files.sort();
    assert!(files.len() > 5, "the suite is elsewhere: {}", root.display());
    let bless = std::env::var_os("BLESS").is_some_and(|value| value == "1");
    let mut faults = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).expect("a case is readable");
        let cases = parse(&text);
        assert!(!cases.is_empty(), "{} holds no case", file.display());
        let blessed: String = cases.iter().map(|case| written(case, &outcome(case))).collect();
        if bless {
            std::fs::write(file, blessed).expect("a case can be written");
        } else if blessed != text {
            faults.push(format!("{}:\n{}", file.display(), first_difference(&text, &blessed)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the suite is readable") {
        let path = entry.expect("the suite is readable").path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "case") {
            files.push(path);
        }
    }
}

fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut block: Option<&mut String> = None;
    for line in text.split_inclusive('\n') {
        let Some(mark) = line.strip_prefix("%% ") else {
            block.iter_mut().for_each(|block| block.push_str(line));
            continue;
        };
        let (word, rest) = mark.trim_end().split_once(' ').unwrap_or((mark.trim_end(), ""));
        if word == "case" {
            cases.push(Case { name: rest.into(), ..Case::default() });
            block = None;
            continue;
        }
        let case = cases.last_mut().expect("a file begins with a case");
        block = match word {
            "set" => {
                let (key, value) = rest.split_once('=').expect("a setting has a value");
                case.settings.push((key.into(), value.into()));
                None
            }
            "from" => {
                case.dialect = dialect(rest);
                None
            }
            "read" => {
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(rest);
                *add(&mut case.files, rest) = std::fs::read_to_string(path).expect("the file is readable");
                None
            }
            "markdown" => Some(add(&mut case.files, "book.md")),
            "text" => Some(add(&mut case.files, "book.txt")),
            "file" => Some(add(&mut case.files, rest)),
            kind => Some(add(&mut case.expected, kind)),
        };
    }
    cases
}

fn dialect(name: &str) -> Dialect {
    match name {
        "gfm" => Dialect::Gfm,
        "pandoc" => Dialect::Pandoc,
        "leanpub" => Dialect::Leanpub,
        "quarto" => Dialect::Quarto,
        "myst" => Dialect::Myst,
        "obsidian" => Dialect::Obsidian,
        unknown => panic!("nobody writes `{unknown}`"),
    }
}

fn add<'a>(list: &'a mut Vec<(String, String)>, name: &str) -> &'a mut String {
    list.push((name.into(), String::new()));
    list.last_mut().map(|(_, text)| text).expect("one was pushed")
}

/// The case as the file should have it.
fn written(case: &Case, outcome: &Outcome) -> String {
    let mut text = format!("%% case {}\n", case.name);
    for (key, value) in &case.settings {
        text += &format!("%% set {key}={value}\n");
    }
    if case.dialect != Dialect::default() {
        text += &format!("%% from {}\n", format!("{:?}", case.dialect).to_lowercase());
    }
    for (path, body) in &case.files {
        if path.contains('/') {
            text += &format!("%% read {path}\n");
            continue;
        }
        let mark = match path.as_str() {
            "book.md" => "markdown".into(),
            "book.txt" => "text".into(),
            path => format!("file {path}"),
        };
        text += &format!("%% {mark}\n{body}");
    }
    for (kind, _) in &case.expected {
        let now = match kind.as_str() {
            "tree" => dump::tree(&outcome.document),
            "diagnostics" => outcome.complaints.concat(),
            "pages" => dump::pages(&printed(outcome), &resources(&outcome.settings)),
            unknown => panic!("{}: nobody knows what `{unknown}` is", case.name),
        };
        text += &format!("%% {kind}\n{now}");
    }
    text + "\n"
}

/// The document as its pages show it.
fn printed(outcome: &Outcome) -> Document {
    let Outcome { document, settings, .. } = outcome;
    match settings.pdf.link_urls {
        LinkUrls::Foot => pass::noted(document, settings.theme.most_letters_a_page()),
        LinkUrls::None => document.clone(),
    }
}

fn resources(settings: &Settings) -> Resources {
    let hyphenation = Hyphenation::new(&settings.hyphenation.words, settings.hyphenation.least).into();
    Resources { theme: settings.theme.clone(), hyphenation, ..Resources::default() }
}

fn outcome(case: &Case) -> Outcome {
    let mut sources = Sources::default();
    let (mut drafts, mut diagnostics) = (Vec::new(), Vec::new());
    for (path, body) in &case.files {
        let source = Source { path: path.into(), text: body.clone() };
        let file = sources.add(source.clone());
        let read = match path.ends_with(".txt") {
            true => reader::plain::read(file, &source, reader::plain::Options::default()),
            false => reader::markdown::read(file, &source, case.dialect.into()),
        };
        diagnostics.extend(read.diagnostics);
        drafts.push(read.value);
    }
    let typed = Typed::parse(&case.settings).expect("the case's settings are known");
    let settings = settings::resolve(&typed, &drafts).expect("the case's settings are sound");
    let settings = settings.collect(&mut diagnostics);
    let named = case.files.iter().map(|(path, _)| path.clone()).zip(drafts).collect();
    let prepared = pass::prepare(
        named,
        settings.metadata.clone(),
        &Images::default(),
        &settings.text,
        &Default::default(),
    );
    diagnostics.extend(prepared.diagnostics);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    let complaints = diagnostics.iter().map(|diagnostic| dump::complaint(diagnostic, &sources)).collect();
    Outcome { document: prepared.value, settings, complaints }
}

/// The first line that differs, with those around it.
fn first_difference(expected: &str, found: &str) -> String {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (expected, found) = (lines(expected), lines(found));
    let at = expected.iter().zip(&found).take_while(|(a, b)| a == b).count();
    let around = |lines: &[String]| {
        let end = lines.len().min(at + 6);
        lines[at.saturating_sub(3).min(end)..end].join("\n    ")
    };
    format!("line {}, expected:\n    {}\nfound:\n    {}", at + 1, around(&expected), around(&found))
}

#[test]
fn a_case_is_parsed_and_written_back() {
    let text = "%% case one\n%% set typography=off\n%% markdown\nWords.\n%% tree\n";
    let cases = parse(text);
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0].files, [("book.md".to_string(), "Words.\n".to_string())]);
    let now = written(&cases[0], &outcome(&cases[0]));
    assert!(now.starts_with(text) && now.contains("Words."), "{now}");
}
