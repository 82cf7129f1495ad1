//! Text objects: glyphs at their places.

use super::{Encoder, thousandths};
use crate::font::FontId;
use crate::layout::page::{GlyphRun, PageItem, Placed};
use crate::length::{Length, Point};
use crate::pdf::cluster::{Cluster, clusters};
use crate::pdf::fonts::EmbeddedFont;
use crate::pdf::objects;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Sizes up to this many thousandths of a point take whole corrections: half a thousandth of
/// 18 pt is 0.009 pt, and the pen is to stay within 0.01 pt of its place.
const WHOLE_CORRECTIONS: i64 = 18_000;

/// The glyph by which layout marks a character that no face holds.
const NOTDEF: u16 = 0;

/// Where the reader's pen is within a text object.
#[derive(Default)]
struct Pen {
    /// The start of the line in thousandths of a point, which `Td` counts from.
    line: (i64, i64),
    /// Points from the left edge of the page.
    x: f64,
    rise: i64,
    showing: Showing,
}

/// How far an operator that shows glyphs is written.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Showing {
    #[default]
    Nothing,
    /// Inside the array of `TJ`.
    Array,
    /// Inside a string of that array.
    String,
}

impl Encoder {
    /// The runs among `items` between `BT` and `ET`.
    pub(super) fn text_object(&mut self, items: &[&Placed], fonts: &BTreeMap<FontId, EmbeddedFont>) {
        let mut pen = None;
        for placed in items {
            let PageItem::Glyphs(run) = &placed.item else { continue };
            let size = thousandths(run.size);
            if let Some(font) = fonts.get(&run.font).filter(|_| size > 0 && !run.glyphs.is_empty()) {
                let pen = pen.get_or_insert_with(|| {
                    self.out.extend(b"BT\n");
                    Pen::default()
                });
                self.run(pen, placed.at, run, font, size);
            }
        }
        if let Some(mut pen) = pen {
            self.end_show(&mut pen);
            self.out.extend(b"ET\n");
        }
    }

    fn run(&mut self, pen: &mut Pen, at: Point, run: &GlyphRun, font: &EmbeddedFont, size: i64) {
        let line = (thousandths(at.x), thousandths(self.height - at.y));
        let continues = pen.showing != Showing::Nothing
            && self.font == Some((run.font, size))
            && self.color == run.color
            && pen.line.1 == line.1;
        if !continues {
            self.end_show(pen);
            self.set_color(run.color);
            self.set_font(run.font, size);
            self.move_to(pen, line);
        }
        let mut x = at.x;
        for cluster in clusters(run) {
            if cluster.glyphs.iter().all(|glyph| glyph.id == NOTDEF) {
                for (index, glyph) in cluster.glyphs.iter().enumerate() {
                    let text = if index == 0 { cluster.text } else { "" };
                    self.missing_glyph(pen, Point { x, y: at.y }, (glyph.advance, size), font, text);
                    x += glyph.advance;
                }
                continue;
            }
            let from = x;
            let line = (thousandths(from), line.1);
            if self.spoken_for || reads_as(cluster, font) {
                x = self.cluster(pen, cluster, from, font, size);
                continue;
            }
            let speaks = self.pause(pen, cluster.text);
            self.resume(pen, line);
            x = self.cluster(pen, cluster, from, font, size);
            self.end_pause(pen, speaks);
            self.resume(pen, (thousandths(x), line.1));
        }
    }

    /// Shows the glyphs of a cluster from `x` on; where the pen is then.
    fn cluster(
        &mut self,
        pen: &mut Pen,
        cluster: Cluster,
        mut x: Length,
        font: &EmbeddedFont,
        size: i64,
    ) -> Length {
        for glyph in cluster.glyphs {
            let shown = font.glyph_to_show(glyph.id);
            self.glyph(pen, (x + glyph.offset_x).to_pt(), glyph.offset_y, shown, size);
            x += glyph.advance;
        }
        x
    }

    /// Ends the text object, since marks may not begin within one that goes on behind them, and
    /// says what comes next stands for, unless that has been said already.
    fn pause(&mut self, pen: &mut Pen, text: &str) -> bool {
        self.end_show(pen);
        self.out.extend(b"ET\n");
        let speaks = !self.spoken_for;
        if speaks {
            self.speak(text);
        }
        speaks
    }

    fn end_pause(&mut self, pen: &mut Pen, speaks: bool) {
        self.end_show(pen);
        self.out.extend(b"ET\n");
        if speaks {
            self.hush();
        }
    }

    /// Begins a text object at a place.
    fn resume(&mut self, pen: &mut Pen, line: (i64, i64)) {
        self.out.extend(b"BT\n");
        *pen = Pen::default();
        self.move_to(pen, line);
    }

    /// A box of lines for a character that no face holds; `size` is the type size in thousandths
    /// of a point. To show `.notdef` is against PDF/A and PDF/UA (ISO 14289-1, 7.21.8), so the
    /// character is carried by the `ActualText` of a space, which readers copy and search.
    fn missing_glyph(
        &mut self,
        pen: &mut Pen,
        at: Point,
        (advance, size): (Length, i64),
        font: &EmbeddedFont,
        text: &str,
    ) {
        let speaks = self.pause(pen, text);
        let (left, foot) = (thousandths(at.x), thousandths(self.height - at.y));
        let margin = size / 20;
        let (width, height) = ((thousandths(advance) - 2 * margin).max(0), size * 7 / 10);
        self.frame([left + margin, foot, width, height], size / 30);
        self.resume(pen, (left, foot));
        // As wide as the box, lest readers see a gap between it and the next word.
        let natural = font.glyphs[usize::from(font.space)].width * size as f64 / 1000.0;
        self.thousandths((thousandths(advance) as f64 * 100_000.0 / natural.max(1.0)).round() as i64);
        self.out.extend(b" Tz\n");
        self.glyph(pen, at.x.to_pt(), Length::ZERO, (font.space, 0.0), size);
        self.end_show(pen);
        self.out.extend(b"100 Tz\n");
        self.end_pause(pen, speaks);
        self.resume(pen, (left + thousandths(advance), foot));
    }

    /// The edge of a rectangle (left, foot, width, height) as the area between two.
    fn frame(&mut self, [left, foot, width, height]: [i64; 4], stroke: i64) {
        let inner = [left + stroke, foot + stroke, width - 2 * stroke, height - 2 * stroke];
        for corner in [[left, foot, width, height], inner] {
            for value in corner {
                self.thousandths(value);
                self.out.push(b' ');
            }
            self.out.extend(b"re ");
        }
        self.out.extend(b"f*\n");
    }

    fn set_font(&mut self, font: FontId, size: i64) {
        if self.font != Some((font, size)) {
            self.font = Some((font, size));
            self.out.extend(format!("/F{} ", font.0).bytes());
            self.thousandths(size);
            self.out.extend(b" Tf\n");
        }
    }

    fn move_to(&mut self, pen: &mut Pen, line: (i64, i64)) {
        self.thousandths(line.0 - pen.line.0);
        self.out.push(b' ');
        self.thousandths(line.1 - pen.line.1);
        self.out.extend(b" Td\n");
        pen.line = line;
        pen.x = line.0 as f64 / 1000.0;
    }

    /// Shows a glyph at `x` points; `TJ` numbers are thousandths of an em, to the left.
    fn glyph(&mut self, pen: &mut Pen, x: f64, rise: Length, (id, width): (u16, f64), size: i64) {
        let rise = thousandths(rise);
        if rise != pen.rise {
            self.set_rise(pen, rise);
        }
        let em = size as f64 / 1000.0;
        let mut steps = 1.0;
        while size as f64 > WHOLE_CORRECTIONS as f64 * steps && steps < 1000.0 {
            steps *= 10.0;
        }
        let correction = ((pen.x - x) * 1000.0 / em * steps).round() / steps;
        if correction != 0.0 {
            self.open(pen, Showing::Array);
            self.thousandths((correction * 1000.0).round() as i64);
            pen.x -= correction * em / 1000.0;
        }
        self.open(pen, Showing::String);
        for byte in id.to_be_bytes() {
            match byte {
                b'(' | b')' | b'\\' => self.out.extend([b'\\', byte]),
                // A bare carriage return would be read as a line feed (ISO 32000-1, 7.3.4.2).
                b'\r' => self.out.extend(b"\\r"),
                _ => self.out.push(byte),
            }
        }
        pen.x += width * em / 1000.0;
    }

    fn set_rise(&mut self, pen: &mut Pen, rise: i64) {
        self.close_array(pen);
        self.thousandths(rise);
        self.out.extend(b" Ts\n");
        pen.rise = rise;
    }

    fn open(&mut self, pen: &mut Pen, showing: Showing) {
        match (pen.showing, showing) {
            (Showing::Nothing, Showing::Array) => self.out.push(b'['),
            (Showing::Nothing, Showing::String) => self.out.extend(b"[("),
            (Showing::Array, Showing::String) => self.out.push(b'('),
            (Showing::String, Showing::Array) => self.out.push(b')'),
            _ => {}
        }
        pen.showing = showing;
    }

    fn close_array(&mut self, pen: &mut Pen) {
        match pen.showing {
            Showing::Nothing => {}
            Showing::Array => self.out.extend(b"]TJ\n"),
            Showing::String => self.out.extend(b")]TJ\n"),
        }
        pen.showing = Showing::Nothing;
    }

    /// Ends the operator and puts the baseline back, so that nothing of it reaches further.
    fn end_show(&mut self, pen: &mut Pen) {
        self.close_array(pen);
        if pen.rise != 0 {
            self.set_rise(pen, 0);
        }
    }

    /// The property that says what glyphs stand for.
    pub(super) fn actual_text(&mut self, text: &str) {
        let mut hex = String::new();
        for byte in objects::utf16(text) {
            _ = write!(hex, "{byte:02X}");
        }
        self.out.extend(format!("/ActualText<{hex}>").bytes());
    }
}

impl EmbeddedFont<'_> {
    fn glyph_to_show(&self, glyph: u16) -> (u16, f64) {
        let (id, glyph) = self.glyph(glyph);
        (id, glyph.width)
    }
}

/// Whether ToUnicode gives a cluster's own text. Characters for private use say nothing to others,
/// and want their text to be stated (ISO 19005-2, 6.2.11.7.3).
fn reads_as(cluster: Cluster, font: &EmbeddedFont) -> bool {
    if cluster.text.contains(|c| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)) {
        return false;
    }
    let mut rest = Some(cluster.text);
    for glyph in cluster.glyphs {
        let text = &font.glyph(glyph.id).1.text;
        rest = rest.and_then(|rest| rest.strip_prefix(text.as_str()));
    }
    rest == Some("")
}
