//! A file of which parts are taken in. What is looked for in it is looked for once, however often it is taken in.

use crate::source::FileId;
use std::ops::Range;
use std::sync::OnceLock;

/// A file that was read, and where its parts are.
#[derive(Debug)]
pub(super) struct File {
    pub(super) id: FileId,
    pub(super) text: String,
    line_starts: OnceLock<Vec<usize>>,
    anchors: OnceLock<Vec<AnchorLine>>,
}

/// A line with the name of an anchor.
#[derive(Debug)]
pub(super) struct AnchorLine {
    pub(super) line: Range<usize>,
    begins: Option<Range<usize>>,
    ends: Option<Range<usize>>,
}

impl File {
    pub(super) fn new(id: FileId, text: String) -> File {
        File { id, text, line_starts: OnceLock::new(), anchors: OnceLock::new() }
    }

    /// Where its lines begin.
    pub(super) fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| line_starts(&self.text).collect())
    }

    /// The lines with anchors, in order.
    pub(super) fn anchors(&self) -> &[AnchorLine] {
        self.anchors.get_or_init(|| {
            let ends = self.line_starts().iter().copied().skip(1).chain([self.text.len()]);
            let lines = self.line_starts().iter().zip(ends).map(|(&start, end)| start..end);
            lines.filter_map(|line| AnchorLine::of(&self.text, line)).collect()
        })
    }

    /// The anchor that begins at a line.
    pub(super) fn begins(&self, anchor: &AnchorLine) -> Option<&str> {
        anchor.begins.clone().map(|name| &self.text[name])
    }

    /// The anchor that ends at a line.
    pub(super) fn ends(&self, anchor: &AnchorLine) -> Option<&str> {
        anchor.ends.clone().map(|name| &self.text[name])
    }
}

impl AnchorLine {
    fn of(text: &str, line: Range<usize>) -> Option<AnchorLine> {
        let name = |mark| {
            let name = name(&text[line.clone()], mark)?;
            Some(line.start + name.start..line.start + name.end)
        };
        let (begins, ends) = (name("ANCHOR:"), name("ANCHOR_END:"));
        (begins.is_some() || ends.is_some()).then_some(AnchorLine { line, begins, ends })
    }
}

/// Where the name behind a mark stands in a line.
fn name(line: &str, mark: &str) -> Option<Range<usize>> {
    let behind = &line[line.find(mark)? + mark.len()..];
    let rest = behind.trim_start();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    let start = line.len() - rest.len();
    (end > 0).then_some(start..start + end)
}

/// Where the lines of a text begin.
pub(super) fn line_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).filter(|&at| at < text.len())
}
