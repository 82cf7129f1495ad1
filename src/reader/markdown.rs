//! Markdown.
use crate::{
    diagnostic::Warned,
    document::Draft,
    source::{FileId, Source},
};
pub fn read(_file: FileId, _source: &Source) -> Warned<Draft> {
    Warned { value: Draft::default(), diagnostics: vec![] }
}
