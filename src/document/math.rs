//! Formulas.

/// A formula as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    pub source: String,
    pub display: bool,
    pub tree: Option<MathNode>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MathNode {}
