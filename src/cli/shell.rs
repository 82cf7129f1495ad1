//! What a shell and a desk want to know of the program: completions, and what
//! a message means.

use super::output::write_stdout;
use super::{Outcome, args};
use crate::diagnostic::{Code, Error, meaning};

pub use clap_complete::Shell;

/// Prints what a shell completes by.
pub fn completions(shell: Shell) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::definition(), "bifolio", &mut script);
    write_stdout(&script).map(|()| Outcome::Done)
}

/// Prints what a message means, and its cure.
pub fn explain(code: Code) -> Result<Outcome, Error> {
    write_stdout(format!("{code}\n\n{}\n", meaning(code)).as_bytes()).map(|()| Outcome::Done)
}
