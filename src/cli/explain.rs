//! How a plain text is understood, line by line, on standard output.

use super::files::RecordedFiles;
use super::judge::Judge;
use super::options::{From, ManuscriptArgs, Options, Run};
use super::output::Outputs;
use super::target::is_dash;
use super::{Outcome, output};
use crate::diagnostic::Error;
use crate::diagnostic::render::{Format, escape, on_one_line};
use crate::explain;
use crate::reader::plain::Understood;
use clap::Args;
use std::fmt::Write;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Explain {
    /// A plain text, or `-` for standard input
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// Write the headings that were found to this file, as `--outline` reads them
    #[arg(long, value_name = "PATH")]
    write_outline: Option<PathBuf>,
    /// Read it as plain text, whatever its ending
    #[arg(short, long, value_name = "FORMAT")]
    from: Option<From>,
    #[command(flatten)]
    options: Options,
}

impl Explain {
    /// Errors are for whoever typed it.
    pub fn explaining(self) -> Result<Explaining, String> {
        let Explain { input, write_outline, from, options } = self;
        // What has no name is what this command is for.
        let from = from.or_else(|| is_dash(&input).then_some(From::Text));
        let run = ManuscriptArgs { inputs: vec![input], from, options }.run(Vec::new())?;
        Ok(Explaining { run, outline: write_outline })
    }
}

/// A text to be explained.
#[derive(Debug)]
pub struct Explaining {
    pub run: Run,
    /// Where the headings go that were found.
    outline: Option<PathBuf>,
}

impl Explaining {
    /// Explains the project's only input, and writes its outline where that is asked for.
    ///
    /// Errors: those of `explain`, and `unwritable-output`.
    pub fn explain(&self, files: &RecordedFiles) -> Result<Outcome, Error> {
        let messages = &self.run.messages;
        let judge = Judge::new(messages, files)?;
        let explained = explain(&self.run.project, files)?;
        let judged = judge.judge(&explained.diagnostics, &explained.sources, &explained.messages);
        messages.show(&judged.said, &explained.sources);
        let out = match messages.format {
            Format::Json | Format::Sarif => explained.lines.iter().map(json).collect(),
            Format::Short => {
                let path =
                    explained.sources.iter().next().map(|(_, source)| source.path.display().to_string());
                let path = escape(&path.unwrap_or_default());
                explained.lines.iter().map(|line| short(line, &path)).collect()
            }
            Format::Human => table(&explained.lines),
        };
        if let Some(path) = &self.outline {
            let file = (path.clone(), explained.outline.as_bytes());
            Outputs { files: vec![file], ..Outputs::default() }.write(&files.read_until_now())?;
        }
        output::write_stdout(out.as_bytes())?;
        Ok(if judged.denied.is_some() { Outcome::Denied } else { Outcome::Done })
    }
}

fn json(line: &Understood) -> String {
    let Understood { line, role, level, why, left_out, text } = line;
    on_one_line(&serde_json::json!({
        "line": line, "role": role, "level": level, "why": why, "left_out": left_out, "text": text,
    }))
}

fn short(line: &Understood, path: &str) -> String {
    let why = if line.why.is_empty() { String::new() } else { format!(": {}", escape(&line.why)) };
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
        let why = escape(&line.why);
        let row = format!("{:>6}  {role:<11}  {why:<WHY$}  {text}{cut}", line.line);
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
    let lines = if count == 1 { "line" } else { "lines" };
    match left_out.is_empty() {
        true => format!("{count} {lines}; none is left out"),
        false => format!("{count} {lines}; left out: {}", left_out.join(", ")),
    }
}
