//! The lines of a title page around the title.

use super::below_title::{Below, below, is_collection};
use super::deeds::names_hand;
use super::hands::{NEAR, author_below, awaits_name, leads_in_author};
use super::names;
use super::persons::{
    begins_as_title, begins_with_given_name, is_capital_name, is_capital_word_alone, is_full_name,
};
use crate::document::{Creator, Metadata};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::{is_capitals, looks_like_title};
use crate::reader::plain::role::{Field, Role, Why};
use std::ops::Range;

/// "Nora Example" directly above a title in capitals.
pub fn take_both_names(sheet: &mut Sheet, first: &Range<usize>, metadata: &mut Metadata) -> bool {
    let (name, title) = (sheet.content(first.start), sheet.content(first.start + 1));
    let is_both = first.len() == 2 && is_full_name(name) && is_capitals(title);
    if is_both && metadata.creators.is_empty() {
        metadata.creators.push(Creator::author(name.to_owned()));
        metadata.title = Some(title.into());
        sheet.mark(first.start..first.start + 1, Role::Head(Field::Author), Why::ByLine);
        sheet.mark(first.start + 1..first.end, Role::Head(Field::Title), Why::First);
    }
    is_both && metadata.title.is_some()
}

/// Takes the name of the author in a paragraph of its own above the title, where it is surely that: the title
/// begins as no name does, is in capitals where the name is not, or stands above a line that says what kind of
/// text it is; or of both in capitals the name alone begins with a given name. And no line below it gives an
/// author.
pub fn take_name_above(sheet: &mut Sheet, zone: &[Range<usize>], metadata: &mut Metadata) -> bool {
    let [first, second, rest @ ..] = zone else { return false };
    let (name, title) = (sheet.content(first.start), sheet.content(second.start));
    let small = is_full_name(name);
    let is_name = first.len() == 1 && (small || is_capital_name(name));
    let is_kind = |words: &str| below(words) == Some(Below::Subtitle);
    let third = rest.first().map_or("", |third| sheet.content(third.start));
    // "BRAM STOKER" above "DRACULA".
    let called = is_capital_name(name)
        && begins_with_given_name(name)
        && is_capitals(title)
        && !begins_with_given_name(title);
    const MOST_LINES: usize = 3;
    let titled = second.len() <= MOST_LINES
        && (called && is_collection(title) || !is_kind(title))
        && !leads_in_author(title)
        && !matches!(below(title), Some(Below::Name { kind: Some(_), .. }))
        && (called || begins_as_title(title) || small && is_capitals(title) || is_kind(third));
    let lines = || rest.iter().flat_map(Clone::clone).map(|line| sheet.content(line));
    // Who a book is for is called by a name as well.
    let is_name_below = |words: &str| !called && (is_full_name(words) || is_capital_name(words));
    let is_by = |words: &str| leads_in_author(words) || is_name_below(words);
    let sure = is_name && titled && metadata.creators.is_empty() && !lines().any(is_by);
    if sure {
        metadata.creators.push(Creator::author(name.to_owned()));
        sheet.mark(first.clone(), Role::Head(Field::Author), Why::ByLine);
    }
    sure
}

/// Where the title ends in its own paragraph, and the lines below it that say what they are, up to the last
/// one. What says who translated it has its own place.
pub fn lines_below(sheet: &Sheet, first: &Range<usize>) -> (usize, Vec<(usize, Below)>) {
    const MOST_LINES: usize = 5;
    let whole = first.clone().any(|line| sheet.content(line).is_empty());
    if whole || first.len() > MOST_LINES {
        return (first.end, Vec::new());
    }
    let mut start = first.end;
    let mut said: Vec<(usize, Below)> = Vec::new();
    let capitals = is_capitals(sheet.content(first.start));
    for line in (first.start + 1..first.end).rev() {
        let words = sheet.content(line);
        // "Las aventuras" goes on with "de Tomás Vega", a title in capitals does not.
        let by = || author_below(words).filter(|_| capitals).map(name_alone);
        match below(words).or_else(by) {
            _ if names_hand(words) => {}
            Some(below) => said.push((line, below)),
            None => break,
        }
        start = line;
    }
    said.reverse();
    // "Home Again" in the midst of other names is none.
    let names = said.iter().filter(|(_, below)| matches!(below, Below::Name { .. })).count();
    if names > 1 { (first.end, Vec::new()) } else { (start, said) }
}

/// Takes what a line below the title says, unless it is known from elsewhere.
pub fn take_below(sheet: &mut Sheet, metadata: &mut Metadata, line: usize, below: Below) {
    let (field, why) = match below {
        Below::Subtitle if metadata.subtitle.is_none() => {
            metadata.subtitle = Some(sheet.content(line).into());
            (Field::Subtitle, Why::BelowTitle)
        }
        Below::Date if metadata.date.is_none() => {
            metadata.date = Some(sheet.content(line).trim_end_matches('.').to_owned());
            (Field::Stated, Why::BelowTitle)
        }
        Below::Name { kind, name } if metadata.authors().next().is_none() => {
            if kind.is_some() && metadata.subtitle.is_some() {
                return;
            }
            metadata.subtitle = metadata.subtitle.take().or_else(|| kind.map(|kind| kind.as_str().into()));
            metadata.creators.extend(names(&name).map(Creator::author));
            (Field::Author, Why::ByLine)
        }
        _ => return,
    };
    sheet.mark(line..line + 1, Role::Head(field), why);
}

/// Takes the paragraphs below the title that say what they are: a subtitle, a name, both.
pub fn mark_below(sheet: &mut Sheet, zone: &[Range<usize>], metadata: &mut Metadata) {
    const MOST: usize = 4;
    for (place, chunk) in zone.iter().enumerate().skip(1).take(MOST) {
        let words = sheet.content(chunk.start);
        let is_motto = has_headings(sheet) && words.starts_with(['"', '“', '«', '„', '‘']);
        if names_hand_or_author(words) || is_motto {
            continue;
        }
        let said = match chunk.len() {
            1 => said_alone(sheet, zone, place, metadata.subtitle.is_some()).into_iter().collect(),
            _ => said_together(sheet, chunk),
        };
        if said.is_empty() {
            break;
        }
        said.into_iter().for_each(|(line, below)| take_below(sheet, metadata, line, below));
    }
}

/// Whether a title page begins with the school at which a thesis was written: its title stands below, above who
/// wrote it.
pub fn begins_with_school(sheet: &Sheet, zone: &[Range<usize>]) -> bool {
    let [first, second, rest @ ..] = zone else { return false };
    let title = sheet.content(second.start);
    let led_in = rest.iter().take(NEAR).any(|chunk| leads_in_author(sheet.content(chunk.start)));
    let own = looks_like_title(title) && !leads_in_author(title) && below(title).is_none();
    names_school(sheet.content(first.start)) && led_in && own
}

/// Whether a line is the name of a school and nothing else: "University of Alderton".
pub fn names_school(words: &str) -> bool {
    const SCHOOLS: &[&str] = &[
        "university",
        "universität",
        "université",
        "universidad",
        "università",
        "universidade",
        "universiteit",
        "universitet",
        "uniwersytet",
        "yliopisto",
    ];
    const MOST_WORDS: usize = 6;
    let all: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let is_school = |word: &String| SCHOOLS.contains(&word.as_str());
    let begins = all.first().is_some_and(is_school) && all.len() > 1;
    (begins || all.len() > 1 && all.last().is_some_and(is_school)) && all.len() <= MOST_WORDS
}

fn names_hand_or_author(words: &str) -> bool {
    leads_in_author(words) || names_hand(words)
}

/// A name before which nothing says what the text is.
fn name_alone(name: &str) -> Below {
    Below::Name { kind: None, name: name.to_owned() }
}

/// What the paragraph of one line at a place says below the title. Above the author it is the subtitle.
fn said_alone(
    sheet: &Sheet,
    zone: &[Range<usize>],
    place: usize,
    has_subtitle: bool,
) -> Option<(usize, Below)> {
    let chunk = zone.get(place)?;
    let words = sheet.content(chunk.start);
    let content = |place: usize| zone.get(place).map_or("", |chunk| sheet.content(chunk.start));
    // What says that it is the author's name is believed before a name alone is.
    let is_free = !is_led_in(sheet, zone) && !awaits_name(content(place.wrapping_sub(1)));
    let above_author = place == 1 && (leads_in_author(content(place + 1)) || is_office(sheet, zone));
    let next = zone.get(place + 1);
    let said = match below(words) {
        Some(said @ (Below::Subtitle | Below::Name { kind: Some(_), .. })) => said,
        // Above the first heading: in a text without one it may be anything.
        Some(said @ Below::Name { .. }) if is_free && has_headings(sheet) => said,
        Some(Below::Date) if above_author || dates_title_page(sheet, chunk.end, next) => Below::Date,
        _ if above_author || place == 1 && goes_on_in_capitals(sheet, zone) => Below::Subtitle,
        None if is_free && is_capital_name(words) && ends_title_page(sheet, chunk.end, next) => {
            name_alone(words)
        }
        None if is_free
            && has_subtitle
            && is_capital_word_alone(words)
            && is_above_text(sheet, chunk.end) =>
        {
            name_alone(words)
        }
        None if is_free => name_alone(author_below(words)?),
        _ => return None,
    };
    Some((chunk.start, said))
}

/// Whether a line near the title says that it names the author.
pub fn is_led_in(sheet: &Sheet, zone: &[Range<usize>]) -> bool {
    let mut lines = zone.iter().take(NEAR).skip(1).flat_map(Clone::clone);
    lines.any(|line| leads_in_author(sheet.content(line)))
}

/// Whether a title in capitals has a second one below it, above a name that ends the title page.
fn goes_on_in_capitals(sheet: &Sheet, zone: &[Range<usize>]) -> bool {
    let [title, second, third, rest @ ..] = zone else { return false };
    let (words, name) = (sheet.content(second.start), sheet.content(third.start));
    let capitals = is_capitals(sheet.content(title.start)) && is_capitals(words) && !is_capital_name(words);
    let is_name = third.len() == 1 && (is_capital_name(name) || is_full_name(name));
    capitals && is_name && ends_title_page(sheet, third.end, rest.first())
}

/// Whether the second of some paragraphs in capitals says more of the first, or of whom it names, above who had
/// a hand in it: "CLERK OF THE ACTS", above "EDITED BY".
fn is_office(sheet: &Sheet, zone: &[Range<usize>]) -> bool {
    let [title, second, rest @ ..] = zone else { return false };
    let words = |chunk: &Range<usize>| sheet.content(chunk.start);
    let capitals = |chunk: &Range<usize>| is_capitals(words(chunk));
    let hand =
        rest.iter().take(NEAR).position(|chunk| names_hand(words(chunk)) || leads_in_author(words(chunk)));
    let said = names_hand(words(second)) || leads_in_author(words(second)) || is_capital_name(words(second));
    let whole = second.len() == 1 && !said && capitals(title) && capitals(second);
    whole && hand.is_some_and(|hand| rest.iter().take(hand).all(capitals))
}

/// Whether a date stands among other lines of a title page, or ends it.
fn dates_title_page(sheet: &Sheet, end: usize, next: Option<&Range<usize>>) -> bool {
    let name = next.map_or("", |next| sheet.content(next.start));
    has_headings(sheet)
        && (ends_title_page(sheet, end, next) || is_capital_name(name) || is_capital_word_alone(name))
}

/// Whether the first heading or the contents list follows.
fn is_above_text(sheet: &Sheet, end: usize) -> bool {
    let below_it = sheet.roles.get(end..).unwrap_or_default().iter().find(|role| **role != Role::Blank);
    matches!(below_it, Some(Role::Heading { .. } | Role::Contents))
}

/// Whether a heading or the contents list follows, or another line that says what it is.
fn ends_title_page(sheet: &Sheet, end: usize, next: Option<&Range<usize>>) -> bool {
    let said = |next: &Range<usize>| {
        let words = sheet.content(next.start);
        below(words).is_some() || names_hand_or_author(words)
    };
    is_above_text(sheet, end) || next.is_some_and(said)
}

/// What several lines say below the title, if each says something and the first is a subtitle: "Report of
/// the Committee" and its date.
fn said_together(sheet: &Sheet, chunk: &Range<usize>) -> Vec<(usize, Below)> {
    const MOST_LINES: usize = 3;
    let said: Vec<(usize, Below)> =
        chunk.clone().map_while(|line| Some((line, below(sheet.content(line))?))).collect();
    let begins = matches!(said.first(), Some((_, Below::Subtitle)));
    if begins && said.len() == chunk.len() && said.len() <= MOST_LINES { said } else { Vec::new() }
}

/// Whether the text has headings.
pub fn has_headings(sheet: &Sheet) -> bool {
    sheet.roles.iter().any(|role| matches!(role, Role::Heading { .. }))
}
