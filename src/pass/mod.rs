//! From drafts to the frozen `Document`: the ordered list of passes.

mod accessibility;
mod budget;
mod direction;
mod highlight;
mod link_urls;
mod math;
mod reference;
mod structure;
#[cfg(test)]
mod testing;
mod titles;
mod typography;
mod walk;

pub use crate::settings::{Links, TextSettings as Options};
pub use budget::within;
pub use link_urls::noted;

use crate::diagnostic::Warned;
use crate::document::{Digits, Document, Draft, Metadata, Node, StandingKind};
use crate::memo::Memo;
use crate::resource::Images;
use crate::source::FileId;

/// Makes the book: sections from headings and where chapters begin, then anchors, links, numbers and notes, then the
/// trees of formulas and the tokens of listings, then typography and the direction of words, and at last the titles of sections
/// and lists of what is captioned. Slugs come before typography, so that they are those of the text
/// as it was written.
///
/// `drafts` are in reading order, each with the path of its source as the user named it, against
/// which links between files are resolved. `metadata` is what was set from outside; what it lacks
/// comes from the first draft that has it. The diagnostics are in the order of their places.
pub fn prepare(
    mut drafts: Vec<(String, Draft)>,
    metadata: Metadata,
    images: &Images,
    options: &Options,
    memo: &Memo,
) -> Warned<Document> {
    let mut diagnostics = Vec::new();
    drafts.retain(|(_, draft)| options.planned_chapters || !is_planned(draft));
    let typewritten =
        drafts.iter().filter(|(_, draft)| draft.typewritten).filter_map(|(_, draft)| file_of(draft));
    let typewritten = typewritten.collect();
    let definitions = drafts.iter_mut().flat_map(|(_, draft)| std::mem::take(&mut draft.definitions));
    let definitions = definitions.collect();
    let mut manuscript = structure::build(drafts, metadata, options.split_level, &mut diagnostics);
    manuscript.document.openers = manuscript.document.decided(options.openers);
    let of_language = || Digits::of_language(manuscript.document.metadata.lang());
    manuscript.document.digits = options.digits.unwrap_or_else(of_language);
    reference::resolve(&mut manuscript, options, &mut diagnostics);
    let mut document = manuscript.document;
    accessibility::check(&mut document, images, &mut diagnostics);
    math::read(&mut document, definitions, &mut diagnostics);
    highlight::set(&mut document, memo, &mut diagnostics);
    if options.typography {
        typography::set(&mut document, &typewritten);
    }
    typography::straighten(&mut document);
    direction::settle(&mut document);
    titles::settle(&mut document);
    reference::lists::gather(&mut document, &options.lists);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    // What is wrong with a note that is repeated is said once.
    diagnostics.dedup();
    Warned { value: document, diagnostics }
}

/// The file that a draft is of, where it holds anything.
fn file_of(draft: &Draft) -> Option<FileId> {
    match draft.nodes.first()? {
        Node::Heading { id, .. } => Some(id.file),
        Node::Block(block) => Some(block.id.file),
    }
}

/// Whether it stands for a chapter that is yet to be written.
fn is_planned(draft: &Draft) -> bool {
    draft.standing.as_ref().is_some_and(|(_, standing)| standing.kind == StandingKind::Planned)
}
