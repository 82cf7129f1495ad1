//! Lists and contents: what may stand in what, and what a list's labels are.

use super::PdfFile;
use super::objects::as_name;
use super::tree::Kid;
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count, quoted};

pub(super) fn criteria(book: &PdfFile) -> Vec<Criterion> {
    vec![lists(book), numbering(book), contents(book), contents_refer(book)]
}

fn kinds(book: &PdfFile, number: usize) -> Vec<&'static str> {
    book.tree.kids(number).into_iter().map(|kid| book.tree.kind(kid)).collect()
}

fn lists(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.6", "ISO 14289-2, 8.2.5.25");
    let rule = "Lists hold items, and items hold a label, a body or both.";
    let mut finding = Finding::new("lists-nested", source, rule);
    for (number, element) in book.tree.elements.iter().enumerate() {
        let parent = || book.tree.parent_kind(number);
        let kids = || kinds(book, number);
        let fault = match element.kind() {
            "L" => misplaced(&kids(), &["LI", "L", "Caption", "Artifact"], "LI"),
            "LI" if parent() != "L" => Some(format!("stands in {}", quoted(parent()))),
            "LI" if element.kids.iter().any(|kid| matches!(kid, Kid::Mark(..))) => {
                Some("holds content outside of Lbl and LBody".into())
            }
            "LI" => misplaced(&kids(), &["Lbl", "LBody", "Artifact"], "LBody"),
            "LBody" if parent() != "LI" => Some(format!("stands in {}", quoted(parent()))),
            "LBody" => None,
            _ => continue,
        };
        finding.check(fault.is_none(), || format!("{} {}", book.place(number), fault.unwrap_or_default()));
    }
    let items = count(book.tree.of_kind("LI").count(), "item", "items");
    finding.close(format!("{} of {}", items, count(book.tree.of_kind("L").count(), "list", "lists")))
}

/// What an element holds that it may not, or lacks.
fn misplaced(kids: &[&str], allowed: &[&str], needed: &str) -> Option<String> {
    let foreign = kids.iter().find(|kid| !allowed.contains(kid));
    let caption =
        kids.iter().position(|kid| *kid == "Caption").is_some_and(|at| at > 0 && at + 1 < kids.len());
    match foreign {
        Some(kid) => Some(format!("holds {}", quoted(kid))),
        None if caption => Some("has its caption between its items".into()),
        // A label alone is an item too.
        None if !kids.contains(&needed) && !kids.contains(&"Lbl") => Some(format!("holds no {needed}")),
        None => None,
    }
}

fn numbering(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.6", "ISO 14289-2, 8.2.5.25");
    let rule = "A list whose items have labels says how it is numbered.";
    let mut finding = Finding::new("list-numbering", source, rule);
    for (list, _) in book.tree.of_kind("L") {
        if book.tree.kids(list).into_iter().any(|item| kinds(book, item).contains(&"Lbl")) {
            let stated = stated(book, list);
            finding.check(stated, || format!("{} has labels and no ListNumbering", book.place(list)));
        }
    }
    finding.counted("list with labels", "lists with labels")
}

/// The attribute of the list, or of one around it: it is inherited.
fn stated(book: &PdfFile, list: usize) -> bool {
    let around = book.tree.ancestors(list);
    std::iter::once(list).chain(around).any(|at| {
        let value = book.attribute(at, "List", "ListNumbering").and_then(as_name);
        // For the first part, None says that labels are words by themselves.
        value.is_some_and(|value| value != "None" || !book.is_second_part())
    })
}

fn contents(book: &PdfFile) -> Criterion {
    let rule = "Contents hold entries, and entries stand in contents.";
    let mut finding = Finding::new("contents-nested", "ISO 32000-1, 14.8.4.2", rule);
    for (number, element) in book.tree.elements.iter().enumerate() {
        let parent = book.tree.parent_kind(number);
        let fault = match element.kind() {
            "TOC" => {
                let kids = kinds(book, number);
                let late = kids.iter().skip(1).any(|kid| *kid == "Caption");
                let foreign = kids.iter().find(|kid| !["TOCI", "TOC", "Caption", "Artifact"].contains(kid));
                match foreign {
                    Some(kid) => Some(format!("holds {}", quoted(kid))),
                    None => late.then(|| "has its caption behind its first entry".into()),
                }
            }
            "TOCI" => (parent != "TOC").then(|| format!("stands in {}", quoted(parent))),
            _ => continue,
        };
        finding.check(fault.is_none(), || format!("{} {}", book.place(number), fault.unwrap_or_default()));
    }
    finding.close(count(book.tree.of_kind("TOCI").count(), "entry", "entries"))
}

fn contents_refer(book: &PdfFile) -> Criterion {
    let rule = "Every entry of the contents names the element that it leads to.";
    let mut finding = Finding::new("contents-refer", "ISO 14289-2, 8.2.5.8", rule);
    for (number, _) in book.tree.of_kind("TOCI").filter(|_| book.is_second_part()) {
        let refers = book.tree.within(number).any(|(_, element)| {
            let named = book.file.items(element.dictionary, "Ref").iter().map(|object| book.file.key(object));
            named.into_iter().any(|key| book.tree.numbers.contains_key(&key))
        });
        finding.check(refers, || format!("{} has no Ref", book.place(number)));
    }
    finding.counted("entry", "entries")
}
