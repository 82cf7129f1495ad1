//! From drafts to the frozen `Document`.
use crate::diagnostic::Warned;
use crate::document::{Document, Draft, Metadata};
use crate::resource::Images;

/// What the passes are told.
#[derive(Clone, Debug)]
pub struct Options {
    /// Sections at this level are chapters.
    pub split_level: u8,
    pub number_sections: bool,
    /// Quotes, dashes and ellipses by language.
    pub typography: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { split_level: 1, number_sections: false, typography: true }
    }
}

pub fn prepare(
    _drafts: Vec<(String, Draft)>,
    metadata: Metadata,
    _images: &Images,
    _options: &Options,
) -> Warned<Document> {
    Warned { value: Document { metadata, ..Document::default() }, diagnostics: vec![] }
}
