//! A formula's parts with their extents, as they are put together.

use crate::layout::page::{Color, PageItem, Part, Placed, Rule};
use crate::length::{Length, Point, Size};

/// Something set: its extent around the baseline, and its ink relative to the baseline's start.
#[derive(Clone, Debug, Default)]
pub struct MathBox {
    pub width: Length,
    pub height: Length,
    pub depth: Length,
    /// How far it leans out to the right at its top.
    pub italics: Length,
    /// Where an accent stands, if not over the middle.
    pub accent: Option<Length>,
    pub(super) items: Vec<(Point, PageItem)>,
}

impl MathBox {
    pub fn space(width: Length) -> MathBox {
        MathBox { width, ..MathBox::default() }
    }

    /// One piece of ink at the baseline's start.
    pub fn of(item: PageItem, width: Length, height: Length, depth: Length) -> MathBox {
        MathBox { width, height, depth, items: vec![(Point::default(), item)], ..MathBox::default() }
    }

    /// Puts another box in, `x` to the right and `up` above the baseline; extents grow, the width
    /// does not.
    pub fn put(&mut self, other: MathBox, x: Length, up: Length) {
        self.height = self.height.max(other.height + up);
        self.depth = self.depth.max(other.depth - up);
        let moved = other.items.into_iter();
        self.items.extend(moved.map(|(at, item)| (Point { x: at.x + x, y: at.y - up }, item)));
    }

    /// Puts another box behind.
    pub fn push(&mut self, other: MathBox) {
        let (x, width, italics) = (self.width, other.width, other.italics);
        self.put(other, x, Length::ZERO);
        self.width += width;
        self.italics = italics;
    }

    /// A rule whose lower edge is `up` above the baseline.
    pub fn rule(&mut self, x: Length, up: Length, size: Size, color: Color) {
        let at = Point { x, y: -(up + size.height) };
        self.items.push((at, PageItem::Rule(Rule { size, color })));
    }

    /// A line from one place to another, `up` above the baseline.
    pub fn stroke(&mut self, from: (Length, Length), to: (Length, Length), thickness: Length, color: Color) {
        let by = Point { x: to.0 - from.0, y: -(to.1 - from.1) };
        self.items.push((Point { x: from.0, y: -from.1 }, PageItem::Stroke { by, thickness, color }));
    }

    /// Its extents without its ink.
    pub fn without_ink(mut self) -> MathBox {
        self.items.clear();
        self
    }

    /// How high it is in all.
    pub fn total(&self) -> Length {
        self.height + self.depth
    }

    /// Its ink on the page, from where its baseline begins.
    pub fn placed(&self, at: Point, part: &Part) -> Vec<Placed> {
        let items = self.items.iter();
        items
            .map(|(offset, item)| Placed {
                at: Point { x: at.x + offset.x, y: at.y + offset.y },
                item: item.clone(),
                part: part.clone(),
            })
            .collect()
    }
}
