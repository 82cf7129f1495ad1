//! Titles in capitals that come more than once and are nobody's names: those of poems of one name, and those
//! that the contents list names first.

use super::names::Name;
use super::speakers::Cast;
use crate::reader::plain::Sheet;
use crate::reader::plain::contents::list_words::names_list;
use crate::reader::plain::headings::lone::{gap_above, is_stanza};
use crate::reader::plain::headings::title::{letters_and_digits, without_page};
use crate::reader::plain::role::Role;
use std::collections::BTreeSet;

/// Whether names are rather titles: none comes often, and the contents list names them, or they stand as titles
/// do.
pub fn are_titles(sheet: &Sheet, cast: &Cast) -> bool {
    const MOST_OFTEN: usize = 3;
    let names: BTreeSet<&str> = cast.turns.iter().map(|(_, name)| name.key.as_str()).collect();
    let seldom = cast.turns.len() <= names.len() * MOST_OFTEN;
    seldom && (are_list_and_text(sheet, &cast.turns) || are_listed(sheet, cast) || stand_apart(sheet, cast))
}

/// Whether names below the name of a contents list come once, each another, and then all again in the same
/// order, as its entries and the headings that it names do.
fn are_list_and_text(sheet: &Sheet, turns: &[(usize, Name)]) -> bool {
    const NEAR: usize = 12;
    let first = turns.first().map_or(0, |(line, _)| *line);
    let named = (first.saturating_sub(NEAR)..first).any(|line| names_list(sheet.content(line)));
    let (list, text) = turns.split_at(turns.len() / 2);
    let keys = |turns: &[(usize, Name)]| turns.iter().map(|(_, name)| name.key.clone()).collect::<Vec<_>>();
    let each = keys(list).into_iter().collect::<BTreeSet<_>>().len() == list.len();
    named && each && keys(list) == keys(text)
}

/// Whether most names are lines between the name of a contents list and the first of them, or the persons.
fn are_listed(sheet: &Sheet, cast: &Cast) -> bool {
    let first = cast.turns.first().map_or(0, |(line, _)| *line);
    let Some(list) = (0..first).find(|line| names_list(sheet.content(*line))) else { return false };
    let persons = cast.lists.iter().map(|persons| persons.start).find(|persons| *persons > list);
    let entries = (list + 1..persons.unwrap_or(first).min(first)).map(|line| {
        let entry = sheet.content(line);
        letters_and_digits(without_page(entry).map_or(entry, |(title, _)| title))
    });
    let entries: BTreeSet<String> = entries.collect();
    let listed = cast.turns.iter().filter(|(_, name)| name.alone && entries.contains(&name.key)).count();
    listed * 4 >= cast.turns.len() * 3
}

/// Whether most names stand alone with more white space above them than between what stands below, or above blank
/// lines among half as many lines of their form that come only once.
fn stand_apart(sheet: &Sheet, cast: &Cast) -> bool {
    let is_alone = |line: usize, name: &Name| name.alone && sheet.roles.get(line + 1) != Some(&Role::Text);
    let stands_off = |line: usize| gap_above(sheet, line) > gap_within(sheet, line);
    let (Some((first, _)), Some((last, _))) = (cast.turns.first(), cast.turns.last()) else { return false };
    let is_turn = |line: &usize| cast.turns.binary_search_by_key(line, |(line, _)| *line).is_ok();
    let others = cast.named.iter().filter(|(line, _)| (first..=last).contains(&line) && !is_turn(line));
    let once = others.filter(|(line, names)| names.last().is_some_and(|name| is_alone(*line, name))).count();
    let alone = cast.turns.iter().filter(|(line, name)| is_alone(*line, name)).count();
    let apart = cast.turns.iter().filter(|(line, name)| name.alone && stands_off(*line)).count();
    let all = cast.turns.len();
    apart * 2 > all || alone * 2 > all && once * 2 >= all
}

/// The blank lines between a line and the stanza below it or, if none are there, between this and the next; as many
/// as can be if no stanza stands there.
fn gap_within(sheet: &Sheet, line: usize) -> usize {
    // All lines of a text may stand below each other.
    const MOST_LINES: usize = 200;
    let is_blank = |line: &usize| sheet.content(*line).is_empty();
    let gap = |from: usize| (from..sheet.lines.len()).take_while(is_blank).count();
    let below = gap(line + 1);
    let start = line + 1 + below;
    let end = sheet.lines.len().min(start + MOST_LINES);
    let end = (start..end).find(is_blank).unwrap_or(end);
    match below {
        _ if !is_stanza(sheet, &(start..end)) => usize::MAX,
        0 => gap(end),
        _ => below,
    }
}
