//! The page of the manual, made of the same definition as the help.

use super::output::write_stdout;
use super::{Outcome, args, help};
use crate::diagnostic::{Code, Error};
use clap::{Arg, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};
use std::io;

/// Prints the page.
///
/// Errors: `internal`, and `unwritable-output`.
pub fn man() -> Result<Outcome, Error> {
    let mut page = Vec::new();
    let written = write(args::definition(), &help::long_help(), &mut page);
    written.map_err(|error| Error::new(Code::Internal, format!("the page of the manual: {error}")))?;
    write_stdout(&page).map(|()| Outcome::Done)
}

fn write(mut definition: Command, after: &str, page: &mut Vec<u8>) -> io::Result<()> {
    definition.build();
    let man = Man::new(definition.clone()).manual("Bifolio");
    man.render_title(page)?;
    man.render_name_section(page)?;
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]);
    lines(&mut roff, &usage(&mut definition));
    roff.to_writer(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    let mut roff = Roff::new();
    commands(&mut roff, &definition);
    after.split("\n\n").for_each(|paragraph| section(&mut roff, paragraph));
    roff.to_writer(page)
}

/// How a command is typed, a line for each way.
fn usage(command: &mut Command) -> String {
    command.render_usage().to_string().trim_start_matches("Usage:").trim().to_owned()
}

/// Each command but those that clap adds, with the arguments that it alone has.
fn commands(roff: &mut Roff, definition: &Command) {
    roff.control("SH", ["COMMANDS"]);
    let shared: Vec<_> = definition.get_arguments().map(Arg::get_id).collect();
    for command in definition.get_subcommands().filter(|command| command.get_name() != "help") {
        roff.control("SS", [format!("bifolio {}", command.get_name()).as_str()]);
        lines(roff, &usage(&mut command.clone()));
        let about = command.get_long_about().or(command.get_about());
        roff.control("PP", []);
        roff.text([roman(about.map(ToString::to_string).unwrap_or_default())]);
        for argument in command.get_arguments().filter(|argument| !shared.contains(&argument.get_id())) {
            option(roff, argument);
        }
    }
}

/// An argument, and the values that it may have.
fn option(roff: &mut Roff, argument: &Arg) {
    if argument.is_hide_set() || argument.get_id() == "help" {
        return;
    }
    let values: Vec<String> =
        argument.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect();
    let mut head = Vec::new();
    head.extend(argument.get_short().map(|short| bold(format!("-{short} "))));
    // A value that may be left out is bound to its option.
    let (open, close) = if argument.is_require_equals_set() { ("[=", "]") } else { (" ", "") };
    head.extend(argument.get_long().map(|long| bold(format!("--{long}"))));
    head.extend(argument.get_long().map(|_| roman(open)));
    head.push(italic(values.join(" ")));
    head.push(roman(close));
    roff.control("TP", []);
    roff.text(head);
    roff.text([roman(argument.get_help().map(ToString::to_string).unwrap_or_default())]);
    for value in argument.get_possible_values() {
        let help = value.get_help().map_or_else(String::new, |help| format!(": {help}"));
        roff.control("br", []);
        roff.text([italic(value.get_name().to_owned()), roman(help)]);
    }
}

/// Lines that stay as they are.
fn lines(roff: &mut Roff, text: &str) {
    for line in text.lines() {
        roff.text([bold(line.trim().to_owned())]);
        roff.control("br", []);
    }
}

/// A paragraph of the long help, whose first line names it: what stands at the left of a line, and what is said of it.
fn section(roff: &mut Roff, paragraph: &str) {
    let mut lines = paragraph.lines();
    let Some(head) = lines.next() else { return };
    let head = head.trim_end_matches(':');
    let (name, note) = head.split_once(", ").unwrap_or((head, ""));
    roff.control(
        "SH",
        [match name {
            "Exit codes" => "EXIT STATUS".to_owned(),
            name => name.to_uppercase(),
        }
        .as_str()],
    );
    if !note.is_empty() {
        roff.text([roman(format!("{note}:"))]);
    }
    for line in lines {
        if line.starts_with("      ") {
            // It goes on with what is said above.
            roff.text([roman(line.trim().to_owned())]);
            continue;
        }
        let (left, right) = line.trim().split_once("  ").unwrap_or((line.trim(), ""));
        roff.control("TP", []);
        roff.text([bold(left.to_owned())]);
        roff.text([roman(right.trim().to_owned())]);
    }
}
