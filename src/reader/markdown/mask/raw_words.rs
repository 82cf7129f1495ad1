//! HTML that says that it is some, among words: `` `<b>`{=html} `` (pandoc's manual, "Generic raw
//! attribute"). It is read as HTML wherever it stands, and so are its blocks.

use super::Hidden;
use super::terrain::Terrain;
use crate::reader::markdown::code::is_html;
use std::ops::Range;

/// Hides what stands around such HTML in a run of words.
pub(super) fn find(text: &str, run: &Range<usize>, terrain: &Terrain, hidden: &mut Hidden) {
    for code in terrain.opaque_in(run) {
        let written = &text[code.clone()];
        let marks = written.len() - written.trim_start_matches('`').len();
        let behind = text[code.end..].strip_prefix("{=").and_then(|rest| rest.split_once('}'));
        let Some((format, _)) = behind.filter(|(format, _)| marks > 0 && is_html(format)) else { continue };
        hidden.nothing(code.start..code.start + marks);
        hidden.nothing(code.end - marks..code.end + "{=}".len() + format.len());
    }
}
