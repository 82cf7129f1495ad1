//! What is said of a command line that cannot be meant. The shape of messages is that which was typed,
//! wherever it stands, and what is repeated of the arguments is escaped: they may be names of files from
//! anywhere.

use super::messages::Messages;
use super::options::MessageFormat;
use super::{Outcome, args};
use crate::diagnostic::render::{Format, escape};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::notices::notices;
use crate::source::{Sources, Span};
use clap::ValueEnum;
use clap::error::ErrorKind;
use std::ffi::{OsStr, OsString};
use std::io::Write;

/// Says it, and returns the exit code. Help and version are "errors" of clap that go to standard output with
/// code 0.
pub fn answer(error: clap::Error, arguments: &[OsString]) -> u8 {
    if !error.use_stderr() {
        let _ = error.print();
        let asks = |long: &str, short: &str| arguments.iter().any(|typed| typed == long || typed == short);
        if error.kind() == ErrorKind::DisplayVersion && asks("--verbose", "-v") {
            let _ = std::io::stdout().write_all(notices().as_bytes());
        }
        return Outcome::Done as u8;
    }
    let error = escaped(error, arguments);
    let messages = Messages { format: format(arguments), ..Messages::default() };
    match (messages.format, error) {
        (Format::Human, Ok(error)) => _ = error.print(),
        (Format::Human, Err(text)) => _ = std::io::stderr().write_all(text.as_bytes()),
        (_, error) => {
            let text = error.map_or_else(|text| text, |error| error.render().to_string());
            messages.show(&[diagnostic(&text)], &Sources::default());
        }
    }
    messages.end(Outcome::Usage as u8);
    Outcome::Usage as u8
}

/// The same error about arguments in which nothing is left that a terminal acts on; where they would be
/// another error then, its words alone, escaped.
fn escaped(error: clap::Error, arguments: &[OsString]) -> Result<clap::Error, String> {
    let harmless = |argument: &OsString| {
        let text = argument.to_string_lossy();
        let escaped = escape(&text);
        if escaped == text { argument.clone() } else { escaped.into() }
    };
    let harmless: Vec<OsString> = arguments.iter().map(harmless).collect();
    if harmless == arguments {
        return Ok(error);
    }
    match args::parse(harmless) {
        Err(same) if same.kind() == error.kind() => Ok(same),
        _ => Err(error.render().to_string().lines().map(|line| escape(line) + "\n").collect()),
    }
}

/// The shape of messages that was typed, be the rest as it may.
fn format(arguments: &[OsString]) -> Format {
    let typed = arguments.iter().take_while(|argument| *argument != "--");
    let behind = arguments.iter().skip(1).map(OsString::as_os_str);
    let values = typed.zip(behind.chain([OsStr::new("")])).filter_map(|(argument, next)| {
        let value = match argument.to_str()?.strip_prefix("--format")? {
            "" => next.to_str()?,
            value => value.strip_prefix('=')?,
        };
        MessageFormat::from_str(value, false).ok()
    });
    values.last().map_or(Format::Human, MessageFormat::format)
}

/// What clap says in several lines as a message with its hints.
fn diagnostic(text: &str) -> Diagnostic {
    let text = text.strip_prefix("error: ").unwrap_or(text);
    let is_end = |line: &&str| line.starts_with("Usage:") || line.starts_with("For more information");
    let lines = text.lines().take_while(|line| !is_end(line)).map(str::trim).filter(|line| !line.is_empty());
    let (hints, words): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("tip: "));
    let error = Diagnostic::new(Severity::Error, Code::Usage, Span::GENERATED, words.join(" "));
    let hints = hints.into_iter().map(|hint| hint.trim_start_matches("tip: "));
    hints.chain(["`bifolio --help` shows all options"]).fold(error, |error, hint| error.hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_is_told_wherever_it_stands() {
        for (line, expected) in [
            ("bifolio --frob --format short", Format::Short),
            ("bifolio --format=json a.md --frob", Format::Json),
            ("bifolio --frob --format", Format::Human),
            ("bifolio --format loud --frob", Format::Human),
            ("bifolio --frob -- --format json", Format::Human),
            ("bifolio --format sarif", Format::Sarif),
        ] {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(format(&arguments), expected, "{line}");
        }
    }
}
