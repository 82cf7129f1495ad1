//! Commands of TeX that end a page: the only ones that mean something to both editions.

use super::terrain::Terrain;
use super::{Hidden, Marker};
use crate::document::PageSide;

pub(in crate::reader::markdown) const COMMANDS: [&str; 4] =
    ["\\newpage", "\\pagebreak", "\\clearpage", DOUBLE];

/// Ends two pages where it must.
const DOUBLE: &str = "\\cleardoublepage";

/// Finds such commands where they are all of a paragraph.
pub(super) fn find(text: &str, terrain: &Terrain, hidden: &mut Hidden) {
    for run in &terrain.runs {
        let command = text[run.clone()].trim().trim_end_matches("{}");
        if COMMANDS.contains(&command) {
            // As LaTeX's classes for books have it, which open chapters on the right.
            let side = if command == DOUBLE { PageSide::Recto } else { PageSide::Either };
            hidden.marker(std::slice::from_ref(run), Marker::PageBreak(side));
        }
    }
}
