//! The words that a book needs besides its author's, by language.
//!
//! They are data: `words.txt` holds all of them, and says where they come from.

use super::{Alert, FloatKind, TheoremKind};
use std::sync::LazyLock;

/// The enumeration of all words with their keys in `words.txt`, so that none is without either.
macro_rules! words {
    ($($(#[$doc:meta])* $word:ident = $key:literal,)*) => {
        /// What there is a word for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word {
            $($(#[$doc])* $word,)*
        }

        /// The keys of `words.txt`, in the order of `Word`.
        const KEYS: &[&str] = &[$($key),*];
    };
}

words! {
    /// The heading of the contents.
    Contents = "contents",
    /// The page of the cover.
    Cover = "cover",
    /// The page of the title.
    TitlePage = "title-page",
    /// The list of the places where a book's parts begin.
    Landmarks = "landmarks",
    /// The list of printed pages.
    Pages = "pages",
    /// Where the text begins.
    Start = "start",
    /// The notes of a chapter.
    Notes = "notes",
    /// A task that is done.
    Done = "done",
    /// One that is not.
    Open = "open",
    /// A numbered section of the first level.
    Chapter = "chapter",
    /// One below it.
    Section = "section",
    /// A numbered formula.
    Equation = "equation",
    /// A statement that is proved.
    Theorem = "theorem",
    /// A statement that helps to prove others.
    Lemma = "lemma",
    /// One that follows from others.
    Corollary = "corollary",
    /// One of less weight.
    Proposition = "proposition",
    /// One that is not proved.
    Conjecture = "conjecture",
    /// What a term means.
    Definition = "definition",
    /// An example.
    Example = "example",
    /// A task for readers.
    Exercise = "exercise",
    /// What solves it.
    Solution = "solution",
    /// A remark.
    Remark = "remark",
    /// A proof, which has no number.
    Proof = "proof",
    /// Before the number of a page, among words.
    Page = "page",
    /// A numbered figure.
    Figure = "figure",
    /// A numbered table.
    Table = "table",
    /// A numbered listing.
    Listing = "listing",
    /// The heading of the list of figures.
    Figures = "figures",
    /// The heading of the list of tables.
    Tables = "tables",
    /// The heading of the list of listings.
    Listings = "listings",
    /// A notice: what is worth knowing.
    Note = "note",
    /// A notice: what helps.
    Tip = "tip",
    /// A notice: what has to be known.
    Important = "important",
    /// A notice: what may do harm.
    Warning = "warning",
    /// A notice: what to beware of.
    Caution = "caution",
    /// What stands for text that can be folded away.
    Details = "details",
    /// What leads in the name of an editor.
    EditedBy = "edited-by",
    /// What leads in the name of a translator.
    TranslatedBy = "translated-by",
    /// What leads in the name of an illustrator.
    IllustratedBy = "illustrated-by",
}

impl Word {
    /// What one figure, table or listing is called.
    pub fn float(kind: FloatKind) -> Word {
        match kind {
            FloatKind::Figure => Word::Figure,
            FloatKind::Table => Word::Table,
            FloatKind::Listing => Word::Listing,
        }
    }

    /// What a list of them is called.
    pub fn floats(kind: FloatKind) -> Word {
        match kind {
            FloatKind::Figure => Word::Figures,
            FloatKind::Table => Word::Tables,
            FloatKind::Listing => Word::Listings,
        }
    }

    /// What a notice of this kind is called.
    pub fn alert(alert: Alert) -> Word {
        match alert {
            Alert::Note => Word::Note,
            Alert::Tip => Word::Tip,
            Alert::Important => Word::Important,
            Alert::Warning => Word::Warning,
            Alert::Caution => Word::Caution,
        }
    }

    /// What a theorem or its like is called.
    pub fn theorem(kind: TheoremKind) -> Word {
        match kind {
            TheoremKind::Theorem => Word::Theorem,
            TheoremKind::Lemma => Word::Lemma,
            TheoremKind::Corollary => Word::Corollary,
            TheoremKind::Proposition => Word::Proposition,
            TheoremKind::Conjecture => Word::Conjecture,
            TheoremKind::Definition => Word::Definition,
            TheoremKind::Example => Word::Example,
            TheoremKind::Exercise => Word::Exercise,
            TheoremKind::Solution => Word::Solution,
            TheoremKind::Remark => Word::Remark,
            TheoremKind::Proof => Word::Proof,
        }
    }

    /// What leads in a person with this MARC relator code. Authors need no word, and for the rarer
    /// roles there is none.
    pub fn role(code: &str) -> Option<Word> {
        match code {
            "edt" => Some(Word::EditedBy),
            "trl" => Some(Word::TranslatedBy),
            "ill" => Some(Word::IllustratedBy),
            _ => None,
        }
    }
}

/// A word as it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word itself.
    pub text: &'static str,
    /// The language that it is in, where the language asked for lacks it.
    pub foreign: Option<&'static str>,
}

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    /// The languages that a word is looked for in, from the closest on.
    languages: Vec<&'static Language>,
}

/// A part of `words.txt`.
#[derive(Debug)]
struct Language {
    tags: Vec<&'static str>,
    /// In the order of `KEYS`. An empty word is one that the language lacks; one that is not there
    /// at all is that of the language which this one is a variant of.
    words: Vec<Option<&'static str>>,
}

const ENGLISH: &str = "en";

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| parse(include_str!("words.txt")));

impl Words {
    /// The words for a BCP 47 tag: those of the tag as far as it is known, shortened from its end
    /// (RFC 4647, 3.4), else English.
    pub fn of(tag: &str) -> Words {
        Words { languages: lookup(tag).iter().filter_map(|tag| Language::named(tag)).collect() }
    }

    /// A word, and whether it is none of the language's own.
    pub fn term(&self, word: Word) -> Term {
        let known = self.languages.iter().find_map(|language| language.word(word));
        match known.filter(|text| !text.is_empty()) {
            Some(text) => Term { text, foreign: None },
            None => {
                let text = Language::named(ENGLISH).and_then(|english| english.word(word));
                Term { text: text.unwrap_or_default(), foreign: Some(ENGLISH) }
            }
        }
    }

    /// A word in every language that has one of its own.
    pub fn every(word: Word) -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().filter_map(move |language| language.word(word)).filter(|text| !text.is_empty())
    }

    /// A word alone.
    pub fn get(&self, word: Word) -> &'static str {
        self.term(word).text
    }

    /// A word that has a place for a number, without one: "Figure", "ábra".
    pub fn unnumbered(&self, word: Word) -> String {
        self.get(word).replace(NUMBER, "").trim_matches(['.', ' ']).to_owned()
    }

    /// A word with its number: "Figure 2", "2. ábra", "第 2 章". No line ends within it.
    pub fn numbered(&self, word: Word, number: &str) -> String {
        let word = self.get(word);
        let pattern = if word.contains(NUMBER) { word.to_owned() } else { format!("{word} {NUMBER}") };
        pattern.replace(' ', "\u{a0}").replace(NUMBER, number)
    }
}

/// A tag in small letters, and what it is when it is shortened from its end (RFC 4647, 3.4).
pub(super) fn lookup(tag: &str) -> Vec<String> {
    let tag = tag.to_ascii_lowercase().replace('_', "-");
    let ends = tag.match_indices('-').map(|(at, _)| at).chain([tag.len()]).collect::<Vec<_>>();
    ends.into_iter().rev().map(|end| tag[..end].to_owned()).collect()
}

/// Where in a word its number stands.
const NUMBER: char = '#';

impl Language {
    /// Its word, empty where it is known to have none.
    fn word(&self, word: Word) -> Option<&'static str> {
        self.words.get(word as usize).copied().flatten()
    }

    fn named(tag: &str) -> Option<&'static Language> {
        LANGUAGES.iter().find(|language| language.tags.iter().any(|own| own.eq_ignore_ascii_case(tag)))
    }
}

/// Reads the data. What is no line of it is passed over: a test knows of it before any user does.
fn parse(text: &'static str) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(tags) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            let tags = tags.split_whitespace().collect();
            languages.push(Language { tags, words: vec![None; KEYS.len()] });
        } else if let Some((key, word)) = line.split_once('=')
            && let Some(index) = KEYS.iter().position(|known| *known == key.trim())
            && let Some(language) = languages.last_mut()
        {
            language.words[index] = Some(word.trim());
        }
    }
    languages
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_language_has_every_word_or_says_that_it_lacks_it() {
        assert!(LANGUAGES.len() > 40, "{} languages", LANGUAGES.len());
        let mut seen = BTreeSet::new();
        for language in LANGUAGES.iter() {
            let tag = language.tags[0];
            assert!(language.tags.iter().all(|tag| seen.insert(tag.to_lowercase())), "{tag} stands twice");
            let missing: Vec<&str> = (0..KEYS.len())
                .filter(|&index| language.words[index].is_none())
                .map(|index| KEYS[index])
                .collect();
            let base = tag.rsplit_once('-').and_then(|(base, _)| Language::named(base));
            assert!(missing.is_empty() || base.is_some(), "{tag} says nothing of {missing:?}");
        }
        let english = Language::named("en").expect("English is there");
        assert!(english.words.iter().flatten().all(|word| !word.is_empty()), "English lacks a word");
    }

    #[test]
    fn every_line_of_the_data_is_understood() {
        let mut keys: Vec<&str> = Vec::new();
        for line in include_str!("words.txt").lines().filter(|line| !line.starts_with('#')) {
            match line.split_once('=') {
                _ if line.starts_with('[') && line.ends_with(']') => keys.clear(),
                Some((key, word)) => {
                    let place = KEYS.iter().position(|known| *known == key.trim());
                    assert!(place.is_some(), "{line}: no such key");
                    assert!(!keys.contains(&key), "{line}: the key stands twice");
                    assert!(!word.contains('|') && word.matches(NUMBER).count() < 2, "{line}");
                    keys.push(key);
                }
                None => assert_eq!(line, "", "no line of the data"),
            }
        }
    }

    #[test]
    fn tags_are_shortened_until_they_are_known() {
        for (tag, contents, foreign) in [
            ("en", "Contents", None),
            ("de-AT", "Inhalt", None),
            ("fr_CA", "Table des matières", None),
            ("RU", "Оглавление", None),
            ("pt-BR", "Sumário", None),
            ("pt-PT", "Índice", None),
            ("no", "Innhold", None),
            ("sr-Latn-RS", "Sadržaj", None),
            ("sr-RS", "Садржај", None),
            ("zh-CN", "目录", None),
            ("zh-Hans-SG", "目录", None),
            ("zh-TW", "目錄", None),
            ("zh-Hant-HK", "目錄", None),
            ("xx-Nonsense", "Contents", Some("en")),
            ("", "Contents", Some("en")),
        ] {
            assert_eq!(Words::of(tag).term(Word::Contents), Term { text: contents, foreign }, "{tag}");
        }
        // A variant takes what it does not say from its base; what a language lacks is English.
        assert_eq!(Words::of("pt-PT").get(Word::Figure), "Figura");
        assert_eq!(Words::of("is").term(Word::Landmarks), Term { text: "Landmarks", foreign: Some("en") });
    }

    #[test]
    fn numbers_stand_where_the_language_has_them() {
        for (tag, word, expected) in [
            ("en", Word::Figure, "Figure\u{a0}2.1"),
            ("ru", Word::Chapter, "Глава\u{a0}2.1"),
            ("hu", Word::Figure, "2.1.\u{a0}ábra"),
            ("zh", Word::Chapter, "第\u{a0}2.1\u{a0}章"),
            ("ja", Word::Section, "第2.1節"),
            ("lt", Word::Table, "2.1\u{a0}lentelė"),
        ] {
            assert_eq!(Words::of(tag).numbered(word, "2.1"), expected, "{tag}");
        }
    }
}
