//! Objects as a file spells them (ISO 32000-1, 7.3): those of lopdf, and those that are so many that they
//! are spelled at once.

use super::objects::{points, utf16};
use crate::length::Length;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};

/// What can stand in a dictionary or in an array.
pub trait Value {
    /// Adds it. Direct objects nest a few levels at most, since we made them.
    fn spell(&self, out: &mut Vec<u8>);

    /// Whether its first letter would be read as one more of the word before it: it is no delimiter (7.2.2).
    fn begins_like_a_word(&self) -> bool;
}

/// A name (7.3.5).
pub struct Name<'n>(pub &'n str);

/// A text string (7.9.2.2).
pub struct Text<'t>(pub &'t str);

/// What an array or a dictionary holds is spelled by a function.
pub struct Entries<F: Fn(&mut DictionaryWriter)>(pub F);

/// Spells a dictionary as its entries come.
pub struct DictionaryWriter<'o>(&'o mut Vec<u8>);

impl DictionaryWriter<'_> {
    /// Adds a dictionary of what `entries` sets.
    pub fn write(out: &mut Vec<u8>, entries: impl FnOnce(&mut DictionaryWriter)) {
        out.extend(b"<<");
        entries(&mut DictionaryWriter(out));
        out.extend(b">>");
    }

    /// Adds an entry; no key may come twice.
    pub fn set(&mut self, key: &str, value: impl Value) {
        self.entry(key.as_bytes(), &value);
    }

    /// Adds an entry where there is a value.
    pub fn set_some(&mut self, key: &str, value: Option<impl Value>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    fn entry(&mut self, key: &[u8], value: &impl Value) {
        name(key, self.0);
        if value.begins_like_a_word() {
            self.0.push(b' ');
        }
        value.spell(self.0);
    }
}

impl<F: Fn(&mut DictionaryWriter)> Value for Entries<F> {
    fn spell(&self, out: &mut Vec<u8>) {
        DictionaryWriter::write(out, &self.0);
    }

    fn begins_like_a_word(&self) -> bool {
        false
    }
}

impl Value for Name<'_> {
    fn spell(&self, out: &mut Vec<u8>) {
        name(self.0.as_bytes(), out);
    }

    fn begins_like_a_word(&self) -> bool {
        false
    }
}

impl Value for Text<'_> {
    fn spell(&self, out: &mut Vec<u8>) {
        if is_plain(self.0) { literal(self.0.as_bytes(), out) } else { hexadecimal(&utf16(self.0), out) }
    }

    fn begins_like_a_word(&self) -> bool {
        false
    }
}

impl Value for i64 {
    fn spell(&self, out: &mut Vec<u8>) {
        out.extend(itoa::Buffer::new().format(*self).as_bytes());
    }

    fn begins_like_a_word(&self) -> bool {
        true
    }
}

impl Value for Length {
    /// In points.
    fn spell(&self, out: &mut Vec<u8>) {
        points(*self).spell(out);
    }

    fn begins_like_a_word(&self) -> bool {
        true
    }
}

impl Value for ObjectId {
    fn spell(&self, out: &mut Vec<u8>) {
        let (number, generation) = *self;
        i64::from(number).spell(out);
        out.push(b' ');
        i64::from(generation).spell(out);
        out.extend(b" R");
    }

    fn begins_like_a_word(&self) -> bool {
        true
    }
}

impl<V: Value> Value for [V] {
    fn spell(&self, out: &mut Vec<u8>) {
        out.push(b'[');
        for (index, item) in self.iter().enumerate() {
            if index > 0 && item.begins_like_a_word() {
                out.push(b' ');
            }
            item.spell(out);
        }
        out.push(b']');
    }

    fn begins_like_a_word(&self) -> bool {
        false
    }
}

impl<V: Value> Value for Vec<V> {
    fn spell(&self, out: &mut Vec<u8>) {
        self.as_slice().spell(out);
    }

    fn begins_like_a_word(&self) -> bool {
        false
    }
}

impl<V: Value + ?Sized> Value for &V {
    fn spell(&self, out: &mut Vec<u8>) {
        (**self).spell(out);
    }

    fn begins_like_a_word(&self) -> bool {
        (**self).begins_like_a_word()
    }
}

impl Value for Object {
    fn spell(&self, out: &mut Vec<u8>) {
        match self {
            Object::Null => out.extend(b"null"),
            Object::Boolean(value) => out.extend(value.to_string().as_bytes()),
            Object::Integer(value) => value.spell(out),
            Object::Real(value) => out.extend(value.to_string().as_bytes()),
            Object::Name(value) => name(value, out),
            Object::String(text, StringFormat::Literal) => literal(text, out),
            Object::String(text, StringFormat::Hexadecimal) => hexadecimal(text, out),
            Object::Array(items) => items.spell(out),
            Object::Dictionary(value) => dictionary(value, out),
            Object::Stream(value) => stream(value, out),
            Object::Reference(id) => id.spell(out),
        }
    }

    fn begins_like_a_word(&self) -> bool {
        use Object::{Boolean, Integer, Null, Real, Reference};
        matches!(self, Null | Boolean(_) | Integer(_) | Real(_) | Reference(_))
    }
}

/// Adds a stream: its dictionary and its bytes as they are.
fn stream(stream: &Stream, out: &mut Vec<u8>) {
    dictionary(&stream.dict, out);
    out.extend(b"stream\n");
    out.extend(&stream.content);
    out.extend(b"\nendstream");
}

/// Adds a dictionary, its keys in their order.
fn dictionary(entries: &Dictionary, out: &mut Vec<u8>) {
    DictionaryWriter::write(out, |writer| entries.iter().for_each(|(key, value)| writer.entry(key, value)));
}

/// Whether a text string is written as it is: all of it is ASCII.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

fn hex(byte: u8) -> [u8; 2] {
    [byte >> 4, byte & 15].map(|digit| HEX[usize::from(digit)])
}

/// White space, delimiters and all that is not ASCII are written as numbers (7.3.5).
fn name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.push(b'#');
            out.extend(hex(byte));
        }
    }
}

/// Parentheses need no escape where they are balanced, which nobody has to find out: to escape them is
/// always right (7.3.4.2). A bare return would be read as a line feed.
fn literal(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'(');
    for &byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
            b'\r' => out.extend(b"\\r"),
            _ => out.push(byte),
        }
    }
    out.push(b')');
}

fn hexadecimal(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'<');
    out.extend(text.iter().flat_map(|&byte| hex(byte)));
    out.push(b'>');
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn objects_are_spelled_so_that_they_are_read_as_they_were() {
        let string = |text: &[u8], format| Object::String(text.to_vec(), format);
        let nested = dictionary! {
            "Kids" => vec![Object::Reference((3, 0)), Object::Null, "S".into(), true.into(), vec![1.into(), 2.into()].into()],
            "W" => dictionary! { "A" => 0.5 },
        };
        let cases: &[(Object, &str)] = &[
            (Object::Null, "null"),
            (false.into(), "false"),
            ((-12).into(), "-12"),
            (Object::Real(0.25), "0.25"),
            (Object::Name(b"A name/#\xE9".to_vec()), "/A#20name#2F#23#E9"),
            (string(b"a (b) \\ c\r)", StringFormat::Literal), "(a \\(b\\) \\\\ c\\r\\))"),
            (string(b"\xFE\xFF\x00a", StringFormat::Hexadecimal), "<FEFF0061>"),
            (Object::Reference((7, 0)), "7 0 R"),
            (nested.into(), "<</Kids[3 0 R null/S true[1 2]]/W<</A 0.5>>>>"),
        ];
        for (value, expected) in cases {
            let mut out = Vec::new();
            value.spell(&mut out);
            assert_eq!(String::from_utf8_lossy(&out), *expected);
        }
    }
}
