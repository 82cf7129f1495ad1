//! The JSON Schema of the settings, for editors: made of the table.

use super::TABLE;
use super::kind::Kind;
use super::parse::{TRIMS, names};
use super::setting::{self, Place, Setting, Takes};
use serde_json::{Map, Value, json};

/// A measure, as `Length::parse` reads it.
const MEASURE: &str = r"([0-9]+\.?[0-9]*|\.[0-9]+) *(pt|in|mm|cm)?";

/// JSON Schema (draft 7, which editors of YAML and TOML read) for front matter, for `metadata.yaml`, and for
/// `book.toml` with its table `[output.bifolio]`. What other programs keep there is no fault; what stands in a table
/// of ours and is not known is.
pub fn schema() -> Value {
    let mut outer = at(|place| matches!(place, Place::FrontMatter | Place::MetadataFile));
    outer.insert(setting::OWN.to_owned(), reference("own"));
    outer.insert(
        "book".to_owned(),
        json!({ "type": "object", "properties": properties(|place| place == Place::Book) }),
    );
    outer.insert(
        "output".to_owned(),
        json!({ "type": "object", "properties": { "bifolio": reference("renderer") } }),
    );
    let own = at(|place| place == Place::Own);
    let mut renderer = own.clone();
    renderer
        .insert("command".to_owned(), json!({ "type": "string", "description": "mdBook's: what it calls" }));
    renderer.insert(
        "optional".to_owned(),
        json!({ "type": "boolean", "description": "mdBook's: it may be missing" }),
    );
    let mut definitions: Map<String, Value> =
        TABLE.iter().map(|setting| (setting.name.to_owned(), described(setting))).collect();
    definitions.insert("own".to_owned(), closed(own));
    definitions.insert("renderer".to_owned(), closed(renderer));
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Bifolio",
        "description": "What a book can say of itself to Bifolio: front matter, metadata.yaml, and book.toml.",
        "type": "object",
        "properties": outer,
        "definitions": definitions,
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn closed(properties: Map<String, Value>) -> Value {
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// The settings of some places by their names, and in the tables whose keys are what stands behind a dot.
fn at(is_wanted: fn(Place) -> bool) -> Map<String, Value> {
    let mut all = properties(is_wanted);
    for group in setting::GROUPS {
        let within = all.iter().filter_map(|(name, setting)| {
            Some((name.strip_prefix(group)?.strip_prefix('.')?.to_owned(), setting.clone()))
        });
        let within: Map<String, Value> = within.collect();
        if !within.is_empty() {
            all.insert(group.to_owned(), closed(within));
        }
    }
    all
}

/// The settings of some places, by all of their names.
fn properties(is_wanted: fn(Place) -> bool) -> Map<String, Value> {
    let wanted = TABLE.iter().filter(|setting| setting.places.iter().any(|place| is_wanted(*place)));
    wanted
        .flat_map(|setting| setting.names().map(|name| (name.to_owned(), reference(setting.name))))
        .collect()
}

fn described(setting: &Setting) -> Value {
    let mut value = of(setting);
    if let Value::Object(map) = &mut value {
        map.insert("description".into(), setting.help.into());
        if let Some(default) = setting.default {
            map.insert("default".into(), default.into());
        }
    }
    value
}

/// What a value may be. Whatever is no text in YAML and TOML may be written as one too.
fn of(setting: &Setting) -> Value {
    match setting.takes {
        Takes::Text(_) => of_kind(Kind::Text),
        Takes::Switch(_) => json!({
            "anyOf": [{ "type": "boolean" }, { "enum": ["true", "false", "yes", "no", "on", "off"] }],
        }),
        Takes::Number(first, last, _) => json!({
            "anyOf": [
                { "type": "integer", "minimum": first, "maximum": last },
                { "type": "string", "pattern": format!("^{}$", whole(first, last)) },
            ],
        }),
        Takes::Length(_, least, most, _) => json!({
            "anyOf": [
                { "type": "number", "minimum": least, "maximum": most },
                { "type": "string", "pattern": format!("^{MEASURE}$") },
            ],
        }),
        Takes::Field(_, kind) | Takes::Setting(_, kind) => of_kind(kind),
    }
}

/// The whole numbers from one to another.
fn whole(first: u8, last: u8) -> String {
    match last {
        0..=9 => format!("[{first}-{last}]"),
        _ => format!("({})", (first..=last).map(|number| number.to_string()).collect::<Vec<_>>().join("|")),
    }
}

fn of_kind(kind: Kind) -> Value {
    match kind {
        Kind::Text => text(),
        Kind::OneOf(names) => json!({ "enum": names() }),
        Kind::SeveralOf(names) => {
            let names: Vec<&str> = std::iter::once("none").chain(names()).collect();
            let one = format!("({})", names.join("|"));
            let items = json!({ "type": "array", "items": { "enum": names } });
            json!({ "anyOf": [{ "type": "string", "pattern": format!("^{one}([, ]+{one})*$") }, items] })
        }
        Kind::Names => json!({ "anyOf": [text(), { "type": "array", "items": text() }] }),
        Kind::Like(pattern) => json!({ "type": "string", "pattern": pattern }),
        Kind::Trim => {
            let named: Vec<String> = names(TRIMS).into_iter().map(in_any_case).collect();
            let named = named.join("|");
            json!({ "type": "string", "pattern": format!("^({named}|{MEASURE} *[xX×] *{MEASURE})$") })
        }
        Kind::Margins => {
            let measure = json!({
                "anyOf": [{ "type": "number" }, { "type": "string", "pattern": format!("^{MEASURE}$") }],
            });
            json!({
                "anyOf": [
                    { "type": "number" },
                    { "type": "string", "pattern": format!("^{MEASURE}( +{MEASURE}){{3}}$|^{MEASURE}$") },
                    { "type": "array", "items": measure, "minItems": 1, "maxItems": 4 },
                ],
            })
        }
        Kind::Minima => {
            let number = json!({
                "anyOf": [
                    { "type": "integer", "minimum": 2, "maximum": 9 },
                    { "type": "string", "pattern": "^[2-9]$" },
                ],
            });
            let items = json!({ "type": "array", "items": number, "minItems": 2, "maxItems": 2 });
            json!({ "anyOf": [{ "type": "string", "pattern": "^[2-9][, ]+[2-9]$" }, items] })
        }
        Kind::Parts(parts) => {
            let parts: Map<String, Value> = parts.iter().map(|part| ((*part).to_owned(), text())).collect();
            let one = [text(), json!({ "type": "object", "properties": parts })];
            json!({ "anyOf": [one[0], one[1], { "type": "array", "items": { "anyOf": one } }] })
        }
    }
}

/// YAML takes `2026` for a number, and `yes` for a truth.
fn text() -> Value {
    json!({ "type": ["string", "number", "boolean", "null"] })
}

/// A name as a pattern of both cases; ECMA's patterns, which JSON Schema has, know no flag within.
fn in_any_case(name: &str) -> String {
    let letter = |c: char| match c.is_ascii_alphabetic() {
        true => format!("[{}{}]", c.to_ascii_lowercase(), c.to_ascii_uppercase()),
        false => c.to_string(),
    };
    name.chars().map(letter).collect()
}
