//! Front matter: what a Markdown file says of itself, in YAML or TOML, with the names of `settings::TABLE` for
//! the keys; and the same in a file of its own.

mod slips;
mod title_block;
mod yaml;

use super::control::LeftOut;
use super::path;
use crate::diagnostic::allowance::Allowances;
use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::Metadata;
use crate::settings::{self, Place, Stated, Toml, Value, ValueKind};
use crate::source::{FileId, Source, Span};
use std::collections::BTreeSet;
use std::ops::Range;
pub use yaml::Broken;

/// No hand-written front matter comes near this size. A file that is larger between two lines of
/// dashes is a text that begins with a thematic break.
const LONGEST: usize = 64 * 1024;

/// Reads YAML that stands at `span`, as other files than texts hold it.
///
/// Errors: what is no YAML, or nests or unfolds beyond reason.
pub fn yaml(text: &str, span: Span) -> Result<Value, Broken> {
    yaml::parse(text, span)
}

/// What a text says of itself, as it is written: for those who look for keys that are no settings.
pub fn keys(source: &Source) -> Vec<(String, Value)> {
    let Some(Bounds { form, range, .. }) = bounds(&source.text, 0) else { return Vec::new() };
    let parsed =
        form.parse(&source.text[range.clone()], Span::new(FileId::GENERATED, range), &mut Vec::new());
    parsed.map_or_else(|_| Vec::new(), |value| value.entries().to_vec())
}

#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// What it says, as it is written.
    entries: Vec<(String, Value)>,
    /// What is wrong with how it is written.
    faults: Vec<Diagnostic>,
    pub(super) metadata: Metadata,
    pub(super) settings: Vec<(String, String, Span)>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where the text begins, after a byte order mark and the front matter.
    pub(super) body: usize,
    /// Front matter that could not be read, without its lines of dashes.
    pub(super) unread: Option<Range<usize>>,
}

/// Reads the front matter of a file, if it begins with one. What stands between two lines of dashes, or
/// of plus signs, and holds no keys, nor begins like one, is left to Markdown.
pub(super) fn read(file: FileId, source: &Source) -> FrontMatter {
    let text = &source.text;
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut front = FrontMatter { body: start, ..FrontMatter::default() };
    if let Some((entries, body)) = title_block::read(file, text, start) {
        return FrontMatter { entries, body, ..front }.settled(source);
    }
    let Some(Bounds { form, range, body }) = bounds(text, start) else {
        front.diagnostics.extend(slips::not_read(file, text, start));
        return front;
    };
    let written = &text[range.clone()];
    match form.parse(written, Span::new(file, range.clone()), &mut front.faults) {
        Ok(Value { kind: ValueKind::Map(entries), .. }) => {
            FrontMatter { entries, body, ..front }.settled(source)
        }
        Err(Broken { message, span }) if begins_with_key(written, form) => {
            let message = format!("the front matter is not {}: {message}", form.name());
            let mut warning = Diagnostic::warning(Code::FrontMatter, span, message);
            warning.hints.extend(slips::cure(text, span.start as usize).filter(|_| form == Form::Yaml));
            front.diagnostics.push(warning.hint("it is shown as a listing at the start of the text"));
            FrontMatter { body, unread: Some(range), ..front }
        }
        _ => front,
    }
}

impl FrontMatter {
    /// Adds what blocks of metadata further below say. Of two that say the same, the later one counts
    /// (pandoc's manual, "Extension: `yaml_metadata_block`").
    pub(super) fn add(mut self, blocks: &[Range<usize>], file: FileId, source: &Source) -> FrontMatter {
        for block in blocks {
            let Ok(Value { kind: ValueKind::Map(entries), .. }) =
                yaml::parse(&source.text[block.clone()], Span::new(file, block.clone()))
            else {
                continue;
            };
            self.entries.extend(entries);
        }
        if blocks.is_empty() {
            return self;
        }
        let mut said = BTreeSet::new();
        self.entries.reverse();
        self.entries.retain(|(key, _)| said.insert(key.clone()));
        self.entries.reverse();
        self.settled(source)
    }

    /// With what its entries say.
    fn settled(mut self, source: &Source) -> FrontMatter {
        self.diagnostics.clone_from(&self.faults);
        let stated = stated(self.entries.clone(), Place::FrontMatter, source).collect(&mut self.diagnostics);
        FrontMatter { metadata: stated.metadata, settings: stated.settings, ..self }
    }
}

/// Whether what stands between two lines of dashes in the midst of a text is metadata beyond doubt: keys
/// with their values, and no sentence such as "Note: it is late".
pub(super) fn is_metadata(text: &str) -> bool {
    let is_key = |key: &str| {
        key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    let parsed = yaml::parse(text, Span::GENERATED);
    text.len() <= LONGEST
        && begins_with_key(text, Form::Yaml)
        && parsed.is_ok_and(|value| {
            let entries = value.entries();
            !entries.is_empty() && entries.iter().all(|(key, _)| is_key(key))
        })
}

/// Reads a file of metadata that lies beside the text.
pub(super) fn of_file(file: FileId, source: &Source) -> Warned<Stated> {
    let text = source.text.trim_start_matches('\u{FEFF}');
    let span = Span::new(file, source.text.len() - text.len()..source.text.len());
    let mut diagnostics = Vec::new();
    let message = match yaml::parse(text, span) {
        Ok(Value { kind: ValueKind::Map(entries), .. }) => {
            let value = stated(entries, Place::MetadataFile, source).collect(&mut diagnostics);
            return Warned { value, diagnostics };
        }
        Ok(Value { kind: ValueKind::Null, .. }) => return Stated::default().into(),
        Ok(_) => Broken { message: "it holds no keys".into(), span: Span { end: span.start, ..span } },
        Err(broken) => broken,
    };
    let Broken { message, span } = message;
    let mut warning =
        Diagnostic::warning(Code::FrontMatter, span, format!("this is not valid YAML: {message}"));
    warning.hints.extend(slips::cure(&source.text, span.start as usize));
    Warned { value: Stated::default(), diagnostics: vec![warning.hint("nothing of the file is read")] }
}

/// What entries say. The path of a cover is relative to the file that names it.
fn stated(entries: Vec<(String, Value)>, place: Place, source: &Source) -> Warned<Stated> {
    let mut left_out = LeftOut::default();
    let entries = entries.into_iter().map(|(key, value)| (key, clean(value, &mut left_out))).collect();
    let mut stated = settings::read(entries, place);
    if let Some(cover) = &mut stated.value.metadata.cover_image {
        cover.path = path::resolve(&cover.path, &source.path);
    }
    stated.diagnostics.extend(left_out.diagnostics(&Allowances::default()));
    stated
}

/// What front matter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Yaml,
    /// As sites of Hugo and Zola have it.
    Toml,
    /// Between braces, as Hugo has it as well.
    Json,
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Form::Yaml => "YAML",
            Form::Toml => "TOML",
            Form::Json => "JSON",
        }
    }

    /// Whether a line of the file ends it.
    fn is_closed_by(self, line: &str) -> bool {
        match self {
            Form::Yaml => matches!(line, "---" | "..."),
            Form::Toml => line == "+++",
            Form::Json => false,
        }
    }

    /// Of TOML, what is none is told, and the rest is read.
    fn parse(self, text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Result<Value, Broken> {
        match self {
            Form::Yaml => return yaml::parse(text, span),
            // All JSON is YAML (YAML 1.2, 1.3), but for its tabs, of which no text of it holds any.
            Form::Json => return yaml::parse(&text.replace('\t', " "), span),
            Form::Toml => {}
        }
        let Toml { value, faults } = settings::toml(text, span.file, span.start as usize);
        let mut faults = faults.into_iter().map(|(message, span)| Broken { message, span });
        match faults.next() {
            Some(first) if value.entries().is_empty() => Err(first),
            first => {
                let warning = |Broken { message, span }: Broken| {
                    let message = format!("this is no TOML: {message}");
                    Diagnostic::warning(Code::FrontMatter, span, message)
                };
                diagnostics.extend(first.into_iter().chain(faults).map(warning));
                Ok(value)
            }
        }
    }
}

struct Bounds {
    form: Form,
    /// Between the two lines.
    range: Range<usize>,
    /// Where the text behind them begins.
    body: usize,
}

/// Front matter between a first line `---` and the next line `---` or `...`, or two lines `+++`. As pandoc
/// has it, no blank line follows the first dashes.
fn bounds(text: &str, start: usize) -> Option<Bounds> {
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    if first.starts_with('{') {
        return braces(text, start);
    }
    let form = match first.trim_end() {
        "---" => Form::Yaml,
        "+++" => Form::Toml,
        _ => return None,
    };
    let within = start + first.len();
    let mut end = within;
    for line in lines {
        if form.is_closed_by(line.trim_end()) {
            return Some(Bounds { form, range: within..end, body: end + line.len() });
        }
        let is_break = form == Form::Yaml && end == within && line.trim().is_empty();
        if is_break || end - within > LONGEST {
            return None;
        }
        end += line.len();
    }
    None
}

/// Front matter between braces at the very start, with nothing behind the last one on its line.
fn braces(text: &str, start: usize) -> Option<Bounds> {
    if !text[start + 1..].trim_start().starts_with('"') {
        return None;
    }
    let (mut depth, mut is_text, mut is_escaped) = (0, false, false);
    for (at, byte) in text.bytes().enumerate().skip(start).take(LONGEST) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_text,
            b'"' => is_text = !is_text,
            b'{' if !is_text => depth += 1,
            b'}' if !is_text => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let end = at + 1;
            let line = text[end..].split_inclusive('\n').next().unwrap_or_default();
            let body = end + line.len();
            return line.trim().is_empty().then_some(Bounds { form: Form::Json, range: start..end, body });
        }
    }
    None
}

/// Whether the first line that is no comment looks like `key: …`, or `key = …`.
fn begins_with_key(text: &str, form: Form) -> bool {
    let mark = match form {
        Form::Yaml => ':',
        Form::Toml => '=',
        // It has been seen that a key follows the brace.
        Form::Json => return true,
    };
    let line = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let key = line.and_then(|line| line.split_once(mark)).map_or("", |(key, _)| key.trim_end());
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
