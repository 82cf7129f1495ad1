//! The fields of the metadata that are more than a text, in pandoc's forms of them.

use super::parse::{Refused, one_of};
use super::read::Reader;
use super::setting::Place;
use super::value::{self, Value, ValueKind};
use crate::diagnostic::Diagnostic;
use crate::document::{
    Conformance, Date, Direction, ImageRef, Series, Subject, SubjectCode, isbn, language,
    nearest_language_tag,
};
use crate::source::Span;

/// What maps that stand for these may hold.
pub(super) const TITLE: &[&str] = &["text", "type"];
pub(super) const IDENTIFIER: &[&str] = &["text", "scheme"];
pub(super) const SUBJECT: &[&str] = &["text", "authority", "term"];
pub(super) const SERIES: &[&str] = &["name", "position"];

pub(super) const DIRECTIONS: &[(&str, Option<Direction>)] =
    &[("ltr", Some(Direction::LeftToRight)), ("rtl", Some(Direction::RightToLeft)), ("auto", None)];

impl Reader {
    /// A title, or pandoc's list of them with `type` and `text`. A book has one of each type that
    /// it can have; further ones are named.
    pub(super) fn titles(&mut self, key: &str, value: Value) {
        let (mut main, mut subtitle) = (None, None);
        for item in value.into_items() {
            let span = item.span;
            let (kind, text) = match item.kind {
                ValueKind::Map(mut map) => {
                    let kind = value::take(&mut map, &["type"]).and_then(|kind| self.scalar("type", kind));
                    let text = value::take(&mut map, &["text"]);
                    self.unread(key, &map, TITLE);
                    (kind, text)
                }
                _ => (None, Some(item)),
            };
            let Some(text) = text.and_then(|text| self.scalar(key, text)) else { continue };
            match kind.as_deref() {
                None | Some("main") if main.is_none() => main = Some(text.into()),
                Some("subtitle") if subtitle.is_none() => subtitle = Some(text.into()),
                _ => {
                    let message = format!("the title `{text}` has no place in the book; it is left out");
                    self.diagnostics.push(Diagnostic::warning(self.fault(), span, message));
                }
            }
        }
        let metadata = &mut self.stated.metadata;
        metadata.title = main.or(metadata.title.take());
        metadata.subtitle = subtitle.or(metadata.subtitle.take());
    }

    pub(super) fn subtitle(&mut self, key: &str, value: Value) {
        if let Some(text) = self.scalar(key, value) {
            self.stated.metadata.subtitle = Some(text.into());
        }
    }

    /// A tag of a language. Of one that is none, as much is taken as is known.
    pub(super) fn language(&mut self, key: &str, value: Value) {
        let span = value.span;
        let Some(written) = self.scalar(key, value) else { return };
        self.stated.metadata.lang = language(&written).or_else(|| {
            let near = nearest_language_tag(&written);
            let wanted = "a tag of a language that the registry of IANA knows, such as en or de-AT";
            // A manuscript is helped on; on the command line the user is asked.
            let asked = near.as_deref().filter(|_| self.place == Place::CommandLine);
            let refused = Refused::wants(wanted).or_near(asked);
            let hint = near.as_ref().map_or(LEFT_OUT.into(), |near| format!("`{near}` is taken"));
            self.diagnostics.push(refused.diagnostic(key, &written, span).hint(hint));
            near
        });
    }

    pub(super) fn direction(&mut self, key: &str, value: Value) {
        let span = value.span;
        let Some(written) = self.scalar(key, value) else { return };
        match one_of(&written, DIRECTIONS) {
            Ok(direction) => self.stated.metadata.direction = direction,
            Err(refused) => self.left_out(refused.diagnostic(key, &written, span)),
        }
    }

    /// When the book is published. What is no date is kept for the title page alone, which is said; on the command
    /// line it is refused.
    pub(super) fn date(&mut self, key: &str, value: Value) {
        let span = value.span;
        let Some(written) = self.scalar(key, value) else { return };
        let is_date = Date::found_in(&written, self.stated.metadata.lang()).is_some();
        if !is_date && self.place == Place::CommandLine {
            let refused = Refused::wants("a date such as 2026, 2026-03, 2026-03-01 or 1 March 2026");
            self.diagnostics.push(refused.diagnostic(key, &written, span));
            return;
        }
        if !is_date {
            // "`r Sys.Date()`" is code of R Markdown.
            if written.starts_with("`r ") {
                let message = format!("{written} is code, which is not run: the date is left out");
                let note = Diagnostic::note(self.fault(), span, message);
                self.diagnostics.push(note.hint("`date: 2026-03-01` gives one"));
                return;
            }
            let message = format!("`{written}` cannot be read as a date: it stands on the title page alone");
            let note = Diagnostic::note(self.fault(), span, message);
            self.diagnostics.push(note.hint("2026-03-01, 2026-03, 2026 and `1 March 2026` can be read"));
        }
        self.stated.metadata.date = Some(written);
    }

    /// An identifier, or pandoc's list of them with `scheme` and `text`: an ISBN is one apart, and of
    /// the others the first is the book's own.
    pub(super) fn identifiers(&mut self, key: &str, value: Value) {
        let mut others = Vec::new();
        for item in value.into_items() {
            let (scheme, text) = match item.kind {
                ValueKind::Map(mut map) => {
                    let (scheme, text) =
                        (value::take(&mut map, &["scheme"]), value::take(&mut map, &["text"]));
                    self.unread(key, &map, IDENTIFIER);
                    (scheme, text)
                }
                _ => (None, Some(item)),
            };
            let scheme = scheme.and_then(|scheme| self.scalar("scheme", scheme)).unwrap_or_default();
            let Some(text) = text else { continue };
            match scheme.to_ascii_uppercase().starts_with("ISBN") {
                // What stands under its own key is more exact.
                true if self.stated.metadata.isbn.is_some() => others.extend(self.further_isbn(key, text)),
                true => self.isbn(key, text),
                false => others.extend(self.scalar(key, text)),
            }
        }
        let mut others = others.into_iter();
        if let Some(first) = others.next() {
            self.stated.metadata.identifier = Some(first);
            self.stated.metadata.further_identifiers = others.collect();
        }
    }

    /// An ISBN besides the book's own, such as that of the edition in print.
    fn further_isbn(&mut self, key: &str, value: Value) -> Option<String> {
        let span = value.span;
        let written = self.scalar(key, value)?;
        match isbn(&written) {
            Ok(isbn) => {
                let figures = |isbn: &str| isbn.replace(['-', ' '], "");
                let own = self.stated.metadata.isbn.as_deref().map(figures);
                Some(figures(&isbn))
                    .filter(|isbn| own.as_ref() != Some(isbn))
                    .map(|isbn| format!("urn:isbn:{isbn}"))
            }
            Err(why) => {
                self.left_out(Refused::wants(why.to_string()).diagnostic(key, &written, span));
                None
            }
        }
    }

    /// An ISBN whose figures agree: one that leads to another book, or to none, is worse than none.
    pub(super) fn isbn(&mut self, key: &str, value: Value) {
        let span = value.span;
        let Some(written) = self.scalar(key, value) else { return };
        match isbn(&written) {
            Ok(isbn) => self.stated.metadata.isbn = Some(isbn),
            Err(why) => self.left_out(Refused::wants(why.to_string()).diagnostic(key, &written, span)),
        }
    }

    /// A description is the better one where there is an abstract too, in whatever order.
    pub(super) fn description(&mut self, key: &str, value: Value) {
        let description = &self.stated.metadata.description;
        if key == "description" || description.is_none() {
            let text = self.scalar(key, value);
            self.stated.metadata.description = text.or(self.stated.metadata.description.take());
        }
    }

    pub(super) fn subjects(&mut self, key: &str, value: Value) {
        for item in value.into_items() {
            let subject = match item.kind {
                ValueKind::Map(map) => self.subject(key, map, item.span),
                _ => self.scalar(key, item).map(Subject::from),
            };
            self.stated.metadata.subjects.extend(subject);
        }
    }

    /// Pandoc's form of a subject: its text, and the sign that a classification has for it. The two parts of
    /// that are nothing without each other (EPUB 3.3, D.3.1).
    fn subject(&mut self, key: &str, mut map: Vec<(String, Value)>, span: Span) -> Option<Subject> {
        let mut part =
            |name: &'static str| value::take(&mut map, &[name]).and_then(|value| self.scalar(name, value));
        let (text, authority, term) = (part("text"), part("authority"), part("term"));
        self.unread(key, &map, SUBJECT);
        let missing = match (&text, &authority, &term) {
            (None, ..) => Some(("an entry", "text")),
            (_, None, Some(_)) => Some(("a `term`", "authority")),
            (_, Some(_), None) => Some(("an `authority`", "term")),
            _ => None,
        };
        if let Some((part, missing)) = missing {
            let message = format!("`{key}` has {part} without `{missing}`, which is left out");
            self.diagnostics.push(Diagnostic::warning(self.fault(), span, message));
        }
        let code = authority.zip(term).map(|(authority, term)| SubjectCode { authority, term });
        Some(Subject { text: text?, code })
    }

    pub(super) fn series(&mut self, key: &str, value: Value) {
        let (name, position) = match value.kind {
            ValueKind::Map(mut map) => {
                let name = value::take(&mut map, &["name", "title", "text"]);
                let position = value::take(&mut map, &["position", "number", "group-position"]);
                self.unread(key, &map, SERIES);
                (name, position)
            }
            _ => (Some(value), None),
        };
        let Some(name) = name.and_then(|name| self.scalar(key, name)) else { return };
        let position = position.and_then(|position| self.scalar("position", position));
        let Series { name, position: in_name } = Series::parse(&name);
        // `group-position` may have come before.
        let alone = self.stated.metadata.series.take().filter(|series| series.name.is_empty());
        let position = position.or(in_name).or(alone.and_then(|series| series.position));
        self.stated.metadata.series = Some(Series { name, position });
    }

    pub(super) fn group_position(&mut self, key: &str, value: Value) {
        let position = self.scalar(key, value);
        let unnamed = || Series { name: String::new(), position: None };
        self.stated.metadata.series.get_or_insert_with(unnamed).position = position;
    }

    pub(super) fn cover(&mut self, key: &str, value: Value) {
        let path = self.scalar(key, value);
        let cover = path.map(|path| ImageRef { path, ..ImageRef::default() });
        self.stated.metadata.cover_image = cover.or(self.stated.metadata.cover_image.take());
    }

    pub(super) fn conformance(&mut self, key: &str, value: Value) {
        let span = value.span;
        let Some(written) = self.scalar(key, value) else { return };
        match Conformance::parse(&written) {
            Some(level) => self.stated.metadata.conforms_to = Some(level),
            None => {
                let refused = Refused::wants("a level of WCAG such as wcag-2.2-aa");
                self.left_out(refused.diagnostic(key, &written, span));
            }
        }
    }
}

const LEFT_OUT: &str = "it is left out";

impl Reader {
    fn left_out(&mut self, fault: Diagnostic) {
        self.diagnostics.push(fault.hint(LEFT_OUT));
    }
}
