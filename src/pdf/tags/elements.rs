//! The objects of the elements.

use super::tree::{ElementId, Tree};
use crate::pdf::series::{Objects, Series};
use lopdf::ObjectId;

/// The elements that the document holds, in the order in which their objects are numbered: that of reading.
pub struct Elements {
    pub(super) order: Vec<ElementId>,
    pub(super) series: Series,
    /// By element: its place in the order, one more than it is; 0 for what the document does not hold.
    places: Vec<u32>,
}

impl Elements {
    /// Numbers the elements of a tree.
    pub fn number(objects: &mut Objects, tree: &Tree) -> Elements {
        let order = tree.walk();
        let mut places = vec![0; tree.next_id().index()];
        for (place, id) in (1..).zip(&order) {
            places[id.index()] = place;
        }
        Elements { series: objects.reserve(order.len()), order, places }
    }

    /// The object of an element that the document holds.
    pub fn object(&self, id: ElementId) -> Option<ObjectId> {
        let place = self.places.get(id.index())?.checked_sub(1)?;
        Some(self.series.id(place as usize))
    }

    /// The object of an element, or of the nearest around it that the document holds.
    pub fn nearest(&self, tree: &Tree, id: ElementId) -> ObjectId {
        let nearest = tree.nearest(id, |id| self.object(id).is_some());
        self.object(nearest).unwrap_or_default()
    }
}
