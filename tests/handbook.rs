//! The handbook is complete: it names every message, every setting and every option.

use bifolio::diagnostic::Code;
use bifolio::settings::{Place, TABLE, Value};
use bifolio::source::Span;
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
