//! Divisions that are interrupted for the headings in them.

use super::container::{Container, Containers};
use super::kind::{Division, Kind};
use super::leaf::NewPage;
use crate::document::BlockId;
use std::ops::Range;

/// A division that was closed for a heading, to go on behind it.
pub(super) struct Interrupted {
    division: Division,
    element: Option<String>,
    breaks_after: Option<NewPage>,
}

impl Containers {
    /// The divisions that are open, if nothing else is: a heading in them is one of the book. They
    /// are to be closed, and leave nothing where nothing is in them.
    pub(super) fn interrupt(&mut self) -> Option<Vec<Interrupted>> {
        // Each heading doubles them, so that a hostile text could make many of few.
        const MOST: usize = 16;
        let holds_headings = |container: &Container| {
            matches!(container.kind, Kind::Division(Division { apart: false, lone: false, .. }))
        };
        let open = self.depth.flattened == 0 && (1..=MOST).contains(&self.stack.len());
        if !(open && self.stack.iter().all(holds_headings)) {
            return None;
        }
        let interrupted = self.stack.iter_mut().filter_map(|container| {
            let Kind::Division(division) = &mut container.kind else { return None };
            division.vanishes = true;
            let division = Division { title: Vec::new(), ..division.clone() };
            let breaks_after = std::mem::take(&mut container.breaks_after);
            Some(Interrupted { division, element: container.element.clone(), breaks_after })
        });
        Some(interrupted.collect())
    }

    /// Opens a division again that was closed for a heading.
    pub(super) fn resume(&mut self, id: BlockId, interrupted: Interrupted, range: Range<usize>) {
        let Interrupted { division, element, breaks_after } = interrupted;
        self.depth.levels += 1;
        self.push(id, Kind::Division(division), element, range);
        if let Some(container) = self.stack.last_mut() {
            container.breaks_after = breaks_after;
        }
    }
}

impl Interrupted {
    /// The language of what it holds.
    pub(super) fn lang(&self) -> Option<&String> {
        self.division.lang.as_ref()
    }
}
