//! A text while its lines are given their roles, and what all steps ask of it.

use super::blocks::notes::{Definition, Mark};
use super::contents::heads::Head;
use super::forms::manner::{Manner, Wrapping};
use super::forms::persons::{Play, is_within};
use super::forms::wrapped;
use super::frame::hyphens::Joint;
use super::headings::numbering::{Numbering, numbering};
use super::lines::{self, Line};
use super::role::{Role, Why};
use super::signs::Signs;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A text while its lines are given their roles.
pub(super) struct Sheet<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    /// In the order in which they are read: what stands where a page cuts a paragraph comes behind it.
    pub(super) lines: Vec<Line>,
    /// The number that each line begins with, as titles do.
    numbers: Vec<Option<Numbering<'a>>>,
    pub(super) roles: Vec<Role>,
    pub(super) reasons: Vec<Why>,
    pub(super) manner: Manner,
    /// Lines that begin with what others begin with: a paragraph each.
    pub(super) prefixed: BTreeSet<usize>,
    /// The first lines of the stretches of lists with blank lines between items, with all lines of each.
    pub(super) loose: BTreeMap<usize, Range<usize>>,
    /// Lines end where they end in the text, whatever their form.
    pub(super) keep_lines: bool,
    /// Lines that begin with the name of a speaker in a play, and the bytes that it takes.
    pub(super) speakers: BTreeMap<usize, usize>,
    pub(super) play: Play,
    /// The lines in order that say by numbers what the headings of these do not.
    pub(super) synopses: Vec<Range<usize>>,
    /// The lines in order that stand in place of pictures.
    pub(super) captions: Vec<Range<usize>>,
    /// The marks of Aozora Bunko are read in it.
    pub(super) annotated: bool,
    /// Blank lines that stand for a new page.
    pub(super) page_breaks: BTreeSet<usize>,
    /// The lines that marks in the text call headings, and their levels.
    pub(super) levels: BTreeMap<usize, u8>,
    /// The notes that are called, in order.
    pub(super) notes: Vec<Definition>,
    /// Where they are called and labelled, in order.
    pub(super) marks: Vec<Mark>,
    /// Headings that only the contents list holds, in order.
    pub(super) heads: Vec<Head>,
    /// What the contents list calls the headings that are no more than numbers, by their first lines.
    pub(super) listed_as: BTreeMap<usize, String>,
    /// The lines whose hyphen at the end is more than a hyphen, in order.
    pub(super) joints: Vec<(usize, Joint)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(file: FileId, text: &'a str) -> Sheet<'a> {
        let lines = lines::split(text);
        let roles: Vec<Role> =
            lines.iter().map(|line| if line.is_blank() { Role::Blank } else { Role::Text }).collect();
        let numbers = lines.iter().map(|line| numbering(&text[line.content.clone()])).collect();
        let manner = Manner::of(text, &lines);
        let (notes, marks, diagnostics) = (Vec::new(), Vec::new(), Vec::new());
        Sheet {
            file,
            text,
            reasons: vec![Why::Unsaid; roles.len()],
            lines,
            numbers,
            roles,
            manner,
            prefixed: BTreeSet::new(),
            loose: BTreeMap::new(),
            keep_lines: false,
            speakers: BTreeMap::new(),
            play: Play::default(),
            synopses: Vec::new(),
            captions: Vec::new(),
            annotated: false,
            page_breaks: BTreeSet::new(),
            levels: BTreeMap::new(),
            notes,
            marks,
            heads: Vec::new(),
            listed_as: BTreeMap::new(),
            joints: Vec::new(),
            diagnostics,
        }
    }

    /// How some lines are set; heads and feet of pages have no say.
    pub(super) fn manner_of(&self, lines: Range<usize>) -> Manner {
        let is_own = |line: &usize| self.reasons.get(*line) != Some(&Why::PageEdge);
        if lines.clone().all(|line| is_own(&line)) {
            return Manner::of(self.text, self.lines.get(lines).unwrap_or_default());
        }
        let own = lines.filter(is_own).filter_map(|line| self.lines.get(line));
        Manner::of(self.text, &own.cloned().collect::<Vec<Line>>())
    }

    /// Reads the words of a line again, of which some were taken.
    pub(super) fn read_anew(&mut self, line: usize) {
        let content = self.content(line);
        if let Some(line) = self.lines.get_mut(line) {
            line.signs = Signs::of(content);
        }
        if let Some(number) = self.numbers.get_mut(line) {
            *number = numbering(content);
        }
    }

    /// Puts the lines in another order, which names each once and leaves each note in one piece.
    pub(super) fn reorder(&mut self, order: &[usize]) {
        self.lines = order.iter().filter_map(|&line| self.lines.get(line)).cloned().collect();
        self.numbers = order.iter().filter_map(|&line| self.numbers.get(line)).cloned().collect();
        self.roles = order.iter().filter_map(|&line| self.roles.get(line)).copied().collect();
        self.reasons = order.iter().filter_map(|&line| self.reasons.get(line)).copied().collect();
        let mut places = vec![0; order.len()];
        for (place, &line) in order.iter().enumerate() {
            if let Some(moved) = places.get_mut(line) {
                *moved = place;
            }
        }
        for note in &mut self.notes {
            let start = places.get(note.lines.start).copied().unwrap_or(0);
            note.lines = start..start + note.lines.len();
        }
    }

    /// The marks that do not end before a byte.
    pub(super) fn marks_from(&self, byte: usize) -> &[Mark] {
        let first = self.marks.partition_point(|mark| mark.bytes.end <= byte);
        self.marks.get(first..).unwrap_or_default()
    }

    /// The runs of lines of text without a blank one between them.
    pub(super) fn chunks(&self) -> Vec<Range<usize>> {
        let mut chunks: Vec<Range<usize>> = Vec::new();
        for (index, _) in self.roles.iter().enumerate().filter(|(_, role)| **role == Role::Text) {
            match chunks.last_mut() {
                Some(last) if last.end == index => last.end += 1,
                _ => chunks.push(index..index + 1),
            }
        }
        chunks
    }

    /// Without the runs of lines of a synopsis, which are no headings.
    pub(super) fn outside_synopses(&self, mut chunks: Vec<Range<usize>>) -> Vec<Range<usize>> {
        chunks.retain(|chunk| !is_within(&self.synopses, chunk.start));
        chunks
    }

    /// Whether a line of verse goes on in the next.
    pub(super) fn turns_over(&self, line: &Line, next: &Line) -> bool {
        !self.keep_lines && wrapped::turns_over(self.text, line, next)
    }

    pub(super) fn joint(&self, line: usize) -> Option<Joint> {
        let place = self.joints.binary_search_by_key(&line, |(line, _)| *line).ok()?;
        self.joints.get(place).map(|(_, joint)| *joint)
    }

    pub(super) fn content(&self, line: usize) -> &'a str {
        self.lines.get(line).map_or("", |line| &self.text[line.content.clone()])
    }

    pub(super) fn signs(&self, line: usize) -> Signs {
        self.lines.get(line).map_or(Signs::default(), |line| line.signs)
    }

    /// The number that a line begins with, as titles do.
    pub(super) fn numbering(&self, line: usize) -> Option<&Numbering<'a>> {
        self.numbers.get(line)?.as_ref()
    }

    /// Gives a line a number that its words alone do not say.
    pub(super) fn number_as(&mut self, line: usize, number: Numbering<'a>) {
        if let Some(own) = self.numbers.get_mut(line) {
            *own = Some(number);
        }
    }

    /// The words of some lines, with a space between lines.
    pub(super) fn words(&self, range: Range<usize>) -> String {
        lines::joined(self.text, self.lines.get(range).unwrap_or_default())
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.bytes(&range))
    }

    /// The bytes from the first word of some lines to the last.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let lines = self.lines.get(range.clone()).unwrap_or_default();
        let mut filled = lines.iter().filter(|line| !line.is_blank());
        let first = filled.next();
        let start = first.map_or(0, |line| line.content.start);
        let end = filled.next_back().or(first).map_or(start, |line| line.content.end);
        start..end
    }

    /// Gives a role to the lines of a range that are not blank.
    pub(super) fn mark(&mut self, range: Range<usize>, role: Role, why: Why) {
        let roles = self.roles.get_mut(range.clone()).unwrap_or_default();
        let reasons = self.reasons.get_mut(range).unwrap_or_default();
        for (given, reason) in roles.iter_mut().zip(reasons).filter(|(given, _)| **given != Role::Blank) {
            (*given, *reason) = (role, why);
        }
    }

    /// Makes one heading of the lines of a range.
    pub(super) fn mark_heading(&mut self, range: Range<usize>, level: u8, why: Why) {
        let mut first = true;
        for line in range {
            if !matches!(self.roles.get(line), Some(Role::Blank | Role::Rule)) {
                self.mark(line..line + 1, Role::Heading { level, first }, why);
                first = false;
            }
        }
    }

    /// The number of a line as an editor counts it.
    pub(super) fn number(&self, line: usize) -> u32 {
        self.lines.get(line).map_or(0, |line| line.number)
    }

    pub(super) fn is_full(&self, line: usize) -> bool {
        match (self.lines.get(line), self.lines.get(line + 1)) {
            (Some(line), Some(next)) if !next.is_blank() => self.manner.is_full(line, next),
            _ => false,
        }
    }

    /// Whether the lines of a chunk are the wrapped lines of one paragraph, at least three.
    pub(super) fn is_prose(&self, chunk: &Range<usize>) -> bool {
        let inner = chunk.len().saturating_sub(1);
        let full = (chunk.start..chunk.start + inner).filter(|&line| self.is_full(line)).count();
        let characters: usize =
            self.lines.get(chunk.clone()).unwrap_or_default().iter().map(|line| line.width).sum();
        match self.manner.wrapping {
            Wrapping::OneLine => characters > 120 * chunk.len(),
            _ if self.is_listing(chunk) => false,
            _ => chunk.len() > 3 && full * 2 >= inner || chunk.len() == 1 && characters > 120,
        }
    }

    /// Whether the first line of a chunk and another one begin with numbers.
    pub(super) fn is_listing(&self, chunk: &Range<usize>) -> bool {
        let is_entry = |line: usize| self.numbering(line).is_some_and(|number| !number.weak);
        is_entry(chunk.start) && (chunk.start + 1..chunk.end).any(is_entry)
    }
}
