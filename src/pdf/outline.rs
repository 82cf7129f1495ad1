//! The outline: all headings, nested as the sections are.

use super::destinations::{End, Ends};
use super::series::Objects;
use super::syntax::{DictionaryWriter, Entries, Name, Text};
use crate::document::ContentsEntry;
use lopdf::{ObjectId, dictionary};
use std::io;

/// Writes the outline; `None` if no heading stands on a page.
pub fn write(objects: &mut Objects, ends: &Ends) -> io::Result<Option<ObjectId>> {
    let mut items = Vec::new();
    let Some(top) = add(&ends.document.contents(), ends, None, &mut items) else { return Ok(None) };
    let root = objects.pdf.new_object_id();
    let series = objects.reserve(items.len());
    objects.write(series, |index, entry| {
        let item = &items[index];
        let id = |index: usize| series.id(index);
        entry.set("Title", Text(&item.title));
        entry.set("Parent", item.parent.map_or(root, id));
        item.end(entry);
        entry.set_some("Prev", item.previous.map(id));
        entry.set_some("Next", item.next.map(id));
        if let Some(children) = &item.children {
            entry.set("First", id(children.first));
            entry.set("Last", id(children.last));
            // Negative where the children are not shown (ISO 32000-1, table 153).
            entry.set("Count", -(children.count as i64));
        }
    })?;
    // The first level is open, and everything below it is closed.
    let (first, last) = (series.id(top.first), series.id(top.last));
    let outline =
        dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => top.count as i64 };
    objects.pdf.set_object(root, outline);
    Ok(Some(root))
}

/// An item; others are named by their places in the list of all.
struct Item {
    title: String,
    /// Where it leads.
    end: End,
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    children: Option<Siblings>,
}

/// Items that have one parent.
struct Siblings {
    first: usize,
    last: usize,
    count: usize,
}

impl Item {
    fn end(&self, entry: &mut DictionaryWriter) {
        match &self.end.element {
            None => entry.set("Dest", &self.end.page),
            // Only an action can name an element besides a page (ISO 32000-2, 12.6.4.2).
            Some(element) => entry.set(
                "A",
                Entries(|action: &mut DictionaryWriter| {
                    action.set("S", Name("GoTo"));
                    action.set("D", &self.end.page);
                    action.set("SD", element);
                }),
            ),
        }
    }
}

/// Adds the lines of the contents; of what stands on no page, the children take its place.
fn add(
    entries: &[ContentsEntry],
    ends: &Ends,
    parent: Option<usize>,
    items: &mut Vec<Item>,
) -> Option<Siblings> {
    let mut siblings = Vec::new();
    add_siblings(entries, ends, parent, items, &mut siblings);
    for pair in siblings.windows(2) {
        items[pair[0]].next = Some(pair[1]);
        items[pair[1]].previous = Some(pair[0]);
    }
    Some(Siblings { first: *siblings.first()?, last: *siblings.last()?, count: siblings.len() })
}

fn add_siblings(
    entries: &[ContentsEntry],
    ends: &Ends,
    parent: Option<usize>,
    items: &mut Vec<Item>,
    siblings: &mut Vec<usize>,
) {
    for entry in entries {
        let Some(end) = ends.end(entry.section.id) else {
            add_siblings(&entry.children, ends, parent, items, siblings);
            continue;
        };
        let index = items.len();
        siblings.push(index);
        let title = entry.section.label();
        items.push(Item { title, end, parent, previous: None, next: None, children: None });
        items[index].children = add(&entry.children, ends, Some(index), items);
    }
}
