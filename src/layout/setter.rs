//! Paragraphs to lines: the stages of line breaking, and what all blocks share while being set.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Alignment, Document, Note, NoteId};
use crate::layout::bidi::Levels;
use crate::layout::galley::{Galley, LineBox};
use crate::layout::item::{INFINITE, Item};
use crate::layout::line::{Align, LineFrame, LineSource, is_hyphen, set_line};
use crate::layout::lines::{INFINITE_BADNESS, LineBreak, LineRules, Measure, break_lines};
use crate::layout::math::MathFace;
use crate::layout::objects::Objects;
use crate::layout::owner::Owner;
use crate::layout::paragraph::{ItemRules, Itemiser};
use crate::layout::paragraph_memo::{ParagraphKey, SetParagraph};
use crate::layout::style::{BlockStyle, Styles};
use crate::layout::text::{Lookup, StyledText};
use crate::length::Length;
use crate::resource::Resources;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What setting any block of a book needs. Shared by all threads.
pub struct Setter<'a> {
    pub document: &'a Document,
    pub notes: &'a BTreeMap<NoteId, &'a Note>,
    /// The notes that each chapter is the first to call, by its index.
    pub first_calls: BTreeMap<usize, BTreeSet<NoteId>>,
    pub resources: &'a Resources,
    pub styles: Styles,
    pub itemiser: Itemiser<'a>,
    pub math_face: Option<MathFace<'a>>,
    /// Height of the text area.
    pub depth: Length,
    /// Chapters follow each other on the page instead of opening one.
    pub runs_on: bool,
}

/// The stretch of the page's width that a block is set in.
#[derive(Clone, Copy, Debug, Hash)]
pub struct Column {
    pub left: Length,
    pub width: Length,
}

impl Column {
    /// A column with less room where lines begin.
    pub fn set_in(self, from_right: bool, indent: Length) -> Column {
        match from_right {
            true => self.indented(Length::ZERO, indent),
            false => self.indented(indent, Length::ZERO),
        }
    }

    /// A column with less room on either side, but never without room for a word.
    pub fn indented(self, left: Length, right: Length) -> Column {
        // Lists and quotations nest as deep as the manuscript likes, and no column may run out of
        // width.
        let least = self.width.scale(1, 3).min(Length::pt(72));
        let left = left.min(self.width - least).max(Length::ZERO);
        let right = right.min(self.width - left - least).max(Length::ZERO);
        Column { left: self.left + left, width: self.width - left - right }
    }
}

/// How one paragraph is set.
#[derive(Clone, Copy, Debug)]
pub struct ParagraphRules {
    pub style: BlockStyle,
    pub owner: Owner,
    /// What the offsets of its text are shifted by to be those of its block.
    pub base: u32,
    pub indent: Length,
    /// Lines after the first begin this much further in.
    pub hanging: Length,
    pub shape: Shape,
    /// More paragraphs of the same text follow, as with the lines of a verse.
    pub goes_on: bool,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    Justified,
    Ragged,
    Centred,
    FlushEnd,
}

impl Shape {
    /// How paragraphs are set that the manuscript aligns.
    pub fn of(alignment: Alignment) -> Shape {
        match alignment {
            Alignment::Start => Shape::Ragged,
            Alignment::Centre => Shape::Centred,
            Alignment::End => Shape::FlushEnd,
        }
    }

    /// The side where lines stand that do not fill their width.
    pub fn side(self, from_right: bool) -> Align {
        match (self, from_right) {
            (Shape::Centred, _) => Align::Centre,
            (Shape::Justified | Shape::Ragged, false) | (Shape::FlushEnd, true) => Align::Left,
            (Shape::Justified | Shape::Ragged, true) | (Shape::FlushEnd, false) => Align::Right,
        }
    }
}

/// After Plain TeX's `\pretolerance` (no hyphens yet) and `\tolerance`.
const WITHOUT_HYPHENS: i64 = 100;
const WITH_HYPHENS: i64 = 200;
/// A page should not end in a divided word: it costs more than a page that is a line short, and
/// less than one that is two lines short. The square is what counts: 8,100.
const DIVIDED_AT_PAGE_END: i32 = 90;

impl<'a> Setter<'a> {
    /// Where flattening looks up notes, images, anchors and languages.
    pub fn lookup(&self) -> Lookup<'a> {
        Lookup {
            notes: self.notes,
            images: &self.resources.images,
            anchors: &self.document.anchors,
            languages: self.itemiser.shaper.languages(),
            digits: self.document.digits,
        }
    }

    /// Sets a paragraph below what is in the galley.
    pub fn paragraph(&self, text: &StyledText, column: Column, rules: &ParagraphRules, galley: &mut Galley) {
        let key = ParagraphKey { setter: self, text, column, rules };
        let set = self.resources.memo.get(&key, || self.set_paragraph(text, column, rules));
        if set.overfull {
            let message = "a line holds something too wide for the page; it runs into the margin";
            galley.diagnostics.push(Diagnostic::warning(Code::OverfullLine, rules.span, message));
        }
        Arc::unwrap_or_clone(set).put(rules.owner.block(), galley);
    }

    fn set_paragraph(&self, text: &StyledText, column: Column, rules: &ParagraphRules) -> SetParagraph {
        let objects = self.objects(text, column, rules.style);
        let levels = Levels::of(&text.text, &text.isolates, rules.style.text.from_right);
        let broken = self.broken(text, levels.as_ref(), &objects, column, rules);
        let source = LineSource {
            text,
            items: &broken.items,
            levels: levels.as_ref(),
            shaper: self.itemiser.shaper,
            objects: &objects,
            owner: rules.owner,
            base: rules.base,
            goes_on: rules.goes_on,
        };
        let count = broken.lines.len();
        let lines = broken.lines.iter().enumerate();
        SetParagraph {
            block: rules.owner.block(),
            lines: lines.map(|(index, &line)| self.line_box(&source, line, index, column, rules)).collect(),
            between: (1..count).map(|index| between_lines(&broken, index, count)).collect(),
            overfull: broken.overfull,
        }
    }

    fn line_box(
        &self,
        source: &LineSource,
        line: LineBreak,
        index: usize,
        column: Column,
        rules: &ParagraphRules,
    ) -> LineBox {
        let hang = if index == 0 { Length::ZERO } else { rules.hanging };
        let (above, below) = source.extent(line);
        let (height, baseline) = self.line_height(rules.style, above, below);
        let from_right = rules.style.text.from_right;
        let frame = LineFrame {
            left: column.left + if from_right { Length::ZERO } else { hang },
            width: column.width - hang,
            baseline,
            height,
            align: rules.shape.side(from_right),
        };
        set_line(source, line, frame)
    }

    /// The height of a line and its baseline, from the line's top: the face's own height stands
    /// centred in the leading. What reaches further, above or below, makes the line higher. CSS halves
    /// the leading in the same way (CSS 2.2, 10.8.1).
    pub fn line_height(&self, style: BlockStyle, above: Length, below: Length) -> (Length, Length) {
        let face = self.resources.fonts.face(style.text.font(&self.resources.fonts));
        let units = i64::from(face.units_per_em);
        let ascent = style.text.size.scale(face.ascent.into(), units);
        let descent = style.text.size.scale(face.descent.into(), units);
        let baseline = (style.leading + ascent - descent) / 2;
        let higher = (above - baseline).max(Length::ZERO);
        let deeper = (below - (style.leading - baseline)).max(Length::ZERO);
        (style.leading + higher + deeper, baseline + higher)
    }

    /// The stages: without hyphens, with them, then with whatever stretch it takes.
    fn broken(
        &self,
        text: &StyledText,
        levels: Option<&Levels>,
        objects: &Objects,
        column: Column,
        rules: &ParagraphRules,
    ) -> BrokenParagraph {
        let justified = rules.shape == Shape::Justified;
        let measure = Measure { first: column.width, rest: column.width - rules.hanging };
        // Ragged lines may end anywhere within the last few ems, as with TeX's `\raggedright`, which
        // gives them two.
        let ragged = if justified { Length::ZERO } else { rules.style.text.em() * 4 };
        let narrowest = measure.first.min(measure.rest);
        let item_rules = ItemRules { indent: rules.indent, justified, measure: narrowest };
        let line_rules =
            |tolerance, extra_stretch, last_resort| LineRules { tolerance, extra_stretch, last_resort };
        let whole = self.itemiser.items(text, levels, objects, &item_rules);
        let first = line_rules(if justified { WITHOUT_HYPHENS } else { INFINITE_BADNESS }, ragged, false);
        if let Some(lines) = break_lines(&whole, measure, &first) {
            return BrokenParagraph { items: whole, lines, overfull: false };
        }
        // Ragged lines divide no words: they may end where they like.
        let items = if justified { self.itemiser.divided(text, whole) } else { whole };
        // TeX's `\emergencystretch`, which Plain TeX leaves at nothing.
        let emergency = ragged + column.width / 20;
        let stages = [
            line_rules(WITH_HYPHENS, ragged, false),
            line_rules(WITH_HYPHENS * 3, ragged, false),
            line_rules(INFINITE_BADNESS, emergency, false),
        ];
        for stage in stages {
            if let Some(lines) = break_lines(&items, measure, &stage) {
                return BrokenParagraph { items, lines, overfull: false };
            }
        }
        let last = line_rules(INFINITE_BADNESS, emergency, true);
        let lines = break_lines(&items, measure, &last).unwrap_or_default();
        BrokenParagraph { items, lines, overfull: true }
    }
}

/// What breaking a paragraph came to.
struct BrokenParagraph {
    items: Vec<Item>,
    lines: Vec<LineBreak>,
    overfull: bool,
}

/// No page begins with a paragraph's last line, or ends with its first. Plain TeX's `\clubpenalty` and
/// `\widowpenalty` are 150 and only make such pages dear; here they are the last thing before an
/// overfull page.
fn between_lines(broken: &BrokenParagraph, index: usize, count: usize) -> i32 {
    if index == 1 || index + 1 == count {
        INFINITE
    } else if is_hyphen(&broken.items, broken.lines[index - 1].at) {
        DIVIDED_AT_PAGE_END
    } else {
        0
    }
}
