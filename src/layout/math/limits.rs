//! What stands over and under: limits, accents, braces, words over arrows.

use super::boxes::MathBox;
use super::face::{MathConstant as C, StretchAxis};
use super::operators::properties;
use super::row::core;
use super::scripts::is_large;
use super::{Level, MathSetter};
use crate::document::{MathNode, Operator, OperatorForm};
use crate::length::{Length, Size};

impl MathSetter<'_> {
    pub(super) fn limits(
        &self,
        base: &MathNode,
        under: Option<&MathNode>,
        over: Option<&MathNode>,
        accent: bool,
        level: Level,
    ) -> MathBox {
        // MathML's `movablelimits`: among words, limits would tear the lines apart.
        if !level.display && !accent && moves(base) {
            return self.scripts(self.base(base, level), base, under, over, level);
        }
        if accent {
            let mut whole = self.node(base, if over.is_some() { level.cramped() } else { level });
            if let Some(over) = over {
                whole = self.accented(whole, over, level);
            }
            if let Some(under) = under {
                whole = self.under_accented(whole, under, level);
            }
            return whole;
        }
        let inner = level.nested(1);
        let over = over.map(|node| self.node(node, inner));
        let under = under.map(|node| self.node(node, inner.cramped()));
        let widest = [over.as_ref(), under.as_ref()].into_iter().flatten().map(|set| set.width);
        let widest = widest.fold(Length::ZERO, Length::max);
        let set = match base {
            MathNode::Operator(operator) if across(operator) => {
                self.stretched(&operator.text, StretchAxis::Horizontal, widest, level)
            }
            _ => self.base(base, level),
        };
        self.stacked(set, under, over, is_large(base), level)
    }

    /// Rule 13a of The TeXbook's appendix G.
    fn stacked(
        &self,
        base: MathBox,
        under: Option<MathBox>,
        over: Option<MathBox>,
        large: bool,
        level: Level,
    ) -> MathBox {
        let lean = if large { base.italics / 2 } else { Length::ZERO };
        let widths = [Some(base.width), under.as_ref().map(|b| b.width), over.as_ref().map(|b| b.width)];
        let width = widths.into_iter().flatten().fold(Length::ZERO, Length::max);
        let (height, depth) = (base.height, base.depth);
        let middle = |part: &MathBox| (width - part.width) / 2;
        let mut whole = MathBox { width, ..MathBox::default() };
        let x = middle(&base);
        whole.put(base, x, Length::ZERO);
        if let Some(over) = over {
            let gap = self.constant(C::UpperLimitGapMin, level) + over.depth;
            let up = height + gap.max(self.constant(C::UpperLimitBaselineRiseMin, level));
            let x = middle(&over) + lean;
            whole.put(over, x, up);
        }
        if let Some(under) = under {
            let gap = self.constant(C::LowerLimitGapMin, level) + under.height;
            let down = depth + gap.max(self.constant(C::LowerLimitBaselineDropMin, level));
            let x = middle(&under) - lean;
            whole.put(under, x, -down);
        }
        whole
    }

    /// Rule 12: an accent stands as far above as its base is higher than the face's small letters.
    fn accented(&self, base: MathBox, accent: &MathNode, level: Level) -> MathBox {
        let MathNode::Operator(operator) = accent else {
            return self.stacked(base, None, Some(self.node(accent, level)), false, level);
        };
        if operator.text == "\u{AF}" && operator.stretchy == Some(true) {
            return self.overlined(base, level);
        }
        let stretches = operator.stretchy != Some(false) && across(operator);
        let sign = match stretches {
            true => self.stretched(combining(&operator.text), StretchAxis::Horizontal, base.width, level),
            false => self.unshaped(combining(&operator.text), &operator.text, level),
        };
        if braces(&operator.text) {
            let gap = self.constant(C::OverbarVerticalGap, level);
            return self.over(base, sign, gap);
        }
        let base_height = self.constant(C::AccentBaseHeight, level);
        let up = base.height - base.height.min(base_height);
        let base_at = base.accent.unwrap_or((base.width + base.italics) / 2);
        let ink = sign.accent.unwrap_or(sign.width / 2);
        let mut whole = MathBox { accent: base.accent, ..base };
        let (width, italics) = (whole.width, whole.italics);
        whole.put(sign, base_at - ink, up);
        MathBox { width, italics, ..whole }
    }

    fn under_accented(&self, base: MathBox, accent: &MathNode, level: Level) -> MathBox {
        let MathNode::Operator(operator) = accent else {
            return self.stacked(base, Some(self.node(accent, level)), None, false, level);
        };
        if operator.text == "\u{AF}" {
            return self.underlined(base, level);
        }
        let sign = self.stretched(&operator.text, StretchAxis::Horizontal, base.width, level);
        let down = base.depth + self.constant(C::UnderbarVerticalGap, level) + sign.height;
        let width = base.width.max(sign.width);
        let mut whole = MathBox { width, ..MathBox::default() };
        let (base_x, sign_x) = ((width - base.width) / 2, (width - sign.width) / 2);
        whole.put(base, base_x, Length::ZERO);
        whole.put(sign, sign_x, -down);
        whole
    }

    /// A sign whose ink stands `gap` above the base.
    fn over(&self, base: MathBox, sign: MathBox, gap: Length) -> MathBox {
        let up = base.height + gap + sign.depth;
        let width = base.width.max(sign.width);
        let mut whole = MathBox { width, ..MathBox::default() };
        let (base_x, sign_x) = ((width - base.width) / 2, (width - sign.width) / 2);
        whole.put(base, base_x, Length::ZERO);
        whole.put(sign, sign_x, up);
        whole
    }

    fn overlined(&self, base: MathBox, level: Level) -> MathBox {
        let thickness = self.constant(C::OverbarRuleThickness, level);
        let up = base.height + self.constant(C::OverbarVerticalGap, level);
        let size = Size { width: base.width + base.italics, height: thickness };
        let mut whole = base;
        whole.rule(Length::ZERO, up, size, level.color);
        whole.height = up + thickness + self.constant(C::OverbarExtraAscender, level);
        whole
    }

    fn underlined(&self, base: MathBox, level: Level) -> MathBox {
        let thickness = self.constant(C::UnderbarRuleThickness, level);
        let down = base.depth + self.constant(C::UnderbarVerticalGap, level) + thickness;
        let size = Size { width: base.width, height: thickness };
        let mut whole = base;
        whole.rule(Length::ZERO, -down, size, level.color);
        whole.depth = down + self.constant(C::UnderbarExtraDescender, level);
        whole
    }
}

/// Whether the limits of an operator stand beside it among words.
fn moves(base: &MathNode) -> bool {
    core(base).is_some_and(|operator| {
        operator.movable_limits.unwrap_or(properties(operator, OperatorForm::Prefix).movable)
    })
}

/// Whether a sign grows to the sides.
fn across(operator: &Operator) -> bool {
    properties(operator, OperatorForm::Postfix).stretches == Some(StretchAxis::Horizontal)
}

/// Signs that stand off what they are over.
fn braces(sign: &str) -> bool {
    sign.starts_with(['⎴', '⎵', '⏜', '⏝', '⏞', '⏟', '⏠', '⏡', '←', '→', '↔', '⇐', '⇒', '⇔', '↼', '⇀'])
}

/// The face draws accents over letters as combining marks; some are written as signs of their own.
fn combining(sign: &str) -> &str {
    match sign {
        "ˆ" | "^" => "\u{302}",
        "˜" | "~" => "\u{303}",
        "¯" | "ˉ" => "\u{304}",
        "˘" => "\u{306}",
        "˙" => "\u{307}",
        "¨" => "\u{308}",
        "˚" => "\u{30A}",
        "ˇ" => "\u{30C}",
        "´" | "ˊ" => "\u{301}",
        "`" | "ˋ" => "\u{300}",
        other => other,
    }
}
