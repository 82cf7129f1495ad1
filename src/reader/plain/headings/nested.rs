//! Numbers that begin anew below headings of another form: below names ("THE FERRY", "I", "II", "THE TOLL",
//! "I"), below other numbers ("A. Boats", "1. Lights"), of the same form too ("I. LIFE", "I", "II", "II. LOVE", "I"),
//! and below words that no list of labels knows.

use super::counted::count;
use super::dates::is_date;
use super::extent::heading_lines;
use super::fallback::Found;
use super::labels::rank;
use super::lone::is_long;
use super::matter::names_matter;
use super::number_words::ordinal;
use super::pages_and_stanzas::{count_pages, count_stanzas};
use super::title::{is_capitals, is_in_title_case, looks_like_title};
use super::titled::with_titles;
use crate::reader::plain::Sheet;
use crate::reader::plain::contents::list_words::names_persons;
use crate::reader::plain::head::hands::leads_in_author;
use crate::reader::plain::head::persons::{is_capital_name, is_full_name};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A chunk that counts.
#[derive(Clone, Debug)]
struct Count {
    /// Its place among the chunks.
    place: usize,
    lines: Range<usize>,
    value: u32,
}

/// What counts, by what it counts with: the word beside the number, or the signs of a bare one, with whether
/// a title stands behind it.
type Counts = BTreeMap<(String, bool), Vec<Count>>;

/// Numbers that begin anew twice or more, each time directly below a line of one form, and these lines.
pub fn nested(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let counts = counts(sheet, chunks);
    let same = counts.values().filter_map(|own| below_same(sheet, chunks, own));
    let of_kinds = below_names_of_kinds(sheet, chunks, &counts);
    let candidates = counts.iter().filter_map(|(kind, own)| {
        let mut runs = runs(own);
        if let [run] = runs.as_slice() {
            runs = below_names(sheet, chunks, run);
        }
        let below: Vec<Range<usize>> = runs.iter().flatten().map(|count| count.lines.clone()).collect();
        let above = above(sheet, chunks, kind, &runs, &counts)?;
        is_sound(sheet, chunks, &runs, &below).then_some((above, below))
    });
    let candidates = candidates.chain(same).chain(of_kinds);
    let Some((above, below)) = candidates.max_by_key(|(_, below)| below.len()) else { return Vec::new() };
    let above = above.into_iter().map(|lines| (lines, 1));
    let below = with_titles(sheet, chunks, below).into_iter().map(|lines| (lines, 2));
    let mut found: Vec<Found> = above.chain(below).collect();
    found.sort_by_key(|(lines, _)| lines.start);
    found
}

/// Headings, and those below them.
type Above = (Vec<Range<usize>>, Vec<Range<usize>>);

/// Numbers that count from 1 again and again, each time directly below one of their own form or below its title:
/// these count as well.
fn below_same(sheet: &Sheet, chunks: &[Range<usize>], own: &[Count]) -> Option<Above> {
    let (mut above, mut runs): (Vec<Range<usize>>, Vec<Vec<Count>>) = (Vec::new(), Vec::new());
    for (index, count) in own.iter().enumerate() {
        let between = match own.get(index + 1).filter(|next| next.value == 1) {
            Some(next) => chunks.get(count.place + 1..next.place).unwrap_or_default(),
            None => &[],
        };
        let end = match between {
            [] if own.get(index + 1).is_some_and(|next| next.value == 1) => Some(count.lines.end),
            [title] if is_title(sheet, title) => Some(title.end),
            _ => None,
        };
        let value = count.value as usize;
        match (end.filter(|_| value == above.len() + 1), runs.last_mut()) {
            (Some(end), _) => {
                above.push(count.lines.start..end);
                runs.push(Vec::new());
            }
            (None, Some(run)) if value == run.len() + 1 => run.push(count.clone()),
            _ => return None,
        }
    }
    let below: Vec<Range<usize>> = runs.iter().flatten().map(|count| count.lines.clone()).collect();
    let sound = above.len() > 1 && below.len() > above.len() && is_sound(sheet, chunks, &runs, &below);
    sound.then_some((above, below))
}

/// Whether a chunk is a line that could be the title below a number.
fn is_title(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    let words = sheet.content(chunk.start);
    chunk.len() == 1 && (is_capitals(words) || looks_like_title(words))
}

/// Numbers of several kinds, one after the other, each kind directly below a name: "RHYMES", "I", "II", and then
/// "LETTERS", "LETTER I", "LETTER II".
fn below_names_of_kinds(sheet: &Sheet, chunks: &[Range<usize>], counts: &Counts) -> Option<Above> {
    let kinds = counts.iter().filter(|((_, titled), _)| !titled);
    let kinds = kinds.map(|(_, own)| runs(own).into_iter().filter(|run| run.len() > 1).collect());
    let kinds: Vec<Vec<Vec<Count>>> = kinds.filter(|runs: &Vec<Vec<Count>>| !runs.is_empty()).collect();
    if kinds.len() < 2 {
        return None;
    }
    let mut runs: Vec<Vec<Count>> = kinds.into_iter().flatten().collect();
    runs.sort_by_key(|run| run.first().map(|count| count.place));
    let place = |count: Option<&Count>| count.map_or(0, |count| count.place);
    let apart = runs.windows(2).all(|pair| match pair {
        [one, next] => place(one.last()) + 1 < place(next.first()),
        _ => true,
    });
    let names = runs.iter().map(|run| chunks.get(place(run.first()).checked_sub(1)?).cloned());
    let names: Vec<Range<usize>> = names.collect::<Option<_>>()?;
    let below: Vec<Range<usize>> = runs.iter().flatten().map(|count| count.lines.clone()).collect();
    let sound = apart && are_names(sheet, &names) && is_sound(sheet, chunks, &runs, &below);
    sound.then_some((names, below))
}

/// The chunks that count, by kind.
fn counts(sheet: &Sheet, chunks: &[Range<usize>]) -> Counts {
    let mut counts = Counts::new();
    let mut add = |kind: (&str, bool), place: usize, lines: Range<usize>, value: u32| {
        counts.entry((kind.0.to_owned(), kind.1)).or_default().push(Count { place, lines, value });
    };
    for (place, chunk) in chunks.iter().enumerate() {
        let words = sheet.content(chunk.start);
        if let Some(number) = sheet.numbering(chunk.start).filter(|number| !number.weak)
            && let [value] = *number.parts
            && (number.label.is_some() || !is_date(words))
            && let Some(lines) =
                heading_lines(sheet, chunk, chunks.get(place + 1), number, number.label.is_some())
        {
            let signs = signs(words, number.roman);
            let titled = number.label.is_none() && !number.rest.is_empty();
            add((number.label.unwrap_or(signs), titled), place, lines, value);
        } else if let Some((word, value)) = count(words).or_else(|| in_words(words))
            && chunk.len() == 1
        {
            add((&word, false), place, chunk.clone(), value);
        }
        // "C. Nets" begins with a Roman number, too.
        if let Some(value) = letter(words).filter(|_| chunk.len() == 1) {
            add(("A", true), place, chunk.clone(), value);
        }
    }
    counts
}

/// What a bare number is written in.
fn signs(words: &str, roman: bool) -> &'static str {
    match words.chars().find(|letter| letter.is_alphanumeric()) {
        _ if roman => "I",
        Some(first) if first.is_numeric() && first.is_ascii() => "1",
        Some(first) if first.is_ascii() => "one",
        _ => "一",
    }
}

/// "NOVELLA SECONDA": a word and an ordinal, and nothing else.
fn in_words(words: &str) -> Option<(String, u32)> {
    const SHORTEST: usize = 3;
    let bare = words.trim_end_matches('.');
    let (word, after) = bare.split_once(' ')?;
    let (value, length) = ordinal(after)?;
    let sound = word.chars().nth(SHORTEST).is_some() && word.chars().all(char::is_alphabetic);
    let begins = word.starts_with(char::is_uppercase) && after.starts_with(char::is_uppercase);
    (sound && begins && length == after.len()).then(|| (word.to_lowercase(), value))
}

/// The place in the alphabet of the letter in "B. The Mill".
fn letter(words: &str) -> Option<u32> {
    let mut letters = words.chars();
    let first = letters.next().filter(char::is_ascii_uppercase)?;
    let title = letters.as_str().strip_prefix(['.', ')'])?.strip_prefix(' ')?.trim_start();
    let titled = looks_like_title(title) || is_capitals(title);
    (titled && title.chars().count() > 2).then(|| u32::from(first) - u32::from('A') + 1)
}

/// The stretches in which numbers go up from 1. What does not go on from the last is none of them.
fn runs(counts: &[Count]) -> Vec<Vec<Count>> {
    let mut runs: Vec<Vec<Count>> = Vec::new();
    for count in counts {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last.value + 1 == count.value) => {
                run.push(count.clone());
            }
            _ if count.value == 1 => runs.push(vec![count.clone()]),
            _ => {}
        }
    }
    runs
}

/// A run that goes on through the whole text, parted at the names that stand directly above its first number
/// and others: these are in capitals, or each longer word in them begins with one.
fn below_names(sheet: &Sheet, chunks: &[Range<usize>], run: &[Count]) -> Vec<Vec<Count>> {
    let is_named = |count: &Count| {
        let above = count.place.checked_sub(1).filter(|above| *above > 0);
        above.and_then(|above| chunks.get(above)).is_some_and(|name| {
            let words = sheet.content(name.start);
            let open = words.ends_with(['?', '!', '…', ',', ':', ';']);
            let named = is_capitals(words) || is_in_title_case(words) && !is_full_name(words);
            name.len() == 1 && named && !open && !names_persons(words)
        })
    };
    let named: Vec<bool> = run.iter().map(is_named).collect();
    let pairs = || run.iter().zip(&named);
    let names = || pairs().filter(|(_, named)| **named).filter_map(|(count, _)| chunks.get(count.place - 1));
    let words = || names().map(|name| sheet.content(name.start));
    let capitals = words().filter(|words| is_capitals(words)).count();
    let alike = capitals == 0 || capitals == words().count();
    // Who signed a preface stands below it.
    let signed = names().next().is_some_and(|name| {
        let words = sheet.content(name.start).trim_end_matches('.');
        let above = chunks.iter().take_while(|chunk| chunk.start < name.start);
        (is_full_name(words) || is_capital_name(words))
            && above.into_iter().any(|chunk| is_long(sheet, chunk))
    });
    if !alike || signed || words().any(|words| words.chars().any(|figure| figure.is_ascii_digit())) {
        return Vec::new();
    }
    let mut parts: Vec<Vec<Count>> = Vec::new();
    for (count, &is_named) in pairs() {
        match parts.last_mut() {
            Some(part) if !is_named => part.push(count.clone()),
            None if !is_named => return Vec::new(),
            _ => parts.push(vec![count.clone()]),
        }
    }
    parts
}

/// The headings that stand directly above the first number of each run, and others that go on from them.
fn above(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    kind: &(String, bool),
    runs: &[Vec<Count>],
    counts: &Counts,
) -> Option<Vec<Range<usize>>> {
    let places: Vec<usize> =
        runs.iter().map(|run| run.first()?.place.checked_sub(1)).collect::<Option<_>>()?;
    let longest = runs.iter().map(Vec::len).max().unwrap_or(0);
    if places.len() < 2 || longest < 2 {
        return None;
    }
    let numbers = counts.iter().filter(|(other, _)| *other != kind);
    let mut numbers = numbers.filter_map(|(other, own)| Some((other, rise(own, &places)?)));
    if let Some(((word, _), rise)) = numbers.next() {
        // What is known to be larger, above bare numbers, is found with more care.
        let is_known = rank(word).is_some() && kind.0.chars().count() < SHORTEST_WORD;
        return (!is_known).then_some(rise);
    }
    if let Some(titled) = titled_rise(sheet, chunks, kind, &places, counts) {
        return Some(titled);
    }
    let names: Vec<Range<usize>> =
        places.iter().map(|&place| chunks.get(place).cloned()).collect::<Option<_>>()?;
    // Below "PART ONE" it is the part's title.
    let is_of_part = |place: &usize| {
        let above = place.checked_sub(1).and_then(|above| chunks.get(above));
        above
            .and_then(|above| sheet.numbering(above.start))
            .is_some_and(|number| number.label.is_some() && number.rest.is_empty())
    };
    (!places.iter().any(is_of_part) && are_names(sheet, &names)).then_some(names)
}

/// The signs of bare numbers are shorter than words.
const SHORTEST_WORD: usize = 4;

/// The chunks of a kind that count from 1 through the whole text, among which are all of some places.
fn rise(own: &[Count], places: &[usize]) -> Option<Vec<Range<usize>>> {
    let mut last = 0;
    let mut rise: Vec<&Count> = Vec::new();
    for count in own.iter().filter(|count| places.first().is_some_and(|first| *first <= count.place)) {
        if count.value == last + 1 {
            last = count.value;
            rise.push(count);
        }
    }
    let found: BTreeSet<usize> = rise.iter().map(|count| count.place).collect();
    places.iter().all(|place| found.contains(place)).then(|| rise.iter().map(|c| c.lines.clone()).collect())
}

/// Numbers of another kind that count from 1 above the lines that stand directly above the runs, each with its titles:
/// "2", "THE FERRY", and then "I".
fn titled_rise(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    kind: &(String, bool),
    places: &[usize],
    counts: &Counts,
) -> Option<Vec<Range<usize>>> {
    const MOST_TITLES: usize = 2;
    let is_titled = |number: usize, last: usize| {
        let titles = chunks.get(number + 1..=last).unwrap_or_default();
        (1..=MOST_TITLES).contains(&titles.len())
            && titles.iter().all(|title| is_title(sheet, title) && sheet.numbering(title.start).is_none())
    };
    let others = counts
        .iter()
        .filter(|((word, titled), _)| *word != kind.0 && !titled && word.chars().count() < SHORTEST_WORD);
    let mut others = others.filter_map(|(_, own)| {
        let at: BTreeMap<usize, &Count> = own.iter().map(|count| (count.place, count)).collect();
        let pairs = places.iter().zip(1u32..).map(|(&last, expected)| {
            let own =
                |above: usize| at.get(&last.checked_sub(above)?).filter(|count| count.value == expected);
            let count = (1..=MOST_TITLES).filter_map(own).find(|count| is_titled(count.place, last))?;
            Some(count.lines.start..chunks.get(last)?.end)
        });
        pairs.collect::<Option<Vec<_>>>()
    });
    others.next()
}

/// Whether lines could be the names of divisions: titles alike in their form, and each another.
fn are_names(sheet: &Sheet, names: &[Range<usize>]) -> bool {
    let words: Vec<&str> = names.iter().map(|lines| sheet.content(lines.start)).collect();
    let capitals = words.iter().all(|words| is_capitals(words) && !words.ends_with([',', ':', ';', '!']));
    let titles = words.iter().all(|words| looks_like_title(words.trim_end_matches('.')));
    let each = words.iter().collect::<BTreeSet<_>>().len() == words.len();
    let is_other = |words: &&str| names_matter(words) || is_date(words) || leads_in_author(words);
    let set_in = |lines: &Range<usize>| sheet.lines.get(lines.start).map_or(0, |line| line.indent);
    // A signature stands at the right edge.
    let far = names.iter().any(|lines| set_in(lines) > sheet.manner.margin + FAR);
    let all_far = names.iter().all(|lines| set_in(lines) > sheet.manner.margin + FAR);
    (capitals || titles)
        && each
        && names.iter().all(|lines| lines.len() == 1)
        && names.iter().all(|lines| sheet.numbering(lines.start).is_none())
        && !words.iter().any(is_other)
        && (!far || all_far && capitals)
}

const FAR: usize = 24;

/// Whether most numbers have text below them, and are neither those of pages nor those of stanzas.
fn is_sound(sheet: &Sheet, chunks: &[Range<usize>], runs: &[Vec<Count>], below: &[Range<usize>]) -> bool {
    const FEWEST: usize = 3;
    let is_followed = |count: &&Count| {
        let chunk = chunks.get(count.place).map_or(0, |chunk| chunk.end);
        let next = chunks.get(count.place + 1);
        let is_text = |next: &Range<usize>| sheet.numbering(next.start).is_none_or(|number| number.weak);
        count.lines.end < chunk || next.is_some_and(is_text)
    };
    let followed = runs.iter().flatten().filter(is_followed).count();
    let first = below.first().and_then(|lines| sheet.numbering(lines.start));
    let bare = first.is_some_and(|number| number.label.is_none());
    below.len() >= FEWEST
        && followed * 2 > below.len()
        && !(bare && (count_pages(sheet, chunks) || count_stanzas(sheet, chunks, below)))
}
