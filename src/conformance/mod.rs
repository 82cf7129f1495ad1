//! Judges written books by their bytes alone.
//!
//! It shares no code with the writers, so that it cannot repeat their mistakes: everything is read
//! back from the file, by the rules of the standards.

mod epub;
mod finding;
mod identity;
mod language;
mod parity;
mod pdf;
mod reading;
mod record;
mod xml;

pub use identity::{Identity, identity};
pub use record::{Recorded, record};

/// Judges the bytes of a PDF by ISO 14289-1, or by ISO 14289-2 where the file claims that part.
///
/// Errors: the bytes cannot be read as a PDF at all, with the reason.
pub fn pdf(bytes: &[u8]) -> Result<Evaluation, String> {
    pdf::evaluate(bytes).map(|(evaluation, _)| evaluation)
}

/// Judges the bytes of an EPUB by EPUB 3.3, EPUB Accessibility 1.1 and what of WCAG 2.2 a program
/// can tell.
///
/// Errors: the bytes cannot be read as an EPUB at all, with the reason.
pub fn epub(bytes: &[u8]) -> Result<Evaluation, String> {
    epub::evaluate(bytes).map(|(evaluation, _)| evaluation)
}

/// Judges both editions, and whether they are editions of the same book.
///
/// Errors: one of them cannot be read at all, with its name and the reason.
pub fn verify(epub: &[u8], pdf: &[u8]) -> Result<Verified, String> {
    let (epub, pdf) = rayon::join(|| epub::evaluate(epub), || pdf::evaluate(pdf));
    let (epub, read) = epub.map_err(|reason| format!("the EPUB cannot be read: {reason}"))?;
    let (pdf, printed) = pdf.map_err(|reason| format!("the PDF cannot be read: {reason}"))?;
    let parity = Evaluation { claims: Vec::new(), criteria: parity::criteria(&read, &printed) };
    let unread = read.unread.into_iter().chain(printed.unread).collect();
    Ok(Verified { epub, pdf, parity, unread })
}

/// What two editions were found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// The EPUB by itself.
    pub epub: Evaluation,
    /// The PDF by itself.
    pub pdf: Evaluation,
    /// Both against each other.
    pub parity: Evaluation,
    /// What could not be compared, and why: a sentence each.
    pub unread: Vec<String>,
}

/// Calls a library that reads foreign bytes. Where it gives up in the hard way, the file cannot be
/// read, and nothing else is lost: what the call had begun is dropped.
fn guarded<T>(read: impl FnOnce() -> T) -> Result<T, String> {
    let read = std::panic::AssertUnwindSafe(read);
    std::panic::catch_unwind(read).map_err(|_| "the library that reads it gave up".into())
}

/// What a written edition was found to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evaluation {
    /// The standards that the file itself claims, as their identifiers stand in it
    /// (`PDF/UA-1`, `PDF/A-2a`, …).
    pub claims: Vec<String>,
    /// Every criterion that was looked at, in a fixed order.
    pub criteria: Vec<Criterion>,
}

/// One rule and how the file stands to it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Criterion {
    /// Stable, in the form of diagnostics' codes: `content-marked`.
    pub id: &'static str,
    /// The clause: `ISO 14289-1, 7.1`.
    pub source: &'static str,
    /// The rule as one sentence: "Everything drawn is in the structure or an artifact."
    pub rule: &'static str,
    /// How it came out.
    pub outcome: Outcome,
    /// What was counted or found, in a few words: "4,120 marks on 43 pages".
    pub evidence: String,
    /// Where the rule is broken, with the place in the file; the first hundred.
    pub faults: Vec<String>,
}

/// How a file stands to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The rule is kept wherever it was looked for.
    Met,
    /// It is broken somewhere.
    NotMet,
    /// The file holds nothing that the rule speaks of.
    NotApplicable,
}

impl Evaluation {
    /// Whether no rule is broken.
    pub fn is_sound(&self) -> bool {
        self.criteria.iter().all(|criterion| criterion.outcome != Outcome::NotMet)
    }
}
