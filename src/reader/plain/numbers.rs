//! Numbers as titles write them: in digits, in Roman or Chinese numerals, in words.

/// "1.2.3" at the front of a token, and its length in bytes.
pub fn digits(token: &str) -> Option<(Vec<u32>, usize)> {
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

/// A Roman numeral in capitals or small letters; its order is not judged.
pub fn roman(token: &str) -> Option<u32> {
    let value = |letter: char| match letter.to_ascii_uppercase() {
        'I' => 1,
        'V' => 5,
        'X' => 10,
        'L' => 50,
        'C' => 100,
        'D' => 500,
        'M' => 1000,
        _ => 0u32,
    };
    let values: Vec<u32> = token.chars().map(value).collect();
    // 3,888 is the longest below 4,000, and has fifteen letters.
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

const UNITS: &[&str] = &[
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
];

const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// An English number below a hundred at the front of a text ("twenty-one", "Twenty One"), and its
/// length in bytes. The other languages count their chapters by ordinals where they use words.
pub fn cardinal(text: &str) -> Option<(u32, usize)> {
    let unit = |word: &str| place(UNITS, word).map(|place| place + 1);
    let word = first_word(text);
    if let Some(number) = unit(word) {
        return Some((number, word.len()));
    }
    let tens = (place(TENS, word)? + 2) * 10;
    let rest = text[word.len()..].strip_prefix(['-', ' ', '\u{2011}']);
    let below = rest.map(first_word).filter(|next| unit(next).is_some_and(|unit| unit < 10));
    match (below.and_then(unit), below) {
        (Some(unit), Some(next)) => {
            let parted = text[word.len()..].chars().next().map_or(0, char::len_utf8);
            Some((tens + unit, word.len() + parted + next.len()))
        }
        _ => Some((tens, word.len())),
    }
}

fn place(words: &[&str], word: &str) -> Option<u32> {
    words.iter().position(|name| word.eq_ignore_ascii_case(name)).and_then(|place| u32::try_from(place).ok())
}

fn first_word(text: &str) -> &str {
    text.find(|letter: char| !letter.is_alphabetic()).map_or(text, |end| &text[..end])
}

/// What the words for "first", "second" and so on begin with, in English, German, French,
/// Italian, Spanish, Portuguese, Dutch, Latin and Russian.
const ORDINALS: &[&[&str]] = &[
    &["first", "erst", "premi", "prim", "eerst", "перв"],
    &["second", "zweit", "deuxi", "segund", "tweed", "втор"],
    &["third", "dritt", "troisi", "terc", "terz", "tert", "derd", "трет"],
    &["fourth", "viert", "quatri", "cuart", "quart", "vierd", "четв"],
    &["fifth", "fünft", "cinqui", "quint", "vijfd", "пят"],
    &["sixth", "sechst", "sixi", "sext", "sest", "zesd", "шест"],
    &["seventh", "siebt", "siebent", "septi", "séptim", "sétim", "settim", "zevend", "седьм"],
    &["eighth", "acht", "huiti", "octav", "ottav", "oitav", "восьм"],
    &["ninth", "neunt", "neuvi", "noven", "nono", "nona", "negend", "девят"],
    &["tenth", "zehnt", "dixi", "décim", "decim", "tiend", "десят"],
    &["eleventh", "elft", "onzi", "undécim", "elfd", "одиннадцат"],
    &["twelfth", "zwölft", "douzi", "duodécim", "twaalfd", "двенадцат"],
];

/// The number of a word such as "erstes", "Première" or "THIRD". It is to be asked only beside the
/// name of a division, where such a word means nothing else.
pub fn ordinal(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let is_form = |stem: &&str| word.strip_prefix(*stem).is_some_and(|ending| ending.chars().count() <= 4);
    let place = ORDINALS.iter().position(|stems| stems.iter().any(is_form))?;
    u32::try_from(place + 1).ok()
}

/// A number below a thousand in Chinese numerals or in digits of any width: 二十三, 12, １２.
pub fn chinese(token: &str) -> Option<u32> {
    let (mut sum, mut last) = (0u32, None);
    for letter in token.chars() {
        let digit = "〇一二三四五六七八九".chars().position(|own| own == letter).map(|place| place as u32);
        let digit = digit.or_else(|| letter.to_digit(10)).or_else(|| fullwidth(letter));
        match (letter, digit) {
            (_, Some(digit)) => last = Some(last.unwrap_or(0) * 10 + digit),
            ('零', _) => {}
            ('十', _) => sum += last.take().unwrap_or(1) * 10,
            ('百', _) => sum += last.take().unwrap_or(1) * 100,
            _ => return None,
        }
        // At each digit, so that a long row of them cannot overflow.
        if sum + last.unwrap_or(0) > 9999 {
            return None;
        }
    }
    let number = sum + last.unwrap_or(0);
    (number > 0).then_some(number)
}

fn fullwidth(letter: char) -> Option<u32> {
    ('０'..='９').contains(&letter).then(|| letter as u32 - '０' as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_words_and_signs() {
        let cases: [(&str, Option<(u32, usize)>); 6] = [
            ("Twenty-One: The Boat", Some((21, 10))),
            ("ONE", Some((1, 3))),
            ("forty two", Some((42, 9))),
            ("Thirty boats", Some((30, 6))),
            ("twenty-ten", Some((20, 6))),
            ("oneself", None),
        ];
        for (text, expected) in cases {
            assert_eq!(cardinal(text), expected, "{text}");
        }
        let ordinals = [("Erstes", 1), ("PREMIÈRE", 1), ("zwölfter", 12), ("Третья", 3), ("settimo", 7)];
        for (word, expected) in ordinals {
            assert_eq!(ordinal(word), Some(expected), "{word}");
        }
        assert_eq!(ordinal("firstborns"), None);
        for (token, expected) in [("二十三", 23), ("十", 10), ("一百零五", 105), ("12", 12), ("１２", 12)]
        {
            assert_eq!(chinese(token), Some(expected), "{token}");
        }
        assert_eq!(chinese("章"), None);
        assert_eq!((roman("XIV"), roman("mdc"), roman("LOX")), (Some(14), Some(1600), None));
    }
}
