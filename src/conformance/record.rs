//! Files against the record of the run that made them: an in-toto statement on a build.

use super::finding::{Finding, quoted};
use super::{Criterion, Evaluation};
use serde_json::Value;
use sha2::{Digest, Sha256};

const STATEMENT: &str = "https://in-toto.io/Statement/v1";
const PROVENANCE: &str = "https://slsa.dev/provenance/v1";

/// A file that a record may speak of.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'f> {
    /// By which it is named in what is found.
    pub name: &'f str,
    /// All of it.
    pub bytes: &'f [u8],
}

/// Judges files by a record.
///
/// Errors: it is no JSON, with the reason.
pub fn record(record: &[u8], files: &[Recorded]) -> Result<Evaluation, String> {
    let statement: Value =
        serde_json::from_slice(record).map_err(|error| format!("it is no JSON: {error}"))?;
    let criteria = vec![form(&statement), subjects(&statement, files)];
    Ok(Evaluation { claims: Vec::new(), criteria })
}

fn form(statement: &Value) -> Criterion {
    let mut finding = Finding::new(
        "record-form",
        "in-toto Statement v1; SLSA Provenance v1",
        "The record is a statement on the files of a build.",
    );
    for (key, expected) in [("_type", STATEMENT), ("predicateType", PROVENANCE)] {
        let said = statement[key].as_str().unwrap_or_default();
        finding.check(said == expected, || format!("`{key}` is {}, not {expected}", quoted(said)));
    }
    finding.counted("type", "types")
}

fn subjects(statement: &Value, files: &[Recorded]) -> Criterion {
    let mut finding = Finding::new(
        "record-subject",
        "in-toto Statement v1, subject",
        "Each file has, to the byte, what the record says of one of its files.",
    );
    let recorded: Vec<(&str, &str)> =
        statement["subject"].as_array().into_iter().flatten().map(subject).collect();
    for file in files {
        let digest: String = Sha256::digest(file.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let is_recorded = recorded.iter().any(|(_, own)| own.eq_ignore_ascii_case(&digest));
        finding.check(is_recorded, || {
            let names: Vec<String> = recorded.iter().map(|(name, _)| quoted(name)).collect();
            format!("{} is none of the recorded files: {}", quoted(file.name), names.join(", "))
        });
    }
    finding.counted("file", "files")
}

/// The name and the hash of a file that was written.
fn subject(subject: &Value) -> (&str, &str) {
    (subject["name"].as_str().unwrap_or_default(), subject["digest"]["sha256"].as_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::Outcome;

    /// The hash of three letters, `abc` (FIPS 180-4, the first of its examples).
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn only_files_that_are_recorded_are_proven() {
        let record_of = |kind: &str, digest: &str| {
            format!(
                r#"{{"_type":"{kind}","predicateType":"{PROVENANCE}","subject":[{{"name":"b.pdf","digest":{{"sha256":"{digest}"}}}}]}}"#
            )
        };
        let upper = ABC.to_uppercase();
        for (text, bytes, outcomes) in [
            (record_of(STATEMENT, ABC), &b"abc"[..], [Outcome::Met, Outcome::Met]),
            (record_of(STATEMENT, &upper), b"abc", [Outcome::Met, Outcome::Met]),
            (record_of(STATEMENT, ABC), b"abd", [Outcome::Met, Outcome::NotMet]),
            (record_of("x", ABC), b"abc", [Outcome::NotMet, Outcome::Met]),
            (record_of(STATEMENT, ""), b"", [Outcome::Met, Outcome::NotMet]),
            ("[1]".to_owned(), b"abc", [Outcome::NotMet, Outcome::NotMet]),
            ("{\"subject\":{}}".to_owned(), b"abc", [Outcome::NotMet, Outcome::NotMet]),
        ] {
            let judged = record(text.as_bytes(), &[Recorded { name: "b.pdf", bytes }]).expect("it is JSON");
            let seen: Vec<Outcome> = judged.criteria.iter().map(|criterion| criterion.outcome).collect();
            assert_eq!(seen, outcomes, "{text}");
        }
        assert!(record(b"no record", &[]).is_err());
    }
}
