//! Commands of TeX that end a page: the only ones that mean something to both editions.

use super::lines::Line;
use super::terrain::Terrain;
use super::{Hidden, Marker};
use crate::document::PageSide;

pub(in crate::reader::markdown) const COMMANDS: [&str; 4] =
    ["\\newpage", "\\pagebreak", "\\clearpage", DOUBLE];

/// Ends two pages where it must.
const DOUBLE: &str = "\\cleardoublepage";

/// Finds such commands where they are all of a paragraph; in a cell or a heading no page can begin.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    for line in lines.iter().filter(|line| terrain.begins_run(line.start)) {
        let words = line.words(text);
        let run = terrain.run_at(line.start);
        let is_alone = run.is_some_and(|run| text[run.clone()].trim() == words);
        let command = words.trim_end_matches("{}");
        if is_alone && COMMANDS.contains(&command) {
            // As LaTeX's classes for books have it, which open chapters on the right.
            let side = if command == DOUBLE { PageSide::Recto } else { PageSide::Either };
            hidden.marker(&[line.range(text)], Marker::PageBreak(side));
        }
    }
}
