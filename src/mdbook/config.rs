//! What mdBook's own tables say of a book, and our settings in `[output.bifolio]`: the same tables in
//! `book.toml`, and in what mdBook hands to a renderer.

use crate::address::normal;
use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::Draft;
use crate::nearest::nearest;
use crate::reader::markdown;
use crate::settings::{self, Place, Value};
use crate::source::{FileId, Source};
use percent_encoding::percent_decode_str;
use std::path::{Path, PathBuf};

/// mdBook's preprocessors that are read here as they are.
const BUILT_IN: [&str; 2] = ["links", "index"];

/// Our name as a renderer.
const OWN: &str = "bifolio";

/// mdBook's own keys in the table of every renderer.
const OF_RENDERERS: [&str; 2] = ["command", "optional"];

/// Parses `book.toml`. What is no TOML is reported, and the rest is read.
pub(super) fn parse(file: FileId, text: &str) -> Warned<Value> {
    let toml = settings::toml(text, file, 0);
    let complaint =
        |(fault, span)| Diagnostic::warning(Code::BookToml, span, format!("this is no TOML: {fault}"));
    Warned { value: toml.value, diagnostics: toml.faults.into_iter().map(complaint).collect() }
}

/// The folder of the Markdown, where the tables lie in `root`.
pub(super) fn src(config: &Value, root: &Path) -> PathBuf {
    root.join(config.get("book").and_then(|book| book.get("src")).and_then(Value::as_text).unwrap_or("src"))
}

/// What the tables say of the book, as a draft without text. Unknown tables belong to mdBook and its
/// plugins.
pub(super) fn read(config: &Value, root: &Path) -> Warned<Draft> {
    let mut diagnostics = Vec::new();
    let mut read = |entries: &[(String, Value)], place| {
        settings::read(entries.to_vec(), place).collect(&mut diagnostics)
    };
    let book = read(config.get("book").map_or(&[], Value::entries), Place::Book);
    let output = |renderer| config.get("output").and_then(|output| output.get(renderer));
    // A site's address may be a path on a host that is not named.
    let site = output("html").and_then(|html| html.get("site-url"));
    let site = site.filter(|site| site.as_text().is_some_and(|url| url.starts_with("http")));
    let site = site.map(|site| ("site-url".to_owned(), site.clone()));
    // MathJax knows these brackets, and leaves dollars alone.
    let brackets = output("html").and_then(|html| html.get("mathjax-support"));
    let brackets = brackets.map(|switch| ("text.bracket-math".to_owned(), switch.clone()));
    let own = output(OWN).map_or(&[][..], Value::entries).iter();
    let own = own.filter(|(key, _)| !OF_RENDERERS.contains(&key.as_str())).cloned();
    let own = read(&site.into_iter().chain(brackets).chain(own).collect::<Vec<_>>(), Place::Own);
    diagnostics.extend(misnamed(config.get("output")));
    let mut metadata = own.metadata.or(book.metadata);
    let source = Source { path: root.join("book.toml"), text: String::new() };
    diagnostics.extend(markdown::mark_up_titles(&mut metadata, FileId::GENERATED, &source));
    if let Some(cover) = &mut metadata.cover_image {
        let decoded = percent_decode_str(&cover.path).decode_utf8_lossy().into_owned();
        cover.path = normal(&root.join(decoded)).to_string_lossy().into_owned();
    }
    Warned { value: Draft { metadata, settings: own.settings, ..Draft::default() }, diagnostics }
}

/// Tables of other renderers are theirs, but for those whose names are nearly ours.
fn misnamed(output: Option<&Value>) -> Vec<Diagnostic> {
    let renderers = output.map_or(&[][..], Value::entries).iter();
    let near = renderers.filter(|(name, _)| name != OWN && nearest(&name.to_lowercase(), [OWN]).is_some());
    let warning = |(name, table): &(String, Value)| {
        let message = format!("`[output.{name}]` is not read; did you mean `[output.{OWN}]`?");
        Diagnostic::warning(Code::UnknownSetting, table.span, message)
    };
    near.map(warning).collect()
}

/// Preprocessors are programs of others: none is run.
pub(super) fn report_preprocessors(config: &Value) -> Option<Diagnostic> {
    let named = config.get("preprocessor").map_or(&[][..], Value::entries);
    let foreign: Vec<_> = named.iter().filter(|(name, _)| !BUILT_IN.contains(&name.as_str())).collect();
    let (_, first) = foreign.first()?;
    let names: Vec<String> = foreign.iter().map(|(name, _)| format!("`{name}`")).collect();
    let message = format!("preprocessors are programs, and none is run: {}", names.join(", "));
    let hint = "what they would have changed stands as it is written";
    Some(Diagnostic::note(Code::Preprocessor, first.span, message).hint(hint))
}
