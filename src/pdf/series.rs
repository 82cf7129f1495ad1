//! Objects that are many and of one shape: numbered one after the other, spelled side by side and packed as
//! they are spelled, so that no more than a few of them are ever held as they were.

use super::deflate::deflated;
use super::syntax::{DictionaryWriter, Value};
use crate::memo::Memo;
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;
use std::io;
use std::sync::Arc;

/// How many objects are packed together: more take less room, fewer are found faster.
const OBJECTS_TOGETHER: usize = 400;

/// The objects of a file: those of lopdf, and those that are spelled already.
pub struct Objects<'m> {
    pub pdf: Document,
    packs: Vec<Pack>,
    /// What is left of series when whole packs are taken off.
    rest: Vec<Together>,
    memo: &'m Memo,
}

/// Numbers one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Series {
    first: u32,
    count: usize,
}

impl Series {
    /// The id of one of its objects.
    pub fn id(self, index: usize) -> ObjectId {
        (self.first + index as u32, 0)
    }

    /// The ids of all of them.
    pub fn ids(self) -> impl Iterator<Item = ObjectId> {
        (0..self.count).map(move |index| self.id(index))
    }
}

/// Objects packed together in a stream (ISO 32000-1, 7.5.7).
pub struct Pack {
    /// In the order in which they stand in the stream.
    pub numbers: Vec<u32>,
    pub stream: Stream,
}

impl<'m> Objects<'m> {
    pub fn new(pdf: Document, memo: &'m Memo) -> Objects<'m> {
        Objects { pdf, packs: Vec::new(), rest: Vec::new(), memo }
    }

    /// Numbers for objects to come.
    pub fn reserve(&mut self, count: usize) -> Series {
        let first = self.pdf.max_id + 1;
        self.pdf.max_id += count as u32;
        Series { first, count }
    }

    /// Adds dictionaries under reserved numbers: `entries` sets those of the one at an index.
    pub fn write(
        &mut self,
        series: Series,
        entries: impl Fn(usize, &mut DictionaryWriter) + Sync,
    ) -> io::Result<()> {
        let add = |index: usize, together: &mut Together| {
            together.add(series.first + index as u32, |out| {
                DictionaryWriter::write(out, |writer| entries(index, writer));
            });
        };
        let whole = series.count - series.count % OBJECTS_TOGETHER;
        let packs = (0..whole).into_par_iter().step_by(OBJECTS_TOGETHER).map(|start| {
            let mut together = Together::default();
            (start..start + OBJECTS_TOGETHER).for_each(|index| add(index, &mut together));
            together.pack(self.memo)
        });
        self.packs.extend(packs.collect::<io::Result<Vec<_>>>()?);
        (whole..series.count).for_each(|index| add(index, open(&mut self.rest)));
        Ok(())
    }

    /// Reserves numbers and adds dictionaries under them.
    pub fn add(
        &mut self,
        count: usize,
        entries: impl Fn(usize, &mut DictionaryWriter) + Sync,
    ) -> io::Result<Series> {
        let series = self.reserve(count);
        self.write(series, entries)?;
        Ok(series)
    }

    /// The document with its streams alone, and all other objects packed.
    pub fn packed(mut self) -> io::Result<(Document, Vec<Pack>)> {
        let objects = std::mem::take(&mut self.pdf.objects);
        for ((number, generation), object) in objects {
            if matches!(object, Object::Stream(_)) {
                self.pdf.objects.insert((number, generation), object);
            } else {
                open(&mut self.rest).add(number, |out| object.spell(out));
            }
        }
        let packs = self.rest.par_iter().map(|together| together.pack(self.memo));
        self.packs.extend(packs.collect::<io::Result<Vec<_>>>()?);
        Ok((self.pdf, self.packs))
    }
}

/// The last pack that is not full yet.
fn open(packs: &mut Vec<Together>) -> &mut Together {
    if packs.last().is_none_or(|last| last.starts.len() == OBJECTS_TOGETHER) {
        packs.push(Together::default());
    }
    let last = packs.len() - 1;
    &mut packs[last]
}

/// Objects as a file spells them, one behind the other.
#[derive(Default)]
struct Together {
    /// Number and place of each.
    starts: Vec<(u32, usize)>,
    bytes: Vec<u8>,
}

impl Together {
    fn add(&mut self, number: u32, spell: impl FnOnce(&mut Vec<u8>)) {
        self.starts.push((number, self.bytes.len()));
        spell(&mut self.bytes);
        self.bytes.push(b' ');
    }

    fn pack(&self, memo: &Memo) -> io::Result<Pack> {
        let mut content = Vec::with_capacity(self.bytes.len() + self.starts.len() * 12);
        for (number, start) in &self.starts {
            for number in [i64::from(*number), *start as i64] {
                number.spell(&mut content);
                content.push(b' ');
            }
        }
        let first = content.len() as i64;
        content.extend(&self.bytes);
        let packed = memo.try_get(&("objects", &content), || deflated(&content))?;
        let dictionary = dictionary! {
            "Type" => "ObjStm", "N" => self.starts.len() as i64, "First" => first, "Filter" => "FlateDecode",
        };
        Ok(Pack {
            numbers: self.starts.iter().map(|(number, _)| *number).collect(),
            stream: Stream::new(dictionary, Arc::unwrap_or_clone(packed).0),
        })
    }
}
