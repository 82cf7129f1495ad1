//! From the keys of a table to what they say of the book, by the rows of `TABLE`.

use super::setting::{self, Place, Setting, Takes};
use super::value::{Value, ValueKind};
use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::Metadata;
use crate::source::Span;

/// What one place says of a book.
#[derive(Debug, Default)]
pub struct Stated {
    /// The path of a cover is as it is written: whose folder it is relative to, the caller knows.
    pub metadata: Metadata,
    /// All else, by its name in `TABLE`, as it is written, with its place.
    pub settings: Vec<(String, String, Span)>,
}

/// Reads the entries of a table. Nothing fails: what cannot be taken is left out and reported.
pub fn read(entries: Vec<(String, Value)>, place: Place) -> Warned<Stated> {
    let mut reader = Reader { place, stated: Stated::default(), diagnostics: Vec::new() };
    for (key, value) in entries {
        reader.entry(&key, value);
    }
    Warned { value: reader.stated, diagnostics: reader.diagnostics }
}

pub(super) struct Reader {
    pub(super) place: Place,
    pub(super) stated: Stated,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Reader {
    fn entry(&mut self, key: &str, value: Value) {
        let Some((_, setting)) = setting::find(key, self.place) else { return self.group(key, value) };
        let (before, span) = (self.stated.metadata.counts(), value.span);
        self.take(setting, key, value);
        if self.place != Place::CommandLine {
            self.stated.metadata.place_what_is_new(before, span);
        }
    }

    fn take(&mut self, setting: &Setting, key: &str, value: Value) {
        match setting.takes {
            Takes::Text(field) => {
                if let Some(text) = self.scalar(key, value) {
                    *field(&mut self.stated.metadata) = Some(text);
                }
            }
            Takes::Field(take, _) => take(self, key, value),
            _ => {
                let span = value.span;
                let between = if setting.takes.are_names() { ", " } else { " " };
                let words = self.words(key, value, between);
                self.stated.settings.extend(words.map(|words| (setting.name.to_owned(), words, span)));
            }
        }
    }

    /// A table of settings; what is none is unknown.
    fn group(&mut self, key: &str, value: Value) {
        match value.kind {
            ValueKind::Map(entries) if setting::is_group(key) && self.place != Place::Book => {
                for (name, value) in entries {
                    self.entry(&format!("{key}.{name}"), value);
                }
            }
            ValueKind::Map(entries) if key == setting::OWN && self.place.is_shared() => {
                let outer = std::mem::replace(&mut self.place, Place::Own);
                for (name, value) in entries {
                    self.entry(&name, value);
                }
                self.place = outer;
            }
            _ => self.diagnostics.extend(setting::unknown(key, self.place, &value)),
        }
    }

    /// The text of a plain value that says something; a list or a map in its place is a warning.
    pub(super) fn scalar(&mut self, key: &str, value: Value) -> Option<String> {
        match value.kind {
            ValueKind::Scalar(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            ValueKind::Null => None,
            ValueKind::List(_) | ValueKind::Map(_) => {
                let message = format!("`{key}` takes a single value; it is left out");
                self.diagnostics.push(Diagnostic::warning(self.fault(), value.span, message));
                None
            }
        }
    }

    /// The value of a setting as `--set` would have it: a list is one value of several words.
    fn words(&mut self, key: &str, value: Value, between: &str) -> Option<String> {
        match value.kind {
            ValueKind::Scalar(text) => Some(text.trim().to_owned()),
            ValueKind::List(items) => {
                let words: Vec<String> =
                    items.into_iter().filter_map(|item| self.scalar(key, item)).collect();
                Some(words.join(between))
            }
            _ => self.scalar(key, value),
        }
    }

    /// What is left of a map when the keys that its setting knows have been taken.
    pub(super) fn unread(&mut self, key: &str, rest: &[(String, Value)], known: &[&'static str]) {
        let warning = |(name, value): &(String, Value)| setting::unknown_part(key, name, known, value.span);
        self.diagnostics.extend(rest.iter().map(warning));
    }

    /// The code for a value that is not of its key's kind. What other programs write too has one of its
    /// own.
    pub(super) fn fault(&self) -> Code {
        if self.place.is_shared() { Code::FrontMatter } else { Code::BadSetting }
    }
}
