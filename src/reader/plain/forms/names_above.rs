//! Plays and talks that write a name on a line of its own above what is said, not in capitals: "Mary" and
//! below it her words.

use super::names::Name;
use super::persons;
use super::speakers::{Cast, is_by_turns};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::letters_and_digits;
use crate::reader::plain::role::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Fewer speeches are chance, or stanzas.
const FEWEST_TURNS: usize = 6;

/// What returns above the stanzas of songs and is no name.
const SUNG: &[&str] =
    &["verse", "chorus", "refrain", "bridge", "coda", "strophe", "couplet", "kehrreim", "estribillo"];

/// The names that stand alone, directly above what is said, if they are those of a play.
pub fn cast(sheet: &Sheet, lists: Vec<Range<usize>>) -> Option<Cast> {
    let chunks = sheet.chunks();
    let is_listed = |chunk: &&Range<usize>| persons::is_within(&lists, chunk.start);
    let own: Vec<&Range<usize>> = chunks.iter().filter(|chunk| !is_listed(chunk)).collect();
    let named: Vec<(usize, Name)> =
        own.iter().filter_map(|chunk| Some((chunk.start, name_above(sheet, chunk)?))).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, name) in &named {
        *counts.entry(&name.key).or_default() += 1;
    }
    let listed = persons::listed_in(sheet, &lists);
    let speaks = |name: &Name| counts.get(name.key.as_str()) > Some(&1) || listed.contains(&name.key);
    let turns: Vec<(usize, Name)> = named.iter().filter(|(_, name)| speaks(name)).cloned().collect();
    let (first, last) = (turns.first()?.0, turns.last()?.0);
    let names: BTreeSet<&str> = turns.iter().map(|(_, name)| name.key.as_str()).collect();
    let is_speech = |chunk: &&&Range<usize>| {
        let content = sheet.content(chunk.start);
        (first..=last).contains(&chunk.start)
            && !content.starts_with(['(', '['])
            && sheet.numbering(chunk.start).is_none_or(|number| number.label.is_none())
    };
    let speeches = own.iter().filter(is_speech).count();
    let is_sung = names.iter().all(|name| SUNG.iter().any(|word| name.starts_with(word)));
    let is_play = names.len() > 1 && !is_sung && turns.len() * 4 >= speeches * 3;
    (is_play && is_by_turns(&turns, FEWEST_TURNS)).then(|| Cast::known(turns, lists))
}

/// The first line of some lines if it may be the name of who says the others.
fn name_above(sheet: &Sheet, chunk: &Range<usize>) -> Option<Name> {
    const MOST_WORDS: usize = 3;
    const LONGEST: usize = 30;
    if chunk.len() < 2 {
        return None;
    }
    let content = sheet.content(chunk.start);
    let name = content.split(" (").next().unwrap_or_default();
    let name = name.trim_end_matches(['.', ':']);
    let is_name = |letter: char| letter.is_alphabetic() || " .'’-".contains(letter);
    let words = name.split_whitespace().count();
    let capitalised = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let small = words < MOST_WORDS && !name.contains(char::is_uppercase);
    let fits = name.chars().count() <= LONGEST
        && (1..=MOST_WORDS).contains(&words)
        && name.chars().all(is_name)
        && (capitalised || small)
        // "CHAPTER II" stands in the contents list and in the text.
        && sheet.numbering(chunk.start).is_none_or(|number| number.label.is_none())
        && sheet.roles.get(chunk.start) == Some(&Role::Text);
    let key = letters_and_digits(name);
    (fits && key.chars().nth(1).is_some()).then_some(Name { key, end: content.len(), alone: true })
}
