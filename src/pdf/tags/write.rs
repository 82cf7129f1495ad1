//! The tree as objects: elements, the way back from the pages to them, and what versions of PDF
//! call them.

use super::elements::Elements;
use super::parents;
use super::tree::{Element, ElementId, Kid, Numbering, Role, Spans, Tree};
use crate::document::{Alignment, Figures, Scope};
use crate::length::{Length, Point, Size};
use crate::pdf::links::Annotations;
use crate::pdf::objects::text_string;
use crate::pdf::series::Objects;
use crate::pdf::syntax::{DictionaryWriter, Entries, Name, Text, Value};
use lopdf::{ObjectId, dictionary};
use std::collections::BTreeMap;
use std::io;

/// The pages as they are written already.
pub struct Pages<'p> {
    pub ids: &'p [ObjectId],
    pub heights: Vec<Length>,
    pub links: &'p Annotations,
    pub is_pdf_2: bool,
}

/// Writes the elements; the root of their tree.
pub fn write(objects: &mut Objects, tree: &Tree, elements: &Elements, pages: &Pages) -> io::Result<ObjectId> {
    let root = objects.pdf.new_object_id();
    let namespaces = pages.is_pdf_2.then(|| Namespaces::write(&mut objects.pdf));
    let writer =
        Writer { tree, pages, elements, namespaces: namespaces.as_ref(), notes: notes(tree, elements) };
    objects.write(elements.series, |index, dictionary| {
        writer.element(elements.order[index], root, dictionary);
    })?;
    let mut dictionary = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => vec![elements.object(Tree::DOCUMENT).unwrap_or_default().into()],
        "ParentTree" => parents::write(objects, tree, elements, pages)?,
        "ParentTreeNextKey" => pages.links.next_key(),
    };
    if let Some(namespaces) = &namespaces {
        dictionary.set("Namespaces", vec![namespaces.pdf_2.into(), namespaces.pdf_1.into()]);
    }
    objects.pdf.set_object(root, dictionary);
    Ok(root)
}

/// The notes, counted.
fn notes(tree: &Tree, elements: &Elements) -> BTreeMap<ElementId, usize> {
    let mut notes: Vec<ElementId> = elements.order.clone();
    notes.retain(|&id| tree.get(id).role == Role::Note);
    notes.sort_unstable();
    notes.into_iter().zip(1..).collect()
}

struct Namespaces {
    pdf_1: ObjectId,
    pdf_2: ObjectId,
}

impl Namespaces {
    /// ISO 32000-2, 14.8.6: what the newer namespace no longer holds is taken from the older.
    fn write(pdf: &mut lopdf::Document) -> Namespaces {
        let mut namespace =
            |name: &str| pdf.add_object(dictionary! { "Type" => "Namespace", "NS" => text_string(name) });
        Namespaces { pdf_1: namespace("http://iso.org/pdf/ssn"), pdf_2: namespace("http://iso.org/pdf2/ssn") }
    }
}

struct Writer<'w> {
    tree: &'w Tree,
    pages: &'w Pages<'w>,
    elements: &'w Elements,
    namespaces: Option<&'w Namespaces>,
    notes: BTreeMap<ElementId, usize>,
}

impl Writer<'_> {
    fn element(&self, id: ElementId, root: ObjectId, dictionary: &mut DictionaryWriter) {
        let element = self.tree.get(id);
        dictionary.set(
            "P",
            match element.role {
                Role::Document => root,
                _ => self.object(element.parent),
            },
        );
        match self.namespaces {
            None => dictionary.set("S", Name(name(element.role))),
            Some(namespaces) => {
                let (name, is_new) = name_in_pdf_2(element.role);
                dictionary.set("S", Name(name));
                dictionary.set("NS", if is_new { namespaces.pdf_2 } else { namespaces.pdf_1 });
                self.references(element, dictionary);
            }
        }
        self.kids(element, dictionary);
        if let Some(details) = &element.details {
            dictionary.set_some("Alt", details.alt.as_deref().map(Text));
            // ISO 32000-1, table 323.
            dictionary.set_some("T", details.title.as_deref().map(Text));
            // ISO 32000-1, 14.9.5.
            dictionary.set_some("E", details.expansion.as_deref().map(Text));
            dictionary.set_some("Lang", details.lang.as_deref().map(Text));
        }
        self.attributes(element, dictionary);
        // PDF/UA-1 tells notes apart by it (ISO 14289-1, 7.9).
        if let Some(number) = self.notes.get(&id) {
            dictionary.set("ID", Text(&format!("note-{number}")));
        }
    }

    /// The object of an element that the document holds.
    fn object(&self, id: ElementId) -> ObjectId {
        self.elements.object(id).unwrap_or_default()
    }

    /// What it refers to: from a line of the contents to its section, from a call to its note and
    /// back (ISO 14289-2, 8.2.5.8 and 8.2.5.14).
    fn references(&self, element: &Element, dictionary: &mut DictionaryWriter) {
        let refers_to = element.details.iter().flat_map(|details| &details.refers_to);
        let objects: Vec<ObjectId> = refers_to.map(|&id| self.elements.nearest(self.tree, id)).collect();
        if !objects.is_empty() {
            dictionary.set("Ref", objects);
        }
    }

    /// Marks of the element's own page are mere numbers (ISO 32000-1, 14.7.4.2).
    fn kids(&self, element: &Element, dictionary: &mut DictionaryWriter) {
        let own_page = element.kids.iter().find_map(|kid| match kid {
            Kid::Mark { page, .. } => Some(*page),
            _ => None,
        });
        let kids: Vec<_> =
            element.kids.iter().map(|kid| WrittenKid { kid, own_page, writer: self }).collect();
        dictionary.set_some("Pg", own_page.map(|page| self.page(page)));
        match kids.as_slice() {
            [] => {}
            [kid] => dictionary.set("K", kid),
            kids => dictionary.set("K", kids),
        }
    }

    fn page(&self, page: u32) -> ObjectId {
        self.pages.ids.get(page as usize).copied().unwrap_or_default()
    }

    fn attributes(&self, element: &Element, dictionary: &mut DictionaryWriter) {
        let owner = |attributes: &mut DictionaryWriter, owner| attributes.set("O", Name(owner));
        match element.role {
            Role::List(numbering) => dictionary.set(
                "A",
                Entries(|attributes| {
                    owner(attributes, "List");
                    attributes.set("ListNumbering", Name(self.numbering(numbering)));
                }),
            ),
            Role::HeadCell(scope, spans) => dictionary.set(
                "A",
                Entries(|attributes| {
                    owner(attributes, "Table");
                    set_spans(spans, attributes);
                    // PDF/UA-1 asks the scope of every head (7.5).
                    attributes.set("Scope", Name(if scope == Scope::Row { "Row" } else { "Column" }));
                }),
            ),
            Role::Cell(spans) if spans != Spans::ONE => dictionary.set(
                "A",
                Entries(|attributes| {
                    owner(attributes, "Table");
                    set_spans(spans, attributes);
                }),
            ),
            // Asked of what is an illustration (ISO 32000-1, 14.8.5.4.3).
            Role::Figure => dictionary.set_some(
                "A",
                self.bounds(element).map(|bounds| {
                    Entries(move |attributes: &mut DictionaryWriter| {
                        owner(attributes, "Layout");
                        attributes.set("BBox", bounds.as_slice());
                    })
                }),
            ),
            // What an element holds has it too (ISO 32000-1, table 343, TextAlign).
            Role::Division | Role::Aside => dictionary.set_some(
                "A",
                element.alignment.map(|alignment| {
                    Entries(move |attributes: &mut DictionaryWriter| {
                        owner(attributes, "Layout");
                        attributes.set("TextAlign", Name(name_of_alignment(alignment)));
                    })
                }),
            ),
            Role::Note if self.namespaces.is_some() => dictionary.set(
                "A",
                Entries(|attributes| {
                    owner(attributes, "FENote");
                    attributes.set("NoteType", Name("Footnote"));
                }),
            ),
            _ => {}
        }
    }

    /// Where a figure stands: left, bottom, right, top.
    fn bounds(&self, element: &Element) -> Option<[Length; 4]> {
        let (page, at, size) = element.details.as_ref()?.bounds?;
        let height = *self.pages.heights.get(page as usize)?;
        Some(rectangle(height, at, size))
    }

    /// PDF 1.7 has no word for a mark without a shape of its own, nor for terms. That it is said at
    /// all, PDF/UA-1 asks (7.6).
    fn numbering(&self, numbering: Numbering) -> &'static str {
        match (numbering, self.namespaces) {
            (Numbering::Numbers(figures), _) => match figures {
                Figures::Decimal => "Decimal",
                Figures::LowerLatin => "LowerAlpha",
                Figures::UpperLatin => "UpperAlpha",
                Figures::LowerRoman => "LowerRoman",
                Figures::UpperRoman => "UpperRoman",
            },
            (Numbering::Bullets, _) => "Disc",
            (Numbering::Terms, None) => "None",
            (Numbering::Terms, Some(_)) => "Description",
        }
    }
}

/// What an element holds, as its dictionary has it.
struct WrittenKid<'w> {
    kid: &'w Kid,
    own_page: Option<u32>,
    writer: &'w Writer<'w>,
}

impl Value for WrittenKid<'_> {
    fn spell(&self, out: &mut Vec<u8>) {
        let elsewhere = |page: u32| (Some(page) != self.own_page).then(|| self.writer.page(page));
        match *self.kid {
            Kid::Element(id) => self.writer.object(id).spell(out),
            Kid::Mark { page, number } if Some(page) == self.own_page => i64::from(number).spell(out),
            Kid::Mark { page, number } => DictionaryWriter::write(out, |mark| {
                mark.set("Type", Name("MCR"));
                mark.set("Pg", self.writer.page(page));
                mark.set("MCID", i64::from(number));
            }),
            Kid::Link { page, index } => DictionaryWriter::write(out, |reference| {
                reference.set("Type", Name("OBJR"));
                reference.set("Obj", self.writer.pages.links.id(page as usize, index as usize));
                reference.set_some("Pg", elsewhere(page));
            }),
        }
    }

    fn begins_like_a_word(&self) -> bool {
        match *self.kid {
            Kid::Element(_) => true,
            Kid::Mark { page, .. } => Some(page) == self.own_page,
            Kid::Link { .. } => false,
        }
    }
}

/// What a cell takes beyond its own place (ISO 32000-1, 14.8.5.7).
fn set_spans(spans: Spans, attributes: &mut DictionaryWriter) {
    for (name, count) in [("ColSpan", spans.columns), ("RowSpan", spans.rows)] {
        attributes.set_some(name, (count > 1).then_some(i64::from(count)));
    }
}

fn name_of_alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Start => "Start",
        Alignment::Centre => "Center",
        Alignment::End => "End",
    }
}

/// Left, bottom, right, top.
fn rectangle(height: Length, at: Point, size: Size) -> [Length; 4] {
    let top = height - at.y;
    [at.x, top - size.height, at.x + size.width, top]
}

/// The types of ISO 32000-1, 14.8.4.
pub fn name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Part => "Part",
        Role::Section => "Sect",
        Role::Division | Role::Float | Role::Aside => "Div",
        Role::Quote => "BlockQuote",
        Role::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1],
        Role::Paragraph => "P",
        Role::Caption => "Caption",
        Role::List(_) => "L",
        Role::Item => "LI",
        Role::Label => "Lbl",
        Role::ItemBody => "LBody",
        Role::Table => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::TableFoot => "TFoot",
        Role::Row => "TR",
        Role::HeadCell(..) => "TH",
        Role::Cell(_) => "TD",
        Role::Figure => "Figure",
        Role::Formula => "Formula",
        Role::Code => "Code",
        Role::Span => "Span",
        Role::Ruby => "Ruby",
        Role::RubyBase => "RB",
        Role::RubyText => "RT",
        Role::Link => "Link",
        Role::Reference => "Reference",
        Role::Note => "Note",
        Role::Contents => "TOC",
        Role::ContentsItem => "TOCI",
    }
}

/// The types of ISO 32000-2, 14.8.4, and whether they are of its own namespace.
fn name_in_pdf_2(role: Role) -> (&'static str, bool) {
    match role {
        Role::Note => ("FENote", true),
        Role::Aside | Role::Float => ("Aside", true),
        Role::Quote | Role::Code | Role::Reference | Role::Contents | Role::ContentsItem => {
            (name(role), false)
        }
        _ => (name(role), true),
    }
}
