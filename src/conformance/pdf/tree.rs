//! The structure tree, read into one list in the order of reading.

use super::objects::{File, Key};
use super::pages::Pages;
use super::roles::Role;
use crate::conformance::finding::nth;
use lopdf::Dictionary;
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
    pub ordinal: usize,
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
}

impl<'a> Tree<'a> {
    /// `the 17th P`.
    pub fn name_of(&self, number: Option<usize>) -> String {
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
        // Rules ask for the ancestors of every element: one long chain would cost the square of its
        // length.
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
        // Faults name the place of every element; to search the whole tree for each would be quadratic
        // too.
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

fn shown(name: &str) -> &str {
    if name.is_empty() { "element without a type" } else { name }
}
