//! What a long run shows, and what many runs at once and build systems are given.

use super::{BOOK, files, folder, names_of_pair, run, stderr};
use bifolio::conformance;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A book of so many chapters, four of which take a tenth of a second or more without optimisation.
fn long_book(chapters: usize) -> String {
    let paragraph = "Boil *fresh* water in a kettle that is clean, and wait until it sings. ".repeat(12);
    let chapter = |number| format!("# Chapter {number}\n\n{}", format!("{paragraph}\n\n").repeat(40));
    let chapters: String = (1..=chapters).map(chapter).collect();
    format!("---\ntitle: Tea\nlang: en\n---\n\n{chapters}")
}

#[test]
fn a_long_run_shows_on_a_terminal_how_far_it_is() {
    let folder = folder(&[]);
    // A terminal of the program `script`, where standard error is that of the run.
    let on_terminal = |arguments: &str| {
        let line = format!("{} a.md -o a.epub -o a.pdf {arguments}", env!("CARGO_BIN_EXE_bifolio"));
        let mut script = Command::new("script");
        script.args(["-qec", &line, "/dev/null"]).current_dir(folder.path());
        let output = script.env("TERM", "xterm").stdin(std::process::Stdio::null()).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    // Whichever stage has come when half a second is over.
    let stages = ["setting pages (", "writing the EPUB (", "writing the PDF ("];
    let bar = |shown: &str| stages.iter().filter_map(|stage| shown.find(stage)).min();
    // As long as this machine needs: a run of half a second shows nothing.
    let mut shown = String::new();
    for chapters in [20, 60, 180, 540] {
        fs::write(folder.path().join("a.md"), long_book(chapters)).expect("a file can be written");
        let Some(now) = on_terminal("-v") else { return eprintln!("skipped: script is not at hand") };
        shown = now;
        if bar(&shown).is_some() {
            break;
        }
    }
    let bar = bar(&shown).unwrap_or_else(|| panic!("{shown}"));
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
    let number = regex::Regex::new(r"\d+\.\d\d").expect("it is an expression");
    for (arguments, stages) in [
        (
            "a.md -o a.epub -o a.pdf -v",
            "reading N s, images N s, preparing N s, setting pages N s, writing the EPUB N s, writing the PDF N s, in all N s",
        ),
        // It makes no edition.
        ("check a.md -t epub -v", "reading N s, images N s, preparing N s, in all N s"),
    ] {
        let said = stderr(&run(folder.path(), arguments));
        let last = said.lines().last().unwrap_or_default();
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

/// Eight runs at once, each with a book of its own, and after every round the two files are of one of them.
/// `BIFOLIO_ROUNDS=50` makes it fifty rounds.
#[test]
fn runs_that_write_to_one_place_leave_a_pair() {
    let rounds = std::env::var("BIFOLIO_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(5);
    let names: Vec<String> = (0..8).map(|number| format!("{number}.md")).collect();
    // Of one title and author, so that by their identifiers all are the same book.
    let texts: Vec<String> =
        (0..8).map(|number| format!("---\nlang: en\ntitle: Tea\n---\n\n# One\n\nPour {number}.\n")).collect();
    let books: Vec<(&str, &[u8])> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = folder(&books);
    let (epub, pdf) = (folder.path().join("a.epub"), folder.path().join("a.pdf"));
    for round in 0..rounds {
        std::thread::scope(|scope| {
            for name in &names {
                let folder = folder.path();
                scope.spawn(move || {
                    let output = run(folder, &format!("{name} -o a.epub -o a.pdf -q"));
                    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
                });
            }
        });
        let (named, own) = names_of_pair(&epub, &pdf);
        assert!(!own.is_empty() && named == own, "round {round}: {named} beside {own}");
        let read = |path: &Path| fs::read(path).expect("an edition is there");
        let verified = conformance::verify(&read(&epub), &read(&pdf)).expect("both can be read");
        assert!(verified.parity.is_sound(), "round {round}: {:?}", verified.parity);
        let run = verified.parity.criteria.iter().find(|criterion| criterion.id == "same-run");
        assert!(run.is_some_and(|run| run.outcome == conformance::Outcome::Met), "round {round}: {run:?}");
    }
    let left: Vec<String> = files(folder.path()).into_iter().filter(|name| name.starts_with('.')).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// The system ends who writes beyond a bound that a shell has set, unless that is caught.
#[test]
#[cfg(unix)]
fn a_file_beyond_the_systems_bound_is_an_error_and_leaves_nothing() {
    let text = format!("---\ntitle: Tea\nlang: en\n---\n\n{}", "Pour hot water.\n\n".repeat(400));
    let folder = folder(&[("book.md", text.as_bytes()), ("a.epub", b"old"), ("a.pdf", b"old")]);
    let script = "ulimit -f 8; exec \"$0\" book.md -o a.epub -o a.pdf";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_bifolio")])
        .current_dir(folder.path())
        .output()
        .expect("a shell starts");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("error[unwritable-output]"), "{}", stderr(&output));
    let old = |name: &str| fs::read(folder.path().join(name)).is_ok_and(|bytes| bytes == b"old");
    assert!(old("a.epub") && old("a.pdf"));
    assert_eq!(files(folder.path()).len(), 3);
}

/// A program that builds what has changed, and how it is told of our book.
struct BuildSystem {
    program: &'static str,
    file: &'static str,
    rules: &'static str,
}

const BUILD_SYSTEMS: &[BuildSystem] = &[
    BuildSystem {
        program: "make",
        file: "Makefile",
        rules: "all: a.epub other.epub\n-include a.d\na.epub a.pdf &: book.md\n\t@echo made a\n\
            \t@$(BIFOLIO) book.md -o a.epub -o a.pdf -q --deps a.d\n\
            other.epub: other.md\n\t@echo made other\n\t@$(BIFOLIO) other.md -o other.epub -q\n",
    },
    BuildSystem {
        program: "ninja",
        file: "build.ninja",
        rules: "rule one\n  command = $$BIFOLIO book.md -o a.epub -o a.pdf -q --deps a.d\n  description = made a\n  \
            depfile = a.d\n  deps = gcc\nrule other\n  command = $$BIFOLIO other.md -o other.epub -q\n  \
            description = made other\nbuild a.epub a.pdf: one | book.md\nbuild other.epub: other | other.md\n",
    },
];

/// Nothing where nothing has changed; then what a change concerns, and nothing else.
#[test]
fn build_systems_run_again_what_has_changed_and_nothing_else() {
    for system in BUILD_SYSTEMS {
        let book =
            b"---\nlang: en\n---\n\n# One\n\n![A dot](<a dot.png>)\n\n{{#include part #1.md}}\n".as_slice();
        let dot = include_bytes!("../nesting/dot.png").as_slice();
        let folder = folder(&[
            ("book.md", book),
            ("part #1.md", b"Pour.\n"),
            ("a dot.png", dot),
            ("other.md", BOOK.as_bytes()),
            (system.file, system.rules.as_bytes()),
        ]);
        let Some(first) = made(system, folder.path()) else {
            eprintln!("skipped: {} is not at hand", system.program);
            continue;
        };
        assert_eq!(first, ["a", "other"], "{}", system.program);
        assert_eq!(made(system, folder.path()), Some(vec![]), "{}", system.program);
        for (name, again) in
            [("a dot.png", "a"), ("part #1.md", "a"), ("book.md", "a"), ("other.md", "other")]
        {
            touch(folder.path(), name);
            assert_eq!(
                made(system, folder.path()),
                Some(vec![again.to_owned()]),
                "{}: {name}",
                system.program
            );
            assert_eq!(made(system, folder.path()), Some(vec![]), "{}: {name}", system.program);
        }
    }
}

/// Whatever way a file was found, it is named from the folder in which the inputs are.
#[test]
fn what_was_read_is_named_as_the_inputs_are() {
    let dot = include_bytes!("../nesting/dot.png").as_slice();
    let book = b"---\nlang: en\n---\n\n# One\n\n![A dot](dot.png)\n".as_slice();
    let folder = folder(&[("book.md", book), ("dot.png", dot)]);
    let output = run(folder.path(), "book.md -o a.epub --deps a.d --deps-format zero");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let read = fs::read(folder.path().join("a.d")).expect("it is there");
    assert_eq!(String::from_utf8_lossy(&read), "book.md\0dot.png\0");
}

/// A record knows both editions to the byte, and is the same for the same run.
#[test]
fn a_record_proves_the_editions_of_its_run() {
    let dot = include_bytes!("../nesting/dot.png").as_slice();
    let book = b"---\nlang: en\n---\n\n# One\n\n![A dot](dot.png)\n".as_slice();
    let folder = folder(&[("book.md", book), ("dot.png", dot)]);
    let build = "book.md -o a.epub -o a.pdf --set pdf.trim=a5 --record";
    for record in ["one.json", "two.json"] {
        let output = run(folder.path(), &format!("{build} {record}"));
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let read = |name: &str| fs::read(folder.path().join(name)).expect("it is there");
    assert_eq!(read("one.json"), read("two.json"));
    let record: serde_json::Value = serde_json::from_slice(&read("one.json")).expect("it is JSON");
    let names = |list: &serde_json::Value| -> Vec<String> {
        let named = list.as_array().expect("a list").iter();
        named.map(|file| file["name"].as_str().expect("a name").to_owned()).collect()
    };
    let build = &record["predicate"]["buildDefinition"];
    assert_eq!(names(&record["subject"]), ["a.epub", "a.pdf"]);
    assert_eq!(names(&build["resolvedDependencies"]), ["book.md", "dot.png"]);
    assert_eq!(build["externalParameters"]["settings"][0]["value"], "a5");

    let verify = |arguments: &str| {
        let output = run(folder.path(), &format!("verify {arguments} --record one.json"));
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (code, said) = verify("a.epub a.pdf");
    assert_eq!(code, Some(0), "{said}");
    let mut other = read("a.epub");
    other.extend(b" ");
    fs::write(folder.path().join("b.epub"), other).expect("it can be written");
    let (code, said) = verify("b.epub a.pdf");
    assert_eq!(code, Some(5), "{said}");
    assert!(said.contains("“b.epub” is none of the recorded files: “a.epub”, “a.pdf”"), "{said}");
    assert!(said.ends_with("These are not the files of the record.\n"), "{said}");
}

/// What a build system makes now; `None` where there is none.
fn made(system: &BuildSystem, folder: &Path) -> Option<Vec<String>> {
    let output = Command::new(system.program)
        .current_dir(folder)
        .env("BIFOLIO", env!("CARGO_BIN_EXE_bifolio"))
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", stderr(&output));
    let made =
        said.lines().filter_map(|line| line.split_once("made ").map(|(_, name)| name.trim().to_owned()));
    let mut made: Vec<String> = made.collect();
    made.sort();
    Some(made)
}

/// Writes a file again as it is, so that it is newer than what was made of it.
fn touch(folder: &Path, name: &str) {
    let path = folder.join(name);
    let bytes = fs::read(&path).expect("it is there");
    fs::write(path, bytes).expect("it can be written");
}
