//! One page as a content stream.
//!
//! We write the operators ourselves: a page holds thousands of glyphs, and each costs its two
//! bytes and now and then a correction. Places are absolute in the page's data, so every
//! operand is the difference to where the reader's pen really is; rounding never adds up.

mod drawn;
mod marks;
mod shapes;
mod text;

use drawn::{Drawn, Place};
pub use drawn::{DrawnPage, EmbeddedOn, PageOwner};
use marks::{MarkKind, OpenMark};

use super::deflate::{Deflated, deflated};
use super::fonts::EmbeddedFont;
use super::missing::MissingFaces;
use crate::font::FontId;
use crate::layout::page::{ArtifactKind, Color, PageItem, Part, Placed, Rule};
use crate::length::{Length, Point, Size};
use crate::resource::{ImageId, Turn};
use std::collections::BTreeMap;
use std::io;
use std::mem::take;
use std::sync::Arc;

/// What the pages can show.
pub struct Embedded<'a> {
    pub fonts: &'a BTreeMap<FontId, EmbeddedFont<'a>>,
    pub missing: &'a MissingFaces,
    /// The images, and how they are turned to stand upright.
    pub images: &'a BTreeMap<ImageId, Turn>,
}

/// A page's operators and the stretches of marked content among them.
#[derive(Clone)]
pub struct PageContent {
    pub operators: Deflated,
    pub marks: Vec<Stretch>,
}

/// A stretch of marked content, before it is known which element its owner is.
#[derive(Clone, Copy)]
pub struct Stretch {
    pub owner: PageOwner,
    /// Where its images and rules stand: top left corner and extent.
    pub bounds: Option<(Point, Size)>,
}

/// The operators that draw a page. Faces and images that are not embedded draw nothing. With a
/// plan, everything is either marked as part of an element or as an artifact (ISO 14289-1, 7.1).
pub fn encode(page: &DrawnPage, embedded: &Embedded) -> io::Result<PageContent> {
    let mut encoder = Encoder::new(page.size.height);
    let mut group = Group::default();
    for &Drawn { placed, place } in &page.items {
        match place {
            Some(Place::Artifact(kind)) if is_text(&placed.item) => {
                // Text keeps its place, for those that read the page in the order of drawing.
                encoder.group(take(&mut group), embedded);
                encoder.marked(MarkKind::Artifact(kind, None), &[placed], embedded);
            }
            Some(Place::Artifact(kind)) => group.artifacts.push((kind, placed)),
            Some(Place::Content(owner)) if group.owner != Some(owner) => {
                encoder.group(take(&mut group), embedded);
                (group.owner, group.content) = (Some(owner), vec![placed]);
            }
            _ => group.content.push(placed),
        }
    }
    encoder.group(group, embedded);
    encoder.end_text();
    Ok(PageContent { operators: deflated(&encoder.out)?, marks: encoder.marks })
}

/// Neighbours on the page that are part of one element, and the rules and grounds that are drawn
/// under them. These go first, so that a paragraph with many of them is one mark all the same.
#[derive(Default)]
struct Group<'p> {
    owner: Option<PageOwner>,
    content: Vec<&'p Placed>,
    artifacts: Vec<(ArtifactKind, &'p Placed)>,
}

/// The stream so far and the graphics state at its end.
struct Encoder {
    out: Vec<u8>,
    marks: Vec<Stretch>,
    height: Length,
    /// Black is where every page begins.
    color: Color,
    /// Face and size in thousandths of a point.
    font: Option<(text::Face, i64)>,
    /// A text object is open, and the pen is there.
    in_text: bool,
    pen: text::Pen,
    /// What is drawn stands within an `ActualText` already.
    in_actual_text: bool,
    /// The mark that is open.
    open: Option<OpenMark>,
}

impl Encoder {
    fn new(height: Length) -> Encoder {
        let (out, marks, font, open, pen) = Default::default();
        let (color, in_text, in_actual_text) = (Color::BLACK, false, false);
        Encoder { out, marks, height, color, font, in_text, pen, in_actual_text, open }
    }

    fn group(&mut self, group: Group, embedded: &Embedded) {
        for artifacts in group.artifacts.chunk_by(|(a, _), (b, _)| a == b) {
            let Some((kind, _)) = artifacts.first() else { continue };
            let items: Vec<&Placed> = artifacts.iter().map(|(_, placed)| *placed).collect();
            self.marked(MarkKind::Artifact(*kind, bounds(&items)), &items, embedded);
        }
        match group.owner {
            Some(owner) => {
                let kind = MarkKind::Element(owner, bounds(&group.content));
                self.marked(kind, &group.content, embedded);
            }
            None => self.content(&group.content, embedded),
        }
    }

    /// Marks and text objects nest: one in which there is text alone lies within the text object,
    /// which goes on behind it; any other holds its own.
    fn marked(&mut self, kind: MarkKind, items: &[&Placed], embedded: &Embedded) {
        let is_text = items.iter().all(|placed| is_text(&placed.item));
        match is_text {
            true => self.begin_text(),
            false => self.end_text(),
        }
        self.open_mark(kind, None);
        self.content(items, embedded);
        self.close_mark();
    }

    /// What is copied of a formula is its source; its signs alone have lost their places.
    fn content(&mut self, items: &[&Placed], embedded: &Embedded) {
        for items in items.chunk_by(|a, b| formula(a) == formula(b)) {
            let Some((source, first)) = items.first().and_then(|placed| formula(placed)) else {
                self.items(items, embedded);
                continue;
            };
            if self.open.is_none() {
                self.end_text();
            }
            self.begin_actual_text(if first { source } else { "" }, false);
            self.items(items, embedded);
            self.end_actual_text(false);
        }
    }

    fn items(&mut self, items: &[&Placed], embedded: &Embedded) {
        for neighbours in items.chunk_by(|a, b| is_text(&a.item) && is_text(&b.item)) {
            if neighbours.iter().any(|placed| is_text(&placed.item)) {
                self.runs(neighbours, embedded);
                continue;
            }
            self.end_text();
            for placed in neighbours {
                match &placed.item {
                    PageItem::Rule(rule) => self.rule(placed.at, rule),
                    PageItem::Dot(dot) => self.dot(placed.at, dot),
                    PageItem::Stroke { by, thickness, color } => {
                        self.stroke(placed.at, *by, *thickness, *color);
                    }
                    PageItem::Image(id, size) => {
                        if let Some(turn) = embedded.images.get(id) {
                            self.image(placed.at, *id, *size, *turn);
                        }
                    }
                    PageItem::Glyphs(_) | PageItem::Link(..) => {}
                }
            }
        }
    }

    fn set_color(&mut self, color: Color) {
        if color == self.color {
            return;
        }
        self.color = color;
        let Color { red, green, blue } = color;
        let grey = red == green && green == blue;
        for component in [red, green, blue].into_iter().take(if grey { 1 } else { 3 }) {
            self.thousandths((i64::from(component) * 1000 + 127) / 255);
            self.out.push(b' ');
        }
        self.out.extend(if grey { b"g\n".as_slice() } else { b"rg\n" });
    }

    /// A length in points and the space behind it.
    fn points(&mut self, length: Length) {
        self.thousandths(thousandths(length));
        self.out.push(b' ');
    }

    /// A number given in thousandths, without what a reader does not need: `.5`, `-12`, `3.25`.
    fn thousandths(&mut self, value: i64) {
        if value < 0 {
            self.out.push(b'-');
        }
        let (whole, mut fraction) = (value.unsigned_abs() / 1000, value.unsigned_abs() % 1000);
        if whole > 0 || fraction == 0 {
            self.decimal(whole);
        }
        if fraction > 0 {
            self.out.push(b'.');
            let mut place = 100;
            while fraction > 0 {
                self.out.push(b'0' + (fraction / place) as u8);
                fraction %= place;
                place /= 10;
            }
        }
    }

    fn decimal(&mut self, value: u64) {
        if value >= 10 {
            self.decimal(value / 10);
        }
        self.out.push(b'0' + (value % 10) as u8);
    }
}

fn is_text(item: &PageItem) -> bool {
    matches!(item, PageItem::Glyphs(_))
}

/// The source of a formula's piece, and whether it is the one that speaks for all.
fn formula(placed: &Placed) -> Option<(&Arc<str>, bool)> {
    match &placed.part {
        Part::Formula(formula) => Some((&formula.source, formula.first)),
        _ => None,
    }
}

/// Where the images and the rules among some items stand.
fn bounds(items: &[&Placed]) -> Option<(Point, Size)> {
    let images = items.iter().filter_map(|placed| match placed.item {
        PageItem::Image(_, size) | PageItem::Rule(Rule { size, .. }) => Some((placed.at, size)),
        _ => None,
    });
    images.reduce(|(at, size), (other, extent)| {
        let (left, top) = (at.x.min(other.x), at.y.min(other.y));
        let right = (at.x + size.width).max(other.x + extent.width);
        let bottom = (at.y + size.height).max(other.y + extent.height);
        (Point { x: left, y: top }, Size { width: right - left, height: bottom - top })
    })
}

/// A length in thousandths of a point, the precision of all operands: 0.35 µm.
fn thousandths(length: Length) -> i64 {
    length.to_millipt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let cases: &[(i64, &str)] = &[
            (0, "0"),
            (1, ".001"),
            (500, ".5"),
            (-500, "-.5"),
            (12_000, "12"),
            (-1_250, "-1.25"),
            (100_010, "100.01"),
            (i64::MIN, "-9223372036854775.808"),
        ];
        for &(value, expected) in cases {
            let mut encoder = Encoder::new(Length::ZERO);
            encoder.thousandths(value);
            assert_eq!(String::from_utf8_lossy(&encoder.out), expected);
        }
    }
}
