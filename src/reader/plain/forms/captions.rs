//! What stands in place of a picture: "[Illustration: The weir]", whose words are no headings and no entries of a
//! list.

use crate::reader::plain::Sheet;
use std::ops::Range;

/// The lines of each such note, from its bracket to the one that closes it.
pub fn find(sheet: &Sheet) -> Vec<Range<usize>> {
    const BEGINNINGS: &[&str] =
        &["[illustration", "[illustrazione", "[ilustra", "[abbildung", "[kuva", "[bild"];
    let begins = |line: usize| {
        let words = sheet.content(line);
        let start = words.starts_with('[').then(|| words.chars().take(LONGEST).collect::<String>());
        start.is_some_and(|start| {
            let start = start.to_lowercase();
            BEGINNINGS.iter().any(|beginning| start.starts_with(beginning))
        })
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut line = 0;
    while line < sheet.lines.len() {
        let end = begins(line).then(|| end(sheet, line)).flatten();
        found.extend(end.map(|end| line..end));
        line = end.unwrap_or(line + 1);
    }
    found
}

const LONGEST: usize = 16;

/// Behind the line in which the bracket closes that a line begins with; a bracket that is open for long is a slip.
fn end(sheet: &Sheet, start: usize) -> Option<usize> {
    const MOST_LINES: usize = 60;
    let mut depth = 0i32;
    let closes = |line: &usize| {
        for bracket in sheet.content(*line).chars().filter(|c| "[]".contains(*c)) {
            depth += if bracket == '[' { 1 } else { -1 };
        }
        depth <= 0
    };
    (start..sheet.lines.len()).take(MOST_LINES).find(closes).map(|line| line + 1)
}
