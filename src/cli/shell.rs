//! What a shell and a desk want to know of the program: completions, the page of the manual, and what
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
    write_stdout(format!("{code}\n\n{}\n", meaning(code)).as_bytes()).map(|()| Outcome::Done)
}
