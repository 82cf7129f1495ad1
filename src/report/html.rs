//! The report as HTML: one file that fetches nothing and runs nothing, for the screen, for readers
//! aloud and for paper.

mod results;

use super::outcome::{CAVEAT, Counts};
use super::person::QUESTIONS;
use super::{Examined, Report};
use crate::markup::Markup;

/// It names no face, and every result is a word: colour says nothing here.
pub(super) const STYLE_SHEET: &str = include_str!("style.css");

pub(super) fn write(report: &Report) -> String {
    let mut page = Markup::default();
    page.html_doctype().start("html").attr("lang", "en").line();
    head(&mut page, report);
    page.start("body").line().start("main").line();
    opening(&mut page, report);
    book(&mut page, report);
    report.editions.iter().for_each(|edition| self::edition(&mut page, edition));
    results::manuscript(&mut page, report);
    by_a_person(&mut page);
    certification(&mut page, report);
    page.end().line();
    footer(&mut page, report);
    page.end().line();
    page.finish()
}

fn head(page: &mut Markup, report: &Report) {
    page.start("head").line();
    page.start("meta").attr("charset", "utf-8").void().line();
    page.start("meta").attr("name", "viewport").attr("content", "width=device-width").void().line();
    page.start("meta").attr("name", "generator").attr("content", &program(report)).void().line();
    page.start("title").text("Accessibility report: ").text_end(report.metadata.title()).line();
    page.start("style").line().text(STYLE_SHEET).end().line();
    page.end().line();
}

fn program(report: &Report) -> String {
    format!("Bifolio {}", report.version)
}

fn opening(page: &mut Markup, report: &Report) {
    page.start("h1").text("Accessibility report: ");
    foreign(page, report, report.metadata.title());
    page.end().line();
    page.start("p")
        .attr("class", "outcome")
        .start("strong")
        .text_end(&Counts::of(report).sentence())
        .text(" ");
    page.text_end(CAVEAT).line();
    paragraph(
        page,
        "Each edition was read back from its bytes and held against rules of the standards. A rule is met, not \
         met, or does not apply, where the file holds nothing that it speaks of. This report can go with what the \
         European Accessibility Act (Directive (EU) 2019/882) asks of publishers and shops. It is no declaration \
         of conformity.",
    );
}

fn paragraph(page: &mut Markup, text: &str) {
    page.start("p").text_end(text).line();
}

/// Words of the book, in its language, which cannot turn the direction of what is around them.
fn foreign<'m>(page: &'m mut Markup, report: &Report, words: &str) -> &'m mut Markup {
    page.start("bdi").attr_if("lang", report.metadata.lang.as_deref()).text_end(words)
}

fn book(page: &mut Markup, report: &Report) {
    let metadata = &report.metadata;
    page.start("h2").text_end("The book").line().start("dl").line();
    term(page, "Title", |page| foreign(page, report, metadata.title()));
    if let Some(subtitle) = &metadata.subtitle {
        term(page, "Subtitle", |page| foreign(page, report, &subtitle.plain));
    }
    for author in metadata.authors() {
        term(page, "Author", |page| page.start("bdi").text_end(author));
    }
    let language = match &metadata.lang {
        Some(lang) => lang.clone(),
        None => format!("{} (assumed, since the manuscript states none)", metadata.lang()),
    };
    term(page, "Language", |page| page.text(&language));
    term(page, "Identifier", |page| page.start("bdi").text_end(&metadata.book_urn()));
    term(page, "Date that the files carry", |page| page.text(&report.date.iso()));
    term(page, "Made and checked by", |page| page.text(&program(report)));
    page.end().line();
}

/// A term and what is said of it.
fn term(page: &mut Markup, name: &str, said: impl FnOnce(&mut Markup) -> &mut Markup) {
    page.start("dt").text_end(name).start("dd");
    said(page);
    page.end().line();
}

fn edition(page: &mut Markup, edition: &Examined) {
    page.start("h2").text("The ").text(edition.name()).text_end(" edition").line().start("dl").line();
    let file = edition.file.as_deref();
    term(page, "File", |page| match file {
        Some(file) => page.start("bdi").text_end(file),
        None => page.text("not written; it was made for this check alone"),
    });
    term(page, "Format", |page| page.text(edition.media_type()));
    term(page, "Size", |page| page.text(&format!("{} bytes", edition.bytes)));
    term(page, "SHA-256", |page| page.start("code").text_end(&edition.sha256));
    if let Ok(evaluation) = &edition.evaluation {
        let claims = evaluation.claims.join("; ");
        let claims = if claims.is_empty() { "none" } else { &claims };
        term(page, "Standards that it claims", |page| page.text(claims));
    }
    page.end().line();
    match &edition.evaluation {
        Ok(evaluation) => results::criteria(page, edition.name(), &evaluation.criteria),
        Err(reason) => {
            let text = format!("The file could not be read back, and nothing of it was checked: {reason}.");
            page.start("p").attr("class", "outcome").start("strong").text_end(&text).end().line();
        }
    }
}

fn by_a_person(page: &mut Markup) {
    page.start("h2").text_end("What only a person can judge").line();
    paragraph(
        page,
        "A program cannot answer these questions. Somebody who knows the book has to, before anybody says that it \
         is accessible. Print this list, or keep it with the answers.",
    );
    results::table(page, "Questions that were not checked", &["Question", "Clause", "Result"]);
    for question in QUESTIONS {
        results::row_head(page, question.asks);
        page.start("td").text_end(question.clause).start("td").text_end("not checked").end().line();
    }
    page.end().line().end().line();
}

/// What the manuscript says of a person; without one, nothing is said.
fn certification(page: &mut Markup, report: &Report) {
    let Some(name) = &report.metadata.certified_by else { return };
    page.start("h2").text_end("Certification").line();
    page.start("p").start("bdi").text_end(name);
    match report.metadata.conforms_to {
        Some(level) => page.text(&format!(" states that the EPUB conforms to “{level}”.")),
        None => page.text(" is named as the one who certifies the EPUB. No standard is named."),
    };
    page.text_end(" This is the statement of the manuscript; the program has not verified it.").line();
}

fn footer(page: &mut Markup, report: &Report) {
    page.start("footer").start("p").text(&program(report));
    page.text(". The same manuscript gives the same files and the same report. The SHA-256 of a file tells whether ");
    page.text_end("it is the one that was checked.").end().line();
}
