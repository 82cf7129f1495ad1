//! Stretches of the source that a reader of the page does not see, as `hidden` asks.

use super::builder::Builder;
use std::ops::Range;

impl Builder<'_> {
    /// Leaves out what stands in a range of the source, which begins behind those that were left out
    /// before.
    pub(in crate::reader) fn leave_out(&mut self, range: Range<usize>) {
        self.unseen.push(range);
    }

    /// Whether a place lies in what is left out.
    pub(in crate::reader) fn is_left_out(&self, at: usize) -> bool {
        let before = self.unseen.partition_point(|range| range.start <= at);
        before > 0 && self.unseen.get(before - 1).is_some_and(|range| at < range.end)
    }

    /// The text of the source behind a place.
    pub(in crate::reader) fn source_behind(&self, at: usize) -> &str {
        self.source.text.get(at..).unwrap_or_default()
    }

    /// Whether an end tag may still be looked for: so many that were looked for in vain has no text that
    /// a person wrote, and each search runs to the end of the source.
    pub(in crate::reader) fn looks_for_end(&self) -> bool {
        const MOST: usize = 16;
        self.endless_searches < MOST
    }

    /// Notes that an end tag was looked for in vain.
    pub(in crate::reader) fn found_no_end(&mut self) {
        self.endless_searches += 1;
    }
}
