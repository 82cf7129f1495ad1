//! Letters, figures and words.

use super::boxes::MathBox;
use super::{Level, MathSetter};
use crate::font::FontId;
use crate::layout::page::GlyphRun;
use crate::layout::style::TextStyle;
use crate::length::Length;

impl MathSetter<'_> {
    /// A letter is slanted; a name of several is upright.
    pub(super) fn identifier(&self, text: &str, upright: bool, level: Level) -> MathBox {
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(letter), None) if !upright => {
                self.signs(italic(letter).encode_utf8(&mut [0; 4]), text, level)
            }
            _ => self.signs(text, text, level),
        }
    }

    /// Signs of the face of mathematics; `meant` is the text that they stand for.
    pub(super) fn signs(&self, signs: &str, meant: &str, level: Level) -> MathBox {
        self.shaped(signs, meant, self.face.font, self.size(level), level)
    }

    /// Words in the face of the text.
    pub(super) fn words(&self, text: &str, bold: bool, italic: bool, level: Level) -> MathBox {
        let text = text.replace('\u{A0}', " ");
        let style =
            TextStyle { bold: bold || self.text.bold, italic: italic || self.text.italic, ..self.text };
        let size = self.text.size.scale(self.size(level).0, level.full.0.max(1));
        self.shaped(&text, &text, style.font(self.shaper.fonts()), size, level)
    }

    fn shaped(&self, signs: &str, meant: &str, font: FontId, size: Length, level: Level) -> MathBox {
        let word = self.shaper.word_in(signs, font, size, self.text.lang);
        let mut whole = MathBox::default();
        for piece in &word.pieces {
            let (from, own) = (piece.text.start, piece.text_of(signs));
            // The text of a sign that stands for another is known for the whole only.
            let same = signs == meant;
            let glyphs = piece.glyphs.iter();
            let glyphs = glyphs.map(|glyph| glyph.in_run(if same { glyph.text - from } else { 0 }));
            let text = if same { own } else { meant };
            let run = GlyphRun::new(piece.font, size, level.color, glyphs.collect(), text);
            whole.push(self.run(run));
        }
        whole
    }

    /// A run with its extents; of the face of mathematics, the last glyph's lean and, of a lone
    /// one, where its accent stands.
    pub(super) fn run(&self, run: GlyphRun) -> MathBox {
        let (mut height, mut depth) = (Length(i64::MIN / 4), Length(i64::MIN / 4));
        for (index, glyph) in run.glyphs.iter().enumerate() {
            let (ink, up) = (self.face.ink(run.font, glyph.id, run.size), run.glyphs.offset(index).y);
            height = height.max(ink.top + up.into());
            depth = depth.max(-(ink.bottom + up.into()));
        }
        let math = run.font == self.face.font;
        let last = run.glyphs.last().filter(|_| math);
        let italics = last.map_or(Length::ZERO, |glyph| self.face.italics(glyph.id, run.size));
        let lone = run.glyphs.first().filter(|_| math && run.glyphs.len() == 1);
        let accent = lone.and_then(|glyph| self.face.accent(glyph.id, run.size));
        if run.glyphs.is_empty() {
            (height, depth) = (Length::ZERO, Length::ZERO);
        }
        let width = run.width();
        MathBox { italics, accent, ..MathBox::of(run.into(), width, height, depth) }
    }
}

/// The slanted form of a letter, as Unicode's mathematical alphabets have it.
fn italic(letter: char) -> char {
    let at = |first: u32, base: char| {
        char::from_u32(first + u32::from(letter) - u32::from(base)).unwrap_or(letter)
    };
    match letter {
        // The planck constant took the place of the slanted h.
        'h' => 'ℎ',
        'a'..='z' => at(0x1D44E, 'a'),
        'A'..='Z' => at(0x1D434, 'A'),
        'α'..='ω' => at(0x1D6FC, 'α'),
        'Α'..='Ω' => at(0x1D6E2, 'Α'),
        '∂' => '𝜕',
        'ϵ' => '𝜖',
        'ϑ' => '𝜗',
        'ϰ' => '𝜘',
        'ϕ' => '𝜙',
        'ϱ' => '𝜚',
        'ϖ' => '𝜛',
        'ı' => '𝚤',
        'ȷ' => '𝚥',
        other => other,
    }
}
