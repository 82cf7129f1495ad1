//! What a shell and a desk want to know of the program: completions, and what
//! a message means.

use super::output::write_stdout;
use super::{Outcome, args};
use crate::diagnostic::policy::{Group, Selection};
use crate::diagnostic::{Code, Error, gist, meaning};

pub use clap_complete::Shell;

/// Prints what a shell completes by.
pub fn completions(shell: Shell) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::definition(), "bifolio", &mut script);
    write_stdout(&script).map(|()| Outcome::Done)
}

/// What is explained.
#[derive(Clone, Copy, Debug)]
pub enum Topic {
    /// Every code and every group.
    List,
    /// What messages mean.
    Messages(Selection),
}

impl Topic {
    /// The topic of a name. Errors are for whoever typed it.
    pub fn named(name: &str) -> Result<Topic, String> {
        match name {
            "list" => Ok(Topic::List),
            _ => Selection::named(name).map(Topic::Messages).map_err(|error| {
                if error.contains("did you mean") {
                    error
                } else {
                    format!("{error}; `--explain list` lists them")
                }
            }),
        }
    }

    /// All names.
    pub fn names() -> Vec<&'static str> {
        Selection::names().into_iter().chain(["list"]).collect()
    }

    fn text(self) -> String {
        match self {
            Topic::List => {
                let groups: String = Selection::groups().iter().map(|group| of_group(*group)).collect();
                format!(
                    "{}\nGroups, for `--deny` and `--allow`:\n\n{groups}  warnings: every warning\n",
                    table(Code::ALL)
                )
            }
            Topic::Messages(Selection::Code(code)) => format!("{code}\n\n{}\n", meaning(code)),
            Topic::Messages(Selection::Group(group)) => {
                format!("{}, a group of messages\n\n{}", group.as_str(), table(group.codes()))
            }
            Topic::Messages(Selection::Warnings) => {
                "warnings, a group of messages\n\nEvery warning, of whatever code.\n".into()
            }
        }
    }
}

/// Codes with the cause of each.
fn table(codes: &[Code]) -> String {
    /// As much of a cause as stands on a line of a wide terminal.
    const CAUSE: usize = 76;
    let row = |code: &Code| {
        let gist = gist(*code);
        let cut = if gist.chars().count() > CAUSE { "…" } else { "" };
        let cause: String = gist.chars().take(CAUSE).collect();
        format!("  {:<20} {cause}{cut}\n", code.as_str())
    };
    codes.iter().map(row).collect()
}

fn of_group(group: Group) -> String {
    let codes: Vec<&str> = group.codes().iter().map(|code| code.as_str()).collect();
    format!("  {}: {}\n", group.as_str(), codes.join(", "))
}

/// Prints what messages mean, and their cure.
pub fn explain(topics: &[Topic]) -> Result<Outcome, Error> {
    let texts: Vec<String> = topics.iter().map(|topic| topic.text()).collect();
    write_stdout(texts.join("\n").as_bytes()).map(|()| Outcome::Done)
}
