//! Link annotations.

use super::destinations::{Ends, place};
use super::series::{Objects, Series};
use super::syntax::{DictionaryWriter, Entries, Name, Text};
use super::tags::{LinkOwner, Plan};
use crate::document::{BlockId, Document, Note, NoteId, Target, Title, text};
use crate::layout::page::{End, Page, PageItem, PagedDocument, Part, Placed};
use crate::length::{Length, Size};
use lopdf::ObjectId;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::sync::Arc;

/// An area that leads somewhere.
#[derive(Debug)]
pub struct Link {
    /// What it lies over.
    pub part: Part,
    /// Left, bottom, right, top.
    rect: [Length; 4],
    end: Arc<LinkEnd>,
}

/// Where links lead: one for all the lines that a link takes.
#[derive(Debug)]
struct LinkEnd {
    action: Action,
    /// For screen readers.
    description: String,
    /// Which of the actions that are objects of their own it is: those with addresses so long that not every line
    /// repeats them.
    apart: Option<usize>,
}

#[derive(Debug)]
enum Action {
    Uri(String),
    /// A place with a name, and the block that stands there.
    Named(String, BlockId),
    Block(BlockId),
}

/// The bytes of the longest address that each line of a link repeats. A thousand is more than those have that people
/// write, and less than a page's content.
const LONGEST_REPEATED: usize = 1_000;

/// The links of every page. Links to what stands on no page lead nowhere and are left out.
pub fn collect<'p>(document: &Document, paged: &'p PagedDocument) -> Vec<Vec<Link>> {
    let known = Known {
        document,
        paged,
        titles: document.walk().map(|section| (section.anchor.as_str(), &section.title)).collect(),
        notes: document.notes.iter().map(|note| (note.id, note)).collect(),
    };
    let mut met = Met::default();
    let mut link = |page: &Page, placed: &'p Placed| {
        let PageItem::Link(end, size) = &placed.item else { return None };
        let end = met.end(&known, end)?;
        Some(Link { part: placed.part.clone(), rect: rect(page, placed, *size), end })
    };
    let mut links = |page: &'p Page| page.items.iter().filter_map(|placed| link(page, placed)).collect();
    paged.pages.iter().map(&mut links).collect()
}

/// The ends that have been met.
#[derive(Default)]
struct Met<'p> {
    /// By what the lines of one link share, which is looked at once.
    ends: FxHashMap<*const End, Option<Arc<LinkEnd>>>,
    /// Those that are objects of their own, by what they are: links that say the same share one, whether they share
    /// anything on the pages or not.
    apart: FxHashMap<&'p End, Arc<LinkEnd>>,
}

impl<'p> Met<'p> {
    fn end(&mut self, known: &Known, end: &'p Arc<End>) -> Option<Arc<LinkEnd>> {
        let Met { ends, apart } = self;
        let found = ends.entry(Arc::as_ptr(end)).or_insert_with(|| {
            if let Some(same) = apart.get(&**end) {
                return Some(same.clone());
            }
            let (action, description) = known.end(end)?;
            let is_long = matches!(&action, Action::Uri(address) if address.len() > LONGEST_REPEATED);
            let own = Arc::new(LinkEnd { action, description, apart: is_long.then_some(apart.len()) });
            if is_long {
                apart.insert(end, own.clone());
            }
            Some(own)
        });
        found.clone()
    }
}

/// What links can lead to, with what is said of it.
struct Known<'a> {
    document: &'a Document,
    paged: &'a PagedDocument,
    titles: BTreeMap<&'a str, &'a Title>,
    notes: BTreeMap<NoteId, &'a Note>,
}

impl Known<'_> {
    fn end(&self, end: &End) -> Option<(Action, String)> {
        match end {
            End::Target(target, title) => {
                let (action, place) = self.target(target)?;
                // What the EPUB has as its title.
                let title = title.as_deref().filter(|title| !title.trim().is_empty());
                Some((action, title.map_or(place, |title| said(title, LONGEST_TITLE))))
            }
            End::Note(note) => self.note(*note),
        }
    }

    fn target(&self, target: &Target) -> Option<(Action, String)> {
        match target {
            Target::Outside(address) => Some((Action::Uri(encode(address)), said(address, LONGEST_TITLE))),
            Target::Inside(anchor) => {
                let block = *self.document.anchors.get(anchor)?;
                place(block, self.paged)?;
                let title = self.titles.get(anchor.as_str()).filter(|title| !title.is_blank());
                let description =
                    title.map_or_else(|| anchor.clone(), |title| said(&title.plain, LONGEST_TITLE));
                Some((Action::Named(anchor.clone(), block), description))
            }
            Target::Written(_) | Target::Nowhere => None,
        }
    }

    /// A listener hears how a note begins without going there.
    fn note(&self, id: NoteId) -> Option<(Action, String)> {
        let note = self.notes.get(&id)?;
        let first = note.blocks.first()?;
        place(first.id, self.paged)?;
        // What stands for an image among words cannot be said.
        let words = text::plain_text(first).replace(text::OBJECT, "");
        let beginning = said(&words, BEGINNING);
        Some((Action::Block(first.id), format!("{}. {}", note.number, beginning.trim())))
    }
}

/// How many characters of a note its call says.
const BEGINNING: usize = 120;

/// How many characters a link says of its title, its address or that of its section: each of the lines that the link
/// takes says them.
const LONGEST_TITLE: usize = 1_000;

/// The beginning of some words, with an ellipsis where it is not all of them.
fn said(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

impl Link {
    /// What it belongs to in the structure.
    pub fn owner(&self, plan: &Plan) -> LinkOwner {
        let target = match self.end.action {
            Action::Uri(_) => None,
            Action::Named(_, block) | Action::Block(block) => Some(block),
        };
        LinkOwner { owner: plan.link(&self.part), target }
    }

    fn annotation(&self, ends: &Ends, apart: Series, annotation: &mut DictionaryWriter) {
        let LinkEnd { action, description, .. } = &*self.end;
        annotation.set("Type", Name("Annot"));
        annotation.set("Subtype", Name("Link"));
        annotation.set("Rect", self.rect.as_slice());
        match self.end.apart {
            Some(index) => annotation.set("A", apart.id(index)),
            None => {
                annotation.set("A", Entries(|entries: &mut DictionaryWriter| action.entries(ends, entries)))
            }
        }
        annotation.set("Border", [0; 3].as_slice());
        // Bit 3: printed, which PDF/A wants of every annotation (ISO 19005-2, 6.3.2).
        annotation.set("F", 4);
        // PDF/UA wants it of every link (ISO 14289-1, 7.18.5).
        annotation.set("Contents", Text(description));
    }
}

impl Action {
    fn entries(&self, ends: &Ends, action: &mut DictionaryWriter) {
        let block = match self {
            Action::Uri(uri) => {
                action.set("S", Name("URI"));
                action.set("URI", Text(uri));
                return;
            }
            Action::Named(_, block) | Action::Block(block) => *block,
        };
        action.set("S", Name("GoTo"));
        match self {
            Action::Named(anchor, _) => action.set("D", Text(anchor)),
            _ => action.set_some("D", ends.on_page(block)),
        }
        action.set_some("SD", ends.in_structure(block));
    }
}

/// The objects of all annotations, those of one page behind those of the page before.
pub struct Annotations {
    series: Series,
    /// Actions that many of them have.
    apart: Series,
    /// By page: how many stand before its own; at the end, how many there are.
    before: Vec<usize>,
}

impl Annotations {
    /// Numbers the annotations of the links of every page.
    pub fn number(objects: &mut Objects, links: &[Vec<Link>]) -> Annotations {
        let mut before = vec![0];
        before.extend(links.iter().scan(0, |count, links| {
            *count += links.len();
            Some(*count)
        }));
        let series = objects.reserve(before.last().copied().unwrap_or(0));
        Annotations { series, apart: objects.reserve(apart(links).len()), before }
    }

    /// Writes them. Where the file is tagged, each says its key in the parent tree.
    pub fn write(
        &self,
        objects: &mut Objects,
        links: &[Vec<Link>],
        ends: &Ends,
        is_tagged: bool,
    ) -> io::Result<()> {
        let apart = apart(links);
        objects.write(self.apart, |index, action| apart[index].entries(ends, action))?;
        let links: Vec<&Link> = links.iter().flatten().collect();
        objects.write(self.series, |index, annotation| {
            links[index].annotation(ends, self.apart, annotation);
            annotation.set_some("StructParent", is_tagged.then(|| key(ends.pages.len(), index)));
        })
    }

    /// How many a page has.
    pub fn count(&self, page: usize) -> usize {
        self.before.get(page + 1).map_or(0, |next| next - self.before[page])
    }

    /// The object of one of those of a page.
    pub fn id(&self, page: usize, index: usize) -> ObjectId {
        self.series.id(self.before[page] + index)
    }

    /// The objects of those of a page.
    pub fn ids(&self, page: usize) -> impl Iterator<Item = ObjectId> {
        (0..self.count(page)).map(move |index| self.id(page, index))
    }

    /// The key of the first one of a page in the parent tree.
    pub fn key(&self, page: usize) -> i64 {
        key(self.before.len() - 1, self.before[page])
    }

    /// A key that neither a page nor an annotation has.
    pub fn next_key(&self) -> i64 {
        self.key(self.before.len() - 1)
    }
}

/// The actions that are objects of their own, in their order.
fn apart(links: &[Vec<Link>]) -> Vec<&Action> {
    let mut apart = Vec::new();
    for Link { end, .. } in links.iter().flatten() {
        // Each is met first in its turn.
        if end.apart == Some(apart.len()) {
            apart.push(&end.action);
        }
    }
    apart
}

/// The key of a page in the parent tree is its number; annotations follow behind the pages.
fn key(pages: usize, before: usize) -> i64 {
    (pages + before) as i64
}

fn rect(page: &Page, placed: &Placed, size: Size) -> [Length; 4] {
    let bottom = page.size.height - placed.at.y - size.height;
    [placed.at.x, bottom, placed.at.x + size.width, bottom + size.height]
}

/// An address as the ASCII that a URI action takes: what RFC 3986 does not allow is
/// percent-encoded, what is encoded already stays.
fn encode(address: &str) -> String {
    let mut uri = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => _ = write!(uri, "%{byte:02X}"),
            b'!'..=b'~' => uri.push(char::from(byte)),
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_ascii() {
        let cases = [
            ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
            ("https://example.org/a%20b", "https://example.org/a%20b"),
            ("https://example.org/ä b", "https://example.org/%C3%A4%20b"),
            ("https://example.org/{x}|\n", "https://example.org/%7Bx%7D%7C%0A"),
        ];
        for (address, expected) in cases {
            assert_eq!(encode(address), expected);
        }
    }
}
