//! Calls of notes within the words of a link or an image: the parser, once it has found one, knows no
//! longer that a link had begun.

use super::Hidden;
use super::terrain::Terrain;
use std::ops::Range;

/// Whether a text may hold such a call.
pub(super) fn may_hold(text: &str) -> bool {
    let calls = text.match_indices("[^").map(|(at, _)| &text[at..text.floor_char_boundary(at + FARTHEST)]);
    calls.into_iter().any(|behind| LINKS.iter().any(|link| behind.contains(link)))
}

/// So far behind a call, in bytes, the words of its link may end.
const FARTHEST: usize = 500;

/// What ends the words of a link.
const LINKS: [&str; 2] = ["](", "]["];

/// Masks the calls of a run of words that stand before the end of a link.
pub(super) fn find(text: &str, run: &Range<usize>, terrain: &Terrain, hidden: &mut Hidden) {
    let words = &text[run.clone()];
    let Some(last) = LINKS.iter().filter_map(|link| words.rfind(link)).max() else { return };
    for call in terrain.calls_in(run).take_while(|call| call.end <= run.start + last) {
        hidden.call(call.clone());
    }
}
