//! The parent tree: from marks and annotations back to their elements (ISO 32000-1, 14.7.4.4).

use super::elements::Elements;
use super::tree::{ElementId, Kid, Tree};
use super::write::Pages;
use crate::pdf::series::Objects;
use crate::pdf::syntax::Value;
use lopdf::{Object, ObjectId, dictionary};
use std::io;

/// A leaf of the tree holds at most this many entries. For the same reason as with names
/// (`destinations.rs`).
const LEAF: usize = 64;

/// Writes the tree, in leaves (ISO 32000-1, 7.9.7); its root.
pub fn write(objects: &mut Objects, tree: &Tree, elements: &Elements, pages: &Pages) -> io::Result<ObjectId> {
    let owners = Owners::of(tree, elements, pages);
    let entries = owners.entries(elements, pages);
    let leaves: Vec<&[Entry]> = entries.chunks(LEAF).collect();
    let series = objects.add(leaves.len(), |index, dictionary| {
        let keys = leaves[index].iter().map(|entry| entry.key);
        let limits: Vec<i64> =
            [keys.clone().next(), keys.clone().next_back()].into_iter().flatten().collect();
        dictionary.set("Limits", limits);
        dictionary.set("Nums", Numbers(leaves[index]));
    })?;
    let kids: Vec<Object> = series.ids().map(Object::Reference).collect();
    Ok(objects.pdf.add_object(dictionary! { "Kids" => kids }))
}

/// The elements of what pages show.
struct Owners {
    /// By page and by the number of the mark.
    marks: Vec<Vec<Option<ElementId>>>,
    /// By page and by its place among the annotations of the page.
    links: Vec<Vec<Option<ElementId>>>,
}

impl Owners {
    fn of(tree: &Tree, elements: &Elements, pages: &Pages) -> Owners {
        let mut marks: Vec<Vec<Option<ElementId>>> = vec![Vec::new(); pages.ids.len()];
        let mut links: Vec<Vec<Option<ElementId>>> =
            (0..pages.ids.len()).map(|page| vec![None; pages.links.count(page)]).collect();
        for &id in &elements.order {
            for kid in &tree.get(id).kids {
                let (list, place) = match *kid {
                    Kid::Element(_) => continue,
                    Kid::Mark { page, number } => (marks.get_mut(page as usize), number as usize),
                    Kid::Link { page, index } => (links.get_mut(page as usize), index as usize),
                };
                let Some(list) = list else { continue };
                if list.len() <= place {
                    list.resize(place + 1, None);
                }
                list[place] = Some(id);
            }
        }
        Owners { marks, links }
    }

    /// In the order of their keys: those of the pages, then those of the annotations.
    fn entries(&self, elements: &Elements, pages: &Pages) -> Vec<Entry> {
        let object = |id: ElementId| elements.object(id).unwrap_or_default();
        let marks = (0..).zip(&self.marks).filter(|(_, owners)| !owners.is_empty());
        let marks = marks.map(|(key, owners)| Entry {
            key,
            owner: Owner::OfMarks(owners.iter().map(|owner| Parent(owner.map(object))).collect()),
        });
        let links = self.links.iter().enumerate().flat_map(|(page, owners)| {
            let first = pages.links.key(page);
            let owned = (first..).zip(owners).filter_map(|(key, owner)| Some((key, (*owner)?)));
            owned.map(|(key, owner)| Entry { key, owner: Owner::OfLink(object(owner)) })
        });
        marks.chain(links).collect()
    }
}

struct Entry {
    key: i64,
    owner: Owner,
}

enum Owner {
    OfMarks(Vec<Parent>),
    OfLink(ObjectId),
}

/// The element of a mark; none where nothing bears its number.
struct Parent(Option<ObjectId>);

impl Value for Parent {
    fn spell(&self, out: &mut Vec<u8>) {
        match self.0 {
            Some(id) => id.spell(out),
            None => Object::Null.spell(out),
        }
    }

    fn begins_like_a_word(&self) -> bool {
        true
    }
}

/// Keys and owners in turn.
struct Numbers<'e>(&'e [Entry]);

impl Value for Numbers<'_> {
    fn spell(&self, out: &mut Vec<u8>) {
        out.push(b'[');
        for entry in self.0 {
            out.push(b' ');
            entry.key.spell(out);
            match &entry.owner {
                Owner::OfMarks(parents) => parents.spell(out),
                Owner::OfLink(id) => {
                    out.push(b' ');
                    id.spell(out);
                }
            }
        }
        out.push(b']');
    }

    fn begins_like_a_word(&self) -> bool {
        false
    }
}
