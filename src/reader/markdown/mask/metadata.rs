//! Blocks of metadata in the midst of a text (pandoc's manual, "Extension: `yaml_metadata_block`"), of
//! which the parser would make headings.

use super::Hidden;
use super::lines::Line;
use crate::reader::front_matter;

/// Whether such blocks may stand in a text.
pub(super) fn may_stand_in(text: &str) -> bool {
    let is_key = |line: &str| line.starts_with(|c: char| c.is_ascii_lowercase()) && line.contains(':');
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if is_fence(line) && lines.peek().is_some_and(|next| is_key(next) || next.starts_with('#')) {
            return true;
        }
    }
    false
}

/// Finds them: below an empty line, between a line of three dashes and one of dashes or of periods.
pub(super) fn find(text: &str, lines: &[Line], hidden: &mut Hidden) {
    let mut at = 0;
    while let Some(first) = lines.get(at) {
        let is_free = at == 0 || lines[at - 1].words(text).is_empty();
        at += 1;
        if !is_free || !is_fence(&text[first.whole.clone()]) {
            continue;
        }
        let ends =
            |line: &Line| is_fence(&text[line.whole.clone()]) || text[line.whole.clone()].trim_end() == "...";
        let Some(length) = lines[at..].iter().position(ends) else { return };
        let end = &lines[at + length];
        let within = (first.whole.end + 1).min(end.whole.start)..end.whole.start;
        if length > 0 && !lines[at].words(text).is_empty() && front_matter::is_metadata(&text[within.clone()])
        {
            lines[at - 1..=at + length].iter().for_each(|line| hidden.blank(line.whole.clone()));
            hidden.metadata.push(within);
            at += length + 1;
        }
    }
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}
