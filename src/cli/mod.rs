//! The program: what was typed becomes a `Project`, messages go to standard error, books to
//! files or standard output. The only place that knows the environment and the terminal.

mod args;
mod explain;
mod files;
mod identity;
mod output;
mod panics;
mod report;

use crate::diagnostic::render::{Format, Renderer, escape};
use crate::diagnostic::{Code, Diagnostic, Error, Severity};
use crate::document::Timestamp;
use crate::source::{Sources, Span};
use crate::{Edition, Exported, Project, export};
use args::{Denial, Request, Target, Task};
use files::RecordedFiles;
use output::Outputs;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// How a run ends; the numbers are part of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done = 0,
    Failed = 1,
    Usage = 2,
    Denied = 3,
    Unreadable = 4,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let request = match args::parse(std::env::args_os()) {
        Ok(request) => request,
        Err(error) => {
            // Help and version are "errors" of clap that go to standard output with code 0.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Outcome::Usage as u8));
        }
    };
    let outcome = panics::guarded(|| run(&request)).unwrap_or_else(|error| complain(&error, &request));
    ExitCode::from(outcome as u8)
}

/// Room for the recursion over nested blocks, which readers cap. Pages that are not used cost
/// nothing.
const STACK: usize = 64 << 20;

fn run(request: &Request) -> Result<Outcome, Error> {
    let project = Project { date: source_date()?, ..request.project.clone() };
    let files = RecordedFiles::new(&project.inputs)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(request.jobs).stack_size(STACK).build();
    let pool = pool.map_err(|error| Error::new(Code::Internal, format!("no threads: {error}")))?;
    if let Task::Explain(outline) = &request.task {
        return pool.install(|| explain::run(&project, &files, outline.as_deref(), request));
    }
    let mut exported = pool.install(|| export(&project, &files))?;
    // Before anything is left out: who does not want to hear of a fault has it all the same.
    let report = (!request.reports.is_empty()).then(|| pool.install(|| crate::report(&exported)));
    exported.diagnostics.retain(|diagnostic| !request.allow.contains(&diagnostic.code));
    show(&exported.diagnostics, &exported.sources, request);
    if exported.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Ok(Outcome::Failed);
    }
    let denied = exported.diagnostics.iter().find(|diagnostic| is_denied(diagnostic, request));
    let targets = match &request.task {
        Task::Build(targets) if denied.is_none() => targets.as_slice(),
        _ => &[],
    };
    let stem = output::file_stem(exported.metadata.title());
    let name_of = |edition| file_name(edition, targets, &stem);
    let reports = report.map_or_else(Vec::new, |report| report::texts(report, &request.reports, name_of));
    let written = outputs(&exported, &reports, targets, &stem).write(&files.read_until_now())?;
    let summary = summary(&written, &exported);
    match denied {
        // The report says why, so it is there.
        Some(denied) => {
            summarise(&format!("no book is written: {} is denied; {summary}", denied.code), request)
        }
        None => summarise(&summary, request),
    }
    Ok(if denied.is_some() { Outcome::Denied } else { Outcome::Done })
}

fn is_denied(diagnostic: &Diagnostic, request: &Request) -> bool {
    request.deny.iter().any(|denial| match denial {
        Denial::Warnings => diagnostic.severity >= Severity::Warning,
        Denial::Accessibility => diagnostic.code.concerns_accessibility(),
        Denial::Code(code) => diagnostic.code == *code,
    })
}

/// The file that an edition goes to, of several the first, without its folder: so that the same books
/// have the same report anywhere.
fn file_name(edition: Edition, targets: &[Target], stem: &str) -> Option<String> {
    let target = targets.iter().find(|target| target.takes(edition))?;
    let path = target.path(stem, edition)?;
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

/// The books where they are wanted, and the reports with them.
fn outputs<'a>(
    exported: &'a Exported,
    reports: &'a [(PathBuf, String)],
    targets: &'a [Target],
    stem: &str,
) -> Outputs<'a> {
    let mut outputs = Outputs::default();
    for target in targets {
        if let Target::Folder(folder) = target {
            outputs.folders.push(folder);
        }
    }
    for book in &exported.books {
        for target in targets.iter().filter(|target| target.takes(book.edition)) {
            match target.path(stem, book.edition) {
                Some(path) => outputs.files.push((path, &book.bytes)),
                None => outputs.stdout = Some(&book.bytes),
            }
        }
    }
    outputs.files.extend(reports.iter().map(|(path, text)| (path.clone(), text.as_bytes())));
    outputs
}

fn summary(written: &[(String, usize)], exported: &Exported) -> String {
    let files: Vec<String> = written
        .iter()
        .map(|(path, bytes)| format!("{} ({} KB)", escape(path), bytes.div_ceil(1000)))
        .collect();
    let count = |severity| exported.diagnostics.iter().filter(|found| found.severity == severity).count();
    let counted = |number: usize, thing| format!("{number} {thing}{}", if number == 1 { "" } else { "s" });
    let mut parts = vec![match files.is_empty() {
        true => "nothing written".to_owned(),
        false => format!("wrote {}", listed(&files)),
    }];
    for (severity, thing) in [(Severity::Warning, "warning"), (Severity::Note, "note")] {
        parts.extend(Some(count(severity)).filter(|&number| number > 0).map(|number| counted(number, thing)));
    }
    parts.join("; ")
}

/// Items as a list in a sentence.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// One line for people; a program that asked for JSON gets nothing but JSON.
fn summarise(line: &str, request: &Request) {
    if request.format != Format::Json {
        // A closed standard error is no reason to fail.
        let _ = writeln!(std::io::stderr(), "bifolio: {line}");
    }
}

fn show(diagnostics: &[Diagnostic], sources: &Sources, request: &Request) {
    let renderer = Renderer::new(sources, request.format, in_color(request));
    let mut stderr = std::io::BufWriter::new(std::io::stderr().lock());
    for diagnostic in diagnostics {
        let _ = stderr.write_all(renderer.render(diagnostic).as_bytes());
    }
    let _ = stderr.flush();
}

fn in_color(request: &Request) -> bool {
    let variable = |name| std::env::var_os(name).unwrap_or_default();
    request.color.unwrap_or_else(|| {
        std::io::stderr().is_terminal() && variable("NO_COLOR").is_empty() && variable("TERM") != "dumb"
    })
}

fn complain(error: &Error, request: &Request) -> Outcome {
    let diagnostic = Diagnostic::new(Severity::Error, error.code, Span::GENERATED, &error.message);
    show(&[diagnostic], &Sources::default(), request);
    match error.code {
        Code::UnreadableInput | Code::NoManuscript => Outcome::Unreadable,
        Code::UnknownSetting | Code::BadSetting => Outcome::Usage,
        _ => Outcome::Failed,
    }
}

/// The moment for the files' own dates, as reproducible-builds.org specifies it.
fn source_date() -> Result<Option<Timestamp>, Error> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let seconds = value.to_str().and_then(|value| value.trim().parse().ok());
    let date = seconds.and_then(Timestamp::from_epoch);
    let message = "SOURCE_DATE_EPOCH is not a number of seconds since 1970";
    date.map(Some).ok_or_else(|| Error::new(Code::BadSetting, message))
}
