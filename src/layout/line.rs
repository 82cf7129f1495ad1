//! A broken line to glyphs at their places.

mod dots;
mod marks;
mod order;
mod run;

use crate::document::{NoteId, Position};
use crate::font::FontId;
use crate::layout::bidi::{self, Levels};
use crate::layout::galley::{LineBox, LinePiece};
use crate::layout::glue::GlueSetting;
use crate::layout::item::{AnnotationPiece, FILL, INFINITE, Item, Piece, TextRange};
use crate::layout::lines::LineBreak;
use crate::layout::objects::Objects;
use crate::layout::owner::Owner;
use crate::layout::page::{FormulaPart, PageItem, Part, Placed};
use crate::layout::paragraph::styled_at;
use crate::layout::shape::{Shaper, Word};
use crate::layout::style::TextStyle;
use crate::layout::text::{Segment, SegmentKind, StyledText, has_tall};
use crate::length::{Length, Point, Size};
use run::{OpenRun, Voice};
use std::ops::Range;

/// Where a line stands and how wide it is to be.
#[derive(Clone, Copy, Debug)]
pub struct LineFrame {
    pub left: Length,
    pub width: Length,
    /// From the top of the line to its baseline.
    pub baseline: Length,
    pub height: Length,
    pub align: Align,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// From the left edge; glue is set as far as the line is to be filled.
    Left,
    Centre,
    Right,
}

impl Align {
    /// How much of the room that is left stands to the left.
    pub fn left_of(self, room: Length) -> Length {
        match self {
            Align::Left => Length::ZERO,
            Align::Centre => room / 2,
            Align::Right => room,
        }
    }
}

/// What a paragraph's lines are made from.
pub struct LineSource<'a> {
    pub text: &'a StyledText<'a>,
    pub items: &'a [Item],
    /// Which way the text runs, where not all of it from left to right.
    pub levels: Option<&'a Levels>,
    pub shaper: &'a Shaper<'a>,
    pub objects: &'a Objects,
    /// How the pieces are marked; offsets of text are shifted by `base`.
    pub owner: Owner,
    pub base: u32,
    /// More lines of the same text follow the last one.
    pub goes_on: bool,
}

impl LineSource<'_> {
    /// How far a line reaches above its baseline and below it where that is more than its letters do.
    pub fn extent(&self, line: LineBreak) -> (Length, Length) {
        let (above, below) = self.objects.extent(self.items, line);
        let annotations = self.items[line.start..line.at].iter().filter_map(|item| match item {
            Item::Box {
                piece: Piece::Annotation(AnnotationPiece { segment, over: Some(_), .. }), ..
            } => {
                let (words, style) = self.text.segments.get(*segment as usize)?.kind.annotation()?;
                let face = self.shaper.fonts().face(style.font(self.shaper.fonts()));
                // Ascenders are a little higher than capitals.
                let height =
                    if has_tall(words) { face.ascent } else { face.cap_height + face.cap_height / 10 };
                Some(style.raise + style.size.scale(height.into(), face.units_per_em.into()))
            }
            _ => None,
        });
        (annotations.fold(above, Length::max), below)
    }
}

/// Puts the items of a line at their places.
pub fn set_line(source: &LineSource, line: LineBreak, frame: LineFrame) -> LineBox {
    let content = natural(source.items, line);
    let glue = line_glue(frame.width - content.width, &content);
    let left = frame.left + frame.align.left_of(glue.left_over(frame.width - content.width));
    // Most lines are one run, and a book keeps its lines until all pages are drawn.
    let (pieces, calls, areas) = (Vec::with_capacity(1), Vec::new(), Vec::new());
    let mut setter = LineSetter {
        source,
        frame,
        pen: left,
        run: None,
        areas,
        pieces,
        calls,
        space_glyph: None,
        text_end: text_end(source.items, line),
    };
    match source.levels {
        None => setter.items(line, glue),
        Some(levels) => setter.items_both_ways(line, glue, levels),
    }
    setter.links();
    let first_word = setter.first_whole_word(line);
    let mut set = LineBox::new(frame.height, setter.pieces).calling(setter.calls);
    set.baseline = Some(frame.baseline);
    set.divided = is_hyphen(source.items, line.at);
    if first_word.is_some() {
        set.attach().first_word = first_word;
    }
    set
}

/// Where the text of a line ends.
fn text_end(items: &[Item], line: LineBreak) -> u32 {
    let ends = items[line.start..line.at].iter().rev().filter_map(|item| match item {
        Item::Box { piece: Piece::Text(piece), .. } => Some(piece.text.range.end),
        _ => None,
    });
    { ends }.next().unwrap_or(0)
}

/// A line's natural width, and what its glue can give and take.
struct Natural {
    width: Length,
    stretch: Length,
    shrink: Length,
}

fn natural(items: &[Item], line: LineBreak) -> Natural {
    let mut sum = Natural { width: Length::ZERO, stretch: Length::ZERO, shrink: Length::ZERO };
    for item in &items[line.start..line.at] {
        match item {
            Item::Box { width, .. } => sum.width += *width,
            Item::Glue { width, stretch, shrink, .. } => {
                sum.width += *width;
                sum.stretch += *stretch;
                sum.shrink += *shrink;
            }
            Item::Penalty { .. } => {}
        }
    }
    if let Some(Item::Penalty { width, .. }) = items.get(line.at) {
        sum.width += *width;
    }
    sum
}

/// How the glue of a line is set that lacks a width, or has it too much.
fn line_glue(missing: Length, natural: &Natural) -> GlueSetting {
    let stretches = missing.0 >= 0;
    let total = if stretches { natural.stretch } else { natural.shrink };
    // An overfull line is shrunk as far as it may be, not further.
    let amount = if stretches { missing } else { (-missing).min(total) };
    // The fill would take all that is lacking, and put it where nothing follows.
    let last_line = stretches && total >= FILL;
    GlueSetting::new(if last_line { Length::ZERO } else { amount }, total, stretches)
}

struct LineSetter<'s> {
    source: &'s LineSource<'s>,
    frame: LineFrame,
    pen: Length,
    run: Option<OpenRun>,
    /// Where the text of links stands on the line.
    areas: Vec<LinkArea>,
    pieces: Vec<LinePiece>,
    /// The notes that the line calls.
    calls: Vec<NoteId>,
    /// The glyph of the last space, which is nearly always that of the next.
    space_glyph: Option<(TextStyle, FontId, u16)>,
    /// Where the text of the line ends: there are hardly more glyphs in a run than bytes to there.
    text_end: u32,
}

/// From where to where a link stands on a line.
struct LinkArea {
    link: u32,
    left: Length,
    right: Length,
}

impl LineSetter<'_> {
    /// The items of the line from left to right.
    fn items(&mut self, line: LineBreak, mut glue: GlueSetting) {
        let mut index = line.start;
        while index < line.at {
            let width = match &self.source.items[index] {
                Item::Glue { width, stretch, shrink, .. } => glue.size(*width, *stretch, *shrink),
                _ => Length::ZERO,
            };
            index = self.item(index, line, width) + 1;
        }
        self.end_of_line(line);
        self.close();
    }

    /// The items of a line that runs both ways, in the order in which they are read, each at its place.
    fn items_both_ways(&mut self, line: LineBreak, mut glue: GlueSetting, levels: &Levels) {
        let order = order::LineOrder::new(self.source, line, levels, &mut glue);
        let left = self.pen;
        let mut index = line.start;
        while index < line.at {
            if index > line.start && order.level(index) != order.level(index - 1) {
                self.close();
            }
            let last = self.last_of_word(index, line);
            self.pen = left + order.left_edge(index, last);
            index = self.item(index, line, order.width(index)) + 1;
        }
        self.pen = left + order.end();
        self.end_of_line(line);
        self.close();
    }

    /// Sets an item, glue at its width, and with a word all parts of it; the last item that was set.
    fn item(&mut self, index: usize, line: LineBreak, width: Length) -> usize {
        let last = self.last_of_word(index, line);
        match &self.source.items[index] {
            Item::Box { piece: Piece::Text(piece), .. } => {
                let mut text = piece.text.clone();
                text.range.end = self.text_of(last).map_or(text.range.end, |text| text.range.end);
                let divided = is_hyphen(self.source.items, line.at) && self.last_box(line) == last;
                let whole = piece.whole.as_ref().filter(|whole| !divided && whole.range == text.range);
                self.word(text, whole.map(|whole| &*whole.shaped), divided);
            }
            Item::Box { piece: Piece::Mark(segment), .. } => self.mark(*segment),
            Item::Box { piece: Piece::Image(segment), .. } => self.image(*segment),
            Item::Box { piece: Piece::Formula { segment, piece }, .. } => self.formula(*segment, *piece),
            Item::Box { piece: Piece::Annotation(piece), .. } => self.annotation(piece),
            Item::Box { width, piece: Piece::Indent } => self.pen += *width,
            Item::Glue { space: Some(space), .. } => self.space(width, space),
            Item::Glue { space: None, .. } => self.widen_last(width),
            Item::Penalty { .. } => {}
        }
        last
    }

    /// The parts of a word that was not divided are one again: the last box of what begins with this one.
    fn last_of_word(&self, index: usize, line: LineBreak) -> usize {
        let Some(mut text) = self.text_of(index) else { return index };
        let mut last = index;
        while let Some((next, of_next)) = self.continues(last + 1, line.at, text) {
            (last, text) = (next, of_next);
        }
        last
    }

    /// The text of a box that has one.
    fn text_of(&self, index: usize) -> Option<&TextRange> {
        match &self.source.items[index] {
            Item::Box { piece: Piece::Text(piece), .. } => Some(&piece.text),
            _ => None,
        }
    }

    /// A line end within a paragraph parts words as a space does, and who reads the text and not the
    /// page needs one to hear of it (ISO 32000-1, 14.8.2.5). It takes no room, and widens no link.
    fn end_of_line(&mut self, line: LineBreak) {
        match self.source.items.get(line.at) {
            Some(Item::Glue { space: Some(space), .. }) => {
                let voice = self.voice(space.segment, space.range.start);
                self.blank(Length::ZERO, voice, space.range.clone());
            }
            Some(Item::Penalty { cost, .. })
                if *cost <= -INFINITE && (self.source.goes_on || line.at + 1 < self.source.items.len()) =>
            {
                let open = self.run.as_ref().map(|open| (open.voice, open.text.end));
                if let Some((voice, end)) = open {
                    self.blank(Length::ZERO, voice, end..end);
                }
            }
            _ => {}
        }
    }

    /// The box that goes on with the same word behind `text` and runs the same way, as its index and its text.
    fn continues(&self, from: usize, limit: usize, text: &TextRange) -> Option<(usize, &TextRange)> {
        let next = self.source.items[from..limit]
            .iter()
            .position(|item| !matches!(item, Item::Penalty { .. }))
            .map(|offset| from + offset)?;
        let of_next = self.text_of(next).filter(|next| {
            let level = |offset| self.source.levels.map(|levels| levels.at(offset as usize));
            (next.range.start, next.segment) == (text.range.end, text.segment)
                && level(next.range.start) == level(text.range.start)
        })?;
        Some((next, of_next))
    }

    /// What the text of a segment shares with its neighbours at an offset.
    fn voice(&self, segment: u32, offset: u32) -> Voice {
        let voice = Voice::of(self.segment(segment));
        Voice { style: styled_at(voice.style, self.source.levels, offset as usize), ..voice }
    }

    /// Whether the text at the beginning of a segment runs from right to left.
    fn is_from_right(&self, segment: u32) -> bool {
        let start = self.segment(segment).range.start;
        self.source.levels.is_some_and(|levels| bidi::is_from_right(levels.at(start.saturating_sub(1))))
    }

    fn segment(&self, index: u32) -> &Segment<'_> {
        &self.source.text.segments[index as usize]
    }

    /// Behind the rest of a divided word, the first word that begins on the line.
    fn first_whole_word(&self, line: LineBreak) -> Option<Position> {
        let Owner::Content(block) = self.source.owner else { return None };
        line.start.checked_sub(1).filter(|&before| is_hyphen(self.source.items, before))?;
        let behind = self.source.items[line.start..line.at].iter();
        let mut behind = behind.skip_while(|item| !matches!(item, Item::Glue { space: Some(_), .. }));
        let start = behind.find_map(|item| match item {
            Item::Box { piece: Piece::Text(piece), .. } => Some(piece.text.range.start),
            Item::Box { piece: Piece::Image(segment) | Piece::Formula { segment, .. }, .. } => {
                Some(self.segment(*segment).range.start as u32)
            }
            _ => None,
        })?;
        Some(Position { block, offset: start + self.source.base })
    }

    /// The box that a hyphen would follow.
    fn last_box(&self, line: LineBreak) -> usize {
        let items = &self.source.items[line.start..line.at];
        line.start + items.iter().rposition(|item| matches!(item, Item::Box { .. })).unwrap_or(0)
    }

    /// A word or what is left of it: `whole` as it is shaped, where it is whole.
    fn word(&mut self, text: TextRange, whole: Option<&Word>, divided: bool) {
        let source = self.source;
        let word = &source.text.text[text.range.start as usize..text.range.end as usize];
        let (link, left) = (self.segment(text.segment).link, self.pen);
        let voice = self.voice(text.segment, text.range.start);
        if divided {
            // Shaped with its hyphen, as the penalty was measured.
            self.glyphs(&format!("{word}-"), voice, text.range);
            self.soften_hyphen();
        } else {
            match whole {
                Some(shaped) => self.shaped(shaped, word, voice, text.range),
                None => self.glyphs(word, voice, text.range),
            }
        }
        self.widen(link, left);
    }

    /// What was set since `left` belongs to the area of a link.
    fn widen(&mut self, link: Option<u32>, left: Length) {
        let Some(link) = link else { return };
        let right = self.pen;
        match self.areas.last_mut() {
            Some(area) if area.link == link => {
                (area.left, area.right) = (area.left.min(left), area.right.max(right));
            }
            _ => self.areas.push(LinkArea { link, left, right }),
        }
    }

    fn space(&mut self, width: Length, space: &TextRange) {
        let (link, left) = (self.segment(space.segment).link, self.pen);
        let voice = self.voice(space.segment, space.range.start);
        self.blank(width, voice, space.range.clone());
        self.widen(link, left);
    }

    fn image(&mut self, index: u32) {
        self.close();
        let segment = self.segment(index);
        let (range, link, left) = (own_range(segment), segment.link, self.pen);
        let (id, size) = self.source.objects.image(index);
        let top = self.frame.baseline - size.height;
        if let Some(id) = id {
            let part = self.source.owner.part(self.shifted(range));
            self.place(Point { x: self.pen, y: top }, PageItem::Image(id, size), part);
        }
        self.pen += size.width;
        self.widen(link, left);
    }

    fn formula(&mut self, index: u32, piece: u32) {
        self.close();
        let segment = &self.source.text.segments[index as usize];
        let SegmentKind::Formula(source) = segment.kind else { return };
        let Some(set) = self.source.objects.formula(index).get(piece as usize) else { return };
        let part = match self.source.owner.part(self.shifted(own_range(segment))) {
            Part::Content { block, text } => {
                let source = source.source.trim().into();
                Part::Formula(Box::new(FormulaPart { block, text, source, first: piece == 0 }))
            }
            other => other,
        };
        let (left, y) = (self.pen, self.frame.baseline - segment.style.raise);
        let placed = set.set.placed(Point { x: left, y }, &part);
        self.pieces.extend(placed.into_iter().map(LinePiece::Placed));
        self.pen += set.set.width;
        self.widen(segment.link, left);
    }

    fn place(&mut self, at: Point, item: PageItem, part: Part) {
        self.pieces.push(LinePiece::Placed(Placed { at, item, part }));
    }

    fn shifted(&self, range: Range<u32>) -> Range<u32> {
        range.start + self.source.base..range.end + self.source.base
    }

    /// One area for each link that has text on this line.
    fn links(&mut self) {
        for area in std::mem::take(&mut self.areas) {
            let link = &self.source.text.links[area.link as usize];
            let size = Size { width: area.right - area.left, height: self.frame.height };
            let text = self.shifted(link.range.start as u32..link.range.end as u32);
            let (end, part) = (link.end.clone(), self.source.owner.part(text));
            self.place(Point { x: area.left, y: Length::ZERO }, PageItem::Link(end, size), part);
        }
    }
}

/// Whether a line that ends at an item ends in a divided word.
pub fn is_hyphen(items: &[Item], at: usize) -> bool {
    matches!(items.get(at), Some(Item::Penalty { width, flagged: true, .. }) if width.0 > 0)
}

/// A segment's own text.
fn own_range(segment: &Segment) -> Range<u32> {
    segment.range.start as u32..segment.range.end as u32
}
