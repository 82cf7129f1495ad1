//! YAML as far as front matter needs it: values as they are written, each with its place.

use crate::settings::{Value, ValueKind};
use crate::source::Span;
use saphyr::{LoadableYamlNode, MarkedYaml, Marker, Scalar, YamlData};
use std::borrow::Cow;

/// What is wrong, and where.
#[derive(Debug)]
pub struct Broken {
    /// What the parser has to say.
    pub message: String,
    /// Where.
    pub span: Span,
}

/// Parses the YAML that stands at `span`.
pub(super) fn parse(yaml: &str, span: Span) -> Result<Value, Broken> {
    if nests_too_deep(yaml) {
        return Err(Broken { message: "it is nested too deep".into(), span });
    }
    let yaml = &*with_spaces(yaml);
    let offsets = yaml.char_indices().map(|(offset, _)| offset).collect();
    let places = Places { yaml, offsets, span };
    let documents = MarkedYaml::load_from_str(yaml).map_err(|error| {
        let start = places.offset(error.marker());
        let end = yaml[start..].find('\n').map_or(yaml.len(), |length| start + length);
        Broken { message: error.info().to_owned(), span: places.span(start, end) }
    })?;
    let value = match documents.first() {
        Some(document) => places.value(document),
        None => Value { span, kind: ValueKind::Null },
    };
    // A few lines of aliases can stand for more than a book.
    if size(&value) > MOST_UNFOLDED {
        return Err(Broken { message: "its aliases unfold to more than a book".into(), span });
    }
    Ok(value)
}

/// YAML allows tabs behind the colon of a key (1.2.2, 6.2), which the parser does not. A space is as long, so
/// that all places stay.
fn with_spaces(yaml: &str) -> Cow<'_, str> {
    if !yaml.contains(":\t") && !yaml.contains(": \t") {
        return Cow::Borrowed(yaml);
    }
    let mut is_behind = false;
    let spaced = yaml.chars().map(|c| {
        is_behind = c == ':' || is_behind && matches!(c, ' ' | '\t');
        if is_behind && c == '\t' { ' ' } else { c }
    });
    Cow::Owned(spaced.collect())
}

/// More than front matter has room for without aliases.
const MOST_UNFOLDED: usize = 1 << 18;

/// The bytes of all texts in a value. What could nest too deep has been refused.
fn size(value: &Value) -> usize {
    match &value.kind {
        ValueKind::Null => 0,
        ValueKind::Scalar(text) => text.len(),
        ValueKind::List(items) => items.iter().map(size).sum(),
        ValueKind::Map(entries) => entries.iter().map(|(key, value)| key.len() + size(value)).sum(),
    }
}

/// The loader calls itself for each level of nesting. A level costs a bracket, or a step of a line's
/// indentation and its marks, so that these bound the depth.
fn nests_too_deep(yaml: &str) -> bool {
    const BRACKETS: usize = 200;
    const INDENT: usize = 100;
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t', '-', '?', ':']).len();
    yaml.bytes().filter(|byte| b"[{".contains(byte)).count() > BRACKETS
        || yaml.lines().any(|line| indent(line) > INDENT)
}

struct Places<'a> {
    yaml: &'a str,
    /// Where each character begins: markers count characters.
    offsets: Vec<usize>,
    span: Span,
}

impl Places<'_> {
    fn value(&self, node: &MarkedYaml<'_>) -> Value {
        let (start, end) = (self.offset(&node.span.start), self.offset(&node.span.end));
        let written = || self.yaml.get(start..end).unwrap_or_default().trim().to_owned();
        let kind = match &node.data {
            YamlData::Tagged(_, inner) => return self.value(inner),
            YamlData::Value(Scalar::Null) => ValueKind::Null,
            YamlData::Value(Scalar::String(text)) => ValueKind::Scalar(text.to_string()),
            YamlData::Representation(text, ..) => ValueKind::Scalar(text.to_string()),
            YamlData::Value(_) | YamlData::BadValue | YamlData::Alias(_) => ValueKind::Scalar(written()),
            YamlData::Sequence(items) => ValueKind::List(items.iter().map(|item| self.value(item)).collect()),
            YamlData::Mapping(map) => {
                let entries = map.iter().filter_map(|(key, value)| {
                    let ValueKind::Scalar(key) = self.value(key).kind else { return None };
                    Some((key, self.value(value)))
                });
                ValueKind::Map(entries.collect())
            }
        };
        Value { span: self.span(start, end), kind }
    }

    /// Byte offset of a marker.
    fn offset(&self, marker: &Marker) -> usize {
        self.offsets.get(marker.index()).copied().unwrap_or(self.yaml.len())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let base = self.span.start;
        Span { start: base + start as u32, end: base + end.max(start) as u32, ..self.span }
    }
}
