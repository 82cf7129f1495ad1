//! Elements, before they are objects.

use crate::document::{Alignment, BlockId, Figures, Scope};
use crate::length::{Point, Size};
use std::collections::BTreeMap;

/// An element of a `Tree`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ElementId(u32);

impl ElementId {
    /// Its place among all elements of its tree.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an element is. How a version of PDF names it is `write`'s to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Document,
    Part,
    Section,
    Division,
    /// What is captioned, with its caption.
    Float,
    /// What stands beside the text: a note to the reader.
    Aside,
    Quote,
    /// 1 to 6.
    Heading(u8),
    Paragraph,
    Caption,
    List(Numbering),
    Item,
    Label,
    ItemBody,
    Table,
    TableHead,
    TableBody,
    TableFoot,
    Row,
    HeadCell(Scope, Spans),
    Cell(Spans),
    Figure,
    Formula,
    Code,
    Span,
    /// Words with an annotation, the words, and the annotation.
    Ruby,
    RubyBase,
    RubyText,
    Link,
    /// The number that calls a note, or a line of the contents.
    Reference,
    Note,
    Contents,
    ContentsItem,
}

/// How many columns and rows a cell takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spans {
    pub columns: u32,
    pub rows: u32,
}

impl Spans {
    /// Those of a cell that takes its own place alone.
    pub const ONE: Spans = Spans { columns: 1, rows: 1 };
}

/// What the labels of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    Bullets,
    Numbers(Figures),
    /// The terms that its items define.
    Terms,
}

/// What an element holds, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kid {
    Element(ElementId),
    /// Marked content, by its page and its number there.
    Mark {
        page: u32,
        number: u32,
    },
    /// A link's annotation, by its page and its place among those of the page.
    Link {
        page: u32,
        index: u32,
    },
}

#[derive(Clone, Debug)]
pub struct Element {
    pub role: Role,
    /// The document is its own.
    pub parent: ElementId,
    pub kids: Vec<Kid>,
    /// Its parent holds it; elements among words wait until something of them is shown.
    held: bool,
    /// How the paragraphs that it holds are aligned.
    pub alignment: Option<Alignment>,
    /// A book has millions of elements, and hardly one of a hundred has any of these.
    pub details: Option<Box<Details>>,
}

/// What only some elements have.
#[derive(Clone, Debug, Default)]
pub struct Details {
    pub alt: Option<String>,
    /// What the manuscript says of an image beside what it shows.
    pub title: Option<String>,
    pub lang: Option<String>,
    /// What its words are short for.
    pub expansion: Option<String>,
    pub refers_to: Vec<ElementId>,
    /// Of a figure: its page, its top left corner and its extent.
    pub bounds: Option<(u32, Point, Size)>,
}

#[derive(Clone, Debug)]
pub struct Tree {
    /// Parents before their children, the document first.
    elements: Vec<Element>,
    /// Where sections and blocks begin.
    pub places: BTreeMap<BlockId, ElementId>,
}

impl Default for Tree {
    fn default() -> Tree {
        let document = Element::new(Role::Document, Tree::DOCUMENT);
        Tree { elements: vec![Element { held: true, ..document }], places: BTreeMap::new() }
    }
}

impl Element {
    fn new(role: Role, parent: ElementId) -> Element {
        Element { role, parent, kids: Vec::new(), held: false, alignment: None, details: None }
    }

    /// Adds to what it holds: most of the hundred thousands of a book hold one thing.
    fn push(&mut self, kid: Kid) {
        if self.kids.is_empty() {
            self.kids.reserve_exact(1);
        }
        self.kids.push(kid);
    }
}

impl Tree {
    pub const DOCUMENT: ElementId = ElementId(0);

    /// The id of the element that comes next.
    pub fn next_id(&self) -> ElementId {
        ElementId(self.elements.len() as u32)
    }

    /// A new element behind what its parent holds.
    pub fn add(&mut self, parent: ElementId, role: Role) -> ElementId {
        let id = self.add_waiting(parent, role);
        self.hold(id);
        id
    }

    /// A new element that its parent holds from the first content on: among words, that is its
    /// place in reading order.
    pub fn add_waiting(&mut self, parent: ElementId, role: Role) -> ElementId {
        let id = self.next_id();
        self.elements.push(Element::new(role, parent));
        id
    }

    /// Adds content to an element.
    pub fn put(&mut self, id: ElementId, kid: Kid) {
        self.hold(id);
        self.get_mut(id).push(kid);
    }

    /// Puts an element behind what its parent holds by now, if it is not there already.
    pub fn hold(&mut self, mut id: ElementId) {
        while !std::mem::replace(&mut self.get_mut(id).held, true) {
            let parent = self.get(id).parent;
            self.get_mut(parent).push(Kid::Element(id));
            id = parent;
        }
    }

    pub fn get(&self, id: ElementId) -> &Element {
        &self.elements[id.index()]
    }

    pub fn get_mut(&mut self, id: ElementId) -> &mut Element {
        &mut self.elements[id.index()]
    }

    /// What only some elements have, of one that has it from now on.
    pub fn details(&mut self, id: ElementId) -> &mut Details {
        self.get_mut(id).details.get_or_insert_default()
    }

    /// Takes out elements that show nothing, but for the cells of tables, whose rows are equally
    /// long; and what was to be a link but leads nowhere is a mere span.
    pub fn prune(&mut self) {
        let mut shown = vec![false; self.elements.len()];
        for index in (0..self.elements.len()).rev() {
            let kids = self.elements[index].kids.iter();
            shown[index] = { kids }.any(|kid| match kid {
                Kid::Element(id) => shown[id.index()],
                Kid::Mark { .. } | Kid::Link { .. } => true,
            });
        }
        for element in &mut self.elements {
            let leads = element.kids.iter().any(|kid| matches!(kid, Kid::Link { .. }));
            if element.role == Role::Link && !leads {
                element.role = Role::Span;
            }
        }
        // All have been added.
        self.elements.shrink_to_fit();
        for index in 0..self.elements.len() {
            let mut kids = std::mem::take(&mut self.elements[index].kids);
            kids.retain(|kid| match kid {
                Kid::Element(id) => shown[id.index()] || self.get(*id).role.is_of_table(),
                _ => true,
            });
            self.elements[index].kids = kids;
        }
    }

    /// An element, or the nearest around it that is kept; the document always is.
    pub fn nearest(&self, mut id: ElementId, is_kept: impl Fn(ElementId) -> bool) -> ElementId {
        while id != Tree::DOCUMENT && !is_kept(id) {
            id = self.get(id).parent;
        }
        id
    }

    /// The elements that the document holds, in reading order, each before what it holds.
    pub fn walk(&self) -> Vec<ElementId> {
        let mut order = Vec::with_capacity(self.elements.len());
        let mut waiting = vec![Tree::DOCUMENT];
        while let Some(id) = waiting.pop() {
            order.push(id);
            waiting.extend(self.get(id).kids.iter().rev().filter_map(|kid| match kid {
                Kid::Element(id) => Some(*id),
                _ => None,
            }));
        }
        order
    }
}

impl Role {
    fn is_of_table(self) -> bool {
        matches!(
            self,
            Role::TableHead
                | Role::TableBody
                | Role::TableFoot
                | Role::Row
                | Role::HeadCell(..)
                | Role::Cell(_)
        )
    }
}
