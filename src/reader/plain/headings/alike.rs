//! Titles beside numbered chapters that no list of words knows: lone lines that are set as the numbers of the
//! chapters are, in the same letters, at the same place and with as much white space around them.

use super::counted::is_caption;
use super::dates::is_date;
use super::fallback::Found;
use super::lone::{gap_above, is_long, is_stanza};
use super::title::{ends_whole, is_capitals, letters_and_digits, looks_like_title};
use crate::reader::plain::Sheet;
use crate::reader::plain::contents::list_words::names_persons;
use crate::reader::plain::head::below_title::holds_kind;
use crate::reader::plain::head::deeds::is_imprint;
use crate::reader::plain::head::hands::leads_in_author;
use std::ops::Range;

/// How the headings of chapters are set.
struct Form {
    /// Some are in capitals; most are not.
    capitals: bool,
    small: bool,
    /// The empty lines above and below most of them, at least.
    above: usize,
    below: usize,
    /// Those above most paragraphs.
    usual: usize,
    /// The place of the first paragraph: the title page is above it.
    begins: usize,
    /// Where they begin, and twice the column of their middle, where all have the same.
    indent: Option<usize>,
    middle: Option<usize>,
}

/// The places of the lines in front of, behind and between numbered headings that are set as these are; `known`
/// are the places of those that are told by their words.
pub fn alike(sheet: &Sheet, chunks: &[Range<usize>], found: &[Found], known: &[usize]) -> Vec<usize> {
    let Some(mut form) = Form::of(sheet, chunks, found) else { return Vec::new() };
    form.begins = chunks.iter().position(|chunk| is_body(sheet, chunk)).unwrap_or(chunks.len());
    let mut known = known.iter().filter_map(|place| chunks.get(*place));
    form.capitals |= known.any(|chunk| is_capitals(sheet.content(chunk.start)));
    let (Some((first, _)), Some((last, _))) = (found.first(), found.last()) else { return Vec::new() };
    let is_within = |place: &usize| {
        chunks.get(*place).is_some_and(|chunk| chunk.start > first.start && chunk.start < last.start)
    };
    let places = (1..chunks.len()).filter(|&place| is_title(sheet, chunks, place, &form));
    let apart = |place: &usize| {
        let above = place.checked_sub(1).and_then(|above| chunks.get(above));
        let below = chunks.get(place + 1);
        let touches = |chunk: &Range<usize>| is_part(found, chunk);
        !above.is_some_and(touches) && !below.is_some_and(touches)
    };
    let (within, around): (Vec<usize>, Vec<usize>) = places.filter(apart).partition(is_within);
    // What stands between so often are the parts of chapters.
    let few = within.len() * 2 <= found.len();
    around.into_iter().chain(within.into_iter().filter(|_| few)).collect()
}

/// Whether a chunk belongs to a heading that is found.
fn is_part(found: &[Found], chunk: &Range<usize>) -> bool {
    let before = found.partition_point(|(lines, _)| lines.start < chunk.end);
    before.checked_sub(1).and_then(|last| found.get(last)).is_some_and(|(lines, _)| lines.end > chunk.start)
}

impl Form {
    /// `None` where white space does not set the headings off from paragraphs.
    fn of(sheet: &Sheet, chunks: &[Range<usize>], found: &[Found]) -> Option<Form> {
        const FEWEST: usize = 2;
        let lines: Vec<usize> = found.iter().map(|(lines, _)| lines.start).collect();
        let others = chunks.iter().skip(1).filter(|chunk| !is_part(found, chunk));
        let usual = low(others.map(|chunk| gap_above(sheet, chunk.start)).collect());
        // A chapter may stand close below the title of its part.
        let pairs = chunks.iter().zip(chunks.iter().skip(1));
        let is_apart =
            |(one, next): &(&Range<usize>, &Range<usize>)| !is_part(found, one) && is_part(found, next);
        let above =
            low(pairs.filter(is_apart).map(|(_, next)| gap_above(sheet, next.start)).skip(1).collect());
        let gap_below = |end: usize| (end..).take_while(|&line| is_empty(sheet, line)).take(MOST_GAP).count();
        let below = low(found.iter().map(|(lines, _)| gap_below(lines.end)).collect());
        let capitals = lines.iter().filter(|&&line| is_capitals(sheet.content(line))).count();
        let small = capitals * 2 <= lines.len();
        let same = |place: fn(&Sheet, usize) -> usize, most: usize| {
            let own = || lines.iter().map(|&line| place(sheet, line));
            let (least, largest) = (own().min()?, own().max()?);
            (largest - least <= most).then_some(least)
        };
        let (indent, middle) = (same(indent, 0), same(middle, NEAR));
        let sound = lines.len() >= FEWEST && above > usual && above > 1;
        sound.then_some(Form {
            capitals: capitals > 0,
            small,
            above,
            below,
            usual,
            begins: 0,
            indent,
            middle,
        })
    }

    fn has(&self, sheet: &Sheet, line: usize) -> bool {
        let words = sheet.content(line);
        let case = if is_capitals(words) { self.capitals } else { self.small && looks_like_title(words) };
        let at = self.indent.is_none_or(|own| own == indent(sheet, line));
        let centred = self.middle.is_some_and(|own| own.abs_diff(middle(sheet, line)) <= NEAR);
        let placed = at || centred && indent(sheet, line) > sheet.manner.margin;
        case && placed
    }
}

/// So far apart middles may be, twice.
const NEAR: usize = 4;
/// More empty lines than this say no more.
const MOST_GAP: usize = 9;

fn is_empty(sheet: &Sheet, line: usize) -> bool {
    line < sheet.lines.len() && sheet.content(line).is_empty()
}

fn indent(sheet: &Sheet, line: usize) -> usize {
    sheet.lines.get(line).map_or(0, |line| line.indent)
}

fn middle(sheet: &Sheet, line: usize) -> usize {
    sheet.lines.get(line).map_or(0, |line| line.indent * 2 + line.width)
}

/// What most are at least, whatever a few are.
fn low(mut gaps: Vec<usize>) -> usize {
    gaps.sort_unstable();
    gaps.get(gaps.len() / 4).copied().unwrap_or(0)
}

/// Whether a chunk is a line of a form above text.
fn is_title(sheet: &Sheet, chunks: &[Range<usize>], place: usize, form: &Form) -> bool {
    let (Some(chunk), Some(next)) = (chunks.get(place), chunks.get(place + 1)) else { return false };
    let (above, below) = (gap_above(sheet, chunk.start), next.start - chunk.end);
    // A dedication may be the first thing below the title page.
    let addressed = is_addressed(sheet.content(chunk.start));
    let dedicates = addressed && place < form.begins && above > form.usual && above > 1;
    let apart = above >= form.above && (below >= form.below || addressed) || dedicates;
    apart
        && below <= above
        && chunk.len() == 1
        && form.has(sheet, chunk.start)
        && could_be_title(sheet, chunk.start)
        && leads(sheet, chunks, place, form.begins)
}

fn could_be_title(sheet: &Sheet, line: usize) -> bool {
    const LONGEST: usize = 70;
    let words = sheet.content(line);
    let open = words.ends_with(['-', '—', '–', ':', ';', '!', '?', ',']) && !is_addressed(words);
    let quoted = words.starts_with(['“', '"', '«', '„', '‘', '\'', '(', '[', '_']);
    let is_number = words.chars().any(char::is_numeric) || sheet.numbering(line).is_some();
    // Where the play is known, its list of persons is.
    let persons = names_persons(words) && !sheet.play.lists.is_empty();
    let other = persons || is_date(words) || leads_in_author(words) || is_caption(words) || holds_kind(words);
    let none = open || quoted || is_number || other || is_end(words) || sheet.play.gathers(words);
    words.chars().count() <= LONGEST && !none
}

/// "AL DUQUE DE BÉJAR,": a dedication goes on in its letter, perhaps below the rank of whom it is for.
fn is_addressed(words: &str) -> bool {
    const TO: &[&str] =
        &["to", "al", "à", "au", "aux", "alla", "ai", "an", "dem", "ao", "aan", "till", "til"];
    let mut tokens = words.split_whitespace();
    let to = tokens.next().is_some_and(|first| TO.contains(&first.to_lowercase().as_str()));
    to && tokens.next().is_some()
}

/// Whether a chunk is a paragraph of prose.
fn is_body(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    const SENTENCE: usize = 40;
    let lines = sheet.lines.get(chunk.clone()).unwrap_or_default();
    let width: usize = lines.iter().map(|line| line.width).sum();
    ends_whole(sheet.content(chunk.end - 1))
        && (is_long(sheet, chunk) || width >= SENTENCE && chunk.len() == 1)
}

/// Whether text stands below a line, other than a motto or what the law wants said on title pages: prose, or, behind the first prose, a stanza or a list, or one of these
/// below one more line.
fn leads(sheet: &Sheet, chunks: &[Range<usize>], place: usize, begins: usize) -> bool {
    let Some(next) = chunks.get(place + 1) else { return false };
    let is_block =
        |chunk: &Range<usize>| chunk.len() > 1 && (is_stanza(sheet, chunk) || sheet.is_listing(chunk));
    let behind = place > begins;
    let second = chunks.get(place + 2).filter(|_| next.len() <= 2);
    let below_line = || second.is_some_and(|second| is_body(sheet, second) || is_block(second));
    let addressed = || chunks.get(place).is_some_and(|chunk| is_addressed(sheet.content(chunk.start)));
    let words = sheet.content(next.start);
    if !behind && (words.starts_with(['“', '"']) || is_imprint(words)) {
        return false;
    }
    is_body(sheet, next) || behind && is_block(next) || (behind || addressed()) && below_line()
}

/// "THE END" is no title of what stands behind it.
pub fn is_end(words: &str) -> bool {
    const ENDS: &[&str] = &[
        "theend",
        "end",
        "finis",
        "fin",
        "ende",
        "fine",
        "fim",
        "einde",
        "slut",
        "slutt",
        "loppu",
        "vége",
        "koniec",
        "konec",
        "конец",
        "конецъ",
        "кінець",
        "τέλος",
        "son",
        "終",
        "完",
    ];
    let key = letters_and_digits(words);
    ENDS.contains(&key.as_str()) || key.starts_with("endof") || key.starts_with("theendof")
}
