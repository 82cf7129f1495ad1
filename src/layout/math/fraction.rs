//! Fractions, roots, boxes and strokes.

use super::boxes::MathBox;
use super::face::{MathConstant as C, StretchAxis};
use super::{Level, MathSetter};
use crate::document::{Enclosure, MathNode};
use crate::length::{Length, Size};

/// TeX's `\nulldelimiterspace`, which keeps neighbours off a fraction's rule: thousandths of an em.
const BESIDE: i32 = 120;
/// TeX's `\fboxsep` and `\fboxrule`, in thousandths of an em.
const BOX_PADDING: i32 = 300;
const BOX_RULE: i32 = 40;

impl MathSetter<'_> {
    /// Rule 15 of The TeXbook's appendix G.
    pub(super) fn fraction(
        &self,
        numerator: &MathNode,
        denominator: &MathNode,
        ruled: bool,
        level: Level,
    ) -> MathBox {
        // TeX's styles: D gives T, T gives S, S gives SS.
        let inner = if level.display { Level { display: false, ..level } } else { level.nested(1) };
        let (above, below) = (self.node(numerator, inner), self.node(denominator, inner.cramped()));
        let thickness = self.constant(C::FractionRuleThickness, level);
        let (up, down) = match ruled {
            true => self.around_rule(&above, &below, thickness, level),
            false => self.stack_shifts(&above, &below, level),
        };
        let beside = self.em(BESIDE, level);
        let inside = above.width.max(below.width);
        let mut whole = MathBox { width: inside + beside * 2, ..MathBox::default() };
        let middle = |part: &MathBox| beside + (inside - part.width) / 2;
        let (above_x, below_x) = (middle(&above), middle(&below));
        whole.put(above, above_x, up);
        whole.put(below, below_x, -down);
        if ruled {
            let size = Size { width: inside, height: thickness };
            whole.rule(beside, self.axis(level) - thickness / 2, size, level.color);
        }
        whole
    }

    fn around_rule(
        &self,
        above: &MathBox,
        below: &MathBox,
        thickness: Length,
        level: Level,
    ) -> (Length, Length) {
        let (up, down, gap_up, gap_down) = match level.display {
            true => (
                C::FractionNumeratorDisplayStyleShiftUp,
                C::FractionDenominatorDisplayStyleShiftDown,
                C::FractionNumDisplayStyleGapMin,
                C::FractionDenomDisplayStyleGapMin,
            ),
            false => (
                C::FractionNumeratorShiftUp,
                C::FractionDenominatorShiftDown,
                C::FractionNumeratorGapMin,
                C::FractionDenominatorGapMin,
            ),
        };
        let axis = self.axis(level);
        let least_up = axis + thickness / 2 + self.constant(gap_up, level) + above.depth;
        let least_down = below.height + self.constant(gap_down, level) + thickness / 2 - axis;
        (self.constant(up, level).max(least_up), self.constant(down, level).max(least_down))
    }

    fn stack_shifts(&self, above: &MathBox, below: &MathBox, level: Level) -> (Length, Length) {
        let (up, down, gap) = match level.display {
            true => (
                C::StackTopDisplayStyleShiftUp,
                C::StackBottomDisplayStyleShiftDown,
                C::StackDisplayStyleGapMin,
            ),
            false => (C::StackTopShiftUp, C::StackBottomShiftDown, C::StackGapMin),
        };
        let (up, down) = (self.constant(up, level), self.constant(down, level));
        let between = up - above.depth + down - below.height;
        let lacking = (self.constant(gap, level) - between).max(Length::ZERO) / 2;
        (up + lacking, down + lacking)
    }

    /// Rule 11.
    pub(super) fn root(&self, radicand: &MathNode, index: Option<&MathNode>, level: Level) -> MathBox {
        let inside = self.node(radicand, level.cramped());
        let gap = if level.display { C::RadicalDisplayStyleVerticalGap } else { C::RadicalVerticalGap };
        let (gap, thickness) = (self.constant(gap, level), self.constant(C::RadicalRuleThickness, level));
        let target = inside.total() + gap + thickness;
        let surd = self.stretched("√", StretchAxis::Vertical, target, level);
        // A sign higher than asked shares its room above and below.
        let more = (surd.total() - target).max(Length::ZERO) / 2;
        let top = inside.height + gap + more + thickness;
        let up = top - surd.height;
        let bottom = surd.depth - up;
        let mut whole = MathBox::default();
        if let Some(index) = index {
            // In scripts of scripts, as TeX's `\root` has it.
            let degree = self.node(index, level.nested(2));
            let raise = surd.total().scale(self.face.percent(C::RadicalDegreeBottomRaisePercent), 100);
            let before = self.constant(C::RadicalKernBeforeDegree, level);
            let lift = raise - bottom + degree.depth;
            let width = degree.width;
            whole.put(degree, before, lift);
            // As a rule the kern behind the degree is negative: it draws the sign under it.
            whole.width =
                (before + width + self.constant(C::RadicalKernAfterDegree, level)).max(Length::ZERO);
        }
        let (x, surd_width) = (whole.width, surd.width);
        whole.put(surd, x, up);
        let size = Size { width: inside.width, height: thickness };
        whole.rule(x + surd_width, top - thickness, size, level.color);
        whole.width = x + surd_width;
        whole.push(inside);
        whole.height = whole.height.max(top + self.constant(C::RadicalExtraAscender, level));
        MathBox { italics: Length::ZERO, ..whole }
    }

    pub(super) fn enclosed(&self, kind: Enclosure, inner: MathBox, level: Level) -> MathBox {
        match kind {
            Enclosure::Box => self.boxed(inner, level),
            Enclosure::Strike { rising, falling } => {
                let thickness = self.em(BOX_RULE, level);
                let (right, top, bottom) = (inner.width, inner.height, -inner.depth);
                let mut struck = inner;
                if rising {
                    struck.stroke((Length::ZERO, bottom), (right, top), thickness, level.color);
                }
                if falling {
                    struck.stroke((Length::ZERO, top), (right, bottom), thickness, level.color);
                }
                struck
            }
            Enclosure::StrikeAcross => {
                let size = Size { width: inner.width, height: self.em(BOX_RULE, level) };
                let mut struck = inner;
                struck.rule(Length::ZERO, self.axis(level) - size.height / 2, size, level.color);
                struck
            }
        }
    }

    fn boxed(&self, inner: MathBox, level: Level) -> MathBox {
        let (padding, rule) = (self.em(BOX_PADDING, level), self.em(BOX_RULE, level));
        let edge = padding + rule;
        let (height, depth) = (inner.height + edge, inner.depth + edge);
        let width = inner.width + edge * 2;
        let mut whole = MathBox { width, height, depth, ..MathBox::default() };
        whole.put(inner, edge, Length::ZERO);
        let level_rule = Size { width, height: rule };
        let upright = Size { width: rule, height: height + depth };
        whole.rule(Length::ZERO, height - rule, level_rule, level.color);
        whole.rule(Length::ZERO, -depth, level_rule, level.color);
        whole.rule(Length::ZERO, -depth, upright, level.color);
        whole.rule(width - rule, -depth, upright, level.color);
        whole
    }
}
