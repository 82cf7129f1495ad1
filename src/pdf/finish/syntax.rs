//! Objects as a file spells them (ISO 32000-1, 7.3).

use lopdf::{Dictionary, Object, Stream, StringFormat};
use std::io::{self, Write};

/// Adds an object. Direct objects nest a few levels at most, since we made them.
pub fn object(object: &Object, out: &mut Vec<u8>) -> io::Result<()> {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => write!(out, "{value}")?,
        Object::Integer(value) => write!(out, "{value}")?,
        Object::Real(value) => write!(out, "{value}")?,
        Object::Name(value) => name(value, out),
        Object::String(text, StringFormat::Literal) => literal(text, out),
        Object::String(text, StringFormat::Hexadecimal) => hexadecimal(text, out),
        Object::Array(items) => array(items, out)?,
        Object::Dictionary(value) => dictionary(value, out)?,
        Object::Stream(value) => stream(value, out)?,
        Object::Reference((number, generation)) => write!(out, "{number} {generation} R")?,
    }
    Ok(())
}

/// Adds a stream: its dictionary and its bytes as they are.
pub fn stream(stream: &Stream, out: &mut Vec<u8>) -> io::Result<()> {
    dictionary(&stream.dict, out)?;
    out.extend(b"stream\n");
    out.extend(&stream.content);
    out.extend(b"\nendstream");
    Ok(())
}

/// Adds a dictionary, its keys in their order.
pub fn dictionary(entries: &Dictionary, out: &mut Vec<u8>) -> io::Result<()> {
    out.extend(b"<<");
    for (key, value) in entries {
        name(key, out);
        if begins_like_a_word(value) {
            out.push(b' ');
        }
        object(value, out)?;
    }
    out.extend(b">>");
    Ok(())
}

fn array(items: &[Object], out: &mut Vec<u8>) -> io::Result<()> {
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 && begins_like_a_word(item) {
            out.push(b' ');
        }
        object(item, out)?;
    }
    out.push(b']');
    Ok(())
}

/// Whether its first letter would be read as one more of the word before it: it is no delimiter (7.2.2).
fn begins_like_a_word(object: &Object) -> bool {
    use Object::{Boolean, Integer, Null, Real, Reference};
    matches!(object, Null | Boolean(_) | Integer(_) | Real(_) | Reference(_))
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
            object(value, &mut out).expect("memory takes everything");
            assert_eq!(String::from_utf8_lossy(&out), *expected);
        }
    }
}
