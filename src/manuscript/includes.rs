//! Files that texts take in: those of MyST, Quarto and Leanpub by their marks, all others by those of mdBook.

mod chapters;
mod leanpub;
mod myst;
mod plain;
mod quarto;

pub(super) use chapters::leave_out;

use super::Manuscript;
use crate::diagnostic::Diagnostic;
use crate::input::Format;
use crate::input::include::{Includer, Mark, Marks};
use crate::project::Project;
use crate::source::{FileId, Files, Source, Sources};
use leanpub::LeanpubMarks;
use myst::MystMarks;
use plain::PlainMarks;
use quarto::QuartoMarks;
use std::collections::BTreeMap;
use std::ops::Range;

/// Puts what texts take in into them. The files themselves stand behind all texts, for messages.
pub(super) fn take_in(manuscript: &mut Manuscript, project: &Project, files: &dyn Files) -> Vec<Diagnostic> {
    let texts = || manuscript.sources.iter().take(manuscript.standings.len());
    let including: Vec<(FileId, &dyn Marks)> = texts()
        .filter_map(|(file, source)| {
            let marks = marks_of(manuscript.format(project, file, source))?;
            (!marks.find(&source.text).is_empty()).then_some((file, marks))
        })
        .collect();
    if including.is_empty() {
        return Vec::new();
    }
    let count = manuscript.sources.iter().count();
    let first = (count + including.len()) as u32;
    let mut includer = Includer::new(files, manuscript.roots.clone(), first, manuscript.limits);
    let mut made = BTreeMap::new();
    let mut originals: Vec<Source> = Vec::new();
    for (file, marks) in including {
        let Some(source) = manuscript.sources.get(file) else { continue };
        let original = FileId((count + originals.len()) as u32);
        made.insert(file, includer.expand(original, source, marks));
        originals.push(source.clone());
    }
    let mut sources = Sources::default();
    for (file, source) in manuscript.sources.iter() {
        match made.remove(&file) {
            Some(expanded) => {
                let source = Source { path: source.path.clone(), text: expanded.text };
                sources.add_made_of(source, expanded.segments);
            }
            None => sources.add_of(&manuscript.sources, file),
        }
    }
    originals.into_iter().chain(includer.sources).for_each(|source| _ = sources.add(source));
    manuscript.sources = sources;
    includer.diagnostics
}

fn marks_of(format: Format) -> Option<&'static dyn Marks> {
    match format {
        Format::Myst => Some(&MystMarks),
        Format::Quarto => Some(&QuartoMarks),
        Format::Leanpub => Some(&LeanpubMarks),
        Format::Markdown => Some(&PlainMarks),
        _ => None,
    }
}

/// A fence that is open.
struct Fence {
    mark: char,
    length: usize,
    is_code: bool,
}

/// The lines of a text that are not code, with what each is.
struct Lines<'t> {
    text: &'t str,
    lines: Vec<Range<usize>>,
    open: Vec<Fence>,
}

/// What a line is.
enum Seen<'t> {
    /// The beginning of a fence: its mark, how often that stands there, and what stands behind.
    Opens(char, usize, &'t str),
    Words,
    /// Of no interest.
    Other,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Lines<'t> {
        let mut at = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let start = at;
            at += line.len();
            start..start + line.trim_end().len()
        });
        Lines { text, lines: lines.collect(), open: Vec::new() }
    }

    fn words(&self, index: usize) -> &'t str {
        self.lines.get(index).map_or("", |line| &self.text[line.clone()])
    }

    /// What a line is; what is set in belongs to an item or is code, and is not looked into.
    fn see(&mut self, index: usize) -> Seen<'t> {
        let words = self.words(index).trim_start_matches([' ', '>']);
        let is_set_in = words.len() < self.words(index).len();
        let mark = words.chars().next().filter(|mark| "`~:".contains(*mark)).unwrap_or_default();
        let length = words.chars().take_while(|&c| c == mark).count();
        let in_code = self.open.last().is_some_and(|fence| fence.is_code);
        if length < 3 {
            return if in_code || is_set_in { Seen::Other } else { Seen::Words };
        }
        let rest = words[length..].trim();
        let closes = |fence: &Fence| fence.mark == mark && fence.length <= length && rest.is_empty();
        if self.open.pop_if(|fence| closes(fence)).is_some() || in_code || rest.is_empty() && mark == ':' {
            return Seen::Other;
        }
        if is_set_in {
            self.open(mark, length, mark != ':');
            return Seen::Other;
        }
        Seen::Opens(mark, length, rest)
    }

    fn open(&mut self, mark: char, length: usize, is_code: bool) {
        self.open.push(Fence { mark, length, is_code });
    }
}

/// The marks that single lines are, outside of code.
fn on_lines<'t>(text: &'t str, read: impl Fn(&Lines<'t>, usize) -> Option<Mark<'t>>) -> Vec<Mark<'t>> {
    let mut lines = Lines::of(text);
    let mut marks = Vec::new();
    for index in 0..lines.lines.len() {
        match lines.see(index) {
            Seen::Opens(mark, length, _) => lines.open(mark, length, mark != ':'),
            Seen::Words => marks.extend(read(&lines, index)),
            Seen::Other => {}
        }
    }
    marks
}

/// The ending of a path.
fn ending(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}
