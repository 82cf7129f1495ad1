//! The text of a written PDF by its structure, as `pdfinfo -struct-text` reads it, and that of an
//! EPUB in the same form: words, in reading order.
//!
//! Left out on either side is what the other makes by itself or cannot hold: title page and
//! contents, the marks of lists and notes, formulas, images and what is drawn in them.

use super::{epub, pdf};
use roxmltree::{Document, Node, ParsingOptions};
use std::path::Path;
use std::process::Command;

/// The words of the print edition; `None` where pdfinfo is not installed.
pub fn of_pdf(path: &Path) -> Option<Vec<String>> {
    let path = pdf::without_drawings(path);
    let output = Command::new("pdfinfo").args([Path::new("-struct-text"), &path]).output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("pdfinfo writes UTF-8");
    let document = tree(&text);
    let mut out = String::new();
    for (index, element) in document.kids.iter().flat_map(|document| &document.kids).enumerate() {
        if index > 0 && !(index == 1 && element.holds("TOC")) {
            element.read(false, &mut out);
        }
    }
    Some(words(&out))
}

/// The words of the e-book's chapters in the order of the spine.
pub fn of_epub(path: &Path) -> Vec<String> {
    let mut out = String::new();
    epub::chapters(path, |chapter| {
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let chapter = Document::parse_with_options(chapter, options).expect("it is well-formed XML");
        read_node(chapter.root_element(), &mut out);
    });
    words(&out)
}

/// What hyphens and break opportunities leave of words; those of right-to-left scripts, the marks
/// beside which pdfinfo moves, are left out. A mark without a letter is shown upon a dotted circle, which pdfinfo
/// reads although the file says what stands for both.
fn words(text: &str) -> Vec<String> {
    let right_to_left = |c: char| ('\u{590}'..'\u{900}').contains(&c);
    let dropped = ['\u{25CC}', '\u{AD}', '\u{200B}', '\u{2060}', '\u{202B}', '\u{202C}'];
    let kept = text.split_whitespace().filter(|word| !word.contains(right_to_left));
    kept.map(|word| word.replace(dropped, "")).filter(|word| !word.is_empty()).collect()
}

/// An element as pdfinfo prints it.
#[derive(Default)]
struct Element {
    role: String,
    /// Its list has marks that the list makes.
    marked: bool,
    text: String,
    kids: Vec<Element>,
}

/// The elements by their indents, two spaces a level.
fn tree(text: &str) -> Element {
    let mut open = vec![(0, Element::default())];
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let depth = line.len() - line.trim_start().len() + 1;
        while open.len() > 1 && open.last().is_some_and(|(own, _)| *own >= depth) {
            close(&mut open);
        }
        let (line, (_, parent)) = (line.trim_start(), open.last_mut().expect("the root stays open"));
        if let Some(text) = line.strip_prefix('"') {
            let text = text.strip_suffix('"').expect("a text ends in a quotation mark");
            parent.kids.push(Element { text: text.to_owned(), ..Element::default() });
        } else if line.starts_with('/') {
            parent.marked |= line.contains("/ListNumbering") && !line.contains("/None");
        } else if !line.starts_with("Object ") {
            let role = line.split([' ', ':']).next().unwrap_or_default().to_owned();
            open.push((depth, Element { role, ..Element::default() }));
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|(_, root)| root).expect("the root stays open")
}

fn close(open: &mut Vec<(usize, Element)>) {
    let (_, element) = open.pop().expect("an element is open");
    open.last_mut().expect("the root stays open").1.kids.push(element);
}

impl Element {
    fn holds(&self, role: &str) -> bool {
        self.kids.iter().any(|kid| kid.role == role || kid.holds(role))
    }

    fn read(&self, in_marked_list: bool, out: &mut String) {
        let made = self.role == "Lbl" && in_marked_list;
        if made || self.role == "Formula" {
            return;
        }
        if self.role == "Figure" {
            let captions = self.kids.iter().filter(|kid| kid.role == "Caption");
            return captions.for_each(|caption| caption.read(false, out));
        }
        let inline = matches!(self.role.as_str(), "" | "Link" | "Code" | "Span" | "Reference");
        out.push_str(if inline { "" } else { " " });
        out.push_str(&self.text);
        let marked = match self.role.as_str() {
            "L" => self.marked,
            "Note" | "FENote" => true,
            "LI" => in_marked_list,
            _ => false,
        };
        self.kids.iter().for_each(|kid| kid.read(marked, out));
        out.push_str(if inline { "" } else { " " });
    }
}

fn read_node(node: Node, out: &mut String) {
    let role = node.attribute("role");
    if matches!(node.tag_name().name(), "head" | "math") || matches!(role, Some("doc-backlink" | "img")) {
        return;
    }
    if let Some(text) = node.text().filter(|_| node.is_text()) {
        return out.push_str(text);
    }
    let inline = [
        "a", "abbr", "bdi", "cite", "code", "del", "dfn", "em", "ins", "kbd", "mark", "samp", "small",
        "span", "strong", "sub", "sup", "time", "u", "var",
    ];
    let apart = !inline.contains(&node.tag_name().name());
    out.push_str(if apart { " " } else { "" });
    node.children().for_each(|child| read_node(child, out));
    out.push_str(if apart { " " } else { "" });
}
