//! Stretches of texts, each within another or beside it.

use super::Span;
use std::cmp::Reverse;

/// Stretches in the order of the text, what is within others behind them; each is there once.
#[derive(Clone, Debug, Default)]
pub struct Nested {
    sorted: Vec<Span>,
    /// The innermost of `sorted` in which each begins.
    outer: Vec<Option<usize>>,
}

impl FromIterator<Span> for Nested {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Nested {
        let mut sorted: Vec<Span> = spans.into_iter().collect();
        sorted.sort_by_key(|span| (span.file, span.start, Reverse(span.end)));
        sorted.dedup();
        let (mut open, mut outer): (Vec<usize>, _) = (Vec::new(), Vec::new());
        for (index, span) in sorted.iter().enumerate() {
            while open.last().is_some_and(|&within| !holds(sorted[within], *span)) {
                open.pop();
            }
            outer.push(open.last().copied());
            open.push(index);
        }
        Nested { sorted, outer }
    }
}

/// Whether one stretch begins within another.
fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && (outer.start..outer.end).contains(&inner.start)
}

impl Nested {
    /// The stretches within which a place begins, the innermost first.
    pub fn around(&self, place: Span) -> impl Iterator<Item = Span> {
        let begins_before = |span: &Span| (span.file, span.start) <= (place.file, place.start);
        let mut next = self.sorted.partition_point(begins_before).checked_sub(1);
        let outwards = std::iter::from_fn(move || {
            let index = next?;
            next = self.outer.get(index).copied().flatten();
            self.sorted.get(index).copied()
        });
        outwards.filter(move |span| holds(*span, place))
    }

    /// The first stretch that begins behind a place of the same text.
    pub fn behind(&self, place: Span) -> Option<Span> {
        let next = self.sorted.partition_point(|span| (span.file, span.start) < (place.file, place.end));
        self.sorted.get(next).copied().filter(|span| span.file == place.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn the_innermost_comes_first() {
        let span = |range: std::ops::Range<usize>| Span::new(FileId(1), range);
        let nested: Nested =
            [span(40..50), span(0..30), span(20..25), span(5..10), span(0..30)].into_iter().collect();
        for (at, around, behind) in [
            (0, vec![span(0..30)], Some(span(5..10))),
            (7, vec![span(5..10), span(0..30)], Some(span(20..25))),
            (10, vec![span(0..30)], Some(span(20..25))),
            (30, vec![], Some(span(40..50))),
            (49, vec![span(40..50)], None),
        ] {
            let place = span(at..at + 1);
            assert_eq!(nested.around(place).collect::<Vec<_>>(), around, "{at}");
            assert_eq!(nested.behind(place), behind, "{at}");
            let elsewhere = Span { file: FileId(0), ..place };
            assert_eq!((nested.around(elsewhere).count(), nested.behind(elsewhere)), (0, None));
        }
    }
}
