//! Blocks, inlines and page marks against the XHTML they become.

use super::sample::figure;
use super::*;
use crate::document::{
    Alert, Definition, Group, GroupKind, ImageRef, List, ListItem, Listing, Meaning, Note, NoteId, Numbers,
    PageSide, Style, Table, Target, Verse,
};
use crate::theme::Notes;

fn emphasis(words: &str) -> Inline {
    inline(InlineKind::Styled(crate::document::Style::Emphasis, vec![text(words)]))
}

fn link(target: Target, content: Vec<Inline>) -> Inline {
    inline(InlineKind::Link { target, title: None, content })
}

fn image(path: &str, alt: &str) -> ImageRef {
    ImageRef { path: path.into(), alt: alt.into(), title: None, ..ImageRef::default() }
}

fn list(start: Option<i64>, tight: bool, items: Vec<Vec<Block>>) -> BlockKind {
    let items = items.into_iter().map(|blocks| ListItem { task: None, blocks }).collect();
    BlockKind::List(List { numbers: start.map(Numbers::from), tight, items, ..List::default() })
}

#[test]
fn blocks_become_xhtml() {
    for (kind, xhtml) in [
        (BlockKind::Paragraph(vec![text("A & B <i>")]), "<p>A &amp; B &lt;i&gt;</p>"),
        (BlockKind::Quote(vec![paragraph(2, "q")]), "<blockquote>\n<p>q</p>\n</blockquote>"),
        (
            list(
                None,
                true,
                vec![vec![paragraph(2, "a"), block(3, list(Some(3), true, vec![vec![paragraph(4, "b")]]))]],
            ),
            "<ul class=\"tight\">\n<li>a<ol start=\"3\" class=\"tight\">\n<li>b</li>\n</ol>\n</li>\n</ul>",
        ),
        (
            list(Some(1), false, vec![vec![paragraph(2, "a")]]),
            "<ol class=\"loose\">\n<li><p>a</p>\n</li>\n</ol>",
        ),
        (
            list(None, true, vec![vec![paragraph(2, "a"), paragraph(3, "b")]]),
            "<ul class=\"tight\">\n<li>a<p>b</p>\n</li>\n</ul>",
        ),
        (
            BlockKind::Code(Listing {
                language: Some("rust ignore".into()),
                text: "a<b>\n  c".into(),
                ..Listing::default()
            }),
            "<pre><code class=\"language-rust\">a&lt;b&gt;\n  c</code></pre>",
        ),
        (
            BlockKind::Verse(Verse::of_lines([vec![text("one")], vec![emphasis("two")]])),
            "<div class=\"verse\">\n<div class=\"stanza\">\n<p class=\"line\">one</p>\n<p class=\"line\"><em>two</em></p>\n</div>\n</div>",
        ),
        (
            BlockKind::Table(headed(row(2, ["H", ""]), vec![vec![row(4, ["a", "b"])]])),
            "<table>\n<thead>\n<tr><th scope=\"col\">H</th><td></td></tr>\n</thead>\n<tbody>\n\
             <tr><td>a</td><td>b</td></tr>\n</tbody>\n</table>",
        ),
        (
            figure(image("gone.png", "A <cat>"), vec![text("Cap")]),
            "<figure class=\"figure\">\n<p class=\"missing-image\">A &lt;cat&gt;</p>\n<figcaption>Cap</figcaption>\n</figure>",
        ),
        (BlockKind::Break, "<hr/>"),
        (
            BlockKind::Group(Group {
                kind: GroupKind::Division(vec!["letter".into()]),
                alignment: None,
                direction: None,
                lang: Some("de".into()),
                title: vec![],
                blocks: vec![paragraph(2, "Tee")],
            }),
            "<div class=\"letter\" lang=\"de\" xml:lang=\"de\">\n<p>Tee</p>\n</div>",
        ),
        (
            BlockKind::InnerHeading {
                level: 5,
                heading: Heading { content: vec![text("In")], ..Heading::default() },
                anchor: "nowhere".into(),
            },
            // No heading stands above it.
            "<h1 class=\"inner\">In</h1>",
        ),
    ] {
        // The inner heading's anchor is its own, whether or not the document lists it.
        let xhtml = xhtml.replace("<h1 class", "<h1 id=\"nowhere\" class");
        assert_eq!(body(vec![block(1, kind.clone())], vec![]), xhtml, "{kind:?}");
    }
}

#[test]
fn inlines_become_xhtml() {
    let outside = |address: &str| Target::Outside(address.into());
    for (inlines, xhtml) in [
        (vec![inline(InlineKind::Code("a<b".into()))], "<code>a&lt;b</code>"),
        (vec![text("a"), inline(InlineKind::LineBreak), text("b")], "a<br/>b"),
        (
            vec![link(outside("https://example.org/a b?c&d"), vec![text("x")])],
            "<a href=\"https://example.org/a%20b?c&amp;d\">x</a>",
        ),
        (vec![link(outside("https://example.org"), vec![])], ""),
        (vec![link(outside("relative.html"), vec![text("x")])], "x"),
        (vec![link(Target::Nowhere, vec![text("x")])], "x"),
        (vec![link(Target::Inside("c".into()), vec![text("x")])], "<a href=\"#c\">x</a>"),
        (vec![link(Target::Inside("lost".into()), vec![text("x")])], "x"),
        (
            vec![link(
                Target::Inside("c".into()),
                vec![link(outside("https://example.org"), vec![text("x")])],
            )],
            "<a href=\"#c\">x</a>",
        ),
        (
            vec![inline(InlineKind::Image(image("gone.png", "alt")))],
            "<span class=\"missing-image\">alt</span>",
        ),
    ] {
        let paragraph = block(1, BlockKind::Paragraph(inlines.clone()));
        assert_eq!(body(vec![paragraph], vec![]), format!("<p>{xhtml}</p>"), "{inlines:?}");
    }
}

fn defined(words: &str) -> Inline {
    inline(InlineKind::Styled(Style::Meaning(Meaning::Definition), vec![text(words)]))
}

fn details(title: Vec<Inline>, blocks: Vec<Block>) -> BlockKind {
    BlockKind::Group(Group {
        kind: GroupKind::Details,
        alignment: None,
        direction: None,
        lang: None,
        title,
        blocks,
    })
}

/// Terms, of which the first and the last have details.
fn definitions(terms: [&str; 3]) -> BlockKind {
    let entries = terms.into_iter().enumerate().map(|(index, term)| {
        let details = vec![vec![paragraph(20 + index as u32, "what that is")]];
        Definition { term: vec![text(term)], details: if index == 1 { Vec::new() } else { details } }
    });
    BlockKind::Definitions(entries.collect())
}

/// The marks of a body as `|n|`.
fn shortened(mut body: String, folios: &[u32]) -> String {
    for folio in folios {
        let mark = format!(
            "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-{folio}\" aria-label=\"{folio}\"></span>"
        );
        body = body.replace(&mark, &format!("|{folio}|"));
    }
    body
}

#[test]
fn pages_that_begin_in_head_cells_are_marked_in_others() {
    let heads = |mut row: Row, heads: &[usize]| {
        for &cell in heads {
            row.cells[cell].heads = Some(Scope::Row);
        }
        row
    };
    let rows = || [row(10, ["a", "b", "c"]), row(20, ["d", "e", "f"])];
    for (first, second, marked, xhtml) in [
        (&[0][..], &[0][..], vec![10, 20], "<tr>a#|10|b|c</tr><tr>d#|20|e|f</tr>"),
        (&[0, 1, 2], &[0], vec![11, 20], "|11|<tr>a#b#c#</tr><tr>d#|20|e|f</tr>"),
        (&[1], &[0, 1, 2], vec![10, 11, 20], "<tr>|10|a|11||b#c|20|</tr><tr>d#e#f#</tr>"),
        (&[2], &[0, 1, 2], vec![12, 22], "<tr>a|b|12||22||c#</tr><tr>d#e#f#</tr>"),
    ] {
        let [above, below] = rows();
        let table = Table {
            columns: 3,
            bodies: vec![vec![heads(above, first), heads(below, second)]],
            ..Table::default()
        };
        let marks = marked.iter().map(|&at| mark(&at.to_string(), at, 0)).collect();
        let found = shortened(body(vec![block(1, BlockKind::Table(table))], marks), &marked);
        let found =
            found.replace("<table>\n<tbody>\n", "").replace("</tbody>\n</table>", "").replace('\n', "");
        let found = found.replace("<th scope=\"row\">", "").replace("</th>", "#");
        assert_eq!(found.replace("<td>", "").replace("</td>", "|").replace("|</tr>", "</tr>"), xhtml);
    }
}

#[test]
fn an_anchor_is_the_id_of_its_element() {
    for (kind, xhtml) in [
        (BlockKind::Paragraph(vec![text("a")]), "<p id=\"x\"><span id=\"y\"></span>a</p>"),
        (
            BlockKind::Quote(vec![paragraph(2, "q")]),
            "<blockquote id=\"x\">\n<span id=\"y\"></span><p>q</p>\n</blockquote>",
        ),
        (
            list(None, true, vec![vec![paragraph(2, "a")]]),
            "<span id=\"y\"></span><ul id=\"x\" class=\"tight\">\n<li id=\"z\">a</li>\n</ul>",
        ),
        (
            BlockKind::Code(Listing { language: None, text: "a".into(), ..Listing::default() }),
            "<pre id=\"x\"><span id=\"y\"></span><code>a</code></pre>",
        ),
        (
            BlockKind::Table(Table { columns: 1, bodies: vec![vec![row(2, ["a"])]], ..Table::default() }),
            "<span id=\"y\"></span><table id=\"x\">\n<tbody>\n<tr><td id=\"z\">a</td></tr>\n</tbody>\n</table>",
        ),
        (
            figure(image("gone.png", "alt"), vec![text("Cap")]),
            "<figure id=\"x\" class=\"figure\">\n<span id=\"y\"></span><p class=\"missing-image\">alt</p>\n\
             <figcaption>Cap</figcaption>\n</figure>",
        ),
        (
            BlockKind::Group(Group {
                kind: GroupKind::Alert(Alert::Tip),
                alignment: None,
                direction: None,
                lang: None,
                title: vec![text("Tip")],
                blocks: vec![paragraph(2, "q")],
            }),
            "<aside id=\"x\" class=\"alert tip\" epub:type=\"tip\" role=\"doc-tip\">\n<p class=\"title\">Tip</p>\n\
             <span id=\"y\"></span><p id=\"z\">q</p>\n</aside>",
        ),
        (BlockKind::Break, "<span id=\"y\"></span><hr id=\"x\"/>"),
        (BlockKind::PageBreak(PageSide::Either), "<span id=\"x\"></span><span id=\"y\"></span>"),
    ] {
        let holds_another = xhtml.contains("\"z\"");
        let mut document = document(vec![section(0, 1, "c", "", vec![block(1, kind)])]);
        let named = [("x", 1), ("y", 1), ("z", 2)].into_iter().filter(|(_, at)| *at == 1 || holds_another);
        document.anchors.extend(named.map(|(name, at)| (name.to_owned(), id(at))));
        let page = read(&files(&document, None, &Resources::default()), "chapter-001.xhtml");
        assert!(page.contains(xhtml), "{xhtml}\n{page}");
    }
}

#[test]
fn places_among_words_are_ids_of_what_they_hold() {
    let place =
        |name: &str, inner: Vec<Inline>| inline(InlineKind::Styled(Style::Anchor(name.into()), inner));
    let outside = || Target::Outside("https://example.org/".into());
    for (words, xhtml) in [
        (vec![text("a"), place("x", vec![]), text("b")], "a<span id=\"x\"></span>b"),
        (vec![place("x", vec![text("a")])], "<span id=\"x\">a</span>"),
        (vec![place("x", vec![emphasis("a")])], "<em id=\"x\">a</em>"),
        (vec![place("x", vec![emphasis("a"), text("b")])], "<span id=\"x\"><em>a</em>b</span>"),
        (
            vec![place("x", vec![link(outside(), vec![text("a")])])],
            "<a href=\"https://example.org/\" id=\"x\">a</a>",
        ),
        (vec![place("x", vec![link(Target::Nowhere, vec![text("a")])])], "<span id=\"x\">a</span>"),
        (
            vec![place("x", vec![place("y", vec![text("a")])])],
            "<span id=\"x\"><span id=\"y\">a</span></span>",
        ),
        (vec![place("", vec![text("a")])], "a"),
    ] {
        let paragraph = block(1, BlockKind::Paragraph(words));
        assert_eq!(body(vec![paragraph], vec![]), format!("<p>{xhtml}</p>"));
    }
}

#[test]
fn text_of_the_other_direction_says_so() {
    let run =
        |lang: &str, inner: Vec<Inline>| inline(InlineKind::Styled(Style::Language(lang.into()), inner));
    for (book, words, xhtml) in [
        ("en", vec![run("de", vec![text("Tee")])], "<span lang=\"de\" xml:lang=\"de\">Tee</span>"),
        (
            "en",
            vec![run("ar", vec![text("شاي "), run("en", vec![text("tea")])])],
            "<span lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\">شاي <span lang=\"en\" xml:lang=\"en\" dir=\"ltr\">tea</span></span>",
        ),
        (
            "he",
            vec![run("en", vec![text("tea")])],
            "<span lang=\"en\" xml:lang=\"en\" dir=\"ltr\">tea</span>",
        ),
        ("en", vec![inline(InlineKind::Code("a".into()))], "<code>a</code>"),
        ("he", vec![inline(InlineKind::Code("a".into()))], "<code dir=\"ltr\">a</code>"),
        ("he", vec![run("yi", vec![text("טיי")])], "<span lang=\"yi\" xml:lang=\"yi\">טיי</span>"),
        (
            "en",
            vec![run("az-Arab", vec![text("چای")])],
            "<span lang=\"az-Arab\" xml:lang=\"az-Arab\" dir=\"rtl\">چای</span>",
        ),
    ] {
        let paragraph = block(1, BlockKind::Paragraph(words));
        let mut document = document(vec![section(0, 1, "c", "", vec![paragraph])]);
        document.metadata.lang = Some(book.into());
        let page = read(&files(&document, None, &Resources::default()), "chapter-001.xhtml");
        assert!(page.contains(&format!("<p>{xhtml}</p>")), "{xhtml}\n{page}");
    }
}

/// `|n|` in the expectation stands for the mark of page n.
#[test]
fn page_marks_stand_at_their_offset() {
    let words = |inlines: Vec<Inline>| BlockKind::Paragraph(inlines);
    let alone = || BlockKind::Image(image("gone.png", "alt"));
    let image_of = image;
    let image = inline(InlineKind::Image(image("gone.png", "alt")));
    for (kind, offsets, xhtml) in [
        (words(vec![text("one two")]), vec![0], "<p>|0|one two</p>"),
        (words(vec![text("one two")]), vec![4], "<p>one |4|two</p>"),
        (words(vec![text("one two")]), vec![0, 4, 7], "<p>|0|one |4|two|7|</p>"),
        (words(vec![text("one two")]), vec![99], "<p>one two|99|</p>"),
        (words(vec![text("äöü")]), vec![2, 3], "<p>ä|2||3|öü</p>"),
        (words(vec![text("one "), emphasis("two three")]), vec![4, 8], "<p>one |4|<em>two |8|three</em></p>"),
        (
            words(vec![link(Target::Inside("c".into()), vec![emphasis("one two")])]),
            vec![4],
            "<p>|4|<a href=\"#c\"><em>one two</em></a></p>",
        ),
        (
            words(vec![text("a "), defined("one two"), text(" b")]),
            vec![2, 6, 9],
            "<p>a |2||6|<dfn>one two</dfn>|9| b</p>",
        ),
        (
            BlockKind::InnerHeading {
                level: 5,
                heading: Heading { content: vec![text("one two")], ..Heading::default() },
                anchor: String::new(),
            },
            vec![0, 4],
            "|0||4|<h1 class=\"inner\">one two</h1>",
        ),
        (
            details(vec![text("one two")], vec![paragraph(2, "three")]),
            vec![4],
            "|4|<details open=\"open\">\n<summary>one two</summary>\n<p>three</p>\n</details>",
        ),
        (
            figure(image_of("gone.png", "alt"), vec![text("one two")]),
            vec![5],
            "<figure class=\"figure\">\n<p class=\"missing-image\">alt</p>\n|5|<figcaption>one two</figcaption>\n</figure>",
        ),
        (
            definitions(["one", "two", "three"]),
            vec![1, 5, 9],
            "|1|<dl>\n<dt>one</dt>\n<dd>what that is|5||9|</dd>\n<dt>two</dt>\n<dt>three</dt>\n\
             <dd>what that is</dd>\n</dl>",
        ),
        (
            words(vec![text("a"), inline(InlineKind::LineBreak), image, text("b")]),
            vec![2, 5],
            "<p>a<br/>|2|<span class=\"missing-image\">alt</span>|5|b</p>",
        ),
        (
            BlockKind::Code(Listing { language: None, text: "one\ntwo".into(), ..Listing::default() }),
            vec![4],
            "<pre><code>one\n|4|two</code></pre>",
        ),
        (
            BlockKind::Verse(Verse::of_lines([vec![text("one")], vec![text("two")]])),
            vec![3, 4],
            "<div class=\"verse\">\n<div class=\"stanza\">\n<p class=\"line\">one|3|</p>\n<p class=\"line\">|4|two</p>\n</div>\n</div>",
        ),
        (
            BlockKind::Table(Table {
                columns: 2,
                bodies: vec![vec![row(2, ["a", "b"])]],
                ..Table::default()
            }),
            vec![0],
            "|0|<table>\n<tbody>\n<tr><td>a</td><td>b</td></tr>\n</tbody>\n</table>",
        ),
        (
            alone(),
            vec![0],
            "|0|<figure>
<p class=\"missing-image\">alt</p>
</figure>",
        ),
        (BlockKind::Break, vec![0], "|0|<hr/>"),
        (BlockKind::Quote(vec![paragraph(2, "q")]), vec![0], "|0|<blockquote>\n<p>q</p>\n</blockquote>"),
    ] {
        let marks = offsets.iter().map(|&offset| mark(&offset.to_string(), 1, offset)).collect();
        let found = shortened(body(vec![block(1, kind.clone())], marks), &offsets);
        assert_eq!(found, xhtml, "{kind:?}");
    }
}

#[test]
fn folios_that_look_alike_get_ids_of_their_own() {
    // "page-iv" is a heading's anchor already, and a book may count from 1 twice.
    let chapter = section(0, 1, "page-iv", "Page iv", vec![paragraph(1, "one two three")]);
    let marks = vec![mark("iv", 0, 0), mark("4", 1, 0), mark("4", 1, 4)];
    let files = files(&document(vec![chapter]), Some(marks), &Resources::default());
    let nav = read(&files, "nav.xhtml");
    for line in [
        "<a href=\"chapter-001.xhtml#page-iv-2\">iv</a>",
        "<a href=\"chapter-001.xhtml#page-4\">4</a>",
        "<a href=\"chapter-001.xhtml#page-4-2\">4</a>",
    ] {
        assert!(nav.contains(line), "{line}\n{nav}");
    }
}

#[test]
fn notes_pop_up_or_stand_at_the_end() {
    let id = NoteId { file: FileId(0), index: 0 };
    let call = Inline { span: Span::GENERATED, kind: InlineKind::NoteMark(id) };
    let called = vec![block(1, BlockKind::Paragraph(vec![text("Called"), call]))];
    let mut document = document(vec![section(0, 1, "c", "C", called)]);
    document.notes = vec![Note { id, span: Span::GENERATED, number: 1, blocks: vec![paragraph(2, "Said.")] }];
    for (notes, shown, hidden) in [
        (
            Notes::PopUp,
            ["<aside class=\"note\"", "epub:type=\"noteref\"", "epub:type=\"footnote\""],
            "endnote",
        ),
        (
            Notes::ChapterEnd,
            ["<div class=\"note\"", "role=\"doc-noteref\"", "epub:type=\"endnote\""],
            "aside",
        ),
    ] {
        let mut resources = Resources::default();
        resources.theme.notes = notes;
        let page = read(&files(&document, None, &resources), "chapter-001.xhtml");
        for part in shown {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains(hidden), "{hidden} in {page}");
    }
}
