//! Plain text: the text's own contents list is the key to its structure.
//!
//! Every line is given one role (`Role`), step by step: the frame around the text, its contents
//! list and the headings that the list names, its title and author, the furniture at its edges.
//! Blocks are made from the roles alone.

mod blocks;
mod contents;
mod explain;
mod forms;
mod frame;
mod head;
mod headings;
mod lines;
mod role;
mod sheet;
mod signs;

use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::{Draft, Metadata};
use crate::settings::{Pattern, Structure};
use crate::source::{FileId, Source, Span};
pub use explain::Understood;
pub use headings::matter::{CHAPTER, place as matter_place};
use lines::Line;
use sheet::Sheet;

/// How plain text is to be read.
#[derive(Clone, Copy, Debug, Default, Hash)]
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
    let (sheet, mut metadata) = Sheet::read(file, source, options);
    head::place(&sheet, &mut metadata);
    let (nodes, notes) = blocks::build(&sheet, options.keep_furniture);
    let value = Draft { metadata, nodes, notes, typewritten: true, ..Draft::default() };
    Warned { value, diagnostics: sheet.diagnostics }
}

/// How `read` understands each line of a text.
pub fn explain(file: FileId, source: &Source, options: Options) -> Warned<Explanation> {
    let (sheet, _) = Sheet::read(file, source, options);
    let lines = explain::explain(&sheet, options.keep_furniture);
    let value = Explanation { lines, outline: contents::given::write(&sheet) };
    Warned { value, diagnostics: sheet.diagnostics }
}

impl<'a> Sheet<'a> {
    fn read(file: FileId, source: &'a Source, options: Options) -> (Sheet<'a>, Metadata) {
        let mut sheet = Sheet::new(file, &source.text);
        sheet.keep_lines = options.keep_lines;
        let metadata = sheet.assign_roles(options);
        sheet.report_control_characters();
        frame::furniture::report(&mut sheet, options.keep_furniture);
        (sheet, metadata)
    }

    /// Gives every line its role and returns what the text says of itself.
    fn assign_roles(&mut self, options: Options) -> Metadata {
        if self.lines.iter().all(Line::is_blank) {
            return Metadata::default();
        }
        let body = frame::mark(self);
        let annotated = frame::aozora::mark(self);
        frame::pages::mark(self);
        // Anew, and of the text alone: what frames it may be wrapped at another width.
        self.manner = self.manner_of(body.clone());
        if frame::pages::join(self) {
            self.manner = self.manner_of(body.clone());
        }
        let ruled = headings::rules::mark(self);
        let mut metadata = annotated.unwrap_or_else(|| head::stated(self, body.start));
        // Before lists are looked for, so that a list of persons is none.
        forms::speakers::mark(self);
        self.synopses = contents::synopsis::find(self);
        self.captions = forms::captions::find(self);
        let authors: Vec<String> = metadata.authors().map(str::to_owned).collect();
        let title = metadata.title.as_ref().map(|title| title.plain.clone()).unwrap_or_default();
        let within = self.mark_headings(options, &ruled, &authors, &title);
        // A title stands above the first heading and the list, which are all known by now.
        head::mark_title(self, &mut metadata);
        headings::rules::settle(self, &ruled, within);
        // Last, since labels count in text and in headings, and nowhere else.
        blocks::notes::mark(self);
        self.notes.sort_by_key(|note| note.lines.start);
        forms::said::mark(self);
        self.loose = forms::list::loose::find(self);
        frame::hyphens::settle(self);
        metadata
    }

    /// Gives headings their roles: those that the user names, those of the list of contents, or those that look
    /// like it. Returns the lines that the list is of, where the headings come from it.
    fn mark_headings(
        &mut self,
        options: Options,
        ruled: &[headings::rules::Ruled],
        authors: &[String],
        title: &str,
    ) -> Option<std::ops::Range<usize>> {
        let structure = options.structure;
        let asked = headings::fallback::Asked { ruled, structure, authors, title };
        let is_asked = options.outline.is_some() || options.heading.is_some();
        let is_given = is_asked || structure == Structure::Auto && !self.levels.is_empty();
        let by_list = !is_given && matches!(structure, Structure::Auto | Structure::List);
        // A list of what is known otherwise is still no text.
        let is_sought = is_given || structure != Structure::None;
        let list = if is_sought { contents::outline::mark_listed(self, by_list, asked) } else { None };
        match (options.outline, options.heading) {
            (Some((file, titles)), _) => contents::given::mark(self, file, titles),
            (None, Some(pattern)) => contents::given::mark_matching(self, pattern),
            _ if is_given => frame::aozora::mark_headings(self),
            _ => {}
        }
        // Behind the listed headings, of which the last bounds the search, and before headings are
        // guessed, so that no call is taken for one.
        frame::furniture::mark_web(self);
        self.prefixed = forms::prefixes::find(self);
        match &list {
            _ if is_given || structure == Structure::None => {}
            Some(list) if by_list => {
                contents::in_front::mark(self, list);
                contents::within::mark(self, list);
                contents::beneath::mark(self, list);
                contents::unlisted::report(self, list);
            }
            _ => {
                headings::fallback::mark_headings(self, asked);
            }
        }
        if !is_given && structure == Structure::Auto {
            headings::cast::mark(self);
        }
        list.filter(|_| by_list).map(|list| list.body)
    }

    fn report_control_characters(&mut self) {
        let mut forbidden = lines::forbidden(self.text);
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
