//! A written EPUB as a reading: its pages in the order of the spine.

use super::EpubFile;
use super::chapters::{Chapter, has_role, is_mark, is_of_type, words};
use super::navigation;
use super::path::{is_remote, place};
use crate::conformance::reading::{Anchor, Builder, Reading, Target};
use roxmltree::Node;
use std::collections::BTreeMap;

/// What a page is that the print edition makes for itself.
const MADE: &[&str] = &["titlepage", "cover", "toc", "loi", "lot", "landmarks", "page-list"];

/// Reads the book.
pub(super) fn read(book: &EpubFile) -> Reading {
    let pages: BTreeMap<&str, &Chapter> = book.chapters.iter().map(|it| (it.path.as_str(), it)).collect();
    let navigation_path = book.package.navigation().map(|item| item.path.as_str());
    let mut reader = Reader { builder: Builder::default(), anchors: BTreeMap::new(), page: None };
    let order = book.package.order();
    for page in order.iter().filter(|path| Some(**path) != navigation_path) {
        if let Some(chapter) = pages.get(page).filter(|chapter| !is_made(chapter)) {
            reader.page = Some(*chapter);
            reader.walk(chapter.tree.root_element());
        }
    }
    let Reader { builder, anchors, .. } = reader;
    let mut reading = builder.reading;
    reading.anchors = anchors;
    reading.contents = navigation::contents(book);
    reading.labels = navigation::pages(book);
    let sources = ["pageBreakSource", "dc:source"];
    reading.identifiers = sources.iter().flat_map(|name| book.package.values(name)).cloned().collect();
    reading.run = book.package.values("dcterms:isFormatOf").first().cloned();
    for (path, reason) in &book.unread {
        reading.unread.push(format!("{path} of the EPUB cannot be read: {reason}"));
    }
    reading
}

/// Whether a page is of a kind that the print edition makes for itself.
fn is_made(chapter: &Chapter) -> bool {
    let body = chapter.named("body").next();
    let first = body.and_then(|body| body.children().find(Node::is_element));
    let made = |node: Node| MADE.iter().any(|kind| is_of_type(node, kind));
    body.is_some_and(made) || first.is_some_and(made)
}

struct Reader<'r, 'a> {
    builder: Builder,
    anchors: BTreeMap<String, Anchor>,
    page: Option<&'r Chapter<'a>>,
}

impl Reader<'_, '_> {
    /// A node with all that it holds. Pages are nested no deeper than `DEPTH`.
    fn walk(&mut self, node: Node) {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            return self.builder.say(text);
        }
        if !node.is_element() {
            return node.children().for_each(|child| self.walk(child));
        }
        let name = node.tag_name().name();
        if is_mark(node) {
            return self.turn(node);
        }
        if matches!(name, "head" | "script" | "style" | "rp") || has_role(node, "doc-backlink") {
            return;
        }
        let level = heading(name);
        if let Some(level) = level {
            let place = self.page.map(|page| page.place(node)).unwrap_or_default();
            self.builder.begin_section(level, place);
            self.name_section(node);
        }
        self.name(node);
        match name {
            "img" => return self.image(node.attribute("alt").unwrap_or_default(), node),
            "math" => {
                return self
                    .builder
                    .formula(node.attribute("alttext").map_or_else(|| words(node), str::to_owned));
            }
            "svg" => return self.image(&drawing(node), node),
            // The box of a task is the label of its item, as numbers of lists are, and no text.
            _ if has_role(node, "img") && is_first_of_item(node) => {}
            _ if has_role(node, "img") && words(node).trim().is_empty() => {
                self.image(node.attribute("aria-label").unwrap_or_default(), node);
            }
            _ => self.block(node, name),
        }
        if level.is_some() {
            self.builder.end_heading();
        }
    }

    /// An element whose content is read.
    fn block(&mut self, node: Node, name: &str) {
        let inline = is_inline(name);
        let note = name == "aside" && (has_role(node, "doc-footnote") || has_role(node, "doc-endnote"))
            || is_of_type(node, "footnote")
            || is_of_type(node, "endnote");
        if note {
            self.builder.begin_note();
        }
        let target = self.target(node, name);
        let is_link = target.is_some();
        if let Some(target) = target {
            self.builder.begin_link(target);
        }
        if !inline {
            self.builder.say(" ");
        }
        node.children().for_each(|child| self.walk(child));
        if !inline {
            self.builder.say(" ");
        }
        if is_link {
            self.builder.end_link();
        }
        if note {
            self.builder.end_note();
        }
    }

    /// The place that a link leads to; `None` for what is no link, or the call of a note.
    fn target(&self, node: Node, name: &str) -> Option<Target> {
        let address = node.attribute("href").filter(|_| name == "a")?;
        if has_role(node, "doc-noteref") || is_of_type(node, "noteref") {
            return None;
        }
        if is_remote(address) {
            return Some(Target::Address(address.to_owned()));
        }
        let from = self.page.map_or("", |page| page.path.as_str());
        let target = place(from, address);
        Some(target.and_then(|target| target.fragment).map_or(Target::Unnamed, Target::Anchor))
    }

    fn image(&mut self, words: &str, node: Node) {
        // What only decorates is none.
        if !has_role(node, "presentation") && !has_role(node, "none") {
            self.builder.image(words.to_owned());
        }
    }

    fn turn(&mut self, node: Node) {
        let label = node.attribute("aria-label").or(node.attribute("title"));
        let label = label.map_or_else(|| words(node), str::to_owned);
        self.builder.turn(label.trim().to_owned(), None);
    }

    /// An element's name.
    fn name(&mut self, node: Node) {
        if let Some(id) = node.attribute("id") {
            let at = self.builder.position();
            self.anchors.insert(id.to_owned(), Anchor::At(at));
        }
    }

    /// The names of the section that begins with a heading: its own, and that of the section around,
    /// where it is the first in it.
    fn name_section(&mut self, heading: Node) {
        let around = heading.parent_element().filter(|around| around.tag_name().name() == "section");
        let is_first = |around: &Node| {
            let before = around.children().filter(|child| child.is_element() && !is_mark(*child));
            before.into_iter().next() == Some(heading)
        };
        let names = [Some(heading), around.filter(is_first)]
            .into_iter()
            .flatten()
            .filter_map(|node| node.attribute("id"));
        let names: Vec<String> = names.map(str::to_owned).collect();
        let at = self.builder.position();
        for name in &names {
            self.anchors.insert(name.clone(), Anchor::At(at));
        }
        self.builder.section().names = names;
    }
}

fn heading(name: &str) -> Option<usize> {
    ["h1", "h2", "h3", "h4", "h5", "h6"].iter().position(|heading| *heading == name).map(|level| level + 1)
}

/// Whether nothing stands before an element in the item of a list.
fn is_first_of_item(node: Node) -> bool {
    let mut around = node;
    while around.prev_sibling().is_none_or(|before| before.is_text() && words(before).trim().is_empty()) {
        match around.parent() {
            Some(parent) if parent.tag_name().name() == "li" => return true,
            Some(parent) if parent.is_element() => around = parent,
            _ => return false,
        }
    }
    false
}

/// What a drawing says of itself.
fn drawing(node: Node) -> String {
    let label = node.attribute("aria-label").map(str::to_owned);
    let title = || node.children().find(|child| child.tag_name().name() == "title").map(words);
    label.or_else(title).unwrap_or_default()
}

/// Elements of HTML that stand among words (HTML, 4.5 and what else is phrasing content).
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "ruby"
            | "rb"
            | "rt"
            | "rtc"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
            | "img"
    )
}
