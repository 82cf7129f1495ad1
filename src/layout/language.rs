//! The languages of a book's words: how they are divided, and how they are shaped. A run of text
//! knows its language by a `LangId`.

use crate::document::Document;
use crate::font::{Han, Marks};
use crate::layout::hyphenate::Hyphenator;
use crate::memo::Shared;
use crate::resource::Hyphenation;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// A language of a book, in the order in which `Languages` has met them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LangId(u16);

impl LangId {
    /// The language of the book itself.
    pub const BOOK: LangId = LangId(0);
}

/// What setting needs to know of a language.
#[derive(Clone, Debug)]
pub struct Language {
    pub hyphenator: Hyphenator,
    /// As the shaper takes it; `None` where the tag is empty.
    pub shaping: Option<harfrust::Language>,
    /// Whose forms of Han characters it has.
    pub han: Option<Han>,
}

impl Language {
    fn new(tag: &str, hyphenation: &Shared<Hyphenation>) -> Language {
        Language {
            hyphenator: Hyphenator::new(tag, hyphenation),
            shaping: harfrust::Language::new(tag),
            han: Han::of_language(tag),
        }
    }
}

impl Language {
    /// Where its marks stand in squares, if its characters and they do.
    pub fn marks(&self) -> Option<Marks> {
        self.han.and_then(Han::marks)
    }
}

impl Hash for Languages {
    /// The tags, their ids, and what the book says of the division of words say all.
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.ids, &self.hyphenation).hash(state);
    }
}

/// All languages of a book.
#[derive(Clone, Debug)]
pub struct Languages {
    book: Language,
    others: Vec<Language>,
    ids: BTreeMap<String, LangId>,
    hyphenation: Shared<Hyphenation>,
}

impl Languages {
    /// The languages that a document names. There is an id for 65,535 of them; what comes after is
    /// set as the book's own.
    pub fn of(document: &Document, hyphenation: &Shared<Hyphenation>) -> Languages {
        let lang = document.metadata.lang();
        let mut languages = Languages {
            book: Language::new(lang, hyphenation),
            others: Vec::new(),
            ids: BTreeMap::new(),
            hyphenation: hyphenation.clone(),
        };
        languages.ids.insert(lang.to_owned(), LangId::BOOK);
        for tag in document.languages() {
            let next = u16::try_from(languages.others.len() + 1);
            if let Ok(next) = next
                && !languages.ids.contains_key(tag)
            {
                languages.ids.insert(tag.to_owned(), LangId(next));
                languages.others.push(Language::new(tag, hyphenation));
            }
        }
        languages
    }

    /// The language of a tag that the document names.
    pub fn id(&self, tag: &str) -> LangId {
        self.ids.get(tag).copied().unwrap_or_default()
    }

    pub fn get(&self, id: LangId) -> &Language {
        let other = usize::from(id.0).checked_sub(1).and_then(|index| self.others.get(index));
        other.unwrap_or(&self.book)
    }
}
