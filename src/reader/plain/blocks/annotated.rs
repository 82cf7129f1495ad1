//! The words of a line with the marks of Aozora Bunko: readings, and what is stressed.

use super::inline::Run;
use crate::reader::plain::Sheet;
use crate::reader::plain::frame::aozora::{is_stress, letter, stressed};
use std::ops::Range;
use unicode_script::{Script, UnicodeScript};

impl Run {
    /// The words of bytes of the text, their marks read.
    pub fn push_annotated(&mut self, sheet: &Sheet, bytes: Range<usize>) {
        let end = bytes.end;
        let mut at = bytes.start;
        // Where the words begin that a reading stands for, and those that are stressed.
        let (mut base, mut open) = (None, None);
        let mut earliest = self.text.len();
        while let Some(first) = sheet.text.get(at..end).and_then(|rest| rest.chars().next()) {
            let rest = &sheet.text[at..end];
            let length = first.len_utf8();
            at += match first {
                '｜' if rest.contains('《') => {
                    base = Some(self.text.len());
                    length
                }
                '《' => match rest.find('》') {
                    Some(close) if self.read_as(base.take(), earliest, &rest[length..close]) => {
                        earliest = self.text.len();
                        close + '》'.len_utf8()
                    }
                    _ => self.push_letter(first, at),
                },
                '［' if rest.starts_with("［＃") => match rest.find('］') {
                    Some(close) if self.read_mark(&rest["［＃".len()..close], at, &mut open) => {
                        close + '］'.len_utf8()
                    }
                    _ => self.push_letter(first, at),
                },
                _ => self.push_letter(first, at),
            };
        }
        self.stressed.sort_by_key(|range| range.start);
        self.stressed.dedup_by(|next, last| next.start < last.end);
    }

    fn push_letter(&mut self, letter: char, at: usize) -> usize {
        let letters = if letter == '\t' { ' ' } else { letter };
        if !crate::reader::plain::lines::is_forbidden(letter) {
            self.push(letters, at);
        }
        letter.len_utf8()
    }

    /// Gives a reading to the words from `base` on, else to the letters of one script before it.
    fn read_as(&mut self, base: Option<usize>, earliest: usize, reading: &str) -> bool {
        let own = self.text.get(earliest..).unwrap_or_default();
        let kind = own.chars().next_back().map(kind);
        let alike = own.chars().rev().take_while(|letter| Some(self::kind(*letter)) == kind);
        let alike: usize = alike.map(char::len_utf8).sum();
        let start = base.unwrap_or(self.text.len() - alike);
        if start >= self.text.len() || reading.is_empty() || base.is_none() && kind == Some(Kind::Other) {
            return false;
        }
        self.rubies.push((start..self.text.len(), reading.to_owned()));
        true
    }

    fn read_mark(&mut self, mark: &str, at: usize, open: &mut Option<usize>) -> bool {
        if let Some(words) = stressed(mark).filter(|words| !words.is_empty() && self.text.ends_with(*words)) {
            self.stressed.push(self.text.len() - words.len()..self.text.len());
        } else if is_stress(mark) {
            *open = Some(self.text.len());
        } else if mark.strip_suffix("終わり").is_some_and(is_stress) && open.is_some() {
            let start = open.take().unwrap_or(self.text.len());
            self.stressed.extend((start < self.text.len()).then_some(start..self.text.len()));
        } else if let Some(letter) = letter(mark).filter(|_| self.text.ends_with('※')) {
            self.text.pop();
            self.push(letter, at);
        } else {
            return false;
        }
        true
    }
}

/// The kinds of letters that a reading without a bar stands for as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Han,
    Katakana,
    Hiragana,
    Latin,
    Other,
}

fn kind(letter: char) -> Kind {
    match letter.script() {
        _ if matches!(letter, '々' | '〆' | '〇' | 'ヶ' | '仝') => Kind::Han,
        Script::Han => Kind::Han,
        Script::Katakana => Kind::Katakana,
        _ if letter == 'ー' => Kind::Katakana,
        Script::Hiragana => Kind::Hiragana,
        _ if letter.is_alphanumeric() => Kind::Latin,
        _ => Kind::Other,
    }
}
