//! What any run may be told, and what a manuscript is read by.

use super::files::STDIN;
use super::messages::Messages;
use super::named::Named;
use super::target::is_dash;
use crate::diagnostic::policy::{Policy, Selection};
use crate::diagnostic::render::Format;
use crate::input;
use crate::project::{Edition, Project};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What a run works by, whatever it does.
#[derive(Clone, Debug)]
pub struct Run {
    /// All but the date, which comes from the environment.
    pub project: Project,
    pub messages: Messages,
    /// 0 leaves it to the machine.
    pub jobs: usize,
}

#[derive(Debug, Args)]
pub struct ManuscriptArgs {
    /// Markdown or plain-text files, folders of Markdown, or `-` for standard input
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<PathBuf>,
    /// Read every input as this, whatever its ending
    #[arg(short, long, value_name = "FORMAT")]
    pub from: Option<From>,
    #[command(flatten)]
    pub options: Options,
}

/// What any run may be told that reads a manuscript.
#[derive(Debug, Args)]
pub struct Options {
    /// Set a setting or a metadata field over the manuscript's own; repeatable. All are listed below
    /// by `--help`
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_and_value)]
    set: Vec<(String, String)>,
    /// Keep what stands around a plain text and is no part of it, such as a licence
    #[arg(long)]
    keep_furniture: bool,
    /// Titles, one a line, indented for their levels: the headings of a plain text, which are then
    /// not guessed
    #[arg(long, value_name = "FILE")]
    outline: Option<PathBuf>,
    /// A folder besides that of the book out of which images and included files may come, such as one that
    /// several books share; repeatable
    #[arg(long, value_name = "DIR")]
    root: Vec<PathBuf>,
    #[command(flatten)]
    messages: MessageArgs,
    /// Threads to use [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    jobs: Option<u16>,
}

/// How a run speaks.
#[derive(Debug, Args)]
pub struct MessageArgs {
    /// Format of messages, which go to standard error
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: MessageFormat,
    /// End with code 3 and write no book if one of these comes up: a code, or a group: `warnings` for
    /// any, `accessibility` for what keeps some readers out, `links`, `images`, `layout`; separated by
    /// commas
    #[arg(short = 'W', long, value_name = "CODE", value_delimiter = ',', value_parser = SELECTION, hide_possible_values = true)]
    deny: Vec<Selection>,
    /// Do not report these codes or groups
    #[arg(short = 'A', long, value_name = "CODE", value_delimiter = ',', value_parser = SELECTION, hide_possible_values = true)]
    allow: Vec<Selection>,
    /// Say only what is new: not what stands in this file, which an earlier run with `--format json` or
    /// `sarif` wrote
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Say nothing but warnings and errors
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Say every message, also of a kind that comes very often, and what each stage took
    #[arg(short, long)]
    verbose: bool,
    /// Colour in messages
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum From {
    /// Markdown with everything that Bifolio reads in it
    Markdown,
    /// Markdown as GitHub reads it
    Gfm,
    /// CommonMark and nothing else
    Commonmark,
    /// Markdown as pandoc reads it: images by themselves are figures
    Pandoc,
    /// Markdown with Leanpub's marks
    #[value(alias = "markua")]
    Leanpub,
    /// Markdown with the marks of Quarto and bookdown
    #[value(alias = "bookdown")]
    Quarto,
    /// Markdown with the marks of MyST and Jupyter Book
    #[value(alias = "jupyter-book")]
    Myst,
    /// Markdown with Obsidian's marks
    Obsidian,
    /// Plain text
    Text,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum MessageFormat {
    /// The source line and a caret
    Human,
    /// file:line:col: severity[code]: message
    Short,
    /// One object a line
    Json,
    /// One document of SARIF 2.1.0, for code hosts
    Sarif,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl ManuscriptArgs {
    pub fn run(self, editions: Vec<Edition>) -> Result<Run, String> {
        let dashes = self.inputs.iter().filter(|input| is_dash(input)).count();
        let mut options = self.options;
        let from = self.from.and_then(|from| from.to_possible_value());
        // What is short for a setting comes first, so that the setting itself wins.
        let from = from.map(|from| ("text.from".to_owned(), from.get_name().to_owned()));
        options.set.splice(0..0, from);
        let is_told = options.set.iter().any(|(key, _)| key == "text.from");
        if dashes > 1 {
            return Err("`-`, which is standard input, can be given only once".into());
        }
        if dashes == 1 && !is_told {
            return Err(
                "add `--from markdown` or `--from text`, which says what standard input (`-`) holds".into()
            );
        }
        let named = |input: PathBuf| if is_dash(&input) { STDIN.into() } else { input };
        let inputs = self.inputs.into_iter().map(named).collect();
        Ok(options.run(inputs, None, editions))
    }
}

impl Options {
    pub fn run(self, inputs: Vec<PathBuf>, from: Option<input::Format>, editions: Vec<Edition>) -> Run {
        let furniture = self.keep_furniture.then(|| ("text.keep-furniture".to_owned(), "true".to_owned()));
        let outline = self.outline.map(|path| ("text.outline".to_owned(), path.display().to_string()));
        let settings = furniture.into_iter().chain(outline).chain(self.set).collect();
        let project = Project { inputs, roots: self.root, from, settings, editions, ..Project::default() };
        let jobs = self.jobs.map_or(0, usize::from);
        Run { project, messages: self.messages.messages(), jobs }
    }
}

impl MessageArgs {
    pub fn messages(self) -> Messages {
        let color = match self.color {
            Color::Auto => None,
            Color::Always => Some(true),
            Color::Never => Some(false),
        };
        let policy = Policy { deny: self.deny, allow: self.allow };
        Messages {
            format: self.format.format(),
            color,
            policy,
            baseline: self.baseline,
            quiet: self.quiet,
            verbose: self.verbose,
            ..Messages::default()
        }
    }
}

impl MessageFormat {
    pub fn format(self) -> Format {
        match self {
            MessageFormat::Human => Format::Human,
            MessageFormat::Short => Format::Short,
            MessageFormat::Json => Format::Json,
            MessageFormat::Sarif => Format::Sarif,
        }
    }
}

/// A code, or a group of them.
const SELECTION: Named<Selection> = Named { parse: Selection::named, names: Selection::names };

fn jobs(text: &str) -> Result<u16, String> {
    let jobs = text.parse().ok().filter(|jobs| (1..=256).contains(jobs));
    jobs.ok_or_else(|| "it takes a number from 1 to 256".to_owned())
}

fn key_and_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("it takes the form KEY=VALUE")?;
    Ok((key.trim().to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::FORMATS;

    #[test]
    fn what_is_read_has_the_names_of_the_setting() {
        for format in From::value_variants() {
            let name =
                format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
            assert!(FORMATS.iter().any(|(known, _)| *known == name), "{name}");
        }
    }
}
