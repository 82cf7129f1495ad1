//! What screen readers call the parts of a page: what stands aside, and what is named by its content.

use super::EpubFile;
use super::chapters::{has_role, is_mark};
use crate::conformance::Criterion;
use crate::conformance::finding::Finding;

pub(super) fn criteria(book: &EpubFile) -> Vec<Criterion> {
    vec![asides(book), names(book)]
}

fn asides(book: &EpubFile) -> Criterion {
    let rule = "What stands aside says by a role what it is: without one it is a landmark of the page.";
    let mut finding = Finding::new("asides", "WCAG 2.2, 4.1.2; HTML-AAM 1.0, 4.1", rule);
    for chapter in &book.chapters {
        for node in chapter.named("aside") {
            let said = node.attribute("role").is_some_and(|role| !role.trim().is_empty());
            finding.check(said, || format!("{}: an aside has no role", chapter.place(node)));
        }
    }
    finding.counted("aside", "asides")
}

/// Elements that are named by their content, or whose content names what is around them (WAI-ARIA 1.2,
/// 5.2.8.5; HTML-AAM 1.0, 4.1).
const NAMED: &[&str] = &[
    "a",
    "button",
    "caption",
    "dfn",
    "dt",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "label",
    "legend",
    "option",
    "summary",
    "th",
];

/// The roles that are named by their content wherever they stand.
const NAMED_ROLES: &[&str] = &["button", "columnheader", "heading", "link", "rowheader"];

fn names(book: &EpubFile) -> Criterion {
    let rule = "No mark of a page stands within what is named by its content.";
    let mut finding = Finding::new("names-unmarked", "WCAG 2.2, 2.4.6, 4.1.2", rule);
    for chapter in &book.chapters {
        for mark in chapter.elements().filter(|node| is_mark(*node)) {
            let named = mark.ancestors().skip(1).find(|around| {
                NAMED.contains(&around.tag_name().name())
                    || NAMED_ROLES.iter().any(|role| has_role(*around, role))
            });
            finding.check(named.is_none(), || {
                let name = named.map_or("", |around| around.tag_name().name());
                format!("{}: a mark stands within {name}", chapter.place(mark))
            });
        }
    }
    finding.counted("mark", "marks")
}
