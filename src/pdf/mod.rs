//! The PDF edition.
use crate::{
    diagnostic::Error,
    document::{Document, Timestamp},
    layout::page::PagedDocument,
    resource::Resources,
};

/// What the PDF is told besides its content.
#[derive(Clone, Debug)]
pub struct PdfOptions {
    pub date: Timestamp,
}

pub fn export(
    _document: &Document,
    _paged: &PagedDocument,
    _resources: &Resources,
    _options: &PdfOptions,
) -> Result<Vec<u8>, Error> {
    Ok(vec![])
}
