//! Characters that neither edition may carry.

use crate::diagnostic::allowance::Allowances;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use std::borrow::Cow;

/// Remembers the texts in which characters were left out: the first character, where it stood, and how many
/// there were.
#[derive(Debug, Default)]
pub(super) struct LeftOut(Vec<(char, Span, usize)>);

impl LeftOut {
    /// `text` without the characters that are left out, and with a space for each line separator
    /// of Unicode. `span` is where it stands.
    pub(super) fn clean<'a>(&mut self, text: &'a str, span: Span) -> Cow<'a, str> {
        // Nearly all of a book is what is carried on sight.
        let looked_at = text.bytes().position(|byte| !(b' '..=b'~').contains(&byte)).unwrap_or(text.len());
        let mut characters = text[looked_at..].char_indices();
        let Some((offset, character)) = characters.find(|&(_, c)| carried(c) != Some(c)) else {
            return Cow::Borrowed(text);
        };
        let offset = looked_at + offset;
        // Text that stands in the manuscript as it is has the length of its span; in other text
        // (an entity, an unescaped string) the start is the best place there is.
        let left_out = text.chars().filter(|&c| carried(c).is_none()).count();
        let kept = text.chars().filter_map(carried).collect();
        if left_out == 0 {
            return Cow::Owned(kept);
        }
        let exact = (span.end - span.start) as usize == text.len();
        let start = if exact { span.start + offset as u32 } else { span.start };
        let end = if exact { start + character.len_utf8() as u32 } else { span.end };
        self.0.push((character, Span { start, end, ..span }, left_out));
        Cow::Owned(kept)
    }

    /// One warning for the whole file, if there was anything to leave out, and one for what is allowed where
    /// it stands.
    pub(super) fn diagnostics(&self, allowances: &Allowances) -> Vec<Diagnostic> {
        let is_allowed = |(_, span, _): &&(char, Span, usize)| {
            allowances.allow(Code::ControlCharacter, Severity::Warning, *span)
        };
        let (allowed, said): (Vec<_>, Vec<_>) = self.0.iter().partition(is_allowed);
        [said, allowed].iter().filter_map(|found| diagnostic(found)).collect()
    }
}

fn diagnostic(found: &[&(char, Span, usize)]) -> Option<Diagnostic> {
    let (character, span, _) = found.first()?;
    let more = match found.iter().map(|(_, _, count)| count).sum() {
        1 => String::new(),
        count => format!(" (and {} more in this file)", count - 1_usize),
    };
    let message = format!("the character U+{:04X} is left out{more}", u32::from(*character));
    Some(Diagnostic::warning(Code::ControlCharacter, *span, message))
}

/// The character as the editions carry it, if they do. XML 1.0 (section 2.2, production `Char`)
/// forbids most of those that are left out here, and discourages the rest, which no face draws.
pub(super) fn carried(character: char) -> Option<char> {
    match character {
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\t' | '\n' | '\r' => Some(character),
        // Noncharacters, some of which have a meaning of ours (`document::quotation`).
        '\u{FDD0}'..='\u{FDEF}' | '\u{FFFE}' | '\u{FFFF}' => None,
        _ if character.is_control() => None,
        _ => Some(character),
    }
}
