//! The navigation document: contents, landmarks and the list of printed pages.

use super::outline::OutlineEntry;
use super::plan::{COVER, EpubPlan, NAV, TITLE_PAGE};
use super::xhtml::{language, page_start, title};
use crate::document::{FloatKind, Matter, Term, Word};
use crate::markup::Markup;

/// nav.xhtml. Its contents are also a page of the book, which shows them down to `depth` (0: all);
/// what is deeper, the landmarks and the pages are for reading systems alone.
pub(super) fn nav(book: &EpubPlan, outline: &[OutlineEntry], depth: u8) -> String {
    let contents = book.words.term(Word::Contents);
    let mut markup = page_start(book, contents.text, "frontmatter");
    markup.start("nav").attr("epub:type", "toc").attr("role", "doc-toc").attr("id", "toc");
    markup.attr("aria-labelledby", CONTENTS).line();
    heading(book, CONTENTS, contents, &mut markup);
    markup.start("ol").line();
    entries(book, outline, if depth == 0 { u8::MAX } else { depth }, &mut markup);
    markup.end().line();
    lists(book, &mut markup);
    landmarks(book, &mut markup);
    if !book.pages.is_empty() {
        page_list(book, &mut markup);
    }
    markup.finish()
}

/// The id of the page's own heading; those of all other lists stand below it.
const CONTENTS: &str = "toc-title";

/// A heading that says its language where that is not the book's.
fn heading(book: &EpubPlan, id: &str, term: Term, markup: &mut Markup) {
    markup.start(if id == CONTENTS { "h1" } else { "h2" }).attr("id", id);
    language(book, markup, term.foreign);
    markup.text_end(term.text).line();
}

/// The entries of a list that is open, and its end. A list is hidden where none of its entries is
/// to be shown (EPUB 3.3, 7.4.2.2: the attribute concerns the page, not the reading system).
fn entries(book: &EpubPlan, list: &[OutlineEntry], depth: u8, markup: &mut Markup) {
    for entry in list {
        markup.start("li").start("a").attr("href", &entry.href);
        match entry.shown() {
            Some((number, words)) => {
                number.iter().for_each(|number| _ = markup.text(number).text(" "));
                title::write(book, markup, words);
            }
            None => _ = markup.text(&entry.label),
        }
        markup.end();
        if !entry.children.is_empty() {
            markup.line().start("ol");
            if entry.children.iter().all(|child| child.level > depth) {
                markup.attr("hidden", "hidden");
            }
            markup.line();
            entries(book, &entry.children, depth, markup);
        }
        markup.end().line();
    }
    markup.end().line();
}

/// Lists of figures and the like, which are shown on the page below the contents.
fn lists(book: &EpubPlan, markup: &mut Markup) {
    for (list, index) in book.document.lists.iter().zip(1..) {
        let id = format!("list-{index}-title");
        // The structural vocabulary has no word for listings.
        let kind = match list.kind {
            FloatKind::Figure => Some("loi"),
            FloatKind::Table => Some("lot"),
            FloatKind::Listing => None,
        };
        markup.start("nav").attr_if("epub:type", kind).attr("aria-labelledby", &id).line();
        heading(book, &id, book.words.term(Word::floats(list.kind)), markup);
        markup.start("ol").line();
        for entry in &list.entries {
            let Some(place) = book.place(&entry.anchor) else { continue };
            markup.start("li").start("a").attr("href", &book.href(place));
            title::write(book, markup, &entry.title.content);
            markup.end().end().line();
        }
        markup.end().line().end().line();
    }
}

fn landmarks(book: &EpubPlan, markup: &mut Markup) {
    markup.start("nav").attr("epub:type", "landmarks").attr("id", "landmarks");
    markup.attr("aria-labelledby", "landmarks-title").attr("hidden", "hidden").line();
    heading(book, "landmarks-title", book.words.term(Word::Landmarks), markup);
    markup.start("ol").line();
    for (kind, href, label) in places(book) {
        markup.start("li").start("a").attr("epub:type", kind).attr("href", href).text_end(label).end().line();
    }
    markup.end().line().end().line();
}

/// The landmarks of the book: kind, address and label.
pub(super) fn places<'b>(book: &'b EpubPlan) -> Vec<(&'static str, &'b str, &'static str)> {
    let words = &book.words;
    let mut places = Vec::new();
    if book.cover.is_some() {
        places.push(("cover", COVER, words.get(Word::Cover)));
    }
    places.push(("titlepage", TITLE_PAGE, words.get(Word::TitlePage)));
    places.push(("toc", NAV, words.get(Word::Contents)));
    let mut chapters = book.chapters.iter();
    let first = chapters.find(|file| file.chapter.section.matter == Matter::Body);
    if let Some(first) = first.or(book.chapters.first()) {
        places.push(("bodymatter", &first.file, words.get(Word::Start)));
    }
    places
}

fn page_list(book: &EpubPlan, markup: &mut Markup) {
    markup.start("nav").attr("epub:type", "page-list").attr("role", "doc-pagelist").attr("id", "page-list");
    markup.attr("aria-labelledby", "page-list-title").attr("hidden", "hidden").line();
    heading(book, "page-list-title", book.words.term(Word::Pages), markup);
    markup.start("ol").line();
    for page in &book.pages {
        markup.start("li").start("a").attr("href", &book.href(&page.at)).text_end(page.folio).end().line();
    }
    markup.end().line().end().line();
}
