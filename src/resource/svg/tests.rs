use super::*;

const PLAIN: Reading = Reading {
    lang: "en",
    bounds: Bounds { elements: 1_000, pixels: 1_000, matches: 1_000 },
    picture: &|_| Err("no picture".to_owned()),
};

fn cleaned(inner: &str) -> Result<String, String> {
    let text = format!("<svg xmlns='{NAMESPACE}' xmlns:xlink='{XLINK}' width='10' height='20'>{inner}</svg>");
    let cleaned = clean(text.as_bytes(), PLAIN).map_err(|fault| fault.why);
    cleaned.map(|drawing| String::from_utf8(drawing.bytes).expect("it is UTF-8"))
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
        ("<g id='a'><use href='#a'/></g>".into(), "to themselves"),
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
        (label(boxed, " style='font-size:-12px'>Make tea"), String::new(), &["Make tea"]),
        (label(boxed, " style='font-size:0'>Make tea"), String::new(), &["Make tea"]),
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

/// What a drawing comes to, or why it is refused.
fn comes_to(inner: &str) -> String {
    let drawing = format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{inner}</svg>");
    clean(drawing.as_bytes(), PLAIN).map_or_else(|fault| fault.why, |drawing| drawing.elements.to_string())
}

#[test]
fn what_is_drawn_is_counted_as_often_as_it_is_drawn() {
    let pattern = "<pattern id='p' width='2' height='2'><rect/><rect/></pattern>";
    let marker = "<marker id='m'><path d='M0 0h1'/></marker>";
    let mask = "<mask id='k'><rect/></mask><clipPath id='c'><rect/></clipPath>";
    let line = "<path marker-end='url(#m)' fill='url(#p)' d='M0 0L1 1'/>";
    for (inner, expected) in [
        // The root and the element itself count.
        ("<rect width='1' height='1'/>".to_owned(), "2"),
        (format!("{pattern}<rect fill='url(#p)'/>"), "21"),
        (format!("{pattern}<rect fill='url(#p)' stroke='url(\"#p\") red'/>"), "39"),
        (format!("{pattern}<rect style='fill: url(#p)'/>"), "21"),
        (format!("<style>.a{{fill:url(#p)}}</style>{pattern}<rect class='a'/><rect/>"), "23"),
        (
            format!("<style>.a rect + rect{{fill:url(#p)}}</style>{pattern}<g class='a'><rect/><rect/></g>"),
            "24",
        ),
        // Within a group that is painted so, all shapes are, but for those that say otherwise.
        (format!("{pattern}<g fill='url(#p)'><rect/><rect fill='red'/><rect fill='inherit'/></g>"), "42"),
        (format!("{pattern}<g id='g'><rect/></g><use href='#g' fill='url(#p)'/>"), "25"),
        (format!("{pattern}<pattern id='q' href='#p'/><rect fill='url(#q)'/>"), "22"),
        (format!("{mask}<g mask='url(#k)' clip-path='url(#c)'><rect/><rect/></g>"), "24"),
        (format!("{marker}<path marker-mid='url(#m)' d='M0 0L1 1L2 2L3 3'/>"), "7"),
        (format!("{marker}<g style='marker:url(#m)'><polyline points='0 0 1 1 2 2'/></g>"), "9"),
        (format!("{pattern}<marker id='m'><path fill='context-fill'/></marker>{line}"), "41"),
        ("<text>abc<tspan>de</tspan></text>".to_owned(), "13"),
        (format!("{pattern}<text fill='url(#p)'>abc</text>"), "63"),
        (format!("<path d='M0 0{}'/>", "h1 ".repeat(400)), "4"),
        ("<g opacity='.5'><rect opacity='1'/></g>".to_owned(), "19"),
        ("<g style='fill-opacity:.5'><rect/><rect/></g>".to_owned(), "12"),
        // What nothing refers to is looked at by the libraries all the same.
        (pattern.to_owned(), "20"),
        ("<pattern id='p'><rect fill='url(#p)'/></pattern>".to_owned(), TOO_MANY),
        (format!("{pattern}<rect fill='url(#q)'/>"), "21"),
    ] {
        assert_eq!(comes_to(&inner), expected, "{inner}");
    }
}

const TOO_MANY: &str = "it comes to more than 1000 elements as it is drawn";

#[test]
fn what_comes_to_too_much_is_refused() {
    let chain = |open: &dyn Fn(usize) -> String, close: &str, used: &dyn Fn(usize) -> String| {
        let levels = (0..6).map(|level| format!("{}{}{close}", open(level), used(level + 1).repeat(10)));
        format!("<defs>{}</defs>{}", levels.collect::<String>(), used(0))
    };
    let by = |property: &'static str| move |n: usize| format!("<rect {property}='url(#i{n})'/>");
    let words = format!("<text>{}</text>", "word ".repeat(400));
    let marker = format!("<marker id='m'>{}</marker>", "<path d='M0 0h1'/>".repeat(100));
    let line = format!("<path marker-mid='url(#m)' d='M0 0{}'/>", "l1 1".repeat(20));
    let rules: String = (0..50).map(|n| format!(".r{n}+rect{{fill:red}}")).collect();
    for (inner, expected) in [
        (chain(&|n| format!("<pattern id='i{n}'>"), "</pattern>", &by("fill")), TOO_MANY),
        (chain(&|n| format!("<mask id='i{n}'>"), "</mask>", &by("mask")), TOO_MANY),
        (chain(&|n| format!("<clipPath id='i{n}'>"), "</clipPath>", &by("clip-path")), TOO_MANY),
        (chain(&|n| format!("<g id='i{n}'>"), "</g>", &|n| format!("<use href='#i{n}'/>")), TOO_MANY),
        (words, TOO_MANY),
        (marker + &line, TOO_MANY),
        (
            format!("<style>{rules}</style>{}", "<rect/>".repeat(50)),
            "its rules of style would have to be held against elements and each other more than 1000 times",
        ),
    ] {
        assert_eq!(comes_to(&inner), expected, "{inner}");
    }
}

#[test]
fn what_is_slow_to_read_or_to_place_is_beyond_the_bounds() {
    let spans =
        |attributes: &str| format!("<text>{}</text>", format!("<tspan{attributes}>one</tspan>").repeat(100));
    assert!(cleaned(&spans(" x='1'")).is_ok(), "each stands by itself");
    let said = cleaned(&spans("")).expect_err("all are shaped for each");
    assert!(said.contains("more than 1000 elements"), "{said}");
    let attributes: String = (0..1_500).map(|index| format!(" a{index}='1'")).collect();
    let said = cleaned(&format!("<rect{attributes}/>")).expect_err("each is compared with all");
    assert!(said.contains("attributes"), "{said}");
}
