//! What white space sets off within the sections that a contents list names, and the list does not name: the titles of
//! parts of chapters. They are headings below the listed ones.

use super::list::List;
use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::forms::persons::is_within;
use crate::reader::plain::headings::fallback::{is_refrain, refrains};
use crate::reader::plain::headings::lone::{gap_above, is_long, is_stanza};
use crate::reader::plain::headings::pieces::pieces;
use crate::reader::plain::headings::white::{White, is_sentence};
use crate::reader::plain::role::{Role, Why};
use std::collections::BTreeSet;
use std::ops::Range;

/// A line that stands off, and the heading above it.
struct Beneath {
    lines: Range<usize>,
    /// The place of the listed heading above among all of them.
    section: usize,
    /// The level of the heading above, listed or not.
    level: u8,
}

/// Marks such lines as headings a level below the listed one above, and says so.
pub fn mark(sheet: &mut Sheet, list: &List) {
    let found = without_advertisements(found(sheet, list), list);
    let Some(first) = found.first().filter(|_| found.len() >= FEWEST) else { return };
    let words = sheet.content(first.lines.start);
    let message =
        format!("“{words}” and {} more are headings that the contents list does not name", found.len() - 1);
    let diagnostic = Diagnostic::note(Code::OutlineUnlisted, sheet.span(first.lines.clone()), message);
    sheet
        .diagnostics
        .push(diagnostic.hint("what white space sets off as it does headings stands below these"));
    for Beneath { lines, level, .. } in found {
        sheet.mark_heading(lines, (level + 1).min(6), Why::SetOff);
    }
}

/// A single one may be what somebody quotes.
const FEWEST: usize = 2;

fn found(sheet: &Sheet, list: &List) -> Vec<Beneath> {
    let mut chunks = sheet.outside_synopses(pieces(sheet));
    chunks.retain(|chunk| !is_within(&sheet.captions, chunk.start) && list.body.contains(&chunk.start));
    let white = White::of(sheet, &chunks);
    let refrains = refrains(sheet, &chunks);
    let listed: BTreeSet<usize> = list.headings().map(|lines| lines.start).collect();
    let leads = |lines: &Range<usize>| {
        let next = chunks.get(chunks.partition_point(|chunk| chunk.start < lines.end));
        let is_body = |next: &&Range<usize>| is_long(sheet, next) || is_stanza(sheet, next);
        let near = |next: &&Range<usize>| next.start - lines.end < gap_above(sheet, lines.start);
        next.filter(near).is_some_and(|next| is_body(&next))
    };
    let places = white.places().filter(|lines| {
        could_stand_beneath(sheet, lines) && !is_refrain(sheet, lines, &refrains) && leads(lines)
    });
    let beneath = |lines: Range<usize>| {
        let roles = sheet.roles.get(..lines.start)?;
        let level = roles.iter().rev().find_map(|role| match role {
            Role::Heading { level, .. } => Some(*level),
            _ => None,
        })?;
        Some(Beneath { section: listed.range(..lines.start).count(), lines, level })
    };
    places.filter_map(beneath).collect()
}

/// Whether lines could be a title by their words: neither a sentence nor a place and a date, an entry of an index or
/// a letter of it.
fn could_stand_beneath(sheet: &Sheet, lines: &Range<usize>) -> bool {
    const FEWEST_LETTERS: usize = 3;
    let words = sheet.words(lines.clone());
    let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
    let dated = words.contains(',') && words.chars().any(|letter| letter.is_ascii_digit());
    letters >= FEWEST_LETTERS && !is_sentence(&words) && !dated
}

/// Without what stands in the last section where hardly another one has any: what its publisher offers.
fn without_advertisements(mut found: Vec<Beneath>, list: &List) -> Vec<Beneath> {
    let last = list.headings().count();
    let others: BTreeSet<usize> = found.iter().map(|own| own.section).filter(|own| *own < last).collect();
    found.retain(|own| own.section > 0 && (own.section < last || others.len() >= FEWEST));
    found
}
