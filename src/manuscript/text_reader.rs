//! Who reads a text, and all that the draft depends on besides the text.

use crate::diagnostic::{Code, Warned};
use crate::document::{Draft, Node, Title};
use crate::input;
use crate::reader::ForeignMarks;
use crate::reader::{markdown, plain};
use crate::source::{FileId, Source};

/// The reader of a text.
#[derive(Clone, Copy, Hash)]
pub enum Reader<'a> {
    Markdown(markdown::Options),
    Plain {
        options: plain::Options<'a>,
        /// The book has other texts.
        is_chapter: bool,
    },
}

/// A text that was read.
#[derive(Clone)]
pub struct ReadText {
    pub draft: Warned<Draft>,
    /// Of other tools.
    pub marks: ForeignMarks,
}

impl Reader<'_> {
    pub fn read(&self, file: FileId, source: &Source) -> ReadText {
        let mut marks = ForeignMarks::default();
        let draft = match *self {
            Reader::Markdown(options) => markdown::read_part(file, source, options, &mut marks),
            Reader::Plain { options, is_chapter: false } => plain::read(file, source, options),
            Reader::Plain { options, is_chapter: true } => plain_chapter(file, source, options),
        };
        ReadText { draft, marks }
    }
}

/// Of several texts each is a chapter, so that it need not have an outline of its own.
fn plain_chapter(file: FileId, source: &Source, options: plain::Options) -> Warned<Draft> {
    let mut read = plain::read(file, source, options);
    let is_heading = |node: &Node| matches!(node, Node::Heading { .. });
    if !read.value.nodes.iter().any(is_heading) {
        read.diagnostics.retain(|said| said.code != Code::OutlineGuessed);
        // It is called as its file is, as parts are called as their folders.
        let name = input::title_of_name(&source.path).filter(|_| !read.value.nodes.is_empty());
        let title = &mut read.value.metadata.title;
        *title = title.take().or(name.map(Title::from));
    }
    read
}
