//! YAML front matter: what a Markdown file says of itself, with pandoc's names for the keys.

mod creator;
mod setting;
mod value;

use super::control::LeftOut;
use super::path;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{ImageRef, Metadata, Series, Title, language_tag};
use crate::source::{FileId, Source, Span};
use std::ops::Range;
use value::{Broken, Value, ValueKind};

/// No hand-written front matter comes near this size. A file that is larger between two lines of
/// dashes is a text that begins with a thematic break.
const LONGEST: usize = 64 * 1024;

#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) metadata: Metadata,
    pub(super) settings: Vec<(String, String, Span)>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where the text begins, after a byte order mark and the front matter.
    pub(super) body: usize,
    /// Front matter that could not be read, without its lines of dashes.
    pub(super) unread: Option<Range<usize>>,
}

/// Reads the front matter of a file, if it begins with one. What stands between two lines of dashes
/// and is not a YAML mapping, nor begins like one, is left to Markdown.
pub(super) fn read(file: FileId, source: &Source) -> FrontMatter {
    let text = &source.text;
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut front = FrontMatter { body: start, ..FrontMatter::default() };
    let Some((range, body)) = bounds(text, start) else { return front };
    let yaml = &text[range.clone()];
    match value::parse(yaml, Span::new(file, range.clone())) {
        Ok(Value { kind: ValueKind::Map(entries), .. }) => {
            front.body = body;
            let mut reader = Reader { source, front, left_out: LeftOut::default() };
            for (key, value) in entries {
                reader.entry(&key, value);
            }
            reader.front.diagnostics.extend(reader.left_out.diagnostic());
            reader.front
        }
        Err(Broken { message, span }) if begins_with_key(yaml) => {
            let message = format!("the front matter is not YAML: {message}");
            let warning = Diagnostic::warning(Code::FrontMatter, span, message);
            front.diagnostics.push(warning.hint("it is shown as a listing at the start of the text"));
            FrontMatter { body, unread: Some(range), ..front }
        }
        _ => front,
    }
}

/// The YAML between a first line `---` and the next line `---` or `...`, and where the text after it
/// begins. As pandoc has it, no blank line follows the first dashes.
fn bounds(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let yaml = start + first.len();
    let mut end = yaml;
    for line in lines {
        let closes = matches!(line.trim_end(), "---" | "...");
        if closes {
            return Some((yaml..end, end + line.len()));
        }
        if end == yaml && line.trim().is_empty() || end - yaml > LONGEST {
            return None;
        }
        end += line.len();
    }
    None
}

/// Whether the first line that is no comment looks like `key: …`.
fn begins_with_key(yaml: &str) -> bool {
    let line = yaml.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let key = line.and_then(|line| line.split_once(':')).map_or("", |(key, _)| key);
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

struct Reader<'a> {
    source: &'a Source,
    front: FrontMatter,
    left_out: LeftOut,
}

impl Reader<'_> {
    fn entry(&mut self, key: &str, value: Value) {
        let metadata = &self.front.metadata;
        match key {
            "title" => self.titles(value),
            "subtitle" => self.front.metadata.subtitle = self.scalar(key, value).map(Title::from),
            "author" | "creator" => self.creators(key, value, "aut"),
            "contributor" => self.creators(key, value, "ctb"),
            "date" => self.front.metadata.date = self.scalar(key, value),
            "lang" | "language" => self.language(key, value),
            "identifier" => self.identifiers(value),
            "isbn" => self.front.metadata.isbn = self.scalar(key, value),
            "publisher" => self.front.metadata.publisher = self.scalar(key, value),
            "rights" => self.front.metadata.rights = self.scalar(key, value),
            "description" | "abstract" => {
                // A description is the better one where there are both, in whatever order.
                if key == "description" || metadata.description.is_none() {
                    self.front.metadata.description = self.scalar(key, value);
                }
            }
            "subject" | "subjects" | "keywords" => self.subjects(key, value),
            "series" | "belongs-to-collection" => self.series(key, value),
            "group-position" => {
                let position = self.scalar(key, value);
                self.front.metadata.series.get_or_insert_with(unnamed).position = position;
            }
            "cover-image" => {
                let path = self.scalar(key, value).map(|written| path::resolve(&written, &self.source.path));
                self.front.metadata.cover_image = path.map(|path| ImageRef { path, ..ImageRef::default() });
            }
            _ => self.setting(key, value),
        }
    }

    fn language(&mut self, key: &str, value: Value) {
        let span = value.span;
        let Some(written) = self.scalar(key, value) else { return };
        self.front.metadata.lang = language_tag(&written);
        if self.front.metadata.lang.is_none() {
            let message = format!("`{written}` is no language tag; it is left out");
            let warning = Diagnostic::warning(Code::FrontMatter, span, message);
            self.front.diagnostics.push(warning.hint("a tag is such as `en`, `de-AT` or `zh-Hant`"));
        }
    }

    /// A title, or pandoc's list of them with `type` and `text`.
    fn titles(&mut self, value: Value) {
        for item in value.into_items() {
            let ValueKind::Map(mut map) = item.kind else {
                self.front.metadata.title = self.scalar("title", item).map(Title::from);
                continue;
            };
            let kind = value::take(&mut map, &["type"]).and_then(|kind| self.scalar("type", kind));
            let text =
                value::take(&mut map, &["text"]).and_then(|text| self.scalar("title", text)).map(Title::from);
            match kind.as_deref() {
                None | Some("main") => self.front.metadata.title = text,
                Some("subtitle") => self.front.metadata.subtitle = text,
                Some(_) => {}
            }
        }
    }

    /// An identifier, or pandoc's list of them with `scheme` and `text`: an ISBN is one apart, and of
    /// the others the first counts.
    fn identifiers(&mut self, value: Value) {
        for item in value.into_items() {
            let (scheme, text) = match item.kind {
                ValueKind::Map(mut map) => {
                    (value::take(&mut map, &["scheme"]), value::take(&mut map, &["text"]))
                }
                _ => (None, Some(item)),
            };
            let scheme = scheme.and_then(|scheme| self.scalar("scheme", scheme)).unwrap_or_default();
            let text = text.and_then(|text| self.scalar("identifier", text));
            let metadata = &mut self.front.metadata;
            if scheme.to_ascii_uppercase().starts_with("ISBN") {
                metadata.isbn = metadata.isbn.take().or(text);
            } else {
                metadata.identifier = metadata.identifier.take().or(text);
            }
        }
    }

    fn subjects(&mut self, key: &str, value: Value) {
        for item in value.into_items() {
            let text = match item.kind {
                // Pandoc's subjects may name their authority beside the text.
                ValueKind::Map(mut map) => value::take(&mut map, &["text"]),
                _ => Some(item),
            };
            let subject = text.and_then(|text| self.scalar(key, text));
            self.front.metadata.subjects.extend(subject);
        }
    }

    fn series(&mut self, key: &str, value: Value) {
        let (name, position) = match value.kind {
            ValueKind::Map(mut map) => {
                let name = value::take(&mut map, &["name", "title", "text"]);
                let position = value::take(&mut map, &["position", "number", "group-position"]);
                (name, position)
            }
            _ => (Some(value), None),
        };
        let name = name.and_then(|name| self.scalar(key, name)).unwrap_or_default();
        let position = position.and_then(|position| self.scalar("position", position));
        let Series { name, position: in_name } = Series::parse(&name);
        let position = position.or(in_name);
        // `group-position` may have come before.
        let series = self.front.metadata.series.get_or_insert_with(unnamed);
        *series = Series { name, position: position.or(series.position.take()) };
    }

    /// The text of a plain value; a list or a map in its place is a warning.
    fn scalar(&mut self, key: &str, value: Value) -> Option<String> {
        match value.kind {
            ValueKind::Scalar(text) => {
                let text = self.left_out.clean(text.trim(), value.span).into_owned();
                (!text.is_empty()).then_some(text)
            }
            ValueKind::Null => None,
            ValueKind::List(_) | ValueKind::Map(_) => {
                let message = format!("`{key}` wants a single value; it is left out");
                self.front.diagnostics.push(Diagnostic::warning(Code::FrontMatter, value.span, message));
                None
            }
        }
    }
}

fn unnamed() -> Series {
    Series { name: String::new(), position: None }
}
