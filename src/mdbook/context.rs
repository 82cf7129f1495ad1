//! What mdBook hands to a renderer on standard input: the book as JSON, after its preprocessors have
//! run. Versions 0.4 and 0.5 name the list of chapters differently, and agree in the rest.

use super::{MdBook, config};
use crate::diagnostic::{Code, Diagnostic, Error, Warned};
use crate::document::{Matter, Number, Standing, StandingKind, Title};
use crate::reader::markdown;
use crate::settings::{Value, ValueKind};
use crate::source::{Files, Source, Sources, Span};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};

/// Reads a book as mdBook hands it over.
///
/// Errors: `unreadable-input` for what is no such JSON, `no-manuscript` for a book without chapters.
pub fn read(path: &Path, files: &dyn Files) -> Result<Warned<MdBook>, Error> {
    let unreadable = |cause: Box<dyn std::error::Error + Send + Sync>| {
        let message =
            format!("`bifolio mdbook` is called by mdBook, which hands it the book as JSON: {cause}");
        Error::new(Code::UnreadableInput, message).caused_by(cause)
    };
    let bytes = files.read(path).map_err(|error| unreadable(error.into()))?;
    let context: Json = serde_json::from_slice(&bytes).map_err(|error| unreadable(error.into()))?;
    let items = context["book"]["items"].as_array().or(context["book"]["sections"].as_array());
    let items = items.ok_or_else(|| unreadable("it holds no list of chapters".into()))?;
    let config = plain_value(&context["config"]);
    let root = PathBuf::from(context["root"].as_str().unwrap_or_default());
    let mut chapters = Chapters { src: config::src(&config, &root), ..Chapters::default() };
    items.iter().for_each(|item| chapters.item(item, 0));
    if chapters.standings.is_empty() {
        return Err(Error::new(Code::NoManuscript, "mdBook handed over no chapters"));
    }
    let note = "places are those of the text that mdBook handed over, after its preprocessors";
    let mut diagnostics = vec![Diagnostic::note(Code::HandedOver, Span::GENERATED, note)];
    let config = config::read(&config, &root).collect(&mut diagnostics);
    let Chapters { sources, standings, .. } = chapters;
    Ok(Warned {
        value: MdBook { sources, standings, config, summary: root.join("SUMMARY.md"), root },
        diagnostics,
    })
}

#[derive(Default)]
struct Chapters {
    src: PathBuf,
    sources: Sources,
    standings: Vec<Standing>,
    in_part: bool,
    /// A numbered chapter was seen: those without a number are suffix chapters from here on.
    numbered: bool,
}

impl Chapters {
    /// A chapter with those within it, a part's title, or a separator, which says nothing.
    fn item(&mut self, item: &Json, depth: u8) {
        if let Some(title) = item["PartTitle"].as_str() {
            self.in_part = true;
            let (title, kind) = (Title::from(title), StandingKind::Part);
            let standing = Standing { title, kind, depth: 0, number: None, matter: Matter::Body };
            return self.push(self.src.join("SUMMARY.md"), "", standing);
        }
        let Some(chapter) = item["Chapter"].as_object() else { return };
        let text = |key: &str| chapter.get(key).and_then(Json::as_str);
        let number = chapter.get("number").and_then(Json::as_array);
        let number = number.map(|parts| Number::from(parts.iter().filter_map(part).collect::<Vec<_>>()));
        self.numbered |= number.is_some();
        let matter = match (&number, self.numbered) {
            (Some(_), _) => Matter::Body,
            (None, false) => Matter::Front,
            (None, true) => Matter::Back,
        };
        let path = text("source_path").or(text("path"));
        let kind = if path.is_some() { StandingKind::Chapter } else { StandingKind::Planned };
        let within = u8::from(self.in_part && matter == Matter::Body);
        let content = text("content").unwrap_or_default();
        let title = markdown::plain_title(text("name").unwrap_or_default(), content);
        let standing = Standing { title, kind, depth: depth.saturating_add(within), number, matter };
        let file = self.src.join(path.unwrap_or("SUMMARY.md"));
        self.push(file, content, standing);
        let inner = chapter.get("sub_items").and_then(Json::as_array);
        inner.into_iter().flatten().for_each(|item| self.item(item, depth.saturating_add(1)));
    }

    fn push(&mut self, path: PathBuf, text: &str, standing: Standing) {
        self.sources.add(Source { path, text: text.to_owned() });
        self.standings.push(standing);
    }
}

fn part(value: &Json) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

/// The same value for the reader of `book.toml`; it stands in no file.
fn plain_value(json: &Json) -> Value {
    let span = Span::GENERATED;
    let kind = match json {
        Json::Null => ValueKind::Null,
        Json::String(text) => return Value::line(text, span),
        Json::Bool(_) | Json::Number(_) => ValueKind::Scalar(json.to_string()),
        Json::Array(items) => ValueKind::List(items.iter().map(plain_value).collect()),
        Json::Object(map) => {
            ValueKind::Map(map.iter().map(|(key, value)| (key.clone(), plain_value(value))).collect())
        }
    };
    Value { span, kind }
}
