//! Titles that stand above another short line: above the first title of a group ("SPRING", "April"), and
//! above lines that return with other words or figures ("Barley Cakes", "Serves 4").

use super::dates::is_date;
use super::fallback::Found;
use super::lone::{capital_lines, is_lone_title, is_long, lone};
use super::numbering::numbering;
use super::title::{is_capitals, looks_like_title};
use crate::document::date::is_month;
use crate::reader::plain::Sheet;
use crate::reader::plain::head::hands::leads_in_author;
use crate::reader::plain::head::persons::is_full_name;
use crate::reader::plain::lines::ends_sentence;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Lone titles in groups, each below a line in capitals that stands directly above its first one.
pub fn grouped(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let titles = lone(sheet, chunks);
    let starts: BTreeSet<usize> = titles.iter().map(|(lines, _)| lines.start).collect();
    let capitals = capital_lines(sheet, chunks);
    let leads = |index: &&usize| chunks.get(*index + 1).is_some_and(|next| starts.contains(&next.start));
    let heads: Vec<usize> = capitals.iter().filter(leads).copied().collect();
    let of_titles = titles.iter().any(|(lines, _)| is_capitals(sheet.content(lines.start)));
    let begins = heads.first().and_then(|head| chunks.get(head + 1)).map(|first| first.start);
    let first = titles.first().map(|(lines, _)| lines.start);
    if heads.len() < 2 || titles.len() <= heads.len() || of_titles || begins != first {
        return Vec::new();
    }
    let heads = heads.into_iter().filter_map(|head| chunks.get(head).map(|lines| (lines.clone(), 1)));
    let mut found: Vec<Found> = heads.chain(titles.into_iter().map(|(lines, _)| (lines, 2))).collect();
    found.sort_by_key(|(lines, _)| lines.start);
    found
}

/// Titles of which each stands above a line of a form that returns.
pub fn above_returning(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let mut forms: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, chunk) in chunks.iter().enumerate().filter(|(_, chunk)| chunk.len() == 1) {
        if let Some(form) = form(sheet.content(chunk.start)) {
            forms.entry(form).or_default().push(index);
        }
    }
    let returning: BTreeSet<usize> = forms
        .iter()
        .filter(|(form, own)| own.len() > 1 && *form != "A")
        .flat_map(|(_, own)| own)
        .copied()
        .collect();
    let is_title = |form: &str, index: usize| {
        index.checked_sub(1).is_some_and(|above| is_title(sheet, chunks, form, above, &returning))
    };
    let is_sound = |(form, own): &(&String, &Vec<usize>)| {
        let apart = own.windows(2).all(|pair| matches!(pair, [one, next] if one + 2 < *next));
        own.len() > 1 && apart && own.iter().all(|&index| is_title(form, index))
    };
    let best = forms.iter().filter(is_sound).max_by_key(|(_, own)| own.len());
    if best.is_none() {
        return first_lines(sheet, chunks);
    }
    let places = best.into_iter().flat_map(|(_, own)| own);
    places.filter_map(|index| chunks.get(index - 1).map(|lines| (lines.clone(), 1))).collect()
}

/// The first lines of chunks of two, of which the second says who wrote what follows, when, or for how many.
fn first_lines(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Found> {
    let mut forms: BTreeMap<String, Vec<Range<usize>>> = BTreeMap::new();
    for (chunk, next) in chunks.iter().zip(chunks.iter().skip(1)).skip(1) {
        let (words, below) = (sheet.content(chunk.start), sheet.content(chunk.start + 1));
        let by = leads_in_author(below).then(|| "by".to_owned());
        let says = by.is_some() || below.chars().any(char::is_numeric);
        let titled = looks_like_title(words) || is_capitals(words);
        let followed = is_long(sheet, next) || next.len() > 1;
        if let Some(form) = by.or_else(|| form(below))
            && chunk.len() == 2
            && titled
            && says
            && followed
            && (is_capitals(words) || !sheet.is_full(chunk.start))
        {
            forms.entry(form).or_default().push(chunk.start..chunk.start + 1);
        }
    }
    let most = forms.into_values().max_by_key(Vec::len).filter(|own| own.len() > 1);
    most.into_iter().flatten().map(|lines| (lines, 1)).collect()
}

/// A date, a name, or the words of a line without figures and months; `None` for what returns in speech.
fn form(words: &str) -> Option<String> {
    const MOST_WORDS: usize = 8;
    const SHORTEST: usize = 4;
    if words.split_whitespace().count() > MOST_WORDS || numbering(words).is_some_and(|number| !number.weak) {
        return None;
    }
    // Signs that no words hold.
    if is_date(words) {
        return Some("1".to_owned());
    }
    if is_full_name(words) {
        return Some("A".to_owned());
    }
    let begins = words.starts_with(char::is_alphabetic) && !words.starts_with(char::is_lowercase);
    let open = ends_sentence(words) || words.ends_with([',', '”', '"', '»', '’', '—', '-']);
    if !begins || open {
        return None;
    }
    let tokens = words.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
    let own = tokens.filter(|token| !token.starts_with(char::is_numeric) && !is_month(token));
    let form = own.map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    (form.chars().count() >= SHORTEST).then_some(form)
}

/// Whether a chunk is the title above a line that returns, and does not return itself.
fn is_title(
    sheet: &Sheet,
    chunks: &[Range<usize>],
    form: &str,
    index: usize,
    returning: &BTreeSet<usize>,
) -> bool {
    let (Some(chunk), Some(next), Some(below)) =
        (chunks.get(index), chunks.get(index + 1), chunks.get(index + 2))
    else {
        return false;
    };
    let words = sheet.content(chunk.start);
    // Above a date the name of who signed the last letter may stand, and in a list of names a name.
    let named = matches!(form, "1" | "A") && is_full_name(words);
    let dated = form == "1" || sheet.content(next.start).chars().any(char::is_numeric);
    let titled = is_lone_title(sheet, chunk, next)
        || dated && looks_like_title(words.trim_end_matches('.')) && chunk.len() == 1;
    let leads = is_long(sheet, below) || below.len() > 1 || returning.contains(&(index + 2));
    index > 0 && titled && leads && !named && !returning.contains(&index) && !leads_in_author(words)
}
