//! Plays: who speaks, by names that return before what is said.

use super::chords;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::numbering::numbering;
use crate::reader::plain::headings::title::letters_and_digits;
use crate::reader::plain::role::{Role, Why};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A play has at least so many speeches.
const FEWEST_TURNS: usize = 6;
/// A name has at most so many words.
const LONGEST_NAME: usize = 6;
/// "MRS." has no more letters.
const TITLE: usize = 3;
/// A direction behind a name is short.
const LONGEST_DIRECTION: usize = 60;
/// Of so many lines at least one begins a speech. In letters, which have names in capitals above and
/// below them, fewer do.
const LINES_A_TURN: usize = 15;

/// How a play writes who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lettering {
    /// MARY.
    Capitals,
    /// Mary.
    Capitalised,
}

/// A name at the front of a line.
#[derive(Clone, Debug)]
struct Name {
    /// Its letters, by which it is told from others.
    key: String,
    /// Where it ends, the mark behind it included, in bytes of the line.
    end: usize,
    /// Nothing but a direction follows it on the line.
    alone: bool,
}

/// Marks the lines that are nothing but a speaker's name, and remembers the names that stand before what is
/// said on the same line.
pub fn mark(sheet: &mut Sheet) {
    let plays = [Lettering::Capitals, Lettering::Capitalised]
        .into_iter()
        .map(|lettering| (lettering, turns(sheet, lettering)));
    let Some((_, turns)) = plays.into_iter().find(|(lettering, turns)| is_play(sheet, *lettering, turns))
    else {
        return;
    };
    for (line, name) in turns {
        if name.alone {
            sheet.mark(line..line + 1, Role::Speaker, Why::Returns);
        } else {
            sheet.speakers.insert(line, name.end);
        }
    }
}

/// The lines that begin with a name that returns, each with the longest such name.
fn turns(sheet: &Sheet, lettering: Lettering) -> Vec<(usize, Name)> {
    let text =
        |line: &usize| sheet.roles.get(*line) == Some(&Role::Text) && !chords::are_played(sheet, *line);
    let names = |line: usize| (line, names(sheet, line, lettering));
    let lines = (0..sheet.lines.len()).filter(text);
    let named: Vec<(usize, Vec<Name>)> = lines.map(names).filter(|(_, names)| !names.is_empty()).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in named.iter().flat_map(|(_, names)| names) {
        *counts.entry(&name.key).or_default() += 1;
    }
    // "MRS." is in the list of persons as well.
    let is_long = |name: &&Name| name.key.chars().count() > TITLE;
    let returns =
        |names: &[Name]| names.iter().filter(is_long).any(|name| counts.get(name.key.as_str()) > Some(&1));
    let first = named.iter().find(|(_, names)| returns(names)).map_or(0, |(line, _)| *line);
    let listed = listed(sheet, first, &named, &counts);
    let count = |name: &Name| match listed.contains(name.key.as_str()) {
        true => 2,
        false => counts.get(name.key.as_str()).copied().unwrap_or(0),
    };
    let turns = named.iter().filter_map(|(line, names)| Some((*line, likeliest(names, count)?.clone())));
    turns.collect()
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

/// The names of persons that a list at the front of the play has, though they speak only once.
fn listed<'a>(
    sheet: &Sheet,
    first: usize,
    named: &'a [(usize, Vec<Name>)],
    counts: &BTreeMap<&str, usize>,
) -> BTreeSet<&'a str> {
    let persons: BTreeSet<String> =
        (0..first).map(|line| person(sheet.content(line))).filter(|key| !key.is_empty()).collect();
    let spoken = named.iter().filter(|(line, _)| *line >= first);
    let names = spoken.flat_map(|(_, names)| names).map(|name| name.key.as_str());
    names.filter(|key| counts.get(key) == Some(&1) && persons.contains(*key)).collect()
}

/// The letters of the words in capitals that a line begins with.
fn person(content: &str) -> String {
    let is_capital =
        |word: &&str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    content.split_whitespace().take_while(is_capital).map(letters_and_digits).collect()
}

/// The names that a line may begin with, from the shortest: "MRS. UPJOHN. I see" may begin with three.
fn names(sheet: &Sheet, line: usize, lettering: Lettering) -> Vec<Name> {
    let content = sheet.content(line);
    let counted = numbering(content).is_some_and(|number| number.label.is_some() || number.rest.is_empty());
    // Words with a capital may begin any line; those of who speaks begin a paragraph.
    let begins = line.checked_sub(1).is_none_or(|above| sheet.content(above).is_empty());
    if counted || is_address(content) || lettering == Lettering::Capitalised && !begins {
        return Vec::new();
    }
    let (mut names, mut key) = (Vec::new(), String::new());
    for word in words(content).take(LONGEST_NAME).take_while(|word| lettering.has(&content[word.clone()])) {
        key.push_str(&letters_and_digits(&content[word.clone()]));
        let is_name =
            key.chars().filter(|letter| letter.is_alphabetic()).count() > lettering.fewest_letters();
        let Some(end) = speech(content, word.end, lettering).filter(|_| is_name) else { continue };
        let alone = end == content.len();
        let wrapped = content.len() > LONGEST_DIRECTION && sheet.is_full(line);
        if !alone || !wrapped && is_above_speech(sheet, line) {
            names.push(Name { key: key.clone(), end, alone });
        }
    }
    names
}

/// The words of a line as ranges of its bytes, without the blanks between them. A dash behind a full stop
/// parts words, too: "ROSA.—Who".
fn words(content: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &content[at..];
        let start = at + rest.len() - rest.trim_start().len();
        let word = &content[start..];
        let parted =
            [".—", ".–", ".-", ":—", ":-"].iter().filter_map(|mark| word.find(mark).map(|found| found + 1));
        let blank = word.find(char::is_whitespace).unwrap_or(word.len());
        at = start + parted.min().map_or(blank, |parted| parted.min(blank));
        (start < at).then_some(start..at)
    })
}

/// Where what is said begins behind a name and a direction: "(aside).", ", aside.", "[_Aside._]". `None`
/// where nothing parts the name from the words behind it; a name in capitals may stand alone.
fn speech(content: &str, name: usize, lettering: Lettering) -> Option<usize> {
    let is_mark = |letter: char| matches!(letter, '.' | ':' | '—' | '–' | '-' | ' ' | '_' | '*');
    let (before, behind) = content.split_at(name);
    let said = |rest: &str| content.len() - rest.trim_start_matches(is_mark).len();
    let closed = before.starts_with(['[', '*']) && before.ends_with([']', '*']);
    let marked = before.trim_end_matches(['_', '*']).ends_with(['.', ':', '—']) || closed;
    let capitals = lettering == Lettering::Capitals;
    if let Some(rest) = behind_direction(behind, capitals && before.ends_with(',')) {
        let parted = marked || rest.trim_start_matches(['_', ' ']).starts_with(['.', ':', '—', '-']);
        let alone = rest.trim_matches(is_mark).is_empty();
        return (parted || alone).then(|| said(rest));
    }
    let alone = behind.trim_matches(is_mark).is_empty();
    (marked || alone && capitals || capitals && behind.trim_start().starts_with("— ")).then(|| said(behind))
}

/// What stands behind a direction that a text begins with.
fn behind_direction(text: &str, is_after_comma: bool) -> Option<&str> {
    let words = text.trim_start_matches([' ', '_']);
    let pairs = [('(', ')'), ('[', ']')];
    if let Some((_, close)) = pairs.iter().find(|(open, _)| words.starts_with(*open)) {
        return words.find(*close).map(|end| &words[end + close.len_utf8()..]);
    }
    // "LE BAILLI, entrant."
    let words = text.trim_start();
    let ends = |end: &usize| is_after_comma && *end <= LONGEST_DIRECTION;
    let end = words.find(['.', ':']).filter(ends).filter(|_| words.starts_with(char::is_lowercase))?;
    Some(&words[end..])
}

impl Lettering {
    /// Whether a word may be one of a name.
    fn has(self, word: &str) -> bool {
        let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
        match self {
            Lettering::Capitals => !letters.any(char::is_lowercase),
            Lettering::Capitalised => letters.next().is_none_or(char::is_uppercase),
        }
    }

    /// "Mr." begins no speech.
    fn fewest_letters(self) -> usize {
        match self {
            Lettering::Capitals => 1,
            Lettering::Capitalised => 2,
        }
    }
}

/// "TO HIS BROTHER.": who a letter is for.
fn is_address(content: &str) -> bool {
    ["TO ", "AN ", "À ", "AL ", "AAN "].iter().any(|to| content.starts_with(to))
}

/// Whether something said can stand below a line: no number of a chapter or a letter, and no other name. In
/// a list of persons, names stand directly below each other.
fn is_above_speech(sheet: &Sheet, line: usize) -> bool {
    let begins_with_name = |line: usize| person(sheet.content(line)).chars().count() > 1;
    if begins_with_name(line + 1) || line.checked_sub(1).is_some_and(begins_with_name) {
        return false;
    }
    let below = (line + 1..line + 4).find(|&below| sheet.roles.get(below) != Some(&Role::Blank));
    below.is_some_and(|below| {
        let content = sheet.content(below);
        let counted =
            numbering(content).is_some_and(|number| number.label.is_some() || number.rest.is_empty());
        let names = person(content).chars().count() > 1;
        sheet.roles.get(below) == Some(&Role::Text)
            && !counted
            && !names
            && content.chars().any(char::is_lowercase)
    })
}

/// Whether names are those of a play: several speak by turns, and often.
fn is_play(sheet: &Sheet, lettering: Lettering, turns: &[(usize, Name)]) -> bool {
    let (Some((first, _)), Some((last, _))) = (turns.first(), turns.last()) else { return false };
    let others = turns.windows(2).filter(|pair| match pair {
        [(_, one), (_, next)] => one.key != next.key,
        _ => false,
    });
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    let lines = (*first..*last).filter(is_text).count();
    let paragraphs = (*first..*last).filter(|line| is_text(line) && !is_text(&(line + 1))).count();
    let often = match lettering {
        Lettering::Capitals => lines <= turns.len() * LINES_A_TURN,
        // A name between two paragraphs is one itself.
        Lettering::Capitalised => paragraphs <= turns.len() * 4,
    };
    turns.len() >= FEWEST_TURNS && others.count() * 2 >= turns.len() && often
}
