//! Text that the parser gives piece by piece and as it is written.

use std::ops::Range;

/// Code and raw HTML: text as it is, and where its parts stand in the source.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) range: Range<usize>,
    pub(super) text: String,
    /// Offsets in `text` and in the source at which parts begin.
    places: Vec<(usize, usize)>,
}

impl Raw {
    pub(super) fn new(range: Range<usize>) -> Raw {
        Raw { range, text: String::new(), places: Vec::new() }
    }

    pub(super) fn push(&mut self, text: &str, start: usize) {
        self.places.push((self.text.len(), start));
        self.text.push_str(text);
    }

    /// The source's range for a range of `text`.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_offset(range.start);
        // The end is that of the last byte: the next part may lie far away.
        let end = if range.is_empty() { start } else { self.source_offset(range.end - 1) + 1 };
        start..end.max(start)
    }

    fn source_offset(&self, offset: usize) -> usize {
        let after = self.places.partition_point(|&(place, _)| place <= offset);
        match after.checked_sub(1).and_then(|index| self.places.get(index)) {
            Some(&(place, source)) => (source + offset - place).min(self.range.end),
            None => self.range.start,
        }
    }

    /// The lines of a fence named `verse`, each with its range in the source.
    pub(super) fn lines(&self) -> Vec<(&str, Range<usize>)> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.text.trim_end_matches(['\n', '\r']).split('\n') {
            let words = line.trim_end();
            lines.push((words, self.source(start..start + words.len())));
            start += line.len() + 1;
        }
        lines
    }
}
