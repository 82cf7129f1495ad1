//! Titles as they are compared: without case, spaces and punctuation, their numbers read.

/// A number at the beginning of a title: "Chapter IV.", "1.2", "PART ONE —".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering<'a> {
    /// "chapter", "part", …, in lower case; `None` for a bare number.
    pub label: Option<String>,
    pub parts: Vec<u32>,
    /// A bare number without a dot, a bracket or a second part after it ("3 Methods").
    pub weak: bool,
    pub roman: bool,
    pub rest: &'a str,
}

/// Words that name a division of a book, with their rank: a smaller one is the larger division.
const LABELS: &[(&str, u8)] = &[
    ("volume", 0),
    ("tome", 0),
    ("part", 1),
    ("book", 1),
    ("act", 1),
    ("teil", 1),
    ("buch", 1),
    ("partie", 1),
    ("livre", 1),
    ("parte", 1),
    ("libro", 1),
    ("chapter", 2),
    ("kapitel", 2),
    ("chapitre", 2),
    ("capítulo", 2),
    ("capitolo", 2),
    ("canto", 2),
    ("scene", 2),
    ("letter", 2),
    ("appendix", 2),
    ("section", 3),
    ("abschnitt", 3),
];

const WORDS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// The rank of a label among the divisions of a book.
pub fn rank(label: &str) -> Option<u8> {
    LABELS.iter().find(|(name, _)| *name == label).map(|(_, rank)| *rank)
}

/// Reads the number that a title begins with.
pub fn numbering(title: &str) -> Option<Numbering<'_>> {
    let title = title.trim();
    let word_end = title.find(|character: char| !character.is_alphabetic()).unwrap_or(title.len());
    let (word, after) = title.split_at(word_end);
    let label = word.to_lowercase();
    if rank(&label).is_some() && after.starts_with(char::is_whitespace) {
        return number(after.trim_start(), Some(label));
    }
    number(title, None)
}

fn number(text: &str, label: Option<String>) -> Option<Numbering<'_>> {
    let end =
        text.find(|character: char| !character.is_alphanumeric() && character != '.').unwrap_or(text.len());
    let token = text[..end].trim_end_matches('.');
    // "1.Scope" and "I.A" end at the dot before a letter.
    let (parts, token, roman) = match digits(token) {
        Some((parts, length)) => (parts, &token[..length], false),
        None => {
            let token = token.split('.').next().unwrap_or_default();
            (vec![letters(token, label.is_some())?], token, true)
        }
    };
    let after = &text[token.len()..];
    let rest =
        after.trim_start_matches(|character: char| !character.is_alphanumeric() && !is_opening(character));
    let parted = after.starts_with(['.', ')', ':']);
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
    Some(Numbering { label, parts, weak, roman, rest })
}

fn is_opening(character: char) -> bool {
    matches!(character, '(' | '[' | '“' | '‘' | '"' | '\'' | '«' | '„' | '_' | '¿' | '¡')
}

/// "1.2.3" and its length in bytes.
fn digits(token: &str) -> Option<(Vec<u32>, usize)> {
    let mut parts = Vec::new();
    let mut length = 0;
    for part in token.split('.') {
        match part.parse::<u32>() {
            Ok(number) if part.bytes().all(|byte| byte.is_ascii_digit()) && parts.len() < 6 => {
                length += part.len() + usize::from(!parts.is_empty());
                parts.push(number);
            }
            _ => break,
        }
    }
    (!parts.is_empty()).then_some((parts, length))
}

fn letters(token: &str, labelled: bool) -> Option<u32> {
    if (token.chars().all(char::is_uppercase) || labelled)
        && let Some(number) = roman(token)
    {
        return Some(number);
    }
    let word = token.to_lowercase();
    let place = WORDS.iter().position(|name| *name == word).filter(|_| labelled)?;
    u32::try_from(place + 1).ok()
}

fn roman(token: &str) -> Option<u32> {
    let values: Vec<u32> = token
        .chars()
        .map(|letter| match letter.to_ascii_uppercase() {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            'D' => 500,
            'M' => 1000,
            _ => 0,
        })
        .collect();
    if values.is_empty() || values.len() > 15 || values.contains(&0) {
        return None;
    }
    let mut sum = 0i64;
    for (index, &value) in values.iter().enumerate() {
        let smaller = values.get(index + 1).is_some_and(|&next| value < next);
        sum += if smaller { -i64::from(value) } else { i64::from(value) };
    }
    u32::try_from(sum).ok()
}

/// A title as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Letters and digits in lower case, the number at the front in one notation.
    pub full: String,
    /// The same without the number; equal to `full` where there is none.
    pub loose: String,
    pub parts: Vec<u32>,
}

impl Title {
    pub fn of(text: &str) -> Title {
        match numbering(text).filter(|numbering| !numbering.weak) {
            None => {
                let full = letters_and_digits(text);
                Title { loose: full.clone(), full, parts: Vec::new() }
            }
            Some(Numbering { label, parts, rest, .. }) => {
                let number = parts.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
                let rest = letters_and_digits(rest);
                let full = format!("{}#{number}#{rest}", label.unwrap_or_default());
                Title { loose: if rest.is_empty() { full.clone() } else { rest }, full, parts }
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.full.is_empty()
    }

    /// Whether one of two titles of equal words lacks a number, or both have the same.
    pub fn agrees(&self, other: &Title) -> bool {
        self.parts.is_empty() || other.parts.is_empty() || self.parts == other.parts
    }
}

pub fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// An entry of a contents list without the page number at its end, and whether the number stood
/// off by dots, a tab or several spaces. `None` where there is none.
pub fn without_page(entry: &str) -> Option<(&str, bool)> {
    let entry = entry.trim_end();
    let number = entry.trim_end_matches(|character: char| character.is_ascii_digit());
    let number =
        if number.len() < entry.len() { number } else { entry.trim_end_matches(['i', 'v', 'x', 'l', 'c']) };
    let title = number.trim_end_matches(|character: char| {
        matches!(character, '.' | '…' | '·' | '_' | '-') || character.is_whitespace()
    });
    let leader = &number[title.len()..];
    if number.len() == entry.len() || leader.is_empty() || title.is_empty() || entry.len() - number.len() > 5
    {
        return None;
    }
    let stands_off = leader.contains('\t')
        || leader.contains("..")
        || leader.contains(". .")
        || leader.contains('…')
        || leader.contains("   ")
        || leader.contains("··");
    Some((title, stands_off))
}

/// The levels of numbered titles: "1.2" is one deeper than "1"; "Chapter" is one deeper than
/// "Part" where both occur. Titles without a number are on the first level.
pub fn levels(titles: &[String]) -> Vec<u8> {
    let numbers: Vec<Option<Numbering>> = titles.iter().map(|title| numbering(title)).collect();
    let mut ranks: Vec<u8> =
        numbers.iter().flatten().filter_map(|number| number.label.as_deref().and_then(rank)).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let level = |number: &Option<Numbering>| match number {
        None => 1,
        Some(number) => {
            let above = number
                .label
                .as_deref()
                .and_then(rank)
                .map_or(0, |rank| ranks.partition_point(|other| *other < rank));
            (above + number.parts.len()).clamp(1, 6) as u8
        }
    };
    numbers.iter().map(level).collect()
}
