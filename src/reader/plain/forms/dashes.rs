//! What people say behind dashes, a paragraph each, however short: "— Who is there?"

use super::Form;
use super::manner::Wrapping;
use super::{cut, is_break};
use crate::reader::plain::Sheet;
use std::ops::Range;

/// The paragraphs of lines without a blank one between them of which two at least begin with dashes, if the others go on
/// from full lines: a stanza ends its lines early.
pub fn paragraphs(sheet: &Sheet, lines: &Range<usize>) -> Option<Vec<(Range<usize>, Form)>> {
    const FEWEST: usize = 2;
    if sheet.manner.wrapping == Wrapping::Ragged || !sheet.play.names.is_empty() {
        return None;
    }
    let begins = |line: usize| begins_speech(sheet.content(line));
    let count = lines.clone().filter(|&line| begins(line)).count();
    let goes_on = |line: usize| begins(line) || sheet.is_full(line - 1);
    if count < FEWEST || !begins(lines.start) || !(lines.start + 1..lines.end).all(goes_on) {
        return None;
    }
    let mut parts = Vec::new();
    cut(lines.clone(), &mut parts, begins);
    Some(parts.into_iter().map(|part| (part, Form::Paragraph)).collect())
}

/// Whether a line begins with a dash, and then with words. A hyphen may be a bullet as well.
fn begins_speech(content: &str) -> bool {
    let words = content.strip_prefix(['—', '–', '―']).or_else(|| content.strip_prefix("--"));
    let begins = |first: char| first.is_alphanumeric() || "«„“\"‘'¿¡_…(".contains(first);
    words.is_some_and(|words| words.trim_start().starts_with(begins)) && !is_break(content)
}
