//! Twice as much of a book takes twice the work, whatever the book is made of: counted in instructions, by
//! valgrind, since a clock says more of the machine than of the program.

mod common;

use rayon::prelude::*;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// How many times the work of a book that of twice as much may be. What sorts takes a little more than twice.
const MOST: f64 = 2.3;

/// A book of so many of the same thing, behind its front matter.
struct Pattern {
    name: &'static str,
    count: usize,
    text: fn(usize) -> String,
}

const PATTERNS: &[Pattern] = &[
    Pattern { name: "paragraphs", count: 60, text: |n| each(n, |_, out| prose(out)) },
    Pattern { name: "one paragraph", count: 60, text: |n| "Many words, *some* stressed. ".repeat(n * 4) },
    Pattern {
        name: "headings with links",
        count: 120,
        text: |n| each(n, |i, out| _ = writeln!(out, "## Part {i}\n\nSee [it](#part-{}).\n", i * 7 % n)),
    },
    Pattern {
        name: "tables",
        count: 40,
        text: |n| each(n, |i, out| _ = writeln!(out, "| a | b |\n|---|--:|\n| row {i} | {i} |\n| c | d |\n")),
    },
    Pattern {
        name: "rows of a table",
        count: 100,
        text: |n| {
            format!("| a | b |\n|---|--:|\n{}", each(n, |i, out| _ = writeln!(out, "| row {i} | {i} |")))
        },
    },
    Pattern {
        name: "notes",
        count: 80,
        text: |n| each(n, |i, out| _ = writeln!(out, "Words[^{i}] here.\n\n[^{i}]: Said of {i}.\n")),
    },
    Pattern {
        name: "items",
        count: 150,
        text: |n| each(n, |i, out| _ = writeln!(out, "{}. item {i}", i + 1)),
    },
    Pattern {
        name: "listings",
        count: 40,
        text: |n| each(n, |i, out| _ = writeln!(out, "```\nlet x = {i};\nprint(x)\n```\n")),
    },
    Pattern {
        name: "verse",
        count: 100,
        text: |n| each(n, |i, out| _ = writeln!(out, "| A line of verse {i}\n|   and another\n")),
    },
    Pattern {
        name: "formulas",
        count: 60,
        text: |n| each(n, |i, out| _ = writeln!(out, "Where $x_{{{i}}} = \\frac{{a}}{{b}}$ holds.\n")),
    },
    // What took the square of its length once: what is behind each bracket was copied, each mark of an item looked
    // through the rest of its line, each line of a link repeated the address, and the shaper went back over all marks.
    Pattern { name: "notes within", count: 200, text: |n| "Words^[said here] ".repeat(n) },
    Pattern { name: "marked words", count: 1_000, text: |n| "[words]{.smallcaps} ".repeat(n) },
    Pattern { name: "nested items", count: 2_000, text: |n| format!("{}words", "- ".repeat(n)) },
    Pattern {
        name: "long links",
        count: 2_000,
        text: |n| {
            format!("[{}](http://x.example/{} \"{}\")", "a word ".repeat(n), "p".repeat(n), "t".repeat(n))
        },
    },
    Pattern { name: "marks upon a letter", count: 2_000, text: |n| format!("a{}", "\u{301}".repeat(n)) },
    Pattern {
        name: "notes of notes",
        count: 100,
        text: |n| {
            format!("Words[^0].\n\n{}", each(n, |i, out| _ = writeln!(out, "[^{i}]: Said[^{}].\n", i + 1)))
        },
    },
];

/// The same of plain text.
const PLAIN: &[Pattern] = &[Pattern {
    name: "contents with heads",
    count: 30,
    text: |n| {
        let entries = each(n, |i, out| {
            _ = writeln!(out, "Head of group {i}\n  Of mills and rivers {i}\n  Of wheels and boats {i}\n");
        });
        let sections = each(n, |i, out| {
            _ = writeln!(
                out,
                "Of mills and rivers {i}\n\nThe mill stands there.\n\nOf wheels and boats {i}\n\nIt turns.\n"
            );
        });
        format!("The Mill\n\nCONTENTS\n\n{entries}\n{sections}")
    },
}];

fn each(count: usize, write: impl Fn(usize, &mut String)) -> String {
    let mut text = String::new();
    (0..count).for_each(|index| write(index, &mut text));
    text
}

fn prose(out: &mut String) {
    out.push_str(
        "The mill stands where the river bends, and whoever comes by hears it from afar; nobody has ",
    );
    out.push_str("counted the years in which its wheel did not turn, for there were none.\n\n");
}

#[test]
fn twice_as_much_takes_twice_the_work() {
    let asked = ["BIFOLIO_REQUIRE_JUDGES", "BIFOLIO_COUNT"].map(std::env::var_os);
    if asked.iter().flatten().all(|value| value != "1") {
        return eprintln!("skipped: to count takes minutes; BIFOLIO_COUNT=1 asks for it");
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        return common::skip("valgrind");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let of_nothing = work(&folder.path().join("book.md"), "Words.\n");
    let patterns: Vec<(&Pattern, &str)> = PATTERNS
        .iter()
        .map(|own| (own, "book.md"))
        .chain(PLAIN.iter().map(|own| (own, "book.txt")))
        .collect();
    let faults: Vec<String> = patterns
        .par_iter()
        .filter_map(|(Pattern { name, count, text }, file)| {
            let folder = folder.path().join(name);
            std::fs::create_dir(&folder).expect("a folder");
            let book = folder.join(file);
            let [once, twice] = [*count, count * 2].map(|count| work(&book, &text(count)) - of_nothing);
            let ratio = twice as f64 / once as f64;
            eprintln!("{name}: {once} instructions for {count}, {ratio:.2} times as many for twice as much");
            (ratio > MOST).then(|| format!("{name}: {ratio:.2}"))
        })
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
}

/// The instructions that both editions of a text take on one thread.
fn work(book: &Path, text: &str) -> i64 {
    let is_plain = book.extension().is_some_and(|ending| ending == "txt");
    let front = if is_plain { "" } else { "---\ntitle: Many\nlang: en\n---\n\n# One\n\n" };
    std::fs::write(book, format!("{front}{text}")).expect("a file");
    let mut run = Command::new("valgrind");
    run.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", env!("CARGO_BIN_EXE_bifolio")]);
    run.arg(book).arg("-o").arg(book.with_extension("epub")).arg("-o").arg(book.with_extension("pdf"));
    let output = run.env("RAYON_NUM_THREADS", "1").output().expect("valgrind runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let collected = said.lines().find_map(|line| line.split_once("Collected : "));
    collected.and_then(|(_, count)| count.trim().parse().ok()).unwrap_or_else(|| panic!("no count in {said}"))
}
