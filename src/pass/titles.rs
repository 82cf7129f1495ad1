//! What the book and its sections are called, decided once, when nothing changes any more.

use super::walk;
use crate::document::{Document, Title};

/// Settles the titles of the book and of every section. Formulas are read by now and typography is
/// set, so that every place which names a section shows it as its heading does.
pub(super) fn settle(document: &mut Document) {
    let metadata = &mut document.metadata;
    [&mut metadata.title, &mut metadata.subtitle].into_iter().flatten().for_each(Title::settle);
    walk::sections_mut(&mut document.sections, &mut |section| section.title = Title::of(section.name()));
}
