//! What texts take in from other files: a text with what it names in the place of the names, and where each part
//! of it comes from. Which marks name files is told from outside.

mod budget;
mod parts;
mod selection;
#[cfg(test)]
mod tests;

pub use selection::{Between, Bound, Lines};

use crate::address::{lies_beneath, normal};
use crate::diagnostic::{Code, Diagnostic};
use crate::input;
use crate::limits::Limits;
use crate::source::{FileId, Files, Segment, Source, Span, why_unread};
use budget::{Beyond, Budget};
use parts::File;
use selection::{Selected, select};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Marks in a text that name files.
pub trait Marks {
    /// All of them, in order.
    fn find<'t>(&self, text: &'t str) -> Vec<Mark<'t>>;

    /// Whether a mark of which nothing is found is named here; else the reader names it.
    fn names_absent(&self) -> bool {
        true
    }

    /// The paths at which the file of a name may lie, from the folder of the text.
    fn places(&self, path: &str) -> Vec<String> {
        vec![path.to_owned()]
    }
}

/// A mark in a text.
pub struct Mark<'t> {
    /// All of it.
    pub range: Range<usize>,
    /// What stands for it.
    pub what: What<'t>,
}

/// What stands for a mark.
pub enum What<'t> {
    /// A part of the text.
    Kept(Range<usize>),
    /// What a file holds.
    File(Request<'t>),
}

/// What is wanted of a file.
pub struct Request<'t> {
    /// Its path from the folder of the text, or, behind a slash, from that of the book.
    pub path: &'t str,
    /// What of it.
    pub lines: Lines<'t>,
    /// The code that it is.
    pub frame: Option<Frame>,
}

/// A fence around code that is taken in.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// What stands behind the marks of the fence.
    pub info: String,
    /// Lines between the fence and the code.
    pub options: String,
    /// What it holds is taken as it is, with the marks in it.
    pub as_is: bool,
}

/// Reads included files, each once.
pub struct Includer<'a> {
    files: &'a dyn Files,
    /// The book's folders, out of which nothing is read.
    roots: Vec<PathBuf>,
    /// The number of the first file that is read here.
    first: u32,
    /// The files that were read.
    pub sources: Vec<Source>,
    known: BTreeMap<PathBuf, Result<Arc<File>, String>>,
    /// How deep files may be taken in by others.
    deepest: usize,
    budget: Budget,
    /// What there is to say of them.
    pub diagnostics: Vec<Diagnostic>,
}

/// A text while it grows.
#[derive(Default)]
pub struct Expanded {
    /// All of it.
    pub text: String,
    /// Where its parts come from.
    pub segments: Vec<Segment>,
}

/// A file that is taken in, where it lies, and what of it is wanted.
struct Wanted {
    path: PathBuf,
    file: Arc<File>,
    selected: Selected,
}

/// Why a mark takes in nothing.
enum Refused {
    Said(Code, String),
    /// The reader names it.
    Unsaid,
    Beyond(Beyond),
}

/// A text that is being expanded, and where it lies.
struct Host<'p> {
    file: FileId,
    text: &'p str,
    path: &'p Path,
    marks: &'p dyn Marks,
}

impl<'a> Includer<'a> {
    /// Reads nothing yet.
    pub fn new(files: &'a dyn Files, roots: Vec<PathBuf>, first: u32, limits: Limits) -> Includer<'a> {
        let (sources, known, diagnostics) = (Vec::new(), BTreeMap::new(), Vec::new());
        let (deepest, budget) = (limits.include_depth(), Budget::new(limits));
        Includer { files, roots, first, sources, known, deepest, budget, diagnostics }
    }

    /// The text of a chapter with everything that it includes; as it is where that is more than the book may take
    /// in, since a part of it would be neither what is written nor what is meant.
    pub fn expand(&mut self, file: FileId, source: &Source, marks: &dyn Marks) -> Expanded {
        let mut expanded = Expanded::default();
        let place = Host { file, text: &source.text, path: &source.path, marks };
        let (budget, said) = (self.budget, self.diagnostics.len());
        let whole = 0..source.text.len();
        let Err(beyond) = self.part(&place, whole, &mut vec![source.path.clone()], &mut expanded) else {
            return expanded;
        };
        self.budget.give_back(&budget);
        // What was wrong with what is not taken in is of no interest.
        let is_of_file =
            |said: &Diagnostic| said.code != Code::MissingInclude && said.code != Code::IncludeLoop;
        let said = self.diagnostics.split_off(said).into_iter().filter(is_of_file);
        self.diagnostics.extend(said.collect::<Vec<_>>());
        self.diagnostics.push(beyond.diagnostic());
        place.as_written()
    }

    /// Adds a part of a text, its own includes followed. `open` are the files that are being read.
    fn part(
        &mut self,
        place: &Host,
        range: Range<usize>,
        open: &mut Vec<PathBuf>,
        out: &mut Expanded,
    ) -> Result<(), Beyond> {
        let mut done = range.start;
        for Mark { range: mark, what } in place.marks.find(&place.text[range.clone()]) {
            let shifted = |part: Range<usize>| range.start + part.start..range.start + part.end;
            let mark = shifted(mark);
            out.push(place, done..mark.start);
            done = mark.end;
            match what {
                What::Kept(part) => out.push(place, shifted(part)),
                What::File(request) => {
                    let span = Span::new(place.file, mark.clone());
                    self.request(place, mark, &request, open, out).map_err(|beyond| beyond.at(span))?;
                }
            }
        }
        out.push(place, done..range.end);
        Ok(())
    }

    fn request(
        &mut self,
        place: &Host,
        mark: Range<usize>,
        request: &Request<'_>,
        open: &mut Vec<PathBuf>,
        out: &mut Expanded,
    ) -> Result<(), Beyond> {
        let span = Span::new(place.file, mark.clone());
        match self.wanted(place, request, open) {
            Ok(Wanted { path, file, selected: Selected { ranges, short } }) => {
                self.budget.take(&ranges)?;
                if let Some(why) = short {
                    let message = format!("`{}` {why}", request.path);
                    self.diagnostics.push(Diagnostic::warning(Code::MissingInclude, span, message));
                }
                let fence = request.frame.as_ref().map(|frame| fence(frame, &file.text, &ranges));
                if let (Some(fence), Some(frame)) = (&fence, &request.frame) {
                    out.text.push_str(&format!("{fence}{}\n{}", frame.info, frame.options));
                }
                let host = Host { file: file.id, text: &file.text, path: &path, marks: place.marks };
                let as_is = request.frame.as_ref().is_some_and(|frame| frame.as_is);
                open.push(path.clone());
                self.add(&host, ranges, as_is, open, out)?;
                open.pop();
                if let Some(fence) = fence {
                    out.text.push_str(&format!("\n{fence}"));
                }
            }
            Err(Refused::Said(code, message)) => {
                self.diagnostics.push(Diagnostic::warning(code, span, message));
                out.push(place, mark);
            }
            Err(Refused::Unsaid) => out.push(place, mark),
            Err(Refused::Beyond(beyond)) => return Err(beyond),
        }
        Ok(())
    }

    fn add(
        &mut self,
        host: &Host,
        ranges: Vec<Range<usize>>,
        as_is: bool,
        open: &mut Vec<PathBuf>,
        out: &mut Expanded,
    ) -> Result<(), Beyond> {
        let last = ranges.len().saturating_sub(1);
        for (index, mut range) in ranges.into_iter().enumerate() {
            // The line end of the last line is that of the line that includes it.
            if index == last {
                let lines = &host.text[range.clone()];
                let without = lines.strip_suffix('\n').unwrap_or(lines);
                range.end = range.start + without.strip_suffix('\r').unwrap_or(without).len();
            }
            match as_is {
                true => out.push(host, range),
                false => self.part(host, range, open, out)?,
            }
        }
        Ok(())
    }

    /// The file that a mark names.
    fn wanted(&mut self, place: &Host, request: &Request<'_>, open: &[PathBuf]) -> Result<Wanted, Refused> {
        let path = request.path;
        let mut fault = String::new();
        for written in place.marks.places(path) {
            let full = self.full(place.path, &written);
            if open.contains(&full) || open.len() > self.deepest {
                let message = format!("`{path}` includes itself, or nests too deep");
                return Err(Refused::Said(Code::IncludeLoop, message));
            }
            match self.file(&full) {
                Ok(file) => {
                    self.budget.search(request.lines.searched(&file)).map_err(Refused::Beyond)?;
                    let missing = |why| Refused::Said(Code::MissingInclude, format!("`{path}` {why}"));
                    let selected = select(&file, &request.lines).map_err(missing)?;
                    return Ok(Wanted { path: full, file, selected });
                }
                Err(why) => fault = why,
            }
        }
        let message = format!("cannot include `{path}`: {fault}");
        let is_named = place.marks.names_absent();
        Err(if is_named { Refused::Said(Code::MissingInclude, message) } else { Refused::Unsaid })
    }

    /// A path as a file names it. A slash before it leads to the folder of the book that the file lies in.
    fn full(&self, from: &Path, path: &str) -> PathBuf {
        match path.strip_prefix('/') {
            Some(below) => {
                let root = self.roots.iter().find(|root| lies_beneath(from, root));
                let is_whole = self.roots.iter().any(|root| lies_beneath(Path::new(path), root));
                root.filter(|_| !is_whole)
                    .map_or_else(|| beside(from, path), |root| normal(&root.join(below)))
            }
            None => beside(from, path),
        }
    }

    fn file(&mut self, path: &Path) -> Result<Arc<File>, String> {
        if let Some(known) = self.known.get(path) {
            return known.clone();
        }
        let read = self.read(path);
        self.known.insert(path.to_owned(), read.clone());
        read
    }

    fn read(&mut self, path: &Path) -> Result<Arc<File>, String> {
        let file = FileId(self.first + self.sources.len() as u32);
        let source = input::read_beneath(&self.roots, None, file, path, self.files)
            .map_err(|error| error.io().map_or_else(|| error.message.clone(), why_unread))?;
        let Source { text, .. } = source.collect(&mut self.diagnostics);
        self.sources.push(Source { path: path.to_owned(), text: text.clone() });
        Ok(Arc::new(File::new(file, text)))
    }
}

impl Host<'_> {
    /// The text with its marks for files.
    fn as_written(&self) -> Expanded {
        let (mut out, mut done) = (Expanded::default(), 0);
        for Mark { range, what } in self.marks.find(self.text) {
            if let What::Kept(part) = what {
                out.push(self, done..range.start);
                out.push(self, part);
                done = range.end;
            }
        }
        out.push(self, done..self.text.len());
        out
    }
}

impl Expanded {
    fn push(&mut self, place: &Host, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let (at, from) = (self.text.len() as u32, range.start as u32);
        self.segments.push(Segment { at, file: place.file, from });
        self.text.push_str(&place.text[range]);
    }
}

/// A path as a file names it, without `.` and `..` as far as that needs no file system.
fn beside(file: &Path, path: &str) -> PathBuf {
    normal(&file.parent().unwrap_or(Path::new("")).join(path))
}

/// A fence that is longer than any row of its marks in what it holds.
fn fence(frame: &Frame, text: &str, ranges: &[Range<usize>]) -> String {
    let rows = ranges.iter().flat_map(|range| text[range.clone()].split(|c| c != '`'));
    let longest = rows.map(str::len).max().filter(|_| frame.as_is).unwrap_or_default();
    "`".repeat(longest.max(2) + 1)
}
