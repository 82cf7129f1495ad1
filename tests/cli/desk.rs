//! What a long run shows, and what many runs at once and build systems are given.

use super::{BOOK, folder, run, stderr};
use std::process::Command;

/// A book that takes more than half a second to make.
fn long_book() -> String {
    let paragraph = "Boil *fresh* water in a kettle that is clean, and wait until it sings. ".repeat(12);
    let chapter = |number| format!("# Chapter {number}\n\n{}", format!("{paragraph}\n\n").repeat(40));
    let chapters: String = (1..=20).map(chapter).collect();
    format!("---\ntitle: Tea\nlang: en\n---\n\n{chapters}")
}

#[test]
fn a_long_run_shows_on_a_terminal_how_far_it_is() {
    let folder = folder(&[("a.md", long_book().as_bytes())]);
    // A terminal of the program `script`, where standard error is that of the run.
    let on_terminal = |arguments: &str| {
        let line = format!("{} a.md -o a.epub -o a.pdf {arguments}", env!("CARGO_BIN_EXE_bifolio"));
        let mut script = Command::new("script");
        script.args(["-qec", &line, "/dev/null"]).current_dir(folder.path());
        let output = script.env("TERM", "xterm").stdin(std::process::Stdio::null()).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(shown) = on_terminal("-v") else { return eprintln!("skipped: script is not at hand") };
    let bar = shown.find("setting pages (").unwrap_or_else(|| panic!("{shown}"));
    // It is gone before anything else is said.
    let (before, said) = shown.split_once("bifolio: wrote").unwrap_or_else(|| panic!("{shown}"));
    assert!(bar < before.len() && before.ends_with("\r\u{1b}[2K"), "{shown:?}");
    assert!(!said.contains('\u{1b}'), "{said:?}");
    for arguments in ["-q", "--format sarif"] {
        let shown = on_terminal(arguments).expect("it was at hand");
        assert!(!shown.contains('\u{1b}') && !shown.contains("setting pages"), "{arguments}: {shown:?}");
    }
    let piped = stderr(&run(folder.path(), "a.md -o a.epub -o a.pdf"));
    assert!(piped.starts_with("bifolio: wrote") && piped.lines().count() == 1, "{piped}");
}

#[test]
fn a_run_says_what_each_stage_took() {
    let folder = folder(&[("a.md", BOOK.as_bytes())]);
    for (arguments, stages) in [
        (
            "a.md -o a.epub -o a.pdf -v",
            "reading N s, images N s, preparing N s, setting pages N s, writing the EPUB N s, writing the PDF N s, in all N s",
        ),
        ("check a.md -t epub -v", "reading N s, images N s, preparing N s, writing the EPUB N s, in all N s"),
    ] {
        let said = stderr(&run(folder.path(), arguments));
        let last = said.lines().last().unwrap_or_default();
        let number = regex::Regex::new(r"\d+\.\d\d").expect("it is an expression");
        let mut words: Vec<String> = number.replace_all(last, "N").split(", ").map(str::to_owned).collect();
        let mut wanted: Vec<String> = format!("bifolio: {stages}").split(", ").map(str::to_owned).collect();
        // Both editions are written at once.
        words.sort();
        wanted.sort();
        assert_eq!(words, wanted, "{said}");
    }
    let silent = run(folder.path(), "a.md -o a.epub -v --format json");
    assert_eq!(stderr(&silent), "");
}
