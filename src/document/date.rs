//! Dates as manuscripts write them and as books print them.

mod names;

use super::metadata::days_in_month;
use names::Names;

/// A day, a month or a year of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// Of the Common Era, in four figures.
    pub year: u16,
    /// From 1.
    pub month: Option<u8>,
    /// From 1; none where there is no month.
    pub day: Option<u8>,
}

impl Date {
    /// Reads the dates that pandoc reads: those of ISO 8601, with a time or without (`2026`, `2026-03`,
    /// `2026-03-01T10:00`, `20260301`), those of the United States in figures (`03/01/2026`), and those
    /// with the name of the month (`1 March 2026`, `March 1st, 2026`, `1. März 2026`). The names are those of
    /// the language, of English, or of any other, in this order.
    pub fn parse(text: &str, lang: &str) -> Option<Date> {
        let text = text.trim();
        in_figures(text).or_else(|| in_east_asia(text)).or_else(|| in_words(text, lang))
    }

    /// The same, and the day behind a comma that other words stand before: "Version 3, 29 June 2007".
    pub fn found_in(text: &str, lang: &str) -> Option<Date> {
        let behind = || Date::parse(text.split_once(',')?.1, lang).filter(|date| date.day.is_some());
        Date::parse(text, lang).or_else(behind)
    }

    /// A date, if there is such a day.
    fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Date> {
        let is_month = month.is_none_or(|month| (1..=12).contains(&month));
        let is_day =
            |day: u8| month.is_some_and(|month| (1..=days_in_month(year, month)).contains(&day.into()));
        let is_sound = (1..=9999).contains(&year) && is_month && day.is_none_or(is_day);
        is_sound.then_some(Date { year, month, day })
    }

    /// As W3CDTF has it, a profile of ISO 8601: `2026`, `2026-03` or `2026-03-01`.
    pub fn iso(self) -> String {
        let part = |part: Option<u8>| part.map_or_else(String::new, |part| format!("-{part:02}"));
        format!("{:04}{}{}", self.year, part(self.month), part(self.day))
    }

    /// As it is printed in a language; none where it is not known how.
    pub fn printed(self, lang: &str) -> Option<String> {
        let Some(month) = self.month else { return Some(self.year.to_string()) };
        Names::of(lang).printed(self.year, month, self.day)
    }
}

/// A date in figures, perhaps with a time behind it.
fn in_figures(text: &str) -> Option<Date> {
    let date = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) if time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit()) => date,
        Some(_) => return None,
        None => text,
    };
    let mark = date.chars().find(|c| !c.is_ascii_digit());
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    if !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let short = |part: &str| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
    let year = |part: &str| (part.len() == 4).then(|| part.parse::<u16>().ok()).flatten();
    match (mark, parts.as_slice()) {
        (None, _) => packed(date),
        (_, [first, month]) => Date::new(year(first)?, Some(short(month)?), None),
        (_, [first, month, day]) if first.len() == 4 => {
            Date::new(year(first)?, Some(short(month)?), Some(short(day)?))
        }
        (Some('/'), [month, day, last]) => {
            let (month, day, year) = (short(month)?, short(day)?, year(last)?);
            // The months of the United States stand first; what can be none is the day of all others.
            Date::new(year, Some(month), Some(day)).or_else(|| Date::new(year, Some(day), Some(month)))
        }
        (Some('.'), [day, month, last]) => Date::new(year(last)?, Some(short(month)?), Some(short(day)?)),
        _ => None,
    }
}

/// `2026`, `202603` or `20260301`.
fn packed(figures: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| figures.get(range).map(|part| part.parse::<u8>().ok());
    let year = figures.get(..4)?.parse().ok()?;
    match figures.len() {
        4 => Date::new(year, None, None),
        6 => Date::new(year, part(4..6)?, None),
        8 => Date::new(year, Some(part(4..6)??), Some(part(6..8)??)),
        _ => None,
    }
}

/// `2026年3月1日`, and the same in Korean.
fn in_east_asia(text: &str) -> Option<Date> {
    if !text.contains(['年', '년']) {
        return None;
    }
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.replace(['年', '월', '月', '년'], "-");
    let plain = plain.trim_end_matches(['日', '일']).trim_end_matches('-');
    in_figures(plain)
}

/// A day, the name of a month and a year, in any order, with little words between them.
fn in_words(text: &str, lang: &str) -> Option<Date> {
    let (mut year, mut day, mut month) = (None, None, None);
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '’' | '\''));
    for word in words.filter(|word| !word.is_empty()) {
        let figures = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = word.split_at(figures);
        match number.len() {
            0 if LITTLE.contains(&word.to_lowercase().as_str()) => {}
            0 if month.is_none() => month = Some(names::month(word, lang)?),
            4 if year.is_none() && rest.is_empty() => year = Some(number.parse().ok()?),
            1 | 2 if day.is_none() && ORDINALS.contains(&rest) => day = Some(number.parse().ok()?),
            _ => return None,
        }
    }
    Date::new(year?, Some(month?), day)
}

/// Whether a word is the name of a month in any of the languages, in English also shortened.
pub fn is_month(word: &str) -> bool {
    names::is_month(word)
}

/// Whether a word is a day of a month in figures: `3`, `3rd`.
pub fn is_day(word: &str) -> bool {
    let figures = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = word.split_at(figures);
    ORDINALS.contains(&rest) && number.parse().is_ok_and(|day| (1..=31u32).contains(&day))
}

/// Whether a word only joins the parts of a date.
pub fn is_little(word: &str) -> bool {
    LITTLE.contains(&word.to_lowercase().as_str())
}

/// What stands between the parts of a date.
const LITTLE: &[&str] = &["de", "del", "d", "of", "the", "г", "р", "m"];

/// What makes a number one of an order.
const ORDINALS: &[&str] = &["", "st", "nd", "rd", "th", "er", "º", "o", "."];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (text, iso) in [
            ("2026", "2026"),
            ("2026-03", "2026-03"),
            ("2026-03-01", "2026-03-01"),
            ("2026-3-1", "2026-03-01"),
            (" 2026-03-01T10:00:00+02:00 ", "2026-03-01"),
            ("2026-03-01 10:00", "2026-03-01"),
            ("2026/03/01", "2026-03-01"),
            ("20260301", "2026-03-01"),
            ("202603", "2026-03"),
            ("03/01/2026", "2026-03-01"),
            ("31/12/2025", "2025-12-31"),
            ("1.3.2026", "2026-03-01"),
            ("March 1, 2026", "2026-03-01"),
            ("March 1st, 2026", "2026-03-01"),
            ("1 March 2026", "2026-03-01"),
            ("1st of march 2026", "2026-03-01"),
            ("Mar. 1, 2026", "2026-03-01"),
            ("1 Sept 2026", "2026-09-01"),
            ("March 2026", "2026-03"),
            ("1. März 2026", "2026-03-01"),
            ("1er mars 2026", "2026-03-01"),
            ("1 de marzo de 2026", "2026-03-01"),
            ("1 d’abril del 2026", "2026-04-01"),
            ("1 марта 2026 г.", "2026-03-01"),
            ("март 2026", "2026-03"),
            ("2026年3月1日", "2026-03-01"),
            ("2026년 3월 1일", "2026-03-01"),
            ("2024-02-29", "2024-02-29"),
        ] {
            assert_eq!(Date::parse(text, "en").map(Date::iso).as_deref(), Some(iso), "{text}");
        }
        for text in [
            "",
            "Spring 2024",
            "2026-13",
            "2026-02-30",
            "2025-02-29",
            "0000",
            "26-03-01",
            "13/13/2026",
            "March",
            "1 March",
            "before 1 March 2026",
            "1 March 2026 or later",
            "2026-03-01T",
            "2026-03-01-02",
            "99999",
            "年",
            "2026-+3",
            "３",
            "1 March 20266",
        ] {
            assert_eq!(Date::parse(text, "en"), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_found_behind_other_words() {
        for (text, iso) in [
            ("1 March 2026", Some("2026-03-01")),
            ("Version 3, 29 June 2007", Some("2007-06-29")),
            ("Alder, 3 March 1850", Some("1850-03-03")),
            ("Spring, 2024", None),
            ("Version 3, before 29 June 2007", None),
            ("before 1 March 2026", None),
        ] {
            assert_eq!(Date::found_in(text, "en").map(Date::iso).as_deref(), iso, "{text}");
        }
    }

    #[test]
    fn names_that_are_of_two_months_are_those_of_the_language() {
        for (lang, text, iso) in
            [("hr", "1. listopada 2026.", "2026-10-01"), ("pl", "1 listopada 2026", "2026-11-01")]
        {
            assert_eq!(Date::parse(text, lang).map(Date::iso).as_deref(), Some(iso), "{lang}");
        }
    }

    #[test]
    fn dates_are_printed_in_the_language_of_the_book() {
        for (lang, day, month) in [
            ("en", "1 March 2026", "March 2026"),
            ("en-GB", "1 March 2026", "March 2026"),
            ("en-US", "March 1, 2026", "March 2026"),
            ("de", "1. März 2026", "März 2026"),
            ("fr-CA", "1 mars 2026", "mars 2026"),
            ("pt-BR", "1 de março de 2026", "março de 2026"),
            ("ca", "1 de març del 2026", "març del 2026"),
            ("ru", "1 марта 2026\u{a0}г.", "март 2026\u{a0}г."),
            ("zh-Hant", "2026年3月1日", "2026年3月"),
            ("ko", "2026년 3월 1일", "2026년 3월"),
        ] {
            let printed = |text: &str| Date::parse(text, "en").and_then(|date| date.printed(lang));
            assert_eq!(printed("2026-03-01").as_deref(), Some(day));
            assert_eq!(printed("2026-03").as_deref(), Some(month));
            assert_eq!(printed("2026").as_deref(), Some("2026"));
        }
        assert_eq!(Date::parse("2026-03-01", "en").and_then(|date| date.printed("la")), None);
        assert_eq!(
            Date::parse("2026-01-01", "en").and_then(|date| date.printed("de-AT")).as_deref(),
            Some("1. Jänner 2026")
        );
    }
}
