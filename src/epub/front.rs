//! The pages that stand before the text: cover and title page.

use super::book::Book;
use super::xhtml::page_start;
use crate::document::Creator;
use crate::markup::Markup;

/// The cover's page, where the book has a cover.
pub(super) fn cover(book: &Book) -> Option<String> {
    let file = book.image_file(book.cover?)?;
    let described = book.document.metadata.cover_image.as_ref().map(|cover| cover.alt.trim());
    let alt = match described {
        Some(alt) if !alt.is_empty() => alt.to_string(),
        _ => format!("{}: {}", book.words.cover, book.document.metadata.title()),
    };
    let mut markup = page_start(book, book.words.cover, "frontmatter");
    markup.start("section").attr("class", "cover").attr("epub:type", "cover");
    markup.start("img").attr("src", &file.path).attr("alt", &alt).attr("role", "doc-cover").void();
    Some(markup.finish())
}

/// Title, subtitle, authors and all others, publisher and date as the manuscript has them.
pub(super) fn title_page(book: &Book) -> String {
    let metadata = &book.document.metadata;
    let mut markup = page_start(book, metadata.title(), "frontmatter");
    markup.start("section").attr("class", "titlepage").attr("epub:type", "titlepage").line();
    let title = if metadata.title().trim().is_empty() { "–" } else { metadata.title() };
    markup.start("h1").attr("epub:type", "title").text_end(title).line();
    if let Some(subtitle) = &metadata.subtitle {
        markup
            .start("p")
            .attr("class", "subtitle")
            .attr("epub:type", "subtitle")
            .attr("role", "doc-subtitle");
        markup.text_end(subtitle).line();
    }
    for creator in &metadata.creators {
        creator_line(book, creator, &mut markup);
    }
    for (class, line) in [("publisher", &metadata.publisher), ("date", &metadata.date)] {
        if let Some(line) = line {
            markup.start("p").attr("class", class).text_end(line).line();
        }
    }
    markup.finish()
}

fn creator_line(book: &Book, creator: &Creator, markup: &mut Markup) {
    let class = if creator.role == "aut" { "author" } else { "contributor" };
    markup.start("p").attr("class", class).text(&creator.name);
    if let Some(role) = book.words.role(&creator.role) {
        // Where the book's language has no words here, these are English and say so.
        let foreign = !book.lang.starts_with(book.words.lang);
        let lang = foreign.then_some(book.words.lang);
        markup.text(" ").start("span").attr("class", "role").attr_if("lang", lang).attr_if("xml:lang", lang);
        markup.text("(").text(role).text(")").end();
    }
    markup.end().line();
}
