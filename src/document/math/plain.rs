//! Formulas in characters, for what holds no markup: `x² + y²`, `(a + b)/2`, `x_max`.

use super::{Formula, MathNode, MathTable, Operator, OperatorForm};

impl Formula {
    /// The formula as plain text; one that could not be read as it is written.
    pub fn plain(&self) -> String {
        match &self.tree {
            Some(tree) => tree.plain().trim().to_owned(),
            None => self.source.trim().to_owned(),
        }
    }
}

/// Narrower white space than this keeps signs from each other and parts no words: TeX's `\,` is 167.
const WORD_SPACE: i32 = 200;

impl MathNode {
    fn plain(&self) -> String {
        match self {
            MathNode::Row(nodes) => row(nodes),
            MathNode::Identifier { text, .. } | MathNode::Number(text) => text.clone(),
            // Spaces at the ends of words are kept from being lost in MathML, not from breaking.
            MathNode::Text { text, .. } => text.replace('\u{a0}', " "),
            MathNode::Operator(operator) => sign(operator),
            MathNode::Space(width) => if *width >= WORD_SPACE { " " } else { "" }.into(),
            MathNode::Fraction { numerator, denominator, ruled: true } => {
                format!("{}/{}", numerator.group(), denominator.group())
            }
            MathNode::Fraction { numerator, denominator, ruled: false } => {
                format!("{} {}", numerator.plain(), denominator.plain())
            }
            MathNode::Root { radicand, index } => {
                let index = index.as_ref().map_or_else(String::new, |index| {
                    let plain = index.plain();
                    mapped(&plain, SUPERSCRIPTS).unwrap_or_else(|| format!("{}-", index.group()))
                });
                format!("{index}√{}", radicand.group())
            }
            MathNode::Scripts { base, sub, sup } => scripted(base, sub.as_deref(), sup.as_deref()),
            // An accent is a mark on its base, which no character says everywhere.
            MathNode::Limits { base, accent: true, .. } => base.plain(),
            MathNode::Limits { base, under, over, .. } => scripted(base, under.as_deref(), over.as_deref()),
            MathNode::Table(table) => rows(table),
            MathNode::Phantom { ink: false, .. } => String::new(),
            MathNode::Styled { inner, .. }
            | MathNode::Phantom { inner, .. }
            | MathNode::Enclosed { inner, .. } => inner.plain(),
        }
    }

    /// In parentheses where it is more than one word.
    fn group(&self) -> String {
        let plain = self.plain();
        let plain = plain.trim();
        let fenced = plain.starts_with('(') && plain.find(')') == Some(plain.len() - 1);
        match fenced || plain.chars().all(|c| c.is_alphanumeric() || c == '.') {
            true => plain.to_owned(),
            false => format!("({plain})"),
        }
    }
}

/// Signs between two parts have a space on either side, as they have in print.
fn row(nodes: &[MathNode]) -> String {
    let mut out = String::new();
    for (index, node) in nodes.iter().enumerate() {
        let within = index > 0 && index + 1 < nodes.len();
        match node {
            MathNode::Operator(operator) if within && is_infix(operator) => {
                out = format!("{} {} ", out.trim_end(), operator.text);
            }
            node => {
                out.push_str(&node.plain());
                // What a sum is over stands apart from what is summed.
                out.push_str(if has_limits(node) { " " } else { "" });
            }
        }
    }
    out
}

/// Whether a node is a large sign with what it goes over.
fn has_limits(node: &MathNode) -> bool {
    let (MathNode::Scripts { base, .. } | MathNode::Limits { base, .. }) = node else { return false };
    let large = |operator: &Operator| operator.text.chars().all(|c| "∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀".contains(c));
    matches!(&**base, MathNode::Operator(operator) if large(operator))
}

/// Signs that stand between two parts, unless their form says otherwise.
const INFIX: &str = "=<>+-−±∓×·÷≤≥≠≈≡∼∝→←⇒⇐⇔∈∉⊂⊆∪∩∧∨";

fn is_infix(operator: &Operator) -> bool {
    let is_sign = operator.text.chars().count() == 1 && INFIX.contains(operator.text.as_str());
    is_sign && !matches!(operator.form, Some(OperatorForm::Prefix | OperatorForm::Postfix))
}

/// The invisible signs of MathML say what is applied to what, for those who compute.
fn sign(operator: &Operator) -> String {
    match operator.text.as_str() {
        "\u{2061}" => " ".into(),
        "\u{2062}" | "\u{2063}" | "\u{2064}" => String::new(),
        text => text.to_owned(),
    }
}

type Map = &'static [(char, char)];

const SUPERSCRIPTS: Map = &[
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('−', '⁻'),
    ('n', 'ⁿ'),
    ('i', 'ⁱ'),
    ('′', '′'),
    ('″', '″'),
    ('‴', '‴'),
];

const SUBSCRIPTS: Map = &[
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
    ('+', '₊'),
    ('-', '₋'),
    ('−', '₋'),
];

/// The text in raised or lowered characters, where there is one for each of its own.
fn mapped(text: &str, map: Map) -> Option<String> {
    let one = |c: char| map.iter().find(|(plain, _)| *plain == c).map(|(_, mapped)| *mapped);
    text.chars().filter(|c| !c.is_whitespace()).map(one).collect()
}

fn scripted(base: &MathNode, sub: Option<&MathNode>, sup: Option<&MathNode>) -> String {
    let script = |node: Option<&MathNode>, map, mark: char| {
        let script =
            |node: &MathNode| mapped(&node.plain(), map).unwrap_or(format!("{mark}{}", close(&node.group())));
        node.map(script).unwrap_or_default()
    };
    format!("{}{}{}", base.plain(), script(sub, SUBSCRIPTS, '_'), script(sup, SUPERSCRIPTS, '^'))
}

/// Without the spaces around signs: scripts are set close.
fn close(script: &str) -> String {
    INFIX
        .chars()
        .fold(script.to_owned(), |script, sign| script.replace(&format!(" {sign} "), &sign.to_string()))
}

fn rows(table: &MathTable) -> String {
    let row = |row: &super::MathRow| {
        row.cells.iter().map(|cell| cell.content.plain()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
    };
    let rows: Vec<String> = table.rows.iter().map(|cells| row(cells).join(" ")).collect();
    rows.join("; ")
}
