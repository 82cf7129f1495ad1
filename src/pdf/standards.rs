//! What keeps a file from a standard that it was to meet.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Standards;
use crate::source::Span;

/// The longest string of PDF/A-2 and PDF/A-3, in bytes (ISO 19005-2, 6.1.13).
const LONGEST_STRING: usize = 32_767;

/// A place of the manuscript that a file by some standard cannot hold as it is.
#[derive(Clone, Debug)]
pub struct Unmet {
    pub span: Span,
    /// It keeps the file from PDF/UA, else from PDF/A.
    pub accessible: bool,
    /// Why, as what follows "the PDF does not claim PDF/UA-1: ".
    pub reason: String,
}

impl Unmet {
    /// A text that no string of the file can hold.
    pub fn too_long(span: Span, what: &str, text: &str) -> Option<Unmet> {
        // As `objects::text_string` writes it, the byte order mark included.
        let length = if text.is_ascii() { text.len() } else { text.encode_utf16().count() * 2 + 2 };
        (length > LONGEST_STRING).then(|| {
            let reason =
                format!("{what} takes {length} bytes, and a string of PDF/A at most {LONGEST_STRING}");
            Unmet { span, accessible: false, reason }
        })
    }
}

/// The standards that the file meets, and a diagnostic for each place that keeps it from one.
pub fn met(asked: Standards, unmet: Vec<Unmet>) -> (Standards, Vec<Diagnostic>) {
    let mut met = asked;
    let mut diagnostics = Vec::new();
    for Unmet { span, accessible, reason } in unmet {
        let name = match accessible {
            true => asked.accessible.map(|standard| standard.to_string()),
            // PDF 2.0 bounds no string.
            false => asked.archived.filter(|_| !asked.is_pdf_2()).map(|standard| standard.to_string()),
        };
        let Some(name) = name else { continue };
        match accessible {
            true => met.accessible = None,
            false => met.archived = None,
        }
        let message = format!("the PDF does not claim {name}: {reason}");
        diagnostics.push(Diagnostic::warning(Code::StandardUnmet, span, message));
    }
    // A file that was to be PDF 2.0 is, whatever it claims.
    (met, diagnostics)
}
