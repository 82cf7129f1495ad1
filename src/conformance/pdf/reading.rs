//! A written PDF as a reading: its structure tree in the order in which it is read aloud.

use super::PdfFile;
use super::labels::labels;
use super::leads::names;
use super::objects::Key;
use super::outline;
use super::seen::Content;
use super::tree::Kid;
use crate::conformance::reading::{Anchor, Builder, Position, Reading, Target};
use lopdf::{Dictionary, Object};
use std::collections::BTreeMap;

/// Reads the file.
pub(super) fn read(book: &PdfFile, content: &Content) -> Reading {
    let labels = labels(book.file, book.catalog, book.pages.list.len());
    let mut reader = Reader {
        book,
        content,
        labels: &labels,
        builder: Builder::default(),
        last: 0,
        captions: None,
        apart: 0,
        links: links(book),
    };
    reader.tree();
    let mut reading = reader.builder.reading;
    reading.contents = outline::entries(book.file, book.catalog);
    reading.anchors = anchors(book, &labels);
    reading.identifiers = book.xmp.identifier.iter().cloned().collect();
    reading.run = book.xmp.instance.clone();
    if book.tree.elements.is_empty() {
        reading
            .unread
            .push("the PDF is not tagged: its sections, text, notes, images and links cannot be told".into());
    }
    if content.spoken.is_cut() {
        reading.unread.push("the PDF says more than any book: the rest was not read".into());
    }
    reading.labels = labels;
    reading
}

struct Reader<'r, 'a> {
    book: &'r PdfFile<'a>,
    content: &'r Content<'a>,
    labels: &'r [String],
    builder: Builder,
    /// The number of the page that was begun last.
    last: usize,
    /// A page that captions begin, which may stand at the head of a page behind text of the page before,
    /// and where they do.
    captions: Option<(usize, Position)>,
    /// How many elements are open whose text may stand on any page: figures, captions, notes.
    apart: usize,
    links: BTreeMap<Key, &'a Dictionary>,
}

/// What is to be done next.
enum Step {
    Element(usize),
    Mark(Key, i64),
    Leave(usize),
}

impl Reader<'_, '_> {
    /// By a list of its own, since foreign trees may be deeper than the stack.
    fn tree(&mut self) {
        let tree = self.book.tree;
        let tops: Vec<usize> = (0..tree.elements.len()).filter(|&number| self.is_top(number)).collect();
        let made = self.made_by_the_writer(&tops);
        let mut steps: Vec<Step> =
            tops.into_iter().filter(|top| !made.contains(top)).rev().map(Step::Element).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Mark(stream, mark) => self.mark(stream, mark),
                Step::Leave(number) => self.leave(number),
                Step::Element(number) => {
                    if self.enter(number) {
                        steps.push(Step::Leave(number));
                        let kids = tree.get(number).map_or(&[][..], |element| &element.kids);
                        steps.extend(kids.iter().rev().filter_map(|kid| match kid {
                            Kid::Element(kid) => Some(Step::Element(*kid)),
                            Kid::Mark(stream, mark) => Some(Step::Mark(*stream, *mark)),
                            Kid::Object(_) => None,
                        }));
                    }
                }
            }
        }
    }

    /// Whether an element is a part of the book: it stands in the root, or in the one `Document`.
    fn is_top(&self, number: usize) -> bool {
        let is_document = |number: usize| self.book.tree.kind(number) == "Document";
        match self.book.tree.get(number).and_then(|element| element.parent) {
            None => !is_document(number),
            Some(parent) => {
                is_document(parent)
                    && self.book.tree.get(parent).is_some_and(|document| document.parent.is_none())
            }
        }
    }

    /// The title page, which is a part without headings before all others, and the contents: of these an
    /// e-book has its own.
    fn made_by_the_writer(&self, tops: &[usize]) -> Vec<usize> {
        let holds = |top: usize, wanted: &dyn Fn(usize) -> bool| {
            self.book.tree.within(top).any(|(number, _)| wanted(number))
        };
        let is_heading = |number: usize| self.heading(number).is_some();
        let is_contents = |number: usize| self.book.tree.kind(number) == "TOC";
        let made = tops.iter().enumerate().filter(|(index, top)| {
            let titles = *index == 0 && tops.len() > 1 && self.book.tree.kind(**top) == "Sect";
            holds(**top, &is_contents) || titles && !holds(**top, &is_heading)
        });
        made.map(|(_, top)| *top).collect()
    }

    fn heading(&self, number: usize) -> Option<usize> {
        let element = self.book.tree.get(number)?;
        match (element.kind(), element.role.level) {
            ("Title", _) => Some(1),
            (_, Some(level)) => usize::try_from(level).ok(),
            ("H", None) => Some(
                self.book
                    .tree
                    .ancestors(number)
                    .filter(|&around| self.book.tree.kind(around) == "Sect")
                    .count()
                    .max(1),
            ),
            _ => None,
        }
    }

    /// An element begins. Gives whether what it holds is read.
    fn enter(&mut self, number: usize) -> bool {
        let (book, kind) = (self.book, self.book.tree.kind(number));
        let Some(element) = book.tree.get(number) else { return false };
        if let Some(said) = self.instead(number) {
            self.builder.say(&said);
            return false;
        }
        if let Some(level) = self.heading(number) {
            self.builder.begin_section(level, self.place(number));
        }
        match kind {
            "Figure" => {
                let words = book.file.text(element.dictionary, "Alt");
                let words = words.or_else(|| book.file.text(element.dictionary, "ActualText"));
                self.builder.image(words.unwrap_or_default());
                self.apart += 1;
                return true;
            }
            "Formula" => {
                let words = book.file.text(element.dictionary, "ActualText");
                let words = words.or_else(|| book.file.text(element.dictionary, "Alt"));
                self.builder.formula(words.unwrap_or_default());
                return false;
            }
            "TOC" | "Artifact" => return false,
            "Lbl" if self.is_made_label(number) => return false,
            "Note" | "FENote" => {
                self.apart += 1;
                self.builder.begin_note();
            }
            "Caption" => self.apart += 1,
            "Link" if !self.is_call(number) => {
                let target = self.target(number);
                self.builder.begin_link(target);
            }
            _ => {}
        }
        if !is_inline(kind) {
            self.builder.say(" ");
        }
        if let Some(text) = book.file.text(element.dictionary, "ActualText") {
            self.builder.say(&text);
            self.leave(number);
            return false;
        }
        true
    }

    /// What an element is to an e-book that names itself as of print alone by its title: nothing where it
    /// shows the address of a link, and of a call that is numbered among those its own number.
    fn instead(&self, number: usize) -> Option<String> {
        let element = self.book.tree.get(number)?;
        let title = || self.book.file.text(element.dictionary, "T");
        match element.kind() {
            "Note" | "FENote" | "Reference" | "Span" => {
                let title = title().filter(|title| !title.is_empty())?;
                let is_number = title.bytes().all(|byte| byte.is_ascii_digit());
                match title.as_str() {
                    "address" => Some(String::new()),
                    _ => (element.kind() == "Reference" && is_number).then_some(title),
                }
            }
            _ => None,
        }
    }

    fn leave(&mut self, number: usize) {
        let kind = self.book.tree.kind(number);
        if !is_inline(kind) {
            self.builder.say(" ");
        }
        if self.heading(number).is_some() {
            self.builder.end_heading();
        }
        match kind {
            "Figure" | "Caption" => self.apart = self.apart.saturating_sub(1),
            "Note" | "FENote" => {
                self.apart = self.apart.saturating_sub(1);
                self.builder.end_note();
            }
            "Link" if !self.is_call(number) => self.builder.end_link(),
            _ => {}
        }
    }

    fn mark(&mut self, stream: Key, mark: i64) {
        self.turn(stream);
        let in_figure = self.book.tree.marks.get(&(stream, mark)).and_then(|owners| owners.first());
        if in_figure.is_some_and(|&owner| self.book.tree.kind(owner) == "Figure") {
            return;
        }
        let text = self.content.spoken.of(stream, mark);
        self.builder.say(text);
    }

    /// The page of a stream begins, if it was not begun.
    fn turn(&mut self, stream: Key) {
        let Some(&page) = self.book.pages.numbers.get(&stream).filter(|page| **page > self.last) else {
            return;
        };
        let here = self.builder.position();
        if self.apart > 0 {
            if self.captions.is_none_or(|(begun, _)| begun != page) {
                self.captions = Some((page, here));
            }
            return;
        }
        self.last = page;
        let label = self.labels.get(page - 1).cloned().unwrap_or_default();
        let captions = self.captions.take().filter(|(begun, _)| *begun == page);
        self.builder.turn(label, captions.map(|(_, at)| at));
    }

    fn place(&self, number: usize) -> String {
        let page =
            self.book.tree.first_mark(number).and_then(|(stream, _)| self.book.pages.numbers.get(&stream));
        let label = page.and_then(|page| self.labels.get(page - 1)).filter(|label| !label.is_empty());
        match (label, page) {
            (Some(label), _) => format!("page {label}"),
            (None, Some(page)) => format!("page {page} of the file"),
            (None, None) => "no page".to_owned(),
        }
    }

    /// Whether a label is made by the list or the note that it belongs to; that of an e-book is no text.
    fn is_made_label(&self, number: usize) -> bool {
        let tree = self.book.tree;
        let around = tree
            .ancestors(number)
            .find(|&around| matches!(tree.kind(around), "L" | "Note" | "FENote" | "P" | "Caption"));
        match around.map(|around| (around, tree.kind(around))) {
            Some((list, "L")) => {
                let numbering = self.book.attribute(list, "List", "ListNumbering");
                // Labels are terms, which the manuscript writes: PDF 2.0 has a word for such lists (ISO 32000-2,
                // 14.8.5.5), and PDF 1.7 none.
                let is_of_terms = |name: &[u8]| matches!(name, b"None" | b"Description");
                numbering.and_then(|name| name.as_name().ok()).is_some_and(|name| !is_of_terms(name))
            }
            Some((_, "Note" | "FENote")) => true,
            _ => false,
        }
    }

    /// Whether a link calls a note.
    fn is_call(&self, number: usize) -> bool {
        let tree = self.book.tree;
        let mut near = tree.ancestors(number).take(2);
        near.any(|around| tree.kind(around) == "Reference")
    }

    fn target(&self, number: usize) -> Target {
        let file = self.book.file;
        let objects = self.book.tree.within(number).flat_map(|(_, element)| &element.kids);
        let mut annotations = objects.filter_map(|kid| match kid {
            Kid::Object(key) => self.links.get(key).copied(),
            _ => None,
        });
        let Some(annotation) = annotations.next() else { return Target::Unnamed };
        let action = file.dictionary(annotation, "A");
        if let Some(address) = action.and_then(|action| file.text(action, "URI")) {
            return Target::Address(address);
        }
        let destination = file.get(annotation, "Dest");
        let destination = destination.or_else(|| action.and_then(|action| file.get(action, "D")));
        match destination {
            Some(Object::String(name, _) | Object::Name(name)) => {
                Target::Anchor(super::objects::decode(name))
            }
            _ => Target::Unnamed,
        }
    }
}

fn is_inline(kind: &str) -> bool {
    matches!(
        kind,
        "Span"
            | "Link"
            | "Reference"
            | "Code"
            | "Em"
            | "Strong"
            | "Quote"
            | "Sub"
            | "Annot"
            | "Ruby"
            | "RB"
            | "RT"
            | "RP"
            | "NonStruct"
            | "BibEntry"
            | ""
    )
}

/// The annotations that are links, by their keys.
fn links<'a>(book: &PdfFile<'a>) -> BTreeMap<Key, &'a Dictionary> {
    let annotations = book.pages.list.iter().flat_map(|page| &page.annotations);
    annotations.filter(|it| it.subtype == "Link").map(|it| (it.key, it.dictionary)).collect()
}

/// Names, with the pages that they lead to.
fn anchors(book: &PdfFile, labels: &[String]) -> BTreeMap<String, Anchor> {
    let page = |object: &Object| {
        let array = match book.file.resolve(object)? {
            Object::Dictionary(holder) => book.file.get(holder, "D")?,
            other => other,
        };
        let key = book.file.key(array.as_array().ok()?.first()?);
        let number = *book.pages.numbers.get(&key)?;
        labels.get(number - 1).cloned()
    };
    let named = names(book.file, book.catalog).into_iter();
    named
        .filter_map(|(name, object)| Some((super::objects::decode(name), Anchor::OnPage(page(object)?))))
        .collect()
}
