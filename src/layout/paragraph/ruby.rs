//! Words with an annotation above them as one box, which no line cuts: as wide as the wider of the two.

use super::{Item, ItemBuilder, Itemiser, LONGEST_WORD, Piece};
use crate::layout::item::AnnotationPiece;
use crate::layout::objects::Objects;
use crate::layout::style::TextStyle;
use crate::layout::text::{Ruby, SegmentKind, StyledText};
use crate::length::Length;

/// What parts an annotation from that of the words beside it, in hundredths of its own em.
const GAP: i64 = 25;

impl Itemiser<'_> {
    /// Which annotations of a text stand above their words; the others follow behind, since both could
    /// not be on one line.
    pub(super) fn annotated(&self, text: &StyledText, objects: &Objects, measure: Length) -> Vec<bool> {
        let annotation = |ruby: &Ruby| text.segments.get(ruby.segments.end)?.kind.annotation();
        let fits = |ruby: &Ruby| {
            let above = annotation(ruby).is_some_and(|(words, style)| {
                words.len() <= LONGEST_WORD && self.annotation_width(words, style) <= measure
            });
            above && ruby.range.len() <= LONGEST_WORD && self.base_width(ruby, text, objects) <= measure
        };
        text.rubies.iter().map(|ruby| ruby.is_base && fits(ruby)).collect()
    }

    fn annotation_width(&self, words: &str, style: TextStyle) -> Length {
        self.shaper.width(words, style) + style.em().scale(GAP, 100)
    }

    fn base_width(&self, ruby: &Ruby, text: &StyledText, objects: &Objects) -> Length {
        let width = |index: usize| {
            let segment = &text.segments[index];
            match &segment.kind {
                SegmentKind::Text => self.shaper.width(&text.text[segment.range.clone()], segment.style),
                SegmentKind::Image(_) => objects.image(index as u32).1.width,
                SegmentKind::Formula(_) => {
                    objects.formula(index as u32).iter().map(|set| set.set.width).sum()
                }
                SegmentKind::Mark(mark) => self.shaper.width(mark.words(), segment.style),
                SegmentKind::Break => Length::ZERO,
            }
        };
        ruby.segments.clone().map(width).sum()
    }
}

impl ItemBuilder<'_> {
    /// Remembers where the words below an annotation begin among the items.
    pub(super) fn see_ruby(&mut self, segment: usize) {
        let segment = &self.text.segments[segment];
        let ruby = segment.ruby.map(|ruby| ruby as usize);
        if segment.kind.mark().is_none() && ruby != self.base.map(|(open, _)| open) {
            self.base = ruby.map(|ruby| (ruby, self.items.len()));
        }
    }

    /// Whether a segment lies below an annotation.
    pub(super) fn is_below(&self, segment: usize) -> bool {
        let ruby = self.text.segments[segment].ruby;
        ruby.is_some_and(|ruby| self.annotated.get(ruby as usize) == Some(&true))
    }

    /// Whether no line may end at an offset, since it lies within words below an annotation.
    pub(super) fn parts_ruby(&mut self, at: usize) -> bool {
        let rubies = &self.text.rubies;
        while rubies.get(self.ruby).is_some_and(|ruby| ruby.range.end <= at || !self.annotated[self.ruby]) {
            self.ruby += 1;
        }
        rubies.get(self.ruby).is_some_and(|ruby| ruby.range.start < at)
    }

    /// The annotation of words that are behind, above them or beside them.
    pub(super) fn annotation(&mut self, segment: usize, ruby: usize) {
        let Some((words, style)) = self.text.segments[segment].kind.annotation() else { return };
        let base = self.base.filter(|(open, _)| *open == ruby && self.annotated[ruby]);
        let Some((_, start)) = base else {
            return self.beside(segment, words);
        };
        let base: Length = self.items[start..].iter().map(Item::width).sum();
        // Rounded up, so that what is as wide as its column still is when it is asked for again.
        let lacking = self.itemiser.annotation_width(words, style) - base;
        let pad = ((lacking + Length(1)) / 2).max(Length::ZERO);
        let blank = || Item::Box { width: pad, piece: Piece::Indent };
        if pad > Length::ZERO {
            self.items.insert(start, blank());
            self.items.push(blank());
        }
        self.push_annotation(segment, 0..words.len(), Some(base + pad * 2));
    }

    /// An annotation that stands behind its words, as wide as it is.
    fn beside(&mut self, segment: usize, words: &str) {
        let style = self.text.segments[segment].style;
        let mut start = 0;
        for word in words.split_inclusive(' ') {
            let end = start + word.len();
            let mut width = Length::ZERO;
            let mut from = start;
            for cluster in self.itemiser.segmenter.clusters(word) {
                let own = self.width_in(&word[cluster.clone()], style);
                if width > Length::ZERO && width + own > self.rules.measure {
                    self.push_annotation(segment, from..start + cluster.start, None);
                    (from, width) = (start + cluster.start, Length::ZERO);
                }
                width += own;
            }
            self.push_annotation(segment, from..end, None);
            start = end;
        }
    }

    fn push_annotation(&mut self, segment: usize, words: std::ops::Range<usize>, over: Option<Length>) {
        let style = self.text.segments[segment].style;
        let text = self.text.segments[segment].kind.mark().map_or("", |mark| &mark.words()[words.clone()]);
        let width = if over.is_some() { Length::ZERO } else { self.width_in(text, style) };
        if over.is_none() {
            self.items.push(Item::Penalty { width: Length::ZERO, cost: 0, flagged: false });
        }
        let piece =
            AnnotationPiece { segment: segment as u32, words: words.start as u32..words.end as u32, over };
        self.items.push(Item::Box { width, piece: Piece::Annotation(piece) });
    }
}
