//! Where links and the outline lead.

use super::objects::{File, Key, raw};
use super::pages::Pages;
use super::tree::Tree;
use lopdf::{Dictionary, Object};
use std::collections::{BTreeMap, BTreeSet};

/// Destinations within destinations.
const DEPTH: usize = 4;

#[derive(Default)]
pub(super) struct Leads {
    /// Links that lead to what is there.
    pub sound: usize,
    pub faults: Vec<String>,
    /// The page that each annotation leads to.
    pub pages: BTreeMap<Key, Key>,
    /// The elements that something leads to.
    pub structure: BTreeSet<Key>,
    /// Every link within the file and every entry of the outline, and whether it leads to an element.
    pub inner: Vec<(String, bool)>,
}

/// What a destination leads to.
struct Target {
    page: Option<Key>,
    element: Option<Key>,
}

struct Reader<'a> {
    file: &'a File,
    pages: &'a Pages<'a>,
    tree: &'a Tree<'a>,
    names: BTreeMap<&'a [u8], &'a Object>,
}

pub(super) fn read(file: &File, catalog: &Dictionary, pages: &Pages, tree: &Tree) -> Leads {
    let reader = Reader { file, pages, tree, names: names(file, catalog) };
    let mut leads = Leads::default();
    for (number, page) in pages.numbered() {
        for annotation in page.annotations.iter().filter(|annotation| annotation.subtype == "Link") {
            reader.link(
                &format!("page {number}: a link"),
                annotation.dictionary,
                Some(annotation.key),
                &mut leads,
            );
        }
    }
    reader.outline(catalog, &mut leads);
    leads
}

impl<'a> Reader<'a> {
    /// A link or an entry of the outline: its destination, or its action.
    fn link(&self, place: &str, dictionary: &Dictionary, annotation: Option<Key>, leads: &mut Leads) {
        let action = self.file.dictionary(dictionary, "A");
        let kind = action.and_then(|action| self.file.name(action, "S"));
        let destination = match (self.file.get(dictionary, "Dest"), action, kind) {
            (Some(destination), ..) => destination,
            (None, Some(action), Some("GoTo")) => {
                let structural = self.file.get(action, "SD");
                let Some(destination) = structural.or_else(|| self.file.get(action, "D")) else {
                    return leads.faults.push(format!("{place} has an action without a destination"));
                };
                destination
            }
            (None, Some(action), Some("URI")) if !self.file.items(action, "URI").is_empty() => {
                leads.sound += 1;
                return;
            }
            // What other actions do, `catalog.rs` judges.
            (None, Some(_), Some(kind)) if kind != "URI" => {
                leads.sound += 1;
                return;
            }
            _ => return leads.faults.push(format!("{place} leads nowhere")),
        };
        let also = action.and_then(|action| self.file.get(action, "D"));
        self.inner(place, destination, also, annotation, leads);
    }

    /// A link within the file; `also` is the place for readers that know no elements.
    fn inner(
        &self,
        place: &str,
        destination: &Object,
        also: Option<&Object>,
        annotation: Option<Key>,
        leads: &mut Leads,
    ) {
        let Some(target) = self.target(destination, 0) else {
            return leads.faults.push(format!("{place} leads to a place that is not there"));
        };
        leads.sound += 1;
        leads.inner.push((place.to_owned(), target.element.is_some()));
        leads.structure.extend(target.element);
        let page = target.page.or_else(|| also.and_then(|also| self.target(also, 0))?.page);
        if let Some((annotation, page)) = annotation.zip(page) {
            leads.pages.insert(annotation, page);
        }
    }

    fn target(&self, destination: &Object, depth: usize) -> Option<Target> {
        if depth > DEPTH {
            return None;
        }
        match self.file.resolve(destination)? {
            Object::String(name, _) | Object::Name(name) => {
                self.target(self.names.get(name.as_slice())?, depth + 1)
            }
            Object::Dictionary(holder) => {
                let inner = self.file.get(holder, "SD").or_else(|| self.file.get(holder, "D"))?;
                self.target(inner, depth + 1)
            }
            Object::Array(parts) => {
                let key = self.file.key(parts.first()?);
                if let Some(&element) = self.tree.numbers.get(&key) {
                    let page = self.tree.first_mark(element).map(|(stream, _)| stream);
                    return Some(Target { page, element: Some(key) });
                }
                self.pages.numbers.contains_key(&key).then_some(Target { page: Some(key), element: None })
            }
            _ => None,
        }
    }

    fn outline(&self, catalog: &'a Dictionary, leads: &mut Leads) {
        // By a list of its own, since entries may follow each other without end, or in a circle.
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&Object> = self
            .file
            .dictionary(catalog, "Outlines")
            .and_then(|root| raw(root, "First"))
            .into_iter()
            .collect();
        while let Some(object) = waiting.pop() {
            let Some(entry) = self.file.to_dictionary(object).filter(|_| seen.insert(self.file.key(object)))
            else {
                continue;
            };
            self.link(&format!("outline, entry {}", seen.len()), entry, None, leads);
            waiting.extend(["Next", "First"].into_iter().filter_map(|name| raw(entry, name)));
        }
    }
}

/// The named destinations of a file, in either of the two ways to keep them.
pub(super) fn names<'a>(file: &'a File, catalog: &'a Dictionary) -> BTreeMap<&'a [u8], &'a Object> {
    let mut names = BTreeMap::new();
    if let Some(old) = file.dictionary(catalog, "Dests") {
        names.extend(old.iter().map(|(name, object)| (name.as_slice(), object)));
    }
    let mut seen = BTreeSet::new();
    let root = file.dictionary(catalog, "Names").and_then(|names| raw(names, "Dests"));
    let mut waiting: Vec<&Object> = root.into_iter().collect();
    while let Some(object) = waiting.pop() {
        let Some(node) = file.to_dictionary(object).filter(|_| seen.insert(file.key(object))) else {
            continue;
        };
        for pair in file.items(node, "Names").chunks_exact(2) {
            if let [name, value] = pair
                && let Some(Object::String(name, _)) = file.resolve(name)
            {
                names.insert(name.as_slice(), value);
            }
        }
        waiting.extend(file.items(node, "Kids"));
    }
    names
}
