//! What a built program holds of others: under licences that go with ours, each crate in one version as far as others
//! let us, and with its notice.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Licences that ask for no more than to be named with their text.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates that stand in the tree in two versions, since crates of others name both; those of Windows, which are many
/// and hold nothing but names, aside. A new one is to be looked at before it is added here.
const TWICE: &[&str] = &[
    "bitflags",
    "foldhash",
    "font-types",
    "hashbrown",
    "heck",
    "imagesize",
    "io-lifetimes",
    "kurbo",
    "miniz_oxide",
    "png",
    "read-fonts",
    "roxmltree",
    "skrifa",
    "syn",
    "weezl",
    "winnow",
    "write-fonts",
];

/// A crate that is part of a release, whatever its platform and features.
struct Package {
    name: String,
    version: String,
    licence: String,
}

fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let data: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes: BTreeMap<String, Value> =
        list(&data["resolve"]["nodes"]).into_iter().map(|node| (text(&node["id"]), node)).collect();
    let all: BTreeMap<String, Value> =
        list(&data["packages"]).into_iter().map(|package| (text(&package["id"]), package)).collect();
    let own = all.iter().find(|(_, package)| package["name"] == "bifolio").expect("we are there").0.clone();
    let (mut open, mut seen) = (vec![own.clone()], BTreeSet::new());
    while let Some(id) = open.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let is_built_in = |dep: &Value| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        open.extend(
            list(&nodes[&id]["deps"]).iter().filter(|dep| is_built_in(dep)).map(|dep| text(&dep["pkg"])),
        );
    }
    let of_others = seen.iter().filter(|id| **id != own).map(|id| &all[id]);
    let package = |package: &Value| Package {
        name: text(&package["name"]),
        version: text(&package["version"]),
        licence: text(&package["license"]),
    };
    of_others.map(package).collect()
}

#[test]
fn every_crate_comes_under_a_licence_that_goes_with_ours() {
    let is_allowed = |licence: &str| {
        licence.replace(['(', ')'], "").split(" AND ").all(|part| ALLOWED.contains(&part.trim()))
    };
    for Package { name, licence, .. } in packages() {
        // `(A OR B) AND C` asks for C and either of the others.
        let alternatives = licence.replace('/', " OR ").replace(" OR ", "|");
        let (either, and) = alternatives.split_once(") AND ").unwrap_or((&alternatives, ""));
        let sound = either.split('|').any(is_allowed) && (and.is_empty() || is_allowed(and));
        assert!(sound, "{name} comes under {licence}");
    }
}

#[test]
fn every_crate_has_its_notice() {
    let notices = include_str!("../content/notices.txt");
    let lines: BTreeSet<&str> = notices.lines().collect();
    for Package { name, version, licence } in packages() {
        let named = format!("{name} {version} ({licence})");
        let without_text = notices.lines().any(|line| line.starts_with(&format!("{named}, by ")));
        assert!(lines.contains(named.as_str()) || without_text, "run tests/notices.py: {named} is missing");
    }
}

#[test]
fn patterns_have_their_notice() {
    let notices = include_str!("../content/notices.txt");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/resource/hyphenation/patterns");
    let files =
        std::fs::read_dir(folder).expect("the patterns are there").flatten().map(|entry| entry.path());
    let files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "tex")).collect();
    assert!(!files.is_empty());
    for path in files {
        let text = std::fs::read_to_string(&path).expect("patterns are text");
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let holder =
            text.lines().find_map(|line| line.strip_prefix("% Copyright (C) ")).expect("a copyright");
        let named = notices.contains(&format!("patterns {name} (MIT)")) && notices.contains(holder);
        assert!(named, "run tests/notices.py: {name} is missing");
    }
}

#[test]
fn no_crate_stands_in_the_tree_twice_unseen() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for Package { name, version, .. } in packages() {
        versions.entry(name).or_default().insert(version);
    }
    let twice: Vec<&str> = versions
        .iter()
        .filter(|(name, versions)| versions.len() > 1 && !name.starts_with("windows"))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(twice, TWICE);
}
