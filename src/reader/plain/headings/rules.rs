//! Titles with a row of marks below them, and perhaps above.

use super::fallback::Found;
use super::lone::is_long;
use super::title::{is_capitals, looks_like_title};
use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::forms::manner::Wrapping;
use crate::reader::plain::head::persons::is_full_name;
use crate::reader::plain::lines::ends_sentence;
use crate::reader::plain::role::{Role, Why};
use std::ops::Range;

/// A title and the rows beside it.
pub struct Ruled {
    pub title: Range<usize>,
    rows: Vec<usize>,
    /// A row stands above it, too.
    is_boxed: bool,
    /// By the order in which the kinds of rows come first.
    pub level: u8,
}

/// Finds the titles with rows, and marks the rows so that they part the title from the text.
pub fn mark(sheet: &mut Sheet) -> Vec<Ruled> {
    let mut kinds: Vec<(char, bool)> = Vec::new();
    let mut found = Vec::new();
    for chunk in sheet.chunks() {
        let Some((kind, title, rows)) = ruled(sheet, &chunk) else { continue };
        let level = kinds.iter().position(|known| *known == kind).unwrap_or(kinds.len());
        if level == kinds.len() {
            kinds.push(kind);
        }
        found.push(Ruled { title, rows, is_boxed: kind.1, level: (level + 1).min(6) as u8 });
    }
    leave_signatures(sheet, &mut found);
    for row in found.iter().flat_map(|ruled| &ruled.rows) {
        sheet.mark(*row..row + 1, Role::Rule, Why::BesideTitle);
    }
    found
}

/// Takes out rows directly above somebody's name and nothing else, where other rows have white space below them: the
/// name signs what stands above the row.
fn leave_signatures(sheet: &Sheet, found: &mut Vec<Ruled>) {
    let below = |ruled: &Ruled| ruled.rows.last().map_or(ruled.title.end, |row| row + 1);
    let is_signed = |ruled: &Ruled| {
        let name = below(ruled);
        !ruled.is_boxed && is_full_name(sheet.content(name)) && sheet.content(name + 1).is_empty()
    };
    let stands_off = |ruled: &Ruled| is_signed(ruled) || sheet.content(below(ruled)).is_empty();
    if found.iter().all(stands_off) {
        found.retain(|ruled| !is_signed(ruled));
    }
}

/// The kind of a title's rows (their mark, and whether one stands above), the title and the rows.
type Parts = ((char, bool), Range<usize>, Vec<usize>);

fn ruled(sheet: &Sheet, chunk: &Range<usize>) -> Option<Parts> {
    // What is typed by hand may be a mark too long.
    const SLIP: usize = 2;
    let above = row(sheet.content(chunk.start));
    let start = chunk.start + usize::from(above.is_some());
    // Between two rows a title may have three lines; below a verse or a stanza a row is a break.
    let most = match above {
        Some(_) => 3,
        None => 1 + usize::from(sheet.manner.wrapping != Wrapping::Ragged && is_wrapped(sheet, start)),
    };
    let below = (start + 1..chunk.end).take(most).find(|&line| row(sheet.content(line)).is_some())?;
    let mark = row(sheet.content(below))?;
    let width = |line: usize| sheet.lines.get(line).map_or(0, |line| line.width);
    let (title, length) = (width(below - 1), width(below));
    // What a reader is to search for may stand at the edge: "2. CONTROLS      [CTRL]".
    let columns =
        sheet.content(below - 1).split_once("   ").is_some_and(|(_, edge)| !is_in_brackets(edge.trim()));
    // Two rows that are alike may be as wide as the page.
    let alike = above.is_some() && width(chunk.start).abs_diff(length) <= SLIP;
    let boxed = alike && are_titles(sheet, start..below);
    let sound = above.is_none_or(|above| above == mark)
        && length * 2 >= title
        && (boxed || title * 3 + 9 >= length)
        && !columns
        && (above.is_some() || is_title(sheet, start..below) && !is_signed(sheet, below + 1..chunk.end))
        && row(sheet.content(start)).is_none();
    let rows = above.map(|_| chunk.start).into_iter().chain([below]).collect();
    sound.then_some(((mark, above.is_some()), start..below, rows))
}

fn is_in_brackets(words: &str) -> bool {
    words.starts_with('[') && words.ends_with(']') && !words.contains("   ")
}

/// Whether each line could be a title by its own form.
fn are_titles(sheet: &Sheet, mut lines: Range<usize>) -> bool {
    lines.all(|line| {
        let words = sheet.content(line);
        looks_like_title(words) || is_capitals(words)
    })
}

/// The headings among some titles with rows, with their levels: the first is the title of the text if it stands
/// above all else and no text stands below it.
pub fn headings(sheet: &Sheet, ruled: &[Ruled]) -> Vec<Found> {
    let is_title = match ruled {
        [first, second, _, ..] => {
            let begins = (0..first.title.start).all(|line| sheet.roles.get(line) != Some(&Role::Text));
            let numbered = sheet.numbering(first.title.start).is_some();
            let between = first.title.end..second.title.start;
            let is_text = |chunk: &Range<usize>| {
                between.contains(&chunk.start)
                    && is_long(sheet, chunk)
                    && ends_sentence(sheet.content(chunk.end - 1))
            };
            first.is_boxed && begins && !numbered && !sheet.chunks().iter().any(is_text)
        }
        _ => false,
    };
    let own = ruled.get(usize::from(is_title)..).unwrap_or_default();
    let above = own.iter().map(|ruled| ruled.level - 1).min().unwrap_or(0);
    own.iter().map(|ruled| (ruled.title.clone(), ruled.level - above)).collect()
}

/// Whether a line of a title goes on in the next one: it is full, and no verse.
fn is_wrapped(sheet: &Sheet, line: usize) -> bool {
    const SHORTEST: usize = 50;
    sheet.is_full(line) && sheet.lines.get(line).is_some_and(|line| line.width >= SHORTEST)
}

/// Whether lines could be a title: a verse begins with a small letter or ends open.
fn is_title(sheet: &Sheet, lines: Range<usize>) -> bool {
    let words = sheet.words(lines);
    let small = words.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_lowercase);
    let open = words.ends_with([',', ';', '—', '–', '-']);
    !(small && words.split_whitespace().count() > 2 || open)
}

/// Whether what follows a row is a signature: a name in capitals, and nothing else.
fn is_signed(sheet: &Sheet, below: Range<usize>) -> bool {
    let words = sheet.content(below.start);
    below.len() == 1 && is_capitals(words) && sheet.numbering(below.start).is_none()
}

/// The character of a line that is nothing but a row of it.
fn row(content: &str) -> Option<char> {
    let first = content.chars().next().filter(|first| "=-~^*#+\"_".contains(*first))?;
    (content.len() >= 3 && content.chars().all(|character| character == first)).then_some(first)
}

/// Once the listed headings, title and author are known: an underlined title that is none of them
/// is a heading within its section where `within` allows it, and else its rows are text again.
pub fn settle(sheet: &mut Sheet, ruled: &[Ruled], within: Option<Range<usize>>) {
    // The level of the listed heading above; titles with rows come in the order of the text.
    let (mut above, mut seen) = (0, 0);
    // The level of the rows that a listed heading has: others with such rows are one deeper than it.
    let mut listed = None;
    for Ruled { title, rows, level, .. } in ruled {
        let passed = sheet.roles.iter().zip(&sheet.reasons).take(title.start).skip(seen);
        above = passed.fold(above, |above, (role, why)| match (role, why) {
            (Role::Heading { level, .. }, Why::Listed { .. }) => *level,
            _ => above,
        });
        seen = title.start;
        if matches!(sheet.reasons.get(title.start), Some(Why::Listed { .. })) {
            listed = Some(*level);
        }
        if sheet.roles.get(title.start) != Some(&Role::Text) {
            continue;
        }
        if within.as_ref().is_some_and(|within| within.contains(&title.start)) {
            let words = sheet.words(title.clone());
            let message = format!("“{words}” is underlined, but the contents list does not name it");
            let diagnostic = Diagnostic::note(Code::OutlineUnlisted, sheet.span(title.clone()), message);
            sheet.diagnostics.push(diagnostic.hint("it is a heading within its section"));
            let deep = listed.map_or(*level, |listed| above + level.saturating_sub(listed));
            sheet.mark_heading(title.clone(), deep.max(above + 1).min(6), Why::Underlined);
        } else {
            rows.iter().for_each(|row| sheet.mark(*row..row + 1, Role::Text, Why::Unsaid));
        }
    }
}
