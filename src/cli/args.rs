//! What was typed.

use super::explain::{Explain, Explaining};
use super::fonts::Fonts;
use super::help::{BEGIN, EXAMPLES, WIDEST, long_help};
use super::info;
use super::init::Init;
use super::make::{self, Build, Check, Make};
use super::messages::Messages;
use super::named::Named;
use super::options::{ManuscriptArgs, Options, Run};
use super::owner::with_owner;
use super::shell::{Shell, Topic};
use super::verify::{Verify, VerifyFiles};
use super::watch::{Watch, Watching};
use crate::nearest::nearest;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::path::Path;

/// What is to be done.
#[derive(Debug)]
pub enum Task {
    /// Make books, or see what there is to say of them.
    Make(Make),
    /// Make them again after each change.
    Watch(Watching),
    /// Say how each line of a plain text is understood.
    Explain(Explaining),
    /// Say whether written editions are sound, and hold the same.
    Verify(VerifyFiles),
    /// Say what there is to say of a book.
    Info(Run),
    /// List the faces at hand, and those that serve a book.
    Fonts(Run),
    /// Make a small book to start from.
    Init(Init),
    /// Say what a message means, and its cure.
    Code(Vec<Topic>),
    /// Print what a shell completes by.
    Completions(Shell),
    /// Print a page of the manual.
    Man,
}

impl Task {
    /// How it speaks.
    pub fn messages(&self) -> Messages {
        match self {
            Task::Make(make) => make.run.messages.clone(),
            Task::Watch(watching) => watching.make.run.messages.clone(),
            Task::Explain(explaining) => explaining.run.messages.clone(),
            Task::Verify(verify) => verify.messages.clone(),
            Task::Info(run) | Task::Fonts(run) => run.messages.clone(),
            Task::Init(_) | Task::Code(_) | Task::Completions(_) | Task::Man => Messages::default(),
        }
    }
}

/// Reads the command line. Errors are clap's, help and version among them.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Task, clap::Error> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let usage = |message| CommandLine::command().error(ErrorKind::ValueValidation, message);
    if arguments.len() <= 1 {
        return Err(usage(BEGIN.to_owned()));
    }
    let typed = CommandLine::try_parse_from(arguments).map_err(|error| with_owner(error, &definition()))?;
    if !typed.explain.is_empty() {
        return Ok(Task::Code(typed.explain));
    }
    match typed.command {
        Some(Command::Check(check)) => check.make().map(Task::Make).map_err(usage),
        Some(Command::Explain(explain)) => explain.explaining().map(Task::Explain).map_err(usage),
        Some(Command::Mdbook(options)) => Ok(Task::Make(make::mdbook(options))),
        Some(Command::Build(build)) => build.make().map(Task::Make).map_err(usage),
        Some(Command::Watch(watch)) => watch.watching().map(Task::Watch).map_err(usage),
        Some(Command::Verify(verify)) => verify.files().map(Task::Verify).map_err(usage),
        Some(Command::Info(manuscript)) => info::run(manuscript).map(Task::Info).map_err(usage),
        Some(Command::Fonts(fonts)) => fonts.run().map(Task::Fonts).map_err(usage),
        Some(Command::Init(init)) => Ok(Task::Init(init)),
        Some(Command::Completions { shell }) => Ok(Task::Completions(shell)),
        Some(Command::Man) => Ok(Task::Man),
        None => {
            let mistyped = typed.build.inputs().first().and_then(|first| mistyped(first));
            let build = mistyped.map_or_else(|| typed.build.make(), Err);
            build.map(Task::Make).map_err(usage)
        }
    }
}

/// The definition of the command line, for what is made from it.
pub fn definition() -> clap::Command {
    CommandLine::command()
}

/// What to say of a first word that is no file and nearly a command.
fn mistyped(first: &Path) -> Option<String> {
    let word = first.to_str().filter(|word| !word.contains(['.', '/', '\\']))?;
    let definition = definition();
    let near = nearest(word, definition.get_subcommands().map(clap::Command::get_name))?;
    let there = first.exists();
    (!there).then(|| format!("there is no command and no file `{word}`; did you mean `bifolio {near}`?"))
}

/// One manuscript, two sound editions: EPUB 3.3 and PDF from Markdown or plain text.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, after_long_help = long_help(), args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(
    override_usage = "bifolio [build] INPUT... [-o PATH]...\n       bifolio COMMAND ...\n       bifolio --explain CODE"
)]
#[command(max_term_width = WIDEST)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    /// Say what messages mean, and what cures them; `list` lists all codes and groups
    #[arg(long, value_name = "CODE", exclusive = true, num_args = 0.., default_missing_value = "list")]
    #[arg(value_parser = TOPIC, hide_possible_values = true)]
    explain: Vec<Topic>,
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
    /// Make the editions, and make them again whenever a source changes.
    Watch(Watch),
    /// Say what each line of a plain text is taken for, and why; write no book.
    Explain(Explain),
    /// Say whether written editions are sound, and whether they have the same content.
    Verify(Verify),
    /// Make both editions of the book that mdBook hands over on standard input, in its folder.
    Mdbook(Options),
    /// Say which settings are in force and who said so, and what the book holds; write nothing.
    Info(ManuscriptArgs),
    /// List the faces at hand, and those that serve a book.
    Fonts(Fonts),
    /// Make a small book to start from, in a new folder.
    Init(Init),
    /// Print a script by which a shell completes commands and options.
    Completions {
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    /// Print the page of the manual.
    Man,
}

const TOPIC: Named<Topic> = Named { parse: Topic::named, names: Topic::names };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::target::Target;
    use crate::project::Edition;

    fn typed(line: &str) -> Result<Task, clap::Error> {
        parse(line.split(' ').map(OsString::from))
    }

    #[test]
    fn the_definition_is_sound() {
        CommandLine::command().debug_assert();
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
            let Task::Make(make) = typed(line).unwrap() else { panic!("{line}") };
            assert_eq!((make.run.project.editions, make.targets), (editions, targets), "{line}");
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
            "bifolio a.md -q -v",
            "bifolio chek a.md",
            "bifolio explian",
            "bifolio watch - --from text",
            "bifolio watch a.md -t epub -o -",
            "bifolio watch",
            "bifolio --explain nonsense",
            "bifolio check a.md --serve",
            "bifolio a.md -t epub -o - --deps a.d",
            "bifolio --explain dangling-link a.md",
            "bifolio completions tcl",
            "bifolio init",
            "bifolio init a b",
            "bifolio init a --kind poem",
        ];
        for line in lines {
            assert_eq!(typed(line).map(|_| ()).unwrap_err().exit_code(), 2, "{line}");
        }
    }
}
