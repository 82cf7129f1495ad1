//! The EPUB edition.
use crate::{
    diagnostic::Error,
    document::{Document, PageMap, Timestamp},
    resource::Resources,
};

/// What the EPUB is told besides its content.
#[derive(Clone, Debug)]
pub struct EpubOptions {
    pub date: Timestamp,
    /// How deep nav and NCX go; 0 stands for all.
    pub toc_depth: u8,
}

pub fn export(
    _document: &Document,
    _pages: Option<&PageMap>,
    _resources: &Resources,
    _options: &EpubOptions,
) -> Result<Vec<u8>, Error> {
    Ok(vec![])
}
