//! Regular expressions that a user gives. The only file that knows their library, which takes linear time
//! for any of them.

use regex::Regex;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A regular expression, in the notation of Rust's library.
#[derive(Clone)]
pub struct Pattern(Regex);

impl Hash for Pattern {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.as_str().hash(state);
    }
}

impl Pattern {
    /// What a user wrote, or why it is none.
    pub fn parse(text: &str) -> Result<Pattern, String> {
        // The last line of a complaint is its reason; those above show the place in the expression.
        let reason = |error: regex::Error| {
            let said = error.to_string();
            let last = said.lines().last().unwrap_or_default();
            last.trim_start_matches("error: ").to_owned()
        };
        Regex::new(text).map(Pattern).map_err(reason)
    }

    /// Whether it is found in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for Pattern {}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.0.as_str())
    }
}
