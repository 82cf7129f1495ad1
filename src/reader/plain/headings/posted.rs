//! Titles of the posts of a journal on the web, each with a line below it that says when it was published.

use super::dates::is_date;
use super::fallback::Found;
use crate::document::date::is_month;
use crate::reader::plain::Sheet;
use std::ops::Range;

/// One alone may be that of the whole text.
const FEWEST: usize = 2;

/// Lines alone above "Posted on March 3, 2019 by Ann", each with text below.
pub fn posted(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    const LONGEST: usize = 100;
    let title = |index: usize| {
        let chunk = chunks.get(index)?;
        let line = match chunk.len() {
            1 => chunks.get(index + 1)?.start,
            2 => chunk.start + 1,
            _ => return None,
        };
        let words = sheet.content(chunk.start);
        let titled = words.chars().count() <= LONGEST && !is_date(words) && !says_when(words);
        (titled && says_when(sheet.content(line))).then_some((chunk.start..chunk.start + 1, 1))
    };
    let found: Vec<Found> = (0..chunks.len()).filter_map(title).collect();
    if found.len() < FEWEST { Vec::new() } else { found }
}

/// Whether a line says when something was published.
fn says_when(words: &str) -> bool {
    const LONGEST: usize = 80;
    const VERBS: &[&str] = &[
        "posted",
        "published",
        "veröffentlicht",
        "publié",
        "publicado",
        "publicada",
        "pubblicato",
        "geplaatst",
        "gepubliceerd",
        "opublikowano",
        "опубликовано",
    ];
    let mut tokens = words.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
    let verb = tokens.next().is_some_and(|verb| VERBS.contains(&verb.to_lowercase().as_str()));
    let is_year = |token: &str| token.parse().is_ok_and(|year| (1900..2200u32).contains(&year));
    words.chars().count() <= LONGEST && verb && tokens.any(|token| is_year(token) || is_month(token))
}
