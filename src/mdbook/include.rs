//! mdBook's `{{#include …}}` and its kin: a chapter's text with what it names in the place of the
//! names, and where each part of it comes from.

use crate::address::{lies_beneath, normal};
use crate::diagnostic::{Code, Diagnostic};
use crate::input;
use crate::source::{FileId, Files, Segment, Source, Span};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// As deep as mdBook follows includes within includes.
const DEEPEST: usize = 10;

/// Reads included files, each once.
pub(super) struct Includer<'a> {
    files: &'a dyn Files,
    /// The book's folder, out of which nothing is read.
    root: PathBuf,
    /// The number of the first file that is read here.
    first: u32,
    pub sources: Vec<Source>,
    known: BTreeMap<PathBuf, Result<Included, String>>,
    pub diagnostics: Vec<Diagnostic>,
}

#[derive(Clone)]
struct Included {
    file: FileId,
    text: Arc<str>,
}

/// A text while it grows.
#[derive(Default)]
pub(super) struct Expanded {
    pub text: String,
    pub segments: Vec<Segment>,
}

/// A text that is being expanded, and where it lies.
struct Host<'p> {
    file: FileId,
    text: &'p str,
    path: &'p Path,
}

impl<'a> Includer<'a> {
    pub(super) fn new(files: &'a dyn Files, root: PathBuf, first: u32) -> Includer<'a> {
        let (sources, known, diagnostics) = (Vec::new(), BTreeMap::new(), Vec::new());
        Includer { files, root, first, sources, known, diagnostics }
    }

    /// The text of a chapter with everything that it includes.
    pub(super) fn expand(&mut self, file: FileId, source: &Source) -> Expanded {
        let mut expanded = Expanded::default();
        let place = Host { file, text: &source.text, path: &source.path };
        self.part(&place, 0..source.text.len(), &mut vec![source.path.clone()], &mut expanded);
        expanded
    }

    /// Adds a part of a text, its own includes followed. `open` are the files that are being read.
    fn part(&mut self, place: &Host, range: Range<usize>, open: &mut Vec<PathBuf>, out: &mut Expanded) {
        let mut done = range.start;
        while let Some(found) = find(place.text, done..range.end) {
            out.push(place, done..found.range.start);
            done = found.range.end;
            if let Kind::Escaped = found.kind {
                // Without its backslash.
                out.push(place, found.range.start + 1..found.range.end);
            } else {
                self.directive(place, &found, open, out);
            }
        }
        out.push(place, done..range.end);
    }

    fn directive(&mut self, place: &Host, found: &Found, open: &mut Vec<PathBuf>, out: &mut Expanded) {
        let (path, lines) = match found.kind {
            Kind::Title => return,
            Kind::Playground => (found.argument.split_whitespace().next().unwrap_or_default(), Lines::All),
            Kind::Rustdoc => every_part(split_argument(found.argument)),
            Kind::Include | Kind::Escaped => split_argument(found.argument),
        };
        let span = Span::new(place.file, found.range.clone());
        match self.included(place.path, path, &lines, open) {
            Ok((file, Selected { ranges, short })) => {
                if let Some(why) = short {
                    let message = format!("`{path}` {why}");
                    self.diagnostics.push(Diagnostic::warning(Code::MissingInclude, span, message));
                }
                let fence = matches!(found.kind, Kind::Playground);
                if fence {
                    out.text.push_str("```rust\n");
                }
                self.add(path, place.path, &file, ranges, open, out);
                if fence {
                    out.text.push_str("\n```");
                }
            }
            Err((code, message)) => {
                self.diagnostics.push(Diagnostic::warning(code, span, message));
                out.push(place, found.range.clone());
            }
        }
    }

    fn add(
        &mut self,
        path: &str,
        from: &Path,
        included: &Included,
        ranges: Vec<Range<usize>>,
        open: &mut Vec<PathBuf>,
        out: &mut Expanded,
    ) {
        let path = beside(from, path);
        let place = Host { file: included.file, text: &included.text, path: &path };
        let last = ranges.len().saturating_sub(1);
        open.push(path.clone());
        for (index, mut range) in ranges.into_iter().enumerate() {
            // The line end of the last line is that of the line that includes it.
            if index == last {
                let lines = &included.text[range.clone()];
                let without = lines.strip_suffix('\n').unwrap_or(lines);
                range.end = range.start + without.strip_suffix('\r').unwrap_or(without).len();
            }
            self.part(&place, range, open, out);
        }
        open.pop();
    }

    /// The file that a directive names and the ranges of it that are wanted.
    fn included(
        &mut self,
        from: &Path,
        path: &str,
        lines: &Lines,
        open: &[PathBuf],
    ) -> Result<(Included, Selected), (Code, String)> {
        let full = beside(from, path);
        if open.contains(&full) || open.len() > DEEPEST {
            return Err((Code::IncludeLoop, format!("`{path}` includes itself, or nests too deep")));
        }
        let missing = |why: String| (Code::MissingInclude, why);
        let included = self.file(&full).map_err(|why| missing(format!("cannot include `{path}`: {why}")))?;
        let selected = select(&included.text, lines).map_err(|why| missing(format!("`{path}` {why}")))?;
        Ok((included, selected))
    }

    fn file(&mut self, path: &Path) -> Result<Included, String> {
        if let Some(known) = self.known.get(path) {
            return known.clone();
        }
        let read = self.read(path);
        self.known.insert(path.to_owned(), read.clone());
        read
    }

    fn read(&mut self, path: &Path) -> Result<Included, String> {
        // A manuscript may come from a stranger: what is read is what was checked.
        let real = self.files.resolve(path).map_err(|error| error.to_string())?;
        let root = self.files.resolve(&self.root).map_err(|error| error.to_string())?;
        if !lies_beneath(&real, &root) {
            return Err("it lies outside the book's folder".into());
        }
        let file = FileId(self.first + self.sources.len() as u32);
        let source = input::read(file, &real, self.files).map_err(|error| error.message)?;
        let Source { text, .. } = source.collect(&mut self.diagnostics);
        let included = Included { file, text: text.as_str().into() };
        self.sources.push(Source { path: path.to_owned(), text });
        Ok(included)
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

enum Kind {
    /// With a backslash before it: meant as it stands.
    Escaped,
    Include,
    /// Shows all parts that an anchor names, where an include shows the first.
    Rustdoc,
    Playground,
    Title,
}

struct Found<'t> {
    range: Range<usize>,
    kind: Kind,
    argument: &'t str,
}

/// The next directive that mdBook knows. Names that it does not know stay as they are.
fn find(text: &str, within: Range<usize>) -> Option<Found<'_>> {
    let mut from = within.start;
    while let Some(at) = text[from..within.end].find("{{").map(|at| from + at) {
        from = at + 2;
        let inner = text[at + 2..within.end].trim_start_matches([' ', '\t']);
        let Some(directive) = inner.strip_prefix('#') else { continue };
        let length = directive.find("}}")?;
        let directive = &directive[..length];
        if directive.contains(['\n', '{', '}']) {
            continue;
        }
        let end = directive.as_ptr() as usize - text.as_ptr() as usize + length + 2;
        let (name, argument) = directive.split_once([' ', '\t']).unwrap_or((directive, ""));
        let argument = argument.trim();
        if text[within.start..at].ends_with('\\') {
            return Some(Found { range: at - 1..end, kind: Kind::Escaped, argument });
        }
        let kind = match name {
            "include" => Kind::Include,
            "rustdoc_include" => Kind::Rustdoc,
            "playground" | "playpen" => Kind::Playground,
            "title" => Kind::Title,
            _ => continue,
        };
        if !argument.is_empty() {
            return Some(Found { range: at..end, kind, argument });
        }
    }
    None
}

/// Which lines of a file are wanted.
#[derive(Debug, PartialEq, Eq)]
enum Lines<'t> {
    All,
    /// Counted from 0; without an end, to the last.
    Range(usize, Option<usize>),
    /// The first part of this name, or every one.
    Anchor(&'t str, bool),
}

fn every_part<'t>((path, lines): (&'t str, Lines<'t>)) -> (&'t str, Lines<'t>) {
    match lines {
        Lines::Anchor(name, _) => (path, Lines::Anchor(name, true)),
        lines => (path, lines),
    }
}

/// `file`, `file:2`, `file:2:`, `file::10`, `file:2:10` or `file:anchor`.
fn split_argument(argument: &str) -> (&str, Lines<'_>) {
    let Some((path, rest)) = argument.split_once(':') else { return (argument, Lines::All) };
    let (first, second) = rest.split_once(':').map_or((rest, None), |(first, second)| (first, Some(second)));
    let end = second.map(|second| second.parse::<usize>());
    let lines = match (first.parse::<usize>(), end) {
        (Ok(start), Some(Ok(end))) => Lines::Range(start.saturating_sub(1), Some(end)),
        (Ok(start), Some(Err(_))) => Lines::Range(start.saturating_sub(1), None),
        (Ok(start), None) => Lines::Range(start.saturating_sub(1), Some(start.max(1))),
        (Err(_), _) if !first.is_empty() => Lines::Anchor(first, false),
        (Err(_), Some(Ok(end))) => Lines::Range(0, Some(end)),
        (Err(_), _) => Lines::All,
    };
    (path, lines)
}

/// The wanted lines as ranges of the text; adjacent lines are one range.
#[derive(Debug)]
struct Selected {
    ranges: Vec<Range<usize>>,
    /// Why they are fewer than was asked for; like an error, it completes a sentence that begins with
    /// the file's name.
    short: Option<String>,
}

impl Selected {
    fn whole(range: Range<usize>) -> Selected {
        Selected { ranges: std::iter::once(range).collect(), short: None }
    }
}

fn select(text: &str, lines: &Lines) -> Result<Selected, String> {
    match lines {
        Lines::All => Ok(Selected::whole(0..text.len())),
        Lines::Range(start, end) => {
            let starts: Vec<usize> = line_starts(text).collect();
            let count = starts.len();
            let end = end.unwrap_or(count);
            let short = format!("has {count} lines, not lines {} to {end}", start + 1);
            if *start >= count || *start >= end {
                return Err(short);
            }
            let range = starts[*start]..starts.get(end).copied().unwrap_or(text.len());
            Ok(Selected { short: (end > count).then_some(short), ..Selected::whole(range) })
        }
        Lines::Anchor(name, every) => Ok(Selected { ranges: anchored(text, name, *every)?, short: None }),
    }
}

fn line_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).filter(|&at| at < text.len())
}

/// The lines between `ANCHOR: name` and `ANCHOR_END: name`, without the lines of other anchors.
fn anchored(text: &str, name: &str, every: bool) -> Result<Vec<Range<usize>>, String> {
    let starts: Vec<usize> = line_starts(text).chain([text.len()]).collect();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let (mut found, mut within) = (false, false);
    for line in starts.windows(2).map(|ends| ends[0]..ends[1]) {
        let words = &text[line.clone()];
        match (within, anchor(words, "ANCHOR_END:"), anchor(words, "ANCHOR:")) {
            (false, _, Some(own)) => within = own == name,
            (true, Some(own), _) if own == name && every => within = false,
            (true, Some(own), _) if own == name => break,
            (true, None, None) => match ranges.last_mut() {
                Some(last) if last.end == line.start => last.end = line.end,
                _ => ranges.push(line),
            },
            _ => {}
        }
        found |= within;
    }
    found.then_some(ranges).ok_or_else(|| format!("has no anchor `{name}`"))
}

fn anchor<'t>(line: &'t str, mark: &str) -> Option<&'t str> {
    let rest = line[line.find(mark)? + mark.len()..].trim_start();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_name_lines_as_in_mdbook() {
        for (argument, expected) in [
            ("a.rs", ("a.rs", Lines::All)),
            ("a.rs:2", ("a.rs", Lines::Range(1, Some(2)))),
            ("a.rs:2:", ("a.rs", Lines::Range(1, None))),
            ("a.rs::10", ("a.rs", Lines::Range(0, Some(10)))),
            ("a.rs:2:10", ("a.rs", Lines::Range(1, Some(10)))),
            ("a.rs:here", ("a.rs", Lines::Anchor("here", false))),
            ("a.rs:", ("a.rs", Lines::All)),
            ("a.rs::", ("a.rs", Lines::All)),
            ("a.rs:0", ("a.rs", Lines::Range(0, Some(1)))),
        ] {
            assert_eq!(split_argument(argument), expected, "{argument}");
        }
    }

    #[test]
    fn lines_are_selected() {
        let text = "one\n// ANCHOR: a\ntwo\n// ANCHOR: b\nthree\n// ANCHOR_END: b\nfour\n// ANCHOR_END: a\nfive\n// ANCHOR: b\nsix\n";
        for (lines, expected) in [
            (Lines::All, Some(text)),
            (Lines::Range(0, Some(1)), Some("one\n")),
            (Lines::Range(10, None), Some("six\n")),
            (Lines::Range(10, Some(12)), Some("six\n")),
            (Lines::Range(4, Some(4)), None),
            (Lines::Range(11, None), None),
            (Lines::Anchor("a", false), Some("two\nthree\nfour\n")),
            (Lines::Anchor("b", false), Some("three\n")),
            (Lines::Anchor("b", true), Some("three\nsix\n")),
            (Lines::Anchor("c", true), None),
        ] {
            let selected = select(text, &lines).ok();
            let selected = selected
                .map(|selected| selected.ranges.into_iter().map(|range| &text[range]).collect::<String>());
            assert_eq!(selected.as_deref(), expected, "{lines:?}");
        }
    }
}
