//! Chapters as XHTML.

mod block;
mod emphasis;
mod float;
mod inline;
mod kind;
mod math;
mod notes;
mod places;
mod table;
pub(super) mod title;
mod wide;

use super::plan::{ChapterFile, EpubPlan, Page, STYLE};
use crate::document::{BlockId, Direction, Heading, Matter, NoteId, Section};
use crate::markup::Markup;
use kind::kind;
use std::collections::BTreeSet;

/// One chapter's file.
pub(super) fn chapter(book: &EpubPlan, file: &ChapterFile) -> String {
    let section = file.chapter.section;
    let title = if section.title.is_blank() { book.document.metadata.title() } else { &section.title.plain };
    let mut writer = ChapterWriter {
        book,
        index: file.chapter.index,
        markup: page_start(book, title, matter(section.matter)),
        level: book.level(section),
        pages: &[],
        offset: 0,
        ids: Vec::new(),
        lent: None,
        inline_id: None,
        named: None,
        in_name: false,
        in_cell: false,
        open: Vec::new(),
        in_link: false,
        is_emphasised: false,
        in_float: false,
        called: BTreeSet::new(),
    };
    writer.section(section, file.chapter.whole, true);
    writer.notes(book.level(section), &file.notes);
    writer.markup.finish()
}

/// A page up to its open `body`: root, head and language.
pub(super) fn page_start(book: &EpubPlan, title: &str, body_type: &str) -> Markup {
    let mut markup = Markup::document();
    markup.html_doctype().start("html").attr("xmlns", "http://www.w3.org/1999/xhtml");
    // Where both languages are there, HTML wants them to be the same.
    markup.attr("xmlns:epub", "http://www.idpf.org/2007/ops").attr("lang", &book.lang);
    markup
        .attr("xml:lang", &book.lang)
        .attr_if("dir", (book.direction == Direction::RightToLeft).then_some("rtl"));
    markup.line().start("head").line();
    // An empty title is an error; one of white space or of forbidden characters is as good as none.
    let shown = title.chars().any(|c| !c.is_whitespace() && !c.is_control());
    markup.start("title").text_end(if shown { title } else { "–" }).line();
    markup.start("meta").attr("name", "viewport").attr("content", "width=device-width").void().line();
    markup.start("link").attr("rel", "stylesheet").attr("type", "text/css").attr("href", STYLE).void().line();
    markup.end().line().start("body").attr("epub:type", body_type).line();
    markup
}

/// Says the language of the element that was just opened, to HTML and to XML; and which way its lines
/// run, where that is not the book's or the book has text of both directions.
pub(super) fn language(book: &EpubPlan, markup: &mut Markup, lang: Option<&str>) {
    running(book, markup, lang, None);
}

/// Says the language of what was just opened, and which way its lines run: as it says, or as its
/// language does.
fn running(book: &EpubPlan, markup: &mut Markup, lang: Option<&str>, stated: Option<Direction>) {
    markup.attr_if("lang", lang).attr_if("xml:lang", lang);
    let of_language = lang.map(Direction::of);
    let of_language =
        of_language.filter(|direction| book.has_both_directions || *direction != book.direction);
    markup.attr_if("dir", stated.or(of_language).map(Direction::as_str));
}

/// Code runs from left to right, whatever is around it.
fn code_direction(book: &EpubPlan) -> Option<&'static str> {
    (book.direction == Direction::RightToLeft).then_some(Direction::LeftToRight.as_str())
}

/// The name of a part of the book in EPUB's vocabulary.
fn matter(matter: Matter) -> &'static str {
    match matter {
        Matter::Front => "frontmatter",
        Matter::Body => "bodymatter",
        Matter::Back => "backmatter",
    }
}

/// Writes one chapter. While a block is written, `pages` holds the page marks that are still to
/// come in it, and `offset` is how much of its `text::plain_text` is behind, in bytes.
struct ChapterWriter<'b, 'a> {
    book: &'b EpubPlan<'a>,
    index: usize,
    markup: Markup,
    /// The level of the section that the current block stands in.
    level: u8,
    pages: &'b [Page<'a>],
    offset: usize,
    /// The ids of the block that are still to be written; the first is to be that of its element.
    ids: Vec<&'b str>,
    /// The paragraph whose first id the element has that holds it directly.
    lent: Option<BlockId>,
    /// The id of the element among words that comes next.
    inline_id: Option<&'b str>,
    /// The name of all words of an element that has its id already.
    named: Option<&'b str>,
    /// What is written names what is around it: no mark of a page may stand there.
    in_name: bool,
    /// A table within another is as wide as that lets it be.
    in_cell: bool,
    /// The inlines that are being written.
    open: Vec<inline::Open>,
    /// Links do not nest.
    in_link: bool,
    /// The words that are being written are emphasised.
    is_emphasised: bool,
    /// An image within a float needs no figure of its own.
    in_float: bool,
    /// Notes whose first call is written.
    called: BTreeSet<NoteId>,
}

impl ChapterWriter<'_, '_> {
    /// A section; with its children where they belong to this chapter.
    fn section(&mut self, section: &Section, with_children: bool, opens: bool) {
        let id = self.book.place(&section.anchor).map(|place| place.id.as_str());
        self.markup.start("section").attr_if("id", id);
        if let Some(kind) = kind(section, with_children).filter(|_| opens) {
            self.markup.attr("epub:type", kind.name).attr("role", kind.role);
        }
        self.markup.line();
        self.level = self.book.level(section);
        self.begin(section.id);
        self.other_ids();
        // The marks of pages stand before a heading, of whose name they would become a part.
        self.flush();
        if let Some(heading) = section.shown_heading() {
            self.section_heading(section, heading);
        }
        section.blocks.iter().for_each(|block| self.block(block));
        if with_children {
            section.children.iter().for_each(|child| self.section(child, true, false));
        }
        self.markup.end().line();
    }

    /// A heading with any content: at others, assistive technology would stop at nothing.
    fn section_heading(&mut self, section: &Section, heading: &Heading) {
        self.markup.start(heading_name(self.level));
        if let Some(number) = &section.number {
            self.markup.start("span").attr("class", "number").text_end(&number.to_string()).text(" ");
        }
        self.inlines(&heading.content);
        self.markup.end().line();
    }
}

/// The element of a heading; HTML has six.
fn heading_name(level: u8) -> &'static str {
    match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}
