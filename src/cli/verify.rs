//! Whether written editions are sound, and whether they are editions of the same book.

use super::Outcome;
use super::messages::Messages;
use super::options::MessageArgs;
use super::output::write_stdout;
use crate::conformance::{self, Evaluation, Recorded, Verified};
use crate::diagnostic::render::{Format, SarifLog, WrittenFault, escape, on_lines};
use crate::diagnostic::{Code, Error};
use crate::report::json::criteria;
use crate::source::why_unread;
use clap::Args;
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

#[derive(Debug, Args)]
pub struct Verify {
    /// An EPUB, a PDF, or both, in any order
    #[arg(value_name = "FILE", required = true, num_args = 1..=2)]
    files: Vec<PathBuf>,
    /// Prove the files against this record of a run, which `--record` wrote
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    #[command(flatten)]
    messages: MessageArgs,
}

/// The files that are looked at.
#[derive(Debug)]
pub struct VerifyFiles {
    files: Vec<PathBuf>,
    record: Option<PathBuf>,
    pub messages: Messages,
}

impl Verify {
    /// Errors are for whoever typed it.
    pub fn files(self) -> Result<VerifyFiles, String> {
        let messages = self.messages.messages();
        match messages.baseline {
            Some(_) => Err("`verify` has no baseline: what it finds is a fault of the files".into()),
            None => Ok(VerifyFiles { files: self.files, record: self.record, messages }),
        }
    }
}

/// A written edition.
struct Edition {
    name: String,
    bytes: Vec<u8>,
    is_epub: bool,
}

/// What was found.
struct Findings {
    /// Each file with what it is by itself.
    files: Vec<(String, Evaluation)>,
    parity: Option<Evaluation>,
    /// The files against the record of a run, and how that is called.
    record: Option<(String, Evaluation)>,
    unread: Vec<String>,
    /// The titles of both, where they are two books.
    titles: Option<[String; 2]>,
}

impl VerifyFiles {
    /// Judges the files and says what was found, on standard output.
    ///
    /// Errors: `unreadable-input` and `unwritable-output`.
    pub fn verify(&self) -> Result<Outcome, Error> {
        let editions = self.files.iter().map(|path| read(path)).collect::<Result<Vec<_>, Error>>()?;
        let record = self.record.as_ref().map(|path| recorded(path, &editions)).transpose()?;
        let findings = Findings { record, ..judge(editions)? };
        let outcome = if findings.is_sound() { Outcome::Done } else { Outcome::Different };
        let text = match self.messages.format {
            Format::Json => on_lines(&findings.json()),
            Format::Human | Format::Short if self.messages.quiet && findings.is_sound() => String::new(),
            Format::Human | Format::Short => findings.text(self.messages.verbose),
            Format::Sarif => {
                let mut log = self.messages.log.lock().unwrap_or_else(PoisonError::into_inner);
                findings.log(&mut log);
                // What was found is what the run was to give, as with JSON; standard error has it too.
                log.clone().document(outcome as u8)
            }
        };
        write_stdout(text.as_bytes())?;
        Ok(outcome)
    }
}

/// No written edition is larger; a device or an endless file is not read to its end.
const LARGEST: u64 = 1 << 30;

/// Holds the editions against a record.
fn recorded(path: &Path, editions: &[Edition]) -> Result<(String, Evaluation), Error> {
    let name = path.display().to_string();
    let files = editions.iter().map(|edition| Recorded { name: &edition.name, bytes: &edition.bytes });
    let files: Vec<Recorded> = files.collect();
    let judged = conformance::record(&bytes(path)?, &files).map_err(|why| unreadable(&name, &why))?;
    Ok((name, judged))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |why: String| unreadable(&path.display().to_string(), &why);
    let file = File::open(path).map_err(|error| failed(why_unread(&error)))?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| failed(error.to_string()))?;
    if bytes.len() as u64 > LARGEST { Err(failed("it is larger than any book".into())) } else { Ok(bytes) }
}

fn read(path: &Path) -> Result<Edition, Error> {
    let name = path.display().to_string();
    let failed = |why: String| unreadable(&name, &why);
    if path.is_dir() {
        return Err(failed("it is a folder; name an EPUB, a PDF, or both".into()));
    }
    let bytes = bytes(path)?;
    let is_epub = match bytes.as_slice() {
        // Readers take a PDF whose header stands within the first kilobyte (ISO 32000-1, annex H).
        _ if bytes
            .get(..1024.min(bytes.len()))
            .is_some_and(|head| head.windows(5).any(|it| it == b"%PDF-")) =>
        {
            false
        }
        [b'P', b'K', ..] => true,
        _ => return Err(failed("it is neither an EPUB nor a PDF".into())),
    };
    Ok(Edition { name, bytes, is_epub })
}

fn judge(editions: Vec<Edition>) -> Result<Findings, Error> {
    match editions.as_slice() {
        [one, other] if one.is_epub == other.is_epub => {
            let message = format!(
                "`{}` and `{}` are of the same kind; name one EPUB and one PDF",
                one.name, other.name
            );
            Err(Error::new(Code::BadSetting, message))
        }
        [one, other] => {
            let (epub, pdf) = if one.is_epub { (one, other) } else { (other, one) };
            let verified = conformance::verify(&epub.bytes, &pdf.bytes);
            let both = || format!("{}` and `{}", epub.name, pdf.name);
            let Verified { epub: read, pdf: printed, parity, unread } =
                verified.map_err(|reason| unreadable(&both(), &reason))?;
            let files = vec![(epub.name.clone(), read), (pdf.name.clone(), printed)];
            let title = |edition: &Edition| conformance::identity(&edition.bytes)?.title;
            let titles = title(epub).zip(title(pdf)).map(<[String; 2]>::from);
            let titles = titles.filter(|[one, other]| one != other && !parity.is_sound());
            Ok(Findings { files, parity: Some(parity), record: None, unread, titles })
        }
        _ => {
            let alone = editions.into_iter().map(|edition| {
                let judged = match edition.is_epub {
                    true => conformance::epub(&edition.bytes),
                    false => conformance::pdf(&edition.bytes),
                };
                let judged = judged.map_err(|reason| unreadable(&edition.name, &reason))?;
                Ok((edition.name, judged))
            });
            let files = alone.collect::<Result<_, Error>>()?;
            Ok(Findings { files, parity: None, record: None, unread: Vec::new(), titles: None })
        }
    }
}

fn unreadable(name: &str, why: &str) -> Error {
    Error::new(Code::UnreadableInput, format!("cannot read `{name}`: {why}"))
}

impl Findings {
    fn is_sound(&self) -> bool {
        self.evaluations().all(|(_, evaluation)| evaluation.is_sound())
    }

    /// What each file is by itself, and both against each other.
    fn evaluations(&self) -> impl Iterator<Item = (&str, &Evaluation)> {
        let parity = self.parity.iter().map(|parity| ("both editions", parity));
        let named = self.files.iter().map(|(name, evaluation)| (name.as_str(), evaluation));
        named.chain(parity).chain(self.record.iter().map(|(name, record)| (name.as_str(), record)))
    }

    fn json(&self) -> Value {
        let file = |(name, evaluation): &(String, Evaluation)| json!({ "file": name, "claims": evaluation.claims, "criteria": criteria(evaluation) });
        json!({
            "sound": self.is_sound(),
            "files": self.files.iter().map(file).collect::<Vec<_>>(),
            "both": self.parity.as_ref().map(criteria),
            "record": self.record.as_ref().map(|(_, record)| criteria(record)),
            "not_compared": self.unread,
        })
    }

    /// As results of SARIF: each fault of the file that it stands in, or of both.
    fn log(&self, log: &mut SarifLog) {
        let paths: Vec<&Path> = self.files.iter().map(|(name, _)| Path::new(name)).collect();
        let own = self.files.iter().enumerate().map(|(at, (_, evaluation))| (evaluation, &paths[at..=at]));
        let both = self.parity.iter().chain(self.record.iter().map(|(_, record)| record));
        let both = both.map(|both| (both, paths.as_slice()));
        for (evaluation, files) in own.chain(both) {
            for criterion in &evaluation.criteria {
                for message in &criterion.faults {
                    let (id, rule) = (criterion.id, criterion.rule);
                    log.add_written(&WrittenFault { id, rule, message, files });
                }
            }
        }
    }

    /// For people: what is wrong, and what was counted where nothing is.
    fn text(&self, verbose: bool) -> String {
        let mut out = String::new();
        if let Some([epub, pdf]) = &self.titles {
            let _ = writeln!(out, "These are two books: “{}” and “{}”.", escape(epub), escape(pdf));
        }
        // Of two books nobody wants to know every word in which they differ.
        let is_brief = self.titles.is_some() && !verbose;
        for (name, evaluation) in self.evaluations() {
            let _ = writeln!(out, "{}: {}", escape(name), outcome(evaluation));
            for criterion in evaluation.criteria.iter().filter(|_| !is_brief) {
                let broken = criterion.outcome == conformance::Outcome::NotMet;
                if broken || verbose {
                    let sign = match criterion.outcome {
                        conformance::Outcome::Met => "passed",
                        conformance::Outcome::NotMet => "failed",
                        conformance::Outcome::NotApplicable => "does not apply",
                    };
                    let _ = writeln!(out, "  {sign}: {} ({})", criterion.rule, criterion.id);
                    let _ = writeln!(out, "    {}", escape(&criterion.evidence));
                }
                for fault in &criterion.faults {
                    let _ = writeln!(out, "    - {}", escape(fault));
                }
            }
        }
        for sentence in &self.unread {
            let _ = writeln!(out, "not compared: {}", escape(sentence));
        }
        let _ = writeln!(out, "{}", self.verdict());
        out
    }

    fn verdict(&self) -> &'static str {
        match (self.is_sound(), &self.parity) {
            _ if self.record.as_ref().is_some_and(|(_, record)| !record.is_sound()) => {
                "These are not the files of the record."
            }
            _ if self.titles.is_some() => "The editions differ. `-v` says in what.",
            (true, Some(_)) if self.unread.is_empty() => "Both editions are sound and have the same content.",
            (true, Some(_)) => "No fault was found in what could be compared.",
            (true, None) => "The file is sound by all rules that were checked.",
            (false, Some(parity)) if is_mixed(parity) => {
                "The editions are from two runs: make both again, by one command."
            }
            (false, Some(parity)) if parity.is_sound() => {
                "The editions have the same content, but are not sound."
            }
            (false, Some(_)) => "The editions differ.",
            (false, None) => "The file is not sound.",
        }
    }
}

/// Whether nothing parts two editions but that they were not written together.
fn is_mixed(parity: &Evaluation) -> bool {
    let mut broken = parity.criteria.iter().filter(|it| it.outcome == conformance::Outcome::NotMet);
    broken.next().is_some_and(|criterion| criterion.id == "same-run") && broken.next().is_none()
}

/// How many rules were kept.
fn outcome(evaluation: &Evaluation) -> String {
    let count = |wanted| evaluation.criteria.iter().filter(|criterion| criterion.outcome == wanted).count();
    let (kept, broken) = (count(conformance::Outcome::Met), count(conformance::Outcome::NotMet));
    let claims = match evaluation.claims.is_empty() {
        true => String::new(),
        false => format!("; it claims {}", evaluation.claims.join(", ")),
    };
    let rules = if kept == 1 { "rule" } else { "rules" };
    format!("{kept} {rules} passed, {broken} failed{}", escape(&claims))
}
