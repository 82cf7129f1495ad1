//! Which outline a text is given, of those that the forms of its lines make: each is measured in the same way, and
//! the one that weighs most is taken.

use super::fallback::Found;
use super::labels::is_daily;
use super::lettered::letter_of;
use super::lone::gap_above;
use super::matter::names_matter;
use super::title::is_capitals;
use super::white::{SHORTEST, White, begins};
use crate::reader::plain::Sheet;
use crate::reader::plain::forms::persons::is_within;
use crate::reader::plain::role::{Role, Why};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// An outline that a text may have, and the form that made it.
pub struct Outline {
    pub why: Why,
    pub found: Vec<Found>,
}

/// The heaviest of some outlines; of those that weigh as much the first.
pub fn heaviest(sheet: &Sheet, chunks: &[Range<usize>], outlines: Vec<Outline>) -> Option<Outline> {
    let text = Text::of(sheet, chunks, &outlines);
    let weight = |outline: &Outline| text.measures(outline).weight();
    outlines.into_iter().rev().max_by_key(weight)
}

/// All of what is measured.
const WHOLE: usize = 1000;

/// What speaks for an outline, each in parts of `WHOLE`.
struct Measures {
    /// Of the headings of any outline that say by themselves that they are some, those that it has, by how much of the
    /// text they stand over.
    told: usize,
    /// Of the places that white space sets off as it does headings, those that it has.
    wide: usize,
    /// Of its headings, those that stand further off from the text above than paragraphs do.
    apart: usize,
    /// Of the text, what is below its first heading.
    covered: usize,
    /// How near its longest section is to the others.
    even: usize,
    /// Of its headings, those with about as much text below them as most have.
    filled: usize,
    /// Of the headings of any outline that look as its own do, those that it has.
    kept: usize,
    /// Of its headings, those that look as most of their level do.
    alike: usize,
}

impl Measures {
    /// What an author says by numbers, letters and underlines or by white space is plain, and an outline is of the
    /// whole text: each counts twice as much as the looks of headings, which may differ for many reasons. Sections may
    /// well be uneven, which only tells apart what is equal. With these weights all of `tests/outlines` get the
    /// outlines beside them.
    fn weight(&self) -> usize {
        4 * self.told
            + 4 * self.wide
            + 2 * self.apart
            + 4 * self.covered
            + 2 * self.filled
            + 2 * self.kept
            + 2 * self.alike
            + self.even / 4
    }
}

/// A text, and what all its outlines are measured by.
struct Text<'a> {
    sheet: &'a Sheet<'a>,
    white: White,
    /// The first lines of the headings of all outlines.
    starts: BTreeSet<usize>,
    /// Those that say by themselves that they are headings.
    told: BTreeSet<usize>,
    underlined: BTreeSet<usize>,
    /// How much of the text stands below these, in parts of `WHOLE`.
    reach: usize,
    /// For each line, how many lines stand above it that are text in each outline.
    above: Vec<usize>,
}

impl<'a> Text<'a> {
    fn of(sheet: &'a Sheet<'a>, chunks: &[Range<usize>], outlines: &[Outline]) -> Text<'a> {
        let found = || outlines.iter().flat_map(|outline| &outline.found);
        let heads: BTreeSet<usize> = found().flat_map(|(lines, _)| lines.clone()).collect();
        let told = |outline: &Outline| {
            let told = outline.found.iter().filter(|(lines, _)| is_told(sheet, outline.why, lines));
            told.map(|(lines, _)| lines.start).collect::<Vec<usize>>()
        };
        let mut text = Text {
            sheet,
            white: White::of(sheet, chunks),
            starts: found().map(|(lines, _)| lines.start).collect(),
            told: outlines.iter().flat_map(told).collect(),
            underlined: outlines.iter().filter(|own| own.why == Why::Underlined).flat_map(told).collect(),
            reach: 0,
            above: lines_above(sheet, chunks, &heads),
        };
        // Without the titles among which they stand numbers seem to reach further than they do.
        let most = outlines.iter().map(|outline| text.told_in(&outline.found)).max();
        let best = outlines.iter().filter(|outline| Some(text.told_in(&outline.found)) == most);
        text.reach = best.map(|outline| text.reach_of(&outline.found)).min().unwrap_or(0);
        text
    }

    fn measures(&self, outline: &Outline) -> Measures {
        let found = &outline.found;
        let told = self.told_in(found);
        Measures {
            // Twice, since numbers over a part of a text count the pieces of one section.
            told: self.reach * self.reach * told / (self.told.len().max(1) * WHOLE),
            wide: self.white.taken(self.sheet, found),
            apart: self.white.apart(self.sheet, found),
            covered: part(self.sections(found).iter().sum(), self.body()),
            even: self.evenness(found).max(self.evenness(&on_first_level(found))),
            filled: self.filled(found),
            kept: self.kept(found),
            alike: self.likeness(found),
        }
    }

    fn told_in(&self, found: &[Found]) -> usize {
        found.iter().filter(|(lines, _)| self.told.contains(&lines.start)).count()
    }

    /// The lines of text in all.
    fn body(&self) -> usize {
        self.above.last().copied().unwrap_or(0)
    }

    fn above(&self, line: usize) -> usize {
        self.above.get(line).copied().unwrap_or_else(|| self.body())
    }

    /// The lines of text directly below each heading.
    fn sections(&self, found: &[Found]) -> Vec<usize> {
        let starts = || found.iter().map(|(lines, _)| lines.start);
        let ends = starts().skip(1).chain([usize::MAX]);
        starts().zip(ends).map(|(start, end)| self.above(end) - self.above(start)).collect()
    }

    /// How much of the text stands below headings that say by themselves what they are, at whatever level.
    fn reach_of(&self, found: &[Found]) -> usize {
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut reached = 0;
        for ((lines, level), section) in found.iter().zip(self.sections(found)) {
            open.retain(|(above, _)| above < level);
            open.push((*level, self.plainness(lines.start)));
            reached += section * open.iter().map(|(_, plain)| *plain).max().unwrap_or(0);
        }
        part(reached, self.body()).min(WHOLE)
    }

    /// How plainly a heading says that it is one. A label says twice as much as a number, which stanzas have as well.
    fn plainness(&self, line: usize) -> usize {
        let number = self.sheet.numbering(line).filter(|number| number.label.is_none_or(is_daily));
        match number {
            _ if !self.told.contains(&line) => 0,
            Some(_) => 1,
            None => 2,
        }
    }

    /// What stands outside the longest section, against what would if all were as long.
    fn evenness(&self, found: &[Found]) -> usize {
        let sections: Vec<usize> = self.sections(found).into_iter().filter(|lines| *lines > 0).collect();
        let (count, all) = (sections.len(), sections.iter().sum::<usize>());
        let longest = sections.into_iter().max().unwrap_or(0);
        if count < 2 { WHOLE } else { part((all - longest) * count, (count - 1) * all).min(WHOLE) }
    }

    /// The headings with a tenth of the average section below them. A part has none above its first chapter.
    fn filled(&self, found: &[Found]) -> usize {
        let sections = self.sections(found);
        let all: usize = sections.iter().sum();
        let is_filled = |lines: &&usize| **lines == 0 || *lines * sections.len() * SHORTEST >= all;
        part(sections.iter().filter(is_filled).count(), sections.len())
    }

    fn kept(&self, found: &[Found]) -> usize {
        let starts: BTreeSet<usize> = found.iter().map(|(lines, _)| lines.start).collect();
        let heads: BTreeSet<usize> = found.iter().flat_map(|(lines, _)| lines.clone()).collect();
        let first = starts.first().copied().unwrap_or(0);
        let gap = low(starts.iter().skip(1).map(|line| gap_above(self.sheet, *line)).collect());
        let capitals = starts.iter().filter(|line| is_capitals(self.sheet.content(**line))).count();
        let capitals = capitals * 2 > starts.len();
        let is_left = |line: &&usize| {
            let above = gap_above(self.sheet, **line);
            let words = self.sheet.content(**line);
            // Above notes that stand elsewhere their name is none.
            let alike = above >= gap && (!capitals || is_capitals(words)) && !names_matter(words);
            // Below a heading its title stands, and what more is said of it.
            alike
                && !(0..=above + 1)
                    .any(|back| line.checked_sub(back).is_some_and(|line| heads.contains(&line)))
        };
        part(found.len(), found.len() + self.starts.range(first..).filter(is_left).count())
    }

    fn likeness(&self, found: &[Found]) -> usize {
        let mut looks: BTreeMap<u8, BTreeMap<Look, usize>> = BTreeMap::new();
        for (lines, level) in found {
            let words = self.sheet.content(lines.start);
            let number = self.sheet.numbering(lines.start);
            let look = Look {
                label: number.and_then(|number| number.label),
                numbered: number.is_some(),
                capitals: is_capitals(words),
            };
            // What a preface is called is known, and what is underlined is set so.
            let known = names_matter(words) || self.underlined.contains(&lines.start);
            if !known {
                *looks.entry(*level).or_default().entry(look).or_default() += 1;
            }
        }
        let alike = looks.values().filter_map(|looks| looks.values().max()).sum();
        part(alike, looks.values().flat_map(BTreeMap::values).sum())
    }
}

/// What headings of one level have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    label: Option<&'static str>,
    numbered: bool,
    capitals: bool,
}

fn on_first_level(found: &[Found]) -> Vec<Found> {
    let first = found.iter().map(|(_, level)| *level).min();
    found.iter().filter(|(_, level)| Some(*level) == first).cloned().collect()
}

/// A part of a whole; all of it where there is nothing.
fn part(own: usize, all: usize) -> usize {
    (own * WHOLE).checked_div(all).unwrap_or(WHOLE)
}

/// What most are at least, whatever a few are.
fn low(mut gaps: Vec<usize>) -> usize {
    gaps.sort_unstable();
    gaps.get(gaps.len() / 4).copied().unwrap_or(0)
}

/// Whether a heading of an outline says by itself that it is one.
pub fn is_told(sheet: &Sheet, why: Why, lines: &Range<usize>) -> bool {
    let numbered = || sheet.numbering(lines.start).is_some_and(|number| !number.weak);
    match why {
        Why::Underlined | Why::Shot | Why::Posted | Why::Listed { .. } => true,
        Why::Lettered => letter_of(sheet, lines).is_some(),
        Why::Numbered => numbered() || names_matter(sheet.content(lines.start)),
        _ => false,
    }
}

/// For each line, and for the end, the lines above it that are neither headings nor in front of all text.
fn lines_above(sheet: &Sheet, chunks: &[Range<usize>], heads: &BTreeSet<usize>) -> Vec<usize> {
    let begins = begins(sheet, chunks);
    let is_text = |(line, role): (usize, &Role)| {
        let own = line >= begins && !heads.contains(&line) && !is_within(&sheet.play.lists, line);
        *role == Role::Text && own
    };
    let mut count = 0;
    let lines = sheet.roles.iter().enumerate().map(|line| {
        count += usize::from(is_text(line));
        count
    });
    std::iter::once(0).chain(lines).collect()
}
