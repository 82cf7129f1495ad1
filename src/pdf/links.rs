//! Link annotations: printpdf places them, the pass over its document completes them.

use super::destinations::{Ends, place};
use super::objects::text_string;
use super::tags::{LinkOwner, Plan};
use crate::document::{BlockId, Document, Note, NoteId, Target, Title, text};
use crate::layout::page::{End, Page, PageItem, PagedDocument, Part, Placed};
use crate::length::Size;
use lopdf::{Dictionary, Object, dictionary};
use printpdf::{Actions, BorderArray, ColorArray, LinkAnnotation, Op, Pt, Rect};
use std::collections::BTreeMap;
use std::fmt::Write;

/// An area that leads somewhere.
#[derive(Debug)]
pub struct Link<'p> {
    /// What it lies over.
    pub part: &'p Part,
    rect: Rect,
    action: Action,
    /// For screen readers.
    description: String,
}

#[derive(Debug)]
enum Action {
    Uri(String),
    /// A place with a name, and the block that stands there.
    Named(String, BlockId),
    Block(BlockId),
}

/// The links of every page. Links to what stands on no page lead nowhere and are left out.
pub fn collect<'p>(document: &Document, paged: &'p PagedDocument) -> Vec<Vec<Link<'p>>> {
    let ends = Known {
        document,
        paged,
        titles: document.walk().map(|section| (section.anchor.as_str(), &section.title)).collect(),
        notes: document.notes.iter().map(|note| (note.id, note)).collect(),
    };
    let link = |page: &Page, placed: &'p Placed| {
        let PageItem::Link(end, size) = &placed.item else { return None };
        let (action, description) = match end {
            End::Target(target, title) => {
                let (action, place) = ends.target(target)?;
                // What the EPUB has as its title.
                let title = title.clone().filter(|title| !title.trim().is_empty());
                (action, title.unwrap_or(place))
            }
            End::Note(note) => ends.note(*note)?,
        };
        Some(Link { part: &placed.part, rect: rect(page, placed, *size), action, description })
    };
    let links = |page: &'p Page| page.items.iter().filter_map(|placed| link(page, placed)).collect();
    paged.pages.iter().map(links).collect()
}

/// What links can lead to, with what is said of it.
struct Known<'a> {
    document: &'a Document,
    paged: &'a PagedDocument,
    titles: BTreeMap<&'a str, &'a Title>,
    notes: BTreeMap<NoteId, &'a Note>,
}

impl Known<'_> {
    fn target(&self, target: &Target) -> Option<(Action, String)> {
        match target {
            Target::Outside(address) => Some((Action::Uri(encode(address)), address.clone())),
            Target::Inside(anchor) => {
                let block = *self.document.anchors.get(anchor)?;
                place(block, self.paged)?;
                let title = self.titles.get(anchor.as_str()).filter(|title| !title.is_blank());
                let description = title.map_or(anchor, |title| &title.plain).clone();
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
        let mut beginning: String = words.chars().take(BEGINNING).collect();
        if beginning.len() < words.len() {
            beginning.push('…');
        }
        Some((Action::Block(first.id), format!("{}. {}", note.number, beginning.trim())))
    }
}

/// How many characters of a note its call says.
const BEGINNING: usize = 120;

impl Link<'_> {
    /// The annotation as far as printpdf has words for it: a named destination it has not.
    pub fn annotation(&self) -> Op {
        let uri = match &self.action {
            Action::Uri(uri) => uri.clone(),
            Action::Named(..) | Action::Block(_) => String::new(),
        };
        let no_border = BorderArray::Solid([0.0; 3]);
        let link = LinkAnnotation::new(
            self.rect.clone(),
            Actions::uri(uri),
            Some(no_border),
            Some(ColorArray::Transparent),
            None,
        );
        Op::LinkAnnotation { link }
    }

    /// What it belongs to in the structure.
    pub fn owner(&self, plan: &Plan) -> LinkOwner {
        let target = match self.action {
            Action::Uri(_) => None,
            Action::Named(_, block) | Action::Block(block) => Some(block),
        };
        LinkOwner { owner: plan.link(self.part), target }
    }

    /// Completes the dictionary that printpdf made of `annotation`.
    pub fn complete(&self, annotation: &mut Dictionary, ends: &Ends) {
        let inside = match &self.action {
            Action::Uri(_) => None,
            Action::Named(anchor, block) => Some((text_string(anchor), *block)),
            Action::Block(block) => ends.on_page(*block).map(|page| (page, *block)),
        };
        if let Some((destination, block)) = inside {
            let mut action = dictionary! { "S" => "GoTo", "D" => destination };
            if let Some(element) = ends.in_structure(block) {
                action.set("SD", element);
            }
            annotation.set("A", action);
        }
        let border = [0, 0, 0].map(Object::Integer).to_vec();
        annotation.set("Border", border);
        // Bit 3: printed, which PDF/A wants of every annotation (ISO 19005-2, 6.3.2).
        annotation.set("F", 4);
        // PDF/UA wants it of every link (ISO 14289-1, 7.18.5).
        annotation.set("Contents", text_string(&self.description));
        annotation.remove(b"C");
    }
}

fn rect(page: &Page, placed: &Placed, size: Size) -> Rect {
    let pt = |points: f64| Pt(((points * 1000.0).round() / 1000.0) as f32);
    let bottom = page.size.height - placed.at.y - size.height;
    Rect::from_xywh(
        pt(placed.at.x.to_pt()),
        pt(bottom.to_pt()),
        pt(size.width.to_pt()),
        pt(size.height.to_pt()),
    )
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
