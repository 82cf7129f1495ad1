//! The tree itself: its root, the types of its elements, how they hang together, and its headings.

use super::PdfFile;
use super::tree::Element;
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count, quoted};

pub(super) fn criteria(book: &PdfFile) -> Vec<Criterion> {
    let all = [root, types, parents, headings, headings_filled];
    all.iter().map(|criterion| criterion(book)).collect()
}

fn root(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 32000-1, 14.8.4.2", "ISO 14289-2, 8.2.5.2");
    let rule = "The file has a structure tree, and one Document is its root.";
    let mut finding = Finding::new("structure-root", source, rule);
    let roots: Vec<&Element> = book.tree.elements.iter().filter(|element| element.parent.is_none()).collect();
    finding.check(book.tree.root.is_some(), || "the catalog has no StructTreeRoot".into());
    match roots.as_slice() {
        [root] if root.kind() == "Document" => {
            let modern = root.role.modern || !book.is_second_part();
            finding.check(modern, || "the Document is not in the namespace of PDF 2.0".into());
        }
        [root] => finding.fault(|| format!("the root is {}", quoted(root.name))),
        roots => finding.fault(|| count(roots.len(), "element is a root", "elements are roots")),
    }
    finding.close(count(book.tree.elements.len(), "element", "elements"))
}

fn types(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.1", "ISO 14289-2, 8.2.4");
    let rule = "Every structure type is a standard one, or mapped to one.";
    let mut finding = Finding::new("structure-types", source, rule);
    let mut names = std::collections::BTreeSet::new();
    for (number, element) in book.tree.elements.iter().enumerate() {
        names.insert(element.name);
        let fault = element.role.fault.or_else(|| obsolete(book, element));
        finding.check(fault.is_none(), || format!("{} {}", book.place(number), fault.unwrap_or_default()));
    }
    finding.close(count(names.len(), "type", "types"))
}

/// What the second part of PDF/UA no longer takes.
fn obsolete(book: &PdfFile, element: &Element) -> Option<&'static str> {
    let gone = matches!(element.kind(), "H" | "Note") && book.is_second_part();
    gone.then_some("is of a type that PDF/UA-2 does not take")
}

fn parents(book: &PdfFile) -> Criterion {
    let rule = "Parents and kids name each other, and no element is reached twice.";
    let source = book.clause("ISO 32000-1, 14.7.2", "ISO 14289-2, 8.2.1");
    let mut finding = Finding::new("structure-parents", source, rule);
    for (number, element) in book.tree.elements.iter().enumerate() {
        finding.check(element.knows_parent, || format!("{}: P is not its parent", book.place(number)));
    }
    for fault in &book.tree.faults {
        finding.fault(|| fault.clone());
    }
    finding.counted("element", "elements")
}

fn headings(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.4.2", "ISO 32000-2, 14.8.4.5");
    let rule = "Headings begin at the first level, and none is skipped on the way down.";
    let mut finding = Finding::new("headings-order", source, rule);
    let (mut last, mut numbered, mut plain) = (0, false, false);
    for (number, element) in book.tree.elements.iter().enumerate() {
        plain |= element.kind() == "H";
        let Some(level) = element.role.level else { continue };
        numbered = true;
        finding.check(level <= last + 1, || match last {
            0 => format!("{}: the first heading is of level {level}", book.place(number)),
            _ => format!("{}: level {level} comes after {last}", book.place(number)),
        });
        last = level;
    }
    if numbered && plain {
        finding.fault(|| "headings with a level stand beside such without".into());
    }
    finding.counted("heading", "headings")
}

fn headings_filled(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.4.1", "ISO 32000-2, 14.8.4.5");
    let mut finding = Finding::new("headings-content", source, "Every heading has content.");
    for (number, element) in book.tree.elements.iter().enumerate() {
        if element.role.level.is_some() || element.kind() == "H" {
            let filled = book.tree.has_content(book.file, number);
            finding.check(filled, || format!("{} is empty", book.place(number)));
        }
    }
    finding.counted("heading", "headings")
}
