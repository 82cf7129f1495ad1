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
    // JSON's own syntax is ASCII, so whatever is treacherous here lies within a string.
    let mut line = String::new();
    for character in value.to_string().chars() {
        if is_treacherous(character) {
            let _ = write!(line, "\\u{:04x}", character as u32);
        } else {
            line.push(character);
        }
    }
    line + "\n"
}
