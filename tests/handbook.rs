//! The handbook is complete: it names every message, every setting and every option.

use bifolio::Project;
use bifolio::diagnostic::Code;
use bifolio::reader::markdown;
use bifolio::source::{FileId, Source};
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
fn every_setting_is_explained() {
    let text = chapter("5-metadata.md") + &chapter("6-settings.md");
    let missing: Vec<&&str> = bifolio::project::KEYS
        .iter()
        .filter(|key| !text.contains(&format!("**{key}**")) && !text.contains(&format!("{key}:")))
        .collect();
    assert!(missing.is_empty(), "no word on {missing:?}");
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
fn every_setting_is_known_in_front_matter() {
    for key in bifolio::project::KEYS {
        let source = Source { path: "book.md".into(), text: format!("---\n{key}: auto\n---\n\nWords.\n") };
        let read = markdown::read(FileId(0), &source, markdown::Options::default());
        let project = Project { settings: Vec::new(), ..Project::default() };
        let (_, complaints) = bifolio::project::resolve(&project, &[read.value]).expect("nothing was typed");
        let unknown =
            read.diagnostics.iter().chain(&complaints).find(|found| found.code == Code::UnknownSetting);
        assert!(unknown.is_none(), "{key}: {unknown:?}");
    }
}
