//! The lines of a title page around the title.

use super::below_title::{Below, below};
use super::hands::{author, leads_in_author, names_hand};
use super::names;
use super::persons::{begins_as_title, is_capital_name, is_full_name};
use crate::document::{Creator, Metadata};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::is_capitals;
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
/// text it is; and no line below it gives an author.
pub fn take_name_above(sheet: &mut Sheet, zone: &[Range<usize>], metadata: &mut Metadata) -> bool {
    let [first, second, rest @ ..] = zone else { return false };
    let (name, title) = (sheet.content(first.start), sheet.content(second.start));
    let small = is_full_name(name);
    let is_name = first.len() == 1 && (small || is_capital_name(name));
    let is_kind = |words: &str| below(words) == Some(Below::Subtitle);
    let third = rest.first().map_or("", |third| sheet.content(third.start));
    let titled = second.len() <= 2
        && !is_kind(title)
        && !leads_in_author(title)
        && !matches!(below(title), Some(Below::Name { kind: Some(_), .. }))
        && (begins_as_title(title) || small && is_capitals(title) || is_kind(third));
    let lines = || rest.iter().flat_map(Clone::clone).map(|line| sheet.content(line));
    let is_by = |words: &str| leads_in_author(words) || is_full_name(words) || is_capital_name(words);
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
    if first.len() > MOST_LINES {
        return (first.end, Vec::new());
    }
    let mut start = first.end;
    let mut said: Vec<(usize, Below)> = Vec::new();
    for line in (first.start + 1..first.end).rev() {
        let words = sheet.content(line);
        match below(words) {
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
            metadata.date = Some(sheet.content(line).to_owned());
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
        let next = zone.get(place + 1);
        if names_hand_or_author(sheet.content(chunk.start)) {
            continue;
        }
        let said = match chunk.len() {
            1 => said_alone(sheet, chunk, next, place == 1),
            _ => said_together(sheet, chunk),
        };
        if said.is_empty() {
            break;
        }
        said.into_iter().for_each(|(line, below)| take_below(sheet, metadata, line, below));
    }
}

fn names_hand_or_author(words: &str) -> bool {
    author(words).is_some() || names_hand(words)
}

/// What a line alone says below the title. Above the author it is the subtitle.
fn said_alone(
    sheet: &Sheet,
    chunk: &Range<usize>,
    next: Option<&Range<usize>>,
    is_first: bool,
) -> Vec<(usize, Below)> {
    let words = sheet.content(chunk.start);
    let above_author = next.is_some_and(|next| author(sheet.content(next.start)).is_some());
    let name = || Below::Name { kind: None, name: words.to_owned() };
    let said = match below(words) {
        Some(said @ (Below::Subtitle | Below::Name { kind: Some(_), .. })) => Some(said),
        // Above the first heading: in a text without one it may be anything.
        Some(said @ Below::Name { .. }) if has_headings(sheet) => Some(said),
        _ if above_author && is_first => Some(Below::Subtitle),
        None if is_capital_name(words) && ends_title_page(sheet, chunk.end, next) => Some(name()),
        _ => None,
    };
    said.map(|said| (chunk.start, said)).into_iter().collect()
}

/// Whether a heading or the contents list follows, or another line that says what it is.
fn ends_title_page(sheet: &Sheet, end: usize, next: Option<&Range<usize>>) -> bool {
    let below_it = sheet.roles.get(end..).unwrap_or_default().iter().find(|role| **role != Role::Blank);
    let said = |next: &Range<usize>| {
        let words = sheet.content(next.start);
        below(words).is_some() || names_hand_or_author(words)
    };
    matches!(below_it, Some(Role::Heading { .. } | Role::Contents)) || next.is_some_and(said)
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

fn has_headings(sheet: &Sheet) -> bool {
    sheet.roles.iter().any(|role| matches!(role, Role::Heading { .. }))
}
