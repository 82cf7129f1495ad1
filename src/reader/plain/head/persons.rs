//! Lines that are the name of a person and nothing else.

use super::hands::LONGEST_NAME;
use super::names;
use crate::reader::plain::contents::list_words::names_persons;
use crate::reader::plain::headings::matter::names_matter;

/// Words of titles that no name has.
const NO_NAMES: &[&str] = &[
    "the", "of", "and", "in", "on", "at", "to", "for", "from", "with", "old", "new", "great", "last",
    "first", "der", "die", "das", "und", "im", "am", "le", "la", "les", "et", "el", "los", "las", "il", "lo",
    "un", "une", "una", "ein", "eine", "des", "dem",
];

/// Small words within names.
const PARTICLES: &[&str] = &[
    "von", "van", "de", "di", "da", "du", "der", "den", "del", "della", "do", "dos", "das", "zu", "ten", "y",
];

/// Whether a word is an initial, or several that nothing parts: "J.", "А.П.".
pub fn is_initials(word: &str) -> bool {
    let mut letters = word.chars();
    let mut any = false;
    while let Some(letter) = letters.next() {
        if !letter.is_uppercase() || letters.next() != Some('.') {
            return false;
        }
        any = true;
    }
    any
}

/// Whether the word at a place in a name is a small one: "von", and "la" behind "de".
fn is_particle(all: &[&str], place: usize) -> bool {
    const BEHIND_DE: &[&str] = &["la", "le", "las", "los"];
    let word = |place: usize| all.get(place).map(|word| word.to_lowercase()).unwrap_or_default();
    let behind_de = place > 0 && word(place - 1) == "de" && BEHIND_DE.contains(&word(place).as_str());
    PARTICLES.contains(&word(place).as_str()) || behind_de
}

/// Whether a line is two or three words that a person may be called.
pub fn is_full_name(words: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let all: Vec<&str> = words.split_whitespace().collect();
    let is_part = |word: &str| {
        let mut letters = word.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let small = letters.clone().next().is_some_and(char::is_lowercase);
        let plain = letters.all(|c| c.is_alphabetic() || "-’'".contains(c));
        !is_no_name(word) && (capital && small && plain || is_initials(word))
    };
    let names = all.iter().filter(|word| is_part(word)).count();
    let rest = all.iter().enumerate().all(|(place, word)| is_part(word) || is_particle(&all, place));
    let ends = all.first().is_some_and(|word| is_part(word))
        && all.last().is_some_and(|last| is_part(last) && !is_initials(last));
    (2..=3).contains(&names) && all.len() <= MOST_WORDS && rest && ends && !names_persons(words)
}

/// Whether a line in capitals may be the name of a person, as title pages in capitals have it: two or three
/// words of which none is small in a title, or initials and a word; small words of names may be between them.
pub fn is_capital_name(words: &str) -> bool {
    let all: Vec<&str> = words.split_whitespace().collect();
    let ends = all.first().is_some_and(|first| is_initials(first) || is_capital_word(first))
        && all.last().is_some_and(|last| is_capital_word(last));
    let inner = (0..all.len()).filter(|&place| is_particle(&all, place)).count();
    let whole = all
        .iter()
        .enumerate()
        .all(|(place, word)| is_initials(word) || is_capital_word(word) || is_particle(&all, place));
    (2..=3).contains(&(all.len() - inner)) && whole && ends && !names_persons(words)
}

/// Whether a line in capitals begins with a name that people are given. `given_names.txt` has the names.
pub fn begins_with_given_name(words: &str) -> bool {
    const NAMES: &str = include_str!("given_names.txt");
    let first = words.split_whitespace().next().unwrap_or_default();
    let mut lines = NAMES.lines().filter(|line| !line.starts_with('#'));
    lines.any(|line| line.split(' ').any(|name| name == first))
}

/// Whether a word is one of titles that no name has: "the", "und".
pub fn is_no_name(word: &str) -> bool {
    NO_NAMES.contains(&word.to_lowercase().as_str())
}

fn is_capital_word(word: &str) -> bool {
    let plain = word.chars().all(|c| c.is_uppercase() || "-’'".contains(c));
    plain && word.chars().count() > 1 && !is_no_name(word)
}

/// Whether a line is one word in capitals that a person may be known by ("MOLIÈRE"): no part of a book, and no
/// place where many are printed.
pub fn is_capital_word_alone(words: &str) -> bool {
    const PLACES: &[&str] = &[
        "london",
        "paris",
        "berlin",
        "leipzig",
        "wien",
        "boston",
        "edinburgh",
        "dublin",
        "madrid",
        "milano",
        "torino",
        "firenze",
        "roma",
        "lisboa",
        "amsterdam",
        "москва",
        "петербург",
        "warszawa",
    ];
    const FEWEST_LETTERS: usize = 4;
    let known =
        names_matter(words) || names_persons(words) || PLACES.contains(&words.to_lowercase().as_str());
    is_capital_word(words) && words.chars().count() >= FEWEST_LETTERS && !known
}

/// Whether a line is the names of persons, and nothing else.
pub fn is_name_list(words: &str) -> bool {
    names(words).all(|name| is_full_name(&name) || is_capital_name(&name)) && names(words).next().is_some()
}

/// Up to eight words that each begin with a capital, but for the small words of names.
pub fn is_name(name: &str) -> bool {
    const SMALL: &[&str] = &[
        "of", "the", "and", "de", "du", "von", "van", "der", "den", "la", "le", "di", "da", "y", "e", "&",
        "und", "et",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let starts = name.chars().next().is_some_and(char::is_uppercase);
    let capital = |word: &&&str| {
        SMALL.contains(&word.to_lowercase().as_str())
            || word.chars().find(|c| c.is_alphabetic()).is_none_or(|c| !c.is_lowercase())
    };
    let named = words.iter().filter(capital).count();
    let short = name.chars().count() <= LONGEST_NAME && words.len() <= 8;
    starts && short && named == words.len() && !name.ends_with([',', ':', ';', '!', '?'])
}

/// Whether a title begins with a word that no name begins with: "The Lantern".
pub fn begins_as_title(words: &str) -> bool {
    let first = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    NO_NAMES.contains(&first.as_str()) || ["a", "an"].contains(&first.as_str())
}

/// Whether a line is a Chinese or Japanese name, with a space between its parts or without: two to five
/// letters, of which the last does not say that this is a volume or a kind of text.
pub fn is_han_name(words: &str) -> bool {
    const NO_ENDS: &str = "訳译譯著撰集卷巻編编篇部章話话回上中下說説说傳伝传記记紀纪詩诗文語语抄選选本版年月日一二三四五六七八九十序曲歌譚谭録录史論论劇剧幕";
    let last = words.chars().next_back().is_some_and(|last| !NO_ENDS.contains(last));
    may_be_han_name(words) && last || has_kana_given_name(words)
}

/// "野原みどり": two or three Han letters, and a given name in kana that does not begin as endings and small
/// words do.
fn has_kana_given_name(words: &str) -> bool {
    const NO_BEGINNINGS: &str = "のにはをがとでもへやしいきくけなするれ";
    let is_kana = |letter: char| matches!(letter, '\u{3041}'..='\u{309e}');
    let at = words.find(is_kana).unwrap_or(words.len());
    let (family, given) = words.split_at(at);
    let is_given = given.chars().all(is_kana) && !given.starts_with(|c| NO_BEGINNINGS.contains(c));
    let family = family.trim_end();
    may_be_han_name(family)
        && (2..=3).contains(&family.chars().count())
        && (2..=3).contains(&given.chars().count())
        && is_given
}

fn may_be_han_name(words: &str) -> bool {
    let is_han = |letter: char| matches!(letter, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '々');
    let parts: Vec<&str> = words.split_whitespace().collect();
    let count = parts.iter().map(|part| part.chars().count()).sum::<usize>();
    (2..=5).contains(&count) && parts.len() <= 2 && parts.iter().all(|part| part.chars().all(is_han))
}

/// The name before a word for what somebody did: "林远 著", "田中花子訳", "（清）曹雪芹、高鶚 著".
pub fn han_name_before<'a>(words: &'a str, deeds: &[&str]) -> Option<&'a str> {
    let before = deeds.iter().find_map(|deed| words.trim().strip_suffix(deed))?;
    let name = without_dynasty(before.trim_end());
    // A space before the deed says that a name ends there, whatever its last letter is: "罗贯中 著".
    let spaced = before.ends_with(char::is_whitespace) && !is_volume(name);
    let is_one = |name: &str| is_han_name(name) || spaced && (may_be_han_name(name) || is_kana_name(name));
    (!name.is_empty() && name.split('、').all(is_one)).then_some(name)
}

/// "（清）", "〔唐〕": when somebody lived.
fn without_dynasty(name: &str) -> &str {
    const LONGEST: usize = 3;
    let parted = name.split_once(['）', '〕', '】', ']', ')', '］']);
    let is_short = |(dynasty, _): &(&str, &str)| dynasty.chars().count() <= LONGEST;
    parted.filter(is_short).map_or(name, |(_, name)| name.trim_start())
}

/// Whether what looks like a name counts a volume, or says what kind of text this is.
fn is_volume(name: &str) -> bool {
    const KINDS: &[&str] = &["長編", "短編", "長篇", "短篇", "中編", "中篇", "長编", "小説", "小说", "小說"];
    name.starts_with('第') || KINDS.iter().any(|kind| name.ends_with(kind))
}

/// Foreign names in Japanese, "フランツ・カフカ", and those that are written in kana.
fn is_kana_name(name: &str) -> bool {
    let is_kana = |letter: char| matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '＝');
    (3..=20).contains(&name.chars().count()) && name.chars().all(is_kana)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_titles() {
        let check = |is_name: fn(&str) -> bool, names: &[&str], others: &[&str]| {
            for name in names {
                assert!(is_name(name), "{name}");
            }
            for other in others {
                assert!(!is_name(other), "{other}");
            }
        };
        check(
            is_full_name,
            &[
                "Ann Writer",
                "J. R. Hartley",
                "J.R. Hartley",
                "Павел Ветров",
                "П. А. Ветров",
                "Inés de la Vega",
                "Jean de La Roche",
            ],
            &["The Lantern", "Ann", "Ann and Tom", "Dramatis Personae", "Tuer le Temps", "Ann T."],
        );
        check(
            is_capital_name,
            &["NORA VALE", "J. R. VALE", "П.А. ВЕТРОВ", "JEAN DE LA ROCHE", "NORA MARIA VALE"],
            &["THE LANTERN", "SEA AND SHORE", "NORA", "Nora Vale", "STORIA DI UN GATTO", "DRAMATIS PERSONAE"],
        );
        check(
            is_han_name,
            &["夏目漱石", "三島 浩", "林远", "野原みどり"],
            &["短篇小説", "港", "夏の海", "第一部", "一幕劇", "秘密の夏"],
        );
    }
}
