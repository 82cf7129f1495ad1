//! The report as JSON. Its keys are part of the contract: some may come, none goes.

use super::manuscript::ASKED;
use super::outcome::{CAVEAT, Counts};
use super::person::QUESTIONS;
use super::{Examined, Found, Report};
use crate::conformance::{Criterion, Evaluation, Outcome};
use crate::diagnostic::render::on_lines;
use serde_json::{Value, json};

/// The version of the keys.
const FORMAT: u32 = 1;

pub(super) fn write(report: &Report) -> String {
    let object = json!({
        "format": FORMAT,
        "program": { "name": "Bifolio", "version": report.version },
        "date": report.date.iso(),
        "book": book(report),
        "outcome": outcome(report),
        "editions": report.editions.iter().map(edition).collect::<Vec<_>>(),
        "manuscript": manuscript(report),
        "by_a_person": by_a_person(),
        "certification": certification(report),
    });
    on_lines(&object)
}

fn book(report: &Report) -> Value {
    let metadata = &report.metadata;
    json!({
        "title": metadata.title(),
        "subtitle": metadata.subtitle.as_ref().map(|subtitle| &subtitle.plain),
        "authors": metadata.authors().collect::<Vec<_>>(),
        "language": metadata.lang(),
        "language_stated": metadata.lang.is_some(),
        "identifier": metadata.book_urn(),
    })
}

fn outcome(report: &Report) -> Value {
    let counts = Counts::of(report);
    json!({
        "result": if counts.is_failed() { "failed" } else { "none-failed" },
        "text": format!("{} {CAVEAT}", counts.sentence()),
        "met": counts.met,
        "not_met": counts.broken,
        "not_applicable": counts.not_applicable,
        "unreadable_editions": counts.unread,
        "found_in_manuscript": counts.found,
        "not_checked": QUESTIONS.len(),
    })
}

fn edition(edition: &Examined) -> Value {
    let evaluation = edition.evaluation.as_ref().ok();
    json!({
        "edition": edition.edition.ending(),
        "media_type": edition.media_type(),
        "file": edition.file,
        "bytes": edition.bytes,
        "sha256": edition.sha256,
        "unreadable": edition.evaluation.as_ref().err(),
        "claims": evaluation.map_or(&[][..], |evaluation| &evaluation.claims),
        "criteria": evaluation.map_or_else(|| json!([]), criteria),
    })
}

/// The criteria of an evaluation, each as an object.
pub(crate) fn criteria(evaluation: &Evaluation) -> Value {
    evaluation.criteria.iter().map(criterion).collect()
}

fn criterion(criterion: &Criterion) -> Value {
    json!({
        "id": criterion.id,
        "clause": criterion.source,
        "rule": criterion.rule,
        "result": match criterion.outcome {
            Outcome::Met => "met",
            Outcome::NotMet => "not-met",
            Outcome::NotApplicable => "not-applicable",
        },
        "evidence": criterion.evidence,
        "faults": criterion.faults,
    })
}

fn manuscript(report: &Report) -> Value {
    let row = |asked: &super::manuscript::Asked| {
        let found = report.found.iter().filter(|found| found.code == asked.code);
        json!({
            "code": asked.code.as_str(),
            "clause": asked.clause,
            "rule": asked.rule,
            "found": found.map(self::found).collect::<Vec<_>>(),
        })
    };
    ASKED.iter().map(row).collect()
}

/// The fields are those of messages as JSON.
fn found(found: &Found) -> Value {
    let place = found.place.as_ref();
    json!({
        "severity": found.severity.as_str(),
        "message": found.message,
        "hints": found.hints,
        "file": place.map(|place| &place.file),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
    })
}

fn by_a_person() -> Value {
    let row = |question: &super::person::Question| {
        json!({
            "id": question.id,
            "clause": question.clause,
            "question": question.asks,
            "result": "not-checked",
        })
    };
    QUESTIONS.iter().map(row).collect()
}

fn certification(report: &Report) -> Value {
    report.metadata.certified_by.as_ref().map_or(Value::Null, |name| {
        let conforms_to = report.metadata.conforms_to.map(|conformance| conformance.to_string());
        json!({ "certified_by": name, "conforms_to": conforms_to })
    })
}
