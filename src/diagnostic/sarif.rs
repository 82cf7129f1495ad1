//! Diagnostics as one document of SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), which
//! code hosts and editors show beside the text. Numbers in comments are those of its sections.

use super::meaning::meaning;
use super::place::SourcePlace;
use super::render::Renderer;
use super::{Code, Diagnostic, Severity, fingerprint, json};
use crate::source::{Sources, Span};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{MAIN_SEPARATOR, Path};

/// Where the schema is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of our fingerprints, with the version of what they are made of (3.27.17).
pub const FINGERPRINT: &str = "bifolioFinding/v1";

/// What one run has to say, until it is written as a document.
#[derive(Clone, Debug, Default)]
pub struct SarifLog {
    results: Vec<(Rule, Value)>,
    /// The rules that occur, each with the highest severity that it occurred with.
    rules: BTreeMap<Rule, Severity>,
    /// What rules for written files say.
    written: BTreeMap<&'static str, &'static str>,
}

/// What a result is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rule {
    /// A message about a manuscript.
    Code(Code),
    /// A rule for written files, by its name.
    Written(&'static str),
}

/// A fault that was found in written files.
#[derive(Clone, Copy, Debug)]
pub struct WrittenFault<'a> {
    /// The name of the rule that is broken.
    pub id: &'static str,
    /// What that rule says.
    pub rule: &'static str,
    /// What breaks it.
    pub message: &'a str,
    /// The files that it is about.
    pub files: &'a [&'a Path],
}

impl SarifLog {
    /// Adds diagnostics, whose spans point into `sources`.
    pub fn add(&mut self, diagnostics: &[&Diagnostic], sources: &Sources) {
        let renderer = Renderer::new(sources, super::render::Format::Sarif, false);
        // What has no place is said of the whole book; hosts refuse a result that stands nowhere.
        let whole = sources.iter().next().map(|(_, first)| json!({ "uri": uri(&first.path) }));
        let whole = whole.map(|artifact| json!({ "physicalLocation": { "artifactLocation": artifact } }));
        for diagnostic in diagnostics {
            let Diagnostic { severity, code, span, .. } = **diagnostic;
            let place = renderer.place(span);
            let location = place.as_ref().map(|place| location(place, span)).or(whole.clone());
            self.push(Rule::Code(code), severity, result(diagnostic, place.as_ref(), location));
        }
    }

    /// Adds a fault of written files.
    pub fn add_written(&mut self, fault: &WrittenFault) {
        let of = |path: &&Path| json!({ "physicalLocation": { "artifactLocation": { "uri": uri(path) } } });
        let result = json!({
            "ruleId": fault.id,
            "level": level(Severity::Error),
            "message": { "text": fault.message },
            "locations": fault.files.iter().map(of).collect::<Vec<_>>(),
        });
        self.written.entry(fault.id).or_insert(fault.rule);
        self.push(Rule::Written(fault.id), Severity::Error, result);
    }

    fn push(&mut self, rule: Rule, severity: Severity, result: Value) {
        let highest = self.rules.entry(rule).or_insert(severity);
        *highest = severity.max(*highest);
        self.results.push((rule, result));
    }

    /// The document of a run that ends with this exit code.
    pub fn document(self, exit_code: u8) -> String {
        let rules: Vec<Value> = self.rules.iter().map(|(it, severity)| self.rule(*it, *severity)).collect();
        let index = |rule: &Rule| self.rules.range(..*rule).count();
        let results = self.results.into_iter().map(|(rule, mut result)| {
            result["ruleIndex"] = index(&rule).into();
            result
        });
        let results: Vec<Value> = results.collect();
        // That something was found and refused is what the run was for.
        let successful = matches!(exit_code, 0 | 3 | 5);
        json::on_one_line(&json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": driver(rules) },
                "invocations": [{ "executionSuccessful": successful, "exitCode": exit_code }],
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        }))
    }
}

impl SarifLog {
    fn rule(&self, rule: Rule, severity: Severity) -> Value {
        let (id, summary, help) = match rule {
            Rule::Code(code) => (code.as_str(), code.summary(), meaning(code)),
            Rule::Written(id) => {
                let says = self.written.get(id).copied().unwrap_or_default();
                (id, says, says.into())
            }
        };
        json!({
            "id": id,
            "shortDescription": { "text": summary },
            "help": { "text": help },
            "defaultConfiguration": { "level": level(severity) },
        })
    }
}

fn driver(rules: Vec<Value>) -> Value {
    let version = env!("CARGO_PKG_VERSION");
    let mut driver =
        json!({ "name": "Bifolio", "version": version, "semanticVersion": version, "rules": rules });
    let home = [env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY")];
    if let Some(home) = home.into_iter().find(|home| !home.is_empty()) {
        driver["informationUri"] = home.into();
    }
    driver
}

/// The words of 3.27.10 are ours.
fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

fn result(diagnostic: &Diagnostic, place: Option<&SourcePlace<'_>>, location: Option<Value>) -> Value {
    let hints = diagnostic.hints.iter().map(|hint| format!(" ({hint})"));
    let message: String = std::iter::once(diagnostic.message.clone()).chain(hints).collect();
    json!({
        "ruleId": diagnostic.code.as_str(),
        "level": level(diagnostic.severity),
        "message": { "text": message },
        "locations": Vec::from_iter(location),
        "partialFingerprints": { FINGERPRINT: fingerprint::of(diagnostic, place) },
    })
}

/// Lines and columns count from 1, and the end is the place behind the last character (3.30).
fn location(place: &SourcePlace<'_>, span: Span) -> Value {
    let (end_line, end_column) = place.end;
    let mut region = json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": end_line,
        "endColumn": end_column,
    });
    if span.end > span.start {
        let first = &place.text[place.marked.clone()];
        region["snippet"] = json!({ "text": super::place::first_chars(first, LONGEST_SNIPPET) });
    }
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(place.path) }, "region": region } })
}

/// So much of the text is repeated in the document, in characters.
const LONGEST_SNIPPET: usize = 200;

/// All but what RFC 3986 calls unreserved, and slashes.
const IN_PATHS: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A path as the reference that it is on the web. The folder that it is relative to is that of the run.
fn uri(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let slashes: Vec<u8> =
        bytes.iter().map(|&byte| if byte == MAIN_SEPARATOR as u8 { b'/' } else { byte }).collect();
    let encoded = percent_encode(&slashes, IN_PATHS);
    match (path.is_absolute(), slashes.starts_with(b"/")) {
        (false, _) => encoded.to_string(),
        (true, true) => format!("file://{encoded}"),
        (true, false) => format!("file:///{encoded}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn paths_are_relative_references() {
        for (path, expected) in [
            ("in/my book.md", "in/my%20book.md"),
            ("a:b.md", "a%3Ab.md"),
            ("../é.md", "../%C3%A9.md"),
            ("<stdin>", "%3Cstdin%3E"),
            ("a\u{1b}#?.md", "a%1B%23%3F.md"),
        ] {
            assert_eq!(uri(Path::new(path)), expected);
        }
        #[cfg(unix)]
        assert_eq!(uri(Path::new("/b/x y.md")), "file:///b/x%20y.md");
    }

    #[test]
    fn a_region_ends_behind_its_last_character() {
        let mut sources = Sources::default();
        let file = sources.add(Source { path: "a.md".into(), text: "äöü x\r\nyz\n".into() });
        for (span, expected) in
            [(2..4, (1, 2, 1, 3)), (7..11, (1, 5, 2, 2)), (0..0, (1, 1, 1, 1)), (12..90, (2, 3, 3, 1))]
        {
            let found = Diagnostic::warning(Code::EmptyLink, Span::new(file, span.clone()), "m").hint("h");
            let mut log = SarifLog::default();
            log.add(&[&found], &sources);
            let document: Value = serde_json::from_str(&log.document(0)).unwrap();
            let result = &document["runs"][0]["results"][0];
            assert_eq!(result["message"]["text"], "m (h)");
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let of = |key: &str| region[key].as_u64().unwrap();
            assert_eq!(
                (of("startLine"), of("startColumn"), of("endLine"), of("endColumn")),
                expected,
                "{span:?}"
            );
        }
    }
}
