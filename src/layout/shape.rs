//! Text to glyphs. The only file that knows the shaper.
//!
//! Words are shaped whole, each size by itself, behind a cache that all chapters share: a hit and a
//! miss give the same glyphs, so the cache cannot make a run differ from another. Kerning across
//! a word space is not asked for; that is what makes words the unit of the cache.

mod faces;
mod small_caps;
mod word;

pub use word::{Division, Piece, SizedGlyph, Word};

use crate::font::{FontBook, FontId, is_ignorable};
use crate::layout::bidi::{self, Levels};
use crate::layout::language::{LangId, Languages};
use crate::layout::page::{MISSING_ADVANCE, NOTDEF, Offset};
use crate::layout::style::TextStyle;
use crate::length::{Length, ShortLength};
use harfrust::{Buffer, Direction, Feature, Font, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Shapes words in the faces of a `FontBook`.
pub struct Shaper<'a> {
    fonts: &'a FontBook,
    languages: &'a Languages,
    faces: Vec<ShapingFace>,
    /// Sharded, so that chapters set side by side seldom wait for each other.
    words: Vec<Mutex<WordCache>>,
}

type WordCache = FxHashMap<RunStyle, FxHashMap<Box<str>, Arc<Word>>>;

/// What words are shaped by, besides their letters: the same may be other glyphs in another language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct RunStyle {
    font: FontId,
    size: Length,
    lang: LangId,
    small_caps: bool,
    /// See `TextStyle`.
    from_right: bool,
    is_resolved: bool,
}

#[derive(Default)]
struct ShapingFace {
    /// How letters of each kind that was met are shaped: to plan it costs as much as to shape a long word.
    plans: Mutex<BTreeMap<PlanKey, Arc<ShapePlan>>>,
    /// What is asked for by name.
    features: Vec<Feature>,
}

/// What a plan of shaping depends on besides the face.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct PlanKey {
    lang: LangId,
    small_caps: bool,
    from_right: bool,
    script: Tag,
}

/// A glyph in font units; `text` is a byte offset into the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct UnitGlyph {
    id: u16,
    advance: i32,
    offset_x: i32,
    offset_y: i32,
    text: u32,
    /// It and what follows are the same where what is before is cut off, and the other way round.
    is_apart: bool,
}

/// What is longer, in bytes, is no word that comes again, but a line of code or a stretch that
/// had to be cut: it is not kept.
const LONGEST_KEPT: usize = 48;
/// So many words of a style are kept by a shard: all shards together have room for twice the words of the longest
/// novels. What is beyond them, as the numbers of a million lines, comes but once or twice.
const MOST_KEPT: usize = 1_024;
/// The words are many and small: to let go of them one after the other took as long as to read the book.
impl Drop for Shaper<'_> {
    fn drop(&mut self) {
        std::mem::take(&mut self.words).into_par_iter().for_each(drop);
    }
}

/// A power of two well above the number of threads.
const SHARDS: usize = 64;

impl<'a> Shaper<'a> {
    pub fn new(fonts: &'a FontBook, languages: &'a Languages) -> Shaper<'a> {
        let named = |id| {
            let features = fonts.features(id).iter();
            features.map(|feature| Feature::new(Tag::new(&feature.tag), feature.value, ..)).collect()
        };
        let faces = (0u16..)
            .map(|id| ShapingFace { features: named(FontId(id)), ..ShapingFace::default() })
            .take(fonts.count())
            .collect();
        let words = (0..SHARDS).map(|_| Mutex::default()).collect();
        Shaper { fonts, languages, faces, words }
    }

    pub fn fonts(&self) -> &'a FontBook {
        self.fonts
    }

    pub fn languages(&self) -> &'a Languages {
        self.languages
    }

    /// The glyphs of a word (text without a break opportunity, or a part of it).
    pub fn word(&self, text: &str, style: TextStyle) -> Arc<Word> {
        self.cached(text, RunStyle::of(style, self.fonts))
    }

    /// The same for a face that is no style's.
    pub fn word_in(&self, text: &str, font: FontId, size: Length, lang: LangId) -> Arc<Word> {
        self.cached(
            text,
            RunStyle { font, size, lang, small_caps: false, from_right: false, is_resolved: false },
        )
    }

    /// Where a word may be divided with a hyphen, and how wide its parts are then: a part is as wide as the
    /// whole word less what follows.
    pub fn divisions<'w>(&self, word: &'w Word, text: &str, style: TextStyle) -> &'w [Division] {
        word.divisions.get_or_init(|| {
            let points = self.languages.get(style.lang).hyphenator.points(text);
            let division = |at: usize| {
                let (before, last) = match word.part_before(at) {
                    Some((before, last)) => (before, &text[last as usize..at]),
                    None => (word.width - self.width(&text[at..], style), &text[..at]),
                };
                // Measured together, since a face may kern the hyphen to the letter before it.
                let hyphen = self.width(&format!("{last}-"), style);
                let hyphen =
                    if last.len() == at { hyphen - before } else { hyphen - self.width(last, style) };
                Division { at, before, hyphen }
            };
            points.into_iter().map(division).collect()
        })
    }

    fn cached(&self, text: &str, style: RunStyle) -> Arc<Word> {
        if text.len() > LONGEST_KEPT {
            return Arc::new(self.shape(text, style));
        }
        let shard = &self.words[shard(text)];
        // A poisoned lock means that another thread panicked; the cache itself is always whole.
        let mut cache = shard.lock().unwrap_or_else(PoisonError::into_inner);
        let words = cache.entry(style).or_default();
        if let Some(word) = words.get(text) {
            return word.clone();
        }
        let word = Arc::new(self.shape(text, style));
        if words.len() < MOST_KEPT {
            words.insert(text.into(), word.clone());
        }
        word
    }

    /// The width of a word.
    pub fn width(&self, text: &str, style: TextStyle) -> Length {
        self.word(text, style).width
    }

    fn shape(&self, text: &str, style: RunStyle) -> Word {
        // Most words are one piece.
        let mut word = Word { pieces: Vec::with_capacity(1), ..Word::default() };
        let levels = if style.is_resolved { None } else { Levels::of(text, &[], style.from_right) };
        let Some(levels) = levels else {
            self.shape_level(text, 0..text.len(), style, &mut word);
            word.halve_square(text, style.size, self.languages.get(style.lang).marks());
            let pieces = 0..word.pieces.len();
            match style.from_right {
                true => word.place(pieces.rev()),
                false => word.place(pieces),
            }
            return word;
        };
        let mut of_pieces = Vec::new();
        for (level, range) in levels.runs() {
            let style = RunStyle { from_right: bidi::is_from_right(level), ..style };
            self.shape_level(text, range, style, &mut word);
            of_pieces.resize(word.pieces.len(), level);
        }
        word.place(bidi::visual_order(&of_pieces));
        word
    }

    /// Shapes a part of a word that runs one way.
    fn shape_level(&self, text: &str, range: Range<usize>, style: RunStyle, word: &mut Word) {
        for (font, range) in self.itemise(text, range, style) {
            let own = font.map(|font| RunStyle { font, ..style });
            match own {
                Some(own) if own.small_caps => self.small_caps(text, range, own, word),
                Some(own) => word.pieces.push(self.shape_run(text, range, own)),
                None => word.pieces.push(self.missing_run(text, range, style)),
            }
        }
    }

    fn shape_run(&self, text: &str, range: Range<usize>, style: RunStyle) -> Piece {
        let start = range.start as u32;
        let glyphs = self.units(&text[range.clone()], style).into_iter();
        self.sized(range, style, glyphs.map(|glyph| UnitGlyph { text: glyph.text + start, ..glyph }))
    }

    /// The glyphs of a run in the units of its face.
    fn units(&self, text: &str, style: RunStyle) -> Vec<UnitGlyph> {
        let font = &self.fonts.face(style.font).font;
        self.faces[usize::from(style.font.0)].shape(font, text, style, self.languages)
    }

    fn sized(&self, range: Range<usize>, style: RunStyle, glyphs: impl Iterator<Item = UnitGlyph>) -> Piece {
        let RunStyle { font, size, .. } = style;
        let units_per_em = i64::from(self.fonts.face(font).units_per_em);
        let scaled = |units: i32| ShortLength::from(size.scale(units.into(), units_per_em));
        let glyphs = glyphs.map(|glyph| SizedGlyph {
            id: glyph.id,
            advance: scaled(glyph.advance),
            offset: Offset { x: scaled(glyph.offset_x), y: scaled(glyph.offset_y) },
            text: glyph.text,
            is_apart: glyph.is_apart,
        });
        let text = range.start as u32..range.end as u32;
        Piece { font, size, text, left: Length::ZERO, glyphs: glyphs.collect() }
    }

    /// What no face holds (see `NOTDEF`). As the shaper’s, the glyphs are in the order in which they
    /// are seen.
    fn missing_run(&self, text: &str, range: Range<usize>, style: RunStyle) -> Piece {
        let units_per_em = i64::from(self.fonts.face(style.font).units_per_em);
        let advance = (units_per_em * MISSING_ADVANCE / 1000) as i32;
        let glyph = |(offset, character): (usize, char)| UnitGlyph {
            id: NOTDEF,
            advance: if is_ignorable(character) { 0 } else { advance },
            offset_x: 0,
            offset_y: 0,
            text: (range.start + offset) as u32,
            is_apart: false,
        };
        let mut glyphs: Vec<UnitGlyph> = text[range.clone()].char_indices().map(glyph).collect();
        if style.from_right {
            glyphs.reverse();
        }
        self.sized(range, style, glyphs.into_iter())
    }
}

impl RunStyle {
    fn of(style: TextStyle, fonts: &FontBook) -> RunStyle {
        let TextStyle { size, lang, small_caps, from_right, is_resolved, .. } = style;
        RunStyle { font: style.font(fonts), size, lang, small_caps, from_right, is_resolved }
    }
}

thread_local! {
    /// What a thread shapes in, again and again, so that a word costs no allocation of the shaper's.
    static BUFFER: RefCell<Buffer> = RefCell::new(Buffer::new());
}

impl ShapingFace {
    fn plan(&self, font: &Font, script: Script, style: RunStyle, languages: &Languages) -> Arc<ShapePlan> {
        let RunStyle { lang, small_caps, from_right, .. } = style;
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let plan = || {
            let language = languages.get(lang).shaping.as_ref();
            Arc::new(ShapePlan::new(font, direction(style), Some(script), language, &self.features(style)))
        };
        plans
            .entry(PlanKey { lang, small_caps, from_right, script: script.tag() })
            .or_insert_with(plan)
            .clone()
    }

    /// The glyphs of a run; a run that the shaper refuses has none.
    fn shape(&self, font: &Font, text: &str, style: RunStyle, languages: &Languages) -> Vec<UnitGlyph> {
        BUFFER.with_borrow_mut(|buffer| self.shape_in(buffer, font, text, style, languages))
    }

    fn shape_in(
        &self,
        buffer: &mut Buffer,
        font: &Font,
        text: &str,
        style: RunStyle,
        languages: &Languages,
    ) -> Vec<UnitGlyph> {
        buffer.reset();
        // No face has a glyph for them, and each of these spaces is as long.
        let blank = |c: char| match c {
            '\0'..='\u{1F}' | '\u{7F}' => ' ',
            '\u{80}'..='\u{9F}' => '\u{A0}',
            other => other,
        };
        match text.contains(char::is_control) {
            true => buffer.push_str(&text.chars().map(blank).collect::<String>()),
            false => buffer.push_str(text),
        }
        buffer.guess_segment_properties();
        // Figures and marks alone have no script: as Latin, they are shaped by the plan that is there.
        let script = buffer.script().or_else(latin);
        buffer.set_language(languages.get(style.lang).shaping.clone());
        buffer.set_direction(direction(style));
        buffer.set_script(script);
        let plan = script.map(|script| self.plan(font, script, style, languages));
        let features = self.features(style);
        let options = ShapeOptions::new().plan(plan.as_deref()).features(&features);
        if harfrust::shape(&ShaperFont::new(font), buffer, options).is_err() {
            return Vec::new();
        }
        let infos = buffer.glyph_infos().iter();
        infos
            .zip(buffer.glyph_positions())
            .map(|(info, position)| UnitGlyph {
                // Faces hold at most 65,535 glyphs; a larger id comes from no face.
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: position.x_advance,
                offset_x: position.x_offset,
                offset_y: position.y_offset,
                text: info.cluster,
                is_apart: !info.unsafe_to_break(),
            })
            .collect()
    }

    fn features(&self, style: RunStyle) -> Vec<Feature> {
        let small_caps = style.small_caps.then(|| Feature::new(Tag::new(b"smcp"), 1, ..));
        small_caps.into_iter().chain(self.features.iter().copied()).collect()
    }
}

fn direction(style: RunStyle) -> Direction {
    if style.from_right { Direction::RightToLeft } else { Direction::LeftToRight }
}

fn latin() -> Option<Script> {
    Script::from_iso15924_tag(Tag::new(b"Latn"))
}

fn shard(text: &str) -> usize {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    // The high bits: those are the ones that FxHash mixes best.
    (hasher.finish() >> 40) as usize % SHARDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Metadata};
    use crate::layout::style::Styles;
    use crate::memo::Shared;
    use crate::theme::Theme;

    /// How many glyphs a word is in the body's face, by the language of the book.
    fn glyphs(lang: &str, word: &str) -> usize {
        let metadata = Metadata { lang: Some(lang.into()), ..Metadata::default() };
        let document = Document { metadata, ..Document::default() };
        let languages = Languages::of(&document, &Shared::default());
        let fonts = FontBook::embedded();
        let style = Styles::new(&Theme::default(), false).body.text;
        let word = Shaper::new(&fonts, &languages).word(word, style);
        word.pieces.iter().map(|piece| piece.glyphs.len()).sum()
    }

    #[test]
    fn a_dotted_i_keeps_its_dot_where_it_is_another_letter() {
        // As a ligature, f and i would look the same with and without the dot.
        for (lang, expected) in [("en", 4), ("de", 4), ("tr", 5), ("az", 5), ("tr-TR", 5)] {
            assert_eq!(glyphs(lang, "fikir"), expected, "{lang}");
        }
    }
}
