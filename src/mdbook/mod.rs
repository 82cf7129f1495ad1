//! mdBook's books as they are: `book.toml`, `SUMMARY.md`, and what chapters include.

mod config;
pub mod context;
mod include;

use crate::address::normal;
use crate::diagnostic::{Code, Diagnostic, Error, Warned, named};
use crate::document::{Draft, Standing, StandingKind};
use crate::input;
use crate::input::include::Includer;
use crate::limits::Limits;
use crate::lists::{Entry, left_out, summary};
use crate::source::{FileId, Files, Segment, Source, Sources, Span, why_unread};
pub use include::MdBookMarks;
use percent_encoding::percent_decode_str;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// A book, ready for the reader.
#[derive(Debug)]
pub struct MdBook {
    /// First the chapters as they are to be read, with everything that they include; then the files
    /// that they come from.
    pub sources: Sources,
    /// What the chapters are, by the order of their files.
    pub standings: Vec<Standing>,
    /// What `book.toml` says, as a draft without text.
    pub config: Draft,
    /// The folder out of which nothing is read.
    pub root: PathBuf,
    /// The file that lists the chapters.
    pub summary: PathBuf,
}

/// The `book.toml` that an input stands for: itself, or the one in a folder.
pub fn config_of(input: &Path, files: &dyn Files) -> Option<PathBuf> {
    if input.file_name().is_some_and(|name| name == "book.toml") {
        return Some(input.to_owned());
    }
    let within = input.join("book.toml");
    let is_there = files.is_folder(input) && files.list(input).is_ok_and(|paths| paths.contains(&within));
    is_there.then_some(within)
}

/// Reads a book by its `book.toml`, of which `limits` tells how much the book may take in: out of its own folder and
/// the others.
///
/// Errors: `unreadable-input` for `book.toml` and `SUMMARY.md`, `no-manuscript` for a summary
/// without chapters.
pub fn read(
    config: &Path,
    files: &dyn Files,
    others: &[PathBuf],
    limits: &dyn Fn(&Draft) -> Limits,
) -> Result<Warned<MdBook>, Error> {
    let root = config.parent().unwrap_or(Path::new("")).to_owned();
    let mut diagnostics = Vec::new();
    // Files are numbered when it is known how many chapters there are: see below.
    let folder = [root.clone()];
    let toml = input::read_beneath(&folder, None, FileId::GENERATED, config, files)?.value;
    let tables = config::parse(FileId::GENERATED, &toml.text);
    let src = config::src(&tables.value, &root);
    let summary =
        input::read_beneath(&folder, None, FileId::GENERATED, &normal(&src.join("SUMMARY.md")), files);
    let summary = summary.map_err(|error| without_summary(error, config))?.value;
    let (entries, nameless) = summary::read(&summary.text);
    if entries.is_empty() {
        let message = format!("`{}` names no chapters", summary.path.display());
        return Err(Error::new(Code::NoManuscript, message));
    }
    let count = entries.len() as u32;
    let (summary_file, config_file) = (FileId(count), FileId(count + 1));
    let mut complaints = Vec::new();
    let tables = tables.collect(&mut complaints).in_file(config_file);
    diagnostics.extend(complaints.into_iter().map(|complaint| complaint.in_file(config_file)));
    diagnostics.extend(config::report_preprocessors(&tables));
    let config = config::read(&tables, &root).collect(&mut diagnostics);
    diagnostics.extend(nameless.into_iter().map(|range| names_none(Span::new(summary_file, range))));
    let mut chapters =
        Chapters { files, root: &root, src: &src, summary: summary_file, seen: BTreeSet::new() };
    let listed = summary.path.clone();
    let mut originals = vec![summary, toml];
    let mut found = Vec::new();
    for entry in entries {
        found.push(chapters.original(entry, count, &mut originals).collect(&mut diagnostics));
    }
    let first = count + originals.len() as u32;
    let roots = std::iter::once(&root).chain(others).cloned().collect();
    let mut includer = Includer::new(files, roots, first, limits(&config));
    let (mut sources, mut standings) = (Sources::default(), Vec::new());
    for Chapter { original, standing, span } in found {
        let (source, segments) = match original {
            Some(file) => {
                let source = &originals[(file.0 - count) as usize];
                let expanded = includer.expand(file, source, &MdBookMarks);
                (Source { path: source.path.clone(), text: expanded.text }, expanded.segments)
            }
            None => without_file(&originals[0].path, span),
        };
        sources.add_made_of(source, segments);
        standings.push(standing);
    }
    diagnostics.append(&mut includer.diagnostics);
    diagnostics.extend(chapters.left_out(&listed, &includer.sources));
    originals.into_iter().chain(includer.sources).for_each(|source| _ = sources.add(source));
    Ok(Warned { value: MdBook { sources, standings, config, root, summary: listed }, diagnostics })
}

/// What has no file of its own stands where the summary names it.
fn without_file(summary: &Path, item: Span) -> (Source, Vec<Segment>) {
    let source = Source { path: summary.to_owned(), text: String::new() };
    (source, vec![Segment { at: 0, file: item.file, from: item.start }])
}

fn names_none(item: Span) -> Diagnostic {
    Diagnostic::warning(Code::MissingChapter, item, "this item of the summary names no chapter")
}

fn without_summary(mut error: Error, config: &Path) -> Error {
    error.message = format!(
        "{error}; `{}` makes its folder an mdBook book, whose chapters SUMMARY.md lists",
        config.display()
    );
    error
}

/// A line of the summary and the file that it names.
struct Chapter {
    original: Option<FileId>,
    standing: Standing,
    span: Span,
}

struct Chapters<'a> {
    files: &'a dyn Files,
    root: &'a Path,
    src: &'a Path,
    summary: FileId,
    seen: BTreeSet<PathBuf>,
}

impl Chapters<'_> {
    /// Reads the file of an entry; where there is none, the chapter is one that is yet to be written.
    fn original(&mut self, entry: Entry, count: u32, originals: &mut Vec<Source>) -> Warned<Chapter> {
        let mut standing = entry.standing.clone();
        let span = Span::new(self.summary, entry.range.clone());
        let mut diagnostics = Vec::new();
        let mut original = None;
        if let Some(path) = &entry.path {
            let file = FileId(count + originals.len() as u32);
            match self.read(path, file) {
                Ok(source) => {
                    originals.push(source.collect(&mut diagnostics));
                    original = Some(file);
                }
                Err((code, message)) => {
                    diagnostics.push(Diagnostic::warning(code, span, message));
                    standing.kind = StandingKind::Planned;
                }
            }
        }
        if let Some(summary) = originals.first() {
            let chapter = original.and(originals.last()).map_or("", |source| source.text.as_str());
            standing.title = entry.title(self.summary, summary, chapter);
        }
        Warned { value: Chapter { original, standing, span }, diagnostics }
    }

    /// The texts beside the summary that no chapter is made of, and that none includes.
    fn left_out(&self, summary: &Path, included: &[Source]) -> Option<Diagnostic> {
        let included: BTreeSet<PathBuf> = included.iter().map(|source| normal(&source.path)).collect();
        let is_taken =
            |path: &PathBuf| *path == normal(summary) || self.seen.contains(path) || included.contains(path);
        let texts = left_out(self.files, self.src, is_taken);
        let count = if texts.len() == 1 { "1 text".to_owned() } else { format!("{} texts", texts.len()) };
        let message = format!("`SUMMARY.md` leaves out {count} beside it: {}", named(&texts));
        (!texts.is_empty())
            .then(|| Diagnostic::note(Code::ChapterList, Span::new(self.summary, 0..0), message))
    }

    fn read(&mut self, named: &str, file: FileId) -> Result<Warned<Source>, (Code, String)> {
        let decoded = percent_decode_str(named).decode_utf8_lossy();
        let path = normal(&self.src.join(&*decoded));
        if !self.seen.insert(path.clone()) {
            let message = format!("the summary names `{named}` twice; it stands where it is named first");
            return Err((Code::DuplicateChapter, message));
        }
        let missing =
            |why: String| (Code::MissingChapter, format!("cannot read the chapter `{named}`: {why}"));
        let absent = |error: &io::Error| {
            let near =
                input::neighbour(&path, self.files).filter(|_| error.kind() == io::ErrorKind::NotFound);
            let near = near.as_deref().map(|near| near.strip_prefix(self.src).unwrap_or(near).display());
            let asked = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            missing(why_unread(error) + &asked)
        };
        let root = [self.root.to_owned()];
        let source = input::read_beneath(&root, None, file, &path, self.files);
        let source =
            source.map_err(|error| error.io().map_or_else(|| missing(error.message.clone()), absent))?;
        let Warned { value, diagnostics } = source;
        Ok(Warned { value: Source { path, ..value }, diagnostics })
    }
}
