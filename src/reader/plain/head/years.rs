//! The years of title pages, which date their texts.

use super::below_title::{Below, begins_with_article, below, holds_kind};
use super::deeds::names_hand;
use super::hands::leads_in_author;
use super::persons::{begins_as_title, is_capital_name, is_full_name};
use super::title_page::{has_headings, is_led_in, take_below};
use crate::document::Metadata;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::is_capitals;
use crate::reader::plain::role::{Field, Role, Why};
use std::ops::Range;

/// Whether a line is figures and nothing else.
pub fn is_figures(words: &str) -> bool {
    !words.is_empty() && words.chars().all(|c| c.is_ascii_digit())
}

/// Passes over a year or a number alone that stands above the title, and takes the year for the text's date.
/// Above a name or a subtitle it is the title itself ("1984", "A Novel").
pub fn take_year_above(sheet: &mut Sheet, zone: &[Range<usize>], metadata: &mut Metadata) -> bool {
    const MOST_LINES: usize = 3;
    let [first, second, ..] = zone else { return false };
    let (year, title) = (sheet.content(first.start), sheet.content(second.start));
    let named = !is_led_in(sheet, zone.get(1..).unwrap_or_default());
    let name = named && (is_full_name(title) || is_capital_name(title));
    let person = name || leads_in_author(title) || names_hand(title);
    let definite = begins_as_title(title) && !begins_with_article(title);
    let titled = definite || is_capitals(title) && !holds_kind(title);
    let is_above = first.len() == 1 && is_figures(year) && second.len() <= MOST_LINES && titled && !person;
    if is_above && let Some(date @ Below::Date) = below(year) {
        take_below(sheet, metadata, first.start, date);
    }
    is_above
}

/// Takes the year that a line of a title page ends with: alone, or behind the place where it is printed, which
/// stays text.
pub fn take_year(sheet: &mut Sheet, zone: &[Range<usize>], metadata: &mut Metadata) {
    const MOST: usize = 10;
    const MOST_WORDS: usize = 4;
    if metadata.title.is_none() || !has_headings(sheet) {
        return;
    }
    for chunk in zone.iter().skip(1).take(MOST) {
        let last = chunk.end - 1;
        let words = sheet.content(last).trim_end_matches('.');
        let year = words.rsplit(' ').next().unwrap_or_default();
        let place = words.strip_suffix(year).unwrap_or_default().trim_end();
        let printed =
            place.is_empty() || place.ends_with([',', ':']) && place.split(' ').count() <= MOST_WORDS;
        let known = metadata.date.as_ref().is_none_or(|date| date == year);
        let is_year = year.len() == 4 && below(year) == Some(Below::Date) && known;
        if sheet.roles.get(last) == Some(&Role::Text) && is_year && printed && !names_hand(words) {
            metadata.date = Some(year.to_owned());
            if chunk.len() == 1 && place.is_empty() {
                sheet.mark(chunk.clone(), Role::Head(Field::Stated), Why::BelowTitle);
            }
            return;
        }
    }
}
