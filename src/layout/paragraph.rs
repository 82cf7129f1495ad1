//! Styled text to boxes, glue and penalties: what the line breaker sees.
//!
//! Break opportunities are those of UAX #14; hyphenation points are asked for only when a
//! paragraph cannot be broken well without them. The widths of a divided word's parts are chosen
//! so that running sums are exact although dividing a word can undo a ligature or a kern: a part
//! is as wide as the whole word less what follows, and the penalty between carries the rest.

use crate::document::content::OBJECT;
use crate::font::Family;
use crate::layout::hyphenate::Hyphenator;
use crate::layout::objects::Objects;
use crate::layout::shape::Shaper;
use crate::layout::style::TextStyle;
use crate::layout::text::StyledText;
use crate::length::Length;
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{
    GraphemeClusterSegmenter, GraphemeClusterSegmenterBorrowed, LineSegmenter, LineSegmenterBorrowed,
};
use std::ops::Range;

/// Box, glue or penalty, after Knuth and Plass, "Breaking Paragraphs into Lines" (1981).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Box {
        width: Length,
        piece: Piece,
    },
    /// Blank space; the text is the range of spaces that it stands for.
    Glue {
        width: Length,
        stretch: Length,
        shrink: Length,
        text: Range<u32>,
    },
    /// A place where a line may end, at a cost; `width` is added to a line that ends here.
    Penalty {
        width: Length,
        cost: i32,
        flagged: bool,
    },
}

/// What a box holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A range of the paragraph's text, all in one style.
    Text(Range<u32>),
    /// An entry of `StyledText::marks`.
    Mark(usize),
    /// An entry of `StyledText::images`.
    Image(usize),
    /// A piece of an entry of `StyledText::formulas`.
    Formula { formula: usize, piece: usize },
    /// Nothing: the indent of a first line.
    Indent,
}

/// A penalty of this or more forbids a break, of this or less with a minus sign forces one.
pub const INFINITE: i32 = 10_000;
/// Stretch that swallows whatever a line lacks. Finite, because lengths are integers: a thousand
/// times wider than any page is enough to leave the other glue of the line at rest.
pub const FILL: Length = Length::pt(1_000_000);
/// TeX's `\hyphenpenalty` and `\exhyphenpenalty` are 50 as well.
const HYPHEN_COST: i32 = 50;
/// Dividing a name of code is worse than dividing a word.
const CODE_BREAK_COST: i32 = 300;
/// No word of any language is longer, in bytes; a longer one is cut without being shaped whole.
const LONGEST_WORD: usize = 2_000;
/// A character as readers see it is seldom more than a few code points. A letter under thousands
/// of accents is cut up.
const LONGEST_CLUSTER: usize = 64;
/// Cutting what offers no place at all (a long hash, a run of digits) is the last resort.
const CUT_COST: i32 = 5_000;

/// The number of a page within a paragraph has room for three figures.
pub const FOLIO_ROOM: &str = "000";

/// How a paragraph's text becomes items.
#[derive(Clone, Copy, Debug)]
pub struct ItemRules<'a> {
    /// The indent of the first line.
    pub indent: Length,
    /// Word spaces stretch and shrink; else they keep their width and lines end ragged.
    pub justified: bool,
    /// What cannot be broken and is wider than this is cut where it must be.
    pub measure: Length,
    pub hyphenator: Option<&'a Hyphenator>,
}

/// Turns text into items. Shared by all threads.
pub struct Itemiser<'a> {
    pub shaper: &'a Shaper<'a>,
    segmenter: LineSegmenterBorrowed<'static>,
    characters: GraphemeClusterSegmenterBorrowed<'static>,
}

impl<'a> Itemiser<'a> {
    pub fn new(shaper: &'a Shaper<'a>) -> Itemiser<'a> {
        // The dictionaries serve Thai, Lao, Khmer, Burmese, Chinese and Japanese.
        let segmenter = LineSegmenter::new_dictionary(LineBreakOptions::default());
        Itemiser { shaper, segmenter, characters: GraphemeClusterSegmenter::new() }
    }

    /// The characters of a text as readers see them, those of unreasonable length cut up.
    fn clusters<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let mut start = 0;
        let ends = self.characters.segment_str(text).skip(1);
        ends.flat_map(move |end| {
            let cluster = std::mem::replace(&mut start, end)..end;
            let step = if cluster.len() > LONGEST_CLUSTER { 1 } else { cluster.len() };
            let begins = text[cluster.clone()].char_indices().map(|(offset, _)| offset).step_by(step);
            let begins: Vec<usize> =
                begins.map(|offset| cluster.start + offset).chain([cluster.end]).collect();
            (1..begins.len()).map(move |index| begins[index - 1]..begins[index])
        })
    }

    /// The items of a paragraph, ending in fill and a forced break. `objects` are the images and
    /// formulas among the words.
    pub fn items(&self, text: &StyledText, objects: &Objects, rules: &ItemRules) -> Vec<Item> {
        let mut builder = Builder { itemiser: self, text, objects, rules, items: Vec::new(), marks: 0 };
        // A line of verse may begin with spaces that do not break: glue behind a box is kept.
        if rules.indent > Length::ZERO || text.text.starts_with('\u{A0}') {
            builder.items.push(Item::Box { width: rules.indent, piece: Piece::Indent });
        }
        let mut start = 0;
        for end in self.segmenter.segment_str(&text.text).skip(1) {
            // A line never begins with a dash: the break comes after it.
            if end < text.text.len() && text.text[end..].starts_with(['—', '–', '―']) {
                continue;
            }
            builder.segment(start..end);
            start = end;
        }
        builder.end_line();
        builder.items
    }
}

struct Builder<'b> {
    itemiser: &'b Itemiser<'b>,
    text: &'b StyledText<'b>,
    objects: &'b Objects,
    rules: &'b ItemRules<'b>,
    items: Vec<Item>,
    /// How many of the text's marks have been placed.
    marks: usize,
}

impl Builder<'_> {
    /// One stretch of text that ends at a break opportunity.
    fn segment(&mut self, range: Range<usize>) {
        let segment = &self.text.text[range.clone()];
        let word = segment.trim_end_matches([' ', '\t', '\n']);
        let word_end = range.start + word.len();
        self.word(range.start..word_end);
        self.marks_until(word_end);
        let blank = &segment[word.len()..];
        if blank.contains('\n') {
            self.end_line();
        } else if !blank.is_empty() {
            self.space(word_end..range.end);
        } else if range.end < self.text.text.len() {
            let flagged = word.ends_with(['-', '\u{2010}']);
            let cost =
                if flagged || self.style_at(range.start).family == Family::Mono { HYPHEN_COST } else { 0 };
            self.items.push(Item::Penalty { width: Length::ZERO, cost, flagged });
        }
    }

    /// Ends a line that is not justified: the last of a paragraph, or one before a hard break.
    fn end_line(&mut self) {
        self.marks_until(self.text.text.len());
        let at = self.text.text.len() as u32;
        self.items.push(Item::Penalty { width: Length::ZERO, cost: INFINITE, flagged: false });
        self.items.push(Item::Glue {
            width: Length::ZERO,
            stretch: FILL,
            shrink: Length::ZERO,
            text: at..at,
        });
        self.items.push(Item::Penalty { width: Length::ZERO, cost: -INFINITE, flagged: false });
    }

    fn space(&mut self, range: Range<usize>) {
        let style = self.style_at(range.start);
        let width = self.width_in(" ", style);
        let blank = &self.text.text[range.clone()];
        let text = range.start as u32..range.end as u32;
        let (stretch, shrink) = match (self.rules.justified, style.family) {
            // Spaces of code keep their width, and each of them counts.
            (_, Family::Mono) | (false, _) => (Length::ZERO, Length::ZERO),
            // TeX's proportions for Computer Modern.
            (true, _) => (width / 2, width / 3),
        };
        let width = if blank.contains('\t') {
            style.em() * 2
        } else if style.family == Family::Mono {
            width * blank.len() as i64
        } else {
            width
        };
        self.items.push(Item::Glue { width, stretch, shrink, text });
    }

    /// A word: cut at spaces that do not break, at style changes, at images and at marks.
    fn word(&mut self, range: Range<usize>) {
        let mut start = range.start;
        while start < range.end {
            self.marks_until(start);
            let word = &self.text.text[start..range.end];
            if word.starts_with('\u{A0}') {
                self.items.push(Item::Penalty { width: Length::ZERO, cost: INFINITE, flagged: false });
                self.space(start..start + '\u{A0}'.len_utf8());
                start += '\u{A0}'.len_utf8();
            } else if let Some(index) = self.image_at(start) {
                let width = self.objects.images.get(index).map_or(Length::ZERO, |(_, size)| size.width);
                self.items.push(Item::Box { width, piece: Piece::Image(index) });
                start += OBJECT.len_utf8();
            } else if let Some(index) = self.formula_at(start) {
                self.formula(index, start as u32);
                start += OBJECT.len_utf8();
            } else {
                let end = self.piece_end(start, range.end);
                self.piece(start..end);
                start = end;
            }
        }
    }

    /// Where the piece that begins at `start` must end.
    fn piece_end(&self, start: usize, limit: usize) -> usize {
        let first = self.text.text[start..limit].chars().next().map_or(0, char::len_utf8);
        let next_span = self.text.span_end(start);
        let next_mark =
            self.text.marks.get(self.marks).map(|mark| mark.offset).filter(|&offset| offset > start);
        let image = self.text.images.partition_point(|image| image.0 <= start);
        let next_image = self.text.images.get(image).map(|image| image.0);
        let formula = self.text.formulas.partition_point(|formula| formula.0 <= start);
        let next_formula = self.text.formulas.get(formula).map(|formula| formula.0);
        let end =
            [next_span, next_mark, next_image, next_formula].into_iter().flatten().fold(limit, usize::min);
        // Looked for last, so that a long word of many styles is not searched again for each.
        let next_space = self.text.text[start..end].find('\u{A0}').map(|offset| start + offset);
        next_space.unwrap_or(end).max(start + first)
    }

    /// A piece of a word in one style, with the places where it may be divided.
    fn piece(&mut self, range: Range<usize>) {
        let style = self.style_at(range.start);
        let piece = &self.text.text[range.clone()];
        if piece.len() > LONGEST_WORD {
            return self.cut(range, style);
        }
        let width = self.width_in(piece, style);
        if width > self.rules.measure {
            return self.cut(range, style);
        }
        let points = match (style.family, self.rules.hyphenator) {
            (Family::Mono, _) => return self.code(range, style),
            (_, Some(hyphenator)) => hyphenator.points(piece),
            (_, None) => Vec::new(),
        };
        let mut done = Length::ZERO;
        let mut start = range.start;
        for point in points {
            let rest = self.width_in(&piece[point..], style);
            let with_hyphen = self.width_in(&format!("{}-", &piece[..point]), style);
            let upto = width - rest;
            self.text_box(start..range.start + point, upto - done);
            self.items.push(Item::Penalty { width: with_hyphen - upto, cost: HYPHEN_COST, flagged: true });
            start = range.start + point;
            done = upto;
        }
        self.text_box(start..range.end, width - done);
    }

    /// Code among words: it may end a line after a mark within it, without a hyphen.
    fn code(&mut self, range: Range<usize>, style: TextStyle) {
        let mut start = range.start;
        let piece = &self.text.text[range.clone()];
        for (offset, _) in piece.match_indices([':', '_', '.', '/', '(', ',']) {
            let end = range.start + offset + 1;
            if piece[offset..].starts_with("::") {
                continue;
            }
            // Two letters on either side at the least, as with words.
            if end - start > 2 && range.end > end + 2 {
                self.text_box(start..end, self.width_in(&self.text.text[start..end], style));
                self.items.push(Item::Penalty { width: Length::ZERO, cost: CODE_BREAK_COST, flagged: false });
                start = end;
            }
        }
        self.text_box(start..range.end, self.width_in(&self.text.text[start..range.end], style));
    }

    /// What is wider than the measure is cut between any two characters, as readers see them. What
    /// is longer than any word is cut into whole lines after its beginning: to weigh each of a
    /// million places would take minutes.
    fn cut(&mut self, range: Range<usize>, style: TextStyle) {
        let weighed = range.start + LONGEST_WORD;
        let (mut start, mut width) = (range.start, Length::ZERO);
        for cluster in self.itemiser.clusters(&self.text.text[range.clone()]) {
            let end = range.start + cluster.end;
            let own = self.width_in(&self.text.text[range.start + cluster.start..end], style);
            if start < range.start + cluster.start && (start < weighed || width + own > self.rules.measure) {
                self.text_box(start..range.start + cluster.start, width);
                self.items.push(Item::Penalty { width: Length::ZERO, cost: CUT_COST, flagged: false });
                (start, width) = (range.start + cluster.start, Length::ZERO);
            }
            width += own;
        }
        self.text_box(start..range.end, width);
    }

    fn text_box(&mut self, range: Range<usize>, width: Length) {
        let piece = Piece::Text(range.start as u32..range.end as u32);
        self.items.push(Item::Box { width, piece });
    }

    /// Places the marks that stand at or before an offset. Between two at one place, the words of
    /// an alternative text, there is a space.
    fn marks_until(&mut self, offset: usize) {
        while let Some(mark) = self.text.marks.get(self.marks).filter(|mark| mark.offset <= offset) {
            if self.marks > 0 && self.text.marks[self.marks - 1].offset == mark.offset {
                let (at, width) = (mark.offset as u32, self.width_in(" ", mark.style));
                let glue = Item::Glue { width, stretch: width / 2, shrink: width / 3, text: at..at };
                self.items.push(glue);
            }
            let number = if mark.page_of.is_some() { FOLIO_ROOM } else { "" };
            let width = self.width_in(&mark.text, mark.style) + self.width_in(number, mark.style);
            self.items.push(Item::Box { width, piece: Piece::Mark(self.marks) });
            self.marks += 1;
        }
    }

    /// A formula, whose white space vanishes where a line ends within it.
    fn formula(&mut self, formula: usize, at: u32) {
        let pieces = self.objects.formulas.get(formula).map_or(&[][..], Vec::as_slice);
        for (piece, set) in pieces.iter().enumerate() {
            self.items.push(Item::Box { width: set.set.width, piece: Piece::Formula { formula, piece } });
            if piece + 1 < pieces.len() {
                self.items.push(Item::Penalty { width: Length::ZERO, cost: set.cost, flagged: false });
                let (stretch, shrink) = (Length::ZERO, Length::ZERO);
                self.items.push(Item::Glue { width: set.after, stretch, shrink, text: at..at });
            }
        }
    }

    fn formula_at(&self, offset: usize) -> Option<usize> {
        self.text.formulas.binary_search_by_key(&offset, |formula| formula.0).ok()
    }

    fn image_at(&self, offset: usize) -> Option<usize> {
        self.text.images.binary_search_by_key(&offset, |image| image.0).ok()
    }

    fn style_at(&self, offset: usize) -> TextStyle {
        self.text.style_at(offset)
    }

    fn width_in(&self, text: &str, style: TextStyle) -> Length {
        let shaper = self.itemiser.shaper;
        shaper.width(text, style.font(shaper.fonts()), style.size)
    }
}
