//! What a run says, on standard error.

use crate::diagnostic::policy::Policy;
use crate::diagnostic::render::{Format, Renderer, SarifLog};
use crate::diagnostic::{Diagnostic, Error, Severity};
use crate::source::{Sources, Span};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// How a run speaks, as its user wants it.
#[derive(Clone, Debug, Default)]
pub struct Messages {
    pub format: Format,
    /// `None` leaves it to the terminal.
    pub color: Option<bool>,
    /// What was typed, which wins over what the book says.
    pub policy: Policy,
    /// The messages of an earlier run, which are not said again.
    pub baseline: Option<PathBuf>,
    /// Notes and the summary are left out.
    pub quiet: bool,
    /// Nothing is folded.
    pub verbose: bool,
    /// What is to stand in the one document of SARIF that a run writes when it ends.
    pub log: Arc<Mutex<SarifLog>>,
}

/// A kind that comes more often is folded.
const MOST: usize = 20;
/// So many of a kind are said before the rest is counted.
const FIRST: usize = 5;

impl Messages {
    /// Says them. For people, a kind that comes very often is folded, so that it does not drown the
    /// others.
    pub fn show(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        let loud = |found: &&Diagnostic| !self.quiet || found.severity > Severity::Note;
        let said: Vec<&Diagnostic> = diagnostics.iter().filter(loud).collect();
        if self.format == Format::Sarif {
            return self.log.lock().unwrap_or_else(PoisonError::into_inner).add(&said, sources);
        }
        let renderer = Renderer::new(sources, self.format, self.in_color());
        let folds = !self.verbose && !self.format.is_for_programs();
        let mut counts = BTreeMap::new();
        for found in &said {
            *counts.entry(found.code).or_insert(0) += 1;
        }
        let mut stderr = std::io::BufWriter::new(std::io::stderr().lock());
        let mut shown = BTreeMap::new();
        for found in said {
            let (all, before) =
                (counts.get(&found.code).copied().unwrap_or(0), shown.entry(found.code).or_insert(0));
            *before += 1;
            // A closed standard error is no reason to fail.
            if !folds || all <= MOST || *before <= FIRST {
                let _ = stderr.write_all(renderer.render(found).as_bytes());
            }
            if folds && all > MOST && *before == FIRST {
                let rest = all - FIRST;
                let _ = stderr.write_all(renderer.render(&folded(found, rest)).as_bytes());
            }
        }
        let _ = stderr.flush();
    }

    /// One line for people; a program that asked for objects gets nothing but objects.
    pub fn summarise(&self, line: &str) {
        if !self.quiet && !self.format.is_for_programs() {
            let _ = writeln!(std::io::stderr(), "bifolio: {line}");
        }
    }

    /// Says why the run failed.
    pub fn complain(&self, error: &Error) {
        let diagnostic = Diagnostic::new(Severity::Error, error.code, Span::GENERATED, &error.message);
        self.show(&[diagnostic], &Sources::default());
    }

    /// Says what was kept until the run ends, with how it ends.
    pub fn end(&self, exit_code: u8) {
        if self.format == Format::Sarif {
            let log = std::mem::take(&mut *self.log.lock().unwrap_or_else(PoisonError::into_inner));
            let _ = std::io::stderr().lock().write_all(log.document(exit_code).as_bytes());
        }
    }

    fn in_color(&self) -> bool {
        let variable = |name| std::env::var_os(name).unwrap_or_default();
        self.color.unwrap_or_else(|| {
            std::io::stderr().is_terminal() && variable("NO_COLOR").is_empty() && variable("TERM") != "dumb"
        })
    }
}

/// What stands for the rest of a kind.
fn folded(last: &Diagnostic, rest: usize) -> Diagnostic {
    let message = format!("{rest} more messages of this kind are not shown; `--verbose` shows them");
    Diagnostic::new(last.severity, last.code, Span::GENERATED, message)
}
