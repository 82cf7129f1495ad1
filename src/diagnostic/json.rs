//! Diagnostics for programs: an object a line.

use super::place::SourcePlace;
use super::render::is_treacherous;
use super::{Diagnostic, fingerprint};
use serde_json::Value;
use std::fmt::Write;

/// The object of a diagnostic. Fields that it has no place for are null.
pub(super) fn line(diagnostic: &Diagnostic, place: Option<&SourcePlace<'_>>) -> String {
    let object = serde_json::json!({
        "severity": diagnostic.severity.as_str(),
        "code": diagnostic.code.as_str(),
        "message": diagnostic.message,
        "hints": diagnostic.hints,
        "file": place.map(SourcePlace::path),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "start": place.map(|_| diagnostic.span.start),
        "end": place.map(|_| diagnostic.span.end),
        "fingerprint": fingerprint::of(diagnostic, place),
    });
    on_one_line(&object)
}

/// A value as JSON on a line of its own, in which nothing is left that a terminal acts on.
pub fn on_one_line(value: &Value) -> String {
    harmless(&value.to_string())
}

/// The same on several lines, for people too.
pub fn on_lines(value: &Value) -> String {
    // The alternate form is the one of several lines.
    harmless(&format!("{value:#}"))
}

/// JSON's own syntax is ASCII, and line ends within its strings are escaped already: whatever else is
/// treacherous here lies within a string.
fn harmless(json: &str) -> String {
    let mut text = String::with_capacity(json.len() + 1);
    for character in json.chars() {
        match character {
            '\n' => text.push('\n'),
            _ if is_treacherous(character) => _ = write!(text, "\\u{:04x}", character as u32),
            _ => text.push(character),
        }
    }
    text + "\n"
}
