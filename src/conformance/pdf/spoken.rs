//! What the marks of content say: the text that a screen reader takes from them.

use super::objects::{File, Key};
use super::seen::FontUse;
use super::unicode::Unicode;
use std::collections::BTreeMap;

/// No book says more. Codes may stand for long texts, so that a small file could fill the memory.
const MOST: usize = 64 << 20;

/// The texts of all marks, gathered in the order in which they are shown.
#[derive(Default)]
pub(super) struct Spoken {
    texts: BTreeMap<(Key, i64), String>,
    /// What the codes of each face mean; `None` where it has no map.
    maps: BTreeMap<Key, Option<Unicode>>,
    length: usize,
    /// What was shown since a mark began that is read from its end.
    reversed: Option<Vec<((Key, i64), String)>>,
}

impl Spoken {
    pub fn of(&self, stream: Key, mark: i64) -> &str {
        self.texts.get(&(stream, mark)).map_or("", String::as_str)
    }

    /// Whether there was more than any book says, and the rest is not there.
    pub fn is_cut(&self) -> bool {
        self.length > MOST
    }

    /// Codes of a face are shown in a mark.
    pub fn show(&mut self, file: &File, mark: (Key, i64), face: (Key, &FontUse), codes: &[u16]) {
        let map = self.maps.entry(face.0).or_insert_with(|| {
            let stream = file.stream(face.1.dictionary, "ToUnicode")?;
            Some(Unicode::read(&file.unpack(stream).ok()?))
        });
        let letter = |code: u16| match &*map {
            Some(map) => map.text(code).unwrap_or("\u{FFFD}").to_owned(),
            // The letters of ASCII are the same in all standard encodings of simple faces.
            None => {
                char::from_u32(u32::from(code)).filter(|letter| !letter.is_control()).into_iter().collect()
            }
        };
        let letters: Vec<String> = codes.iter().map(|&code| letter(code)).collect();
        match self.reversed.is_some() {
            true => letters.iter().for_each(|letter| self.say(mark, letter)),
            false => self.say(mark, &letters.concat()),
        }
    }

    /// What is shown from now on is read from its end.
    pub fn begin_reversed(&mut self) {
        self.reversed.get_or_insert_default();
    }

    /// What has been shown since is read now.
    pub fn end_reversed(&mut self) {
        for (mark, text) in self.reversed.take().unwrap_or_default().into_iter().rev() {
            self.texts.entry(mark).or_default().push_str(&text);
        }
    }

    /// A mark says something.
    pub fn say(&mut self, mark: (Key, i64), text: &str) {
        self.length = self.length.saturating_add(text.len());
        match &mut self.reversed {
            _ if self.length > MOST => {}
            Some(reversed) => reversed.push((mark, text.to_owned())),
            None => self.texts.entry(mark).or_default().push_str(text),
        }
    }
}
