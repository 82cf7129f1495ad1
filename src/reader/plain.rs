//! Plain text.
use crate::{
    diagnostic::Warned,
    document::Draft,
    source::{FileId, Source},
};
pub fn read(_file: FileId, _source: &Source, _keep_furniture: bool) -> Warned<Draft> {
    Warned { value: Draft::default(), diagnostics: vec![] }
}
