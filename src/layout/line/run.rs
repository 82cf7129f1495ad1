//! The runs of a line: words of one voice that stand together are one, spaces included.

use super::LineSetter;
use super::dots::dots;
use crate::font::{Dots, FontId, Han};
use crate::layout::galley::LinePiece;
use crate::layout::page::{
    ArtifactKind, Color, Glyph, GlyphRun, Glyphs, Offset, PageItem, Part, Placed, Rule,
};
use crate::layout::shape::Word;
use crate::layout::style::{Decoration, TextStyle};
use crate::layout::text::{Segment, SegmentKind};
use crate::length::{Length, Point, Size};
use std::ops::Range;

/// A run that the next word may still join.
pub(super) struct OpenRun {
    pub(super) at: Length,
    pub(super) voice: Voice,
    pub(super) font: FontId,
    pub(super) size: Length,
    pub(super) glyphs: Glyphs,
    pub(super) words: String,
    pub(super) text: Range<u32>,
    /// Where the glyphs of each word begin that was set to the left of the one before.
    pub(super) leftward: Vec<usize>,
}

/// What text must share to be one run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Voice {
    pub(super) style: TextStyle,
    /// See `Segment::element`.
    pub(super) element: u32,
    /// It is a mark, and no text of the block: a run's range names all of its words or none.
    pub(super) mark: bool,
}

impl Voice {
    pub(super) fn of(segment: &Segment) -> Voice {
        let mark = matches!(segment.kind, SegmentKind::Mark(_));
        Voice { style: segment.style, element: segment.element, mark }
    }
}

impl LineSetter<'_> {
    /// Adds shaped text to the open run, or opens another where face or voice change.
    pub(super) fn glyphs(&mut self, text: &str, voice: Voice, range: Range<u32>) {
        let word = self.source.shaper.word(text, voice.style);
        self.shaped(&word, text, voice, range);
    }

    pub(super) fn shaped(&mut self, word: &Word, text: &str, voice: Voice, range: Range<u32>) {
        let left = self.pen;
        for piece in &word.pieces {
            let Range { start: from, end: to } = piece.text;
            self.pen = left + piece.left;
            // A hyphen that was added, or a mark's number, is no text of the block.
            let covered = (range.start + from).min(range.end)..(range.end.min(range.start + to));
            let open = self.open(piece.font, piece.size, voice, covered);
            let base = open.words.len() as u32;
            open.words.push_str(piece.text_of(text));
            for glyph in &piece.glyphs {
                let (glyph, offset) = glyph.in_run(base + glyph.text - from);
                open.glyphs.push(glyph, offset);
            }
        }
        self.pen = left + word.width;
    }

    /// The hyphen of a divided word is no character of it: what reads the page puts the word
    /// together again (ISO 32000-1, 14.8.2.2.3).
    pub(super) fn soften_hyphen(&mut self) {
        if let Some(open) = &mut self.run
            && open.words.ends_with('-')
        {
            open.words.pop();
            open.words.push('\u{AD}');
            let own = self.source.shaper.fonts().face(open.font).soft_hyphen;
            if let Some((glyph, own)) = open.glyphs.last_mut().zip(own) {
                glyph.id = own;
            }
        }
    }

    /// A word space: a real space glyph as wide as the glue, so that text can be copied.
    pub(super) fn blank(&mut self, width: Length, voice: Voice, range: Range<u32>) {
        let Voice { style, .. } = voice;
        let (font, id) = match self.space_glyph {
            Some((known, font, id)) if known == style => (font, id),
            _ => self.find_space_glyph(style),
        };
        let open = self.open(font, style.size, voice, range);
        let text = open.words.len() as u32;
        open.words.push(' ');
        open.glyphs.push(Glyph { id, advance: width.into(), text }, Offset::default());
        self.pen += width;
    }

    /// White space that is no text: what is set last is wider by it.
    pub(super) fn widen_last(&mut self, width: Length) {
        let last = self.run.as_mut().and_then(|open| open.glyphs.last_mut());
        if let Some(last) = last {
            last.advance = (Length::from(last.advance) + width).into();
        }
        self.pen += width;
    }

    pub(super) fn find_space_glyph(&mut self, style: TextStyle) -> (FontId, u16) {
        let space = self.source.shaper.word(" ", style);
        let id = space.pieces.first().and_then(|piece| piece.glyphs.first()).map_or(0, |glyph| glyph.id);
        let font = style.font(self.source.shaper.fonts());
        self.space_glyph = Some((style, font, id));
        (font, id)
    }

    pub(super) fn open(
        &mut self,
        font: FontId,
        size: Length,
        voice: Voice,
        text: Range<u32>,
    ) -> &mut OpenRun {
        let joins = |open: &OpenRun| (open.font, open.size) == (font, size) && open.voice == voice;
        let joins = self.run.as_ref().is_some_and(joins);
        if !joins {
            self.close();
        }
        let (at, from_right) = (self.pen, voice.style.from_right);
        // With the space behind the last word.
        let room = self.text_end.saturating_sub(text.start) as usize + 1;
        let open = self.run.get_or_insert_with(|| OpenRun {
            at,
            voice,
            font,
            size,
            glyphs: Glyphs::with_capacity(room),
            words: String::with_capacity(room),
            text: text.clone(),
            leftward: Vec::new(),
        });
        if from_right {
            open.at = at;
            open.leftward.push(open.glyphs.len());
        }
        open.text.end = open.text.end.max(text.end);
        open
    }

    /// On which side the characters of a run have dots.
    fn dots_of(&self, voice: Voice) -> Option<Dots> {
        let is_dotted = voice.style.dotted && !voice.mark;
        let languages = self.source.shaper.languages();
        is_dotted.then(|| languages.get(voice.style.lang).han.and_then(Han::dots)).flatten()
    }

    pub(super) fn close(&mut self) {
        let Some(mut open) = self.run.take() else { return };
        if !open.leftward.is_empty() {
            open.glyphs = open.glyphs.in_parts(&open.leftward);
        }
        // Pages keep their runs; most lines are one run, which has just the room that it needs.
        open.glyphs.shrink();
        let y = self.frame.baseline - open.voice.style.raise;
        let part = self.source.owner.part(self.shifted(open.text));
        let run = GlyphRun::new(open.font, open.size, open.voice.style.color, open.glyphs, open.words);
        let at = Point { x: open.at, y };
        let drawn = decoration(open.voice.style, run.width(), at);
        // Drawn before the letters, and so under them.
        self.pieces.extend(drawn.map(LinePiece::Placed));
        if let Some(side) = self.dots_of(open.voice) {
            self.pieces.extend(dots(&run, at, side).into_iter().map(LinePiece::Placed));
        }
        self.place(at, run.into(), part);
    }
}

/// What is drawn with a run besides its letters, under them.
fn decoration(style: TextStyle, width: Length, at: Point) -> Option<Placed> {
    // In hundredths of an em: how far above the baseline it begins, and how thick it is.
    let (above, thick, color) = match style.decoration {
        Decoration::None => return None,
        Decoration::Struck => (28, 6, style.color),
        Decoration::Underlined => (-10, 5, style.color),
        Decoration::Highlighted => (80, 105, Color::grey(222)),
    };
    let kind = match style.decoration {
        Decoration::Highlighted => ArtifactKind::Background,
        _ => ArtifactKind::Layout,
    };
    let em = style.size;
    let size = Size { width, height: em.scale(thick, 100) };
    Some(Placed {
        at: Point { x: at.x, y: at.y - em.scale(above, 100) },
        item: PageItem::Rule(Rule { size, color }),
        part: Part::Artifact(kind),
    })
}
