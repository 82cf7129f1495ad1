//! The text's contents list, and the later paragraphs that it names.
//!
//! A run of short lines near the top is compared with what follows it, for each place where the
//! run could end and the body begin. The longest matching in order wins (`matching`).

use super::Sheet;
use super::candidates::{LONGEST_TITLE, MOST_PAIRS, items, pairs, units};
use super::matching::{Item, Matched, Unit, best_chain};
use super::numbering::{self, numbering};
use super::role::{Role, Why};
use super::title::{letters_and_digits, without_page};
use crate::diagnostic::{Code, Diagnostic};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Only so many lines of a run are looked at as a list.
const LONGEST_LIST: usize = 3000;
/// A list begins within the first lines with text, or the first tenth of them.
const NEAR_THE_TOP: usize = 400;
/// How many runs near the top are tried.
const MOST_RUNS: usize = 24;
/// Each place where the body could begin is a matching of its own.
const MOST_CUTS: usize = 48;

/// Finds the contents list and marks it. Unless the headings are known from elsewhere, marks those
/// that it names, and reports what it names and the text lacks.
pub fn mark_listed(sheet: &mut Sheet, with_headings: bool) -> Option<List> {
    let chunks = sheet.chunks();
    let units = units(sheet, &chunks);
    let best = runs(sheet, &chunks)
        .into_iter()
        .filter_map(|run| read_list(sheet, &units, &run))
        .max_by_key(|list| list.weight);
    let list = best?;
    let unmatched = unmatched(sheet, &list);
    let levels = levels(sheet, &list.matched);
    let first = list.matched.first().map_or(list.lines.end, |matched| matched.entry.start);
    sheet.mark(list.lines.start..first, Role::Contents, Why::ListName);
    sheet.mark(first..list.lines.end, Role::Contents, Why::NotFound);
    for (matched, level) in list.matched.iter().zip(levels) {
        let found = sheet.number(matched.unit.start);
        sheet.mark(matched.entry.clone(), Role::Contents, Why::Entry { found });
        if with_headings {
            let entry = sheet.number(matched.entry.start);
            sheet.mark_heading(matched.unit.clone(), level, Why::Listed { entry });
        }
    }
    for line in unmatched {
        sheet.mark(line..line + 1, Role::Contents, Why::NotFound);
        if with_headings {
            report_unmatched(sheet, line);
        }
    }
    Some(list)
}

/// A contents list and what it names.
pub struct List {
    lines: Range<usize>,
    matched: Vec<Matched>,
    weight: i64,
}

impl List {
    /// The line behind the last entry.
    pub fn end(&self) -> usize {
        self.lines.end
    }
}

/// The runs of short chunks near the top, as ranges of lines.
fn runs(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Range<usize>> {
    let filled: usize = chunks.iter().map(ExactSizeIterator::len).sum();
    let reach = NEAR_THE_TOP.max(filled / 10);
    let mut runs: Vec<Range<usize>> = Vec::new();
    let (mut seen, mut open) = (0, false);
    for chunk in chunks {
        let short = !sheet.is_prose(chunk)
            && chunk.clone().all(|line| sheet.content(line).len() <= LONGEST_TITLE * 2);
        let count = runs.len();
        match runs.last_mut() {
            Some(run) if open && short => run.end = chunk.end,
            _ if short && seen < reach && count < MOST_RUNS => runs.push(chunk.clone()),
            _ => {}
        }
        open = short;
        seen += chunk.len();
        if !open && seen >= reach {
            break;
        }
    }
    for run in &mut runs {
        run.end = run.end.min(run.start + LONGEST_LIST);
    }
    runs.retain(|run| run.len() > 2);
    runs
}

fn read_list(sheet: &Sheet, units: &[Unit], run: &Range<usize>) -> Option<List> {
    let items = items(sheet, run);
    let first = units.partition_point(|unit| unit.lines.start < run.start);
    let mut candidates: Vec<Unit> = units.get(first..).unwrap_or_default().to_vec();
    let own = candidates.len();
    // Where the list's last line is the body's first heading, it does not begin a chunk.
    for item in &items {
        candidates.push(Unit { lines: item.lines.clone(), title: item.title.clone(), bonus: 0 });
    }
    let (own, extra) = candidates.split_at(own);
    let later = |item: &Item, unit: &Unit| item.lines.end <= unit.lines.start;
    let all = pairs(&items, own, later);
    let cuts = cuts(&items, run, &all);
    let lists = cuts.into_iter().filter_map(|cut| {
        let at_cut: Vec<Unit> = extra.iter().filter(|unit| unit.lines.start == cut).cloned().collect();
        let mut parted = pairs(&items, &at_cut, later);
        parted.extend(all.iter().filter(|pair| pair.unit.start >= cut).cloned());
        parted.retain(|pair| pair.entry.end <= cut);
        bounded(sheet, run, best_chain(&parted, cut - run.start, run.start), cut)
    });
    lists.max_by_key(|list| list.weight)
}

/// Where the body could begin: where a title of the run comes again, or at the end of the run.
/// The body begins with one of the list's first titles, so these come first.
fn cuts(items: &[Item], run: &Range<usize>, pairs: &[Matched]) -> Vec<usize> {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    let mut again: Vec<(usize, usize)> = Vec::new();
    for item in items {
        let bare = item.bare.as_ref().map(|bare| bare.full.as_str());
        if let Some(&first) =
            seen.get(item.title.full.as_str()).or_else(|| seen.get(item.title.loose.as_str()))
        {
            again.push((first, item.lines.start));
        }
        for key in
            [Some(item.title.full.as_str()), Some(item.title.loose.as_str()), bare].into_iter().flatten()
        {
            seen.entry(key).or_insert(item.lines.start);
        }
    }
    // A heading of two paragraphs begins with the first of them.
    let within = pairs.iter().filter(|pair| run.contains(&pair.unit.start));
    again.extend(within.map(|pair| (pair.entry.start, pair.unit.start)));
    again.sort_unstable();
    let mut cuts = vec![run.end];
    for (_, cut) in again {
        if !cuts.contains(&cut) {
            cuts.push(cut);
        }
        if cuts.len() == MOST_CUTS {
            break;
        }
    }
    // Over all cuts the pairs stay within their bound, but two cuts are always tried.
    cuts.truncate((MOST_PAIRS / pairs.len().max(1)).max(2));
    cuts
}

/// Finds where the list begins and ends around its matched entries, and whether it is one.
fn bounded(sheet: &Sheet, run: &Range<usize>, matched: Vec<Matched>, cut: usize) -> Option<List> {
    let first = matched.first()?.entry.start;
    let mut end = matched.last()?.entry.end;
    while end < cut && is_alike(sheet, &matched, end) {
        end += 1;
    }
    let (start, titled) = list_title(sheet, run, first);
    let entries = (first..end).filter(|&line| sheet.roles.get(line) == Some(&Role::Text)).count();
    let found: usize = matched.iter().map(|matched| matched.entry.len()).sum();
    let followed = matched.iter().zip(matched.iter().skip(1)).filter(|(one, next)| {
        (one.unit.end..next.unit.start).any(|line| sheet.roles.get(line) == Some(&Role::Text))
    });
    let weight = matched.iter().map(|matched| matched.weight).sum::<i64>()
        - 30 * (entries - found.min(entries)) as i64;
    let enough = if titled { 2 } else { 3 };
    let sound =
        matched.len() >= enough && found * 3 >= entries * 2 && followed.count() * 2 >= matched.len() - 1;
    sound.then_some(List { lines: start..end, matched, weight })
}

/// Whether the line after a list's last known entry is an entry as well: in the same run of
/// lines, or of the form of the others. An unmatched paragraph after the list is else text.
fn is_alike(sheet: &Sheet, matched: &[Matched], line: usize) -> bool {
    if sheet.roles.get(line) == Some(&Role::Blank) {
        let next = (line + 1..line + 3).find(|&next| sheet.roles.get(next) != Some(&Role::Blank));
        return next.is_some_and(|next| {
            sheet.roles.get(next) == Some(&Role::Text) && has_form(sheet, matched, next)
        });
    }
    let last = matched.last().map_or(line, |matched| matched.entry.end);
    let block = (last..=line).all(|line| sheet.roles.get(line) == Some(&Role::Text));
    // In a block of lines each line is an entry; a block of one line proves nothing.
    (block
        && matched.iter().any(|matched| {
            sheet.roles.get(matched.entry.end) == Some(&Role::Text) && matched.entry.end < last
        }))
        || has_form(sheet, matched, line)
}

fn has_form(sheet: &Sheet, matched: &[Matched], line: usize) -> bool {
    let form = |line: usize| {
        let words = sheet.content(line);
        let paged = without_page(words).is_some_and(|(_, stands_off)| stands_off);
        (paged, numbering(words).filter(|numbering| !numbering.weak).map(|numbering| numbering.label))
    };
    let own = form(line);
    own != (false, None)
        && matched.iter().filter(|matched| form(matched.entry.start) == own).count() * 2 > matched.len()
}

/// What a contents list is called, letters alone.
const LIST_NAMES: &[&str] = &[
    "contents",
    "tableofcontents",
    "content",
    "inhalt",
    "inhaltsverzeichnis",
    "tabledesmatières",
    "sommaire",
    "índice",
    "indice",
    "inhoud",
    "chapters",
    "inthisarticle",
    "listofchapters",
    "оглавление",
    "содержание",
    "目录",
    "目錄",
    "目次",
    "sumário",
    "innehåll",
    "indhold",
    "innhold",
    "sisällys",
    "spistreści",
    "obsah",
];
/// What stands above its columns.
const COLUMN_HEADS: &[&str] =
    &["page", "pages", "chapterpage", "chappage", "chapter", "seite", "kapitelseite", "pág", "página"];

/// "CONTENTS" above the first entry, where it stands; and whether it does. A word list alone
/// makes no contents list, but beside one it names it.
fn list_title(sheet: &Sheet, run: &Range<usize>, first: usize) -> (usize, bool) {
    let is_name = |&line: &usize| LIST_NAMES.contains(&letters_and_digits(sheet.content(line)).as_str());
    let above = run.start.saturating_sub(2)..first;
    match above.rev().take(12).find(is_name) {
        Some(line) => (line, true),
        None => (first, false),
    }
}

/// The levels that the list gives its entries: by their indent, by "1.2", or by "Part" and
/// "Chapter"; all 1 where none of these is plain.
fn levels(sheet: &Sheet, matched: &[Matched]) -> Vec<u8> {
    let indent = |matched: &Matched| sheet.lines.get(matched.entry.start).map_or(0, |line| line.indent);
    let mut indents: Vec<usize> = matched.iter().map(indent).collect();
    let first = indents.first().copied();
    let by_indent = indents.clone();
    indents.sort_unstable();
    indents.dedup();
    if (2..=6).contains(&indents.len()) && first == indents.first().copied() {
        return by_indent
            .iter()
            .map(|indent| indents.partition_point(|other| other < indent) as u8 + 1)
            .collect();
    }
    let titles: Vec<String> = matched.iter().map(|matched| sheet.words(matched.entry.clone())).collect();
    numbering::levels(&titles)
}

/// The lines of a list that name nothing, other than its own title and the heads of its columns.
fn unmatched(sheet: &Sheet, list: &List) -> Vec<usize> {
    let is_found = |line: &usize| list.matched.iter().any(|matched| matched.entry.contains(line));
    let is_entry = |line: &usize| {
        let words = letters_and_digits(sheet.content(*line));
        sheet.roles.get(*line) == Some(&Role::Text)
            && !words.is_empty()
            && !LIST_NAMES.contains(&words.as_str())
            && !COLUMN_HEADS.contains(&words.as_str())
    };
    list.lines.clone().filter(|line| is_entry(line) && !is_found(line)).collect()
}

fn report_unmatched(sheet: &mut Sheet, line: usize) {
    let message =
        format!("“{}” is in the contents list but no heading was found for it", sheet.content(line));
    let span = sheet.span(line..line + 1);
    sheet.diagnostics.push(Diagnostic::warning(Code::OutlineUnmatched, span, message));
}

/// So many unlisted lines are named each; the rest are counted.
const MOST_NOTES: usize = 5;

/// Reports lines of the same form as the listed headings that the list does not name.
pub fn report_unlisted(sheet: &mut Sheet, list: &List) {
    let label =
        |range: &Range<usize>| numbering(sheet.content(range.start)).and_then(|numbering| numbering.label);
    let labelled = list.matched.iter().filter(|matched| label(&matched.unit).is_some()).count();
    let numbered = labelled * 2 >= list.matched.len();
    let chunks = sheet.chunks();
    let unlisted: Vec<Range<usize>> = chunks
        .iter()
        .enumerate()
        .filter(|(index, chunk)| {
            let before_text = chunks.get(index + 1).is_some_and(|next| next.start - chunk.end <= 3);
            chunk.start >= list.lines.end
                && chunk.len() == 1
                && before_text
                && match numbered {
                    true => label(chunk).is_some(),
                    false => looks_like_title(sheet.content(chunk.start)),
                }
        })
        .map(|(_, chunk)| chunk.clone())
        .collect();
    for chunk in unlisted.iter().take(MOST_NOTES) {
        let message = format!(
            "“{}” looks like a heading, but the contents list does not name it",
            sheet.content(chunk.start)
        );
        let span = sheet.span(chunk.clone());
        sheet.diagnostics.push(Diagnostic::note(Code::OutlineUnlisted, span, message));
    }
    if let Some(next) = unlisted.get(MOST_NOTES) {
        let message = format!(
            "{} more lines look like headings that the contents list does not name",
            unlisted.len() - MOST_NOTES
        );
        let span = sheet.span(next.clone());
        sheet.diagnostics.push(Diagnostic::note(Code::OutlineUnlisted, span, message));
    }
}

/// A short line that begins with a capital and does not end as a sentence does.
pub fn looks_like_title(words: &str) -> bool {
    // What stands before the label of a note.
    let words =
        words.strip_suffix(']').and_then(|label| label.rsplit_once('[')).map_or(words, |(words, _)| words);
    let last = words.trim_end_matches('*').chars().next_back();
    let ends_open = matches!(last, Some('.' | ',' | ';' | ':' | '-' | '—' | '”' | '"' | '’'));
    let begins = words
        .chars()
        .next()
        .is_some_and(|first| first.is_uppercase() || first.is_numeric() || is_unicased(first));
    begins && !ends_open && words.chars().count() <= 70 && !words.contains(": ")
}

/// Letters of scripts without case begin a title as capitals do.
fn is_unicased(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_lowercase() && !letter.is_uppercase()
}
