//! Code among words that is there for what it gives, `` `r nrow(mills)` `` (Quarto's guide, "Inline Code"): it is
//! not run, and no reader is to see it. In bookdown it may hold whole lines, a heading among them.

use super::super::super::Hidden;
use super::super::super::lines::Line;
use super::super::super::terrain::Terrain;
use crate::reader::foreign::Foreign;

/// Hides such code.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    for code in terrain.runs.iter().flat_map(|run| terrain.opaque_in(run)) {
        let inner = text[code.clone()].strip_prefix('`').filter(|inner| !inner.starts_with('`'));
        if inner.is_some_and(is_run) {
            hidden.foreign(Foreign::InlineCell, code.start + 1..code.end - 1);
            hidden.nothing(code.clone());
        }
    }
    let mut next = 0;
    for (index, line) in lines.iter().enumerate() {
        if index < next || !begins(line.words(text)) || terrain.opaque_at(line.start).is_some() {
            continue;
        }
        let Some(last) = last_line(text, &lines[index..]) else { continue };
        next = index + last + 1;
        let code = &lines[index..next];
        hidden.foreign(Foreign::InlineCell, line.start + 1..line.range(text).end);
        code.iter().for_each(|line| hidden.blank(line.range(text)));
    }
}

fn is_run(code: &str) -> bool {
    let behind_name = code.strip_prefix('{').and_then(|rest| rest.split_once("} "));
    behind_name.is_some_and(|(name, _)| !name.is_empty() && name.chars().all(char::is_alphanumeric))
        || code.starts_with("r ")
}

/// Whether a line begins code that it does not end, with words in quotes that go on below.
fn begins(words: &str) -> bool {
    let code = words.strip_prefix('`').filter(|code| is_run(code) && !code.contains('`'));
    code.is_some_and(|code| code.ends_with(['\'', '"']))
}

/// How far below the first of some lines such code ends.
fn last_line(text: &str, lines: &[Line]) -> Option<usize> {
    const MOST_LINES: usize = 40;
    let ends = |line: &Line| {
        let words = line.words(text);
        words.ends_with('`') && words.starts_with(['\'', '"', ')'])
    };
    lines.iter().take(MOST_LINES).position(ends)
}
