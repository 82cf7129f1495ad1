//! YAML front matter: what a Markdown file says of itself, with the names of `settings::TABLE` for the keys.

mod yaml;

use super::control::LeftOut;
use super::path;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Metadata;
use crate::settings::{self, Place, Stated, Value, ValueKind};
use crate::source::{FileId, Source, Span};
use std::ops::Range;
use yaml::Broken;

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
    match yaml::parse(yaml, Span::new(file, range.clone())) {
        Ok(Value { kind: ValueKind::Map(entries), .. }) => {
            let mut left_out = LeftOut::default();
            let entries =
                entries.into_iter().map(|(key, value)| (key, clean(value, &mut left_out))).collect();
            let Stated { mut metadata, settings } =
                settings::read(entries, Place::FrontMatter).collect(&mut front.diagnostics);
            if let Some(cover) = &mut metadata.cover_image {
                cover.path = path::resolve(&cover.path, &source.path);
            }
            front.diagnostics.extend(left_out.diagnostic());
            FrontMatter { metadata, settings, body, ..front }
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

/// A value without the characters that neither edition may carry.
fn clean(value: Value, left_out: &mut LeftOut) -> Value {
    let span = value.span;
    let kind = match value.kind {
        ValueKind::Null => ValueKind::Null,
        ValueKind::Scalar(text) => ValueKind::Scalar(left_out.clean(text.trim(), span).into_owned()),
        ValueKind::List(items) => {
            ValueKind::List(items.into_iter().map(|item| clean(item, left_out)).collect())
        }
        ValueKind::Map(entries) => {
            ValueKind::Map(entries.into_iter().map(|(key, value)| (key, clean(value, left_out))).collect())
        }
    };
    Value { span, kind }
}
