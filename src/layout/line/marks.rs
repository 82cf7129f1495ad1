//! What stands among the words of a line and is no text of the block: numbers of notes and pages, labels, annotations.

use super::LineSetter;
use super::run::Voice;
use crate::document::NoteId;
use crate::layout::galley::{LinePiece, PageNumberSlot};
use crate::layout::item::AnnotationPiece;
use crate::layout::page::{End, PageItem, Part};
use crate::layout::text::{Mark, SegmentKind};
use crate::length::{Length, Point, Size};

impl LineSetter<'_> {
    pub(super) fn mark(&mut self, index: u32) {
        let segment = self.segment(index);
        let (voice, at) = (Voice::of(segment), segment.range.start as u32);
        let SegmentKind::Mark(mark) = &self.source.text.segments[index as usize].kind else { return };
        if let Mark::Call { number, note } = mark {
            return self.call(*note, number, voice, at);
        }
        let Mark::PageOf { words, room, block } = mark else {
            return self.glyphs(mark.words(), voice, at..at);
        };
        // The words, and behind them, as they are read, room for the number.
        let (left, style, block) = (self.pen, voice.style, *block);
        let room = self.source.shaper.width(room, style);
        if style.from_right {
            self.pen += room;
        }
        self.glyphs(words, voice, at..at);
        self.close();
        if !style.from_right {
            self.pen += room;
        }
        let x = if style.from_right { left } else { self.pen };
        let part = self.source.owner.part(self.shifted(at..at));
        let at = Point { x, y: self.frame.baseline };
        self.pieces.push(LinePiece::PageNumber(PageNumberSlot { block, part, at, style }.into()));
    }

    /// The number of a note, as a run of its own, which leads to it.
    fn call(&mut self, note: NoteId, number: &str, voice: Voice, at: u32) {
        let left = self.pen;
        let part = self.source.owner.call(self.shifted(at..at).start, note);
        self.apart(number, voice, &part);
        self.calls.push(note);
        let size = Size { width: self.pen - left, height: self.frame.height };
        self.place(Point { x: left, y: Length::ZERO }, PageItem::Link(End::Note(note).into(), size), part);
    }

    /// What is said of words, in the middle above them, or behind them.
    pub(super) fn annotation(&mut self, piece: &AnnotationPiece) {
        let segment = &self.source.text.segments[piece.segment as usize];
        let Some(Mark::Annotation { words, start, depth, above, .. }) = segment.kind.mark() else { return };
        let Some(words) = words.get(piece.words.start as usize..piece.words.end as usize) else { return };
        let (right, mut voice) = (self.pen, Voice::of(segment));
        let part = self.source.owner.annotation(self.shifted(*start as u32..*start as u32).start, *depth);
        if let Some(width) = piece.over {
            self.close();
            voice.style = *above;
            let base = if self.is_from_right(piece.segment) { -width } else { width };
            self.pen -= (base + self.source.shaper.width(words, *above)) / 2;
        }
        self.apart(words, voice, &part);
        if piece.over.is_some() {
            self.pen = right;
        }
    }

    /// Words that are no text of the block, as a run of their own.
    fn apart(&mut self, words: &str, voice: Voice, part: &Part) {
        self.close();
        let first = self.pieces.len();
        self.glyphs(words, voice, 0..0);
        self.close();
        for piece in &mut self.pieces[first..] {
            if let LinePiece::Placed(placed) = piece
                && !matches!(placed.part, Part::Artifact(_))
            {
                placed.part = part.clone();
            }
        }
    }
}
