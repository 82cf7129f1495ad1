//! Lines of verse that stand alone between stanzas.

use super::manner::Wrapping;
use super::verse::keeps_lines;
use super::{columns, list};
use crate::reader::plain::Sheet;
use crate::reader::plain::role::Role;
use std::ops::Range;

/// Whether a line alone is one of verse, such as a refrain: a stanza stands above or below it, no deeper set
/// in, and the line is neither a caption nor what announces the verse.
pub fn is_lone_verse(sheet: &Sheet, part: &Range<usize>) -> bool {
    let line = part.start;
    let content = sheet.content(line);
    let speaks = sheet.speakers.contains_key(&line);
    if part.len() > 1 || speaks || content.ends_with(':') || !content.chars().any(char::is_lowercase) {
        return false;
    }
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    if is_text(&(line + 1)) || line.checked_sub(1).is_some_and(|above| is_text(&above)) {
        return false;
    }
    let above = line.checked_sub(2).filter(is_text).map(|last| {
        let first = (0..=last).rev().take(MOST_STANZA).take_while(is_text).last().unwrap_or(last);
        first..last + 1
    });
    let below = Some(line + 2).filter(is_text).map(|first| {
        first..(first..sheet.lines.len()).take(MOST_STANZA).take_while(is_text).last().unwrap_or(first) + 1
    });
    let is_stanza = |stanza: &Range<usize>| {
        let lines = sheet.lines.get(stanza.clone()).unwrap_or_default();
        let widest = lines.iter().map(|line| line.width).max().unwrap_or(0);
        let margin = lines.iter().map(|line| line.indent).min().unwrap_or(0);
        let own = sheet.lines.get(line).map_or((0, 0), |line| (line.width, line.indent));
        let is_list = list::cut(sheet, stanza.clone()).iter().any(|(_, is_list)| *is_list);
        let is_verse = !is_list && columns::columns(sheet, stanza).is_none();
        is_verse
            && own.0 * 2 >= widest
            && own.0 <= widest * 3 / 2
            && own.1 >= margin
            && keeps_lines(sheet, stanza)
    };
    above.is_some_and(|stanza| is_stanza(&stanza))
        || below.is_some_and(|stanza| is_stanza(&stanza))
        || goes_on(sheet, line)
}

/// Whether a line of a text of nothing but verse goes on from the stanza above it, however short it is: it begins
/// with a small letter or is set in, and so do all lines alone between them.
fn goes_on(sheet: &Sheet, line: usize) -> bool {
    if sheet.manner.wrapping != Wrapping::Ragged || !sheet.play.names.is_empty() {
        return false;
    }
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    let stands_so = |line: usize| {
        let set_in = sheet.lines.get(line).is_some_and(|line| line.indent > sheet.manner.margin);
        set_in || sheet.content(line).starts_with(char::is_lowercase)
    };
    let mut last = line;
    for _ in 0..MOST_STANZA {
        if !stands_so(last) {
            return false;
        }
        // A single blank line parts stanzas.
        let Some(above) = last.checked_sub(2).filter(is_text) else { return false };
        if above.checked_sub(1).is_some_and(|next| is_text(&next)) {
            let first = (0..=above).rev().take(MOST_STANZA).take_while(is_text).last().unwrap_or(above);
            return keeps_lines(sheet, &(first..above + 1));
        }
        last = above;
    }
    false
}

/// So many lines of a stanza are looked at beside a line alone.
const MOST_STANZA: usize = 40;
