//! Makes the editions: for good, or to see what there is to say of them.

use super::Outcome;
use super::deps::{Deps, DepsArgs};
use super::files::RecordedFiles;
use super::judge::{Judge, Judged};
use super::options::{ManuscriptArgs, Options, Run};
use super::output::{self, Outputs};
use super::progress::Progress;
use super::record::{self, RecordArgs};
use super::report::{self, ReportFile, Reports};
use super::target::{Target, ToEdition, editions};
use crate::conformance::identity;
use crate::diagnostic::render::escape;
use crate::diagnostic::{Code, Diagnostic, Error};
use crate::source::Span;
use crate::{Edition, Exported, Project, check, export, input};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Build {
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
    #[command(flatten)]
    deps: DepsArgs,
    #[command(flatten)]
    record: RecordArgs,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    manuscript: ManuscriptArgs,
    #[command(flatten)]
    reports: Reports,
    /// Check for these editions only, separated by commas
    #[arg(short, long, value_name = "EDITION", value_delimiter = ',')]
    to: Vec<ToEdition>,
}

/// What is to be made, and where it goes.
#[derive(Debug)]
pub struct Make {
    pub run: Run,
    /// `None` writes no book.
    pub targets: Option<Vec<Target>>,
    pub reports: Vec<ReportFile>,
    /// Where it is told which files were read.
    pub deps: Option<Deps>,
    /// Where it is told what was read and written, by hashes.
    pub record: Option<PathBuf>,
}

impl Build {
    pub fn inputs(&self) -> &[PathBuf] {
        &self.manuscript.inputs
    }

    /// Errors are for whoever typed it.
    pub fn make(self) -> Result<Make, String> {
        let reports = self.reports.files()?;
        let outputs = if self.output.is_empty() { vec!["out/".into()] } else { self.output };
        let targets: Vec<Target> =
            outputs.into_iter().map(|path| Target::typed(path, &self.to)).collect::<Result<_, String>>()?;
        if targets.contains(&Target::Stdout) && (self.to.len() != 1 || targets.len() != 1) {
            return Err("`-o -` needs one edition (`-t epub` or `-t pdf`) and no other output".into());
        }
        let deps = self.deps.deps();
        if targets.contains(&Target::Stdout) && deps.as_ref().is_some_and(Deps::is_rule) {
            return Err("`--deps` writes a rule for a file: name one by `-o FILE` in place of `-o -`, or add `--deps-format json`".into());
        }
        // Only what goes somewhere is made.
        let wanted = |edition: &Edition| targets.iter().any(|target| target.takes(*edition));
        let to = editions(&self.to).into_iter().filter(wanted).collect();
        Ok(Make {
            run: self.manuscript.run(to)?,
            targets: Some(targets),
            reports,
            deps,
            record: self.record.path(),
        })
    }
}

impl Check {
    /// Errors are for whoever typed it.
    pub fn make(self) -> Result<Make, String> {
        let reports = self.reports.files()?;
        Ok(Make {
            run: self.manuscript.run(editions(&self.to))?,
            targets: None,
            reports,
            deps: None,
            record: None,
        })
    }
}

/// A run as a renderer of mdBook, which starts it in the folder for its output.
pub fn mdbook(options: Options) -> Make {
    let inputs = vec![super::files::STDIN.into()];
    let run = options.run(inputs, Some(input::Format::RenderContext), editions(&[]));
    Make {
        run,
        targets: Some(vec![Target::Folder(".".into())]),
        reports: Vec::new(),
        deps: None,
        record: None,
    }
}

/// What was made, whether it was written or not.
pub struct Made {
    pub outcome: Outcome,
    pub exported: Exported,
    /// The files that were written.
    pub written: Vec<PathBuf>,
}

impl Make {
    /// Makes and writes.
    ///
    /// Errors: those of `export`, and `unwritable-output`.
    pub fn make(&self, files: &RecordedFiles) -> Result<Made, Error> {
        let messages = &self.run.messages;
        let mut progress = Progress::begin(messages);
        let judge = Judge::new(messages, files)?;
        let project = Project { observer: progress.observer(), ..self.run.project.clone() };
        // What is reported of the editions is read from their bytes.
        let is_check = self.targets.is_none() && self.reports.is_empty();
        let exported = if is_check { check(&project, files)? } else { export(&project, files)? };
        progress.clear();
        let made = self.deliver(exported, judge, files)?;
        if messages.verbose {
            messages.summarise(&progress.times());
        }
        Ok(made)
    }

    /// Says what there is to say of a book, and writes it.
    fn deliver(&self, mut exported: Exported, judge: Judge, files: &RecordedFiles) -> Result<Made, Error> {
        let messages = &self.run.messages;
        let replaced = self.replaced(&exported);
        exported.diagnostics.extend(replaced);
        // Before anything is left out: who does not want to hear of a fault has it all the same.
        let report = (!self.reports.is_empty()).then(|| crate::report(&exported));
        let judged = judge.judge(&exported.diagnostics, &exported.sources, &exported.messages);
        messages.show(&judged.said, &exported.sources);
        if judged.is_failure() {
            return Ok(Made { outcome: Outcome::Failed, exported, written: Vec::new() });
        }
        let targets = match &self.targets {
            Some(targets) if judged.denied.is_none() => targets.as_slice(),
            _ => &[],
        };
        let stem = output::file_stem(exported.metadata.title());
        let name_of = |edition| file_name(edition, targets, &stem);
        let reports = report.map_or_else(Vec::new, |report| report::texts(report, &self.reports, name_of));
        let mut outputs = outputs(&exported, &reports, targets, &stem);
        let (deps, record) = match judged.denied {
            None => (self.deps(&outputs, files), self.record(&exported, &outputs, files)),
            Some(_) => (None, None),
        };
        outputs.files.extend(deps.iter().chain(&record).map(|(path, text)| (path.clone(), text.as_slice())));
        let paths = outputs.files.iter().map(|(path, _)| path.clone()).collect();
        let written = outputs.write(&files.read_until_now())?;
        messages.summarise(&self.summary(&written, &judged));
        let outcome = if judged.denied.is_some() { Outcome::Denied } else { Outcome::Done };
        Ok(Made { outcome, exported, written: paths })
    }

    /// Where the inputs are typed from the working folder, so are the paths of what lies in it.
    fn here(&self) -> Option<PathBuf> {
        let are_from_here = self.run.project.inputs.iter().all(|input| input.is_relative());
        std::env::current_dir().ok().filter(|_| are_from_here)
    }

    fn deps(&self, outputs: &Outputs, files: &RecordedFiles) -> Option<(PathBuf, Vec<u8>)> {
        let deps = self.deps.as_ref()?;
        let made: Vec<PathBuf> = outputs.files.iter().map(|(path, _)| path.clone()).collect();
        Some((deps.path.clone(), deps.text(&files.paths_until_now(self.here().as_deref()), &made)))
    }

    fn record(
        &self,
        exported: &Exported,
        outputs: &Outputs,
        files: &RecordedFiles,
    ) -> Option<(PathBuf, Vec<u8>)> {
        let path = self.record.as_ref()?;
        let is_book = |bytes: &[u8]| exported.books.iter().any(|book| book.bytes == bytes);
        let written = outputs.files.iter().map(|(path, bytes)| (path.as_path(), *bytes));
        let written: Vec<_> = written.filter(|(_, bytes)| is_book(bytes)).collect();
        let read = files.hashed_until_now(self.here().as_deref());
        Some((path.clone(), record::text(&self.run.project, &read, &written)))
    }

    /// What became of it, in one line.
    fn summary(&self, written: &[(String, usize)], judged: &Judged) -> String {
        let denied = judged.denied.map(|denied| match self.targets {
            Some(_) => format!("no book is written: {denied} is denied"),
            None => format!("{denied} is denied"),
        });
        let file =
            |(path, bytes): &(String, usize)| format!("{} ({} KB)", escape(path), bytes.div_ceil(1000));
        let files: Vec<String> = written.iter().map(file).collect();
        // A report says why there is no book, so it is there.
        let written = (!files.is_empty()).then(|| format!("wrote {}", listed(&files)));
        let parts: Vec<String> = denied.into_iter().chain(written).chain(judged.counts()).collect();
        if parts.is_empty() { "no problems found".to_owned() } else { parts.join("; ") }
    }
}

impl Make {
    /// What is to be said of files in the places of the outputs that are other books.
    fn replaced(&self, exported: &Exported) -> Vec<Diagnostic> {
        let stem = output::file_stem(exported.metadata.title());
        let targets = self.targets.iter().flatten();
        let places = targets.flat_map(|target| {
            let made = exported.books.iter().filter(|book| target.takes(book.edition));
            made.filter_map(|book| Some((target.path(&stem, book.edition)?, book.edition)))
                .collect::<Vec<_>>()
        });
        let other = |(path, edition): (PathBuf, Edition)| {
            // A pipe would never end, and is refused later.
            let is_file = std::fs::metadata(&path).is_ok_and(|old| old.is_file());
            let old = identity(&is_file.then(|| std::fs::read(&path).ok())??)?;
            let own = match edition {
                Edition::Epub => exported.metadata.book_urn(),
                Edition::Pdf => exported.metadata.pdf_urn(),
            };
            let title = old.title.map_or_else(String::new, |title| format!(", “{title}”,"));
            let message = format!("`{}` is another book{title} and is replaced", path.display());
            (old.identifier != own).then(|| Diagnostic::warning(Code::OtherBook, Span::GENERATED, message))
        };
        places.filter_map(other).collect()
    }
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

/// Items as a list in a sentence.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
