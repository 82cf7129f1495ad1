//! The pages of a file and the annotations on them.

use super::objects::{File, Key};
use lopdf::{Dictionary, Object};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Page<'a> {
    pub dictionary: &'a Dictionary,
    /// Its own, or those of the node above.
    pub resources: Option<&'a Dictionary>,
    pub annotations: Vec<Annotation<'a>>,
}

pub(super) struct Annotation<'a> {
    pub dictionary: &'a Dictionary,
    pub key: Key,
    pub subtype: &'a str,
}

pub(super) struct Pages<'a> {
    pub list: Vec<Page<'a>>,
    /// The number of each page, from 1.
    pub numbers: BTreeMap<Key, usize>,
}

impl<'a> Pages<'a> {
    /// The pages in their order; a node that is reached again is passed over.
    pub fn read(file: &'a File, catalog: &'a Dictionary) -> Pages<'a> {
        let mut pages = Pages { list: Vec::new(), numbers: BTreeMap::new() };
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<(&Object, Option<&Dictionary>)> =
            file.items(catalog, "Pages").iter().map(|root| (root, None)).collect();
        while let Some((object, inherited)) = waiting.pop() {
            let key = file.key(object);
            let Some(node) = file.to_dictionary(object).filter(|_| seen.insert(key)) else { continue };
            let resources = file.dictionary(node, "Resources").or(inherited);
            if file.get(node, "Kids").is_some() {
                waiting.extend(file.items(node, "Kids").iter().rev().map(|kid| (kid, resources)));
                continue;
            }
            pages.list.push(Page { dictionary: node, resources, annotations: annotations(file, node) });
            pages.numbers.insert(key, pages.list.len());
        }
        pages
    }

    /// `page 12`, where the key is that of a page.
    pub fn place(&self, key: Key) -> Option<String> {
        self.numbers.get(&key).map(|number| format!("page {number}"))
    }

    /// Every page with its number, from 1.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &Page<'a>)> {
        (1..).zip(&self.list)
    }
}

/// The annotations that are to be seen: neither hidden nor windows of other annotations.
fn annotations<'a>(file: &'a File, page: &'a Dictionary) -> Vec<Annotation<'a>> {
    let read = |object: &'a Object| {
        let dictionary = file.to_dictionary(object)?;
        let subtype = file.name(dictionary, "Subtype").unwrap_or_default();
        let hidden = file.integer(dictionary, "F").unwrap_or_default() & 2 != 0;
        let seen = !hidden && subtype != "Popup";
        seen.then(|| Annotation { dictionary, key: file.key(object), subtype })
    };
    file.items(page, "Annots").iter().filter_map(read).collect()
}
