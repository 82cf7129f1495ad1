//! What the metadata of a book says under each name, and where that stands.

use super::Creator;
use super::metadata::Metadata;
use crate::source::Span;
use std::collections::BTreeMap;

/// Where a book says what, by the names of the table of settings. What no file says, such as what was typed, has
/// no place.
pub type Places = BTreeMap<&'static str, Span>;

/// The names under which a book says something of itself, in the order of the table of settings.
pub const FIELDS: [&str; 18] = [
    "title",
    "subtitle",
    "author",
    "contributor",
    "date",
    "lang",
    "text-direction",
    "identifier",
    "isbn",
    "publisher",
    "rights",
    "description",
    "subject",
    "series",
    "group-position",
    "cover-image",
    "conforms-to",
    "certified-by",
];

impl Metadata {
    /// What it says under one of [`FIELDS`], as plain text; nothing where it says nothing.
    pub fn said(&self, field: &str) -> Vec<String> {
        let one = |text: Option<String>| text.into_iter().collect();
        let some = |text: &Option<String>| one(text.clone());
        let hands = |shown: fn(&Creator) -> Option<String>| self.creators.iter().filter_map(shown).collect();
        match field {
            "title" => one(self.title.as_ref().map(|title| title.plain.clone())),
            "subtitle" => one(self.subtitle.as_ref().map(|title| title.plain.clone())),
            "author" => hands(|hand| (hand.role == "aut").then(|| hand.name.clone())),
            "contributor" => {
                hands(|hand| (hand.role != "aut").then(|| format!("{} ({})", hand.name, hand.role)))
            }
            "date" => some(&self.date),
            "lang" => some(&self.lang),
            "text-direction" => one(self.direction.map(|direction| direction.as_str().to_owned())),
            "identifier" => self.identifier.iter().chain(&self.further_identifiers).cloned().collect(),
            "isbn" => some(&self.isbn),
            "publisher" => some(&self.publisher),
            "rights" => some(&self.rights),
            "description" => some(&self.description),
            "subject" => self.subjects.iter().map(|subject| subject.text.clone()).collect(),
            "series" => one(self.series.as_ref().map(|series| series.name.clone())),
            "group-position" => one(self.series.as_ref().and_then(|series| series.position.clone())),
            "cover-image" => one(self.cover_image.as_ref().map(|image| image.path.clone())),
            "conforms-to" => one(self.conforms_to.map(|level| level.to_string())),
            "certified-by" => some(&self.certified_by),
            _ => Vec::new(),
        }
    }

    /// Takes the place for every field that has changed since `before`.
    pub fn place_what_is_new(&mut self, before: &Metadata, span: Span) {
        for field in FIELDS {
            let said = self.said(field);
            if !said.is_empty() && said != before.said(field) {
                self.places.insert(field, span);
            }
        }
    }

    /// Where things stand after this has taken from `weaker` what it lacked, as `taken` has it.
    pub(super) fn places_with(&self, weaker: &Metadata, taken: &Metadata) -> Places {
        let of_weaker = |field: &&str| self.said(field).is_empty() && !taken.said(field).is_empty();
        let of_weaker = weaker.places.iter().filter(|(field, _)| of_weaker(field));
        self.places.iter().chain(of_weaker).map(|(field, span)| (*field, *span)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Title;
    use crate::source::FileId;

    #[test]
    fn what_is_taken_keeps_its_place() {
        let at = |start| Span::new(FileId(0), start..start + 1);
        let said = |titles: &[(&'static str, usize)]| {
            let mut metadata = Metadata::default();
            for (field, start) in titles {
                let before = metadata.clone();
                match *field {
                    "title" => metadata.title = Some(Title::from("T")),
                    "author" => metadata.creators.push(Creator::author("A")),
                    _ => metadata.creators.push(Creator { role: "trl".into(), ..Creator::author("B") }),
                }
                metadata.place_what_is_new(&before, at(*start));
            }
            metadata
        };
        let taken = said(&[("author", 1)]).or(said(&[("title", 2), ("author", 3), ("contributor", 4)]));
        // Who had a hand in it is taken as a whole, so that the translator is nobody's.
        assert_eq!(taken.places, Places::from([("author", at(1)), ("title", at(2))]));
    }
}
