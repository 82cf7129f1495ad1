//! Characters that neither edition may carry.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use std::borrow::Cow;

/// Counts the characters that were left out, and remembers where the first stood.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    count: usize,
    first: Option<(char, Span)>,
}

impl LeftOut {
    /// `text` without the characters that XML 1.0 forbids. `span` is where it stands.
    pub(super) fn clean<'a>(&mut self, text: &'a str, span: Span) -> Cow<'a, str> {
        let Some((offset, character)) = text.char_indices().find(|&(_, c)| !is_xml(c)) else {
            return Cow::Borrowed(text);
        };
        // Text that stands in the manuscript as it is has the length of its span; in other text
        // (an entity, an unescaped string) the start is the best place there is.
        let exact = (span.end - span.start) as usize == text.len();
        let start = if exact { span.start + offset as u32 } else { span.start };
        let end = if exact { start + character.len_utf8() as u32 } else { span.end };
        self.first.get_or_insert((character, Span { start, end, ..span }));
        self.count += text.chars().filter(|&c| !is_xml(c)).count();
        Cow::Owned(text.chars().filter(|&c| is_xml(c)).collect())
    }

    /// One warning for the whole file, if there was anything to leave out.
    pub(super) fn diagnostic(&self) -> Option<Diagnostic> {
        let (character, span) = self.first?;
        let more = match self.count {
            1 => String::new(),
            count => format!(" (and {} more in this file)", count - 1),
        };
        let message = format!("the character U+{:04X} is left out{more}", u32::from(character));
        Some(Diagnostic::warning(Code::ControlCharacter, span, message))
    }
}

/// XML 1.0, section 2.2, production `Char`; Rust's `char` holds no surrogates.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}
