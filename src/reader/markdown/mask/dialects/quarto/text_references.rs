//! Where bookdown's text references are defined: `(ref:name) Words`, a paragraph of its own.

use super::super::super::Hidden;
use super::super::super::lines::Line;
use super::super::super::terrain::Terrain;
use crate::reader::foreign::Foreign;
use crate::reader::markdown::marks::text_reference;
use std::collections::BTreeSet;

/// No words are longer, in bytes, that stand in the place of a name, since that may come often.
const LONGEST: usize = 1_000;

/// Takes definitions out of the text. One that nothing refers to stays, and so do a second one of a name
/// and one that refers to others.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    let mut used = None;
    for (index, line) in lines.iter().enumerate() {
        let words = line.words(text);
        let Some((name, rest)) = text_reference::at(words).filter(|(_, rest)| rest.starts_with(' ')) else {
            continue;
        };
        let used = used.get_or_insert_with(|| names(text, lines, terrain));
        let is_short = rest.len() <= LONGEST && !rest.contains(text_reference::OPENS);
        let is_new = !hidden.text_references.contains_key(name);
        let is_all = lines.get(index + 1).is_none_or(|below| {
            let below = below.words(text);
            below.is_empty() || below.starts_with(text_reference::OPENS)
        });
        if used.contains(name) && is_new && is_short && is_all {
            hidden.text_references.insert(name.to_owned(), rest.trim().to_owned());
            hidden.blank(line.range(text));
        } else {
            hidden.foreign(Foreign::TextReference, line.range(text));
        }
    }
}

/// The names that are referred to, among words or as the caption of a cell.
fn names<'t>(text: &'t str, lines: &[Line], terrain: &Terrain) -> BTreeSet<&'t str> {
    let defines = |at: usize| lines.binary_search_by_key(&at, |line| line.start).is_ok();
    let is_caption = |at: usize| {
        let before = text[..at].rsplit('\n').next().unwrap_or_default();
        ["fig.cap", "fig-cap", "tbl-cap", "lst-cap"].iter().any(|name| before.contains(name))
    };
    let is_read = |at: usize| terrain.opaque_at(at).is_none() || is_caption(at);
    let marks = text.match_indices(text_reference::OPENS).filter(|(at, _)| !defines(*at) && is_read(*at));
    marks.filter_map(|(at, _)| Some(text_reference::at(&text[at..])?.0)).collect()
}
