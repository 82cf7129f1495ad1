//! Lines that are the name of a person and nothing else.

/// Words of titles that no name has.
const NO_NAMES: &[&str] = &[
    "the", "of", "and", "in", "on", "at", "to", "for", "from", "with", "old", "new", "great", "last",
    "first", "der", "die", "das", "und", "im", "am", "le", "la", "les", "et", "el", "los", "las", "il", "lo",
];

/// Whether a line is two or three words that a person may be called.
pub fn is_full_name(words: &str) -> bool {
    const PARTICLES: &[&str] = &["von", "van", "de", "di", "da", "du", "der", "den"];
    let all: Vec<&str> = words.split_whitespace().collect();
    let is_part = |word: &&str| {
        let mut letters = word.chars();
        let initial = word.len() == 2 && word.ends_with('.');
        let capital = letters.next().is_some_and(char::is_uppercase);
        let small = letters.clone().next().is_some_and(char::is_lowercase);
        let plain = letters.all(|c| c.is_alphabetic() || "-’'".contains(c));
        !NO_NAMES.contains(&word.to_lowercase().as_str()) && capital && (initial || small && plain)
    };
    let names = all.iter().filter(|word| is_part(word)).count();
    let rest = all.iter().filter(|word| !is_part(word)).all(|word| PARTICLES.contains(word));
    let ends =
        all.first().is_some_and(is_part) && all.last().is_some_and(|last| is_part(last) && last.len() > 2);
    (2..=3).contains(&names) && all.len() <= 4 && rest && ends
}

/// Whether a line in capitals may be the name of a person, as title pages in capitals have it: two or three
/// words of which none is small in a title, or initials and a word.
pub fn is_capital_name(words: &str) -> bool {
    let all: Vec<&str> = words.split_whitespace().collect();
    let is_initial = |word: &&&str| word.chars().count() == 2 && word.ends_with('.');
    let is_word = |word: &&&str| {
        let plain = word.chars().all(|c| c.is_uppercase() || "-’'".contains(c));
        plain && word.chars().count() > 1 && !NO_NAMES.contains(&word.to_lowercase().as_str())
    };
    let (initials, names) = (all.iter().filter(is_initial).count(), all.iter().filter(is_word).count());
    let ends = all.last().is_some_and(|last| is_word(&last));
    (2..=3).contains(&all.len()) && initials + names == all.len() && ends
}

/// Whether a title begins with a word that no name begins with: "The Lantern".
pub fn begins_as_title(words: &str) -> bool {
    let first = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    NO_NAMES.contains(&first.as_str()) || ["a", "an"].contains(&first.as_str())
}

/// Whether a line is a Chinese or Japanese name, with a space between its parts or without: two to five
/// letters, of which the last does not say that this is a volume or a kind of text.
pub fn is_han_name(words: &str) -> bool {
    const NO_ENDS: &str = "訳译譯著撰集卷巻編编篇部章話话回上中下說説说傳伝传記记紀纪詩诗文語语抄選选本版年月日一二三四五六七八九十序曲歌譚谭録录史論论";
    let is_han = |letter: char| matches!(letter, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '々');
    let parts: Vec<&str> = words.split_whitespace().collect();
    let count = parts.iter().map(|part| part.chars().count()).sum::<usize>();
    let last = words.chars().next_back().is_some_and(|last| !NO_ENDS.contains(last));
    (2..=5).contains(&count) && parts.len() <= 2 && parts.iter().all(|part| part.chars().all(is_han)) && last
}

/// The name before a word for what somebody did: "林远 著", "田中花子訳".
pub fn han_name_before<'a>(words: &'a str, deeds: &[char]) -> Option<&'a str> {
    let name = words.trim().strip_suffix(deeds)?.trim_end();
    is_han_name(name).then_some(name)
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
            &["Ann Writer", "J. R. Hartley", "Павел Ветров"],
            &["The Lantern", "Ann", "Ann and Tom"],
        );
        check(
            is_capital_name,
            &["NORA VALE", "J. R. VALE"],
            &["THE LANTERN", "SEA AND SHORE", "NORA", "Nora Vale"],
        );
        check(is_han_name, &["夏目漱石", "三島 浩", "林远"], &["短篇小説", "港", "夏の海", "第一部"]);
    }
}
