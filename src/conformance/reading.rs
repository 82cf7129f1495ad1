//! What a written edition says, told in the same way of both, so that they can be compared: sections
//! with their text, images, formulas and links, notes, contents, and where printed pages begin.

use std::collections::BTreeMap;

/// An edition, read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// In reading order. What stands before the first heading is a section of level 0 without a title.
    pub sections: Vec<Section>,
    /// In the order in which they stand.
    pub notes: Vec<Note>,
    /// The entries of the contents, as reading systems show them.
    pub contents: Vec<Entry>,
    /// Where printed pages begin in the text.
    pub turns: Vec<Turn>,
    /// The labels of printed pages: of the PDF all, of the EPUB those that its list has.
    pub labels: Vec<String>,
    /// Names that links may lead to, and where they stand.
    pub anchors: BTreeMap<String, Anchor>,
    /// What tells this edition, and the other one of the same run, from all others.
    pub identifiers: Vec<String>,
    /// The name of the run that wrote it, if it says one.
    pub run: Option<String>,
    /// What could not be read, in a sentence each.
    pub unread: Vec<String>,
}

#[derive(Debug, Default)]
pub(super) struct Section {
    pub level: usize,
    pub title: String,
    /// Where it begins, as the file knows it.
    pub place: String,
    /// Names of the section itself.
    pub names: Vec<String>,
    /// With the title before it.
    pub text: String,
    /// Of each image, what is said of it.
    pub images: Vec<String>,
    /// Of each formula likewise.
    pub formulas: Vec<String>,
    pub links: Vec<Link>,
}

#[derive(Debug, Default)]
pub(super) struct Note {
    pub text: String,
    /// The number of the section that it stands in.
    pub section: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub depth: usize,
    pub title: String,
}

#[derive(Debug)]
pub(super) struct Link {
    pub text: String,
    pub target: Target,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// An address outside.
    Address(String),
    /// A name of the book.
    Anchor(String),
    /// A place that has no name.
    Unnamed,
}

/// A printed page begins.
#[derive(Debug)]
pub(super) struct Turn {
    pub label: String,
    pub at: Position,
    /// Where the captions of figures begin that stand at the head of the page; else `at`.
    pub from: Position,
}

/// A place in the text: a section, and how many letters of it stand before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    pub section: usize,
    pub letters: usize,
}

/// Where a name stands.
#[derive(Debug)]
pub(super) enum Anchor {
    At(Position),
    /// On the page with this label.
    OnPage(String),
}

/// Whether a character counts when texts are compared. Lines are ended, words divided and spaces set
/// by each edition in its own way; so hyphens and spaces do not count, nor do marks that are not seen.
pub(super) fn counts(character: char) -> bool {
    !character.is_whitespace()
        && !character.is_control()
        && !matches!(
            character,
            '-' | '\u{AD}' | '\u{2010}' | '\u{2011}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
        )
}

/// The characters of a text that count. Ligatures of Latin letters, which some writers give codes of
/// their own, are the letters that they stand for (Unicode, U+FB00–U+FB06).
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|character| counts(*character)).flat_map(|character| {
        let parts = match character {
            '\u{FB00}' => "ff",
            '\u{FB01}' => "fi",
            '\u{FB02}' => "fl",
            '\u{FB03}' => "ffi",
            '\u{FB04}' => "ffl",
            '\u{FB05}' | '\u{FB06}' => "st",
            _ => "",
        };
        let own = parts.is_empty().then_some(character);
        own.into_iter().chain(parts.chars())
    })
}

/// A reading under construction.
#[derive(Default)]
pub(super) struct Builder {
    pub reading: Reading,
    /// Letters of the open section so far.
    letters: usize,
    heading: bool,
    note: Option<Note>,
    links: Vec<Link>,
}

impl Builder {
    /// A heading begins, and with it a section.
    pub fn begin_section(&mut self, level: usize, place: String) {
        self.letters = 0;
        self.heading = true;
        self.reading.sections.push(Section { level, place, ..Section::default() });
    }

    pub fn end_heading(&mut self) {
        self.heading = false;
        self.say(" ");
    }

    /// A note begins; what is said until it ends is its text.
    pub fn begin_note(&mut self) {
        let section = self.reading.sections.len().saturating_sub(1);
        self.note.get_or_insert(Note { text: String::new(), section });
    }

    pub fn end_note(&mut self) {
        self.reading.notes.extend(self.note.take());
    }

    pub fn begin_link(&mut self, target: Target) {
        self.links.push(Link { text: String::new(), target });
    }

    pub fn end_link(&mut self) {
        if let Some(link) = self.links.pop() {
            self.section().links.push(link);
        }
    }

    pub fn say(&mut self, text: &str) {
        for link in &mut self.links {
            link.text.push_str(text);
        }
        if let Some(note) = &mut self.note {
            return note.text.push_str(text);
        }
        // Spaces between blocks make no section of what is nothing else.
        if self.reading.sections.is_empty() && letters(text).next().is_none() {
            return;
        }
        self.letters += letters(text).count();
        let heading = self.heading;
        let section = self.section();
        section.text.push_str(text);
        if heading {
            section.title.push_str(text);
        }
    }

    pub fn image(&mut self, words: String) {
        self.section().images.push(words);
    }

    pub fn formula(&mut self, words: String) {
        self.section().formulas.push(words);
    }

    /// A printed page begins here, or with captions before.
    pub fn turn(&mut self, label: String, captions: Option<Position>) {
        let at = self.position();
        self.reading.turns.push(Turn { label, at, from: captions.unwrap_or(at) });
    }

    pub fn position(&self) -> Position {
        Position { section: self.reading.sections.len().saturating_sub(1), letters: self.letters }
    }

    /// The open section.
    pub fn section(&mut self) -> &mut Section {
        let sections = &mut self.reading.sections;
        if sections.is_empty() {
            sections.push(Section::default());
        }
        let last = sections.len() - 1;
        &mut sections[last]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_spaces_and_ligatures_do_not_count() {
        let plain = |text| letters(text).collect::<String>();
        assert_eq!(plain("of\u{AD}fice \u{FB03} re-\ncover"), "officeffirecover");
        assert_eq!(plain("a\u{200B}b\u{2060}c\u{FEFF}"), "abc");
    }
}
