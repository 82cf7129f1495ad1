use super::*;

const PLAIN: Reading = Reading { lang: "en", picture: &|_| Err("no picture".to_owned()) };

fn cleaned(inner: &str) -> Result<String, String> {
    let text = format!("<svg xmlns='{NAMESPACE}' xmlns:xlink='{XLINK}' width='10' height='20'>{inner}</svg>");
    clean(text.as_bytes(), PLAIN).map(|drawing| String::from_utf8(drawing.bytes).expect("it is UTF-8"))
}

#[test]
fn nothing_active_and_nothing_from_outside_is_left() {
    let cases = [
        "<script>x</script>",
        "<g onclick='x'/>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        "<style>@import url(x.css); g{fill:url(http://example.org/x)}</style>",
        "<style>g{fill:url(/*#*/http://example.org/x)} g{fill:u\\72l(\"http://example.org/x\")}</style>",
        "<rect style='fill:url(/**/\"http://example.org/x\")'/>",
        "<image href='https://example.org/x.png'/>",
        "<image xlink:href='/etc/passwd'/>",
        "<use href='other.svg#x'/>",
        "<style>@import url(x.css);</style>",
        "<rect style='fill:url(http://example.org/x)'/>",
        "<rect fill='u\\72l(http://example.org/x)'/>",
        "<a href='javascript:x'><rect/></a>",
        "<animate attributeName='x'/><set attributeName='x'/>",
    ];
    for case in cases {
        let shown = cleaned(case).expect(case);
        for word in ["script", "onclick", "foreign", "example", "passwd", "other", "import", "animate", "set"]
        {
            assert!(!shown.contains(word), "{case}: {shown}");
        }
    }
}

#[test]
fn what_draws_is_left() {
    let shown = cleaned(
        "<pattern id='b'/><g id='a'><text x='1'>a &lt; b</text></g><use xlink:href='#a' fill='url(#b)'/>",
    );
    let shown = shown.expect("it is sound");
    for part in ["<text x=\"1\">a &lt; b</text>", "xlink:href=\"#a\"", "fill=\"url(#b)\""] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let drawing = clean(shown.as_bytes(), PLAIN).expect("what was cleaned is sound");
    assert_eq!((drawing.width, drawing.height), (10, 20));
}

#[test]
fn references_that_lead_nowhere_are_left_out() {
    let cases = [
        ("<rect fill='url(#nope)'/>", "<rect fill=\"none\"/>"),
        ("<rect fill='URL( \"#nope\" ) red'/>", "<rect fill=\" red\"/>"),
        ("<rect style='fill:url(#nope);stroke: url(#nope) red'/>", "style=\"fill:none;stroke: red\""),
        ("<style>a:hover{x:y} p{mask:url(#no)}</style>", "<style>a:hover{x:y} p{mask:none}</style>"),
        ("<text fill='url(#a)' id='a'>x</text>", "<text fill=\"none\" id=\"a\">x</text>"),
        ("<use href='#nope'/>", "<use/>"),
        ("<pattern id='p'/><use href='#p'/>", "<use/>"),
        ("<use href='#a' xlink:href='#b'/><g id='a'/>", "<use xlink:href=\"#a\"/>"),
        ("<use href='#a' xlink:href='#a'/><g id='a'/>", "<use xlink:href=\"#a\"/>"),
        ("<script><g id='a'/></script><use href='#a'/>", "<use/>"),
        ("<g id='a:b'/><use href='#a:b'/>", "<g/><use/>"),
        ("<g id='a'/><use xlink:href='#a'/>", "<use xlink:href=\"#a\"/>"),
        ("<g id='a'/><g id='a'/>", "<g id=\"a\"/><g/>"),
    ];
    for (case, expected) in cases {
        let shown = cleaned(case).expect(case);
        assert!(shown.contains(expected), "{case}: {shown}");
    }
}

#[test]
fn what_is_not_shown_is_named() {
    let picture = "the picture `dot.png`";
    let cases = [
        ("<rect filter='url(#f)'/><g filter='blur(2px)'/>", "<rect/><g/>", vec!["its filters"]),
        ("<g style='fill:red;Filter: blur(2px)'/>", "<g style=\"fill:red\"/>", vec!["its filters"]),
        ("<style>g{filter:url(#f);x:y}p{filter:x}</style>", "<style>g{x:y}</style>", vec!["its filters"]),
        ("<g filter='none' style='filter:none'/>", "<g/>", vec![]),
        ("<image href='dot.png'/>", "<image/>", vec![picture]),
        ("<g filter='x'/><image href='dot.png'/><image/>", "<image/>", vec!["its filters", picture]),
    ];
    for (inner, expected, clauses) in cases {
        let text = format!("<svg xmlns='{NAMESPACE}' width='10' height='20'>{inner}</svg>");
        let drawing = clean(text.as_bytes(), PLAIN).expect(inner);
        let shown = String::from_utf8_lossy(&drawing.bytes);
        assert!(shown.contains(expected), "{inner}: {shown}");
        assert_eq!(drawing.without.len(), clauses.len(), "{inner}: {:?}", drawing.without);
        assert!(drawing.without.iter().zip(clauses).all(|(said, start)| said.starts_with(start)));
    }
}

#[test]
fn drawings_without_end_are_refused() {
    let doubling: String = (0..40)
        .map(|n| format!("<g id='g{n}'><use href='#g{}'/><use href='#g{}'/></g>", n + 1, n + 1))
        .collect();
    let cases = [
        ("<g>".repeat(500) + &"</g>".repeat(500), "deeper"),
        (doubling.clone(), "more than"),
        // Of two elements with one id, the first has it, and of two references the one that counts.
        (doubling.clone() + &(0..40).map(|n| format!("<g id='g{n}'/>")).collect::<String>(), "more than"),
        (doubling.replace("<use", "<use xmlns:x='y' x:href='#z'"), "more than"),
        ("<g id='a'><use href='#a'/></g>".into(), "more than"),
        ("<g>".into(), ""),
    ];
    for (case, reason) in cases {
        let why = cleaned(&case).expect_err("it is refused");
        assert!(why.contains(reason), "{why}");
    }
}

#[test]
fn of_a_style_sheet_only_what_offends_goes() {
    for (sheet, expected) in [
        ("@import url(x.css); .b{fill:red}", ".b{fill:red}"),
        ("@font-face{font-family:X;src:url(data:font/woff2;base64,AA)} .b{fill:red}", ".b{fill:red}"),
        ("/* a box */ .b{fill:red} @media (x){.b{fill:#000}}", ".b{fill:red}"),
        (".b{fill:url(http://example.org/x);stroke:red}", ".b{stroke:red}"),
        (".b{fill:url(http://example.org/x)} .c{x:y}", ".c{x:y}"),
        (".a > .b{x:y}", ".a &gt; .b{x:y}"),
        (":root{--c:red} .b{fill:var(--c);stroke:var(--d, blue);x:var(--e)}", ".b{fill:red;stroke:blue}"),
        (".b{fill:light-dark(#fff, #000)}", ".b{fill:#fff}"),
    ] {
        let shown = cleaned(&format!("<style>{sheet}</style>")).expect(sheet);
        assert!(shown.contains(&format!("<style>{expected}</style>")), "{sheet}: {shown}");
    }
    for (attributes, expected) in [
        ("media='print'", "20\"/>"),
        ("media='all' type='text/css'", "<style>g{x:y}</style>"),
        ("media='screen, print'", "<style>g{x:y}</style>"),
    ] {
        let shown = cleaned(&format!("<style {attributes}>g{{x:y}}</style>")).expect(attributes);
        assert!(shown.contains(expected), "{attributes}: {shown}");
    }
}

/// A label in HTML, in a box of its own.
fn label(box_of: &str, inner: &str) -> String {
    format!("<foreignObject {box_of}><div xmlns='http://www.w3.org/1999/xhtml' {inner}</div></foreignObject>")
}

#[test]
fn of_html_and_what_stands_for_it_one_is_shown() {
    let boxed = "x='10' y='0' width='80' height='20'";
    let drawio = "style='padding-top:30px;margin-left:10px;width:80px;justify-content:center'>";
    let text = |words: &str| format!("<text x='1'>{words}</text>");
    for (html, instead, shown) in [
        (label(boxed, ">Make <b>tea</b>"), String::new(), &["Make tea"][..]),
        (label(boxed, ">one<br/>two"), String::new(), &["one", "two"]),
        (label(boxed, "><style>x</style><p>one</p><script>x</script>"), String::new(), &["one"]),
        (label(boxed, ">Make tea"), text("Make <tspan>tea</tspan>"), &["Make ", "tea"]),
        (label(boxed, ">Make tea"), text("[Object]"), &["Make tea"]),
        (label("width='100%' height='100%'", &format!("{drawio}Make tea")), text("Ma..."), &["Make tea"]),
        (label("width='100%' height='100%'", ">Make tea"), text("Ma..."), &["Make tea"]),
        (label(boxed, "></div><div>"), text("a"), &["a"]),
        (label(boxed, ">Make tea"), "<image href='data:image/png;base64,AA=='/>".into(), &[]),
        ("<g requiredFeatures='x'/>".into(), text("cannot be shown"), &[]),
        ("<g requiredExtensions='x'/>".into(), text("a"), &["a"]),
        ("<text systemLanguage='de, fr'>b</text>".into(), text("a"), &["a"]),
        ("<text systemLanguage='de, en-GB'>b</text>".into(), text("a"), &["b"]),
    ] {
        let shown_of = |inner: &str| {
            let cleaned = cleaned(inner).expect(inner);
            let document = Document::parse(&cleaned).expect("it is XML");
            let texts = document.descendants().filter_map(|part| part.text().filter(|_| part.is_text()));
            texts.map(str::to_owned).collect::<Vec<_>>()
        };
        let case = format!("<switch>{html}{instead}</switch>");
        assert_eq!(shown_of(&case), shown, "{case}");
    }
}

#[test]
fn references_lead_to_what_is_chosen() {
    let shown = cleaned(
        "<switch><g id='a' systemLanguage='de'/><g id='b'/><g id='c'/></switch>\
         <use href='#a'/><use href='#b'/><use href='#c'/><g id='d' systemLanguage='de'/><use href='#d'/>",
    );
    let expected = "<g><g id=\"b\"/></g><use/><use xlink:href=\"#b\"/><use/><use/>";
    assert!(shown.expect("it is sound").contains(expected));
}

#[test]
fn letters_are_drawn_wherever_they_stand() {
    for (case, expected) in [
        ("<text><textPath href='#no'>a</textPath></text>", "<text><tspan>a</tspan></text>"),
        ("<path id='p' d=''/><text><textPath href='#p'>a</textPath></text>", "<tspan>a</tspan>"),
        ("<rect id='p'/><text><textPath href='#p'>a</textPath></text>", "<tspan>a</tspan>"),
        (
            "<path id='p' d='M0 0L9 9'/><text><textPath href='#p'>a</textPath></text>",
            "<textPath xlink:href=\"#p\">a</textPath>",
        ),
        ("<text><a href='x'>a</a></text>", "<text><tspan>a</tspan></text>"),
        ("<a href='x'><text>a</text></a>", "<g><text>a</text></g>"),
    ] {
        let shown = cleaned(case).expect(case);
        assert!(shown.contains(expected), "{case}: {shown}");
    }
}

#[test]
fn what_is_left_out_is_named() {
    for (inner, expected) in [
        ("<style>@import 'x.css';</style>", "the style sheet `x.css`, which is not read from within it"),
        ("<style>@font-face{font-family:X}</style><text>a</text>", "its own face `X`"),
        ("<use href='other.svg#x'/><use href='other.svg#x'/>", "the part `other.svg#x` of another drawing"),
        (
            "<linearGradient href='a.svg#x'/><a href='b.svg'/>",
            "the part `a.svg#x` of another drawing; the link `b.svg`, since none leads out of an image",
        ),
        (
            "<text><a href='b.svg'>a</a> <a href='#i'>i</a> <a href='c'>c</a></text>",
            "the link `b.svg` and 1 more, since none leads out of an image",
        ),
        ("<rect fill='url(a.svg#x)'/>", "the part `a.svg#x` of another drawing"),
        ("<rect style='fill:url(\"a.svg#x\") red'/>", "the part `a.svg#x` of another drawing"),
        ("<use href='a.svg#x'/><use href='b.svg'/>", "the part `a.svg#x` and 1 more of another drawing"),
        ("<image href='data:image/png;base64,AA=='/>", "a picture within it that cannot be used: no picture"),
        ("<flowRoot><flowPara>a b</flowPara></flowRoot>", "the words “a b”"),
        ("<foreignObject><p xmlns='x'>a b</p></foreignObject>", "the words “a b”"),
        (
            "<foreignObject><img xmlns='x' src='a.png'/></foreignObject>",
            "the picture `a.png`, which is not read from within it",
        ),
        ("<style>@font-face{font-family:X}</style><metadata>a</metadata><script>b</script>", ""),
    ] {
        let text = format!("<svg xmlns='{NAMESPACE}' width='10' height='20'>{inner}</svg>");
        let drawing = clean(text.as_bytes(), PLAIN).expect(inner);
        assert_eq!(drawing.without.join("; "), expected, "{inner}");
    }
}
