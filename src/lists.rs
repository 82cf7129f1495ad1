//! Lists of chapters as other tools keep them beside the texts of a book. A reader for each form says the
//! same of it ([`BookList`]), and one place makes the texts of the book of that (`open.rs`).

mod category;
mod crowbook;
mod find;
mod gitbook;
mod leanpub;
mod mkdocs;
mod open;
mod order;
mod programs;
mod quarto;
mod said;
mod shelf;
mod site;
mod sphinx;
pub mod summary;
mod toc;
mod toctree;
mod tree;

pub use category::{Category, category};
pub use find::{is_about, open};
pub use open::{LIST, Listed};
pub use order::{Page, Placed, by_front_matter};
pub use programs::unread_order;
pub use shelf::left_out;

use crate::diagnostic::Diagnostic;
use crate::document::{Matter, Standing, StandingKind, Title};
use crate::reader::markdown;
use crate::settings::Value;
use crate::source::{FileId, Source};
use std::ops::Range;
use std::path::PathBuf;

/// What a list says of a book.
#[derive(Debug, Default)]
pub struct BookList {
    /// The chapters and parts in reading order. Without any, the folder is read in its natural order.
    pub entries: Vec<Entry>,
    /// What it says of the book, by the names of `settings::TABLE`.
    pub said: Vec<(String, Value)>,
    /// The folder that the entries are named from, below the list's own.
    pub base: PathBuf,
    /// Addresses that it lists beside files.
    pub addresses: Vec<String>,
    /// What is wrong with how it is written.
    pub faults: Vec<Diagnostic>,
}

/// An entry of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file as the list names it; `None` for a part and for a chapter that is not written yet.
    pub path: Option<String>,
    /// What the list calls it.
    pub words: Words,
    /// Its title is yet to be read from the words.
    pub standing: Standing,
    /// Where it stands in the list.
    pub range: Range<usize>,
}

/// What a list calls a chapter, as Markdown of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// Nothing.
    Unsaid,
    /// As it stands there in the list.
    At(Range<usize>),
    /// As its quotation marks and escapes are read.
    Plain(String),
}

impl Entry {
    fn new(path: Option<&str>, range: Range<usize>, depth: u8) -> Entry {
        let kind = if path.is_some() { StandingKind::Chapter } else { StandingKind::Part };
        let standing = Standing { title: Title::default(), kind, depth, number: None, matter: Matter::Body };
        Entry { path: path.map(str::to_owned), words: Words::Unsaid, standing, range }
    }

    /// Its tool puts all files into one text before it reads the headings.
    fn in_one_text(mut self) -> Entry {
        self.standing.kind = StandingKind::Passage;
        self
    }

    fn called(mut self, title: Option<&str>) -> Entry {
        if let Some(title) = title.map(str::trim).filter(|title| !title.is_empty()) {
            self.words = Words::Plain(title.to_owned());
        }
        self
    }

    /// Reads its title; the chapter holds the notes that it calls.
    pub fn title(&self, file: FileId, list: &Source, chapter: &str) -> Title {
        match &self.words {
            Words::Unsaid => Title::default(),
            Words::At(range) => markdown::title(file, list, range.clone(), chapter),
            Words::Plain(text) => {
                let source = Source { path: list.path.clone(), text: text.clone() };
                markdown::title(FileId::GENERATED, &source, 0..text.len(), chapter)
            }
        }
    }
}

impl BookList {
    /// Adds an entry, unless it is an address of the web.
    fn add(&mut self, entry: Entry) {
        match &entry.path {
            Some(path) if is_address(path) => self.addresses.push(path.clone()),
            _ => self.entries.push(entry),
        }
    }
}

/// Whether what is listed lies on the web. A single letter is the drive of a path of Windows.
fn is_address(path: &str) -> bool {
    path.starts_with("//") || crate::address::scheme(path).is_some_and(|scheme| scheme.len() > 1)
}
