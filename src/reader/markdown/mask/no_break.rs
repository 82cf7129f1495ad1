//! A backslash before a blank: a no-break space (pandoc's manual, "Backslash escapes").

use super::Hidden;
use crate::reader::markdown::foreign::Ground;
use std::ops::Range;

/// Finds such blanks in a run of words.
pub(super) fn find(text: &str, run: &Range<usize>, ground: &Ground<'_>, hidden: &mut Hidden) {
    let bytes = &text.as_bytes()[..run.end];
    let mut at = run.start;
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == b'\\') {
        let start = at + found;
        at = (start + 2).min(run.end);
        // What is escaped escapes nothing, and a line may end behind a blank.
        let is_between = bytes.get(start + 1) == Some(&b' ')
            && bytes.get(start + 2).is_some_and(|byte| !byte.is_ascii_whitespace());
        // Behind an image it keeps that from being a figure.
        let is_last = start + 1 == bytes.len() && ends_in_blanks(&text[bytes.len()..]);
        if (is_between || is_last) && ground.terrain.opaque_at(start).is_none() && !ground.is_formula(start) {
            hidden.no_break(start..start + 2);
        }
    }
}

/// Whether nothing but blanks stands at the beginning of a text up to the end of its line.
fn ends_in_blanks(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    line.starts_with(' ') && line.trim().is_empty()
}
