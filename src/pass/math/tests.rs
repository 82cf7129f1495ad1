use super::latex::Reader;
use crate::document::{Formula, MathNode};

/// A tree in a short notation.
fn shown(node: &MathNode) -> String {
    let list = |nodes: &[MathNode]| nodes.iter().map(shown).collect::<Vec<_>>().join(" ");
    let part = |name: &str, node: &Option<Box<MathNode>>| {
        node.as_ref().map_or(String::new(), |node| format!(" {name}={}", shown(node)))
    };
    match node {
        MathNode::Row(nodes) => format!("[{}]", list(nodes)),
        MathNode::Identifier { text, upright } => {
            if *upright {
                format!("'{text}'")
            } else {
                text.clone()
            }
        }
        MathNode::Number(text) => text.clone(),
        MathNode::Operator(operator) => operator.text.clone(),
        MathNode::Text { text, .. } => format!("{text:?}"),
        MathNode::Space(width) => format!("<{width}>"),
        MathNode::Fraction { numerator, denominator, ruled } => {
            format!("({} {} {})", shown(numerator), if *ruled { "/" } else { "over" }, shown(denominator))
        }
        MathNode::Root { radicand, index } => format!("root({}{})", shown(radicand), part("index", index)),
        MathNode::Scripts { base, sub, sup } => {
            format!("{{{}{}{}}}", shown(base), part("sub", sub), part("sup", sup))
        }
        MathNode::Limits { base, under, over, .. } => {
            format!("{{{}{}{}}}", shown(base), part("under", under), part("over", over))
        }
        MathNode::Table(table) => {
            let row = |row: &crate::document::MathRow| {
                let cells: Vec<String> = row.cells.iter().map(|cell| shown(&cell.content)).collect();
                format!(
                    "{}{}",
                    cells.join(" & "),
                    row.tag.as_ref().map_or(String::new(), |tag| format!(" tag {tag}"))
                )
            };
            format!("table({})", table.rows.iter().map(row).collect::<Vec<_>>().join("; "))
        }
        MathNode::Styled { inner, .. } => format!("styled({})", shown(inner)),
        MathNode::Phantom { inner, .. } => format!("phantom({})", shown(inner)),
        MathNode::Enclosed { inner, .. } => format!("enclosed({})", shown(inner)),
    }
}

#[test]
fn formulas_are_read() {
    let cases = [
        (r"x^2_1 + \frac{a}{b}", "[{x sub=1 sup=2} + (a / b)]"),
        (r"\mathrm{d}x", "['d' x]"),
        (r"\sqrt[3]{y}", "root(y index=3)"),
        (r"\sum_{\substack{i \\ j}} i", "[{∑ under=styled(table(i; j))} i]"),
        (r"\boxed{x}", "enclosed(styled(x))"),
        (r"\sout{x+y}", "enclosed([x + y])"),
        (r"\textcolor{blue}{y}+1", "[styled(y) + 1]"),
        (r"\begin{smallmatrix} a & b \\ c & d \end{smallmatrix}", "styled(table(a & b; c & d))"),
        (r"\begin{align} a &= b \tag{3} \\ c &= d \end{align}", "table(a & [= b] tag (3); c & [= d])"),
        (r"x = 1 \tag{1}", "table([x = 1] tag (1))"),
        (
            r"\begin{aligned} a &= b \tag{1} \\ c &= d \tag*{2} \end{aligned}",
            "table(a & [= b] tag (1); c & [= d] tag (2))",
        ),
        (r"\begin{cases} a \tag{3} \\ b \end{cases}", "table([{ table(a; b) \u{2063}] tag (3))"),
        (r"\begin{eqnarray} a &=& b \end{eqnarray}", "table(a & = & b)"),
        (r"\mathop{\mathrm{argmin}}\limits_x", "{argmin under=x}"),
        (r"\begin{array}{@{}l@{}} a \\ b \end{array}", "table(a; b)"),
        (r"\begin{pmatrix*}[r] a \\ b \end{pmatrix*}", "[( table(a; b) )]"),
        (r"\text{if $x$ costs \$5}", "[\"if\\u{a0}\" x \"\\u{a0}costs\\u{a0}$5\"]"),
        (r"\begin{matrix} a \\[1em] b \end{matrix}", "table(a; b)"),
        (r"\ce{2H2O}", "[2 <167> {'H' sub=2} 'O']"),
        (r"\ce{SO4^2-}", "{SO sub=4 sup=[2 −]}"),
        (r"\left< x \right>", "[⟨ x ⟩]"),
        (r"\binom{n}{k}", "[( (n over k) )]"),
        (r"\newcommand{\R}{\mathbb{R}} \R^n", "{ℝ sup=n}"),
        (r"\def\sq#1{#1^2} \sq{x}", "{x sup=2}"),
        (r"\newcommand\p[2][n]{#2^#1} \p{x} \p[m]{y}", "[{x sup=n} {y sup=m}]"),
        (r"\newcommand*{\q} [1] [k] {#1_0} \q \q[a]", "[{k sub=0} {a sub=0}]"),
        (r"\text{a \& b}", "\"a\\u{a0}&\\u{a0}b\""),
        (r"\text{a \textbf{b}}", "[\"a\\u{a0}\" \"b\"]"),
        ("", "[]"),
    ];
    for (source, expected) in cases {
        let read = Reader::new().read(source, true);
        assert_eq!(read.as_ref().map(shown), Ok(expected.to_string()), "{source}");
    }
}

#[test]
fn definitions_hold_for_the_formulas_after_them() {
    let mut reader = Reader::new();
    assert!(reader.read(r"\Rset", false).is_err());
    assert_eq!(reader.read(r"\newcommand{\Rset}{\mathbb{R}}", false), Ok(MathNode::Row(vec![])));
    assert_eq!(reader.read(r"\Rset", false).as_ref().map(shown), Ok("ℝ".into()));
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    let doubling: String = (b'a'..=b'y')
        .map(|letter| {
            let (name, next) = (letter as char, (letter + 1) as char);
            format!(r"\def\x{name}{{\x{next}\x{next}}}")
        })
        .collect();
    let cases = [
        (r"\frac{a}".to_string(), ""),
        (r"\nosuchcommand x".into(), "nosuchcommand"),
        ("x".repeat(20_000), "longer than"),
        (r"\sqrt".repeat(1_900) + " x", "too deep"),
        ("{".repeat(5_000) + &"}".repeat(5_000), ""),
        (r"\def\a{\a}\a".into(), "too long"),
        (doubling + r"\xa", "too long"),
        ("\u{F0000}".into(), "private"),
        (r"\begin{smallmatrix} a".into(), "no end"),
        (r"\newcommand{\x}".into(), "no end"),
    ];
    for (source, reason) in cases {
        let short: String = source.chars().take(40).collect();
        let read = std::thread::Builder::new()
            .stack_size(super::STACK)
            .spawn(move || Reader::new().read(&source, true))
            .expect("a thread can be made")
            .join()
            .expect("no formula ends the reader");
        match read {
            Err(why) => assert!(why.contains(reason), "{short}: {why}"),
            // Braces alone are no levels.
            Ok(tree) => assert_eq!((reason, tree), ("", MathNode::Row(vec![])), "{short}"),
        }
    }
}

#[test]
fn formulas_have_a_form_in_characters() {
    let forms = [
        ("x^2", "x²"),
        ("a_1 + b_{12}", "a₁ + b₁₂"),
        ("x_{max}^n", "x_maxⁿ"),
        ("E=mc^2", "E = mc²"),
        (r"-1 \le x", "−1 ≤ x"),
        (r"\frac{a+b}{2} \ne \sqrt{n}", "(a + b)/2 ≠ √n"),
        (r"\sqrt[3]{x+1}", "³√(x + 1)"),
        (r"\sum_{i=1}^n i", "∑_(i=1)ⁿ i"),
        (r"(a+b)^2 c", "(a + b)²c"),
        (r"\binom{n}{k}", "(n k)"),
        (r"\hat{x} \in \mathbb{R}", "x ∈ ℝ"),
        (r"f'(x)", "f′(x)"),
        (r"\text{if } x", "if x"),
        (r"\begin{matrix}1 & 2 \\ 3 & 4\end{matrix}", "1 2; 3 4"),
    ];
    let found = forms.map(|(source, _)| {
        let tree = Reader::new().read(source, false).ok();
        Formula { tree, ..Formula::new(source.into(), false) }.plain()
    });
    assert_eq!(found, forms.map(|(_, plain)| plain));
}
