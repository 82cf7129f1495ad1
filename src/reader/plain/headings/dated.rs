//! Headings that are dates, as diaries have them that have no others.

use super::dates::{is_date, names_month, years};
use super::fallback::Found;
use crate::document::Date;
use crate::document::date::is_month;
use crate::reader::plain::Sheet;
use std::ops::Range;

/// Fewer dates may be those of letters.
const FEWEST: usize = 3;

/// Dates alone on their lines, or months above their years, each after the one before, each with text below it.
pub fn dated(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let dates: Vec<(usize, When)> =
        chunks.iter().enumerate().filter_map(|(index, chunk)| Some((index, when(sheet, chunk)?))).collect();
    let dates = with_years(dates);
    let pairs = || dates.iter().zip(dates.iter().skip(1));
    let rise = pairs().all(|((_, one), (_, next))| one.is_before(next));
    let last = dates.last().is_some_and(|(index, _)| index + 1 == chunks.len());
    let parted = pairs().all(|((one, _), (next, _))| one + 1 < *next) && !last;
    if dates.len() < FEWEST || !rise || !parted {
        return Vec::new();
    }
    dates.iter().filter_map(|(index, _)| chunks.get(*index).map(|chunk| (chunk.clone(), 1))).collect()
}

/// Dates of which the first alone says the year, as diaries do, with the year of each.
fn with_years(mut dates: Vec<(usize, When)>) -> Vec<(usize, When)> {
    let mut year = None;
    for at in 0..dates.len() {
        let before = at.checked_sub(1).and_then(|before| dates.get(before)).map(|(_, before)| *before);
        let Some((_, own)) = dates.get_mut(at) else { continue };
        year = own.year.or_else(|| {
            let begins = before.is_some_and(|before| before.month >= Some(10) && own.month <= Some(3));
            year.map(|year: u16| year + u16::from(begins))
        });
        own.year = year;
    }
    dates
}

/// A year, a month and a day, as far as a line says them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct When {
    year: Option<u16>,
    month: Option<u8>,
    day: Option<u8>,
}

impl When {
    /// Whether another date says as much and comes later. Where no year stands, a new one may begin.
    fn is_before(&self, next: &When) -> bool {
        let alike = self.year.is_some() == next.year.is_some()
            && self.month.is_some() == next.month.is_some()
            && self.day.is_some() == next.day.is_some();
        let new_year = self.year.is_none() && self.month >= Some(10) && next.month <= Some(3);
        alike && (self < next || new_year && self != next)
    }
}

/// What a chunk says that is nothing but a date. Set in far, it is that of a letter.
fn when(sheet: &Sheet, chunk: &Range<usize>) -> Option<When> {
    const FAR: usize = 6;
    let words = sheet.content(chunk.start);
    let indent = sheet.lines.get(chunk.start)?.indent;
    if chunk.len() == 2 && names_month(words) {
        let year = years(sheet.content(chunk.start + 1))?;
        return Some(When {
            year: Some(year),
            month: month_of(words.trim_end_matches(['.', ','])),
            day: None,
        });
    }
    if chunk.len() != 1 || indent > sheet.manner.margin + FAR {
        return None;
    }
    let tokens: Vec<&str> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
    match tokens.as_slice() {
        [year] if year.len() == 4 => {
            let year = year.parse().ok().filter(|year| (1000..3000).contains(year))?;
            Some(When { year: Some(year), month: None, day: None })
        }
        [month] if is_month(month) => Some(When { year: None, month: month_of(month), day: None }),
        _ if is_date(words) => of_parts(words, &tokens),
        _ => None,
    }
}

fn month_of(word: &str) -> Option<u8> {
    Date::parse(&format!("1 {word} 2000"), "en").and_then(|date| date.month)
}

fn of_parts(words: &str, tokens: &[&str]) -> Option<When> {
    if let Some(date) = Date::parse(words, "en").filter(|date| date.month.is_some()) {
        return Some(When { year: Some(date.year), month: date.month, day: date.day });
    }
    let number = |token: &&str| token.trim_end_matches(char::is_alphabetic).parse::<u16>().ok();
    let month = tokens.iter().find(|token| is_month(token)).and_then(|month| month_of(month))?;
    let year = tokens.iter().filter_map(number).find(|number| (1000..3000).contains(number));
    let day = tokens.iter().filter_map(number).find(|number| (1..=31).contains(number));
    Some(When { year, month: Some(month), day: day.and_then(|day| u8::try_from(day).ok()) })
}
