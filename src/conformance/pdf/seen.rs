//! What the walk over the content has seen.

use super::objects::Key;
use super::spoken::Spoken;
use crate::conformance::finding::Finding;
use lopdf::Dictionary;
use std::collections::BTreeMap;

/// A content stream that can hold marks: that of a page, or of a form.
pub(super) struct Marked {
    pub key: Key,
    pub place: String,
    /// Where the parent tree lists the elements of its marks.
    pub parents: Option<i64>,
    /// How often each identifier stands in it.
    pub marks: BTreeMap<i64, usize>,
}

/// A face that text is shown in.
pub(super) struct FontUse<'a> {
    pub dictionary: &'a Dictionary,
    pub place: String,
    /// One bit for every code that is shown.
    pub codes: Vec<u64>,
}

impl FontUse<'_> {
    pub fn show(&mut self, code: u16) {
        let (index, bit) = (usize::from(code / 64), code % 64);
        if self.codes.len() <= index {
            self.codes.resize(index + 1, 0);
        }
        if let Some(word) = self.codes.get_mut(index) {
            *word |= 1 << bit;
        }
    }

    pub fn codes(&self) -> impl Iterator<Item = u16> {
        let shows = |code: &u16| {
            self.codes.get(usize::from(code / 64)).is_some_and(|word| word >> (code % 64) & 1 == 1)
        };
        (0..=u16::MAX).filter(shows)
    }
}

/// What the walk has found.
pub(super) struct Content<'a> {
    pub streams: Vec<Marked>,
    pub fonts: BTreeMap<Key, FontUse<'a>>,
    /// Languages of marks, each with its place.
    pub languages: Vec<(String, String)>,
    pub drawn: Finding,
    pub apart: Finding,
    pub balance: Finding,
    pub repeated: Finding,
    pub marks: usize,
    pub artifacts: usize,
    pub spoken: Spoken,
}

impl Content<'_> {
    /// Nothing seen yet, to be judged by the first or the second part of PDF/UA.
    pub fn new(second: bool) -> Self {
        let clause = |first, other| if second { other } else { first };
        Content {
            streams: Vec::new(),
            fonts: BTreeMap::new(),
            languages: Vec::new(),
            drawn: Finding::new(
                "content-marked",
                clause("ISO 14289-1, 7.1", "ISO 14289-2, 8.2.2"),
                "Everything that is drawn is content of the structure or an artifact.",
            ),
            apart: Finding::new(
                "artifacts-apart",
                clause("ISO 14289-1, 7.1", "ISO 14289-2, 8.2.2"),
                "No artifact stands within content of the structure, and no such content in an artifact.",
            ),
            balance: Finding::new(
                "operators-balanced",
                "ISO 32000-1, 7.8.2, 8.4.2, 9.4.1, 14.6.1",
                "Content can be read, and what is begun in it is ended.",
            ),
            repeated: Finding::new(
                "forms-once",
                clause("ISO 14289-1, 7.20", "ISO 32000-2, 14.7.5.2"),
                "A form that holds marks of its own is drawn once.",
            ),
            marks: 0,
            artifacts: 0,
            spoken: Spoken::default(),
        }
    }
}
