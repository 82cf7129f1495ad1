//! Headings of a text without a contents list: underlined, letters, numbered, in capitals, or lone
//! short lines; the first of these forms that the text has.

use super::alike::is_end;
use super::dated::dated;
use super::front::{title_page_end, without_title, without_title_page};
use super::labels::{is_daily, is_of_stage};
use super::lettered::lettered;
use super::lone::{capitals, gap_above, lone};
use super::matter::names_matter;
use super::numbered::numbered;
use super::paired::{above_returning, grouped};
use super::pieces::pieces;
use super::posted::posted;
use super::rules::{self, Ruled};
use super::set_off::set_off;
use super::title::{is_capitals, letters_and_digits};
use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::contents::list_words::names_persons;
use crate::reader::plain::role::{Role, Why};
use crate::settings::Structure;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A way to look for headings in chunks of lines.
type Search = fn(&Sheet, &[Range<usize>]) -> Vec<Found>;

/// A heading as a range of lines, and its level.
pub type Found = (Range<usize>, u8);

/// Marks the headings that the form of lines gives away, and says that they are a guess. The names of known authors
/// stand on the title page.
pub fn mark_headings(
    sheet: &mut Sheet,
    ruled: &[Ruled],
    structure: Structure,
    authors: &[String],
    title: &str,
) {
    let chunks = sheet.outside_synopses(pieces(sheet));
    let underlined = rules::headings(sheet, ruled);
    // Letters before numbers: among "A", "B" and "C" the last is none.
    let forms: [(Why, Search); 9] = [
        (Why::Lettered, lettered),
        (Why::Numbered, numbered),
        (Why::Posted, posted),
        // Before what looks at each line alone.
        (Why::Alone, grouped),
        (Why::Alone, above_returning),
        // What white space sets off tells more than capitals do.
        (Why::Alone, set_off),
        (Why::InCapitals, capitals),
        (Why::Alone, lone),
        (Why::Dated, dated),
    ];
    let others = forms.into_iter().map(|(why, find)| (why, find(sheet, &chunks)));
    let found = std::iter::once((Why::Underlined, underlined)).chain(others);
    let is_asked = |why: &Why| match structure {
        Structure::Auto => true,
        Structure::Numbers => *why == Why::Numbered,
        Structure::List | Structure::None => false,
    };
    let found = found.filter(|(why, _)| is_asked(why));
    let end = title_page_end(sheet, &chunks, authors);
    let without_pages =
        |found| without_title(sheet, &chunks, title, without_title_page(sheet, &chunks, end, found));
    let found = found.map(|(why, found)| (why, without_pages(found)));
    let refrains = LazyCell::new(|| self::refrains(sheet, &chunks));
    let found = found.map(|(why, found)| (why, without_refrains(sheet, found, &refrains)));
    let mut found = found.filter(|(_, found)| !found.is_empty());
    let mut first = found.next();
    if let Some((why, own)) = &first
        && may_be_bettered(sheet, *why, own, &chunks)
        && let Some(better) = found.find(|others| is_better(sheet, *why, own, others))
    {
        first = Some(if *why == Why::Underlined { (better.0, joined(own, better.1)) } else { better });
    }
    let Some((why, found)) = first else { return report_none(sheet, structure) };
    report(sheet, why, &found);
    let ruled: BTreeSet<usize> = ruled.iter().map(|ruled| ruled.title.start).collect();
    for (lines, level) in found {
        let why = if ruled.contains(&lines.start) { Why::Underlined } else { why };
        sheet.mark_heading(lines, level, why);
    }
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

/// Whether headings of a later form could tell more at all, which spares the search for them.
fn may_be_bettered(sheet: &Sheet, why: Why, own: &[Found], chunks: &[Range<usize>]) -> bool {
    match why {
        Why::Underlined | Why::Alone => true,
        Why::Numbered => {
            let begins = Begins::of(sheet, own);
            let before = chunks.partition_point(|chunk| chunk.start < begins.first);
            is_late(sheet, begins.with_matter) || begins.is_bare && before >= FEWEST_BEFORE
        }
        _ => false,
    }
}

/// Where numbered headings begin.
struct Begins {
    /// The first that has a number.
    first: usize,
    /// It has no label.
    is_bare: bool,
    /// The first of all, from a piece on that stands before the chapters: a prologue may be long.
    with_matter: usize,
}

impl Begins {
    fn of(sheet: &Sheet, own: &[Found]) -> Begins {
        let starts = || own.iter().map(|(lines, _)| lines.start);
        let first = starts().find(|&line| sheet.numbering(line).is_some_and(|number| !number.weak));
        let first = first.unwrap_or(0);
        let is_bare = sheet.numbering(first).is_some_and(|number| number.label.is_none());
        let with_matter = starts().find(|&line| line == first || names_matter(sheet.content(line)));
        Begins { first, is_bare, with_matter: with_matter.unwrap_or(0) }
    }
}

/// So many titles of another form before the first number tell more than the numbers.
const FEWEST_BEFORE: usize = 3;

/// Whether headings of a later form tell more than those of the first one that a text has.
fn is_better(sheet: &Sheet, why: Why, own: &[Found], (other, others): &(Why, Vec<Found>)) -> bool {
    let starts: BTreeSet<usize> = others.iter().map(|(lines, _)| lines.start).collect();
    match why {
        // The acts of a play are underlined, its scenes are not.
        Why::Underlined => {
            let all = others.len() > own.len() && own.iter().all(|(lines, _)| starts.contains(&lines.start));
            all || *other != Why::Alone && are_spread(sheet, own, others)
        }
        // Numbers that begin late, among more titles of another form, are parts of a single piece.
        Why::Numbered => numbers_within(sheet, own, &starts),
        // Years alone are short lines.
        Why::Alone => own.iter().all(|(lines, _)| starts.contains(&lines.start)),
        _ => false,
    }
}

/// Whether many other headings stand all over a text of which a few stand in one place: two tables may have titles that
/// are underlined.
fn are_spread(sheet: &Sheet, own: &[Found], others: &[Found]) -> bool {
    const MANY: usize = 4;
    let reach = |found: &[Found]| match found {
        [(first, _), .., (last, _)] => last.end - first.start,
        _ => 0,
    };
    let count = sheet.lines.len();
    others.len() >= own.len().max(2) * MANY && reach(own) * 4 < count && reach(others) * 2 > count
}

/// Headings of two forms, each line once.
fn joined(own: &[Found], mut others: Vec<Found>) -> Vec<Found> {
    let taken: BTreeSet<usize> = others.iter().flat_map(|(lines, _)| lines.clone()).collect();
    let apart = own.iter().filter(|(lines, _)| !lines.clone().any(|line| taken.contains(&line)));
    others.extend(apart.cloned());
    others.sort_by_key(|(lines, _)| lines.start);
    others
}

/// Whether numbers begin late among titles of another form, which then tell more.
fn numbers_within(sheet: &Sheet, own: &[Found], others: &BTreeSet<usize>) -> bool {
    // Acts and scenes are the outline of a play, however long the list of its persons is.
    if !sheet.play.names.is_empty() && own.iter().any(|(lines, _)| is_of_play(sheet, lines)) {
        return false;
    }
    let count = own.iter().filter(|(lines, _)| is_numbered(sheet, lines)).count();
    if are_chapters(sheet, own, others) {
        return false;
    }
    let Begins { first, is_bare, with_matter } = Begins::of(sheet, own);
    let titled = others.range(..with_matter).any(|line| !names_persons(sheet.content(*line)));
    let same = others.len() == own.len() && own.iter().all(|(lines, _)| others.contains(&lines.start));
    let more = !same && (titled || others.len() > own.len()) && others.len() >= count;
    let among_titles = is_bare && others.range(..first).count() >= FEWEST_BEFORE;
    is_late(sheet, with_matter) && more
        || among_titles && (others.len() >= count * 2 || count_within(sheet, own, others))
}

/// Whether all numbers stand below one title, or begin anew below several, and titles stand off further from what
/// is above them: they count the stanzas of a song.
fn count_within(sheet: &Sheet, own: &[Found], others: &BTreeSet<usize>) -> bool {
    let title = |(lines, _): &Found| others.range(..=lines.start).next_back();
    let titles: BTreeSet<Option<&usize>> = own.iter().map(title).collect();
    let ones = own.iter().filter(|(lines, _)| {
        sheet.numbering(lines.start).is_some_and(|number| number.parts.first() == Some(&1))
    });
    let numbers = own.iter().skip(1).map(|(lines, _)| gap_above(sheet, lines.start)).max();
    let apart = others.iter().skip(1).map(|line| gap_above(sheet, *line)).min();
    (titles.len() == 1 || ones.count() > 1) && numbers < apart
}

/// Whether headings are chapters, whatever stands in front of the first: they have a label that is no common
/// word, and nothing in capitals stands among them or behind them with as much white space above it.
fn are_chapters(sheet: &Sheet, own: &[Found], others: &BTreeSet<usize>) -> bool {
    let is_labelled = |(lines, _): &&Found| {
        let label = sheet.numbering(lines.start).and_then(|number| number.label);
        label.is_some_and(|label| !is_daily(label))
    };
    let labelled: Vec<usize> = own.iter().filter(is_labelled).map(|(lines, _)| lines.start).collect();
    let starts: BTreeSet<usize> = own.iter().map(|(lines, _)| lines.start).collect();
    let apart = labelled.iter().skip(1).map(|line| gap_above(sheet, *line)).min().unwrap_or(0);
    let is_beside = |line: &&usize| {
        let words = sheet.content(**line);
        let as_far = gap_above(sheet, **line) >= apart && !is_end(words);
        !starts.contains(*line) && is_capitals(words) && as_far
    };
    let first = labelled.first().copied().unwrap_or(0);
    labelled.len() > 1 && others.range(first..).find(is_beside).is_none()
}

/// Whether more than a quarter of the text stands above a line.
fn is_late(sheet: &Sheet, line: usize) -> bool {
    let text = |lines: &[Role]| lines.iter().filter(|role| **role == Role::Text).count();
    text(sheet.roles.get(..line).unwrap_or_default()) * 4 > text(&sheet.roles)
}

/// What short chunks say, letters and digits alone, three times and more.
fn refrains(sheet: &Sheet, chunks: &[Range<usize>]) -> BTreeSet<String> {
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
    let is_refrain = |(lines, _): &Found| {
        !is_numbered(sheet, lines) && refrains.contains(&letters_and_digits(&sheet.words(lines.clone())))
    };
    let kept: Vec<Found> = found.iter().filter(|found| !is_refrain(found)).cloned().collect();
    // One that is left of many is one of them.
    if kept.len() < 2 && kept.len() < found.len() { Vec::new() } else { kept }
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
        Why::InCapitals => "capitals",
        _ => "lone short lines",
    };
    let message = format!("no contents list was found; {headings} told by {form}");
    // Underlines, numbers, letters and dates are plain speech; the others are a guess.
    sheet.diagnostics.push(match why {
        Why::Underlined | Why::Numbered | Why::Lettered | Why::Dated | Why::Posted => {
            Diagnostic::note(Code::OutlineGuessed, span, message)
        }
        _ => Diagnostic::warning(Code::OutlineGuessed, span, message).hint(HOW_TO_NAME),
    });
}

/// What helps where headings are a guess, or there are none.
const HOW_TO_NAME: &str = "`bifolio explain FILE` shows what each line was taken for; `--set text.heading=PATTERN` names \
     headings by their form, and `explain FILE --write-outline LIST` writes them as a list to correct and to \
     give back with `--outline LIST`";
