//! What a shell and a desk want to know of the program: completions, the page of the manual, and what
//! a message means.

use super::output::write_stdout;
use super::{Outcome, args};
use crate::diagnostic::{Code, Error};

pub use clap_complete::Shell;

/// The handbook's chapter on messages, which explains each of them.
const MESSAGES: &str = include_str!("../../content/handbook/10-diagnostics.md");

/// Prints what a shell completes by.
pub fn completions(shell: Shell) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::definition(), "bifolio", &mut script);
    write_stdout(&script).map(|()| Outcome::Done)
}

/// Prints the page of the manual.
///
/// Errors: `internal`, and `unwritable-output`.
pub fn man() -> Result<Outcome, Error> {
    let mut page = Vec::new();
    let written = clap_mangen::Man::new(args::definition()).render(&mut page);
    written.map_err(|error| Error::new(Code::Internal, format!("the page of the manual: {error}")))?;
    write_stdout(&page).map(|()| Outcome::Done)
}

/// Prints what a message means, and its cure.
pub fn explain(code: Code) -> Result<Outcome, Error> {
    write_stdout(meaning(code).as_bytes()).map(|()| Outcome::Done)
}

/// The section of the handbook on a code, as plain text for a terminal.
fn meaning(code: Code) -> String {
    let heading = format!("### `{code}`");
    let lines = MESSAGES.lines().skip_while(|line| *line != heading).skip(1);
    let section: Vec<String> = lines.take_while(|line| !line.starts_with('#')).map(without_marks).collect();
    format!("{code}\n\n{}\n", section.join("\n").trim())
}

/// A line of the handbook without the marks of links and fences.
fn without_marks(line: &str) -> String {
    if line.starts_with("```") {
        return String::new();
    }
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, words, after)) = link(rest) {
        text += before;
        text += words;
        rest = after;
    }
    text + rest
}

/// The first link of a line: what stands before it, its words, and what stands behind it.
fn link(line: &str) -> Option<(&str, &str, &str)> {
    let (head, tail) = line.split_once("](")?;
    let (before, words) = head.rsplit_once('[')?;
    let (_, after) = tail.split_once(')')?;
    Some((before, words, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_section() {
        for code in Code::ALL {
            let meaning = meaning(*code);
            assert!(meaning.len() > 60, "{code}: {meaning}");
            assert!(!meaning.contains("](") && !meaning.contains("```"), "{code}: {meaning}");
        }
    }

    #[test]
    fn links_are_their_words() {
        assert_eq!(without_marks("a [b](c.md#d) e [f](g)."), "a b e f.");
        assert_eq!(without_marks("`![…](…)`; [x]"), "`!…`; [x]");
    }
}
