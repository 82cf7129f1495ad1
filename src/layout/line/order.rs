//! Where the items of a line stand that runs both ways.

use super::{LineSource, is_hyphen};
use crate::layout::bidi::{Levels, is_from_right, visual_order};
use crate::layout::glue::GlueSetting;
use crate::layout::item::{Item, Piece};
use crate::layout::lines::LineBreak;
use crate::length::Length;

/// The places of a line's items, from the line's left edge on.
pub(super) struct LineOrder {
    /// The first item of the line.
    start: usize,
    items: Vec<Place>,
}

struct Place {
    level: u8,
    left: Length,
    width: Length,
}

impl LineOrder {
    pub(super) fn new(
        source: &LineSource,
        line: LineBreak,
        levels: &Levels,
        glue: &mut GlueSetting,
    ) -> LineOrder {
        let items = &source.items[line.start..line.at];
        let mut before = levels.base();
        let mut places: Vec<Place> = Vec::with_capacity(items.len());
        for item in items {
            let level = level(item, source, levels, before);
            let width = match item {
                Item::Glue { width, stretch, shrink, .. } => glue.size(*width, *stretch, *shrink),
                _ => item.width(),
            };
            before = level;
            places.push(Place { level, left: Length::ZERO, width });
        }
        let last = items.iter().rposition(|item| matches!(item, Item::Box { .. }));
        if let Some(Item::Penalty { width, .. }) = source.items.get(line.at)
            && is_hyphen(source.items, line.at)
            && let Some(last) = last
        {
            places[last].width += *width;
        }
        let order: Vec<u8> = places.iter().map(|place| place.level).collect();
        let mut pen = Length::ZERO;
        for index in visual_order(&order) {
            places[index].left = pen;
            pen += places[index].width;
        }
        LineOrder { start: line.start, items: places }
    }

    /// The left edge of some items that stand side by side.
    pub(super) fn left_edge(&self, first: usize, last: usize) -> Length {
        self.place(first).left.min(self.place(last).left)
    }

    pub(super) fn width(&self, index: usize) -> Length {
        self.place(index).width
    }

    pub(super) fn level(&self, index: usize) -> u8 {
        self.place(index).level
    }

    /// Where the text of the line ends.
    pub(super) fn end(&self) -> Length {
        self.items.last().map_or(Length::ZERO, |last| match is_from_right(last.level) {
            true => last.left,
            false => last.left + last.width,
        })
    }

    fn place(&self, index: usize) -> &Place {
        &self.items[index - self.start]
    }
}

/// The level of an item that stands behind one of the level `before`.
fn level(item: &Item, source: &LineSource, levels: &Levels, before: u8) -> u8 {
    let of_segment = |index: &u32| {
        let start = source.text.segments.get(*index as usize).map(|segment| segment.range.start);
        start.map_or(before, |start| levels.at(start))
    };
    match item {
        Item::Box { piece: Piece::Text(piece), .. } => levels.at(piece.text.range.start as usize),
        Item::Box { piece: Piece::Image(segment), .. } => of_segment(segment),
        // The parts of a formula follow each other from left to right.
        Item::Box { piece: Piece::Formula { segment, .. }, .. } => of_segment(segment).next_multiple_of(2),
        Item::Box { piece: Piece::Indent, .. } => levels.base(),
        Item::Glue { space: Some(space), .. } => levels.at(space.range.start as usize),
        Item::Box { piece: Piece::Mark(_) | Piece::Annotation(_), .. }
        | Item::Glue { space: None, .. }
        | Item::Penalty { .. } => before,
    }
}
