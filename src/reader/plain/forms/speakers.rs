//! Plays: who speaks, by names that return before what is said.

use super::chords;
use super::names::{Lettering, Name, keep_called, may_be_called, names, person};
use super::poem_titles::are_titles;
use super::said::is_shot;
use super::stage::{begins_paragraph, is_below_scene, is_number_word};
use super::{names_above, persons};
use crate::reader::plain::Sheet;
use crate::reader::plain::contents::list_words::names_persons;
use crate::reader::plain::headings::labels::{is_of_stage, rank};
use crate::reader::plain::headings::lone::gap_above;
use crate::reader::plain::headings::matter::names_matter;
use crate::reader::plain::headings::title::{is_capitals, letters_and_digits};
use crate::reader::plain::role::{Role, Why};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A play has at least so many speeches.
const FEWEST_TURNS: usize = 6;
/// The same of one that says that it is a play.
const FEWEST_STAGED: usize = 3;
/// Of these so many are of who speaks again.
const FEWEST_RETURNING: usize = 4;
/// "MRS." has no more letters.
const TITLE: usize = 3;
/// Of so many lines at least one begins a speech. In letters, which have names in capitals above and
/// below them, fewer do.
const LINES_A_TURN: usize = 15;

/// The names of a text that may be those of who speaks.
#[derive(Default)]
pub struct Cast {
    /// The names that lines may begin with, from the shortest.
    pub named: Vec<(usize, Vec<Name>)>,
    /// Of these, the names of who speaks.
    pub turns: Vec<(usize, Name)>,
    /// The lists of persons.
    pub lists: Vec<Range<usize>>,
}

/// Marks the lines that are nothing but a speaker's name, and remembers the names that stand before what is
/// said on the same line.
pub fn mark(sheet: &mut Sheet) {
    let letterings = [Lettering::Capitals, Lettering::Called, Lettering::Capitalised];
    let heads = persons::Names::of(sheet);
    let is_text =
        |line: &usize| sheet.roles.get(*line) == Some(&Role::Text) && !chords::are_played(sheet, *line);
    let lines: Vec<usize> = (0..sheet.lines.len()).filter(is_text).collect();
    let plays =
        letterings.into_iter().map(|lettering| (lettering, Cast::of(sheet, &lines, lettering, &heads)));
    let mut plays =
        plays.filter(|(lettering, cast)| is_play(sheet, *lettering, cast) && !are_titles(sheet, cast));
    let play = plays.next();
    let lists = || heads.lists(sheet, |_| false);
    let Some(mut cast) = play
        .map(|(_, cast)| cast)
        .or_else(|| names_above::cast(sheet, lists()).filter(|cast| !are_titles(sheet, cast)))
    else {
        sheet.play.lists = lists();
        return;
    };
    let mut once = cast.alike(sheet);
    cast.turns.append(&mut once);
    cast.turns.sort_by_key(|(line, _)| *line);
    sheet.play.names = cast.names(sheet);
    sheet.play.lists = cast.lists;
    for (line, name) in cast.turns {
        if name.alone {
            sheet.mark(line..line + 1, Role::Speaker, Why::Returns);
        } else {
            sheet.speakers.insert(line, name.end);
        }
    }
}

impl Cast {
    /// Of some lines those that begin with a name that returns, each with the longest such name.
    fn of(sheet: &Sheet, lines: &[usize], lettering: Lettering, heads: &persons::Names) -> Cast {
        let names = |line: usize| (line, names(sheet, line, lettering));
        // Before other marks than colons only who is listed is called.
        let called = |line: &usize| {
            lettering != Lettering::Called || heads.are_some() || may_be_called(sheet.content(*line))
        };
        // "CHORUS." in a list of scenes stands above the next of them.
        let above_scene = |line: &usize| {
            let label = sheet.numbering(line + 1).and_then(|number| number.label);
            label.is_some_and(is_of_stage)
        };
        let lines = lines.iter().copied().filter(|line| called(line) && !above_scene(line));
        let mut named: Vec<(usize, Vec<Name>)> =
            lines.map(names).filter(|(_, names)| !names.is_empty()).collect();
        leave_numbers(sheet, &mut named);
        if lettering == Lettering::Called {
            let listed = persons::listed_in(sheet, &heads.lists(sheet, |_| false));
            keep_called(sheet, &mut named, &listed);
        }
        let lists = {
            let counts = counts(&named);
            heads.lists(sheet, |line| {
                let place = named.binary_search_by_key(&line, |(line, _)| *line).ok();
                let names = place.and_then(|place| named.get(place));
                names.is_some_and(|(_, names)| returns(names, &counts))
            })
        };
        named.retain(|(line, _)| !persons::is_within(&lists, *line));
        let counts = counts(&named);
        let first = named.iter().find(|(_, names)| returns(names, &counts)).map_or(0, |(line, _)| *line);
        let listed = listed(sheet, first, &lists);
        // Above both nobody speaks: "THE LAMP" is the title.
        let first = lists.first().map_or(first, |list| list.end.min(first));
        let count = |line: usize, name: &Name| match counts.get(name.key.as_str()).copied().unwrap_or(0) {
            1 if line >= first && listed.get(name.key.as_str()).is_some_and(|place| *place != Some(line)) => {
                2
            }
            count => count,
        };
        let speaks =
            |(line, names): &(usize, Vec<Name>)| likeliest(names, |name| count(*line, name)).cloned();
        let turns = named.iter().filter_map(|named| Some((named.0, speaks(named)?)));
        let mut turns: Vec<(usize, Name)> = turns.collect();
        leave_title(sheet, &lists, &mut turns);
        leave_pieces(sheet, &mut turns);
        let returning = |key: &str| counts.get(key) > Some(&1) || listed.contains_key(key);
        turns.retain(|(line, _)| !names_only(sheet, *line, returning));
        Cast { named, turns, lists }
    }

    /// One whose names are known.
    pub fn known(turns: Vec<(usize, Name)>, lists: Vec<Range<usize>>) -> Cast {
        Cast { named: Vec::new(), turns, lists }
    }

    /// The names of who speaks and of who is listed.
    fn names(&self, sheet: &Sheet) -> BTreeSet<String> {
        let speak = self.turns.iter().map(|(_, name)| name.key.clone());
        speak.chain(persons::listed_in(sheet, &self.lists)).collect()
    }

    /// Who speaks once, where all others speak in the same form.
    fn alike(&self, sheet: &Sheet) -> Vec<(usize, Name)> {
        let ends = self.turns.first().zip(self.turns.last()).zip(self.turns.get(self.turns.len() / 2));
        let Some((((first, _), (last, _)), (middle, name))) = ends else { return Vec::new() };
        let form = Form::of(sheet, *middle, name);
        let has_form = |line: usize, name: &Name| Form::of(sheet, line, name) == form;
        let alike = self.turns.iter().filter(|(line, name)| has_form(*line, name)).count();
        if alike * 10 < self.turns.len() * 9 {
            return Vec::new();
        }
        let words = words_of(sheet, &self.lists);
        // "Gent." is short for "A Gentleman".
        let shortened = |name: &Name| {
            let word = words.range(name.key.clone()..).next();
            form.above && form.mark == Some('.') && word.is_some_and(|word| word.starts_with(&name.key))
        };
        // A heading stands further off, and without a mark behind it.
        let usual = if form.mark == Some('.') { gap_above(sheet, *middle) } else { 0 };
        let is_close = |line| form.capitals && line < *last && (1..=usual).contains(&gap_above(sheet, line));
        let others = self.named.iter().filter(|(line, _)| (*first..*last + LINES_A_TURN).contains(line));
        let others = others.filter(|(line, _)| self.turns.binary_search_by_key(line, |(l, _)| *l).is_err());
        let others = others.filter_map(|(line, names)| {
            let name = names.last().filter(|name| has_form(*line, name))?;
            // Before a colon a name at the front of a paragraph needs no capitals.
            let called = form.mark == Some(':') && sheet.content(line.saturating_sub(1)).is_empty();
            let known = form.tells() || shortened(name) || called || is_close(*line);
            (known && !names_piece(sheet.content(*line))).then(|| (*line, name.clone()))
        });
        others.collect()
    }
}

/// The words of some lists of persons, letters and digits alone.
fn words_of(sheet: &Sheet, lists: &[Range<usize>]) -> BTreeSet<String> {
    let lines = lists.iter().flat_map(|list| list.start + 1..list.end);
    lines.flat_map(|line| sheet.content(line).split_whitespace().map(letters_and_digits)).collect()
}

/// Takes out the title of a play that is called by who speaks in it: it stands above the list of persons, or
/// in another form than the names.
fn leave_title(sheet: &Sheet, lists: &[Range<usize>], turns: &mut Vec<(usize, Name)>) {
    let [(line, name), (next, other), ..] = turns.as_slice() else { return };
    let first = (0..*line).all(|line| sheet.content(line).is_empty());
    let listed = lists.first().is_some_and(|list| *line < list.start);
    let other = Form::of(sheet, *line, name) != Form::of(sheet, *next, other);
    if name.alone && first && (listed || other) {
        turns.remove(0);
    }
}

/// Takes out the names of pieces that never stand directly above what is said, where most others do: below "THE
/// PROLOGUE" the chorus enters.
fn leave_pieces(sheet: &Sheet, turns: &mut Vec<(usize, Name)>) {
    let is_said = |(line, name): &&(usize, Name)| !name.alone || Form::of(sheet, *line, name).above;
    let said: BTreeSet<String> = turns.iter().filter(is_said).map(|(_, name)| name.key.clone()).collect();
    if turns.iter().filter(is_said).count() * 2 > turns.len() {
        turns.retain(|(line, name)| said.contains(&name.key) || !names_piece(sheet.content(*line)));
    }
}

/// How a speech begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    alone: bool,
    /// What is said stands directly below the name.
    above: bool,
    /// The mark behind the name.
    mark: Option<char>,
    /// The name is in capitals.
    capitals: bool,
}

impl Form {
    fn of(sheet: &Sheet, line: usize, name: &Name) -> Form {
        let content = sheet.content(line);
        let said = content.get(..name.end).unwrap_or_default();
        // What a direction says is no part of the name: "BOATMAN (at the door).", "ANYA. [Aside]".
        let own = said.split(['(', '[']).next().unwrap_or_default();
        let mark = |said: &str| {
            said.trim_end().chars().next_back().filter(|mark| matches!(mark, '.' | ':' | '—' | '-'))
        };
        Form {
            alone: name.alone,
            above: name.alone && sheet.roles.get(line + 1) == Some(&Role::Text),
            mark: mark(own).or_else(|| mark(said)),
            capitals: is_capitals(own),
        }
    }

    /// Whether nothing but a name begins so: one alone above a blank line may be a heading.
    fn tells(self) -> bool {
        self.capitals && (self.above || !self.alone && self.mark.is_some())
    }
}

/// Whether a line names a piece rather than somebody.
fn names_piece(content: &str) -> bool {
    let content = content.trim_start_matches("THE ").trim_start_matches("The ");
    let word = content.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    rank(&word.to_lowercase()).is_some() || names_matter(content) || names_persons(content)
}

fn counts(named: &[(usize, Vec<Name>)]) -> BTreeMap<&str, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in named.iter().flat_map(|(_, names)| names) {
        *counts.entry(&name.key).or_default() += 1;
    }
    counts
}

/// Whether one of the names that a line may begin with returns. "MRS." is in the list of persons as well.
fn returns(names: &[Name], counts: &BTreeMap<&str, usize>) -> bool {
    let mut long = names.iter().filter(|name| name.key.chars().count() > TITLE);
    long.any(|name| counts.get(name.key.as_str()) > Some(&1))
}

/// Of the names that a line may begin with, the longest that returns, unless a shorter one returns much more
/// often: in "Ann. Yes, Miss." it is Ann who speaks.
fn likeliest(names: &[Name], count: impl Fn(&Name) -> usize) -> Option<&Name> {
    let mut likeliest: Option<&Name> = None;
    for name in names.iter().filter(|name| count(name) > 1) {
        let longer = likeliest
            .is_none_or(|known| known.key.chars().count() <= TITLE || count(name) * 4 >= count(known));
        if longer {
            likeliest = Some(name);
        }
    }
    likeliest
}

/// The names of persons that a list at the front of the play has, though they speak only once, with the line
/// above the first speech that has them.
fn listed(sheet: &Sheet, first: usize, lists: &[Range<usize>]) -> BTreeMap<String, Option<usize>> {
    let before = (0..first).rev().map(|line| (person(sheet.content(line)), Some(line)));
    let before = before.filter(|(key, _)| !key.is_empty());
    before.chain(persons::listed_in(sheet, lists).into_iter().map(|key| (key, None))).collect()
}

/// Whether a line alone below the heading of a scene is nothing but several names: "Müller. Anna."
fn names_only(sheet: &Sheet, line: usize, is_name: impl Fn(&str) -> bool) -> bool {
    let content = sheet.content(line);
    let names = || content.split(['.', ',']).map(letters_and_digits).filter(|name| !name.is_empty());
    content.ends_with('.')
        && names().count() > 1
        && names().all(|name| is_name(&name))
        && is_below_scene(sheet, line)
}

/// Takes out what counts pieces: several numbers in words, of which one alone would be a name.
fn leave_numbers(sheet: &Sheet, named: &mut Vec<(usize, Vec<Name>)>) {
    let is_number = |line: usize| {
        is_number_word(sheet.content(line))
            && sheet.numbering(line).is_some_and(|number| number.rest.is_empty())
    };
    let numbers = named.iter().filter(|(line, _)| is_number(*line));
    let keys: BTreeSet<&str> = numbers.flat_map(|(_, names)| names).map(|name| name.key.as_str()).collect();
    if keys.len() > 1 {
        named.retain(|(line, _)| !is_number(*line));
    }
}

/// Whether names are those of a play: several speak by turns, and often.
fn is_play(sheet: &Sheet, lettering: Lettering, cast: &Cast) -> bool {
    let fewest = if is_staged(sheet, cast) { FEWEST_STAGED } else { FEWEST_TURNS };
    if lettering == Lettering::Called {
        return is_conversation(sheet, cast, fewest);
    }
    // Who speaks once counts where more speak again, or where all that is said is verse.
    let fewest_returning = if called_above_verse(sheet, cast) { FEWEST_STAGED } else { FEWEST_RETURNING };
    let enough = cast.turns.len() >= fewest.min(fewest_returning);
    // Between the speeches of one who speaks again others may speak once.
    let few = lettering == Lettering::Capitals && enough && !is_by_turns(&cast.turns, FEWEST_TURNS);
    let mut turns = if few { cast.alike(sheet) } else { Vec::new() };
    turns.truncate(cast.turns.len());
    turns.extend(cast.turns.iter().cloned());
    turns.sort_by_key(|(line, _)| *line);
    let (Some((first, _)), Some((last, _))) = (turns.first(), turns.last()) else { return false };
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    let lines = (*first..*last).filter(is_text).count();
    let paragraphs = (*first..*last).filter(|line| is_text(line) && begins_paragraph(sheet, *line)).count();
    let often = match lettering {
        Lettering::Capitals => lines <= turns.len() * LINES_A_TURN,
        // A name between two paragraphs is one itself. Of few words that are not in capitals more may begin as
        // names do.
        _ if turns.len() < FEWEST_TURNS => paragraphs <= turns.len() * 2,
        _ => paragraphs <= turns.len() * 4,
    };
    is_by_turns(&turns, fewest) && often
}

/// Whether all names stand before colons, directly above short lines that begin with capitals, and one above more
/// than one.
fn called_above_verse(sheet: &Sheet, cast: &Cast) -> bool {
    const LONGEST_VERSE: usize = 60;
    const MOST_LINES: usize = 200;
    let is_verse = |line: usize| {
        let short = sheet.lines.get(line).is_some_and(|line| line.width <= LONGEST_VERSE);
        short && !sheet.content(line).starts_with(char::is_lowercase)
    };
    let below = |line: usize| {
        let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
        (line + 1..sheet.lines.len()).take(MOST_LINES).take_while(is_text)
    };
    let turns = || cast.turns.iter();
    turns().all(|(line, name)| {
        let form = Form::of(sheet, *line, name);
        form.above && form.mark == Some(':') && below(*line).all(is_verse)
    }) && turns().any(|(line, _)| below(*line).count() > 1)
}

/// Whether a text says that it is a play: it lists its persons, or has acts or scenes.
fn is_staged(sheet: &Sheet, cast: &Cast) -> bool {
    const LONGEST: usize = 40;
    let is_act = |line: usize| {
        let label = sheet.numbering(line).and_then(|number| number.label);
        sheet.content(line).len() <= LONGEST && label.is_some_and(is_of_stage)
    };
    let is_staged = |line: usize| is_act(line) || is_shot(sheet.content(line));
    !cast.lists.is_empty() || (0..sheet.lines.len()).any(is_staged)
}

/// Whether most names are other than the one before.
pub fn is_by_turns(turns: &[(usize, Name)], fewest: usize) -> bool {
    let others = turns.windows(2).filter(|pair| match pair {
        [(_, one), (_, next)] => one.key != next.key,
        _ => false,
    });
    turns.len() >= fewest && others.count() * 2 >= turns.len()
}

/// Whether names before colons are those of who speaks: three return or two are listed, not always in the
/// same order, as the fields of records are ("From:", "To:"), and hardly a paragraph between them is
/// another's.
fn is_conversation(sheet: &Sheet, cast: &Cast, fewest: usize) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, name) in &cast.turns {
        *counts.entry(&name.key).or_default() += 1;
    }
    // In a list of actors, each part has one.
    let names = || counts.iter().filter(|(_, count)| **count > 1).map(|(name, _)| *name);
    let listed = persons::listed_in(sheet, &cast.lists);
    let known = names().filter(|name| listed.contains(*name)).count();
    let (Some((first, _)), Some((last, _))) = (cast.turns.first(), cast.turns.last()) else { return false };
    let begins = |line: &usize| {
        let content = sheet.content(*line);
        let above = line.checked_sub(1).map_or("", |above| sheet.content(above));
        let scene = sheet.numbering(*line).is_some_and(|number| number.label.is_some());
        !content.is_empty() && above.is_empty() && !content.starts_with(['(', '[']) && !scene
    };
    let is_turn = |line: &usize| cast.turns.binary_search_by_key(line, |(line, _)| *line).is_ok();
    let others = (*first..*last).filter(|line| begins(line) && !is_turn(line)).count();
    let enough = names().count() >= 3 && !is_record(&cast.turns) || known >= 2;
    enough && is_by_turns(&cast.turns, fewest) && others * 2 <= cast.turns.len()
}

/// Whether one name always follows another.
fn is_record(turns: &[(usize, Name)]) -> bool {
    let mut next: BTreeMap<&str, &str> = BTreeMap::new();
    turns.windows(2).all(|pair| match pair {
        [(_, one), (_, other)] => *next.entry(&one.key).or_insert(&other.key) == other.key,
        _ => true,
    })
}
