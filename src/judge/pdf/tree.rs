//! The structure tree, read into one list in the order of reading.

use super::objects::{File, Key};
use super::pages::Pages;
use super::roles::{Role, Roles};
use crate::judge::finding::nth;
use lopdf::{Dictionary, Object};
use std::collections::BTreeMap;

pub(super) struct Element<'a> {
    pub dictionary: &'a Dictionary,
    pub key: Key,
    /// The number of its parent in the list; `None` beneath the root.
    pub parent: Option<usize>,
    pub kids: Vec<Kid>,
    /// The type as it is written.
    pub name: &'a str,
    pub role: Role,
    /// Among the elements of the same written type, from 1.
    ordinal: usize,
    /// Whether the entry `P` leads to the parent.
    pub knows_parent: bool,
}

impl Element<'_> {
    pub fn kind(&self) -> &'static str {
        self.role.kind
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kid {
    /// The number of an element in the list.
    Element(usize),
    /// A mark of a content stream.
    Mark(Key, i64),
    /// A whole object, as an annotation.
    Object(Key),
}

/// The tree of a file; empty where there is none.
#[derive(Default)]
pub(super) struct Tree<'a> {
    pub root: Option<&'a Dictionary>,
    /// In the order in which they are read aloud.
    pub elements: Vec<Element<'a>>,
    pub numbers: BTreeMap<Key, usize>,
    /// Which elements refer to each mark of each stream.
    pub marks: BTreeMap<(Key, i64), Vec<usize>>,
    /// Which elements hold each object.
    pub objects: BTreeMap<Key, Vec<usize>>,
    /// What is wrong with how the tree hangs together.
    pub faults: Vec<String>,
    ordinals: BTreeMap<&'a str, usize>,
}

/// What waits to be read: the parent, an entry of its `K`, and the page of the parent.
type Waiting<'a> = (Option<usize>, &'a Object, Option<Key>);

impl<'a> Tree<'a> {
    pub fn read(file: &'a File, catalog: &'a Dictionary) -> Tree<'a> {
        let mut tree = Tree::default();
        let Some(root) = file.dictionary(catalog, "StructTreeRoot") else { return tree };
        tree.root = Some(root);
        let mut roles = Roles::read(file, root);
        let root_key = catalog.as_hashmap().get(&b"StructTreeRoot"[..]).map(|object| file.key(object));
        // By a list of its own, since foreign trees may be deeper than the stack.
        let mut waiting: Vec<Waiting> =
            file.items(root, "K").iter().rev().map(|kid| (None, kid, None)).collect();
        while let Some(next) = waiting.pop() {
            tree.entry(file, &mut roles, next, root_key, &mut waiting);
        }
        tree
    }

    fn entry(
        &mut self,
        file: &'a File,
        roles: &mut Roles<'a>,
        (parent, object, page): Waiting<'a>,
        root: Option<Key>,
        waiting: &mut Vec<Waiting<'a>>,
    ) {
        match file.resolve(object) {
            Some(Object::Integer(mcid)) => self.mark(parent, page, *mcid),
            Some(Object::Dictionary(dictionary)) => match file.name(dictionary, "Type") {
                Some("MCR") => {
                    let stream =
                        pointed(file, dictionary, "Stm").or(pointed(file, dictionary, "Pg")).or(page);
                    self.mark(parent, stream, file.integer(dictionary, "MCID").unwrap_or(-1));
                }
                Some("OBJR") => self.object(parent, pointed(file, dictionary, "Obj")),
                _ => self.element(file, roles, (parent, object, dictionary), root, waiting),
            },
            _ => self.fault(format!("{} holds what is no element", self.name_of(parent))),
        }
    }

    fn element(
        &mut self,
        file: &'a File,
        roles: &mut Roles<'a>,
        (parent, object, dictionary): (Option<usize>, &'a Object, &'a Dictionary),
        root: Option<Key>,
        waiting: &mut Vec<Waiting<'a>>,
    ) {
        let (key, number) = (file.key(object), self.elements.len());
        if let Some(&before) = self.numbers.get(&key) {
            self.fault(format!("{} is reached twice", self.name_of(Some(before))));
            return;
        }
        let name = file.name(dictionary, "S").unwrap_or_default();
        let namespace = file.dictionary(dictionary, "NS").and_then(|space| file.text(space, "NS"));
        let role = roles.role(name, namespace);
        let above = parent.and_then(|parent| self.elements.get(parent)).map(|parent| parent.key).or(root);
        let knows_parent = pointed(file, dictionary, "P").is_some_and(|to| Some(to) == above);
        let ordinal = self.ordinals.entry(name).or_default();
        *ordinal += 1;
        let ordinal = *ordinal;
        self.numbers.insert(key, number);
        self.elements.push(Element {
            dictionary,
            key,
            parent,
            kids: Vec::new(),
            name,
            role,
            ordinal,
            knows_parent,
        });
        self.give(parent, Kid::Element(number));
        let page = pointed(file, dictionary, "Pg");
        waiting.extend(file.items(dictionary, "K").iter().rev().map(|kid| (Some(number), kid, page)));
    }

    fn mark(&mut self, parent: Option<usize>, stream: Option<Key>, mcid: i64) {
        let Some((parent, stream)) = parent.zip(stream) else {
            self.fault(format!("{}: its mark {mcid} is on no page", self.name_of(parent)));
            return;
        };
        self.give(Some(parent), Kid::Mark(stream, mcid));
        self.marks.entry((stream, mcid)).or_default().push(parent);
    }

    fn object(&mut self, parent: Option<usize>, object: Option<Key>) {
        let Some((parent, object)) = parent.zip(object) else {
            self.fault(format!("{}: an object reference leads nowhere", self.name_of(parent)));
            return;
        };
        self.give(Some(parent), Kid::Object(object));
        self.objects.entry(object).or_default().push(parent);
    }

    /// Of trees that are nothing but faults, some are enough.
    fn fault(&mut self, words: String) {
        const ENOUGH: usize = 1_000;
        if self.faults.len() < ENOUGH {
            self.faults.push(words);
        }
    }

    fn give(&mut self, parent: Option<usize>, kid: Kid) {
        if let Some(parent) = parent.and_then(|number| self.elements.get_mut(number)) {
            parent.kids.push(kid);
        }
    }

    fn name_of(&self, number: Option<usize>) -> String {
        let element = number.and_then(|number| self.elements.get(number));
        element.map_or_else(|| "the root".into(), |element| nth(element.ordinal, shown(element.name)))
    }

    pub fn get(&self, number: usize) -> Option<&Element<'a>> {
        self.elements.get(number)
    }

    /// All elements with a certain standard type, with their numbers.
    pub fn of_kind<'t>(&'t self, kind: &'t str) -> impl Iterator<Item = (usize, &'t Element<'a>)> {
        self.elements.iter().enumerate().filter(move |(_, element)| element.kind() == kind)
    }

    /// The elements within an element. What only groups without meaning is seen through.
    pub fn kids(&self, number: usize) -> Vec<usize> {
        let mut kids = Vec::new();
        let mut waiting = vec![number];
        let own = |number: usize| {
            let kids = self.get(number).map_or(&[] as &[Kid], |element| &element.kids);
            kids.iter().rev().filter_map(|kid| match kid {
                Kid::Element(kid) => Some(*kid),
                _ => None,
            })
        };
        while let Some(next) = waiting.pop() {
            if next == number || self.kind(next) == "NonStruct" {
                waiting.extend(own(next));
            } else {
                kids.push(next);
            }
        }
        kids
    }

    pub fn kind(&self, number: usize) -> &'static str {
        self.get(number).map_or("", Element::kind)
    }

    /// The elements around an element, the innermost first; of a tree that no writer makes, those
    /// that are near.
    pub fn ancestors(&self, number: usize) -> impl Iterator<Item = usize> {
        const NEAR: usize = 256;
        let parent = |number: &usize| self.get(*number).and_then(|element| element.parent);
        std::iter::successors(parent(&number), parent).take(NEAR)
    }

    /// The element around, where what only groups is seen through.
    pub fn parent_kind(&self, number: usize) -> &'static str {
        self.ancestors(number)
            .map(|parent| self.kind(parent))
            .find(|kind| *kind != "NonStruct")
            .unwrap_or_default()
    }

    /// Everything within an element, itself included, in order: a stretch of the list, since an
    /// element stands before what it holds.
    pub fn within(&self, number: usize) -> impl Iterator<Item = (usize, &Element<'a>)> {
        let after = move |at: &usize| {
            *at == number || self.get(*at).is_some_and(|e| e.parent.is_some_and(|p| p >= number))
        };
        (number..self.elements.len()).take_while(after).filter_map(|at| Some((at, self.get(at)?)))
    }

    /// Whether an element holds a mark, an object or a replacement text.
    pub fn has_content(&self, file: &File, number: usize) -> bool {
        self.within(number).any(|(_, element)| {
            let holds = |kid: &Kid| matches!(kid, Kid::Mark(..) | Kid::Object(_));
            element.kids.iter().any(holds) || file.says(element.dictionary, "ActualText")
        })
    }

    /// The first mark within an element, if it is not far.
    pub fn first_mark(&self, number: usize) -> Option<(Key, i64)> {
        const FAR: usize = 512;
        self.within(number).take(FAR).find_map(|(_, element)| {
            element.kids.iter().find_map(|kid| match kid {
                Kid::Mark(stream, mcid) => Some((*stream, *mcid)),
                _ => None,
            })
        })
    }

    /// `page 12, the 17th P`.
    pub fn place(&self, pages: &Pages, number: usize) -> String {
        let page = self.first_mark(number).and_then(|(stream, _)| pages.place(stream));
        let name = self.name_of(Some(number));
        page.map_or_else(|| name.clone(), |page| format!("{page}, {name}"))
    }
}

/// What an entry refers to.
pub(super) fn pointed(file: &File, dictionary: &Dictionary, name: &str) -> Option<Key> {
    let object = dictionary.as_hashmap().get(name.as_bytes())?;
    file.resolve(object).map(|_| file.key(object))
}

fn shown(name: &str) -> &str {
    if name.is_empty() { "element without a type" } else { name }
}

/// A number tree (ISO 32000-1, 7.9.7), flat. A node that is reached again is passed over.
pub(super) fn number_tree<'a>(file: &'a File, root: &'a Object) -> BTreeMap<i64, &'a Object> {
    let (mut numbers, mut seen) = (BTreeMap::new(), std::collections::BTreeSet::new());
    let mut waiting = vec![root];
    while let Some(object) = waiting.pop() {
        let Some(node) = file.to_dictionary(object).filter(|_| seen.insert(file.key(object))) else {
            continue;
        };
        for pair in file.items(node, "Nums").chunks_exact(2) {
            if let [number, value] = pair
                && let Some(Object::Integer(number)) = file.resolve(number)
            {
                numbers.insert(*number, value);
            }
        }
        waiting.extend(file.items(node, "Kids"));
    }
    numbers
}
