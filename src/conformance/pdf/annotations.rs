//! Links and other annotations: each in its element, with words, in the order of the structure.

use super::PdfFile;
use super::pages::Annotation;
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count, quoted};
use std::collections::BTreeSet;

pub(super) fn criteria(book: &PdfFile) -> Vec<Criterion> {
    vec![tagged(book), described(book), order(book), led(book), structural(book)]
}

/// Every annotation with the number of its page.
fn annotations<'b, 'a>(book: &'b PdfFile<'a>) -> impl Iterator<Item = (usize, &'b Annotation<'a>)> {
    book.pages.numbered().flat_map(|(number, page)| page.annotations.iter().map(move |it| (number, it)))
}

fn tagged(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.18.1, 7.18.5", "ISO 14289-2, 8.2.5.20");
    let rule = "Every link belongs to a Link element, and every Link element holds a link.";
    let mut finding = Finding::new("links-tagged", source, rule);
    let there: BTreeSet<_> = annotations(book).map(|(_, annotation)| annotation.key).collect();
    for (page, annotation) in annotations(book) {
        let owners = book.tree.objects.get(&annotation.key).map_or(&[] as &[usize], Vec::as_slice);
        let fault = match owners {
            [owner] if suits(book, *owner, annotation) => None,
            [owner] => Some(format!("stands in {}", quoted(book.tree.kind(*owner)))),
            [] => Some("belongs to no element".into()),
            _ => Some("belongs to several elements".into()),
        };
        let words = || format!("page {page}: a {} {}", annotation.subtype, fault.clone().unwrap_or_default());
        finding.check(fault.is_none(), words);
    }
    for (number, _) in book.tree.of_kind("Link") {
        let holds =
            |kid: &super::tree::Kid| matches!(kid, super::tree::Kid::Object(key) if there.contains(key));
        let held = book.tree.within(number).any(|(_, element)| element.kids.iter().any(holds));
        finding.check(held, || format!("{} holds no annotation of a page", book.place(number)));
    }
    for (key, owners) in book.tree.objects.iter().filter(|(key, _)| !there.contains(key)) {
        let owner = owners.first().copied().unwrap_or_default();
        finding.fault(|| format!("{} holds an object that is on no page, {key}", book.place(owner)));
    }
    let links = annotations(book).filter(|(_, annotation)| annotation.subtype == "Link").count();
    let elements = count(book.tree.of_kind("Link").count(), "element", "elements");
    finding.close(format!("{} in {elements}", count(links, "link", "links")))
}

/// Whether an annotation may stand in an element.
fn suits(book: &PdfFile, owner: usize, annotation: &Annotation) -> bool {
    let wanted: &[&str] = match annotation.subtype {
        "Link" if book.is_second_part() => &["Link", "Reference"],
        "Link" => &["Link"],
        "Widget" => &["Form"],
        _ => &["Annot"],
    };
    std::iter::once(owner).chain(book.tree.ancestors(owner)).any(|at| wanted.contains(&book.tree.kind(at)))
}

fn described(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.18.1, 7.18.5", "ISO 14289-2, 8.9.4.2");
    let mut finding =
        Finding::new("annotations-described", source, "Every annotation says in words what it is.");
    for (page, annotation) in annotations(book) {
        let owners = book.tree.objects.get(&annotation.key).map_or(&[] as &[usize], Vec::as_slice);
        let element = owners.iter().filter_map(|&owner| book.tree.get(owner));
        let by_element = element.into_iter().any(|it| book.file.says(it.dictionary, "Alt"));
        // The first part wants it of links in any case; the second takes the words of the element.
        let link = annotation.subtype == "Link";
        let enough = if link { book.is_second_part() } else { by_element || annotation.subtype == "Widget" };
        let said = book.file.says(annotation.dictionary, "Contents") || enough;
        finding.check(said, || format!("page {page}: a {} has no Contents", annotation.subtype));
    }
    finding.counted("annotation", "annotations")
}

fn order(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.18.3", "ISO 14289-2, 8.9.3.3");
    let rule = "Pages with annotations are gone through in the order of the structure.";
    let mut finding = Finding::new("annotations-order", source, rule);
    // PDF 2.0 has two more orders: that of the array, and that of its widgets.
    let allowed: &[&str] = if book.is_second_part() { &["S", "A", "W"] } else { &["S"] };
    for (number, page) in book.pages.numbered().filter(|(_, page)| !page.annotations.is_empty()) {
        let tabs = book.file.name(page.dictionary, "Tabs").unwrap_or_default();
        finding.check(allowed.contains(&tabs), || format!("page {number}: Tabs is not S"));
    }
    finding.counted("page", "pages")
}

fn led(book: &PdfFile) -> Criterion {
    let rule = "Every link leads somewhere, and places within the file exist.";
    let mut finding = Finding::new("links-lead", "ISO 32000-1, 12.3.2, 12.5.6.5", rule);
    (0..book.leads.sound).for_each(|_| finding.look());
    for fault in &book.leads.faults {
        finding.fault(|| fault.clone());
    }
    finding.close(count(book.leads.sound + book.leads.faults.len(), "link", "links"))
}

fn structural(book: &PdfFile) -> Criterion {
    let rule = "Links within the file lead to elements of the structure, not to places on pages.";
    let mut finding = Finding::new("structure-destinations", "ISO 14289-2, 8.8", rule);
    if book.is_second_part() {
        for (place, structural) in &book.leads.inner {
            finding.check(*structural, || format!("{place} leads to a place on a page alone"));
        }
    }
    finding.counted("link within the file", "links within the file")
}
