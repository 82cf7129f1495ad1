//! What keeps a file from a standard that it was to meet.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Standards;
use crate::source::Span;

/// A place of the manuscript that no accessible PDF can hold as it is.
#[derive(Clone, Debug)]
pub struct Unmet {
    pub span: Span,
    /// Why, as what follows "the PDF does not claim PDF/UA-1: ".
    pub reason: String,
}

/// The standards that the file meets, and a diagnostic for each place that keeps it from one.
pub fn met(standards: Standards, unmet: Vec<Unmet>) -> (Standards, Vec<Diagnostic>) {
    let Some(accessible) = standards.accessible.filter(|_| !unmet.is_empty()) else {
        return (standards, Vec::new());
    };
    let diagnostics = unmet.into_iter().map(|Unmet { span, reason }| {
        let message = format!("the PDF does not claim {accessible}: {reason}");
        Diagnostic::warning(Code::StandardUnmet, span, message)
    });
    (Standards { accessible: None, ..standards }, diagnostics.collect())
}
