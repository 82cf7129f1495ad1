//! Page breaks, as style sheets for print ask for them.

use super::tags::{Tag, Tags};
use crate::document::PageSide;
use crate::markup::is_void;
use crate::reader::build::{Attributes, NewPage, Role};

impl Tags<'_, '_> {
    /// A new page before an element.
    pub(super) fn break_page(&mut self, tag: &Tag<'_>, blocks: bool) {
        // What is no block of its own parts the words that it stands among.
        let is_place = !blocks || is_void(&tag.name);
        let after = || asked(&tag.attributes, "after").filter(|_| is_place);
        let Some(side) = side_before(&tag.attributes).or_else(after) else { return };
        match blocks {
            true => self.build.end_implicit(),
            false => _ = self.build.part_words(Role::Paragraph, &tag.range),
        }
        self.build.push_page_break(NewPage { side, range: tag.range.clone() });
    }

    /// A new page behind an element of block level, which is open now.
    pub(super) fn break_page_after(&mut self, tag: &Tag<'_>) {
        let side = asked(&tag.attributes, "after").filter(|_| !is_void(&tag.name));
        let Some(page) = side.map(|side| NewPage { side, range: tag.range.clone() }) else { return };
        match self.build.inlines().is_some() {
            true => self.build.break_after_words(page),
            false => self.build.break_after(&tag.name, page),
        }
    }
}

/// Whether an element is there for a new page, which begins before it.
pub(super) fn is_page_break(attributes: &Attributes) -> bool {
    side_before(attributes).is_some()
}

/// Whether an element asks for a new page on either side.
pub(super) fn asks_for_page(attributes: &Attributes) -> bool {
    is_page_break(attributes) || asked(attributes, "after").is_some()
}

/// The side of the new page that an element begins on, if it does.
fn side_before(attributes: &Attributes) -> Option<PageSide> {
    let classes = ["page-break", "pagebreak", "newpage", "new-page"];
    let by_class = || attributes.has_class(&classes).then_some(PageSide::Either);
    asked(attributes, "before").or_else(by_class)
}

/// The side of the new page that an element asks for before or after it (CSS 2, 13.3.1; CSS
/// Fragmentation, 3.1); of several rules the last one counts.
fn asked(attributes: &Attributes, place: &str) -> Option<PageSide> {
    let rules = attributes
        .rules()
        .filter(|(name, _)| name.strip_prefix("page-").unwrap_or(name).strip_prefix("break-") == Some(place));
    rules.filter_map(|(_, value)| page_side(&value)).last()
}

/// The side that a value asks for. A new column is a new page, where a page has one.
fn page_side(value: &str) -> Option<PageSide> {
    match value {
        "always" | "page" | "column" | "all" => Some(PageSide::Either),
        "right" | "recto" => Some(PageSide::Recto),
        "left" | "verso" => Some(PageSide::Verso),
        _ => None,
    }
}
