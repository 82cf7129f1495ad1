//! Nodes beside each other: spacing of operators, and fences as high as what they enclose.

use super::boxes::MathBox;
use super::face::{MathConstant, StretchAxis};
use super::operators::{Properties, properties};
use super::{Level, MathSetter};
use crate::document::{MathNode, Operator, OperatorForm};
use crate::length::Length;

/// A stretch of a formula among words that no line cuts.
#[derive(Clone, Debug)]
pub struct MathPiece {
    pub set: MathBox,
    /// White space that vanishes where the line ends behind it.
    pub after: Length,
    /// What it costs to end the line behind it.
    pub cost: i32,
}

/// TeX's `\relpenalty` and `\binoppenalty`.
const RELATION_COST: i32 = 500;
const BINARY_COST: i32 = 700;
/// TeX's `\delimiterfactor`, in thousandths, and `\delimitershortfall`, in thousandths of an em:
/// how much lower than what it encloses a fence may be.
const FENCE_SHARE: i64 = 901;
const FENCE_SHORTFALL: i32 = 500;

/// TeX's thin space between what stands between fences, in thousandths of an em. The TeXbook, chapter
/// 18: its table asks for it between two atoms of type Inner.
const BETWEEN_FENCED: i32 = 167;

/// A node of a row, set, with its white space.
struct RowPart {
    set: MathBox,
    left: Length,
    right: Length,
    cost: Option<i32>,
}

/// A sign that acts as an operator, with its form within its row.
struct Sign<'n> {
    operator: &'n Operator,
    properties: Properties,
}

impl MathSetter<'_> {
    pub(super) fn row(&self, nodes: &[MathNode], level: Level) -> MathBox {
        let mut whole = MathBox::default();
        let lone = nodes.len() == 1;
        for part in self.row_parts(nodes, level) {
            // A sign by itself, a script for instance, has no neighbours to keep off.
            if !lone {
                whole.push(MathBox::space(part.left));
            }
            let accent = part.set.accent;
            whole.push(part.set);
            if lone {
                whole.accent = accent;
            } else if part.right > Length::ZERO {
                whole.push(MathBox::space(part.right));
            }
        }
        whole
    }

    /// A formula cut after its relations and its binary operators.
    pub(super) fn row_pieces(&self, tree: &MathNode, level: Level) -> Vec<MathPiece> {
        let MathNode::Row(nodes) = tree else {
            return vec![MathPiece { set: self.node(tree, level), after: Length::ZERO, cost: 0 }];
        };
        let mut pieces = Vec::new();
        let mut set = MathBox::default();
        for part in self.row_parts(nodes, level) {
            set.push(MathBox::space(part.left));
            set.push(part.set);
            match part.cost {
                Some(cost) => {
                    pieces.push(MathPiece { set: std::mem::take(&mut set), after: part.right, cost })
                }
                None => set.push(MathBox::space(part.right)),
            }
        }
        pieces.push(MathPiece { set, after: Length::ZERO, cost: 0 });
        pieces
    }

    fn row_parts(&self, nodes: &[MathNode], level: Level) -> Vec<RowPart> {
        let signs: Vec<Option<Sign>> = forms(nodes);
        let stretches = |sign: &Option<Sign>| sign.as_ref().is_some_and(|sign| is_fence(sign));
        let (mut height, mut depth) = (Length::ZERO, Length::ZERO);
        let mut set: Vec<Option<MathBox>> = Vec::with_capacity(nodes.len());
        for (node, sign) in nodes.iter().zip(&signs) {
            set.push((!stretches(sign)).then(|| match (node, sign) {
                (MathNode::Operator(operator), Some(sign)) => self.sign(operator, sign.properties, level),
                _ => self.node(node, level),
            }));
            if let Some(Some(part)) = set.last() {
                height = height.max(part.height);
                depth = depth.max(part.depth);
            }
        }
        let parts = nodes.iter().zip(signs).zip(set);
        let last = nodes.len().saturating_sub(1);
        parts
            .enumerate()
            .map(|(index, ((node, sign), set))| {
                let set = set.unwrap_or_else(|| self.fence_node(node, height, depth, level));
                let Some(sign) = sign else {
                    let after_fence = index > 0 && is_fenced(node) && is_fenced(&nodes[index - 1]);
                    let left = if after_fence { self.em(BETWEEN_FENCED, level) } else { Length::ZERO };
                    return RowPart { set, left, right: Length::ZERO, cost: None };
                };
                let space = |stated: Option<i32>, natural: i32| {
                    self.em(stated.unwrap_or((natural * 1000 + 9) / 18), level)
                };
                let left = space(sign.operator.left, sign.properties.left);
                let right = space(sign.operator.right, sign.properties.right);
                RowPart { set, left, right, cost: cost(&sign, left, right).filter(|_| index < last) }
            })
            .collect()
    }

    /// A sign that does not grow with its row.
    fn sign(&self, operator: &Operator, properties: Properties, level: Level) -> MathBox {
        if let Some(height) = operator.height {
            let target = self.em(height, level);
            return self.large(&operator.text, target, level);
        }
        if properties.large {
            let least = self.constant(MathConstant::DisplayOperatorMinHeight, level);
            return self.large(&operator.text, if level.display { least } else { Length::ZERO }, level);
        }
        self.signs(&operator.text, &operator.text, level)
    }

    /// A fence, alone or with scripts, as high as its row.
    fn fence_node(&self, node: &MathNode, height: Length, depth: Length, level: Level) -> MathBox {
        match node {
            MathNode::Operator(operator) => self.fence(&operator.text, height, depth, level),
            MathNode::Scripts { base, sub, sup } => {
                let fence = self.fence_node(base, height, depth, level);
                self.scripts(fence, base, sub.as_deref(), sup.as_deref(), level)
            }
            _ => self.node(node, level),
        }
    }

    /// A fence around something of a height and depth, even about the axis.
    pub(super) fn fence(&self, sign: &str, height: Length, depth: Length, level: Level) -> MathBox {
        let axis = self.axis(level);
        let whole = (height - axis).max(depth + axis).max(Length::ZERO) * 2;
        let target = whole.scale(FENCE_SHARE, 1000).max(whole - self.em(FENCE_SHORTFALL, level));
        let plain = self.signs(sign, sign, level);
        if plain.total() >= target {
            return plain;
        }
        self.large(sign, target, level)
    }

    /// The base of scripts or limits, with an operator at its size.
    pub(super) fn base(&self, base: &MathNode, level: Level) -> MathBox {
        match base {
            MathNode::Operator(operator) => {
                self.sign(operator, properties(operator, form_of(operator, OperatorForm::Prefix)), level)
            }
            _ => self.node(base, level),
        }
    }
}

/// The operator that a node is, or is built around.
pub(super) fn core(node: &MathNode) -> Option<&Operator> {
    match node {
        MathNode::Operator(operator) => Some(operator),
        MathNode::Scripts { base, .. } | MathNode::Limits { base, .. } => core(base),
        MathNode::Styled { inner, .. } => core(inner),
        _ => None,
    }
}

fn form_of(operator: &Operator, otherwise: OperatorForm) -> OperatorForm {
    operator.form.unwrap_or(otherwise)
}

/// The first of several is a prefix, the last a postfix, and white space does not count. This is
/// MathML's rule for signs that state no form.
fn forms(nodes: &[MathNode]) -> Vec<Option<Sign<'_>>> {
    let solid = |node: &MathNode| !matches!(node, MathNode::Space(_));
    let first = nodes.iter().position(solid);
    let last = nodes.iter().rposition(solid);
    let signs = nodes.iter().enumerate().map(|(index, node)| {
        let operator = core(node)?;
        let place = match (Some(index) == first, Some(index) == last) {
            (true, false) => OperatorForm::Prefix,
            (false, true) => OperatorForm::Postfix,
            _ => OperatorForm::Infix,
        };
        Some(Sign { operator, properties: properties(operator, form_of(operator, place)) })
    });
    signs.collect()
}

fn is_fence(sign: &Sign) -> bool {
    let upward = sign.properties.stretches == Some(StretchAxis::Vertical);
    sign.operator.height.is_none()
        && (upward && sign.operator.stretchy != Some(false)
            || sign.operator.stretchy == Some(true)
                && sign.properties.stretches != Some(StretchAxis::Horizontal))
}

/// Whether a node stands between fences of its own, as a matrix does.
fn is_fenced(node: &MathNode) -> bool {
    let MathNode::Row(nodes) = node else { return false };
    let fence = |node: Option<&MathNode>| {
        matches!(node, Some(MathNode::Operator(sign)) if sign.stretchy != Some(false)
            && properties(sign, OperatorForm::Prefix).stretches == Some(StretchAxis::Vertical))
    };
    nodes.len() > 2 && fence(nodes.first())
}

/// What it costs to end a line behind a sign: only behind what stands between two things.
fn cost(sign: &Sign, left: Length, right: Length) -> Option<i32> {
    let between = left > Length::ZERO && right > Length::ZERO && !sign.properties.large;
    let letters = sign.operator.text.starts_with(char::is_alphabetic);
    match sign.properties.left {
        _ if !between || letters => None,
        // The dictionary gives relations five eighteenths of an em, and binary operators fewer.
        5.. => Some(RELATION_COST),
        _ => Some(BINARY_COST),
    }
}
