//! Theorems and their kin between fences of code, as bookdown had them first: ```` ```{theorem, line, name="Of
//! lines"} ````. What they hold is Markdown (the bookdown book, "Theorems and proofs").

use super::super::super::divisions::Opening;
use super::super::super::lines;
use super::super::super::terrain::Terrain;
use super::super::super::{Hidden, Marker};
use crate::document::TheoremKind;
use crate::reader::build::Attributes;
use crate::reader::markdown::cell;
use std::ops::Range;

/// Finds these fences.
pub(super) fn find(text: &str, terrain: &Terrain, hidden: &mut Hidden) {
    if !text.contains("``{") {
        return;
    }
    let mut open: Option<(usize, Opening)> = None;
    for line in lines::all(text, terrain) {
        let words = line.words(text);
        let ticks = words.len() - words.trim_start_matches('`').len();
        let begins_code = || terrain.opaque_at(line.start).is_some_and(|code| code.start >= line.whole.start);
        match open.take() {
            Some((least, opening)) if ticks >= least && ticks == words.len() => {
                let start = opening.range.clone();
                hidden.marker(&[start], Marker::Opens(opening));
                hidden.marker(&[line.range(text)], Marker::Closes(1));
            }
            Some(other) => open = Some(other),
            None if ticks >= 3 && begins_code() => {
                open = opening(&words[ticks..], line.range(text)).map(|opening| (ticks, opening));
            }
            None => {}
        }
    }
}

/// What a fence opens.
fn opening(info: &str, range: Range<usize>) -> Option<Opening> {
    let head = info.trim().strip_prefix('{')?.strip_suffix('}')?;
    let name = &head[..head.find([' ', ',']).unwrap_or(head.len())];
    TheoremKind::named(name)?;
    let mut attributes = Attributes { classes: vec![name.to_owned()], ..Attributes::default() };
    attributes.id = cell::label_behind(head);
    attributes.values.extend(cell::value_behind(head, "name").map(|value| ("name".to_owned(), value)));
    Some(Opening { attributes, title: String::new(), range })
}
