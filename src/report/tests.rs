//! Both forms of a report against what stands in `tests/` beside this file; `BLESS=1` rewrites that.

use super::*;
use crate::conformance::{Criterion, Outcome};
use crate::document::{Conformance, Creator};
use std::path::Path;

fn criterion(id: &'static str, outcome: Outcome, evidence: &str, faults: &[&str]) -> Criterion {
    Criterion {
        id,
        source: "ISO 14289-1, 7.1",
        rule: "Everything drawn is in the structure or an artifact.",
        outcome,
        evidence: evidence.into(),
        faults: faults.iter().map(|fault| (*fault).to_owned()).collect(),
    }
}

/// A report in which everything is hostile that comes from a manuscript or from a file.
fn sample() -> Report {
    let hostile = "</title><script>alert(\"1\")</script> & 'Tea' \u{202e}\u{0}";
    let evaluation = Evaluation {
        claims: vec!["PDF/UA-1".into(), "<b>PDF/A-2a</b>".into()],
        criteria: vec![
            criterion("met", Outcome::Met, "4,120 marks on 43 pages", &[]),
            criterion("broken", Outcome::NotMet, "2 marks; 1 fault", &["page 2: “<i>&amp;</i>”"]),
            criterion("absent", Outcome::NotApplicable, "no marks", &[]),
        ],
    };
    let examined = |edition, file: Option<&str>, evaluation| Examined {
        edition,
        file: file.map(str::to_owned),
        bytes: 1234,
        sha256: "0123456789abcdef".repeat(4),
        evaluation,
    };
    let place = FoundAt { file: "a & b/<tea>.md".into(), line: 3, column: 1 };
    let found = |code, place| Found {
        code,
        severity: Severity::Warning,
        message: format!("the image `{hostile}` has no alternative text"),
        hints: vec!["write what it shows: `![…](…)`".into()],
        place,
    };
    Report {
        version: "1.2.3".into(),
        date: Timestamp::default(),
        metadata: Metadata {
            title: Some(hostile.into()),
            subtitle: Some("A <b>short</b> book".into()),
            creators: vec![Creator::author("Ann \"Writer\" <ann@example.org>")],
            lang: Some("en".into()),
            identifier: Some("urn:isbn:9783161484100\"><script>".into()),
            ..Metadata::default()
        },
        editions: vec![
            examined(Edition::Epub, None, Err("no <archive>".into())),
            examined(Edition::Pdf, Some("tea\"&.pdf"), Ok(evaluation)),
        ],
        found: vec![found(Code::MissingAlt, Some(place)), found(Code::LangNotSet, None)],
    }
}

fn compare(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/tests").join(name);
    if std::env::var_os("BLESS").is_some_and(|value| value == "1") {
        std::fs::write(&path, text).expect("it can be written");
    }
    let expected = std::fs::read_to_string(&path).expect("it is there");
    let line = expected.lines().zip(text.lines()).position(|(a, b)| a != b);
    assert!(expected == text, "{name} differs from line {:?} on", line.map(|line| line + 1));
}

#[test]
fn reports_are_those_beside_this_file() {
    compare("sample.html", &sample().to_html());
    compare("sample.json", &sample().to_json());
}

#[test]
fn programs_can_read_it() {
    let report: serde_json::Value = serde_json::from_str(&sample().to_json()).expect("JSON");
    let keys: Vec<&str> = report.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = [
        "book",
        "by_a_person",
        "certification",
        "date",
        "editions",
        "format",
        "manuscript",
        "outcome",
        "program",
    ];
    assert_eq!(keys, expected);
    assert_eq!(report["outcome"]["result"], "failed");
    assert_eq!(report["editions"][1]["criteria"][1]["result"], "not-met");
    assert_eq!(report["editions"][0]["unreadable"], "no <archive>");
    assert!(report["certification"].is_null());
}

#[test]
fn the_html_is_itself_accessible() {
    let html = sample().to_html();
    let text = html.strip_prefix("<!DOCTYPE html>\n").expect("HTML");
    let page = roxmltree::Document::parse(text).expect("well-formed");
    let named = |name: &'static str| page.descendants().filter(move |node| node.has_tag_name(name));
    assert_eq!(page.root_element().attribute("lang"), Some("en"));
    assert!(named("title").next().and_then(|title| title.text()).is_some_and(|title| title.contains("Tea")));
    let mut level = 0;
    for node in page.descendants() {
        let Some(own) = ["h1", "h2", "h3"].iter().position(|name| node.has_tag_name(*name)) else { continue };
        assert!(own <= level, "a level is skipped");
        level = own + 1;
    }
    assert_eq!((named("h1").count(), named("main").count()), (1, 1));
    assert!(named("table").all(|table| table.children().any(|child| child.has_tag_name("caption"))));
    assert!(named("th").all(|head| head.attribute("scope").is_some()));
    assert!(named("td").all(|cell| cell.descendants().any(|node| node.text().is_some())), "a cell is empty");
    for active in ["script", "link", "img", "iframe", "a"] {
        assert_eq!(named(active).count(), 0, "{active}");
    }
    // A style element is not read as XML in HTML.
    assert!(!html::STYLE_SHEET.contains(['<', '>', '&']));
    assert!(!html.contains("style=") && !html.contains("http"));
}

#[test]
fn the_outcome_claims_no_more_than_was_seen() {
    let mut report = sample();
    report.found.clear();
    report.editions.remove(0);
    let judged =
        |outcome| Ok(Evaluation { claims: vec![], criteria: vec![criterion("x", outcome, "", &[])] });
    for (outcome, sentence) in [
        (Outcome::Met, "No automatic check failed."),
        (Outcome::NotApplicable, "No automatic check failed."),
        (Outcome::NotMet, "1 automatic check failed."),
    ] {
        report.editions[0].evaluation = judged(outcome);
        let html = report.to_html();
        assert!(html.contains(&format!("<strong>{sentence}</strong> {}", outcome::CAVEAT)), "{html}");
    }
    assert!(report.to_html().contains("nothing found") && !report.to_html().contains("Certification"));
    report.metadata.conforms_to = Conformance::parse("wcag-2.2-aa");
    assert!(!report.to_html().contains("Certification"), "nobody certifies it");
    report.metadata.certified_by = Some("N. <Example>".into());
    let html = report.to_html();
    let statement = "<bdi>N. &lt;Example&gt;</bdi> states that the EPUB conforms to “EPUB Accessibility 1.1 - WCAG \
                     2.2 Level AA”.";
    assert!(html.contains(statement), "{html}");
    assert!(report.to_json().contains("\"certified_by\": \"N. <Example>\""));
}
