//! What front matter looks like that is not written as it has to be, and what would cure it.

use super::{Form, LONGEST, begins_with_key};
use crate::diagnostic::{Code, Diagnostic};
use crate::settings::TABLE;
use crate::source::{FileId, Span};

/// Names lines at the start of a text that look like front matter and are none: no line of three hyphens stands
/// directly above them, or none below.
pub(super) fn not_read(file: FileId, text: &str, start: usize) -> Option<Diagnostic> {
    let first = text[start..].split_inclusive('\n').next()?;
    let mark = first.trim_end();
    if mark.len() < 2 || !mark.bytes().all(|byte| byte == b'-') {
        return None;
    }
    let behind = &text[start + first.len()..];
    let blank = behind.len() - behind.trim_start_matches(['\n', '\r', ' ']).len();
    let mut end = 0;
    for line in behind[blank..].split_inclusive('\n') {
        if end > LONGEST || line.trim().is_empty() || line.starts_with("--") || !goes_on(line, end == 0) {
            break;
        }
        end += line.len();
    }
    let keys = &behind[blank..blank + end];
    if !begins_with_key(keys, Form::Yaml) || !keys.lines().filter_map(key).any(is_known) {
        return None;
    }
    let (why, hint) = match mark {
        "---" if blank > 0 => {
            ("an empty line stands above them", "take out the empty line below the first `---`")
        }
        "---" => ("no line of `---` closes them", "write a line of `---` below the last of them"),
        _ => ("three hyphens begin and end it", "write a line of `---` above and one below them"),
    };
    let message = format!("these lines look like front matter, but {why}; they stay text");
    let at = start + first.len() + blank;
    let lines = at..at + keys.trim_end().len();
    Some(Diagnostic::warning(Code::FrontMatter, Span::new(file, lines), message).hint(hint))
}

/// Whether a line may be one of front matter: a key, or what belongs to the one above.
fn goes_on(line: &str, is_first: bool) -> bool {
    key(line).is_some() || !is_first && line.starts_with([' ', '\t', '-'])
}

/// The key of a line `key: …`.
fn key(line: &str) -> Option<&str> {
    let (key, value) = line.trim_end().split_once(':')?;
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    (is_key && (value.is_empty() || value.starts_with([' ', '\t']))).then_some(key)
}

fn is_known(key: &str) -> bool {
    TABLE.iter().any(|setting| setting.names().any(|name| name.eq_ignore_ascii_case(key)))
}

/// What cures a fault that stands in a line of YAML: most often it is a value that holds a colon.
pub(super) fn cure(text: &str, at: usize) -> Option<String> {
    let begin = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text[begin..].lines().next()?;
    let (_, value) = line.split_once(": ")?;
    let name = key(line.trim_start_matches([' ', '-']))?;
    let value = value.trim();
    let is_plain = !value.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!']);
    let quote = if value.contains('"') { '\'' } else { '"' };
    let is_cured = is_plain && (value.contains(": ") || value.ends_with(':')) && !value.contains(quote);
    is_cured.then(|| format!("a value with a colon needs quotation marks: `{name}: {quote}{value}{quote}`"))
}
