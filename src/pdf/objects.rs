//! The PDF objects that several parts write.

use super::syntax::is_plain;
use crate::length::Length;
use lopdf::{Object, StringFormat};

/// A text string (ISO 32000-1, 7.9.2.2): ASCII as it is, everything else as UTF-16.
pub fn text_string(text: &str) -> Object {
    if is_plain(text) {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    Object::String(utf16(text), StringFormat::Hexadecimal)
}

/// UTF-16 with the byte order mark that tells it from PDFDocEncoding.
pub fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

/// A number with at most four decimals, an integer where it is one.
pub fn number(value: f64) -> Object {
    let rounded = (value * 10_000.0).round() / 10_000.0;
    if rounded.fract() == 0.0 { Object::Integer(rounded as i64) } else { Object::Real(rounded as f32) }
}

/// A length in points.
pub fn points(length: Length) -> Object {
    number(length.to_pt())
}
