//! Notes: each can be told from the others, and is called from somewhere.

use super::PdfFile;
use super::objects::Key;
use super::tree::Element;
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn criteria(book: &PdfFile) -> Vec<Criterion> {
    vec![identifiers(book), calls(book), bound(book)]
}

fn notes<'b, 'a>(book: &'b PdfFile<'a>) -> impl Iterator<Item = (usize, &'b Element<'a>)> {
    let numbered = book.tree.elements.iter().enumerate();
    numbered.filter(|(_, element)| matches!(element.kind(), "Note" | "FENote"))
}

fn identifiers(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.9", "ISO 14289-2, 8.2.5.14");
    let rule = "Every note has an identifier, and no two elements have the same.";
    let mut finding = Finding::new("notes-identified", source, rule);
    let mut seen: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    for (number, element) in book.tree.elements.iter().enumerate() {
        if let Some(id) = book.id(element) {
            let before = seen.insert(id, number);
            finding.check(before.is_none(), || {
                let before = before.map(|before| book.place(before)).unwrap_or_default();
                format!("{} has the identifier of {before}", book.place(number))
            });
        }
    }
    for (number, element) in notes(book).filter(|(_, element)| element.kind() == "Note") {
        let named = book.id(element).is_some_and(|id| !id.is_empty());
        finding.check(named, || format!("{} has no ID", book.place(number)));
    }
    finding.close(count(notes(book).count(), "note", "notes"))
}

/// In PDF 1.7 nothing ties a note to its call but where links lead: it is enough that one leads to
/// the note's page, or that the words which call it stand on that page.
fn calls(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 32000-1, 14.8.4.4", "ISO 14289-2, 8.2.5.14");
    let mut finding =
        Finding::new("notes-referred", source, "Every note is called by a reference or a link.");
    let named = named_by_elements(book);
    let mut pages = pages_of_calls(book);
    pages.extend(pages_reached(book));
    for (number, element) in notes(book) {
        let named = named.contains(&element.key) || book.leads.structure.contains(&element.key);
        let page = book.tree.first_mark(number).map(|(stream, _)| stream);
        let called = named || page.is_some_and(|page| pages.contains(&page));
        finding.check(called, || format!("{} is called from nowhere", book.place(number)));
    }
    finding.close(count(notes(book).count(), "note", "notes"))
}

/// PDF 2.0 ties them: each names the other.
fn bound(book: &PdfFile) -> Criterion {
    let rule = "Notes and the elements that call them name each other.";
    let mut finding = Finding::new("notes-bound", "ISO 14289-2, 8.2.5.14", rule);
    let named = |element: &Element| -> BTreeSet<usize> {
        let keys = book.file.items(element.dictionary, "Ref").iter().map(|object| book.file.key(object));
        keys.filter_map(|key| book.tree.numbers.get(&key).copied()).collect()
    };
    let mut calls: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (number, element) in book.tree.elements.iter().enumerate().filter(|(_, it)| it.kind() != "FENote") {
        for note in named(element) {
            calls.entry(note).or_default().insert(number);
        }
    }
    for (note, element) in book.tree.of_kind("FENote").filter(|_| book.is_second_part()) {
        let (back, calls) = (named(element), calls.remove(&note).unwrap_or_default());
        let tied = !calls.is_empty() && back == calls;
        finding.check(tied, || format!("{}: Ref does not tie it to its calls", book.place(note)));
    }
    finding.counted("note", "notes")
}

fn is_call(kind: &str) -> bool {
    matches!(kind, "Reference" | "Link")
}

/// The elements that a `Ref` of another names.
fn named_by_elements(book: &PdfFile) -> BTreeSet<Key> {
    let others = book.tree.elements.iter().filter(|element| !matches!(element.kind(), "Note" | "FENote"));
    let named = others.flat_map(|element| book.file.items(element.dictionary, "Ref"));
    named.map(|object| book.file.key(object)).collect()
}

/// The pages on which something refers.
fn pages_of_calls(book: &PdfFile) -> BTreeSet<Key> {
    let calls = book.tree.elements.iter().enumerate().filter(|(_, element)| is_call(element.kind()));
    calls.filter_map(|(number, _)| book.tree.first_mark(number)).map(|(stream, _)| stream).collect()
}

/// The pages that a link within a reference or a link element leads to.
fn pages_reached(book: &PdfFile) -> BTreeSet<Key> {
    let within_call = |annotation: &Key| {
        let owners = book.tree.objects.get(annotation).map_or(&[] as &[usize], Vec::as_slice);
        let mut around =
            owners.iter().flat_map(|&owner| std::iter::once(owner).chain(book.tree.ancestors(owner)));
        around.any(|at| is_call(book.tree.kind(at)))
    };
    book.leads.pages.iter().filter(|(annotation, _)| within_call(annotation)).map(|(_, page)| *page).collect()
}
