//! The pages that stand before the text: cover and title page.

use super::plan::EpubPlan;
use super::xhtml::{page_start, title};
use crate::document::{TitleLine, TitleLineKind, Word};
use crate::markup::Markup;

/// The cover's page, where the book has a cover.
pub(super) fn cover(book: &EpubPlan) -> Option<String> {
    let file = book.image_file(book.cover?)?;
    let described = book.document.metadata.cover_image.as_ref().map(|cover| cover.alt.trim());
    let word = book.words.get(Word::Cover);
    let alt = match described {
        Some(alt) if !alt.is_empty() => alt.to_string(),
        _ => format!("{word}: {}", book.document.metadata.title()),
    };
    let mut markup = page_start(book, word, "frontmatter");
    markup.start("section").attr("class", "cover").attr("epub:type", "cover");
    // The type is the page's, but the role an image's: its superclass in DPUB-ARIA is `img`.
    markup.start("img").attr("src", &file.path).attr("alt", &alt).attr("role", "doc-cover").void();
    Some(markup.finish())
}

/// The title page, line by line as the document has it.
pub(super) fn title_page(book: &EpubPlan) -> String {
    let mut markup = page_start(book, book.document.metadata.title(), "frontmatter");
    markup.start("section").attr("class", "titlepage").attr("epub:type", "titlepage").line();
    for line in &book.title_page {
        title_line(book, line, &mut markup);
    }
    markup.finish()
}

fn title_line(book: &EpubPlan, line: &TitleLine, markup: &mut Markup) {
    match line.kind {
        TitleLineKind::Title => markup.start("h1").attr("epub:type", "title"),
        TitleLineKind::Subtitle => {
            markup.start("p").attr("class", "subtitle");
            markup.attr("epub:type", "subtitle").attr("role", "doc-subtitle")
        }
        TitleLineKind::Author => markup.start("p").attr("class", "author"),
        TitleLineKind::Contributor => markup.start("p").attr("class", "contributor"),
        TitleLineKind::Publisher => markup.start("p").attr("class", "publisher"),
        TitleLineKind::Date => markup.start("p").attr("class", "date"),
    };
    title::write(book, markup, &line.content);
    markup.end().line();
}
