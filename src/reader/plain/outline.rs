//! The text's contents list, and the later paragraphs that it names.
//!
//! A run of short lines near the top is compared with what follows it, for each place where the
//! run could end and the body begin. The longest matching in order wins (`matching`).

use super::matching::{Item, Matched, Unit, best_chain};
use super::title::{self, Title, letters_and_digits, numbering, without_page};
use super::{Role, Sheet, lines::Wrapping};
use crate::diagnostic::{Code, Diagnostic};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Only so many lines of a run are looked at as a list.
const LONGEST_LIST: usize = 3000;
/// A list begins within the first lines with text, or the first tenth of them.
const NEAR_THE_TOP: usize = 400;
/// How many runs near the top are tried.
const MOST_RUNS: usize = 24;
/// Lines longer than this are no titles.
const LONGEST_TITLE: usize = 160;
/// An entry of a list, and a heading, is wrapped over at most so many lines.
const MOST_LINES: usize = 3;
/// How many pairs of an entry and a paragraph are weighed, over all cuts of a run.
const MOST_PAIRS: usize = 4_000_000;
const MOST_CUTS: usize = 48;
/// Of titles that occur more often than this in the list, the first are weighed.
const MOST_NAMESAKES: usize = 64;

/// Finds the contents list, marks it and the headings that it names, and reports what it names
/// and the text lacks.
pub fn mark_listed(sheet: &mut Sheet) -> Option<List> {
    let chunks = sheet.chunks();
    let units = units(sheet, &chunks);
    let best = runs(sheet, &chunks)
        .into_iter()
        .filter_map(|run| read_list(sheet, &units, &run))
        .max_by_key(|list| list.weight);
    let list = best?;
    report_unmatched(sheet, &list);
    let levels = levels(sheet, &list.matched);
    sheet.mark(list.lines.clone(), Role::Contents);
    for (matched, level) in list.matched.iter().zip(levels) {
        sheet.mark_heading(matched.unit.clone(), level);
    }
    Some(list)
}

/// A contents list and what it names.
pub struct List {
    lines: Range<usize>,
    matched: Vec<Matched>,
    weight: i64,
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

/// The paragraphs, or first lines of paragraphs, that could be headings.
fn units(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Unit> {
    let mut units = Vec::new();
    for (index, chunk) in chunks.iter().enumerate() {
        if sheet.manner.wrapping == Wrapping::OneLine {
            units.extend(chunk.clone().filter_map(|line| unit(sheet, line..line + 1, 3)));
            continue;
        }
        if chunk.len() <= MOST_LINES {
            units.extend(unit(sheet, chunk.clone(), 3));
        }
        if chunk.len() > 1 && !sheet.is_full(chunk.start) {
            units.extend(unit(sheet, chunk.start..chunk.start + 1, 0));
        }
        // "CHAPTER I", a blank line, "Loomings".
        let next = chunks.get(index + 1);
        if let Some(next) =
            next.filter(|next| chunk.len() == 1 && next.len() <= 2 && next.start - chunk.end <= 2)
            && numbering(sheet.content(chunk.start)).is_some_and(|numbering| numbering.rest.is_empty())
        {
            units.extend(unit(sheet, chunk.start..next.end, 3));
        }
    }
    units
}

fn unit(sheet: &Sheet, lines: Range<usize>, bonus: i64) -> Option<Unit> {
    let bytes: usize = lines.clone().map(|line| sheet.content(line).len()).sum();
    if bytes > LONGEST_TITLE * 2 {
        return None;
    }
    let title = Title::of(&sheet.words(lines.clone()));
    let blank_before =
        (0..lines.start).rev().take(3).take_while(|&line| sheet.roles.get(line) == Some(&Role::Blank));
    // A heading stands before text; an entry of another list stands before an entry.
    let after = (lines.end..lines.end + 4).map(|line| sheet.content(line).len()).sum::<usize>();
    let bonus = bonus + blank_before.count() as i64 + if after > 120 { 5 } else { 0 };
    (!title.is_empty()).then_some(Unit { lines, title, bonus })
}

/// The entries that the lines of a run could be, alone and joined with the next ones.
fn items(sheet: &Sheet, run: &Range<usize>) -> Vec<Item> {
    let mut items = Vec::new();
    for start in run.clone() {
        for end in start + 1..=(start + MOST_LINES).min(run.end) {
            if sheet.roles.get(end - 1) != Some(&Role::Text) {
                break;
            }
            let words = sheet.words(start..end);
            let bare = without_page(&words).map(|(bare, _)| Title::of(bare));
            let title = Title::of(&words);
            if !title.is_empty() && words.len() <= LONGEST_TITLE * 2 {
                items.push(Item { lines: start..end, title, bare });
            }
        }
    }
    items
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
    let pairs = pairs(&items, own);
    let cuts = cuts(&items, run, pairs.len());
    let lists = cuts.into_iter().filter_map(|cut| {
        let at_cut: Vec<Unit> = extra.iter().filter(|unit| unit.lines.start == cut).cloned().collect();
        let mut all = self::pairs(&items, &at_cut);
        all.extend(pairs.iter().filter(|pair| pair.unit.start >= cut).cloned());
        all.retain(|pair| pair.entry.end <= cut);
        bounded(sheet, run, best_chain(&all, cut - run.start, run.start), cut)
    });
    lists.max_by_key(|list| list.weight)
}

/// Every entry with every later unit of the same title.
fn pairs(items: &[Item], units: &[Unit]) -> Vec<Matched> {
    let mut by_title: FxHashMap<&str, Vec<&Item>> = FxHashMap::default();
    for item in items {
        for title in std::iter::once(&item.title).chain(&item.bare) {
            by_title.entry(&title.full).or_default().push(item);
            if title.loose != title.full {
                by_title.entry(&title.loose).or_default().push(item);
            }
        }
    }
    let mut pairs = Vec::new();
    for unit in units {
        for key in [&unit.title.full, &unit.title.loose] {
            let namesakes = by_title.get(key.as_str()).map_or(&[][..], Vec::as_slice);
            for item in
                namesakes.iter().filter(|item| item.lines.end <= unit.lines.start).take(MOST_NAMESAKES)
            {
                pairs.extend(weigh(item, unit));
            }
            if unit.title.full == unit.title.loose {
                break;
            }
        }
        if pairs.len() > MOST_PAIRS / 8 {
            break;
        }
    }
    pairs
}

fn weigh(item: &Item, unit: &Unit) -> Option<Matched> {
    let titles = std::iter::once(&item.title).chain(&item.bare);
    let each = titles.filter_map(|title| {
        if title.full == unit.title.full {
            Some(100)
        } else {
            (title.loose == unit.title.loose && title.agrees(&unit.title)).then_some(60)
        }
    });
    let weight = each.max()? * item.lines.len() as i64 + unit.bonus;
    Some(Matched { entry: item.lines.clone(), unit: unit.lines.clone(), weight })
}

/// Where the body could begin: where a title of the run comes again, or at the end of the run.
/// The body begins with one of the list's first titles, so these come first.
fn cuts(items: &[Item], run: &Range<usize>, pairs: usize) -> Vec<usize> {
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
    cuts.truncate((MOST_PAIRS / pairs.max(1)).max(2));
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

/// "CONTENTS" above the first entry, where it stands; and whether it does. A word list alone
/// makes no contents list, but beside one it names it.
fn list_title(sheet: &Sheet, run: &Range<usize>, first: usize) -> (usize, bool) {
    const NAMES: &[&str] = &[
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
    ];
    let is_name = |&line: &usize| NAMES.contains(&letters_and_digits(sheet.content(line)).as_str());
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
    title::levels(&titles)
}

fn report_unmatched(sheet: &mut Sheet, list: &List) {
    let mut line = list.lines.start;
    let (_, titled) = list_title(sheet, &list.lines, list.lines.start + 1);
    if titled {
        line += 1;
    }
    let mut found = list.matched.iter().peekable();
    while line < list.lines.end {
        if found.peek().is_some_and(|matched| matched.entry.start == line) {
            line = found.next().map_or(line + 1, |matched| matched.entry.end);
            continue;
        }
        if sheet.roles.get(line) == Some(&Role::Text) && !letters_and_digits(sheet.content(line)).is_empty() {
            let message =
                format!("“{}” is in the contents list but no heading was found for it", sheet.content(line));
            let span = sheet.span(line..line + 1);
            sheet.diagnostics.push(Diagnostic::warning(Code::OutlineUnmatched, span, message));
        }
        line += 1;
    }
}

/// So many unlisted lines are named each; the rest are counted.
const MOST_NOTES: usize = 5;

/// Reports lines of the same form as the listed headings that the list does not name.
pub fn report_unlisted(sheet: &mut Sheet, list: &List) {
    let label =
        |range: &Range<usize>| numbering(sheet.content(range.start)).and_then(|numbering| numbering.label);
    let labels: Vec<String> = list.matched.iter().filter_map(|matched| label(&matched.unit)).collect();
    let numbered = labels.len() * 2 >= list.matched.len();
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
                    true => label(chunk).is_some_and(|label| labels.contains(&label)),
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
    let last = words.chars().next_back();
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
