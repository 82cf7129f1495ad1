//! MathML, as the LaTeX library writes it, to the model's tree.

use crate::document::{
    Enclosure, MathAlign, MathCell, MathNode, MathRow, MathStyle, MathTable, Operator, OperatorForm,
};
use roxmltree::Node;

/// Formulas deeper than this are not set: layout and writing call themselves for each level.
const LEVELS: usize = 64;

/// Reads the children of `<math>`. `stands_for` gives what a private character was put for.
pub(super) fn tree(
    mathml: &str,
    stands_for: &dyn Fn(char) -> Option<MathNode>,
) -> Result<MathNode, &'static str> {
    let document = roxmltree::Document::parse(mathml).map_err(|_| "it makes no sound MathML")?;
    let reader = Reader { stands_for };
    reader.children(document.root_element(), 0)
}

struct Reader<'r> {
    stands_for: &'r dyn Fn(char) -> Option<MathNode>,
}

type Read = Result<MathNode, &'static str>;

impl Reader<'_> {
    fn children(&self, node: Node, depth: usize) -> Read {
        let nodes: Result<Vec<MathNode>, _> =
            elements(node).map(|child| self.node(child, depth + 1)).collect();
        let mut nodes = nodes?;
        // The library opens a row for an upright letter with white space of no width.
        nodes.retain(|node| !matches!(node, MathNode::Space(0)));
        Ok(MathNode::row(nodes))
    }

    fn child(&self, node: Node, index: usize, depth: usize) -> Result<Box<MathNode>, &'static str> {
        let child = elements(node).nth(index).ok_or("a part of it is missing")?;
        self.node(child, depth + 1).map(Box::new)
    }

    fn node(&self, node: Node, depth: usize) -> Read {
        if depth > LEVELS {
            return Err("it is nested too deep");
        }
        let child = |index| self.child(node, index, depth);
        let read = match node.tag_name().name() {
            "mi" => self.identifier(node),
            "mn" => MathNode::Number(text_of(node)),
            "mo" => MathNode::Operator(operator(node)),
            "mtext" => words(node),
            "mspace" => MathNode::Space(width(node)),
            "mfrac" => MathNode::Fraction {
                numerator: child(0)?,
                denominator: child(1)?,
                ruled: node.attribute("linethickness") != Some("0"),
            },
            "msqrt" => MathNode::Root { radicand: self.children(node, depth)?.into(), index: None },
            "mroot" => MathNode::Root { radicand: child(0)?, index: Some(child(1)?) },
            "msub" => MathNode::Scripts { base: child(0)?, sub: Some(child(1)?), sup: None },
            "msup" => MathNode::Scripts { base: child(0)?, sub: None, sup: Some(child(1)?) },
            "msubsup" => MathNode::Scripts { base: child(0)?, sub: Some(child(1)?), sup: Some(child(2)?) },
            "munder" => limits(node, child(0)?, Some(child(1)?), None),
            "mover" => limits(node, child(0)?, None, Some(child(1)?)),
            "munderover" => limits(node, child(0)?, Some(child(1)?), Some(child(2)?)),
            "mmultiscripts" => self.multiscripts(node, depth)?,
            "mtable" => MathNode::Table(self.table(node, depth)?),
            "mphantom" => phantom(self.children(node, depth)?),
            "mpadded" => self.padded(node, depth)?,
            "menclose" => {
                MathNode::Enclosed { kind: enclosure(node), inner: self.children(node, depth)?.into() }
            }
            "mrow" | "mstyle" => self.children(node, depth)?,
            _ => return Err("it holds what MathML Core does not have"),
        };
        let style = style(node);
        let plain = style == MathStyle::default();
        Ok(if plain { read } else { MathNode::Styled { style, inner: read.into() } })
    }

    fn identifier(&self, node: Node) -> MathNode {
        // Which of two script alphabets is meant: the face has one.
        let text: String = text_of(node).chars().filter(|c| !matches!(c, '\u{FE00}' | '\u{FE01}')).collect();
        let mut characters = text.chars();
        if let (Some(character), None) = (characters.next(), characters.next())
            && let Some(node) = (self.stands_for)(character)
        {
            return node;
        }
        MathNode::Identifier { text, upright: node.attribute("mathvariant") == Some("normal") }
    }

    /// Scripts before a base are those of nothing in front of it.
    fn multiscripts(&self, node: Node, depth: usize) -> Read {
        let base = self.child(node, 0, depth)?;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let mut prescripts = false;
        for part in elements(node).skip(1) {
            match part.tag_name().name() {
                "mprescripts" => prescripts = true,
                "none" if prescripts => before.push(None),
                "none" => after.push(None),
                _ if prescripts => before.push(Some(self.node(part, depth + 1)?.into())),
                _ => after.push(Some(self.node(part, depth + 1)?.into())),
            }
        }
        let scripts = |base: MathNode, parts: Vec<Option<Box<MathNode>>>| {
            let mut parts = parts.into_iter();
            let (sub, sup) = (parts.next().flatten(), parts.next().flatten());
            match (&sub, &sup) {
                (None, None) => base,
                _ => MathNode::Scripts { base: base.into(), sub, sup },
            }
        };
        Ok(MathNode::Row(vec![scripts(MathNode::Row(vec![]), before), scripts(*base, after)]))
    }

    /// The library pads on either side, or takes away an extent.
    fn padded(&self, node: Node, depth: usize) -> Read {
        let inner = self.children(node, depth)?;
        let (width, height) = (node.attribute("width") != Some("0"), node.attribute("height") != Some("0"));
        if !width || !height {
            return Ok(match inner {
                MathNode::Phantom { inner, ink, .. } => MathNode::Phantom { inner, ink, width, height },
                inner => MathNode::Phantom { inner: inner.into(), ink: true, width, height },
            });
        }
        let space = |name| css(node, name).and_then(em).unwrap_or(0);
        let (left, right) = (space("padding-left"), space("padding-right"));
        Ok(MathNode::Row(vec![MathNode::Space(left), inner, MathNode::Space(right)]))
    }

    fn table(&self, node: Node, depth: usize) -> Result<MathTable, &'static str> {
        let display = node.attribute("displaystyle") == Some("true");
        let mut table = MathTable { display, ..MathTable::default() };
        for row in elements(node) {
            let mut read = MathRow::default();
            for cell in elements(row) {
                // Margins and numbers of a numbered environment are cells of their own.
                if css(cell, "width").is_some() {
                    let number = cell.descendants().filter(Node::is_text).filter_map(|text| text.text());
                    let number: String = number.collect();
                    read.tag = read.tag.or(Some(number).filter(|number| !number.is_empty()));
                    continue;
                }
                read.ruled |= css(cell, "border-top").is_some();
                table.close |= css(cell, "padding-top") == Some("0");
                read.cells.push(MathCell {
                    content: self.children(cell, depth)?,
                    align: match css(cell, "text-align") {
                        Some("left") => MathAlign::Left,
                        Some("right") => MathAlign::Right,
                        _ => MathAlign::Centre,
                    },
                    left: css(cell, "padding-left").and_then(em),
                    right: css(cell, "padding-right").and_then(em),
                    ruled: css(cell, "border-right").is_some(),
                });
            }
            table.rows.push(read);
        }
        Ok(table)
    }
}

fn elements<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(Node::is_element)
}

fn text_of(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

fn operator(node: Node) -> Operator {
    let yes = |name| node.attribute(name).map(|value| value == "true");
    // The library marks the overline by the sign of the underline.
    let text = text_of(node).replace(['\u{332}', '\u{305}'], "\u{AF}");
    Operator {
        text,
        form: match node.attribute("form") {
            Some("prefix") => Some(OperatorForm::Prefix),
            Some("infix") => Some(OperatorForm::Infix),
            Some("postfix") => Some(OperatorForm::Postfix),
            _ => None,
        },
        left: node.attribute("lspace").and_then(em),
        right: node.attribute("rspace").and_then(em),
        stretchy: yes("stretchy"),
        movable_limits: yes("movablelimits"),
        height: node.attribute("minsize").and_then(em),
    }
}

/// Words, each stretch with the marks around it.
fn words(node: Node) -> MathNode {
    let stretches = node.descendants().filter(Node::is_text).filter_map(|text| {
        let within = |name| text.ancestors().any(|parent| parent.tag_name().name() == name);
        let (bold, italic) = (within("b") || within("strong"), within("i") || within("em"));
        text.text().map(|words| MathNode::Text { text: words.into(), bold, italic })
    });
    MathNode::row(stretches.collect())
}

fn width(node: Node) -> i32 {
    let stated = node.attribute("width").or(css(node, "margin-left"));
    stated.and_then(em).unwrap_or(0)
}

fn limits(
    node: Node,
    base: Box<MathNode>,
    under: Option<Box<MathNode>>,
    over: Option<Box<MathNode>>,
) -> MathNode {
    let accent = node.attribute("accent") == Some("true") || node.attribute("accentunder") == Some("true");
    MathNode::Limits { base, under, over, accent }
}

fn phantom(inner: MathNode) -> MathNode {
    MathNode::Phantom { inner: inner.into(), ink: false, width: true, height: true }
}

fn enclosure(node: Node) -> Enclosure {
    let notation = node.attribute("notation").unwrap_or_default();
    let has = |name| notation.split(' ').any(|word| word == name);
    match (has("updiagonalstrike"), has("downdiagonalstrike")) {
        (false, false) => Enclosure::Box,
        (rising, falling) => Enclosure::Strike { rising, falling },
    }
}

fn style(node: Node) -> MathStyle {
    if node.tag_name().name() == "mtable" {
        let level = node.attribute("scriptlevel").and_then(|level| level.parse().ok());
        return MathStyle { level: level.filter(|&level| level > 0), ..MathStyle::default() };
    }
    MathStyle {
        display: node.attribute("displaystyle").map(|value| value == "true"),
        level: node.attribute("scriptlevel").and_then(|level| level.parse().ok()),
        color: css(node, "color").and_then(color),
    }
}

/// A property of the element's `style`.
fn css<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    let declarations = node.attribute("style")?.split(';').filter_map(|one| one.split_once(':'));
    declarations
        .map(|(property, value)| (property.trim(), value.trim()))
        .find(|(p, _)| *p == name)
        .map(|(_, v)| v)
}

/// `#FF0000`.
fn color(value: &str) -> Option<[u8; 3]> {
    let part = |range| u8::from_str_radix(value.get(range)?, 16).ok();
    Some([part(1..3)?, part(3..5)?, part(5..7)?])
}

/// Thousandths of an em; TeX's other units as if the text were of ten points. An ex is the x-height of
/// Computer Modern, a pixel that of CSS.
fn em(value: &str) -> Option<i32> {
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.abs() < 1000.0);
    let (number, unit) = match () {
        _ if value.ends_with("em") => (number(&value[..value.len() - 2])?, 1000.0),
        _ if value.ends_with("ex") => (number(&value[..value.len() - 2])?, 430.0),
        _ if value.ends_with("pt") => (number(&value[..value.len() - 2])?, 100.0),
        _ if value.ends_with("px") => (number(&value[..value.len() - 2])?, 75.0),
        _ => (number(value)?, 1000.0),
    };
    Some((number * unit).round() as i32)
}
