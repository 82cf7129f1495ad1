//! A written EPUB, read back: the text of its chapters and the page marks within it.

use super::words;
use bifolio::document::{Delimiter, Digits, Figures, Numbers};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

const EPUB: &str = "http://www.idpf.org/2007/ops";

/// The text of all chapters in the order of the spine, with list markers as the pages have them.
#[derive(Default)]
pub struct Reading {
    pub text: String,
    /// The label of each page mark, and where in `text` it stands.
    pub marks: Vec<(String, usize)>,
    /// Where in `text` the words end of what is named by its content, by where they begin: a page that
    /// begins among them is marked before them.
    pub names: BTreeMap<usize, usize>,
    /// The head of the table that a page begins within, which print repeats there.
    pub heads: BTreeMap<String, String>,
    head: Option<String>,
    /// Where in `text` each note is called first, and its id.
    calls: Vec<(usize, String)>,
    /// The notes, read for themselves.
    notes: BTreeMap<String, Reading>,
    /// The entries of the contents at all depths.
    pub contents: Vec<String>,
    /// The labels of the page list.
    pub page_list: Vec<String>,
    lists: Vec<Option<Numbers>>,
}

/// Every file of a book in memory, by its name beneath `OEBPS/`.
pub fn files(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("an EPUB is a ZIP file");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let file = |name: String| {
        let mut bytes = Vec::new();
        archive.by_name(&name).expect("the entry is there").read_to_end(&mut bytes).expect("it is whole");
        (name.strip_prefix("OEBPS/").unwrap_or(&name).to_owned(), bytes)
    };
    names.into_iter().map(file).collect()
}

/// Visits the text of each chapter in the order of the spine; gives the navigation.
pub fn chapters(path: &Path, mut visit: impl FnMut(&str)) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).expect("the book is there"))
        .expect("an EPUB is a ZIP file");
    let mut entry = |name: &str| {
        let mut text = String::new();
        let path = format!("OEBPS/{name}");
        archive.by_name(&path).expect("the entry is there").read_to_string(&mut text).expect("it is UTF-8");
        text
    };
    let package = entry("content.opf");
    let package = parse(&package);
    let nodes = || package.descendants();
    for itemref in nodes().filter(|node| node.has_tag_name_local("itemref")) {
        let id = itemref.attribute("idref");
        let item = nodes().find(|node| node.has_tag_name_local("item") && node.attribute("id") == id);
        let href = item.and_then(|item| item.attribute("href")).expect("the spine names an item");
        if href.starts_with("chapter") {
            visit(&entry(href));
        }
    }
    entry("nav.xhtml")
}

pub fn read(path: &Path) -> Reading {
    let mut reading = Reading::default();
    let navigation = chapters(path, |text| {
        let chapter = parse(text);
        reading.read_notes(&chapter);
        reading.walk(chapter.root_element());
    });
    reading.navigation(&parse(&navigation));
    reading
}

fn parse(text: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).expect("it is well-formed XML")
}

trait Local {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl Local for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}

fn text_of(node: Node) -> String {
    words(&node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect::<String>())
}

impl Reading {
    /// The notes of a chapter, by id: in the text they stand aside.
    fn read_notes(&mut self, chapter: &Document) {
        let notes = chapter.descendants().filter(|node| node.attribute("role") == Some("doc-footnote"));
        for note in notes {
            let mut own = Reading::default();
            note.children().for_each(|child| own.walk(child));
            let id = note.attribute("id").expect("a note has an id");
            self.notes.insert(id.to_string(), own);
        }
    }

    /// The words of the notes that a stretch of the text is the first to call, as the foot of a page
    /// has them: a note that another calls follows it.
    pub fn notes_called_in(&self, stretch: Range<usize>) -> String {
        let called = self.calls.iter().filter(|(at, _)| stretch.contains(at));
        called.map(|(_, id)| self.note(id)).collect()
    }

    fn note(&self, id: &str) -> String {
        let note = &self.notes[id];
        note.text.clone() + &note.calls.iter().map(|(_, inner)| self.note(inner)).collect::<String>()
    }

    fn walk(&mut self, node: Node) {
        if node.attribute("role") == Some("doc-footnote") {
            return;
        }
        // The first call of a note carries the id that the note leads back to.
        if node.attribute("role") == Some("doc-noteref") && node.attribute("id").is_some() {
            let target = node.attribute("href").expect("a call leads to its note").trim_start_matches('#');
            self.calls.push((self.text.len(), target.to_string()));
        }
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            self.text.push_str(&words(text));
            return;
        }
        if node.attribute((EPUB, "type")) == Some("pagebreak") {
            let label = node.attribute("aria-label").expect("a page mark has a label");
            self.marks.push((label.to_string(), self.text.len()));
            self.heads.extend(self.head.clone().map(|head| (label.to_string(), head)));
        }
        match node.tag_name().name() {
            "head" => return,
            // A formula is its source in the text of both editions.
            "math" => {
                let source = node.attribute("alttext").expect("a formula has its source");
                self.text.push_str(&words(source));
                return;
            }
            "ol" => {
                self.lists.push(Some(numbers(node)));
            }
            "ul" => self.lists.push(None),
            "tbody" | "tfoot" => {
                let head = node.parent().and_then(|table| table.first_element_child());
                self.head = head.filter(|head| head.has_tag_name_local("thead")).map(text_of);
            }
            // A break is drawn as three asterisks on the page.
            "hr" => self.text.push_str("***"),
            // A task has its box, which stands in the text.
            "li" if node.attribute("class") == Some("task") => {}
            "li" => self.marker(),
            _ => {}
        }
        let start = self.text.len();
        node.children().for_each(|child| self.walk(child));
        match node.tag_name().name() {
            "a" | "dfn" | "figcaption" | "summary" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.names.insert(start, self.text.len());
            }
            "ol" | "ul" => drop(self.lists.pop()),
            "tbody" | "tfoot" => self.head = None,
            _ => {}
        }
        // The number of a note is a link back to its call; on the page it is a label.
        if node.attribute("role") == Some("doc-backlink") {
            self.text.push('.');
        }
    }

    fn marker(&mut self) {
        let depth = self.lists.len().saturating_sub(1);
        let marker = match self.lists.last_mut() {
            Some(Some(numbers)) => {
                numbers.first += 1;
                Numbers { first: numbers.first - 1, ..*numbers }.label(0, Digits::Latin)
            }
            _ => ["•", "–", "◦"][depth % 3].to_string(),
        };
        self.text.push_str(&marker);
    }

    fn navigation(&mut self, document: &Document) {
        for nav in document.descendants().filter(|node| node.has_tag_name_local("nav")) {
            let links = nav.descendants().filter(|node| node.has_tag_name_local("a"));
            let words = links.map(|link| {
                link.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect::<String>()
            });
            match nav.attribute((EPUB, "type")) {
                Some("toc") => self.contents.extend(words),
                Some("page-list") => self.page_list.extend(words),
                _ => {}
            }
        }
    }
}

/// How a list is numbered, by its attributes and by what our style says of its classes.
fn numbers(list: Node<'_, '_>) -> Numbers {
    let has_class =
        |name| list.attribute("class").is_some_and(|classes| classes.split(' ').any(|it| it == name));
    let reversed = list.has_attribute("reversed");
    let items = list.children().filter(|child| child.has_tag_name_local("li")).count();
    let implied = if reversed { items as i64 } else { 1 };
    Numbers {
        first: list.attribute("start").map_or(implied, |start| start.parse().expect("a number")),
        reversed,
        figures: match list.attribute("type") {
            Some("a") => Figures::LowerLatin,
            Some("A") => Figures::UpperLatin,
            Some("i") => Figures::LowerRoman,
            Some("I") => Figures::UpperRoman,
            _ => Figures::Decimal,
        },
        delimiter: match () {
            () if has_class("parenthesis") => Delimiter::Parenthesis,
            () if has_class("parentheses") => Delimiter::Parentheses,
            () => Delimiter::Period,
        },
    }
}
