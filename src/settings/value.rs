//! Values as they are written, from YAML, TOML, JSON or the command line, each with its place.

use crate::source::{FileId, Span};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Value {
    /// `Span::GENERATED` for what stands in no file.
    pub span: Span,
    /// What is written there.
    pub kind: ValueKind,
}

/// What is written, without a guess at its type: that is its setting's to say.
#[derive(Clone, Debug)]
pub enum ValueKind {
    /// Nothing.
    Null,
    /// As it is written: `0123` and `1.10` keep their digits.
    Scalar(String),
    /// Several values.
    List(Vec<Value>),
    /// Values by their keys, in their order.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// One line of text. Neither edition carries control characters: each is a space.
    pub fn line(text: &str, span: Span) -> Value {
        let uncarried = |c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
        Value { span, kind: ValueKind::Scalar(text.replace(uncarried, " ")) }
    }

    /// The same value, in a file whose number was not known when it was read.
    pub fn in_file(mut self, file: FileId) -> Value {
        self.span.file = file;
        self.kind = match self.kind {
            ValueKind::List(items) => {
                ValueKind::List(items.into_iter().map(|item| item.in_file(file)).collect())
            }
            ValueKind::Map(entries) => {
                let entries = entries.into_iter().map(|(key, value)| (key, value.in_file(file)));
                ValueKind::Map(entries.collect())
            }
            kind => kind,
        };
        self
    }

    /// The value of a key, of a map that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries().iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// The entries of a map; any other value has none.
    pub fn entries(&self) -> &[(String, Value)] {
        match &self.kind {
            ValueKind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The text of a plain value.
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The values of a list; any other value is a list of one.
    pub(super) fn into_items(self) -> Vec<Value> {
        match self.kind {
            ValueKind::List(items) => items,
            ValueKind::Null => Vec::new(),
            _ => vec![self],
        }
    }
}

/// Takes from a map the value of the first of `names` that it has.
pub(super) fn take(map: &mut Vec<(String, Value)>, names: &[&str]) -> Option<Value> {
    let index = names.iter().find_map(|name| map.iter().position(|(key, _)| key == name))?;
    Some(map.remove(index).1)
}
