//! The text's contents list, and the later paragraphs that it names.

use super::candidates::units;
use super::glosses;
use super::heads::{self, has_page};
use super::list::{List, is_dialogue, read_list, read_list_at_end};
use super::list_words::{heads_columns, names_list};
use super::names;
use super::near;
use super::romans;
use super::runs::{run_at_end, runs};
use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::forms::persons::is_within;
use crate::reader::plain::headings::fallback::{Asked, outweighs};
use crate::reader::plain::headings::pieces::pieces;
use crate::reader::plain::headings::title::letters_and_digits;
use crate::reader::plain::headings::titled::{with_numbers, with_titles};
use crate::reader::plain::role::{Role, Why};

/// Finds the contents list and marks it. Unless the headings are known from elsewhere, marks those
/// that it names, and reports what it names and the text lacks.
pub fn mark_listed(sheet: &mut Sheet, with_headings: bool, asked: Asked) -> Option<List> {
    let list = likeliest(sheet)?;
    let unmatched = unmatched(sheet, &list);
    let (levels, heads) = heads::levels(sheet, &list.matched, &list.heads);
    if with_headings && !list.titled && !is_paged(sheet, &list) {
        let units = list.matched.iter().map(|matched| matched.unit.clone());
        if outweighs(sheet, asked, &list.lines, units.zip(levels.iter().copied()).collect()) {
            return None;
        }
    }
    let first = list.matched.first().map_or(list.lines.end, |matched| matched.entry.start);
    sheet.mark(list.lines.start..first, Role::Contents, Why::ListName);
    sheet.mark(first..list.lines.end, Role::Contents, Why::NotFound);
    for &gloss in &list.glosses {
        sheet.mark(gloss..gloss + 1, Role::Contents, Why::SaysMore);
    }
    if with_headings {
        glosses::report(sheet, &list.glosses, &list.body);
    }
    let paged = is_paged(sheet, &list);
    for (matched, level) in list.matched.iter().zip(levels) {
        let found = sheet.number(matched.unit.start);
        sheet.mark(matched.entry.clone(), Role::Contents, Why::Entry { found });
        if with_headings {
            let entry = sheet.number(matched.entry.start);
            let named = names::of_number(sheet, matched, paged).map(|words| (matched.unit.start, words));
            sheet.listed_as.extend(named);
            sheet.mark_heading(matched.unit.clone(), level, Why::Listed { entry });
        }
    }
    for head in &heads {
        let above = sheet.number(head.before);
        sheet.mark(head.line..head.line + 1, Role::Contents, Why::OverEntries { above });
    }
    sheet.heads = heads;
    for line in unmatched {
        sheet.mark(line..line + 1, Role::Contents, Why::NotFound);
        // "CHORUS." is who speaks.
        if with_headings && !sheet.play.names.contains(&letters_and_digits(sheet.content(line))) {
            report_unmatched(sheet, line);
        }
    }
    Some(list)
}

/// The list that most says of itself that it is one, with the headings of the text that its entries name.
fn likeliest(sheet: &mut Sheet) -> Option<List> {
    let mut chunks = sheet.outside_synopses(pieces(sheet));
    chunks.retain(|chunk| !is_within(&sheet.captions, chunk.start));
    let units = units(sheet, &chunks);
    let runs = runs(sheet, &chunks);
    runs.iter().for_each(|run| romans::note(sheet, run));
    let at_front = runs.into_iter().filter_map(|run| read_list(sheet, &units, &run));
    let at_end = run_at_end(sheet, &chunks).and_then(|run| read_list_at_end(sheet, &units, &run));
    let lists = at_front.chain(at_end).filter(|list| list.titled || !is_dialogue(&units, list));
    // What says that it is a list is more likely one.
    let mut list = lists.max_by_key(|list| list.weight * if list.titled { 2 } else { 1 })?;
    names::leave_sentences(sheet, &mut list.matched);
    let headings = with_numbers(sheet, &chunks, list.headings().cloned().collect());
    let headings = with_titles(sheet, &chunks, headings);
    for (matched, heading) in list.matched.iter_mut().zip(headings) {
        matched.unit = heading;
    }
    near::add_names(sheet, &chunks, &mut list.matched);
    let lacking = unmatched(sheet, &list);
    near::add(sheet, &chunks, &list.body, &lacking, &mut list.matched);
    let lacking = unmatched(sheet, &list);
    near::add_above(sheet, &chunks, &list.lines, &lacking, &mut list.matched);
    Some(list)
}

/// Whether most entries have pages, which says as much as a name does.
fn is_paged(sheet: &Sheet, list: &List) -> bool {
    let paged = list.matched.iter().filter(|matched| has_page(sheet.content(matched.entry.end - 1)));
    paged.count() * 2 > list.matched.len()
}

/// The lines of a list that name nothing, other than its own title and the heads of its columns.
fn unmatched(sheet: &Sheet, list: &List) -> Vec<usize> {
    let is_found = |line: &usize| list.matched.iter().any(|matched| matched.entry.contains(line));
    let is_entry = |line: &usize| {
        let words = sheet.content(*line);
        sheet.roles.get(*line) == Some(&Role::Text)
            && words.chars().any(char::is_alphanumeric)
            && !names_list(words)
            && !heads_columns(words)
            && !list.heads.contains(line)
            && !list.glosses.contains(line)
    };
    // It begins with its name, if it has one.
    list.lines.clone().skip(1).filter(|line| is_entry(line) && !is_found(line)).collect()
}

fn report_unmatched(sheet: &mut Sheet, line: usize) {
    let message =
        format!("“{}” is in the contents list but no heading was found for it", sheet.content(line));
    let span = sheet.span(line..line + 1);
    sheet.diagnostics.push(Diagnostic::warning(Code::OutlineUnmatched, span, message));
}
