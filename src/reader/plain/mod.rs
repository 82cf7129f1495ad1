//! Plain text: the text's own contents list is the key to its structure.
//!
//! Every line is given one role (`Role`), step by step: the frame around the text, its contents
//! list and the headings that the list names, its title and author, the furniture at its edges.
//! Blocks are made from the roles alone.

mod below_title;
mod blocks;
mod candidates;
mod columns;
mod counted;
mod dated;
mod dates;
mod ditto;
mod eastern;
mod explain;
mod fallback;
mod forms;
mod frame;
mod furniture;
mod given;
mod hands;
mod head;
mod heads;
mod hyphens;
mod inline;
mod labels;
mod lettered;
mod lines;
mod list;
mod list_words;
mod lone;
mod manner;
mod matching;
mod matter;
mod notes;
mod number_words;
mod numbered;
mod numbering;
mod numbers;
mod outline;
mod pages;
mod pieces;
mod prefixes;
mod role;
mod rules;
mod speakers;
mod title;
mod titled;
mod unlisted;
mod verse;
mod within;
mod wrapped;

use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::{Draft, Metadata};
use crate::settings::{Pattern, Structure};
use crate::source::{FileId, Source, Span};
pub use explain::Understood;
use heads::Head;
use hyphens::Joint;
use lines::Line;
use manner::Manner;
use notes::{Definition, Mark};
use numbering::numbering;
use role::{Role, Why};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How plain text is to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The lines that are not part of the text (a licence, calls to subscribe) stay as paragraphs.
    pub keep_furniture: bool,
    /// Lines end where they end in the text.
    pub keep_lines: bool,
    /// What is looked at to find its sections.
    pub structure: Structure,
    /// What the lines hold that are headings, which overrides all guessing.
    pub heading: Option<&'a Pattern>,
    /// A list of titles, indented for their levels, which overrides all else.
    pub outline: Option<(FileId, &'a Source)>,
}

/// How a text is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// Every line of it.
    pub lines: Vec<Understood>,
    /// Its headings, a line each and indented for their levels, as `Options::outline` has them.
    pub outline: String,
}

/// Reads a plain text. What the text says of itself is in the draft's metadata; its title is
/// `None` where none was found.
pub fn read(file: FileId, source: &Source, options: Options) -> Warned<Draft> {
    let (sheet, metadata) = Sheet::read(file, source, options);
    let (nodes, notes) = blocks::build(&sheet, options.keep_furniture);
    let value = Draft { metadata, nodes, notes, typewritten: true, ..Draft::default() };
    Warned { value, diagnostics: sheet.diagnostics }
}

/// How `read` understands each line of a text.
pub fn explain(file: FileId, source: &Source, options: Options) -> Warned<Explanation> {
    let (sheet, _) = Sheet::read(file, source, options);
    let lines = explain::explain(&sheet, options.keep_furniture);
    let value = Explanation { lines, outline: given::write(&sheet) };
    Warned { value, diagnostics: sheet.diagnostics }
}

/// A text while its lines are given their roles.
struct Sheet<'a> {
    file: FileId,
    text: &'a str,
    /// In the order in which they are read: what stands where a page cuts a paragraph comes behind it.
    lines: Vec<Line>,
    roles: Vec<Role>,
    reasons: Vec<Why>,
    manner: Manner,
    /// Lines that begin with what others begin with: a paragraph each.
    prefixed: BTreeSet<usize>,
    /// Lines end where they end in the text, whatever their form.
    keep_lines: bool,
    /// Lines that begin with the name of a speaker in a play, and the bytes that it takes.
    speakers: BTreeMap<usize, usize>,
    /// The notes that are called, in order.
    notes: Vec<Definition>,
    /// Where they are called and labelled, in order.
    marks: Vec<Mark>,
    /// Headings that only the contents list holds, in order.
    heads: Vec<Head>,
    /// The lines whose hyphen at the end is more than a hyphen, in order.
    joints: Vec<(usize, Joint)>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Sheet<'a> {
    fn read(file: FileId, source: &'a Source, options: Options) -> (Sheet<'a>, Metadata) {
        let mut sheet = Sheet::new(file, &source.text);
        sheet.keep_lines = options.keep_lines;
        let metadata = sheet.assign_roles(options);
        sheet.report_control_characters();
        furniture::report(&mut sheet, options.keep_furniture);
        (sheet, metadata)
    }

    fn new(file: FileId, text: &'a str) -> Sheet<'a> {
        let lines = lines::split(text);
        let roles: Vec<Role> =
            lines.iter().map(|line| if line.is_blank() { Role::Blank } else { Role::Text }).collect();
        let manner = Manner::of(text, &lines);
        let (notes, marks, diagnostics) = (Vec::new(), Vec::new(), Vec::new());
        Sheet {
            file,
            text,
            reasons: vec![Why::Unsaid; roles.len()],
            lines,
            roles,
            manner,
            prefixed: BTreeSet::new(),
            keep_lines: false,
            speakers: BTreeMap::new(),
            notes,
            marks,
            heads: Vec::new(),
            joints: Vec::new(),
            diagnostics,
        }
    }

    /// Gives every line its role and returns what the text says of itself.
    fn assign_roles(&mut self, options: Options) -> Metadata {
        if self.lines.iter().all(Line::is_blank) {
            return Metadata::default();
        }
        let body = frame::mark(self);
        pages::mark(self);
        // Anew, and of the text alone: what frames it may be wrapped at another width.
        self.manner = self.manner_of(body.clone());
        if pages::join(self) {
            self.manner = self.manner_of(body.clone());
        }
        let ruled = rules::mark(self);
        let mut metadata = head::stated(self, body.start);
        // Before lists are looked for, so that a list of persons is none.
        speakers::mark(self);
        let structure = options.structure;
        let is_given = options.outline.is_some() || options.heading.is_some();
        let by_list = !is_given && matches!(structure, Structure::Auto | Structure::List);
        // A list of what is known otherwise is still no text.
        let is_sought = is_given || structure != Structure::None;
        let list = if is_sought { outline::mark_listed(self, by_list) } else { None };
        match (options.outline, options.heading) {
            (Some((file, titles)), _) => given::mark(self, file, titles),
            (None, Some(pattern)) => given::mark_matching(self, pattern),
            _ => {}
        }
        // Behind the listed headings, of which the last bounds the search, and before headings are
        // guessed, so that no call is taken for one.
        furniture::mark_web(self);
        self.prefixed = prefixes::find(self);
        match &list {
            _ if is_given || structure == Structure::None => {}
            Some(list) if by_list => {
                within::mark(self, list);
                unlisted::report(self, list);
            }
            _ => fallback::mark_headings(self, &ruled, structure),
        }
        // A title stands above the first heading and the list, which are all known by now.
        head::mark_title(self, &mut metadata);
        let within = list.filter(|_| by_list).map(|list| list.body);
        rules::settle(self, &ruled, within);
        // Last, since labels count in text and in headings, and nowhere else.
        notes::mark(self);
        self.notes.sort_by_key(|note| note.lines.start);
        hyphens::settle(self);
        metadata
    }

    /// How some lines are set; heads and feet of pages have no say.
    fn manner_of(&self, lines: Range<usize>) -> Manner {
        let own = lines.filter(|&line| self.reasons.get(line) != Some(&Why::PageEdge));
        let own: Vec<Line> = own.filter_map(|line| self.lines.get(line)).cloned().collect();
        Manner::of(self.text, &own)
    }

    /// Puts the lines in another order, which names each once and leaves each note in one piece.
    fn reorder(&mut self, order: &[usize]) {
        self.lines = order.iter().filter_map(|&line| self.lines.get(line)).cloned().collect();
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
    fn marks_from(&self, byte: usize) -> &[Mark] {
        let first = self.marks.partition_point(|mark| mark.bytes.end <= byte);
        self.marks.get(first..).unwrap_or_default()
    }

    /// The runs of lines of text without a blank one between them.
    fn chunks(&self) -> Vec<Range<usize>> {
        let mut chunks: Vec<Range<usize>> = Vec::new();
        for (index, _) in self.roles.iter().enumerate().filter(|(_, role)| **role == Role::Text) {
            match chunks.last_mut() {
                Some(last) if last.end == index => last.end += 1,
                _ => chunks.push(index..index + 1),
            }
        }
        chunks
    }

    /// Whether a line of verse goes on in the next.
    fn turns_over(&self, line: &Line, next: &Line) -> bool {
        !self.keep_lines && wrapped::turns_over(self.text, line, next)
    }

    fn joint(&self, line: usize) -> Option<Joint> {
        let place = self.joints.binary_search_by_key(&line, |(line, _)| *line).ok()?;
        self.joints.get(place).map(|(_, joint)| *joint)
    }

    fn content(&self, line: usize) -> &'a str {
        self.lines.get(line).map_or("", |line| &self.text[line.content.clone()])
    }

    /// The words of some lines, with a space between lines.
    fn words(&self, range: Range<usize>) -> String {
        lines::joined(self.text, self.lines.get(range).unwrap_or_default())
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.bytes(&range))
    }

    /// The bytes from the first word of some lines to the last.
    fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let lines = self.lines.get(range.clone()).unwrap_or_default();
        let mut filled = lines.iter().filter(|line| !line.is_blank());
        let first = filled.next();
        let start = first.map_or(0, |line| line.content.start);
        let end = filled.next_back().or(first).map_or(start, |line| line.content.end);
        start..end
    }

    /// Gives a role to the lines of a range that are not blank.
    fn mark(&mut self, range: Range<usize>, role: Role, why: Why) {
        let roles = self.roles.get_mut(range.clone()).unwrap_or_default();
        let reasons = self.reasons.get_mut(range).unwrap_or_default();
        for (given, reason) in roles.iter_mut().zip(reasons).filter(|(given, _)| **given != Role::Blank) {
            (*given, *reason) = (role, why);
        }
    }

    /// Makes one heading of the lines of a range.
    fn mark_heading(&mut self, range: Range<usize>, level: u8, why: Why) {
        let mut first = true;
        for line in range {
            if !matches!(self.roles.get(line), Some(Role::Blank | Role::Rule)) {
                self.mark(line..line + 1, Role::Heading { level, first }, why);
                first = false;
            }
        }
    }

    /// The number of a line as an editor counts it.
    fn number(&self, line: usize) -> usize {
        self.lines.get(line).map_or(0, |line| line.number)
    }

    fn is_full(&self, line: usize) -> bool {
        match (self.lines.get(line), self.lines.get(line + 1)) {
            (Some(line), Some(next)) if !next.is_blank() => self.manner.is_full(self.text, line, next),
            _ => false,
        }
    }

    /// Whether the lines of a chunk are the wrapped lines of one paragraph, at least three.
    fn is_prose(&self, chunk: &Range<usize>) -> bool {
        let inner = chunk.len().saturating_sub(1);
        let full = (chunk.start..chunk.start + inner).filter(|&line| self.is_full(line)).count();
        let characters: usize =
            self.lines.get(chunk.clone()).unwrap_or_default().iter().map(|line| line.width).sum();
        match self.manner.wrapping {
            manner::Wrapping::OneLine => characters > 120 * chunk.len(),
            _ if self.is_listing(chunk) => false,
            _ => chunk.len() > 3 && full * 2 >= inner || chunk.len() == 1 && characters > 120,
        }
    }

    /// Whether the first line of a chunk and another one begin with numbers.
    fn is_listing(&self, chunk: &Range<usize>) -> bool {
        let is_entry = |line: usize| numbering(self.content(line)).is_some_and(|number| !number.weak);
        is_entry(chunk.start) && (chunk.start + 1..chunk.end).any(is_entry)
    }

    fn report_control_characters(&mut self) {
        let mut forbidden = self.text.char_indices().filter(|(_, character)| lines::is_forbidden(*character));
        let Some((first, character)) = forbidden.next() else { return };
        let count = forbidden.count() + 1;
        let message = match count {
            1 => "a control character was left out".to_string(),
            _ => format!("{count} control characters were left out; this is the first"),
        };
        let span = Span::new(self.file, first..first + character.len_utf8());
        self.diagnostics.push(Diagnostic::warning(Code::ControlCharacter, span, message));
    }
}
