//! Formulas on the page: what stands over, under and beside what, and how large.

mod common;

use bifolio::document::Metadata;
use bifolio::layout::lay_out;
use bifolio::layout::page::{PageItem, Part, Placed};
use bifolio::length::Length;
use bifolio::resource::{Images, Resources};
use bifolio::source::{FileId, Source};

/// The ink of one formula on lines of its own, in the order it is drawn.
fn set(formula: &str) -> Vec<Placed> {
    let text = format!("Words.\n\n$${formula}$$\n");
    let source = Source { path: "book.md".into(), text };
    let draft = bifolio::reader::markdown::read(FileId(0), &source, Default::default()).value;
    let metadata = Metadata { lang: Some("en".into()), ..Metadata::default() };
    let drafts = vec![("book.md".to_string(), draft)];
    let prepared = bifolio::pass::prepare(
        drafts,
        metadata,
        &Images::default(),
        &Default::default(),
        &Default::default(),
    );
    assert!(prepared.diagnostics.iter().all(|found| found.code.as_str() != "formula-as-source"), "{formula}");
    let pages = lay_out(&prepared.value, &Resources::default()).value.pages;
    let items = pages.into_iter().flat_map(|page| page.items);
    items.filter(|placed| matches!(placed.part, Part::Formula { .. })).collect()
}

/// A piece of ink: the sign that it stands for, `rule` or `stroke`, with its place and its size.
#[derive(Clone, Debug)]
struct Ink {
    name: String,
    left: Length,
    right: Length,
    /// Of glyphs the baseline, from the top of the page.
    y: Length,
    size: Length,
    glyphs: usize,
    id: u16,
}

fn ink(placed: &Placed) -> Ink {
    let (name, width, size, glyphs, id) = match &placed.item {
        PageItem::Glyphs(run) => (
            run.text.to_string(),
            run.width(),
            run.size,
            run.glyphs.len(),
            run.glyphs.first().map_or(0, |g| g.id),
        ),
        PageItem::Rule(rule) => ("rule".into(), rule.size.width, rule.size.height, 0, 0),
        PageItem::Stroke { by, thickness, .. } => ("stroke".into(), by.x, *thickness, 0, 0),
        other => panic!("a formula draws {other:?}"),
    };
    let (left, y) = (placed.at.x, placed.at.y);
    Ink { name, left, right: left + width, y, size, glyphs, id }
}

/// Whether two pieces of ink stand as a word says.
fn holds(a: &Ink, relation: &str, b: &Ink) -> bool {
    let middle = |ink: &Ink| (ink.left + ink.right).0 / 2;
    let near = |x: i64, y: i64| (x - y).abs() < Length::pt(2).0;
    match relation {
        "above" => a.y < b.y,
        "below" => a.y > b.y,
        "level" => a.y == b.y,
        "before" => a.right <= b.left + Length::millipt(100),
        "centred" => near(middle(a), middle(b)),
        "aligned" => near(a.left.0, b.left.0),
        "smaller" => a.size < b.size,
        "spans" => a.left <= b.left + Length::millipt(100) && a.right + Length::millipt(100) >= b.right,
        "larger-glyph" => a.id != b.id || a.glyphs > b.glyphs,
        other => panic!("no relation {other}"),
    }
}

#[test]
fn formulas_are_set_as_they_are_meant() {
    // A sign may be followed by the number of its occurrence: `x:2` is the second x.
    let cases: &[(&str, &[&str])] = &[
        ("x^2", &["2 above x", "2 smaller x", "x before 2"]),
        ("x_1^2", &["1 below x", "2 above x", "1 aligned 2"]),
        (r"\frac{a}{b}", &["a above rule", "b below rule", "a centred rule", "a centred b"]),
        (r"\binom{n}{k}", &["n above k", "( before n", "( larger-glyph ):plain"]),
        (r"\sqrt{x}", &["rule above x", "√ before x", "rule spans x"]),
        (r"\sqrt[3]{x}", &["3 above x", "3 smaller x", "3 before x"]),
        (r"\sum_{i}^{n} x", &["n above ∑", "i below ∑", "n centred ∑", "i centred ∑", "∑ before x"]),
        (r"\int_0^1 x", &["1 above 0", "∫ before x", "1 before x"]),
        (r"\textstyle\sum_{i}^{n} x", &["∑ before i", "∑ before n"]),
        (r"\left(\frac{\frac{a}{b}}{c}\right)", &["( before a", "a before )", "( larger-glyph ):plain"]),
        (
            r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
            &["a above c", "a centred c", "a level b", "b centred d", "a before b"],
        ),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", &["= aligned =:2", "= above =:2", "a before ="]),
        (r"f = \begin{cases} x & y \\ z & w \end{cases}", &["x aligned z", "{ before x", "y aligned w"]),
        (r"\hat{a}", &["ˆ level a"]),
        (r"\overline{AB}", &["rule above A", "rule spans A", "rule spans B"]),
        (r"\underbrace{a+b}_{n}", &["n below ⏟", "⏟ aligned a", "⏟ larger-glyph ⏟:plain"]),
        (r"\xrightarrow{\text{words}}", &["words above →", "words smaller →"]),
        (r"\boxed{x}", &["rule above x", "rule:2 below x"]),
        (r"\cancel{x}", &["stroke spans x"]),
        (r"\lim_{n} x", &["n below lim", "lim before x"]),
        (r"x' + y", &["′ level x", "+ before y"]),
        (r"\begin{align} x \tag{7} \end{align}", &["(7) level x", "x before (7)"]),
        (r"\text{if } x", &["if  before x"]),
        (r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}", &["rule above c", "a before b"]),
    ];
    for (formula, relations) in cases {
        let drawn: Vec<Ink> = set(formula).iter().map(ink).collect();
        for relation in *relations {
            let (a, rest) = relation.rsplit_once(' ').expect("a relation has three words");
            let (a, relation_word) = a.rsplit_once(' ').expect("a relation has three words");
            let (first, second) = (found(&drawn, a, formula), found(&drawn, rest, formula));
            assert!(holds(&first, relation_word, &second), "{formula}: {relation}\n{drawn:#?}");
        }
    }
}

/// The piece of a name; `:plain` asks for the sign as it is in a line of text.
fn found(drawn: &[Ink], name: &str, formula: &str) -> Ink {
    if let Some(sign) = name.strip_suffix(":plain") {
        let plain = set(&format!("x {sign}"));
        return plain.iter().map(ink).find(|ink| ink.name == sign).expect("the sign is drawn");
    }
    let (name, number) = match name.rsplit_once(':') {
        Some((name, number)) => (name, number.parse::<usize>().expect("a number")),
        None => (name, 1),
    };
    let mut named = drawn.iter().filter(|ink| ink.name == name);
    named.nth(number - 1).unwrap_or_else(|| panic!("{formula}: no {name} among {drawn:#?}")).clone()
}

/// The formulas outside the project, of which 55 of 60 were asked for; all are read.
#[test]
fn varied_formulas_are_read() {
    let Some(text) = common::corpus("formulas.txt") else { return };
    let formulas: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    for formula in &formulas {
        assert!(!set(formula).is_empty() || formula.contains("phantom"), "{formula} draws nothing");
    }
    eprintln!("{} formulas are read and set", formulas.len());
}

/// Pieces of LaTeX, many of which do not fit together.
const TOKENS: &[&str] = &[
    "x",
    "1",
    "+",
    "=",
    "{",
    "}",
    "^",
    "_",
    "&",
    r"\\",
    r"\frac",
    r"\sqrt",
    "[3]",
    r"\left(",
    r"\right)",
    r"\middle|",
    r"\left.",
    r"\sum",
    r"\int",
    r"\limits",
    r"\hat",
    r"\widetilde",
    r"\overline",
    r"\underbrace",
    r"\text{a b}",
    r"\begin{matrix}",
    r"\end{matrix}",
    r"\begin{aligned}",
    r"\end{aligned}",
    r"\begin{array}{c|c}",
    r"\end{array}",
    r"\hline",
    r"\tag{1}",
    r"\begin{align}",
    r"\end{align}",
    r"\begin{smallmatrix}",
    r"\end{smallmatrix}",
    r"\boxed",
    r"\cancel",
    r"\sout",
    r"\smash",
    r"\phantom",
    r"\textcolor{red}",
    r"\color{blue}",
    r"\ce",
    r"\substack",
    r"\def\a#1",
    r"\a",
    r"\newcommand{\b}[1]",
    r"\b",
    r"\mathbb",
    r"\mathrm",
    r"\operatorname",
    r"\not",
    r"\xrightarrow",
    r"\Big|",
    r"\hspace{9em}",
    r"\!",
    "'",
    "~",
    "%",
    "#1",
    "é",
    "中",
    r"\displaystyle",
    r"\binom",
    r"\stackrel",
    r"\prescript",
    r"\sideset",
    r"\genfrac",
    r"\over",
    r"\color",
    "<",
    ">",
    r"\",
    r"\{",
    "|",
    r"\rule",
    r"\kern-9em",
];

proptest::proptest! {
    #[test]
    fn any_mixture_is_set_or_shown_as_it_is(picks in proptest::collection::vec(0..TOKENS.len(), 1..24)) {
        let formula: Vec<&str> = picks.iter().map(|&pick| TOKENS[pick]).collect();
        let text = format!("$${}$$ and ${}$\n", formula.join(" "), formula.concat());
        let source = Source { path: "book.md".into(), text };
        let draft = bifolio::reader::markdown::read(FileId(0), &source, Default::default()).value;
        let metadata = Metadata { lang: Some("en".into()), ..Metadata::default() };
        let drafts = vec![("book.md".to_string(), draft)];
        let prepared = bifolio::pass::prepare(drafts, metadata, &Images::default(), &Default::default(), &Default::default());
        let paged = lay_out(&prepared.value, &Resources::default());
        proptest::prop_assert!(!paged.value.pages.is_empty());
        for found in &prepared.diagnostics {
            // Said where the library panicked.
            let failed = found.message.ends_with("the reader of formulas failed");
            proptest::prop_assert!(!failed, "{}", source.text);
        }
    }
}
