//! Every command line of the README and of the handbook is typed, in a folder with the files that it names.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What is not run, by how it begins, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("cargo run --", "builds everything, for minutes"),
    ("cargo test", "is what runs this test"),
    ("bifolio watch", "ends with a signal alone; tests/cli.rs watches a book"),
    ("pandoc", "takes pandoc, and a document of a word processor"),
    ("podman", "takes an engine for containers"),
    ("docker", "takes an engine for containers"),
];

/// What else is typed, besides our own command. Where one is not at hand, its lines are skipped by name.
const PROGRAMS: &[&str] = &["jq", "git", "make"];

/// A listing of command lines, with what it shows of their output.
struct Listing {
    /// Where it stands.
    place: String,
    commands: Vec<String>,
    shown: Vec<String>,
}

#[test]
fn every_command_line_runs() {
    let (mut ran, mut faults) = (0, Vec::new());
    for file in texts() {
        let text = fs::read_to_string(&file).expect("a text is there");
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = desk();
        for listing in listings(&name, &text) {
            ran += run(&listing, folder.path(), &mut faults);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(ran > 60, "{ran} command lines alone");
}

/// The README and the chapters of the handbook.
fn texts() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let chapters = fs::read_dir(root.join("content/handbook")).expect("the handbook is there");
    let chapters = chapters.flatten().map(|entry| entry.path());
    let mut texts: Vec<PathBuf> =
        chapters.filter(|path| path.extension().is_some_and(|it| it == "md")).collect();
    texts.push(root.join("README.md"));
    texts.sort();
    texts
}

fn listings(name: &str, text: &str) -> Vec<Listing> {
    let mut found = Vec::new();
    let mut lines = (1..).zip(text.lines());
    while let Some((number, line)) = lines.next() {
        let Some(language) = line.trim_start().strip_prefix("```") else { continue };
        let body: Vec<&str> =
            lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim() != "```").collect();
        let mut listing =
            Listing { place: format!("{name}:{number}"), commands: Vec::new(), shown: Vec::new() };
        match language {
            "console" | "sh" | "bash" => listing.typed(&body),
            "yaml" => {
                let line = |line: &&str| line.trim_start().trim_start_matches("- ").to_owned();
                let is_ours = |line: &String| line.starts_with("bifolio ") || line.starts_with("export ");
                listing.commands = body.iter().map(line).filter(is_ours).collect();
            }
            "makefile" => {
                listing.commands.push(format!("cat > Makefile <<'END'\n{}\nEND\nmake", body.join("\n")));
            }
            _ => {}
        }
        found.extend(Some(listing).filter(|listing| !listing.commands.is_empty()));
    }
    found
}

impl Listing {
    /// Commands stand behind a dollar, and go on behind a backslash; the rest is what they print.
    fn typed(&mut self, body: &[&str]) {
        for line in body {
            match (line.strip_prefix("$ "), self.commands.last_mut()) {
                (Some(command), _) => self.commands.push(command.to_owned()),
                (None, Some(last)) if last.ends_with('\\') => {
                    last.push('\n');
                    last.push_str(line);
                }
                (None, _) => self.shown.push((*line).to_owned()),
            }
        }
    }
}

/// Types a listing; how many of its command lines were run.
fn run(listing: &Listing, folder: &Path, faults: &mut Vec<String>) -> usize {
    let Listing { place, commands, shown } = listing;
    let mut script = "set -e\nexec 2>&1\n".to_owned();
    let mut count = 0;
    for command in commands {
        if NOT_RUN.iter().any(|(begins, _)| command.starts_with(begins)) {
            continue;
        }
        if let Some(absent) = absent(command) {
            eprintln!("skipped: {absent} is not at hand ({place})");
            continue;
        }
        let own = command.split_whitespace().find(|word| !word.contains('=')).unwrap_or_default();
        let known = ["bifolio", "export", "cat"].contains(&own) || PROGRAMS.contains(&own);
        assert!(known, "{place}: nobody runs `{command}`, and NOT_RUN does not say why");
        // A new book wants a folder of its own, which another listing may have made.
        if let Some(made) =
            command.strip_prefix("bifolio init ").and_then(|rest| rest.split_whitespace().next())
        {
            script += &format!("rm -rf {made}\n");
        }
        script += command;
        script += "\n";
        count += 1;
    }
    let output = typed(&script, folder);
    let said = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        faults.push(format!("{place}: {}\n{script}\n{said}", output.status));
    } else if !shown.is_empty() && said.lines().collect::<Vec<_>>() != *shown {
        faults.push(format!("{place} shows something else than\n{said}"));
    }
    count
}

/// A program that a command line needs and that is not there.
fn absent(command: &str) -> Option<&'static str> {
    let names = |program: &str| command.split(|c: char| !c.is_alphanumeric()).any(|word| word == program);
    let there =
        |program: &str| Command::new(program).arg("--version").output().is_ok_and(|it| it.status.success());
    PROGRAMS.iter().copied().find(|program| names(program) && !there(program))
}

fn typed(script: &str, folder: &Path) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_bifolio"));
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let own = program.parent().map(Path::to_path_buf);
    let paths = std::env::join_paths(own.into_iter().chain(std::env::split_paths(&paths)));
    Command::new("sh")
        .args(["-c", script])
        .current_dir(folder)
        .env("PATH", paths.expect("no folder has a colon"))
        .env("CI_COMMIT_TIMESTAMP", "2026-03-01T12:00:00Z")
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("a shell is at hand")
}

/// A folder with all that command lines name.
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let tea = super::chapter("1-first-book.md");
    let tea =
        tea.split_once("```markdown\n").and_then(|(_, rest)| rest.split_once("```")).expect("a first book").0;
    let article = fs::read_to_string(root.join("article.txt")).expect("the article is there");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    for name in ["tea.md", "book.md", "saga.md", "novel.md", "preface.md", "afterword.md"] {
        write(name, tea);
    }
    for name in
        ["tea-book/1-water.md", "manuscript/1-water.md", "manuscript/2-leaves.md", "chapters/1-water.md"]
    {
        write(name, tea);
    }
    for name in ["article.txt", "saga.txt", "road.txt"] {
        write(name, &article);
    }
    write("letters.txt", "Letters\n\nLetter 1\n\nDear Ann, it rains.\n\nLetter 2\n\nDear Ben, it snows.\n");
    write("titles.txt", "Water\nLeaves\n");
    write("hyph-ro.tex", "\\patterns{a1e e1a}\n");
    for (name, sample) in [("my-novel", "novel"), ("book", "novel"), ("my-book", "manual")] {
        copy(&root.join("init").join(sample), &folder.path().join(name));
    }
    let repository =
        "git init -q && git add . && git -c user.name=a -c user.email=a@example.org commit -qm a";
    typed(repository, folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be listed").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a file can be copied");
        }
    }
}
