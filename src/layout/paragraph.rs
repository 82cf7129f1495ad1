//! Styled text to boxes, glue and penalties: what the line breaker sees.
//!
//! Break opportunities are those of UAX #14; hyphenation points (`divide.rs`) are asked for only when a
//! paragraph cannot be broken well without them.

mod divide;
mod ruby;
mod segmenter;

use crate::font::{Family, Marks};
use crate::layout::bidi::{self, Levels};
use crate::layout::cjk::{self, Blank, Square};
use crate::layout::hyphenate::takes_hyphen;
use crate::layout::item::{FILL, INFINITE, Item, Piece, TextPiece, TextRange, WholeWord};
use crate::layout::language::LangId;
use crate::layout::objects::Objects;
use crate::layout::shape::Shaper;
use crate::layout::style::TextStyle;
use crate::layout::text::{Mark, SegmentKind, StyledText};
use crate::length::Length;
use crate::theme::{Autospace, SquareStyle};
use segmenter::Segmenter;
use std::ops::Range;
use unicode_script::{Script, UnicodeScript};

/// TeX's `\exhyphenpenalty` is 50 as well.
const HYPHEN_COST: i32 = 50;
/// Dividing a name of code is worse than dividing a word.
const CODE_BREAK_COST: i32 = 300;
/// A mark hangs wherever a line is better so, but not out of one that it fits as well.
const HANGING_COST: i32 = 10;
/// No word of any language is longer, in bytes; a longer one is cut without being shaped whole.
const LONGEST_WORD: usize = 2_000;
/// Cutting what offers no place at all (a long hash, a run of digits) is the last resort.
const CUT_COST: i32 = 5_000;

/// How a paragraph's text becomes items.
#[derive(Clone, Copy, Debug)]
pub struct ItemRules {
    /// The indent of the first line.
    pub indent: Length,
    /// Word spaces stretch and shrink; else they keep their width and lines end ragged.
    pub justified: bool,
    /// What cannot be broken and is wider than this is divided, or cut where it must be.
    pub measure: Length,
}

/// Turns text into items. Shared by all threads.
pub struct Itemiser<'a> {
    pub shaper: &'a Shaper<'a>,
    squares: SquareStyle,
    segmenter: Segmenter,
}

impl<'a> Itemiser<'a> {
    pub fn new(shaper: &'a Shaper<'a>, squares: SquareStyle) -> Itemiser<'a> {
        Itemiser { shaper, squares, segmenter: Segmenter::new(squares.line_break) }
    }

    /// Where the marks of a language stand, if it sets its characters in squares.
    fn marks(&self, lang: LangId) -> Option<Marks> {
        self.shaper.languages().get(lang).marks()
    }

    /// The items of a paragraph, ending in fill and a forced break. `objects` are the images and
    /// formulas among the words.
    pub fn items(
        &self,
        text: &StyledText,
        levels: Option<&Levels>,
        objects: &Objects,
        rules: &ItemRules,
    ) -> Vec<Item> {
        let annotated = self.annotated(text, objects, rules.measure - rules.indent);
        let (items, base) = (Vec::new(), None);
        let (next, ruby, space) = (0, 0, None);
        let itemiser = self;
        let mut builder =
            ItemBuilder { itemiser, text, levels, objects, rules, items, next, annotated, ruby, base, space };
        // A line of verse may begin with spaces that do not break: glue behind a box is kept.
        if rules.indent > Length::ZERO || text.text.starts_with('\u{A0}') {
            builder.items.push(Item::Box { width: rules.indent, piece: Piece::Indent });
        }
        let mut start = 0;
        for end in self.segmenter.line_ends(&text.text, self.marks(text.base.lang).is_some()) {
            // A line never begins with a dash: the break comes after it. UAX #14 allows a line to end on
            // either side of an em dash (class B2).
            if end < text.text.len() && text.text[end..].starts_with(['—', '–', '―']) {
                continue;
            }
            if builder.parts_ruby(end) {
                continue;
            }
            builder.stretch(start..end);
            start = end;
        }
        builder.marks();
        builder.end_line();
        builder.items
    }
}

struct ItemBuilder<'b> {
    itemiser: &'b Itemiser<'b>,
    text: &'b StyledText<'b>,
    levels: Option<&'b Levels>,
    objects: &'b Objects,
    rules: &'b ItemRules,
    items: Vec<Item>,
    /// The first segment that is not wholly behind.
    next: usize,
    /// Which annotations stand above their words.
    annotated: Vec<bool>,
    /// The first of the annotated words that is not wholly behind.
    ruby: usize,
    /// The annotated words that are being set, and where they begin among the items.
    base: Option<(usize, usize)>,
    /// The width of the last space, which is nearly always that of the next.
    space: Option<(TextStyle, Length)>,
}

impl ItemBuilder<'_> {
    /// A stretch of text that ends at a break opportunity.
    fn stretch(&mut self, range: Range<usize>) {
        self.marks();
        let style = self.text.segments.get(self.next).map_or(self.text.base, |segment| segment.style);
        let stretch = &self.text.text[range.clone()];
        let word = stretch.trim_end_matches([' ', '\t', '\n']);
        let word_end = range.start + word.len();
        self.word(range.start..word_end);
        if word_end < range.end {
            self.blank(word_end..range.end);
        } else if range.end < self.text.text.len() {
            if let Some(hung) = self.hung() {
                // Before the place where the mark stands within, which ends the search for what is fuller.
                self.items.push(Item::Penalty { width: -hung, cost: HANGING_COST, flagged: false });
                self.items.push(Item::Penalty { width: Length::ZERO, cost: 0, flagged: false });
            }
            if self.unspaced_blank(range.end, style) {
                return;
            }
            // As in TeX, a hyphen of the word's own counts as one that was added, so that two of either
            // kind seldom stand below each other.
            let flagged = word.ends_with(['-', '\u{2010}']);
            let cost = if flagged || style.family == Family::Mono { HYPHEN_COST } else { 0 };
            self.items.push(Item::Penalty { width: Length::ZERO, cost, flagged });
        }
    }

    /// The next segment's index, with as much of its text as is left before `limit` and runs one way;
    /// whoever asks places that.
    fn advance(&mut self, from: usize, limit: usize) -> Option<(usize, Range<usize>)> {
        let index = self.next;
        let end = self.text.segments.get(index)?.range.end;
        let limit = self.levels.map_or(limit, |levels| levels.end_of_run(from, limit.min(end)));
        if end <= limit {
            self.next += 1;
        }
        Some((index, from..end.min(limit)))
    }

    /// How the text of a segment is set at an offset.
    fn style_at(&self, segment: usize, offset: usize) -> TextStyle {
        styled_at(self.text.segments[segment].style, self.levels, offset)
    }

    /// A word: cut where the style changes, at images, formulas and marks.
    fn word(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let Some((index, part)) = self.advance(at, range.end) else { return };
            at = part.end;
            self.see_ruby(index);
            match self.text.segments[index].kind {
                SegmentKind::Text => self.letters(part, index),
                SegmentKind::Image(_) => self.image(index),
                SegmentKind::Formula(_) => self.formula(index),
                SegmentKind::Mark(_) => self.mark(index),
                SegmentKind::Break => {}
            }
            self.marks();
        }
    }

    /// Blank space behind a word: glue, but nothing at the end of a line.
    fn blank(&mut self, range: Range<usize>) {
        let mut at = range.start;
        let mut open: Option<TextRange> = None;
        while at < range.end {
            let Some((index, part)) = self.advance(at, range.end) else { break };
            at = part.end;
            self.see_ruby(index);
            match self.text.segments[index].kind {
                SegmentKind::Break => {
                    open = None;
                    self.end_line();
                }
                SegmentKind::Mark(_) => {
                    open.take().into_iter().for_each(|space| self.space(space));
                    self.mark(index);
                }
                _ => {
                    let own = text_range(part, index);
                    open = Some(match open {
                        Some(before) => TextRange { range: before.range.start..own.range.end, ..before },
                        None => own,
                    });
                }
            }
        }
        open.into_iter().for_each(|space| self.space(space));
    }

    /// Ends a line that is not justified: the last of a paragraph, or one before a hard break. The
    /// first penalty keeps the line from ending at the fill, which stands behind a box. TeX ends a
    /// paragraph with the same three items.
    ///
    /// A mark that may hang is no reason for another line: there is no choice, and a line that has room
    /// for it is not stretched.
    fn end_line(&mut self) {
        let hung = self.hung().unwrap_or_default();
        self.items.push(Item::Penalty { width: Length::ZERO, cost: INFINITE, flagged: false });
        self.items.push(Item::Glue { width: Length::ZERO, stretch: FILL, shrink: Length::ZERO, space: None });
        self.items.push(Item::Penalty { width: -hung, cost: -INFINITE, flagged: false });
    }

    /// How wide the last character is, where it is a mark that may hang out of a line that ends behind it.
    fn hung(&self) -> Option<Length> {
        // Marks hang at the right edge, which ragged lines have not, nor such as run both ways.
        if !(self.itemiser.squares.hanging && self.rules.justified && self.levels.is_none()) {
            return None;
        }
        let Some(Item::Box { width, piece: Piece::Text(TextPiece { text, .. }) }) = self.items.last() else {
            return None;
        };
        let style = self.text.segments[text.segment as usize].style;
        let mark = &self.text.text[text.range.start as usize..text.range.end as usize];
        let in_corner = self.itemiser.marks(style.lang) == Some(Marks::InCorner);
        let hangs = in_corner && cjk::hangs(mark) && style.family != Family::Mono;
        hangs.then_some(*width)
    }

    fn space(&mut self, space: TextRange) {
        let style = self.text.segments[space.segment as usize].style;
        let width = self.width_of_space(style);
        let blank = &self.text.text[space.range.start as usize..space.range.end as usize];
        let (stretch, shrink) = match (self.rules.justified, style.family) {
            // Spaces of code keep their width, and each of them counts.
            (_, Family::Mono) | (false, _) => (Length::ZERO, Length::ZERO),
            // TeX's proportions for Computer Modern: 3.33 pt, plus 1.67, minus 1.11.
            (true, _) => (width / 2, width / 3),
        };
        let width = if blank.contains('\t') {
            style.em() * 2
        } else if style.family == Family::Mono {
            width * blank.len() as i64
        } else {
            width
        };
        self.items.push(Item::Glue { width, stretch, shrink, space: Some(space) });
    }

    /// A part of a word within one segment, cut at spaces that do not break.
    fn letters(&mut self, range: Range<usize>, segment: usize) {
        let mut start = range.start;
        for (index, letters) in self.text.text[range].split('\u{A0}').enumerate() {
            if index > 0 {
                let space = start..start + '\u{A0}'.len_utf8();
                start = space.end;
                self.items.push(Item::Penalty { width: Length::ZERO, cost: INFINITE, flagged: false });
                self.space(text_range(space, segment));
            }
            if !letters.is_empty() {
                self.piece(start..start + letters.len(), segment);
            }
            start += letters.len();
        }
    }

    /// A piece of a word in one style; what stands in squares, character by character.
    fn piece(&mut self, range: Range<usize>, segment: usize) {
        let style = self.style_at(segment, range.start);
        let text = &self.text.text[range.clone()];
        let marks = self.itemiser.marks(style.lang);
        let has_squares = !text.is_ascii() && text.chars().any(|letter| Square::of(letter, marks).is_some());
        if !has_squares || style.family == Family::Mono || self.is_below(segment) {
            return self.plain_piece(range, segment);
        }
        let mut start = range.start;
        let mut letters = text.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let end = range.start + at + letter.len_utf8();
            let Some(&(_, next)) = letters.peek() else { break };
            if cjk::between(letter, next, marks).is_some() && !joins(next) {
                self.plain_piece(start..end, segment);
                self.items.push(Item::Penalty { width: Length::ZERO, cost: INFINITE, flagged: false });
                self.unspaced_blank(end, style);
                start = end;
            }
        }
        self.plain_piece(start..range.end, segment);
    }

    /// What stands between two characters that no space parts, where a script wants anything there; whether one does.
    fn unspaced_blank(&mut self, at: usize, style: TextStyle) -> bool {
        let (before, after) = self.text.text.split_at(at);
        let pair = before.chars().next_back().zip(after.chars().next());
        let Some((before, after)) = pair.filter(|_| style.family != Family::Mono) else { return false };
        let blank = cjk::between(before, after, self.itemiser.marks(style.lang));
        let blank = match blank {
            Some(cjk::QUARTER) if self.itemiser.squares.autospace == Autospace::Nothing => Some(cjk::NOTHING),
            blank => blank.or_else(|| cjk::between_words(before, after)),
        };
        let Some(Blank(natural, stretch, shrink)) = blank else { return false };
        let of = |share: i64| style.em().scale(share, 1_000);
        let (stretch, shrink) =
            if self.rules.justified { (of(stretch), of(shrink)) } else { Default::default() };
        self.items.push(Item::Glue { width: of(natural), stretch, shrink, space: None });
        true
    }

    /// A piece of a word in one style.
    fn plain_piece(&mut self, range: Range<usize>, segment: usize) {
        let style = self.style_at(segment, range.start);
        let piece = &self.text.text[range.clone()];
        if piece.len() > LONGEST_WORD {
            return self.cut(range, segment);
        }
        let shaped = self.itemiser.shaper.word(piece, style);
        let (is_code, is_below) = (style.family == Family::Mono, self.is_below(segment));
        let own = range.start as u32..range.end as u32;
        let whole = WholeWord { range: own, shaped, may_divide: !is_code && !is_below && !style.from_right };
        match whole.shaped.width > self.rules.measure {
            true if !is_below => self.too_wide(range, segment, &whole),
            _ if is_code && !is_below => self.code(range, segment, whole),
            _ => {
                let width = whole.shaped.width;
                self.text_box(range, segment, width, Some(whole));
            }
        }
    }

    /// Code among words: it may end a line after a mark within it, without a hyphen.
    fn code(&mut self, range: Range<usize>, segment: usize, whole: WholeWord) {
        let style = self.style_at(segment, range.start);
        let mut start = range.start;
        let piece = &self.text.text[range.clone()];
        for (offset, _) in piece.match_indices([':', '_', '.', '/', '(', ',']) {
            let end = range.start + offset + 1;
            if piece[offset..].starts_with("::") {
                continue;
            }
            // Two letters on either side at the least, as with words.
            if end - start > 2 && range.end > end + 2 {
                let width = self.width_in(&self.text.text[start..end], style);
                self.text_box(start..end, segment, width, Some(whole.clone()));
                self.items.push(Item::Penalty { width: Length::ZERO, cost: CODE_BREAK_COST, flagged: false });
                start = end;
            }
        }
        let width = self.width_in(&self.text.text[start..range.end], style);
        self.text_box(start..range.end, segment, width, Some(whole));
    }

    /// What is wider than the measure is cut between any two characters, as readers see them. What
    /// is longer than any word is cut into whole lines after its beginning: to weigh each of a
    /// million places would take minutes.
    fn cut(&mut self, range: Range<usize>, segment: usize) {
        let style = self.style_at(segment, range.start);
        let hyphenated = style.family != Family::Mono && takes_hyphen(&self.text.text[range.clone()]);
        let hyphen = if hyphenated { self.width_in("-", style) } else { Length::ZERO };
        let weighed = range.start + LONGEST_WORD;
        let (mut start, mut width) = (range.start, Length::ZERO);
        for cluster in self.itemiser.segmenter.clusters(&self.text.text[range.clone()]) {
            let end = range.start + cluster.end;
            let own = self.width_in(&self.text.text[range.start + cluster.start..end], style);
            if start < range.start + cluster.start
                && (start < weighed || width + own + hyphen > self.rules.measure)
            {
                self.text_box(start..range.start + cluster.start, segment, width, None);
                self.items.push(Item::Penalty { width: hyphen, cost: CUT_COST, flagged: hyphenated });
                (start, width) = (range.start + cluster.start, Length::ZERO);
            }
            width += own;
        }
        self.text_box(start..range.end, segment, width, None);
    }

    fn text_box(&mut self, range: Range<usize>, segment: usize, width: Length, whole: Option<WholeWord>) {
        let text = text_range(range, segment);
        self.items.push(Item::Box { width, piece: Piece::Text(TextPiece { text, whole }) });
    }

    /// The marks that stand before the next text.
    fn marks(&mut self) {
        while let Some(segment) = self.text.segments.get(self.next)
            && matches!(segment.kind, SegmentKind::Mark(_))
        {
            self.mark(self.next);
            self.next += 1;
        }
    }

    /// A mark. Between two of them, as between the words of an alternative text, there is a space.
    fn mark(&mut self, index: usize) {
        let segment = &self.text.segments[index];
        let SegmentKind::Mark(mark) = &segment.kind else { return };
        if let Mark::Annotation { ruby, .. } = mark {
            return self.annotation(index, *ruby);
        }
        let before = index.checked_sub(1).and_then(|before| self.text.segments[before].kind.mark());
        if before.is_some_and(|before| !matches!(before, Mark::Annotation { .. })) {
            let (space, width) =
                (text_range(segment.range.clone(), index), self.width_in(" ", segment.style));
            let (stretch, shrink) = (width / 2, width / 3);
            self.items.push(Item::Glue { width, stretch, shrink, space: Some(space) });
        }
        let number = if let Mark::PageOf { room, .. } = mark { room } else { "" };
        let width = self.width_in(mark.words(), segment.style) + self.width_in(number, segment.style);
        self.items.push(Item::Box { width, piece: Piece::Mark(index as u32) });
        // A label stays with the words that it names, unless the first of them would leave the line.
        if mark.words().ends_with(char::is_whitespace) && !matches!(mark, Mark::PageOf { .. }) {
            self.items.push(Item::Penalty { width: Length::ZERO, cost: CUT_COST, flagged: false });
        }
    }

    /// UAX #14 lets a line end on either side of it: U+FFFC is of class CB.
    fn image(&mut self, index: usize) {
        let width = self.objects.image(index as u32).1.width;
        self.items.push(Item::Box { width, piece: Piece::Image(index as u32) });
    }

    /// A formula, whose white space vanishes where a line ends within it.
    fn formula(&mut self, index: usize) {
        let segment = index as u32;
        let pieces = self.objects.formula(segment);
        for (piece, set) in (0..).zip(pieces) {
            self.items.push(Item::Box { width: set.set.width, piece: Piece::Formula { segment, piece } });
            if piece as usize + 1 < pieces.len() {
                self.items.push(Item::Penalty { width: Length::ZERO, cost: set.cost, flagged: false });
                let (stretch, shrink) = (Length::ZERO, Length::ZERO);
                self.items.push(Item::Glue { width: set.after, stretch, shrink, space: None });
            }
        }
    }

    fn width_of_space(&mut self, style: TextStyle) -> Length {
        match self.space {
            Some((known, width)) if known == style => width,
            _ => {
                let width = self.width_in(" ", style);
                self.space = Some((style, width));
                width
            }
        }
    }

    fn width_in(&self, text: &str, style: TextStyle) -> Length {
        self.itemiser.shaper.width(text, style)
    }
}

/// How text is set at an offset, whose level says which way it runs.
pub fn styled_at(style: TextStyle, levels: Option<&Levels>, offset: usize) -> TextStyle {
    let from_right = levels.is_some_and(|levels| bidi::is_from_right(levels.at(offset)));
    TextStyle { from_right, is_resolved: levels.is_some(), ..style }
}

/// Marks go with the character that they stand on.
fn joins(character: char) -> bool {
    character.script() == Script::Inherited
        || matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn text_range(range: Range<usize>, segment: usize) -> TextRange {
    TextRange { range: range.start as u32..range.end as u32, segment: segment as u32 }
}
