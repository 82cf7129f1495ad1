//! Words with an annotation above them.

use super::{Lookup, Mark, StyledText};
use crate::document::Inline;
use crate::layout::style::TextStyle;
use std::ops::Range;

/// What stands below an annotation. The annotation itself is a mark behind it.
#[derive(Clone, Debug, Hash)]
pub struct Ruby {
    /// Its own text.
    pub range: Range<usize>,
    /// Its segments.
    pub segments: Range<usize>,
    /// The annotation can stand above it: there is something below, and on one line.
    pub is_base: bool,
}

impl<'a> StyledText<'a> {
    /// Words and, behind them in the order of reading, what stands above them.
    pub(super) fn push_ruby(
        &mut self,
        annotation: &str,
        base: &'a [Inline],
        style: TextStyle,
        lookup: Lookup<'a>,
    ) {
        if annotation.trim().is_empty() {
            return self.push(base, style, lookup);
        }
        let (start, first, nested) = (self.text.len(), self.segments.len(), self.ruby.is_some());
        let index = self.rubies.len();
        self.rubies.push(Ruby { range: start..start, segments: first..first, is_base: false });
        self.ruby = self.ruby.or(Some(index as u32));
        self.depth += 1;
        // There is room for one of the two, and the annotation says more than dots do.
        let below = TextStyle { dotted: false, ..style };
        self.in_element(|text| text.push(base, below, lookup));
        self.depth -= 1;
        let (range, segments) = (start..self.text.len(), first..self.segments.len());
        let below = &self.text[range.clone()];
        let is_base = !nested && !below.trim().is_empty() && !below.contains('\n');
        let above = style.above(has_tall(below));
        self.rubies[index] = Ruby { range, segments, is_base };
        let words = annotation.split_whitespace().collect::<Vec<_>>().join(" ");
        let depth = self.depth;
        if !nested {
            self.ruby = None;
        }
        self.push_mark(Mark::Annotation { words, start, depth, ruby: index, above }, style.superior());
    }
}

/// Whether some of the letters fill the em square, as ideographs do. Below U+1100 none do.
pub fn has_tall(text: &str) -> bool {
    text.contains(|letter| letter >= '\u{1100}')
}
