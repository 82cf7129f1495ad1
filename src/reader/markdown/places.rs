//! The way back from a text that was put together to the source.

use crate::source::Span;
use std::ops::Range;

/// Where the parts of a text stand in the source.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// Offsets in the text and in the source at which parts begin.
    parts: Vec<(usize, usize)>,
}

impl Places {
    /// All of the text stands from `start` on.
    pub(super) fn from(start: usize) -> Places {
        Places { parts: vec![(0, start)] }
    }

    /// Offsets in the text and in the source at which parts begin, in order.
    pub(super) fn of(parts: Vec<(usize, usize)>) -> Places {
        Places { parts }
    }

    /// A part begins; offsets ascend.
    pub(super) fn push(&mut self, offset: usize, source: usize) {
        self.parts.push((offset, source));
    }

    /// The source's range for a range of the text; what lies before all parts stands at `first`.
    pub(super) fn range(&self, range: Range<usize>, first: usize) -> Range<usize> {
        let start = self.offset(range.start, first);
        // The end is that of the last byte: the next part may lie far away.
        let end = if range.is_empty() { start } else { self.offset(range.end - 1, first) + 1 };
        start..end.max(start)
    }

    fn offset(&self, offset: usize, first: usize) -> usize {
        let after = self.parts.partition_point(|&(place, _)| place <= offset);
        let part = after.checked_sub(1).and_then(|index| self.parts.get(index));
        part.map_or(first, |&(place, source)| source + offset - place)
    }
}

/// The source of a text, in which marks are looked for one behind the other.
pub(super) struct MarkPlaces<'s> {
    source: &'s str,
    span: Span,
    at: usize,
}

impl<'s> MarkPlaces<'s> {
    pub(super) fn of(source: &'s str, span: Span) -> MarkPlaces<'s> {
        let source = source.get(..span.end as usize).unwrap_or_default();
        MarkPlaces { source, span, at: span.start as usize }
    }

    /// The place of the next mark; that of all the text where the source has it in some other form.
    pub(super) fn next(&mut self, written: &str) -> Span {
        let behind = self.source.get(self.at..).unwrap_or_default();
        let Some(found) = behind.find(written) else {
            // The search does not begin again, so that it takes linear time.
            self.at = self.source.len();
            return self.span;
        };
        let start = self.at + found;
        self.at = start + written.len();
        Span { start: start as u32, end: self.at as u32, ..self.span }
    }
}
