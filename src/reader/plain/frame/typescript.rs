//! What a typescript has above its title for the editor that it is sent to: who sends it, where he lives, how
//! many words it has. It is no part of the book, and no reader of the book is to have it.

use crate::reader::plain::Sheet;
use crate::reader::plain::head::hands::leads_in_author;
use crate::reader::plain::head::persons::{is_capital_name, is_full_name};
use crate::reader::plain::headings::title::letters_and_digits;
use crate::reader::plain::lines::ends_sentence;
use crate::reader::plain::role::{Role, Why};
use std::ops::Range;

/// Marks the address and the count of words above the title of a text, or at the foot of its title page.
pub fn mark(sheet: &mut Sheet) {
    const MOST: usize = 8;
    let chunks: Vec<Range<usize>> = sheet.chunks().into_iter().take(MOST).collect();
    let begins = chunks.first().is_some_and(|first| {
        (0..first.start).all(|line| matches!(sheet.roles.get(line), Some(Role::Blank | Role::Furniture)))
    });
    let Some(address) = chunks.iter().find(|chunk| is_address(sheet, chunk)) else { return };
    // A letter and an account of one's life begin with an address as well.
    let is_letter = chunks.iter().any(|chunk| chunk.len() == 1 && sheet.content(chunk.start).ends_with(','));
    if !begins || is_letter || !is_sent(sheet, &chunks, address) {
        return;
    }
    let is_own = |chunk: &&Range<usize>| *chunk == address || is_count(sheet, chunk) || is_slug(sheet, chunk);
    let own: Vec<Range<usize>> = chunks.iter().filter(is_own).cloned().collect();
    if own.len() < chunks.len() {
        own.into_iter().for_each(|lines| sheet.mark(lines, Role::Furniture, Why::Sender));
    }
}

/// Whether an address among the first chunks of a text is that of who has written it: the words are counted
/// beside it, a line says "by", or the name comes again.
fn is_sent(sheet: &Sheet, chunks: &[Range<usize>], address: &Range<usize>) -> bool {
    const NEAR: usize = 3;
    let lines = || chunks.iter().filter(|chunk| *chunk != address).flat_map(Clone::clone);
    let name = cells(sheet.content(address.start)).next().map(letters_and_digits);
    let again = || lines().any(|line| Some(letters_and_digits(sheet.content(line))) == name);
    let is_first = chunks.iter().position(|chunk| chunk == address) < Some(NEAR);
    let counted =
        || chunks.iter().flat_map(Clone::clone).flat_map(|line| cells(sheet.content(line))).any(is_words);
    again() || is_first && (counted() || lines().any(|line| leads_in_author(sheet.content(line))))
}

/// Whether a paragraph is the head of a page of a typescript: "Writer / THE ROAD / 1".
fn is_slug(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    let mut parts = sheet.content(chunk.start).rsplit('/').map(str::trim);
    let numbered =
        parts.next().is_some_and(|page| !page.is_empty() && page.chars().all(|c| c.is_ascii_digit()));
    chunk.len() == 1 && numbered && parts.filter(|part| !part.is_empty()).count() > 1
}

/// The name of who sends a typescript, as its address has it.
pub fn sender<'a>(sheet: &Sheet<'a>) -> Option<&'a str> {
    let mut own = (0..sheet.lines.len()).filter(|&line| sheet.reasons.get(line) == Some(&Why::Sender));
    own.find_map(|line| cells(sheet.content(line)).find(|cell| is_person(cell)))
}

/// Whether lines are a name above a street and a town, or above what else a person is reached by.
fn is_address(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    const MOST_LINES: usize = 8;
    const LONGEST: usize = 40;
    let cells = |line: usize| cells(sheet.content(line));
    let named = cells(chunk.start).next().is_some_and(is_person);
    let short = |cell: &str| cell.chars().count() <= LONGEST && !ends_sentence(cell) || is_words(cell);
    let reached = (chunk.start + 1..chunk.end).flat_map(cells).filter(|cell| is_reached(cell)).count();
    (3..=MOST_LINES).contains(&chunk.len())
        && named
        && chunk.clone().flat_map(cells).all(short)
        && reached > 0
}

/// Whether a paragraph is nothing but a count of words.
fn is_count(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    chunk.len() == 1 && is_words(sheet.content(chunk.start))
}

fn is_person(words: &str) -> bool {
    is_full_name(words) || is_capital_name(words)
}

/// "14 Quarry Road", "Rosenweg 3", "ann@example.org", "0114 496 0000".
fn is_reached(cell: &str) -> bool {
    let figures = cell.chars().filter(char::is_ascii_digit).count();
    let words = || cell.split_whitespace();
    let is_number =
        |word: Option<&str>| word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let is_street = words().count() > 1 && (is_number(words().next()) || is_number(words().last()));
    cell.contains('@') || figures >= 6 || is_street && !is_words(cell)
}

/// "about 82,000 words".
fn is_words(cell: &str) -> bool {
    const WORDS: &[&str] = &["words", "wörter", "mots", "palabras", "parole", "palavras", "woorden", "ord"];
    let key = cell.to_lowercase();
    let named = key.split(|c: char| !c.is_alphabetic()).any(|word| WORDS.contains(&word))
        || key.starts_with("word count");
    named && key.contains(|c: char| c.is_ascii_digit()) && key.split_whitespace().count() <= 4
}

/// What stands in a line at the left edge and at the right one.
fn cells(content: &str) -> impl Iterator<Item = &str> {
    const BLANKS: &str = "   ";
    content.split(BLANKS).flat_map(|part| part.split('\t')).map(str::trim).filter(|cell| !cell.is_empty())
}
