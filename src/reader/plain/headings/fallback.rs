//! Headings of a text without a contents list: underlined, letters, numbered, in capitals, set off by white space,
//! or lone short lines. Each form that a text has makes an outline, of which the heaviest is taken; of two that weigh
//! as much the one whose form comes first.

use super::dated::dated;
use super::front::{title_page_end, without_title, without_title_page};
use super::labels::is_of_stage;
use super::lettered::{letter_of, lettered};
use super::lone::{capitals, lone};
use super::numbered::numbered;
use super::paired::{above_returning, grouped};
use super::pieces::pieces;
use super::posted::posted;
use super::rules::{self, Ruled};
use super::set_off::set_off;
use super::shots::shots;
use super::title::letters_and_digits;
use super::weigh::{Outline, heaviest, is_told};
use super::white::White;
use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::forms::persons::is_within;
use crate::reader::plain::role::Why;
use crate::settings::Structure;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A way to look for headings in chunks of lines.
type Search = fn(&Sheet, &[Range<usize>]) -> Vec<Found>;

/// A heading as a range of lines, and its level.
pub type Found = (Range<usize>, u8);

/// Marks the headings that the form of lines gives away, and says that they are a guess. The names of known authors
/// stand on the title page.
pub fn mark_headings(sheet: &mut Sheet, asked: Asked) {
    let Asked { ruled, structure, .. } = asked;
    let chunks = chunks(sheet);
    let outlines = outlines(sheet, &chunks, asked);
    let heaviest = heaviest(sheet, &chunks, outlines);
    let Some(Outline { why, found }) = heaviest else { return report_none(sheet, structure) };
    report(sheet, why, &found);
    let ruled: BTreeSet<usize> = ruled.iter().map(|ruled| ruled.title.start).collect();
    for (lines, level) in found {
        let why = match why {
            _ if ruled.contains(&lines.start) => Why::Underlined,
            Why::Lettered if letter_of(sheet, &lines).is_none() => Why::Beside,
            Why::Numbered if !is_numbered(sheet, &lines) => Why::Beside,
            why => why,
        };
        sheet.mark_heading(lines, level, why);
    }
}

/// Whether the form of lines makes another outline that weighs more than the headings which a list names that does not
/// say what it is: lines of a title page come again on a half title. The lines of the list are no headings of any
/// outline, and one that holds most of what it names speaks for it.
pub fn outweighs(sheet: &Sheet, asked: Asked, list: &Range<usize>, listed: Vec<Found>) -> bool {
    let mut chunks = chunks(sheet);
    chunks.retain(|chunk| !list.contains(&chunk.start));
    let mut outlines = outlines(sheet, &chunks, asked);
    let named: BTreeSet<usize> = listed.iter().map(|(lines, _)| lines.start).collect();
    outlines.insert(0, Outline { why: Why::Listed { entry: 0 }, found: listed });
    heaviest(sheet, &chunks, outlines).is_some_and(|heaviest| {
        let shared = heaviest.found.iter().filter(|(lines, _)| named.contains(&lines.start)).count();
        shared * 2 < named.len()
    })
}

/// What is known when headings are looked for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub ruled: &'a [Ruled],
    pub structure: Structure,
    pub authors: &'a [String],
    pub title: &'a str,
}

fn chunks(sheet: &Sheet) -> Vec<Range<usize>> {
    let mut chunks = sheet.outside_synopses(pieces(sheet));
    // What a picture shows is no heading.
    chunks.retain(|chunk| !is_within(&sheet.captions, chunk.start));
    chunks
}

/// The outlines that the forms of lines make.
fn outlines(sheet: &Sheet, chunks: &[Range<usize>], asked: Asked) -> Vec<Outline> {
    let end = title_page_end(sheet, chunks, asked.authors);
    let refrains = self::refrains(sheet, chunks);
    let cleared = |mut found: Vec<Found>| {
        found.dedup_by_key(|(lines, _)| lines.start);
        let found = without_title(sheet, chunks, asked.title, without_title_page(sheet, chunks, end, found));
        without_refrains(sheet, found, &refrains)
    };
    let found = by_forms(sheet, chunks, asked.ruled, asked.structure).into_iter();
    let found = found.map(|(why, found)| Outline { why, found: cleared(found) });
    let outlines = found.filter(|outline| !outline.found.is_empty()).collect();
    with_underlined(with_numbers_alone(sheet, outlines))
}

/// What each form finds that is asked for.
fn by_forms(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    ruled: &[Ruled],
    structure: Structure,
) -> Vec<(Why, Vec<Found>)> {
    const FORMS: [(Why, Search); 11] = [
        (Why::Lettered, lettered),
        (Why::Numbered, numbered),
        (Why::Shot, shots),
        (Why::Posted, posted),
        (Why::Alone, grouped),
        (Why::Alone, above_returning),
        (Why::Alone, set_off),
        (Why::InCapitals, capitals),
        (Why::Alone, lone),
        (Why::Dated, dated),
        (Why::SetOff, set_off_most),
    ];
    let is_asked = |why: Why| match structure {
        Structure::Auto => true,
        Structure::Numbers => why == Why::Numbered,
        Structure::List | Structure::None => false,
    };
    let underlined = is_asked(Why::Underlined).then(|| (Why::Underlined, rules::headings(sheet, ruled)));
    let others = FORMS.into_iter().filter(|(why, _)| is_asked(*why));
    underlined.into_iter().chain(others.map(|(why, find)| (why, find(sheet, chunks)))).collect()
}

/// What stands furthest off from what is above it.
fn set_off_most(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    White::of(sheet, chunks).outline(sheet)
}

fn report_none(sheet: &mut Sheet, structure: Structure) {
    let message = match structure {
        Structure::List => "no contents list was found; the text is one section",
        Structure::Numbers => "no headings with numbers were found; the text is one section",
        _ => "no contents list and no headings were found; the text is one section",
    };
    let diagnostic = Diagnostic::warning(Code::OutlineGuessed, sheet.span(0..sheet.lines.len()), message);
    sheet.diagnostics.push(diagnostic.hint(HOW_TO_NAME));
}

/// Adds the numbered headings without what stands in capitals in front of them, which may be of a title page.
fn with_numbers_alone(sheet: &Sheet, mut outlines: Vec<Outline>) -> Vec<Outline> {
    let Some(Outline { found, .. }) = outlines.iter().find(|outline| outline.why == Why::Numbered) else {
        return outlines;
    };
    let first = found.iter().position(|(lines, _)| is_told(sheet, Why::Numbered, lines)).unwrap_or(0);
    let level = found.get(first).map_or(1, |(_, level)| *level);
    let is_kept =
        |(place, found): (usize, &Found)| (place >= first || found.1 < level).then(|| found.clone());
    let alone: Vec<Found> = found.iter().enumerate().filter_map(is_kept).collect();
    if alone.len() < found.len() {
        outlines.push(Outline { why: Why::Numbered, found: alone });
    }
    outlines
}

/// Adds what is underlined to each of the other outlines, where it is not in it: the acts of a play are underlined, its
/// scenes are not.
fn with_underlined(mut outlines: Vec<Outline>) -> Vec<Outline> {
    let Some(underlined) = outlines.iter().find(|outline| outline.why == Why::Underlined) else {
        return outlines;
    };
    let others = outlines.iter().filter(|outline| outline.why != Why::Underlined);
    let both =
        others.map(|other| Outline { why: other.why, found: joined(&underlined.found, other.found.clone()) });
    let both: Vec<Outline> = both.collect();
    outlines.extend(both);
    outlines
}

/// Headings of two forms, each line once.
fn joined(own: &[Found], mut others: Vec<Found>) -> Vec<Found> {
    let taken: BTreeSet<usize> = others.iter().flat_map(|(lines, _)| lines.clone()).collect();
    let apart = own.iter().filter(|(lines, _)| !lines.clone().any(|line| taken.contains(&line)));
    others.extend(apart.cloned());
    others.sort_by_key(|(lines, _)| lines.start);
    others
}

/// What short chunks say, letters and digits alone, three times and more.
pub fn refrains(sheet: &Sheet, chunks: &[Range<usize>]) -> BTreeSet<String> {
    const FEWEST: usize = 3;
    const MOST_LINES: usize = 3;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for chunk in chunks.iter().filter(|chunk| chunk.len() <= MOST_LINES) {
        *counts.entry(letters_and_digits(&sheet.words(chunk.clone()))).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= FEWEST).map(|(words, _)| words).collect()
}

/// Without the headings that come again and again: they are the names of speakers, signatures or
/// refrains. Numbers may come again in each part.
fn without_refrains(sheet: &Sheet, found: Vec<Found>, refrains: &BTreeSet<String>) -> Vec<Found> {
    let kept = found.iter().filter(|(lines, _)| !is_refrain(sheet, lines, refrains));
    let kept: Vec<Found> = kept.cloned().collect();
    // One that is left of many is one of them.
    if kept.len() < 2 && kept.len() < found.len() { Vec::new() } else { kept }
}

/// Whether lines without a number are a refrain.
pub fn is_refrain(sheet: &Sheet, lines: &Range<usize>, refrains: &BTreeSet<String>) -> bool {
    !is_numbered(sheet, lines) && refrains.contains(&letters_and_digits(&sheet.words(lines.clone())))
}

fn is_numbered(sheet: &Sheet, lines: &Range<usize>) -> bool {
    sheet.numbering(lines.start).is_some_and(|number| !number.weak)
}

/// Whether a heading is that of an act or a scene.
pub fn is_of_play(sheet: &Sheet, lines: &Range<usize>) -> bool {
    let label = sheet.numbering(lines.start).and_then(|number| number.label);
    label.is_some_and(is_of_stage)
}

fn report(sheet: &mut Sheet, why: Why, found: &[Found]) {
    let span = sheet.span(found.first().map_or(0..0, |(lines, _)| lines.clone()));
    let headings = match found.len() {
        1 => "1 heading was".to_string(),
        count => format!("{count} headings were"),
    };
    let form = match why {
        Why::Underlined => "underlines",
        Why::Numbered => "numbers",
        Why::Lettered => "letters",
        Why::Dated => "dates",
        Why::Posted => "dates of publication",
        Why::Shot => "places of the camera",
        Why::InCapitals => "capitals",
        Why::SetOff => "white space",
        _ => "lone short lines",
    };
    let message = format!("no contents list was found; {headings} told by {form}");
    // Underlines, numbers, letters and dates are plain speech; the others are a guess.
    sheet.diagnostics.push(match why {
        Why::Underlined | Why::Numbered | Why::Lettered | Why::Shot | Why::Dated | Why::Posted => {
            Diagnostic::note(Code::OutlineGuessed, span, message)
        }
        _ => Diagnostic::warning(Code::OutlineGuessed, span, message).hint(HOW_TO_NAME),
    });
}

/// What helps where headings are a guess, or there are none.
const HOW_TO_NAME: &str = "`bifolio explain FILE` shows what each line was taken for; `--set text.heading=PATTERN` names \
     headings by their form, and `explain FILE --write-outline LIST` writes them as a list to correct and to \
     give back with `--outline LIST`";
