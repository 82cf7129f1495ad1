//! The handbook is complete: it names every message, every setting and every option, and what it has people type
//! works.

#[cfg(unix)]
#[path = "handbook/commands.rs"]
mod commands;

use bifolio::diagnostic::Code;
use bifolio::settings::{Place, TABLE, Value, ValueKind, schema, toml};
use bifolio::source::{FileId, Span};
use regex::Regex;
use serde_json::Value as Json;
use std::path::Path;
use std::process::Command;

fn chapter(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/handbook").join(name);
    std::fs::read_to_string(path).expect("the chapter is there")
}

#[test]
fn every_code_is_explained() {
    let text = chapter("10-diagnostics.md");
    let missing: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.as_str())
        .filter(|code| !text.contains(&format!("`{code}`")))
        .collect();
    assert!(missing.is_empty(), "no word on {missing:?}");
}

#[test]
fn every_setting_is_explained_with_its_default() {
    let text = chapter("5-metadata.md") + &chapter("6-settings.md");
    let plain = |text: &str| text.replace([' ', '`'], "");
    let mut missing = Vec::new();
    for setting in TABLE {
        let name = format!("**{}**", setting.name);
        let default = setting.default.map_or_else(String::new, |default| format!("default {default}"));
        let said = |line: &str| line.contains(&name) && plain(line).contains(&plain(&default));
        if !text.lines().any(said) {
            missing.push(setting.name);
        }
        missing.extend(setting.aliases.iter().filter(|alias| !text.contains(&format!("`{alias}`"))));
    }
    assert!(missing.is_empty(), "no word, or no default, on {missing:?}");
}

#[test]
fn every_setting_is_in_the_help() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_bifolio")).arg("--help").output().expect("the program starts");
    let help = String::from_utf8(output.stdout).expect("help is UTF-8");
    for setting in TABLE {
        let there = help.lines().any(|line| line.split_whitespace().next() == Some(setting.name));
        assert_eq!(there, setting.places.contains(&Place::CommandLine), "{}", setting.name);
    }
}

#[test]
fn every_option_is_explained() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_bifolio")).arg("--help").output().expect("the program starts");
    let help = String::from_utf8(output.stdout).expect("help is UTF-8");
    let text = chapter("2-command-line.md");
    let long = help.split_whitespace().filter_map(|word| word.strip_prefix("--"));
    let options: Vec<&str> =
        long.map(|option| option.trim_end_matches(|c: char| !c.is_ascii_alphanumeric())).collect();
    assert!(options.len() > 3, "{help}");
    let known = ["output", "jobs", "to", "help", "version"];
    let missing: Vec<&&str> = options
        .iter()
        .filter(|option| !known.contains(option) && !text.contains(&format!("--{option}")))
        .collect();
    assert!(missing.is_empty(), "no word on {missing:?}");
}

#[test]
fn every_setting_is_known_where_it_may_stand() {
    for place in [Place::CommandLine, Place::FrontMatter, Place::Own] {
        for setting in TABLE {
            let names = setting.names().map(|name| (name.to_owned(), Value::line("auto", Span::GENERATED)));
            let read = bifolio::settings::read(names.collect(), place);
            let unknown = read.diagnostics.iter().any(|found| found.code == Code::UnknownSetting);
            assert_eq!(unknown, !setting.places.contains(&place), "{} at {place:?}", setting.name);
        }
    }
}

/// The schema as it is kept for editors. `BLESS=1` writes it anew.
#[test]
fn the_schema_of_the_settings_is_that_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/settings.schema.json");
    let made = format!("{:#}\n", schema());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &made).expect("the schema can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "content/settings.schema.json is not that of the table; BLESS=1 writes it anew");
}

/// Every piece of front matter and of `book.toml` in the handbook and in new books, and what is wrong with a few others.
#[test]
fn the_schema_knows_right_from_wrong() {
    let schema = schema();
    let mut examples = 0;
    for (name, text) in manuscripts() {
        for value in written(&text) {
            examples += 1;
            let faults = faults(&value, &schema, &schema, "");
            assert!(faults.is_empty(), "{name}: {faults:?}");
        }
    }
    assert!(examples >= 8, "{examples} examples alone are looked at");
    for (wrong, at) in [
        ("pdf:\n  trim: a7", "/pdf/trim"),
        ("pdf.trim: big", "/pdf.trim"),
        ("pdf.size: 200", "/pdf.size"),
        ("pdf.margins: [10mm, 10mm, wide, 10mm]", "/pdf.margins"),
        ("pdf:\n  trm: a5", "/pdf/trm"),
        ("split-level: 7", "/split-level"),
        ("typography: perhaps", "/typography"),
        ("lists: [figures, tabels]", "/lists"),
        ("bifolio:\n  colour: red", "/bifolio/colour"),
        ("text-direction: up", "/text-direction"),
        ("pdf.standard: ua-1,a-9", "/pdf.standard"),
        ("hyphenation-minima: [1, 3]", "/hyphenation-minima"),
        ("site-url: ftp://example.org", "/site-url"),
    ] {
        let found = faults(&yaml(wrong), &schema, &schema, "");
        assert_eq!(found, [at], "{wrong}");
    }
}

/// The chapters of the handbook, and the files of new books.
fn manuscripts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let (mut open, mut found) = (vec![root], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder can be listed").flatten() {
            let path = entry.path();
            match path.extension().and_then(|ending| ending.to_str()) {
                _ if path.is_dir() => open.push(path),
                Some("md" | "yaml" | "toml") => {
                    let text = std::fs::read_to_string(&path).expect("it is a text");
                    found.push((path.display().to_string(), text));
                }
                _ => {}
            }
        }
    }
    found
}

/// What a text says in YAML and TOML: as its front matter, as a whole, and in its listings that name settings.
fn written(text: &str) -> Vec<Json> {
    let mut values = Vec::new();
    let mut rest = text;
    if let Some((front, body)) = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n")) {
        values.push(yaml(front));
        rest = body;
    } else if text.starts_with("# ") && text.contains("[book]") && !text.contains("```") {
        values.push(of_toml(text));
    } else if text.starts_with("# ") && text.contains("\ntitle: ") && !text.contains("```") {
        values.push(yaml(text));
    }
    while let Some((_, listing)) = rest.split_once("```") {
        let Some((listing, behind)) = listing.split_once("```") else { break };
        let (language, listing) = listing.split_once('\n').unwrap_or_default();
        let listing: String = listing
            .lines()
            .map(|line| line.trim_start_matches("---"))
            .fold(String::new(), |text, line| text + line + "\n");
        match language {
            "yaml"
                if TABLE
                    .iter()
                    .any(|setting| listing.starts_with(setting.name) || listing.contains("\npdf:")) =>
            {
                values.push(yaml(&listing));
            }
            "toml" if listing.contains("[output.bifolio]") => values.push(of_toml(&listing)),
            _ => {}
        }
        rest = behind;
    }
    values
}

fn yaml(text: &str) -> Json {
    let span = Span::new(FileId(0), 0..text.len());
    let value = bifolio::reader::front_matter::yaml(text, span).unwrap_or_else(|_| panic!("no YAML: {text}"));
    json(&value)
}

fn of_toml(text: &str) -> Json {
    let indent = text.lines().next().map_or(0, |line| line.len() - line.trim_start().len());
    let text: String = text
        .lines()
        .map(|line| line.get(indent..).unwrap_or_default())
        .fold(String::new(), |text, line| text + line + "\n");
    let toml = toml(&text, FileId(0), 0);
    assert!(toml.faults.is_empty(), "{:?}: {text}", toml.faults);
    json(&toml.value)
}

/// With the types that YAML and TOML give to what is written without quotation marks.
fn json(value: &Value) -> Json {
    match &value.kind {
        ValueKind::Null => Json::Null,
        ValueKind::Scalar(text) => match (text.parse::<serde_json::Number>(), text.as_str()) {
            (Ok(number), _) => Json::Number(number),
            (_, "true") => Json::Bool(true),
            (_, "false") => Json::Bool(false),
            _ => Json::String(text.clone()),
        },
        ValueKind::List(items) => Json::Array(items.iter().map(json).collect()),
        ValueKind::Map(entries) => {
            let mut object = serde_json::Map::new();
            for (key, value) in entries {
                // TOML's dotted keys are tables within tables.
                object.insert(key.clone(), json(value));
            }
            Json::Object(object)
        }
    }
}

/// Where a value is not as the schema has it: as much of JSON Schema (draft 7) as ours is written in.
fn faults(value: &Json, schema: &Json, root: &Json, at: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let definition = root.pointer(name.trim_start_matches('#')).expect("what is referred to is there");
        return faults(value, definition, root, at);
    }
    let here = || vec![at.to_owned()];
    let is_type = |name: &Json| match name.as_str() {
        Some("string") => value.is_string(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        name => panic!("no type: {name:?}"),
    };
    match &schema["type"] {
        Json::Null => {}
        Json::Array(names) if names.iter().any(is_type) => {}
        name if name.is_string() && is_type(name) => {}
        _ => return here(),
    }
    if schema["enum"].as_array().is_some_and(|names| !names.contains(value)) {
        return here();
    }
    if let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), value.as_str())
        && !Regex::new(pattern).expect("a pattern is one").is_match(text)
    {
        return here();
    }
    if let Some(number) = value.as_f64()
        && (schema["minimum"].as_f64().is_some_and(|least| number < least)
            || schema["maximum"].as_f64().is_some_and(|most| number > most))
    {
        return here();
    }
    if let Some(kinds) = schema["anyOf"].as_array()
        && kinds.iter().all(|kind| !faults(value, kind, root, at).is_empty())
    {
        return here();
    }
    let mut found = Vec::new();
    for item in value.as_array().into_iter().flatten().filter(|_| schema["items"].is_object()) {
        found.extend(faults(item, &schema["items"], root, at));
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        let at = format!("{at}/{key}");
        match &schema["properties"][key] {
            Json::Null if schema["additionalProperties"] == Json::Bool(false) => found.push(at),
            Json::Null => {}
            known => found.extend(faults(value, known, root, &at)),
        }
    }
    found
}

/// The first thing that a visitor makes is this book: it comes without a word.
#[test]
fn the_handbook_is_made_without_a_warning() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bifolio"));
    command.args(["check", "content/handbook", "--format", "short", "-W", "warnings"]);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}
