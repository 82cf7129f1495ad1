//! What was checked of the editions that were made, what came out, and what only a person can judge:
//! fit to hand to a shop or a public body. Plain data, and two forms of it.
//!
//! Nothing here says that a book is accessible. A program can see that a rule is broken; that it is
//! kept in the reader's sense it can seldom see.

mod html;
pub(crate) mod json;
mod manuscript;
mod outcome;
mod person;
#[cfg(test)]
mod tests;

use crate::conformance::{self, Evaluation};
use crate::diagnostic::policy::Group;
use crate::diagnostic::render::{Format, Renderer};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Metadata, Timestamp};
use crate::project::Edition;
use crate::source::Sources;
use sha2::{Digest, Sha256};

/// A report on one book.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The version of the program.
    pub version: String,
    /// The moment that the files carry.
    pub date: Timestamp,
    /// What the book says of itself.
    pub metadata: Metadata,
    /// EPUB first.
    pub editions: Vec<Examined>,
    /// What the check of the manuscript found, in the order of the text.
    pub found: Vec<Found>,
}

/// One written edition, read back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Examined {
    /// Which one.
    pub edition: Edition,
    /// The name of its file; `None` where it was made for its check alone.
    pub file: Option<String>,
    /// How long it is.
    pub bytes: usize,
    /// In hexadecimal digits.
    pub sha256: String,
    /// What the rules of conformance found, or why the file could not be read.
    pub evaluation: Result<Evaluation, String>,
}

/// Something in the manuscript that keeps some readers out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// Its kind.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What it is.
    pub message: String,
    /// What may help.
    pub hints: Vec<String>,
    /// Where it is; `None` for the book as a whole.
    pub place: Option<FoundAt>,
}

/// A place of the manuscript; line and column from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FoundAt {
    /// The path of the file as the user named it.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl Report {
    /// For people: one HTML file without anything outside of it.
    pub fn to_html(&self) -> String {
        html::write(self)
    }

    /// For programs: one JSON object, with a line end.
    pub fn to_json(&self) -> String {
        json::write(self)
    }
}

impl Examined {
    /// Reads an edition back and judges it.
    pub fn of(edition: Edition, bytes: &[u8]) -> Examined {
        let evaluation = match edition {
            Edition::Epub => conformance::epub(bytes),
            Edition::Pdf => conformance::pdf(bytes),
        };
        let digest = Sha256::digest(bytes);
        let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Examined { edition, file: None, bytes: bytes.len(), sha256, evaluation }
    }

    /// What the edition is called in headings.
    fn name(&self) -> &'static str {
        match self.edition {
            Edition::Epub => "EPUB",
            Edition::Pdf => "PDF",
        }
    }

    fn media_type(&self) -> &'static str {
        match self.edition {
            Edition::Epub => "application/epub+zip",
            Edition::Pdf => "application/pdf",
        }
    }
}

/// Those diagnostics that concern accessibility, with their places.
pub fn found(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Found> {
    let renderer = Renderer::new(sources, Format::Short, false);
    let concerning = diagnostics.iter().filter(|found| Group::Accessibility.codes().contains(&found.code));
    concerning
        .map(|diagnostic| Found {
            code: diagnostic.code,
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            hints: diagnostic.hints.clone(),
            place: renderer.locate(diagnostic.span).map(|(file, line, column)| FoundAt {
                file,
                line,
                column,
            }),
        })
        .collect()
}
