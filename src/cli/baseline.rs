//! Findings that were known before: messages that an earlier run gave as JSON or as SARIF.

use crate::diagnostic::render::FINGERPRINT;
use crate::diagnostic::{Code, Diagnostic, Error};
use crate::input;
use crate::source::{FileId, Files, Span};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// How often each finding is known, by its fingerprint.
#[derive(Debug, Default)]
pub struct Baseline {
    known: BTreeMap<String, usize>,
    /// What is to be said of a file that holds nothing.
    pub empty: Option<Diagnostic>,
}

impl Baseline {
    /// Reads a file of messages. Its form is told by what it holds.
    ///
    /// Errors: `unreadable-input`, also for a file of something else.
    pub fn read(path: &Path, files: &dyn Files) -> Result<Baseline, Error> {
        // Shells of Windows write what they redirect as UTF-16.
        let text = input::read_named(FileId::GENERATED, path, files)?.value.text;
        let empty = text.is_empty().then(|| {
            let message = format!("`{}` is empty: no message is known from before", path.display());
            let hint = format!("messages are written to standard error: `2> {}` keeps them", path.display());
            // A run of which nothing was to be said leaves such a file as well.
            Diagnostic::note(Code::Usage, Span::GENERATED, message).hint(hint)
        });
        let mut known = BTreeMap::new();
        let fingerprints = of_sarif(&text).unwrap_or_else(|| text.lines().map(of_line).collect());
        for fingerprint in fingerprints {
            let message = || {
                let path = path.display();
                format!(
                    "cannot read `{path}`: it is not a file of messages written by `--format json` or `sarif`"
                )
            };
            let fingerprint = fingerprint.ok_or_else(|| Error::new(Code::UnreadableInput, message()))?;
            *known.entry(fingerprint).or_insert(0) += 1;
        }
        known.remove("");
        Ok(Baseline { known, empty })
    }

    /// Whether a finding was known; each counts as often as it was there.
    pub fn takes(&mut self, fingerprint: impl FnOnce() -> String) -> bool {
        if self.known.is_empty() {
            return false;
        }
        match self.known.get_mut(&fingerprint()) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }
}

/// The fingerprints of a document of SARIF; `None` where the text is none.
fn of_sarif(text: &str) -> Option<Vec<Option<String>>> {
    let document: Value = serde_json::from_str(text).ok()?;
    let results = document["runs"].as_array()?.iter().flat_map(|run| run["results"].as_array());
    let fingerprint = |result: &Value| result["partialFingerprints"][FINGERPRINT].as_str().map(str::to_owned);
    Some(results.flatten().map(fingerprint).collect())
}

/// The fingerprint of a message on a line; an empty one for an empty line.
fn of_line(line: &str) -> Option<String> {
    if line.trim().is_empty() {
        return Some(String::new());
    }
    let message: Value = serde_json::from_str(line).ok()?;
    message["fingerprint"].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;

    fn read(text: &str) -> Result<Baseline, Error> {
        Baseline::read(Path::new("b"), &Memory::from([("b", text)]))
    }

    #[test]
    fn each_finding_is_known_as_often_as_it_is_there() {
        let sarif = |fingerprint: &str| {
            format!(
                "{{\"runs\":[{{\"results\":[{{\"partialFingerprints\":{{\"{FINGERPRINT}\":\"{fingerprint}\"}}}}]}}]}}"
            )
        };
        for (text, known) in [
            ("", 0),
            ("{\"fingerprint\":\"a\"}\n\n{\"fingerprint\":\"b\"}\r\n{\"fingerprint\":\"a\"}\n", 2),
            (&sarif("a"), 1),
            ("{\"fingerprint\":\"a\"}", 1),
        ] {
            let mut baseline = read(text).unwrap();
            let taken = (0..5).filter(|_| baseline.takes(|| "a".to_owned())).count();
            assert_eq!(taken, known, "{text}");
        }
        for text in ["# Tea", "{\"code\":\"x\"}", "[1]", &sarif("a").replace(FINGERPRINT, "other/v1")] {
            assert_eq!(read(text).unwrap_err().code, Code::UnreadableInput, "{text}");
        }
    }
}
