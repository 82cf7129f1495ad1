//! Tables of results.

use super::paragraph;
use crate::conformance::{Criterion, Outcome};
use crate::markup::Markup;
use crate::report::manuscript::{ASKED, Asked};
use crate::report::{Found, Report};

/// Opens a table with a caption and the heads of its columns; two ends close it.
pub(super) fn table(page: &mut Markup, caption: &str, heads: &[&str]) {
    page.start("table").line().start("caption").text_end(caption).line();
    page.start("thead").start("tr");
    for head in heads {
        page.start("th").attr("scope", "col").text_end(head);
    }
    page.end().end().line().start("tbody").line();
}

/// Opens a row by its head.
pub(super) fn row_head(page: &mut Markup, text: &str) {
    page.start("tr").start("th").attr("scope", "row").text_end(text);
}

/// The rules that an edition was held against.
pub(super) fn criteria(page: &mut Markup, name: &str, criteria: &[Criterion]) {
    let caption = format!("Rules that the {name} was held against");
    table(page, &caption, &["Rule", "Clause", "Result", "Evidence"]);
    for criterion in criteria {
        row_head(page, criterion.rule);
        page.start("td").text_end(criterion.source);
        outcome(page, criterion.outcome);
        page.start("td").text(&criterion.evidence);
        list(page, criterion.faults.iter().map(String::as_str));
        page.end().end().line();
    }
    page.end().line().end().line();
}

fn outcome(page: &mut Markup, outcome: Outcome) {
    page.start("td");
    match outcome {
        Outcome::Met => page.text("met"),
        Outcome::NotMet => page.start("strong").text_end("not met"),
        Outcome::NotApplicable => page.text("does not apply"),
    };
    page.end();
}

fn list<'t>(page: &mut Markup, items: impl Iterator<Item = &'t str>) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        page.start("ul");
        for item in items {
            page.start("li").text_end(item);
        }
        page.end();
    }
}

/// What the check of the manuscript asked, and what it found.
pub(super) fn manuscript(page: &mut Markup, report: &Report) {
    page.start("h2").text_end("The manuscript").line();
    paragraph(
        page,
        "These faults can only be seen in the text that the author wrote: an edition made of it keeps to the rules, \
         and keeps some readers out. A place is a file, a line and a column.",
    );
    table(page, "What the manuscript was asked", &["Rule", "Clause", "Found"]);
    for asked in ASKED {
        row_head(page, asked.rule);
        page.start("td").text_end(asked.clause).start("td");
        findings(page, report, asked);
        page.end().end().line();
    }
    page.end().line().end().line();
}

fn findings(page: &mut Markup, report: &Report, asked: &Asked) {
    let found: Vec<String> = report.found.iter().filter(|it| it.code == asked.code).map(line).collect();
    match found.is_empty() {
        true => _ = page.text("nothing found"),
        false => {
            page.start("strong").text_end(&format!("{} found", found.len()));
            page.text(" (").start("code").text_end(asked.code.as_str()).text(")");
            list(page, found.iter().map(String::as_str));
        }
    }
}

/// `tea.md:3:1: the message`.
fn line(found: &Found) -> String {
    match &found.place {
        Some(place) => format!("{}:{}:{}: {}", place.file, place.line, place.column, found.message),
        None => found.message.clone(),
    }
}
