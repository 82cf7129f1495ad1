//! Outside judges on the books we make: EPUBCheck, Ace, veraPDF and qpdf; the schema of SARIF on what is said; mdBook
//! itself, which calls us; and the system, which says what hazards cost. Where one is not installed its test says so
//! and passes; `tests/judges.sh` installs and requires them all.

mod common;

use common::{corpora, examples, skip};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What is judged: the name and the input beneath the project.
const BOOKS: &[(&str, &str)] = &[
    ("handbook", "content/handbook"),
    ("article", "content/article.txt"),
    ("kitchen-sink", "tests/kitchen-sink/kitchen-sink.md"),
    ("tables", "tests/tables/tables.md"),
    ("drawings", "tests/drawings/drawings.md"),
    ("nesting", "tests/nesting/nesting.md"),
    ("notes", "tests/outlines/15-notes.txt"),
    ("novel", "content/init/novel"),
    ("manual", "content/init/manual"),
    ("new-article", "content/init/article/article.md"),
    ("parts", "tests/outlines/03-parts-indented-list.txt"),
];

/// Makes the books for the test that asks: the name, the EPUB and the PDF of each.
fn books(test: &str) -> Vec<(String, PathBuf, PathBuf)> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = BOOKS.iter().map(|(name, input)| (*name, project.join(input)));
    let examples = examples::folder(test).map(|folder| ("commonmark", folder));
    own.chain(examples).map(|(name, input)| make(test, name, &input, &[])).collect()
}

fn make(test: &str, name: &str, input: &Path, settings: &[&str]) -> (String, PathBuf, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("judges").join(test);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let (epub, pdf) = (folder.join(format!("{name}.epub")), folder.join(format!("{name}.pdf")));
    let output = Command::new(env!("CARGO_BIN_EXE_bifolio"))
        .arg(input)
        .args(examples::arguments(input))
        .args(settings.iter().flat_map(|setting| ["--set", setting]))
        .args([Path::new("-o"), &epub, Path::new("-o"), &pdf])
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    (name.to_owned(), epub, pdf)
}

/// Runs a judge; `None` where it is not installed and need not be.
fn judge(program: &str, arguments: &[&Path]) -> Option<Output> {
    let output = Command::new(program).args(arguments).output().ok();
    if output.is_none() {
        skip(program);
    }
    output
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The short form of `tests/hazards/run.py`, which has the bounds.
#[test]
fn hazards_end_as_they_should() {
    if std::env::var_os("BIFOLIO_REQUIRE_JUDGES").is_none_or(|value| value != "1") {
        return eprintln!("skipped: to measure hazards takes a minute; BIFOLIO_REQUIRE_JUDGES=1 asks for it");
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hazards/run.py");
    let program = Path::new(env!("CARGO_BIN_EXE_bifolio"));
    // Without `-B` Python would leave what it has compiled beside the script.
    let arguments = [Path::new("-B"), &script, program, Path::new("--short")];
    let Some(output) = judge("python3", &arguments) else { return };
    assert!(output.status.success(), "{}", said(&output));
}

/// Ace opens every page of a book in a browser: it judges the books that hold everything once.
#[test]
fn ace_finds_nothing() {
    for (name, epub, _) in books("ace").into_iter().filter(|(name, _, _)| name != "commonmark") {
        let folder = epub.with_extension("ace");
        // The script names its own copy; else it is a command.
        let program = std::env::var("BIFOLIO_ACE").unwrap_or_else(|_| "ace-cli".into());
        let arguments = [Path::new("-s"), Path::new("-f"), Path::new("-o"), &folder, &epub];
        let Some(output) = judge(&program, &arguments) else { return };
        let report = std::fs::read_to_string(folder.join("report.json"));
        let report = report.unwrap_or_else(|error| panic!("{name}: no report ({error}): {}", said(&output)));
        let report: serde_json::Value = serde_json::from_str(&report).expect("the report is JSON");
        assert_eq!(report["earl:result"]["earl:outcome"], "pass", "{name}: {}", report["assertions"]);
    }
}

#[test]
fn epubcheck_finds_nothing() {
    for (name, epub, _) in books("epubcheck") {
        // The script names its jar; a packaged EPUBCheck is a command.
        let output = match std::env::var_os("BIFOLIO_EPUBCHECK_JAR") {
            Some(jar) => {
                judge("java", &[Path::new("-jar"), Path::new(&jar), &epub, Path::new("--failonwarnings")])
            }
            None => judge("epubcheck", &[&epub, Path::new("--failonwarnings")]),
        };
        let Some(output) = output else { return };
        assert!(output.status.success(), "{name}: {}", said(&output));
        assert!(said(&output).contains("0 fatals / 0 errors / 0 warnings"), "{name}: {}", said(&output));
    }
}

/// Runs veraPDF's engine with some of its profiles; its verdict, or `None` where it is not at hand.
fn verapdf(profiles: &str, files: &[PathBuf]) -> Option<()> {
    let Some(jar) = std::env::var_os("BIFOLIO_VERAPDF_JAR") else {
        skip("veraPDF");
        return None;
    };
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/VeraPdf.java");
    let mut arguments =
        vec![Path::new("-Xss16m"), Path::new("-cp"), Path::new(&jar), &program, Path::new(profiles)];
    arguments.extend(files.iter().map(PathBuf::as_path));
    let output = judge("java", &arguments)?;
    assert!(output.status.success(), "{}", said(&output));
    let judged = said(&output).matches(", 0 failed rules").count();
    assert_eq!(judged, files.len() * profiles.split(',').count(), "{}", said(&output));
    Some(())
}

#[test]
fn verapdf_finds_nothing() {
    let mut files: Vec<PathBuf> = books("verapdf").into_iter().map(|(_, _, pdf)| pdf).collect();
    let outside = ["article/slideshow-article.txt", "moby-dick/moby-dick.txt", "rust-book"];
    for (index, input) in outside.map(|name| corpora().join(name)).iter().enumerate() {
        match input.exists() {
            true => files.push(make("verapdf", &format!("outside-{index}"), input, &[]).2),
            false => eprintln!("skipped: the manuscript {} is not at hand", input.display()),
        }
    }
    verapdf("PDFUA-1,PDFA-2A", &files);
}

#[test]
fn verapdf_finds_nothing_by_the_other_standards() {
    let cases = [
        ("PDFUA-2-ISO32005,PDFA-4", &["pdf.standard=ua-2,a-4"] as &[&str]),
        ("PDFUA-2-ISO32005,PDFA-4F", &["pdf.standard=ua-2,a-4", "pdf.attach-manuscript=yes"]),
        ("PDFUA-1,PDFA-3A", &["pdf.standard=ua-1,a-3a"]),
        ("PDFUA-1,PDFA-3A", &["pdf.attach-manuscript=yes"]),
    ];
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (index, (profiles, settings)) in cases.into_iter().enumerate() {
        let test = format!("standards-{index}");
        let made =
            BOOKS.iter().take(3).map(|(name, input)| make(&test, name, &project.join(input), settings));
        let files: Vec<PathBuf> = made.map(|(_, _, pdf)| pdf).collect();
        if verapdf(profiles, &files).is_none() {
            return;
        }
    }
}

#[test]
fn qpdf_finds_nothing() {
    for (name, _, pdf) in books("qpdf") {
        let Some(output) = judge("qpdf", &[Path::new("--check"), &pdf]) else { return };
        assert!(output.status.success(), "{name}: {}", said(&output));
        assert!(!said(&output).to_lowercase().contains("warning"), "{name}: {}", said(&output));
    }
}

/// A manuscript with faults of many kinds, in files of odd names, and command lines that cannot be meant.
#[test]
fn messages_meet_the_schema_of_sarif() {
    let Some(modules) = std::env::var_os("BIFOLIO_SARIF") else { return skip("the schema of SARIF") };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = "# A {#a}\n\n[x](#gone) ![](b.png) \u{1b}\u{202e} {{< x >}}\n\n### B {#a}\n\n[^n]: Never.\n";
    for name in ["book.md", "a:b é#?%.md"] {
        std::fs::write(folder.path().join(name), text).expect("a file can be written");
    }
    let runs: &[&[&str]] = &[
        &["check", "book.md"],
        &["check", "book.md", "a:b é#?%.md", "--deny", "warnings"],
        &["check", "gone.md"],
        &["check", "book.md", "--frob\u{1b}"],
        &["explain", "book.md", "--from", "text"],
        &["check", "book.md", "-A", "warnings", "-q"],
        &["verify", "a.epub", "b.pdf"],
    ];
    for (from, to) in [("book.md", "a.epub"), ("a:b é#?%.md", "b.pdf")] {
        let mut make = Command::new(env!("CARGO_BIN_EXE_bifolio"));
        make.args([from, "-q", "-o", to]).current_dir(folder.path()).output().expect("the program starts");
    }
    let mut said = Vec::new();
    for (index, arguments) in runs.iter().enumerate() {
        let run = Command::new(env!("CARGO_BIN_EXE_bifolio"))
            .args(*arguments)
            .args(["--format", "sarif"])
            .current_dir(folder.path())
            .output();
        let path = folder.path().join(format!("{index}.sarif"));
        std::fs::write(&path, run.expect("the program starts").stderr).expect("a file can be written");
        said.push(path);
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sarif.js");
    let arguments: Vec<&Path> = [script.as_path(), Path::new(&modules)]
        .into_iter()
        .chain(said.iter().map(PathBuf::as_path))
        .collect();
    let Some(output) = judge("node", &arguments) else { return };
    assert!(output.status.success(), "{}", self::said(&output));
}

/// A browser shows a book that is watched, and shows it again when it has changed.
#[test]
fn a_browser_shows_what_is_watched() {
    let (Some(ace), Some(browser)) =
        (std::env::var_os("BIFOLIO_ACE"), std::env::var_os("PUPPETEER_EXECUTABLE_PATH"))
    else {
        return skip("a browser");
    };
    // Ace brings what drives it.
    let modules = Path::new(&ace).ancestors().find(|above| above.ends_with("node_modules"));
    let modules = modules.expect("Ace lies among its modules").to_owned();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = folder.path().join("book.md");
    let long = "Long enough to be scrolled.\n\n".repeat(80);
    let text = format!("---\ntitle: Tea\nlang: en\n---\n\n# One\n\nBegin.\n\n# Two\n\nPour.\n\n{long}");
    std::fs::write(&book, text).expect("a file can be written");
    let watching = Command::new(env!("CARGO_BIN_EXE_bifolio"))
        .args(["watch", "book.md", "--serve=0"])
        .current_dir(folder.path())
        .stderr(std::process::Stdio::piped())
        .spawn();
    let mut watching = Watching(watching.expect("the program starts"));
    let mut lines = BufReader::new(watching.0.stderr.take().expect("it speaks")).lines();
    let address = lines.find_map(|line| line.ok()?.split("serving ").nth(1).map(str::to_owned));
    // It would wait for somebody to read on.
    std::thread::spawn(move || lines.for_each(drop));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/preview.js");
    let address = PathBuf::from(address.expect("it serves"));
    let Some(output) = judge("node", &[&script, &modules, Path::new(&browser), &address, &book]) else {
        return;
    };
    assert!(output.status.success(), "{}", said(&output));
    let seen: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it says what it saw");
    assert_eq!(seen["faults"], serde_json::json!([]), "{seen}");
    for (when, version) in [("before", 1), ("after", 2)] {
        let seen = &seen[when];
        assert_eq!((&seen["chapter"], &seen["chapters"]), (&"Two".into(), &4.into()), "{seen}");
        assert_eq!(seen["pdf"], format!("/book.pdf?version={version}#nameddest=two"), "{seen}");
        assert_eq!(
            (&seen["scrolled"], &seen["version"]),
            (&400.into(), &format!("Version {version}").into()),
            "{seen}"
        );
    }
}

/// A run that watches, ended with the test.
struct Watching(std::process::Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// mdBook builds the manual that `init` makes, and calls us as its renderer.
#[test]
fn mdbook_builds_a_book_through_us() {
    let program = std::env::var("BIFOLIO_MDBOOK").unwrap_or_else(|_| "mdbook".into());
    // It is built from its sources, so that not even the script requires it.
    if Command::new(&program).arg("--version").output().is_err() {
        return eprintln!("skipped: mdBook is not at hand");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = folder.path().join("manual");
    let ours = Path::new(env!("CARGO_BIN_EXE_bifolio"));
    let made = Command::new(ours).arg("init").arg(&book).args(["--kind", "manual"]).output();
    assert!(made.expect("the program starts").status.success());
    // The command of the book is `bifolio mdbook`, which is looked for as any command is.
    let mut path = std::ffi::OsString::from(ours.parent().expect("it lies in a folder"));
    path.push(if cfg!(windows) { ";" } else { ":" });
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let output =
        Command::new(&program).arg("build").arg(&book).env("PATH", path).output().expect("mdBook starts");
    assert!(output.status.success(), "{}", said(&output));
    for name in ["the-kettle-manual.epub", "the-kettle-manual.pdf"] {
        let file = book.join("book/bifolio").join(name);
        assert!(file.is_file(), "{}: {}", file.display(), said(&output));
    }
    let chapters = common::epub::files(
        &std::fs::read(book.join("book/bifolio/the-kettle-manual.epub")).expect("it is there"),
    );
    let text: String =
        chapters.into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
    assert!(text.contains("The switch does not stay down") && text.contains("What can be set"), "{text}");
}
