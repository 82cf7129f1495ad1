//! Where words may be divided, by language. The only file that knows the hyphenator.

use crate::memo::Shared;
use crate::resource::{Exceptions, Hyphenation, Patterns, brought_for};
use hypher::Lang;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// How the words of one language are divided.
#[derive(Clone, Debug)]
pub struct Hyphenator {
    patterns: Option<Known>,
    /// So many letters stand at the least before a hyphen and behind it.
    least: (usize, usize),
    /// What the patterns divide wrongly.
    exceptions: Option<&'static Exceptions>,
    /// What the book says of words, which wins over all.
    own: Shared<Hyphenation>,
    /// An apostrophe joins two words, each of which may be divided.
    elides: bool,
    /// `IJ` is one letter.
    dutch: bool,
}

/// Patterns of a language.
#[derive(Clone, Debug)]
enum Known {
    /// Of the hyphenator.
    Program(Lang),
    /// Of a file, which the program or the book brings along.
    File(Arc<Patterns>),
}

/// Languages in which an apostrophe stands between two words ("l’amica"). Elsewhere it stands within
/// one (a contraction, a possessive), which editors of English leave whole.
const ELIDING: &[&str] = &["ca", "fr", "fur", "it", "oc", "pms", "rm"];

/// Words shorter than this are left whole: dividing them gains little and reads badly. What TeX leaves
/// on either side of an English hyphen comes to the same, two letters and three.
const SHORTEST: usize = 5;

/// Divisions that the English patterns miss or get wrong: the exception list of Plain TeX (The TeXbook,
/// appendix H).
static ENGLISH: LazyLock<Exceptions> = LazyLock::new(|| {
    let words = "as-so-ciate as-so-ciates dec-li-na-tion oblig-a-tory phil-an-thropic present presents project \
                 projects reci-procity re-cog-ni-zance ref-or-ma-tion ret-ri-bu-tion ta-ble";
    words.split(' ').collect()
});

impl Hyphenator {
    /// The patterns for a BCP 47 tag; a language without patterns divides nothing but what the book itself does.
    pub fn new(lang: &str, own: &Shared<Hyphenation>) -> Hyphenator {
        let tag = lang.replace('_', "-").to_ascii_lowercase();
        let primary = tag.split('-').next().unwrap_or_default();
        let (of_program, brought) = (program(primary), brought_for(&tag));
        let least = || brought.as_ref().map(|(_, least)| *least).or(of_program.map(least)).unwrap_or(FEWEST);
        let least = own.least.unwrap_or_else(least);
        let of_file = own.patterns_of(&tag).cloned().or(brought.map(|(patterns, _)| patterns));
        let patterns = of_file.map(Known::File).or(of_program.map(Known::Program));
        Hyphenator {
            exceptions: matches!(patterns, Some(Known::Program(Lang::English))).then(|| &*ENGLISH),
            patterns,
            least,
            own: own.clone(),
            elides: ELIDING.contains(&primary),
            dutch: primary == "nl",
        }
    }

    /// Whether there are patterns for the language.
    pub fn has_patterns(&self) -> bool {
        self.patterns.is_some()
    }

    /// The byte offsets within `word` at which it may be divided with a hyphen. Marks around the
    /// letters are skipped; a word with digits, inner marks or a hyphen of its own is left whole.
    pub fn points(&self, word: &str) -> Vec<usize> {
        let is_letter = |c: char| c.is_alphabetic() || self.elides && is_apostrophe(c);
        if !word[letters(word)].chars().all(is_letter) {
            return Vec::new();
        }
        let parts = self.parts(word);
        parts
            .flat_map(|(start, letters)| self.divided(letters).into_iter().map(move |point| start + point))
            .collect()
    }

    /// Whether a word has capitals behind its first letter, as names (`PostgreSQL`) and acronyms (`UNESCO`) do, and
    /// the book does not say itself how it is divided.
    pub fn has_inner_capitals(&self, word: &str) -> bool {
        let has = |letters: &str| {
            let behind = match letters.strip_prefix("IJ").filter(|_| self.dutch) {
                Some(behind) => behind,
                None => letters.get(letters.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default(),
            };
            behind.contains(char::is_uppercase) && self.own.words.of(letters).is_none()
        };
        self.parts(word).any(|(_, letters)| has(letters))
    }

    /// The words that an apostrophe joins, and where each begins.
    fn parts<'w>(&self, word: &'w str) -> impl Iterator<Item = (usize, &'w str)> {
        let core = letters(word);
        let elides = self.elides;
        let mut start = core.start;
        word[core].split_inclusive(move |c| elides && is_apostrophe(c)).map(move |part| {
            let own = start;
            start += part.len();
            (own, part.trim_end_matches(is_apostrophe))
        })
    }

    /// The points of letters alone.
    fn divided(&self, letters: &str) -> Vec<usize> {
        if let Some(places) = self.own.words.of(letters) {
            return offsets(letters, places);
        }
        if letters.chars().count() < SHORTEST {
            return Vec::new();
        }
        if let Some(places) = self.exceptions.and_then(|exceptions| exceptions.of(letters)) {
            return offsets(letters, places);
        }
        match &self.patterns {
            None => Vec::new(),
            Some(Known::File(patterns)) => offsets(letters, &patterns.places(letters, self.least)),
            // Nobody writes hyphens in Tamil or Hindi, though there are patterns for what cuts words there.
            Some(Known::Program(_)) if !letters.chars().all(knows_hyphens) => Vec::new(),
            Some(Known::Program(lang)) => {
                let (before, behind) = self.least;
                let mut at = 0;
                let syllables = hypher::hyphenate_bounded(letters, *lang, before, behind);
                let ends = syllables.map(|syllable| {
                    at += syllable.len();
                    at
                });
                ends.filter(|end| *end < letters.len()).collect()
            }
        }
    }
}

/// No letter is left alone.
const FEWEST: (usize, usize) = (2, 2);

/// So many letters stand at the least before a hyphen and behind it: those of hyph-utf8 (its release of February 2026),
/// for English two and three. In French three go to the next line, as babel-french has it after the *Lexique* of the
/// Imprimerie nationale.
fn least(lang: Lang) -> (usize, usize) {
    let (before, behind) = match lang {
        Lang::French => (2, 3),
        lang => lang.bounds(),
    };
    (before.max(FEWEST.0), behind.max(FEWEST.1))
}

/// The patterns of the program for a language.
fn program(primary: &str) -> Option<Lang> {
    let code = match primary {
        // Patterns exist for Norwegian Bokmål and Nynorsk; the plain tag means the former.
        "no" => "nb",
        // Those for Kurdish are for Kurmanji.
        "kmr" => "ku",
        other => other,
    };
    Lang::from_iso(code.as_bytes().try_into().ok()?)
}

/// Whether a word stands in a text where all words are in capitals: the words beside it are, as far as there are any.
pub fn is_among_capitals(text: &str, word: Range<usize>) -> bool {
    // What has no letters, such as a dash or a number, tells nothing.
    const LOOKED_AT: usize = 4;
    let has_letters = |word: &&str| word.contains(char::is_alphabetic);
    let before = text[..word.start].split_whitespace().rev().take(LOOKED_AT).find(has_letters);
    let behind = text[word.end..].split_whitespace().take(LOOKED_AT).find(has_letters);
    let in_capitals = |word: &str| !word.contains(char::is_lowercase);
    let mut beside = [before, behind].into_iter().flatten().peekable();
    in_capitals(&text[word]) && beside.peek().is_some() && beside.all(in_capitals)
}

/// Where so many letters end.
fn offsets(letters: &str, places: &[usize]) -> Vec<usize> {
    let starts: Vec<usize> = letters.char_indices().map(|(offset, _)| offset).collect();
    places.iter().filter_map(|place| starts.get(*place).copied()).collect()
}

/// Whether a hyphen shows that a word goes on below, where it must be cut at no place of its own: words
/// of letters, in the scripts that know the hyphen (Latin, Greek, Cyrillic, Armenian, Georgian). In an
/// address or a number it would be read as part of it, and Chinese or Thai go on without.
pub fn takes_hyphen(word: &str) -> bool {
    let core = letters(word);
    !core.is_empty()
        && !word.contains(char::is_numeric)
        && word[core].chars().all(|c| c.is_alphabetic() && knows_hyphens(c))
}

/// Whether a letter is of a script that knows the hyphen.
fn knows_hyphens(letter: char) -> bool {
    matches!(letter, '\0'..='\u{58F}' | '\u{10A0}'..='\u{10FF}' | '\u{1E00}'..='\u{1FFF}')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// The range from the first letter to the last.
fn letters(word: &str) -> Range<usize> {
    let start = word.find(char::is_alphabetic).unwrap_or(word.len());
    let end = word.char_indices().rfind(|(_, character)| character.is_alphabetic());
    start..end.map_or(start, |(offset, character)| offset + character.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(lang: &str, word: &str) -> String {
        divided_by(&Hyphenation::default(), lang, word)
    }

    fn divided_by(own: &Hyphenation, lang: &str, word: &str) -> String {
        let mut shown = word.to_string();
        for point in Hyphenator::new(lang, &own.clone().into()).points(word).into_iter().rev() {
            shown.insert(point, '-');
        }
        shown
    }

    #[test]
    fn only_words_of_letters_are_cut_with_a_hyphen() {
        for (word, expected) in [
            ("müvəffəqiyyətsizləşdirilmişlərdənsinizmi.", true),
            ("Ἀνερρίφθω", true),
            ("0123456789abcdef", false),
            ("www.example.org", false),
            ("为了继续变革", false),
            ("…", false),
        ] {
            assert_eq!(takes_hyphen(word), expected, "{word}");
        }
    }

    #[test]
    fn words_are_divided_by_their_language() {
        let cases = [
            ("en", "hyphenation", "hy-phen-ation"),
            ("en-GB", "“extensive,”", "“ex-tens-ive,”"),
            ("en", "project", "project"),
            ("en", "Table", "Ta-ble"),
            ("en", "philanthropic", "phil-an-thropic"),
            ("en", "well-known", "well-known"),
            ("en", "x86architecture", "x86architecture"),
            ("en", "word", "word"),
            ("de", "Silbentrennung", "Sil-ben-tren-nung"),
            ("de", "Donaudampfschifffahrtsgesellschaft", "Do-nau-dampf-schiff-fahrts-ge-sell-schaft"),
            ("de", "Grundstücksverkehrsgenehmigung", "Grund-stücks-ver-kehrs-ge-neh-mi-gung"),
            ("fr", "l’anticonstitutionnellement", "l’an-ti-cons-ti-tu-tion-nel-le-ment"),
            ("it", "nell’architettura", "nell’ar-chi-tet-tu-ra"),
            ("en", "grandmother’s", "grandmother’s"),
            ("en", "don’t", "don’t"),
            ("xx", "hyphenation", "hyphenation"),
            ("ta", "அழகானவர்கள்", "அழகானவர்கள்"),
            ("hi", "नमकहराम", "नमकहराम"),
            ("en-GB", "manuscripts", "ma-nu-scripts"),
            ("en-US", "manuscripts", "man-u-scripts"),
            ("en-AU", "throughout", "through-out"),
            ("pi", "buddhassa", "bud-dhas-sa"),
            ("pms", "piemontèisa", "pie-mon-tèi-sa"),
            ("fur", "furlane", "fur-la-ne"),
            ("cy", "prifysgol", "prif-ysgol"),
            ("ga", "stairiúil", "stair-iúil"),
            ("oc", "l’occitania", "l’oc-ci-ta-nia"),
            ("rm", "rumantscha", "ru-man-tscha"),
            ("kmr", "xwendekar", "xwen-de-kar"),
        ];
        for (lang, word, expected) in cases {
            assert_eq!(divided(lang, word), expected, "{lang}");
        }
    }

    #[test]
    fn what_the_book_says_of_a_word_wins() {
        let words = ["dat-abase", "Bifolio", "pro-ject", "é-ta", "ab-cd"].into_iter().collect();
        let own = Hyphenation { words, ..Hyphenation::default() };
        let cases = [
            ("en", "(Database),", "(Dat-abase),"),
            ("en", "databases", "data-bases"),
            ("en", "bifolio", "bifolio"),
            ("en", "PROJECT", "PRO-JECT"),
            ("fr", "l’État", "l’État"),
            ("fr", "l’éta", "l’é-ta"),
            ("en", "abcd", "ab-cd"),
            ("xx", "database", "dat-abase"),
        ];
        for (lang, word, expected) in cases {
            assert_eq!(divided_by(&own, lang, word), expected, "{lang}");
        }
    }

    #[test]
    fn so_many_letters_stand_before_a_hyphen_and_behind_it() {
        let cases = [
            ("fr", "littérature", None, "lit-té-ra-ture"),
            ("fr", "Opéra", None, "Opéra"),
            ("it", "fatalità", None, "fa-ta-li-tà"),
            ("pt", "fatalidade", None, "fa-ta-li-dade"),
            ("el", "ελληνικά", None, "ελ-λη-νι-κά"),
            ("de", "Entfernung", None, "Ent-fer-nung"),
            ("de", "Abendland", None, "Abend-land"),
            ("en", "hyphenation", Some((3, 5)), "hyphen-ation"),
            ("it", "fatalità", Some((3, 2)), "fata-li-tà"),
        ];
        for (lang, word, least, expected) in cases {
            let own = Hyphenation { least, ..Hyphenation::default() };
            assert_eq!(divided_by(&own, lang, word), expected, "{lang} {least:?}");
        }
    }

    #[test]
    fn names_and_acronyms_are_told_by_their_capitals() {
        let own = Hyphenation::new(&["Post-gre-SQL".into()], None).into();
        for (lang, word, expected) in [
            ("en", "“Hyphenation”", false),
            ("en", "JavaScript", true),
            ("en", "iPhone", true),
            ("en", "(UNESCO),", true),
            ("en", "PostgreSQL", false),
            ("en", "MySQL", true),
            ("it", "Dell’Aquila", false),
            ("it", "dell’UNESCO", true),
            ("en", "O’Connor", true),
            ("nl", "IJsselmeer", false),
            ("nl", "IJsselMeer", true),
            ("en", "1984", false),
        ] {
            assert_eq!(Hyphenator::new(lang, &own).has_inner_capitals(word), expected, "{lang}: {word}");
        }
    }

    #[test]
    fn text_in_capitals_is_told_by_the_words_beside() {
        for (text, expected) in [
            ("the UNESCO says", false),
            ("UNESCO", false),
            ("UNESCO and others", false),
            ("IN NO EVENT SHALL THE [UNESCO], AND", true),
            ("UNESCO — 1945 — AND", true),
            ("OF UNESCO", true),
            ("OF UNESCO and", false),
        ] {
            let at = text.find("UNESCO").expect("it is there");
            assert_eq!(is_among_capitals(text, at..at + 6), expected, "{text}");
        }
    }

    #[test]
    fn patterns_of_a_file_win_over_those_of_the_program() {
        let classic = "hy3ph he2n hena4 hen5at 1na n2at 1tio 2io o2n";
        let file = |tag: &str, text: &str| {
            let patterns = Patterns::read(text.as_bytes()).expect("there are patterns");
            Hyphenation { patterns: vec![(tag.into(), patterns.into())], ..Hyphenation::default() }
        };
        for (own, lang, word, expected) in [
            (file("xx", classic), "xx-YY", "“Hyphenation”", "“Hy-phen-ation”"),
            (file("en", classic), "en_GB", "hyphenation", "hy-phen-ation"),
            (file("en", "y1p"), "en-US", "hyphenation", "hy-phenation"),
            (file("en", "y1p"), "en", "table", "table"),
            (file("en-gb", "y1p"), "en-US", "hyphenation", "hy-phen-ation"),
            (file("fr", "1é"), "fr", "l’opéré", "l’op-éré"),
        ] {
            assert_eq!(divided_by(&own, lang, word), expected, "{lang}");
        }
    }
}
