//! The objects of a file, so that whatever is missing, wrong or hostile is merely absent.

use lopdf::{Dictionary, Document, LoadOptions, Object, Stream};
use std::cell::Cell;
use std::fmt;

/// No stream may unpack to more, and all that are looked at together not to eight times as much. A bomb
/// of a few kilobytes would else fill the memory.
const LARGEST_STREAM: usize = 32 << 20;
/// A reference may lead to a reference, and in a circle.
const REFERENCES: usize = 16;

/// What tells two objects apart: an indirect one by its number, a direct one by where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Indirect(u32, u16),
    Direct(usize),
}

/// As it stands in the file.
impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::Indirect(number, generation) => write!(out, "{number} {generation}"),
            Key::Direct(_) => out.write_str("within another"),
        }
    }
}

pub(super) struct File {
    document: Document,
    encrypted: bool,
    /// So many bytes may still be unpacked.
    budget: Cell<usize>,
}

impl File {
    /// Errors: the bytes are no PDF, or one that only a password opens.
    pub fn open(bytes: &[u8]) -> Result<File, String> {
        let options = LoadOptions::with_max_decompressed_size(8 * LARGEST_STREAM);
        let loaded = crate::conformance::guarded(|| Document::load_mem_with_options(bytes, options));
        // What the library says is no word for those who read books.
        let document =
            loaded?.map_err(|_| "it is cut off or damaged: it is no PDF that can be read".to_owned())?;
        if document.is_encrypted() {
            return Err("it is encrypted, and no password is at hand".into());
        }
        let encrypted = document.was_encrypted();
        Ok(File { document, encrypted, budget: Cell::new(8 * LARGEST_STREAM) })
    }

    pub fn trailer(&self) -> &Dictionary {
        &self.document.trailer
    }

    /// `1.7`, `2.0`: what the header says.
    pub fn version(&self) -> &str {
        &self.document.version
    }

    /// Whether it was encrypted, with the empty password.
    pub fn was_encrypted(&self) -> bool {
        self.encrypted
    }

    /// The bits that say what a reader may do, where the file was encrypted.
    pub fn allows_assistive_technology(&self) -> bool {
        let state = self.document.encryption_state.as_ref();
        // Bit 10 (ISO 32000-1, 7.6.3.2).
        state.is_none_or(|state| state.permissions().bits() & (1 << 9) != 0)
    }

    pub fn objects(&self) -> impl Iterator<Item = (Key, &Object)> {
        self.document
            .objects
            .iter()
            .map(|(&(number, generation), object)| (Key::Indirect(number, generation), object))
    }

    /// What references lead to; `None` for nothing at all.
    pub fn resolve<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        let mut object = object;
        for _ in 0..REFERENCES {
            match object {
                Object::Reference(id) => object = self.document.objects.get(id)?,
                Object::Null => return None,
                other => return Some(other),
            }
        }
        None
    }

    pub fn key(&self, object: &Object) -> Key {
        let (mut object, mut key) = (object, Key::Direct(std::ptr::from_ref(object).addr()));
        for _ in 0..REFERENCES {
            let Object::Reference(id) = object else { break };
            key = Key::Indirect(id.0, id.1);
            match self.document.objects.get(id) {
                Some(next) => object = next,
                None => break,
            }
        }
        key
    }

    pub fn get<'a>(&'a self, dictionary: &'a Dictionary, name: &str) -> Option<&'a Object> {
        self.resolve(raw(dictionary, name)?)
    }

    pub fn dictionary<'a>(&'a self, dictionary: &'a Dictionary, name: &str) -> Option<&'a Dictionary> {
        as_dictionary(self.get(dictionary, name)?)
    }

    /// The dictionary that an object is or leads to; of a stream, its own.
    pub fn to_dictionary<'a>(&'a self, object: &'a Object) -> Option<&'a Dictionary> {
        as_dictionary(self.resolve(object)?)
    }

    pub fn stream<'a>(&'a self, dictionary: &'a Dictionary, name: &str) -> Option<&'a Stream> {
        self.get(dictionary, name)?.as_stream().ok()
    }

    pub fn name<'a>(&'a self, dictionary: &'a Dictionary, name: &str) -> Option<&'a str> {
        as_name(self.get(dictionary, name)?)
    }

    pub fn integer(&self, dictionary: &Dictionary, name: &str) -> Option<i64> {
        self.get(dictionary, name)?.as_i64().ok()
    }

    pub fn is_true(&self, dictionary: &Dictionary, name: &str) -> bool {
        matches!(self.get(dictionary, name), Some(Object::Boolean(true)))
    }

    /// A text string, decoded.
    pub fn text(&self, dictionary: &Dictionary, name: &str) -> Option<String> {
        self.get(dictionary, name)?.as_str().ok().map(decode)
    }

    /// Whether an entry holds words.
    pub fn says(&self, dictionary: &Dictionary, name: &str) -> bool {
        self.text(dictionary, name).is_some_and(|text| !text.trim().is_empty())
    }

    /// The objects of an array, or the one object that stands there without an array.
    pub fn items<'a>(&'a self, dictionary: &'a Dictionary, name: &str) -> &'a [Object] {
        let Some(object) = raw(dictionary, name) else { return &[] };
        match self.resolve(object) {
            Some(Object::Array(items)) => items,
            Some(_) => std::slice::from_ref(object),
            None => &[],
        }
    }

    /// The bytes of a stream without its filters. Errors: a filter that is not known, damage, or
    /// more bytes than anyone should unpack.
    pub fn unpack(&self, stream: &Stream) -> Result<Vec<u8>, String> {
        let limit = self.budget.get().min(LARGEST_STREAM);
        if !self.has_plain_rows(&stream.dict) {
            return Err("a stream has rows of a size that cannot be".into());
        }
        let unpacked = crate::conformance::guarded(|| stream.decompressed_content_with_limit(limit))?;
        // Work that led to nothing counts as well, or a bomb could be set off again and again.
        let spent = match &unpacked {
            Ok(bytes) => bytes.len(),
            Err(lopdf::Error::Decompress(_)) => limit,
            Err(_) => stream.content.len(),
        };
        self.budget.set(self.budget.get().saturating_sub(spent));
        unpacked.map_err(|error| format!("a stream cannot be unpacked: {error}"))
    }

    /// The numbers of a predictor are multiplied before anyone looks at them.
    fn has_plain_rows(&self, dictionary: &Dictionary) -> bool {
        let within = |parameters: &Dictionary, name: &str, most: i64| {
            self.integer(parameters, name).is_none_or(|value| (0..=most).contains(&value))
        };
        self.items(dictionary, "DecodeParms").iter().filter_map(|object| self.to_dictionary(object)).all(
            |it| {
                within(it, "Columns", 1 << 16)
                    && within(it, "Colors", 32)
                    && within(it, "BitsPerComponent", 16)
            },
        )
    }
}

pub(super) fn raw<'a>(dictionary: &'a Dictionary, name: &str) -> Option<&'a Object> {
    dictionary.as_hashmap().get(name.as_bytes())
}

fn as_dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

pub(super) fn as_name(object: &Object) -> Option<&str> {
    object.as_name().ok().and_then(|name| std::str::from_utf8(name).ok())
}

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 by its mark, else PDFDocEncoding, of which
/// only what it shares with Latin-1 is told apart here.
pub(super) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0xFFFD,
            });
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_have_three_encodings() {
        for (bytes, text) in [
            (&b"plain"[..], "plain"),
            (b"\xFE\xFF\0a\x20\x19", "a’"),
            (b"\xEF\xBB\xBF\xC3\xA9", "é"),
            (b"\xE9", "é"),
            (b"\xFE\xFF\xD8\0", "\u{FFFD}"),
            (b"", ""),
        ] {
            assert_eq!(decode(bytes), text);
        }
    }
}
