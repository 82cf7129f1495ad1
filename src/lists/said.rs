//! What lists say of the book, under the names of our own settings.

use crate::settings::{Value, ValueKind};

/// The values of the keys that mean something here: theirs, ours.
pub(super) fn taken(map: &Value, keys: &[(&str, &str)]) -> Vec<(String, Value)> {
    let value = |&(theirs, ours): &(&str, &str)| {
        let value = map.get(theirs)?.clone();
        let value = match ours {
            "author" => people(value),
            "date" if is_computed(&value) => return None,
            "title" | "subtitle" | "description" | "lang" if value.as_text().is_none() => return None,
            _ => value,
        };
        Some((ours.to_owned(), value))
    };
    keys.iter().filter_map(value).collect()
}

/// Names of people without what else is said of them (affiliations, addresses): names, or maps with a
/// `name`, which may have parts itself (Quarto's manual, "Authors & Affiliations").
fn people(value: Value) -> Value {
    let span = value.span;
    let kind = match value.kind {
        ValueKind::List(items) => ValueKind::List(items.into_iter().map(people).collect()),
        ValueKind::Map(_) => match value.get("name").or(value.get("literal")) {
            Some(name) if name.as_text().is_some() => return name.clone(),
            Some(name) => return people(name.clone()),
            None => {
                let parts = ["given", "family"].iter().filter_map(|part| value.get(part)?.as_text());
                ValueKind::Scalar(parts.collect::<Vec<_>>().join(" "))
            }
        },
        kind => kind,
    };
    Value { span, kind }
}

/// A date that a tool takes from the clock, or from a program in the text.
fn is_computed(value: &Value) -> bool {
    let date = value.as_text().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(date.as_str(), "today" | "now" | "last-modified") || date.starts_with(['`', '!'])
}
