//! What could be an entry of a contents list, what could be a heading, and which of them match.

use super::alternating::{is_bare, name_below};
use super::ditto::{spelled_out, without_last_ditto};
use super::glosses;
use super::heads::has_page;
use super::list_words::{names_acts, names_list, names_persons, without_column_head, without_page_word};
use super::matching::{Item, Matched, Unit};
use super::near::{differ_by_letter, says_words};
use super::romans;
use crate::reader::plain::Sheet;
use crate::reader::plain::forms::manner::Wrapping;
use crate::reader::plain::forms::persons::is_within;
use crate::reader::plain::headings::counted::paper;
use crate::reader::plain::headings::matter::names_matter;
use crate::reader::plain::headings::numbering::{Numbering, numbering};
use crate::reader::plain::headings::title::{Title, is_capitals, looks_like_title, without_page};
use crate::reader::plain::role::Role;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::ops::Range;

/// Lines longer than this are no titles.
pub const LONGEST_TITLE: usize = 160;
/// A heading is wrapped over at most so many lines.
const MOST_LINES: usize = 3;
/// An entry of a list, which stands in a narrower column, over so many.
const MOST_ENTRY_LINES: usize = 5;
/// How many pairs of an entry and a paragraph are weighed, over all cuts of a run. A text of one line
/// over and over would else pair each with each.
pub const MOST_PAIRS: usize = 4_000_000;
/// How many entries and headings of which one may say the words of the other are compared word by word.
const MOST_WITHIN: usize = 100_000;
/// Of titles that occur more often than this in the list, the first are weighed. This bounds the same.
const MOST_NAMESAKES: usize = 64;

/// The paragraphs, or first lines of paragraphs, that could be headings.
pub fn units(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Unit> {
    let mut units = Vec::new();
    let lines = sheet.manner.wrapping == Wrapping::OneLine;
    for (index, chunk) in chunks.iter().enumerate() {
        if lines {
            units.extend(chunk.clone().filter_map(|line| unit(sheet, line..line + 1, 3)));
            let below = |line: usize| (line + 1 < chunk.end).then_some(line + 1);
            for line in chunk.clone() {
                let next = below(line).or_else(|| chunks.get(index + 1).map(|next| next.start));
                units.extend(next.into_iter().flat_map(|next| with_title(sheet, line, next..next + 1)));
            }
        }
        let whole = chunk.len() <= MOST_LINES && (chunk.len() > 1 || !lines);
        units.extend(whole.then(|| unit(sheet, chunk.clone(), 3)).flatten());
        units.extend(over_paragraphs(sheet, chunks.get(index..).unwrap_or_default()));
        if lines {
            continue;
        }
        units.extend(numbered_above(sheet, chunk));
        units.extend(below_field(sheet, chunk));
        if chunk.len() > 1 && !sheet.is_full(chunk.start) {
            units.extend(unit(sheet, chunk.start..chunk.start + 1, 0));
        }
        // "CHAPTER I", a blank line, "Loomings".
        let fits =
            |next: &&Range<usize>| next.len() <= 2 || next.len() == MOST_LINES && sheet.is_full(next.start);
        if let Some(next) = chunks.get(index + 1).filter(|next| chunk.len() == 1 && fits(next)) {
            units.extend(with_title(sheet, chunk.start, next.clone()));
            // "2", "THE WEIR", "A DIARY".
            let more = chunks.get(index + 2).filter(|more| are_capitals(sheet, next, more));
            units.extend(
                more.into_iter().flat_map(|more| with_title(sheet, chunk.start, next.start..more.end)),
            );
        }
    }
    units
}

/// A number that stands alone with the title near below it, as one sentence and as a number and a title.
fn with_title(sheet: &Sheet, line: usize, title: Range<usize>) -> Vec<Unit> {
    let near = are_near(sheet, &(line..line + 1), &title) && stands_alone(sheet, line);
    let Some(whole) = unit(sheet, line..title.end, 3).filter(|_| near) else { return Vec::new() };
    let named = title.clone().all(|line| is_capitals(sheet.content(line)));
    let parted = Unit { title: numbered_title(sheet, line, title), named, ..whole.clone() };
    vec![whole, parted]
}

/// Whether two chunks are lines in capitals with no more than an empty line between them.
fn are_capitals(sheet: &Sheet, one: &Range<usize>, next: &Range<usize>) -> bool {
    let is_own = |chunk: &Range<usize>| chunk.len() == 1 && is_capitals(sheet.content(chunk.start));
    // "DEAR SIR,--" begins a letter.
    let open = sheet.content(next.start).ends_with([',', ':', ';', '-', '—', '–']);
    is_own(one) && is_own(next) && !open && are_near(sheet, one, next)
}

/// Whether no more than an empty line, and no name of a speaker, stands between two chunks.
fn are_near(sheet: &Sheet, chunk: &Range<usize>, next: &Range<usize>) -> bool {
    let is_blank = |line: usize| sheet.roles.get(line) == Some(&Role::Blank);
    next.start - chunk.end <= 2 && (chunk.end..next.start).all(is_blank)
}

/// A title without a number that goes on in one paragraph more or two: "OF FAME" and "A FRAGMENT", or "THE MILL;",
/// "OR," and "THE TWO WEIRS".
fn over_paragraphs(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Unit> {
    const MOST: usize = 3;
    let is_title = |line: usize| {
        let words = sheet.content(line);
        is_capitals(words) || looks_like_title(words.trim_end_matches(['.', ';', ',', ':']))
    };
    let Some(first) = chunks.first().filter(|first| sheet.numbering(first.start).is_none()) else {
        return Vec::new();
    };
    let pairs = chunks.iter().zip(chunks.iter().skip(1)).take(MOST - 1);
    let goes_on = |(chunk, next): &(&Range<usize>, &Range<usize>)| {
        let titled = is_title(chunk.start) && is_title(next.start);
        chunk.len() == 1 && next.len() <= 2 && titled && are_near(sheet, chunk, next)
    };
    let ends = pairs.take_while(goes_on).map(|(_, next)| next.end);
    let whole = |end: &usize| !sheet.content(end - 1).ends_with([',', ';', ':']);
    ends.filter(whole).filter_map(|end| unit(sheet, first.start..end, 3)).collect()
}

/// Whether a line is a number with nothing behind it: "CHAPTER I", "FEDERALIST No. 1".
fn stands_alone(sheet: &Sheet, line: usize) -> bool {
    let bare = |number: &Numbering| number.rest.is_empty();
    sheet.numbering(line).map_or_else(|| paper(sheet.content(line)).is_some(), bare)
}

/// "I", and "The Door" directly below it.
fn numbered_above(sheet: &Sheet, chunk: &Range<usize>) -> Option<Unit> {
    let bare =
        sheet.numbering(chunk.start).is_some_and(|number| number.rest.is_empty() && number.label.is_none());
    let fits = bare && (2..=MOST_LINES).contains(&chunk.len());
    let unit = unit(sheet, chunk.clone(), 3).filter(|_| fits)?;
    Some(Unit { title: numbered_title(sheet, chunk.start, chunk.start + 1..chunk.end), ..unit })
}

/// The title that a number on one line and the words of others make: "I The Door" would be a sentence.
fn numbered_title(sheet: &Sheet, number: usize, words: Range<usize>) -> Title {
    let number = sheet.content(number).trim_end_matches('.');
    Title::of(&format!("{number}. {}", sheet.words(words)))
}

/// "Subject: 1.1 Which boat?", which a list names without the word in front.
fn below_field(sheet: &Sheet, chunk: &Range<usize>) -> Option<Unit> {
    let (field, title) = sheet.content(chunk.start).split_once(": ")?;
    let title = title.trim_start();
    let counts = numbering(title).is_some_and(|number| number.label.is_none() && !number.weak);
    let is_field = chunk.len() == 1 && counts && field.chars().all(char::is_alphabetic);
    let unit = unit(sheet, chunk.clone(), 3).filter(|_| is_field)?;
    Some(Unit { title: Title::of(title), ..unit })
}

fn unit(sheet: &Sheet, lines: Range<usize>, bonus: i64) -> Option<Unit> {
    let bytes: usize = lines.clone().map(|line| sheet.content(line).len()).sum();
    if bytes > LONGEST_TITLE * 2 {
        return None;
    }
    let title = match lines.len() {
        1 => Title::of_line(sheet.content(lines.start), sheet.numbering(lines.start)),
        _ => Title::of(&sheet.words(lines.clone())),
    };
    let blank_before =
        (0..lines.start).rev().take(3).take_while(|&line| sheet.roles.get(line) == Some(&Role::Blank));
    // A heading stands before text; an entry of another list stands before an entry.
    let after = (lines.end..lines.end + 4).map(|line| sheet.content(line).len()).sum::<usize>();
    let bonus = bonus + blank_before.count() as i64;
    let bonus = bonus + if after > 120 || leads_block(sheet, lines.end) { 5 } else { 0 };
    let words = sheet.content(lines.start);
    let named = lines.len() == 1 && (is_capitals(words) || names_matter(words));
    (!title.is_empty()).then_some(Unit { lines, title, bonus, named })
}

/// Whether empty lines and then several lines in a row stand below: a motto, a stanza.
fn leads_block(sheet: &Sheet, end: usize) -> bool {
    const MOST_BLANK_LINES: usize = 4;
    let is_blank = |line: &usize| sheet.roles.get(*line) == Some(&Role::Blank);
    let blank = (end..end + MOST_BLANK_LINES).take_while(is_blank).count();
    let below = end + blank;
    blank > 0 && [below, below + 1].iter().all(|line| sheet.roles.get(*line) == Some(&Role::Text))
}

/// The entries that the lines of a run could be, alone and joined with the next ones.
pub fn items(sheet: &Sheet, run: &Range<usize>) -> Vec<Item> {
    let spelled = spelled_out(sheet, run);
    let mut items = Vec::new();
    let persons = persons(sheet, run);
    let named = (run.start.saturating_sub(2)..run.end).any(|line| names_list(sheet.content(line)));
    let glosses = if named { glosses::within(sheet, run) } else { BTreeSet::new() };
    let is_passed = |line: usize| {
        glosses.contains(&line)
            || persons.as_ref().is_some_and(|persons| persons.contains(&line))
            || is_within(&sheet.synopses, line)
            || is_within(&sheet.captions, line)
    };
    // Each is an entry of its own.
    let both_paged = |line: usize| has_page(sheet.content(line - 1)) && has_page(sheet.content(line));
    for start in run.clone().filter(|&line| !is_passed(line)) {
        for end in start + 1..=(start + MOST_ENTRY_LINES).min(run.end) {
            let other = || sheet.numbering(end - 1).is_some_and(|number| !number.weak);
            if sheet.roles.get(end - 1) != Some(&Role::Text)
                || glosses.contains(&(end - 1))
                || end > start + 1 && both_paged(end - 1)
                || end - start > MOST_LINES && other()
            {
                break;
            }
            match spelled.get(&start) {
                Some(texts) if end == start + 1 => {
                    items.extend(texts.iter().filter_map(|words| item(start..end, words)));
                }
                _ => items.extend(item(start..end, &romans::parted(sheet, start, sheet.words(start..end)))),
            }
        }
        let named = named_below(sheet, start, run.end);
        items.extend(named.filter(|item| !glosses.contains(&(item.lines.end - 1))));
    }
    items
}

/// "CHAPTER I", perhaps an empty line, and "Loomings", as one entry.
fn named_below(sheet: &Sheet, line: usize, end: usize) -> Option<Item> {
    let name = is_bare(sheet, line).then(|| name_below(sheet, line, end))??;
    let words = sheet.content(line);
    let number = without_page(words).filter(|(_, far)| *far).map_or(words, |(number, _)| number);
    // "I The Door" would be a sentence.
    let number = number.trim_end_matches('.');
    let further = name.len() as i64;
    let item = item(line..name.end, &format!("{number}. {}", sheet.words(name)))?;
    Some(Item { further, ..item })
}

/// The lines of a run in which the persons of a play stand, and all behind them where their end is not known.
/// Below the name of a list its first one may be an entry, unless it is known to stand over persons and comes once.
fn persons(sheet: &Sheet, run: &Range<usize>) -> Option<Range<usize>> {
    let near = run.start.saturating_sub(2)..run.end;
    let mut named = near.clone().filter(|&line| names_persons(sheet.content(line)));
    let first = named.next()?;
    let is_entry = (near.start..first).any(|line| names_list(sheet.content(line)));
    let known = |name: usize| sheet.play.lists.iter().find(|list| list.start == name);
    let once = || known(first).map(|list| list.start);
    let name = if is_entry { named.next().or_else(once)? } else { first };
    let known = known(name);
    // A list of acts may stand below that of the persons.
    let acts = |end: usize| (end..run.end).find(|&line| !sheet.content(line).is_empty());
    let acts = known.and_then(|list| acts(list.end)).filter(|line| names_acts(sheet.content(*line)));
    Some(name..acts.unwrap_or(run.end))
}

fn item(lines: Range<usize>, words: &str) -> Option<Item> {
    let bare = without_page(words).map(|(bare, _)| bare).or_else(|| without_column_head(words));
    // "Il porto   Pag. 3", and `»` below it.
    let plain = |bare| without_column_head(bare).or_else(|| without_page_word(bare)).unwrap_or(bare);
    let own = bare.map_or(words, |bare| without_last_ditto(plain(bare))).to_owned();
    let bare = bare.map(|bare| Title::of(without_last_ditto(plain(bare))));
    let title = Title::of(words);
    let fits = words.len() <= LONGEST_TITLE * 2 && !is_sentence(words, lines.len());
    let further = lines.len() as i64 - 1;
    (!title.is_empty() && fits).then_some(Item { lines, further, title, bare, words: own })
}

/// Whether several lines are a short paragraph rather than a long title.
fn is_sentence(words: &str, lines: usize) -> bool {
    let long = lines > 1 && words.chars().count() > 120;
    long && words.ends_with(['.', '!', '?', '”', '"', '»'])
        && numbering(words).is_none_or(|number| number.weak)
}

/// Entries by what they are found by.
pub struct Index<'a> {
    sheet: &'a Sheet<'a>,
    by_title: FxHashMap<&'a str, Vec<&'a Item>>,
    by_beginning: FxHashMap<&'a str, Vec<&'a Item>>,
    /// Of a list that says what it is.
    by_end: FxHashMap<&'a str, Vec<&'a Item>>,
}

impl<'a> Index<'a> {
    pub fn of(sheet: &'a Sheet, items: &'a [Item], named: bool) -> Index<'a> {
        let mut by_title: FxHashMap<&str, Vec<&Item>> = FxHashMap::default();
        for item in items {
            for title in std::iter::once(&item.title).chain(&item.bare) {
                for key in title.keys() {
                    by_title.entry(key).or_default().push(item);
                }
            }
        }
        let by_end = if named { by_part(items, end) } else { FxHashMap::default() };
        Index { sheet, by_title, by_beginning: by_part(items, beginning), by_end }
    }

    /// Every entry with every unit of the same title that it may name.
    pub fn pairs(&self, units: &[Unit], may_name: impl Fn(&Item, &Unit) -> bool) -> Vec<Matched> {
        let mut pairs = Vec::new();
        let mut left = MOST_WITHIN;
        for unit in units {
            let near = unit.named.then(|| beginning(&unit.title.full)).flatten();
            let near = near.and_then(|beginning| self.by_beginning.get(beginning));
            for item in near.into_iter().flatten().filter(|item| may_name(item, unit)).take(MOST_NAMESAKES) {
                pairs.extend(weigh_near(item, unit));
            }
            let capitals = unit.named.then(|| end(&unit.title.full)).flatten();
            let within = capitals.and_then(|end| self.by_end.get(end)).into_iter().flatten();
            let tried = within.filter(|item| may_name(item, unit)).take(MOST_NAMESAKES.min(left));
            for item in tried.inspect(|_| left -= 1) {
                pairs.extend(weigh_within(self.sheet, item, unit));
            }
            for key in unit.title.keys() {
                let namesakes = self.by_title.get(key).map_or(&[][..], Vec::as_slice);
                for item in namesakes.iter().filter(|item| may_name(item, unit)).take(MOST_NAMESAKES) {
                    pairs.extend(weigh(item, unit));
                }
            }
            if pairs.len() > MOST_PAIRS / 8 {
                break;
            }
        }
        pairs
    }
}

/// Entries by a part of their title.
fn by_part(items: &[Item], part: fn(&str) -> Option<&str>) -> FxHashMap<&str, Vec<&Item>> {
    let mut found: FxHashMap<&str, Vec<&Item>> = FxHashMap::default();
    for item in items {
        if let Some(part) = part(&item.bare.as_ref().unwrap_or(&item.title).full) {
            found.entry(part).or_default().push(item);
        }
    }
    found
}

/// What a title that says more than an entry does ends with as well.
fn end(title: &str) -> Option<&str> {
    const LETTERS: usize = 4;
    title.char_indices().nth_back(LETTERS - 1).map(|(start, _)| &title[start..])
}

/// What a title that differs from an entry's by a letter begins with as well, most likely.
fn beginning(title: &str) -> Option<&str> {
    const LETTERS: usize = 4;
    title.char_indices().nth(LETTERS).map(|(end, _)| &title[..end])
}

/// An entry and a heading in capitals that differ by a letter weigh nearly what they would if they did not:
/// a later line that says the entry's very words, among notes, is else the better one.
fn weigh_near(item: &Item, unit: &Unit) -> Option<Matched> {
    const NEAR: i64 = 98;
    let title = item.bare.as_ref().unwrap_or(&item.title);
    let weight = NEAR + FURTHER_LINE * item.further + unit.bonus;
    let near = differ_by_letter(&title.full, &unit.title.full);
    near.then(|| Matched { entry: item.lines.clone(), unit: unit.lines.clone(), weight })
}

/// A heading in capitals that says all words of an entry among others weighs less than what says its very words:
/// "SAMUEL FINLEY BREESE MORSE" and "Samuel Morse". Without the number of the entry it weighs less than that alone does.
fn weigh_within(sheet: &Sheet, item: &Item, unit: &Unit) -> Option<Matched> {
    const WITHIN: i64 = 50;
    const WITHOUT_NUMBER: i64 = 30;
    let words = sheet.words(unit.lines.clone());
    let own = if item.title.has_more_numbers(&unit.title) { WITHOUT_NUMBER } else { WITHIN };
    let further = if words.len() > item.words.len() { item.further } else { 0 };
    let weight = own + FURTHER_LINE * further + unit.bonus;
    let within = item.title.may_share_number(&unit.title) && says_words(&item.words, &words);
    within.then(|| Matched { entry: item.lines.clone(), unit: unit.lines.clone(), weight })
}

/// An entry that is wrapped is one entry rather than several.
const FURTHER_LINE: i64 = 30;

fn weigh(item: &Item, unit: &Unit) -> Option<Matched> {
    let titles = std::iter::once(&item.title).chain(&item.bare);
    let each = titles.filter_map(|title| title.likeness(&unit.title));
    let weight = each.max()? + FURTHER_LINE * item.further + unit.bonus;
    Some(Matched { entry: item.lines.clone(), unit: unit.lines.clone(), weight })
}
