//! The tree as objects: elements, the way back from the pages to them, and what versions of PDF
//! call them.

use super::tree::{Element, ElementId, Kid, Numbering, Role, Spans, Tree};
use crate::document::{Alignment, Figures, Scope};
use crate::length::{Point, Size};
use crate::pdf::objects::{points, text_string};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};
use std::collections::BTreeMap;

/// A leaf of the parent tree holds at most this many entries. For the same reason as with names
/// (`destinations.rs`).
const LEAF: usize = 64;

/// The pages as they are written already.
pub struct Pages<'p> {
    pub ids: &'p [ObjectId],
    pub heights: Vec<crate::length::Length>,
    /// The annotations of each page.
    pub links: &'p [Vec<ObjectId>],
    pub is_pdf_2: bool,
}

/// The objects of the elements that the document holds.
pub type Elements = BTreeMap<ElementId, ObjectId>;

/// The key of a page in the parent tree is its number; annotations follow behind the pages.
pub fn link_key(pages: usize, before: usize) -> i64 {
    (pages + before) as i64
}

/// Numbers the objects of all elements that the document holds.
pub fn number(pdf: &mut lopdf::Document, tree: &Tree) -> Elements {
    tree.walk().into_iter().map(|id| (id, pdf.new_object_id())).collect()
}

/// Writes the elements; the root of their tree.
pub fn write(pdf: &mut lopdf::Document, tree: &Tree, elements: &Elements, pages: &Pages) -> ObjectId {
    let root = pdf.new_object_id();
    let namespaces = pages.is_pdf_2.then(|| Namespaces::write(pdf));
    let writer = Writer { tree, pages, elements, namespaces: namespaces.as_ref() };
    let mut notes = 0;
    for (&id, &object) in elements {
        let element = tree.get(id);
        let mut dictionary = writer.element(element, root);
        // PDF/UA-1 tells notes apart by it (ISO 14289-1, 7.9).
        if element.role == Role::Note {
            notes += 1;
            let name = format!("note-{notes}").into_bytes();
            dictionary.set("ID", Object::String(name, StringFormat::Literal));
        }
        pdf.set_object(object, dictionary);
    }
    let mut dictionary = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => vec![elements[&Tree::DOCUMENT].into()],
        "ParentTree" => writer.parent_tree(pdf),
        "ParentTreeNextKey" => link_key(pages.ids.len(), pages.links.iter().map(Vec::len).sum()),
    };
    if let Some(namespaces) = &namespaces {
        dictionary.set("Namespaces", vec![namespaces.pdf_2.into(), namespaces.pdf_1.into()]);
    }
    pdf.set_object(root, dictionary);
    root
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
}

impl Writer<'_> {
    fn element(&self, element: &Element, root: ObjectId) -> Dictionary {
        let parent = match element.role {
            Role::Document => root,
            _ => self.elements[&element.parent],
        };
        let mut dictionary = dictionary! { "P" => parent };
        match self.namespaces {
            None => dictionary.set("S", name(element.role)),
            Some(namespaces) => {
                let (name, is_new) = name_in_pdf_2(element.role);
                dictionary.set("S", name);
                dictionary.set("NS", if is_new { namespaces.pdf_2 } else { namespaces.pdf_1 });
                self.references(element, &mut dictionary);
            }
        }
        self.kids(element, &mut dictionary);
        if let Some(alt) = &element.alt {
            dictionary.set("Alt", text_string(alt));
        }
        // ISO 32000-1, table 323.
        if let Some(title) = &element.title {
            dictionary.set("T", text_string(title));
        }
        // ISO 32000-1, 14.9.5.
        if let Some(expansion) = &element.expansion {
            dictionary.set("E", text_string(expansion));
        }
        if let Some(lang) = &element.lang {
            dictionary.set("Lang", text_string(lang));
        }
        if let Some(attributes) = self.attributes(element) {
            dictionary.set("A", attributes);
        }
        dictionary
    }

    /// What it refers to: from a line of the contents to its section, from a call to its note and
    /// back (ISO 14289-2, 8.2.5.8 and 8.2.5.14).
    fn references(&self, element: &Element, dictionary: &mut Dictionary) {
        let nearest = |&id: &ElementId| self.tree.nearest(id, |id| self.elements.contains_key(&id));
        let objects = element.refers_to.iter().map(|id| self.elements[&nearest(id)].into());
        let objects: Vec<Object> = objects.collect();
        if !objects.is_empty() {
            dictionary.set("Ref", objects);
        }
    }

    /// Marks of the element's own page are mere numbers (ISO 32000-1, 14.7.4.2).
    fn kids(&self, element: &Element, dictionary: &mut Dictionary) {
        let own_page = element.kids.iter().find_map(|kid| match kid {
            Kid::Mark { page, .. } => Some(*page),
            _ => None,
        });
        let page_id = |page: u32| self.pages.ids.get(page as usize).copied().unwrap_or_default();
        let kid = |kid: &Kid| match *kid {
            Kid::Element(id) => self.elements[&id].into(),
            Kid::Mark { page, number } if Some(page) == own_page => Object::Integer(number.into()),
            Kid::Mark { page, number } => {
                dictionary! { "Type" => "MCR", "Pg" => page_id(page), "MCID" => i64::from(number) }.into()
            }
            Kid::Link { page, index } => {
                let annotation =
                    self.pages.links.get(page as usize).and_then(|links| links.get(index as usize));
                let annotation = annotation.copied().unwrap_or_default();
                let mut reference = dictionary! { "Type" => "OBJR", "Obj" => annotation };
                if Some(page) != own_page {
                    reference.set("Pg", page_id(page));
                }
                reference.into()
            }
        };
        let mut kids: Vec<Object> = element.kids.iter().map(kid).collect();
        if let Some(page) = own_page {
            dictionary.set("Pg", page_id(page));
        }
        match kids.len() {
            0 => {}
            1 => dictionary.set("K", kids.remove(0)),
            _ => dictionary.set("K", kids),
        }
    }

    fn attributes(&self, element: &Element) -> Option<Dictionary> {
        match element.role {
            Role::List(numbering) => {
                Some(dictionary! { "O" => "List", "ListNumbering" => self.numbering(numbering) })
            }
            Role::HeadCell(scope, spans) => {
                // PDF/UA-1 asks the scope of every head (7.5).
                let mut attributes = self.spans(spans).unwrap_or_else(|| dictionary! { "O" => "Table" });
                attributes.set("Scope", if scope == Scope::Row { "Row" } else { "Column" });
                Some(attributes)
            }
            Role::Cell(spans) => self.spans(spans),
            Role::Figure => {
                // Asked of what is an illustration (ISO 32000-1, 14.8.5.4.3).
                let (page, at, size) = element.bounds?;
                let height = *self.pages.heights.get(page as usize)?;
                Some(dictionary! { "O" => "Layout", "BBox" => rectangle(height, at, size) })
            }
            // What an element holds has it too (ISO 32000-1, table 343, TextAlign).
            Role::Division | Role::Aside => {
                let align = match element.alignment? {
                    Alignment::Start => "Start",
                    Alignment::Centre => "Center",
                    Alignment::End => "End",
                };
                Some(dictionary! { "O" => "Layout", "TextAlign" => align })
            }
            Role::Note if self.namespaces.is_some() => {
                Some(dictionary! { "O" => "FENote", "NoteType" => "Footnote" })
            }
            _ => None,
        }
    }

    /// What a cell takes beyond its own place (ISO 32000-1, 14.8.5.7).
    fn spans(&self, spans: Spans) -> Option<Dictionary> {
        let mut attributes = dictionary! { "O" => "Table" };
        for (name, count) in [("ColSpan", spans.columns), ("RowSpan", spans.rows)] {
            if count > 1 {
                attributes.set(name, count as i64);
            }
        }
        (attributes.len() > 1).then_some(attributes)
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

    /// From marks and annotations back to their elements (ISO 32000-1, 14.7.4.4).
    fn parent_tree(&self, pdf: &mut lopdf::Document) -> ObjectId {
        let mut owners: Vec<Vec<Option<ElementId>>> = vec![Vec::new(); self.pages.ids.len()];
        let mut links: Vec<Vec<Option<ElementId>>> =
            self.pages.links.iter().map(|links| vec![None; links.len()]).collect();
        for &id in self.elements.keys() {
            for kid in &self.tree.get(id).kids {
                let (list, place) = match *kid {
                    Kid::Element(_) => continue,
                    Kid::Mark { page, number } => (owners.get_mut(page as usize), number as usize),
                    Kid::Link { page, index } => (links.get_mut(page as usize), index as usize),
                };
                let Some(list) = list else { continue };
                if list.len() <= place {
                    list.resize(place + 1, None);
                }
                list[place] = Some(id);
            }
        }
        let object = |id: &Option<ElementId>| id.map_or(Object::Null, |id| self.elements[&id].into());
        let marks = (0..).zip(&owners).filter(|(_, owners)| !owners.is_empty());
        let marks = marks.map(|(page, owners)| (page, owners.iter().map(object).collect::<Vec<_>>().into()));
        let mut entries: Vec<(i64, Object)> = marks.collect();
        let links = (0..).zip(links.iter().flatten()).filter(|(_, owner)| owner.is_some());
        entries.extend(links.map(|(index, owner)| (link_key(owners.len(), index), object(owner))));
        number_tree(pdf, entries)
    }
}

/// A number tree in leaves (ISO 32000-1, 7.9.7).
fn number_tree(pdf: &mut lopdf::Document, entries: Vec<(i64, Object)>) -> ObjectId {
    let mut kids: Vec<Object> = Vec::new();
    for leaf in entries.chunks(LEAF) {
        let keys = leaf.iter().map(|(key, _)| *key);
        let limits: Vec<Object> = [keys.clone().next(), keys.clone().next_back()]
            .into_iter()
            .flatten()
            .map(Object::Integer)
            .collect();
        let numbers: Vec<Object> =
            leaf.iter().flat_map(|(key, value)| [Object::Integer(*key), value.clone()]).collect();
        kids.push(pdf.add_object(dictionary! { "Limits" => limits, "Nums" => numbers }).into());
    }
    pdf.add_object(dictionary! { "Kids" => kids })
}

/// Left, bottom, right, top.
fn rectangle(height: crate::length::Length, at: Point, size: Size) -> Vec<Object> {
    let top = height - at.y;
    vec![points(at.x), points(top - size.height), points(at.x + size.width), points(top)]
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
