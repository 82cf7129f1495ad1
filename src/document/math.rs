//! Formulas.

/// A formula as it is written, in LaTeX. Both editions show its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    pub source: String,
    /// It stands on lines of its own.
    pub display: bool,
}
