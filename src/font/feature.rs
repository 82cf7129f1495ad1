//! Features of OpenType that a text asks for by their names.

use skrifa::raw::types::Tag;
use skrifa::raw::{FontRef, TableProvider};
use std::collections::BTreeSet;
use std::fmt;

/// A feature, and how it is asked for: 0 turns it off, and of one with several forms the number says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontFeature {
    pub tag: [u8; 4],
    pub value: u32,
}

impl FontFeature {
    /// Reads `onum`, `cv01=2`, `liga=0` and `-liga`, which is the same.
    pub fn parse(text: &str) -> Option<FontFeature> {
        let (name, value) = match text.strip_prefix('-') {
            Some(name) => (name, 0),
            None => match text.split_once('=') {
                Some((name, value)) => (name.trim(), value.trim().parse().ok()?),
                None => (text, 1),
            },
        };
        let tag: [u8; 4] = name.as_bytes().try_into().ok()?;
        tag.iter().all(u8::is_ascii_alphanumeric).then_some(FontFeature { tag, value })
    }

    pub fn name(&self) -> String {
        self.tag.into_iter().map(char::from).collect()
    }
}

impl fmt::Display for FontFeature {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}={}", self.name(), self.value)
    }
}

/// The features that a face has, by their names.
pub(super) fn features(font: &FontRef) -> BTreeSet<String> {
    let lists = [
        font.gsub().and_then(|table| table.feature_list()),
        font.gpos().and_then(|table| table.feature_list()),
    ];
    let records = lists.iter().flatten().flat_map(|list| list.feature_records());
    let name = |tag: Tag| tag.to_be_bytes().into_iter().map(char::from).collect();
    records.map(|record| name(record.feature_tag())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_read_as_they_are_written_elsewhere() {
        for (text, expected) in [
            ("onum", Some("onum=1")),
            ("-liga", Some("liga=0")),
            ("liga=0", Some("liga=0")),
            ("cv01 = 2", Some("cv01=2")),
            ("old style", None),
            ("on", None),
            ("liga=off", None),
            ("-liga=1", None),
        ] {
            let read = FontFeature::parse(text).map(|feature| feature.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}
