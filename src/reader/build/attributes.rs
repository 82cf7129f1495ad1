//! What a manuscript says of an element besides its content.

use crate::document::Extent;
use crate::length::Length;

/// What a pair of braces or a tag says of the element that it stands at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::reader) struct Attributes {
    pub(in crate::reader) id: Option<String>,
    pub(in crate::reader) classes: Vec<String>,
    /// In the order of the manuscript, names in lower case.
    pub(in crate::reader) values: Vec<(String, String)>,
}

impl Attributes {
    /// The first value of a name in lower case.
    pub(in crate::reader) fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether one of these classes is among its own.
    pub(in crate::reader) fn has_class(&self, names: &[&str]) -> bool {
        self.classes.iter().any(|class| names.contains(&class.as_str()))
    }

    /// Notes an attribute under its name in lower case.
    pub(in crate::reader) fn set(&mut self, name: &str, value: String) {
        match name {
            "id" => self.id = Some(value),
            "class" => self.classes.extend(value.split_whitespace().map(str::to_owned)),
            name => self.values.push((name.to_owned(), value)),
        }
    }
}

/// A width or height: `60%`, `5cm`, `300px`; a bare number is pixels, as in HTML.
pub(in crate::reader) fn extent(value: &str) -> Option<Extent> {
    let value = value.trim();
    let unit = value.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(value.len());
    let number: f64 = value[..unit].parse().ok().filter(|number| (0.01..10_000.0).contains(number))?;
    let points = |per_unit: f64| Extent::Length(Length::millipt((number * per_unit * 1000.0).round() as i64));
    Some(match value[unit..].trim() {
        "%" => Extent::Share((number * 10.0).round() as u32),
        // The CSS pixel is 1/96 inch.
        "" | "px" => points(0.75),
        "pt" => points(1.0),
        "in" => points(72.0),
        "cm" => points(72.0 / 2.54),
        "mm" => points(72.0 / 25.4),
        _ => return None,
    })
}

#[cfg(test)]
impl Attributes {
    /// On one line, for the tests of those who read them.
    pub(in crate::reader) fn shown(&self) -> String {
        let values: Vec<String> =
            self.values.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
        let id = self.id.as_deref().unwrap_or("");
        format!("#{id} .{} {}", self.classes.join("."), values.join(" "))
    }
}
