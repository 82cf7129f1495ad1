//! Exponents and indices.

use super::boxes::MathBox;
use super::face::MathConstant as C;
use super::operators::properties;
use super::row::core;
use super::{Level, MathSetter};
use crate::document::{MathNode, OperatorForm};
use crate::length::Length;

/// What is higher, in thousandths of an em, is no letter of the line: the face's brackets reach to
/// 820, a sign one step larger to 950.
const HIGHEST_LETTER: i32 = 850;

impl MathSetter<'_> {
    /// Scripts beside a base that is set. Rule 18 of The TeXbook's appendix G.
    pub(super) fn scripts(
        &self,
        base: MathBox,
        node: &MathNode,
        sub: Option<&MathNode>,
        sup: Option<&MathNode>,
        level: Level,
    ) -> MathBox {
        if let (None, Some(primes)) = (sub, sup.and_then(primes)) {
            // The face's primes stand high as they are.
            let mut whole = base;
            whole.push(self.signs(primes, primes, level));
            return whole;
        }
        let inner = level.nested(1);
        let sub = sub.map(|node| self.node(node, inner.cramped()));
        let sup = sup.map(|node| self.node(node, inner));
        let large = is_large(node);
        // A letter, a name or a bracket that has not grown takes its scripts at their usual heights: rule
        // 18a, which spares single characters.
        let grown = base.height > self.em(HIGHEST_LETTER, level);
        let single =
            matches!(node, MathNode::Identifier { .. } | MathNode::Number(_) | MathNode::Operator(_));
        let letter = single && !large && !grown;
        let (mut up, mut down) = self.shifts(&base, sub.as_ref(), sup.as_ref(), letter, level);
        // Rule 18e: the index gives way first, then both move up until the exponent is as high as it
        // must be.
        if let (Some(sub), Some(sup)) = (&sub, &sup) {
            let gap = (up - sup.depth) + (down - sub.height);
            let lacking = (self.constant(C::SubSuperscriptGapMin, level) - gap).max(Length::ZERO);
            down += lacking;
            let low = self.constant(C::SuperscriptBottomMaxWithSubscript, level) - (up - sup.depth);
            let raise = low.max(Length::ZERO).min(lacking);
            up += raise;
            down -= raise;
        }
        // A large operator leans: what is below stands under it, and its width has the lean.
        let (width, italics) = (base.width, base.italics);
        let (sub_at, sup_at) = if large { (width - italics, width) } else { (width, width + italics) };
        let right = [sub.as_ref().map(|sub| sub_at + sub.width), sup.as_ref().map(|sup| sup_at + sup.width)];
        let right = right.into_iter().flatten().fold(width, Length::max);
        let mut whole = MathBox { italics: Length::ZERO, accent: None, ..base };
        if let Some(sup) = sup {
            whole.put(sup, sup_at, up);
        }
        if let Some(sub) = sub {
            whole.put(sub, sub_at, -down);
        }
        whole.width = right + self.constant(C::SpaceAfterScript, level);
        whole
    }

    fn shifts(
        &self,
        base: &MathBox,
        sub: Option<&MathBox>,
        sup: Option<&MathBox>,
        letter: bool,
        level: Level,
    ) -> (Length, Length) {
        let raised = if level.cramped { C::SuperscriptShiftUpCramped } else { C::SuperscriptShiftUp };
        let up = sup.map_or(Length::ZERO, |sup| {
            let high = base.height - self.constant(C::SuperscriptBaselineDropMax, level);
            let up =
                self.constant(raised, level).max(sup.depth + self.constant(C::SuperscriptBottomMin, level));
            if letter { up } else { up.max(high) }
        });
        let down = sub.map_or(Length::ZERO, |sub| {
            let low = base.depth + self.constant(C::SubscriptBaselineDropMin, level);
            let down = self
                .constant(C::SubscriptShiftDown, level)
                .max(sub.height - self.constant(C::SubscriptTopMax, level));
            if letter { down } else { down.max(low) }
        });
        (up, down)
    }
}

/// Whether the base is a sign such as an integral.
pub(super) fn is_large(node: &MathNode) -> bool {
    core(node).is_some_and(|operator| properties(operator, OperatorForm::Prefix).large)
}

/// A superscript of nothing but primes.
fn primes(node: &MathNode) -> Option<&str> {
    match node {
        MathNode::Operator(operator) if operator.text.chars().all(|c| matches!(c, '′'..='‴' | '⁗')) => {
            Some(&operator.text)
        }
        _ => None,
    }
}
