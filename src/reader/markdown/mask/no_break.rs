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
        let is_between = bytes.get(start + 2).is_some_and(|byte| !byte.is_ascii_whitespace());
        if bytes.get(start + 1) == Some(&b' ')
            && is_between
            && ground.terrain.opaque_at(start).is_none()
            && !ground.is_formula(start)
        {
            hidden.no_break(start..start + 2);
        }
    }
}
