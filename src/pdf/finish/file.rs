//! The objects as a file (ISO 32000-1, 7.5): the streams, then all other objects packed together, then the
//! table of where each of them stands.
//!
//! lopdf can write such a file too. It clones each object first and spells it three times, all of them one after
//! the other, which took as long as to set half of the pages.

use crate::pdf::deflate::deflated;
use crate::pdf::series::Objects;
use crate::pdf::syntax::Value;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use std::io::{self, Write};

/// Writes objects that are numbered from 1 without gaps, and whose streams are packed.
pub fn write(objects: Objects) -> io::Result<Vec<u8>> {
    let (pdf, packs) = objects.packed()?;
    let Document { version, binary_mark, trailer, objects: streams, max_id, .. } = pdf;
    let of_streams = streams.values().filter_map(|stream| Some(stream.as_stream().ok()?.content.len()));
    let size = of_streams.chain(packs.iter().map(|pack| pack.stream.content.len())).sum::<usize>();
    let mut file = FileWriter {
        bytes: Vec::with_capacity(size),
        references: vec![CrossReference::Free; max_id as usize + 1],
    };
    writeln!(file.bytes, "%PDF-{version}")?;
    // Bytes by which programs that move files see that this one is no text (7.5.2).
    file.bytes.push(b'%');
    file.bytes.extend(binary_mark);
    file.bytes.push(b'\n');
    // Each is let go when it is written: those of pictures are large.
    for ((number, _), stream) in streams {
        file.object(number, &stream)?;
    }
    for (container, pack) in (max_id + 1..).zip(packs) {
        for (index, number) in (0..).zip(pack.numbers) {
            file.references[number as usize] = CrossReference::Within { container, index };
        }
        file.object(container, &pack.stream.into())?;
    }
    file.end(trailer)
}

/// Where an object stands.
#[derive(Clone, Copy)]
enum CrossReference {
    Free,
    At(usize),
    Within { container: u32, index: u16 },
}

struct FileWriter {
    bytes: Vec<u8>,
    /// By number.
    references: Vec<CrossReference>,
}

impl FileWriter {
    /// Adds an object of its own.
    fn object(&mut self, number: u32, object: &Object) -> io::Result<()> {
        let at = CrossReference::At(self.bytes.len());
        match self.references.get_mut(number as usize) {
            Some(place) => *place = at,
            None => self.references.push(at),
        }
        writeln!(self.bytes, "{number} 0 obj")?;
        object.spell(&mut self.bytes);
        self.bytes.extend(b"\nendobj\n");
        Ok(())
    }

    /// Adds the table, which is the last object, and says where it is.
    fn end(mut self, trailer: Dictionary) -> io::Result<Vec<u8>> {
        let (number, start) = (self.references.len(), self.bytes.len());
        self.references.push(CrossReference::At(start));
        let mut dictionary = trailer;
        dictionary.set("Type", "XRef");
        dictionary.set("Size", self.references.len() as i64);
        dictionary.set("W", WIDTHS.map(|width| Object::Integer(width as i64)).to_vec());
        let columns = dictionary! { "Predictor" => 12, "Columns" => ENTRY as i64 };
        dictionary.set("Filter", "FlateDecode");
        dictionary.set("DecodeParms", columns);
        let table = Stream::new(dictionary, deflated(&differences(&self.references))?.0);
        self.object(number as u32, &table.into())?;
        write!(self.bytes, "startxref\n{start}\n%%EOF")?;
        Ok(self.bytes)
    }
}

/// Bytes of the fields of an entry (7.5.8.2): its kind, a place or a number, and a number.
const WIDTHS: [usize; 3] = [1, 4, 2];
const ENTRY: usize = 7;

impl CrossReference {
    fn entry(self) -> [u8; ENTRY] {
        let (kind, place, index) = match self {
            // Nothing but the head of the list of free ones, which is object 0 (7.5.4).
            CrossReference::Free => (0, 0, u16::MAX),
            CrossReference::At(at) => (1, at as u32, 0),
            CrossReference::Within { container, index } => (2, container, index),
        };
        let mut entry = [kind, 0, 0, 0, 0, 0, 0];
        entry[1..5].copy_from_slice(&place.to_be_bytes());
        entry[5..].copy_from_slice(&index.to_be_bytes());
        entry
    }
}

/// Each entry as its difference to the one before: PNG's filter "up" (7.4.4.4), by which entries that count on
/// become equal. As they are they would be a tenth of a tagged book.
fn differences(references: &[CrossReference]) -> Vec<u8> {
    let mut rows = Vec::with_capacity(references.len() * (ENTRY + 1));
    let mut above = [0; ENTRY];
    for entry in references.iter().map(|reference| reference.entry()) {
        rows.push(2);
        rows.extend(entry.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = entry;
    }
    rows
}
