//! Formulas to glyphs at their places.
//!
//! After appendix G of The TeXbook, in the form that the `MATH` table of OpenType gives its
//! parameters and that MathML Core describes. Cut-in kerns are not read, and a formula of several
//! lines is not cut by a page.

mod boxes;
mod face;
mod fraction;
mod glyphs;
mod limits;
mod operators;
mod row;
mod scripts;
mod stretch;
mod table;

use crate::document::{MathNode, MathStyle};
use crate::layout::page::Color;
use crate::layout::shape::Shaper;
use crate::layout::style::TextStyle;
use crate::length::Length;
pub use boxes::MathBox;
use face::MathConstant;
pub use face::MathFace;
pub use row::MathPiece;

/// Sets formulas among text of one style.
pub struct MathSetter<'a> {
    pub face: &'a MathFace<'a>,
    pub shaper: &'a Shaper<'a>,
    /// The style of words, whose size the signs are fitted to.
    pub text: TextStyle,
}

/// How a part of a formula is set: TeX's styles.
#[derive(Clone, Copy, Debug)]
struct Level {
    /// The size of the face on the line.
    full: Length,
    /// 0 on the line, 1 in scripts, 2 in scripts of scripts.
    depth: u8,
    display: bool,
    /// Exponents are raised less: under a root, below a rule.
    cramped: bool,
    color: Color,
}

impl Level {
    fn nested(self, by: u8) -> Level {
        Level { depth: (self.depth + by).min(2), display: false, ..self }
    }

    fn cramped(self) -> Level {
        Level { cramped: true, ..self }
    }

    fn styled(self, style: &MathStyle) -> Level {
        let color = style.color.map(|[red, green, blue]| Color { red, green, blue });
        Level {
            display: style.display.unwrap_or(self.display),
            depth: style.level.map_or(self.depth, |level| level.min(2)),
            color: color.unwrap_or(self.color),
            ..self
        }
    }
}

impl MathSetter<'_> {
    /// A formula on a line of its own. With a width, the numbers of its rows stand at the right.
    pub fn display(&self, tree: &MathNode, width: Length) -> MathBox {
        match tree {
            MathNode::Table(table) if table.rows.iter().any(|row| row.tag.is_some()) => {
                self.table(table, self.level(true), Some(width))
            }
            _ => self.node(tree, self.level(true)),
        }
    }

    /// A formula among words, cut where a line may end.
    pub fn pieces(&self, tree: &MathNode) -> Vec<MathPiece> {
        self.row_pieces(tree, self.level(false))
    }

    /// The signs are as large as the letters: heights of capitals and of small letters together. Faces
    /// differ in how large their letters are at the same size; without this, a formula would stand out
    /// from its paragraph.
    fn level(&self, display: bool) -> Level {
        let fonts = self.shaper.fonts();
        let (text, math) = (fonts.face(self.text.font(fonts)), fonts.face(self.face.font));
        let relative = |face: &crate::font::Face| {
            i64::from(face.x_height + face.cap_height) * 10_000 / i64::from(face.units_per_em)
        };
        let full = self.text.size.scale(relative(text), relative(math).max(1));
        Level { full, depth: 0, display, cramped: false, color: self.text.color }
    }

    /// The size of the face at a level.
    fn size(&self, level: Level) -> Length {
        match level.depth {
            0 => level.full,
            1 => level.full.scale(self.face.percent(MathConstant::ScriptPercentScaleDown), 100),
            _ => level.full.scale(self.face.percent(MathConstant::ScriptScriptPercentScaleDown), 100),
        }
    }

    fn constant(&self, constant: MathConstant, level: Level) -> Length {
        self.face.constant(constant, self.size(level))
    }

    /// Thousandths of an em.
    fn em(&self, thousandths: i32, level: Level) -> Length {
        self.size(level).scale(i64::from(thousandths), 1000)
    }

    fn axis(&self, level: Level) -> Length {
        self.constant(MathConstant::AxisHeight, level)
    }

    fn node(&self, node: &MathNode, level: Level) -> MathBox {
        match node {
            MathNode::Row(nodes) => self.row(nodes, level),
            MathNode::Identifier { text, upright } => self.identifier(text, *upright, level),
            MathNode::Number(text) => self.signs(text, text, level),
            MathNode::Operator(_) => self.row(std::slice::from_ref(node), level),
            MathNode::Text { text, bold, italic } => self.words(text, *bold, *italic, level),
            MathNode::Space(width) => MathBox::space(self.em(*width, level)),
            MathNode::Fraction { numerator, denominator, ruled } => {
                self.fraction(numerator, denominator, *ruled, level)
            }
            MathNode::Root { radicand, index } => self.root(radicand, index.as_deref(), level),
            MathNode::Scripts { base, sub, sup } => {
                self.scripts(self.base(base, level), base, sub.as_deref(), sup.as_deref(), level)
            }
            MathNode::Limits { base, under, over, accent } => {
                self.limits(base, under.as_deref(), over.as_deref(), *accent, level)
            }
            MathNode::Table(table) => self.table(table, level, None),
            MathNode::Styled { style, inner } => self.node(inner, level.styled(style)),
            MathNode::Phantom { inner, ink, width, height } => {
                self.phantom(self.node(inner, level), *ink, *width, *height)
            }
            MathNode::Enclosed { kind, inner } => self.enclosed(*kind, self.node(inner, level), level),
        }
    }

    fn phantom(&self, inner: MathBox, ink: bool, width: bool, height: bool) -> MathBox {
        let mut shown = if ink { inner } else { inner.without_ink() };
        if !width {
            shown.width = Length::ZERO;
        }
        if !height {
            (shown.height, shown.depth) = (Length::ZERO, Length::ZERO);
        }
        shown
    }
}
