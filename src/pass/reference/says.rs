//! What references say of what they lead to.

use std::ops::Range;

/// What a reference says of what it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// "Figure 1.2"
    Label,
    /// "1.2"
    Number,
    /// "(1.2)"
    Parenthesised,
}

impl Says {
    /// What the words of a link ask for, if they are those of a reference: none, `@`, a command of
    /// LaTeX, `@` or `-@` before the label itself, as Quarto and bookdown have it, or a role of MyST.
    pub(super) fn of(words: &str, label: &str) -> Option<Says> {
        let words = words.trim();
        if words.strip_prefix('@') == Some(label) || role(words).is_some() {
            return Some(Says::Label);
        }
        if words.strip_prefix("-@") == Some(label) {
            return Some(Says::Number);
        }
        if words.strip_prefix("@ref(").and_then(|rest| rest.strip_suffix(')')) == Some(label) {
            return Some(Says::Number);
        }
        let command = words.strip_prefix('\\').and_then(|rest| rest.split_once('{')).map(|(name, _)| name);
        match command {
            Some("ref") => Some(Says::Number),
            Some("eqref") => Some(Says::Parenthesised),
            Some("autoref" | "cref" | "Cref") => Some(Says::Label),
            _ => matches!(words, "" | "@").then_some(Says::Label),
        }
    }

    pub(super) fn number(self, number: &str) -> String {
        match self {
            Says::Parenthesised => format!("({number})"),
            Says::Label | Says::Number => number.to_owned(),
        }
    }
}

/// What a role of MyST names, in words that are nothing else: its mark stands in no book, since readers
/// take it for code.
pub(super) fn role(words: &str) -> Option<&str> {
    let (name, argument) = words.strip_prefix('{')?.strip_suffix('`')?.split_once("}`")?;
    (!name.contains(['{', '`'])).then_some(argument)
}

/// The first reference in a formula, with its label.
pub(super) fn reference(source: &str) -> Option<(Range<usize>, &str)> {
    source.match_indices('\\').find_map(|(start, _)| {
        let rest = &source[start + 1..];
        let name = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic())?];
        let label = rest[name.len()..].strip_prefix('{').filter(|_| matches!(name, "ref" | "eqref"))?;
        let label = &label[..label.find('}')?];
        Some((start..start + 1 + name.len() + 1 + label.len() + 1, label.trim()))
    })
}
