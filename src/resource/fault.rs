//! Why an image file cannot be used.

use std::fmt;

/// What is wrong with a file, in words that follow a colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub why: String,
    /// It asks for more than a book may (`limits`), and is not broken.
    pub is_beyond: bool,
}

impl Fault {
    /// It asks for more than a book may.
    pub fn beyond(why: impl Into<String>) -> Fault {
        Fault { why: why.into(), is_beyond: true }
    }
}

impl<W: Into<String>> From<W> for Fault {
    fn from(why: W) -> Fault {
        Fault { why: why.into(), is_beyond: false }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.why)
    }
}
