//! The NCX: the contents for readers that know EPUB 2 only.

use super::outline::{OutlineEntry, depth};
use super::plan::{EpubPlan, Page};
use crate::document::Word;
use crate::markup::Markup;

/// toc.ncx.
pub(super) fn ncx(book: &EpubPlan, outline: &[OutlineEntry]) -> String {
    let metadata = &book.document.metadata;
    let numbers = || book.pages.iter().filter_map(|page| book.document.digits.read(page.folio));
    let mut markup = Markup::document();
    markup.start("ncx").attr("xmlns", "http://www.daisy.org/z3986/2005/ncx/").attr("version", "2005-1");
    markup.attr("xml:lang", &book.lang).line();
    markup.start("head").line();
    for (name, content) in [
        // EPUBCheck holds it against the identifier of the package document.
        ("dtb:uid", metadata.book_urn()),
        ("dtb:depth", depth(outline).to_string()),
        ("dtb:totalPageCount", book.pages.len().to_string()),
        ("dtb:maxPageNumber", numbers().max().unwrap_or(0).to_string()),
    ] {
        markup.start("meta").attr("name", name).attr("content", &content).void().line();
    }
    markup.end().line();
    named("docTitle", metadata.title(), &mut markup);
    metadata.authors().for_each(|author| named("docAuthor", author, &mut markup));
    let mut writer = NcxWriter { book, markup, pages_passed: 0, points: 0 };
    writer.markup.start("navMap").line();
    writer.points(outline);
    writer.markup.end().line();
    writer.page_list(outline);
    writer.markup.finish()
}

fn named(name: &'static str, text: &str, markup: &mut Markup) {
    markup.start(name).start("text").text_end(text).end().line();
}

/// `playOrder` counts contents and pages together in reading order.
struct NcxWriter<'b, 'a> {
    book: &'b EpubPlan<'a>,
    markup: Markup,
    /// Pages that begin before the entry being written.
    pages_passed: usize,
    /// Entries written.
    points: usize,
}

impl NcxWriter<'_, '_> {
    fn points(&mut self, entries: &[OutlineEntry]) {
        for entry in entries {
            self.pages_passed += pages_before(&self.book.pages, self.pages_passed, entry);
            self.points += 1;
            self.markup.start("navPoint").attr("id", &format!("point-{}", self.points));
            self.markup.attr("playOrder", &(self.points + self.pages_passed).to_string()).line();
            named("navLabel", &entry.label, &mut self.markup);
            self.markup.start("content").attr("src", &entry.href).void().line();
            self.points(&entry.children);
            self.markup.end().line();
        }
    }

    fn page_list(&mut self, outline: &[OutlineEntry]) {
        if self.book.pages.is_empty() {
            return;
        }
        self.markup.start("pageList").line();
        named("navLabel", self.book.words.get(Word::Pages), &mut self.markup);
        for (index, (page, points)) in
            self.book.pages.iter().zip(points_before(self.book, outline)).enumerate()
        {
            let value = self.book.document.digits.read(page.folio).filter(|&number| number > 0);
            let kind = if value.is_some() { "normal" } else { "front" };
            let value = value.map(|value| value.to_string());
            self.markup.start("pageTarget").attr("id", &format!("target-{}", index + 1)).attr("type", kind);
            self.markup.attr_if("value", value.as_deref());
            self.markup.attr("playOrder", &(index + 1 + points).to_string()).line();
            named("navLabel", page.folio, &mut self.markup);
            self.markup.start("content").attr("src", &self.book.href(&page.at)).void().line();
            self.markup.end().line();
        }
        self.markup.end().line();
    }
}

/// How many of the pages from `passed` on begin before an entry's heading.
fn pages_before(pages: &[Page], passed: usize, entry: &OutlineEntry) -> usize {
    let Some((_, heading)) = entry.at else { return 0 };
    // A page that begins at the heading itself is marked within it, so after it.
    pages[passed..].iter().take_while(|page| page.reached < heading).count()
}

/// For each page, how many entries stand before it.
fn points_before(book: &EpubPlan, outline: &[OutlineEntry]) -> Vec<usize> {
    fn headings(entries: &[OutlineEntry], all: &mut Vec<Option<crate::document::BlockId>>) {
        for entry in entries {
            all.push(entry.at.map(|(_, heading)| heading));
            headings(&entry.children, all);
        }
    }
    let mut all = Vec::new();
    headings(outline, &mut all);
    let mut passed = 0;
    let mut count = |page: &Page| {
        // An entry without a heading leads to the book's beginning.
        passed += all[passed..]
            .iter()
            .take_while(|heading| heading.is_none_or(|heading| heading <= page.reached))
            .count();
        passed
    };
    book.pages.iter().map(&mut count).collect()
}
