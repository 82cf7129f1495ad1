//! Page breaks, as style sheets for print ask for them.

use super::tags::{Tag, Tags};
use crate::document::BlockKind;
use crate::markup::is_void;
use crate::reader::build::Attributes;

impl Tags<'_, '_> {
    /// A new page before an element.
    pub(super) fn break_page(&mut self, tag: &Tag<'_>, blocks: bool) {
        // What is no block of its own parts the words that it stands among.
        let is_place = !blocks || is_void(&tag.name);
        if !(is_page_break(&tag.attributes) || is_place && asks_for_page(&tag.attributes)) {
            return;
        }
        match blocks {
            true => self.build.end_implicit(),
            false => self.build.part_words(&tag.range),
        }
        self.build.push_block(BlockKind::PageBreak, tag.range.clone());
    }

    /// A new page behind an element of block level, which is open now.
    pub(super) fn break_page_after(&mut self, tag: &Tag<'_>) {
        if !asks(&tag.attributes, "after") || is_void(&tag.name) {
            return;
        }
        match self.build.inlines().is_some() {
            true => self.build.break_after_words(&tag.range),
            false => self.build.break_after(&tag.name, &tag.range),
        }
    }
}

/// Whether an element is there for a new page, which begins before it.
pub(super) fn is_page_break(attributes: &Attributes) -> bool {
    attributes.has_class(&["page-break", "pagebreak", "newpage", "new-page"]) || asks(attributes, "before")
}

/// Whether an element asks for a new page on either side.
pub(super) fn asks_for_page(attributes: &Attributes) -> bool {
    is_page_break(attributes) || asks(attributes, "after")
}

/// Whether an element asks for a new page before or after it (CSS 2, 13.3.1; CSS Fragmentation, 3.1).
fn asks(attributes: &Attributes, side: &str) -> bool {
    attributes.rules().any(|(name, value)| {
        let of_side = name.strip_prefix("page-").unwrap_or(&name).strip_prefix("break-") == Some(side);
        of_side && BREAKS.contains(&value.as_str())
    })
}

/// The values that ask for one. A new column is a new page, where a page has one.
const BREAKS: [&str; 8] = ["always", "page", "column", "left", "right", "recto", "verso", "all"];
