//! Commands of TeX that end a page: the only ones that mean something to both editions.

use super::terrain::Terrain;
use super::{Hidden, Marker};

pub(in crate::reader::markdown) const COMMANDS: [&str; 4] =
    ["\\newpage", "\\pagebreak", "\\clearpage", "\\cleardoublepage"];

/// Finds such commands where they are all of a paragraph.
pub(super) fn find(text: &str, terrain: &Terrain, hidden: &mut Hidden) {
    for run in &terrain.runs {
        if COMMANDS.contains(&text[run.clone()].trim().trim_end_matches("{}")) {
            hidden.marker(std::slice::from_ref(run), Marker::PageBreak);
        }
    }
}
