//! What stands for content that is no text: alternatives, and the languages of what is read aloud.

use super::PdfFile;
use super::seen::Content;
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, quoted};
use crate::conformance::language::is_well_formed;
use lopdf::Object;

pub(super) fn criteria(book: &PdfFile, content: &Content) -> Vec<Criterion> {
    vec![figures(book), places(book), formulas(book), words(book), languages(book, content)]
}

/// Whether an element says in words what it shows.
fn is_described(book: &PdfFile, number: usize) -> bool {
    let says =
        |name: &str| book.tree.get(number).is_some_and(|element| book.file.says(element.dictionary, name));
    says("Alt") || says("ActualText")
}

fn figures(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.3", "ISO 14289-2, 8.2.5.28.2");
    let rule = "Every figure has an alternative or a replacement text that is not blank.";
    let mut finding = Finding::new("figures-described", source, rule);
    for (number, _) in book.tree.of_kind("Figure") {
        finding.check(is_described(book, number), || format!("{} has no Alt", book.place(number)));
    }
    finding.counted("figure", "figures")
}

fn places(book: &PdfFile) -> Criterion {
    let source = "ISO 32000-1, 14.8.5.4.3";
    let rule = "Every figure says where on its page it lies.";
    let mut finding = Finding::new("figures-placed", source, rule);
    for (number, _) in book.tree.of_kind("Figure") {
        let fault = match book.attribute(number, "Layout", "BBox") {
            Some(Object::Array(sides)) => !is_box(book, sides),
            _ => true,
        };
        finding.check(!fault, || format!("{} has no BBox, or one of no size", book.place(number)));
    }
    finding.counted("figure", "figures")
}

/// Whether four numbers enclose something.
fn is_box(book: &PdfFile, sides: &[Object]) -> bool {
    let numbers: Option<Vec<f32>> =
        sides.iter().map(|side| book.file.resolve(side).and_then(|side| side.as_float().ok())).collect();
    matches!(numbers.as_deref(), Some([left, bottom, right, top]) if left < right && bottom < top)
}

fn formulas(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.7", "ISO 14289-2, 8.2.5.29");
    let rule = "Every formula has an alternative text, or is MathML.";
    let mut finding = Finding::new("formulas-described", source, rule);
    for (number, element) in book.tree.of_kind("Formula") {
        let inside = book.tree.kids(number).into_iter().any(|kid| book.tree.kind(kid) == "MathML");
        let attached = !book.file.items(element.dictionary, "AF").is_empty();
        let described = is_described(book, number) || book.is_second_part() && (inside || attached);
        finding.check(described, || format!("{} has no Alt", book.place(number)));
    }
    finding.counted("formula", "formulas")
}

/// What is there but says nothing is worse than what is absent: it silences the content.
fn words(book: &PdfFile) -> Criterion {
    let rule = "No alternative text and no expansion is blank.";
    let mut finding = Finding::new("alternatives-said", "ISO 32000-1, 14.9.3", rule);
    for (number, element) in book.tree.elements.iter().enumerate() {
        for name in ["Alt", "E"] {
            if let Some(text) = book.file.text(element.dictionary, name) {
                finding.check(!text.trim().is_empty(), || format!("{}: {name} is blank", book.place(number)));
            }
        }
    }
    finding.counted("text", "texts")
}

fn languages(book: &PdfFile, content: &Content) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.2", "ISO 14289-2, 8.4.4");
    let rule = "Every language of an element or a mark is a well-formed tag.";
    let mut finding = Finding::new("languages", source, rule);
    for (number, element) in book.tree.elements.iter().enumerate() {
        if let Some(tag) = book.file.text(element.dictionary, "Lang") {
            finding.check(is_well_formed(&tag), || format!("{}: {}", book.place(number), quoted(&tag)));
        }
    }
    for (place, tag) in &content.languages {
        finding.check(is_well_formed(tag), || format!("{place}: {}", quoted(tag)));
    }
    finding.counted("change of language", "changes of language")
}
