//! Formulas as presentation MathML, of which only what MathML Core has, so that every reading
//! system that knows MathML shows the same.

use crate::document::{
    Enclosure, Formula, MathAlign, MathCell, MathNode, MathRow, MathStyle, MathTable, Operator, OperatorForm,
};
use crate::markup::Markup;

/// Writes a formula that could be read, with its source for those who cannot see it.
pub(super) fn write(markup: &mut Markup, formula: &Formula, tree: &MathNode) {
    markup.start("math").attr("xmlns", "http://www.w3.org/1998/Math/MathML");
    markup.attr_if("display", formula.display.then_some("block")).attr("alttext", formula.source.trim());
    match tree {
        MathNode::Row(nodes) => nodes.iter().for_each(|inner| node(markup, inner)),
        other => node(markup, other),
    }
    markup.end();
}

fn node(markup: &mut Markup, tree: &MathNode) {
    match tree {
        MathNode::Row(nodes) => {
            markup.start("mrow");
            nodes.iter().for_each(|inner| node(markup, inner));
            markup.end();
        }
        MathNode::Identifier { text, upright } => {
            // `normal` is the one value of the attribute that MathML Core has kept.
            markup.start("mi").attr_if("mathvariant", upright.then_some("normal")).text_end(text);
        }
        MathNode::Number(text) => drop(markup.start("mn").text_end(text)),
        MathNode::Operator(operator) => sign(markup, operator),
        MathNode::Text { text, bold, italic } => words(markup, text, *bold, *italic),
        MathNode::Space(width) if *width < 0 => {
            // The width of a space may not be negative, its margin may.
            let style = format!("margin-left:{}", em(*width));
            markup.start("mspace").attr("style", &style).void();
        }
        MathNode::Space(width) => drop(markup.start("mspace").attr("width", &em(*width)).void()),
        MathNode::Fraction { numerator, denominator, ruled } => {
            markup.start("mfrac").attr_if("linethickness", (!ruled).then_some("0"));
            all(markup, [&**numerator, &**denominator]);
        }
        MathNode::Root { radicand, index: None } => {
            markup.start("msqrt");
            all(markup, [&**radicand]);
        }
        MathNode::Root { radicand, index: Some(index) } => {
            markup.start("mroot");
            all(markup, [&**radicand, &**index]);
        }
        MathNode::Scripts { base, sub, sup } => {
            let (element, parts) = placed(["msub", "msup", "msubsup"], base, sub, sup);
            markup.start(element);
            all(markup, parts);
        }
        MathNode::Limits { base, under, over, accent } => {
            let (element, parts) = placed(["munder", "mover", "munderover"], base, under, over);
            markup.start(element);
            markup.attr_if("accent", (*accent && over.is_some()).then_some("true"));
            markup.attr_if("accentunder", (*accent && under.is_some()).then_some("true"));
            all(markup, parts);
        }
        MathNode::Table(matrix) => table(markup, matrix),
        MathNode::Styled { style, inner } => styled(markup, style, inner),
        MathNode::Phantom { inner, ink, width, height } => phantom(markup, inner, (*ink, *width, *height)),
        MathNode::Enclosed { kind, inner } => {
            // `menclose` is not in MathML Core; the style sheet draws boxes and strokes.
            markup.start("mrow").attr("class", enclosure(*kind));
            all(markup, [&**inner]);
        }
    }
}

/// The children of the open element, and its end.
fn all<'t>(markup: &mut Markup, nodes: impl IntoIterator<Item = &'t MathNode>) {
    nodes.into_iter().for_each(|inner| node(markup, inner));
    markup.end();
}

/// The element for what is below, above or both, and its children.
fn placed<'t>(
    [below, above, both]: [&'static str; 3],
    base: &'t MathNode,
    sub: &'t Option<Box<MathNode>>,
    sup: &'t Option<Box<MathNode>>,
) -> (&'static str, Vec<&'t MathNode>) {
    let element = match (sub, sup) {
        (Some(_), Some(_)) => both,
        (Some(_), None) => below,
        (None, _) => above,
    };
    (element, [Some(base), sub.as_deref(), sup.as_deref()].into_iter().flatten().collect())
}

fn sign(markup: &mut Markup, operator: &Operator) {
    let yes = |flag: Option<bool>| flag.map(|flag| if flag { "true" } else { "false" });
    let form = operator.form.map(|form| match form {
        OperatorForm::Prefix => "prefix",
        OperatorForm::Infix => "infix",
        OperatorForm::Postfix => "postfix",
    });
    markup.start("mo").attr_if("form", form).attr_if("stretchy", yes(operator.stretchy));
    markup.attr_if("lspace", operator.left.map(em).as_deref());
    markup.attr_if("rspace", operator.right.map(em).as_deref());
    markup.attr_if("movablelimits", yes(operator.movable_limits));
    let height = operator.height.map(em);
    markup.attr_if("symmetric", height.as_ref().map(|_| "true"));
    markup.attr_if("minsize", height.as_deref()).attr_if("maxsize", height.as_deref());
    markup.text_end(&operator.text);
}

/// White space at the ends of words would be taken for none.
fn words(markup: &mut Markup, text: &str, bold: bool, italic: bool) {
    let weight = bold.then_some("font-weight:bold");
    let slant = italic.then_some("font-style:italic");
    let style: Vec<&str> = [weight, slant].into_iter().flatten().collect();
    markup.start("mtext").attr_if("style", (!style.is_empty()).then(|| style.join(";")).as_deref());
    let inner = text.trim_matches(' ');
    let (before, after) = (text.len() - text.trim_start_matches(' ').len(), text.trim_end_matches(' ').len());
    let blank = |count: usize| "\u{A0}".repeat(count);
    let after = if inner.is_empty() { 0 } else { text.len() - after };
    markup.text_end(&format!("{}{inner}{}", blank(before), blank(after)));
}

fn styled(markup: &mut Markup, style: &MathStyle, inner: &MathNode) {
    let display = style.display.map(|display| if display { "true" } else { "false" });
    let color = style.color.map(|[red, green, blue]| format!("#{red:02x}{green:02x}{blue:02x}"));
    markup.start("mstyle").attr_if("displaystyle", display);
    markup.attr_if("scriptlevel", style.level.map(|level| level.to_string()).as_deref());
    markup.attr_if("mathcolor", color.as_deref());
    node(markup, inner);
    markup.end();
}

fn phantom(markup: &mut Markup, inner: &MathNode, (ink, width, height): (bool, bool, bool)) {
    markup.start("mpadded").attr_if("width", (!width).then_some("0"));
    markup.attr_if("height", (!height).then_some("0")).attr_if("depth", (!height).then_some("0"));
    if !ink {
        markup.start("mphantom");
    }
    node(markup, inner);
    if !ink {
        markup.end();
    }
    markup.end();
}

fn enclosure(kind: Enclosure) -> &'static str {
    match kind {
        Enclosure::Box => "boxed",
        Enclosure::Strike { rising: true, falling: true } => "struck both",
        Enclosure::Strike { rising: true, .. } => "struck rising",
        Enclosure::Strike { .. } => "struck falling",
        Enclosure::StrikeAcross => "struck across",
    }
}

/// Old reading systems know `columnalign`, new ones the style of the cells.
fn table(markup: &mut Markup, table: &MathTable) {
    let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let tagged = table.rows.iter().any(|row| row.tag.is_some());
    let alignment = (0..columns).map(|column| {
        let cell = table.rows.iter().find_map(|row| row.cells.get(column));
        cell.map_or("center", |cell| alignment(cell.align))
    });
    let alignment: Vec<&str> = alignment.chain(tagged.then_some("right")).collect();
    markup.start("mtable").attr_if("displaystyle", table.display.then_some("true"));
    markup.attr_if("columnalign", (!alignment.is_empty()).then(|| alignment.join(" ")).as_deref());
    for row in &table.rows {
        markup.start("mtr");
        for column in 0..columns {
            match row.cells.get(column) {
                Some(cell) => table_cell(markup, cell, row),
                None => drop(markup.start("mtd").end()),
            }
        }
        if tagged {
            markup.start("mtd").attr("style", "text-align:right;justify-items:end;padding-left:2em");
            if let Some(tag) = &row.tag {
                markup.start("mtext").text_end(tag);
            }
            markup.end();
        }
        markup.end();
    }
    markup.end();
}

fn table_cell(markup: &mut Markup, cell: &MathCell, row: &MathRow) {
    // Some engines place what is in a cell as text, others as an item of a grid; each centres it
    // in a way of its own, which naming it would undo.
    let mut style: Vec<String> = match cell.align {
        MathAlign::Left => vec!["text-align:left;justify-items:start".into()],
        MathAlign::Centre => vec![],
        MathAlign::Right => vec!["text-align:right;justify-items:end".into()],
    };
    style.extend(cell.left.map(|width| format!("padding-left:{}", em(width))));
    style.extend(cell.right.map(|width| format!("padding-right:{}", em(width))));
    style.extend(cell.ruled.then(|| "border-right:0.05em solid currentcolor".to_string()));
    style.extend(row.ruled.then(|| "border-top:0.05em solid currentcolor".to_string()));
    markup.start("mtd").attr_if("style", (!style.is_empty()).then(|| style.join(";")).as_deref());
    match &cell.content {
        MathNode::Row(nodes) => nodes.iter().for_each(|inner| node(markup, inner)),
        other => node(markup, other),
    }
    markup.end();
}

fn alignment(align: MathAlign) -> &'static str {
    match align {
        MathAlign::Left => "left",
        MathAlign::Centre => "center",
        MathAlign::Right => "right",
    }
}

/// Thousandths of an em as a length of CSS.
fn em(thousandths: i32) -> String {
    if thousandths == 0 {
        return "0".into();
    }
    format!("{}em", f64::from(thousandths) / 1000.0)
}
