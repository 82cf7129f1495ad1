//! What was typed.

use super::report::{ReportFile, Reports};
use crate::diagnostic::Code;
use crate::diagnostic::render::Format;
use crate::input;
use crate::nearest::nearest;
use crate::project::{Edition, Project};
use crate::settings::{Place, Setting, TABLE};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// One run, as the command line asks for it.
#[derive(Debug)]
pub struct Request {
    /// All but the date, which comes from the environment.
    pub project: Project,
    pub task: Task,
    pub format: Format,
    /// `None` leaves it to the terminal.
    pub color: Option<bool>,
    /// 0 leaves it to the machine.
    pub jobs: usize,
    pub deny: Vec<Denial>,
    pub allow: Vec<Code>,
    pub reports: Vec<ReportFile>,
}

/// What is to be done with the manuscript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Make books, which go there.
    Build(Vec<Target>),
    /// Make them and write nothing.
    Check,
    /// Say how each line of a plain text is understood, and write the outline that was found there.
    Explain(Option<PathBuf>),
}

/// Where a book goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Stdout,
    File(PathBuf, Edition),
    /// Files in a folder, named from the title.
    Folder(PathBuf),
}

/// What ends a run with no book written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    Warnings,
    /// Whatever keeps some readers out.
    Accessibility,
    Code(Code),
}

/// Reads the command line. Errors are clap's, help and version among them.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, clap::Error> {
    let typed = CommandLine::try_parse_from(arguments)?;
    let usage = |message| CommandLine::command().error(ErrorKind::ValueValidation, message);
    match typed.command {
        Some(Command::Check(check)) => check.request().map_err(usage),
        Some(Command::Explain(explain)) => explain.request().map_err(usage),
        Some(Command::Mdbook(options)) => Ok(options.mdbook()),
        Some(Command::Build(build)) => build.request().map_err(usage),
        None => typed.build.request().map_err(usage),
    }
}

impl Target {
    pub fn takes(&self, edition: Edition) -> bool {
        match self {
            Target::File(_, own) => *own == edition,
            Target::Stdout | Target::Folder(_) => true,
        }
    }

    /// The file of an edition; `None` is standard output.
    pub fn path(&self, stem: &str, edition: Edition) -> Option<PathBuf> {
        match self {
            Target::Stdout => None,
            Target::File(path, _) => Some(path.clone()),
            Target::Folder(folder) => Some(folder.join(format!("{stem}.{}", edition.ending()))),
        }
    }
}

const EXAMPLES: &str = "\
Examples:
  bifolio book.md                            both editions into out/, named from the title
  bifolio book.md -o book.epub -o book.pdf   both editions where you say
  bifolio one.md two.md -o novel.epub        several files are chapters in the order given
  bifolio manuscript/ -o dist/               a folder: its Markdown files in natural order
  bifolio article.txt --set pdf.trim=a5      plain text, and a setting
  bifolio - --from markdown -t epub -o -     from standard input to standard output
  bifolio explain article.txt                how each line of plain text was understood
  bifolio check book.md --deny warnings      says what is wrong, writes nothing
  bifolio book.md --report book.html         both editions, and what was checked of them

Exit codes:
  0  done
  1  failed: an output cannot be written, or something went wrong inside
  2  usage: an option, a setting or a value is not known
  3  a warning came up that --deny names; no book is written
  4  an input cannot be read

Environment:
  SOURCE_DATE_EPOCH  the date that the files carry, in seconds since 1970
  NO_COLOR           no colour in messages";

/// The examples, and every setting that the command line takes.
fn long_help() -> String {
    let here = TABLE.iter().filter(|setting| setting.places.contains(&Place::CommandLine));
    let line = |setting: &Setting| {
        let default = setting.default.map_or_else(String::new, |default| format!(" [default: {default}]"));
        format!("\n  {:<22} {}{default}", setting.name, setting.help)
    };
    let settings: String = here.map(line).collect();
    format!("{EXAMPLES}\n\nSettings, for `--set` and as keys of front matter:{settings}")
}

/// One manuscript, two sound editions: EPUB 3.3 and PDF from Markdown or plain text.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, after_long_help = long_help(), args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(
    override_usage = "bifolio [build] INPUT... [-o PATH]...\n       bifolio check INPUT...\n       bifolio explain FILE\n       bifolio mdbook"
)]
#[command(disable_help_subcommand = true, max_term_width = 100)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    build: Build,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the editions; the word may be left out.
    #[command(after_help = EXAMPLES, after_long_help = long_help())]
    Build(Build),
    /// Do everything that build does, and write nothing.
    Check(Check),
    /// Say what each line of a plain text is taken for, and why; write no book.
    Explain(Explain),
    /// Make both editions of the book that mdBook hands over on standard input, in its folder.
    Mdbook(Options),
}

#[derive(Debug, Args)]
struct Build {
    #[command(flatten)]
    manuscript: ManuscriptArgs,
    /// A file (its ending, .epub or .pdf, says which edition), a folder for both, named from the
    /// title, or `-` for standard output; repeatable. Existing files are replaced [default: out/]
    #[arg(short, long, value_name = "PATH")]
    output: Vec<PathBuf>,
    /// Make these editions only, separated by commas
    #[arg(short, long, value_name = "EDITION", value_delimiter = ',')]
    to: Vec<ToEdition>,
    #[command(flatten)]
    reports: Reports,
}

#[derive(Debug, Args)]
struct Check {
    #[command(flatten)]
    manuscript: ManuscriptArgs,
    #[command(flatten)]
    reports: Reports,
    /// Check for these editions only, separated by commas
    #[arg(short, long, value_name = "EDITION", value_delimiter = ',')]
    to: Vec<ToEdition>,
}

#[derive(Debug, Args)]
struct Explain {
    /// A plain text, or `-` for standard input
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// Write the headings that were found to this file, as `--outline` reads them
    #[arg(long, value_name = "PATH")]
    write_outline: Option<PathBuf>,
    /// Read it as plain text, whatever its ending
    #[arg(long, value_name = "FORMAT")]
    from: Option<From>,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Args)]
struct ManuscriptArgs {
    /// Markdown or plain-text files, folders of Markdown, or `-` for standard input
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
    /// Read every input as this, whatever its ending
    #[arg(long, value_name = "FORMAT")]
    from: Option<From>,
    #[command(flatten)]
    options: Options,
}

/// What any run may be told.
#[derive(Debug, Args)]
struct Options {
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
    /// The shape of messages
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: MessageFormat,
    /// End with code 3 and write no book if this comes up: a code, `warnings` for any, or
    /// `accessibility` for what keeps some readers out
    #[arg(short = 'W', long, value_name = "CODE", value_parser = denial)]
    deny: Vec<Denial>,
    /// Do not report this code
    #[arg(short = 'A', long, value_name = "CODE", value_parser = code)]
    allow: Vec<Code>,
    /// Threads to use [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// Colour in messages
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ToEdition {
    Epub,
    Pdf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum From {
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
enum MessageFormat {
    /// The source line and a caret
    Human,
    /// file:line:col: severity[code]: message
    Short,
    /// One object a line
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl Build {
    fn request(self) -> Result<Request, String> {
        let reports = self.reports.files()?;
        let editions = editions(&self.to);
        let outputs = if self.output.is_empty() { vec!["out/".into()] } else { self.output };
        let targets: Vec<Target> =
            outputs.into_iter().map(|path| target(path, &self.to)).collect::<Result<_, String>>()?;
        if targets.contains(&Target::Stdout) && (self.to.len() != 1 || targets.len() != 1) {
            return Err("`-o -` wants one edition (`-t epub` or `-t pdf`) and no other output".into());
        }
        // Only what goes somewhere is made.
        let wanted = |edition: &Edition| targets.iter().any(|target| target.takes(*edition));
        let to = editions.into_iter().filter(wanted).collect();
        Ok(Request { reports, ..self.manuscript.request(to, Task::Build(targets))? })
    }
}

impl Check {
    fn request(self) -> Result<Request, String> {
        let reports = self.reports.files()?;
        Ok(Request { reports, ..self.manuscript.request(editions(&self.to), Task::Check)? })
    }
}

impl Explain {
    fn request(self) -> Result<Request, String> {
        let Explain { input, write_outline, from, options } = self;
        ManuscriptArgs { inputs: vec![input], from, options }
            .request(Vec::new(), Task::Explain(write_outline))
    }
}

impl ManuscriptArgs {
    fn request(self, editions: Vec<Edition>, task: Task) -> Result<Request, String> {
        let dashes = self.inputs.iter().filter(|input| is_dash(input)).count();
        let mut options = self.options;
        let from = self.from.and_then(|from| from.to_possible_value());
        // What is short for a setting comes first, so that the setting itself wins.
        let from = from.map(|from| ("text.from".to_owned(), from.get_name().to_owned()));
        options.set.splice(0..0, from);
        let is_told = options.set.iter().any(|(key, _)| key == "text.from");
        if dashes > 1 || (dashes == 1 && !is_told) {
            return Err(
                "standard input (`-`) can be read once, and wants `--from markdown` or `--from text`".into(),
            );
        }
        let named = |input: PathBuf| if is_dash(&input) { super::files::STDIN.into() } else { input };
        let inputs = self.inputs.into_iter().map(named).collect();
        Ok(options.request(inputs, None, editions, task))
    }
}

impl Options {
    /// A run as a renderer of mdBook, which starts it in the folder for its output.
    fn mdbook(self) -> Request {
        let inputs = vec![super::files::STDIN.into()];
        let task = Task::Build(vec![Target::Folder(".".into())]);
        self.request(inputs, Some(input::Format::RenderContext), editions(&[]), task)
    }

    fn request(
        self,
        inputs: Vec<PathBuf>,
        from: Option<input::Format>,
        editions: Vec<Edition>,
        task: Task,
    ) -> Request {
        let furniture = self.keep_furniture.then(|| ("text.keep-furniture".to_owned(), "true".to_owned()));
        let outline = self.outline.map(|path| ("text.outline".to_owned(), path.display().to_string()));
        let settings = furniture.into_iter().chain(outline).chain(self.set).collect();
        let project = Project { inputs, from, settings, editions, date: None };
        let format = match self.format {
            MessageFormat::Human => Format::Human,
            MessageFormat::Short => Format::Short,
            MessageFormat::Json => Format::Json,
        };
        let color = match self.color {
            Color::Auto => None,
            Color::Always => Some(true),
            Color::Never => Some(false),
        };
        let jobs = self.jobs.map_or(0, usize::from);
        Request {
            project,
            task,
            format,
            color,
            jobs,
            deny: self.deny,
            allow: self.allow,
            reports: Vec::new(),
        }
    }
}

fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// The editions asked for, or both.
fn editions(to: &[ToEdition]) -> Vec<Edition> {
    let asked = |edition: &ToEdition| to.is_empty() || to.contains(edition);
    let all = [(ToEdition::Epub, Edition::Epub), (ToEdition::Pdf, Edition::Pdf)];
    all.into_iter().filter(|(typed, _)| asked(typed)).map(|(_, edition)| edition).collect()
}

fn target(path: PathBuf, to: &[ToEdition]) -> Result<Target, String> {
    let text = path.to_string_lossy();
    if is_dash(&path) {
        return Ok(Target::Stdout);
    }
    if text.ends_with(std::path::is_separator) || path.is_dir() {
        return Ok(Target::Folder(path));
    }
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    let edition = [Edition::Epub, Edition::Pdf].into_iter().find(|edition| ending == edition.ending());
    let Some(edition) = edition else {
        return Err(format!("`{text}` ends neither in .epub nor in .pdf; for a folder, write `{text}/`"));
    };
    if !editions(to).contains(&edition) {
        return Err(format!("`{text}` is an edition that `--to` leaves out"));
    }
    Ok(Target::File(path, edition))
}

fn key_and_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("it wants the form KEY=VALUE")?;
    Ok((key.trim().to_owned(), value.to_owned()))
}

fn denial(text: &str) -> Result<Denial, String> {
    match text {
        "warnings" => Ok(Denial::Warnings),
        "accessibility" => Ok(Denial::Accessibility),
        _ => code(text).map(Denial::Code),
    }
}

fn code(text: &str) -> Result<Code, String> {
    let found = Code::ALL.iter().copied().find(|code| code.as_str() == text);
    found.ok_or_else(|| {
        let near = nearest(text, Code::ALL.iter().map(|code| code.as_str()));
        near.map_or_else(|| "no such code".into(), |near| format!("no such code; the nearest is `{near}`"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::FORMATS;

    fn typed(line: &str) -> Result<Request, clap::Error> {
        parse(line.split(' ').map(OsString::from))
    }

    #[test]
    fn the_definition_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn what_is_read_has_the_names_of_the_setting() {
        for format in From::value_variants() {
            let name =
                format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
            assert!(FORMATS.iter().any(|(known, _)| *known == name), "{name}");
        }
    }

    #[test]
    fn outputs_decide_the_editions() {
        use Edition::{Epub, Pdf};
        let folder = |path: &str| Target::Folder(path.into());
        let file = |path: &str, edition| Target::File(path.into(), edition);
        let cases = [
            ("bifolio a.md", vec![Epub, Pdf], Some(vec![folder("out/")])),
            ("bifolio build a.md", vec![Epub, Pdf], Some(vec![folder("out/")])),
            ("bifolio a.md b.md -o b.pdf", vec![Pdf], Some(vec![file("b.pdf", Pdf)])),
            ("bifolio a.md -o B.EPUB -o d/", vec![Epub, Pdf], Some(vec![file("B.EPUB", Epub), folder("d/")])),
            ("bifolio a.md -t pdf -o d/", vec![Pdf], Some(vec![folder("d/")])),
            ("bifolio a.md -t epub,pdf", vec![Epub, Pdf], Some(vec![folder("out/")])),
            ("bifolio - --from text -t pdf -o -", vec![Pdf], Some(vec![Target::Stdout])),
            ("bifolio check a.md", vec![Epub, Pdf], None),
            ("bifolio check a.md -t epub", vec![Epub], None),
        ];
        for (line, editions, targets) in cases {
            let request = typed(line).unwrap();
            let task = targets.map_or(Task::Check, Task::Build);
            assert_eq!((request.project.editions, request.task), (editions, task), "{line}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_a_usage_error() {
        let lines = [
            "bifolio",
            "bifolio check",
            "bifolio a.md -o a.docx",
            "bifolio a.md -t epub -o a.pdf",
            "bifolio a.md -o -",
            "bifolio a.md -t epub,pdf -o -",
            "bifolio a.md -t epub -o - -o a.epub",
            "bifolio -",
            "bifolio - - --from text",
            "bifolio a.md --set title",
            "bifolio a.md --deny nonsense",
            "bifolio a.md -j 0",
            "bifolio check a.md -o a.pdf",
            "bifolio explain",
            "bifolio explain a.txt b.txt",
            "bifolio a.md --frob",
        ];
        for line in lines {
            assert_eq!(typed(line).map(|_| ()).unwrap_err().exit_code(), 2, "{line}");
        }
    }
}
