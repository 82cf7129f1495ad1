//! Everything that points: anchors, links, section numbers and notes.

mod address;
mod anchors;
mod labels;
mod links;
pub(super) mod lists;
pub(super) mod notes;
mod numbers;
mod paths;
mod says;
mod slug;

use super::structure::Structure;
use super::{Links, Options};
use crate::diagnostic::Diagnostic;

/// Settles all references of the book.
pub(super) fn resolve(manuscript: &mut Structure, options: &Options, diagnostics: &mut Vec<Diagnostic>) {
    let anchors = anchors::assign(manuscript, diagnostics);
    match options.number_sections {
        Some(true) => numbers::number(&mut manuscript.document.sections, &[]),
        Some(false) => numbers::clear(&mut manuscript.document.sections),
        None => {}
    }
    numbers::write_in(manuscript.document.digits, &mut manuscript.document.sections);
    // Labels say the numbers of sections, and links without words say their labels.
    let labels = labels::assign(manuscript);
    if options.links == Links::Resolved {
        links::resolve(manuscript, &anchors, &labels, options.site_url.as_deref(), diagnostics);
    }
    notes::number(&mut manuscript.document);
}

#[cfg(test)]
mod tests;
