//! What of all that there is to say of a book is said, and whether a book is written: by what was typed, by
//! what the book says itself, and by what was known before.

use super::baseline::Baseline;
use super::messages::Messages;
use crate::diagnostic::policy::{Policy, Verdict};
use crate::diagnostic::render::{Format, Renderer};
use crate::diagnostic::{Code, Diagnostic, Error, Severity};
use crate::source::{Files, Sources};

/// Judges the messages of one run.
pub struct Judge<'a> {
    messages: &'a Messages,
    baseline: Baseline,
}

/// What is left of messages that have been judged.
pub struct Judged {
    /// Those that are said.
    pub said: Vec<Diagnostic>,
    /// The first for which no book is to be written.
    pub denied: Option<Code>,
    /// How many are not said because they were known before.
    known: usize,
}

impl<'a> Judge<'a> {
    /// Opens what is known from before.
    ///
    /// Errors: `unreadable-input`.
    pub fn new(messages: &'a Messages, files: &dyn Files) -> Result<Judge<'a>, Error> {
        let baseline = messages.baseline.as_deref();
        let baseline =
            baseline.map_or_else(|| Ok(Baseline::default()), |path| Baseline::read(path, files))?;
        Ok(Judge { messages, baseline })
    }

    /// Judges messages whose spans point into `sources`, of a book that says of them what `book` is.
    pub fn judge(mut self, all: &[Diagnostic], sources: &Sources, book: &Policy) -> Judged {
        let renderer = Renderer::new(sources, Format::Short, false);
        let said = self.baseline.empty.take().into_iter().collect();
        let mut judged = Judged { said, denied: None, known: 0 };
        for found in all {
            let verdict = self.messages.policy.verdict_over(book, found);
            // What is said of one place was meant for that place.
            let allowed = found.allowed && found.severity < Severity::Error;
            if allowed || verdict == Some(Verdict::Allowed) {
                continue;
            }
            if found.severity < Severity::Error && self.baseline.takes(|| renderer.fingerprint(found)) {
                judged.known += 1;
                continue;
            }
            if verdict == Some(Verdict::Denied) {
                judged.denied.get_or_insert(found.code);
            }
            judged.said.push(found.clone());
        }
        judged
    }
}

impl Judged {
    /// Whether no book could be made.
    pub fn is_failure(&self) -> bool {
        self.said.iter().any(|found| found.severity == Severity::Error)
    }

    /// How many messages there are, in words.
    pub fn counts(&self) -> impl Iterator<Item = String> {
        let count = |severity| self.said.iter().filter(|found| found.severity == severity).count();
        let counts = [
            (count(Severity::Warning), "warning"),
            (count(Severity::Note), "note"),
            (self.known, "known finding"),
        ];
        let counted = |(number, thing)| format!("{number} {thing}{}", if number == 1 { "" } else { "s" });
        counts.into_iter().filter(|(number, _)| *number > 0).map(counted)
    }
}
