//! What is drawn without glyphs: rules, strokes, images.

use super::Encoder;
use crate::layout::page::{Color, Dot, Rule};
use crate::length::{Length, Point, Size};
use crate::pdf::images;
use crate::resource::{ImageId, Turn};

impl Encoder {
    pub(super) fn rule(&mut self, at: Point, rule: &Rule) {
        self.set_color(rule.color);
        self.points(at.x);
        self.points(self.height - at.y - rule.size.height);
        self.points(rule.size.width);
        self.points(rule.size.height);
        self.out.extend(b"re f\n");
    }

    /// A circle, of four Bézier curves whose handles are 0.5523 of its radius long: they leave it by less than a
    /// three-thousandth of that.
    pub(super) fn dot(&mut self, at: Point, dot: &Dot) {
        self.set_color(dot.color);
        let radius = dot.diameter / 2;
        let handle = radius.scale(5_523, 10_000);
        let middle = Point { x: at.x + radius, y: self.height - at.y - radius };
        // From one end of a quarter to the other: directions of the radius to each, turned by a right angle.
        let mut from = (1, 0);
        self.points(middle.x + radius);
        self.points(middle.y);
        self.out.extend(b"m ");
        for _ in 0..4 {
            let to = (-from.1, from.0);
            let corners = [
                (radius * from.0 + handle * to.0, radius * from.1 + handle * to.1),
                (radius * to.0 + handle * from.0, radius * to.1 + handle * from.1),
                (radius * to.0, radius * to.1),
            ];
            for (x, y) in corners {
                self.points(middle.x + x);
                self.points(middle.y + y);
            }
            self.out.extend(b"c ");
            from = to;
        }
        self.out.extend(b"f\n");
    }

    /// A line is drawn as a thin area, so that one colour is all the state there is.
    pub(super) fn stroke(&mut self, at: Point, by: Point, thickness: Length, color: Color) {
        let (x, y) = (by.x.to_pt(), by.y.to_pt());
        let length = x.hypot(y);
        if length <= 0.0 {
            return;
        }
        self.set_color(color);
        // Half the thickness to either side, at a right angle to the line.
        let side = Point {
            x: thickness.scale((-y / length * 500.0) as i64, 1000),
            y: thickness.scale((x / length * 500.0) as i64, 1000),
        };
        let end = Point { x: at.x + by.x, y: at.y + by.y };
        let corners = [(at, side, 1), (end, side, 1), (end, side, -1), (at, side, -1)];
        for (index, (corner, side, sign)) in corners.into_iter().enumerate() {
            self.points(corner.x + side.x * sign);
            self.points(self.height - corner.y - side.y * sign);
            self.out.extend(if index == 0 { b"m ".as_slice() } else { b"l " });
        }
        self.out.extend(b"f\n");
    }

    pub(super) fn image(&mut self, at: Point, id: ImageId, size: Size, turn: Turn) {
        if size.width <= Length::ZERO || size.height <= Length::ZERO {
            return;
        }
        self.out.extend(b"q ");
        self.points(size.width);
        self.out.extend(b"0 0 ");
        self.points(size.height);
        self.points(at.x);
        self.points(self.height - at.y - size.height);
        self.out.extend(b"cm");
        if let Some(matrix) = turn.matrix() {
            matrix.iter().for_each(|entry| self.out.extend(format!(" {entry}").bytes()));
            self.out.extend(b" cm");
        }
        self.out.extend(format!("/{} Do Q\n", images::resource_name(id)).bytes());
    }
}
