//! What the metadata of a book says under each name, and where that stands.

use super::Title;
use super::metadata::Metadata;
use crate::source::Span;
use std::borrow::Cow;
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
        self.values(field).map(Cow::into_owned).collect()
    }

    fn values<'m>(&'m self, field: &str) -> Box<dyn Iterator<Item = Cow<'m, str>> + 'm> {
        let some = |text: &'m Option<String>| text.as_deref().map(Cow::Borrowed).into_iter();
        let title =
            |title: &'m Option<Title>| title.as_ref().map(|title| title.plain.as_str().into()).into_iter();
        let hands = |authors: bool| self.creators.iter().filter(move |hand| (hand.role == "aut") == authors);
        match field {
            "title" => Box::new(title(&self.title)),
            "subtitle" => Box::new(title(&self.subtitle)),
            "author" => Box::new(hands(true).map(|hand| hand.name.as_str().into())),
            "contributor" => {
                Box::new(hands(false).map(|hand| format!("{} ({})", hand.name, hand.role).into()))
            }
            "date" => Box::new(some(&self.date)),
            "lang" => Box::new(some(&self.lang)),
            "text-direction" => {
                Box::new(self.direction.map(|direction| direction.as_str().into()).into_iter())
            }
            "identifier" => Box::new(
                self.identifier.iter().chain(&self.further_identifiers).map(|text| text.as_str().into()),
            ),
            "isbn" => Box::new(some(&self.isbn)),
            "publisher" => Box::new(some(&self.publisher)),
            "rights" => Box::new(some(&self.rights)),
            "description" => Box::new(some(&self.description)),
            "subject" => Box::new(self.subjects.iter().map(|subject| subject.text.as_str().into())),
            "series" => Box::new(self.series.iter().map(|series| series.name.as_str().into())),
            "group-position" => Box::new(self.series.iter().flat_map(move |series| some(&series.position))),
            "cover-image" => Box::new(self.cover_image.iter().map(|image| image.path.as_str().into())),
            "conforms-to" => Box::new(self.conforms_to.iter().map(|level| level.to_string().into())),
            "certified-by" => Box::new(some(&self.certified_by)),
            _ => Box::new(std::iter::empty()),
        }
    }

    /// How many values there are of each of [`FIELDS`].
    pub fn counts(&self) -> [usize; FIELDS.len()] {
        FIELDS.map(|field| self.values(field).count())
    }

    /// Takes a place for every field that has more values than it had.
    pub fn place_what_is_new(&mut self, before: [usize; FIELDS.len()], span: Span) {
        for ((field, before), now) in FIELDS.into_iter().zip(before).zip(self.counts()) {
            if now > before {
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
    use crate::document::Creator;
    use crate::source::FileId;

    #[test]
    fn what_is_taken_keeps_its_place() {
        let at = |start| Span::new(FileId(0), start..start + 1);
        let said = |titles: &[(&'static str, usize)]| {
            let mut metadata = Metadata::default();
            for (field, start) in titles {
                let before = metadata.counts();
                match *field {
                    "title" => metadata.title = Some(Title::from("T")),
                    "author" => metadata.creators.push(Creator::author("A")),
                    _ => metadata.creators.push(Creator { role: "trl".into(), ..Creator::author("B") }),
                }
                metadata.place_what_is_new(before, at(*start));
            }
            metadata
        };
        let taken = said(&[("author", 1)]).or(said(&[("title", 2), ("author", 3), ("contributor", 4)]));
        // Who had a hand in it is taken as a whole, so that the translator is nobody's.
        assert_eq!(taken.places, Places::from([("author", at(1)), ("title", at(2))]));
    }
}
