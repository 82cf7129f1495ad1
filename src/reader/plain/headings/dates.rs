//! Lines that say when something was written.

use crate::document::Date;
use crate::document::date::{is_day, is_little, is_month};

/// What stands before a date at the head of a letter.
const ARTICLES: &[&str] = &["le", "den", "der", "am", "il", "el"];

/// What says by which calendar a date is: old style and new style, in English, French and German.
const STYLES: &[&str] = &[
    " O. S.", " N. S.", " O.S.", " N.S.", " OS", " NS", " v. st.", " n. st.", " v.s.", " n.s.", " a. St.",
    " n. St.",
];

/// "March 3, 2021", "2021-03-03", "Alder, le 3 mars": a day, or a month and its year, alone or with
/// two words beside the day (a place, a day of the week).
pub fn is_date(words: &str) -> bool {
    const MOST_WORDS: usize = 7;
    // Words without a figure, in ASCII, are told by their bytes.
    let may_be_figure = |byte: u8| byte.is_ascii_digit() || !byte.is_ascii();
    if !words.bytes().any(may_be_figure) || !words.chars().any(char::is_numeric) {
        return false;
    }
    let (words, behind) = around_style(words).unwrap_or((words, ""));
    let tokens =
        words.split(|c: char| !c.is_alphanumeric()).chain(behind.split(|c: char| !c.is_alphanumeric()));
    let tokens: Vec<&str> = tokens.filter(|token| !token.is_empty()).take(MOST_WORDS + 1).collect();
    let is_year = |token: &&&str| token.parse().is_ok_and(|number| (1000..3000u32).contains(&number));
    let years = tokens.iter().filter(is_year).count();
    let days = tokens.iter().filter(|token| is_day(token)).count();
    if tokens.len() > MOST_WORDS || years > 1 || years + days == 0 {
        let in_figures = words.chars().all(|c| !c.is_alphabetic() || "年月日년월일T".contains(c));
        return in_figures && Date::parse(words, "en").is_some_and(|date| date.month.is_some());
    }
    let is_named = tokens.iter().any(|token| is_month(token));
    let is_article = |token: &&&str| is_little(token) || ARTICLES.contains(&token.to_lowercase().as_str());
    let others =
        tokens.iter().filter(|token| !is_year(token) && !is_day(token) && !is_article(token)).count();
    let beside = others - usize::from(is_named).min(others);
    match days {
        0 => is_named && beside == 0 && tokens.len() <= 3,
        _ => is_named && beside <= 2 || years == 1 && tokens.len() <= 5,
    }
}

/// What stands before and behind the name of a calendar.
fn around_style(words: &str) -> Option<(&str, &str)> {
    // Hardly any line has what all of them begin with.
    let may_begin = |window: &[u8]| matches!(window, [b' ', b'O' | b'N' | b'v' | b'n' | b'a', b'.' | b'S']);
    if !words.as_bytes().windows(3).any(may_begin) {
        return None;
    }
    STYLES.iter().find_map(|style| words.split_once(style)).filter(|(before, _)| !before.is_empty())
}

/// The first of some years that are all of a line: "1748", "1746-1747.", "1659/60".
pub fn years(words: &str) -> Option<u16> {
    const MOST: usize = 2;
    let mut tokens = words.trim_end_matches('.').split(['-', '–', '—', '/']).map(str::trim);
    let first = tokens.next().filter(|first| first.len() == 4)?.parse().ok()?;
    let is_short = |token: &str| matches!(token.len(), 2 | 4) && token.bytes().all(|b| b.is_ascii_digit());
    let others: Vec<&str> = tokens.take(MOST).collect();
    let sound = (1000..3000).contains(&first) && others.len() < MOST && others.into_iter().all(is_short);
    sound.then_some(first)
}

/// Whether a line is the name of a month and nothing else.
pub fn names_month(words: &str) -> bool {
    is_month(words.trim_end_matches(['.', ',']))
}

#[cfg(test)]
mod tests {
    use super::{is_date, years};

    #[test]
    fn years_stand_alone_or_with_the_next() {
        for (line, expected) in [
            ("1748", Some(1748)),
            ("1746-1747.", Some(1746)),
            ("1659–60", Some(1659)),
            ("748", None),
            ("1748 men", None),
            ("1748-1749-1750", None),
            ("+748", None),
        ] {
            assert_eq!(years(line), expected, "{line}");
        }
    }

    #[test]
    fn dates_are_told_from_titles() {
        for line in [
            "March 3, 2021",
            "2021-03-03",
            "March 3",
            "3rd March.",
            "MARCH 1801",
            "Alder, March 3, 1801.",
            "Paris, le 3 mars",
            "BATH, October 9, O. S. 1746",
            "LONDON, December 2, O.S. 1746.",
            "Weimar, den 3. März 1801",
            "1 de marzo de 1801",
            "3 марта",
            "2026年3月1日",
        ] {
            assert!(is_date(line), "{line}");
        }
        for line in [
            "1801",
            "The March of 1848",
            "Chapter of 3 May flowers in bloom",
            "The River",
            "March",
            "May Day",
        ] {
            assert!(!is_date(line), "{line}");
        }
    }
}
