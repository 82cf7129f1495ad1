//! How a plain text is understood, line by line, on standard output.

use super::args::Request;
use super::files::RecordedFiles;
use super::output::Outputs;
use super::{Outcome, output, show};
use crate::diagnostic::Error;
use crate::diagnostic::render::{Format, escape};
use crate::reader::plain::Understood;
use crate::{Project, explain};
use std::fmt::Write;
use std::path::Path;

/// Explains the project's only input, and writes its outline where that is asked for.
pub fn run(
    project: &Project,
    files: &RecordedFiles,
    outline: Option<&Path>,
    request: &Request,
) -> Result<Outcome, Error> {
    let mut explained = explain(project, files)?;
    explained.diagnostics.retain(|diagnostic| !request.allow.contains(&diagnostic.code));
    show(&explained.diagnostics, &explained.sources, request);
    let mut out = String::new();
    match request.format {
        Format::Json => explained.lines.iter().for_each(|line| out += &json(line)),
        Format::Short => {
            let path = explained.sources.iter().next().map(|(_, source)| source.path.display().to_string());
            let path = escape(&path.unwrap_or_default());
            explained.lines.iter().for_each(|line| out += &short(line, &path));
        }
        Format::Human => out = table(&explained.lines),
    }
    if let Some(path) = outline {
        let file = (path.to_owned(), explained.outline.as_bytes());
        Outputs { files: vec![file], ..Outputs::default() }.write(&files.read_until_now())?;
    }
    output::write_stdout(out.as_bytes())?;
    let denied = explained.diagnostics.iter().any(|diagnostic| super::is_denied(diagnostic, request));
    Ok(if denied { Outcome::Denied } else { Outcome::Done })
}

fn json(line: &Understood) -> String {
    let Understood { line, role, level, why, left_out, text } = line;
    let object = serde_json::json!({
        "line": line, "role": role, "level": level, "why": why, "left_out": left_out, "text": text,
    });
    format!("{object}\n")
}

fn short(line: &Understood, path: &str) -> String {
    let why = if line.why.is_empty() { String::new() } else { format!(": {}", line.why) };
    format!("{path}:{}: {}{why}\n", line.line, role(line))
}

fn role(line: &Understood) -> String {
    line.level.map_or_else(|| line.role.to_owned(), |level| format!("{} {level}", line.role))
}

/// Lines with their numbers, roles and reasons beneath each other, and how many there are of each.
fn table(lines: &[Understood]) -> String {
    /// The longest reason with a number of five figures.
    const WHY: usize = 44;
    /// As much of a line as fits beside that on a wide terminal.
    const TEXT: usize = 60;
    let mut out = String::new();
    for line in lines {
        let role = role(line);
        let text: String = escape(&line.text).chars().take(TEXT).collect();
        let cut = if line.text.chars().count() > TEXT { "…" } else { "" };
        let row = format!("{:>6}  {role:<11}  {:<WHY$}  {text}{cut}", line.line, line.why);
        let _ = writeln!(out, "{}", row.trim_end());
    }
    let _ = writeln!(out, "\n{}", summary(lines));
    out
}

fn summary(lines: &[Understood]) -> String {
    let mut left_out: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    for line in lines.iter().filter(|line| line.role != "blank") {
        match left_out.last_mut() {
            Some(last) if line.left_out && open => last.1 = line.line,
            _ if line.left_out => left_out.push((line.line, line.line)),
            _ => {}
        }
        open = line.left_out;
    }
    let range = |&(first, last): &(usize, usize)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    };
    let left_out: Vec<String> = left_out.iter().map(range).collect();
    let count = lines.last().map_or(0, |line| line.line);
    match left_out.is_empty() {
        true => format!("{count} lines; none is left out"),
        false => format!("{count} lines; left out: {}", left_out.join(", ")),
    }
}
