//! Who had a hand in a text, as its title page says: "by …", "Aus dem Englischen übersetzt von …".

use super::deeds::{BY_ONLY, contribution};
use super::names;
use super::persons::{han_name_before, is_capital_name, is_full_name, is_name, is_name_list};
use super::title_lines::is_open;
use crate::document::{Creator, Metadata};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::letters_and_digits;
use crate::reader::plain::role::{Field, Role, Why};
use std::ops::Range;

/// A line of a title page that says who did something.
struct Hand {
    /// A MARC relator code.
    role: &'static str,
    name: String,
    lines: Range<usize>,
}

/// Marks the lines that give the author and others, or say again who they are; what says somebody
/// else stays.
pub fn mark(sheet: &mut Sheet, zone: &[Range<usize>], metadata: &mut Metadata) {
    if metadata.title.is_none() {
        return;
    }
    let lines: Vec<usize> = zone.iter().flat_map(Clone::clone).collect();
    // A half title, or a note on the file, may stand above the title.
    let is_title = |chunk: &Range<usize>| sheet.roles.get(chunk.start) == Some(&Role::Head(Field::Title));
    let above = zone.iter().rposition(is_title).unwrap_or(0);
    let near: usize = zone.iter().take(above + NEAR).map(ExactSizeIterator::len).sum();
    let mut seen: Vec<&str> = Vec::new();
    let mut taken = 0;
    for (place, &line) in lines.iter().enumerate() {
        if sheet.roles.get(line) != Some(&Role::Text) {
            continue;
        }
        let Some(hand) = hand(sheet, lines.get(place..).unwrap_or_default()) else {
            if line >= taken && says_again(sheet, line, metadata) {
                sheet.mark(line..line + 1, Role::Head(Field::Author), Why::ByLine);
            }
            continue;
        };
        if line < taken || seen.contains(&hand.role) || hand.role == AUTHOR && place >= near {
            continue;
        }
        let known = || metadata.creators.iter().filter(|creator| creator.role == hand.role);
        let is_known = |name: String| known().any(|creator| are_one(&creator.name, &name));
        if known().next().is_none() {
            let creator = |name| Creator { name, role: hand.role.into(), file_as: None };
            metadata.creators.extend(names(&hand.name).map(creator));
        } else if !names(&hand.name).all(is_known) && !take_degrees(metadata, &hand) {
            continue;
        }
        seen.push(hand.role);
        taken = hand.lines.end;
        let (field, why) = match hand.role {
            AUTHOR => (Field::Author, Why::ByLine),
            _ => (Field::Contributor, Why::Hand),
        };
        sheet.mark(hand.lines, Role::Head(field), why);
    }
}

/// Puts to the name of who is known the degrees that the title page has behind it: "ANN WRITER, M.A.".
fn take_degrees(metadata: &mut Metadata, hand: &Hand) -> bool {
    const LONGEST: usize = 6;
    let Some((name, degrees)) = hand.name.split_once(',') else { return false };
    let is_degree = |word: &str| {
        let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
        let dots = word.matches('.').count();
        (1..=LONGEST).contains(&letters) && (dots > 1 || dots == letters) && word.ends_with('.')
    };
    let mut words = degrees.split([' ', ',']).filter(|word| !word.is_empty()).peekable();
    let sound = words.peek().is_some() && words.all(is_degree);
    let is_own = |creator: &&mut Creator| creator.role == hand.role && are_one(&creator.name, name);
    let known = metadata.creators.iter_mut().find(is_own).filter(|_| sound);
    known.map(|creator| creator.name = format!("{}, {}", creator.name, degrees.trim())).is_some()
}

/// Whether two names are those of one person: alike but for names of which only the first letters are given, the last
/// one whole.
pub fn are_one(one: &str, other: &str) -> bool {
    if letters_and_digits(one) == letters_and_digits(other) {
        return true;
    }
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|letter: char| letter.is_whitespace() || letter == '.');
        words.map(letters_and_digits).filter(|word| !word.is_empty()).collect()
    };
    let (one, other) = (words(one), words(other));
    let initial =
        |short: &String, long: &String| short.chars().count() == 1 && long.starts_with(short.as_str());
    let alike = |(a, b): (&String, &String)| a == b || initial(a, b) || initial(b, a);
    one.len() == other.len() && one.last() == other.last() && one.iter().zip(&other).all(alike)
}

/// Whether a line alone is the name of a known author, which no line above it leads to: "TRANSLATED FROM THE GERMAN
/// OF" goes on in it.
fn says_again(sheet: &Sheet, line: usize, metadata: &Metadata) -> bool {
    let is_blank = |line: Option<usize>| line.is_none_or(|line| sheet.content(line).is_empty());
    let above = (0..line).rev().map(|above| sheet.content(above)).find(|above| !above.is_empty());
    let name = letters_and_digits(sheet.content(line));
    is_blank(line.checked_sub(1))
        && is_blank(Some(line + 1))
        && !above.is_some_and(is_open)
        && metadata.authors().any(|author| letters_and_digits(author) == name)
}

/// An author stands within so many paragraphs of the title; further down "by" means something else.
pub const NEAR: usize = 5;
const AUTHOR: &str = "aut";

/// What the first of some lines says, with those below it that it takes to say so.
fn hand(sheet: &Sheet, lines: &[usize]) -> Option<Hand> {
    /// "Translated", "by" and the name.
    const MOST_LINES: usize = 3;
    let (&line, below) = lines.split_first()?;
    let content = |line: usize| sheet.content(line).trim_matches(|c: char| "_*()[]".contains(c));
    let mut words = content(line).to_owned();
    let mut last = line;
    for next in below.iter().map(Some).take(MOST_LINES - 1).chain([None]) {
        match contribution(&words) {
            None => break,
            // "JANUARY 1660" is nobody.
            Some((_, name)) if name.contains(|c: char| c.is_ascii_digit()) => break,
            Some((role, name)) if !name.is_empty() => {
                return Some(Hand { role, name: name.to_owned(), lines: line..last + 1 });
            }
            Some(_) => {}
        }
        let Some(&next) = next.filter(|&&next| next - last <= 3) else { break };
        // "Edited by two of her friends", above their names.
        if let Some((role, _)) = contribution(&words)
            && says_by(&words)
            && is_name_list(content(next))
        {
            return Some(Hand { role, name: content(next).to_owned(), lines: line..next + 1 });
        }
        words = words + " " + content(next);
        last = next;
    }
    let alone = content(line).to_lowercase();
    let (name, lines) = match author(content(line)) {
        Some(name) => (name.to_owned(), line..line + 1),
        None if [BY, BY_ALONE, THE_AUTHOR].iter().any(|words| words.contains(&alone.as_str())) => {
            let next = below.first().copied().filter(|&next| next - line <= 3 && is_name(content(next)))?;
            (content(next).to_owned(), line..next + 1)
        }
        None => return None,
    };
    Some(Hand { role: AUTHOR, name, lines })
}

/// Whether words that name nobody say that somebody did it.
fn says_by(words: &str) -> bool {
    words.split_whitespace().any(|word| BY_ONLY.contains(&word.to_lowercase().as_str()))
}

/// Whether a line says who did something to a text, and names nobody: the names stand below it.
pub fn awaits_name(content: &str) -> bool {
    contribution(content).is_some_and(|(_, name)| name.is_empty() && says_by(content))
}

/// What stands before an author's name, in the languages of `numbering`.
const BY: &[&str] = &[
    "by",
    "von",
    "par",
    "di",
    "door",
    "av",
    "af",
    "por",
    "written by",
    "od",
    "kirjoittanut",
    "kirj.",
    "geschreven door",
    "skrifven af",
];

/// What says it only on a line of its own.
const BY_ALONE: &[&str] = &["de", "van", "przez", "napisał", "escrito por", "escrita por", "автор"];

/// What calls somebody the author, on a line of its own or before a name that is surely one ("the author of
/// Waverley" has none).
const THE_AUTHOR: &[&str] =
    &["the author", "der verfasser", "l'auteur", "l’auteur", "el autor", "o autor", "l'autore", "l’autore"];

/// What leads in an author right below the title alone, where it is written small: "de Luís de Camões".
const BY_BELOW: &[&str] = &["de ", "van ", "przez ", "escrito por ", "escrita por "];

/// What a field of the head is called that gives the author, in lower case.
const NAMED: &[&str] =
    &["author", "autor", "autorin", "auteur", "autore", "автор", "作者", "著者", "지은이", "저자"];
/// What stands behind an author's name in Chinese and Japanese.
const WROTE: &[&str] = &["編著", "编著", "原著", "原作", "著作", "著", "作", "撰"];
/// A name is no longer than this, in letters.
pub const LONGEST_NAME: usize = 60;

/// Whether a line leads in an author: "by Nora Example", "Written by".
pub fn leads_in_author(content: &str) -> bool {
    let content = content.strip_prefix('_').map_or(content.to_owned(), |rest| rest.replace('_', ""));
    let content = content.as_str();
    author(content).is_some() || BY.contains(&content.to_lowercase().as_str())
}

/// The name in "by Name" or "By Name".
pub fn author(content: &str) -> Option<&str> {
    if let Some((field, name)) = content.split_once([':', '：'])
        && NAMED.contains(&field.trim().to_lowercase().as_str())
    {
        return Some(name.trim()).filter(|name| !name.is_empty() && name.chars().count() <= LONGEST_NAME);
    }
    if let Some(name) = han_name_before(content, WROTE) {
        return Some(name);
    }
    let behind = |leads: &[&str]| {
        let parts = leads.iter().filter_map(|lead| Some((lead, content.split_at_checked(lead.len())?)));
        let mut names = parts.filter(|(lead, (front, _))| is_lowercased(front, lead));
        names.find_map(|(_, (_, name))| name.starts_with(' ').then(|| name.trim()))
    };
    if let Some(name) = behind(THE_AUTHOR).filter(|name| is_full_name(name) || is_capital_name(name)) {
        return Some(name);
    }
    let name = behind(BY)?;
    // "by the Rev. Ann Writer".
    let name = name.strip_prefix("the ").filter(|name| name.starts_with(char::is_uppercase)).unwrap_or(name);
    Some(name).filter(|name| is_name(name))
}

/// Whether words are these in small letters, found out without a copy of them.
fn is_lowercased(words: &str, small: &str) -> bool {
    words.chars().flat_map(char::to_lowercase).eq(small.chars())
}

/// The name in "de Name" right below a title. Elsewhere "de" leads in nobody, and in a title in capitals
/// it may go on with it.
pub fn author_below(content: &str) -> Option<&str> {
    let name = BY_BELOW.iter().find_map(|by| content.strip_prefix(by))?.trim();
    (is_full_name(name) || is_capital_name(name)).then_some(name)
}
