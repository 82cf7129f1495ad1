//! Front matter's keys that are settings, and those that are nothing.

use super::Reader;
use super::value::{Value, ValueKind};
use crate::diagnostic::{Code, Diagnostic};

/// Settings without a dot; those with one are known where settings are read.
const SETTINGS: &[&str] = &[
    "split-level",
    "number-sections",
    "typography",
    "lists",
    "planned-chapters",
    "site-url",
    "text-direction",
    "conforms-to",
    "certified-by",
];

/// Maps whose keys are settings: `pdf: {trim: a5}` is `pdf.trim: a5`.
const GROUPS: &[&str] = &["pdf", "epub"];

/// Other keys, to be named as the one that may have been meant.
const KEYS: &[&str] = &[
    "title",
    "subtitle",
    "author",
    "creator",
    "contributor",
    "date",
    "lang",
    "language",
    "identifier",
    "isbn",
    "publisher",
    "rights",
    "description",
    "abstract",
    "subject",
    "keywords",
    "series",
    "belongs-to-collection",
    "group-position",
    "cover-image",
    "toc-depth",
];

impl Reader<'_> {
    pub(super) fn setting(&mut self, key: &str, value: Value) {
        if key == "toc-depth" {
            self.push_setting("pdf.toc-depth", value.clone());
            self.push_setting("epub.toc-depth", value);
        } else if SETTINGS.contains(&key) || GROUPS.contains(&key) || key.contains('.') {
            self.push_setting(key, value);
        } else {
            self.unknown(key, &value);
        }
    }

    /// A map's entries are settings under its name; a list is one value of several words.
    fn push_setting(&mut self, key: &str, value: Value) {
        let span = value.span;
        let text = match value.kind {
            ValueKind::Map(entries) => {
                for (name, value) in entries {
                    self.push_setting(&format!("{key}.{name}"), value);
                }
                return;
            }
            ValueKind::List(items) => {
                let words: Vec<String> =
                    items.into_iter().filter_map(|item| self.scalar(key, item)).collect();
                Some(words.join(" "))
            }
            _ => self.scalar(key, value),
        };
        self.front.settings.extend(text.map(|text| (key.to_owned(), text, span)));
    }

    fn unknown(&mut self, key: &str, value: &Value) {
        let message = format!("`{key}` in the front matter means nothing here");
        let note = Diagnostic::note(Code::UnknownSetting, value.span, message);
        self.front.diagnostics.push(match nearest(key) {
            Some(known) => note.hint(format!("did you mean `{known}`?")),
            None => note,
        });
    }
}

/// The known key that at most two slips turn into this one, and fewer than a third of its letters.
fn nearest(key: &str) -> Option<&'static str> {
    let known = KEYS.iter().chain(SETTINGS).chain(GROUPS);
    let near = known.map(|known| (distance(key, known), *known));
    near.min().filter(|&(slips, known)| slips <= 2 && slips * 3 <= known.len()).map(|(_, known)| known)
}

/// Levenshtein's distance, in bytes. Keys so long that it would take time are far from all.
fn distance(left: &str, right: &str) -> usize {
    if left.len() > 2 * right.len() {
        return left.len();
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, byte) in left.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, other) in right.bytes().enumerate() {
            let changed = diagonal + usize::from(byte != other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}
