//! Text objects: glyphs at their places.

use super::{Embedded, Encoder, thousandths};
use crate::font::FontId;
use crate::layout::page::{Glyph, GlyphRun, MISSING_ADVANCE, NOTDEF, PageItem, Placed};
use crate::length::{Length, Point, ShortLength};
use crate::pdf::cluster::{Cluster, clusters, runs_from_right};
use crate::pdf::fonts::{self, EmbeddedFont};
use crate::pdf::missing;
use crate::pdf::objects;
use std::fmt::Write;
use std::slice;

/// Sizes up to this many thousandths of a point take whole corrections: half a thousandth of
/// 18 pt is 0.009 pt, and the pen is to stay within 0.01 pt of its place.
const WHOLE_CORRECTIONS: i64 = 18_000;

/// Where the reader's pen is within a text object.
#[derive(Default)]
pub(super) struct Pen {
    /// The start of the line in thousandths of a point, which `Td` counts from.
    line: (i64, i64),
    /// Points from the left edge of the page; before the first line there is no place.
    x: Option<f64>,
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

/// A face of the pages' resources.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Embedded(FontId),
    /// One of those for characters that no face holds.
    Missing(usize),
}

/// A glyph as its face knows it.
struct Shown<'s> {
    code: &'s [u8],
    /// Thousandths of an em.
    width: f64,
}

/// A size of type, and what corrections are counted in.
#[derive(Clone, Copy)]
struct Scale {
    /// In thousandths of a point.
    size: i64,
    /// In points.
    em: f64,
    /// Of a thousandth of an em, so that no correction is off by more than a pen may be.
    steps: f64,
    /// A pen that is off by no more than this many points is surely less than half a step off.
    near: f64,
}

impl Scale {
    fn of(size: i64) -> Scale {
        let mut steps = 1.0;
        // Three decimals at the most: no operand has more.
        while size as f64 > WHOLE_CORRECTIONS as f64 * steps && steps < 1000.0 {
            steps *= 10.0;
        }
        let em = size as f64 / 1000.0;
        Scale { size, em, steps, near: 0.499 * em / 1000.0 / steps }
    }
}

impl Encoder {
    /// Text is drawn next. Where it was before, the text object goes on.
    pub(super) fn begin_text(&mut self) {
        if !self.in_text {
            self.out.extend(b"BT\n");
            (self.pen, self.in_text) = (Pen::default(), true);
        }
    }

    /// Something else than text is drawn next.
    pub(super) fn end_text(&mut self) {
        if self.in_text {
            self.end_show();
            self.out.extend(b"ET\n");
            self.in_text = false;
        }
    }

    /// The runs among some items.
    pub(super) fn runs(&mut self, items: &[&Placed], embedded: &Embedded) {
        for placed in items {
            let PageItem::Glyphs(run) = &placed.item else { continue };
            let size = thousandths(run.size);
            if let Some(font) = embedded.fonts.get(&run.font).filter(|_| size > 0 && !run.glyphs.is_empty()) {
                self.begin_text();
                self.run(placed.at, run, font, embedded);
            }
        }
    }

    fn run(&mut self, at: Point, run: &GlyphRun, font: &EmbeddedFont, embedded: &Embedded) {
        let scale = Scale::of(thousandths(run.size));
        let baseline = thousandths(self.height - at.y);
        let mut at = at;
        // Its glyphs are shown from the left, and read from the right.
        let is_from_right = !self.in_actual_text && runs_from_right(run);
        if is_from_right {
            self.begin_reversed();
        }
        // What was shown last is a letter of this run, and the pen has not risen.
        let mut in_row = false;
        for cluster in clusters(run) {
            if let Some((glyph, code, width)) = letter(cluster, font) {
                let offset = run.glyphs.offset(cluster.first);
                let place = (at.x + offset.x.into()).to_pt();
                let shown = Shown { code: &code, width };
                if !in_row || offset.y != ShortLength::ZERO || !self.append(place, &shown, scale) {
                    self.go_to(at.x, baseline, (Face::Embedded(run.font), scale.size), run);
                    self.glyph(place, offset.y.into(), shown, scale);
                    in_row = self.pen.rise == 0;
                }
                at.x += glyph.advance.into();
                continue;
            }
            in_row = false;
            let is_missing = run.has_boxes() && cluster.glyphs.iter().all(|glyph| glyph.id == NOTDEF);
            let missing = if is_missing { embedded.missing.code(cluster.text) } else { None };
            let face = missing.map_or(Face::Embedded(run.font), |(face, _)| Face::Missing(face));
            let needs_actual_text = !self.in_actual_text && !reads_as(cluster, font, is_missing);
            if needs_actual_text {
                self.begin_actual_text(cluster.text, is_from_right);
            }
            self.go_to(at.x, baseline, (face, scale.size), run);
            for (index, glyph) in (cluster.first..).zip(cluster.glyphs) {
                let (id, known) = font.glyph(glyph.id);
                let offset = run.glyphs.offset(index);
                let code = id.to_be_bytes();
                let shown = match &missing {
                    Some((_, code)) => Shown { code: slice::from_ref(code), width: MISSING_ADVANCE as f64 },
                    None => Shown { code: &code, width: known.width },
                };
                self.glyph((at.x + offset.x.into()).to_pt(), offset.y.into(), shown, scale);
                at.x += glyph.advance.into();
            }
            if needs_actual_text {
                self.end_actual_text(is_from_right);
            }
        }
        if is_from_right {
            self.end_reversed();
        }
    }

    /// Sets colour and face, and moves the pen to where a run goes on. A step along the line is left
    /// to the correction before the next glyph.
    fn go_to(&mut self, x: Length, baseline: i64, font: (Face, i64), run: &GlyphRun) {
        let step = self.pen.x.map(|pen| (x.to_pt() - pen).abs());
        let near = step.is_some_and(|step| step < run.size.to_pt() * 2.0);
        let same_line = near && self.pen.line.1 == baseline;
        if same_line && self.font == Some(font) && self.color == run.color {
            return;
        }
        self.end_show();
        self.set_color(run.color);
        self.set_font(font);
        if !same_line {
            self.move_to((thousandths(x), baseline));
        }
    }

    fn set_font(&mut self, font: (Face, i64)) {
        if self.font != Some(font) {
            self.font = Some(font);
            let name = match font.0 {
                Face::Embedded(id) => fonts::resource_name(id),
                Face::Missing(index) => missing::resource_name(index),
            };
            self.out.extend(format!("/{name} ").bytes());
            self.thousandths(font.1);
            self.out.extend(b" Tf\n");
        }
    }

    fn move_to(&mut self, line: (i64, i64)) {
        self.thousandths(line.0 - self.pen.line.0);
        self.out.push(b' ');
        self.thousandths(line.1 - self.pen.line.1);
        self.out.extend(b" Td\n");
        self.pen.line = line;
        self.pen.x = Some(line.0 as f64 / 1000.0);
    }

    /// Shows a glyph in the string that is open, if it stands where the pen is; says whether it does.
    #[inline]
    fn append(&mut self, x: f64, shown: &Shown, scale: Scale) -> bool {
        let Some(pen) = self.pen.x.filter(|pen| (pen - x).abs() <= scale.near) else { return false };
        if shown.code.iter().any(is_escaped) {
            return false;
        }
        self.out.extend_from_slice(shown.code);
        self.pen.x = Some(pen + shown.width * scale.em / 1000.0);
        true
    }

    /// Shows a glyph at `x` points; `TJ` numbers are thousandths of an em, to the left.
    fn glyph(&mut self, x: f64, rise: Length, shown: Shown, scale: Scale) {
        let rise = thousandths(rise);
        if rise != self.pen.rise {
            self.set_rise(rise);
        }
        let mut pen = self.pen.x.unwrap_or(x);
        if (pen - x).abs() > scale.near {
            pen = self.correct(pen, x, scale);
        }
        self.open_show(Showing::String);
        for byte in shown.code {
            match byte {
                // A bare carriage return would be read as a line feed (ISO 32000-1, 7.3.4.2).
                b'\r' => self.out.extend(b"\\r"),
                byte if is_escaped(byte) => self.out.extend([b'\\', *byte]),
                byte => self.out.push(*byte),
            }
        }
        self.pen.x = Some(pen + shown.width * scale.em / 1000.0);
    }

    /// Moves the pen to `x` points by whole steps, and says where it is then.
    fn correct(&mut self, pen: f64, x: f64, Scale { em, steps, .. }: Scale) -> f64 {
        let correction = ((pen - x) * 1000.0 / em * steps).round() / steps;
        if correction != 0.0 {
            self.open_show(Showing::Array);
            self.thousandths((correction * 1000.0).round() as i64);
        }
        pen - correction * em / 1000.0
    }

    fn set_rise(&mut self, rise: i64) {
        self.close_array();
        self.thousandths(rise);
        self.out.extend(b" Ts\n");
        self.pen.rise = rise;
    }

    fn open_show(&mut self, showing: Showing) {
        match (self.pen.showing, showing) {
            (Showing::Nothing, Showing::Array) => self.out.push(b'['),
            (Showing::Nothing, Showing::String) => self.out.extend(b"[("),
            (Showing::Array, Showing::String) => self.out.push(b'('),
            (Showing::String, Showing::Array) => self.out.push(b')'),
            _ => {}
        }
        self.pen.showing = showing;
    }

    fn close_array(&mut self) {
        match self.pen.showing {
            Showing::Nothing => {}
            Showing::Array => self.out.extend(b"]TJ\n"),
            Showing::String => self.out.extend(b")]TJ\n"),
        }
        self.pen.showing = Showing::Nothing;
    }

    /// Ends the operator and puts the baseline back, so that nothing of it reaches further.
    pub(super) fn end_show(&mut self) {
        self.close_array();
        if self.pen.rise != 0 {
            self.set_rise(0);
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

/// Whether a byte of a string is written otherwise than as itself.
fn is_escaped(byte: &u8) -> bool {
    matches!(byte, b'(' | b')' | b'\\' | b'\r')
}

/// A glyph that stands by itself for a character of ASCII, with its code and its width, where ToUnicode
/// says the same of it: as nearly all do, of which nothing else has to be found out.
#[inline]
fn letter<'c>(cluster: Cluster<'c>, font: &EmbeddedFont) -> Option<(&'c Glyph, [u8; 2], f64)> {
    let ([glyph], &[letter]) = (cluster.glyphs, cluster.text.as_bytes()) else { return None };
    let (id, known) = font.glyph(glyph.id);
    let reads = glyph.id != NOTDEF && known.letter == Some(letter);
    reads.then(|| (glyph, id.to_be_bytes(), known.width))
}

/// Whether ToUnicode gives a cluster's own text. Characters for private use say nothing to others,
/// and want their text to be stated (ISO 19005-2, 6.2.11.7.3).
fn reads_as(cluster: Cluster, font: &EmbeddedFont, is_missing: bool) -> bool {
    if cluster.text.contains(|c| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)) {
        return false;
    }
    if is_missing {
        return missing::reads_as(cluster.text);
    }
    let mut rest = Some(cluster.text);
    for glyph in cluster.in_reading_order() {
        let text = &font.glyph(glyph.id).1.text;
        rest = rest.and_then(|rest| rest.strip_prefix(text.as_str()));
    }
    rest == Some("")
}
