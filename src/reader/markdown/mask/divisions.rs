//! Fenced divisions: `::: {.class}` or `:::name title` up to `:::` (pandoc's manual, "Divs and
//! Spans"; the containers of Docusaurus, VitePress and MyST). They nest, and a closing fence closes
//! the innermost, whatever its length.

use super::lines::Line;
use super::terrain::Terrain;
use super::{Hidden, Marker, attributes};
use crate::reader::build::Attributes;
use crate::reader::foreign::Foreign;
use std::ops::Range;

/// What the opening fence of a division says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::reader::markdown) struct Opening {
    pub(in crate::reader::markdown) attributes: Attributes,
    /// Words behind the name.
    pub(in crate::reader::markdown) title: String,
    /// All of its line.
    pub(in crate::reader::markdown) range: Range<usize>,
}

/// Finds the fences that belong together; one that is never closed stays text, and so does one that
/// closes nothing.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    for Pair { start, opening, end } in pairs(text, lines, hidden) {
        for (line, marker) in [(start, Marker::Opens(opening)), (end, Marker::Closes(1))] {
            match terrain.ends_html_above(line) {
                true => hidden.marker_below_html(line.range(text), marker),
                false => hidden.marker(&[line.range(text)], marker),
            }
        }
    }
}

/// The fences of a division.
pub(super) struct Pair<'l> {
    pub(super) start: &'l Line,
    pub(super) opening: Opening,
    pub(super) end: &'l Line,
}

/// The fences that belong together, in the order of their ends; others are named.
pub(super) fn pairs<'l>(text: &str, lines: &'l [Line], hidden: &mut Hidden) -> Vec<Pair<'l>> {
    let mut open: Vec<(&Line, Opening)> = Vec::new();
    let mut pairs = Vec::new();
    for line in lines.iter().filter(|line| line.words(text).starts_with(FENCE)) {
        let words = line.words(text);
        if is_closing(words) {
            match open.pop() {
                Some((start, opening)) => pairs.push(Pair { start, opening, end: line }),
                None => hidden.foreign(Foreign::StrayFence, line.range(text)),
            }
        } else if let Some(opening) = opening(words, line.range(text)) {
            open.push((line, opening));
        }
    }
    for (line, _) in open {
        hidden.foreign(Foreign::OpenDivision, line.range(text));
    }
    pairs
}

const FENCE: &str = ":::";

/// Whether a line opens or closes a division, if another one belongs to it.
pub(super) fn is_fence(words: &str) -> bool {
    words.starts_with(FENCE) && (is_closing(words) || opening(words, 0..words.len()).is_some())
}

fn is_closing(words: &str) -> bool {
    words.bytes().all(|byte| byte == b':')
}

/// Reads an opening fence: attributes in braces, or a name, with attributes and a title behind it.
fn opening(line: &str, range: Range<usize>) -> Option<Opening> {
    let rest = line.trim_start_matches(':').trim_start();
    let rest = rest.trim_end_matches(':').trim_end();
    if rest.starts_with('{') {
        let (attributes, rest) = attributes(rest)?;
        return Some(Opening { attributes, title: rest.trim().to_owned(), range });
    }
    let end = rest.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c))).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    if name.is_empty() || !(rest.is_empty() || rest.starts_with([' ', '\t', '{', '['])) {
        return None;
    }
    let (mut said, mut title) = (Attributes::default(), rest.trim());
    if let Some((braced, behind)) = attributes(title) {
        (said, title) = (braced, behind.trim());
    } else if let Some((words, behind)) = title.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        // Docusaurus writes titles in brackets.
        title = if behind.trim().is_empty() { words } else { title };
    }
    // VitePress says so of details, all of which are open here.
    title = title.strip_suffix("{open}").map_or(title, str::trim_end);
    said.classes.insert(0, name.to_owned());
    Some(Opening { attributes: said, title: title.to_owned(), range })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_says_what_its_division_is() {
        for (line, expected) in [
            ("::: {.tip title=\"Warm it\"}", Some("# .tip title=\"Warm it\"|")),
            (":::warning", Some("# .warning |")),
            ("::: warning Mind the step", Some("# .warning |Mind the step")),
            (":::tip[My *title*]", Some("# .tip |My *title*")),
            ("::::: {#special .sidebar} ::::", Some("#special .sidebar |")),
            ("::: Warning ::::::", Some("# .Warning |")),
            (":::{.note}", Some("# .note |")),
            ("::: tip {.big} Title", Some("# .tip.big |Title")),
            ("::: {a b}", None),
            (":::: ... ", None),
            ("::: a, b", None),
        ] {
            let found = opening(line.trim_end(), 0..line.len())
                .map(|found| format!("{}|{}", found.attributes.shown(), found.title));
            assert_eq!(found.as_deref(), expected, "{line}");
        }
    }
}
