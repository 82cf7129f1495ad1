//! The people who had a hand in a book.

use super::read::Reader;
use super::value::{self, Value, ValueKind};
use crate::diagnostic::Diagnostic;
use crate::document::Creator;

/// English words for the MARC relator codes that books need most.
/// Source: the Library of Congress's list, <https://id.loc.gov/vocabulary/relators.html>.
const ROLES: &[(&str, &str)] = &[
    ("author", "aut"),
    ("editor", "edt"),
    ("translator", "trl"),
    ("illustrator", "ill"),
    ("contributor", "ctb"),
    ("compiler", "com"),
    ("photographer", "pht"),
    ("narrator", "nrt"),
    ("artist", "art"),
    ("designer", "dsr"),
    ("book designer", "bkd"),
    ("cover designer", "cov"),
    ("annotator", "ann"),
    ("commentator", "cmm"),
    ("author of introduction", "aui"),
    ("author of foreword", "aui"),
    ("author of afterword", "aft"),
    ("adapter", "adp"),
    ("composer", "cmp"),
    ("publisher", "pbl"),
    ("collaborator", "ctb"),
    ("proofreader", "pfr"),
    ("reviewer", "rev"),
    ("redaktor", "red"),
    ("other", "oth"),
];

/// What a map says of a person; pandoc writes `text` for the name.
pub(super) const HAND: &[&str] = &["name", "role", "file-as"];

impl Reader {
    pub(super) fn authors(&mut self, key: &str, value: Value) {
        self.creators(key, value, "aut");
    }

    pub(super) fn contributors(&mut self, key: &str, value: Value) {
        self.creators(key, value, "ctb");
    }

    /// One person or several, by name or as maps of name (pandoc: `text`), role and `file-as`.
    fn creators(&mut self, key: &str, value: Value, role: &str) {
        for item in value.into_items() {
            let creator = match item.kind {
                ValueKind::Map(map) => {
                    let creator = self.creator(key, map, role);
                    if creator.is_none() {
                        let message = format!("`{key}` has somebody without a `name`, who is left out");
                        self.diagnostics.push(Diagnostic::warning(self.fault(), item.span, message));
                    }
                    creator
                }
                _ => {
                    self.scalar(key, item).map(|name| Creator { role: role.into(), ..Creator::author(name) })
                }
            };
            self.stated.metadata.creators.extend(creator);
        }
    }

    fn creator(&mut self, key: &str, mut map: Vec<(String, Value)>, role: &str) -> Option<Creator> {
        let name = value::take(&mut map, &["name", "text"]).and_then(|name| self.scalar(key, name));
        let file_as = value::take(&mut map, &["file-as"]).and_then(|name| self.scalar("file-as", name));
        let role = value::take(&mut map, &["role"]).and_then(|role| self.role(role)).unwrap_or(role.into());
        self.unread(key, &map, HAND);
        Some(Creator { name: name?, role, file_as })
    }

    /// A MARC code, or a word for one.
    fn role(&mut self, value: Value) -> Option<String> {
        let span = value.span;
        let written = self.scalar("role", value)?;
        let word = written.to_lowercase();
        if let Some((_, code)) = ROLES.iter().find(|(name, _)| *name == word) {
            return Some((*code).to_owned());
        }
        if word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Some(word);
        }
        let message = format!("the role `{written}` is not known; `oth` (other) is taken");
        let warning = Diagnostic::warning(self.fault(), span, message);
        self.diagnostics.push(warning.hint("a role is a MARC relator code, such as `edt` or `trl`"));
        Some("oth".into())
    }
}
