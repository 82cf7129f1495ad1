//! Listings.

use std::ops::Range;

/// Code, without the final line end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    pub language: Option<String>,
    pub text: String,
    /// What parts of the text are, in order and without overlaps; empty until the passes have run,
    /// and where the language is not known.
    pub tokens: Vec<Token>,
    /// The number of the first line, where lines are numbered in print.
    pub first_line: Option<u32>,
}

/// A stretch of code with a meaning of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the listing's text.
    pub range: Range<u32>,
    pub class: TokenClass,
}

/// What a stretch of code means: a class in the EPUB, a colour and a style in print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenClass {
    Comment,
    Keyword,
    String,
    Number,
    Constant,
    Function,
    Type,
    Attribute,
    Tag,
    Heading,
    Inserted,
    Deleted,
}

impl TokenClass {
    pub const ALL: [TokenClass; 12] = [
        TokenClass::Comment,
        TokenClass::Keyword,
        TokenClass::String,
        TokenClass::Number,
        TokenClass::Constant,
        TokenClass::Function,
        TokenClass::Type,
        TokenClass::Attribute,
        TokenClass::Tag,
        TokenClass::Heading,
        TokenClass::Inserted,
        TokenClass::Deleted,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            TokenClass::Comment => "comment",
            TokenClass::Keyword => "keyword",
            TokenClass::String => "string",
            TokenClass::Number => "number",
            TokenClass::Constant => "constant",
            TokenClass::Function => "function",
            TokenClass::Type => "type",
            TokenClass::Attribute => "attribute",
            TokenClass::Tag => "tag",
            TokenClass::Heading => "heading",
            TokenClass::Inserted => "inserted",
            TokenClass::Deleted => "deleted",
        }
    }
}

impl Listing {
    /// A range of the text cut at its tokens, each part with its class.
    pub fn parts(&self, range: Range<usize>) -> Vec<(Range<usize>, Option<TokenClass>)> {
        let mut parts = Vec::new();
        let mut at = range.start;
        let first = self.tokens.partition_point(|token| token.range.end as usize <= range.start);
        for token in &self.tokens[first..] {
            let start = (token.range.start as usize).max(at);
            let end = (token.range.end as usize).min(range.end);
            if start >= range.end {
                break;
            }
            if at < start {
                parts.push((at..start, None));
            }
            parts.push((start..end, Some(token.class)));
            at = end;
        }
        if at < range.end {
            parts.push((at..range.end, None));
        }
        parts
    }
}
