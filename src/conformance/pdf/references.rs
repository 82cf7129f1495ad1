//! Content and structure against each other: marks, their elements, and the tree of parents.

use super::PdfFile;
use super::objects::Key;
use super::plant::number_tree;
use super::seen::{Content, Marked};
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count};
use lopdf::Object;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn criteria(book: &PdfFile, content: Content) -> Vec<Criterion> {
    let marks = count(content.marks, "mark", "marks");
    let artifacts = count(content.artifacts, "artifact", "artifacts");
    let pages = count(book.pages.list.len(), "page", "pages");
    vec![
        content.drawn.close(format!("{marks} and {artifacts} on {pages}")),
        content.apart.close(format!("{marks} and {artifacts}")),
        content.balance.counted("content stream", "content streams"),
        content.repeated.counted("use of such a form", "uses of such forms"),
        unique(&content.streams),
        referred(book, &content.streams),
        parent_tree(book, &content.streams),
    ]
}

fn unique(streams: &[Marked]) -> Criterion {
    let rule = "No two marks of a content stream have the same identifier.";
    let mut finding = Finding::new("marks-unique", "ISO 32000-1, 14.7.4.2", rule);
    for stream in streams {
        for (mcid, times) in &stream.marks {
            finding.check(*times == 1, || format!("{}, mark {mcid}: begins {times} times", stream.place));
        }
    }
    finding.counted("mark", "marks")
}

fn referred(book: &PdfFile, streams: &[Marked]) -> Criterion {
    let rule = "Every mark belongs to one element, and elements refer to no mark that is not there.";
    let source = book.clause("ISO 14289-1, 7.1", "ISO 32000-2, 14.7.5");
    let mut finding = Finding::new("marks-referred", source, rule);
    let mut there = BTreeSet::new();
    for stream in streams {
        for &mcid in stream.marks.keys() {
            there.insert((stream.key, mcid));
            let owners = book.tree.marks.get(&(stream.key, mcid)).map_or(0, Vec::len);
            finding.check(owners == 1, || {
                format!(
                    "{}, mark {mcid}: {}",
                    stream.place,
                    count(owners, "element refers to it", "elements refer to it")
                )
            });
        }
    }
    for (mark, owners) in book.tree.marks.iter().filter(|(mark, _)| !there.contains(mark)) {
        let owner = owners.first().copied().unwrap_or_default();
        let page = book.pages.place(mark.0).unwrap_or_else(|| "no page".into());
        finding.fault(|| format!("{}: its mark {} is not on {page}", book.place(owner), mark.1));
    }
    finding.counted("mark", "marks")
}

fn parent_tree(book: &PdfFile, streams: &[Marked]) -> Criterion {
    let rule = "The tree of parents names for every mark and annotation the element that it belongs to.";
    let mut finding = Finding::new("parent-tree", "ISO 32000-1, 14.7.4.4", rule);
    let root = book.tree.root.and_then(|root| root.as_hashmap().get(&b"ParentTree"[..]));
    let tree = root.map(|root| number_tree(book.file, root)).unwrap_or_default();
    for stream in streams.iter().filter(|stream| !stream.marks.is_empty()) {
        marks_of(book, stream, &tree, &mut finding);
    }
    for (number, page) in book.pages.numbered() {
        for annotation in &page.annotations {
            let Some(owners) = book.tree.objects.get(&annotation.key) else { continue };
            let listed = book.file.integer(annotation.dictionary, "StructParent");
            let listed = listed.and_then(|at| tree.get(&at)).map(|object| book.file.key(object));
            let agrees = listed.is_some_and(|key| is_owner(book, owners, key));
            finding.check(agrees, || {
                format!(
                    "page {number}: a {} is not listed with the element that holds it",
                    annotation.subtype
                )
            });
        }
    }
    next_key(book, &tree, &mut finding);
    finding.close(format!(
        "{} of {}",
        count(tree.len(), "entry", "entries"),
        count(streams.len(), "content stream", "content streams"),
    ))
}

/// The entries of one stream against the elements that refer to its marks.
fn marks_of(book: &PdfFile, stream: &Marked, tree: &BTreeMap<i64, &Object>, finding: &mut Finding) {
    let listed = stream.parents.and_then(|at| tree.get(&at)).and_then(|object| book.file.resolve(object));
    let Some(Object::Array(listed)) = listed else {
        finding.fault(|| format!("{} has no entry", stream.place));
        return;
    };
    for &mcid in stream.marks.keys() {
        let entry =
            usize::try_from(mcid).ok().and_then(|at| listed.get(at)).map(|object| book.file.key(object));
        // A mark that no element refers to breaks another rule.
        let Some(owners) = book.tree.marks.get(&(stream.key, mcid)) else { continue };
        let agrees = entry.is_some_and(|key| is_owner(book, owners, key));
        finding.check(agrees, || {
            format!("{}, mark {mcid}: another element is listed than refers to it", stream.place)
        });
    }
}

fn is_owner(book: &PdfFile, owners: &[usize], key: Key) -> bool {
    owners.iter().filter_map(|&owner| book.tree.get(owner)).any(|owner| owner.key == key)
}

/// What the next entry would be numbered lies behind all that are there.
fn next_key(book: &PdfFile, tree: &BTreeMap<i64, &Object>, finding: &mut Finding) {
    let next = book.tree.root.and_then(|root| book.file.integer(root, "ParentTreeNextKey"));
    if let Some((next, last)) = next.zip(tree.keys().next_back()) {
        finding.check(next > *last, || format!("ParentTreeNextKey is {next}, but {last} is taken"));
    }
}
