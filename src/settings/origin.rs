//! Where the values in force come from.

use super::setting::{Follows, Setting};
use super::{Settings, TABLE};
use crate::document::Metadata;
use crate::document::said::FIELDS;
use crate::source::Span;
use std::collections::BTreeMap;

/// Who said that a value is to be in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// `--set`, or an option that is short for it.
    CommandLine,
    /// A file of the book: front matter, `metadata.yaml`, `book.toml`, the list of another tool.
    File(Span),
    /// Another setting, which sets this one too.
    Follows(&'static str),
    /// The lone first heading, which is the title.
    Heading,
    /// The name of the input, which is the title.
    Name,
    /// The words of the book, which tell its language.
    Words,
    /// Nobody: it is what holds where nothing is said.
    Default,
}

/// A value in force, and who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// One value, or those of a list; none where nothing is in force.
    pub values: Vec<String>,
    /// Who said it.
    pub origin: Origin,
}

/// What was said, by the names of the table.
pub type SaidBy = BTreeMap<&'static str, Said>;

impl Settings {
    /// Remembers who set a setting, which takes it from those that follow it too.
    pub(super) fn record(&mut self, setting: &'static Setting, value: &str, origin: Origin) {
        for follower in TABLE {
            let Some(Follows { name, in_force }) = follower.follows else { continue };
            if name == setting.name {
                let values = vec![in_force(self)];
                self.said.insert(follower.name, Said { values, origin: Origin::Follows(name) });
            }
        }
        self.said.insert(setting.name, Said { values: vec![value.to_owned()], origin });
    }

    /// Remembers where the metadata was said that is in force, of which `typed` is what was typed.
    pub(super) fn place_metadata(&mut self, typed: &Metadata) {
        let places = std::mem::take(&mut self.metadata.places);
        for field in FIELDS {
            let values = self.metadata.said(field);
            if values.is_empty() {
                continue;
            }
            let origin = match typed.said(field).is_empty() {
                true => Origin::File(places.get(field).copied().unwrap_or(Span::GENERATED)),
                false => Origin::CommandLine,
            };
            self.said.insert(field, Said { values, origin });
        }
    }

    /// Every setting of the table and every field of the metadata that says something, with the value in force and
    /// who said it.
    pub fn in_force(&self) -> impl Iterator<Item = (&'static Setting, Said)> {
        TABLE.iter().filter_map(|setting| {
            let by_default = || Said {
                values: setting.default.map(str::to_owned).into_iter().collect(),
                origin: Origin::Default,
            };
            let said = self.said.get(setting.name).cloned();
            let said = said.or_else(|| (!setting.is_metadata()).then(by_default));
            Some((setting, said?))
        })
    }
}
