//! The white space that sets headings off: where more of it stands than between paragraphs.

use super::alike::is_end;
use super::dates::is_date;
use super::fallback::Found;
use super::lone::{gap_above, is_long, is_number, is_stanza};
use super::matter::{is_appendix, names_matter};
use super::title::{ends_whole, is_capitals, is_in_title_case, looks_like_title};
use crate::reader::plain::Sheet;
use crate::reader::plain::contents::list_words::{heads_columns, names_list, names_persons};
use crate::reader::plain::forms::persons::is_within;
use crate::reader::plain::head::deeds::is_imprint;
use crate::reader::plain::head::hands::leads_in_author;
use crate::reader::plain::head::persons::{is_capital_name, is_full_name};
use crate::reader::plain::lines::ends_sentence;
use crate::reader::plain::role::Why;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The places of a text that white space sets off as it does headings.
pub struct White {
    /// The empty lines above most chunks.
    usual: usize,
    /// The chunks that could be headings by their words, further off from what is above, and the empty lines there.
    wide: BTreeMap<usize, (Range<usize>, usize)>,
    /// The most empty lines that stand above several of them; none above all.
    far: usize,
    /// Those that stand so far off, with about as much text below them as most have.
    plain: BTreeSet<usize>,
}

impl White {
    pub fn of(sheet: &Sheet, chunks: &[Range<usize>]) -> White {
        let usual = usual(sheet, chunks);
        let begins = begins(sheet, chunks);
        // The first heading stands above the first text.
        let from = chunks.partition_point(|chunk| chunk.start < begins).saturating_sub(MOST_ABOVE);
        let end = end_of_text(sheet, chunks);
        // A heading stands closer to its text than to what is above it.
        let is_wide = |place: &usize| {
            let pair = chunks.get(*place).zip(chunks.get(place + 1));
            pair.is_some_and(|(chunk, next)| {
                let gap = gap_above(sheet, chunk.start);
                let above = chunk.start - gap..chunk.start;
                // The end of a page is no white space that an author left.
                let paged = sheet.reasons.get(above).is_some_and(|own| own.contains(&Why::PageEdge));
                gap > usual.max(1) && next.start - chunk.end < gap && !paged
            })
        };
        let places = (from.max(1)..end).filter(is_wide);
        let places: Vec<usize> = places.collect();
        let rubrics = rubrics(sheet, chunks, &places);
        let wide = places.iter().filter_map(|place| {
            let chunk = chunks.get(*place)?;
            let own = chunks.get(place + usize::from(rubrics.contains(sheet.content(chunk.start))))?;
            let named = own.start < begins && is_full_name(sheet.content(own.start));
            let heads = could_head(sheet, own) && !named;
            heads.then(|| (own.start, (own.clone(), gap_above(sheet, chunk.start))))
        });
        let wide: BTreeMap<usize, (Range<usize>, usize)> = wide.collect();
        let far = far(&wide);
        let plain = plain(sheet, &wide, far);
        White { usual, wide, far, plain }
    }

    /// The lines of these places, in order.
    pub fn places(&self) -> impl Iterator<Item = Range<usize>> {
        self.wide.values().map(|(lines, _)| lines.clone())
    }

    /// These places as an outline: those that stand furthest off above the others. What stands directly below one of
    /// them is its title, where it has but a number, and else says more of it.
    pub fn outline(&self, sheet: &Sheet) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let says = |lines: &Range<usize>| is_sentence(sheet.content(lines.end - 1));
        // Titles may end in full stops, where most do.
        let sentences = self.wide.values().filter(|(lines, _)| says(lines)).count();
        let few = sentences * 2 <= self.wide.len();
        for (lines, gap) in self.wide.values().filter(|_| self.far > 0) {
            let level = if *gap >= self.far { 1 } else { 2 };
            if few && level > 1 && says(lines) {
                continue;
            }
            match found.last_mut() {
                Some((above, own)) if *own < level && above.end + gap == lines.start => {
                    above.end = if is_bare(sheet, above.start) { lines.end } else { above.end };
                }
                None if level > 1 => {}
                _ => found.push((lines.clone(), level)),
            }
        }
        found
    }

    /// Of the places that stand furthest off, those that an outline has, or that stand directly below its headings, in
    /// a thousand.
    pub fn taken(&self, sheet: &Sheet, found: &[Found]) -> usize {
        let heads: BTreeSet<usize> = found.iter().flat_map(|(lines, _)| lines.clone()).collect();
        let is_taken = |line: &&usize| {
            let above = line.checked_sub(gap_above(sheet, **line) + 1);
            heads.contains(line) || above.is_some_and(|above| heads.contains(&above))
        };
        (self.plain.iter().filter(is_taken).count() * 1000).checked_div(self.plain.len()).unwrap_or(1000)
    }

    /// Of the headings on the first level, those that stand off as these places do, or directly below one, in
    /// a thousand.
    pub fn apart(&self, sheet: &Sheet, found: &[Found]) -> usize {
        let first = found.iter().map(|(_, level)| *level).min();
        let own = || found.iter().filter(|(_, level)| Some(*level) == first);
        let ends: BTreeSet<usize> = found.iter().map(|(lines, _)| lines.end).collect();
        let is_apart = |(lines, _): &&Found| {
            let gap = gap_above(sheet, lines.start);
            let below = ends.contains(&(lines.start - gap));
            below || gap > self.usual.max(1) || self.wide.contains_key(&lines.start)
        };
        let apart = own().filter(is_apart).count();
        if self.far == 0 { 1000 } else { apart * 1000 / own().count().max(1) }
    }
}

/// Whether a line is a sentence rather than a title in capitals with a full stop.
pub fn is_sentence(words: &str) -> bool {
    const FEWEST_WORDS: usize = 4;
    let long = words.split_whitespace().nth(FEWEST_WORDS - 1).is_some();
    long && ends_sentence(words) && !is_capitals(words) && !is_in_title_case(words.trim_end_matches('.'))
}

fn is_bare(sheet: &Sheet, line: usize) -> bool {
    sheet.numbering(line).is_some_and(|number| number.rest.is_empty())
}

/// The most empty lines that stand above several of some places.
fn far(wide: &BTreeMap<usize, (Range<usize>, usize)>) -> usize {
    let mut gaps: Vec<usize> = wide.values().map(|(_, gap)| *gap).collect();
    gaps.sort_unstable_by(|one, next| next.cmp(one));
    gaps.get(FEWEST - 1).copied().unwrap_or(0)
}

/// The places that stand furthest off, without those that hardly any text stands below: on a title page, among
/// advertisements.
fn plain(sheet: &Sheet, wide: &BTreeMap<usize, (Range<usize>, usize)>, far: usize) -> BTreeSet<usize> {
    let is_far = |(_, (_, gap)): &(&usize, &(Range<usize>, usize))| far > 0 && *gap >= far;
    let starts: Vec<usize> = wide.iter().filter(is_far).map(|(line, _)| *line).collect();
    let all = sheet.lines.len() - starts.first().copied().unwrap_or(0).min(sheet.lines.len());
    let ends = starts.iter().skip(1).copied().chain([sheet.lines.len()]);
    let sections = starts.iter().zip(ends).map(|(start, end)| (*start, end - start));
    let is_filled = |(_, lines): &(usize, usize)| lines * starts.len() * SHORTEST >= all;
    sections.filter(is_filled).map(|(start, _)| start).collect()
}

/// A section is at least this part of the average one.
pub const SHORTEST: usize = 10;

/// The place behind which a text has only what its publisher added: behind "THE END".
fn end_of_text(sheet: &Sheet, chunks: &[Range<usize>]) -> usize {
    let end = chunks.iter().rposition(|chunk| chunk.len() == 1 && is_end(sheet.content(chunk.start)));
    end.filter(|end| end * 4 > chunks.len() * 3).unwrap_or(chunks.len())
}

/// What stands again and again above titles: "For the Messenger."
fn rubrics<'a>(sheet: &Sheet<'a>, chunks: &[Range<usize>], places: &[usize]) -> BTreeSet<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for chunk in places.iter().filter_map(|place| chunks.get(*place)).filter(|chunk| chunk.len() == 1) {
        *counts.entry(sheet.content(chunk.start)).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count > FEWEST).map(|(words, _)| words).collect()
}

/// Fewer places may be set off by chance.
const FEWEST: usize = 2;

/// So many chunks of a heading and what is said of it stand above the first text.
const MOST_ABOVE: usize = 5;

/// The empty lines above most chunks.
fn usual(sheet: &Sheet, chunks: &[Range<usize>]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for chunk in chunks.iter().skip(1) {
        *counts.entry(gap_above(sheet, chunk.start)).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(0, |(gap, _)| gap)
}

/// The line at which the first text begins, behind the title page and lists of persons.
pub fn begins(sheet: &Sheet, chunks: &[Range<usize>]) -> usize {
    let is_body = |chunk: &&Range<usize>| {
        let text =
            (is_long(sheet, chunk) || is_stanza(sheet, chunk)) && !is_capitals(sheet.content(chunk.start));
        text && !is_within(&sheet.play.lists, chunk.start)
    };
    chunks.iter().find(is_body).map_or(0, |chunk| chunk.start)
}

/// Whether a line is a name that is set further right than any title in the middle of a line.
pub fn is_signature(sheet: &Sheet, line: usize) -> bool {
    const RIGHT: usize = 45;
    let middle = sheet.lines.get(line).map_or(0, |line| line.indent + line.width / 2);
    let name = sheet.content(line).trim_matches(['_', '.', ',']);
    middle >= RIGHT && (is_full_name(name) || is_capital_name(name))
}

/// Whether a chunk could be a heading by its words.
pub fn could_head(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    const MOST_LINES: usize = 3;
    const LONGEST: usize = 75;
    let words = sheet.content(chunk.start).trim_matches('_');
    let fits = chunk.len() <= MOST_LINES && words.chars().count() <= LONGEST;
    let quoted = words.starts_with(['“', '"', '«', '„', '‘', '\'', '(', '[', '*']);
    let titled = is_capitals(words) || names_matter(words) || looks_like_title(words.trim_end_matches('.'));
    let called = chunk.len() == 1 && words.ends_with(',');
    let whole = ends_whole(sheet.content(chunk.end - 1)) && !is_capitals(words) && chunk.len() > 1;
    let numbered = sheet.numbering(chunk.start).is_some();
    // The first line of a paragraph may look like a title.
    let titled =
        titled && (is_appendix(words) || chunk.clone().skip(1).all(|line| is_capitals(sheet.content(line))));
    let other = is_end(words)
        || is_imprint(words)
        || leads_in_author(words)
        || is_date(words)
        || is_number(sheet, chunk.start)
        || names_persons(words)
        || heads_columns(words)
        || names_list(words)
        || sheet.play.gathers(words)
        || is_signature(sheet, chunk.start)
        || sheet.speakers.contains_key(&chunk.start);
    fits && !quoted && (titled || numbered) && !whole && !called && !other
}
