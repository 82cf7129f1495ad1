//! Text that the parser gives piece by piece and as it is written.

use super::places::Places;
use std::ops::Range;

/// Code and raw HTML: text as it is, and where its parts stand in the source.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) range: Range<usize>,
    pub(super) text: String,
    places: Places,
}

impl Raw {
    pub(super) fn new(range: Range<usize>) -> Raw {
        Raw { range, text: String::new(), places: Places::default() }
    }

    pub(super) fn push(&mut self, text: &str, start: usize) {
        self.places.push(self.text.len(), start);
        self.text.push_str(text);
    }

    /// The source's range for a range of `text`.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let range = self.places.range(range, self.range.start);
        range.start.min(self.range.end)..range.end.min(self.range.end)
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
