//! Reads the structure tree, by a list of its own, since foreign trees may be deeper than the stack.

use super::objects::{File, Key};
use super::roles::Roles;
use super::tree::{Element, Kid, Tree};
use lopdf::{Dictionary, Object};
use std::collections::BTreeMap;

/// Of trees that are nothing but faults, some are enough.
const ENOUGH: usize = 1_000;

struct Reader<'a> {
    file: &'a File,
    roles: Roles<'a>,
    root: Option<Key>,
    tree: Tree<'a>,
    /// What is to be read, the next last.
    waiting: Vec<Waiting<'a>>,
    /// How many elements of each written type there were.
    ordinals: BTreeMap<&'a str, usize>,
}

/// An entry of `K`, with the number and the page of the element that has it.
struct Waiting<'a> {
    parent: Option<usize>,
    object: &'a Object,
    page: Option<Key>,
}

/// The tree of a file; empty where there is none.
pub(super) fn read<'a>(file: &'a File, catalog: &'a Dictionary) -> Tree<'a> {
    let Some(root) = file.dictionary(catalog, "StructTreeRoot") else { return Tree::default() };
    let kids = file.items(root, "K").iter().rev();
    let mut reader = Reader {
        file,
        roles: Roles::read(file, root),
        root: pointed(file, catalog, "StructTreeRoot"),
        tree: Tree { root: Some(root), ..Tree::default() },
        waiting: kids.map(|object| Waiting { parent: None, object, page: None }).collect(),
        ordinals: BTreeMap::new(),
    };
    while let Some(next) = reader.waiting.pop() {
        reader.entry(next);
    }
    reader.tree
}

impl<'a> Reader<'a> {
    fn entry(&mut self, Waiting { parent, object, page }: Waiting<'a>) {
        let file = self.file;
        match file.resolve(object) {
            Some(Object::Integer(mcid)) => self.mark(parent, page, *mcid),
            Some(Object::Dictionary(dictionary)) => match file.name(dictionary, "Type") {
                Some("MCR") => {
                    let stream =
                        pointed(file, dictionary, "Stm").or(pointed(file, dictionary, "Pg")).or(page);
                    self.mark(parent, stream, file.integer(dictionary, "MCID").unwrap_or(-1));
                }
                Some("OBJR") => self.object(parent, pointed(file, dictionary, "Obj")),
                _ => self.element(parent, file.key(object), dictionary),
            },
            _ => self.fault(parent, "holds what is no element"),
        }
    }

    fn element(&mut self, parent: Option<usize>, key: Key, dictionary: &'a Dictionary) {
        if let Some(&before) = self.tree.numbers.get(&key) {
            return self.fault(Some(before), "is reached twice");
        }
        let (file, number) = (self.file, self.tree.elements.len());
        let name = file.name(dictionary, "S").unwrap_or_default();
        let namespace = file.dictionary(dictionary, "NS").and_then(|space| file.text(space, "NS"));
        let role = self.roles.role(name, namespace);
        let above = parent.and_then(|parent| self.tree.get(parent)).map(|parent| parent.key).or(self.root);
        let knows_parent = above.is_some() && pointed(file, dictionary, "P") == above;
        let ordinal = self.ordinals.entry(name).and_modify(|ordinal| *ordinal += 1).or_insert(1);
        let (ordinal, kids) = (*ordinal, Vec::new());
        self.tree.numbers.insert(key, number);
        self.tree.elements.push(Element { dictionary, key, parent, kids, name, role, ordinal, knows_parent });
        self.give(parent, Kid::Element(number));
        let page = pointed(file, dictionary, "Pg");
        let waiting = |object| Waiting { parent: Some(number), object, page };
        self.waiting.extend(file.items(dictionary, "K").iter().rev().map(waiting));
    }

    fn mark(&mut self, parent: Option<usize>, stream: Option<Key>, mcid: i64) {
        let Some((parent, stream)) = parent.zip(stream) else {
            return self.fault(parent, "has a mark on no page");
        };
        self.give(Some(parent), Kid::Mark(stream, mcid));
        self.tree.marks.entry((stream, mcid)).or_default().push(parent);
    }

    fn object(&mut self, parent: Option<usize>, object: Option<Key>) {
        let Some((parent, object)) = parent.zip(object) else {
            return self.fault(parent, "refers to an object that is not there");
        };
        self.give(Some(parent), Kid::Object(object));
        self.tree.objects.entry(object).or_default().push(parent);
    }

    fn give(&mut self, parent: Option<usize>, kid: Kid) {
        if let Some(parent) = parent.and_then(|number| self.tree.elements.get_mut(number)) {
            parent.kids.push(kid);
        }
    }

    fn fault(&mut self, element: Option<usize>, words: &str) {
        if self.tree.faults.len() < ENOUGH {
            self.tree.faults.push(format!("{} {words}", self.tree.name_of(element)));
        }
    }
}

/// What an entry refers to.
pub(super) fn pointed(file: &File, dictionary: &Dictionary, name: &str) -> Option<Key> {
    let object = dictionary.as_hashmap().get(name.as_bytes())?;
    file.resolve(object).map(|_| file.key(object))
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
