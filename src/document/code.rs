//! Listings.

/// Code, without the final line end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    pub language: Option<String>,
    pub text: String,
    pub tokens: Vec<Token>,
    /// The number of the first line, where lines are numbered.
    pub first_line: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub range: std::ops::Range<u32>,
}
