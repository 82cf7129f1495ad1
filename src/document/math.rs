//! Formulas.
//!
//! The tree follows presentation MathML (MathML Core, W3C), which both editions are made from: the
//! EPUB writes it as it is, and print lays it out. Lengths are thousandths of an em of the size at
//! hand.

mod plain;

/// A formula, in LaTeX and as what it means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Formula {
    pub source: String,
    /// It stands on lines of its own.
    pub display: bool,
    /// `None` until the passes have run, and where the source cannot be read: both editions show
    /// the source then.
    pub tree: Option<MathNode>,
}

/// An element of a formula.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MathNode {
    Row(Vec<MathNode>),
    /// A single letter is set in italics unless it is `upright`.
    Identifier {
        text: String,
        upright: bool,
    },
    Number(String),
    Operator(Operator),
    /// Words among the signs.
    Text {
        text: String,
        bold: bool,
        italic: bool,
    },
    /// White space, which may be negative.
    Space(i32),
    Fraction {
        numerator: Box<MathNode>,
        denominator: Box<MathNode>,
        /// A binomial coefficient has no rule.
        ruled: bool,
    },
    Root {
        radicand: Box<MathNode>,
        index: Option<Box<MathNode>>,
    },
    Scripts {
        base: Box<MathNode>,
        sub: Option<Box<MathNode>>,
        sup: Option<Box<MathNode>>,
    },
    /// What stands under and over a base: limits, accents, braces.
    Limits {
        base: Box<MathNode>,
        under: Option<Box<MathNode>>,
        over: Option<Box<MathNode>>,
        /// `over` or `under` keeps its size and stands close.
        accent: bool,
    },
    Table(MathTable),
    Styled {
        style: MathStyle,
        inner: Box<MathNode>,
    },
    /// Something whose extent is not that of its letters.
    Phantom {
        inner: Box<MathNode>,
        /// What is left of it: its ink, its width, its height and depth.
        ink: bool,
        width: bool,
        height: bool,
    },
    Enclosed {
        kind: Enclosure,
        inner: Box<MathNode>,
    },
}

/// What is different within a part of a formula.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MathStyle {
    /// Set as on a line of its own, or as among words.
    pub display: Option<bool>,
    /// 0 for the size of the text, 1 for scripts, 2 for scripts of scripts.
    pub level: Option<u8>,
    /// Red, green, blue.
    pub color: Option<[u8; 3]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Enclosure {
    Box,
    /// Struck out from bottom left, from top left, both, or across.
    Strike {
        rising: bool,
        falling: bool,
    },
    StrikeAcross,
}

/// A sign with spacing of its own. `None` is what the operator dictionary says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Operator {
    pub text: String,
    pub form: Option<OperatorForm>,
    pub left: Option<i32>,
    pub right: Option<i32>,
    pub stretchy: Option<bool>,
    /// Limits move beside it among words.
    pub movable_limits: Option<bool>,
    /// As high as this, whatever stands beside it.
    pub height: Option<i32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperatorForm {
    Prefix,
    Infix,
    Postfix,
}

/// A matrix, lines that are aligned, cases, or several lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MathTable {
    pub rows: Vec<MathRow>,
    /// Cells are set as on a line of their own, and rows stand further apart.
    pub display: bool,
    /// Rows stand close, as those of a sum's limit do.
    pub close: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MathRow {
    pub cells: Vec<MathCell>,
    /// The row's number, as the manuscript states it.
    pub tag: Option<String>,
    /// A rule above it.
    pub ruled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MathCell {
    pub content: MathNode,
    pub align: MathAlign,
    /// White space on either side, where it is stated.
    pub left: Option<i32>,
    pub right: Option<i32>,
    /// A rule to its right.
    pub ruled: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MathAlign {
    Left,
    #[default]
    Centre,
    Right,
}

impl Formula {
    /// A formula that is yet to be read.
    pub fn new(source: String, display: bool) -> Formula {
        Formula { source, display, tree: None }
    }
}

impl MathNode {
    /// Several nodes as one.
    pub fn row(mut nodes: Vec<MathNode>) -> MathNode {
        match nodes.len() {
            1 => nodes.remove(0),
            _ => MathNode::Row(nodes),
        }
    }
}
