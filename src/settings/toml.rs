//! TOML as values: `book.toml`, and front matter between lines of `+++`.

use super::value::{Value, ValueKind};
use crate::source::{FileId, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a text says, and what in it is no TOML.
#[derive(Debug)]
pub struct Toml {
    /// A map of all that could be read.
    pub value: Value,
    /// Messages of the parser with their places in the file.
    pub faults: Vec<(String, Span)>,
}

/// Reads a text that stands in a file from the byte `start` on. Nothing fails: what is no TOML is told,
/// and the rest is read.
pub fn toml(text: &str, file: FileId, start: usize) -> Toml {
    let place = Place { file, start };
    let (table, errors) = DeTable::parse_recoverable(text);
    let fault = |error: &toml::de::Error| {
        (error.message().trim().to_owned(), place.span(error.span().unwrap_or(0..0)))
    };
    let faults = errors.iter().map(fault).collect();
    let value = Value { span: place.span(table.span()), kind: place.table(table.get_ref()) };
    Toml { value, faults }
}

/// Where the text stands.
#[derive(Clone, Copy)]
struct Place {
    file: FileId,
    start: usize,
}

impl Place {
    fn span(self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start + self.start..range.end + self.start)
    }

    fn table(self, table: &DeTable<'_>) -> ValueKind {
        let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let key_text: &std::borrow::Cow<'_, str> = key.get_ref();
            let mut value = self.value(value);
            // A table's place is where it is named, not its many lines.
            if let ValueKind::Map(_) = value.kind {
                value.span = self.span(key.span());
            }
            (key_text.to_string(), value)
        };
        ValueKind::Map(table.iter().map(entry).collect())
    }

    fn value(self, value: &Spanned<DeValue<'_>>) -> Value {
        let span = self.span(value.span());
        let kind = match value.get_ref() {
            DeValue::String(text) => return Value::line(text, span),
            DeValue::Integer(number) => ValueKind::Scalar(number.as_str().to_owned()),
            DeValue::Float(number) => ValueKind::Scalar(number.as_str().to_owned()),
            DeValue::Boolean(switch) => ValueKind::Scalar(switch.to_string()),
            DeValue::Datetime(date) => ValueKind::Scalar(date.to_string()),
            DeValue::Array(items) => ValueKind::List(items.iter().map(|item| self.value(item)).collect()),
            DeValue::Table(table) => self.table(table),
        };
        Value { span, kind }
    }
}
