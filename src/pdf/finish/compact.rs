//! Numbering anew: only what is used, in the order in which the trailer leads to it.
//!
//! lopdf can prune and renumber too, but searches a list for every reference, which takes
//! seconds for a long book.

use lopdf::{Dictionary, Document, Object, ObjectId};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, VecDeque};

/// The same document without unused objects and without gaps between the numbers.
pub fn compact(mut pdf: Document) -> Document {
    let mut numbering = Numbering::default();
    let mut trailer = std::mem::take(&mut pdf.trailer);
    trailer.remove(b"ID");
    numbering.dictionary(&mut trailer);
    let mut objects = BTreeMap::new();
    while let Some((old, new)) = numbering.waiting.pop_front() {
        let mut object = pdf.objects.remove(&old).unwrap_or(Object::Null);
        numbering.object(&mut object);
        objects.insert(new, object);
    }
    pdf.max_id = objects.len() as u32;
    (pdf.trailer, pdf.objects) = (trailer, objects);
    pdf
}

#[derive(Default)]
struct Numbering {
    new: FxHashMap<ObjectId, ObjectId>,
    waiting: VecDeque<(ObjectId, ObjectId)>,
}

impl Numbering {
    /// Gives the references in an object their new numbers. Direct objects nest a few levels
    /// at most, since we made them.
    fn object(&mut self, object: &mut Object) {
        match object {
            Object::Reference(id) => *id = self.number(*id),
            Object::Array(items) => items.iter_mut().for_each(|item| self.object(item)),
            Object::Dictionary(dictionary) => self.dictionary(dictionary),
            Object::Stream(stream) => self.dictionary(&mut stream.dict),
            _ => {}
        }
    }

    fn dictionary(&mut self, dictionary: &mut Dictionary) {
        dictionary.iter_mut().for_each(|(_, value)| self.object(value));
    }

    fn number(&mut self, old: ObjectId) -> ObjectId {
        // Object 0 is the head of the list of free ones (ISO 32000-1, 7.5.4).
        let next = (self.new.len() as u32 + 1, 0);
        *self.new.entry(old).or_insert_with(|| {
            self.waiting.push_back((old, next));
            next
        })
    }
}
