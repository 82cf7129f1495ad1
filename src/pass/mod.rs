//! From drafts to the frozen `Document`: the ordered list of passes.

mod accessibility;
mod highlight;
mod math;
mod reference;
mod structure;
#[cfg(test)]
mod testing;
mod titles;
mod typography;
mod walk;

use crate::diagnostic::Warned;
use crate::document::{Document, Draft, FloatKind, Metadata};
use crate::resource::Images;

/// What the passes are told.
#[derive(Clone, Debug)]
pub struct Options {
    /// Sections at this level are chapters.
    pub split_level: u8,
    /// Without a word on it, numbers are those that a list of chapters gives.
    pub number_sections: Option<bool>,
    /// Quotes, dashes and ellipses by language.
    pub typography: bool,
    pub links: Links,
    /// Where files stand that the book does not hold; it ends in a slash.
    pub site_url: Option<String>,
    /// What there are to be lists of, in their order.
    pub lists: Vec<FloatKind>,
}

/// What becomes of the manuscript's links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// They lead to an anchor of the book or outside of it, or are reported.
    #[default]
    Resolved,
    /// Their targets stay as they are written, in the EPUB: for programs that resolve them
    /// themselves. Nobody has judged then whether they lead anywhere, or are harmless.
    AsWritten,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            split_level: 1,
            number_sections: None,
            typography: true,
            links: Links::Resolved,
            site_url: None,
            lists: Vec::new(),
        }
    }
}

/// Makes the book: sections from headings, then anchors, links, numbers and notes, then the
/// trees of formulas and the tokens of listings, then typography, and at last the titles of sections
/// and lists of what is captioned. Slugs come before typography, so that they are those of the text as it was written.
///
/// `drafts` are in reading order, each with the path of its source as the user named it, against
/// which links between files are resolved. `metadata` is what was set from outside; what it lacks
/// comes from the first draft that has it. The diagnostics are in the order of their places.
pub fn prepare(
    drafts: Vec<(String, Draft)>,
    metadata: Metadata,
    images: &Images,
    options: &Options,
) -> Warned<Document> {
    let mut diagnostics = Vec::new();
    let mut manuscript = structure::build(drafts, metadata, options.split_level, &mut diagnostics);
    reference::resolve(&mut manuscript, options, &mut diagnostics);
    let mut document = manuscript.document;
    accessibility::check(&mut document, images, &mut diagnostics);
    math::read(&mut document, &mut diagnostics);
    highlight::set(&mut document, &mut diagnostics);
    if options.typography {
        typography::set(&mut document);
    }
    titles::settle(&mut document);
    reference::lists::gather(&mut document, &options.lists);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    Warned { value: document, diagnostics }
}
