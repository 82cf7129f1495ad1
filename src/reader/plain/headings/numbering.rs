//! The number at the front of a title, and the level that a title has by it.

use super::eastern;
use super::labels::{label, meaning, never_follows_dot};
use super::number_words::{cardinal, is_of_word, ordinal};
use super::numbers::{chinese, digits};
use super::parts::Parts;
use crate::document::numbers::roman;

/// A number at the beginning of a title: "Chapter IV.", "1.2", "PART ONE —", "Erstes Kapitel".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering<'a> {
    /// "chapter", "part", …, in lower case; `None` for a bare number.
    pub label: Option<&'static str>,
    pub parts: Parts,
    /// A bare number without a dot, a bracket or a second part after it ("3 Methods").
    pub weak: bool,
    pub roman: bool,
    pub rest: &'a str,
}

impl<'a> Numbering<'a> {
    /// A number of one part, and what stands behind it.
    fn single(label: Option<&'static str>, number: u32, after: &'a str) -> Numbering<'a> {
        Numbering { label, parts: Parts::of(number), weak: false, roman: false, rest: rest(after) }
    }
}

/// Reads the number that a title begins with.
pub fn numbering(title: &str) -> Option<Numbering<'_>> {
    let title = without_emphasis(title.trim());
    labelled(title)
        .or_else(|| ordinal_first(title))
        .or_else(|| sign(title))
        .or_else(|| several(title).map(|(first, _)| Numbering::single(None, first, "")))
        .or_else(|| number(title, None))
        .or_else(|| chinese_number(title))
        .or_else(|| label_last(title))
        .or_else(|| alone(title))
}

/// The first and the last of Roman numbers that are all of a line, one after the other: of stanzas that are left out.
/// "I. II. III. IV", "XIII, XIV".
pub fn several(title: &str) -> Option<(u32, u32)> {
    let tokens = title.split(|letter: char| !letter.is_alphanumeric()).filter(|token| !token.is_empty());
    let mut last = None;
    let mut first = None;
    for token in tokens {
        let number = roman(token).filter(|_| token.bytes().all(|letter| letter.is_ascii_uppercase()))?;
        if last.is_some_and(|last| number != last + 1) {
            return None;
        }
        first = first.or(Some(number));
        last = Some(number);
    }
    first.zip(last).filter(|(first, last)| first < last)
}

/// A line that is emphasised as a whole, without the marks of that: "_ACT I._".
fn without_emphasis(title: &str) -> &str {
    let inner = title.strip_prefix('_').and_then(|title| title.strip_suffix('_'));
    inner.filter(|inner| !inner.contains('_')).unwrap_or(title)
}

/// "Inferno • Canto I": a label and its number behind the name of what they are a part of.
fn label_last(title: &str) -> Option<Numbering<'_>> {
    let (name, last) = title.rsplit_once(['•', '·', '|'])?;
    let number = labelled(last.trim_start()).filter(|number| number.rest.is_empty())?;
    Some(Numbering { rest: name.trim_end(), ..number }).filter(|number| !number.rest.is_empty())
}

/// A number that is all of a line, in marks, in small letters or in words: "(1)", "[2]", "- 3 -", "iv", "TWO".
fn alone(title: &str) -> Option<Numbering<'_>> {
    let is_mark = |letter: char| "()[]-–—*~.".contains(letter) || letter.is_whitespace();
    let bare = title.trim_matches(is_mark);
    // "Mix" and "di" are words.
    let small = || roman(bare).filter(|_| bare.chars().all(|letter| "ivxl".contains(letter)));
    let figures = || digits(bare).filter(|(parts, length)| parts.len() == 1 && *length == bare.len());
    let number = figures().and_then(|(parts, _)| parts.first().copied()).or_else(small);
    // "Sixty." is what somebody says.
    let said = title.ends_with('.') && bare.chars().any(char::is_lowercase);
    let number = number.or_else(|| in_words(bare).filter(|_| !said))?;
    Some(Numbering::single(None, number, ""))
}

/// "TWO", "Twenty-one"; "Fire" is a title before it is a Norwegian four.
fn in_words(words: &str) -> Option<u32> {
    // No number below a hundred is as long in any script, and most lines are longer.
    const LONGEST: usize = 64;
    let begins = words.len() <= LONGEST && words.starts_with(char::is_uppercase);
    let (number, length) = begins.then(|| cardinal(words)).flatten()?;
    (length == words.len() && length > 2 && !words.eq_ignore_ascii_case("fire")).then_some(number)
}

/// "Chapter 3", "CHAPITRE PREMIER", "Book the Second".
fn labelled(title: &str) -> Option<Numbering<'_>> {
    let (word, after) = split_word(title);
    let label = label(&word.to_lowercase())?;
    let after = without_number_sign(after.strip_prefix(char::is_whitespace)?.trim_start());
    number(after, Some(label)).or_else(|| in_letters(after, label)).or_else(|| {
        let (first, beyond) = split_word(after);
        let article = ARTICLES.contains(&first.to_lowercase().as_str());
        let words = if article { beyond.trim_start() } else { after };
        let (number, length) = ordinal(words)?;
        Some(Numbering::single(Some(label), number, &words[length..]))
    })
}

/// What stands for the word "number" before one, in small letters.
const NUMBER_SIGNS: &[&str] = &[
    "number", "numb.", "num.", "no.", "no", "nummer", "nr.", "nr", "numéro", "número", "numero", "núm.",
    "nro.", "n°", "n.°", "nº", "n.º", "№", "#", "č.", "sz.",
];

/// A text without the sign of a number at its front: "No. 1", "n° 5", "№ 4".
pub fn without_number_sign(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || c.is_ascii_digit()).unwrap_or(text.len());
    let (sign, after) = text.split_at(end);
    let after = after.trim_start();
    let counts = after.starts_with(|c: char| c.is_ascii_digit() || "IVXLC".contains(c));
    if counts && NUMBER_SIGNS.contains(&sign.to_lowercase().as_str()) { after } else { text }
}

/// "Κεφάλαιο Α΄", "פרק א", "अध्याय १": a numeral of another script behind a label.
fn in_letters<'a>(after: &'a str, label: &'static str) -> Option<Numbering<'a>> {
    let (number, length) = eastern::figures(after).or_else(|| eastern::lettered(after))?;
    let beyond = &after[length..];
    is_parted(beyond).then(|| Numbering::single(Some(label), number, beyond))
}

/// What stands before "first" in "the first chapter", or behind the name in "Chapter the First".
const ARTICLES: &[&str] =
    &["the", "das", "der", "die", "le", "la", "il", "el", "o", "a", "het", "de", "den", "det"];

/// "Erstes Kapitel", "PREMIÈRE PARTIE", "The First Book", "2. Kapitel", "3rd Chapter", "XII. Kapitel".
fn ordinal_first(title: &str) -> Option<Numbering<'_>> {
    let (word, after) = split_word(title);
    let article = ARTICLES.contains(&word.to_lowercase().as_str());
    let title = if article { after.trim_start() } else { title };
    let (parts, after) = ordinal_in_signs(title).or_else(|| {
        let (number, length) = ordinal(title)?;
        Some((Parts::of(number), &title[length..]))
    })?;
    let (name, after) = split_word(after.strip_prefix(char::is_whitespace)?.trim_start());
    let label = label(&name.to_lowercase())?;
    // "3. Tom" and "2. Night" are titles in languages without such ordinals.
    let dotted = title.starts_with(|c: char| c.is_ascii_digit()) && title.contains(". ");
    let counts = !(dotted && never_follows_dot(label));
    let rest = rest(after);
    let is_numbered = counts && is_parted(after);
    is_numbered.then_some(Numbering { label: Some(label), parts, weak: false, roman: false, rest })
}

/// "2." or "XII." at the front of a title, and what follows.
fn ordinal_in_signs(title: &str) -> Option<(Parts, &str)> {
    const ENDINGS: &[&str] = &["st", "nd", "rd", "th", "er", "re", "e", "ème"];
    if let Some((parts, length)) = digits(title.split_whitespace().next().unwrap_or_default()) {
        let after = title[length..].trim_start_matches(['.', 'º', 'ª', '°']);
        return Some((parts, ENDINGS.iter().find_map(|ending| after.strip_prefix(ending)).unwrap_or(after)));
    }
    let (word, after) = split_word(title);
    let number = roman(word).filter(|_| word.chars().all(char::is_uppercase))?;
    // Finnish has none: "IV LUKU"; "I part" is a sentence.
    let undotted = after.strip_prefix(' ').is_some_and(|name| name.starts_with(char::is_uppercase));
    let beyond = after.strip_prefix(['.', 'º', 'ª', '°']).or(undotted.then_some(after))?;
    Some((Parts::of(number), beyond))
}

/// A sentence may begin "The first part of it": a title ends here, or something parts it.
fn is_parted(after: &str) -> bool {
    after.trim().is_empty()
        || after.starts_with(['.', ':', '—', '–', '-', ',', '(', '['])
        || after.starts_with("  ")
}

/// 第三章.
fn sign(title: &str) -> Option<Numbering<'_>> {
    let Some(after) = title.strip_prefix(['第', '제']) else {
        return sign_first(title).or_else(|| korean(title)).or_else(|| sign_last(title));
    };
    let (place, sign, label) = after
        .char_indices()
        .take(8)
        .find_map(|(place, letter)| meaning(letter).map(|label| (place, letter, label)))?;
    let number = chinese(after[..place].trim())?;
    Some(Numbering::single(Some(label), number, &after[place + sign.len_utf8()..]))
}

/// 卷三: a volume has its number behind its sign, and nothing stands behind both unless a space parts it.
fn sign_first(title: &str) -> Option<Numbering<'_>> {
    let sign = title.chars().next().filter(|sign| "卷巻集部篇編编".contains(*sign))?;
    let after = title[sign.len_utf8()..].trim_start_matches(['之', '第']);
    let end = after.find(|letter: char| !is_chinese_figure(letter)).unwrap_or(after.len());
    let number = chinese(&after[..end])?;
    let parted =
        after[end..].chars().next().is_none_or(|next| next.is_whitespace() || "、．.：:".contains(next));
    parted.then(|| of_sign(sign, number, &after[end..])).flatten()
}

/// 學而第一: an ordinal behind a title.
fn sign_last(title: &str) -> Option<Numbering<'_>> {
    const LONGEST: usize = 12;
    let (rest, figures) = title.split_once('第')?;
    let number = chinese(figures).filter(|_| figures.chars().all(is_chinese_figure))?;
    let named = rest.chars().count() <= LONGEST && rest.chars().all(char::is_alphanumeric);
    named.then(|| Numbering::single(None, number, rest))
}

/// "3장": the sign of a Korean chapter, behind a number alone.
fn korean(title: &str) -> Option<Numbering<'_>> {
    let end = title.find(|letter: char| !letter.is_ascii_digit())?;
    let number = title[..end].parse().ok()?;
    let sign = title[end..].trim_start().chars().next().filter(|sign| "장부권막절화".contains(*sign))?;
    let after = title[end..].trim_start().strip_prefix(sign)?;
    let parted = after.chars().next().is_none_or(|next| next.is_whitespace() || ".:".contains(next));
    parted.then(|| of_sign(sign, number, after)).flatten()
}

fn of_sign(sign: char, number: u32, after: &str) -> Option<Numbering<'_>> {
    Some(Numbering::single(Some(meaning(sign)?), number, after))
}

fn is_chinese_figure(letter: char) -> bool {
    "〇一二三四五六七八九十百零".contains(letter)
}

/// 三, or 三、雾.
fn chinese_number(title: &str) -> Option<Numbering<'_>> {
    let end = title.find(|letter| !is_chinese_figure(letter)).unwrap_or(title.len());
    let after = &title[end..];
    let parted = after.is_empty() || after.starts_with(['、', '．', '.', '\u{3000}', ' ']);
    let number = chinese(&title[..end]).filter(|_| parted)?;
    Some(Numbering::single(None, number, after))
}

fn split_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|letter: char| !is_of_word(letter)).unwrap_or(text.len()))
}

/// The title behind a number, without the marks between them.
fn rest(after: &str) -> &str {
    after.trim_start_matches(|character: char| !character.is_alphanumeric() && !is_opening(character))
}

fn number<'a>(text: &'a str, label: Option<&'static str>) -> Option<Numbering<'a>> {
    let end =
        text.find(|character: char| !character.is_alphanumeric() && character != '.').unwrap_or(text.len());
    let token = text[..end].trim_end_matches('.');
    // "1.Scope" and "I.A" end at the dot before a letter.
    let (parts, length, roman) = match digits(token) {
        Some((parts, length)) => (parts, length, false),
        None => {
            let token = token.split('.').next().unwrap_or_default();
            let (number, length) = letters(token, text, label.is_some())?;
            (Parts::of(number), length, true)
        }
    };
    let (token, after) = text.split_at(length);
    // "CHANT D'AUTOMNE", "L’ÉTRANGER".
    if after.starts_with(['\'', '’']) {
        return None;
    }
    let rest = rest(after);
    // In a column: "IV      THE WEIR".
    let in_column = roman && after.starts_with("  ") && rest.starts_with(|c: char| !c.is_lowercase());
    let parted = after.starts_with(['.', ')', ':']) || in_column;
    let whole = rest.is_empty();
    let weak = label.is_none() && !parted && parts.len() < 2 && !whole;
    if weak && (roman || parts.first().is_some_and(|&part| part > 99) || !after.starts_with([' ', '\t'])) {
        return None;
    }
    // "Part I liked" is a sentence: after a label's roman number something has to part it.
    if label.is_some()
        && !whole
        && roman
        && !after.starts_with(['.', ')', ':', '—', '–', '-', ','])
        && !after.starts_with("  ")
        && token.chars().all(char::is_lowercase)
    {
        return None;
    }
    Some(Numbering { label, parts: parts.without_zeros(), weak, roman, rest })
}

fn is_opening(character: char) -> bool {
    matches!(character, '(' | '[' | '“' | '‘' | '"' | '\'' | '«' | '„' | '_' | '¿' | '¡' | '「' | '『' | '《')
}

/// A number in letters: Roman in capitals or behind a label, in words behind a label alone.
fn letters(token: &str, text: &str, labelled: bool) -> Option<(u32, usize)> {
    if (token.chars().all(char::is_uppercase) || labelled)
        && let Some(number) = roman(token)
    {
        return Some((number, token.len()));
    }
    let (number, length) = if labelled { cardinal(text)? } else { return None };
    let after = &text[length..];
    // "Parte dos veces" is a sentence.
    let titled = rest(after).chars().next().is_some_and(|first| !first.is_lowercase());
    // The Danish two and nine are "to" and "ni": "Ode to Autumn" counts nothing.
    const SHORTEST: usize = 3;
    (titled && length >= SHORTEST || is_parted(after)).then_some((number, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_their_number() {
        let cases = [
            ("CHAPTER I. Loomings", "chapter 1 Loomings"),
            ("Chapter Twenty-One: The Boat", "chapter 21 The Boat"),
            ("Erstes Kapitel: Der Nebel", "kapitel 1 Der Nebel"),
            ("CHAPITRE PREMIER", "chapitre 1 "),
            ("PREMIÈRE PARTIE", "partie 1 "),
            ("Book the Second", "book 2 "),
            ("2. Kapitel", "kapitel 2 "),
            ("IV LUKU.", "luku 4 "),
            ("I part.", "none"),
            ("Ode to Autumn", "none"),
            ("IV      The Weir", "- 4 The Weir"),
            ("第二十三章 灯", "chapter 23 灯"),
            ("Глава первая. Туман", "глава 1 Туман"),
            ("1.2 Scope", "- 1.2 Scope"),
            ("_ACTUS PRIMUS. SCENA PRIMA._", "actus 1 SCENA PRIMA."),
            ("2.0 Ports", "- 2 Ports"),
            ("IV.", "- 4 "),
            ("iv.", "- 4 "),
            ("(2)", "- 2 "),
            ("I. II. III. IV", "- 1 "),
            ("XIII, XIV", "- 13 "),
            ("- 3 -", "- 3 "),
            ("mix", "none"),
            ("ACTO ÚNICO", "acto 1 "),
            ("Second Day", "day 2 "),
            ("卷三", "volume 3 "),
            ("3장 늙은 사공", "chapter 3 늙은 사공"),
            ("學而第一", "- 1 學而"),
            ("Inferno • Canto II", "canto 2 Inferno"),
            ("Ann • Tom", "none"),
            ("Letter No. 1", "letter 1 "),
            ("Lettre n° 5. À ma mère", "lettre 5 À ma mère"),
            ("SERMON Nr. III", "sermon 3 "),
            ("Письмо №4", "письмо 4 "),
            ("Letter no longer sent", "none"),
            ("Birinci Bölüm", "bölüm 1 "),
            ("İKİNCİ BÖLÜM", "bölüm 2 "),
            ("पहला अध्याय", "अध्याय 1 "),
            ("अध्याय २", "अध्याय 2 "),
            ("الفصل الثاني", "الفصل 2 "),
            ("פרק א", "פרק 1 "),
            ("Κεφάλαιο Β΄", "κεφάλαιο 2 "),
            ("ΚΕΦΑΛΑΙΟ ΙΒ΄", "κεφαλαιο 12 "),
            ("The first part of it was dull", "none"),
            ("Part of the way", "none"),
            ("I saw him", "none"),
            ("Chant d’automne", "none"),
            ("CHAPITRE D'AUTOMNE", "none"),
        ];
        for (title, expected) in cases {
            let said = numbering(title).map_or("none".to_owned(), |number| {
                let parts = number.parts.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
                format!("{} {parts} {}", number.label.unwrap_or("-"), number.rest)
            });
            assert_eq!(said, expected, "{title}");
        }
    }
}
