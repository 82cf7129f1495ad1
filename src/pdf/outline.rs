//! The outline: all headings, nested as the sections are.

use super::destinations::Ends;
use super::objects::text_string;
use crate::document::ContentsEntry;
use lopdf::{Dictionary, Object, ObjectId, dictionary};

/// Writes the outline; `None` if no heading stands on a page.
pub fn write(pdf: &mut lopdf::Document, ends: &Ends) -> Option<ObjectId> {
    let items = items(&ends.document.contents(), ends);
    let root = pdf.new_object_id();
    let (first, last) = write_siblings(pdf, &items, root)?;
    // The first level is open, and everything below it is closed.
    let outline = dictionary! {
        "Type" => "Outlines", "First" => first, "Last" => last, "Count" => items.len() as i64,
    };
    pdf.set_object(root, outline);
    Some(root)
}

struct OutlineItem {
    title: String,
    /// The key and the value of where it leads.
    destination: (&'static str, Object),
    children: Vec<OutlineItem>,
}

/// The lines of the contents; of what stands on no page, the children take its place.
fn items(entries: &[ContentsEntry], ends: &Ends) -> Vec<OutlineItem> {
    let mut list = Vec::new();
    for entry in entries {
        let children = items(&entry.children, ends);
        match ends.of_outline(entry.section.id) {
            Some(destination) => {
                list.push(OutlineItem { title: entry.section.label(), destination, children })
            }
            None => list.extend(children),
        }
    }
    list
}

/// Writes items that have one parent and returns the first and the last.
fn write_siblings(
    pdf: &mut lopdf::Document,
    items: &[OutlineItem],
    parent: ObjectId,
) -> Option<(ObjectId, ObjectId)> {
    let ids: Vec<ObjectId> = items.iter().map(|_| pdf.new_object_id()).collect();
    for (index, (item, &id)) in items.iter().zip(&ids).enumerate() {
        let mut entry: Dictionary = dictionary! {
            "Title" => text_string(&item.title), "Parent" => parent,
        };
        let (key, destination) = &item.destination;
        entry.set(*key, destination.clone());
        if let Some(&previous) = index.checked_sub(1).and_then(|previous| ids.get(previous)) {
            entry.set("Prev", previous);
        }
        if let Some(&next) = ids.get(index + 1) {
            entry.set("Next", next);
        }
        if let Some((first, last)) = write_siblings(pdf, &item.children, id) {
            entry.set("First", first);
            entry.set("Last", last);
            // Negative where the children are not shown (ISO 32000-1, table 153).
            entry.set("Count", -(item.children.len() as i64));
        }
        pdf.set_object(id, entry);
    }
    Some((*ids.first()?, *ids.last()?))
}
