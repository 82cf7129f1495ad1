//! The pages of the book, each a document of XHTML.

use super::path::Target;
use super::{EPUB, EpubFile, XML};
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count, quoted};
use crate::conformance::language::is_well_formed;
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};

/// A page that could be read.
pub(super) struct Chapter<'a> {
    pub path: String,
    pub tree: Document<'a>,
    pub ids: BTreeSet<String>,
}

/// The mark of a printed page.
pub(super) struct PageMark {
    pub place: Target,
    pub label: String,
}

impl<'a> Chapter<'a> {
    pub fn of(path: &str, tree: Document<'a>) -> Chapter<'a> {
        let ids = tree.descendants().filter_map(|node| node.attribute("id")).map(str::to_owned).collect();
        Chapter { path: path.to_owned(), tree, ids }
    }

    pub fn elements(&self) -> impl Iterator<Item = Node<'_, 'a>> {
        self.tree.descendants().filter(Node::is_element)
    }

    pub fn named<'c>(&'c self, name: &'c str) -> impl Iterator<Item = Node<'c, 'a>> {
        self.elements().filter(move |node| node.tag_name().name() == name)
    }

    /// `chapter-1.xhtml, line 12`.
    pub fn place(&self, node: Node) -> String {
        format!("{}, line {}", self.path, self.tree.text_pos_at(node.range().start).row)
    }

    /// The marks of printed pages, in order.
    pub fn marks(&self) -> Vec<PageMark> {
        let marks = self.elements().filter(|node| is_mark(*node));
        marks
            .map(|node| {
                // Older books have the label as `title`.
                let label = node.attribute("aria-label").or(node.attribute("title"));
                let label = label.map_or_else(|| words(node), str::to_owned);
                let fragment = node.attribute("id").map(str::to_owned);
                PageMark {
                    place: Target { path: self.path.clone(), fragment },
                    label: label.trim().to_owned(),
                }
            })
            .collect()
    }
}

/// Whether a printed page begins there.
pub(super) fn is_mark(node: Node) -> bool {
    is_of_type(node, "pagebreak") || has_role(node, "doc-pagebreak")
}

pub(super) fn is_of_type(node: Node, wanted: &str) -> bool {
    node.attribute((EPUB, "type")).is_some_and(|types| types.split_whitespace().any(|it| it == wanted))
}

pub(super) fn has_role(node: Node, wanted: &str) -> bool {
    node.attribute("role").is_some_and(|roles| roles.split_whitespace().any(|role| role == wanted))
}

/// All text within an element.
pub(super) fn words(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

pub(super) fn criteria(book: &EpubFile) -> Vec<Criterion> {
    vec![
        well_formed(book),
        titled(book),
        language(book),
        languages(book),
        headings(book),
        tables(book),
        roles(book),
        ids(book),
    ]
}

fn well_formed(book: &EpubFile) -> Criterion {
    let mut finding =
        Finding::new("documents-well-formed", "EPUB 3.3, 6.1.2", "Every page is well-formed XML.");
    for _ in &book.chapters {
        finding.look();
    }
    for (path, reason) in &book.unread {
        finding.fault(|| format!("{path}: {reason}"));
    }
    finding.counted("page", "pages")
}

fn titled(book: &EpubFile) -> Criterion {
    let mut finding = Finding::new("documents-titled", "WCAG 2.2, 2.4.2", "Every page has a title.");
    for chapter in &book.chapters {
        let titled = chapter.named("title").any(|node| !words(node).trim().is_empty());
        finding.check(titled, || format!("{} has no title", chapter.path));
    }
    finding.counted("page", "pages")
}

fn language(book: &EpubFile) -> Criterion {
    let rule = "Every page says its language, for HTML and for XML, and says the same to both.";
    let mut finding = Finding::new("documents-language", "WCAG 2.2, 3.1.1", rule);
    for chapter in &book.chapters {
        let root = chapter.tree.root_element();
        let (html, xml) = (root.attribute("lang"), root.attribute((XML, "lang")));
        finding.check(html.is_some() && html == xml, || {
            format!("{}: lang and xml:lang are not the same", chapter.path)
        });
    }
    finding.counted("page", "pages")
}

fn languages(book: &EpubFile) -> Criterion {
    let rule = "Every language is a well-formed tag.";
    let mut finding = Finding::new("languages", "WCAG 2.2, 3.1.2", rule);
    for chapter in &book.chapters {
        for node in chapter.elements() {
            let (html, xml) = (node.attribute("lang"), node.attribute((XML, "lang")));
            let Some(tag) = html.or(xml) else { continue };
            finding.check(is_well_formed(tag), || format!("{}: {}", chapter.place(node), quoted(tag)));
            let agree = html.is_none() || xml.is_none() || html == xml;
            finding.check(agree, || format!("{}: lang and xml:lang are not the same", chapter.place(node)));
        }
    }
    finding.counted("language", "languages")
}

fn headings(book: &EpubFile) -> Criterion {
    let rule = "No level of headings is skipped on the way down.";
    let mut finding = Finding::new("headings-order", "WCAG 2.2, 1.3.1, 2.4.6", rule);
    for chapter in &book.chapters {
        // A page may begin at any level, since it is a part of a book.
        let mut last = None;
        for node in chapter.elements() {
            let level =
                ["h1", "h2", "h3", "h4", "h5", "h6"].iter().position(|name| *name == node.tag_name().name());
            let Some(level) = level else { continue };
            let sound = last.is_none_or(|last| level <= last + 1);
            finding.check(sound, || {
                format!(
                    "{}: h{} comes after h{}",
                    chapter.place(node),
                    level + 1,
                    last.unwrap_or_default() + 1
                )
            });
            let named =
                !words(node).trim().is_empty() || node.descendants().any(|it| it.attribute("alt").is_some());
            finding.check(named, || format!("{}: a heading is empty", chapter.place(node)));
            last = Some(level);
        }
    }
    // Two things are asked of each.
    let number = finding.looked() / 2;
    finding.close(count(number, "heading", "headings"))
}

fn tables(book: &EpubFile) -> Criterion {
    let rule = "Every head of a table says whether it heads a row or a column.";
    let mut finding = Finding::new("table-heads", "WCAG 2.2, 1.3.1", rule);
    for chapter in &book.chapters {
        for node in chapter.named("th") {
            let scope = node
                .attribute("scope")
                .is_some_and(|it| ["row", "col", "rowgroup", "colgroup"].contains(&it));
            finding.check(scope, || format!("{}: a head has no scope", chapter.place(node)));
        }
    }
    finding.counted("head", "heads")
}

/// What the types of EPUB are called as roles (EPUB Type to ARIA Role Authoring Guide 1.1).
const ROLES: &[(&str, &str)] = &[
    ("noteref", "doc-noteref"),
    ("footnote", "doc-footnote"),
    ("pagebreak", "doc-pagebreak"),
    ("backlink", "doc-backlink"),
];

fn roles(book: &EpubFile) -> Criterion {
    let rule = "Notes, their references and page marks have the roles that screen readers know.";
    let mut finding = Finding::new("roles", "EPUB 3.3, 6.1.3; DPUB-ARIA 1.1", rule);
    for chapter in &book.chapters {
        for node in chapter.elements() {
            for (kind, role) in ROLES.iter().filter(|(kind, _)| is_of_type(node, kind)) {
                // Within the landmarks, types say where links lead.
                if node.ancestors().skip(1).any(|around| is_of_type(around, "landmarks")) {
                    continue;
                }
                let named = has_role(node, role);
                finding.check(named, || format!("{}: a {kind} has not the role {role}", chapter.place(node)));
            }
        }
    }
    finding.counted("type", "types")
}

fn ids(book: &EpubFile) -> Criterion {
    let mut finding =
        Finding::new("ids-unique", "HTML, 3.2.6", "No two elements of a page have the same id.");
    for chapter in &book.chapters {
        let mut seen = BTreeMap::new();
        for node in chapter.elements() {
            let Some(id) = node.attribute("id") else { continue };
            let before = seen.insert(id, node);
            finding.check(before.is_none() && !id.is_empty(), || {
                format!("{}: the id {} is there already", chapter.place(node), quoted(id))
            });
        }
    }
    finding.counted("id", "ids")
}
