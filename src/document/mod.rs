//! The shared model. Both editions are written from one frozen `Document`; it knows neither of
//! pages nor of XHTML.

pub mod code;
pub mod content;
pub mod date;
mod digits;
mod direction;
pub mod format;
pub mod front;
pub mod isbn;
pub mod language;
pub mod math;
pub mod metadata;
pub mod numbers;
pub mod openers;
pub mod page_map;
pub mod quotation;
pub mod said;
pub mod standard;
pub mod table;
pub mod text;
mod theorem;
pub mod title;
pub mod verse;
pub mod walk;
pub mod words;

pub use code::{Listing, Token, TokenClass};
pub use content::{
    Alert, Block, BlockId, BlockKind, Definition, Extent, Float, FloatKind, Group, GroupKind, Heading,
    ImageRef, Inline, InlineKind, List, ListItem, Meaning, Node, NoteId, Numbered, PageSide, Style, Target,
};
pub use date::Date;
pub use digits::Digits;
pub use direction::{Direction, may_run_right, running};
pub use format::{FORMATS, Format};
pub use front::{ContentsEntry, TitleLine, TitleLineKind};
pub use isbn::{NoIsbn, isbn};
pub use language::{language, language_named, language_tag, nearest_language_tag, tag_of_code};
pub use math::{
    Enclosure, Formula, MathAlign, MathCell, MathNode, MathRow, MathStyle, MathTable, Operator, OperatorForm,
};
pub use metadata::{Conformance, Creator, Metadata, Series, Subject, SubjectCode, Timestamp};
pub use numbers::{Delimiter, Figures, Numbers};
pub use openers::Openers;
pub use page_map::{PageMap, PageMark, Position};
pub use standard::{Accessible, Archived, Standards};
pub use table::{Alignment, Cell, PartId, Row, Scope, Table};
pub use theorem::{Theorem, TheoremKind};
pub use title::Title;
pub use verse::{Verse, VerseLine};
pub use words::{Term, Word, Words};

use crate::diagnostic::allowance::Allowance;
use crate::source::{FileId, Span};
use std::collections::{BTreeMap, BTreeSet, VecDeque, btree_map::Entry};

/// One input as it was read, before the passes.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What the input says of itself: its front matter, or the head of a plain text.
    pub metadata: Metadata,
    /// Keys of the front matter that are settings (`pdf.trim`, `split-level`, …), with their place.
    pub settings: Vec<(String, String, Span)>,
    pub nodes: Vec<Node>,
    /// It is plain text, whose marks are those of a typewriter.
    pub typewritten: bool,
    /// The folder that it lies in, where it belongs to a vault, in which links and images name files by their
    /// names, wherever they lie.
    pub vault_folder: Option<String>,
    /// Notes that the input defines, in source order, called or not.
    pub notes: Vec<Note>,
    /// Ids that the manuscript gives to blocks, or to places within them, in source order.
    pub anchors: Vec<(String, BlockId, Span)>,
    /// Definitions of LaTeX that stand outside of formulas and hold for all behind them, in source order.
    pub definitions: Vec<(String, Span)>,
    /// What comments allow in single blocks.
    pub allowances: Vec<Allowance>,
    /// Blocks from which on the book, this input and those after it, is in another of its parts.
    pub matters: Vec<(BlockId, Matter)>,
    /// Where it stands in a book that lists its files, and the file that it is.
    pub standing: Option<(FileId, Standing)>,
}

impl Draft {
    /// The same, said in a file whose number was not known when it was read.
    pub fn in_file(mut self, file: FileId) -> Draft {
        let settings = self.settings.iter_mut().map(|(.., span)| span);
        for span in settings.chain(self.metadata.places.values_mut()) {
            span.file = file;
        }
        self
    }
}

/// A file's place in a book that lists its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What the list calls it.
    pub title: Title,
    pub kind: StandingKind,
    /// How many chapters and parts it lies within.
    pub depth: u8,
    pub number: Option<Number>,
    pub matter: Matter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandingKind {
    Chapter,
    /// A file of a tool that reads all of them as one text: its headings are as deep as they say.
    Passage,
    /// A title above chapters, without a text of its own.
    Part,
    /// A chapter that is yet to be written.
    Planned,
}

/// A footnote. `NoteMark`s in the text point here by `id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub id: NoteId,
    pub span: Span,
    /// Counted from 1 within its chapter, or through the book where chapters run on; 0 until the passes
    /// have run.
    pub number: u32,
    pub blocks: Vec<Block>,
}

/// Which of the three parts of a book a section belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    Front,
    #[default]
    Body,
    Back,
}

/// A printed section number: `[3, 1]` is "3.1".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub parts: Vec<u32>,
    /// Those of the book, which the passes know.
    pub digits: Digits,
}

impl From<Vec<u32>> for Number {
    fn from(parts: Vec<u32>) -> Number {
        Number { parts, digits: Digits::default() }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, part) in self.parts.iter().enumerate() {
            let dot = if index > 0 { "." } else { "" };
            write!(formatter, "{dot}{}", self.digits.written(part))?;
        }
        Ok(())
    }
}

/// A heading and all that stands under it. Levels are depths: a child's level is its parent's
/// plus one, whatever marks the manuscript used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading's block, or a block of its own where there is no heading.
    pub id: BlockId,
    pub span: Span,
    pub level: u8,
    pub matter: Matter,
    pub number: Option<Number>,
    /// Unique in the book: the EPUB's fragment and the PDF's named destination.
    pub anchor: String,
    /// Absent only for text that stands before the first heading.
    pub heading: Option<Heading>,
    /// What a list of chapters calls it, where that is not its heading.
    pub listed_as: Option<Title>,
    /// What it is called wherever it is named: in contents, running heads, outlines and by links. The
    /// passes decide it, last of all.
    pub title: Title,
    /// It holds chapters, and is none itself.
    pub is_part: bool,
    pub blocks: Vec<Block>,
    pub children: Vec<Section>,
}

impl Section {
    /// A section of the first level without a heading, a name or anything in it.
    pub fn bare(id: BlockId, span: Span) -> Section {
        Section {
            id,
            span,
            level: 1,
            matter: Matter::Body,
            number: None,
            anchor: String::new(),
            heading: None,
            listed_as: None,
            title: Title::default(),
            is_part: false,
            blocks: Vec::new(),
            children: Vec::new(),
        }
    }

    /// Its number and title as plain text: "1.2 Kettles".
    pub fn label(&self) -> String {
        let number = self.number.as_ref().map_or_else(String::new, |number| format!("{number} "));
        (number + &self.title.plain).trim().to_owned()
    }

    /// The words that name it: those of a list of chapters, else its heading's.
    pub fn name(&self) -> &[Inline] {
        match (&self.listed_as, &self.heading) {
            (Some(listed), _) => &listed.content,
            (None, Some(heading)) => &heading.content,
            (None, None) => &[],
        }
    }

    /// Its heading, where there is something to see of it.
    pub fn shown_heading(&self) -> Option<&Heading> {
        self.heading.as_ref().filter(|heading| self.number.is_some() || !content::is_blank(&heading.content))
    }

    /// This section and all below it, in reading order.
    pub fn walk(&self) -> Box<dyn Iterator<Item = &Section> + '_> {
        Box::new(std::iter::once(self).chain(self.children.iter().flat_map(Section::walk)))
    }
}

/// The book, prepared: structure, references and typography are done, and nothing changes it
/// any more.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub metadata: Metadata,
    pub sections: Vec<Section>,
    /// Notes in the order of their first calls.
    pub notes: Vec<Note>,
    /// The numbers that the manuscript's own notes have in the e-book, where print has others beside them,
    /// of addresses of links.
    pub own_numbers: Option<BTreeMap<NoteId, u32>>,
    /// Every anchor that a link may name, with the block it stands at. The EPUB's ids and the
    /// PDF's named destinations are these names.
    pub anchors: BTreeMap<String, BlockId>,
    /// Lists of what is captioned, where they are wanted.
    pub lists: Vec<FloatList>,
    /// Sections at this level are chapters (1: the top level).
    pub split_level: u8,
    /// Where chapters begin in print.
    pub openers: Openers,
    /// What the numbers are written in that the book adds to its text.
    pub digits: Digits,
}

/// A list of figures, tables or listings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FloatList {
    pub kind: FloatKind,
    /// In the book's language.
    pub title: String,
    pub entries: Vec<FloatEntry>,
}

/// One that has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FloatEntry {
    pub block: BlockId,
    /// One of `Document::anchors`.
    pub anchor: String,
    /// Label and caption.
    pub title: Title,
}

/// A cut of the book: one EPUB file, and in the PDF a run of pages or of a page.
#[derive(Clone, Copy, Debug)]
pub struct Chapter<'a> {
    /// Counted from 0 in reading order.
    pub index: usize,
    pub section: &'a Section,
    /// Whether the section's children belong to this chapter, or make chapters of their own.
    pub whole: bool,
}

impl<'a> Chapter<'a> {
    /// The sections of this chapter in reading order, the chapter's own first.
    pub fn sections(self) -> Box<dyn Iterator<Item = &'a Section> + 'a> {
        if self.whole { self.section.walk() } else { Box::new(std::iter::once(self.section)) }
    }
}

impl Document {
    /// The chapters in reading order. A section above the split level is a chapter of its own,
    /// without its children, so that every block is in exactly one chapter.
    pub fn chapters(&self) -> Vec<Chapter<'_>> {
        let mut chapters = Vec::new();
        for section in &self.sections {
            cut(section, self.split_level.max(1), &mut chapters);
        }
        chapters
    }

    /// All sections in reading order.
    pub fn walk(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().flat_map(Section::walk)
    }

    /// The chapter that is the first to call each note, by its index; what a note calls counts as
    /// called where the note is.
    pub fn first_calls(&self) -> BTreeMap<NoteId, usize> {
        let notes: BTreeMap<NoteId, &Note> = self.notes.iter().map(|note| (note.id, note)).collect();
        let mut first = BTreeMap::new();
        for chapter in self.chapters() {
            let mut calls: VecDeque<NoteId> = walk::calls(chapter).into();
            while let Some(id) = calls.pop_front() {
                if let Entry::Vacant(entry) = first.entry(id) {
                    entry.insert(chapter.index);
                    let note = notes.get(&id).into_iter();
                    calls.extend(note.flat_map(|note| walk::calls_in_blocks(&note.blocks)));
                }
            }
        }
        first
    }

    /// The languages that parts of the text name for themselves.
    pub fn languages(&self) -> BTreeSet<&str> {
        let mut languages = Vec::new();
        for section in self.walk() {
            if let Some(heading) = &section.heading {
                walk::languages_in_inlines(&heading.content, &mut languages);
            }
            walk::languages_in_inlines(&section.title.content, &mut languages);
            walk::languages_in_blocks(&section.blocks, &mut languages);
        }
        self.notes.iter().for_each(|note| walk::languages_in_blocks(&note.blocks, &mut languages));
        languages.into_iter().collect()
    }

    /// A note by its id.
    pub fn note(&self, id: NoteId) -> Option<&Note> {
        self.notes.iter().find(|note| note.id == id)
    }
}

fn cut<'a>(section: &'a Section, split_level: u8, chapters: &mut Vec<Chapter<'a>>) {
    let whole = !section.is_part && section.level >= split_level || section.children.is_empty();
    chapters.push(Chapter { index: chapters.len(), section, whole });
    if !whole {
        for child in &section.children {
            cut(child, split_level, chapters);
        }
    }
}
